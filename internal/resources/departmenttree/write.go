// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Create makes the tree. Once something was made, a failure is a warning: an error would have Terraform destroy the
// tree in the next apply.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	defer r.Claims.Begin()()
	k := newKnown("", nil, notes{})
	w := r.apply(ctx, k, &plan, plan.ParentID, &resp.Diagnostics)
	if w == nil || resp.Diagnostics.HasError() {
		return
	}
	if w.wrote == 0 && len(w.failures) > 0 {
		w.report(&resp.Diagnostics)
		return
	}
	if len(w.failures) > 0 {
		var failures diag.Diagnostics
		w.report(&failures)
		resp.Diagnostics.AddWarning("Department tree created in part: "+plan.subject(),
			fmt.Sprintf("%d of %d departments are not in place; their ids are null until they are. What was done is recorded. "+
				"Apply again: the plan adds the rest.", w.left(), len(w.jobs)))
		for _, f := range failures {
			resp.Diagnostics.AddWarning(f.Summary(), f.Detail())
		}
	}
	plan.ID = plan.ParentID.Int64Value
	plan.IDs = w.idsOrNull(&plan)
	n := notes{IDs: w.ids(), Ignored: r.ignored(ctx, w, &resp.Diagnostics), Gone: w.unmade()}
	if !plan.Exclusive.ValueBool() {
		v := newKnown(plan.Departments.ValueString(), n.IDs, notes{}).observe(w.parentID, w.corp.list(), false)
		r.warn(&view{strangers: v.strangers, strangerIDs: v.strangerIDs}, w.parentID, false, &resp.Diagnostics)
		n.Undeclared = v.strangerIDs
	}
	n.save(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	shared.SetIdentity(ctx, resp.Identity, r.identity(plan.ParentID.Int64Value), &resp.Diagnostics)
	r.RememberCorp(ctx, resp.Private, &resp.Diagnostics)
	shared.RememberMade(ctx, resp.Private, &resp.Diagnostics)
}

// Update brings the tree to what is declared, and on a failure records what is there now.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	defer r.Claims.Begin()()
	k := state.known(loadNotes(ctx, req.Private, &resp.Diagnostics))
	w := r.apply(ctx, k, &plan, state.ParentID, &resp.Diagnostics)
	if w == nil || resp.Diagnostics.HasError() {
		return
	}
	plan.ID = plan.ParentID.Int64Value
	n := notes{IDs: w.ids(), Ignored: k.Ignored, Leaving: w.leaving}
	if w.wrote == 0 {
		w.was = k.Was // the changes of the apply before may still not show
	}
	if w.sentNameEN {
		n.Ignored = r.ignored(ctx, w, &resp.Diagnostics)
	}
	w.report(&resp.Diagnostics)
	if len(w.failures) > 0 {
		n = w.partial(k, &plan, n.Ignored)
	} else {
		plan.IDs = w.idsOrNull(&plan)
	}
	n.Was, n.Undeclared = w.was, k.Undeclared
	if !plan.Exclusive.ValueBool() {
		n.Undeclared = append(n.Undeclared, k.Found...) // the state has shown them until now
	}
	n.save(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	shared.SetIdentity(ctx, resp.Identity, r.identity(plan.ParentID.Int64Value), &resp.Diagnostics)
	if w.wrote > 0 {
		shared.RememberMade(ctx, resp.Private, &resp.Diagnostics)
	}
}

