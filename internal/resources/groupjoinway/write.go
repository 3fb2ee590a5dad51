// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package groupjoinway

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// plan says what is certain before WeCom answers, and what a change puts at risk.
func plan(_ *kind.Run, c *kind.Change[model]) {
	if c.State == nil {
		return
	}
	if c.Config.MarkSource.IsNull() && c.Plan.MarkSource.IsUnknown() {
		c.Set(path.Root("mark_source"), c.State.MarkSource)
	}
	if c.State.MarkSource.IsNull() && !c.Config.MarkSource.IsNull() && !c.Config.MarkSource.IsUnknown() {
		c.Warn(path.Root("mark_source"), fmt.Sprintf("mark_source of %s is taken as configured, not compared with WeCom", c.State.subject()),
			fmt.Sprintf("WeCom does not show mark_source of %s. The state takes over what the configuration says; it is sent with the next change of another attribute.",
				c.State.subject()))
	}
	if c.Plan.Scene.IsUnknown() || !c.Plan.Scene.Equal(c.State.Scene) {
		c.Set(path.Root("qr_code"), types.StringUnknown())
		c.Warn(path.Root("scene"), fmt.Sprintf("Scene of %s changes", c.State.subject()),
			fmt.Sprintf("WeCom takes another scene for an existing join way (doc 92229), but not whether what is in use, %s, still works afterwards is documented. "+
				"Should it keep the former scene, the apply says so.", c.State.QRCode.ValueString()))
	}
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	id, err := r.Client.JoinWays.Create(r, m.request(r))
	return kind.Made{ID: id}, err
}

// update sends everything in one call, also the groups that WeCom added by itself, and looks at what came of it.
func update(r *kind.Run, plan, state *model) (bool, error) {
	in, was := plan.request(r), state.request(r)
	if in.MarkSource == nil || was.MarkSource == nil {
		was.MarkSource = in.MarkSource
	}
	if reflect.DeepEqual(in, was) {
		return false, nil
	}
	before, err := r.Client.JoinWays.Get(r, in.ID)
	if err != nil {
		return false, err
	}
	own := keepOwn(r, plan, state, before, in)
	overwrite(in)
	own, err = send(r, plan, in, own)
	var refused error
	if in.Scene != was.Scene && badParameter(err) {
		refused = err
		in.Scene = was.Scene // the rest is not to suffer for it
		if reflect.DeepEqual(in, withOwn(was, in)) {
			return false, sceneKept(state, refused, "").AsError()
		}
		own, err = send(r, plan, in, own)
	}
	if err != nil {
		return false, err
	}
	var got *client.JoinWay
	r.Await(func(ctx context.Context) bool {
		got, err = r.Client.JoinWays.Get(ctx, in.ID)
		return err != nil || len(unlike(r, plan, state, got, own)) == 0
	})
	if err != nil {
		return true, nil //nolint:nilerr // the next refresh sees what WeCom made of it
	}
	kind.Remember(r, added, ownChats(got, plan.ChatIDs.Strings(), own))
	warnOfCode(r, plan, state.QRCode, got)
	if plan.QRCode.IsUnknown() {
		plan.QRCode = field.TextOf(got.QRCode)
	}
	for _, u := range unlike(r, plan, state, got, own) {
		if u.attribute == "scene" {
			r.Fail(sceneKept(state, refused, " Everything else of this change was applied."))
		} else {
			r.Diags.AddAttributeError(path.Root(u.attribute), fmt.Sprintf("%s of %s is not as written", u.attribute, state.subject()),
				fmt.Sprintf("WeCom accepted the update of %s and now shows %s as %s. Everything else of this change was applied. Write what WeCom has, or apply again; "+
					"if WeCom keeps it, only a new join way, with a new code, is without it.\n\nhttps://developer.work.weixin.qq.com/document/path/92229",
					state.subject(), u.attribute, u.shown))
		}
		u.take()
	}
	return true, nil
}

