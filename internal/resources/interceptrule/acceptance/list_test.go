// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const listType = "wecom_intercept_rule"

// listable are n rules, a day after each other, every other one of another app.
func listable(n int) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		for i := range n {
			c.InterceptRules = append(c.InterceptRules, emulator.InterceptRule{
				ID: fmt.Sprint(2000 + i), Name: fmt.Sprint("规则", i), Words: []string{"返点"}, Semantics: []int64{int64(i%3) + 1}, Type: emulator.InterceptBlock,
				Users: []string{"lisi"}, Departments: []int64{1}, CreateTime: time.Date(2026, 2, 1+i, 0, 0, 0, 0, time.UTC).Unix(),
				Owner: []string{acctest.AppName, acctest.OtherName}[i%2],
			})
		}
	}
}

func TestInterceptRuleList_filters(t *testing.T) {
	e := acctest.New(t, listable(6))
	p := e.Protocol()
	for _, c := range []struct {
		name   string
		config map[string]any
		limit  int64
		want   []string
	}{
		{"all, whoever made them", nil, 100, []string{"规则0", "规则1", "规则2", "规则3", "规则4", "规则5"}},
		{"name", map[string]any{"name_regex": "[13]$"}, 100, []string{"规则1", "规则3"}},
		{"since", map[string]any{"created_from": "2026-02-05T00:00:00Z"}, 100, []string{"规则4", "规则5"}},
		{"window", map[string]any{"created_from": "2026-02-02T00:00:00Z", "created_to": "2026-02-03T00:00:00Z"}, 100, []string{"规则1", "规则2"}},
		{"limit", nil, 2, []string{"规则0", "规则1"}},
		{"none", map[string]any{"name_regex": "x"}, 100, []string{}},
	} {
		for _, full := range []bool{false, true} {
			calls := map[string]int{"get_intercept_rule_list": 1}
			if full && len(c.want) > 0 {
				calls["get_intercept_rule"] = len(c.want) // those that pass, and no other
			}
			e.ResetRequests()
			found := p.List(acctest.Query{Type: listType, Config: c.config, Full: full, Limit: c.limit})
			if diff := cmp.Diff(c.want, acctest.Names(found)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, diff)
			}
			if diff := cmp.Diff(calls, e.CallCounts()); diff != "" {
				t.Errorf("%s, full %v: calls (-want +got):\n%s", c.name, full, diff)
			}
			if c.limit == 2 && !acctest.SaysOnce(found[1:], "Only the first 2 intercept rules are listed, and there are more.") {
				t.Errorf("%s: %v", c.name, found[1].Messages)
			}
		}
	}
}

// What a list says of a rule is what an import and a read say, whether or not get shows the creation time.
func TestInterceptRuleList_objects(t *testing.T) {
	for _, absent := range []bool{false, true} {
		e := acctest.New(t, listable(7))
		e.SetSwitches(func(s *emulator.Switches) { s.RuleCreateTimeAbsent = absent })
		p := e.Protocol()
		found := p.List(acctest.Query{Type: listType, Full: true})
		if len(found) != 7 {
			t.Fatalf("%d results, want 7", len(found))
		}
		for i, f := range found {
			id := fmt.Sprint(2000 + i)
			if f.Identity["id"] != id || f.Identity["corp_id"] != acctest.CorpID {
				t.Errorf("identity %v, want that of %s", f.Identity, id)
			}
			if diff := cmp.Diff(p.Imported(listType, id), f.Object); diff != "" {
				t.Errorf("%s (-imported +listed):\n%s", id, diff)
			}
		}
		if got := found[1].Object["created_at"]; got != "2026-02-02T00:00:00Z" {
			t.Errorf("created_at is %v", got)
		}
	}
}

// A rule that cannot be read ends the list with an error; those before it stay, and nothing is read after it. One that
// is gone meanwhile is no error.
func TestInterceptRuleList_midway(t *testing.T) {
	e := acctest.New(t, listable(12))
	p := e.Protocol()
	e.Inject(emulator.Fault{Path: "get_intercept_rule", Skip: 5, Kind: emulator.FaultError, Code: 45035, Times: -1})
	found := p.List(acctest.Query{Type: listType, Full: true})
	if want := []string{"规则0", "规则1", "规则2", "规则3", "规则4", ""}; !cmp.Equal(want, acctest.Names(found)) || !acctest.SaysOnce(found[5:], "Error: Unable to read intercept rule") {
		t.Errorf("got %v, want the first five and an error", found)
	}

	e = acctest.New(t, listable(3))
	p = e.Protocol()
	e.Before("get_intercept_rule", func() {
		if err := e.Console().DeleteInterceptRule("2000"); err != nil {
			t.Error(err)
		}
	})
	// With limit 1 one rule is read at a time.
	gone := p.List(acctest.Query{Type: listType, Full: true, Limit: 1})
	if want := []string{"规则1"}; !cmp.Equal(want, acctest.Names(gone)) || !acctest.SaysOnce(gone, "there are more") {
		t.Errorf("got %v, want %v: the first rule is deleted between list and get", gone, want)
	}
}

func TestInterceptRuleList_refused(t *testing.T) {
	p := acctest.New(t).Protocol()
	for want, config := range map[string]map[string]any{
		"Error: Window ends before it begins": {"created_from": "2026-02-02T00:00:00Z", "created_to": "2026-02-01T00:00:00Z"},
		"Error: Invalid pattern":              {"name_regex": "*"},
	} {
		if got := p.ValidateList(acctest.Query{Type: listType, Config: config}); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%v: %v, want %q", config, got, want)
		}
	}
	unknown := map[string]any{"name_regex": tftypes.UnknownValue, "created_from": tftypes.UnknownValue, "created_to": tftypes.UnknownValue}
	if got := p.ValidateList(acctest.Query{Type: listType, Config: unknown}); len(got) > 0 {
		t.Errorf("unknown values: %v", got)
	}
}

// Under each reading of the list and of a read, what a list says is what an import and a read say.
func TestInterceptRuleList_readings(t *testing.T) {
	acctest.EachReading(t, []string{"intercept_rule"}, listable(4), func(t *testing.T, e *acctest.Env, _ emulator.Reading) {
		t.Helper()
		p := e.Protocol()
		found := p.List(acctest.Query{Type: listType, Full: true})
		if len(found) != 4 || acctest.SaysOnce(found, "") {
			t.Fatalf("%d results, want 4: %v", len(found), found)
		}
		for _, f := range found {
			if diff := cmp.Diff(p.Imported(listType, fmt.Sprint(f.Identity["id"])), f.Object); diff != "" {
				t.Errorf("%v (-imported +listed):\n%s", f.Identity, diff)
			}
		}
	})
}
