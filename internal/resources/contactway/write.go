// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// looks bounds how often an update is looked for: WeCom documents no delay
// between write and read, and short ones are waited for.
const looks = 7

// update sends one write, a second one only without what WeCom refused to take
// again, and returns false when nothing may be saved. plan is then what WeCom
// has, as far as it shows it.
func (r *Resource) update(ctx context.Context, plan, state *model, diags *diag.Diagnostics) bool {
	in, clears := plan.toUpdate(ctx, state, diags)
	if diags.HasError() {
		return false
	}
	err := r.Client.ContactWays.Update(ctx, in)
	var refused error
	dropped := false
	if len(clears) > 0 && badParameter(err) {
		refused = err
		for _, c := range clears {
			c.drop(in)
		}
		err = r.Client.ContactWays.Update(ctx, in)
	}
	// Media ids live for three days, the picture made of one lives on: an
	// expired id must not stand in the way of every later update.
	if in.Conclusions != nil && badMedia(err) && !plan.session(ctx, diags).closing(ctx, diags).differs(ctx, state.session(ctx, diags).closing(ctx, diags), diags) {
		in.Conclusions, dropped = nil, true
		err = r.Client.ContactWays.Update(ctx, in)
	}
	if err != nil {
		r.diag(ctx, "update", plan, err, diags)
		return false
	}
	read := r.readBack(ctx, plan, diags)
	if read == nil {
		plan.settle(ctx, diags)
		return true
	}
	plan.keepUncleared(ctx, read, clears, refused, diags)
	if dropped && read.session(ctx, diags).closing(ctx, diags) == nil {
		diags.AddError("Closing message lost",
			fmt.Sprintf("%s was updated without its closing message, because WeCom refused the media id in it (media ids expire after three days), "+
				"and WeCom dropped the message. Upload the picture again and set its new media id: the next apply writes the message anew.", plan.subject()))
		keepSession(ctx, plan, read, diags, func(s, was *sessionModel) { s.ClosingMessage = was.ClosingMessage })
	}
	return true
}

// readBack fills what the plan left open, waits shortly for the update to show,
// and returns what WeCom shows; nil when it cannot be read.
func (r *Resource) readBack(ctx context.Context, plan *model, diags *diag.Diagnostics) *model {
	for n := 1; ; n++ {
		got, err := r.Client.ContactWays.Get(ctx, plan.ID.ValueString())
		if err != nil {
			diags.AddWarning("Contact way written but not read back",
				fmt.Sprintf("%s was written. Reading it back failed; the next plan reads it again.\n\n%s", plan.subject(), err))
			return nil
		}
		read := *plan
		read.fromAPI(ctx, got, diags)
		if n == looks || !plan.differs(ctx, &read, diags) || shared.Pause(ctx, r.Poll) != nil {
			plan.fill(ctx, got, diags)
			return &read
		}
	}
}

// badParameter reports the codes for a value that WeCom does not take.
func badParameter(err error) bool {
	switch shared.Code(err) {
	case 40035, 40058, 40063:
		return true
	}
	return false
}

// badMedia reports the codes for a media id that is wrong or has expired.
func badMedia(err error) bool {
	switch shared.Code(err) {
	case 40007, 40145:
		return true
	}
	return false
}

// diag explains a failed call in terms of what the configuration names.
func (r *Resource) diag(ctx context.Context, op string, m *model, err error, diags *diag.Diagnostics) {
	f := shared.Failure{Op: op, Noun: noun, Subject: m.subject(), Err: err}
	temporary := !m.TemporarySession.IsNull()
	var unknown *client.OutcomeUnknownError
	switch {
	case errors.As(err, &unknown):
		f.NextStep = lostCreate(unknown, temporary)
	case errors.Is(err, client.ErrNotFound) && temporary:
		f.Reason = "it has expired, its code was used, or it was deleted; WeCom cannot edit a temporary contact way after that"
		f.NextStep = "To make a new one with a new QR code:  terraform apply -replace=<address>\nOtherwise remove it from the configuration."
	case errors.Is(err, client.ErrNotFound):
		f.Reason = "it was deleted since the plan was made"
		f.NextStep = "Plan again: the plan then shows that it is made anew, with a new QR code."
	case errors.Is(err, client.ErrNotOwned):
		f.Reason = "WeCom lists it but does not let this app touch it, so another app made it"
		f.NextStep = "Set the provider's secret (WECOM_SECRET) to that of the app that made it." + shared.Console(err)
	case badMedia(err):
		f.Reason = "a media id of closing_message is wrong, has expired (after three days), or is not that of an image"
		f.NextStep = "Upload the picture again with media/upload, and set the new media id."
	default:
		r.suspects(ctx, m, err, &f)
	}
	shared.Diag(diags, f)
}

// lostCreate replaces the general advice: the console shows no contact way that
// was made by API.
func lostCreate(e *client.OutcomeUnknownError, temporary bool) string {
	switch {
	case len(e.Candidates) > 0:
		return fmt.Sprintf("Ways made by API are not shown in the console. Compare %s with the data source wecom_contact_way; if one is it, import it:  "+
			"terraform import <address> %s\nOtherwise apply again.", strings.Join(e.Candidates, ", "), e.Candidates[0])
	case temporary:
		return "WeCom never lists temporary contact ways, so it cannot be looked for. If it was made, it expires by itself. Apply again to make one."
	}
	return "Ways made by API are not shown in the console. Look for it with the data source wecom_contact_ways (created_from); if it is there, import it, otherwise apply again."
}

// suspects narrows down which member or department a refusal is about: WeCom
// refuses the whole call and does not name the offender.
func (r *Resource) suspects(ctx context.Context, m *model, err error, f *shared.Failure) {
	switch shared.Code(err) {
	case 40003, 40031, 60011, 60111, 84074:
	case 40066, 60003, 60123:
		f.Reason = fmt.Sprintf("a department of department_ids does not exist or is outside the app's visible range: %s", strings.Trim(fmt.Sprint(shared.Numbers(m.DepartmentIDs)), "[]"))
		f.NextStep = "Correct department_ids, or widen the app's visible range (可见范围)." + shared.Console(err)
		return
	default:
		return
	}
	able, listErr := r.Client.FollowUsers.List(ctx)
	if listErr != nil {
		return
	}
	var without []string
	for _, id := range shared.Texts(m.UserIDs) {
		if !slices.ContainsFunc(able, func(a string) bool { return strings.EqualFold(a, id) }) {
			without = append(without, id)
		}
	}
	if len(without) == 0 {
		return
	}
	f.NextStep = fmt.Sprintf("Of user_ids, these are not among the members with 客户联系 that this app sees: %s. They have left, lack the function, or are outside the visible range: "+
		"mend that, or take them out of user_ids.", shared.Shorten(without))
	if f.Op == "update" {
		f.NextStep += " An update names every member again, so one who left since refuses it although nothing else changed."
	}
	f.NextStep += shared.Console(err)
}
