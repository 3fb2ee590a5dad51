// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// life is one tag group in a folder of its own, without a CLI.
type life struct {
	*testing.T
	*emulator.Server
	core  *tfcore.Core
	state tfcore.State
}

func begin(t *testing.T) *life {
	t.Helper()
	t.Parallel()
	l := &life{T: t, Server: emulator.New(acctest.Seed()), state: tfcore.State{}}
	opts := append(acctest.TestOptions(), provider.WithHTTPClient(&http.Client{Transport: l.Transport()}))
	var err error
	l.core, err = tfcore.New(t.Context(), func() tfprotov6.ProviderServer {
		return providerserver.NewProtocol6(provider.New("test", opts...)())()
	}, map[string]any{"corp_id": acctest.CorpID, "secret": acctest.AppSecret, "endpoint": "http://127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// tagged are the values of a group with tags that are named like their keys.
func tagged(name string, tags []string, more ...map[string]any) map[string]any {
	all := map[string]any{}
	for _, tag := range tags {
		all[tag] = map[string]any{}
	}
	out := map[string]any{"name": name, "tags": all}
	for _, m := range more {
		maps.Copy(out, m)
	}
	return out
}

// with adds a tag of a name under a key.
func with(values map[string]any, key, name string) map[string]any {
	if tags, ok := values["tags"].(map[string]any); ok {
		tags[key] = map[string]any{"name": name}
	}
	return values
}

var protect = map[string]any{"deletion_protection": true}

func (l *life) plan(values map[string]any, opts ...tfcore.PlanOptions) (*tfcore.Plan, error) {
	l.Helper()
	o := tfcore.PlanOptions{}
	if len(opts) > 0 {
		o = opts[0]
	}
	plan, err := l.core.PlanWith(l.Context(), l.state, tfcore.Config{"g": {Type: "wecom_tag_group", Values: values}}, o)
	if plan == nil {
		l.Fatal(err)
	}
	return plan, err
}

func (l *life) mustPlan(values map[string]any, want tfcore.Action, opts ...tfcore.PlanOptions) *tfcore.Plan {
	l.Helper()
	plan, err := l.plan(values, opts...)
	if err != nil {
		l.Fatal(err)
	}
	if got := plan.Actions()["g"]; got != want && (want != tfcore.NoOp || !plan.Empty()) {
		l.Fatalf("planned %v, want %v:\n%s", got, want, plan)
	}
	return plan
}

func (l *life) apply(plan *tfcore.Plan) (diags tfcore.Diagnostics, err error) {
	l.Helper()
	l.state, diags, err = l.core.Apply(l.Context(), plan)
	return diags, err
}

func (l *life) mustApply(plan *tfcore.Plan) tfcore.Diagnostics {
	l.Helper()
	diags, err := l.apply(plan)
	if err != nil {
		l.Fatal(err)
	}
	return diags
}

// says wants one diagnostic, with this summary and this in the text.
func (l *life) says(got tfcore.Diagnostics, summary, text string) {
	l.Helper()
	for _, d := range got {
		if (d.Summary == summary || strings.HasSuffix(d.Summary, ") "+summary)) && strings.Contains(d.Detail, text) {
			if len(got) != 1 {
				l.Errorf("%d diagnostics, want one:\n%s", len(got), got)
			}
			return
		}
	}
	l.Errorf("nothing says %q, %q:\n%s", summary, text, got)
}

func (l *life) group() emulator.TagGroup {
	l.Helper()
	groups := l.Corp().TagGroups
	if len(groups) != 1 {
		l.Fatalf("want one group, got %v", groups)
	}
	return groups[0]
}

func (l *life) subject() string {
	return fmt.Sprintf("tag group %q (%s)", l.state.Text("g", "name"), l.state.Text("g", "id"))
}

// A create that ends half-way is a warning; the next plan adds the rest in place, also without a refresh.
func TestTagGroup_createHalfway(t *testing.T) {
	var tags []string
	for i := range 250 {
		tags = append(tags, fmt.Sprintf("t%03d", i))
	}
	for _, noRefresh := range []bool{false, true} {
		t.Run(fmt.Sprintf("-refresh=%v", !noRefresh), func(t *testing.T) {
			l := begin(t)
			l.Inject(emulator.Fault{Path: "add_corp_tag", Skip: 2, Kind: emulator.FaultError, Code: 40058})
			l.says(l.mustApply(l.mustPlan(tagged("许多", tags), tfcore.Create)), "created, but not complete", "of its 250 tags up to 150 are missing")
			made := l.group()
			if len(made.Tags) != 200 || l.state["g"].Tainted {
				t.Fatalf("%d tags after the failure, tainted: %v", len(made.Tags), l.state["g"].Tainted)
			}
			l.ResetRequests()
			l.mustApply(l.mustPlan(tagged("许多", tags), tfcore.Update, tfcore.PlanOptions{NoRefresh: noRefresh}))
			if done := l.group(); len(done.Tags) != 250 || done.ID != made.ID || len(l.Writes()) != 1 {
				t.Errorf("%d tags in %s after the second apply, want 250 in %s by one call", len(done.Tags), done.ID, made.ID)
			}
			l.mustPlan(tagged("许多", tags), tfcore.NoOp)
		})
	}
}

// Tags that are unknown as a whole may turn out to lack some that exist: the plan says so.
func TestTagGroup_unknownTags(t *testing.T) {
	l := begin(t)
	l.mustApply(l.mustPlan(tagged("等级", []string{"a", "b"}), tfcore.Create))
	unknown := tagged("等级", nil)
	unknown["tags"] = tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, tftypes.UnknownValue)
	l.says(l.mustPlan(unknown, tfcore.Update).Diagnostics, "Changes of the tags of "+l.subject()+" are not known yet", "turns out to lack is deleted")
	maps.Copy(unknown, protect)
	l.says(l.mustPlan(unknown, tfcore.Update).Diagnostics, "Changes of the tags of "+l.subject()+" are not known yet", "deletion_protection then refuses")
}

// What protects a group protects its tags, whether the state has it or this very plan brings it.
func TestTagGroup_protectsTags(t *testing.T) {
	two, one := []string{"a", "b"}, []string{"a"}
	refused := func(l *life, values map[string]any) {
		l.Helper()
		plan, err := l.plan(values)
		if err == nil {
			l.Fatalf("the plan would delete a tag:\n%s", plan)
		}
		l.says(plan.Diagnostics, "Deletion protection is on", "This plan would delete from "+l.subject()+`: "b" (`)
	}
	l := begin(t)
	l.mustApply(l.mustPlan(tagged("等级", two, protect), tfcore.Create))
	refused(l, tagged("等级", one, protect))
	refused(l, tagged("等级", one))
	refused(l, with(tagged("等级", one, protect), "x", "c"))

	// What deletes nothing passes: another key, another name, a new tag.
	l.mustApply(l.mustPlan(with(tagged("等级", one, protect), "x", "b"), tfcore.Update))
	renamed := with(with(tagged("等级", one, protect), "x", "c"), "d", "d")
	l.mustApply(l.mustPlan(renamed, tfcore.Update))

	// Off, and then the deletion.
	delete(renamed, "deletion_protection")
	l.mustApply(l.mustPlan(renamed, tfcore.Update))
	plan := l.mustPlan(tagged("等级", one), tfcore.Update)
	l.says(plan.Diagnostics, "Tags of "+l.subject()+" will be lost", `"c" (`)
	l.mustApply(plan)
	l.mustApply(l.mustPlan(tagged("等级", two), tfcore.Update))
	refused(l, tagged("等级", one, protect))

	// A tag of others in a group that is not exclusive is none of its own.
	open := map[string]any{"exclusive": false}
	l.mustApply(l.mustPlan(tagged("等级", two, protect, open), tfcore.Update))
	if _, err := l.Console().AddTag(l.group().ID, "手工"); err != nil {
		t.Fatal(err)
	}
	l.mustPlan(tagged("等级", two, protect, open), tfcore.NoOp)
}

// A tag that others added to a protected group is protected as well, until a plan ends the protection: that one cannot
// keep it.
func TestTagGroup_protectsTagsOfOthers(t *testing.T) {
	l := begin(t)
	l.SetSwitches(func(s *emulator.Switches) { s.ForeignTagsDeleted = true })
	l.mustApply(l.mustPlan(tagged("等级", []string{"a"}, protect), tfcore.Create))
	if _, err := l.Console().AddTag(l.group().ID, "手工"); err != nil {
		t.Fatal(err)
	}
	plan, err := l.plan(tagged("等级", []string{"a"}, protect))
	if err == nil {
		t.Fatalf("the plan would delete a tag:\n%s", plan)
	}
	l.says(plan.Diagnostics, "Deletion protection is on", `"手工" (`)
	plan = l.mustPlan(tagged("等级", []string{"a"}), tfcore.Update)
	l.says(plan.Diagnostics, "Tags of "+l.subject()+" will be lost", `"手工" (`)
}

// A group that was deleted between plan and apply: plan again.
func TestTagGroup_deletedSincePlan(t *testing.T) {
	for name, values := range map[string]map[string]any{
		"a tag is added":       tagged("等级", []string{"a", "b", "c"}),
		"a tag is renamed":     {"name": "等级", "tags": map[string]any{"a": map[string]any{"name": "A"}, "b": map[string]any{}}},
		"the group is renamed": tagged("级别", []string{"a", "b"}),
	} {
		t.Run(name, func(t *testing.T) {
			l := begin(t)
			l.mustApply(l.mustPlan(tagged("等级", []string{"a", "b"}), tfcore.Create))
			plan := l.mustPlan(values, tfcore.Update)
			if err := l.Console().DeleteTagGroup(l.group().ID); err != nil {
				t.Fatal(err)
			}
			diags, err := l.apply(plan)
			if err == nil {
				t.Fatal("the update of what is gone was not refused")
			}
			l.says(diags, "Unable to update tag group", "deleted since the plan was made")
			l.says(diags, "Unable to update tag group", "Plan again: the new plan makes it again, or leaves it out.")
			if strings.Contains(diags.String(), "Import") {
				t.Errorf("advises an import:\n%s", diags)
			}
			l.mustApply(l.mustPlan(values, tfcore.Create))
		})
	}
}

// A number that is not whole is told in one sentence.
func TestTagGroup_brokenOrder(t *testing.T) {
	l := begin(t)
	for _, values := range []map[string]any{
		{"name": "等级", "tags": map[string]any{"a": map[string]any{"order": 1.5}}},
		{"name": "等级", "tags": map[string]any{"a": map[string]any{}}, "order": 1.5},
	} {
		plan, err := l.plan(values)
		var refused *tfcore.Error
		if !errors.As(err, &refused) {
			t.Fatalf("the plan passed: %s", plan)
		}
		l.says(refused.Diagnostics, "Not a whole number", "order is 1.5, which is no whole number.")
	}
}
