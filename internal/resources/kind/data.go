// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/datasourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"golang.org/x/sync/errgroup"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// one is the data source that shows one object.
type one[M, O any] struct {
	shared.DataSourceBase
	*Kind[M, O]
}

var _ interface {
	datasource.DataSourceWithConfigure
	datasource.DataSourceWithConfigValidators
} = (*one[Object, any])(nil)

// DataSource makes the data source that shows one object.
func (k *Kind[M, O]) DataSource() datasource.DataSource {
	return &one[M, O]{shared.DataSourceOf(k.Type), k}
}

// arguments are the ways to find an object.
func (k *Kind[M, O]) arguments() []string {
	out := []string{"id"}
	if k.ByName != "" {
		out = append(out, "name")
	}
	if k.Lookup != nil {
		out = append(out, k.Lookup.Attribute)
	}
	return out
}

// Schema describes the attributes.
func (s *one[M, O]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	all, alone := s.Fields.Data(), len(s.arguments()) == 1 && s.Adopts == nil
	all["id"] = s.Fields.Get("id").Argument(s.ByID, alone)
	if s.ByName != "" {
		all["name"] = s.Fields.Get("name").Argument(s.ByName, false)
	}
	if s.Lookup != nil {
		f := field.Text(s.Lookup.Attribute, "", "", field.Optional, field.Is(field.NotEmpty))
		own := s.Fields.Get(s.Lookup.Attribute)
		found := own != nil && own.OnResource() // and shown where the object was found by something else
		if found {
			f = *own
		}
		a, _ := f.Argument(s.Lookup.Text, false).(schema.StringAttribute)
		a.Computed = found
		all[s.Lookup.Attribute] = a
	}
	resp.Schema = schema.Schema{MarkdownDescription: s.Page.Text("data"), Attributes: all}
}

// ConfigValidators wants one of the ways to find an object.
func (s *one[M, O]) ConfigValidators(context.Context) []datasource.ConfigValidator {
	ways := make([]path.Expression, 0, 2)
	for _, name := range s.arguments() {
		ways = append(ways, path.MatchRoot(name))
	}
	if len(ways) == 1 {
		return nil
	}
	return []datasource.ConfigValidator{datasourcevalidator.ExactlyOneOf(ways...)}
}

// Read finds the object.
func (s *one[M, O]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !s.Ready(&resp.Diagnostics) {
		return
	}
	run := &Run{Context: ctx, Configured: &s.Configured, Diags: &resp.Diagnostics, Op: "data"}
	f := Filter(attributes(req.Config.Raw))
	got, failure := s.find(run, f)
	if failure.Err != nil {
		run.Fail(failure)
		return
	}
	given := map[string]tftypes.Value{}
	if s.Lookup != nil && (f.Has(s.Lookup.Attribute) || !s.Fields.Has(s.Lookup.Attribute)) {
		given[s.Lookup.Attribute] = f[s.Lookup.Attribute]
	}
	resp.State.Raw = s.show(run, got, resp.State.Schema.Type().TerraformType(ctx), given)
}

// find gets the object that the arguments ask for.
func (k *Kind[M, O]) find(r *Run, f Filter) (*O, shared.Failure) {
	if k.Lookup != nil && f.Has(k.Lookup.Attribute) {
		return k.Lookup.Find(r, f.Text(k.Lookup.Attribute).ValueString())
	}
	m := new(M)
	var row Row[O]
	if k.Adopts != nil && !f.Has("id") { // that of the app
		id, got, err := k.Adopts(r, m)
		if err == nil && got == nil {
			of(m).setID(id)
			err = client.ErrNotFound
		}
		if err != nil {
			return nil, k.failure(r, "read", m, err)
		}
		return got, shared.Failure{}
	}
	if k.ByName != "" && f.Has("name") {
		var failure shared.Failure
		if row, failure = k.pick(r, f.Text("name").ValueString()); failure.Err != nil {
			return nil, failure
		}
		if row.Object != nil {
			return row.Object, shared.Failure{}
		}
		of(m).setID(row.ID)
	} else if n := f.Number("id"); n != nil && k.numbered() {
		of(m).setID(fmt.Sprint(*n))
	} else {
		of(m).setID(f.Text("id").ValueString())
	}
	got, err := k.Read(r, m)
	if err != nil {
		return nil, k.failure(r, "read", m, err)
	}
	if k.Complete != nil {
		k.Complete(got, row)
	}
	return got, shared.Failure{}
}

