// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"sync"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

var (
	ruleTagList   = core.Declare(Endpoint{Path: "externalcontact/get_strategy_tag_list", Page: 94882, Means: tagMeans})
	ruleTagAdd    = core.Declare(Endpoint{Path: "externalcontact/add_strategy_tag", Page: 94882, Write: true, Once: true, Means: tagWriteMeans})
	ruleTagEdit   = core.Declare(Endpoint{Path: "externalcontact/edit_strategy_tag", Page: 94882, Write: true, Means: tagWriteMeans})
	ruleTagDelete = core.Declare(Endpoint{Path: "externalcontact/del_strategy_tag", Page: 94882, Write: true, Means: tagWriteMeans})
)

// newRuleGroupTags reads and writes the customer tags of rule groups (规则组客户标签, doc 94882): those of the corp in
// everything but that each group of them belongs to a rule group, and that an app sees its own only.
func newRuleGroupTags(at service) *CustomerTagService {
	s := &CustomerTagService{service: at, tagEndpoints: tagEndpoints{ruleTagList, ruleTagAdd, ruleTagEdit, ruleTagDelete}, homes: &sync.Map{}}
	s.set = core.NewSet(core.Set[TagGroup]{
		C: at.c.engine, Kind: "rule_group_tag_group", IDKey: "id", Read: ruleTagList, Make: ruleTagAdd, Change: ruleTagEdit, Remove: ruleTagDelete, One: s.getGroup,
		All: s.allIDs,
	})
	return s
}

// Of is the service for the tags of one rule group; 0 is every one.
func (s *CustomerTagService) Of(ruleGroup int64) *CustomerTagService {
	of := *s
	of.ruleGroup = ruleGroup
	return &of
}

// home is the rule group of a tag group, which never changes; 0 where it is not known.
func (s *CustomerTagService) home(id string) int64 {
	if s.homes == nil {
		return 0
	}
	n, _ := s.homes.Load(id)
	home, _ := n.(int64) // 0 where nothing was kept
	return home
}

// settle notes where a tag group is at home.
func (s *CustomerTagService) settle(id string) {
	if s.homes != nil && s.ruleGroup != 0 {
		s.homes.Store(id, s.ruleGroup)
	}
}

// listOf lists the tag groups of a rule group; 0 is every one. assumed: tags hang on groups of the first level only,
// and die with them (doc 94882).
func (s *CustomerTagService) listOf(ctx context.Context, ruleGroup int64) ([]TagGroup, error) {
	rules := []int64{ruleGroup}
	if ruleGroup == 0 {
		var err error
		if rules, err = s.c.CustomerRuleGroups.FirstLevel(ctx); err != nil {
			return nil, err
		}
	}
	all := []TagGroup{}
	for _, rule := range rules {
		groups, err := s.query(ctx, tagListRequest{RuleGroupID: rule})
		if err != nil && (core.IsMissing(err) || doubtful()(err)) {
			// Which code an unknown rule group answers is not documented: the list of rule groups tells.
			if has, e := s.c.CustomerRuleGroups.Has(ctx, rule); e == nil && !has {
				continue
			}
		}
		if core.IsMissing(err) {
			err = core.AsKind(err, core.ErrNone) // it is not the tag group that is missing
		}
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			g.RuleGroupID = rule
			s.homes.Store(g.ID, rule)
			all = append(all, g)
		}
	}
	return all, nil
}

// WriteRuleGroupTags is for MayWrite.
var WriteRuleGroupTags = Writable{ruleTagEdit, "id", nobody}
