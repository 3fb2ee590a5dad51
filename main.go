// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-wecom serves the WeCom (企业微信) provider to Terraform and OpenTofu.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/process"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// address is the provider's name in the registry. OpenTofu asks its own registry for the same namespace and type; the
// host matters only to a debugger, which is told it by -debug.
const address = "registry.terraform.io/terraform-wecom/wecom"

// version is set at link time: see the build target of GNUmakefile.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "run until interrupted, for a debugger, and print how to attach Terraform to it")
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()

	if *showVersion {
		fmt.Println("terraform-provider-wecom", version)
		return
	}
	journal := client.NewJournal(client.JournalPlace(os.LookupEnv))
	if err := process.Serve(address, provider.New(version, provider.WithJournal(journal)), *debug); err != nil {
		log.Fatal(err)
	}
	// Serve has returned because the CLI asked it to: every answer was delivered.
	journal.Close(context.Background())
}
