// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore_test

import (
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// wecom is a core with this provider and an emulator behind it, no socket between them.
func wecom(t *testing.T, server *emulator.Server) *tfcore.Core {
	t.Helper()
	opts := append(acctest.TestOptions(), provider.WithHTTPClient(&http.Client{Transport: server.Transport()}))
	core, err := tfcore.New(t.Context(), func() tfprotov6.ProviderServer {
		return providerserver.NewProtocol6(provider.New("test", opts...)())()
	}, map[string]any{
		"corp_id": acctest.CorpID, "secret": acctest.AppSecret, "contacts_secret": acctest.ContactsSecret, "endpoint": "http://127.0.0.1",
	})
	if err != nil {
		t.Fatal(err)
	}
	return core
}

func mustPlan(t *testing.T, core *tfcore.Core, state tfcore.State, config tfcore.Config) *tfcore.Plan {
	t.Helper()
	plan, err := core.Plan(t.Context(), state, config)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func department(name string, parent any) tfcore.Resource {
	return tfcore.Resource{Type: "wecom_department", Values: map[string]any{"name": name, "parent_id": parent}}
}

func TestReferencesBetweenResources(t *testing.T) {
	server := emulator.New(acctest.Seed())
	core := wecom(t, server)
	config := tfcore.Config{
		"a": department("研发中心", nil),
		"b": department("后端", tfcore.Ref{Address: "a", Path: "id"}),
		"t": {Type: "wecom_tag_group", Values: map[string]any{"name": "等级", "tags": map[string]any{"gold": map[string]any{}, "silver": map[string]any{"name": "银"}}}},
		"w": {Type: "wecom_contact_way", Values: map[string]any{"type": "multi", "scene": "qr_code", "department_ids": []any{tfcore.Ref{Address: "b", Path: "id"}}, "user_ids": []string{"zhangsan"}}},
	}
	plan := mustPlan(t, core, tfcore.State{}, config)
	state, diags, err := core.Apply(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(state, diags)
	plan = mustPlan(t, core, state, config)
	if !plan.Empty() {
		t.Fatal(plan)
	}
	plan = mustPlan(t, core, state, tfcore.Config{})
	state, _, err = core.Apply(t.Context(), plan)
	if err != nil || len(state) != 0 {
		t.Fatal(state, err)
	}
}
