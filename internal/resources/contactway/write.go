// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

func create(r *kind.Run, m *model) (kind.Made, error) {
	in := m.toCreate(r)
	if err := m.session(r).closing(r).upload(r, in.Conclusions); err != nil {
		return kind.Made{}, err
	}
	made, err := r.Client.ContactWays.Create(r, in)
	if made == nil {
		return kind.Made{}, err
	}
	if made.QRCode != "" {
		m.QRCode = types.StringValue(made.QRCode)
	}
	return kind.Made{ID: made.ID}, err
}

// update sends one write, and a second one without what WeCom refused to take again.
func update(r *kind.Run, plan, state *model) (bool, error) {
	in, was := plan.toUpdate(r), state.toUpdate(r)
	if level(in, was); reflect.DeepEqual(in, was) {
		return false, nil
	}
	clears := cleared(in, was)
	rewrites := !reflect.DeepEqual(in.Conclusions, was.Conclusions)
	if unsendable(in.Conclusions) {
		in.Conclusions = nil
	}
	if err := plan.session(r).closing(r).upload(r, in.Conclusions); err != nil {
		return false, err
	}
	err := r.Client.ContactWays.Update(r, in)
	var refused error
	if len(clears) > 0 && badParameter(err) {
		refused = err
		for _, c := range clears {
			c.write(in, false)
		}
		err = r.Client.ContactWays.Update(r, in)
	}
	// Media ids live for three days, the picture made of one lives on: an expired id must not stand in the way of every
	// later update.
	dropped := in.Conclusions != nil && !rewrites && badMedia(err)
	if dropped {
		in.Conclusions = nil
		err = r.Client.ContactWays.Update(r, in)
	}
	if err != nil || len(clears) == 0 && !dropped {
		return err == nil, err
	}
	read, has := *plan, &request{}
	r.Await(func(ctx context.Context) bool {
		var got *client.ContactWay
		if got, err = r.Client.ContactWays.Get(ctx, state.ID.ValueString()); err != nil {
			return true
		}
		read = *plan
		fromAPI(r, &read, got)
		has = read.toUpdate(r)
		return refused != nil || !slices.ContainsFunc(clears, func(c clearing) bool { return c.given(has) })
	})
	if err != nil {
		return true, nil //nolint:nilerr // the kind reads once more, and says that it failed
	}
	for _, c := range clears {
		if c.given(has) {
			c.kept(r, plan.subject(), refused)
		}
	}
	if dropped && has.Conclusions == nil {
		r.Diags.AddAttributeError(atSession, "Closing message lost",
			fmt.Sprintf("%s was updated without its closing message, because WeCom refused the media id in it (media ids expire after three days), "+
				"and WeCom dropped the message. Upload the picture again and set its new media id: the next apply writes the message again.", plan.subject()))
	}
	if r.Diags.HasError() {
		*plan = read // the state has what WeCom has
	}
	return true, nil
}

// level gives was what in leaves open and what WeCom need not show, so that the two differ in what is to be written.
// What differs in is_exclusive or in being a temporary session cannot be written, and is in neither.
func level(in, was *request) {
	if in.Style == nil {
		was.Style = nil
	}
	if in.MarkSource == nil || was.MarkSource == nil {
		was.MarkSource = in.MarkSource
	}
	if field.SameUsers(in.UserIDs, was.UserIDs) {
		was.UserIDs = in.UserIDs
	}
	if c, d := in.Conclusions, was.Conclusions; c != nil && d != nil {
		if c.Image != nil && d.Image != nil && d.Image.MediaID == "" {
			d.Image.MediaID = c.Image.MediaID
		}
		if c.MiniProgram != nil && d.MiniProgram != nil && d.MiniProgram.PicMediaID == "" {
			d.MiniProgram.PicMediaID = c.MiniProgram.PicMediaID
		}
	}
}

// unsendable reports whether a message lacks a media id: WeCom does not show those.
func unsendable(c *client.ConclusionsRequest) bool {
	return c != nil && (c.Image != nil && c.Image.MediaID == "" || c.MiniProgram != nil && c.MiniProgram.PicMediaID == "")
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
	code := shared.Code(err)
	return code == 40007 || code == 40145
}

// explain tells of a failed call what the configuration names.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	temporary, shows := !m.TemporarySession.IsNull(), r.Op == "data" || r.Op == "list"
	var unknown *client.OutcomeUnknownError
	switch {
	case errors.As(f.Err, &unknown):
		f.NextStep = lostCreate(unknown, temporary)
	case errors.Is(f.Err, client.ErrNotFound) && shows:
		f.Reason = "no contact way has this id"
		f.NextStep = "It was deleted, or, if it was a temporary one, it has expired or its code was used. " +
			"The data source wecom_contact_ways lists those that WeCom lists; the console does not show them."
	case errors.Is(f.Err, client.ErrNotFound) && temporary:
		f.Reason = "it has expired, its code was used, or it was deleted; WeCom cannot edit a temporary contact way after that"
		f.NextStep = "To make a new one with a new QR code:  terraform apply -replace=<address>\nOtherwise remove it from the configuration."
	case errors.Is(f.Err, client.ErrNotFound):
		f.Reason = "it was deleted since the plan was made"
		f.NextStep = "Plan again: the plan then shows that it is made again, with a new QR code."
	case errors.Is(f.Err, client.ErrNotOwned):
		f.Reason = "WeCom lists it but does not let this app " + map[bool]string{true: "read", false: "touch"}[shows] + " it, so another app made it"
		f.NextStep = "Set the provider's secret (WECOM_SECRET) to that of the app that made it." + shared.Console(f.Err)
	case badMedia(f.Err):
		f.Reason = "a media id of closing_message is wrong, has expired (after three days), or is not that of an image"
		f.NextStep = "Upload the picture again with media/upload, and set the new media id; or name it by file, which is uploaded whenever WeCom wants it."
	case unknownDepartment[shared.Code(f.Err)]:
		f.Reason = fmt.Sprintf("a department of department_ids does not exist or is outside the app's visible range: %s",
			strings.Trim(fmt.Sprint(m.DepartmentIDs.Numbers()), "[]"))
		f.NextStep = "Correct department_ids, or widen the app's visible range (可见范围)." + shared.Console(f.Err)
	case f.Op == "create" || f.Op == "update":
		kind.Suspects(r, f, "user_ids", m.UserIDs.Strings(), m.DepartmentIDs.IsNone())
	}
}

// unknownDepartment are the codes for departments that do not exist, or that the app does not see.
var unknownDepartment = map[int]bool{40066: true, 60003: true, 60123: true}

// lostCreate replaces the general advice: the console shows no contact way that was made by API.
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
