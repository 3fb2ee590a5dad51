// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// configured validates and configures a provider; what it says is text.
func configured(t *testing.T, env, block map[string]string, capacity any) (said string) {
	t.Helper()
	server := providerserver.NewProtocol6(New("test", func(p *Provider) {
		p.lookupEnv = func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	})())()
	text := func(name string) tftypes.Value {
		if v, ok := block[name]; ok {
			return tftypes.NewValue(tftypes.String, v)
		}
		return tftypes.NewValue(tftypes.String, nil)
	}
	schema, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	ty := schema.Provider.ValueType()
	raw, err := tfprotov6.NewDynamicValue(ty, tftypes.NewValue(ty, map[string]tftypes.Value{
		"corp_id": text("corp_id"), "secret": text("secret"), "contacts_secret": text("contacts_secret"), "endpoint": text("endpoint"),
		"max_api_capacity": tftypes.NewValue(tftypes.Number, capacity),
	}))
	if err != nil {
		t.Fatal(err)
	}
	valid, err := server.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: &raw})
	if err != nil {
		t.Fatal(err)
	}
	diags := valid.Diagnostics
	if len(diags) == 0 {
		resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: &raw})
		if err != nil {
			t.Fatal(err)
		}
		diags = resp.Diagnostics
	}
	for _, d := range diags {
		said += d.Attribute.String() + ": " + d.Summary + ": " + d.Detail + "\n"
	}
	return said
}

// Characters that nobody sees and quotes are refused before any call, wherever they come from, and no secret is
// repeated.
func TestConfigure_charactersNobodyTypes(t *testing.T) {
	fine := map[string]string{"corp_id": "ww0123456789abcdef", "secret": "s3cr3t-VALUE_app", "contacts_secret": "s3cr3t-VALUE_sync", "endpoint": "https://127.0.0.1:8443"}
	variables := map[string]string{"corp_id": "WECOM_CORP_ID", "secret": "WECOM_SECRET", "contacts_secret": "WECOM_CONTACTS_SECRET", "endpoint": "WECOM_ENDPOINT"}
	spoil := map[string]func(string) string{
		"a byte order mark (U+FEFF) as character 1":   func(s string) string { return "\ufeff" + s },
		"a zero-width space (U+200B) as character 5":  func(s string) string { return s[:4] + "\u200b" + s[4:] },
		`"\"" as character 1`:                         func(s string) string { return `"` + s + `"` },
		`"'" as character 1`:                          func(s string) string { return "'" + s + "'" },
		`"“" as character 1`:                          func(s string) string { return "“" + s + "”" },
		"U+00AD as character 5":                       func(s string) string { return s[:4] + "\u00ad" + s[4:] },
		"U+202E as character 5":                       func(s string) string { return s[:4] + "\u202e" + s[4:] },
		"a blank as character 5":                      func(s string) string { return s[:4] + " " + s[4:] },
		"a full-width blank (U+3000) as character 5":  func(s string) string { return s[:4] + "\u3000" + s[4:] },
		"U+000A as character 5":                       func(s string) string { return s[:4] + "\n" + s[4:] },
		"U+00A0 as character 5":                       func(s string) string { return s[:4] + "\u00a0" + s[4:] },
		"a zero-width space (U+200B) as character 1 ": func(s string) string { return "\u200b" + s },
	}
	if said := configured(t, nil, fine, nil); said != "" {
		t.Fatal(said)
	}
	for attribute, variable := range variables {
		for want, with := range spoil {
			block, env := map[string]string{}, map[string]string{}
			for name, v := range fine {
				block[name], env[variables[name]] = v, v
			}
			block[attribute], env[variable] = with(fine[attribute]), with(fine[attribute])
			for from, said := range map[string]string{
				attribute + " contains ":                              configured(t, nil, block, nil),
				"The environment variable " + variable + " contains ": configured(t, env, nil, nil),
			} {
				if !strings.Contains(said, from+want) || strings.Count(said, "\n") != 1 {
					t.Errorf("%q is not in, or not alone: %s", from+want, said)
				}
				if strings.Contains(said, "s3cr3t") || strings.Contains(said, "VALUE") {
					t.Errorf("the secret is told: %s", said)
				}
			}
		}
	}
	if said := configured(t, map[string]string{"WECOM_SECRET": " s3cr3t\r\n", "WECOM_CORP_ID": "ww1\n"}, nil, nil); said != "" {
		t.Errorf("the line break after a value of the environment: %s", said)
	}
}

func TestConfigure_capacityIsWhole(t *testing.T) {
	fine := map[string]string{"corp_id": "ww1", "secret": "s"}
	for _, c := range []struct {
		capacity any
		want     string
	}{
		{33.3, "max_api_capacity is 33.3, which is no whole number"}, {1e30, "max_api_capacity is 1e+30, which is too large"},
		{101, "max_api_capacity"}, {0, "max_api_capacity"}, {33, ""}, {nil, ""},
	} {
		said := configured(t, nil, fine, c.capacity)
		if (said == "") != (c.want == "") || !strings.Contains(said, c.want) || strings.Contains(said, "report") {
			t.Errorf("%v: %s", c.capacity, said)
		}
	}
}
