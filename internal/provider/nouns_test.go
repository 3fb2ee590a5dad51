// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// anyNoun is the smallest object of a noun, at the address test.
type anyNoun struct {
	typeName string
	corp     emulator.Corp
	config   tfcore.Config
}

// everyNoun ranges over all nouns, with those that have no specimen.
func everyNoun() (out []anyNoun) {
	for _, s := range specimen.All() {
		corp := s.Seed()
		out = append(out, anyNoun{s.Type, corp, s.Config(s.Minimal.Values)})
	}
	tagged := acctest.Seed()
	tagged.ContactTags = []emulator.ContactTag{{ID: 12, Name: "司机", Owner: acctest.AppName}}
	one := func(noun string, values map[string]any) tfcore.Config {
		return tfcore.Config{specimen.Address: {Type: noun, Values: values}}
	}
	return append(out,
		anyNoun{"wecom_contact_tag_members", tagged, one("wecom_contact_tag_members", map[string]any{"tag_id": 12, "user_ids": []string{"lisi"}})},
		anyNoun{"wecom_department_tree", acctest.Seed(), one("wecom_department_tree", map[string]any{"departments": `{"研发": {}, "研发/后端": {}}`})})
}

// changed is config with the object under test as change makes it.
func changed(config tfcore.Config, change func(*tfcore.Resource)) tfcore.Config {
	out := maps.Clone(config)
	r := out[specimen.Address]
	r.Values = maps.Clone(r.Values)
	change(&r)
	out[specimen.Address] = r
	return out
}

// What is protected is not replaced by what Terraform itself orders, and has a way out that the message names where no
// configuration reaches it: whatever the noun.
func TestProtection_everyNoun(t *testing.T) {
	for _, n := range everyNoun() {
		t.Run(n.typeName, func(t *testing.T) {
			server := emulator.New(n.corp)
			core := inProcess(t, server)
			config := changed(n.config, func(r *tfcore.Resource) { r.Values["deletion_protection"] = true })
			trigger := func(v string) tfcore.Resource {
				return tfcore.Resource{Type: "terraform_data", Values: map[string]any{"input": tftypes.NewValue(tftypes.String, v)}}
			}
			config["trigger"] = trigger("one")
			state, diags, err := apply(t, core, tfcore.State{}, config)
			if err != nil {
				t.Fatal(diags)
			}
			server.ResetRequests()
			triggered := changed(config, func(r *tfcore.Resource) { r.ReplaceTriggeredBy = []tfcore.Ref{{Address: "trigger", Path: "input"}} })
			triggered["trigger"] = trigger("two")
			replace := tfcore.PlanOptions{Replace: []string{specimen.Address}}
			for name, c := range map[string]struct {
				config tfcore.Config
				opts   tfcore.PlanOptions
			}{
				"destroy":                        {tfcore.Config{"trigger": config["trigger"]}, tfcore.PlanOptions{}},
				"-replace":                       {config, replace},
				"-replace create_before_destroy": {changed(config, func(r *tfcore.Resource) { r.CreateBeforeDestroy = true }), replace},
				"replace_triggered_by":           {triggered, tfcore.PlanOptions{}},
				"protection goes with -replace":  {changed(config, func(r *tfcore.Resource) { r.Values["deletion_protection"] = false }), replace},
			} {
				plan, err := core.PlanWith(t.Context(), state, c.config, c.opts)
				refused := plan.Diagnostics.Errors()
				if err == nil || len(refused) != 1 || refused[0].Summary != "Deletion protection is on" || !strings.Contains(refused[0].Detail, "WECOM_ALLOW_DESTROY="+state.Text(specimen.Address, "id")+" ") {
					t.Errorf("%s: %v %s", name, err, plan.Diagnostics)
				}
			}
			if writes := server.Writes(); len(writes) > 0 {
				t.Errorf("sent %v", writes)
			}
			state[specimen.Address].Tainted = true
			t.Setenv("WECOM_ALLOW_DESTROY", state.Text(specimen.Address, "id"))
			if _, diags, err := apply(t, core, state, config); err != nil {
				t.Errorf("the way out: %s", diags)
			}
		})
	}
}

