// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Lookups by userid ignore case in WeCom (doc 90196), which answers userids in
// the spelling of the directory, whatever was sent.

// Respell gives each of ids the spelling that it has in known.
func Respell(ids, known []string) []string {
	spelling := make(map[string]string, len(known))
	for _, id := range known {
		spelling[strings.ToLower(id)] = id
	}
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if s, ok := spelling[strings.ToLower(id)]; ok {
			id = s
		}
		out = append(out, id)
	}
	return out
}

// SameUsers compares two sets of userids the way WeCom does.
func SameUsers(a, b []string) bool {
	fold := func(in []string) []string {
		out := make([]string, 0, len(in))
		for _, id := range in {
			out = append(out, strings.ToLower(id))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return slices.Equal(fold(a), fold(b))
}

// Respelled reports whether planned names the userids of state in other case,
// which is no change.
func Respelled(planned, state types.Set) bool {
	ids := Texts(planned)
	return !planned.IsNull() && !planned.IsUnknown() && !state.IsNull() && !planned.Equal(state) &&
		len(ids) == len(planned.Elements()) && SameUsers(ids, Texts(state))
}

// OneSpelling refuses a set that names one member twice.
type OneSpelling struct{}

// Description implements validator.Describer.
func (OneSpelling) Description(context.Context) string { return "no userid twice in different case" }

// MarkdownDescription implements validator.Describer.
func (v OneSpelling) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateSet implements validator.Set.
func (OneSpelling) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	RefuseTwice(req.Path, Texts(req.ConfigValue), &resp.Diagnostics)
}

// RefuseTwice adds an error for each member whom ids name a second time, in other
// case: WeCom would keep one of the two, and the other would show as a difference
// for ever.
func RefuseTwice(at path.Path, ids []string, diags *diag.Diagnostics) {
	first := map[string]string{}
	for _, id := range ids {
		key := strings.ToLower(id)
		if other, twice := first[key]; twice {
			diags.AddAttributeError(at, "Member named twice",
				fmt.Sprintf("%s names %q and %q, which are one member: WeCom does not tell userids apart by case. Keep one of them.", at, other, id))
			continue
		}
		first[key] = id
	}
}
