// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// ContactRule is one visibility rule of the directory (通讯录查看权限, pages 101536 to 101540): Users, Departments and Tags
// are its range. In a seed, an id that is left out is made up.
type ContactRule struct {
	ID   int64 `json:"rule_id"`
	Type int64 `json:"rule_type" form:"类型|Type" options:"1=隐藏部门/成员|hidden,2=限制查看外部门|see own departments only,3=限制查看所有人|see nobody" preset:"1"`

	Users       []string `json:"users,omitempty" form:"成员|Userids" input:"users"`
	Departments []int64  `json:"departments,omitempty" form:"部门|Departments"`
	Tags        []int64  `json:"tags,omitempty" form:"标签|Tags" input:"departments"`

	WhitelistUsers       []string `json:"whitelist_users,omitempty" form:"允许：成员|Whitelist: userids" input:"users"`
	WhitelistDepartments []int64  `json:"whitelist_departments,omitempty" form:"允许：部门|Whitelist: departments"`
	WhitelistTags        []int64  `json:"whitelist_tags,omitempty" form:"允许：标签|Whitelist: tags" input:"departments"`

	ExcludeUsers       []string `json:"exclude_users,omitempty" form:"不受限：成员|Exclude: userids" input:"users"`
	ExcludeDepartments []int64  `json:"exclude_departments,omitempty" form:"不受限：部门|Exclude: departments"`
	ExcludeTags        []int64  `json:"exclude_tags,omitempty" form:"不受限：标签|Exclude: tags" input:"departments"`

	Search       bool `json:"is_allowed_search,omitempty" form:"可搜索|May search"`
	Conversation bool `json:"is_allowed_conversation,omitempty" form:"可发起会话|May start a conversation"`
	// Owner is the name of the app that made it; empty for the console.
	Owner string `json:"owner,omitempty"`
}

// Types of a visibility rule.
const (
	RuleHides          = 1
	RuleOwnDepartments = 2
	RuleNobody         = 3
)

const (
	familyContactRule   = "contact_rule"
	contactRulesPerCall = 100
	contactRulesMost    = 1000 // of a corp, with ContactRuleCapped
	contactRuleUsers    = 1000 // of one list
	contactRuleNodes    = 100
)

func newContactRules(st *store) *core.Collection[int64, ContactRule] {
	var rules *core.Collection[int64, ContactRule]
	rules = core.NewCollection(&st.Store, core.Rules[int64, ContactRule]{
		Noun: "visibility rule", Key: func(r *ContactRule) *int64 { return &r.ID }, Check: st.checkContactRule,
		Fresh: func(taken func(int64) bool) int64 {
			next := int64(20031)
			for r := range rules.All() {
				next = max(next, r.ID+1)
			}
			for taken(next) {
				next++
			}
			return next
		},
		Most: func() int {
			if st.sw.ContactRuleCapped {
				return contactRulesMost
			}
			return 0
		}, Full: 40058,
		None:    func(int64, bool) error { return core.BadParameter("rule_id") },
		Taken:   func() error { return core.BadParameter("rule_id") },
		Missing: func() error { return core.BadParameter("rule_id") },
	})
	return rules
}

func contactRuleRoutes() []core.Route {
	row := func(name string, page int, write bool, handle core.Handler) core.Route {
		return core.Route{Method: "POST", Path: "contactrule/" + name, Page: page, Family: familyContactRule, By: core.ByContacts, Write: write, Handle: handle}
	}
	return []core.Route{
		row("create", 101536, true, post(createContactRules)),
		row("list", 101537, false, post(listContactRules)),
		row("update", 101539, true, post(updateContactRules)),
		row("delete", 101540, true, post(deleteContactRules)),
	}
}

type wireRuleNodes struct {
	Users       []string `json:"userid"`
	Departments []int64  `json:"partyid"`
	Tags        []int64  `json:"tagid"`
}