// An apply that replaces an object under create_before_destroy, or in which the address of an object changes, says that
// it failed or leaves nothing to do: what an app or a parent has one of passes from one resource to the other, and is
// not taken away behind the back of the one that has it now.
func TestReplaced_leavesNothingToDo(t *testing.T) {
	for _, n := range everyNoun() {
		t.Run(n.typeName, func(t *testing.T) {
			t.Parallel()
			for _, c := range []struct {
				name    string
				address string
				cbd     bool
				serial  bool
			}{
				{"create_before_destroy", specimen.Address, true, false}, {"create_before_destroy, one at a time", specimen.Address, true, true},
				{"new address, made first", "a", false, true}, {"new address, made last", "z", false, true}, {"new address", "a", false, false},
			} {
				t.Run(c.name, func(t *testing.T) {
					acctest.Virtually(t, func(t *testing.T) {
						t.Helper()
						server := emulator.New(n.corp)
						core := inProcess(t, server)
						before := changed(n.config, func(r *tfcore.Resource) { r.CreateBeforeDestroy = c.cbd })
						state, diags, err := apply(t, core, tfcore.State{}, before)
						if err != nil {
							t.Fatal(diags)
						}
						after, opts := maps.Clone(before), tfcore.PlanOptions{Replace: []string{specimen.Address}}
						if c.address != specimen.Address {
							opts = tfcore.PlanOptions{}
							after[c.address] = after[specimen.Address]
							delete(after, specimen.Address)
						}
						if c.serial {
							core.Parallelism = 1
						}
						plan, err := core.PlanWith(t.Context(), state, after, opts)
						if err != nil {
							t.Fatal(err)
						}
						state, diags, err = core.Apply(t.Context(), plan)
						if err != nil {
							if said := diags.Errors().String(); strings.Contains(said, "import") && !strings.Contains(said, "create_before_destroy") && n.typeName != "wecom_department_tree" {
								t.Errorf("nothing says that the object in the way is the one that is replaced: %s", said)
							}
							return
						}
						if next, err := core.Plan(t.Context(), state, after); err != nil || !next.Empty() {
							t.Errorf("the next plan: %v %v", next, err)
						}
					})
				})
			}
		})
	}
}

// An object that an import block brings to a new address is not destroyed at its old one, which would leave the new one
// without it: that is a mistake in writing a move. What stays when its address goes may be imported so.
func TestImport_besideItsOwnDestroy(t *testing.T) {
	for _, n := range everyNoun() {
		t.Run(n.typeName, func(t *testing.T) {
			t.Parallel()
			for _, address := range []string{"a", "z"} { // planned before the old one, and after it
				acctest.Virtually(t, func(t *testing.T) {
					t.Helper()
					importBesideDestroy(t, n, address)
				})
			}
		})
	}
}

// stay are there after a destroy, and passOn hands over what a parent has one of: of the rest the destroy is refused.
var (
	stay   = map[string]bool{"wecom_app": true, "wecom_app_chat": true, "wecom_app_menu": true, "wecom_workbench_template": true}
	passOn = map[string]bool{"wecom_contact_tag_members": true, "wecom_kf_servicers": true, "wecom_kf_link": true}
)

