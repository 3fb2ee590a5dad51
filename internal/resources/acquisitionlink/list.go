// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

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

var (
	_ list.ListResourceWithConfigure      = (*ListResource)(nil)
	_ list.ListResourceWithValidateConfig = (*ListResource)(nil)
)

// ListResource lists acquisition links for `terraform query`.
type ListResource struct{ shared.NamedListBase }

// NewListResource makes the list resource.
func NewListResource() list.ListResource { return &ListResource{shared.NamedListOf(TypeName)} }

// ListResourceConfigSchema describes the filters.
func (l *ListResource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the acquisition links (获客链接) of this app; those of other apps and of the console are not found.\n\n" +
			"With `include_resource`, or with any of the filters, every link is read, and its display name is its name; otherwise it is the id.\n\n" +
			readers + "\n\n" + quota + "\n\n" + officialPage,
		Attributes: shared.NamedListAttributes("the name (链接名称)", "Compared by the provider, which reads every link for it."),
	}
}

// List lists the links, and reads them when more than the id is wanted.
func (l *ListResource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	filter, ok := l.Begin(ctx, req, stream)
	if !ok {
		return
	}
	selects := !filter.Open()
	listing := &shared.Listing[string]{
		Noun: "acquisition links", Candidates: l.Client.AcquisitionLinks.Each(ctx), Reads: selects || req.IncludeResource, Selects: selects,
		Failure: func(err error) shared.Failure {
			return shared.Failure{Op: "list", Noun: "acquisition links", Subject: "the acquisition links of this app", Err: err}
		},
	}
	listing.Show = func(ctx context.Context, id string) (*shared.Listed, shared.Failure) {
		item := &shared.Listed{Identity: l.IdentityOf(id), DisplayName: id}
		if !listing.Reads {
			return item, shared.Failure{}
		}
		link, err := l.Client.AcquisitionLinks.Get(ctx, id)
		switch {
		case errors.Is(err, client.ErrNotFound): // deleted since it was listed
			return nil, shared.Failure{}
		case err != nil:
			return nil, failure("read", &model{ID: types.StringValue(id)}, err)
		case !filter.Passes(link.Name, link.CreateTime):
			return nil, shared.Failure{}
		}
		item.DisplayName = link.Name
		item.State = shared.StateOf(func(_ context.Context, m *model, _ *diag.Diagnostics) {
			m.fromAPI(link)
			m.DeletionProtection = types.BoolValue(false)
		})
		return item, shared.Failure{}
	}
	listing.Stream(ctx, req, stream)
}
