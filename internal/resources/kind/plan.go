// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ModifyPlan refuses to destroy or replace what is protected, says what dies, replaces only for what WeCom cannot
// change, and lets the noun complete the plan.
func (r *managed[M, O]) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state, plan, config M
	made := req.State.Raw.IsNull()
	if !made {
		if !r.layout(ctx).load(ctx, req.State.Raw, &state, &resp.Diagnostics) {
			return
		}
		if r.Recorded != nil {
			r.Configured.Recorded(func(c *client.Client) { r.Kind.Recorded(c, of(&state).objectID(), time.Time{}) })
		}
		r.ours(&state)
		r.Claims.Planned()
	}
	if req.Plan.Raw.IsNull() {
		if r.cannot(&state, "destroy", &resp.Diagnostics) || r.refuseProtected(&resp.Diagnostics, of(&state).protected(), "destroy", &state) {
			return
		}
		if r.succeeded(ctx, &state, req.Private, &resp.Diagnostics) || r.twice(ctx, &state, true, req.Private, &resp.Diagnostics) {
			return
		}
		r.warnLost(&state, &resp.Diagnostics)
		r.warnStays(&state, "Destroying %s takes it out of the state and sends nothing: WeCom has no call that deletes it.", nil, &resp.Diagnostics)
		r.dies(ctx, &state, req.Private, &resp.Diagnostics)
		r.ahead(ctx, &state, &resp.Diagnostics)
		return
	}
	if !made && r.twice(ctx, &state, false, req.Private, &resp.Diagnostics) {
		return
	}
	if !made && r.settled(&state) && !of(&state).protected() && req.Plan.Raw.Equal(req.State.Raw) {
		shared.ForgetNote(ctx, resp.Private, &resp.Diagnostics)
		return // the usual case of a refresh of a whole corp
	}
	if !r.layout(ctx).load(ctx, req.Plan.Raw, &plan, &resp.Diagnostics) || !r.layout(ctx).load(ctx, req.Config.Raw, &config, &resp.Diagnostics) {
		return
	}
	run := r.run(ctx, "plan", &resp.Diagnostics)
	run.Prior, run.Private = req.Private, resp.Private
	change := &Change[M]{Plan: &plan, Config: &config}
	change.Set = func(at path.Path, value any) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, at, value)...)
	}
	change.Warn = func(at path.Path, summary, text string) { resp.Diagnostics.AddAttributeWarning(at, summary, text) }
	change.Refuse = func(at path.Path, summary, text string) { resp.Diagnostics.AddAttributeError(at, summary, text) }
	if made {
		if shared.RefuseSuccessor(ctx, req.Private, resp.Private, &resp.Diagnostics) {
			return
		}
		if r.Plan != nil {
			r.Plan(run, change)
		}
		r.ahead(ctx, &plan, &resp.Diagnostics)
		r.foresee(ctx, &plan, true, req.Plan.Raw, req.State.Raw, &resp.Diagnostics)
		if id := of(&plan).objectID(); id != "" {
			r.Claims.Comes(r.keyOf(id))
		}
		if r.Adopts != nil && !resp.Diagnostics.HasError() {
			r.planAdopted(run, change)
		}
		return
	}
	change.State = &state
	replacing := r.replaced(req)
	protected := of(&state).protected() || of(&plan).protected()
	if protected {
		r.protectedAs(&state).LeaveNote(ctx, resp.Private, &resp.Diagnostics)
	} else {
		shared.ForgetNote(ctx, resp.Private, &resp.Diagnostics)
	}
	if len(replacing) > 0 {
		if r.replace(&state, protected, replacing, req, resp) {
			r.dies(ctx, &state, req.Private, &resp.Diagnostics)
			r.ahead(ctx, &state, &resp.Diagnostics)
		}
		return
	}
	if r.Plan != nil {
		r.Plan(run, change)
	}
	r.warnUnseen(&state, req, &resp.Diagnostics)
	if writes(req) {
		r.ahead(ctx, &state, &resp.Diagnostics)
		r.foresee(ctx, &plan, false, req.Plan.Raw, req.State.Raw, &resp.Diagnostics)
	}
}

