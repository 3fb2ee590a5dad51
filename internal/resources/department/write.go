// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// errcodes that decide what happens next (doc 90313).
const (
	codeNoParent    = 60004
	codeOwnAncestor = 60010
	codeNoPlace     = 60124
)

// read asks for one department; refreshes are many and share calls.
func read(r *kind.Run, m *model) (d *client.Department, err error) {
	if r.Op == "read" {
		d, err = r.Client.Departments.Read(r, m.ID.ValueInt64())
	} else {
		d, err = r.Client.Departments.Get(r, m.ID.ValueInt64())
	}
	if err == nil && (r.Op == "read" || r.Op == "data") {
		warnIDsOnly(r, d.IDsOnly)
	}
	return d, err
}

// warnIDsOnly tells once per run that names could not be compared.
func warnIDsOnly(r *kind.Run, idsOnly bool) {
	if idsOnly && r.Client.TakeNotice(client.NoticeDepartmentNamesUnreadable) {
		r.Warn("Department names could not be read", "%s", shared.IDsOnlyReason+". Names, English names and leaders of resources are taken from the state, so a "+
			"rename in the console is not seen; in data sources they are null.\n"+shared.IDsOnlyRemedy)
	}
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	in := m.toCreate()
	// Without the baseline a lost answer cannot be told from a twin that was there before; the client then says so
	// instead of guessing.
	in.Before, _ = r.Client.Departments.Baseline(r)
	var id int64
	send := func(in *client.CreateDepartmentRequest, m *model) error {
		return names(&client.UpdateDepartmentRequest{}).Create(r, m, func() (err error) {
			id, err = r.Client.Departments.Create(r, in)
			return err
		})
	}
	err := r.Arrives(r, shared.Missing{Absent: noParent, Try: func() error { return send(in, m) }, Aside: func() error {
		at := m.aside()
		placed := at.toCreate()
		placed.Before = in.Before
		if err := send(placed, at); id == 0 {
			return err
		}
		return r.Claims.Late(r, claim(m.ParentID), func(ctx context.Context) error {
			return r.Client.Departments.Update(ctx, &client.UpdateDepartmentRequest{ID: id, Name: &in.Name, NameEN: in.NameEN, ParentID: &in.ParentID})
		})
	}})
	if id == 0 {
		return kind.Made{}, err
	}
	arrived(r, id)
	wrote(r, m, in.NameEN != nil)
	// Leaders are set on members (doc 90195), and a name that was not sent is not there.
	if m.NameEN.IsUnknown() {
		m.NameEN = field.TextOf("")
	}
	if m.LeaderUserIDs.IsUnknown() {
		m.LeaderUserIDs = field.StringsSet(nil)
	}
	return kind.Made{ID: strconv.FormatInt(id, 10)}, err
}

// noParent reports that the parent is not there, or that it is below the department: another operation of the same
// apply may make it, or move it away.
func noParent(err error) bool {
	switch shared.Code(err) {
	case codeNoParent, codeNoPlace, codeOwnAncestor:
		return true
	}
	return false
}

// arrived brings to a department that was made or moved those that wait for it.
func arrived(r *kind.Run, id int64) {
	if err := r.Claims.Arrived(r, claim(field.WholeValue(id))); err != nil {
		r.Warn(fmt.Sprintf("Not all departments are below department %d yet", id), "Departments that were made before it wait directly below the root, under a temporary "+
			"name. Moving them below it failed; the next plan shows what is left to do.\n\n%s", err)
	}
}

// aside is a department as it waits for its parent to be made: directly below the root, under a temporary name.
func (m *model) aside() *model {
	at := *m
	at.Name = types.StringValue(nameRule.Aside(m.Name.ValueString(), rand.Text()[:8]))
	if field.KnownText(m.NameEN) != nil {
		at.NameEN = at.Name
	}
	at.ParentID = field.WholeValue(rootID)
	return &at
}

