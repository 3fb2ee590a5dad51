// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const ruleOK = `{"errcode":0,"errmsg":"ok","rule":{"rule_id":1,"rule_name":"n","word_list":["b","a"],"extra_rule":{"semantics_list":[3,1]},
		"intercept_type":1,"applicable_range":{"user_list":["zhang"],"department_list":[3,2]},"create_time":1600000000}}`

func init() { methods = append(methods, ruleMethods...) }

var ruleMethods = []method{
	{
		name: "InterceptRules.Create", path: ruleAdd.Path, reply: `{"errcode":0,"errmsg":"ok","rule_id":"r1"}`,
		want: `POST externalcontact/add_intercept_rule {"rule_name":"n","word_list":["b","a"],"semantics_list":[1],"intercept_type":1,` +
			`"applicable_range":{"user_list":["zhang"],"department_list":[2,3]}}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.InterceptRules.Create(ctx, &AddInterceptRuleRequest{
				Name: "n", Words: []string{"b", "a"}, Semantics: []int64{SemanticsPhoneNumber}, Action: InterceptBlock,
				Range: InterceptRange{[]string{"zhang"}, []int64{3, 2}},
			})
		},
		value: &CreatedInterceptRule{ID: "r1"},
	},
	{
		name: "InterceptRules.Get", path: ruleGet.Path, reply: ruleOK,
		want: `POST externalcontact/get_intercept_rule {"rule_id":"r1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.InterceptRules.Get(ctx, "r1") },
		value: &InterceptRule{
			ID: "r1", Name: "n", Words: []string{"a", "b"}, Semantics: []int64{1, 3}, Action: InterceptBlock,
			Range: InterceptRange{[]string{"zhang"}, []int64{2, 3}}, CreateTime: 1600000000,
		},
	},
	{
		name: "InterceptRules.List", path: ruleList.Path,
		reply: `{"errcode":0,"errmsg":"ok","rule_list":[{"rule_id":7,"rule_name":"b","create_time":2},{"rule_id":"r1","rule_name":"a","create_time":1}]}`,
		want:  `GET externalcontact/get_intercept_rule_list`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.InterceptRules.List(ctx) },
		value: []InterceptRuleSummary{{"r1", "a", 1}, {"7", "b", 2}},
	},
	{
		name: "InterceptRules.Update", path: ruleUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want:  `POST externalcontact/update_intercept_rule {"rule_id":"r1","rule_name":"n","word_list":["w"],"extra_rule":{"semantics_list":[]},"intercept_type":2}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.InterceptRules.Update(ctx, &UpdateInterceptRuleRequest{
				ID: "r1", Name: ptr("n"), Words: []string{"w"}, Semantics: []int64{}, Action: ptr(int64(InterceptWarn)),
			})
		},
	},
	{
		name: "InterceptRules.UpdateRange", path: ruleUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want:  `POST externalcontact/update_intercept_rule {"rule_id":"r1","add_applicable_range":{"user_list":["a","b"],"department_list":[4]}}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.InterceptRules.UpdateRange(ctx, "r1", InterceptRange{[]string{"b", "a", "b"}, []int64{4}}, InterceptRange{})
		},
	},
	{
		name: "InterceptRules.Delete", path: ruleDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST externalcontact/del_intercept_rule {"rule_id":"r1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.InterceptRules.Delete(ctx, "r1") },
	},
}

// A rule of the name that the killed run sent is taken over only if it is what was sent; otherwise the create is sent,
// and WeCom says that the name is taken.
func TestJournal_ruleOfTheName(t *testing.T) {
	in := &AddInterceptRuleRequest{Name: "禁语", Words: []string{"x"}, Action: 1, Range: InterceptRange{UserIDs: []string{"li"}, DepartmentIDs: []int64{2, 3}}}
	body := AddInterceptRuleRequest{Name: "禁语", Words: []string{"x"}, Action: 1, Range: in.Range}
	now := time.Now()
	rule := func(word string) answer {
		return ok(`{"errcode":0,"rule":{"rule_id":"r1","rule_name":"禁语","word_list":["` + word + `"],"intercept_type":1,"applicable_range":{"department_list":[3]}}}`)
	}
	for name, tc := range map[string]struct {
		list, get, add answer
		id             string
		rest           InterceptRange
		sent           int
		fails          error
	}{
		"ours":               {rules(now.Unix(), "r1=禁语"), rule("x"), nil, "r1", InterceptRange{UserIDs: []string{"li"}, DepartmentIDs: []int64{2}}, 0, nil},
		"other words":        {rules(now.Unix(), "r1=禁语"), rule("y"), fail(41077), "", InterceptRange{}, 1, ErrNameTaken},
		"older":              {rules(now.Add(-time.Hour).Unix(), "r1=禁语"), nil, fail(41077), "", InterceptRange{}, 1, ErrNameTaken},
		"not made":           {rules(now.Unix(), "r0=别的"), nil, ok(`{"errcode":0,"rule_id":"rN"}`), "rN", InterceptRange{}, 1, nil},
		"looking is refused": {fail(60020), nil, nil, "", InterceptRange{}, 0, ErrOutcomeUnknown},
		"reading is refused": {rules(now.Unix(), "r1=禁语"), fail(48002), nil, "", InterceptRange{}, 0, ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(ruleList.Path, tc.list)
			for path, a := range map[string]answer{ruleGet.Path: tc.get, ruleAdd.Path: tc.add} {
				if a != nil {
					f.on(path, a)
				}
			}
			dir := t.TempDir()
			f.sendAndDie(dir, "intercept_rule", body, nil)
			f.Advance(time.Minute)
			r, err := f.run(dir).InterceptRules.Create(t.Context(), in)
			if (err != nil) != (tc.fails != nil) || tc.fails != nil && !errors.Is(err, tc.fails) {
				t.Errorf("got %v, want %v", err, tc.fails)
			}
			var got CreatedInterceptRule
			if r != nil {
				got = *r
			}
			if d := cmp.Diff(CreatedInterceptRule{ID: tc.id, Rest: tc.rest}, got); d != "" {
				t.Errorf("result (-want +got):\n%s", d)
			}
			if n := len(f.bodies(ruleAdd.Path)); n != tc.sent {
				t.Errorf("%d creates, want %d", n, tc.sent)
			}
		})
	}
}
