// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// Inventory is what one corp held while it was read. Objects and notes are in the order of Kinds, so that two reads of
// the same corp are equal.
type Inventory struct {
	CorpID string
	Kinds  []Kind // those that were asked for
	// Objects of a kind are sorted by the time of creation, where WeCom's list shows it, and by id.
	Objects []Object
	// Notes say what is not in Objects, or not certain about them, and why.
	Notes []Note
}

// Object is one object of the corp.
type Object struct {
	Kind Kind
	ID   string // as the resource is imported by
	// Name is what people call it: of a contact way its remark, else its state. "" when it has none or when it was not
	// read.
	Name string
	// Path of an object in a tree: the names from below the root joined by "/". "" for the root, for other kinds, and
	// where names could not be read.
	Path string
	// CreatedAt is zero where WeCom does not show it, and where the content was not read.
	CreatedAt time.Time
	// Value is the content, as the client reads it. It is nil where WeCom's list does not have it, unless Options asked
	// for content.
	Value any
}

// Root reports whether the object is one that nobody made and nobody can delete: the root department is the corp
// itself.
func (o Object) Root() bool {
	about := o.Kind.About()
	return about != nil && about.Root != "" && o.ID == about.Root
}

// Parent is the id of the object above it in the tree of its kind, "" where there is no tree.
func (o Object) Parent() string {
	parent, _ := o.place()
	return parent
}

// Rank is its position among its siblings, larger first.
func (o Object) Rank() int64 {
	_, rank := o.place()
	return rank
}

func (o Object) place() (parent string, rank int64) {
	if about := o.Kind.About(); about != nil && about.Place != nil && o.Value != nil {
		return about.Place(o.Value)
	}
	return "", 0
}

// Reason is why something is not seen, or not certain.
type Reason = kind.Reason

// The reasons that hold for every kind beside those that a noun gives, which hold for every corp or credential: Objects
// lacks something that WeCom refused to show now.
const (
	// KindRefused: nothing of the kind could be read. What exists of it is not known: it is neither absent nor
	// unmanaged.
	KindRefused Reason = "kind_refused"
	// ObjectRefused: Note.ID exists, but WeCom refused to show it.
	ObjectRefused Reason = "object_refused"
)

// Note says what is not seen of a kind, or of one object.
type Note struct {
	Kind   Kind
	ID     string // of the one object, "" for the kind
	Reason Reason
	Text   string // sentences for an administrator, without secrets
	Err    error  // of the two refusals
	SameAs string // what an earlier note explains, where that has the same cause
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

// Seen reports whether the kind was asked for and could be read. Only then does an id that is not in Objects say
// anything; for what, see Notes.
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
