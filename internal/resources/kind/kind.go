// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package kind makes the resource, the data sources and the list resource of a noun from one description of it. The
// order of calls, what is saved when, what survives a failure, reads that lag, identity, import, protection, refusals
// and loss warnings are here, once; a noun is its fields and a few functions.
package kind

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	datasources "github.com/hashicorp/terraform-plugin-framework/datasource"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	list "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Kind describes a noun. M is its state, a struct that embeds Object or NumberObject; O is what the client reads. What
// is not called needed may be left out.
type Kind[M, O any] struct {
	// Type is the resource type, wecom_contact_way. Needed.
	Type string
	// Noun and Nouns stand in messages: contact way, contact ways; Term is the console's word. Needed.
	Noun, Nouns, Term string
	// Area is where the pages of the noun stand. Needed.
	Area Area
	// Fields are the attributes, id first. Needed.
	Fields field.Fields
	// Blocks are those of the resource beside its attributes.
	Blocks func(context.Context) map[string]schema.Block
	// Page is the prose of the pages; see Page. Needed.
	Page Page
	// Import tells who gives a wrong import id what to give instead. Needed.
	Import Import

	// Needs is the credential without which WeCom refuses every write of the noun. Where it is set, a plan that writes
	// says when it is missing or wrong.
	Needs client.Credential

	// Subject names an object in messages: `contact way 42b3… "门店"`. Without it: noun, `name` and id.
	Subject func(*M) string
	// Recorded tells the client of an object that the state has, and when it was made.
	Recorded func(c *client.Client, id string, made time.Time)
	// Check holds rules between attributes against a configuration, which may hold unknown values. It is asked again
	// before each write.
	Check func(context.Context, *M, *diag.Diagnostics)
	// Plan completes the plan of an object that is made or changed.
	Plan func(*Run, *Change[M])
	// Settled reports whether Plan has nothing to do for a plan that equals this state, which then costs next to
	// nothing. It is for nouns of which a corp has thousands; without a Plan there never is anything.
	Settled func(*M) bool

	// Create makes the object. What is needed beyond its id runs as Made.More once the state has the id. Needed.
	Create func(*Run, *M) (Made, error)
	// Read gets the object; client.ErrNotFound is a certain absence. Needed.
	Read func(*Run, *M) (*O, error)
	// FromAPI takes over everything that WeCom shows. Needed.
	FromAPI func(*Run, *M, *O)
	// Update writes what differs, nothing when nothing does, and reports whether it wrote. An error saves nothing; what
	// was reached is saved when plan is set to it, the error added to Run.Diags, and nil returned. Needed.
	Update func(r *Run, plan, state *M) (wrote bool, err error)
	// Delete removes the object; client.ErrNotFound is as good. Needed, unless Forgets is given.
	Delete func(*Run, *M) error
	// ReadsBack wants the object read after each write, also when the plan left nothing open. With it a create whose
	// object cannot be read is a warning.
	ReadsBack bool
	// Settle gives what the plan left open the values that are certain, before the object is read.
	Settle func(plan *M)
	// Seen looks at an object that was read, for notes in the private state and warnings. before is the state from
	// before the read, or the plan that was written.
	Seen func(r *Run, m, before *M, got *O)

	// Forgets says of an object that WeCom has no call to delete what becomes of it when it is destroyed: Delete is not
	// needed and not called, nothing is sent, and the plan says so with this text behind it.
	Forgets func(*M) string
	// Adopts finds what an app has one of in any case, or at most one of, such as its settings and its menu: a create
	// makes no second one but changes, with Update, what is there. id is the one that it has or will have; got is nil
	// where there is none yet, and Create makes it. The plan of a create asks as well, and warns of Overwritten: what
	// is there and will not be after the apply, a line each.
	Adopts      func(*Run, *M) (id string, got *O, err error)
	Overwritten func(r *Run, plan, have *M) []string

	// TakesOver is the id of what is there already and what a create puts into: that of a parent. Two resources of it
	// may hand it over in one apply, as where the address of one changes.
	TakesOver func(*M) string

	// Indestructible is the error of a plan whose verb, destroy or replace, cannot be done to the object; "" is none.
	Indestructible func(m *M, verb string) (summary, text string)
	// Dies looks at a plan that destroys or replaces the object, for warnings.
	Dies func(*Run, *M)
	// Spares reports whether a destroy of this object sends nothing, by its own settings.
	Spares func(*M) bool
	// Lost says what dies with the object.
	Lost func(*M) Loss
	// Gone is the warning of an object that was deleted elsewhere, and DeletedBefore that of a destroy that found it
	// deleted; "" is none. With ForeignLooksGone, WeCom answers objects of other apps like deleted ones, and an import
	// of one that is not there is an error.
	Gone, DeletedBefore func(*M) (summary, text string)
	ForeignLooksGone    bool
	// Explain adds to a failure what only the noun knows.
	Explain func(r *Run, m *M, f *shared.Failure)
	// Unique is the name that no two objects may have at any moment.
	Unique *Unique[M]
	// Holder finds what has the id that a new object is to have, for its plan, where Unique does not: "" is nothing.
	Holder func(*Run, *M) (id string, err error)
	// Serving says that the members whom an object names have to have customer contact (客户联系).
	Serving bool

	// Rows lists the objects, as a list block or the plural data source asks. nil: WeCom lists them nowhere, so that
	// there are neither, and an object is known by its id alone.
	Rows func(*Run, Filter) iter.Seq2[Row[O], error]
	// Title is the display name of an object and when it was made, in Unix seconds; 0 where WeCom does not show it.
	Title func(*O) (name string, made int64)
	// Complete adds to an object what only the list shows.
	Complete func(*O, Row[O])
	// List describes the list resource, Plural the data source that lists.
	List   List[O]
	Plural Plural
	// ByID is the text of the argument id of the data source, ByName that of name where it finds by name, too.
	ByID, ByName string
	// Absent tells what to do where the corp has no object at all, Unlike where none is the one.
	Absent, Unlike string
	// Given are values that only data sources show.
	Given func(*O) map[string]tftypes.Value
	// Lookup finds by another argument than id and name.
	Lookup *Lookup[O]
	// Beside are further data sources of the noun.
	Beside []func() datasources.DataSource
	// Corp is what inventory, export, drift and doctor need to know.
	Corp Corp[O]

	laidOut laidOut[M]
}

