// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// RuleGroup is a rule group (规则组) of customer contact (page 94883) or of customer moments (page 94890): its admins
// manage what the members of its range do. In a seed, an id and a create time that are left out are made up, and a
// parent stands before the groups below it.
type RuleGroup struct {
	ID       int64    `json:"strategy_id"`
	ParentID int64    `json:"parent_id,omitempty" form:"上级规则组（0为无）|Parent group (0: none)" input:"number" preset:"0" only:"add"`
	Name     string   `json:"strategy_name" form:"名称|Name"`
	Admins   []string `json:"admin_list,omitempty" form:"负责人|Admins" input:"users"`
	// Revoked are the privileges that it does not have; a lower group has those of the group at the top.
	Revoked     []string `json:"revoked,omitempty" form:"不具备的权限|Revoked privileges" input:"words"`
	Users       []string `json:"users,omitempty" form:"管理的成员|Members" input:"users"`
	Departments []int64  `json:"departments,omitempty" form:"管理的部门|Departments"`
	CreateTime  int64    `json:"create_time"`
	// Owner is the name of the app that made it; empty for the console, whose groups no app sees.
	Owner string `json:"owner,omitempty"`
}

// familyRuleGroup is that of both trees: writes to either may not overlap.
const familyRuleGroup = "rule_group"

// Limits of pages 94883 and 94890.
const (
	maxRuleAdmins     = 20
	maxRuleGroupDepth = 5
	maxRuleGroupNodes = 3000
	maxCallNodes      = 100 // in a call
)

// ruleGroupKind is what the two trees differ in.
type ruleGroupKind struct {
	path, noun string
	page       int
	keys       []string // of privilege
	basic      int      // so many of them, the first ones, cannot be revoked
	newest     string   // a key that came with a later edition
}

var (
	customerRuleGroups = &ruleGroupKind{
		path: "customer_strategy", noun: "customer rule group", page: 94883, basic: 5, newest: "manage_customer_tag",
		keys: []string{
			"view_customer_list", "view_customer_data", "view_room_list", "contact_me", "join_room", "share_customer", "oper_resign_customer",
			"oper_resign_group", "send_customer_msg", "edit_welcome_msg", "view_behavior_data", "view_room_data", "send_group_msg", "room_deduplication",
			"rapid_reply", "onjob_customer_transfer", "edit_anti_spam_rule", "export_customer_list", "export_customer_data", "export_customer_group_list",
			"manage_customer_tag",
		},
	}
	momentRuleGroups = &ruleGroupKind{
		path: "moment_strategy", noun: "moment rule group", page: 94890, newest: "manage_moment_cover_and_sign",
		keys: []string{"view_moment_list", "send_moment", "manage_moment_cover_and_sign"},
	}
)

type ruleGroups = core.Collection[int64, RuleGroup]

func newRuleGroups(st *store, k *ruleGroupKind) *ruleGroups {
	return core.NewCollection(&st.Store, core.Rules[int64, RuleGroup]{
		Created: func(g *RuleGroup) int64 { return g.CreateTime },
		Noun:    k.noun,
		Key:     func(g *RuleGroup) *int64 { return &g.ID },
		Name:    func(g *RuleGroup) string { return g.Name },
		Fresh: func(taken func(int64) bool) int64 {
			for id := int64(1); ; id++ {
				if !taken(id) && !(st.sw.RuleGroupIDsShared && st.ruleGroupAnywhere(id)) {
					return id
				}
			}
		},
		Check: func(g *RuleGroup) error { return st.checkRuleGroup(k, g) },
		Clash: func(g, other *RuleGroup) error {
			if st.sw.RuleGroupNamesUnique && g.Name == other.Name && g.ParentID == other.ParentID {
				return core.BadParameter("strategy_name")
			}
			return nil
		},
		None:    func(int64, bool) error { return refusedAs(st.sw.RuleGroupUnknown, "strategy_id") },
		Taken:   func() error { return core.BadParameter("strategy_id") },
		Missing: func() error { return st.emptyParameter("strategy_id") },
		Foreign: func(g *RuleGroup, app *App) error {
			if g.Owner != app.Name {
				return refusedAs(st.sw.RuleGroupUnknown, "strategy_id")
			}
			return nil
		},
	})
}