type wireContactRule struct {
	ID           *int64         `json:"rule_id"` // not in create
	Type         *int64         `json:"rule_type"`
	Range        *wireRuleNodes `json:"range"`
	Whitelist    *wireRuleNodes `json:"whitelist"`
	Exclude      *wireRuleNodes `json:"exclude"`
	Search       *bool          `json:"is_allowed_search"`
	Conversation *bool          `json:"is_allowed_conversation"`
}

type wireContactRules struct {
	Rules []wireContactRule `json:"rules"`
}

// checkContactRule is what every stored rule obeys.
func (st *store) checkContactRule(r *ContactRule) error {
	if r.Type < RuleHides || r.Type > RuleNobody {
		return core.BadParameter("rule_type")
	}
	for _, users := range [][]string{r.Users, r.WhitelistUsers, r.ExcludeUsers} {
		if len(users) > contactRuleUsers {
			return core.BadParameter("userid")
		}
	}
	for _, ids := range [][]int64{r.Departments, r.Tags, r.WhitelistDepartments, r.WhitelistTags, r.ExcludeDepartments, r.ExcludeTags} {
		if len(ids) > contactRuleNodes {
			return core.BadParameter("partyid")
		}
	}
	if len(r.Users)+len(r.Departments)+len(r.Tags) == 0 && !st.sw.ContactRuleEmptyRange {
		return core.BadParameter("range")
	}
	if r.Type == RuleHides && st.sw.ContactRuleHideExclude != "stored" {
		r.ExcludeUsers, r.ExcludeDepartments, r.ExcludeTags, r.Search, r.Conversation = nil, nil, nil, false, false
	}
	return nil
}

// ruleWindow is one window of the quota that the three writes share.
type ruleWindow struct {
	calls  int
	length time.Duration
}

var ruleWindows = []ruleWindow{{5, time.Minute}, {10, time.Hour}, {60, 24 * time.Hour}}

// countRuleWrite counts a write and says 45009 when the quota is used up.
func (st *store) countRuleWrite() error {
	seconds, now := int64(60), st.Now().UnixMilli() // of the minute
	if st.sw.ContactRuleQuickQuota {
		seconds = 1
	}
	writes := st.state.ContactRuleWrites
	for _, w := range ruleWindows {
		from := now - w.length.Milliseconds()*seconds/60
		in := 0
		for _, at := range writes {
			if at > from {
				in++
			}
		}
		if in >= w.calls {
			return core.Fail(45009)
		}
	}
	oldest := now - (24 * time.Hour).Milliseconds()
	st.state.ContactRuleWrites = append(slices.DeleteFunc(writes, func(at int64) bool { return at < oldest }), now)
	return nil
}

// knownRuleNodes lays nodes over three lists, and says which of them there are not.
func (st *store) knownRuleNodes(in *wireRuleNodes, users *[]string, departments, tags *[]int64) error {
	if in == nil {
		return nil
	}
	if len(in.Users) > contactRuleUsers || len(in.Departments) > contactRuleNodes || len(in.Tags) > contactRuleNodes {
		return core.BadParameter("range")
	}
	// What is not in the request is an empty list: a missing list, {} and three empty ones are one state.
	var goodUsers []string
	var goodDepartments, goodTags []int64
	refuse := func(code int, user string) error {
		switch {
		case st.sw.ContactRuleUnknown == "dropped":
			return nil
		case st.sw.ContactRuleUnknown == "40058":
			return core.BadParameter("range")
		case code == 60111:
			return unknownMember(user)
		}
		return core.Fail(code)
	}
	for _, id := range in.Users {
		if st.member(id) != nil {
			goodUsers = append(goodUsers, id)
		} else if err := refuse(60111, id); err != nil {
			return err
		}
	}
	for _, id := range in.Departments {
		if st.departments.Has(id) {
			goodDepartments = append(goodDepartments, id)
		} else if err := refuse(60123, ""); err != nil {
			return err
		}
	}
	for _, id := range in.Tags {
		if st.contactTags.Has(id) {
			goodTags = append(goodTags, id)
		} else if err := refuse(40068, ""); err != nil {
			return err
		}
	}
	if *users = nil; len(goodUsers) > 0 {
		*users = st.canonical(goodUsers)
	}
	*departments, *tags = goodDepartments, goodTags
	return nil
}