// Made is what a create made.
type Made struct {
	ID string
	// More is the rest of a create that needs several calls. Its error is a warning: an error would have Terraform
	// replace the object, while the next plan can finish it in place.
	More func() error
	// Missing tells in that warning what is not there yet.
	Missing string
}

// Loss is what dies with an object: its warning names the object in the summary, because Terraform folds warnings of
// equal summary into one.
type Loss struct {
	What string // QR code
	Text string // Codes already printed stop working when this plan is applied.
	// Because tells why a change of an attribute needs a new object; %s is the attribute.
	Because string
}

// Import is the form of import ids.
type Import struct {
	// None is why nothing can be imported; "" where it can.
	None string
	// ID describes the id in the identity: Link id.
	ID string
	// Valid reports whether an id can be one; without it any text without blanks around it can.
	Valid func(string) bool
	// Advice is what to give instead.
	Advice string
}

// Change is a plan that a noun completes. State is nil when the object is made.
type Change[M any] struct {
	Plan, State, Config *M
	// Set plans a value.
	Set func(at path.Path, value any)
	// Warn adds a warning at an attribute, Refuse an error.
	Warn, Refuse func(at path.Path, summary, text string)
}

// Run is one operation: its context, the provider's data, the diagnostics, and the private state.
type Run struct {
	context.Context
	*shared.Configured
	Diags *diag.Diagnostics
	// Prior is the private state as it was, Private that which is saved. Either may be nil.
	Prior, Private shared.PrivateState
	// Op is create, read, update or delete.
	Op string
	// Config is the configuration of a create or update, with what is write-only; see Configuration.
	Config *tfsdk.Config
	// Successor is, in a delete, the state of what this very apply made of the same object, which then is not to be
	// lost; nil when there is none.
	Successor any
	// Look is set by a create or update that wants its object read although the plan left nothing open.
	Look bool
}

