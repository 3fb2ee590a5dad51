// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// listed is the list resource of a Kind.
type listed[M, O any] struct {
	shared.ResourceBase
	*Kind[M, O]
}

var _ interface {
	list.ListResourceWithConfigure
	list.ListResourceWithValidateConfig
} = (*listed[Object, any])(nil)

// ListResource makes the list resource of `terraform query`.
func (k *Kind[M, O]) ListResource() list.ListResource {
	return &listed[M, O]{shared.ResourceOf(k.Type), k}
}

// ListResourceConfigSchema describes the filters.
func (l *listed[M, O]) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: l.Page.Text("list"), Attributes: l.Kind.List.Filters}
}

// ValidateListResourceConfig refuses a window that ends before it begins.
func (l *listed[M, O]) ValidateListResourceConfig(_ context.Context, req list.ValidateConfigRequest, resp *list.ValidateConfigResponse) {
	Filter(attributes(req.Config.Raw)).Window(&resp.Diagnostics)
}

// List lists the objects, and reads them one by one where more is wanted than WeCom lists.
func (l *listed[M, O]) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var diags diag.Diagnostics
	f := Filter(attributes(req.Config.Raw))
	if !l.Ready(&diags) {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	selects := l.Kind.List.Selects != nil && l.Kind.List.Selects(f)
	listing := &shared.Listing[Row[O]]{Noun: l.Nouns}
	run := &Run{Context: ctx, Configured: &l.Configured, Diags: &listing.Warnings, Op: "list"}
	byName := !l.Kind.List.Windowed && f.named()
	reads := !l.Kind.List.Whole && (req.IncludeResource || selects || byName)
	listing.Reads, listing.Selects = reads, selects || byName
	listing.Failure = func(err error) shared.Failure { return l.listFailure(err) }
	listing.Candidates = func(yield func(Row[O], error) bool) {
		for row, err := range l.Rows(run, f) {
			if err == nil && row.Name != "" { // what the list shows decides before anything is read
				if byName && !f.passes(row.Name, row.Created) {
					continue
				}
				listing.Selects = selects
			}
			if !yield(row, err) {
				return
			}
		}
	}
	listing.Show = func(ctx context.Context, row Row[O]) (*shared.Listed, shared.Failure) {
		return l.show(ctx, run, f, row, req.IncludeResource || selects || byName && row.Name == "")
	}
	listing.Stream(ctx, req, stream)
}

func (k *Kind[M, O]) listFailure(err error) shared.Failure {
	f := shared.Failure{Op: "list", Noun: k.Nouns, Subject: k.List.Subject, Err: err}
	var told *shared.FailureError
	if errors.As(err, &told) {
		f = told.Failure
	}
	return f
}

// show makes the result of a row, read in full where it is wanted; nil when a filter or a deletion leaves it out.
func (l *listed[M, O]) show(ctx context.Context, run *Run, f Filter, row Row[O], full bool) (*shared.Listed, shared.Failure) {
	m := new(M)
	of(m).setID(row.ID)
	item := &shared.Listed{Identity: of(m).identity(types.StringValue(l.Client.CorpID())), DisplayName: row.ID}
	if row.Name != "" {
		item.DisplayName = row.Name
	}
	if row.Display != "" {
		item.DisplayName = row.Display
	}
	if full && row.Object == nil {
		at := *run
		at.Context = ctx
		got, err := l.Kind.Read(&at, m)
		switch {
		case errors.Is(err, client.ErrNotFound): // deleted since it was listed
			return nil, shared.Failure{}
		case err != nil && l.Kind.List.Unreadable != nil && l.Kind.List.Unreadable(err):
			return &shared.Listed{Unreadable: row.ID}, shared.Failure{}
		case err != nil:
			return nil, l.failure(&at, "read", m, err)
		}
		if row.Object = got; l.Complete != nil {
			l.Complete(got, row)
		}
	}
	if row.Object == nil {
		return item, shared.Failure{}
	}
	if l.Title != nil {
		name, made := l.Title(row.Object)
		if row.Name == "" && !l.Kind.List.Windowed && !f.passes(name, made) {
			return nil, shared.Failure{}
		}
		if name != "" && row.Name == "" && row.Display == "" {
			item.DisplayName = name
		}
	}
	if l.Kind.List.Passes != nil && !l.Kind.List.Passes(f, row.Object) {
		return nil, shared.Failure{}
	}
	item.State = shared.StateOf(func(ctx context.Context, m *M, diags *diag.Diagnostics) {
		at := *run
		at.Context, at.Diags = ctx, diags
		l.FromAPI(&at, m, row.Object)
		of(m).protect(types.BoolValue(false))
	})
	return item, shared.Failure{}
}
