// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// configured returns what a provider block is answered; nothing is sent.
func configured(t *testing.T, block map[string]string) []*tfprotov6.Diagnostic {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(provider.New("test")())()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(block)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: &tfprotov6.DynamicValue{JSON: raw}})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Diagnostics
}

// An address that merely looks safe is refused before anything is sent, from the provider block and from the
// environment alike, and its password is not repeated.
func TestProvider_endpointRules(t *testing.T) {
	for endpoint, accepted := range map[string]bool{
		"https://qyapi.weixin.qq.com": true, "https://wecom.example.com:8443/base": true,
		"http://127.0.0.1:8080": true, "http://[::1]:8080": true, "http://localhost:8080": true,

		"http://127.0.0.1.evil.com": false, "http://localhost.evil.com": false, "http://127.0.0.1.evil.com:80/cgi-bin": false,
		"http://[::1]:x": false, "http://[::1].evil.com": false, "http://[::1]evil.com": false, "http://::1": false, "http://[::1": false,
		"http://127.0.0.1@evil.com": false, "http://localhost:hunter2pw@evil.com": false, "https://user:hunter2pw@wecom.example.com": false,
		"https://user@wecom.example.com": false, "http://user:hunter2pw@127.0.0.1": false,
		"http://evil.com#127.0.0.1": false, "https://wecom.example.com#": false, "https://wecom.example.com/#x": false, "http://127.0.0.1#x": false,
		"https://wecom.example.com?a=b": false, "http://127.0.0.1?": false,
		"http://127.0.0.1%00.evil.com": false, "http://127.0.0.1%2eevil.com": false, `http://127.0.0.1\@evil.com`: false, "http://evil.com\\127.0.0.1": false,
		"http://127.1": false, "http://0x7f000001": false, "http://2130706433": false, "http://0": false, "http://0.0.0.0": false, "http://[::]": false,
		"http://１２７.0.0.1": false, "http://localhost。evil.com": false, "http://localhost.": false, "http://ｌocalhost": false,
		"http://169.254.169.254": false, "http://192.168.0.1": false, "HTTP://evil.com": false, "http:///x": false, "http://:80": false,
		"ftp://127.0.0.1": false, "//127.0.0.1": false, "127.0.0.1": false, "localhost:80": false, "file:///etc/passwd": false, "unix:///run/x": false, "javascript:x": false,
	} {
		for _, from := range []string{"endpoint", "WECOM_ENDPOINT"} {
			block := map[string]string{"corp_id": "ww1", "secret": "s"}
			t.Setenv("WECOM_ENDPOINT", "")
			if from == "endpoint" {
				// The provider block wins, also over an address that would do.
				t.Setenv("WECOM_ENDPOINT", "https://qyapi.weixin.qq.com")
				block["endpoint"] = endpoint
			} else {
				t.Setenv("WECOM_ENDPOINT", endpoint)
			}
			diags := configured(t, block)
			if accepted {
				if len(diags) > 0 {
					t.Errorf("%s %q: %s: %s", from, endpoint, diags[0].Summary, diags[0].Detail)
				}
				continue
			}
			if len(diags) != 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityError || diags[0].Summary != "Invalid endpoint" ||
				!diags[0].Attribute.Equal(tftypes.NewAttributePath().WithAttributeName("endpoint")) {
				t.Errorf("%s %q: got %d diagnostics, want the one error about the endpoint", from, endpoint, len(diags))
				continue
			}
			if text := diags[0].Detail; strings.Contains(text, "hunter2pw") || !strings.Contains(text, "WECOM_ENDPOINT") {
				t.Errorf("%s %q: %s", from, endpoint, text)
			}
		}
	}
}

// While rehearsing, a block or an environment that was forgotten reaches no real corp.
func TestProvider_forbidsTheRealEndpoint(t *testing.T) {
	for _, tt := range []struct {
		forbid, endpoint string
		refused          bool
	}{
		{"1", "", true}, {"1", "https://wecom.example.com", true}, {"true", "", true}, {"yes", "", true},
		{"1", "http://127.0.0.1:8080", false}, {"1", "http://localhost:1", false}, {"1", "https://[::1]", false},
		{"", "", false}, {"0", "", false}, {"false", "", false}, {" ", "", false},
	} {
		t.Setenv("WECOM_FORBID_REAL_ENDPOINT", tt.forbid)
		for _, from := range []string{"endpoint", "WECOM_ENDPOINT"} {
			block := map[string]string{"corp_id": "ww1", "secret": "s"}
			t.Setenv("WECOM_ENDPOINT", "")
			if from == "endpoint" && tt.endpoint != "" {
				block[from] = tt.endpoint
			} else if from != "endpoint" {
				t.Setenv(from, tt.endpoint)
			}
			diags := configured(t, block)
			refused := len(diags) == 1 && diags[0].Summary == "Endpoint of a real corp" && strings.Contains(diags[0].Detail, "unset WECOM_FORBID_REAL_ENDPOINT")
			if refused != tt.refused || (!refused && len(diags) > 0) {
				t.Errorf("%+v by %s: %v", tt, from, diags)
			}
		}
	}
}