func update(r *kind.Run, plan, state *model) (bool, error) {
	in := plan.toUpdate(state)
	if in == nil {
		return false, nil
	}
	err := r.Arrives(r, shared.Missing{Absent: noParent, Try: func() error {
		return names(in).Update(r, plan, state, func() error { return r.Client.Departments.Update(r, in) })
	}})
	if err != nil {
		return false, err
	}
	if in.ParentID != nil {
		arrived(r, in.ID)
	}
	wrote(r, plan, in.NameEN != nil)
	return true, nil
}

// wrote has a department read back whose English name was written, to see whether WeCom kept it. An order that WeCom
// chose is worth no call of its own: the next refresh reads all orders at once.
func wrote(r *kind.Run, m *model, nameEN bool) {
	switch {
	case nameEN:
		r.Look = true
		kind.Remember(r, uncheckedKey, m.NameEN.ValueString())
	case m.Order.IsUnknown():
		m.Order = field.WholeNull()
	}
}

// While the corp's multi-language support is off, WeCom may accept an English name and read it back as "" (doc 90205;
// the read-back is an Unknown). That must be neither an inconsistent result after apply nor a difference in every plan,
// yet a name cleared in the console must show. So the provider remembers which English name WeCom answered with ""
// right after it was written, and which one was written but not read since: cleared in the console before that, it is
// taken for dropped.
const (
	ignoredKey   = "name_en_ignored"
	uncheckedKey = "name_en_unchecked"
)

func seen(r *kind.Run, m, before *model, got *client.Department) {
	if got.IDsOnly || r.Op != "read" && !r.Look {
		return
	}
	ignored, unchecked := kind.Recall[string](r, ignoredKey), kind.Recall[string](r, uncheckedKey)
	if r.Look {
		ignored, unchecked = "", before.NameEN.ValueString()
	}
	now := ignored
	switch {
	case got.NameEN != "":
		now = ""
	case unchecked != "":
		now = unchecked
	}
	if unchecked != "" || now != ignored {
		kind.Remember(r, ignoredKey, now)
		kind.Remember(r, uncheckedKey, "")
	}
	if now != "" && before.NameEN.ValueString() == now {
		m.NameEN = before.NameEN
		r.Warn(fmt.Sprintf("WeCom does not keep the English name of %s", subject(m)), "WeCom accepted name_en of %s but reads it back empty: the corp's multi-language "+
			"support (多语言) is off. Switch it on in the console, or remove name_en.", subject(m))
	}
}

// unique begins the keys under which departments claim names.
const unique = "department"

// names are those of a department, which no sibling may have at any moment; in is the update under way.
func names(in *client.UpdateDepartmentRequest) *kind.Unique[model] {
	return &kind.Unique[model]{
		Scope: unique, Rule: nameRule, Taken: inTheWay,
		Name: func(m *model) string { return m.Name.ValueString() },
		Yield: func(r *kind.Run, _, m *model, back bool) error {
			id := m.ID.ValueInt64()
			other := &client.UpdateDepartmentRequest{ID: id, Name: field.KnownText(m.Name), NameEN: field.KnownText(m.NameEN)}
			if !back {
				aside := func(name string) *string {
					name = nameRule.Aside(name, strconv.FormatInt(id, 10))
					return &name
				}
				other.Name = aside(*other.Name)
				if in.Name == nil { // must now be sent, even where only the parent was to change
					in.Name = field.KnownText(m.Name)
				}
				if other.NameEN != nil {
					if in.NameEN == nil {
						in.NameEN = other.NameEN
					}
					other.NameEN = aside(*other.NameEN)
				}
			}
			return r.Client.Departments.Update(r, other)
		},
	}
}

