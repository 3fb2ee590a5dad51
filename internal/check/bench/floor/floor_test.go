// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	wecom "github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// The comparison is fair only as long as the CLI is told the same schema.
func TestFloor_servesTheSchemaOfTheProvider(t *testing.T) {
	ctx := t.Context()
	schema := func(p provider.Provider) (*tfprotov6.GetProviderSchemaResponse, *tfprotov6.GetResourceIdentitySchemasResponse) {
		server := providerserver.NewProtocol6(p)()
		s, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
		if err != nil {
			t.Fatal(err)
		}
		i, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
		if err != nil {
			t.Fatal(err)
		}
		return s, i
	}
	wantSchema, wantIdentity := schema(wecom.New("test")())
	gotSchema, gotIdentity := schema(newFloor())
	if d := cmp.Diff(wantSchema, gotSchema); d != "" {
		t.Errorf("schema (-provider +floor):\n%s", d)
	}
	if d := cmp.Diff(wantIdentity, gotIdentity); d != "" {
		t.Errorf("identities (-provider +floor):\n%s", d)
	}
	if len(gotSchema.ResourceSchemas) == 0 || len(gotIdentity.IdentitySchemas) == 0 {
		t.Error("nothing was compared")
	}
}

// What the plan left open is filled, what it says is kept.
func TestSettled(t *testing.T) {
	kinds := map[string]tftypes.Type{
		"id": tftypes.Number, "name": tftypes.String, "order": tftypes.Number, "leaders": tftypes.Set{ElementType: tftypes.String},
	}
	object := tftypes.Object{AttributeTypes: kinds}
	unknown := func(name string) tftypes.Value { return tftypes.NewValue(kinds[name], tftypes.UnknownValue) }
	name := tftypes.NewValue(tftypes.String, "后端")
	var diags diag.Diagnostics
	got := settled(tftypes.NewValue(object, map[string]tftypes.Value{
		"id": unknown("id"), "name": name, "order": unknown("order"), "leaders": unknown("leaders"),
	}), 7, &diags)
	want := tftypes.NewValue(object, map[string]tftypes.Value{
		"id": tftypes.NewValue(tftypes.Number, 7), "name": name,
		"order": tftypes.NewValue(tftypes.Number, nil), "leaders": tftypes.NewValue(kinds["leaders"], nil),
	})
	if diags.HasError() || !got.Equal(want) {
		t.Errorf("got %s, want %s; %v", got, want, diags)
	}
	text := settled(tftypes.NewValue(tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String}},
		map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.String, tftypes.UnknownValue)}), 7, &diags)
	attributes := map[string]tftypes.Value{}
	if err := text.As(&attributes); err != nil {
		t.Fatal(err)
	}
	var id string
	if err := attributes["id"].As(&id); err != nil || id != "7" {
		t.Errorf("id %q, want \"7\"; %v", id, err)
	}
}

// A provider block that would not reach any corp is accepted: nothing is sent.
func TestFloor_needsNoCredentials(t *testing.T) {
	var resp provider.ConfigureResponse
	newFloor().Configure(t.Context(), provider.ConfigureRequest{}, &resp)
	if resp.Diagnostics.HasError() || resp.ResourceData != nil {
		t.Errorf("got %+v", resp)
	}
}
