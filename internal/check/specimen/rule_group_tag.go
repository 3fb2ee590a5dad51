// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// ofRuleGroup is a request about customer tags as one about those of rule group 80.
func ofRuleGroup(sent string) string {
	sent = strings.ReplaceAll(sent, "_corp_tag", "_strategy_tag")
	return strings.Replace(sent, "add_strategy_tag {", `add_strategy_tag {"strategy_id":80,`, 1)
}

func ofRuleGroups(sent []string) (out []string) {
	for _, s := range sent {
		out = append(out, ofRuleGroup(s))
	}
	return out
}

// A tag group of rule group 80 is tried with all that tag groups are tried with, and more.
var _ = add(func() Specimen {
	s := *tagGroup
	at := Values{"rule_group_id": 80}
	s.Type, s.Odd = "wecom_rule_group_tag_group", Odd{}
	s.Corp = func(c *emulator.Corp) {
		for _, g := range []emulator.RuleGroup{{ID: 80, Name: "销售"}, {ID: 81, Name: "市场"}, {ID: 82, Name: "门店", ParentID: 80}, {ID: 83, Name: "别的"}} {
			g.Admins, g.Departments, g.CreateTime, g.Owner = []string{"zhangsan"}, []int64{1}, 1600000000, acctest.AppName
			if g.ID == 83 {
				g.Owner = acctest.OtherName
			}
			c.CustomerRuleGroups = append(c.CustomerRuleGroups, g)
		}
	}
	s.Minimal.Values, s.Maximal.Values = over(s.Minimal.Values, at), over(s.Maximal.Values, at)
	s.Minimal.Sends, s.Maximal.Sends = ofRuleGroups(s.Minimal.Sends), ofRuleGroups(s.Maximal.Sends)
	s.Minimal.Calls, s.Maximal.Calls = nil, nil
	s.Edits = slices.Clone(s.Edits)
	for i := range s.Edits {
		e := &s.Edits[i]
		e.Sends, e.InOrder, e.Calls = ofRuleGroups(e.Sends), ofRuleGroups(e.InOrder), nil
		if len(e.InOrder) == 0 {
			e.InOrder = nil
		}
	}
	s.Edits = append(s.Edits, Edit{Name: "rule group", To: Values{"rule_group_id": 81}, State: tagStates("a", "a", "b", "b"), Replaced: true,
		Warns: "destroys its tags.", Sends: []string{"del_strategy_tag", `add_strategy_tag {"strategy_id":81,"group_name":"等级","tag":[{"name":"a"},{"name":"b"}]}`}})
	s.Drift = slices.Clone(s.Drift)
	for i := range s.Drift {
		s.Drift[i].Sends = ofRuleGroups(s.Drift[i].Sends)
	}
	s.Invalid = append(slices.Clone(s.Invalid), Invalid{"no rule group", Values{"rule_group_id": nil}, `"rule_group_id" is required`, "rule_group_id"},
		Invalid{"rule group 0", Values{"rule_group_id": 0}, "rule_group_id is 0; it is the id of a rule group of the first level", "rule_group_id"})
	s.Refused = []Refused{
		{Name: "name taken", Corp: func(c *emulator.Corp) {
			c.RuleGroupTags = []emulator.TagGroup{{ID: "etSEEDGROUP", Name: "等级", RuleGroup: 80, Owner: acctest.AppName, CreateTime: 1600000000,
				Tags: []emulator.Tag{{ID: "etSEEDTAG", Name: "一般", Owner: acctest.AppName, CreateTime: 1600000000}}}}
		}, Says: []string{"exists already (id etSEEDGROUP), and WeCom would put the tags into it."}},
		{Name: "lower rule group", Values: Values{"rule_group_id": 82}, Says: []string{"rule_group_id is 82, a rule group below another one, and WeCom puts tags on rule groups of the first level only."}},
		{Name: "unknown rule group", Values: Values{"rule_group_id": 99}, Says: []string{"this app has no customer rule group 99, its rule_group_id"}},
		{Name: "rule group of another app", Values: Values{"rule_group_id": 83}, Says: []string{"this app has no customer rule group 83, its rule_group_id"}},
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }, Says: []string{"客户联系 → 可调用接口的应用"}},
	}
	s.Partial = slices.Clone(s.Partial)
	for i := range s.Partial {
		p := &s.Partial[i]
		p.Sends, p.Faults = ofRuleGroups(p.Sends), slices.Clone(p.Faults)
		if p.Finishes != nil {
			p.Finishes = ofRuleGroups(p.Finishes)
		}
		for k := range p.Faults {
			p.Faults[k].Path = ofRuleGroup(p.Faults[k].Path)
		}
	}
	s.Loss = Loss{Destroy: tagGroup.Loss.Destroy}
	s.WrongIDs = map[string]string{"etNothing": "this app has no rule-group tag group of this id"}
	s.Objects = func(c emulator.Corp) map[string]any {
		return tagGroup.Objects(emulator.Corp{TagGroups: c.RuleGroupTags})
	}
	s.Calls = Calls{Create: "add_strategy_tag", Update: "edit_strategy_tag", Delete: "del_strategy_tag", Reads: []string{"get_strategy_tag_list"}}
	s.Looks, s.Other, s.Named = []string{"get_strategy_tag_list"}, nil, nil
	s.Families, s.Blind, s.Spares = []string{"rule_group_tag"}, nil, nil
	s.Many = func(i int) Values { return over(tagGroup.Many(i), at) }
	s.Refresh = func(n int) int { return n + 2 }
	s.Hostile = acctest.Hostile{ID: "etG", Config: `{"name":"等级","rule_group_id":80,"tags":{"a":{},"k":{"name":"b","order":7}},"exclusive":true,"deletion_protection":false}`,
		Answers: append([]string{`{"errcode":0,"tag_group":[{"group_id":"etG","group_name":"等级","strategy_id":"80","tag":[{"id":"et1","name":"a"}]}]}`}, tagGroup.Hostile.Answers...)}
	return s
}())
