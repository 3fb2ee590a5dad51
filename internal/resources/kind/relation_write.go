// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Members are the nodes below one parent, as they are written.
type Members struct {
	*Run
	// Noun and Subject name the parent in messages, Of where the nodes are: "contact tag", `contact tag "a" (1)`, "the
	// tag".
	Noun, Subject, Of string
	// Add and Off put nodes below the parent and take them off, in as many calls as it takes, and return the rows that
	// WeCom refused although it accepted the call.
	Add, Off func(context.Context, Nodes) ([]Refusal, error)
	// Have reads what is there.
	Have func(context.Context) (Nodes, error)
	// NotAdded and NotOff are how to go on after a refused row.
	NotAdded, NotOff string

	refused      []Refusal
	added, taken Nodes
}

// errRows is a call that was accepted without some of its rows, which name what is not there.
var errRows = errors.New("rows were refused")

// Put puts nodes below the parent; what is refused is for Settle. What WeCom does not know may be made by the same
// apply, and is then put again.
func (w *Members) Put(n Nodes) error {
	w.added = w.added.Plus(n)
	var rows []Refusal
	err := w.Arrives(w, shared.Missing{
		Try: func() (err error) {
			if rows, err = w.Add(w, n); err != nil {
				return err
			}
			unknown := unknownRows(rows)
			if unknown.Empty() {
				return nil
			}
			for _, row := range rows { // what is not sent again is refused for good
				if !row.Unknown {
					w.refused = append(w.refused, row)
				}
			}
			rows = slices.DeleteFunc(rows, func(row Refusal) bool { return !row.Unknown })
			n = unknown
			return errRows
		},
		Absent: func(err error) bool { return errors.Is(err, errRows) || absentNode(err) },
	})
	w.refused = append(w.refused, rows...)
	if errors.Is(err, errRows) {
		return nil
	}
	return err
}

// unknownRows are the nodes of rows that WeCom does not know, as far as it says.
func unknownRows(rows []Refusal) (n Nodes) {
	for _, row := range rows {
		id, err := strconv.ParseInt(row.ID, 10, 64)
		switch {
		case !row.Unknown:
		case row.Attribute == "user_ids":
			n.UserIDs = append(n.UserIDs, row.ID)
		case err == nil:
			n.DepartmentIDs = append(n.DepartmentIDs, id)
		}
	}
	return n
}

// Take takes nodes off.
func (w *Members) Take(n Nodes) error {
	w.taken = w.taken.Plus(n)
	rows, err := w.Off(w, n)
	w.refused = append(w.refused, rows...)
	return err
}

// Settle names the rows that WeCom refused, and reports whether there are any. What is refused may be as it should be
// already, so a look decides.
func (w *Members) Settle() (refused bool) {
	if len(w.refused) == 0 {
		return false
	}
	missing, staying := w.added, w.taken
	if have, err := w.Have(client.Fresh(w)); err == nil {
		missing, staying = w.added.Without(have), w.taken.Within(have)
	}
	Report(w.Run, w.Subject, "added to "+w.Of, w.rows(missing), w.NotAdded)
	Report(w.Run, w.Subject, "taken off "+w.Of, w.rows(staying), w.NotOff)
	return !missing.Empty() || !staying.Empty()
}

// rows are those of nodes, with the reason where WeCom named one.
func (w *Members) rows(n Nodes) []Refusal {
	why := map[string]string{}
	for _, row := range w.refused {
		why[row.Attribute+"/"+row.ID] = row.Why
	}
	rows := Refusals(n, "")
	for i, row := range rows {
		rows[i].Why = why[row.Attribute+"/"+row.ID]
	}
	return rows
}

// Change leads from state to plan: additions first, so that nobody is off in between. When not all of it can be done,
// plan becomes what was reached, and the errors are told.
func (w *Members) Change(plan, state *Relation) (wrote bool) {
	add, off := plan.Difference(state, Imported(w.Run))
	var err error
	if !add.Empty() {
		wrote, err = true, w.Put(add)
	}
	if !off.Empty() && err == nil {
		wrote, err = true, w.Take(off)
	}
	if err != nil {
		w.Fail(shared.Failure{Op: "update", Noun: w.Noun, Subject: "the members of " + w.Subject, Err: err})
	}
	if err != nil || w.Settle() {
		if have, err := w.Have(client.Fresh(w)); err == nil {
			plan.Reached(state, have)
		} else {
			plan.UserIDs, plan.DepartmentIDs = state.UserIDs, state.DepartmentIDs
		}
		return wrote
	}
	ForgetImport(w.Run)
	if !state.Exclusive.ValueBool() || state.UserIDs.IsNull() != plan.UserIDs.IsNull() || state.DepartmentIDs.IsNull() != plan.DepartmentIDs.IsNull() {
		w.WarnBeyond(plan)
	}
	return wrote
}

// WarnBeyond names those whom the next plan takes off.
func (w *Members) WarnBeyond(m *Relation) {
	if !m.Exclusive.ValueBool() || m.UserIDs.IsNull() && m.DepartmentIDs.IsNull() {
		return
	}
	have, err := w.Have(w)
	if err != nil {
		return // the next plan shows them
	}
	if beyond := m.Beyond(have); !beyond.Empty() {
		w.Warn(fmt.Sprintf("Others are in %s: %s", w.Of, w.Subject), "Beside those that are declared, %s holds %s. exclusive is true, but this plan could not show them, so "+
			"they were left: the next plan shows that they are taken off.", w.Of, beyond)
	}
}