// twice refuses a plan that destroys the object at one address and keeps it at another: an import block beside the old
// block is taken for a move by many. What a destroy leaves as it is, and what a parent has one of, may be so.
func (r *managed[M, O]) twice(ctx context.Context, state *M, dies bool, private shared.PrivateState, diags *diag.Diagnostics) bool {
	id := of(state).objectID()
	if id == "" || r.TakesOver != nil || r.Forgets != nil || r.Spares != nil && r.Spares(state) || !r.Claims.Fated(r.fateKey(id), shared.Since(ctx, private), dies) {
		return false
	}
	diags.AddError(shared.Twice(r.SubjectOf(state)))
	return true
}

// fateKey is the key of an object for its fate; ids that differ in case may be other objects.
func (k *Kind[M, O]) fateKey(id string) string {
	return strings.TrimPrefix(k.Type, "wecom_") + "/" + id
}

func (k *Kind[M, O]) settled(state *M) bool {
	return k.Plan == nil || k.Settled != nil && k.Settled(state)
}

// warnUnseen says of sets, maps and lists of which nothing is known yet that the plan cannot show what the object loses
// of them. Where the noun has said so itself, there is nothing to add.
func (r *managed[M, O]) warnUnseen(state *M, req resource.ModifyPlanRequest, diags *diag.Diagnostics) {
	said := map[string]bool{}
	for _, d := range *diags {
		if at, ok := d.(diag.DiagnosticWithPath); ok && strings.Contains(d.Summary(), notKnownYet) {
			said[at.Path().String()] = true
		}
	}
	var names []string
	config, was := attributes(req.Config.Raw), attributes(req.State.Raw)
	for _, f := range r.Fields {
		if said[f.Name] {
			continue
		}
		for _, name := range unseen(f.Name, config[f.Name], was[f.Name]) {
			names = append(names, "`"+name+"`")
		}
	}
	if len(names) == 0 {
		return
	}
	diags.AddAttributeWarning(path.Root(strings.Split(strings.Trim(names[0], "`"), ".")[0]), fmt.Sprintf("What %s loses is %s", r.SubjectOf(state), notKnownYet),
		fmt.Sprintf("%s of %s follows from something that this very apply makes, so this plan cannot show what changes: the apply takes away whatever is there now and turns "+
			"out not to be declared. To see that first, apply the other resource alone (-target), then plan again.", strings.Join(names, " and "), r.SubjectOf(state)))
}

// notKnownYet stands in the summary of such a warning, also of one of a noun.
const notKnownYet = "not known yet"

// unseen are the collections at name, or in the object at name, of which nothing is known and which hold something now.
func unseen(name string, config, was tftypes.Value) (names []string) {
	if config.Type() == nil || was.Type() == nil || was.IsNull() {
		return nil
	}
	switch config.Type().(type) {
	case tftypes.Set, tftypes.Map, tftypes.List:
		var have []tftypes.Value
		var under map[string]tftypes.Value
		if was.As(&have) != nil {
			_ = was.As(&under)
		}
		if !config.IsKnown() && len(have)+len(under) > 0 {
			return []string{name}
		}
	case tftypes.Object:
		if !config.IsKnown() {
			return []string{name}
		}
		inner, before := attributes(config), attributes(was)
		for _, key := range slices.Sorted(maps.Keys(inner)) {
			names = append(names, unseen(name+"."+key, inner[key], before[key])...)
		}
	}
	return names
}

func (k *Kind[M, O]) loss(m *M) Loss {
	if k.Lost == nil {
		return Loss{}
	}
	return k.Lost(m)
}

