// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package matrix crosses every write of the provider with everything that may happen to a call or to the processes,
// through the real CLI, and searches all that is written meanwhile for secrets. It holds tests only.
package matrix
