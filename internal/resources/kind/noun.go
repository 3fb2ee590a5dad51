// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"cmp"
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Noun is an entry of the catalogue: what the provider offers of it, and what is said of it wherever all are treated
// alike.
type Noun interface {
	About() *About
	Resource() resource.Resource
	DataSources() []func() datasource.DataSource
	ListResources() []func() list.ListResource
}

// Area is a part of WeCom, under which pages stand: its name in English, and that of the console.
type Area string

// The areas.
const (
	TheCorp         Area = "Corp and credentials"
	Directory       Area = "Directory (通讯录)"
	CustomerContact Area = "Customer contact (客户联系)"
	CustomerService Area = "Customer service (微信客服)"
	Apps            Area = "Apps (应用)"
	Office          Area = "Office (协作)"
)

// Reason is why something is not seen, or not certain.
type Reason string

// The reasons that a noun gives.
const (
	// NamesUnreadable: the objects are there, their names are not known.
	NamesUnreadable Reason = "names_unreadable"
	// PartlyVisible: objects outside the visible range of the app are not seen.
	PartlyVisible Reason = "partly_visible"
	// NotListed: WeCom has no list of some objects.
	NotListed Reason = "not_listed"
	// OwnerUnknown: objects of other apps and of the console are among those seen; WeCom does not say which, and
	// refuses to change them.
	OwnerUnknown Reason = "owner_unknown"
)

// Unseen says what cannot be seen of a corp's objects, in sentences for an administrator.
type Unseen struct {
	Reason Reason
	Text   string
}

// Corp is what inventory, export, drift and doctor need of a noun beside its fields and lists. What is left out holds
// for most.
type Corp[O any] struct {
	Said
	// Unseen says what the list lacks; its objects are nil where the list does not have them.
	Unseen func(rows []Row[O]) []Unseen
	// Undeclarable is why no configuration can describe an object; "" where one can.
	Undeclarable func(*O) string
	// Place is where an object stands in the tree of its noun: the id above it, and its rank among its siblings, larger
	// first.
	Place func(*O) (parent string, rank int64)
	// Locate finds the object of a tree that has a path.
	Locate func(all []*O, path string) (id string, f shared.Failure)
}

// Always is what cannot be seen in any corp.
func Always[O any](why Reason, text string) func([]Row[O]) []Unseen {
	return func([]Row[O]) []Unseen { return []Unseen{{why, text}} }
}

// Others says that objects of other apps are among those listed.
func Others[O any](these string) func([]Row[O]) []Unseen {
	return Always[O](OwnerUnknown, "WeCom shows the "+these+" of the whole corp and does not say who made them. The app behind `secret` can change and "+
		"delete those that it made itself; those of other apps and of the console can be imported and read, and every change of them is refused.")
}

// OwnApp says that a secret sees these of its own app alone.
func OwnApp[O any](these string) func([]Row[O]) []Unseen {
	return Always[O](NotListed, "WeCom shows the "+these+" of an app to the secret of that very app: those of other apps are not looked for. Run again with the secret of each.")
}

// Said are the words and facts of a noun.
type Said struct {
	// Root is the id of an object that nobody made and nobody can delete, and Rootless why it is never declared.
	Root, Rootless string
	// IDsOnly: WeCom's list holds ids, so that a name costs a call.
	IDsOnly bool
	// PerCall is how many one call lists; 0 is all.
	PerCall int
	// Doc is the page of the list, DocTitle its title where that is not the noun.
	Doc, DocTitle string
	// NameText describes the name of an object that nobody declared, IDsText adds to the ids of those that somebody
	// does.
	NameText, IDsText string
	// Asked is read only when it is asked for by name, or when a state has some: people, of whom an inventory that is
	// about something else should hold nothing.
	Asked bool
	// Choices are sentences on what an exported configuration leaves open.
	Choices []string
	// Permission is what a credential may do; nil where doctor looks at it elsewhere.
	Permission *Permission
	// Checkups are further looks of doctor.
	Checkups []Checkup
	// Names are the attributes of a state that people call an object by, the best first; nil is name.
	Names []string
	// Holds is set where the resource has no object of its own, but manages those of another noun.
	Holds *Holds
	// Unlisted is why inventory, export and drift do not look for the noun: WeCom lists none of it.
	Unlisted string
}

