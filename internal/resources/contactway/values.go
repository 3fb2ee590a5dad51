// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// Words of the enumerations of doc 92228.
const (
	single      = "single"
	multi       = "multi"
	miniProgram = "mini_program"
	qrCode      = "qr_code"
)

// words names the values of an enumeration. A value that is newer than this
// provider is shown, and accepted back, as its decimal text.
type words map[int64]string

var (
	typeWords  = words{client.ContactWaySingle: single, client.ContactWayMulti: multi}
	sceneWords = words{client.ContactWayMiniProgram: miniProgram, client.ContactWayQRCode: qrCode}
)

func (w words) text(n int64) string {
	if word, ok := w[n]; ok {
		return word
	}
	return strconv.FormatInt(n, 10)
}

// number is the opposite of text; ok is false for what text never returns.
func (w words) number(text string) (n int64, ok bool) {
	for n, word := range w {
		if word == text {
			return n, true
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != text {
		return 0, false
	}
	_, named := w[n]
	return n, !named
}

func (w words) list() string {
	return fmt.Sprintf("%q or %q", w[1], w[2])
}

// Description implements validator.Describer.
func (w words) Description(context.Context) string { return w.list() }

// MarkdownDescription implements validator.Describer.
func (w words) MarkdownDescription(context.Context) string { return w.list() }

// ValidateString implements validator.String.
func (w words) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, ok := w.number(req.ConfigValue.ValueString()); !ok {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+req.Path.String(),
			fmt.Sprintf("%s is %q; it must be %s, or the decimal number of a value that WeCom added later.", req.Path, req.ConfigValue.ValueString(), w.list()))
	}
}

// text validates a text that WeCom limits in characters or in bytes.
type text struct {
	max   int
	bytes bool
	// mark refuses blanks at the ends and control characters: how WeCom stores
	// them in a remark or channel mark is not documented.
	mark bool
}

// Description implements validator.Describer.
func (v text) Description(context.Context) string {
	return fmt.Sprintf("1 to %d %s", v.max, v.unit())
}

// MarkdownDescription implements validator.Describer.
func (v text) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v text) unit() string {
	if v.bytes {
		return "bytes"
	}
	return "characters"
}

// ValidateString implements validator.String.
func (v text) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := v.problem(req.ConfigValue.ValueString()); problem != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid text", fmt.Sprintf("%s %s", req.Path, problem))
	}
}

func (v text) problem(s string) string {
	n, counted := utf8.RuneCountInString(s), "each Chinese character counts as one"
	if v.bytes {
		n, counted = len(s), "a Chinese character has 3 bytes in UTF-8"
	}
	switch {
	case s == "":
		return `is empty. Leave the line out to have none.`
	case n > v.max:
		return fmt.Sprintf("has %d %s; WeCom allows %d (%s).", n, v.unit(), v.max, counted)
	case v.mark && strings.TrimFunc(s, unicode.IsSpace) != s:
		return fmt.Sprintf("%q begins or ends with a blank; remove it.", s)
	case v.mark && strings.ContainsFunc(s, unicode.IsControl):
		return fmt.Sprintf("%q contains a control character or line break; remove it.", s)
	}
	return ""
}

// TypeWord is how `type` is written, as the decimal number where it has no word.
func TypeWord(n int64) string { return typeWords.text(n) }

// SceneWord is how `scene` is written, as the decimal number where it has no
// word.
func SceneWord(n int64) string { return sceneWords.text(n) }
