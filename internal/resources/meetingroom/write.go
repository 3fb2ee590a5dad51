// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package meetingroom

import (
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

// refusal is a change that WeCom's API cannot make.
type refusal struct{ at, summary, text string }

// impossible finds what a change asks for and WeCom cannot do: what is unknown is judged in the apply.
func impossible(ctx context.Context, plan, state *model) *refusal {
	subject, is := kind.Subject(noun, state), state.at(ctx)
	if plan.Location.IsNull() && is != nil {
		return &refusal{"location", "Location cannot be taken off",
			fmt.Sprintf("%s is at %s, and the configuration has no location: WeCom's API can change where a room is, not empty it. Write the location, or make another room.", subject, is)}
	}
	if users, departments := state.UserIDs.Strings(), state.DepartmentIDs.Numbers(); len(users)+len(departments) > 0 && plan.UserIDs.IsNone() && plan.DepartmentIDs.IsNone() &&
		!wholeCompany(users, departments) {
		at := "user_ids"
		if len(users) == 0 {
			at = "department_ids"
		}
		return &refusal{at, "Range cannot be taken off",
			fmt.Sprintf("%s may be used by certain members and departments, and the configuration names none: WeCom's API can change who may use a room, not empty it. "+
				"For the whole company write department_ids = [1], the root department.", subject)}
	}
	want, have := plan.position(ctx), state.position(ctx)
	if want != nil && have != nil && !want.same(have) && sameBuilding(plan.at(ctx), is) {
		return &refusal{"coordinate", "Coordinate of a building cannot change",
			fmt.Sprintf("The building of %s, %s, is at %s, and coordinate says %s: WeCom cannot change the coordinate of a building that exists. Write the former one or "+
				"leave the line out; for another position name another building.", subject, is, have, want)}
	}
	return nil
}

// plan refuses what WeCom cannot do, and says what another building leaves open.
func plan(r *kind.Run, c *kind.Change[model]) {
	if c.State == nil {
		return
	}
	if no := impossible(r, c.Plan, c.State); no != nil {
		c.Refuse(path.Root(no.at), no.summary, no.text)
		return
	}
	want, have := c.Plan.position(r), c.State.position(r)
	if want != nil && have != nil && want.same(have) && sameBuilding(c.Plan.at(r), c.State.at(r)) {
		c.Set(path.Root("coordinate"), c.State.Coordinate)
	}
	if c.Config.Coordinate.IsNull() && !c.Plan.Location.Equal(c.State.Location) && !sameBuilding(c.Plan.at(r), c.State.at(r)) {
		c.Set(path.Root("coordinate"), types.ObjectUnknown(coordinateType.AttrTypes))
	}
}

// place puts a location into a request.
func place(in *client.MeetingRoomRequest, l *location) {
	if l != nil {
		in.City, in.Building, in.Floor = l.City.ValueStringPointer(), l.Building.ValueStringPointer(), l.Floor.ValueStringPointer()
	}
}

func (m *model) equipmentNumbers() []int64 {
	out := []int64{}
	for _, word := range m.Equipment.Strings() {
		if n, ok := equipment.Number(word); ok {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

func (m *model) rangeRequest() *client.RoomRange {
	return &client.RoomRange{UserIDs: append([]string{}, m.UserIDs.Strings()...), DepartmentIDs: append([]int64{}, m.DepartmentIDs.Numbers()...)}
}

func wire(c *coordinate) *client.RoomCoordinate {
	return &client.RoomCoordinate{Latitude: c.Latitude.ValueString(), Longitude: c.Longitude.ValueString()}
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	in := &client.MeetingRoomRequest{Name: m.Name.ValueStringPointer(), Capacity: m.Capacity.Known()}
	place(in, m.at(r))
	if numbers := m.equipmentNumbers(); len(numbers) > 0 {
		in.Equipment = numbers
	}
	if !m.UserIDs.IsNone() || !m.DepartmentIDs.IsNone() {
		in.Range = m.rangeRequest()
	}
	all, err := r.Client.MeetingRooms.List(r)
	if err != nil {
		return kind.Made{}, err
	}
	if want := m.position(r); want != nil {
		if err := elsewhere(r, m, want, all, "create"); err != nil {
			return kind.Made{}, err
		}
		in.Coordinate = wire(want)
	}
	id, err := r.Client.MeetingRooms.Create(r, in, all)
	if id == 0 {
		return kind.Made{}, err
	}
	return kind.Made{ID: fmt.Sprint(id)}, err
}

var errNotSent = errors.New("nothing was sent")

var errElsewhere = errors.New("the coordinate of a building that exists cannot be changed (doc 93619)")

// elsewhere is the error of a coordinate for a building that has another one.
func elsewhere(r *kind.Run, m *model, want *coordinate, all []client.MeetingRoom, op string) error {
	at := m.at(r)
	for i := range all {
		other := &all[i]
		shown := shownPosition(other)
		if at == nil || shown == nil || other.City != at.City.ValueString() || other.Building != at.Building.ValueString() || other.ID == m.ID.ValueInt64() || shown.same(want) {
			continue
		}
		return shared.Failure{Op: op, Noun: noun, Subject: kind.Subject(noun, m), Err: errElsewhere, At: "coordinate",
			Reason:   fmt.Sprintf("its building exists and is at %s, as room %q (%d) shows, while coordinate says %s", shown, other.Name, other.ID, want),
			NextStep: "Write the coordinate of the building, or leave the line out. Nothing was sent."}.AsError()
	}
	return nil
}

// update sends what differs: what is left out stays as it is (doc 93619).
func update(r *kind.Run, plan, state *model) (bool, error) {
	if no := impossible(r, plan, state); no != nil {
		return false, shared.Failure{Op: "update", Noun: noun, Subject: kind.Subject(noun, state), Err: errNotSent, At: no.at, Reason: no.text}.AsError()
	}
	in := &client.MeetingRoomRequest{ID: state.ID.ValueInt64()}
	if !plan.Name.Equal(state.Name) {
		in.Name = plan.Name.ValueStringPointer()
	}
	if !plan.Capacity.Equal(state.Capacity) {
		in.Capacity = plan.Capacity.Known()
	}
	if !plan.Location.Equal(state.Location) {
		place(in, plan.at(r))
	}
	if !plan.Equipment.Same(state.Equipment) {
		in.Equipment = plan.equipmentNumbers()
	}
	want, have := plan.position(r), state.position(r)
	if want != nil && (have == nil || !want.same(have) || !sameBuilding(plan.at(r), state.at(r))) {
		all, err := r.Client.MeetingRooms.List(r)
		if err != nil {
			return false, err
		}
		if err := elsewhere(r, plan, want, all, "update"); err != nil {
			return false, err
		}
		in.Coordinate = wire(want)
	}
	if (!plan.UserIDs.Same(state.UserIDs) || !plan.DepartmentIDs.Same(state.DepartmentIDs)) && !(plan.UserIDs.IsNone() && plan.DepartmentIDs.IsNone()) {
		in.Range = plan.rangeRequest()
	}
	if in.Name == nil && in.Capacity == nil && in.City == nil && in.Equipment == nil && in.Coordinate == nil && in.Range == nil {
		return false, nil
	}
	if err := r.Client.MeetingRooms.Update(r, in); err != nil {
		return false, err
	}
	if len(in.Equipment) == 0 && in.Equipment != nil || in.Coordinate != nil {
		verify(r, plan, in)
	}
	return true, nil
}

// verify looks whether WeCom did what it may accept without doing it: take all equipment off, and give a building a
// coordinate.
func verify(r *kind.Run, plan *model, in *client.MeetingRoomRequest) {
	var got *client.MeetingRoom
	var err error
	cleared, placed := true, true
	r.Await(func(ctx context.Context) bool {
		if got, err = r.Client.MeetingRooms.Get(ctx, in.ID); err != nil {
			return true
		}
		cleared = in.Equipment == nil || len(in.Equipment) > 0 || len(got.Equipment) == 0
		if want := plan.position(r); in.Coordinate != nil && want != nil {
			shown := shownPosition(got)
			placed = shown != nil && shown.same(want)
		}
		return cleared && placed
	})
	if err != nil {
		return // the next refresh sees what WeCom made of it
	}
	const kept = "Everything else of this change was applied.\n\nhttps://developer.work.weixin.qq.com/document/path/93619"
	if !cleared {
		r.Diags.AddAttributeError(path.Root("equipment"), "Equipment was not taken off",
			fmt.Sprintf("WeCom accepted the empty equipment of %s and kept %s. Take it off in the console (应用管理 → 会议室), or write what is there. %s",
				kind.Subject(noun, plan), shared.Shorten(equipmentWords(got.Equipment)), kept))
		plan.Equipment = field.StringsSet(equipmentWords(got.Equipment))
	}
	if !placed {
		r.Diags.AddAttributeError(path.Root("coordinate"), "Coordinate was not taken over",
			fmt.Sprintf("WeCom accepted the coordinate of %s and does not show it. Set it in the console (应用管理 → 会议室), or leave the line out. %s", kind.Subject(noun, plan), kept))
		plan.Coordinate = field.ObjectOf(r, coordinateType, shownPosition(got))
	}
}

// seen warns of a coordinate that a create did not bring: the building is elsewhere.
func seen(r *kind.Run, m, _ *model, got *client.MeetingRoom) {
	want, shown := m.position(r), shownPosition(got)
	if r.Op == "create" && want != nil && shown != nil && !shown.same(want) {
		r.Warn("Coordinate of "+kind.Subject(noun, m)+" was not taken over", "WeCom shows the building at %s: it cannot change that of a building that exists. Write that "+
			"coordinate, or leave the line out, before the next plan.", shown)
	}
}

// gone tells what the removal from the state rests on.
func gone(m *model) (summary, text string) {
	subject := kind.Subject(noun, m)
	return fmt.Sprintf("Meeting room %d is gone", m.ID.ValueInt64()),
		fmt.Sprintf("WeCom's list has no %s any more: it was deleted, or it lies beyond the visible range (可见范围) of the app behind `secret`. In that case it lives on: widen "+
			"that range before you apply, or a second room is made.", subject)
}

// deletedBefore tells what the end of a destroy rests on.
func deletedBefore(m *model) (summary, text string) {
	return fmt.Sprintf("Meeting room %d was gone before it was deleted", m.ID.ValueInt64()),
		fmt.Sprintf("WeCom's list has no %s: it was deleted since the plan was made, or it lies beyond the visible range (可见范围) of the app behind `secret`, and lives on.",
			kind.Subject(noun, m))
}

// explain tells what a refusal means here.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	switch code := shared.Code(f.Err); {
	case errors.Is(f.Err, client.ErrNotFound) && f.Op == "read":
		f.Reason = "WeCom's list has no such room: it was deleted, or it lies beyond the visible range (可见范围) of the app"
		f.NextStep = "Correct the id, or widen the visible range of the app to all who may use the room."
	case code == 60111 || code == 60011 || code == 60003 || code == 60123:
		if m.UserIDs.IsNone() && m.DepartmentIDs.IsNone() {
			return
		}
		f.NextStep = fmt.Sprintf("WeCom does not say whom it means. Correct user_ids (%s) and department_ids (%s): they exist, and the app sees them (可见范围).%s",
			shared.Shorten(m.UserIDs.Strings()), shared.Shorten(texts(m.DepartmentIDs.Numbers())), shared.Console(f.Err))
	}
}

func texts(numbers []int64) (out []string) {
	for _, n := range numbers {
		out = append(out, fmt.Sprint(n))
	}
	return out
}
