// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_tag_group.
type model struct {
	ID                 types.String `tfsdk:"id"`
	Name               types.String `tfsdk:"name"`
	Tags               types.Map    `tfsdk:"tags"`
	Order              types.Int64  `tfsdk:"order"`
	Exclusive          types.Bool   `tfsdk:"exclusive"`
	DeletionProtection types.Bool   `tfsdk:"deletion_protection"`
	CreatedAt          types.String `tfsdk:"created_at"`
}

// tagModel is one element of `tags`.
type tagModel struct {
	Name  types.String `tfsdk:"name"`
	Order types.Int64  `tfsdk:"order"`
	ID    types.String `tfsdk:"id"`
}

var tagType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"name": types.StringType, "order": types.Int64Type, "id": types.StringType,
}}

// tags returns the elements by key; nil when the map is null or unknown. An
// element that is unknown as a whole, such as a variable while a configuration is
// validated, has unknown attributes. One that is null is an error.
func (m *model) tags(ctx context.Context, diags *diag.Diagnostics) map[string]tagModel {
	if m.Tags.IsNull() || m.Tags.IsUnknown() {
		return nil
	}
	elements := m.Tags.Elements()
	out := make(map[string]tagModel, len(elements))
	for _, key := range sortedKeys(elements) {
		object, ok := elements[key].(types.Object)
		switch at := path.Root("tags").AtMapKey(key); {
		case !ok || object.IsNull():
			diags.AddAttributeError(at, "Tag is null",
				fmt.Sprintf("%s is null. Leave the key out, for example with an if in the for expression, or write {} for a tag that is named like its key.", at))
		case object.IsUnknown():
			out[key] = tagModel{Name: types.StringUnknown(), Order: types.Int64Unknown(), ID: types.StringUnknown()}
		default:
			var tag tagModel
			diags.Append(object.As(ctx, &tag, basetypes.ObjectAsOptions{})...)
			out[key] = tag
		}
	}
	return out
}

func (m *model) setTags(ctx context.Context, tags map[string]tagModel, diags *diag.Diagnostics) {
	value, d := types.MapValueFrom(ctx, tagType, tags)
	diags.Append(d...)
	m.Tags = value
}

// fromAPI takes over everything WeCom shows of g. A known tag keeps its key.
// Any other tag enters under its own name when the group is exclusive, and is
// returned as undeclared otherwise.
func (m *model) fromAPI(ctx context.Context, g *client.TagGroup, diags *diag.Diagnostics) (undeclared []client.Tag) {
	keys := map[string]string{} // tag id -> key
	for key, t := range m.tags(ctx, diags) {
		keys[t.ID.ValueString()] = key
	}
	m.groupFromAPI(g)
	if m.Exclusive.IsNull() {
		m.Exclusive = types.BoolValue(true)
	}
	if m.DeletionProtection.IsNull() {
		m.DeletionProtection = types.BoolValue(false)
	}

	tags := map[string]tagModel{}
	var others []client.Tag
	for _, t := range g.Tags {
		if key, ok := keys[t.ID]; ok {
			tags[key] = tagFromAPI(t)
		} else {
			others = append(others, t)
		}
	}
	if !m.Exclusive.ValueBool() {
		m.setTags(ctx, tags, diags)
		return others
	}
	for _, t := range others {
		tags[keyOf(t, tags)] = tagFromAPI(t)
	}
	m.setTags(ctx, tags, diags)
	return nil
}

// groupFromAPI takes over what WeCom shows of the group without its tags.
func (m *model) groupFromAPI(g *client.TagGroup) {
	m.ID = types.StringValue(g.ID)
	m.Name = types.StringValue(g.Name)
	m.Order = types.Int64Value(g.Order)
	m.CreatedAt = shared.Time(g.CreateTime)
}

// keyOf is the key of a tag that has none yet: its name, unless taken.
func keyOf[V any](t client.Tag, taken map[string]V) string {
	if _, ok := taken[t.Name]; ok {
		return fmt.Sprintf("%s (%s)", t.Name, t.ID)
	}
	return t.Name
}

func tagFromAPI(t client.Tag) tagModel {
	return tagModel{Name: types.StringValue(t.Name), Order: types.Int64Value(t.Order), ID: types.StringValue(t.ID)}
}

// newTags are the tags of a create in the order of their keys.
func newTags(tags map[string]tagModel) []client.NewTag {
	out := make([]client.NewTag, 0, len(tags))
	for _, key := range sortedKeys(tags) {
		out = append(out, client.NewTag{Name: tags[key].Name.ValueString(), Order: shared.KnownNumber(tags[key].Order)})
	}
	return out
}

// adopt gives every tag without id the id that WeCom made for its name.
func adopt(tags map[string]tagModel, made []client.Tag) (missing []string) {
	byName := map[string]client.Tag{}
	for _, t := range made {
		byName[t.Name] = t
	}
	for _, key := range sortedKeys(tags) {
		tag := tags[key]
		if !tag.ID.IsUnknown() && !tag.ID.IsNull() {
			continue
		}
		got, ok := byName[tag.Name.ValueString()]
		if !ok {
			missing = append(missing, tag.Name.ValueString())
			continue
		}
		tag.ID = types.StringValue(got.ID)
		if tag.Order.IsUnknown() {
			tag.Order = types.Int64Value(got.Order)
		}
		tags[key] = tag
	}
	return missing
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// subject names the group in messages: `tag group "客户等级" (et…)`.
func (m *model) subject() string {
	if m.ID.IsNull() || m.ID.IsUnknown() {
		return fmt.Sprintf("tag group %q", m.Name.ValueString())
	}
	return fmt.Sprintf("tag group %q (%s)", m.Name.ValueString(), m.ID.ValueString())
}
