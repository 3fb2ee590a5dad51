// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// A list of departments with ids and parents as numbers, as it comes from the HR system, is one apply: a create waits
// for a parent that another create of the apply makes, and where all that Terraform runs side by side wait for one that
// cannot begin, departments make room and come home later. With one at a time a further apply may be needed.
func TestParentsByNumber(t *testing.T) {
	for name, id := range map[string]func(level, i int) int{
		"parents have smaller ids": func(level, i int) int { return 1000*level + i },
		"parents have larger ids":  func(level, i int) int { return 9000 - 1000*level - i },
	} {
		for _, parallel := range []int{10, 4, 1} {
			t.Run(fmt.Sprint(name, ", ", parallel), func(t *testing.T) {
				t.Parallel()
				acctest.Virtually(t, func(t *testing.T) { // a busy machine must not look like one that has nothing to do
					t.Helper()
					server := emulator.New(acctest.Seed())
					core := inProcess(t, server)
					core.Parallelism = parallel
					config, parents := tfcore.Config{}, map[int64]int64{}
					add := func(id, parent int) {
						config[fmt.Sprintf("d[%04d]", id)] = tfcore.Resource{Type: "wecom_department", Values: map[string]any{"id": id, "parent_id": parent}}
						parents[int64(id)] = int64(parent)
					}
					for i := range 3 {
						add(id(1, i), 1)
					}
					for i := range 7 {
						add(id(2, i), id(1, i%3))
					}
					for i := range 18 {
						add(id(3, i), id(2, i%7))
					}
					for address, r := range config {
						r.Values["name"] = address
					}
					// Links name departments of the list by number, too.
					config["link"] = tfcore.Resource{Type: "wecom_acquisition_link", Values: map[string]any{"name": "投放", "department_ids": []any{id(3, 17)}}}
					state, diags, err := apply(t, core, tfcore.State{}, config)
					for n := 1; err != nil && parallel < 10 && n < 6; n++ {
						if !strings.Contains(diags.String(), "apply again") {
							t.Fatalf("%v", diags)
						}
						state, diags, err = apply(t, core, state, config)
					}
					if err != nil {
						t.Fatalf("%v", diags)
					}
					for _, d := range server.Corp().Departments {
						if want, ours := parents[d.ID]; ours && (d.ParentID != want || d.Name != fmt.Sprintf("d[%04d]", d.ID)) {
							t.Errorf("department %d %q is below %d, want %d", d.ID, d.Name, d.ParentID, want)
						}
					}
					if plan, err := core.Plan(t.Context(), state, config); err != nil || !plan.Empty() {
						t.Errorf("the next plan: %v %v", plan, err)
					}
				})
			})
		}
	}
}

// Two departments trade parent and child.
func TestParentsByNumber_trade(t *testing.T) {
	server := emulator.New(acctest.Seed())
	core := inProcess(t, server)
	config := func(a, b int) tfcore.Config {
		return tfcore.Config{
			"a": {Type: "wecom_department", Values: map[string]any{"id": 20, "name": "甲", "parent_id": a}},
			"b": {Type: "wecom_department", Values: map[string]any{"id": 30, "name": "乙", "parent_id": b}},
		}
	}
	state, diags, err := apply(t, core, tfcore.State{}, config(1, 20))
	if err != nil {
		t.Fatal(diags)
	}
	if state, diags, err = apply(t, core, state, config(30, 1)); err != nil {
		t.Fatal(diags)
	}
	if plan, err := core.Plan(t.Context(), state, config(30, 1)); err != nil || !plan.Empty() {
		t.Errorf("the next plan: %v %v", plan, err)
	}
	// Below each other they cannot be.
	if _, diags, err = apply(t, core, state, config(30, 20)); err == nil || !strings.Contains(diags.String(), "its own ancestor") {
		t.Errorf("%v %v", err, diags)
	}
}

// A parent that nothing makes is one sentence for each, and nobody is put anywhere else for it.
func TestParentsByNumber_misspelt(t *testing.T) {
	server := emulator.New(acctest.Seed())
	core := inProcess(t, server)
	config := tfcore.Config{"ok": {Type: "wecom_department", Values: map[string]any{"name": "好"}}}
	for i := range 5 {
		config[fmt.Sprint("d", i)] = tfcore.Resource{Type: "wecom_department", Values: map[string]any{"name": fmt.Sprint("部门", i), "parent_id": 999}}
	}
	_, diags, err := apply(t, core, tfcore.State{}, config)
	if err == nil || strings.Count(diags.String(), "there is no department 999, its parent") != 5 {
		t.Errorf("%v %v", err, diags)
	}
	if n := len(server.Corp().Departments); n != 2 {
		t.Errorf("%d departments, want the root and one", n)
	}
}
