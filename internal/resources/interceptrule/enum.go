// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// enum maps WeCom's integers to words. An integer that is not in it is shown,
// and accepted, as its decimal text: WeCom may know more than this provider.
type enum map[int64]string

// actions are the values of intercept_type, kinds those of semantics_list
// (doc 95097).
var (
	actions = enum{1: "block", 2: "warn"}
	kinds   = enum{1: "phone_number", 2: "email", 3: "red_packet"}
)

func (e enum) word(n int64) string {
	if w, ok := e[n]; ok {
		return w
	}
	return strconv.FormatInt(n, 10)
}

// number reports false for a text that is neither a word of e nor the decimal
// text of an integer that has no word.
func (e enum) number(word string) (int64, bool) {
	for n, w := range e {
		if w == word {
			return n, true
		}
	}
	n, err := strconv.ParseInt(word, 10, 64)
	_, named := e[n]
	return n, err == nil && n > 0 && !named && strconv.FormatInt(n, 10) == word
}

func (e enum) list() string {
	words := make([]string, 0, len(e))
	for _, w := range e {
		words = append(words, strconv.Quote(w))
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

// Description implements validator.Describer.
func (e enum) Description(context.Context) string { return "one of " + e.list() }

// MarkdownDescription implements validator.Describer.
func (e enum) MarkdownDescription(ctx context.Context) string { return e.Description(ctx) }

// ValidateString implements validator.String.
func (e enum) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, ok := e.number(req.ConfigValue.ValueString()); !ok {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid value",
			fmt.Sprintf("%s: %q is none of %s.", req.Path, req.ConfigValue.ValueString(), e.list()))
	}
}

// ActionWord is how `action` is written, as the decimal number where it has no
// word.
func ActionWord(n int64) string { return actions.word(n) }

// SemanticsWord is how an element of `semantics` is written, as the decimal
// number where it has no word.
func SemanticsWord(n int64) string { return kinds.word(n) }
