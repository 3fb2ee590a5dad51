// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package catalogue

import (
	"fmt"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"golang.org/x/text/unicode/norm"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/taggroup"
)

var tagFields = field.Fields{
	field.Text("id", "", "group_id"),
	field.Text("name", "", "group_name", field.Required),
	field.Number("order", "", "order", field.Managed, field.Arranged),
	field.Objects("tags", "", "tag", field.Fields{
		field.Text("name", "", "tag[].name", field.Resolved),
		field.Number("order", "", "tag[].order", field.Managed, field.Arranged),
	}, field.Required),
	field.Protection(""),
}

// tagGroups are wecom_tag_group, which is no kind.Kind yet.
var tagGroups = kind.Own{
	New:  taggroup.New,
	Data: []func() datasource.DataSource{taggroup.NewDataSource, taggroup.NewListDataSource},
	Rows: []func() list.ListResource{taggroup.NewListResource},
	Says: (&kind.Kind[tagModel, client.TagGroup]{
		Type: taggroup.TypeName, Noun: "tag group", Nouns: "tag groups", Term: "企业客户标签组", Fields: tagFields, Page: "# resource\n",
		FromAPI: func(_ *kind.Run, m *tagModel, g *client.TagGroup) {
			m.ID, m.Name, m.Order = types.StringValue(g.ID), types.StringValue(g.Name), field.WholeValue(g.Order)
			ty, tags := tagFields.Get("tags").Type(), map[string]attr.Value{}
			for _, t := range g.Tags { // under its name, as an import has it
				tags[t.Name] = types.ObjectValueMust(ty.AttrTypes, map[string]attr.Value{"name": types.StringValue(t.Name), "order": field.WholeValue(t.Order)})
			}
			m.Tags = types.MapValueMust(ty, tags)
		},
		Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.TagGroup], error] {
			return func(yield func(kind.Row[client.TagGroup], error) bool) {
				all, err := r.Client.CustomerTags.List(r)
				for i := range all {
					g := &all[i]
					if !yield(kind.Row[client.TagGroup]{ID: g.ID, Name: g.Name, Created: g.CreateTime, Object: g}, nil) {
						return
					}
				}
				if err != nil {
					yield(kind.Row[client.TagGroup]{}, err)
				}
			}
		},
		Corp: kind.Corp[client.TagGroup]{
			Unseen: kind.Others[client.TagGroup]("tag groups"),
			Undeclarable: func(g *client.TagGroup) string {
				seen := map[string]bool{}
				for _, t := range g.Tags {
					if seen[norm.NFC.String(t.Name)] {
						return fmt.Sprintf("two of its tags are named %q, composed in different ways, which Terraform does not tell apart", t.Name)
					}
					seen[norm.NFC.String(t.Name)] = true
				}
				return ""
			},
			Said: kind.Said{
				Doc: "92117", NameText: "Name of the tag group. API key `group_name`.",
				Choices: []string{"Tag groups are `exclusive`, the default: a tag that is added in the console shows in the plan as to be removed. " +
					"Write `exclusive = false` where others add tags."},
				Permission: &kind.Permission{ID: "customer_tags", Title: "customer tags", Writes: client.WriteCustomerTags, Found: "%d groups"},
			},
		},
	}).About(),
}

type tagModel struct {
	kind.Object
	Name  types.String `tfsdk:"name"`
	Order field.Whole  `tfsdk:"order"`
	Tags  types.Map    `tfsdk:"tags"`
}
