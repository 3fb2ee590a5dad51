// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package generated holds no code, only tests: random corps, configurations and sequences of edits, made from a seed,
// through Terraform's own steps (package tfcore) against the emulator. After each apply the plan must be empty and the
// corp must be what the configuration says, seen without the provider.
//
//	go test ./internal/check/generated                      the fixed seeds, and one drawn
//	WECOM_SEED=17 go test ./internal/check/generated -v -run Drawn    that sequence again
//	make soak SOAK=10m                                 as many as fit into the time
package generated
