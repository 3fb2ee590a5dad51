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

// Name validates a name the way WeCom does: its length in Unicode characters, its forbidden characters, and no blank at
// either end (WeCom's comparison of such names is undocumented, so the provider refuses them).
type Name struct {
	Max       int    // characters, the minimum is 1
	Forbidden string // each of these characters is refused
}

// DepartmentName is the rule of `name` and `name_en` of a department (doc 90205). The docs print the last character
// half-width in some revisions and full-width in others.
var DepartmentName = Name{Max: 64, Forbidden: `\:*?"<>|｜`}

func (v Name) limit(f *Field) {
	f.phrases = append(f.phrases, v.phrase())
	f.strings = append(f.strings, v)
}

func (v Name) phrase() string {
	s := fmt.Sprintf("1 to %d characters, no blank at either end", v.Max)
	if v.Forbidden != "" {
		s += ", none of " + spaced(v.Forbidden)
	}
	return s
}

// Description implements validator.Describer.
func (v Name) Description(context.Context) string { return v.phrase() }

// MarkdownDescription implements validator.Describer.
func (v Name) MarkdownDescription(context.Context) string { return v.phrase() }

// ValidateString implements validator.String.
func (v Name) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := v.Problem(req.ConfigValue.ValueString()); problem != "" {
		resp.Diagnostics.AddAttributeError(at(req.Path), "Invalid name", fmt.Sprintf("%s: %s", req.Path, problem))
	}
}

// Problem says what is wrong with name, "" when nothing is.
func (v Name) Problem(name string) string {
	if name == "" {
		return fmt.Sprintf("the name is empty; WeCom wants 1 to %d characters.", v.Max)
	}
	if n := utf8.RuneCountInString(name); n > v.Max {
		return fmt.Sprintf("%q has %d characters; WeCom allows %d (each Chinese character counts as one).", name, n, v.Max)
	}
	if strings.TrimFunc(name, unicode.IsSpace) != name {
		return fmt.Sprintf("%q begins or ends with a blank; remove it.", name)
	}
	if i := strings.IndexAny(name, v.Forbidden); i >= 0 {
		r, _ := utf8.DecodeRuneInString(name[i:])
		return fmt.Sprintf("%q contains %q; WeCom forbids %s in this name.", name, string(r), spaced(v.Forbidden))
	}
	if problem := InvisibleProblem(name); problem != "" {
		return "the name " + problem
	}
	for _, r := range name {
		if unicode.IsControl(r) {
			return fmt.Sprintf("%q contains the control character %U; remove it.", name, r)
		}
	}
	return ""
}

// Aside is a temporary name that keeps the rule and that no user would choose: that of an object which makes room for
// another one in a swap of names.
func (v Name) Aside(name, id string) string {
	suffix := "~" + id[max(0, len(id)-10):]
	for utf8.RuneCountInString(name)+utf8.RuneCountInString(suffix) > v.Max {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name + suffix
}

func spaced(set string) string { return strings.Join(strings.Split(set, ""), " ") }
