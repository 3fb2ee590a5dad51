// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"errors"
	"fmt"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Removal takes nodes out of an object.
type Removal struct {
	Subject string // the object in messages
	Nodes   Nodes
	// Send removes nodes in one call.
	Send func(Nodes) error
	// Left reads which nodes the object has now, as far as the app sees them.
	Left func() (Nodes, error)
}

// unknownNode are the codes for members and departments that do not exist (docs 90313, 95097). Which one an endpoint
// answers is not documented, nor whether a node out of the app's sight is answered alike.
var unknownNode = map[int]bool{40003: true, 40031: true, 60111: true, 40066: true, 60003: true, 60123: true}

// IsUnknownNode reports whether WeCom refused a call because of a member or department that does not exist.
func IsUnknownNode(err error) bool { return unknownNode[shared.Code(err)] }

// unknownOfChat is what unknownNode are in group chats of apps (doc 90245).
const unknownOfChat = 86007

// unknownTag is the code of a contact tag that does not exist (doc 90313).
const unknownTag = 40068

// AwaitNodes sends a write, and again when it names a member, department or tag that another operation of the same
// apply made meanwhile: by its id, which Terraform does not take for a reference.
func (r *Run) AwaitNodes(try func() error) error {
	return r.Arrives(r, shared.Missing{Try: try, Absent: func(err error) bool { return absentNode(err) && !r.Diags.HasError() }})
}

// absentNode reports whether a write failed because what it names is not there.
func absentNode(err error) bool {
	var department *client.MissingDepartmentError
	code := shared.Code(err)
	return (IsUnknownNode(err) || code == unknownOfChat || code == unknownTag || errors.As(err, &department)) && !errors.Is(err, client.ErrOutcomeUnknown)
}

// Remove sends a removal. WeCom refuses the whole call for one node that is not in the corp any more, such as a
// department that the same apply destroyed before, or a member who left since the plan: such a node is out already, and
// must not keep the others in. What the object still has of the nodes is then removed without it.
func Remove(r *Run, rm Removal) error {
	if rm.Nodes.Empty() {
		return nil
	}
	err := rm.Send(rm.Nodes)
	if err == nil || !IsUnknownNode(err) && !errors.Is(err, client.ErrNotVisible) {
		return err
	}
	had, readErr := rm.Left()
	if readErr != nil {
		return err
	}
	left, gone := rm.Nodes.Within(had), rm.Nodes.Without(had)
	rest := func(n Nodes) error {
		again := rm
		again.Nodes = n
		return Remove(r, again)
	}
	switch {
	case !gone.Empty():
		if e := rest(left); e != nil {
			return e
		}
		if !IsUnknownNode(err) && !certainlyGone(r, gone) { // out of the app's sight, and perhaps in force still
			return err
		}
		rm.tell(r, gone.UserIDs)
		return nil
	case !IsUnknownNode(err):
		return err
	case len(rm.Nodes.UserIDs)+len(rm.Nodes.DepartmentIDs) == 1: // WeCom shows it, and does not know it
		rm.tell(r, rm.Nodes.UserIDs)
		return nil
	}
	// WeCom shows what has left, too: the halves tell.
	first, half := Nodes{}, (len(rm.Nodes.UserIDs)+len(rm.Nodes.DepartmentIDs))/2
	first.UserIDs = rm.Nodes.UserIDs[:min(half, len(rm.Nodes.UserIDs))]
	first.DepartmentIDs = rm.Nodes.DepartmentIDs[:half-len(first.UserIDs)]
	return errors.Join(rest(first), rest(rm.Nodes.Without(first)))
}

// tell warns of members that WeCom does not know: that they have left is likely, not certain.
func (rm Removal) tell(r *Run, users []string) {
	if len(users) > 0 {
		r.Warn(fmt.Sprintf("Members of %s not found", rm.Subject), "WeCom did not find %s, to be taken out of %s. Who left the corp is out of it already. Who is only outside "+
			"the visible range (可见范围) of the app is not: widen that range, and plan again.", shared.Shorten(users), rm.Subject)
	}
}

// certainlyGone reports whether the departments of n are known not to exist. Of members that cannot be known.
func certainlyGone(r *Run, n Nodes) bool {
	return len(n.UserIDs) == 0 && !slices.ContainsFunc(n.DepartmentIDs, func(id int64) bool {
		_, err := r.Client.Departments.Get(r, id)
		return !errors.Is(err, client.ErrNotFound)
	})
}
