// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"errors"
	"fmt"
	"strings"

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

// DataSource finds one department by its id or its path.
type DataSource struct{ shared.DataSourceBase }

// NewDataSource makes the data source wecom_department.
func NewDataSource() datasource.DataSource { return &DataSource{shared.DataSourceOf(TypeName)} }

// Schema describes the attributes.
func (s *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Finds one department (部门) of the corp's directory (通讯录), by its id or by its path of names.\n\n" +
			visibleRange + " A lookup by `path` then fails.\n\n" + quota + "\n\n" +
			"Official pages: [department/get](https://developer.work.weixin.qq.com/document/path/95351) (95351), " +
			"[department/list](https://developer.work.weixin.qq.com/document/path/90208) (90208).",
		Attributes: dataAttributes(
			schema.Int64Attribute{
				Optional:            true,
				Computed:            true,
				MarkdownDescription: "Department id, 1 (the root, the corp itself) to 4294967295. Exactly one of `id` and `path` is given. API key `id`.",
				Validators:          readableID(),
			},
			schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Names from below the root down to the department, joined by `/`, such as `研发中心/后端`; not empty. Compared exactly and as a whole, " +
					"because a name may itself contain `/`; several departments of one path are an error that lists their ids. Never finds the root. " +
					"Where the app cannot see the departments above, the path begins at the topmost visible one. Reads the whole visible tree. " +
					"Exactly one of `id` and `path` is given. Known to Terraform only.",
				Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
		),
	}
}

// ConfigValidators wants one of the two ways to find a department.
func (s *DataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{datasourcevalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("path"))}
}

// Read finds the department.
func (s *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config dataModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() || !s.Ready(&resp.Diagnostics) {
		return
	}
	var found *client.Department
	var failure shared.Failure
	if id := shared.KnownNumber(config.ID); id != nil {
		found, failure = s.byID(ctx, *id)
	} else {
		found, failure = s.byPath(ctx, config.Path.ValueString())
	}
	if failure.Err != nil {
		shared.Diag(&resp.Diagnostics, failure)
		return
	}
	warnIDsOnly(s.Client, found.IDsOnly, &resp.Diagnostics)
	state := dataFromAPI(found, config.Path)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func (s *DataSource) byID(ctx context.Context, id int64) (*client.Department, shared.Failure) {
	d, err := s.Client.Departments.Get(ctx, id)
	return d, shared.Failure{Op: "read", Noun: noun, Subject: fmt.Sprintf("department %d", id), Err: err}.MissingDepartment(id)
}

func (s *DataSource) byPath(ctx context.Context, path string) (*client.Department, shared.Failure) {
	all, failure := listAll(ctx, s.Client)
	if failure.Err != nil {
		return nil, failure
	}
	return pick(newTree(all), path)
}

func listAll(ctx context.Context, c *client.Client) ([]client.Department, shared.Failure) {
	all, err := c.Departments.List(ctx, nil)
	return all, shared.Failure{Op: "list", Noun: "departments", Subject: "all visible departments", Err: err}
}

// pick takes the one department of a path, or says why there is not one.
func pick(t tree, path string) (*client.Department, shared.Failure) {
	failure := shared.Failure{Op: "find", Noun: noun, Subject: fmt.Sprintf("department %q", path)}
	if t.idsOnly() {
		failure.Err = errors.New(shared.IDsOnlyReason + ", so departments cannot be found by name")
		failure.NextStep = shared.IDsOnlyRemedy + "\nOr give the department's id instead of its path."
		return nil, failure
	}
	found := t.find(path)
	switch len(found) {
	case 1:
		return &found[0], shared.Failure{}
	case 0:
		failure.Err = errors.New(t.nearest(path))
		failure.NextStep = "Names are compared exactly, and only departments in the app's visible range (可见范围) are found."
		if root, ok := t.byID[rootID]; ok && (path == root.Name || len(t.find(strings.TrimPrefix(path, root.Name+"/"))) > 0) {
			failure.NextStep = fmt.Sprintf("A path begins below the root: leave %q out. The root itself is found by id = %d.", root.Name, rootID)
		}
	default:
		ids := make([]string, 0, len(found))
		for _, d := range found {
			ids = append(ids, fmt.Sprintf("id %d under %d", d.ID, d.ParentID))
		}
		failure.Err = fmt.Errorf("%d departments have this path: %s", len(found), shared.Shorten(ids))
		failure.NextStep = "Give the id of the one that is meant instead of the path. Names that contain \"/\", or departments above that " +
			"the app cannot see, make paths alike."
	}
	return nil, failure
}
