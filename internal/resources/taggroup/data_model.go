// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// dataModel is a tag group as the data sources show it.
type dataModel struct {
	ID        types.String       `tfsdk:"id"`
	Name      types.String       `tfsdk:"name"`
	Order     types.Int64        `tfsdk:"order"`
	CreatedAt types.String       `tfsdk:"created_at"`
	Tags      map[string]dataTag `tfsdk:"tags"`
}

// dataTag is one element of `tags`; its name is the key.
type dataTag struct {
	ID        types.String `tfsdk:"id"`
	Order     types.Int64  `tfsdk:"order"`
	CreatedAt types.String `tfsdk:"created_at"`
}

// dataFromAPI shows g with all its tags.
func dataFromAPI(g *client.TagGroup) dataModel {
	var m model
	m.groupFromAPI(g)
	out := dataModel{ID: m.ID, Name: m.Name, Order: m.Order, CreatedAt: m.CreatedAt, Tags: make(map[string]dataTag, len(g.Tags))}
	for _, t := range g.Tags {
		tag := tagFromAPI(t)
		out.Tags[keyOf(t, out.Tags)] = dataTag{ID: tag.ID, Order: tag.Order, CreatedAt: shared.Time(t.CreateTime)}
	}
	return out
}

// dataAttributes describes dataModel with the id and name of the caller, which
// are arguments in one data source and results in the other.
func dataAttributes(id, name schema.Attribute) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":   id,
		"name": name,
		"order": schema.Int64Attribute{
			Computed:            true,
			MarkdownDescription: "Position among the groups, 0 to 4294967295; larger comes first. API key `order`.",
		},
		"created_at": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "When the group was made, RFC 3339 in UTC. API key `create_time`.",
		},
		"tags": schema.MapNestedAttribute{
			Computed:            true,
			MarkdownDescription: "All tags (企业客户标签) of the group; the key is the tag's name, unique in its group. API key `tag`.",
			NestedObject: schema.NestedAttributeObject{
				Attributes: map[string]schema.Attribute{
					"id": schema.StringAttribute{
						Computed:            true,
						MarkdownDescription: "Tag id, stable across renames; customers carry this id. API key `tag[].id`.",
					},
					"order": schema.Int64Attribute{
						Computed:            true,
						MarkdownDescription: "Position in the group, 0 to 4294967295; larger comes first. API key `tag[].order`.",
					},
					"created_at": schema.StringAttribute{
						Computed:            true,
						MarkdownDescription: "When the tag was made, RFC 3339 in UTC. API key `tag[].create_time`.",
					},
				},
			},
		},
	}
}

// readers is the note of both data sources on who may read tags.
const readers = "~> **Credentials.** `secret` must be that of a self-built app listed under 客户联系 → 可调用接口的应用. It reads all groups " +
	"and tags of the corp, also those made in the console or by another app.\n\n" +
	"~> **Quota.** One call, whatever the number of tags. " + shared.CallQuota + "\n\n" +
	"Official page: [get_corp_tag_list](https://developer.work.weixin.qq.com/document/path/92117) (92117)."
