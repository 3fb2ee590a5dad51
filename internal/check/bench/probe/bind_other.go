// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix && !linux

package main

import "os/exec"

// bindToParent does nothing: only Linux ends a process with its parent.
func bindToParent(*exec.Cmd) {}