// Await asks shown, which reads with its context, until WeCom shows a change or reads can no longer lag behind it. It
// is for what WeCom may never do; what it certainly does needs no look.
func (r *Run) Await(shown func(context.Context) bool) bool {
	began := time.Now()
	for n := 1; ; n++ {
		if shown(client.Fresh(r)) {
			return true
		}
		if time.Since(began) >= r.Client.LagTime() || r.Client.AwaitLag(r, n) != nil {
			return false
		}
	}
}

// Configuration is the configuration of a create or update, with what is write-only: plan and state do not have that.
func Configuration[M any](r *Run) *M {
	m := new(M)
	if r.Config != nil {
		r.Diags.Append(r.Config.Get(r, m)...)
	}
	return m
}

// Warn adds a warning.
func (r *Run) Warn(summary, format string, args ...any) {
	r.Diags.AddWarning(summary, fmt.Sprintf(format, args...))
}

// Fail adds the error of a failed operation.
func (r *Run) Fail(f shared.Failure) { shared.Diag(r.Diags, f) }

// Row is one object of a list. Object is nil where WeCom lists less than the whole; Name "" where it lists ids only.
type Row[O any] struct {
	ID, Name string
	Created  int64
	Object   *O
	// Display is the display name in lists where it is not Name.
	Display string
	// Given are values that only the plural data source shows.
	Given map[string]tftypes.Value
	// Path tells apart objects of a tree: the names from below the root, joined by "/".
	Path string
}

// Lookup finds an object by what its data source was given in an argument that is no id and no name.
type Lookup[O any] struct {
	Attribute string
	Text      string // of the argument
	Find      func(r *Run, value string) (*O, shared.Failure)
}

// List describes the list resource beside what the kind knows.
type List[O any] struct {
	// Subject names what is listed in messages: the acquisition links of this app.
	Subject string
	// Filters are the arguments of a list block; see ByName.
	Filters map[string]list.Attribute
	// Selects reports whether a filter is set that only a whole object can pass, and Passes whether it does.
	Selects func(Filter) bool
	Passes  func(Filter, *O) bool
	// Unreadable reports errors of objects that WeCom lists and does not let this app read.
	Unreadable func(error) bool
	// Whole says that Rows has whole objects, so that nothing is read one by one.
	Whole bool
	// Windowed says that created_from and created_to are WeCom's business: Rows asks for no others.
	Windowed bool
}

// Plural describes the data source that lists; without Attribute the noun brings its own.
type Plural struct {
	// Type is its name where that is not the one of the resource with an s behind it.
	Type string
	// Attribute holds the objects, Text describes it: links.
	Attribute, Text string
	// ID describes the id of each.
	ID string
	// Only are the fields shown where WeCom's list has no more; nil: all, each object read.
	Only []string
	// Arguments of the data source.
	Arguments map[string]datasource.Attribute
	// Refused is the attribute for ids of objects that WeCom does not let this app read, with its text.
	Refused, RefusedText string
}

// IDs are the rows of a list of ids.
func IDs[O any](ids iter.Seq2[string, error]) iter.Seq2[Row[O], error] {
	return func(yield func(Row[O], error) bool) {
		for id, err := range ids {
			if !yield(Row[O]{ID: id}, err) {
				return
			}
		}
	}
}

// object is what the machine needs of a state.
type object interface {
	objectID() string // "" while there is none
	setID(string)
	protected() bool
	protect(types.Bool)
	identity(corp types.String) any
}

