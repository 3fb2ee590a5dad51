// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Codes that the pages on contact ways, links, rules, prerequisites and media name, on each path of those families.
func TestExplainExternal_everyCode(t *testing.T) {
	codes := []int{
		-1, 6000, 45009, 45033, 45035, 48002, 60011, 60020, 60030, 40003, 40031, 60111, 40066, 60003, 60123, 40058, 40063, 40035,
		41037, 41038, 41039, 41040, 41041, 41042, 41043, 41044, 41045, 41054, 41057, 40098, 84074, 84083, 84061, 84084, 40096, 40099, 48011, 701008,
		41095, 41098, 41099, 41200, 41201, 43009, 610016, 610023, 610024, 41068, 41069, 41070, 41071, 41076, 41077, 41083, 41084,
		40004, 40005, 40006, 40007, 40009, 40011, 40123, 40145, 40146, 41006, 41072, 41080, 41081, 41082, 41090, 44001, 45001, 45007,
		301016, 301017, 301019, 830001, 830002, 830003,
	}
	for _, e := range core.Endpoints() {
		path := e.Path
		if !isCustomerPath(path) {
			continue
		}
		for _, code := range codes {
			x, ok := Explain(fmt.Errorf("x: %w", &APIError{Code: code, Path: path, Credential: "secret"}))
			if !ok || !sentence(x.Meaning) || !sentence(x.NextStep) {
				t.Errorf("%d on %q: %+v", code, path, x)
			}
		}
	}
}

func TestExplainExternal_byPath(t *testing.T) {
	for _, tc := range []struct {
		err  *APIError
		want []string
		not  string
	}{
		{&APIError{Code: 48002, Path: linkCreate.Path, Credential: "secret"}, []string{"客户联系", "system apps", "self-built", "可调用接口的应用"}, ""},
		{&APIError{Code: 48002, Path: contactWayAdd.Path, Credential: "contacts_secret"}, []string{"contacts_secret", "可调用接口的应用"}, "system apps"},
		{&APIError{Code: 48002, Path: linkQuota.Path, Credential: "secret"}, []string{"system apps"}, ""},
		{(&APIError{Code: 60011, Path: ruleDelete.Path}).WithMeaning(ErrNotOwned), []string{"intercept rule", "another app or in the console"}, "exclusive"},
		{(&APIError{Code: 41044, Path: contactWayGet.Path}).WithMeaning(ErrNotOwned), []string{"contact way", "another app"}, "exclusive"},
		{(&APIError{Code: 40058, Path: linkGet.Path}).WithMeaning(ErrNotFound), []string{"deleted, or another app made it"}, "30 characters"},
		{(&APIError{Code: 48002, Path: linkGet.Path}).WithMeaning(ErrNotFound), []string{"deleted, or another app made it"}, "可调用接口的应用"},
		{(&APIError{Code: 60011, Path: ruleUpdate.Path}).WithMeaning(ErrNotFound), []string{"no intercept rule"}, "可见范围"},
		{&APIError{Code: 60011, Path: ruleUpdate.Path}, []string{"also one to be removed", "可见范围"}, "exclusive"},
		{&APIError{Code: 60011, Path: contactWayAdd.Path}, []string{"可见范围"}, "exclusive"},
		{&APIError{Code: 60111, Path: contactWayUpdate.Path}, []string{"has left or was renamed", "user_ids"}, ""},
		{&APIError{Code: 60123, Path: linkCreate.Path}, []string{"department_ids"}, "from the state"},
		{&APIError{Code: 60123, Path: departmentGet.Path}, []string{"from the state"}, "department_ids"},
		{&APIError{Code: 40058, Path: contactWayAdd.Path}, []string{"30 characters", "4000 bytes"}, ""},
		{&APIError{Code: 40058, Path: linkCreate.Path}, []string{"500 members"}, ""},
		{&APIError{Code: 40058, Path: ruleUpdate.Path}, []string{"300 words", "last member"}, ""},
		{&APIError{Code: 40058, Path: tagAdd.Path}, []string{"message names"}, "300 words"},
		{&APIError{Code: 41200, Path: linkUpdate.Path}, []string{"priority", "客户与成员关系绑定"}, ""},
		{&APIError{Code: 84074, Path: contactWayUpdate.Path}, []string{"使用范围", "does not say which", "whole call"}, ""},
		{&APIError{Code: 40007, Path: contactWayAdd.Path}, []string{"3 days", "media/upload"}, ""},
	} {
		x, ok := Explain(tc.err)
		all := x.Meaning + " " + x.NextStep + " " + x.ConsolePage
		for _, w := range tc.want {
			if !ok || !strings.Contains(all, w) {
				t.Errorf("%v: %q says nothing of %q", tc.err, all, w)
			}
		}
		if tc.not != "" && strings.Contains(all, tc.not) {
			t.Errorf("%v: %q must not say %q", tc.err, all, tc.not)
		}
	}
}

func TestRedact_externalServices(t *testing.T) {
	c := newFake(t).client()
	noCanary(t, *c.ContactWays)
	noCanary(t, *c.AcquisitionLinks)
	noCanary(t, *c.InterceptRules)
	noCanary(t, *c.FollowUsers)
}

// Made lets a read doubt "not found" of what an earlier process made.
func TestMade_externalObjects(t *testing.T) {
	for name, tc := range map[string]struct {
		path    string
		answers []answer
		made    func(*Client, time.Time)
		get     func(context.Context, *Client) error
	}{
		"contact way": {contactWayGet.Path, []answer{fail(41044), ok(wayOK)}, func(c *Client, at time.Time) { c.ContactWays.Made("cw1", at) },
			func(ctx context.Context, c *Client) error { _, err := c.ContactWays.Get(ctx, "cw1"); return err }},
		"link": {linkGet.Path, []answer{fail(40058), ok(linkOK)}, func(c *Client, at time.Time) { c.AcquisitionLinks.Made("cl1", at) },
			func(ctx context.Context, c *Client) error { _, err := c.AcquisitionLinks.Get(ctx, "cl1"); return err }},
		"rule": {ruleGet.Path, []answer{fail(41070), ok(ruleOK)}, func(c *Client, at time.Time) { c.InterceptRules.Made("r1", at) },
			func(ctx context.Context, c *Client) error { _, err := c.InterceptRules.Get(ctx, "r1"); return err }},
	} {
		t.Run(name, func(t *testing.T) {
			empty := ok(`{"errcode":0}`)
			f := newFake(t).on(tc.path, tc.answers...).on(contactWayList.Path, empty).on(linkList.Path, empty).on(ruleList.Path, empty)
			c := f.client()
			tc.made(c, f.Time)
			if err := tc.get(t.Context(), c); err != nil {
				t.Error(err)
			}
			f.on(tc.path, tc.answers...)
			c = f.client()
			tc.made(c, f.Time.Add(-c.LagTime()))
			if err := tc.get(t.Context(), c); !errors.Is(err, ErrNotFound) {
				t.Errorf("made long ago: %v", err)
			}
		})
	}
}