func importBesideDestroy(t *testing.T, n anyNoun, address string) {
	t.Helper()
	if passOn[n.typeName] {
		return
	}
	server := emulator.New(n.corp)
	core := inProcess(t, server)
	state, diags, err := apply(t, core, tfcore.State{}, n.config)
	if err != nil {
		t.Fatal(diags)
	}
	after := maps.Clone(n.config)
	after[address] = after[specimen.Address]
	delete(after, specimen.Address)
	server.ResetRequests()
	plan, err := core.PlanWith(t.Context(), state, after, tfcore.PlanOptions{Import: map[string]any{address: state.Text(specimen.Address, "id")}})
	if errs := plan.Diagnostics.Errors(); !stay[n.typeName] {
		if err == nil || len(errs) != 1 || !strings.HasSuffix(errs[0].Summary, "is to be kept and destroyed") {
			t.Errorf("%s: %v %s", address, err, plan.Diagnostics)
		}
		return
	}
	if err != nil || !strings.Contains(plan.Diagnostics.String(), " stays") {
		t.Fatalf("%s: %v %s", address, err, plan.Diagnostics)
	}
	if state, diags, err = core.Apply(t.Context(), plan); err != nil {
		t.Fatal(diags)
	}
	if writes := server.Writes(); len(writes) > 0 {
		t.Errorf("%s: sent %v", address, writes)
	}
	if next, err := core.Plan(t.Context(), state, after); err != nil || !next.Empty() {
		t.Errorf("%s: the next plan: %v %v", address, next, err)
	}
}

// A department passes from a resource of its own to a tree without being destroyed on the way.
func TestImport_departmentIntoATree(t *testing.T) {
	for _, address := range []string{"a", "z"} {
		server := emulator.New(acctest.Seed())
		core := inProcess(t, server)
		core.Parallelism = 1
		state, diags, err := apply(t, core, tfcore.State{}, tfcore.Config{"m": {Type: "wecom_department", Values: map[string]any{"name": "研发"}}})
		if err != nil {
			t.Fatal(diags)
		}
		after := tfcore.Config{address: {Type: "wecom_department_tree", Values: map[string]any{"departments": fmt.Sprintf(`{"研发": {"id": %s}}`, state.Text("m", "id"))}}}
		plan, err := core.Plan(t.Context(), state, after)
		if errs := plan.Diagnostics.Errors(); err == nil || len(errs) != 1 || !strings.Contains(errs[0].Summary, `研发`) || !strings.HasSuffix(errs[0].Summary, "is to be kept and destroyed") {
			t.Errorf("%s: %v %s", address, err, plan.Diagnostics)
		}
		plan, err = core.PlanWith(t.Context(), state, after, tfcore.PlanOptions{Removed: []string{"m"}})
		if err != nil {
			t.Fatal(plan.Diagnostics)
		}
		if _, diags, err = core.Apply(t.Context(), plan); err != nil {
			t.Fatal(diags)
		}
		if n := len(server.Corp().Departments); n != 2 {
			t.Errorf("%s: the corp has %d departments", address, n)
		}
	}
}

// A create that ends half-way, refused or out of reach at any of its writes, is finished by the next apply: nothing is
// made twice, nothing is lost, and what Terraform then replaces is said.
func TestCreate_halfWay(t *testing.T) {
	tried := 0
	for _, s := range specimen.All() {
		for name, values := range map[string]specimen.Values{"minimal": s.Minimal.Values, "maximal": s.Maximal.Values} {
			t.Run(s.Type+" "+name, func(t *testing.T) {
				want, writes := madeInSpite(t, s, values, nil)
				skip := map[string]int{}
				for _, w := range writes {
					for what, fault := range map[string]emulator.Fault{
						"40058": {Kind: emulator.FaultError, Code: 40058}, "HTTP 500": {Kind: emulator.FaultServerError, Times: -1},
					} {
						tried++
						fault.Path, fault.Skip = w.Path, skip[w.Path]
						t.Run(fmt.Sprint(w.Path, " ", fault.Skip, " ", what), func(t *testing.T) {
							if got, _ := madeInSpite(t, s, values, &fault); got != want {
								t.Errorf("the corp has\n%s\nwithout the fault\n%s", got, want)
							}
						})
					}
					skip[w.Path]++
				}
			})
		}
	}
	if tried < 100 {
		t.Errorf("%d cases: this test does not see the writes", tried)
	}
}

