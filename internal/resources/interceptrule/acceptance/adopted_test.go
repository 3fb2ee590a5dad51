// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Names that were typed on a Mac are decomposed (NFD), and Terraform has every text composed (NFC): that is one name.
func TestInterceptRule_composed(t *testing.T) {
	const (
		stored   = "Cafe\u0301か\u3099"
		composed = "Caf\u00e9\u304c"
	)
	e := acctest.New(t, func(c *emulator.Corp) {
		c.InterceptRules = []emulator.InterceptRule{{ID: "1000", Name: stored, Words: []string{stored}, Type: emulator.InterceptBlock, Users: []string{"lisi"}, CreateTime: 1700000000, Owner: acctest.AppName}}
	})
	core, err := e.Core(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	config := tfcore.Config{
		"x":      {Type: "wecom_intercept_rule", Values: map[string]any{"name": composed, "words": []string{composed}, "action": "block", "user_ids": []string{"lisi"}}},
		"data.x": {Type: "wecom_intercept_rule", Data: true, Values: map[string]any{"name": composed}},
	}
	state, _, err := core.Import(t.Context(), tfcore.State{}, "x", "wecom_intercept_rule", "1000")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := core.Plan(t.Context(), state, config)
	if err == nil {
		_, _, err = core.Apply(t.Context(), plan)
	}
	if err != nil {
		t.Fatal(err, plan.Diagnostics)
	}
	for _, r := range e.Writes() {
		t.Errorf("sent for a name that is there: %s %s", r.Path, r.Body)
	}
}

// The way of adopting the rules of a corp: Terraform writes configuration and import blocks from what the list says,
// and the plan with them imports everything and changes nothing.
func TestAccInterceptRule_adopt(t *testing.T) {
	acctest.Since(t, "list blocks (query)", 14, -1)
	e := acctest.NewExample(t)
	p := acctest.NewProcess(e, `
resource "wecom_intercept_rule" "phones" {
  name      = "电话"
  action    = "warn"
  words     = ["加我微信", "a\\b \"c\""]
  semantics = ["phone_number", "email"]
  user_ids  = ["zhaolei"]
}
`)
	p.Must("apply", "-auto-approve")
	before := e.Corp()
	p = acctest.NewProcess(e, "") // a folder that knows nothing of the corp
	p.Write("corp.tfquery.hcl", "list \"wecom_intercept_rule\" \"all\" {\n  provider = wecom\n}\n")
	e.ResetRequests()
	p.Must("query", "-generate-config-out=generated.tf")
	// Without include_resource: -generate-config-out asks for the objects itself.
	if diff := cmp.Diff(map[string]int{"get_intercept_rule_list": 1, "get_intercept_rule": 2}, e.CallCounts()); diff != "" {
		t.Errorf("calls of the query (-want +got):\n%s", diff)
	}
	if output := p.Must("apply", "-auto-approve", "-no-color"); !acctest.Says("2 to import, 0 to add, 0 to change, 0 to destroy").MatchString(output) {
		t.Errorf("the import changes something:\n%s", output)
	}
	if code, output := p.Run("plan", "-detailed-exitcode"); code != 0 {
		t.Errorf("exit code %d of the next plan, want 0:\n%s", code, output)
	}
	if diff := cmp.Diff(before, e.Corp()); diff != "" {
		t.Errorf("adopting changed the corp (-before +after):\n%s", diff)
	}
}

// Under create_before_destroy a replacement has the name of the object that it replaces, which WeCom forbids. The
// create is not told which object that is, so its message has the way out for both cases.
func TestAccInterceptRule_createBeforeDestroy(t *testing.T) {
	e := acctest.New(t)
	p := acctest.NewProcess(e, minimal.with(func(f *fields) { f.more = "lifecycle {\n    create_before_destroy = true\n  }" }).hcl())
	p.Must("apply", "-auto-approve", "-no-color")
	code, out := p.Run("apply", "-auto-approve", "-no-color", "-replace="+address)
	if code == 0 || !acctest.Says("take create_before_destroy away").MatchString(out) {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if rules := e.Corp().InterceptRules; len(rules) != 1 || rules[0].Name != "禁语" {
		t.Errorf("left are %+v", rules)
	}
}
