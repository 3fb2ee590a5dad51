// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

var _ list.ListResourceWithConfigure = (*ListResource)(nil)

// ListResource lists departments for `terraform query`.
type ListResource struct{ shared.ResourceBase }

// NewListResource makes the list resource.
func NewListResource() list.ListResource { return &ListResource{shared.ResourceOf(TypeName)} }

// listConfig is the configuration of a list block.
type listConfig struct {
	ParentID  types.Int64  `tfsdk:"parent_id"`
	Recursive types.Bool   `tfsdk:"recursive"`
	NameRegex types.String `tfsdk:"name_regex"`
}

// ListResourceConfigSchema describes the filters.
func (l *ListResource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists departments (部门) of the corp's directory (通讯录), sorted by id. The root department, " +
			"the corp itself, is left out: no configuration can create it. The display name is the path, such as `研发中心/后端`.\n\n" + visibleRange + "\n\n" + quota +
			"\n\nOfficial page: [department/list](https://developer.work.weixin.qq.com/document/path/90208) (90208).",
		Attributes: map[string]schema.Attribute{
			"parent_id": schema.Int64Attribute{
				Optional: true,
				MarkdownDescription: "Id of the department (上级部门) whose sub-departments are listed, 1 to 4294967295; it is never listed itself. " +
					"Default: all that are visible. One that does not exist or is not visible is an error. API key `id`.",
				Validators: readableID(),
			},
			"recursive": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether the list goes down all levels. `false`: only the departments directly below `parent_id`, " +
					"or below the root. Default: `false` with `parent_id`, `true` without it. Known to Terraform only.",
			},
			"name_regex": shared.RegexAttribute("the name (部门名称), not the path,"),
		},
	}
}

// List lists the departments.
func (l *ListResource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var config listConfig
	var diags diag.Diagnostics
	diags.Append(req.Config.Get(ctx, &config)...)
	if diags.HasError() || !l.Ready(&diags) {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	parent, names := shared.KnownNumber(config.ParentID), shared.Regex(config.NameRegex)
	var paths tree
	var failure shared.Failure
	listing := &shared.Listing[client.Department]{Noun: "departments", Failure: func(error) shared.Failure { return failure }}
	listing.Candidates = func(yield func(client.Department, error) bool) {
		var all []client.Department
		if all, failure = listBelow(ctx, &l.Configured, parent); failure.Err != nil {
			yield(client.Department{}, failure.Err)
			return
		}
		paths = newTree(all)
		if paths.idsOnly() && names != nil {
			failure = unnamed()
			yield(client.Department{}, failure.Err)
			return
		}
		warnIDsOnly(l.Client, paths.idsOnly(), &listing.Warnings)
		for _, d := range paths.selected(parent, config.Recursive) {
			if d.ID != rootID && shared.Matches(names, d.Name) && !yield(d, nil) {
				return
			}
		}
	}
	listing.Show = func(_ context.Context, d client.Department) (*shared.Listed, shared.Failure) {
		return &shared.Listed{
			Identity:    numberIdentity(types.Int64Value(d.ID))(types.StringValue(l.Client.CorpID())),
			DisplayName: paths.display(d),
			State: shared.StateOf(func(_ context.Context, m *model, _ *diag.Diagnostics) {
				m.fromAPI(&d)
				m.DeletionProtection = types.BoolValue(false)
			}),
		}, shared.Failure{}
	}
	listing.Stream(ctx, req, stream)
}

// unnamed is a pattern for names that WeCom does not show.
func unnamed() shared.Failure {
	return shared.Failure{
		Op: "list", Noun: "departments", Subject: "departments by name",
		Err:      errors.New(shared.IDsOnlyReason + ", so name_regex has nothing to compare"),
		NextStep: shared.IDsOnlyRemedy + "\nOr leave name_regex out.",
	}
}

// display is the path of d, or its id where a name on the way is not readable.
func (t tree) display(d client.Department) string {
	if path, ok := t.path(d, rootID); ok {
		return path
	}
	return fmt.Sprintf("department %d", d.ID)
}
