// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	corp "github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

var description = fmt.Sprintf("Compares what the corp holds with what is managed: per kind the objects that nobody declared, and the managed share. "+
	"It is `wecomctl drift` for those who want the answer in a `check` block or an output.\n\n"+
	"~> **At top level, not in a `check` block.** A data source that is nested in a `check` block is read again in every apply, so that "+
	"`terraform plan -detailed-exitcode` returns 2 for ever, with nothing to apply. At top level, with a `check` block that refers to it as below, it returns 0 "+
	"on a corp without changes.\n\n"+
	"~> **Null is not empty.** A kind that WeCom refuses to show is null in `unmanaged` and `coverage`, with a warning and a note, as is a kind "+
	"that is not among `kinds`. `length(null)` is an error, so a check does not pass for what nobody could see.\n\n"+
	"~> **Credentials.** Departments are seen by `secret`, or by `contacts_secret` without names; everything else by `secret`, that of a self-built app listed "+
	"under 客户联系 → 可调用接口的应用. What is outside the app's visible range (可见范围) is not seen.\n\n"+
	"~> **Quota.** One call each for departments, tag groups and intercept rules, one per 1,000 contact ways and per 100 acquisition links. The lists of "+
	"the last two hold ids only, so the names of those that are unmanaged cost a call each, for the first %d of a kind; `names = false` saves them. "+
	"Nothing is read for an object that is managed, or ignored by its id. "+shared.CallQuota+"\n\n"+
	"While an id in `managed` is not known yet, in the first apply, the data source is read during the apply.\n\n"+
	"Official pages: [department/list](https://developer.work.weixin.qq.com/document/path/90208) (90208), "+
	"[tag groups](https://developer.work.weixin.qq.com/document/path/92117) (92117), [contact ways](https://developer.work.weixin.qq.com/document/path/92228) (92228), "+
	"[acquisition links](https://developer.work.weixin.qq.com/document/path/97297) (97297), [intercept rules](https://developer.work.weixin.qq.com/document/path/95097) (95097).", corp.NamesRead)

