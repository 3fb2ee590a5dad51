// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

func init() {
	methods = append(methods, ruleGroupMethods("CustomerRuleGroups", customerRuleGroups, func(c *Client) *RuleGroupService { return c.CustomerRuleGroups })...)
	methods = append(methods, ruleGroupMethods("MomentRuleGroups", momentRuleGroups, func(c *Client) *RuleGroupService { return c.MomentRuleGroups })...)
}

func newRuleGroup() *NewRuleGroup {
	return &NewRuleGroup{Name: "华东", AdminIDs: []string{"zhangsan"}, Privileges: map[string]bool{"b": false, "a": true},
		Range: RuleRange{UserIDs: []string{"li"}, DepartmentIDs: []int64{2}}}
}

func ruleGroupMethods(name string, e ruleGroupEndpoints, of func(*Client) *RuleGroupService) []method {
	return []method{
		{
			name: name + ".Each", path: e.list.Path, reply: `{"errcode":0,"errmsg":"ok","strategy":[{"strategy_id":2},{"strategy_id":"1"}]}`,
			want: `POST ` + e.list.Path + ` {"limit":1000}`, token: "app-1",
			call: func(ctx context.Context, c *Client) (any, error) {
				var ids []string
				for id, err := range of(c).Each(ctx) {
					if err != nil {
						return nil, err
					}
					ids = append(ids, id)
				}
				return ids, nil
			},
			value: []string{"1", "2"},
		},
		{
			name: name + ".Create", path: e.create.Path, reply: `{"errcode":0,"errmsg":"ok","strategy_id":"7"}`,
			want: `POST ` + e.create.Path + ` {"strategy_name":"华东","admin_list":["zhangsan"],"privilege":{"a":true,"b":false},"range":[{"type":1,"userid":"li"},{"type":2,"partyid":2}]}`,
			call: func(ctx context.Context, c *Client) (any, error) {
				id, rest, err := of(c).Create(ctx, newRuleGroup())
				if rest.Size() > 0 {
					return nil, fmt.Errorf("rest %v", rest)
				}
				return id, err
			},
			token: "app-1", value: int64(7),
		},
		{
			name: name + ".Edit", path: e.edit.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
			want: `POST ` + e.edit.Path + ` {"strategy_id":7,"strategy_name":"n"}`, token: "app-1",
			call: func(ctx context.Context, c *Client) (any, error) {
				return nil, of(c).Edit(ctx, &RuleGroupEdit{ID: 7, Name: ptr("n")})
			},
		},
		{
			name: name + ".ChangeRange", path: e.edit.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
			want: `POST ` + e.edit.Path + ` {"strategy_id":7,"range_add":[{"type":2,"partyid":3}]}`, token: "app-1",
			call: func(ctx context.Context, c *Client) (any, error) {
				return nil, of(c).ChangeRange(ctx, 7, RuleRange{UserIDs: []string{"Li"}}, RuleRange{UserIDs: []string{"li"}, DepartmentIDs: []int64{3}})
			},
		},
		{
			name: name + ".Delete", path: e.del.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
			want: `POST ` + e.del.Path + ` {"strategy_id":7}`, token: "app-1",
			call: func(ctx context.Context, c *Client) (any, error) { return nil, of(c).Delete(ctx, 7) },
		},
	}
}

const (
	groupShown = `{"errcode":0,"errmsg":"ok","strategy":{"strategy_id":"7","parent_id":0,"strategy_name":"华东","create_time":"1600000000",` +
		`"admin_list":["zhangsan","zhangsan"],"privilege":{"a":1,"b":false,"c":null}}}`
	rangeShown = `{"errcode":0,"errmsg":"ok","range":[{"type":2,"partyid":"2"},{"type":1,"userid":"li"}]}`
)

