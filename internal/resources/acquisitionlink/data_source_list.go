// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"golang.org/x/sync/errgroup"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ListTypeName is the data source that lists acquisition links.
const ListTypeName = "wecom_acquisition_links"

var _ datasource.DataSourceWithConfigure = (*ListDataSource)(nil)

// ListDataSource lists the acquisition links of this app.
type ListDataSource struct{ shared.DataSourceBase }

// NewListDataSource makes the data source wecom_acquisition_links.
func NewListDataSource() datasource.DataSource {
	return &ListDataSource{shared.DataSourceOf(ListTypeName)}
}

// listModel is the state of a wecom_acquisition_links.
type listModel struct {
	Links []dataModel `tfsdk:"links"`
}

// Schema describes the attributes.
func (s *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the acquisition links (获客链接) of this app.\n\n" +
			readers + "\n\n" + quota + "\n\n" + officialPage,
		Attributes: map[string]schema.Attribute{
			"links": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The links, sorted by id; empty when there is none. API key `link_id_list`.",
				NestedObject: schema.NestedAttributeObject{
					Attributes: dataAttributes(schema.StringAttribute{
						Computed:            true,
						MarkdownDescription: "Link id (`ca…`). API key `link_id`.",
					}),
				},
			},
		},
	}
}

// Read lists the links and reads each.
func (s *ListDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !s.Ready(&resp.Diagnostics) {
		return
	}
	ids, err := s.Client.AcquisitionLinks.List(ctx)
	var links []dataModel
	if err == nil {
		links, err = readAll(ctx, ids, s.Client.AcquisitionLinks.Get)
	}
	if err != nil {
		shared.Diag(&resp.Diagnostics, shared.Failure{
			Op: "list", Noun: "acquisition links", Subject: "the acquisition links of this app", Err: err,
		})
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &listModel{Links: links})...)
}

// readAll reads the links of ids in their order, without those that were
// deleted since they were listed.
func readAll(ctx context.Context, ids []string, get func(context.Context, string) (*client.AcquisitionLink, error)) ([]dataModel, error) {
	answers := make([]*client.AcquisitionLink, len(ids))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(shared.ListParallel)
	for i, id := range ids {
		group.Go(func() error {
			got, err := get(ctx, id)
			if errors.Is(err, client.ErrNotFound) {
				return nil
			}
			answers[i] = got
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := make([]dataModel, 0, len(ids))
	for _, l := range answers {
		if l != nil {
			out = append(out, dataFromAPI(l))
		}
	}
	return out, nil
}
