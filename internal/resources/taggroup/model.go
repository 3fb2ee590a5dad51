// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"golang.org/x/text/unicode/norm"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// model is the state of a wecom_tag_group. A noun with more attributes embeds it.
type model struct {
	kind.Object
	Name      types.String `tfsdk:"name"`
	Tags      types.Map    `tfsdk:"tags"`
	Order     field.Whole  `tfsdk:"order"`
	Exclusive types.Bool   `tfsdk:"exclusive"`
	CreatedAt types.String `tfsdk:"created_at"`
}

func (m *model) base() *model { return m }

// Named is the name in messages.
func (m *model) Named() types.String { return m.Name }

// tagModel is one element of `tags`.
type tagModel struct {
	Name  types.String `tfsdk:"name"`
	Order field.Whole  `tfsdk:"order"`
	ID    types.String `tfsdk:"id"`
}

var (
	tagType = fields.Get("tags").Type()
	dataTag = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "order": tftypes.Number, "created_at": tftypes.String}}

	unknownOrder = field.Whole{Int64Value: types.Int64Unknown()}
)

// tags returns the elements by key; none when the map is null or unknown. An element that is unknown as a whole, such
// as a variable while a configuration is validated, has unknown attributes. One that is null is an error.
func (m *model) tags(ctx context.Context, diags *diag.Diagnostics) map[string]tagModel {
	elements := m.Tags.Elements()
	out := make(map[string]tagModel, len(elements))
	for _, key := range sortedKeys(elements) {
		object, _ := elements[key].(types.Object)
		switch tag := field.As[tagModel](ctx, object); {
		case tag != nil:
			out[key] = *tag
		case object.IsUnknown():
			out[key] = tagModel{Name: types.StringUnknown(), Order: unknownOrder, ID: types.StringUnknown()}
		default:
			diags.AddAttributeError(path.Root("tags"), "Tag is null",
				fmt.Sprintf("tags[%q] is null. Leave the key out, for example with an if in the for expression, or write {} for a tag that is named like its key.", key))
		}
	}
	return out
}

// existing are the tags of a state. One without id is still to be made: a create that ended half-way has it, because
// the plan had it.
func (m *model) existing(ctx context.Context) map[string]tagModel {
	tags := m.tags(ctx, &diag.Diagnostics{})
	maps.DeleteFunc(tags, func(_ string, t tagModel) bool { return t.ID.ValueString() == "" })
	return tags
}

func mapOf(ctx context.Context, tags map[string]tagModel) types.Map {
	out, diags := types.MapValueFrom(ctx, tagType, tags)
	if diags.HasError() {
		panic(fmt.Sprintf("%T does not fit %s: %v", tags, tagType, diags))
	}
	return out
}

// check refuses tags that no group could hold.
func (m *model) check(ctx context.Context, diags *diag.Diagnostics) {
	tags := m.tags(ctx, diags)
	first := map[string]string{} // name -> key
	for _, key := range sortedKeys(tags) {
		name := tags[key].Name
		if name.IsUnknown() {
			continue
		}
		if name.IsNull() {
			name = types.StringValue(key)
			if problem := nameRule.Problem(key); problem != "" {
				diags.AddAttributeError(path.Root("tags"), "Invalid tag name",
					fmt.Sprintf("tags[%q]: The key is the tag's name unless `name` is set: %s", key, problem))
			}
		}
		if other, twice := first[name.ValueString()]; twice {
			diags.AddAttributeError(path.Root("tags"), "Two tags of one name",
				fmt.Sprintf("tags[%q] and tags[%q] are both named %q. WeCom allows a name once per group.", other, key, name.ValueString()))
			continue
		}
		first[name.ValueString()] = key
	}
}

// fromAPI takes over everything WeCom shows of g. A known tag keeps its key, and one that a write has not found yet
// gets its id by its name. Any other tag enters under its own name when the group is exclusive.
func (m *model) fromAPI(ctx context.Context, g *client.TagGroup) {
	keys, names := map[string]string{}, map[string]string{} // of tag ids, and of the names of tags without id
	for key, t := range m.tags(ctx, &diag.Diagnostics{}) {
		if id := t.ID.ValueString(); id != "" {
			keys[id] = key
		} else {
			names[t.Name.ValueString()] = key
		}
	}
	m.ID = types.StringValue(g.ID)
	m.Name = types.StringValue(g.Name)
	m.Order = field.WholeValue(g.Order)
	m.CreatedAt = field.TimeOf(g.CreateTime)
	if m.Exclusive.IsNull() {
		m.Exclusive = types.BoolValue(true)
	}

	tags := map[string]tagModel{}
	var others []client.Tag
	for _, t := range g.Tags {
		key, ok := keys[t.ID]
		if !ok {
			key, ok = names[t.Name]
			delete(names, t.Name)
		}
		if ok {
			tags[key] = tagFromAPI(t)
		} else {
			others = append(others, t)
		}
	}
	if m.Exclusive.ValueBool() {
		for _, t := range others {
			tags[keyOf(t, tags)] = tagFromAPI(t)
		}
	}
	m.Tags = mapOf(ctx, tags)
}

// keyOf is the key of a tag that has none yet: its name, unless taken.
func keyOf[V any](t client.Tag, taken map[string]V) string {
	if _, ok := taken[t.Name]; ok {
		return fmt.Sprintf("%s (%s)", t.Name, t.ID)
	}
	return t.Name
}

func tagFromAPI(t client.Tag) tagModel {
	return tagModel{Name: types.StringValue(t.Name), Order: field.WholeValue(t.Order), ID: types.StringValue(t.ID)}
}

// dataTags are the tags as data sources show them; the name of each is its key.
func dataTags(g *client.TagGroup) tftypes.Value {
	tags := make(map[string]tftypes.Value, len(g.Tags))
	for _, t := range g.Tags {
		tags[keyOf(t, tags)] = tftypes.NewValue(dataTag, map[string]tftypes.Value{
			"id": tftypes.NewValue(tftypes.String, t.ID), "order": tftypes.NewValue(tftypes.Number, t.Order),
			"created_at": tftypes.NewValue(tftypes.String, field.TimeOf(t.CreateTime).ValueStringPointer()),
		})
	}
	return tftypes.NewValue(tftypes.Map{ElementType: dataTag}, tags)
}

// undeclarable is why no configuration can describe a group, "" where one can.
func undeclarable(g *client.TagGroup) string {
	seen := map[string]bool{}
	for _, t := range g.Tags {
		name := norm.NFC.String(t.Name) // as Terraform has it
		if seen[name] {
			return fmt.Sprintf("two of its tags are named %q, composed in different ways, which Terraform does not tell apart", t.Name)
		}
		seen[name] = true
	}
	return ""
}

// newTags are tags that are to be made, in the order of their keys.
func newTags(tags map[string]tagModel) []client.NewTag {
	out := make([]client.NewTag, 0, len(tags))
	for _, key := range sortedKeys(tags) {
		out = append(out, client.NewTag{Name: tags[key].Name.ValueString(), Order: tags[key].Order.Known()})
	}
	return out
}

// adopt gives every tag without id the id that WeCom made for its name.
func adopt(tags map[string]tagModel, made []client.Tag) {
	byName := map[string]client.Tag{}
	for _, t := range made {
		byName[t.Name] = t
	}
	for key, tag := range tags {
		got, found := byName[tag.Name.ValueString()]
		if tag.ID.ValueString() != "" || !found {
			continue
		}
		tag.ID = types.StringValue(got.ID)
		if tag.Order.IsUnknown() {
			tag.Order = field.WholeValue(got.Order)
		}
		tags[key] = tag
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