// A group is read with its range, whose pages may overlap and end with an empty cursor or none.
func TestRuleGroup_get(t *testing.T) {
	e := customerRuleGroups
	f := newFake(t).on(e.get.Path, ok(groupShown)).on(e.getRange.Path,
		ok(`{"errcode":0,"range":[{"type":2,"partyid":2},{"type":1,"userid":"li"}],"next_cursor":"x"}`), ok(`{"errcode":0,"range":[{"type":2,"partyid":2},{"type":2,"partyid":10}],"next_cursor":""}`))
	got, err := f.client().CustomerRuleGroups.Get(t.Context(), 7)
	want := &RuleGroup{ID: 7, Name: "华东", CreateTime: 1600000000, AdminIDs: []string{"zhangsan"}, Privileges: map[string]bool{"a": true, "b": false},
		Range: RuleRange{UserIDs: []string{"li"}, DepartmentIDs: []int64{2, 10}}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(d, err)
	}
	wanted := []string{`POST ` + e.get.Path + ` {"strategy_id":7}`, `POST ` + e.getRange.Path + ` {"strategy_id":7,"limit":1000}`,
		`POST ` + e.getRange.Path + ` {"strategy_id":7,"cursor":"x","limit":1000}`}
	if d := cmp.Diff(wanted, f.Got()); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{`{"errcode":0,"range":[{"type":1}]}`, `{"range":null}`} {
		f := newFake(t).on(e.get.Path, ok(groupShown)).on(e.getRange.Path, ok(bad))
		if got, err := f.client().CustomerRuleGroups.Get(t.Context(), 7); err == nil {
			t.Errorf("%s: %v", bad, got)
		}
	}
	if _, err := newFake(t).client().CustomerRuleGroups.Get(t.Context(), 0); err == nil {
		t.Error("no id was sent")
	}
}

// No page names the code of a group that is gone: what the list lacks is gone, whatever was answered.
func TestRuleGroup_absence(t *testing.T) {
	e := customerRuleGroups
	for name, tc := range map[string]struct {
		answer answer
		list   string
		err    error // that it is
		not    error // that it is not
	}{
		"gone":               {fail(40058), `[{"strategy_id":8}]`, ErrNotFound, nil},
		"gone by another":    {fail(60030), `[]`, ErrNotFound, nil},
		"listed":             {fail(60011), `[{"strategy_id":7}]`, ErrNotVisible, ErrNotFound},
		"not allowed at all": {fail(48002), `x`, ErrForbidden, ErrNotFound},
		"busy":               {fail(-1), `[]`, nil, ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(e.get.Path, tc.answer).on(e.list.Path, ok(`{"errcode":0,"strategy":`+tc.list+`}`))
			if tc.list == "x" {
				f.on(e.list.Path, fail(48002))
			}
			_, err := f.client().CustomerRuleGroups.Get(t.Context(), 7)
			if err == nil || tc.err != nil && !errors.Is(err, tc.err) || tc.not != nil && errors.Is(err, tc.not) {
				t.Errorf("%v", err)
			}
		})
	}
	f := newFake(t).on(e.del.Path, lost, fail(40058)).on(e.list.Path, ok(`{"errcode":0,"strategy":[]}`))
	if err := f.client().CustomerRuleGroups.Delete(t.Context(), 7); err != nil {
		t.Errorf("gone when a lost delete is repeated: %v", err)
	}
	f = newFake(t).on(e.edit.Path, fail(40058)).on(e.list.Path, ok(`{"errcode":0,"strategy":[]}`))
	if err := f.client().CustomerRuleGroups.Edit(t.Context(), &RuleGroupEdit{ID: 7}); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
	f = newFake(t).on(e.edit.Path, fail(60030))
	if err := f.client().CustomerRuleGroups.Edit(t.Context(), &RuleGroupEdit{ID: 7}); !errors.Is(err, ErrNotVisible) || len(f.Got()) != 1 {
		t.Errorf("60030 is about what the call names: %v, %v", err, f.Got())
	}
}

