// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package core

import "os"

// lockFile does nothing here.
func lockFile(*os.File) {}

// writerAlive cannot tell here: a file of the same CLI run is then never taken for an earlier run's, and one that is
// finished may be removed.
func writerAlive(string) (alive, sure bool) { return true, false }
