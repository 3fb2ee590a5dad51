// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

var (
	_ list.ListResourceWithConfigure      = (*ListResource)(nil)
	_ list.ListResourceWithValidateConfig = (*ListResource)(nil)
)

// ListResource lists tag groups for `terraform query`.
type ListResource struct{ shared.NamedListBase }

// NewListResource makes the list resource.
func NewListResource() list.ListResource { return &ListResource{shared.NamedListOf(TypeName)} }

// ListResourceConfigSchema describes the filters.
func (l *ListResource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists groups of customer tags (企业客户标签组), larger `order` first, in one call whatever their number. The display name is the group's.\n\n" +
			"~> **Ownership.** Groups of every app and of the console are listed, and WeCom does not tell who made which. All can be imported and read; a change of " +
			"one that another app or the console made is refused.\n\n" + readers,
		Attributes: shared.NamedListAttributes("the name of the group (标签组名称)", "Compared by the provider."),
	}
}

// List lists the groups.
func (l *ListResource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	filter, ok := l.Begin(ctx, req, stream)
	if !ok {
		return
	}
	var failure shared.Failure
	listing := &shared.Listing[client.TagGroup]{Noun: "tag groups", Failure: func(error) shared.Failure { return failure }}
	listing.Candidates = func(yield func(client.TagGroup, error) bool) {
		var groups []client.TagGroup
		if groups, failure = listAll(ctx, l.Client); failure.Err != nil {
			yield(client.TagGroup{}, failure.Err)
			return
		}
		for _, g := range groups {
			if filter.Passes(g.Name, g.CreateTime) && !yield(g, nil) {
				return
			}
		}
	}
	listing.Show = func(_ context.Context, g client.TagGroup) (*shared.Listed, shared.Failure) {
		return &shared.Listed{
			Identity: l.IdentityOf(g.ID), DisplayName: g.Name,
			State: shared.StateOf(func(ctx context.Context, m *model, diags *diag.Diagnostics) { m.fromAPI(ctx, &g, diags) }),
		}, shared.Failure{}
	}
	listing.Stream(ctx, req, stream)
}
