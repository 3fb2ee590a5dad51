// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package oss stands in for Terraform's oss state backend, which is not built into the test CLI.
package oss

import "github.com/hashicorp/terraform/internal/backend"

// New returns nil: a configuration that names this backend makes the test CLI crash.
func New() backend.Backend { return nil }
