// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command schemadump prints the schema of this provider as "terraform providers schema -json" would, on any machine and
// without a command line, and writes mocks for "terraform test". "make generate" feeds the former to tfplugindocs.
package main

import (
	"context"
	"flag"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/schemadump"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("schemadump: ")
	address := flag.String("address", "registry.terraform.io/terraform-wecom/wecom",
		"`key` under which the schema is written")
	mocks := flag.String("mocks", "", "`file` to write mocks for \"terraform test\" to, too")
	flag.Parse()

	server := providerserver.NewProtocol6(provider.New("dev")())()
	text, err := schemadump.Dump(context.Background(), server, *address)
	if err != nil {
		log.Fatal(err)
	}
	if *mocks != "" {
		made, err := schemadump.Mocks(context.Background(), server)
		if err == nil {
			err = os.WriteFile(*mocks, made, 0o644) //nolint:gosec // a file of the repository
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	if _, err := os.Stdout.Write(text); err != nil {
		log.Fatal(err)
	}
}