// Object is embedded by states whose id is a text.
type Object struct {
	ID                 types.String `tfsdk:"id"`
	DeletionProtection types.Bool   `tfsdk:"deletion_protection"`
}

func (o *Object) objectID() string { return o.ID.ValueString() }

func (o *Object) setID(id string) { o.ID = types.StringValue(id) }

func (o *Object) protected() bool { return o.DeletionProtection.ValueBool() }

func (o *Object) protect(on types.Bool) {
	if o.DeletionProtection.IsNull() || o.DeletionProtection.IsUnknown() {
		o.DeletionProtection = on
	}
}

func (o *Object) identity(corp types.String) any {
	return shared.StringIdentity{CorpID: corp, ID: o.ID}
}

// NumberObject is embedded by states whose id is a number.
type NumberObject struct {
	ID                 field.Whole `tfsdk:"id"`
	DeletionProtection types.Bool  `tfsdk:"deletion_protection"`
}

func (o *NumberObject) objectID() string {
	if id := o.ID.Known(); id != nil {
		return fmt.Sprint(*id)
	}
	return ""
}

func (o *NumberObject) setID(id string) {
	var n int64
	if _, err := fmt.Sscan(id, &n); err == nil {
		o.ID = field.WholeValue(n)
	}
}

func (o *NumberObject) protected() bool { return o.DeletionProtection.ValueBool() }

func (o *NumberObject) protect(on types.Bool) {
	if o.DeletionProtection.IsNull() || o.DeletionProtection.IsUnknown() {
		o.DeletionProtection = on
	}
}

func (o *NumberObject) identity(corp types.String) any {
	return shared.NumberIdentity{CorpID: corp, ID: o.ID.Int64Value}
}

// of is the machine's view of a state; every state embeds Object or NumberObject.
func of[M any](m *M) object {
	o, ok := any(m).(object)
	if !ok {
		panic(fmt.Sprintf("%T embeds neither kind.Object nor kind.NumberObject", m))
	}
	return o
}

// SubjectOf names m in messages.
func (k *Kind[M, O]) SubjectOf(m *M) string {
	if k.Subject != nil {
		return k.Subject(m)
	}
	return Subject(k.Noun, m)
}

// Subject names an object by its name, where its state has the method Named, and its id: `intercept rule "禁语"
// (1000001)`.
func Subject[M any](noun string, m *M) string {
	id := of(m).objectID()
	if n, ok := any(m).(interface{ Named() types.String }); ok && n.Named().ValueString() != "" {
		if id == "" {
			return fmt.Sprintf("%s %q", noun, n.Named().ValueString())
		}
		return fmt.Sprintf("%s %q (%s)", noun, n.Named().ValueString(), id)
	}
	return strings.TrimSpace(noun + " " + id)
}

// failure is a failed operation, with what the noun knows of it.
func (k *Kind[M, O]) failure(r *Run, op string, m *M, err error) shared.Failure {
	return k.failureOf(r, op, m, m, err)
}

// failureOf is the same of a change of an object that is was now, and m when it is done.
func (k *Kind[M, O]) failureOf(r *Run, op string, m, was *M, err error) shared.Failure {
	var told *shared.FailureError // the noun has said it all
	if errors.As(err, &told) {
		return told.Failure
	}
	f := shared.Failure{Op: op, Noun: k.Noun, Subject: k.SubjectOf(was), Err: err}
	k.explainGone(&f)
	if k.Unique != nil {
		k.Unique.explain(k.Noun, m, &f)
	}
	if k.Explain != nil {
		k.Explain(r, m, &f)
	}
	if op == "create" && errors.Is(err, client.ErrNameTaken) && !strings.Contains(f.NextStep, "create_before_destroy") {
		if f.NextStep == "" {
			f.NextStep = shared.Advice(err)
		}
		f.NextStep = strings.TrimSpace(f.NextStep + "\nWhere this one replaces it, take create_before_destroy away: WeCom never has both.")
	}
	return f
}