// cannot refuses to destroy or replace (verb) what cannot be, and reports whether it did.
func (r *managed[M, O]) cannot(state *M, verb string, diags *diag.Diagnostics) bool {
	if r.Indestructible == nil {
		return false
	}
	summary, text := r.Indestructible(state, verb)
	if summary != "" {
		diags.AddError(summary, text)
	}
	return summary != ""
}

func (r *managed[M, O]) dies(ctx context.Context, state *M, private shared.PrivateState, diags *diag.Diagnostics) {
	if r.Dies != nil {
		run := r.run(ctx, "plan", diags)
		run.Prior = private
		r.Dies(run, state)
	}
}

// warnLost says what a destroy costs. The summary names the object: Terraform shows one of several warnings of equal
// summary and counts the rest.
func (r *managed[M, O]) warnLost(state *M, diags *diag.Diagnostics) {
	lost := r.loss(state)
	if lost.What == "" {
		return
	}
	diags.AddWarning(fmt.Sprintf("%s of %s will be lost", capital(lost.What), r.SubjectOf(state)),
		fmt.Sprintf("Destroying %s destroys its %s. %s\nIf only its address in the configuration changed (another name, key or module), keep the object with a "+
			"moved block: moved { from = <old address>, to = <new address> }.", r.SubjectOf(state), lost.What, lost.Text))
}

// replaced lists the attributes whose change needs a new object.
func (r *managed[M, O]) replaced(req resource.ModifyPlanRequest) (names []string) {
	was, is := attributes(req.State.Raw), attributes(req.Plan.Raw)
	for _, f := range r.Fields {
		before, after := was[f.Name], is[f.Name]
		if f.Replacing() == field.Never || before.Type() == nil || before.Equal(after) {
			continue
		}
		switch {
		case f.Replacing() == field.WhenKnown && (before.IsNull() || after.IsNull()):
		case f.Replacing() == field.Presence && after.IsKnown() && before.IsNull() == after.IsNull():
		default:
			names = append(names, f.Name)
		}
	}
	return names
}

// replace asks for the replacement that a change of the attributes of names needs, and reports whether it may be.
func (r *managed[M, O]) replace(state *M, protected bool, names []string, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) bool {
	for _, name := range names {
		resp.RequiresReplace = append(resp.RequiresReplace, path.Root(name))
	}
	if r.cannot(state, "replace", &resp.Diagnostics) || r.refuseProtected(&resp.Diagnostics, protected, "replace", state) {
		return false
	}
	r.warnStays(state, "Replacing %s makes another one and leaves this one where it is: WeCom has no call that deletes it.", names, &resp.Diagnostics)
	lost, is := r.loss(state), attributes(req.Plan.Raw)
	if lost.What == "" {
		return true
	}
	for _, name := range names {
		unknown := ""
		if !is[name].IsKnown() {
			unknown = fmt.Sprintf("\n`%s` is known only after apply, so Terraform plans the replacement even if it stays the same. "+
				"Use a value that is known in the plan to keep the object.", name)
		}
		because := lost.Because
		if because == "" {
			because = "WeCom cannot change `%s` of an existing " + r.Noun + "."
		}
		resp.Diagnostics.AddAttributeWarning(path.Root(name), fmt.Sprintf("%s of %s will be lost", capital(lost.What), r.SubjectOf(state)),
			fmt.Sprintf("Replacing %s destroys its %s. %s %s%s", r.SubjectOf(state), lost.What, fmt.Sprintf(because, name), lost.Text, unknown))
	}
	return true
}

// refuseProtected adds the error of a destroy or replace (verb) of a protected object and reports whether it did.
func (r *managed[M, O]) refuseProtected(diags *diag.Diagnostics, protected bool, verb string, m *M) bool {
	return protected && r.protectedAs(m).Refuse(diags, verb, "")
}

func (r *managed[M, O]) protectedAs(m *M) shared.Protected {
	return shared.Protected{Subject: r.SubjectOf(m), ID: of(m).objectID()}
}
