// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
)

// edits are, for each resource, an object and another value for everything that a user may write at the top level.
// remade are the attributes whose other value needs a new object.
var edits = map[string]struct {
	values map[string]any
	edits  map[string]map[string]any
	remade []string
}{
	"contact_tag_members": {
		values: map[string]any{"tag_id": 12},
		edits: map[string]map[string]any{
			"tag_id": {"tag_id": 13}, "user_ids": {"user_ids": []string{"lisi"}}, "department_ids": {"department_ids": []int64{1}}, "exclusive": {"exclusive": true},
		},
		remade: []string{"tag_id"},
	},
	"department_tree": {
		values: map[string]any{"departments": `{"研发": {}}`},
		edits: map[string]map[string]any{
			"parent_id": {"parent_id": siding}, "departments": {"departments": `{"研发": {"order": 7}}`}, "ids_of": {"ids_of": []string{"研发"}},
			"exclusive": {"exclusive": true},
		},
	},
}

// siding stands for a department that the test makes.
type place int

const siding place = 0

func located(edit map[string]any, id int64) map[string]any {
	out := maps.Clone(edit)
	for name, v := range out {
		switch {
		case v == siding && name == "department_ids":
			out[name] = []int64{id}
		case v == siding:
			out[name] = id
		}
	}
	return out
}

// What a description says of a change is what a plan does.
func TestDescriptions_mutability(t *testing.T) {
	for _, p := range pages(t) {
		if p.kind != "resource" || specimen.Of(p.name) != nil {
			continue
		}
		noun := strings.TrimPrefix(p.name, "wecom_")
		t.Run(noun, func(t *testing.T) {
			c, ok := edits[noun]
			if !ok {
				t.Fatal("no object is given")
			}
			for _, name := range slices.Sorted(maps.Keys(p.attributes)) {
				a := p.attributes[name]
				if !a.IsRequired() && !a.IsOptional() || strings.Contains(name, ".") || name == "deletion_protection" {
					continue
				}
				edit, ok := c.edits[name]
				if !ok {
					t.Errorf("no other value of %s is given", name)
					continue
				}
				values := c.values
				remade := slices.Contains(c.remade, name)
				if says := replaces.MatchString(text(a)); says != remade {
					t.Errorf("%s: the description says “replaces”: %v; a change replaces: %v", name, says, remade)
				}
				e := begin(t, noun, values)
				other, err := e.server.Console().CreateDepartment(1, "旁支")
				if err != nil {
					t.Fatal(err)
				}
				plan, err := e.Plan(t.Context(), e.state, with(noun, values, located(edit, other)))
				if err != nil {
					t.Errorf("%s: %v\n%s", name, err, plan.Diagnostics)
					continue
				}
				want := tfcore.Update
				if remade {
					want = tfcore.Replace
				}
				if got := plan.Changes["x"]; got.Action != want || slices.Contains(got.Because, name) != remade {
					t.Errorf("%s: the plan is to %s because of %v, want %s", name, got.Action, got.Because, want)
				}
			}
		})
	}
}

func modifiersOf(a attribute) (out []describer) {
	switch v := a.(type) {
	case interface{ StringPlanModifiers() []planmodifier.String }:
		out = describers(v.StringPlanModifiers())
	case interface{ Int64PlanModifiers() []planmodifier.Int64 }:
		out = describers(v.Int64PlanModifiers())
	case interface{ BoolPlanModifiers() []planmodifier.Bool }:
		out = describers(v.BoolPlanModifiers())
	case interface{ SetPlanModifiers() []planmodifier.Set }:
		out = describers(v.SetPlanModifiers())
	case interface{ MapPlanModifiers() []planmodifier.Map }:
		out = describers(v.MapPlanModifiers())
	case interface{ ObjectPlanModifiers() []planmodifier.Object }:
		out = describers(v.ObjectPlanModifiers())
	}
	return out
}

// The walk can fail: each of these descriptions lacks one thing.
func TestDescriptions_refused(t *testing.T) {
	keys := map[string]bool{"name": true}
	for text, want := range badDescriptions {
		faults := strings.Join(documented{"x", "resource", sampleName(text)}.faults(t.Context(), keys), "; ")
		if !strings.Contains(faults, want) {
			t.Errorf("%q: the faults are %q, want %q", text, faults, want)
		}
	}
	good := documented{"x", "resource", sampleName(goodDescription)}
	if faults := good.faults(t.Context(), keys); len(faults) > 0 {
		t.Errorf("%q: %v", goodDescription, faults)
	}
}
