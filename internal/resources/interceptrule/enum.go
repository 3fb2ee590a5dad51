// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import "github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"

// actions are the values of intercept_type, kinds those of semantics_list
// (doc 95097).
var (
	actions = shared.Words{1: "block", 2: "warn"}
	kinds   = shared.Words{1: "phone_number", 2: "email", 3: "red_packet"}
)

// ActionWord is how `action` is written, as the decimal number where it has no
// word.
func ActionWord(n int64) string { return actions.Text(n) }

// SemanticsWord is how an element of `semantics` is written, as the decimal
// number where it has no word.
func SemanticsWord(n int64) string { return kinds.Text(n) }
