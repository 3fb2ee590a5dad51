// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// QuotaTypeName is the data source of the corp's balance.
const QuotaTypeName = "wecom_acquisition_quota"

var _ datasource.DataSourceWithConfigure = (*QuotaDataSource)(nil)

// QuotaDataSource reads how many customers links may still add.
type QuotaDataSource struct{ shared.DataSourceBase }

// NewQuotaDataSource makes the data source wecom_acquisition_quota.
func NewQuotaDataSource() datasource.DataSource {
	return &QuotaDataSource{shared.DataSourceOf(QuotaTypeName)}
}

// quotaModel is the state of a wecom_acquisition_quota.
type quotaModel struct {
	Total    field.Whole   `tfsdk:"total"`
	Balance  field.Whole   `tfsdk:"balance"`
	Expiring []expiryModel `tfsdk:"expiring"`
}

// expiryModel is one element of `expiring`.
type expiryModel struct {
	ExpiresAt types.String `tfsdk:"expires_at"`
	Balance   field.Whole  `tfsdk:"balance"`
}

// Schema describes the attributes.
func (s *QuotaDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the corp's balance (使用量) of 获客助手: how many customers may still be added through acquisition links (获客链接). WeCom sends an event " +
			"when it falls below 20. It changes with every customer, so use it in outputs and checks rather than in resources.\n\n" +
			"~> **Credentials.** `secret` must be that of a self-built app listed under 客户联系 → 可调用接口的应用; the secret of the system app 客户联系 is refused.\n\n" +
			"~> **Quota.** One call. " + shared.CallQuota + "\n\n" +
			"Official page: [customer_acquisition_quota](https://developer.work.weixin.qq.com/document/path/97375) (97375).",
		Attributes: map[string]schema.Attribute{
			"total": schema.Int64Attribute{CustomType: field.WholeType{},
				Computed:            true,
				MarkdownDescription: "How many customers were granted over the whole history (历史累计使用量). API key `total`.",
			},
			"balance": schema.Int64Attribute{CustomType: field.WholeType{},
				Computed:            true,
				MarkdownDescription: "How many customers may still be added (剩余使用量). API key `balance`.",
			},
			"expiring": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "Which part of the balance ends when, soonest first; empty when nothing is left. API key `quota_list`.",
				NestedObject: schema.NestedAttributeObject{
					Attributes: map[string]schema.Attribute{
						"expires_at": schema.StringAttribute{
							Computed:            true,
							MarkdownDescription: "Midnight in China of the day it ends, RFC 3339 in UTC. API key `quota_list[].expire_date`.",
						},
						"balance": schema.Int64Attribute{CustomType: field.WholeType{},
							Computed:            true,
							MarkdownDescription: "How many of the customers left can no longer be added from then on. API key `quota_list[].balance`.",
						},
					},
				},
			},
		},
	}
}

// Read asks for the balance.
func (s *QuotaDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !s.Ready(&resp.Diagnostics) {
		return
	}
	quota, err := s.Client.AcquisitionLinks.Quota(ctx)
	if err != nil {
		shared.Diag(&resp.Diagnostics, shared.Failure{
			Op: "read", Noun: "acquisition quota", Subject: "the balance of 获客助手", Err: err,
		})
		return
	}
	state := quotaFromAPI(quota)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func quotaFromAPI(q *client.AcquisitionQuota) quotaModel {
	out := quotaModel{Total: field.WholeValue(q.Total), Balance: field.WholeValue(q.Balance), Expiring: make([]expiryModel, 0, len(q.Expiring))}
	for _, e := range q.Expiring {
		out.Expiring = append(out.Expiring, expiryModel{ExpiresAt: field.TimeOf(e.ExpireDate), Balance: field.WholeValue(e.Balance)})
	}
	return out
}