// keepOwn adds to in what WeCom did by itself: the groups that it made, as far as a call may name them, and the number
// that it counted on to. It returns those groups.
func keepOwn(r *kind.Run, plan, state *model, before *client.JoinWay, in *client.JoinWayRequest) (own []string) {
	own = ownChats(before, state.ChatIDs.Strings(), kind.Recall[[]string](r, added))
	own = slices.DeleteFunc(own, func(id string) bool { return slices.Contains(in.ChatIDs, id) })
	if over := len(in.ChatIDs) + len(own) - maxChats; over > 0 {
		left := own[:over] // assumed: the latest stand last, and have room
		r.Warn("Groups leave "+plan.subject(), "WeCom made %d groups by itself, and a call names at most %d groups (doc 92229). With this change %s are no longer "+
			"reached by %s; the groups and those in them stay.", len(own), maxChats, shared.Shorten(left), plan.subject())
		own = own[over:]
	}
	in.ChatIDs = append(in.ChatIDs, own...)
	a, b := plan.auto(r), state.auto(r)
	if a == nil || b == nil || !a.NamePrefix.Equal(b.NamePrefix) || !a.FirstNumber.Equal(b.FirstNumber) || before.RoomBaseName == "" {
		return own
	}
	if n := before.RoomBaseID; n > 0 && (in.RoomBaseID == nil || n > *in.RoomBaseID) {
		in.RoomBaseID = &n
	}
	return own
}

// send updates. One group of own that is gone would refuse this update and every later one, and no configuration could
// take it out: it is left out, and every other one stays. It returns those that stay.
func send(r *kind.Run, plan *model, in *client.JoinWayRequest, own []string) ([]string, error) {
	named := in.ChatIDs
	written := named[:len(named)-len(own)]
	with := func(some ...string) error {
		in.ChatIDs = slices.Concat(written, some)
		return r.Client.JoinWays.Update(r, in)
	}
	first := with(own...)
	if !goneCodes[shared.Code(first)] || len(own) == 0 {
		return own, first
	}
	left := func(stay []string) ([]string, error) {
		gone := slices.DeleteFunc(slices.Clone(own), func(id string) bool { return slices.Contains(stay, id) })
		r.Warn("Groups leave "+plan.subject(), "WeCom made groups by itself and refuses them now, as it does once a group is dissolved (errcode %d): %s. With this change "+
			"they are no longer in %s.", shared.Code(first), shared.Shorten(gone), plan.subject())
		return stay, nil
	}
	for i := range own {
		stay := slices.Delete(slices.Clone(own), i, i+1)
		switch err := with(stay...); {
		case err == nil:
			return left(stay)
		case !goneCodes[shared.Code(err)]:
			return own, err
		}
	}
	if err := with(); err != nil { // one that is written is gone
		in.ChatIDs = named
		return own, first
	}
	var stay []string
	for _, id := range own {
		switch err := with(append(slices.Clone(stay), id)...); {
		case err == nil:
			stay = append(stay, id)
		case !goneCodes[shared.Code(err)]:
			return stay, err
		}
	}
	in.ChatIDs = slices.Concat(written, stay)
	return left(stay)
}

// overwrite writes out what is empty, so that a server that keeps what it is not sent clears it, too.
func overwrite(in *client.JoinWayRequest) {
	none := ""
	for _, at := range []**string{&in.Remark, &in.State} {
		if *at == nil {
			*at = &none
		}
	}
	if in.AutoCreate == 1 && in.RoomBaseName == nil {
		in.RoomBaseName = &none
	}
}

// withOwn is was with what in has of WeCom's own.
func withOwn(was, in *client.JoinWayRequest) *client.JoinWayRequest {
	out := *was
	overwrite(&out)
	if len(in.ChatIDs) >= len(out.ChatIDs) && slices.Equal(in.ChatIDs[:len(out.ChatIDs)], out.ChatIDs) {
		out.ChatIDs = in.ChatIDs
	}
	if out.AutoCreate == in.AutoCreate && reflect.DeepEqual(out.RoomBaseName, in.RoomBaseName) {
		out.RoomBaseID = in.RoomBaseID
	}
	return &out
}

// unlikeness is an attribute that WeCom shows otherwise than this update wrote it; take has the plan say what is there.
type unlikeness struct {
	attribute, shown string
	take             func()
}

