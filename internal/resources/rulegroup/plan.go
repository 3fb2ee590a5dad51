// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package rulegroup

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// known is what groups of a run know of each other. Terraform plans and changes a parent before the groups below it,
// because they refer to it.
type known struct {
	name   string
	parent int64 // 0 on the first level
	nodes  client.RuleRange
	ranged bool // nodes are known
}

// FirstLevel reports whether it has no parent; tags hang on such groups only.
func (k *known) FirstLevel() bool { return k.parent == 0 }

// tell leaves what m is, or in a plan is going to be.
func (t *tree) tell(r *kind.Run, m *model) {
	k := &known{name: m.Name.ValueString(), nodes: m.nodes(), ranged: m.ranged()}
	if parent := m.ParentID.Known(); parent != nil {
		k.parent = *parent
	}
	if id := m.ID.Known(); id != nil && !m.ParentID.IsUnknown() {
		r.Claims.Tell(t.key(*id), k)
	}
}

func (t *tree) told(r *kind.Run, id int64) *known {
	k, _ := r.Claims.Told(t.key(id)).(*known) // nil where nothing was told
	return k
}

// levels counts the levels down to the group of id, as far as they are known.
func (t *tree) levels(r *kind.Run, id int64) (n int) {
	for n = 1; n <= client.MaxRuleGroupDepth; n++ {
		k := t.told(r, id)
		if k == nil || k.parent == 0 {
			break
		}
		id = k.parent
	}
	return n
}

// outside are the nodes of r that are certainly not in the range of k: what a department covers is not known here.
func (k *known) outside(r client.RuleRange) client.RuleRange {
	if k == nil || !k.ranged || len(k.nodes.DepartmentIDs) > 0 {
		return client.RuleRange{}
	}
	return r.Without(k.nodes)
}

// refuse adds the errors about a parent as far as it is known, and reports whether there are any.
func (t *tree) refuse(r *kind.Run, m *model) bool {
	id := m.ParentID.Known()
	if id == nil {
		return false
	}
	if t.levels(r, *id) >= client.MaxRuleGroupDepth {
		r.Diags.AddAttributeError(path.Root("parent_id"), "Rule groups too deep",
			fmt.Sprintf("parent_id is %d, a group on level %d, and WeCom has %d levels of rule groups. Choose a group further up.", *id, client.MaxRuleGroupDepth, client.MaxRuleGroupDepth))
		return true
	}
	parent := t.told(r, *id)
	if out := parent.outside(m.nodes()); out.Size() > 0 {
		r.Diags.AddAttributeError(place(out), "Range goes beyond that of the parent", t.beyond(out, parent.name, *id)+
			" Add them there, in the same apply if you like, or take them out here.")
		return true
	}
	return false
}

// beyond says which nodes the range of a parent lacks.
func (t *tree) beyond(out client.RuleRange, parent string, id int64) string {
	return fmt.Sprintf("The range of a group lies within that of the group above it, and %s is not in the range of %s %q (%d).", describe(out), t.noun, parent, id)
}

// plan says which privileges there are going to be, holds range and depth against the parent, and tells what shrinking
// a range may take.
func (t *tree) plan(r *kind.Run, c *kind.Change[model]) {
	below := !c.Plan.ParentID.IsNull()
	switch at := path.Root("privileges"); {
	case below && !c.Config.Privileges.IsNull():
		// A parent that is not known yet is one that this apply makes.
		refusePrivileges(r.Diags)
		return
	case below && c.State != nil:
		c.Set(at, c.State.Privileges)
	case !below && c.State != nil:
		c.Set(at, t.planned(r, c.Plan.Privileges, c.Config.Privileges, c.State.Privileges))
	case !below && c.Config.Privileges.IsNull():
		c.Set(at, t.objectOf(t.complete(nil)))
	}
	if t.refuse(r, c.Plan) {
		return
	}
	t.tell(r, c.Plan)
	if c.State == nil || !c.Plan.ranged() || t.levels(r, c.State.ID.ValueInt64()) >= client.MaxRuleGroupDepth {
		return
	}
	if gone := c.State.nodes().Without(c.Plan.nodes()); gone.Size() > 0 {
		c.Warn(place(gone), fmt.Sprintf("Range of %s shrinks", kind.Subject(t.noun, c.State)),
			fmt.Sprintf("This plan takes %s out of the range. Terraform changes a group before those below it, and WeCom may refuse to shrink a range while a lower "+
				"group has what is taken away (errcode 60030). If one has, it takes two applies: first one that narrows the lower groups, then one that narrows this one.",
				describe(gone)))
	}
}

// planned are the privileges of a group of the first level that exists: as configured, else all, but for those that
// neither the configuration names nor WeCom shows, as older deployments may not show a newer one.
func (t *tree) planned(ctx context.Context, plan, config, state types.Object) types.Object {
	if plan.IsUnknown() && config.IsUnknown() {
		return plan
	}
	values, shown := map[string]attr.Value{}, false
	for _, r := range t.rights {
		v, ok := config.Attributes()[r.name]
		was, known := state.Attributes()[r.name]
		switch {
		case ok && !v.IsNull():
			values[r.name] = v
		case !known || was.IsNull():
			values[r.name] = types.BoolNull()
		default:
			values[r.name] = types.BoolValue(true)
		}
		shown = shown || !values[r.name].IsNull()
	}
	if !shown && config.IsNull() {
		return t.objectOf(nil)
	}
	return types.ObjectValueMust(t.objectOf(nil).AttributeTypes(ctx), values)
}

// children names the groups below one that have nodes of gone; of departments only those that are named.
func children(all []*client.RuleGroup, gone client.RuleRange) string {
	var out []string
	for _, g := range all {
		if has := gone.Without(gone.Without(g.Range)); has.Size() > 0 || gone.Size() == 0 {
			text := fmt.Sprintf("%q (%d)", g.Name, g.ID)
			if has.Size() > 0 {
				text += " has " + describe(has)
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}