// refusedAs is a refusal whose code no page names: 40058, or what the switch says.
func refusedAs(code, name string) error {
	if n, err := strconv.Atoi(code); err == nil {
		return core.Fail(n)
	}
	return core.BadParameter(name)
}

func (st *store) ruleGroupAnywhere(id int64) bool {
	return slices.ContainsFunc([]*ruleGroups{st.customerRuleGroups, st.momentRuleGroups}, func(all *ruleGroups) bool { return all.Has(id) || all.Deleted(id) })
}

func (k *ruleGroupKind) of(st *store) *ruleGroups {
	if k == momentRuleGroups {
		return st.momentRuleGroups
	}
	return st.customerRuleGroups
}

func (k *ruleGroupKind) routes() []core.Route {
	row := externalRow(familyRuleGroup, k.page)
	return []core.Route{
		row(k.path+"/list", false, post(k.list)),
		row(k.path+"/get", false, post(k.get)),
		row(k.path+"/get_range", false, post(k.getRange)),
		row(k.path+"/create", true, post(k.create)),
		row(k.path+"/edit", true, post(k.edit)),
		row(k.path+"/del", true, post(k.del)),
	}
}

type wireRuleNode struct {
	Type    *int64  `json:"type"`
	UserID  *string `json:"userid"`
	PartyID *int64  `json:"partyid"`
}

type wireNewRuleGroup struct {
	ParentID  *int64          `json:"parent_id"`
	Name      *string         `json:"strategy_name"`
	Admins    []string        `json:"admin_list"`
	Privilege map[string]bool `json:"privilege"`
	Range     []wireRuleNode  `json:"range"`
}

type wireRuleGroupEdit struct {
	ID        *int64          `json:"strategy_id"`
	Name      *string         `json:"strategy_name"`
	Admins    []string        `json:"admin_list"`
	Privilege map[string]bool `json:"privilege"`
	Add       []wireRuleNode  `json:"range_add"`
	Remove    []wireRuleNode  `json:"range_del"`
}

type wireRuleGroupID struct {
	ID *int64 `json:"strategy_id"`
}

type wireRuleGroupPage struct {
	ID     *int64  `json:"strategy_id"` // get_range only
	Cursor *string `json:"cursor"`
	Limit  *int64  `json:"limit"`
}

func (st *store) putRuleCursor(out *core.Object, next string) {
	if next != "" || st.sw.RuleGroupCursorEmpty {
		out.Put("next_cursor", next)
	}
}

func (k *ruleGroupKind) list(c *call, in *wireRuleGroupPage) (any, error) {
	if in.ID != nil {
		c.Report("strategy_id: unknown key")
	}
	found, next, err := k.of(c.store).Page(in.Limit, in.Cursor, 1000, 1000, false, func(g *RuleGroup) bool {
		return g.Owner == c.App.Name || c.store.sw.RuleGroupListAll
	})
	if err != nil {
		return nil, err
	}
	rows, out := []map[string]int64{}, &core.Object{}
	for _, g := range found {
		rows = append(rows, map[string]int64{"strategy_id": g.ID})
	}
	core.PutList(out, &c.store.Store, "strategy", rows, EmptyShown)
	c.store.putRuleCursor(out, next)
	return out, nil
}

func (k *ruleGroupKind) get(c *call, in *wireRuleGroupID) (any, error) {
	st := c.store
	g, err := k.of(st).Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	out := &core.Object{}
	out.Put("strategy_id", g.ID)
	if g.ParentID != 0 || !st.sw.RuleGroupParentAbsent {
		out.Put("parent_id", g.ParentID)
	}
	out.Put("strategy_name", g.Name)
	out.Put("create_time", g.CreateTime)
	admins := g.Admins
	if !st.sw.RuleGroupDepartedShown {
		admins, _ = st.living(admins, nil)
	}
	core.PutList(out, &st.Store, "admin_list", admins, EmptyShown)
	if g.ParentID == 0 || !st.sw.RuleGroupChildPrivilegeAbsent {
		rights := map[string]bool{}
		for _, key := range k.keys {
			if key != k.newest || !st.sw.RuleGroupNewKeyAbsent {
				rights[key] = !slices.Contains(k.top(st, g).Revoked, key)
			}
		}
		out.Put("privilege", rights)
	}
	return map[string]any{"strategy": out}, nil
}

// top is the group of the first level above g.
func (k *ruleGroupKind) top(st *store, g *RuleGroup) *RuleGroup {
	for above := g; above != nil; above = k.of(st).Get(above.ParentID) {
		g = above
	}
	return g
}

