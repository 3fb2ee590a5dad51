// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// maxWord is the limit of the pages of add and update; the table of
// get_intercept_rule says 30 (doc 95097). Words in between are left to WeCom.
const (
	maxWord     = 32
	certainWord = 30
)

// wordRule is that of one sensitive word. assumed: the page is silent on blanks
// at the ends; a word that WeCom trims would differ for ever.
type wordRule struct{}

// Description implements validator.Describer.
func (wordRule) Description(context.Context) string {
	return fmt.Sprintf("1 to %d characters, no blank at either end", maxWord)
}

// MarkdownDescription implements validator.Describer.
func (r wordRule) MarkdownDescription(ctx context.Context) string { return r.Description(ctx) }

// ValidateString implements validator.String.
func (r wordRule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := r.problem(req.ConfigValue.ValueString()); problem != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid word", "words: "+problem)
	}
}

func (wordRule) problem(word string) string {
	if word == "" {
		return fmt.Sprintf("a word is empty; WeCom wants 1 to %d characters.", maxWord)
	}
	if n := utf8.RuneCountInString(word); n > maxWord {
		return fmt.Sprintf("%q has %d characters; WeCom allows %d (each Chinese character counts as one).", word, n, maxWord)
	}
	if strings.TrimFunc(word, unicode.IsSpace) != word {
		return fmt.Sprintf("%q begins or ends with a blank; remove it.", word)
	}
	if strings.IndexFunc(word, unicode.IsControl) >= 0 {
		return fmt.Sprintf("%q contains a control character; remove it.", word)
	}
	return ""
}
