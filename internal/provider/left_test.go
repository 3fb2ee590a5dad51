// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// An object loses departments that the same apply destroys before, or replaces, a member who leaves after the plan, and
// others who stay: one apply, and nobody of them stays in force, however WeCom refuses to take out what has left.
func TestRemoval_ofWhatHasLeft(t *testing.T) {
	readings := map[string]func(*emulator.Switches){
		"": nil, "40066 and 40003": func(s *emulator.Switches) { s.UnknownParty, s.UnknownUser = "40066", "40003" },
		"60003 and 40031":        func(s *emulator.Switches) { s.UnknownParty, s.UnknownUser = "60003", "40031" },
		"60011 for a department": func(s *emulator.Switches) { s.UnknownParty = "60011" },
	}
	tree := tfcore.Resource{Type: "wecom_department_tree", Values: map[string]any{"departments": `{"研发": {}, "研发/后端": {}}`}}
	smaller := tfcore.Resource{Type: "wecom_department_tree", Values: map[string]any{"departments": `{"研发": {}}`}}
	renewed := tfcore.Resource{Type: "wecom_department", Values: map[string]any{"name": "自建", "id": 77}}
	object := func(s *specimen.Specimen, users []string, departments ...any) tfcore.Resource {
		values := maps.Clone(s.Left.Values)
		values["user_ids"], values["department_ids"] = users, departments
		return tfcore.Resource{Type: s.Type, Values: values}
	}
	tried := 0
	for _, noun := range specimen.All() {
		if noun.Left.Names == nil {
			continue
		}
		tried++
		under := maps.Clone(readings)
		maps.Copy(under, noun.Left.Readings)
		for reading, set := range under {
			t.Run(fmt.Sprint(noun.Type, " ", reading), func(t *testing.T) {
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
				corp := server.Corp()
				users, departments := noun.Left.Names(corp)
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
	if tried < 3 {
		t.Errorf("%d nouns were tried", tried)
	}
}

func named(name string) tfcore.Resource {
	return tfcore.Resource{Type: "wecom_department", Values: map[string]any{"name": name}}
}
