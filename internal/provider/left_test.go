// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// An object loses departments that the same apply destroys before, or replaces, a member who leaves after the plan, and
// others who stay: one apply, and nobody of them stays in force, however WeCom refuses to take out what has left.
func TestRemoval_ofWhatHasLeft(t *testing.T) {
	readings := map[string]func(*emulator.Switches){
		"": nil, "40066 and 40003": func(s *emulator.Switches) { s.UnknownParty, s.UnknownUser = "40066", "40003" },
		"60003 and 40031":          func(s *emulator.Switches) { s.UnknownParty, s.UnknownUser = "60003", "40031" },
		"60011 for a department":   func(s *emulator.Switches) { s.UnknownParty = "60011" },
		"shown":                    func(s *emulator.Switches) { s.RuleDepartedShown = true },
		"removable":                func(s *emulator.Switches) { s.RuleGoneRemovable = true },
		"removing none is refused": func(s *emulator.Switches) { s.RuleNoopRefused = true },
	}
	tree := tfcore.Resource{Type: "wecom_department_tree", Values: map[string]any{"departments": `{"研发": {}, "研发/后端": {}}`}}
	smaller := tfcore.Resource{Type: "wecom_department_tree", Values: map[string]any{"departments": `{"研发": {}}`}}
	renewed := tfcore.Resource{Type: "wecom_department", Values: map[string]any{"name": "自建", "id": 77}}
	object := func(noun string, users []string, departments ...any) tfcore.Resource {
		values := map[string]any{"name": "禁语", "user_ids": users, "department_ids": departments}
		switch noun {
		case "wecom_intercept_rule":
			values["words"], values["action"] = []string{"返现"}, "block"
		case "wecom_contact_way":
			values["type"], values["scene"] = "multi", "qr_code"
			delete(values, "name")
		}
		return tfcore.Resource{Type: noun, Values: values}
	}
	for _, noun := range []string{"wecom_intercept_rule", "wecom_acquisition_link", "wecom_contact_way"} {
		for reading, set := range readings {
			t.Run(fmt.Sprint(noun, " ", reading), func(t *testing.T) {
				server := emulator.New(acctest.Seed())
				if set != nil {
					server.SetSwitches(set)
				}
				console := server.Console()
				stays, err := console.CreateDepartment(1, "留下")
				if err != nil {
					t.Fatal(err)
				}
				out, err := console.CreateDepartment(1, "退出")
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range []emulator.Member{{UserID: "wangwu", Name: "王五", CustomerContact: true, RealNameVerified: true},
					{UserID: "zhaoliu", Name: "赵六", CustomerContact: true, RealNameVerified: true}} {
					if err := console.AddMember(m); err != nil {
						t.Fatal(err)
					}
				}
				core := inProcess(t, server)
				before := tfcore.Config{"own": named("自建"), "other": named("另一个"), "tree": tree, "x": object(noun, []string{"zhangsan", "wangwu", "zhaoliu"}, stays, out,
					tfcore.Ref{Address: "own", Path: "id"}, tfcore.Ref{Address: "other", Path: "id"}, tfcore.Ref{Address: "tree", Path: "ids.研发/后端"})}
				state, _, err := apply(t, core, tfcore.State{}, before)
				if err != nil {
					t.Fatal(err)
				}
				after := tfcore.Config{"own": renewed, "tree": smaller, "x": object(noun, []string{"zhangsan"}, stays, tfcore.Ref{Address: "own", Path: "id"})}
				plan, err := core.Plan(t.Context(), state, after)
				if err != nil {
					t.Fatal(err)
				}
				if reading != "60011 for a department" { // which says nothing of a member beside it
					if err := console.DeleteMember("wangwu"); err != nil {
						t.Fatal(err)
					}
				}
				state, diags, err := core.Apply(t.Context(), plan)
				if err != nil {
					t.Fatalf("%v", diags)
				}
				var users []string
				var departments []int64
				corp := server.Corp()
				switch noun {
				case "wecom_intercept_rule":
					users, departments = corp.InterceptRules[0].Users, corp.InterceptRules[0].Departments
				case "wecom_acquisition_link":
					users, departments = corp.AcquisitionLinks[0].Users, corp.AcquisitionLinks[0].Departments
				case "wecom_contact_way":
					users, departments = corp.ContactWays[0].Users, corp.ContactWays[0].Departments
				}
				living := func(id int64) bool {
					return slices.ContainsFunc(corp.Departments, func(d emulator.Department) bool { return d.ID == id })
				}
				departments = slices.DeleteFunc(slices.Clone(departments), func(id int64) bool { return !living(id) })
				users = slices.DeleteFunc(slices.Clone(users), func(id string) bool {
					return !slices.ContainsFunc(corp.Members, func(m emulator.Member) bool { return m.UserID == id })
				})
				slices.Sort(departments)
				if want := []int64{stays, 77}; !slices.Equal(users, []string{"zhangsan"}) || !slices.Equal(departments, want) {
					t.Errorf("it applies to %v and %v, want zhangsan and %v", users, departments, want)
				}
				if reading == "shown" {
					return // WeCom shows what nobody can take out
				}
				if plan, err := core.Plan(t.Context(), state, after); err != nil || !plan.Empty() {
					t.Errorf("the next plan: %v %v", plan, err)
				}
			})
		}
	}
}

func named(name string) tfcore.Resource {
	return tfcore.Resource{Type: "wecom_department", Values: map[string]any{"name": name}}
}