// madeInSpite makes an object although a fault meets its create, and returns what the corp then has of the noun.
func madeInSpite(t *testing.T, s *specimen.Specimen, values specimen.Values, fault *emulator.Fault) (objects string, writes []emulator.Request) {
	t.Helper()
	acctest.Virtually(t, func(t *testing.T) {
		t.Helper()
		server := emulator.New(s.Seed())
		core := inProcess(t, server)
		core.Parallelism = 1
		config := s.Config(values)
		if fault != nil {
			server.Inject(*fault)
		}
		state, diags, err := apply(t, core, tfcore.State{}, config)
		if fault == nil && err != nil {
			t.Fatal(diags)
		}
		writes = server.Writes()
		if fault != nil && !slices.ContainsFunc(writes, func(w emulator.Request) bool { return w.Fault != "" }) {
			t.Error("the fault hit nothing: this case proves nothing")
		}
		server.ClearFaults()
		for range 2 {
			plan, err := core.Plan(t.Context(), state, config)
			if err != nil {
				t.Fatalf("after %s: %v", diags, err)
			}
			if action := plan.Actions()[specimen.Address]; (action == tfcore.Replace || action == tfcore.Delete) && len(plan.Diagnostics.Warnings()) == 0 {
				t.Errorf("after %s: %s, and nothing is said", diags, action)
			}
			if state, diags, err = core.Apply(t.Context(), plan); err != nil {
				t.Fatalf("the next apply: %s", diags)
			}
		}
		if plan, err := core.Plan(t.Context(), state, config); err != nil || !plan.Empty() {
			t.Errorf("never ends: %v %v", plan, err)
		}
		var all []string
		for _, o := range s.Objects(server.Corp()) {
			raw, err := json.Marshal(o)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, string(raw))
		}
		slices.Sort(all)
		objects = strings.Join(all, "\n")
	})
	return objects, writes
}

// What is named by its id and made by the same apply, which Terraform does not take for a reference, is waited for
// wherever it is named.
func TestNodes_madeByTheSameApply(t *testing.T) {
	made := map[string]tfcore.Resource{
		"user_ids":       {Type: "wecom_member", Values: map[string]any{"id": "newone", "name": "新人", "department_ids": []any{1}, "mobile": "13900000001"}},
		"department_ids": {Type: "wecom_department", Values: map[string]any{"name": "附", "id": 77}},
		"tag_ids":        {Type: "wecom_contact_tag", Values: map[string]any{"name": "附签", "id": 55}},
	}
	for _, s := range specimen.All() {
		core := inProcess(t, emulator.New(acctest.Seed()))
		for _, a := range core.Resource(s.Type).Attributes {
			places := map[string]string{a.Name: ""} // attribute, and the object that it is in
			if a.NestedType != nil && a.NestedType.Nesting == tfprotov6.SchemaObjectNestingModeSingle {
				places = map[string]string{}
				for _, inner := range a.NestedType.Attributes {
					places[inner.Name] = a.Name
				}
			}
			for name, outer := range places {
				if made[name].Type == "" || made[name].Type == s.Type || s.NoNewMembers && name == "user_ids" || a.Computed && !a.Optional {
					continue
				}
				t.Run(fmt.Sprint(s.Type, " ", outer, " ", name), func(t *testing.T) {
					t.Parallel()
					acctest.Virtually(t, func(t *testing.T) {
						t.Helper()
						corp := s.Seed()
						core := inProcess(t, emulator.New(corp))
						values := maps.Clone(s.Minimal.Values)
						if outer != "" && values[outer] == nil || outer == "" && values[name] == nil {
							values = maps.Clone(s.Maximal.Values)
						}
						state, diags, err := apply(t, core, tfcore.State{}, s.Config(values))
						if err != nil {
							t.Fatal(diags)
						}
						in := values
						if outer != "" {
							inner, _ := values[outer].(map[string]any)
							in = maps.Clone(inner)
							values[outer] = in
						}
						in[name] = appended(in[name], made[name].Values["id"])
						config := s.Config(values)
						config["zz"] = made[name]
						if state, diags, err = apply(t, core, state, config); err != nil {
							t.Fatal(diags.Errors())
						}
						if plan, err := core.Plan(t.Context(), state, config); err != nil || !plan.Empty() {
							t.Errorf("the next plan: %v %v", plan, err)
						}
					})
				})
			}
		}
	}
}

