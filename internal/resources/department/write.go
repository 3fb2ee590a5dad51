// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// errcodes that decide what happens next (doc 90313).
const (
	codeHasMembers     = 60005
	codeHasDepartments = 60006
)

func (r *Resource) create(ctx context.Context, plan *model) (id int64, err error) {
	in := plan.toCreate()
	// Without the baseline a lost answer cannot be told from a twin that was
	// there before; the client then says so instead of guessing.
	in.Before, _ = r.Client.Departments.Baseline(ctx)
	err = r.Resolve(ctx, shared.Clash{
		Try: func(ctx context.Context) (err error) {
			id, err = r.Client.Departments.Create(ctx, in)
			return err
		},
		InTheWay: func(ctx context.Context) (string, error) {
			return r.inTheWay(ctx, wanted{parent: in.ParentID, id: in.ID, name: in.Name, nameEN: in.NameEN})
		},
	})
	return id, err
}

func (r *Resource) update(ctx context.Context, in *client.UpdateDepartmentRequest, plan, state *model) error {
	self := plan.ID.ValueInt64()
	want := wanted{self: self, parent: plan.ParentID.ValueInt64(), name: plan.Name.ValueString(), nameEN: shared.KnownText(plan.NameEN)}
	return r.Resolve(ctx, shared.Clash{
		Self:     claimKey(self),
		Try:      func(ctx context.Context) error { return r.Client.Departments.Update(ctx, in) },
		InTheWay: func(ctx context.Context) (string, error) { return r.inTheWay(ctx, want) },
		StepAside: func(ctx context.Context) error {
			name := nameRule.Aside(state.Name.ValueString(), strconv.FormatInt(self, 10))
			aside := &client.UpdateDepartmentRequest{ID: self, Name: &name}
			in.Name = shared.KnownText(plan.Name) // must now be sent, even where only the parent was to change
			if configured(state.NameEN) {
				nameEN := nameRule.Aside(state.NameEN.ValueString(), strconv.FormatInt(self, 10))
				aside.NameEN, in.NameEN = &nameEN, shared.KnownText(plan.NameEN)
			}
			return r.Client.Departments.Update(ctx, aside)
		},
		StepBack: func(ctx context.Context) error {
			return r.Client.Departments.Update(ctx, &client.UpdateDepartmentRequest{ID: self, Name: shared.KnownText(state.Name), NameEN: shared.KnownText(state.NameEN)})
		},
	})
}

// readBack fills what the plan of a written department left open, and sees
// whether WeCom kept the English name when one was written. What was not read
// is null; the next refresh reads it.
func (r *Resource) readBack(ctx context.Context, plan *model, wroteNameEN bool, private shared.PrivateState, diags *diag.Diagnostics) error {
	if !wroteNameEN && !plan.open() {
		return nil
	}
	details := wroteNameEN || plan.NameEN.IsUnknown() || plan.LeaderUserIDs.IsUnknown()
	got, err := r.Client.Departments.ReadBack(ctx, plan.ID.ValueInt64(), plan.ParentID.ValueInt64(), details)
	if err != nil {
		orderUnread := plan.Order.IsUnknown()
		plan.settle()
		if wroteNameEN {
			noteUncheckedNameEN(ctx, plan, private, diags)
		}
		if !errors.Is(err, client.ErrReadBackSpared) {
			return err
		}
		if orderUnread && r.Client.TakeNotice(client.NoticeReadBackSpared) {
			diags.AddWarning("Order of departments not read yet",
				"This apply wrote many departments whose order WeCom chose. For some of them `order` is null in the state until the next "+
					"refresh (any plan or apply) reads all at once; nothing is planned because of it. To have it in this apply, write `order`.")
		}
		return nil
	}
	plan.fill(got)
	if wroteNameEN {
		noteNameEN(ctx, plan, got, private, diags)
	}
	return nil
}

// wanted is the place in the tree that a write asks for.
type wanted struct {
	self, parent int64
	id           *int64
	name         string
	nameEN       *string
}

// inTheWay finds the department that has the wanted id, name or English name.
func (r *Resource) inTheWay(ctx context.Context, want wanted) (string, error) {
	siblings, err := r.Client.Departments.List(ctx, &want.parent)
	if err != nil {
		return "", err
	}
	alike := ""
	for _, d := range siblings {
		switch {
		case d.ID == want.self || d.ParentID != want.parent || d.IDsOnly:
		case d.Name == want.name || want.nameEN != nil && d.NameEN == *want.nameEN:
			return claimKey(d.ID), nil
		// assumed: WeCom may not tell names apart by case; the page does not say.
		case strings.EqualFold(d.Name, want.name) || want.nameEN != nil && strings.EqualFold(d.NameEN, *want.nameEN):
			alike = claimKey(d.ID)
		}
	}
	if want.id != nil {
		if _, err := r.Client.Departments.Get(ctx, *want.id); err == nil {
			return claimKey(*want.id), nil
		}
	}
	return alike, nil
}

// clashDiag adds the error of a refused write; a clash names what is in the way
// and how to take it over.
func (r *Resource) clashDiag(diags *diag.Diagnostics, op string, plan *model, err error) {
	f := shared.Failure{Op: op, Noun: noun, Subject: plan.subject(), Err: err}
	var clash *shared.ErrClash
	if errors.As(err, &clash) && clash.By != "" {
		by := strings.TrimPrefix(clash.By, claimPrefix)
		if id := shared.KnownNumber(plan.ID); id != nil && op == "create" && by == strconv.FormatInt(*id, 10) {
			f.Reason = fmt.Sprintf("department id %s is taken", by)
			f.NextStep = fmt.Sprintf("To manage that department, import it:  terraform import <address> %s\n"+
				"Otherwise choose another id, or leave id out.", by)
		} else {
			f.Reason = fmt.Sprintf("a sibling of that name exists already (id %s)", by)
			f.NextStep = fmt.Sprintf("To manage it, import it:  terraform import <address> %s\nOtherwise choose another name.", by)
		}
	}
	shared.Diag(diags, f)
}

// delete waits up to wait for the department to become empty: what is inside
// may be moving out in the same apply.
func (r *Resource) delete(ctx context.Context, state *model, wait time.Duration, diags *diag.Diagnostics) {
	id := state.ID.ValueInt64()
	giveUp := time.Now().Add(wait)
	for {
		err := r.Client.Departments.Delete(ctx, id)
		if err == nil || errors.Is(err, client.ErrNotFound) {
			return
		}
		code := shared.Code(err)
		if code != codeHasMembers && code != codeHasDepartments {
			shared.Diag(diags, shared.Failure{Op: "delete", Noun: noun, Subject: state.subject(), Err: err})
			return
		}
		if !time.Now().Before(giveUp) || shared.Pause(ctx, r.Poll) != nil {
			shared.Diag(diags, shared.Failure{
				Op: "delete", Noun: noun, Subject: state.subject(), Err: err,
				Reason: fmt.Sprintf("after waiting %s it still has %s", wait, r.Inside(ctx, id)),
				NextStep: "Move or delete what is inside first (通讯录 → 组织架构). WeCom never deletes a department with what it holds, " +
					"and neither does this provider.\nTerraform destroys a department before it moves out what referred to it: if that is the case here, apply the move " +
					"first and the destroy after it, or give the department lifecycle { create_before_destroy = true }.",
			})
			return
		}
	}
}