// Delete deletes what was declared, children first.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	defer r.Claims.Begin()()
	if state.DeletionProtection.ValueBool() && state.protected("").Refuse(&resp.Diagnostics, "destroy", "") {
		return
	}
	until := r.Emptying(ctx, state.Timeouts, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	k := state.known(loadNotes(ctx, req.Private, &resp.Diagnostics))
	w := newRun(r, state.ParentID.ValueInt64(), k.corp(state.ParentID.ValueInt64()), nil, until)
	for _, id := range k.own() {
		w.remove[id] = k.key(id)
	}
	total := len(w.remove)
	w.deleteAll(ctx)
	if w.report(&resp.Diagnostics); len(w.failures) == 0 || w.wrote == 0 {
		return
	}
	// What is left stays in the state, so that the next destroy goes on.
	resp.Diagnostics.AddWarning("Department tree destroyed in part", fmt.Sprintf("%d of %d departments are left.", len(w.remove), total))
	n, v := k.notes, k.without(w)
	state.show(v, &document{})
	n.IDs = v.ids
	n.save(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// without is the state after some of it was deleted.
func (k *known) without(w *run) *view {
	v := &view{doc: &document{}, ids: map[string]int64{}}
	own := map[int64]bool{}
	for _, id := range k.own() {
		own[id] = true
	}
	for path, id := range k.ids {
		if w.remove[id] == "" && own[id] {
			continue
		}
		v.ids[path] = id
		if e := k.entry(id); e != nil {
			v.doc.entries = append(v.doc.entries, *e)
		}
	}
	v.doc.sort()
	return v
}

// corp is the tree as the state tells it.
func (k *known) corp(parentID int64) *corp {
	c := newCorp(nil)
	for _, id := range k.sorted() {
		c.put(k.department(id, parentID))
	}
	return c
}

// department is what the state tells of one department.
func (k *known) department(id, parentID int64) client.Department {
	parent, _, _ := splitPath(k.path[id])
	_, name, _ := splitPath(k.key(id))
	d := client.Department{ID: id, Name: name, ParentID: parentID}
	if parent != "" {
		d.ParentID = k.ids[parent]
	}
	if out, ok := k.Outside[id]; ok {
		d.ParentID = out
	}
	if e := k.entry(id); e != nil {
		if e.nameEN != nil {
			d.NameEN = *e.nameEN
		}
		if e.order != nil {
			d.Order = *e.order
		}
	}
	return d
}

// apply does what the plan says. It returns nil with an error, and with nothing written, when it must not begin.
func (r *Resource) apply(ctx context.Context, k *known, plan *model, was field.Whole, diags *diag.Diagnostics) *run {
	doc := plan.parse(diags)
	if doc == nil {
		return nil
	}
	targets, problems := k.match(doc)
	if report(diags, problems); len(problems) > 0 {
		return nil
	}
	until := r.Emptying(ctx, plan.Timeouts, diags)
	if diags.HasError() {
		return nil
	}
	c := k.compare(targets, plan.Exclusive.ValueBool())
	remove, leaving := map[int64]string{}, map[int64]string{}
	for _, id := range c.remove {
		if slices.Contains(k.Delete, id) {
			remove[id] = k.key(id)
		} else { // the plan could not announce it: the next one does
			leaving[id] = k.path[id]
		}
	}
	parentID := plan.ParentID.ValueInt64()
	if len(remove) == 0 && plan.ParentID.Equal(was) && !slices.ContainsFunc(targets, func(t target) bool { return !k.asDeclared(t) }) {
		w := newRun(r, parentID, k.corp(parentID), targets, until)
		for _, j := range w.jobs {
			j.progress = done
		}
		w.leaving = leaving
		w.adopt(w.recognise(k.found))
		return w // only Terraform's own settings, or the text, change
	}
	var now *corp
	// The department that the tree hangs below may be one that another operation of the same apply makes.
	err := r.Arrives(ctx, shared.Missing{Absent: isMissing, Try: func() (err error) {
		now, err = r.now(ctx, k, targets, parentID, was.ValueInt64())
		return err
	}})
	if err != nil {
		shared.Diag(diags, shared.Failure{Op: "read", Noun: "department tree", Subject: plan.subject(), Err: err}.MissingDepartment(parentID))
		return nil
	}
	w := newRun(r, parentID, now, targets, until)
	w.remove, w.leaving = remove, leaving
	ours := w.recognise(k.found)
	if w.refuseTaken(len(k.ids) > 0, diags) {
		return nil
	}
	w.adopt(ours)
	// Without the baseline a lost answer cannot be told from a twin that was there before; the client then says so
	// instead of guessing.
	if slices.ContainsFunc(w.jobs, func(j *job) bool { return j.id == 0 }) {
		w.before, _ = r.Client.Departments.Baseline(ctx)
	}
	w.do(ctx)
	if len(w.complaints) > 0 {
		diags.AddWarning("Departments created, but WeCom complained: "+plan.subject(),
			"The next plan shows what WeCom did not take over.\n\n"+joinLines(w.complaints))
	}
	return w
}

func isMissing(err error) bool { return errors.Is(err, client.ErrNotFound) }

// now reads the tree as it is, the whole corp where departments come from elsewhere. What a list that lags or shows ids
// only leaves open is taken from the state.
func (r *Resource) now(ctx context.Context, k *known, targets []target, parentID, was int64) (*corp, error) {
	whole := parentID != was || len(k.Outside) > 0 || slices.ContainsFunc(targets, func(t target) bool { return t.tracked == 0 && t.id != nil })
	all, err := r.Subtree(ctx, parentID)
	if err == nil && whole && parentID != rootID {
		var corp []client.Department
		if corp, err = r.Client.Departments.List(ctx, nil); err == nil {
			all = corp
		}
	}
	if err != nil && !(errors.Is(err, client.ErrNotFound) && len(targets) == 0) {
		return nil, err
	}
	c := newCorp(all)
	for _, id := range k.sorted() {
		d, seen := k.department(id, was), c.byID[id]
		if seen != nil {
			d.ParentID, d.Order = seen.ParentID, seen.Order
		}
		if seen == nil || seen.IDsOnly {
			c.put(d)
		}
	}
	return c, nil
}

// partial is the state of an update that failed: what is there now, under the paths that are declared now.
func (w *run) partial(was *known, plan *model, ignored map[int64]string) notes {
	k := newKnown(plan.Departments.ValueString(), w.ids(), notes{Ignored: ignored, Leaving: map[int64]string{}})
	for id, path := range w.remove {
		k.Leaving[id] = path
	}
	for id, path := range w.leaving {
		k.Leaving[id] = path
	}
	for id, path := range k.Leaving {
		if e := was.entry(id); e != nil && k.doc.byPath[path] == nil {
			left := *e
			left.path = path
			k.doc.byPath[path] = &left
		}
	}
	v := k.observe(w.parentID, w.corp.list(), false)
	elsewhere := map[int64]client.Department{}
	for _, id := range v.missing {
		if d := w.corp.byID[id]; d != nil {
			elsewhere[id] = *d
		}
	}
	v.place(k, elsewhere)
	plan.show(&v, k.doc)
	v.notes.Gone = w.unmade()
	return v.notes
}

// unmade are the declared paths that have no department yet. They are no news to the next plan, which would take their
// moved_from for a mistake.
func (w *run) unmade() (paths []string) {
	for _, j := range w.jobs {
		if j.id == 0 {
			paths = append(paths, j.path)
		}
	}
	return paths
}

// ids are the ids of the declared departments that exist.
func (w *run) ids() map[string]int64 {
	ids := make(map[string]int64, len(w.jobs))
	for _, j := range w.jobs {
		if j.id != 0 && w.corp.byID[j.id] != nil {
			ids[j.path] = j.id
		}
	}
	return ids
}

// idsOrNull are the ids that the state shows, null where there is no department.
func (w *run) idsOrNull(m *model) types.Map {
	elements := make(map[string]attr.Value)
	shown := m.shown()
	for _, j := range w.jobs {
		if !shown(j.path) {
			continue
		}
		elements[j.path] = types.Int64Null()
		if j.id != 0 {
			elements[j.path] = types.Int64Value(j.id)
		}
	}
	return types.MapValueMust(types.Int64Type, elements)
}

// report adds the failures as errors.
func (w *run) report(diags *diag.Diagnostics) {
	for i, f := range w.failures {
		if i == failuresShown {
			break
		}
		shared.Diag(diags, f)
	}
	if n := len(w.failures); n > failuresShown || n > 0 && w.left() > n {
		diags.AddError("Department tree not finished",
			fmt.Sprintf("%d departments are not as declared. What was done is recorded; apply again to go on.", w.left()))
	}
}

// ignored finds the English names that WeCom reads back as "" (doc 90205).
func (r *Resource) ignored(ctx context.Context, w *run, diags *diag.Diagnostics) map[int64]string {
	if !w.sentNameEN {
		return nil
	}
	all, err := r.Client.Departments.List(ctx, &w.parentID)
	if err != nil {
		return nil // the next refresh sees what is kept
	}
	out, v := map[int64]string{}, &view{}
	for _, d := range all {
		if j := w.byID[d.ID]; j != nil && j.nameEN != nil && d.NameEN == "" && !d.IDsOnly {
			out[d.ID] = *j.nameEN
			v.ignored = append(v.ignored, j.path)
		}
	}
	r.warn(v, w.parentID, true, diags)
	return out
}
