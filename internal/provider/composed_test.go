// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Names that were typed on a Mac are decomposed (NFD), and Terraform has every text composed (NFC): that is one name
// wherever it is compared.
func TestNames_composed(t *testing.T) {
	const (
		stored   = "Cafe\u0301か\u3099"
		composed = "Caf\u00e9\u304c"
	)
	seeded := func() *emulator.Server {
		corp := acctest.Seed()
		corp.Departments = append(corp.Departments, emulator.Department{ID: 2, Name: stored, ParentID: 1, Order: 2}, emulator.Department{ID: 3, Name: "下", ParentID: 2, Order: 1})
		corp.TagGroups = []emulator.TagGroup{{ID: "etG", Name: stored, Order: 1, CreateTime: 1700000000, Tags: []emulator.Tag{{ID: "etT", Name: stored, Order: 1, CreateTime: 1700000000}}}}
		corp.AcquisitionLinks = []emulator.AcquisitionLink{{ID: "cawcdeL", Name: stored, SkipVerify: true, Users: []string{"lisi"}, CreateTime: 1700000000, Owner: acctest.AppName}}
		return emulator.New(corp)
	}
	for typeName, c := range map[string]struct {
		id     string
		values map[string]any
	}{
		"wecom_department":       {"2", map[string]any{"name": composed}},
		"wecom_department_tree":  {"1", map[string]any{"departments": `{"` + composed + `": {}, "` + composed + `/下": {}}`, "exclusive": true}},
		"wecom_tag_group":        {"etG", map[string]any{"name": composed, "tags": map[string]any{composed: map[string]any{}}}},
		"wecom_acquisition_link": {"cawcdeL", map[string]any{"name": composed, "user_ids": []string{"lisi"}}},
	} {
		t.Run(typeName, func(t *testing.T) {
			server := seeded()
			core := inProcess(t, server)
			config := tfcore.Config{"x": {Type: typeName, Values: c.values}}
			state, _, err := core.Import(t.Context(), tfcore.State{}, "x", typeName, c.id)
			if err != nil {
				t.Fatal(err)
			}
			if _, diags, err := apply(t, core, state, config); err != nil {
				t.Fatal(diags)
			}
			for _, r := range server.Writes() {
				t.Errorf("sent for a name that is there: %s %s", r.Path, r.Body)
			}
		})
	}
	core := inProcess(t, seeded())
	for typeName, argument := range map[string]string{"wecom_department": "path", "wecom_tag_group": "name"} {
		plan, err := core.Plan(t.Context(), tfcore.State{}, tfcore.Config{"data.x": {Type: typeName, Data: true, Values: map[string]any{argument: composed}}})
		if err != nil {
			t.Errorf("%s by name: %v", typeName, plan.Diagnostics)
		}
	}
	// JSON hides from Terraform what it would compose.
	escaped := tfcore.Config{"x": {Type: "wecom_department_tree", Values: map[string]any{"departments": `{"Cafe\u0301か\u3099": {}, "Cafe\u0301か\u3099/下": {}}`}}}
	state, _, err := core.Import(t.Context(), tfcore.State{}, "x", "wecom_department_tree", "1")
	if err != nil {
		t.Fatal(err)
	}
	if plan, err := core.Plan(t.Context(), state, escaped); err != nil || strings.Contains(plan.String(), composed) {
		t.Errorf("%v\n%s", err, plan)
	}
	ignore, err := inventory.ParseIgnore(strings.NewReader("department:" + stored + "/**\n"))
	if err != nil {
		t.Fatal(err)
	}
	if !ignore.Match(inventory.Object{Kind: "department", Path: composed + "/下"}) {
		t.Error("a pattern that was typed on a Mac ignores nothing")
	}
}
