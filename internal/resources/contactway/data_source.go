// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// DataSource finds one contact way by its id.
type DataSource struct{ shared.DataSourceBase }

// NewDataSource makes the data source wecom_contact_way.
func NewDataSource() datasource.DataSource { return &DataSource{shared.DataSourceOf(TypeName)} }

// Schema describes the attributes.
func (s *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads one contact way (联系我) by its id, also a temporary one, in one call.\n\n" + readers + "\n\n~> **Quota.** One call. " + shared.CallQuota + "\n\n" + officialPage,
		Attributes: dataAttributes(schema.StringAttribute{
			Required:            true,
			MarkdownDescription: "Id of the contact way, not empty. API key `config_id`.",
			Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
		}),
	}
}

// Read reads the contact way.
func (s *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var id types.String
	if resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("id"), &id)...); resp.Diagnostics.HasError() || !s.Ready(&resp.Diagnostics) {
		return
	}
	way, err := s.Client.ContactWays.Get(ctx, id.ValueString())
	if err != nil {
		shared.Diag(&resp.Diagnostics, unreadable(id.ValueString(), err))
		return
	}
	state := dataFromAPI(ctx, way, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func unreadable(id string, err error) shared.Failure {
	f := shared.Failure{Op: "read", Noun: noun, Subject: "contact way " + id, Err: err}
	switch {
	case errors.Is(err, client.ErrNotFound):
		f.Reason = "no contact way has this id"
		f.NextStep = "It was deleted, or, if it was a temporary one, it has expired or its code was used. " +
			"The data source wecom_contact_ways lists those that WeCom lists; the console does not show them."
	case errors.Is(err, client.ErrNotOwned):
		f.Reason = "WeCom lists it but does not let this app read it, so another app made it"
		f.NextStep = fmt.Sprintf("Read %s with the secret of the app that made it.", id) + shared.Console(err)
	}
	return f
}