// pick takes the one object of a name, or says why there is not one. A list may not show yet what this run made.
func (k *Kind[M, O]) pick(r *Run, name string) (row Row[O], failure shared.Failure) {
	at := *r
	r.Await(func(fresh context.Context) bool {
		var absent bool
		row, absent, failure = k.named(&at, name)
		at.Context = fresh
		return !absent || !r.Client.MadeLately(strings.TrimPrefix(k.Type, "wecom_"))
	})
	return row, failure
}

// named is pick by one look; absent says that nothing has the name.
func (k *Kind[M, O]) named(r *Run, name string) (found Row[O], absent bool, failure shared.Failure) {
	failure = shared.Failure{Op: "find", Noun: k.Noun, Subject: fmt.Sprintf("%s %q", k.Noun, name)}
	var names, ids []string
	for row, err := range k.Rows(r, nil) {
		if err != nil {
			return found, false, k.listFailure(err)
		}
		names = append(names, fmt.Sprintf("%q (%s)", row.Name, row.ID))
		if row.Name == name {
			found, ids = row, append(ids, row.ID)
		}
	}
	switch {
	case len(ids) == 1:
		return found, false, shared.Failure{}
	case len(ids) > 1: // an odd answer where WeCom keeps names unique
		failure.Err = fmt.Errorf("%d %s have this name: %s", len(ids), k.Nouns, shared.Shorten(ids))
		failure.NextStep = "Give the id of the one that is meant instead of the name."
	case len(names) == 0:
		failure.Err = fmt.Errorf("the corp has no %s", k.Noun)
		failure.NextStep = fmt.Sprintf("Make it first, with the resource %s or in the console (%s).", k.Type, k.Absent)
	default:
		failure.Err = fmt.Errorf("no %s has this name; the corp has %s", k.Noun, shared.Shorten(names))
		failure.NextStep = "Names are compared exactly. " + k.Unlike
	}
	return found, len(ids) == 0, failure
}

// state is that of an object nobody had a state of; null where it cannot be made.
func (k *Kind[M, O]) state(r *Run, got *O) tftypes.Value {
	l := k.layout(r)
	var m M
	if !l.load(r, nulls(l.object), &m, r.Diags) {
		return tftypes.NewValue(l.object, nil)
	}
	k.FromAPI(r, &m, got)
	state, ok := l.save(r, &m, r.Diags)
	if !ok {
		return tftypes.NewValue(l.object, nil)
	}
	return state
}

// show renders an object as the type of a data source has it, however deep; given are values of its own.
func (k *Kind[M, O]) show(r *Run, got *O, to tftypes.Type, given map[string]tftypes.Value) tftypes.Value {
	all := maps.Clone(attributes(k.state(r, got)))
	if all == nil {
		return tftypes.NewValue(to, nil)
	}
	if k.Given != nil {
		maps.Copy(all, k.Given(got))
	}
	maps.Copy(all, given)
	want, _ := to.(tftypes.Object)
	out := make(map[string]tftypes.Value, len(want.AttributeTypes))
	for name, t := range want.AttributeTypes {
		out[name] = project(all[name], t)
	}
	return tftypes.NewValue(to, out)
}

// many is the data source that lists objects.
type many[M, O any] struct {
	shared.DataSourceBase
	*Kind[M, O]
}

var _ interface {
	datasource.DataSourceWithConfigure
	datasource.DataSourceWithValidateConfig
} = (*many[Object, any])(nil)

// PluralDataSource makes the data source that lists objects.
func (k *Kind[M, O]) PluralDataSource() datasource.DataSource {
	return &many[M, O]{shared.DataSourceOf(cmp.Or(k.Plural.Type, k.Type+"s")), k}
}

// Schema describes the attributes.
func (s *many[M, O]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	fields := s.Fields
	if s.Plural.Only != nil {
		fields = fields.Only(s.Plural.Only...)
	}
	element := fields.Data()
	all := map[string]schema.Attribute{
		s.Plural.Attribute: schema.ListNestedAttribute{Computed: true, MarkdownDescription: s.Plural.Text,
			NestedObject: schema.NestedAttributeObject{Attributes: element}},
	}
	maps.Copy(all, s.Plural.Arguments)
	if s.Plural.Refused != "" {
		all[s.Plural.Refused] = schema.SetAttribute{ElementType: types.StringType, Computed: true, MarkdownDescription: s.Plural.RefusedText}
	}
	resp.Schema = schema.Schema{MarkdownDescription: s.Page.Text("plural"), Attributes: all}
}

