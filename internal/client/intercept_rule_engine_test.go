// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestExplain_interceptRule(t *testing.T) {
	for _, tc := range []explanation{
		{(&APIError{Code: 60011, Path: ruleDelete.Path}).WithMeaning(ErrNotOwned), []string{"intercept rule", "another app or in the console"}, "exclusive"},
		{(&APIError{Code: 60011, Path: ruleUpdate.Path}).WithMeaning(ErrNotFound), []string{"no intercept rule"}, "可见范围"},
		{&APIError{Code: 60011, Path: ruleUpdate.Path}, []string{"also one to be removed", "可见范围"}, "exclusive"},
		{&APIError{Code: 40058, Path: ruleUpdate.Path}, []string{"300 words", "last member"}, ""},
	} {
		tc.said(t)
	}
}

func TestAPIError_interceptRule(t *testing.T) {
	isOnly(t, 41070, ruleGet.Path, ErrNotFound)
	isOnly(t, 41071, ruleDelete.Path, ErrNotFound)
	isOnly(t, 41077, ruleAdd.Path, ErrNameTaken)
}

func TestMade_interceptRule(t *testing.T) {
	madeIsDoubted(t, ruleGet, ruleOK, 41070, ruleList, func(c *Client, at time.Time) { c.InterceptRules.Made("r1", at) },
		func(c *Client) error { _, err := c.InterceptRules.Get(t.Context(), "r1"); return err })
}

func TestDeleted_interceptRuleListsMayLag(t *testing.T) {
	f := newFake(t).on(ruleDelete.Path, ok(`{"errcode":0}`)).on(ruleGet.Path, fail(41071)).on(ruleList.Path, rules(1, "x=n"))
	deletedIsGone(t, f, func(c *Client) error { return c.InterceptRules.Delete(t.Context(), "x") },
		func(c *Client) error { _, err := c.InterceptRules.Get(t.Context(), "x"); return err })
}

func TestJournal_adoptsInterceptRule(t *testing.T) {
	rule := &AddInterceptRuleRequest{Name: "禁语", Words: []string{"x"}, Action: 1, Range: InterceptRange{UserIDs: []string{"li", "zhang"}}}
	adoption{"intercept_rule", AddInterceptRuleRequest{Name: "禁语", Words: []string{"x"}, Action: 1, Range: rule.Range.Chunks()[0]}, func(f *fake) {
		f.on(ruleList.Path, ok(fmt.Sprintf(`{"errcode":0,"rule_list":[{"rule_id":"r1","rule_name":"禁语","create_time":%d}]}`, f.Time.Unix()))).
			on(ruleGet.Path, ok(`{"errcode":0,"rule":{"rule_id":"r1","rule_name":"禁语","word_list":["x"],"intercept_type":1,"applicable_range":{"user_list":["li"]}}}`))
	}, func(ctx context.Context, c *Client) (string, error) {
		r, err := c.InterceptRules.Create(ctx, rule)
		if r == nil {
			return "", err
		}
		if d := cmp.Diff([]string{"zhang"}, r.Rest.UserIDs); d != "" {
			t.Errorf("the rest of the range: %s", d)
		}
		return r.ID, err
	}, "r1", ruleAdd.Path}.adopted(t)
}

func TestHostile_largestInterceptRule(t *testing.T) {
	var users strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&users, `,"%064d"`, i)
	}
	body := `{"errcode":0,"rule":{"rule_name":"n","applicable_range":{"user_list":[` + users.String()[1:] + `]}}}`
	takes(t, "a rule for 10,000 users", body, 10_000, func(c *Client) (int, error) {
		r, err := c.InterceptRules.Get(t.Context(), "r1")
		if err != nil {
			return 0, err
		}
		return len(r.Range.UserIDs), nil
	})
}

func init() {
	writables[WriteInterceptRules] = `POST externalcontact/update_intercept_rule {"rule_id":"wecomctl-doctor-asks"}`
}
