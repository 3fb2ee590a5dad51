// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// fill makes the objects in this process and gives every room the state, where creating them is not measured and the
// kind can be made so; made reports whether it did. A CLI needs half an hour for thousands of members, nearly all of it
// its own: each create costs it more the more there are.
func (o *options) fill(ctx context.Context, rooms map[variant]*room, size int) (made bool, err error) {
	config := o.kind.declared(size)
	if config == nil {
		return false, nil
	}
	corp := emulator.New(emulator.ExampleCorp())
	if r := rooms[ours]; r != nil {
		corp = r.corp
	}
	core, err := tfcore.New(ctx, func() tfprotov6.ProviderServer {
		return providerserver.NewProtocol6(provider.New("bench", provider.WithHTTPClient(&http.Client{Transport: corp.Transport()}))())()
	}, map[string]any{
		"corp_id": emulator.ExampleCorpID, "secret": emulator.ExampleSecret, "contacts_secret": emulator.ExampleContactsSecret, "endpoint": "http://127.0.0.1",
	})
	if err != nil {
		return false, err
	}
	core.Parallelism = 50 // the latency of the emulator is waited for together
	plan, err := core.PlanWith(ctx, tfcore.State{}, config, tfcore.PlanOptions{NoRefresh: true})
	if err != nil {
		return false, err
	}
	state, _, err := core.Apply(ctx, plan)
	if err != nil {
		return false, err
	}
	file, err := core.StateFile(state, provider.Address)
	if err != nil {
		return false, err
	}
	for _, r := range rooms {
		if err := r.write("terraform.tfstate", string(file)); err != nil {
			return false, err
		}
	}
	return true, nil
}
