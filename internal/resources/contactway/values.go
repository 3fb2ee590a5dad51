// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Words of the enumerations of doc 92228.
const (
	single      = "single"
	multi       = "multi"
	miniProgram = "mini_program"
	qrCode      = "qr_code"
)

// The enumerations of doc 92228.
var (
	typeWords  = shared.Words{client.ContactWaySingle: single, client.ContactWayMulti: multi}
	sceneWords = shared.Words{client.ContactWayMiniProgram: miniProgram, client.ContactWayQRCode: qrCode}
)

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
func TypeWord(n int64) string { return typeWords.Text(n) }

// SceneWord is how `scene` is written, as the decimal number where it has no
// word.
func SceneWord(n int64) string { return sceneWords.Text(n) }
