// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package ledger compares the list of WeCom's endpoints, endpoints.txt, with what the client calls, what the emulator
// answers, what the client's documentation cites and what the API notes say: what is in one must be in all that come
// after it. It holds tests only.
package ledger
