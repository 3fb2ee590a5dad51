// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package oci stands in for Terraform's oci state backend, which is not built into the test CLI.
package oci

import "github.com/hashicorp/terraform/internal/backend"

// New returns nil: a configuration that names this backend makes the test CLI crash.
func New() backend.Backend { return nil }