// applyContactRule lays what was sent over a rule.
func (st *store) applyContactRule(r *ContactRule, in *wireContactRule, made bool) error {
	hides := r.Type == RuleHides
	if hides && st.sw.ContactRuleHideExclude == "40058" && (in.Exclude != nil || in.Search != nil || in.Conversation != nil) {
		return core.BadParameter("exclude")
	}
	cleared := !made && st.sw.ContactRuleOmittedCleared
	empty := &wireRuleNodes{}
	part := func(sent *wireRuleNodes) *wireRuleNodes {
		if sent == nil && cleared {
			return empty
		}
		return sent
	}
	for _, p := range []struct {
		sent              *wireRuleNodes
		users             *[]string
		departments, tags *[]int64
	}{
		{part(in.Range), &r.Users, &r.Departments, &r.Tags},
		{part(in.Whitelist), &r.WhitelistUsers, &r.WhitelistDepartments, &r.WhitelistTags},
		{part(in.Exclude), &r.ExcludeUsers, &r.ExcludeDepartments, &r.ExcludeTags},
	} {
		if err := st.knownRuleNodes(p.sent, p.users, p.departments, p.tags); err != nil {
			return err
		}
	}
	if made && st.sw.ContactRuleFlagsTrue {
		r.Search, r.Conversation = true, true
	} else if cleared {
		r.Search, r.Conversation = false, false
	}
	core.Lay(&r.Search, in.Search)
	core.Lay(&r.Conversation, in.Conversation)
	return st.checkContactRule(r)
}

// eachRule carries out the rules of a call: all or none, or with the switch those that are good.
func (c *call) eachRule(in *wireContactRules, one func(in *wireContactRule) (carryOut func() error, err error)) error {
	if len(in.Rules) == 0 || len(in.Rules) > contactRulesPerCall {
		return core.BadParameter("rules")
	}
	if err := c.store.countRuleWrite(); err != nil {
		return err
	}
	var first error
	var all []func() error
	for i := range in.Rules {
		carryOut, err := one(&in.Rules[i])
		if err == nil {
			all = append(all, carryOut)
		} else if first == nil {
			first = err
		}
	}
	if first != nil && !c.store.sw.ContactRulePartial {
		return first
	}
	for _, carryOut := range all {
		if err := carryOut(); err != nil {
			return err
		}
	}
	return first
}

func createContactRules(c *call, in *wireContactRules) (any, error) {
	st, ids, good := c.store, []int64{}, 0
	err := c.eachRule(in, func(in *wireContactRule) (func() error, error) {
		if in.ID != nil {
			c.Report("rules.rule_id: unknown key")
		}
		if in.Type == nil || in.Range == nil && !st.sw.ContactRuleEmptyRange {
			return nil, core.BadParameter("range")
		}
		r := ContactRule{Type: *in.Type, Owner: c.App.Name}
		if err := st.applyContactRule(&r, in, true); err != nil {
			return nil, err
		}
		if err := st.contactRules.Room(good + 1); err != nil {
			return nil, err
		}
		good++
		return func() error {
			made, err := st.contactRules.Add(r)
			if err == nil {
				ids = append(ids, made.ID)
			}
			return err
		}, nil
	})
	if err != nil {
		return nil, err
	}
	return map[string]any{"rule_ids": ids}, nil
}

