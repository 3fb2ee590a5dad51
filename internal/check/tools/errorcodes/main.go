// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command errorcodes prints the page of error codes. "make generate" writes it to docs/guides after tfplugindocs, which
// empties that folder.
package main

import (
	"io"
	"log"
	"os"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/errorcodes"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("errorcodes: ")
	page, err := errorcodes.Page()
	if err != nil {
		log.Fatal(err)
	}
	if _, err := io.WriteString(os.Stdout, page); err != nil {
		log.Fatal(err)
	}
}
