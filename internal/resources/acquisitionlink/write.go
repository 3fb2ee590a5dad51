// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"cmp"
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// update sends one call, a second one without the priority where WeCom refused
// to take it off, and reports whether anything was taken over. plan is then what
// the link has.
func (r *Resource) update(ctx context.Context, in *client.UpdateAcquisitionLinkRequest, plan, state *model, diags *diag.Diagnostics) bool {
	removes := plan.removesPriority(state)
	err := r.Client.AcquisitionLinks.Update(ctx, in)
	var refused error
	if removes && badPriority(err) {
		// The rest shall not suffer for it. What becomes of a key that is left out
		// is not documented either (doc 97297): the priority may go with it.
		refused, in.Priority = err, nil
		err = r.Client.AcquisitionLinks.Update(ctx, in)
	}
	if err != nil {
		f := failure("update", plan, err)
		if removes {
			f = cannotRemovePriority(f)
		}
		shared.Diag(diags, f)
		return false
	}
	got := r.await(ctx, plan)
	if removes && (got != nil && got.Priority != nil || got == nil && refused != nil) {
		plan.Priority = state.Priority
		if got != nil {
			plan.Priority = priorityFromAPI(state.Priority, got.Priority)
		}
		f := cannotRemovePriority(shared.Failure{Op: "update", Noun: noun, Subject: plan.subject(), Err: cmp.Or(refused, errPriorityStays)})
		f.NextStep += "\nEverything else of this change was applied."
		shared.Diag(diags, f)
	}
	return true
}

// await reads a link until it shows what was written, at most for ClashWait:
// should reads lag behind writes (no delay is reported), the next plan would
// show a difference that is none. It returns what was read last, nil when
// nothing was; the state is the plan either way.
func (r *Resource) await(ctx context.Context, want *model) *client.AcquisitionLink {
	var last *client.AcquisitionLink
	giveUp := time.Now().Add(r.ClashWait)
	for {
		got, err := r.Client.AcquisitionLinks.Get(ctx, want.ID.ValueString())
		if err != nil {
			return last
		}
		if last = got; want.shownBy(got) || !time.Now().Before(giveUp) || shared.Pause(ctx, r.Poll) != nil {
			return last
		}
	}
}

// shownBy reports whether l has everything that m asks for. mark_source is not
// compared: apps that are not of the class 营销获客 may not be able to set it.
func (m *model) shownBy(l *client.AcquisitionLink) bool {
	read := *m
	read.fromAPI(l)
	read.MarkSource = m.MarkSource
	_, differs := m.toUpdate(&read)
	return !differs
}