// A lost create is looked for in the list, and told from others by content and time; it is never sent twice on
// suspicion.
func TestRuleGroup_lostCreate(t *testing.T) {
	e := customerRuleGroups
	shown := func(f *fake, name, admin string, ago int64) answer {
		return ok(fmt.Sprintf(`{"errcode":0,"strategy":{"strategy_name":%q,"parent_id":0,"create_time":%d,"admin_list":[%q],"privilege":{"a":true,"b":false,"new":true}}}`,
			name, f.Time.Unix()-ago, admin))
	}
	list := func(ids string) answer { return ok(`{"errcode":0,"strategy":[` + ids + `]}`) }
	one := list(`{"strategy_id":7}`)
	for name, tc := range map[string]struct {
		list, nodes answer
		get         func(f *fake) answer
		id          int64
		sent        int
		err         error
	}{
		"made":             {one, ok(rangeShown), func(f *fake) answer { return shown(f, "华东", "ZhangSan", 1) }, 7, 1, nil},
		"not made":         {list(""), nil, nil, 9, 2, nil},
		"an older one":     {one, ok(rangeShown), func(f *fake) answer { return shown(f, "华东", "zhangsan", 1000) }, 9, 2, nil},
		"another name":     {one, ok(rangeShown), func(f *fake) answer { return shown(f, "华南", "zhangsan", 1) }, 9, 2, nil},
		"another admin":    {one, ok(rangeShown), func(f *fake) answer { return shown(f, "华东", "lisi", 1) }, 9, 2, nil},
		"another range":    {one, ok(`{"errcode":0,"range":[{"type":1,"userid":"x"}]}`), func(f *fake) answer { return shown(f, "华东", "zhangsan", 1) }, 9, 2, nil},
		"two of them":      {list(`{"strategy_id":7},{"strategy_id":8}`), ok(rangeShown), func(f *fake) answer { return shown(f, "华东", "zhangsan", 1) }, 0, 1, ErrOutcomeUnknown},
		"list is refused":  {fail(48002), nil, nil, 0, 1, ErrOutcomeUnknown},
		"cannot be looked": {one, ok(rangeShown), func(*fake) answer { return fail(48002) }, 0, 1, ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(e.create.Path, lost, ok(`{"errcode":0,"strategy_id":9}`)).on(e.list.Path, tc.list)
			if tc.get != nil {
				f.on(e.get.Path, tc.get(f)).on(e.getRange.Path, tc.nodes)
			}
			id, rest, err := f.client().CustomerRuleGroups.Create(t.Context(), newRuleGroup())
			if id != tc.id || !errors.Is(err, tc.err) || rest.Size() > 0 {
				t.Errorf("got %d, %v, %v; want %d, %v", id, rest, err, tc.id, tc.err)
			}
			if n := len(f.bodies(e.create.Path)); n != tc.sent {
				t.Errorf("sent %d creates, want %d", n, tc.sent)
			}
		})
	}
}

// What a killed run made is adopted by the next one, which then adds the rest of the range.
func TestRuleGroup_journal(t *testing.T) {
	e := customerRuleGroups
	in := newRuleGroup()
	in.Range.UserIDs = nil
	for i := range 150 {
		in.Range.UserIDs = append(in.Range.UserIDs, fmt.Sprintf("u%03d", i))
	}
	f := newFake(t).on(e.list.Path, ok(`{"errcode":0,"strategy":[{"strategy_id":7}]}`))
	dir := t.TempDir()
	f.sendAndDie(dir, "customer_rule_group", in, nil)
	f.on(e.get.Path, ok(fmt.Sprintf(`{"errcode":0,"strategy":{"strategy_name":"华东","create_time":%d,"admin_list":["zhangsan"]}}`, f.Time.Unix())))
	var nodes []string
	for _, u := range in.Range.UserIDs[:100] {
		nodes = append(nodes, fmt.Sprintf(`{"type":1,"userid":%q}`, u))
	}
	f.on(e.getRange.Path, ok(`{"errcode":0,"range":[`+strings.Join(nodes, ",")+`]}`))
	f.Advance(60e9)
	id, rest, err := f.run(dir).CustomerRuleGroups.Create(t.Context(), in)
	if id != 7 || err != nil || !slices.Equal(rest.UserIDs, in.Range.UserIDs[100:]) || len(rest.DepartmentIDs) != 1 || len(f.bodies(e.create.Path)) != 0 {
		t.Errorf("got %d with the rest %v, %v", id, rest, err)
	}
}

func TestRuleGroup_checksBeforeSending(t *testing.T) {
	c := newFake(t).client().CustomerRuleGroups
	for _, change := range []func(*NewRuleGroup){
		func(in *NewRuleGroup) { in.Name = "" }, func(in *NewRuleGroup) { in.AdminIDs = nil }, func(in *NewRuleGroup) { in.Range = RuleRange{} },
	} {
		in := newRuleGroup()
		change(in)
		if _, _, err := c.Create(t.Context(), in); err == nil {
			t.Errorf("%+v was sent", in)
		}
	}
}

