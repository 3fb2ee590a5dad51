// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command floor serves this provider's schema and does nothing: what the CLI and the framework cost by themselves, the
// least that any provider of this schema can cost.
package main

import (
	"context"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/bench/record"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/process"
	wecom "github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

func main() {
	if err := serve(); err != nil {
		log.Fatal(err)
	}
}

// serve is what providers usually do, or the same as ours does.
func serve() error {
	if os.Getenv(record.ProcessVariable) == "ours" {
		return process.Serve(wecom.Address, newFloor, false)
	}
	return providerserver.Serve(context.Background(), newFloor, providerserver.ServeOpts{Address: wecom.Address})
}

func newFloor() provider.Provider {
	whole, ok := wecom.New("floor")().(*wecom.Provider)
	if !ok {
		panic("floor: the provider has another type than it had")
	}
	return floor{whole}
}

// floor has everything of the provider but its credentials and the bodies of its resources.
type floor struct{ *wecom.Provider }

// Configure accepts every provider block.
func (floor) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

// Resources are the provider's, emptied.
func (f floor) Resources(ctx context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, create := range f.Provider.Resources(ctx) {
		all = append(all, func() resource.Resource { return &empty{real: create()} })
	}
	return all
}
