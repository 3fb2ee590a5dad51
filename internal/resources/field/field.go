// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package field says what an attribute is, once: its type, limits, default, what a change does, and its key in WeCom's
// API. The schema of the resource, that of its data sources, and the text of every page come from it.
package field

import (
	"math"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// shape is the type of an attribute.
type shape int

const (
	text shape = iota
	number
	flag
	set
	object
	objects    // a map of objects; its keys are the user's
	objectList // a list of objects
	textList   // a list of texts
	block      // an attribute or block that the noun describes itself
)

// mode is who sets an attribute.
type mode int

const (
	shown     mode = iota // WeCom, once and for all
	live                  // WeCom, and it may change
	required              // the configuration
	optional              // the configuration, or nobody
	managed               // the configuration; where it says nothing, WeCom, and then it is left alone
	defaulted             // the configuration, else the default
	resolved              // the configuration, else the plan of the noun
)

// Replacing says when a change of an attribute needs a new object.
type Replacing int

const (
	// Never is what WeCom can change in place.
	Never Replacing = iota
	// Always is a value that WeCom cannot change.
	Always
	// WhenKnown is like Always, but null in the state means that WeCom does not show the value, and then the first one
	// that is configured is taken as the one that is there.
	WhenKnown
	// Presence is an object that can be changed, but neither added nor removed.
	Presence
)

// Field is one attribute. Make it with Text, Number, Flag, Word, Strings, Users, Departments, Words, Object and so on.
type Field struct {
	Name string

	shape    shape
	mode     mode
	what     string // the meaning, without a full stop
	key      string // API key, "" for what only Terraform knows
	keyNote  string // behind the key
	notes    string // further sentences of the resource's page
	fallback string // what holds without the line, where no default tells
	reads    string // the meaning on data sources, where it differs
	replace  Replacing
	loss     string // what a replacement is: "the contact way and its QR code"
	secret   bool

	phrases []string // limits in words
	strings []validator.String
	numbers []validator.Int64
	sets    []validator.Set
	objects []validator.Object
	maps    []validator.Map
	lists   []validator.List
	changes []planmodifier.String // of a text
	def     attr.Value
	setType SetType
	fields  Fields
	own     schema.Attribute // of block
	ownData datasource.Attribute
	hidden  bool   // not on data sources
	steady  bool   // a plan takes it for unchanged
	only    bool   // on data sources only
	written bool   // write-only
	unless  string // an attribute beside which it is not written
	follows string // a flag that makes it true where the configuration does not say it

	refers   string // the resource type whose ids it holds
	people   bool   // a set of userids
	arranged bool   // a position, see Arranged
}

// Fields are the attributes of an object in the order of its page.
type Fields []Field

// Option changes a Field.
type Option func(*Field)

// Modes. Without one an attribute is WeCom's and never changes.
var (
	// Required is given by every configuration.
	Required Option = func(f *Field) { f.mode = required }
	// Optional may be left out, which is to have none.
	Optional Option = func(f *Field) { f.mode = optional }
	// Managed is WeCom's where the configuration says nothing, and is then left as it is.
	Managed Option = func(f *Field) { f.mode = managed }
	// Live is WeCom's and may change.
	Live Option = func(f *Field) { f.mode = live }
	// Watched is WeCom's and may change, but not by a change of the object's other attributes.
	Watched Option = func(f *Field) { f.mode, f.steady = live, true }
	// Resolved may be left out; the noun's plan then says what it is.
	Resolved Option = func(f *Field) { f.mode = resolved }
	// Hidden is not on data sources.
	Hidden Option = func(f *Field) { f.hidden = true }
	// OnRead is on data sources only.
	OnRead Option = func(f *Field) { f.only = true }
	// WriteOnly is sent and kept nowhere: in neither plan nor state.
	WriteOnly Option = func(f *Field) { f.mode, f.written, f.secret, f.hidden = optional, true, true, true }
	// Secret is sensitive.
	Secret Option = func(f *Field) { f.secret = true }
)

// Default is what holds where the configuration says nothing: a bool, an int or a string.
func Default(v any) Option {
	return func(f *Field) {
		f.mode = defaulted
		switch v := v.(type) {
		case bool:
			f.def = types.BoolValue(v)
		case int:
			f.def = types.Int64Value(int64(v))
		case string:
			f.def = types.StringValue(v)
		}
	}
}

// Note adds sentences to the resource's page.
func Note(sentences string) Option { return func(f *Field) { f.notes = sentences } }

// Without says what holds without the line: "no restriction", or for Managed WeCom's own default.
func Without(what string) Option { return func(f *Field) { f.fallback = what } }

// Reads is the meaning on data sources, where it is not that of the resource.
func Reads(what string) Option { return func(f *Field) { f.reads = what } }

// KeyNote stands behind the API key: "(1, 2)".
func KeyNote(note string) Option { return func(f *Field) { f.keyNote = note } }

// Replaces says that a change needs a new object, and what that is in words: "the contact way and its QR code".
func Replaces(when Replacing, loss string) Option {
	return func(f *Field) { f.replace, f.loss = when, loss }
}

// Is is a limit with its own words, such as a Name, Bytes, Between or NotEmpty.
func Is(rules ...Rule) Option {
	return func(f *Field) {
		for _, r := range rules {
			r.limit(f)
		}
	}
}

// InheritedBelow says that the value is not the object's own where the attribute of this name is set: an export does
// not write it then.
func InheritedBelow(name string) Option { return func(f *Field) { f.unless = name } }

// Follows is a flag that is true where the flag of this name is, and false otherwise, unless the configuration says it.
func Follows(name string) Option {
	return func(f *Field) {
		f.mode, f.follows, f.fallback = resolved, name, "`true` where `"+name+"` is, else `false`"
	}
}

// Keeps is a plan modifier of a text.
func Keeps(m planmodifier.String) Option {
	return func(f *Field) { f.changes = append(f.changes, m) }
}

func build(name, what, key string, of shape, opts []Option) Field {
	f := Field{Name: name, what: what, key: key, shape: of}
	for _, o := range opts {
		o(&f)
	}
	return f
}

// ID is the id that WeCom gives an object.
func ID(what, key string) Field { return Text("id", what, key, Note("Stable across updates.")) }

// Text is a string.
func Text(name, what, key string, opts ...Option) Field {
	f := build(name, what, key, text, opts)
	if !slices.ContainsFunc(f.strings, func(v validator.String) bool { _, tells := v.(Name); return tells }) {
		f.strings = append(f.strings, Visible{})
	}
	return f
}

// Word is one of the words of an enumeration; what tells what each means.
func Word(name, what, key string, words Words, opts ...Option) Field {
	f := build(name, what, key, text, opts)
	f.strings = append(f.strings, words)
	if f.mode != shown {
		f.notes = join(f.notes, "A value that WeCom added later is its decimal number.")
	}
	return f
}

// Time is when something happened, RFC 3339 in UTC.
func Time(name, what, key string, opts ...Option) Field {
	return build(name, what+", RFC 3339 in UTC", key, text, opts)
}

// Number is a whole number.
func Number(name, what, key string, opts ...Option) Field {
	return build(name, what, key, number, opts)
}

// Flag is true or false.
func Flag(name, what, key string, opts ...Option) Field { return build(name, what, key, flag, opts) }

// Strings is a set of texts.
func Strings(name, what, key string, opts ...Option) Field {
	f := build(name, what, key, set, opts)
	f.setType = StringSet
	f.sets = append(f.sets, Elements{Visible{}})
	return f.setDefault()
}

// WordSet is a set of the words of an enumeration.
func WordSet(name, what, key string, words Words, opts ...Option) Field {
	f := build(name, what, key, set, opts)
	f.setType = StringSet
	f.sets = append(f.sets, Elements{words})
	f.notes = join(f.notes, "A value that WeCom added later is its decimal number.")
	return f.setDefault()
}

// Users is a set of at most most userids, which differ not by case alone; 0 is no limit.
func Users(name, what, key string, most int, opts ...Option) Field {
	f := build(name, what, key, set, opts)
	f.setType, f.people = UserSet, true
	if most > 0 {
		Size(0, most, "members").limit(&f)
	}
	f.phrases = append(f.phrases, "each userid 1 to 64 bytes")
	f.notes = join(f.notes, "Compared without regard to case, as WeCom does.")
	f.sets = append(f.sets, Elements{UserID{}}, OneSpelling{})
	return f.setDefault()
}

// Departments is a set of ids of departments.
func Departments(name, what, key string, opts ...Option) Field {
	f := build(name, what, key, set, opts)
	f.setType, f.refers = NumberSet, "wecom_department"
	f.phrases = append(f.phrases, "each 1 to 4294967295")
	f.sets = append(f.sets, NumbersBetween{1, MaxDepartmentID})
	return f.setDefault()
}

// NumberIDs is a set of whole numbers from 1 on.
func NumberIDs(name, what, key string, opts ...Option) Field {
	f := build(name, what, key, set, opts)
	f.setType = NumberSet
	f.phrases = append(f.phrases, "each 1 to 9223372036854775807")
	f.sets = append(f.sets, NumbersBetween{1, math.MaxInt64})
	return f.setDefault()
}

// setDefault makes "not written" and "written as []" the same in state and plan: WeCom answers either.
func (f Field) setDefault() Field {
	f.sets = append([]validator.Set{NoNulls{}}, f.sets...)
	if f.mode == defaulted {
		f.def = Empty(f.setType)
	}
	return f
}

// None is the default of a set: the empty one.
var None Option = func(f *Field) { f.mode = defaulted }

// Object is an object with attributes of its own.
func Object(name, what, key string, fields Fields, opts ...Option) Field {
	f := build(name, what, key, object, opts)
	f.fields = fields
	return f
}

// Objects is a map of objects under keys of the user's.
func Objects(name, what, key string, fields Fields, opts ...Option) Field {
	f := build(name, what, key, objects, opts)
	f.fields = fields
	return f
}

// ObjectList is a list of objects.
func ObjectList(name, what, key string, fields Fields, opts ...Option) Field {
	f := build(name, what, key, objectList, opts)
	f.fields = fields
	return f
}

// TextList is a list of texts in an order that counts.
func TextList(name, what, key string, opts ...Option) Field {
	f := build(name, what, key, textList, opts)
	f.lists = append([]validator.List{listElements{}}, f.lists...)
	return f
}

// Own is an attribute that the noun describes itself, on the resource and on data sources; nil: not there.
func Own(name string, a schema.Attribute, data datasource.Attribute) Field {
	return Field{Name: name, shape: block, own: a, ownData: data, hidden: data == nil, only: a == nil}
}

// Protection is deletion_protection, which every resource has; loss says what a destroy costs.
func Protection(loss string) Field {
	f := Flag("deletion_protection", "When `true`, a plan that destroys or replaces this resource fails", "", Default(false), Hidden,
		Note(loss+" "+ProtectionWay))
	return f
}

// ProtectionWay tells the way out of deletion_protection.
const ProtectionWay = "To destroy it, set this to `false`, apply, then destroy. What Terraform hides from the plan fails in the apply: the replacement of a tainted object. Where no " +
	"configuration can be changed any more (tainted or deposed objects), the environment variable `WECOM_ALLOW_DESTROY` with the object's id lifts it for one run."

// Get finds a field by its name; nil when there is none.
func (fs Fields) Get(name string) *Field {
	for i := range fs {
		if fs[i].Name == name {
			return &fs[i]
		}
	}
	return nil
}

// Has reports whether the resource has a field of this name.
func (fs Fields) Has(name string) bool { f := fs.Get(name); return f != nil && f.OnResource() }

// Only are the fields of these names, in this order.
func (fs Fields) Only(names ...string) Fields {
	var out Fields
	for _, name := range names {
		if f := fs.Get(name); f != nil {
			out = append(out, *f)
		}
	}
	return out
}

// Key is the API key; "" for what only Terraform knows.
func (f Field) Key() string { return f.key }

// OnResource reports whether the resource has the field, and not data sources alone.
func (f Field) OnResource() bool { return !f.only }

// Replacing says when a change of the field needs a new object.
func (f Field) Replacing() Replacing { return f.replace }

// Needed reports whether a configuration has to write it.
func (f Field) Needed() bool { return f.mode == required }