// Schema describes the attributes.
func (s *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	names := make([]string, 0, len(corp.Kinds()))
	managed, unmanaged, coverage := map[string]schema.Attribute{}, map[string]schema.Attribute{}, map[string]schema.Attribute{}
	for _, kind := range corp.Kinds() {
		names = append(names, string(kind))
		ids := fmt.Sprintf("Ids of managed %s (%s), not empty.", kind.Plural(), kind.Term())
		if kind == corp.Department {
			ids += " Numbers are taken as well. The root department needs none. A `wecom_department_tree` with `ids_of` shows only those: ignore the others by path."
		}
		managed[string(kind)] = schema.SetAttribute{CustomType: shared.BigStrings, Optional: true, MarkdownDescription: ids + " Default: none. API key `" + idKey(kind) + "`.",
			Validators: []validator.Set{setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))}}
		unmanaged[string(kind)] = schema.ListNestedAttribute{
			Computed:            true,
			MarkdownDescription: fmt.Sprintf("The unmanaged %s; null when they were not asked for or could not be seen.%s", kind.Plural(), local),
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"id":   schema.StringAttribute{Computed: true, MarkdownDescription: "Id, as the resource is imported by. API key `" + idKey(kind) + "`."},
				"name": schema.StringAttribute{Computed: true, MarkdownDescription: nameOf(kind)},
			}},
		}
		coverage[string(kind)] = schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: fmt.Sprintf("How much of the %s is managed; null when they were not asked for or could not be seen.%s", kind.Plural(), local),
			Attributes: map[string]schema.Attribute{
				"managed":   schema.Int64Attribute{Computed: true, MarkdownDescription: "How many are managed. Ids of `managed` that the corp does not hold do not count." + local},
				"unmanaged": schema.Int64Attribute{Computed: true, MarkdownDescription: "How many are unmanaged and not ignored." + local},
				"ignored":   schema.Int64Attribute{Computed: true, MarkdownDescription: "How many are unmanaged, and ignored by a pattern." + local},
				"share":     schema.Float64Attribute{Computed: true, MarkdownDescription: "Managed of all, 0 to 1; 1 when there is none. Ignored ones count as not managed." + local},
			},
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"managed": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "Ids of what is managed, by kind: here, in other configurations, or by hand. Default: nothing, so everything is unmanaged." + local,
				Attributes:          managed,
			},
			"ignore": schema.ListAttribute{
				ElementType: types.StringType, Optional: true,
				MarkdownDescription: "What needs no declaration, as lines of `.wecomignore`: `KIND:PATTERN`, such as `department:外包/**`, `contact_way:*` or `*:旧*`. The pattern is " +
					"compared with the id, the name, and the path of a department. `*` and `?` stay within one part of a path, `**` goes across. To share the file: " +
					"`split(\"\\n\", file(\"${path.module}/.wecomignore\"))`. Default: none." + local,
			},
			"kinds": schema.SetAttribute{
				ElementType: types.StringType, Optional: true,
				MarkdownDescription: "Kinds to look at, at least one of `department`, `tag_group`, `contact_way`, `acquisition_link`, `intercept_rule`. Default: all." + local,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(stringvalidator.OneOf(names...))},
			},
			"names": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether to read the names of unmanaged contact ways and acquisition links, default `true`. With `false` their `name` is null, and patterns fit " +
					"their id only." + local,
			},
			"unmanaged": schema.SingleNestedAttribute{
				Computed: true, Attributes: unmanaged,
				MarkdownDescription: "What nobody declared, by kind, without what `ignore` fits. The root department is none of it." + local,
			},
			"coverage": schema.SingleNestedAttribute{
				Computed: true, Attributes: coverage,
				MarkdownDescription: "How much is managed, by kind." + local,
			},
			"share": schema.Float64Attribute{
				Computed:            true,
				MarkdownDescription: "Managed of all objects of all `kinds`, 0 to 1; 1 when there is none. Null when a kind could not be seen." + local,
			},
			"notes": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "What could not be seen, or is not certain, and why." + local,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"kind": schema.StringAttribute{Computed: true, MarkdownDescription: "The kind that it is about." + local},
					"reason": schema.StringAttribute{Computed: true, MarkdownDescription: "`kind_refused`: nothing of the kind could be read. `names_unreadable`: names of departments are not known. " +
						"`partly_visible`: departments outside the app's visible range (可见范围) are not seen. `not_listed`: WeCom has no list of some of them. `owner_unknown`: objects of other apps " +
						"are among them. `names_left`: not all names were read." + local},
					"text": schema.StringAttribute{Computed: true, MarkdownDescription: "The same in sentences, for a message." + local},
				}},
			},
		},
	}
}

// local follows what no API key has.
const local = " Known to Terraform only, not to WeCom."

// idKey is WeCom's key of the id of a kind.
func idKey(kind corp.Kind) string {
	switch kind {
	case corp.TagGroup:
		return "group_id"
	case corp.ContactWay:
		return "config_id"
	case corp.AcquisitionLink:
		return "link_id"
	case corp.InterceptRule:
		return "rule_id"
	case corp.Department:
	}
	return "id"
}

func nameOf(kind corp.Kind) string {
	switch kind {
	case corp.Department:
		return "Path of the department, such as `研发中心/后端`; null when its name cannot be read." + local
	case corp.ContactWay:
		return "Its `remark`, else its `state`; null when it has neither or it was not read. API key `remark` or `state`."
	case corp.AcquisitionLink:
		return "Name of the link; null when it was not read. API key `link_name`."
	case corp.InterceptRule:
		return "Name of the rule. API key `rule_name`."
	case corp.TagGroup:
	}
	return "Name of the tag group. API key `group_name`."
}
