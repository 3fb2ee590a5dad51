// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package provider is the provider block, its credentials and the list of what the provider offers. It holds no
// resource logic.
package provider

import (
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/functions"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/accesstoken"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/catalogue"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/followuser"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Address is where registries know the provider.
const Address = "registry.terraform.io/terraform-wecom/wecom"

// Defaults of the waits that resources do; tests shorten them.
const (
	clashWait = 15 * time.Second
	poll      = time.Second
)

// Provider is the wecom provider.
type Provider struct {
	version   string
	retry     client.RetryPolicy
	clashWait time.Duration
	poll      time.Duration
	journal   *client.Journal
	lookupEnv func(string) (string, bool)
	web       *http.Client
}

var (
	_ provider.Provider                       = (*Provider)(nil)
	_ provider.ProviderWithFunctions          = (*Provider)(nil)
	_ provider.ProviderWithEphemeralResources = (*Provider)(nil)
	_ provider.ProviderWithListResources      = (*Provider)(nil)
)

// Option changes how a Provider behaves.
type Option func(*Provider)

// WithRetry replaces the client's retry policy; for tests.
func WithRetry(p client.RetryPolicy) Option { return func(w *Provider) { w.retry = p } }

// WithHTTPClient replaces the client's own connections, so that a test needs no socket.
func WithHTTPClient(web *http.Client) Option { return func(p *Provider) { p.web = web } }

// WithWaits replaces how long resources wait for names that are in use, and how often they look; for tests.
func WithWaits(clash, poll time.Duration) Option {
	return func(w *Provider) { w.clashWait, w.poll = clash, poll }
}

// WithJournal notes creates in j, so that those of a killed run are recognised by the next one.
func WithJournal(j *client.Journal) Option { return func(w *Provider) { w.journal = j } }

// New returns the factory that the plugin server wants.
func New(version string, opts ...Option) func() provider.Provider {
	return func() provider.Provider {
		p := &Provider{version: version, clashWait: clashWait, poll: poll, lookupEnv: lookupEnv}
		for _, o := range opts {
			o(p)
		}
		return p
	}
}

// model is the provider block.
type model struct {
	CorpID         types.String `tfsdk:"corp_id"`
	Secret         types.String `tfsdk:"secret"`
	ContactsSecret types.String `tfsdk:"contacts_secret"`
	Endpoint       types.String `tfsdk:"endpoint"`
	MaxAPICapacity field.Whole  `tfsdk:"max_api_capacity"`
}

// Metadata names the provider.
func (p *Provider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "wecom"
	resp.Version = p.version
}

// Schema describes the provider block.
func (p *Provider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manages the configuration of a WeCom (企业微信) corp.",
		Attributes: map[string]schema.Attribute{
			"corp_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Corp id (企业ID), `ww…` or `wx…`. Environment variable `WECOM_CORP_ID`. Console: 我的企业 → 企业信息 → 企业ID. API key `corpid`.",
			},
			"secret": schema.StringAttribute{
				Optional:  true,
				Sensitive: true,
				MarkdownDescription: "Secret of a self-built app (自建应用) whose visible range (可见范围) is the whole corp and that is listed under " +
					"客户联系 → 可调用接口的应用. Reads the directory, reads and writes everything of customer contact. " +
					"Environment variable `WECOM_SECRET`. Console: 应用管理 → 应用 → 自建 → Secret. API key `corpsecret`.",
			},
			"contacts_secret": schema.StringAttribute{
				Optional:  true,
				Sensitive: true,
				MarkdownDescription: "Secret of contact sync (通讯录同步), with edit permission; needed to write departments. " +
					"Environment variable `WECOM_CONTACTS_SECRET`. Console: 管理工具 → 通讯录同步 → Secret. API key `corpsecret`.",
			},
			"endpoint": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Base URL of the API, default `https://qyapi.weixin.qq.com`; for private deployments (私有化部署) and the emulator. " +
					"Must be https unless the address is a loopback one. Environment variable `WECOM_ENDPOINT`. " +
					"With `WECOM_FORBID_REAL_ENDPOINT=1` in the environment, only addresses of this machine are taken, as while rehearsing on the emulator. " +
					"Certificates are always verified, against the authorities of the system: one signed by an authority of your own needs " +
					"`SSL_CERT_FILE` (a PEM file) or `SSL_CERT_DIR` in the environment of Terraform; " +
					"on macOS and Windows add the authority to the system instead. `HTTPS_PROXY` and `NO_PROXY` are honoured. Known to Terraform only.",
			},
			"max_api_capacity": schema.Int64Attribute{
				Optional: true, CustomType: field.WholeType{},
				MarkdownDescription: "Share of WeCom's documented quota per API that one run may use, in percent, 1 to 100. Default `50`. " +
					"All programs that use the corp share the quota (10,000 calls a minute and API). Known to Terraform only.",
				Validators: []validator.Int64{int64validator.Between(1, 100)},
			},
		},
	}
}

// Resources lists the resources.
func (p *Provider) Resources(context.Context) []func() resource.Resource {
	out := make([]func() resource.Resource, 0, len(catalogue.Nouns))
	for _, noun := range catalogue.Nouns {
		out = append(out, noun.Resource)
	}
	return out
}

// DataSources lists the data sources: those of the nouns, and those that are about no resource.
func (p *Provider) DataSources(context.Context) []func() datasource.DataSource {
	out := []func() datasource.DataSource{followuser.NewListDataSource, inventory.NewDataSource}
	for _, noun := range catalogue.Nouns {
		out = append(out, noun.DataSources()...)
	}
	return out
}

// Functions lists the provider functions.
func (p *Provider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{functions.NewAcquisitionLinkURL, functions.NewAcquisitionLinkScheme}
}

// EphemeralResources lists the ephemeral resources.
func (p *Provider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{accesstoken.NewEphemeral}
}

// ListResources lists the list resources of `terraform query`.
func (p *Provider) ListResources(context.Context) []func() list.ListResource {
	var out []func() list.ListResource
	for _, noun := range catalogue.Nouns {
		out = append(out, noun.ListResources()...)
	}
	return out
}

// data is what Configure hands to resources.
func (p *Provider) data(c *client.Client, unknown []string) *shared.ProviderData {
	return &shared.ProviderData{
		Client: c, Unknown: unknown,
		Claims: shared.NewClaims(), Overlap: shared.NewOverlap(), ClashWait: p.clashWait, Poll: p.poll,
	}
}
