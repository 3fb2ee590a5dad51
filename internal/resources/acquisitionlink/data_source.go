// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// DataSource reads one acquisition link by its id.
type DataSource struct{ shared.DataSourceBase }

// NewDataSource makes the data source wecom_acquisition_link.
func NewDataSource() datasource.DataSource { return &DataSource{shared.DataSourceOf(TypeName)} }

// Schema describes the attributes.
func (s *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads one acquisition link (获客链接) of this app by its id. Names are not unique; `wecom_acquisition_links` lists all links.\n\n" +
			readers + "\n\n~> **Quota.** One call. " + shared.CallQuota + "\n\n" + officialPage,
		Attributes: dataAttributes(schema.StringAttribute{
			Required:            true,
			MarkdownDescription: "Link id (`ca…`), not empty. API key `link_id`.",
			Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
		}),
	}
}

// Read finds the link.
func (s *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config dataModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() || !s.Ready(&resp.Diagnostics) {
		return
	}
	got, err := s.Client.AcquisitionLinks.Get(ctx, config.ID.ValueString())
	if err != nil {
		shared.Diag(&resp.Diagnostics, failure("read", &model{ID: config.ID}, err))
		return
	}
	state := dataFromAPI(got)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