// unlike holds what was changed against what WeCom shows.
func unlike(r *kind.Run, plan, state *model, w *client.JoinWay, own []string) (all []unlikeness) {
	is := *plan
	is.take(r, w, own)
	text := func(v types.String) string {
		if v.IsNull() {
			return "none"
		}
		return fmt.Sprintf("%q", v.ValueString())
	}
	for _, t := range []struct {
		name          string
		to, from, got *types.String
	}{{"scene", &plan.Scene, &state.Scene, &is.Scene}, {"remark", &plan.Remark, &state.Remark, &is.Remark}, {"state", &plan.State, &state.State, &is.State}} {
		if !t.to.Equal(*t.from) && !t.to.Equal(*t.got) {
			all = append(all, unlikeness{t.name, text(*t.got), func() { *t.to = *t.got }})
		}
	}
	if !plan.ChatIDs.Same(state.ChatIDs) && !plan.ChatIDs.Same(is.ChatIDs) {
		all = append(all, unlikeness{"chat_ids", shared.Shorten(is.ChatIDs.Strings()), func() { plan.ChatIDs = is.ChatIDs }})
	}
	if a, b := plan.auto(r), is.auto(r); !plan.AutoCreate.Equal(state.AutoCreate) && ((a == nil) != (b == nil) || a != nil && !a.NamePrefix.Equal(b.NamePrefix)) {
		shown := "off"
		if b != nil {
			shown = "on, with the prefix " + text(b.NamePrefix)
		}
		all = append(all, unlikeness{"auto_create", shown, func() { plan.AutoCreate = is.AutoCreate }})
	}
	if w.MarkSource != nil && !state.MarkSource.IsNull() && !plan.MarkSource.Equal(state.MarkSource) && !plan.MarkSource.Equal(is.MarkSource) {
		all = append(all, unlikeness{"mark_source", fmt.Sprint(*w.MarkSource), func() { plan.MarkSource = is.MarkSource }})
	}
	return all
}

var errSceneStays = errors.New("WeCom answered that all is well, and the join way still has its former scene")

// sceneKept is the error of a scene that WeCom keeps; err is nil where it keeps it in silence.
func sceneKept(state *model, err error, rest string) shared.Failure {
	if err == nil {
		err = errSceneStays
	}
	return shared.Failure{Op: "update", Noun: noun, Subject: state.subject(), Err: err, At: "scene", Reason: "WeCom keeps its scene, " + state.Scene.ValueString(),
		NextStep: "Put the former scene back: its code stays as it is. For the other scene make a second join way beside it, with a code of its own, and remove this one " +
			"once nobody uses its code." + rest}
}

// badParameter reports the codes for a value that WeCom does not take.
func badParameter(err error) bool {
	switch shared.Code(err) {
	case 40035, 40058, 40063, 41040:
		return true
	}
	return false
}

// chatCodes refuse a call because of a group that it names (docs 92122, 92229, 90313); WeCom does not say which one.
var chatCodes = map[int]bool{40050: true, 49008: true, 86001: true, 86003: true, 90501: true, 90509: true, 60011: true, 84061: true, 84074: true, 60111: true, 41091: true}

// goneCodes are those of them that say of a group that it is none, or none any more.
var goneCodes = map[int]bool{40050: true, 49008: true, 86001: true, 86003: true, 90501: true, 90509: true}

// explain adds to a failure what is particular to join ways.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	var unknown *client.OutcomeUnknownError
	switch {
	case errors.As(f.Err, &unknown):
		f.NextStep = "WeCom lists no join ways (加入群聊) and shows them in no console, so nobody can look for it; if it was made, it has a code that nobody knows and counts " +
			"in the 500,000 of the corp. Apply again to make one."
	case errors.Is(f.Err, client.ErrNotFound):
		f.Reason = "this app has no join way of that id: it was deleted, or another app made it"
		f.NextStep = "Plan again if it was deleted. Otherwise use the `secret` of the app that made it: WeCom shows a join way to no other app, and lists none."
	case chatCodes[shared.Code(f.Err)] && (f.Op == "create" || f.Op == "update"):
		meaning, _ := client.Explain(f.Err)
		f.At = "chat_ids"
		if own := kind.Recall[[]string](r, added); f.Op == "update" && len(own) > 0 {
			f.Reason = fmt.Sprintf("it means one of the groups in chat_ids, %s, or of those that WeCom made by itself, %s, and does not say which. %s",
				shared.Shorten(m.ChatIDs.Strings()), shared.Shorten(own), meaning.Meaning)
			f.NextStep = meaning.NextStep + shared.Console(f.Err)
			break
		}
		if ids := m.ChatIDs.Strings(); len(ids) == 1 {
			f.Reason = fmt.Sprintf("it means %s, the only group in chat_ids. %s", ids[0], meaning.Meaning)
			f.NextStep = meaning.NextStep + shared.Console(f.Err)
			break
		}
		f.Reason = fmt.Sprintf("it means one of the groups in chat_ids, %s, and does not say which. %s", shared.Shorten(m.ChatIDs.Strings()), meaning.Meaning)
		f.NextStep = meaning.NextStep + shared.Console(f.Err)
		if f.Op == "update" {
			f.NextStep += "\nEvery update names all groups again: one that was dissolved, or whose owner left since, refuses it although nothing else changed."
		}
	}
}
