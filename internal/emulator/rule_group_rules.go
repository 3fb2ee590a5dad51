// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// maxRuleGroupName is that of RuleGroupNames30: the pages name no limit.
const maxRuleGroupName = 30

// checkRuleGroup is what every stored group obeys.
func (st *store) checkRuleGroup(k *ruleGroupKind, g *RuleGroup) error {
	if g.CreateTime == 0 {
		g.CreateTime = st.Now().Unix()
	}
	switch {
	case g.Name == "":
		return core.TooShort("strategy_name", 1)
	case st.sw.RuleGroupNames30 && core.Chars(g.Name) > maxRuleGroupName:
		return core.TooLong("strategy_name", maxRuleGroupName)
	case len(g.Admins) > maxRuleAdmins:
		return core.BadParameter("admin_list")
	case len(g.Users)+len(g.Departments) > maxRuleGroupNodes:
		return core.BadParameter("range")
	}
	for _, key := range g.Revoked {
		if i := slices.Index(k.keys, key); i < k.basic {
			return core.BadParameter("privilege")
		}
	}
	levels := 1
	for id := g.ParentID; id != 0; levels++ {
		above, err := k.of(st).Find(id)
		if err != nil {
			return err
		}
		if id = above.ParentID; levels >= maxRuleGroupDepth {
			return core.BadParameter("parent_id")
		}
	}
	return nil
}

// checkRuleMembers looks at admins and at nodes that are added: they exist, the app sees them, and they have 客户联系
// (Unknown 7).
func (st *store) checkRuleMembers(app *App, users []string, departments []int64) error {
	sc := st.scopeOf(app)
	for _, id := range users {
		if st.member(id) == nil {
			return st.unknownUser(id)
		}
	}
	for _, id := range departments {
		if !st.departments.Has(id) {
			return st.unknownParty()
		}
	}
	out := func(m *Member) bool { return !sc.member(m) || !m.CustomerContact }
	if st.sw.RuleGroupInvisible != RuleGroupInvisibleAllowed &&
		(slices.ContainsFunc(users, func(id string) bool { return out(st.member(id)) }) ||
			slices.ContainsFunc(departments, func(id int64) bool { return !sc.department(id) })) {
		if st.sw.RuleGroupInvisible == "60011" {
			return core.Fail(60011)
		}
		return core.Fail(60030)
	}
	return nil
}

// checkRuleAdmins: 1 to 20, none of them a super administrator, as which the creator of the corp stands here.
func (st *store) checkRuleAdmins(app *App, admins []string) error {
	if len(admins) > maxRuleAdmins {
		return core.FailText(40058, "field `admin_list` expect array size in [1, %d]. invalid Request Parameter", maxRuleAdmins)
	}
	if err := st.checkRuleMembers(app, admins, nil); err != nil {
		return err
	}
	if slices.ContainsFunc(admins, func(id string) bool { return st.member(id).Creator }) {
		return refusedAs(st.sw.RuleGroupSuperAdmin, "admin_list")
	}
	return nil
}

// contains reports whether the range of g covers a member or, with user "", a department (Unknown 8).
func (st *store) contains(g *RuleGroup, user string, department int64) bool {
	within := func(of int64) bool {
		return slices.ContainsFunc(g.Departments, func(id int64) bool {
			return id == of || !st.sw.RuleGroupDepartmentsAlone && st.departments.Has(id) && slices.Contains(st.subtree(id), of)
		})
	}
	if user == "" {
		return within(department)
	}
	m := st.member(user)
	return userSet(g.Users)[userKey(user)] || m != nil && slices.ContainsFunc(m.Departments, func(p Membership) bool { return within(p.Department) })
}

// outside reports whether a range goes beyond that of g.
func (st *store) outside(g *RuleGroup, users []string, departments []int64) bool {
	return slices.ContainsFunc(users, func(id string) bool { return !st.contains(g, id, 0) }) ||
		slices.ContainsFunc(departments, func(id int64) bool { return !st.contains(g, "", id) })
}

func (st *store) ruleNodeLimit(k *ruleGroupKind, add, remove int) error {
	over := add+remove > maxCallNodes
	if st.sw.RuleGroupNodesApart {
		over = max(add, remove) > maxCallNodes
	}
	if over && !(k == momentRuleGroups && st.sw.MomentNodesUnlimited) {
		return core.FailText(40058, "field `range` expect array size in [1, %d]. invalid Request Parameter", maxCallNodes)
	}
	return nil
}

// revoked are the privileges that what was sent takes away; had are those that were away before.
func (st *store) revoked(k *ruleGroupKind, sent map[string]bool, had []string, edit bool) ([]string, error) {
	var out []string
	for i, key := range k.keys {
		on, named := sent[key]
		switch {
		case i < k.basic && named && !on && st.sw.RuleGroupBaseRefused:
			return nil, core.BadParameter("privilege." + key)
		case i < k.basic:
		case named && !on, !named && edit && st.sw.RuleGroupPartial == RuleGroupPartialFalse:
			out = append(out, key)
		case !named && edit && st.sw.RuleGroupPartial == RuleGroupPartialKept && slices.Contains(had, key):
			out = append(out, key)
		}
	}
	return out, nil
}

