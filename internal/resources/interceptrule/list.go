// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"
	"errors"
	"fmt"

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

// ListResource lists intercept rules for `terraform query`.
type ListResource struct{ shared.NamedListBase }

// NewListResource makes the list resource.
func NewListResource() list.ListResource { return &ListResource{shared.NamedListOf(TypeName)} }

// ListResourceConfigSchema describes the filters.
func (l *ListResource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists intercept rules (敏感词规则), older first, at most 100 in a corp, in one call; with `include_resource` one more call per rule. " +
			"The display name is the rule's.\n\n" +
			"~> **Ownership.** Rules of every app and of the console are listed, and WeCom does not tell who made which. All can be imported and read; a change of " +
			"one that another app or the console made is refused.\n\n" + readers + "\n\n" + officialPage,
		Attributes: shared.NamedListAttributes("the name of the rule (规则名称)", "Compared by the provider."),
	}
}

// List lists the rules, and reads those that are wanted in full.
func (l *ListResource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	filter, ok := l.Begin(ctx, req, stream)
	if !ok {
		return
	}
	var failure shared.Failure
	listing := &shared.Listing[client.InterceptRuleSummary]{
		Noun: "intercept rules", Reads: req.IncludeResource, Failure: func(error) shared.Failure { return failure },
	}
	listing.Candidates = func(yield func(client.InterceptRuleSummary, error) bool) {
		var rules []client.InterceptRuleSummary
		if rules, failure = listAll(ctx, l.Client); failure.Err != nil {
			yield(client.InterceptRuleSummary{}, failure.Err)
			return
		}
		for _, r := range rules {
			if filter.Passes(r.Name, r.CreateTime) && !yield(r, nil) {
				return
			}
		}
	}
	listing.Show = func(ctx context.Context, r client.InterceptRuleSummary) (*shared.Listed, shared.Failure) {
		return l.show(ctx, r, req.IncludeResource)
	}
	listing.Stream(ctx, req, stream)
}

// show reads a rule when it is wanted in full; nil when it was deleted since it
// was listed.
func (l *ListResource) show(ctx context.Context, r client.InterceptRuleSummary, full bool) (*shared.Listed, shared.Failure) {
	item := &shared.Listed{Identity: l.IdentityOf(r.ID), DisplayName: r.Name}
	if !full {
		return item, shared.Failure{}
	}
	rule, err := l.Client.InterceptRules.Get(ctx, r.ID)
	switch {
	case errors.Is(err, client.ErrNotFound):
		return nil, shared.Failure{}
	case err != nil:
		return nil, shared.Failure{Op: "read", Noun: noun, Subject: fmt.Sprintf("intercept rule %q (%s)", r.Name, r.ID), Err: err}
	}
	item.State = shared.StateOf(func(_ context.Context, m *model, _ *diag.Diagnostics) {
		m.fromAPI(rule)
		m.CreatedAt = shared.Time(r.CreateTime) // get does not show it in every edition of the page
	})
	return item, shared.Failure{}
}
