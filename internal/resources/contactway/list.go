// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

var (
	_ list.ListResourceWithConfigure      = (*ListResource)(nil)
	_ list.ListResourceWithValidateConfig = (*ListResource)(nil)
)

// ListResource lists contact ways for `terraform query`.
type ListResource struct{ shared.ResourceBase }

// NewListResource makes the list resource.
func NewListResource() list.ListResource { return &ListResource{shared.ResourceOf(TypeName)} }

// listConfig is the configuration of a list block.
type listConfig struct {
	CreatedFrom types.String `tfsdk:"created_from"`
	CreatedTo   types.String `tfsdk:"created_to"`
	Type        types.String `tfsdk:"type"`
	RemarkRegex types.String `tfsdk:"remark_regex"`
	StateRegex  types.String `tfsdk:"state_regex"`
	UserID      types.String `tfsdk:"user_id"`
}

// ListResourceConfigSchema describes the filters.
func (l *ListResource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists contact ways (联系我), optionally those made in a time window.\n\n" +
			"With `include_resource`, or with any filter besides the window, every contact way is read; its display name is then its remark, or else its channel mark " +
			"(`state`). Otherwise the display name is the id.\n\n" + quota + "\n\n" +
			"~> **What WeCom never lists:** temporary ones (`temporary_session`), and those made up to 2021-07-10. Whether contact ways of other apps are listed is not " +
			"documented: those that this app may not read are left out with a warning where they are read, and listed by id where they are not.\n\n" + readers + "\n\n" + officialPage,
		Attributes: map[string]schema.Attribute{
			"created_from": shared.CreatedFromAttribute("Default: as far back as WeCom lists (2021-07-10), unlike the API, whose default is 90 days ago. API key `start_time`."),
			"created_to":   shared.CreatedToAttribute("Default: now. API key `end_time`."),
			"type": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Lists only those of this type: `single` (one member) or `multi`. Default: all. API key `type`.",
				Validators:          []validator.String{typeWords},
			},
			"remark_regex": shared.RegexAttribute("the remark (备注; empty when there is none)"),
			"state_regex":  shared.RegexAttribute("the channel mark (`state`; empty when there is none)"),
			"user_id": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Lists only those that name this member (账号), not empty, in `user_ids`, in whatever case; membership of a named department does not count. " +
					"Default: all. API key `user`.",
				Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
		},
	}
}

// ValidateListResourceConfig refuses a window that ends before it begins.
func (l *ListResource) ValidateListResourceConfig(ctx context.Context, req list.ValidateConfigRequest, resp *list.ValidateConfigResponse) {
	shared.ValidateWindow(ctx, req.Config, &resp.Diagnostics)
}

// List lists the ids, and reads the contact ways when more is wanted.
func (l *ListResource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var config listConfig
	var diags diag.Diagnostics
	diags.Append(req.Config.Get(ctx, &config)...)
	window := shared.ParseWindow(config.CreatedFrom, config.CreatedTo, &diags)
	if diags.HasError() || !l.Ready(&diags) {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	filter := newWayFilter(&config)
	listing := &shared.Listing[string]{
		Noun: "contact ways", Candidates: l.Client.ContactWays.Each(ctx, client.ContactWayWindow(window)),
		Reads: !filter.open() || req.IncludeResource, Selects: !filter.open(),
		Failure: func(err error) shared.Failure {
			return shared.Failure{Op: "list", Noun: "contact ways", Subject: "the contact ways of the corp", Err: err}
		},
	}
	listing.Show = func(ctx context.Context, id string) (*shared.Listed, shared.Failure) {
		if !listing.Reads {
			return &shared.Listed{Identity: l.IdentityOf(id), DisplayName: id}, shared.Failure{}
		}
		way, err := l.Client.ContactWays.Get(ctx, id)
		switch {
		case errors.Is(err, client.ErrNotFound): // deleted since it was listed
			return nil, shared.Failure{}
		case errors.Is(err, client.ErrNotOwned), errors.Is(err, client.ErrNotVisible):
			return &shared.Listed{Unreadable: id}, shared.Failure{}
		case err != nil:
			return nil, unreadable(id, err)
		case !filter.passes(way):
			return nil, shared.Failure{}
		}
		return &shared.Listed{
			Identity: l.IdentityOf(id), DisplayName: display(way),
			State: shared.StateOf(func(ctx context.Context, m *model, diags *diag.Diagnostics) { m.fromAPI(ctx, way, diags) }),
		}, shared.Failure{}
	}
	listing.Stream(ctx, req, stream)
}

// wayFilter holds the filters that need the contact way itself; zero values let
// everything pass.
type wayFilter struct {
	kind          int64
	remark, state *regexp.Regexp
	user          string
}

func newWayFilter(config *listConfig) wayFilter {
	kind, _ := typeWords.Number(config.Type.ValueString())
	return wayFilter{
		kind: kind, remark: shared.Regex(config.RemarkRegex), state: shared.Regex(config.StateRegex), user: config.UserID.ValueString(),
	}
}

func (f wayFilter) open() bool { return f == wayFilter{} }

func (f wayFilter) passes(w *client.ContactWay) bool {
	return (f.kind == 0 || f.kind == w.Type) && shared.Matches(f.remark, w.Remark) && shared.Matches(f.state, w.State) &&
		(f.user == "" || slices.ContainsFunc(w.UserIDs, func(u string) bool { return strings.EqualFold(u, f.user) }))
}

// display tells a contact way from others: WeCom gives it no name.
func display(w *client.ContactWay) string {
	switch {
	case w.Remark != "":
		return w.Remark
	case w.State != "":
		return w.State
	}
	return w.ID
}
