// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Lookups by user id ignore case in WeCom (doc 90196), which answers ids in
// the spelling of the directory, whatever was sent.

// stringsOf are the known elements of a set of strings, sorted; nil when empty.
func stringsOf(set types.Set) []string {
	var out []string
	for _, v := range set.Elements() {
		if s, ok := v.(types.String); ok && !s.IsNull() && !s.IsUnknown() {
			out = append(out, s.ValueString())
		}
	}
	slices.Sort(out)
	return out
}

// respell is the set of users in the spelling that before has for them.
func respell(before types.Set, users []string) types.Set {
	spelling := map[string]string{}
	for _, u := range stringsOf(before) {
		spelling[strings.ToLower(u)] = u
	}
	out := make([]string, 0, len(users))
	for _, u := range users {
		if ours, ok := spelling[strings.ToLower(u)]; ok {
			u = ours
		}
		out = append(out, u)
	}
	return shared.StringSet(out)
}

// sameUsers compares two sets of user ids the way WeCom does.
func sameUsers(a, b types.Set) bool {
	fold := func(set types.Set) []string {
		var out []string
		for _, u := range stringsOf(set) {
			out = append(out, strings.ToLower(u))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return slices.Equal(fold(a), fold(b))
}

// oneSpelling refuses a set that names one user twice: WeCom would keep one,
// and the other would show as a difference for ever.
type oneSpelling struct{}

// Description implements validator.Describer.
func (oneSpelling) Description(context.Context) string { return "no user id twice in different case" }

// MarkdownDescription implements validator.Describer.
func (v oneSpelling) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateSet implements validator.Set.
func (oneSpelling) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	first := map[string]string{}
	for _, u := range stringsOf(req.ConfigValue) {
		key := strings.ToLower(u)
		if other, twice := first[key]; twice {
			resp.Diagnostics.AddAttributeError(req.Path, "One user id in two spellings",
				fmt.Sprintf("%s names %q and %q, which are one member: WeCom does not tell upper from lower case. Keep one of them.", req.Path, other, u))
			continue
		}
		first[key] = u
	}
}
