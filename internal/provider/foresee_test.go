// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// warned are the warnings of a plan whose summary has the words.
func warned(plan *tfcore.Plan, words string) (out []tfcore.Diagnostic) {
	for _, d := range plan.Diagnostics {
		if d.Warning && strings.Contains(d.Summary, words) {
			out = append(out, d)
		}
	}
	return out
}

// once fails where a call was made twice.
func once(t *testing.T, server *emulator.Server) {
	t.Helper()
	var calls []string
	for _, r := range server.Requests() {
		if r.Path == "gettoken" {
			continue
		}
		call := fmt.Sprint(r.Path, " ", r.Query, " ", r.App)
		if slices.Contains(calls, call) {
			t.Errorf("twice: %s", call)
		}
		calls = append(calls, call)
	}
	if t.Failed() {
		t.Log(calls)
	}
}

// A first plan says which names the corp has already, of every noun whose names are unique, with one list a noun; and
// says nothing of what its own state has, or of names that are free.
func TestPlan_takenNames(t *testing.T) {
	for _, s := range specimen.All() {
		if s.Named == nil {
			continue
		}
		t.Run(s.Type, func(t *testing.T) {
			t.Parallel()
			server := emulator.New(s.Seed())
			there := tfcore.Config{}
			for _, name := range []string{"甲", "乙", "丙"} {
				there["x."+name] = objectNamed(s.Type, name)
			}
			state, _, err := apply(t, inProcess(t, server), tfcore.State{}, there)
			if err != nil {
				t.Fatal(err)
			}
			before := fmt.Sprintf("%+v", server.Corp())

			server.ResetRequests()
			config := maps.Clone(there)
			config["x.free"] = objectNamed(s.Type, "丁")
			plan, err := inProcess(t, server).Plan(t.Context(), tfcore.State{}, config)
			if err != nil {
				t.Fatal(err)
			}
			if got := warned(plan, "exists already (id "); len(got) != 3 {
				t.Errorf("%d warnings, want one for each of three names: %v", len(got), plan.Diagnostics)
			} else if n := strings.Count(plan.Diagnostics.String(), "import { to ="); n != 1 {
				t.Errorf("the way out is told %d times: %v", n, plan.Diagnostics)
			}
			once(t, server)
			if fmt.Sprintf("%+v", server.Corp()) != before {
				t.Error("a plan wrote something")
			}

			swapped := tfcore.Config{"x.甲": objectNamed(s.Type, "乙"), "x.乙": objectNamed(s.Type, "甲"), "x.丙": objectNamed(s.Type, "丙")}
			plan, err = inProcess(t, server).Plan(t.Context(), state, swapped)
			if err != nil || len(warned(plan, "exists already")) > 0 {
				t.Errorf("of the state's own: %v %v", err, plan.Diagnostics)
			}

			server.ResetRequests()
			plan, err = inProcess(t, server).PlanWith(t.Context(), state, config, tfcore.PlanOptions{NoRefresh: true})
			if err != nil || len(server.Requests()) > 0 {
				t.Errorf("a plan without a refresh: %v, calls %v", err, server.Requests())
			}
			if got := warned(plan, "exists already"); len(got) > 0 {
				t.Errorf("a plan without a refresh says %v", got)
			}
		})
	}
}

// A plan names the members whom the corp does not have, or who cannot serve customers, with one list of members, at the
// attribute; not those whom it makes, and not those who are there already.
func TestPlan_unknownMembers(t *testing.T) {
	tried := 0
	for _, s := range specimen.All() {
		from := s.Minimal.Values
		if len(sets(from, "")) == 0 {
			from = s.Maximal.Values
		}
		all := sets(from, "")
		if len(all) == 0 || s.Type == "wecom_calendar" { // whose admins are among its shares
			continue
		}
		at := all[0]
		tried++
		t.Run(s.Type, func(t *testing.T) {
			t.Parallel()
			server := emulator.New(s.Seed())
			config := maps.Clone(s.Beside)
			if config == nil {
				config = tfcore.Config{}
			}
			config[specimen.Address] = tfcore.Resource{Type: s.Type, Values: naming(from, at, "nemo")}
			plan, err := inProcess(t, server).Plan(t.Context(), tfcore.State{}, config)
			if err != nil {
				t.Fatal(err)
			}
			got := warned(plan, "whom WeCom may not know: nemo")
			if len(got) != 1 || !strings.HasPrefix(got[0].Attribute, strings.Split(at, ".")[0]) || !strings.Contains(got[0].Detail, "Console: ") {
				t.Errorf("%v, want one warning at %s", plan.Diagnostics, at)
			}
			once(t, server)

			config["new"] = tfcore.Resource{Type: "wecom_member", Values: specimen.Of("wecom_member").Many(1)}
			made := fmt.Sprint(config["new"].Values["id"])
			config[specimen.Address] = tfcore.Resource{Type: s.Type, Values: naming(from, at, made), DependsOn: []string{"new"}}
			plan, err = inProcess(t, server).Plan(t.Context(), tfcore.State{}, config)
			if got := warned(plan, "may not know"); err != nil || len(got) > 0 {
				t.Errorf("whom the plan makes: %v %v", err, got)
			}
		})
	}
	if tried < 8 {
		t.Errorf("only %d nouns name members", tried)
	}
}

// sets are the ways, with dots, to the sets of userids among values.
func sets(values map[string]any, below string) (at []string) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch v := values[name].(type) {
		case []string:
			if name == "user_ids" || strings.HasSuffix(name, "_user_ids") {
				at = append(at, below+name)
			}
		case map[string]any:
			at = append(at, sets(v, below+name+".")...)
		}
	}
	return at
}

// naming are the values with a userid in place of the last one of the set at the end of a way.
func naming(values map[string]any, at, id string) map[string]any {
	out := maps.Clone(values)
	name, rest, below := strings.Cut(at, ".")
	if below {
		in, _ := values[name].(map[string]any)
		out[name] = naming(in, rest, id)
		return out
	}
	had, _ := values[name].([]string)
	out[name] = append(slices.Clone(had[:max(0, len(had)-1)]), id)
	return out
}
