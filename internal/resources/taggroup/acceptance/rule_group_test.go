// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/taggroup"
)

type values = map[string]any

// office is a working folder in this process with rule groups and their tags.
type office struct {
	t     *testing.T
	e     *acctest.Env
	core  *tfcore.Core
	state tfcore.State
}

func inOffice(t *testing.T, fn func(o *office), switches ...func(*emulator.Switches)) {
	t.Helper()
	e := acctest.New(t)
	for _, s := range switches {
		e.SetSwitches(s)
	}
	acctest.Virtually(t, func(t *testing.T) {
		t.Helper()
		core, err := e.Core(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		fn(&office{t, e, core, tfcore.State{}})
		for _, v := range e.Violations() {
			t.Errorf("the provider sent something WeCom does not define: %s", v)
		}
	})
}

// ruleGroup is a rule group below that of an address; "" is none.
func ruleGroup(name, above string) tfcore.Resource {
	all := values{"name": name, "admin_user_ids": []string{"zhangsan"}, "user_ids": []string{"lisi"}}
	if above != "" {
		all["parent_id"] = tfcore.Ref{Address: above, Path: "id"}
	}
	return tfcore.Resource{Type: "wecom_customer_rule_group", Values: all}
}

// tagsOf is a tag group of the rule group at an address.
func tagsOf(name, at string) tfcore.Resource {
	return tfcore.Resource{Type: taggroup.RuleGroupTypeName, Values: values{"name": name, "rule_group_id": tfcore.Ref{Address: at, Path: "id"}, "tags": values{"a": values{}, "b": values{}}}}
}

func (o *office) plan(config tfcore.Config) *tfcore.Plan {
	o.t.Helper()
	o.e.Forget()
	plan, err := o.core.Plan(o.t.Context(), o.state, config)
	if err != nil {
		o.t.Fatal(err)
	}
	return plan
}

// apply applies, with an error that says these words or, where there are none, without one.
func (o *office) apply(config tfcore.Config, words string) {
	o.t.Helper()
	state, diags, err := o.core.Apply(o.t.Context(), o.plan(config))
	o.state = state
	if (err != nil) != (words != "") {
		o.t.Fatalf("the apply ends with %v", err)
	}
	o.says(diags.String(), words)
}

func (o *office) says(text, words string) {
	o.t.Helper()
	if !acctest.Says(words).MatchString(text) {
		o.t.Errorf("nothing says %q:\n%s", words, text)
	}
}

// sent holds the last parts of the paths of the writes.
func (o *office) sent(want ...string) {
	o.t.Helper()
	var got []string
	for _, r := range o.e.Writes() {
		got = append(got, r.Path[strings.LastIndex(r.Path, "/")+1:])
	}
	if !slices.Equal(got, want) {
		o.t.Errorf("sent %v, want %v", got, want)
	}
}

// Tags hang on rule groups of the first level: in the plan where it is known that another one is above, else before the
// call.
func TestRuleGroupTags_lowerRuleGroup(t *testing.T) {
	inOffice(t, func(o *office) {
		config := tfcore.Config{"top": ruleGroup("上", ""), "below": ruleGroup("下", "top"), "tags": tagsOf("意向", "below")}
		const words = "rule_group_id is 2, a rule group below another one, and WeCom puts tags on rule groups of the first level only."
		o.apply(config, words)
		o.sent("create", "create")
		o.e.Forget()
		_, err := o.core.Plan(o.t.Context(), o.state, config)
		var e *tfcore.Error
		if !errors.As(err, &e) || !slices.ContainsFunc(e.Diagnostics, func(d tfcore.Diagnostic) bool {
			return d.Attribute == "rule_group_id" && acctest.Says(words).MatchString(d.Detail)
		}) {
			o.t.Errorf("the plan says %v", err)
		}
		o.sent()
		config["tags"] = tagsOf("意向", "top")
		o.apply(config, "")
		o.sent("add_strategy_tag")
		if plan := o.plan(config); !plan.Empty() {
			o.t.Errorf("the plan after the apply is not empty:\n%s", plan)
		}
	})
}

// A name is that of one group of tags in its rule group; another rule group may have it, too. Tags change nothing of
// their rule group.
func TestRuleGroupTags_oneNameInTwoRuleGroups(t *testing.T) {
	inOffice(t, func(o *office) {
		config := tfcore.Config{"east": ruleGroup("东", ""), "west": ruleGroup("西", ""), "a": tagsOf("意向", "east"), "b": tagsOf("意向", "west")}
		o.apply(tfcore.Config{"east": config["east"], "west": config["west"]}, "")
		groups := fmt.Sprint(o.e.Corp().CustomerRuleGroups)
		o.apply(config, "")
		o.sent("add_strategy_tag", "add_strategy_tag")
		if after := fmt.Sprint(o.e.Corp().CustomerRuleGroups); after != groups {
			o.t.Errorf("the rule groups are %s, were %s", after, groups)
		}
		o.apply(tfcore.Config{"east": config["east"], "west": config["west"], "a": config["a"]}, "")
		o.sent("del_strategy_tag")
		if left := o.e.Corp().RuleGroupTags; len(left) != 1 || fmt.Sprint(left[0].RuleGroup) != o.state.Text("east", "id") {
			o.t.Errorf("left are %v", left)
		}
	})
}

// The tags die with their rule group: the plan says so of both, tags are deleted first, and where the group is
// replaced, its tags are.
func TestRuleGroupTags_dieWithTheRuleGroup(t *testing.T) {
	for _, kept := range []bool{false, true} {
		inOffice(t, func(o *office) {
			config := tfcore.Config{"top": ruleGroup("上", ""), "other": ruleGroup("别", ""), "tags": tagsOf("意向", "top")}
			o.apply(config, "")
			config["top"] = ruleGroup("上", "other")
			plan := o.plan(config)
			for _, address := range []string{"top", "tags"} {
				if plan.Changes[address].Action != tfcore.Replace {
					o.t.Errorf("%s: the plan is\n%s", address, plan)
				}
			}
			config["top"] = ruleGroup("上", "")
			plan = o.plan(tfcore.Config{"other": config["other"]})
			o.says(plan.Diagnostics.Warnings().String(), `Destroying customer rule group "上" (`)
			o.says(plan.Diagnostics.Warnings().String(), "Tags that hang on it (规则组客户标签) die with it, which takes them off every customer; WeCom cannot bring them back.")
			o.says(plan.Diagnostics.Warnings().String(), `Destroying rule-group tag group "意向" (`)
			o.apply(tfcore.Config{"other": config["other"]}, "")
			o.sent("del_strategy_tag", "del")
		}, func(s *emulator.Switches) { s.RuleTagsKeepGroup = kept })
	}
	// Deleted in the console, the group takes its tags along; the next plan says so and makes both again.
	inOffice(t, func(o *office) {
		config := tfcore.Config{"top": ruleGroup("上", ""), "tags": tagsOf("意向", "top")}
		o.apply(config, "")
		if err := o.e.Console().DeleteCustomerRuleGroup(1); err != nil {
			o.t.Fatal(err)
		}
		plan := o.plan(config)
		o.says(plan.Diagnostics.Warnings().String(), "it was deleted, or its rule group was, and customers have lost its tags.")
		if plan.Changes["top"].Action != tfcore.Create || plan.Changes["tags"].Action != tfcore.Create {
			o.t.Errorf("the plan is\n%s", plan)
		}
		o.apply(config, "")
		o.sent("create", "add_strategy_tag")
		o.apply(tfcore.Config{}, "")
	})
}