func (k *ruleGroupKind) getRange(c *call, in *wireRuleGroupPage) (any, error) {
	st := c.store
	g, err := k.of(st).Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	n, after, err := st.ReadPage(in.Limit, in.Cursor, 1000, 1000)
	if err != nil {
		return nil, err
	}
	users, departments := g.Users, g.Departments
	if !st.sw.RuleGroupDepartedShown {
		users, departments = st.living(users, departments)
	}
	var keys []string
	nodes := map[string]map[string]any{}
	for _, id := range users {
		key := "1/" + userKey(id)
		keys, nodes[key] = append(keys, key), map[string]any{"type": 1, "userid": id}
	}
	for _, id := range departments {
		key := fmt.Sprintf("2/%020d", id)
		keys, nodes[key] = append(keys, key), map[string]any{"type": 2, "partyid": id}
	}
	slices.Sort(keys)
	found, next := core.CutPage(keys, after, n)
	rows, out := []map[string]any{}, &core.Object{}
	for _, key := range found {
		rows = append(rows, nodes[key])
	}
	core.PutList(out, &st.Store, "range", rows, EmptyShown)
	st.putRuleCursor(out, next)
	return out, nil
}

func (k *ruleGroupKind) create(c *call, in *wireNewRuleGroup) (any, error) {
	k.look(c, in.Privilege)
	if c.Overlap && c.store.sw.RuleGroupConflicts {
		return nil, core.Fail(6000)
	}
	g, err := c.store.addRuleGroup(k, in, c.App)
	if err != nil {
		return nil, err
	}
	return map[string]int64{"strategy_id": g.ID}, nil
}

// look reports what a careful caller does not send: keys that are no privileges.
func (k *ruleGroupKind) look(c *call, privilege map[string]bool) {
	for _, key := range core.SortedKeys(privilege) {
		if !slices.Contains(k.keys, key) {
			c.Report("privilege.%s: unknown key", key)
		}
	}
}

func (k *ruleGroupKind) edit(c *call, in *wireRuleGroupEdit) (any, error) {
	k.look(c, in.Privilege)
	if c.Overlap && c.store.sw.RuleGroupConflicts {
		return nil, core.Fail(6000)
	}
	return nil, c.store.editRuleGroup(k, in, c.App)
}

func (k *ruleGroupKind) del(c *call, in *wireRuleGroupID) (any, error) {
	all := k.of(c.store)
	g, err := all.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	return nil, c.store.deleteRuleGroup(k, g)
}

// below are the groups right below one.
func (k *ruleGroupKind) below(st *store, id int64) []*RuleGroup {
	out := k.of(st).List(func(g *RuleGroup) bool { return g.ParentID == id })
	slices.SortFunc(out, func(a, b *RuleGroup) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func (st *store) deleteRuleGroup(k *ruleGroupKind, g *RuleGroup) error {
	for _, child := range k.below(st, g.ID) {
		switch st.sw.RuleGroupDeleteParent {
		case RuleGroupCascades:
			if err := st.deleteRuleGroup(k, child); err != nil {
				return err
			}
		case RuleGroupReparents:
			child.ParentID = g.ParentID
		default:
			return core.BadParameter("strategy_id")
		}
	}
	if k == customerRuleGroups {
		if err := st.dropRuleTags(g.ID); err != nil {
			return err
		}
	}
	k.of(st).Delete(g.ID)
	return nil
}

// nodesOf reads the nodes of a call. The key of the other type may be there and empty, as SDKs send it.
func (st *store) nodesOf(name string, in []wireRuleNode) (users []string, departments []int64, err error) {
	for _, n := range in {
		noUser := n.UserID == nil || *n.UserID == "" && !st.sw.RuleGroupNodeZeroRefused
		noParty := n.PartyID == nil || *n.PartyID == 0 && !st.sw.RuleGroupNodeZeroRefused
		switch {
		case n.Type != nil && *n.Type == 1 && strings.TrimSpace(text(n.UserID)) != "" && noParty:
			users = append(users, *n.UserID)
		case n.Type != nil && *n.Type == 2 && n.PartyID != nil && noUser:
			departments = append(departments, *n.PartyID)
		default:
			return nil, nil, core.BadParameter(name)
		}
	}
	return users, departments, nil
}
