// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// privateState is private state without Terraform.
type privateState map[string]string

func (p privateState) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) {
	return []byte(p[key]), nil
}

func (p privateState) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	p[key] = string(value)
	return nil
}

func ofCorp(t *testing.T, corpID string) *Configured {
	t.Helper()
	c, err := client.New(client.Config{CorpID: corpID, Secret: "made-up"})
	if err != nil {
		t.Fatal(err)
	}
	return &Configured{ProviderData{Client: c}}
}

func TestSameCorp(t *testing.T) {
	ours, others := ofCorp(t, "wwours"), ofCorp(t, "wwothers")
	var diags diag.Diagnostics
	private := privateState{}

	if !ours.sameCorp(t.Context(), private, "department 7", &diags) || diags.HasError() {
		t.Errorf("an object of unknown corp, as after import: %v", diags)
	}
	if got := rememberedCorp(t.Context(), private); !got.IsNull() {
		t.Errorf("unknown corp reads as %v", got)
	}
	ours.RememberCorp(t.Context(), private, &diags)
	if private["corp_id"] != `"wwours"` {
		t.Errorf("private state: %v", private)
	}
	if !ours.sameCorp(t.Context(), private, "department 7", &diags) || diags.HasError() {
		t.Errorf("our own object: %v", diags)
	}
	if got := rememberedCorp(t.Context(), private); !got.Equal(types.StringValue("wwours")) {
		t.Errorf("our corp reads as %v", got)
	}
	if others.sameCorp(t.Context(), private, "department 7", &diags) || len(diags) != 1 {
		t.Fatalf("the object of another corp: %v", diags)
	}
	const want = `department 7 was made in corp "wwours", the provider block now names corp "wwothers".`
	if got := diags[0]; got.Summary() != "State belongs to another corp" || !strings.HasPrefix(got.Detail(), want) {
		t.Errorf("%s: %s", got.Summary(), got.Detail())
	}
}

func TestCheckCorp(t *testing.T) {
	ours := ofCorp(t, "wwours")
	tests := map[string]struct {
		configured *Configured
		corpID     types.String
		ok         bool
	}{
		"left out":               {ours, types.StringNull(), true},
		"unknown":                {ours, types.StringUnknown(), true},
		"ours":                   {ours, types.StringValue("wwours"), true},
		"another":                {ours, types.StringValue("wwothers"), false},
		"case differs":           {ours, types.StringValue("WWours"), false},
		"empty":                  {ours, types.StringValue(""), false},
		"provider not known yet": {&Configured{}, types.StringValue("wwothers"), true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			if got := tt.configured.CheckCorp(tt.corpID, &diags); got != tt.ok || diags.HasError() == tt.ok {
				t.Errorf("%v, %v; want %v", got, diags, tt.ok)
			}
			if !tt.ok && !strings.Contains(diags[0].Detail(), `the provider is configured for corp "wwours"`) {
				t.Errorf("detail: %s", diags[0].Detail())
			}
		})
	}
}
