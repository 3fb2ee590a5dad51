// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Visible refuses characters that nobody sees: a byte order mark or zero-width space that came with copied text would
// be stored by WeCom, and a word or name with one matches nothing.
type Visible struct{}

// Description implements validator.Describer.
func (Visible) Description(context.Context) string { return "no invisible character" }

// MarkdownDescription implements validator.Describer.
func (v Visible) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (Visible) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := InvisibleProblem(req.ConfigValue.ValueString()); problem != "" {
		resp.Diagnostics.AddAttributeError(at(req.Path), "Invisible character", fmt.Sprintf("%s %s", within(req.Path), problem))
	}
}

// joiner is U+200D, which holds emoji of several signs together; in other places it is as invisible as the rest.
const joiner = '\u200d'

// Invisible finds the first character of s that no screen shows, and where it is, counted in characters from 1; ok is
// false when there is none. Tabs and line breaks are seen.
func Invisible(s string) (r rune, at int, ok bool) {
	var before rune
	for i, r := range s {
		at++
		_, size := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		if r == joiner && pictured(before) && pictured(next) {
			before = r
			continue
		}
		if unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r == '\u115f' || r == '\u3164' || r == utf8.RuneError {
			return r, at, true
		}
		before = r
	}
	return 0, 0, false
}

// pictured reports whether r can be a part of an emoji: a symbol, a modifier or a variation selector.
func pictured(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk, unicode.Mn, unicode.Sm) || r >= 0x1f000
}

// InvisibleProblem says which invisible character s has, "" when it has none.
func InvisibleProblem(s string) string {
	r, at, found := Invisible(s)
	if !found {
		return ""
	}
	place := fmt.Sprintf("character %d", at)
	if at == 1 {
		place = "the first character"
	}
	shown := strings.ToValidUTF8(strings.ReplaceAll(s, string(r), fmt.Sprintf("<%U>", r)), "?")
	if len(shown) > 100 {
		shown = "…"
	}
	return fmt.Sprintf("contains %s, which no screen shows, as %s: %s. It usually comes with copied text or from a file with a byte order mark; "+
		"remove it, or take it out with replace() or trimprefix().", Character(r), place, shown)
}

// Character writes a character so that it can be seen.
func Character(r rune) string {
	switch r {
	case '\ufeff':
		return "a byte order mark (U+FEFF)"
	case '\u200b':
		return "a zero-width space (U+200B)"
	case ' ':
		return "a blank"
	case '\t':
		return "a tab"
	case '\u3000':
		return "a full-width blank (U+3000)"
	}
	if !unicode.IsPrint(r) {
		return fmt.Sprintf("%U", r)
	}
	return fmt.Sprintf("%q", string(r))
}