// Permission is a right that doctor asks for, by a list and by an update of nothing.
type Permission struct {
	ID, Title string // in the report; "" is the type and the nouns
	Writes    client.Writable
	// Found says how many there are; Count counts them where listing all would cost too much.
	Found string
	Count func(context.Context, *client.Client) (int, error)
}

// Checkup is a look at something else that a noun needs in order to work.
type Checkup struct {
	ID, Title string
	Look      func(context.Context, *client.Client) (Finding, error)
}

// Finding is what a Checkup found: with a next step it is a warning.
type Finding struct{ Detail, NextStep, ConsolePage, Page string }

// Holds tells which objects of another noun a resource manages, where its state does not show their ids.
type Holds struct {
	Type string // the resource type of the other noun
	// IDs are those that a state manages, of all that the corp has. sure is false where that cannot be told: then they
	// are all that it may manage.
	IDs func(state map[string]any, all []any) (ids []string, sure bool)
	// Unsure says so.
	Unsure string
}

// About is a noun without its types. The functions are nil where its objects cannot be listed.
type About struct {
	Type, Noun, Nouns, Term string
	Area                    Area
	Fields                  field.Fields
	Numbered                bool // ids are numbers
	Said
	// List lists all objects, with their content where WeCom lists it, sorted by the time of creation where the list
	// has it, then by id.
	List func(context.Context, *client.Client) ([]Entry, []Unseen, error)
	// Load adds the content to an object.
	Load func(context.Context, *client.Client, *Entry) error
	// State is that of an object by its content, as an import makes it.
	State func(ctx context.Context, content any) (tftypes.Value, diag.Diagnostics)

	// Lost says what dies with an object that has these attributes, as JSON; ok is false where nothing is known to.
	Lost func(ctx context.Context, attributes []byte) (l Loss, ok bool)

	Undeclarable func(content any) string
	Place        func(content any) (parent string, rank int64) // nil where objects stand in no tree
	Locate       func(all []any, path string) (id string, f shared.Failure)
}

// Entry is one object of a corp.
type Entry struct {
	ID, Name, Path string
	Created        int64 // Unix seconds; 0 where it is not known
	Content        any   // what the client reads; nil until it is loaded
}

// About says of the noun what all nouns are asked.
func (k *Kind[M, O]) About() *About {
	a := &About{Type: k.Type, Noun: k.Noun, Nouns: k.Nouns, Term: k.Term, Area: k.Area, Fields: k.Fields, Numbered: k.numbered(), Said: k.Corp.Said}
	if k.Lost != nil {
		a.Lost = k.lostOf
	}
	if k.Rows == nil || k.Corp.Unlisted != "" {
		return a
	}
	a.List, a.Load, a.State = k.entries, k.load, k.stateOf
	a.Undeclarable = func(any) string { return "" }
	if k.Corp.Undeclarable != nil {
		a.Undeclarable = func(v any) string { return k.Corp.Undeclarable(content[O](v)) }
	}
	if k.Corp.Place != nil {
		a.Place = func(v any) (string, int64) { return k.Corp.Place(content[O](v)) }
	}
	if k.Corp.Locate != nil {
		a.Locate = func(all []any, path string) (string, shared.Failure) {
			objects := make([]*O, 0, len(all))
			for _, v := range all {
				objects = append(objects, content[O](v))
			}
			return k.Corp.Locate(objects, path)
		}
	}
	return a
}

// content is what Entry.Content holds.
func content[O any](v any) *O {
	o, ok := v.(*O)
	if !ok {
		return new(O) // an object that was not read
	}
	return o
}

