// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package accesstoken is the ephemeral resource wecom_access_token.
package accesstoken

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the ephemeral resource type.
const TypeName = "wecom_access_token"

var _ ephemeral.EphemeralResourceWithConfigure = (*Ephemeral)(nil)

// Ephemeral hands out the access token of one credential of the provider block.
type Ephemeral struct{ shared.Configured }

// NewEphemeral makes the ephemeral resource.
func NewEphemeral() ephemeral.EphemeralResource { return &Ephemeral{} }

// model is the configuration and the result. It must never be logged.
type model struct {
	Credential  types.String `tfsdk:"credential"`
	AccessToken types.String `tfsdk:"access_token"`
	ExpiresAt   types.String `tfsdk:"expires_at"`
}

// where names the environment variable and console page of each credential.
var where = map[client.Credential]struct{ env, console string }{
	client.CredentialApp:      {"WECOM_SECRET", "应用管理 → 应用 → 自建 → Secret"},
	client.CredentialContacts: {"WECOM_CONTACTS_SECRET", "管理工具 → 通讯录同步 → Secret"},
}

// Metadata names the ephemeral resource.
func (e *Ephemeral) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = TypeName
}

// Schema describes the attributes.
func (e *Ephemeral) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The access token (access_token) of one credential of the provider block, for calls that this provider does not make itself: " +
			"pass it to a provisioner, or to another provider. It exists only while Terraform runs and is stored neither in the state nor in a plan. " +
			"Needs Terraform 1.10 or OpenTofu 1.11.\n\n" +
			"~> **It opens the corp.** Whoever has the token can do all that the secret allows until it ends. WeCom takes tokens only in the URL: " +
			"keep those out of logs. A token works only from addresses that the app trusts (企业可信IP, errcode 60020).\n\n" +
			"The token is the one that the provider uses in the same run; WeCom hands out the same one to all who ask, until it ends after two hours " +
			"or is ended early (errcode 42001, 40014). Do not keep it: read it anew in each run.\n\n" +
			"~> **Credentials.** `secret` or `contacts_secret`, the one that `credential` names.\n\n" +
			"~> **Quota.** One call of gettoken in a run, or none where the provider has the token already. WeCom bans an address for an hour after many wrong secrets " +
			"(errcode 45009), so a wrong one is never tried twice. " + shared.CallQuota + "\n\n" +
			"Official page: [gettoken](https://developer.work.weixin.qq.com/document/path/91039) (91039).",
		Attributes: map[string]schema.Attribute{
			"credential": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Which credential of the provider block: `secret` (the self-built app: customer contact, messages, reading the directory) or " +
					"`contacts_secret` (通讯录同步: writing the directory). It must be configured; the other one is not tried. API key `corpsecret`.",
				Validators: []validator.String{stringvalidator.OneOf(string(client.CredentialApp), string(client.CredentialContacts))},
			},
			"access_token": schema.StringAttribute{
				Computed:            true,
				Sensitive:           true,
				MarkdownDescription: "The token, up to 512 bytes; the query parameter of every call. API key `access_token`.",
			},
			"expires_at": schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "When the token ends at the latest, RFC 3339 in UTC, by the clock of this machine. It may be too late for a token " +
					"that another program asked for first. API key `expires_in` (seconds).",
			},
		},
	}
}

// Configure takes the client.
func (e *Ephemeral) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	e.Accept(req.ProviderData, &resp.Diagnostics)
}

// Open hands out the token.
func (e *Ephemeral) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var m model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &m)...); resp.Diagnostics.HasError() || !e.Ready(&resp.Diagnostics) {
		return
	}
	cred := client.Credential(m.Credential.ValueString())
	token, expires, err := e.Client.AccessToken(ctx, cred)
	if errors.Is(err, client.ErrNoCredential) {
		resp.Diagnostics.AddAttributeError(path.Root("credential"), "Credential is not configured",
			fmt.Sprintf("The provider block has no %s, so there is no token of it. Set %s there or the environment variable %s. Console: %s.",
				cred, cred, where[cred].env, where[cred].console))
		return
	}
	if err != nil {
		shared.Diag(&resp.Diagnostics, shared.Failure{Op: "get", Noun: "access token", Subject: fmt.Sprintf("the access token of %s", cred), Err: err})
		return
	}
	m.AccessToken = types.StringValue(token)
	m.ExpiresAt = types.StringValue(expires.UTC().Format(time.RFC3339))
	resp.Diagnostics.Append(resp.Result.Set(ctx, &m)...)
}