func appended(set, more any) (out []any) {
	switch set := set.(type) {
	case []any:
		out = slices.Clone(set)
	case []string:
		for _, v := range set {
			out = append(out, v)
		}
	case []int64:
		for _, v := range set {
			out = append(out, v)
		}
	}
	return append(out, more)
}

// One mistake is one sentence: what breaks a rule of its own attribute is not told again by rules of other attributes.
func TestInput_oneComplaint(t *testing.T) {
	for name, c := range map[string]struct {
		typeName string
		values   map[string]any
		want     string
	}{
		"a name that is too long by what nobody sees": {"wecom_kf_account", map[string]any{"name": "\ufeff" + strings.Repeat("客", 16)}, "a byte order mark (U+FEFF)"},
		"a leader":             {"wecom_member", map[string]any{"direct_leader_id": "zhangsan\u200b"}, "a zero-width space (U+200B)"},
		"an owner":             {"wecom_app_chat", map[string]any{"owner_id": "李四"}, `"李四" is no userid`},
		"an admin":             {"wecom_calendar", map[string]any{"admin_user_ids": []string{"李四"}}, `"李四" is no userid`},
		"an address":           {"wecom_mail_group", map[string]any{"id": "\ufeffops@mail.example.cn"}, "a byte order mark (U+FEFF)"},
		"departments together": {"wecom_member", map[string]any{"department_ids": []any{-3}, "main_department_id": 2}, "department_ids has -3"},
	} {
		t.Run(name, func(t *testing.T) {
			s := specimen.Of(c.typeName)
			corp := s.Seed()
			values := maps.Clone(s.Maximal.Values)
			maps.Copy(values, c.values)
			plan, err := inProcess(t, emulator.New(corp)).Plan(t.Context(), tfcore.State{}, s.Config(values))
			if said := plan.Diagnostics.Errors(); err == nil || len(said) != 1 || !strings.Contains(said[0].Detail, c.want) {
				t.Errorf("want one error, with %q: %s", c.want, said)
			}
		})
	}
}

// Where nothing is known yet of a set, map or list that holds something, the plan says that it cannot show what goes.
func TestPlan_collectionsNotKnownYet(t *testing.T) {
	for _, s := range specimen.All() {
		t.Run(s.Type, func(t *testing.T) {
			t.Parallel()
			acctest.Virtually(t, func(t *testing.T) {
				t.Helper()
				corp := s.Seed()
				core := inProcess(t, emulator.New(corp))
				made, diags, err := apply(t, core, tfcore.State{}, s.Config(s.Maximal.Values))
				if err != nil {
					t.Fatal(diags)
				}
				for name, v := range s.Maximal.Values {
					switch v.(type) {
					case []any, []string, []int64, []map[string]any:
					default:
						if name != "tags" {
							continue
						}
					}
					was, err := tfcore.At(made[specimen.Address].Value, name)
					if err != nil {
						t.Fatal(err)
					}
					values := maps.Clone(s.Maximal.Values)
					values[name] = tfcore.Ref{Address: "data", Path: "output"}
					config := s.Config(values)
					config["data"] = tfcore.Resource{Type: "terraform_data", Values: map[string]any{"input": was}}
					plan, err := core.Plan(t.Context(), made, config)
					if err != nil {
						t.Fatal(err)
					}
					if !slices.ContainsFunc(plan.Diagnostics, func(d tfcore.Diagnostic) bool {
						return d.Address == specimen.Address && strings.Contains(d.Summary+d.Detail, "not known yet") && strings.Contains(d.Detail, "`"+name+"`")
					}) {
						t.Errorf("%s: the plan is silent: %s", name, plan.Diagnostics)
					}
				}
			})
		})
	}
}
