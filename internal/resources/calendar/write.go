// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package calendar

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// plan says whom the apply notifies, and plans no change for members who are the same to WeCom.
func plan(_ *kind.Run, c *kind.Change[model]) {
	if c.State == nil {
		if users := told(c.Plan); len(users) > 0 {
			warnTold(c, c.Plan, "is made for", users)
		}
		return
	}
	if !c.Plan.Shares.Equal(c.State.Shares) && !c.Plan.Shares.IsNull() && !c.State.Shares.IsNull() && sameShares(c.Plan, c.State) {
		c.Set(path.Root("shares"), c.State.Shares)
	}
	if c.State.DefaultOfApp.IsNull() && c.Config.DefaultOfApp.ValueBool() {
		c.Warn(path.Root("default_of_app"), fmt.Sprintf("default_of_app of %s is taken as configured, not compared with WeCom", kind.Subject(noun, c.State)),
			"WeCom does not show which calendar is the default one of the app, and no call makes one of a calendar that exists.")
	}
	if users := told(c.Plan, c.State); len(users) > 0 && !c.Plan.same(c.State) {
		warnTold(c, c.State, "is changed for", users)
	}
}

// told are the members of the states, each once, sorted.
func told(states ...*model) []string {
	all := map[string]string{}
	for _, m := range states {
		for key, s := range byUser(m.shares()) {
			all[key] = s.userID.ValueString()
		}
	}
	return slices.Sorted(maps.Values(all))
}

func warnTold(c *kind.Change[model], m *model, what string, users []string) {
	subject := kind.Subject(noun, m)
	c.Warn(path.Root("shares"), fmt.Sprintf("Members of %s will be notified", subject),
		fmt.Sprintf("WeCom notifies every member whom %s %s, %d in all: %s.", subject, what, len(users), shared.Shorten(users)))
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	in := m.request()
	if len(in.Admins) == 0 {
		in.Admins = nil
	}
	for on, at := range map[*int64]bool{&in.Public: m.Public.ValueBool(), &in.CorpWide: m.CorpWide.ValueBool(), &in.SetAsDefault: m.DefaultOfApp.ValueBool()} {
		if at {
			*on = 1
		}
	}
	id, refused, err := r.Client.Calendars.Create(r, in)
	if err == nil && len(refused) > 0 {
		err = refusal("complete", m, refused).AsError()
	}
	return kind.Made{ID: id}, err
}

var errRows = errors.New("WeCom accepted the calendar without them (fail_result, doc 93647)")

// refusal names the members whom WeCom did not add, row by row.
func refusal(op string, m *model, refused []client.CalendarRefusal) shared.Failure {
	rows := make([]string, 0, len(refused))
	for _, row := range refused {
		rows = append(rows, fmt.Sprintf("%s (errcode %d, %s)", row.UserID, row.Code, row.Message))
	}
	slices.Sort(rows)
	return shared.Failure{Op: op, Noun: noun, Subject: kind.Subject(noun, m), Err: errRows, At: "shares",
		Reason:   fmt.Sprintf("%d of its %d shares were not added: %s", len(refused), len(m.Shares.Elements()), strings.Join(rows, "; ")),
		NextStep: "Correct their userids, or widen the app's visible range (可见范围) to them; or take them out of shares. Everything else was taken over."}
}

// update overwrites everything in one call, which notifies every member, and only where something differs.
func update(r *kind.Run, plan, state *model) (bool, error) {
	if plan.same(state) {
		return false, nil
	}
	plan.ID = state.ID
	in := plan.request()
	refused, err := r.Client.Calendars.Update(r, in)
	if err != nil {
		return false, err
	}
	if len(refused) > 0 {
		r.Fail(refusal("update", plan, refused))
		plan.without(refused)
	}
	if len(in.Admins) == 0 && !state.AdminUserIDs.IsNone() {
		verify(r, plan, in.ID)
	}
	return true, nil
}

// without takes out those whom WeCom refused: nobody is admin who is no member.
func (m *model) without(refused []client.CalendarRefusal) {
	out := map[string]bool{}
	for _, row := range refused {
		out[strings.ToLower(row.UserID)] = true
	}
	m.setShares(slices.DeleteFunc(m.shares(), func(s share) bool { return out[strings.ToLower(s.userID.ValueString())] }))
	admins := slices.DeleteFunc(m.AdminUserIDs.Strings(), func(id string) bool { return out[strings.ToLower(id)] })
	m.AdminUserIDs = orNull(field.UsersSet(admins, m.AdminUserIDs), m.AdminUserIDs, field.UserSet)
}

// verify looks whether WeCom took off the admins, which its page leaves open.
func verify(r *kind.Run, plan *model, id string) {
	var got *client.Calendar
	var err error
	r.Await(func(ctx context.Context) bool {
		got, err = r.Client.Calendars.Get(ctx, id)
		return err != nil || len(got.Admins) == 0
	})
	if err != nil || len(got.Admins) == 0 {
		return // else the next refresh sees what WeCom made of it
	}
	r.Diags.AddAttributeError(path.Root("admin_user_ids"), "Admins were not taken off",
		fmt.Sprintf("WeCom accepted that %s has no admins and kept %s. Write who is there, or let one of them change it in the client. Everything else of this change was applied.\n\n"+
			"https://developer.work.weixin.qq.com/document/path/97716", kind.Subject(noun, plan), shared.Shorten(got.Admins)))
	plan.AdminUserIDs = field.UsersSet(got.Admins, plan.AdminUserIDs)
}

// gone tells what the removal from the state rests on.
func gone(m *model) (summary, text string) {
	return fmt.Sprintf("Calendar %s is gone", m.ID.ValueString()),
		fmt.Sprintf("This app has no %s any more: an admin deleted it in the client, or another program did. If the provider's `secret` is now that of another app, the calendar "+
			"lives on instead: go back to the app that made it before you apply, or a second one is made and its members are notified.", kind.Subject(noun, m))
}

// deletedBefore tells what the end of a destroy rests on.
func deletedBefore(m *model) (summary, text string) {
	return fmt.Sprintf("Calendar %s was gone before it was deleted", m.ID.ValueString()),
		fmt.Sprintf("This app has no %s: it was deleted since the plan was made, or the provider's `secret` is now that of another app. In that case the calendar lives on and is in "+
			"no state any more: go back to the app that made it and import it by %s.", kind.Subject(noun, m), m.ID.ValueString())
}

// explain tells what a refusal means here.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	var unknown *client.OutcomeUnknownError
	switch code := shared.Code(f.Err); {
	case errors.As(f.Err, &unknown):
		f.NextStep = "WeCom lists no calendars (日历), so that no program can look for it. If it was made, its members were notified and see it in the client, where an admin of the " +
			"calendar can delete it; its id is lost. Apply again to make one."
	case errors.Is(f.Err, client.ErrNotFound) && f.Op == "read":
		f.Reason = "this app has no calendar of that id: it was deleted, or another app made it"
		f.NextStep = "Correct the id, or use the `secret` of the app that made it; several apps are several aliased provider blocks."
	case code == 60111 || code == 60011 || code == 60003 || code == 60123 || code == 90491:
		named := told(m)
		f.NextStep = fmt.Sprintf("WeCom does not say whom it means. Correct shares (%s) and the public range: they exist, and the app sees them (可见范围).%s",
			shared.Shorten(named), shared.Console(f.Err))
	}
}
