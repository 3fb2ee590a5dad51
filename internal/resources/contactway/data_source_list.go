// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"golang.org/x/sync/errgroup"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ListTypeName is the data source that lists contact ways.
const ListTypeName = "wecom_contact_ways"

var (
	_ datasource.DataSourceWithConfigure      = (*ListDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*ListDataSource)(nil)
)

// ListDataSource lists contact ways by creation time.
type ListDataSource struct{ shared.DataSourceBase }

// NewListDataSource makes the data source wecom_contact_ways.
func NewListDataSource() datasource.DataSource {
	return &ListDataSource{shared.DataSourceOf(ListTypeName)}
}

// listModel is the state of a wecom_contact_ways.
type listModel struct {
	CreatedFrom   types.String `tfsdk:"created_from"`
	CreatedTo     types.String `tfsdk:"created_to"`
	ContactWays   []dataModel  `tfsdk:"contact_ways"`
	UnreadableIDs types.Set    `tfsdk:"unreadable_ids"`
}

// Schema describes the attributes.
func (s *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists contact ways (联系我) with all their attributes, optionally those made in a time window.\n\n" +
			quota + " A corp with 3,000 contact ways costs 3,003 calls at each plan: give a window where you can.\n\n" +
			"~> **What WeCom never lists:** temporary ones (`temporary_session`), and those made up to 2021-07-10. Those can be read by id with `wecom_contact_way`. " +
			"Whether contact ways of other apps are listed is not documented.\n\n" + readers + "\n\n" + officialPage,
		Attributes: map[string]schema.Attribute{
			"created_from": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Oldest creation time, RFC 3339 such as `2026-01-01T00:00:00+08:00`. Default: as far back as WeCom lists (2021-07-10), " +
					"unlike the API, whose default is 90 days ago. API key `start_time`.",
				Validators: []validator.String{shared.RFC3339{}},
			},
			"created_to": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Latest creation time, RFC 3339, not before `created_from`. Default: now. API key `end_time`.",
				Validators:          []validator.String{shared.RFC3339{}},
			},
			"contact_ways": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The contact ways, sorted by id; WeCom shows no creation time. Empty when there is none. API key `contact_way`.",
				NestedObject: schema.NestedAttributeObject{
					Attributes: dataAttributes(schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the contact way. API key `config_id`."}),
				},
			},
			"unreadable_ids": schema.SetAttribute{
				ElementType: types.StringType, Computed: true,
				MarkdownDescription: "Ids that WeCom lists but does not let this app read, as those of other apps may be. API key `config_id`.",
			},
		},
	}
}

// ValidateConfig refuses a window that ends before it begins.
func (s *ListDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	shared.ValidateWindow(ctx, req.Config, &resp.Diagnostics)
}

// Read lists the ids and reads each contact way.
func (s *ListDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state listModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &state)...); resp.Diagnostics.HasError() || !s.Ready(&resp.Diagnostics) {
		return
	}
	window := shared.ParseWindow(state.CreatedFrom, state.CreatedTo, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ids, err := s.Client.ContactWays.List(ctx, client.ContactWayWindow(window))
	if err != nil {
		shared.Diag(&resp.Diagnostics, shared.Failure{Op: "list", Noun: "contact ways", Subject: "the contact ways of the corp", Err: err})
		return
	}
	ways, failure := readAll(ctx, ids, s.Client.ContactWays.Get)
	if failure.Err != nil {
		shared.Diag(&resp.Diagnostics, failure)
		return
	}
	state.ContactWays = make([]dataModel, 0, len(ways.read))
	for _, w := range ways.read {
		state.ContactWays = append(state.ContactWays, dataFromAPI(ctx, w, &resp.Diagnostics))
	}
	state.UnreadableIDs = shared.StringSet(ways.refused)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

type manyWays struct {
	read    []*client.ContactWay // in the order of the ids
	refused []string
}

// readAll reads contact ways side by side. One that was deleted meanwhile is
// left out.
func readAll(ctx context.Context, ids []string, get func(context.Context, string) (*client.ContactWay, error)) (out manyWays, failure shared.Failure) {
	answers := make([]*client.ContactWay, len(ids))
	refused := make([]bool, len(ids))
	failures := make([]shared.Failure, len(ids))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(shared.ListParallel)
	for i, id := range ids {
		group.Go(func() error {
			way, err := get(ctx, id)
			switch {
			case errors.Is(err, client.ErrNotFound):
			case errors.Is(err, client.ErrNotOwned), errors.Is(err, client.ErrNotVisible):
				refused[i] = true
			case err != nil:
				failures[i] = unreadable(id, err)
				return err
			default:
				answers[i] = way
			}
			return nil
		})
	}
	first := group.Wait()
	for i := range ids {
		switch {
		case first != nil && errors.Is(failures[i].Err, first):
			return manyWays{}, failures[i]
		case refused[i]:
			out.refused = append(out.refused, ids[i])
		case answers[i] != nil:
			out.read = append(out.read, answers[i])
		}
	}
	return out, shared.Failure{}
}
