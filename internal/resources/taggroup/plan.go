// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// operation is one operation on a group.
type operation struct {
	*kind.Run
	library
	noun string
}

func (o *operation) subject(m *model) string { return kind.Subject(o.noun, m) }

func (o *operation) warnAt(at, summary, format string, args ...any) {
	o.Diags.AddAttributeWarning(path.Root(at), summary, fmt.Sprintf(format, args...))
}

// plan resolves names, orders and ids of the tags, and says what a deletion costs. state is nil when the group is made.
func (o *operation) plan(plan, state, config *model, set func(path.Path, any)) {
	var prior map[string]tagModel
	var n notes
	if state != nil {
		prior, n = state.existing(o), kind.Recall[notes](o.Run, notesKey)
	}
	if config.Tags.IsUnknown() {
		if state != nil {
			o.warnHidden(plan, state)
		}
		return
	}
	planned, orphans := match(config.tags(o, o.Diags), prior, n)
	if o.Diags.HasError() {
		return
	}
	set(path.Root("tags"), mapOf(o, planned))
	if state == nil {
		return
	}
	o.sayDeleted(plan, state, prior, n.doomed(state, plan, prior, orphans), n)
	o.warnAdopted(state, prior, planned)
	o.warnExclusive(state, plan, planned, n)
}

// warnHidden tells that tags which are unknown as a whole may turn out to lack some that exist.
func (o *operation) warnHidden(plan, state *model) {
	outcome := "is deleted, and every customer who carries it loses it; WeCom's API cannot undo this. To see that first, apply the other resource alone (-target); " +
		"to rule it out, set deletion_protection = true in an apply before this one."
	if plan.DeletionProtection.ValueBool() {
		outcome = "would be deleted, which deletion_protection then refuses before anything is sent. To see that first, apply the other resource alone (-target)."
	}
	o.warnAt("tags", fmt.Sprintf("Changes of the tags of %s are not known yet", o.subject(state)),
		"`tags` depends on something that this very apply makes, so this plan cannot show what changes. A tag of %s whose key and name `tags` then turns out to lack %s",
		o.subject(state), outcome)
}

// sayDeleted warns of the tags that are deleted, and refuses that where the group is protected, in the state or by the
// plan. Tags that others added lose the protection with the plan that ends it: no plan could keep them for that one
// apply.
func (o *operation) sayDeleted(plan, state *model, prior map[string]tagModel, doomed []string, n notes) {
	var lost, kept []string
	declared := n.declared()
	for _, key := range doomed {
		id := prior[key].ID.ValueString()
		name := fmt.Sprintf("%q (%s)", prior[key].Name.ValueString(), id)
		lost = append(lost, name)
		if plan.DeletionProtection.ValueBool() || state.DeletionProtection.ValueBool() && declared[id] {
			kept = append(kept, name)
		}
	}
	const text = "from %s: %s. Every customer who carries such a tag loses it; WeCom's API cannot undo this.\n%s" +
		"To rename a tag instead, keep its key and change its name. To leave alone what others added to the group, set exclusive = false."
	switch {
	case len(kept) > 0:
		o.Diags.AddAttributeError(path.Root("tags"), "Deletion protection is on", fmt.Sprintf("This plan would delete "+text, o.subject(state), strings.Join(kept, ", "),
			"deletion_protection of the group is true, which protects its tags, too. If the deletion is meant, set deletion_protection = false, apply, and then plan again. "))
	case len(lost) > 0:
		o.warnAt("tags", fmt.Sprintf("Tags of %s will be lost", o.subject(state)), "This plan deletes "+text, o.subject(state), strings.Join(lost, ", "), "")
	}
}

func (o *operation) warnAdopted(state *model, prior, planned map[string]tagModel) {
	had := map[string]bool{}
	for _, t := range prior {
		had[t.ID.ValueString()] = true
	}
	for _, key := range sortedKeys(planned) {
		name, id := planned[key].Name.ValueString(), planned[key].ID.ValueString()
		if id != "" && !had[id] {
			o.warnAt("tags", fmt.Sprintf("Existing tag %q (%s) taken over", name, id),
				"%s holds a tag %q (%s) already, which was not declared so far. This plan takes it over as it is; from then on removing the line deletes it. "+
					"Choose another name to make a tag of your own.", o.subject(state), name, id)
		}
	}
}

// warnExclusive tells what exclusive = true will show next: nothing is deleted by the plan that switches it on, because
// that plan cannot show it.
func (o *operation) warnExclusive(state, plan *model, planned map[string]tagModel, n notes) {
	if state.Exclusive.ValueBool() || !plan.Exclusive.ValueBool() {
		return
	}
	declared := map[string]bool{}
	for _, t := range planned {
		declared[t.Name.ValueString()] = true
	}
	var names []string
	for _, t := range n.Undeclared {
		if !declared[t.Name] {
			names = append(names, fmt.Sprintf("%q", t.Name))
		}
	}
	if len(names) == 0 {
		return
	}
	slices.Sort(names)
	o.warnAt("exclusive", fmt.Sprintf("Undeclared tags of %s show in the next plan", o.subject(state)),
		"%s holds tags that nobody declared: %s. Applying this plan does not touch them; the plan after it shows them as to be removed.",
		o.subject(state), strings.Join(names, ", "))
}