func updateContactRules(c *call, in *wireContactRules) (any, error) {
	st, rows := c.store, []*core.Object{}
	err := c.eachRule(in, func(in *wireContactRule) (func() error, error) {
		old, err := st.contactRules.Sent(in.ID)
		if err != nil {
			return nil, err
		}
		if in.Type != nil && st.sw.ContactRuleTypeChecked && *in.Type != old.Type {
			return nil, core.BadParameter("rule_type")
		}
		r := core.Copy(*old)
		if err := st.applyContactRule(&r, in, false); err != nil {
			return nil, err
		}
		return func() error {
			err := st.contactRules.Replace(old, r)
			rows = append(rows, st.wireContactRule(&r))
			return err
		}, nil
	})
	if err != nil {
		return nil, err
	}
	return map[string]any{"rules": rows}, nil
}

type wireRuleIDs struct {
	IDs []int64 `json:"rule_ids"`
}

func deleteContactRules(c *call, in *wireRuleIDs) (any, error) {
	st := c.store
	if len(in.IDs) == 0 || len(in.IDs) > contactRulesPerCall {
		return nil, core.BadParameter("rule_ids")
	}
	if err := st.countRuleWrite(); err != nil {
		return nil, err
	}
	unknown := slices.ContainsFunc(in.IDs, func(id int64) bool { return !st.contactRules.Has(id) })
	if unknown && st.sw.ContactRuleDelete40058 && !st.sw.ContactRulePartial {
		return nil, core.BadParameter("rule_ids")
	}
	for _, id := range in.IDs {
		if st.contactRules.Has(id) {
			st.contactRules.Delete(id)
		}
	}
	if unknown && st.sw.ContactRuleDelete40058 {
		return nil, core.BadParameter("rule_ids")
	}
	return nil, nil
}

func listContactRules(c *call, _ *struct{}) (any, error) {
	st, rows, out := c.store, []*core.Object{}, &core.Object{}
	for r := range st.contactRules.All() {
		if r.Owner != "" || !st.sw.ContactRuleConsoleHidden {
			rows = append(rows, st.wireContactRule(r))
		}
	}
	core.PutList(out, &st.Store, "rules", rows, EmptyShown)
	return out, nil
}

// wireContactRule shows a rule: parts that are empty and flags that are false are left out, as in the sample, unless
// the switch says otherwise.
func (st *store) wireContactRule(r *ContactRule) *core.Object {
	out := &core.Object{}
	out.Put("rule_id", r.ID)
	out.Put("rule_type", r.Type)
	part := func(name string, users []string, departments, tags []int64, always bool) {
		if !st.sw.ContactRuleDepartedShown {
			users, departments = st.living(users, departments)
			tags = slices.DeleteFunc(slices.Clone(tags), func(id int64) bool { return !st.contactTags.Has(id) })
		}
		if len(users)+len(departments)+len(tags) == 0 && !always && !st.sw.ContactRuleKeysShown {
			return
		}
		nodes := &core.Object{}
		core.PutList(nodes, &st.Store, "userid", users, EmptyShown)
		core.PutList(nodes, &st.Store, "partyid", departments, EmptyShown)
		core.PutList(nodes, &st.Store, "tagid", tags, EmptyShown)
		out.Put(name, nodes)
	}
	flag := func(name string, on bool) {
		switch {
		case !on && !st.sw.ContactRuleKeysShown:
		case st.sw.ContactRuleFlagsInt && on:
			out.Put(name, 1)
		case st.sw.ContactRuleFlagsInt:
			out.Put(name, 0)
		default:
			out.Put(name, on)
		}
	}
	part("range", r.Users, r.Departments, r.Tags, true)
	part("whitelist", r.WhitelistUsers, r.WhitelistDepartments, r.WhitelistTags, r.Type == RuleHides)
	part("exclude", r.ExcludeUsers, r.ExcludeDepartments, r.ExcludeTags, false)
	flag("is_allowed_search", r.Search)
	flag("is_allowed_conversation", r.Conversation)
	return out
}
