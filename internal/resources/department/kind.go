// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package department is the resource wecom_department and its data sources.
package department

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_department"

const noun = "department"

//go:embed page.md
var page string

// rootID is the id of the corp itself in the tree; it cannot be created, moved or deleted (doc 90205, 60007).
const rootID = 1

var nameRule = field.DepartmentName

var fields = field.Fields{
	field.Number("id", "Department id (部门id)", "id", field.Managed, field.Without("which chooses one"), field.Is(field.NumberRule("2 to 2147483647", idRule{})),
		field.Replaces(field.Always, "the department"), field.Reads("Department id (部门id)")),
	field.Text("name", "Name (部门名称)", "name", field.Required, field.Is(nameRule), field.Note("Unique among the departments of one parent."),
		field.Reads("Name of the department (部门名称). Null where WeCom lets the credential read ids only")),
	field.Text("name_en", "English name (英文名称)", "name_en", field.Managed, field.Without("none"), field.Is(nameRule),
		field.Note("Takes effect only while the corp's multi-language support (多语言) is on. WeCom cannot clear it."),
		field.Reads("English name of the department (英文名称); null when there is none")),
	field.Number("parent_id", "Id of the parent department (上级部门)", "parentid", field.Default(rootID), field.Refers(TypeName), field.Is(field.Between(rootID, field.MaxDepartmentID)),
		field.Note("`1` is the root. Changing it moves the department with everything below it. The tree may be 15 levels deep."),
		field.Reads("Id of the parent department (上级部门); `0` for the root")),
	field.Number("order", "Position among the siblings, larger comes first", "order", field.Managed, field.Arranged, field.Is(field.Between(0, math.MaxUint32)),
		field.Note("What WeCom chose is null in the state until the next refresh (any plan or apply) reads it; nothing is planned because of it."),
		field.Reads("Position among the siblings, 0 to 4294967295; larger comes first")),
	field.Strings("leader_user_ids", "User ids of the department's leaders (部门负责人) that the app may see", "department_leader", field.Watched,
		field.Note("Set on the members, not here."),
		field.Reads("User ids of the department's leaders (部门负责人) that the app may see. Null where WeCom lets the credential read ids only")),
	field.Protection("Members, contact ways and rules that name the department's id would lose it."),
	field.Text("path", "Names from below `parent_id`, or from below the root, down to this department, joined by `/`; empty for the root. Begins at the topmost "+
		"visible department where those above are not visible. Null where a name could not be read", "", field.OnRead),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.Department]{
	Type: TypeName, Noun: noun, Nouns: "departments", Term: "部门", Area: kind.Directory, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialContacts,
	Blocks: func(ctx context.Context) map[string]schema.Block {
		return map[string]schema.Block{"timeouts": timeouts.Block(ctx, timeouts.Opts{Delete: true,
			DeleteDescription: "How long a destroy waits for members and sub-departments to leave, such as `90s` or `5m`. Default `60s`, but no longer than something in the apply is at " +
				"work that may move them. Known to Terraform only."})}
	},
	Import:  kind.Import{ID: "Department id.", Advice: "The data source wecom_department finds the id of a path."},
	Subject: subject,
	Recorded: func(c *client.Client, id string, made time.Time) {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			c.Departments.Made(n, made)
		}
	},
	Check: check,
	Plan:  plan, Settled: func(*model) bool { return true },

	Create:  create,
	Read:    read,
	FromAPI: fromAPI,
	Update:  update,
	Delete:  remove,
	Seen:    seen,

	Indestructible: func(m *model, verb string) (summary, text string) {
		if m.ID.ValueInt64() != rootID {
			return "", ""
		}
		if verb == "replace" {
			return "Root department cannot be replaced", "Department 1 is the corp itself. Leave id out."
		}
		return "Root department cannot be deleted", "Department 1 is the corp itself. To stop managing it without deleting it, use a `removed` block with " +
			"`lifecycle { destroy = false }`, or `terraform state rm`."
	},
	Lost: func(m *model) kind.Loss {
		return kind.Loss{What: "id", Text: fmt.Sprintf("Contact ways, links, rules, apps and programs that refer to department %d lose it when this plan is applied. "+
			"WeCom refuses the delete while the department has members or sub-departments.", m.ID.ValueInt64()),
			Because: "WeCom cannot change the `%s` of a department. Under create_before_destroy the new one needs another name or parent_id: no two departments of a " +
				"parent have one name at any moment."}
	},
	Dies:    dies,
	Explain: explain,
	Unique:  names(&client.UpdateDepartmentRequest{}),

	Rows:  rows,
	Title: func(d *client.Department) (string, int64) { return d.Name, 0 },
	List:  kind.List[client.Department]{Subject: "all visible departments", Filters: listFilters, Whole: true},
	Plural: kind.Plural{Attribute: "departments", Text: "The departments, sorted by id; empty when there is none. API key `department`.",
		Arguments: listArguments},
	Corp: inCorp,
	ByID: "Department id, 1 (the root, the corp itself) to 4294967295. Exactly one of `id` and `path` is given. API key `id`.",
	Lookup: &kind.Lookup[client.Department]{Attribute: "path", Find: byPath,
		Text: "Names from below the root down to the department, joined by `/`, such as `研发中心/后端`; not empty. Compared exactly and as a whole, " +
			"because a name may itself contain `/`; several departments of one path are an error that lists their ids. Never finds the root. " +
			"Where the app cannot see the departments above, the path begins at the topmost visible one. Reads the whole visible tree. " +
			"Exactly one of `id` and `path` is given. Known to Terraform only."},
}

// idRule refuses ids that WeCom does not take, and explains the root.
type idRule struct{}

// Description implements validator.Describer.
func (idRule) Description(context.Context) string { return "2 to 2147483647" }

// MarkdownDescription implements validator.Describer.
func (v idRule) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateInt64 implements validator.Int64.
func (idRule) ValidateInt64(_ context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	switch id := req.ConfigValue.ValueInt64(); {
	case id == rootID:
		resp.Diagnostics.AddAttributeError(req.Path, "Root department cannot be created",
			"Department 1 is the corp itself: it exists always. Leave `id` out and import it: terraform import <address> 1")
	case id < rootID || id > math.MaxInt32:
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid department id",
			"A department id is a whole number from 2 to 2147483647, or left out for WeCom to choose.")
	}
}
