// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/datasourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

var (
	_ datasource.DataSourceWithConfigure        = (*DataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*DataSource)(nil)
)

// DataSource finds one tag group by its id or its name.
type DataSource struct{ shared.DataSourceBase }

// NewDataSource makes the data source wecom_tag_group.
func NewDataSource() datasource.DataSource { return &DataSource{shared.DataSourceOf(TypeName)} }

// Schema describes the attributes.
func (s *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Finds one group of customer tags (企业客户标签组) with its tags, by its id or its name.\n\n" + readers,
		Attributes: dataAttributes(
			schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Group id, not empty, stable across renames. Exactly one of `id` and `name` is given. " +
					"API key `group_id`.",
				Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Group name (标签组名称), 1 to 30 characters, unique among the corp's tag groups; compared exactly. " +
					"Exactly one of `id` and `name` is given. API key `group_name`.",
				Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
		),
	}
}

// ConfigValidators wants one of the two ways to find a group.
func (s *DataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{datasourcevalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("name"))}
}

// Read finds the group.
func (s *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config dataModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() || !s.Ready(&resp.Diagnostics) {
		return
	}
	var found *client.TagGroup
	var failure shared.Failure
	if config.Name.IsNull() {
		found, failure = s.byID(ctx, config.ID.ValueString())
	} else {
		found, failure = s.byName(ctx, config.Name.ValueString())
	}
	if failure.Err != nil {
		shared.Diag(&resp.Diagnostics, failure)
		return
	}
	state := dataFromAPI(found)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func (s *DataSource) byID(ctx context.Context, id string) (*client.TagGroup, shared.Failure) {
	group, err := s.Client.CustomerTags.GetGroup(ctx, id)
	failure := shared.Failure{Op: "read", Noun: noun, Subject: fmt.Sprintf("tag group %s", id), Err: err}
	if errors.Is(err, client.ErrNotFound) {
		failure.Reason = "no tag group has this id"
		failure.NextStep = "A group dies with its last tag, and a new one of the same name has another id. Look it up by `name`, or list " +
			"all groups with the data source wecom_tag_groups. The id of a tag is not that of its group."
	}
	return group, failure
}

func (s *DataSource) byName(ctx context.Context, name string) (*client.TagGroup, shared.Failure) {
	groups, failure := listAll(ctx, s.Client)
	if failure.Err != nil {
		return nil, failure
	}
	return pick(groups, name)
}

func listAll(ctx context.Context, c *client.Client) ([]client.TagGroup, shared.Failure) {
	groups, err := c.CustomerTags.List(ctx)
	return groups, shared.Failure{Op: "list", Noun: "tag groups", Subject: "the tag groups of the corp", Err: err}
}

// pick takes the one group of a name, or says why there is not one.
func pick(groups []client.TagGroup, name string) (*client.TagGroup, shared.Failure) {
	failure := shared.Failure{Op: "find", Noun: noun, Subject: fmt.Sprintf("tag group %q", name)}
	var found *client.TagGroup
	var names, ids []string
	for i, g := range groups {
		names = append(names, fmt.Sprintf("%q", g.Name))
		if g.Name == name {
			found, ids = &groups[i], append(ids, g.ID)
		}
	}
	switch {
	case len(ids) == 1:
		return found, shared.Failure{}
	case len(ids) > 1: // WeCom keeps names unique (doc 92117), so this is an odd answer
		failure.Err = fmt.Errorf("%d tag groups have this name: %s", len(ids), shared.Shorten(ids))
		failure.NextStep = "Give the id of the one that is meant instead of the name."
	case len(groups) == 0:
		failure.Err = errors.New("the corp has no tag group")
		failure.NextStep = "Make it first, with the resource wecom_tag_group or in the console (企业客户标签)."
	default:
		failure.Err = fmt.Errorf("no tag group has this name; the corp has %s", shared.Shorten(names))
		failure.NextStep = "Names are compared exactly. The tag groups of rules (规则组标签) are not found here."
	}
	return nil, failure
}
