// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package process

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// Serve serves the provider under its registry address until the CLI ends it. With debug it runs until interrupted and
// prints how to attach a CLI; whoever debugs reads the logs from this process itself, so they stay.
func Serve(address string, newProvider func() provider.Provider, debug bool) error {
	var opts []tf6server.ServeOpt
	silence := false
	if debug {
		opts = append(opts, tf6server.WithManagedDebug())
	} else {
		silence = prepare()
	}
	return tf6server.Serve(address, func() tfprotov6.ProviderServer {
		of := newProvider()
		server := forgetful(Folded(providerserver.NewProtocol6(of)(), of))
		if silence {
			return silent(server)
		}
		return server
	}, opts...)
}