// Steps lead from any range to any other, in calls of at most 100 nodes, never above 3000 and never down to none.
func TestRuleRange_steps(t *testing.T) {
	of := func(from, to int) (r RuleRange) {
		for i := from; i < to; i++ {
			if i%2 == 0 {
				r.UserIDs = append(r.UserIDs, fmt.Sprintf("u%d", i))
			} else {
				r.DepartmentIDs = append(r.DepartmentIDs, int64(i))
			}
		}
		return r
	}
	for _, tc := range []struct{ have, want [2]int }{
		{[2]int{0, 1}, [2]int{0, 1}}, {[2]int{0, 1}, [2]int{1, 2}}, {[2]int{0, 3000}, [2]int{3000, 6000}}, {[2]int{0, 2950}, [2]int{2900, 5900}},
		{[2]int{0, 250}, [2]int{100, 101}}, {[2]int{0, 10}, [2]int{0, 3000}}, {[2]int{0, 3000}, [2]int{10, 3005}},
	} {
		have, want := of(tc.have[0], tc.have[1]), of(tc.want[0], tc.want[1])
		now := map[string]bool{}
		for _, n := range have.nodes() {
			now[fmt.Sprint(n)] = true
		}
		for _, step := range have.steps(want) {
			if n := len(step.add) + len(step.remove); n < 1 || n > 100 || len(step.add) > 0 && len(step.remove) > 0 {
				t.Errorf("%v: a call adds %d and removes %d", tc, len(step.add), len(step.remove))
			}
			for _, n := range step.add {
				if now[fmt.Sprint(n)] {
					t.Fatalf("%v: %v is there already", tc, n)
				}
				now[fmt.Sprint(n)] = true
			}
			for _, n := range step.remove {
				if !now[fmt.Sprint(n)] {
					t.Fatalf("%v: %v is not there", tc, n)
				}
				delete(now, fmt.Sprint(n))
			}
			if len(now) < 1 || len(now) > 3000 {
				t.Fatalf("%v: %d nodes", tc, len(now))
			}
		}
		if len(now) != want.Size() {
			t.Errorf("%v: %d nodes at the end", tc, len(now))
		}
	}
}

// WeCom may refuse a node that is there already when a lost call is repeated: what it shows decides, and of a call that
// was carried out in part the rest is sent.
func TestRuleGroup_refusedRepetition(t *testing.T) {
	e := customerRuleGroups
	add := RuleRange{UserIDs: []string{"a", "b"}, DepartmentIDs: []int64{1}}
	for name, tc := range map[string]struct {
		shown string
		sent  int
		ok    bool
	}{
		"all of it": {`{"type":1,"userid":"A"},{"type":1,"userid":"b"},{"type":2,"partyid":1},{"type":2,"partyid":9}`, 2, true},
		"a part":    {`{"type":1,"userid":"a"},{"type":2,"partyid":9}`, 3, true},
		"nothing":   {`{"type":2,"partyid":9}`, 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(e.edit.Path, lost, fail(40058), ok(`{"errcode":0}`)).on(e.list.Path, ok(`{"errcode":0,"strategy":[{"strategy_id":7}]}`)).
				on(e.getRange.Path, ok(`{"errcode":0,"range":[`+tc.shown+`]}`))
			err := f.client().CustomerRuleGroups.ChangeRange(t.Context(), 7, RuleRange{DepartmentIDs: []int64{9}}, RuleRange{UserIDs: add.UserIDs, DepartmentIDs: []int64{1, 9}})
			if (err == nil) != tc.ok || err != nil && core.CodeOf(err) != 40058 {
				t.Errorf("%v", err)
			}
			if bodies := f.bodies(e.edit.Path); len(bodies) != tc.sent || tc.sent == 3 && bodies[2] != `{"strategy_id":7,"range_add":[{"type":1,"userid":"b"},{"type":2,"partyid":1}]}` {
				t.Errorf("sent %v", bodies)
			}
		})
	}
}

func TestRuleGroup_below(t *testing.T) {
	e := momentRuleGroups
	f := newFake(t).on(e.list.Path, ok(`{"errcode":0,"strategy":[{"strategy_id":3},{"strategy_id":2},{"strategy_id":1}]}`)).
		on(e.get.Path, ok(`{"errcode":0,"strategy":{"strategy_name":"a"}}`), fail(60011), ok(`{"errcode":0,"strategy":{"strategy_name":"b","parent_id":1}}`)).on(e.getRange.Path, ok(`{"errcode":0}`))
	got, err := f.client().MomentRuleGroups.Below(t.Context(), 1)
	if err != nil || len(got) != 1 || got[0].ID != 3 {
		t.Errorf("%v %v", got, err)
	}
	f.on(e.get.Path, fail(60020))
	if _, err := f.client().MomentRuleGroups.Below(t.Context(), 1); err == nil {
		t.Error("no error")
	}
}

func init() {
	writables[WriteCustomerRuleGroups] = `POST externalcontact/customer_strategy/edit {"strategy_id":2147483647}`
	writables[WriteMomentRuleGroups] = `POST externalcontact/moment_strategy/edit {"strategy_id":2147483647}`
	writables[WriteRuleGroupTags] = `POST externalcontact/edit_strategy_tag {"id":"wecomctl-doctor-asks"}`
}
