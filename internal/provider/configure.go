// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

func lookupEnv(name string) (string, bool) { return os.LookupEnv(name) }

// setting is one value of the provider block with its environment variable.
type setting struct {
	attribute, env, console, what string
	value                         string
	unknown, invalid              bool
}

// resolve takes the value of the configuration, else of the environment.
func (s *setting) resolve(v types.String, lookup func(string) (string, bool), diags *diag.Diagnostics) {
	switch {
	case v.IsUnknown():
		s.unknown = true
	case !v.IsNull():
		s.value = v.ValueString()
		if strings.TrimSpace(s.value) != s.value || s.value == "" {
			s.invalid = true
			diags.AddAttributeError(path.Root(s.attribute), "Invalid "+s.what,
				fmt.Sprintf("%s is empty or begins or ends with a blank. Set it to the %s (console: %s), or leave it out and set the environment variable %s.",
					s.attribute, s.what, s.console, s.env))
			return
		}
		s.refuse(s.attribute, diags)
	default:
		value, _ := lookup(s.env)
		s.value = strings.TrimSpace(value)
		s.refuse("The environment variable "+s.env, diags)
	}
}

// refuse finds what nobody sees, and what came with the text around a value that was copied: WeCom counts a wrong
// secret towards its ban, and says no more than that it is wrong. The value is not repeated: it may be a secret.
func (s *setting) refuse(from string, diags *diag.Diagnostics) {
	r, at, found := field.Invisible(s.value)
	if !found {
		i := strings.IndexFunc(s.value, func(r rune) bool {
			return strings.ContainsRune("\"'`“”‘’„«»＂＇", r) || unicode.IsSpace(r) || !unicode.IsPrint(r)
		})
		if i < 0 {
			return
		}
		r, _ = utf8.DecodeRuneInString(s.value[i:])
		at = utf8.RuneCountInString(s.value[:i]) + 1
	}
	s.invalid = true
	diags.AddAttributeError(path.Root(s.attribute), "Invalid "+s.what,
		fmt.Sprintf("%s contains %s as character %d of %d, which no %s has. It usually comes with copied text, from a file with a byte order mark, or from quotes that "+
			"the shell or the file it is read from keeps. Nothing was sent. Copy the %s again (console: %s).",
			from, field.Character(r), at, utf8.RuneCountInString(s.value), s.what, s.what, s.console))
}

// Configure resolves the credentials. Nothing is sent here: a wrong secret shows with the first object that is read, or
// that a plan writes.
func (p *Provider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var m model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &m)...); resp.Diagnostics.HasError() {
		return
	}
	corp := &setting{attribute: "corp_id", env: "WECOM_CORP_ID", what: "corp id", console: "我的企业 → 企业信息 → 企业ID"}
	secret := &setting{attribute: "secret", env: "WECOM_SECRET", what: "app secret", console: "应用管理 → 应用 → 自建 → Secret"}
	contacts := &setting{attribute: "contacts_secret", env: "WECOM_CONTACTS_SECRET", what: "contact sync secret", console: "管理工具 → 通讯录同步 → Secret"}
	endpoint := &setting{attribute: "endpoint", env: "WECOM_ENDPOINT", what: "endpoint", console: "none; of a private deployment (私有化部署), ask its operator"}
	corp.resolve(m.CorpID, p.lookupEnv, &resp.Diagnostics)
	secret.resolve(m.Secret, p.lookupEnv, &resp.Diagnostics)
	contacts.resolve(m.ContactsSecret, p.lookupEnv, &resp.Diagnostics)
	endpoint.resolve(m.Endpoint, p.lookupEnv, &resp.Diagnostics)

	if corp.value == "" && !corp.unknown && !corp.invalid {
		resp.Diagnostics.AddAttributeError(path.Root("corp_id"), "Missing corp id",
			fmt.Sprintf("The provider needs to know the corp. Set corp_id in the provider block or the environment variable %s. Console: %s.", corp.env, corp.console))
	}
	if secret.value == "" && contacts.value == "" && !secret.unknown && !contacts.unknown && !secret.invalid && !contacts.invalid {
		resp.Diagnostics.AddAttributeError(path.Root("secret"), "Missing credentials",
			fmt.Sprintf("The provider has no secret to work with. Set at least one of:\n"+
				"  secret           or %s, for customer tags and for reading the directory. Console: %s.\n"+
				"  contacts_secret  or %s, for writing departments. Console: %s.",
				secret.env, secret.console, contacts.env, contacts.console))
	}
	if resp.Diagnostics.HasError() {
		return
	}

	var unknown []string
	for _, s := range []*setting{corp, secret, contacts, endpoint} {
		if s.unknown {
			unknown = append(unknown, s.attribute)
		}
	}
	if m.MaxAPICapacity.IsUnknown() {
		unknown = append(unknown, "max_api_capacity")
	}
	if len(unknown) > 0 {
		if req.ClientCapabilities.DeferralAllowed {
			resp.Deferred = &provider.Deferred{Reason: provider.DeferredReasonProviderConfigUnknown}
		}
		p.hand(resp, nil, unknown)
		return
	}

	forbids, _ := p.lookupEnv(client.EnvForbidReal)
	c, err := client.New(client.Config{
		LoopbackOnly: client.ForbidsReal(forbids),
		Endpoint:     endpoint.value, CorpID: corp.value, Secret: secret.value, ContactsSecret: contacts.value,
		MaxAPICapacity: int(m.MaxAPICapacity.ValueInt64()),
		UserAgent:      "terraform-provider-wecom/" + p.version,
		Retry:          p.retry,
		HTTPClient:     p.web,
		Journal:        p.journal,
	})
	if errors.Is(err, client.ErrRealEndpoint) {
		resp.Diagnostics.AddAttributeError(path.Root("endpoint"), "Endpoint of a real corp",
			fmt.Sprintf("%s is set, which allows an endpoint on this machine only, and the endpoint is %s. Nothing was sent.\n"+
				"Set endpoint or %s to the address that wecomctl emulator prints. To work on the real corp, unset %s.",
				client.EnvForbidReal, cmp.Or(endpoint.value, client.DefaultEndpoint), endpoint.env, client.EnvForbidReal))
		return
	}
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root("endpoint"), "Invalid endpoint",
			fmt.Sprintf("%s.\nendpoint (or %s) is a URL such as https://qyapi.weixin.qq.com; plain http is accepted for loopback addresses only, "+
				"because tokens travel in the URL.", err, endpoint.env))
		return
	}
	p.hand(resp, c, nil)
}

func (p *Provider) hand(resp *provider.ConfigureResponse, c *client.Client, unknown []string) {
	data := p.data(c, unknown)
	resp.ResourceData, resp.DataSourceData, resp.EphemeralResourceData, resp.ListResourceData = data, data, data, data
}
