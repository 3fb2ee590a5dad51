// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// plan warns of a priority that may not go away.
func plan(r *kind.Run, c *kind.Change[model]) {
	if c.State == nil {
		return
	}
	if c.Config.MarkSource.IsNull() && c.Plan.MarkSource.IsUnknown() {
		// WeCom did not show it to the refresh just now: an update changes nothing about that.
		c.Set(path.Root("mark_source"), c.State.MarkSource)
	}
	if c.Plan.removesPriority(c.State) {
		subject := kind.Subject(noun, c.State)
		c.Warn(path.Root("priority"), fmt.Sprintf("Priority of %s may not go away", subject),
			fmt.Sprintf("This plan takes the priority off %s. WeCom documents no way to do that (priority_option, 优先分配): apply asks for it, and fails if "+
				"WeCom refuses or ignores it.\n%s", subject, priorityWayOut))
	}
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	made, err := r.Client.AcquisitionLinks.Create(r, m.toCreate(r))
	if made == nil {
		return kind.Made{}, err
	}
	if made.URL != "" {
		m.URL = types.StringValue(made.URL)
	}
	if made.CreateTime != 0 {
		m.CreatedAt = field.TimeOf(made.CreateTime)
	}
	return kind.Made{ID: made.ID}, err
}

// update sends one call with everything that is managed, and a second one without the priority where WeCom refused to
// take it off.
func update(r *kind.Run, plan, state *model) (bool, error) {
	if !plan.differs(r, state) {
		return false, nil
	}
	in, removes := plan.toUpdate(r, state), plan.removesPriority(state)
	err := r.Client.AcquisitionLinks.Update(r, in)
	var refused error
	if removes && badPriority(err) {
		// The rest is not to suffer for it. What becomes of a key that is left out is not documented either (doc
		// 97297): the priority may go with it.
		refused, in.Priority = err, nil
		err = r.Client.AcquisitionLinks.Update(r, in)
	}
	if err != nil || !removes {
		if removes {
			return false, shared.Failure{Op: "update", Noun: noun, Subject: kind.Subject(noun, state), Err: err,
				NextStep: cannotRemovePriority(shared.Advice(err))}.AsError()
		}
		return true, err
	}
	var got *client.AcquisitionLink
	var readErr error
	r.Await(func(ctx context.Context) bool {
		got, readErr = r.Client.AcquisitionLinks.Get(ctx, state.ID.ValueString())
		return readErr != nil || got.Priority == nil || refused != nil
	})
	if readErr == nil && got.Priority == nil || readErr != nil && refused == nil {
		return true, nil
	}
	plan.Priority = state.Priority
	if readErr == nil {
		plan.Priority = priorityFromAPI(r, state.Priority, got.Priority)
	}
	r.Fail(shared.Failure{Op: "update", Noun: noun, Subject: kind.Subject(noun, state), Err: cmp.Or(refused, errPriorityStays),
		NextStep: cannotRemovePriority(shared.Advice(refused)) + "\nEverything else of this change was applied."})
	return true, nil
}

// rangeCodes refuse a call because of a member or department it names (external-contact-prerequisites; which of them
// links answer is assumed). Whom they may mean, kind.Suspects tells.
var rangeCodes = map[int]bool{
	84074: true, 41054: true, 40098: true, 60011: true,
	40003: true, 40031: true, 60111: true, 40066: true, 60003: true, 60123: true,
}

// explain adds to a failure what is particular to links.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	switch {
	case errors.Is(f.Err, client.ErrNotFound):
		f.Reason = "this app has no link of that id: it was deleted, or another app or the console made it"
		f.NextStep = "Plan again if it was deleted. Otherwise use the `secret` of the app that made it: WeCom shows a link to no other app, and one made in the " +
			"console to none. The data source wecom_acquisition_links lists the links of this app."
	case f.Op == "create" || f.Op == "update":
		if f.Op == "update" && rangeCodes[shared.Code(f.Err)] {
			f.NextStep = shared.Advice(f.Err) + "\nEvery update sends the whole link again, so the cause may be a member or department that the link has had all " +
				"along and that has left or lost 客户联系 since, although this plan does not touch it. Look at user_ids, department_ids and priority.user_ids."
		}
		ids, attribute := m.UserIDs.Strings(), "user_ids"
		if p := m.toPriority(r); p != nil && len(p.UserIDs) > 0 {
			ids, attribute = append(ids, p.UserIDs...), "user_ids and priority.user_ids"
			slices.Sort(ids)
			ids = slices.Compact(ids)
		}
		kind.Suspects(r, f, attribute, ids, m.DepartmentIDs.IsNone())
	}
}

const priorityWayOut = "If it stays: take it off in the console (客户联系 → 获客助手) and plan again, declare it in `priority`, or leave it alone with " +
	"lifecycle { ignore_changes = [priority] }."

// badPriority reports the codes by which WeCom may refuse to take a priority off.
func badPriority(err error) bool {
	switch shared.Code(err) {
	case 40035, 40058, 40063, 41200:
		return true
	}
	return false
}

var errPriorityStays = errors.New("WeCom answered that all is well, but the link still has its priority (优先分配)")

// cannotRemovePriority adds to the advice on a failed update that taking the priority off may be why.
func cannotRemovePriority(advice string) string {
	if advice != "" {
		advice += "\n"
	}
	return advice + "WeCom documents no way to take a priority off a link, which this update asked for. " + priorityWayOut
}