func (st *store) addRuleGroup(k *ruleGroupKind, in *wireNewRuleGroup, app *App) (*RuleGroup, error) {
	if in.Name == nil {
		return nil, st.missingName("strategy_name")
	}
	users, departments, err := st.nodesOf("range", in.Range)
	switch {
	case err != nil:
		return nil, err
	case len(in.Admins) == 0 && !st.sw.RuleGroupEmptyCreate:
		return nil, st.emptyParameter("admin_list")
	case len(in.Range) == 0 && !st.sw.RuleGroupEmptyCreate:
		return nil, st.emptyParameter("range")
	}
	if err := st.ruleNodeLimit(k, len(in.Range), 0); err != nil {
		return nil, err
	}
	g := RuleGroup{
		Name: *in.Name, Admins: st.canonical(in.Admins), Users: st.canonical(users), Departments: core.Distinct(departments),
		CreateTime: st.Now().Unix(), Owner: app.Name,
	}
	core.Lay(&g.ParentID, in.ParentID)
	if err := st.checkRuleAdmins(app, in.Admins); err != nil {
		return nil, err
	}
	if err := st.checkRuleMembers(app, users, departments); err != nil {
		return nil, err
	}
	if g.ParentID != 0 {
		parent, err := k.of(st).Own(&g.ParentID, app)
		if err != nil {
			return nil, err
		}
		if st.outside(parent, users, departments) {
			return nil, core.Fail(60030)
		}
	} else if g.Revoked, err = st.revoked(k, in.Privilege, nil, false); err != nil {
		return nil, err
	}
	if err := st.checkRuleGroup(k, &g); err != nil {
		return nil, err
	}
	return k.of(st).Add(g)
}

func (st *store) editRuleGroup(k *ruleGroupKind, in *wireRuleGroupEdit, app *App) error {
	old, err := k.of(st).Own(in.ID, app)
	if err != nil {
		return err
	}
	g := core.Copy(*old)
	core.Lay(&g.Name, in.Name)
	if len(in.Admins) > 0 {
		if err := st.checkRuleAdmins(app, in.Admins); err != nil {
			return err
		}
		g.Admins = st.canonical(in.Admins)
	}
	if (len(in.Privilege) > 0 || in.Privilege != nil && st.sw.RuleGroupEmptyPrivilegeResets) && g.ParentID == 0 {
		if g.Revoked, err = st.revoked(k, in.Privilege, g.Revoked, true); err != nil {
			return err
		}
	}
	if err := st.editRuleRange(k, &g, in, app); err != nil {
		return err
	}
	if err := st.checkRuleGroup(k, &g); err != nil {
		return err
	}
	return k.of(st).Replace(old, g)
}

// editRuleRange adds and removes nodes. Nodes that are gone may be removed.
func (st *store) editRuleRange(k *ruleGroupKind, g *RuleGroup, in *wireRuleGroupEdit, app *App) error {
	addUsers, addDepartments, err := st.nodesOf("range_add", in.Add)
	if err != nil {
		return err
	}
	delUsers, delDepartments, err := st.nodesOf("range_del", in.Remove)
	if err != nil {
		return err
	}
	if err := st.ruleNodeLimit(k, len(in.Add), len(in.Remove)); err != nil {
		return err
	}
	if err := st.checkRuleMembers(app, addUsers, addDepartments); err != nil {
		return err
	}
	if parent := k.of(st).Get(g.ParentID); parent != nil && st.outside(parent, addUsers, addDepartments) {
		return core.Fail(60030)
	}
	had, out := userSet(g.Users), userSet(delUsers)
	same := slices.ContainsFunc(addUsers, func(id string) bool { return out[userKey(id)] }) ||
		slices.ContainsFunc(addDepartments, func(id int64) bool { return slices.Contains(delDepartments, id) })
	noop := slices.ContainsFunc(addUsers, func(id string) bool { return had[userKey(id)] }) ||
		slices.ContainsFunc(addDepartments, func(id int64) bool { return slices.Contains(g.Departments, id) }) ||
		slices.ContainsFunc(delUsers, func(id string) bool { return !had[userKey(id)] }) ||
		slices.ContainsFunc(delDepartments, func(id int64) bool { return !slices.Contains(g.Departments, id) })
	if same || noop && st.sw.RuleGroupNoopRefused { // assumed: the pages are silent on a node in both lists
		return core.BadParameter("range_add")
	}
	g.Users = slices.DeleteFunc(st.canonical(slices.Concat(g.Users, addUsers)), func(id string) bool { return out[userKey(id)] })
	g.Departments = slices.DeleteFunc(core.Distinct(slices.Concat(g.Departments, addDepartments)), func(id int64) bool { return slices.Contains(delDepartments, id) })
	if len(in.Remove) == 0 {
		return nil
	}
	if users, departments := st.living(g.Users, g.Departments); len(users)+len(departments) == 0 && !st.sw.RuleGroupLastNodeRemovable {
		return core.BadParameter("range_del")
	}
	return st.shrink(k, g)
}

// shrink is what a range that became smaller does to the groups below: the pages are silent.
func (st *store) shrink(k *ruleGroupKind, g *RuleGroup) error {
	for _, child := range k.below(st, g.ID) {
		users, departments := st.living(child.Users, child.Departments)
		if !st.outside(g, users, departments) {
			continue
		}
		switch st.sw.RuleGroupShrink {
		case RuleGroupShrinkKept:
		case RuleGroupShrinkCut:
			child.Users = slices.DeleteFunc(child.Users, func(id string) bool { return !st.contains(g, id, 0) })
			child.Departments = slices.DeleteFunc(child.Departments, func(id int64) bool { return !st.contains(g, "", id) })
			if err := st.shrink(k, child); err != nil {
				return err
			}
		default:
			return core.Fail(60030)
		}
	}
	return nil
}
