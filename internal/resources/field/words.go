// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Words names the values of one of WeCom's enumerations. A value that is newer than this provider is shown, and
// accepted back, as its decimal text.
type Words map[int64]string

// Text is the word of n.
func (w Words) Text(n int64) string {
	if word, ok := w[n]; ok {
		return word
	}
	return strconv.FormatInt(n, 10)
}

// Number is the opposite of Text; ok is false for what Text never returns.
func (w Words) Number(text string) (n int64, ok bool) {
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

// list has the words in the order of their numbers: `"a", "b" or "c"`.
func (w Words) list() string {
	var quoted []string
	for _, n := range slices.Sorted(maps.Keys(w)) {
		quoted = append(quoted, strconv.Quote(w[n]))
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

// Description implements validator.Describer.
func (w Words) Description(context.Context) string { return w.list() }

// MarkdownDescription implements validator.Describer.
func (w Words) MarkdownDescription(context.Context) string { return w.list() }

// ValidateString implements validator.String.
func (w Words) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	given := req.ConfigValue.ValueString()
	if _, ok := w.Number(given); ok {
		return
	}
	of, is := within(req.Path), "is"
	if !of.Equal(req.Path) {
		is = "has"
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(given), 10, 64); err == nil && w[n] != "" {
		resp.Diagnostics.AddAttributeError(at(req.Path), fmt.Sprintf("Invalid %s", of),
			fmt.Sprintf("%s %s %q; WeCom's %d is %q here, so write that.", of, is, given, n, w[n]))
		return
	}
	resp.Diagnostics.AddAttributeError(at(req.Path), fmt.Sprintf("Invalid %s", of),
		fmt.Sprintf("%s %s %q; it must be %s, or the decimal number of a value that WeCom added later.", of, is, given, w.list()))
}
