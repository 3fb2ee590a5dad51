// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package rulegroup

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// vague are the codes with which WeCom may refuse what a request names (docs 94883 and 94890 name none): which member,
// department or group it is, no answer says.
var vague = []int{60030, 60011, 40058, 40063, 40035, 48002}

// explain tells of a refusal what looking can tell.
func (t *tree) explain(r *kind.Run, m *model, f *shared.Failure) {
	switch {
	case f.Op == "delete" && slices.Contains(vague, shared.Code(f.Err)):
		t.explainDelete(r, m, f)
	case f.Op == "create" || f.Op == "update":
		t.explainRange(r, m, client.RuleRange{}, f)
	case f.Op == "read" && errors.Is(f.Err, client.ErrNotFound): // by a data source or an import
		f.Reason = "this app has no " + t.noun + " of this id: it was deleted, or another app or the console made it, which WeCom does not tell apart"
		f.NextStep = fmt.Sprintf("List the groups of this app with the data source %ss, or use the `secret` of the app that made it.", t.typeName)
	}
}

// explainRange tells whether the parent, a lower group or a member is the likely reason; gone are the nodes that were
// to be taken away.
func (t *tree) explainRange(r *kind.Run, m *model, gone client.RuleRange, f *shared.Failure) {
	if !slices.Contains(vague, shared.Code(f.Err)) || errors.Is(f.Err, client.ErrNotFound) || errors.Is(f.Err, client.ErrOutcomeUnknown) {
		return
	}
	done, hint := t.explainParent(r, m, f)
	if done {
		return
	}
	if below, err := t.service(r.Client).Below(r, m.ID.ValueInt64()); gone.Size() > 0 && err == nil {
		if names := children(below, gone); names != "" {
			f.Reason = "groups below it still have what is taken away: " + names
			f.NextStep = "It takes two applies: first one that narrows the groups below, then one that narrows this one."
			return
		}
	}
	if shared.Code(f.Err) == 48002 { // of what is left, the credential is the reason
		return
	}
	ids := append(m.AdminUserIDs.Strings(), m.UserIDs.Strings()...)
	kind.Suspects(r, f, "admin_user_ids and user_ids", ids, false)
	const admins = "admin_user_ids must not name a super administrator (超级管理员): WeCom does not take one as admin, and its API does not tell who is one."
	if f.NextStep == "" {
		f.NextStep = shared.Advice(f.Err)
	}
	f.NextStep = strings.TrimSpace(strings.Join([]string{hint, admins, f.NextStep}, "\n"))
}

// explainParent looks at the groups above, and reports whether they are certainly the reason; hint is what they may be.
func (t *tree) explainParent(r *kind.Run, m *model, f *shared.Failure) (done bool, hint string) {
	id := m.ParentID.Known()
	if id == nil {
		return false, ""
	}
	parent, err := t.service(r.Client).Get(r, *id)
	switch {
	case errors.Is(err, client.ErrNotFound):
		f.Reason = fmt.Sprintf("this app has no %s %d, its parent_id: it was deleted, or another app or the console made it", t.noun, *id)
		f.NextStep = fmt.Sprintf("Correct parent_id. The data source %ss lists the groups of this app.", t.typeName)
		return true, ""
	case err != nil:
		return false, ""
	}
	level := 1
	for up := parent; up.ParentID != 0 && level <= client.MaxRuleGroupDepth; level++ {
		if up, err = t.service(r.Client).Get(r, up.ParentID); err != nil {
			break
		}
	}
	if level >= client.MaxRuleGroupDepth {
		f.Reason = fmt.Sprintf("parent_id is %d, a group on level %d, and WeCom has %d levels of rule groups", *id, level, client.MaxRuleGroupDepth)
		f.NextStep = "Choose a group further up."
		return true, ""
	}
	out := m.nodes().Without(parent.Range)
	switch {
	case out.Size() == 0 || slices.Contains(parent.Range.DepartmentIDs, 1):
		return false, ""
	case len(parent.Range.DepartmentIDs) == 0:
		f.Reason, f.NextStep = t.beyond(out, parent.Name, parent.ID), "Add them there, or take them out here."
		return true, ""
	}
	return false, fmt.Sprintf("The range of a group lies within that of the group above it, and %s %q (%d) does not name %s: add to its range those whom none of its "+
		"departments covers, or take them out here.", t.noun, parent.Name, parent.ID, describe(out))
}

// explainDelete tells of the groups below.
func (t *tree) explainDelete(r *kind.Run, m *model, f *shared.Failure) {
	below, err := t.service(r.Client).Below(r, m.ID.ValueInt64())
	if names := children(below, client.RuleRange{}); err == nil && names != "" {
		f.Reason = "there are groups below it: " + names
		f.NextStep = "Delete those first: import them, or delete them in the console (" + t.console + ")."
		return
	}
	f.NextStep = "Perhaps an admin made groups below it (设置下级管理规则), which the app does not see: look in the console, delete them there, and apply again.\nConsole: " + t.console
}