// inTheWay finds the department that has the wanted id, name or English name.
func inTheWay(r *kind.Run, want *model, self string) (alike string, err error) {
	if want.ParentID.IsUnknown() { // in a plan
		return "", nil
	}
	siblings, err := r.Client.Departments.List(r, want.ParentID.ValueInt64Pointer())
	if err != nil {
		return "", err
	}
	name, nameEN := want.Name.ValueString(), field.KnownText(want.NameEN)
	for _, d := range siblings {
		id := strconv.FormatInt(d.ID, 10)
		switch {
		case id == self || d.ParentID != want.ParentID.ValueInt64() || d.IDsOnly:
		case d.Name == name || nameEN != nil && d.NameEN == *nameEN:
			return id, nil
		// assumed: WeCom may not tell names apart by case; the page does not say.
		case strings.EqualFold(d.Name, name) || nameEN != nil && strings.EqualFold(d.NameEN, *nameEN):
			alike = id
		}
	}
	if id := want.ID.Known(); id != nil && self == "" {
		there := slices.ContainsFunc(siblings, func(d client.Department) bool { return d.ID == *id })
		if !there && !client.IsGlimpse(r) {
			_, err := r.Client.Departments.Get(r, *id)
			there = err == nil
		}
		if there {
			return strconv.FormatInt(*id, 10), nil
		}
	}
	return alike, nil
}

// explain names what is in the way of a write, and what a data source did not find.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	var clash *shared.ErrClash
	switch {
	case r.Op == "data":
		*f = f.MissingDepartment(m.ID.ValueInt64())
	case noParent(f.Err) && f.Op != "delete":
		explainPlace(m, f)
	case !errors.As(f.Err, &clash) || clash.By == "":
	case f.Op == "create" && clash.By == claim(m.ID):
		f.Reason = fmt.Sprintf("department id %s is taken", m.ID)
		f.NextStep = fmt.Sprintf("To manage that department, import it:  terraform import <address> %s\nOtherwise choose another id, or leave id out.", m.ID)
	default:
		f.Reason = fmt.Sprintf("a sibling of that name exists already (id %s)", strings.TrimPrefix(clash.By, unique+"/"))
	}
}

// explainPlace says what to do where nothing in the apply made the parent, or moved it away, in time.
func explainPlace(m *model, f *shared.Failure) {
	if shared.Code(f.Err) == codeOwnAncestor {
		f.Reason = fmt.Sprintf("department %d is below it, so that it would become its own ancestor", m.ParentID.ValueInt64())
		f.NextStep = "Choose a parent that is not below the department. Where the two trade places in this apply, apply again: what was moved away by then is not in the way any more."
		return
	}
	f.Reason = fmt.Sprintf("there is no department %d, its parent", m.ParentID.ValueInt64())
	f.NextStep = "Correct parent_id. Where this apply makes the parent, too, apply again; with parent_id = <address>.id instead of the number, Terraform makes it first."
}

// remove waits for the department to become empty: what is inside may be moving out in the same apply.
func remove(r *kind.Run, m *model) error {
	id, until := m.ID.ValueInt64(), r.Emptying(r, m.Timeouts, r.Diags)
	if r.Diags.HasError() {
		return nil
	}
	defer r.Claims.Rest()()
	for {
		err := r.Client.Departments.Delete(r, id)
		if !shared.NotEmpty(err) {
			return err
		}
		waited := until.Over(err)
		if waited == "" && shared.Pause(r, r.Poll) == nil {
			continue
		}
		return shared.Failure{Op: "delete", Noun: noun, Subject: subject(m), Err: err,
			Reason: strings.TrimSpace(fmt.Sprintf("%s it still has %s", waited, r.Inside(r, id))),
			NextStep: "Move or delete what is inside first (通讯录 → 组织架构). WeCom never deletes a department with what it holds, " +
				"and neither does this provider.\nTerraform destroys a department before it moves out what referred to it: if that is the case here, apply the move " +
				"first and the destroy after it, or give the department lifecycle { create_before_destroy = true }.",
		}.AsError()
	}
}