// ValidateConfig refuses a window that ends before it begins.
func (s *many[M, O]) ValidateConfig(_ context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	Filter(attributes(req.Config.Raw)).Window(&resp.Diagnostics)
}

// Read lists the objects, and reads each where WeCom lists less than is shown.
func (s *many[M, O]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !s.Ready(&resp.Diagnostics) {
		return
	}
	run := &Run{Context: ctx, Configured: &s.Configured, Diags: &resp.Diagnostics, Op: "data"}
	f := Filter(attributes(req.Config.Raw))
	var rows []Row[O]
	for row, err := range s.Rows(run, f) {
		if err != nil {
			run.Fail(s.listFailure(err))
			return
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b Row[O]) int {
		if a.Name != "" || a.Object != nil {
			return 0 // in WeCom's order; that of bare ids says nothing
		}
		return cmp.Compare(a.ID, b.ID)
	})
	refused, failure := s.readAll(run, rows)
	if failure.Err != nil {
		run.Fail(failure)
		return
	}
	ty, _ := resp.State.Schema.Type().TerraformType(ctx).(tftypes.Object)
	listType, _ := ty.AttributeTypes[s.Plural.Attribute].(tftypes.List)
	shown := make([]tftypes.Value, 0, len(rows))
	for _, row := range rows {
		switch {
		case row.Object != nil:
			shown = append(shown, s.show(run, row.Object, listType.ElementType, row.Given))
		case s.Plural.Only != nil:
			shown = append(shown, s.summary(row, listType.ElementType))
		}
	}
	all := maps.Clone(f)
	all[s.Plural.Attribute] = tftypes.NewValue(listType, shown)
	if s.Plural.Refused != "" {
		ids := make([]tftypes.Value, 0, len(refused))
		for _, id := range refused {
			ids = append(ids, tftypes.NewValue(tftypes.String, id))
		}
		all[s.Plural.Refused] = tftypes.NewValue(ty.AttributeTypes[s.Plural.Refused], ids)
	}
	resp.State.Raw = tftypes.NewValue(ty, map[string]tftypes.Value(all))
}

// summary shows a row that is no whole object.
func (k *Kind[M, O]) summary(row Row[O], to tftypes.Type) tftypes.Value {
	all := map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.String, row.ID), "name": tftypes.NewValue(tftypes.String, row.Name)}
	if made := field.TimeOf(row.Created); !made.IsNull() {
		all["created_at"] = tftypes.NewValue(tftypes.String, made.ValueString())
	}
	if n, err := strconv.ParseInt(row.ID, 10, 64); err == nil && k.numbered() {
		all["id"] = tftypes.NewValue(tftypes.Number, n)
	}
	ty, _ := to.(tftypes.Object)
	out := make(map[string]tftypes.Value, len(ty.AttributeTypes))
	for name, t := range ty.AttributeTypes {
		if out[name] = tftypes.NewValue(t, nil); all[name].Type() != nil {
			out[name] = all[name]
		}
	}
	return tftypes.NewValue(to, out)
}

// readAll reads side by side what the rows lack, and leaves out what was deleted since it was listed. refused are the
// ids of objects that WeCom lists and does not let this app read.
func (k *Kind[M, O]) readAll(r *Run, rows []Row[O]) (refused []string, failure shared.Failure) {
	if k.Plural.Only != nil {
		return nil, shared.Failure{}
	}
	kept := make([]bool, len(rows))
	failures := make([]shared.Failure, len(rows))
	group, ctx := errgroup.WithContext(r.Context)
	group.SetLimit(shared.ListParallel)
	for i := range rows {
		if rows[i].Object != nil {
			continue
		}
		group.Go(func() error {
			at := *r
			at.Context, at.Diags = ctx, &diag.Diagnostics{}
			m := new(M)
			of(m).setID(rows[i].ID)
			got, err := k.Read(&at, m)
			switch {
			case errors.Is(err, client.ErrNotFound):
			case err != nil && k.List.Unreadable != nil && k.List.Unreadable(err):
				kept[i] = true
			case err != nil:
				failures[i] = k.failure(&at, "read", m, err)
				return err
			default:
				if rows[i].Object = got; k.Complete != nil {
					k.Complete(got, rows[i])
				}
			}
			return nil
		})
	}
	if first := group.Wait(); first != nil {
		i := slices.IndexFunc(failures, func(f shared.Failure) bool { return f.Err != nil && errors.Is(f.Err, first) })
		return nil, failures[max(i, 0)]
	}
	for i := range rows {
		if kept[i] {
			refused = append(refused, rows[i].ID)
		}
	}
	return refused, shared.Failure{}
}