// DataSources are those of the noun: one that shows an object, unless ByID is missing, and one that lists them where
// Plural has an attribute for them.
func (k *Kind[M, O]) DataSources() (all []func() datasource.DataSource) {
	if k.ByID != "" {
		all = append(all, k.DataSource)
	}
	if k.Plural.Attribute != "" {
		all = append(all, k.PluralDataSource)
	}
	return append(all, k.Beside...)
}

// ListResources are those of the noun; none where nothing lists it.
func (k *Kind[M, O]) ListResources() []func() list.ListResource {
	if k.Rows == nil {
		return nil
	}
	return []func() list.ListResource{k.ListResource}
}

// reading is an operation outside the provider.
func reading(ctx context.Context, c *client.Client) *Run {
	return &Run{Context: ctx, Configured: &shared.Configured{ProviderData: shared.ProviderData{Client: c}}, Diags: &diag.Diagnostics{}, Op: "list"}
}

func (k *Kind[M, O]) entries(ctx context.Context, c *client.Client) ([]Entry, []Unseen, error) {
	var rows []Row[O]
	for row, err := range k.Rows(reading(ctx, c), nil) {
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b Row[O]) int {
		if a.Created == 0 && b.Created == 0 && !k.Corp.IDsOnly {
			return 0 // as the client lists them
		}
		return cmp.Or(cmp.Compare(a.Created, b.Created), cmp.Compare(a.ID, b.ID))
	})
	out := make([]Entry, 0, len(rows))
	for _, row := range rows {
		e := Entry{ID: row.ID, Name: row.Name, Path: row.Path, Created: row.Created}
		if row.Object != nil {
			k.tell(&e, row.Object)
		}
		out = append(out, e)
	}
	if k.Corp.Unseen == nil {
		return out, nil, nil
	}
	return out, k.Corp.Unseen(rows), nil
}

// tell takes over the content of an object.
func (k *Kind[M, O]) tell(e *Entry, got *O) {
	e.Content = got
	if k.Title != nil {
		name, made := k.Title(got)
		if name == e.ID { // a title for want of a name
			name = ""
		}
		e.Name, e.Created = cmp.Or(name, e.Name), cmp.Or(e.Created, made)
	}
}

func (k *Kind[M, O]) load(ctx context.Context, c *client.Client, e *Entry) error {
	m := new(M)
	of(m).setID(e.ID)
	got, err := k.Read(reading(ctx, c), m)
	if err != nil {
		return err
	}
	if k.Complete != nil {
		k.Complete(got, Row[O]{ID: e.ID, Name: e.Name, Created: e.Created})
	}
	k.tell(e, got)
	return nil
}

func (k *Kind[M, O]) stateOf(ctx context.Context, v any) (tftypes.Value, diag.Diagnostics) {
	run := reading(ctx, nil)
	got, ok := v.(*O)
	if !ok {
		return tftypes.Value{}, nil
	}
	return k.state(run, got), *run.Diags
}

func (k *Kind[M, O]) lostOf(ctx context.Context, attributes []byte) (Loss, bool) {
	l := k.layout(ctx)
	raw, err := tftypes.ValueFromJSONWithOpts(attributes, l.object, tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true})
	if err != nil {
		return Loss{}, false // the JSON of another version
	}
	var m M
	if !l.load(ctx, raw, &m, &diag.Diagnostics{}) {
		return Loss{}, false
	}
	return k.Lost(&m), true
}

// Own is a noun that brings its own resource; what it does not have is nil.
type Own struct {
	Says *About
	New  func() resource.Resource
	Data []func() datasource.DataSource
	Rows []func() list.ListResource
}

// About implements Noun.
func (o Own) About() *About { return o.Says }

// Resource implements Noun.
func (o Own) Resource() resource.Resource { return o.New() }

// DataSources implements Noun.
func (o Own) DataSources() []func() datasource.DataSource { return o.Data }

// ListResources implements Noun.
func (o Own) ListResources() []func() list.ListResource { return o.Rows }
