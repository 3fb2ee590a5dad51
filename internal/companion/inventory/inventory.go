// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// Inventory is what one corp held while it was read. Objects and notes are in
// the order of Kinds, then as below, so that two reads of the same corp are
// equal.
type Inventory struct {
	CorpID string
	Kinds  []Kind // those that were asked for
	// Objects: departments, contact ways and links by id, tag groups and rules
	// by creation time and then id.
	Objects []Object
	// Notes say what is not in Objects, or not certain about them, and why.
	Notes []Note
}

// Object is one object of the corp.
type Object struct {
	Kind Kind
	ID   string // as the resource is imported by
	// Name is what people call it: of a contact way its remark, else its state.
	// "" when it has none or when it was not read.
	Name string
	// Path of a department: the names from below the root joined by "/". "" for
	// the root, for other kinds, and where names could not be read.
	Path string
	// CreatedAt is zero for departments and contact ways, whose creation WeCom
	// does not show, and where the content was not read.
	CreatedAt time.Time
	// Value is the content: a *client.Department, *client.TagGroup,
	// *client.ContactWay, *client.AcquisitionLink or *client.InterceptRule. It is
	// nil for the last three unless Options asked for content.
	Value any
}

// Root reports whether the object is the root department: the corp itself, which
// nobody made and nobody can delete.
func (o Object) Root() bool { return o.Kind == Department && o.ID == "1" }

// Reason is why something is not seen, or not certain.
type Reason string

// The reasons. The first two tell that Objects lacks something that WeCom
// refused to show now; the others hold for every corp or credential.
const (
	// KindRefused: nothing of the kind could be read. What exists of it is not
	// known: it is neither absent nor unmanaged.
	KindRefused Reason = "kind_refused"
	// ObjectRefused: Note.ID exists, but WeCom refused to show it.
	ObjectRefused Reason = "object_refused"
	// NamesUnreadable: ids, parents and orders of departments are true, names
	// are not known (errcode 48009).
	NamesUnreadable Reason = "names_unreadable"
	// PartlyVisible: departments outside the visible range of the app are not
	// seen.
	PartlyVisible Reason = "partly_visible"
	// NotListed: WeCom has no list of some objects of the kind.
	NotListed Reason = "not_listed"
	// OwnerUnknown: objects of other apps and of the console are among those
	// seen; WeCom does not say which, and refuses to change them.
	OwnerUnknown Reason = "owner_unknown"
)

// Note says what is not seen of a kind, or of one object.
type Note struct {
	Kind   Kind
	ID     string // of the one object, "" for the kind
	Reason Reason
	Text   string // sentences for an administrator, without secrets
	Err    error  // of the two refusals
}

// Of returns the objects of one kind in their order.
func (inv *Inventory) Of(kind Kind) []Object {
	var out []Object
	for _, o := range inv.Objects {
		if o.Kind == kind {
			out = append(out, o)
		}
	}
	return out
}

// Seen reports whether the kind was asked for and could be read. Only then does
// an id that is not in Objects say anything; for what, see Notes.
func (inv *Inventory) Seen(kind Kind) bool {
	asked := false
	for _, k := range inv.Kinds {
		asked = asked || k == kind
	}
	for _, n := range inv.Notes {
		if n.Kind == kind && n.Reason == KindRefused {
			return false
		}
	}
	return asked
}

// Departments returns the content of the departments in Objects, sorted by id.
func (inv *Inventory) Departments() []client.Department {
	var out []client.Department
	for _, o := range inv.Of(Department) {
		if d, ok := o.Value.(*client.Department); ok {
			out = append(out, *d)
		}
	}
	return out
}
