// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// model is the state of a wecom_app.
type model struct {
	kind.NumberObject
	Name                 types.String `tfsdk:"name"`
	Description          types.String `tfsdk:"description"`
	HomeURL              types.String `tfsdk:"home_url"`
	TrustedDomain        types.String `tfsdk:"trusted_domain"`
	ReportLocation       types.Bool   `tfsdk:"report_location"`
	ReportEnter          types.Bool   `tfsdk:"report_enter"`
	Logo                 types.Object `tfsdk:"logo"`
	VisibleUserIDs       field.Set    `tfsdk:"visible_user_ids"`
	VisibleDepartmentIDs field.Set    `tfsdk:"visible_department_ids"`
	VisibleTagIDs        field.Set    `tfsdk:"visible_tag_ids"`
	Enabled              types.Bool   `tfsdk:"enabled"`
}

var logoType = fields.Get("logo").Type()

func id(agent int64) string { return strconv.FormatInt(agent, 10) }

// Named is the name by which messages call the app.
func (m *model) Named() types.String { return m.Name }

// logo is nil where nothing is known of it.
func (m *model) logo(ctx context.Context) *media.Shown { return field.As[media.Shown](ctx, m.Logo) }

func (m *model) setLogo(ctx context.Context, p *media.Shown) { m.Logo = logoOf(ctx, p) }

// logoOf is null for a logo of which nothing is known.
func logoOf(ctx context.Context, p *media.Shown) types.Object {
	if p.File.IsNull() && p.MediaID.IsNull() && p.SHA256.IsNull() && p.URL.IsNull() {
		p = nil
	}
	return field.ObjectOf(ctx, logoType, p)
}

// known is the logo of a state, of which nothing may be known.
func (m *model) known(ctx context.Context) media.Shown {
	if p := m.logo(ctx); p != nil {
		return *p
	}
	return media.Shown{}
}

// replaced is the logo of a state over which a configured one is written. Only that of an import is taken for the
// configured one; one that was there beside what the configuration named is another picture.
func (m *model) replaced(r *kind.Run) media.Shown {
	if kind.FromImport(r) {
		return m.known(r)
	}
	return m.known(r).Undeclared()
}

// check refuses a logo that names no source, or two. One with an address is what WeCom has, and no configuration.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	if p := m.logo(ctx); p != nil && p.URL.IsNull() {
		p.Check(path.Root("logo"), diags)
	}
}

// fromAPI takes over what WeCom shows: of the logo its address alone.
func (m *model) fromAPI(r *kind.Run, a *client.Agent) {
	m.ID = field.WholeValue(a.ID)
	m.Name = field.TextOf(a.Name)
	m.Description = field.TextOf(a.Description)
	m.HomeURL = field.TextOf(a.HomeURL)
	if !strings.EqualFold(m.TrustedDomain.ValueString(), a.Domain) || a.Domain == "" { // domains know no case
		m.TrustedDomain = field.TextOf(a.Domain)
	}
	m.ReportLocation = field.ShownFlag(a.ReportLocation, m.ReportLocation)
	m.ReportEnter = field.ShownFlag(a.ReportEnter, m.ReportEnter)
	m.VisibleUserIDs = field.UsersSet(a.VisibleUsers, m.VisibleUserIDs)
	m.VisibleDepartmentIDs = field.NumbersSet(a.VisibleDepartments)
	m.VisibleTagIDs = field.NumbersSet(a.VisibleTags)
	m.Enabled = types.BoolValue(!a.Disabled)
	p := m.known(r)
	if moved := p.See(a.LogoURL); moved && !p.MediaID.IsNull() && r.Op == "read" {
		r.Diags.AddAttributeWarning(path.Root("logo"), fmt.Sprintf("Logo of %s was changed", kind.Subject(noun, m)),
			"WeCom shows it under another address than before, so somebody changed it in the console. A picture that is named by media_id cannot be uploaded again: "+
				"name it by file, or give a new media_id, to have it written.")
	}
	m.setLogo(r, &p)
}

// problem is a rule of a text, as a sentence about what is wrong with it; "" is nothing.
type problem func(s string) string

func (p problem) validate(req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	s := req.ConfigValue.ValueString()
	says := p(s)
	if s == "" {
		says = "is empty. WeCom documents no way to clear it: leave the line out to leave it as it is."
	}
	if says != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid text", fmt.Sprintf("%s %s", req.Path, says))
	}
}

// description validates a description.
type description struct{}

// Description implements validator.Describer.
func (description) Description(context.Context) string { return "4 to 120 characters" }

// MarkdownDescription implements validator.Describer.
func (v description) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (description) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	problem(func(s string) string {
		switch n := utf8.RuneCountInString(s); {
		case n < 4 || n > 120:
			return fmt.Sprintf("has %d characters; WeCom takes 4 to 120 (each Chinese character counts as one).", n)
		case strings.TrimSpace(s) != s:
			return "begins or ends with a blank; remove it."
		}
		return ""
	}).validate(req, resp)
}

// address validates an address of a page.
type address struct{}

// Description implements validator.Describer.
func (address) Description(context.Context) string { return "begins with http:// or https://" }

// MarkdownDescription implements validator.Describer.
func (v address) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (address) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	problem(field.AddressProblem).validate(req, resp)
}

// domain validates a domain.
type domain struct{}

// Description implements validator.Describer.
func (domain) Description(context.Context) string { return "a domain without scheme and path" }

// MarkdownDescription implements validator.Describer.
func (v domain) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (domain) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	problem(func(s string) string {
		_, rest, scheme := strings.Cut(s, "://")
		switch {
		case scheme:
			return fmt.Sprintf("has a scheme; WeCom takes the domain alone: %q.", strings.Split(rest, "/")[0])
		case strings.ContainsAny(s, "/?#@ \t\n"):
			return fmt.Sprintf("is %q, which is more than a domain; write it without path and blanks, such as www.example.com.", s)
		case !strings.Contains(s, "."):
			return fmt.Sprintf("is %q, which is no domain such as www.example.com.", s)
		}
		return ""
	}).validate(req, resp)
}
