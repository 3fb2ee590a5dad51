// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Protection that the same plan introduces holds: an import of a code for several members that is declared for one, and
// protected, must not replace the printed code.
func TestProtection_introducedByThePlan(t *testing.T) {
	server := emulator.New(acctest.Seed())
	core := inProcess(t, server)
	way := func(values map[string]any) tfcore.Config {
		all := map[string]any{"type": "multi", "scene": "qr_code", "user_ids": []string{"zhangsan"}}
		maps.Copy(all, values)
		return tfcore.Config{"w": {Type: "wecom_contact_way", Values: all}}
	}
	made, _, err := apply(t, core, tfcore.State{}, way(nil))
	if err != nil {
		t.Fatal(err)
	}
	state, _, err := core.Import(t.Context(), tfcore.State{}, "w", "wecom_contact_way", made.Text("w", "id"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := core.Plan(t.Context(), state, way(map[string]any{"type": "single", "deletion_protection": true}))
	if err == nil || plan == nil || !strings.Contains(fmt.Sprint(plan.Diagnostics.Errors()), "Deletion protection is on") {
		t.Errorf("the plan replaces a protected code: %v, %v", plan, err)
	}
}

// Of several objects that die each one has its own warning: a CLI shows one of several of equal summary and counts the
// rest.
func TestLoss_namesEachObject(t *testing.T) {
	for _, s := range specimen.All() {
		if s.Loss.Destroy == "" || s.Many == nil || s.Single {
			continue
		}
		t.Run(s.Type, func(t *testing.T) {
			corp := s.Seed()
			core := inProcess(t, emulator.New(corp))
			config := tfcore.Config{}
			for i := range 3 {
				config[fmt.Sprint("x", i)] = tfcore.Resource{Type: s.Type, Values: s.Many(i)}
			}
			state, _, err := apply(t, core, tfcore.State{}, config)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := core.Plan(t.Context(), state, tfcore.Config{})
			if err != nil {
				t.Fatal(err)
			}
			summaries := map[string]bool{}
			for _, d := range plan.Diagnostics {
				summaries[d.Summary] = true
				if !strings.Contains(d.Detail, "moved block") {
					t.Errorf("the warning does not say how to keep an object whose key changed: %s", d)
				}
			}
			if len(summaries) != 3 {
				t.Errorf("%d summaries for 3 objects: %v", len(summaries), summaries)
			}
		})
	}
}

// Fractions, huge numbers and invisible characters end in one sentence before any call, wherever they stand.
func TestInput_oneSentence(t *testing.T) {
	link := func(key string, value any) tfcore.Resource {
		return tfcore.Resource{Type: "wecom_acquisition_link", Values: map[string]any{"name": "a", "user_ids": []string{"zhangsan"}, key: value}}
	}
	for name, c := range map[string]struct {
		resource tfcore.Resource
		want     string
	}{
		"fraction in a set":     {link("department_ids", []any{4.5}), "department_ids has 4.5, which is no whole number"},
		"huge number in a set":  {link("department_ids", []any{1e30}), "department_ids has 1e+30, which is too large"},
		"fraction":              {tfcore.Resource{Type: "wecom_department", Values: map[string]any{"name": "a", "order": 1.5}}, "order is 1.5, which is no whole number"},
		"byte order mark":       {link("name", "\ufeff返现"), "a byte order mark (U+FEFF), which no screen shows, as the first character"},
		"zero width in a name":  {link("name", "投\u200b放"), "a zero-width space (U+200B)"},
		"emoji are whole":       {link("name", "👨\u200d👩\u200d👧"), ""},
		"userid with a blank":   {link("user_ids", []string{" zhangsan"}), `" zhangsan" is no userid: it contains a blank`},
		"two userids in one":    {link("user_ids", []string{"lisi;zhangsan"}), `"lisi;zhangsan" is no userid`},
		"a name for a userid":   {link("user_ids", []string{"李四"}), `"李四" is no userid`},
		"number for a word":     {tfcore.Resource{Type: "wecom_contact_way", Values: map[string]any{"type": "2", "scene": "qr_code", "user_ids": []string{"lisi"}}}, `WeCom's 2 is "multi" here`},
		"empty text of no need": {tfcore.Resource{Type: "wecom_contact_way", Values: map[string]any{"type": "single", "scene": "qr_code", "user_ids": []string{"lisi"}, "remark": ""}}, "write null"},
	} {
		t.Run(name, func(t *testing.T) {
			server := emulator.New(acctest.Seed())
			plan, err := inProcess(t, server).Plan(t.Context(), tfcore.State{}, tfcore.Config{"x": c.resource})
			if c.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "report") {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if plan != nil && len(plan.Diagnostics.Errors()) != 1 {
				t.Errorf("%d errors, want one: %v", len(plan.Diagnostics.Errors()), plan.Diagnostics)
			}
			if calls := server.Requests(); len(calls) > 0 {
				t.Errorf("an invalid configuration reached WeCom: %v", calls)
			}
		})
	}
}

// A tree is imported and becomes exclusive in the same plan: that apply deletes nothing that the configuration does not
// declare, protected or not, and the plan after it shows what would go. Protection that comes with the import refuses
// that plan.
func TestTreeImport_exclusiveDeletesNothing(t *testing.T) {
	for _, protected := range []bool{false, true} {
		t.Run(fmt.Sprint(protected), func(t *testing.T) {
			server := emulator.New(acctest.Seed())
			for _, name := range []string{"研发", "未申报"} {
				if _, err := server.Console().CreateDepartment(1, name); err != nil {
					t.Fatal(err)
				}
			}
			core := inProcess(t, server)
			config := tfcore.Config{"x": {Type: "wecom_department_tree", Values: map[string]any{
				"departments": `{"研发": {}}`, "exclusive": true, "deletion_protection": protected}}}
			state, _, err := core.Import(t.Context(), tfcore.State{}, "x", "wecom_department_tree", "1")
			if err != nil {
				t.Fatal(err)
			}
			state, diags, err := apply(t, core, state, config)
			if err != nil || !strings.Contains(diags.String(), "This apply deletes nothing for it") {
				t.Fatalf("%v %v", err, diags)
			}
			if writes := server.Writes(); len(writes) > 0 {
				t.Errorf("the apply that deletes nothing sent %v", writes)
			}
			plan, err := core.Plan(t.Context(), state, config)
			switch said := plan.Diagnostics.String(); {
			case protected && (err == nil || !strings.Contains(said, "Deletion protection is on")):
				t.Errorf("the plan after it deletes what is protected: %v %s", err, said)
			case !protected && (err != nil || !strings.Contains(said, "This plan deletes a department: 未申报")):
				t.Errorf("the plan after it: %v %s", err, said)
			}
		})
	}
}

// One cause is explained once, whatever the number of objects that meet it: the others refer to the first. A credential
// that WeCom certainly refuses is not used again in that run.
func TestErrors_oneCauseOneExplanation(t *testing.T) {
	for cause, tt := range map[string]struct {
		happens func(*emulator.Console) error
		calls   int // at most, of the plan: reads run ten at a time, and there is the token
	}{
		"secret reset":             {func(c *emulator.Console) error { _, err := c.ResetSecret(acctest.AppName); return err }, 1},
		"address not trusted":      {func(c *emulator.Console) error { return c.SetTrustedIPs(acctest.AppName, "198.51.100.7") }, 11},
		"right taken from the app": {func(c *emulator.Console) error { return c.SetCustomerContact(acctest.AppName, false) }, 1000},
	} {
		t.Run(cause, func(t *testing.T) {
			server := emulator.New(acctest.Seed())
			core := inProcess(t, server)
			config := tfcore.Config{}
			for i := range 12 {
				config[fmt.Sprint("w", i)] = tfcore.Resource{Type: "wecom_contact_way", Values: map[string]any{
					"type": "single", "scene": "qr_code", "user_ids": []string{"zhangsan"}, "remark": fmt.Sprint("way ", i)}}
			}
			state, _, err := apply(t, core, tfcore.State{}, config)
			if err != nil {
				t.Fatal(err)
			}
			if err := tt.happens(server.Console()); err != nil {
				t.Fatal(err)
			}
			server.ResetRequests()
			plan, err := core.Plan(t.Context(), state, config)
			if err == nil {
				t.Fatal("the plan met nothing")
			}
			explained, referred := 0, 0
			for _, d := range plan.Diagnostics.Errors() {
				switch {
				case strings.Contains(d.Detail, "Console: ") && strings.Contains(d.Detail, "https://"):
					explained++
				case !strings.Contains(d.Detail, "\n") && strings.Contains(d.Detail, "for the reason given at contact way"):
					referred++
				default:
					t.Errorf("%s", d)
				}
			}
			if explained != 1 || referred != 11 {
				t.Errorf("explained %d times, referred to %d times: %v", explained, referred, plan.Diagnostics)
			}
			if n := len(server.Requests()); n > tt.calls {
				t.Errorf("%d calls", n)
			}
		})
	}
}
