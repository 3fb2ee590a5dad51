// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	corp "github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// description of the data source; what lists cost, and their pages, is said by the nouns.
func description() string {
	var whole, paged, bare, pages []string
	asked := ""
	for _, kind := range corp.Kinds() {
		about := kind.About()
		pages = append(pages, fmt.Sprintf("[%s](https://developer.work.weixin.qq.com/document/path/%s) (%s)", cmp.Or(about.DocTitle, about.Nouns), about.Doc, about.Doc))
		if about.Asked {
			asked += fmt.Sprintf("%s are read only where `kinds` names them, at one call for each department. ", capital(about.Nouns))
			continue
		}
		if about.PerCall == 0 {
			whole = append(whole, about.Nouns)
		} else {
			paged = append(paged, fmt.Sprintf("per %s %s", thousands(about.PerCall), about.Nouns))
		}
		if about.IDsOnly {
			bare = append(bare, about.Nouns)
		}
	}
	return fmt.Sprintf("Compares what the corp holds with what is managed: per kind the objects that nobody declared, and the managed share. "+
		"It is `wecomctl drift` for those who want the answer in a `check` block or an output.\n\n"+
		"~> **At top level, not in a `check` block.** A data source that is nested in a `check` block is read again in every apply, so that "+
		"`terraform plan -detailed-exitcode` returns 2 for ever, with nothing to apply. At top level, with a `check` block that refers to it as below, it returns 0 "+
		"on a corp without changes.\n\n"+
		"~> **Null is not empty.** A kind that WeCom refuses to show is null in `unmanaged` and `coverage`, with a warning and a note, as is a kind "+
		"that is not among `kinds`. `length(null)` is an error, so a check does not pass for what nobody could see.\n\n"+
		"~> **Credentials.** Departments are seen by `secret`, or by `contacts_secret` without names; everything else by `secret`, that of a self-built app listed "+
		"under 客户联系 → 可调用接口的应用. What is outside the app's visible range (可见范围) is not seen.\n\n"+
		"~> **Quota.** One call each for %s, one %s. The lists of %s hold ids only, so the names of those that are unmanaged cost a call each, for the first "+
		"%d of a kind; `names = false` saves them. "+
		"Nothing is read for an object that is managed, or ignored by its id. %s"+shared.CallQuota+"\n\n"+
		"While an id in `managed` is not known yet, in the first apply, the data source is read during the apply.\n\n"+
		"Official pages: %s.", joined(whole), joined(paged), joined(bare), corp.NamesRead, asked, strings.Join(pages, ", "))
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// joined writes a list as a sentence does.
func joined(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

// Schema describes the attributes.
func (s *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	names := make([]string, 0, len(corp.Kinds()))
	var quoted, bare []string
	managed, unmanaged, coverage := map[string]schema.Attribute{}, map[string]schema.Attribute{}, map[string]schema.Attribute{}
	for _, kind := range corp.Kinds() {
		about, idKey := kind.About(), kind.About().Fields.Get("id").Key()
		names, quoted = append(names, string(kind)), append(quoted, "`"+string(kind)+"`")
		if about.IDsOnly {
			bare = append(bare, about.Nouns)
		}
		ids := strings.TrimSpace(fmt.Sprintf("Ids of managed %s (%s), not empty. %s", kind.Plural(), kind.Term(), about.IDsText))
		managed[string(kind)] = schema.SetAttribute{CustomType: field.StringSet, Optional: true, MarkdownDescription: ids + " Default: none. API key `" + idKey + "`.",
			Validators: []validator.Set{setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))}}
		unmanaged[string(kind)] = schema.ListNestedAttribute{
			Computed:            true,
			MarkdownDescription: fmt.Sprintf("The unmanaged %s; null when they were not asked for or could not be seen.%s", kind.Plural(), local),
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"id":   schema.StringAttribute{Computed: true, MarkdownDescription: "Id, as the resource is imported by. API key `" + idKey + "`."},
				"name": schema.StringAttribute{Computed: true, MarkdownDescription: about.NameText},
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
		MarkdownDescription: description(),
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
				MarkdownDescription: "Kinds to look at, at least one of " + strings.Join(quoted, ", ") + ". Default: " + corp.UsualNames() + "." + local,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(stringvalidator.OneOf(names...))},
			},
			"names": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether to read the names of unmanaged " + joined(bare) + ", default `true`. With `false` their `name` is null, and patterns fit " +
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
