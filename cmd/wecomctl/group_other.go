// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build !unix

package main

import (
	"os"
	"os/exec"
)

// outsideTheGroup does nothing: the console tells every program of a Ctrl-C.
func outsideTheGroup(*exec.Cmd) {}

// interrupt leaves it at what the console told.
func interrupt(*os.Process) error { return nil }
