// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// MaxDepartmentID bounds ids that refer to a department. WeCom's pages call the id a 32-bit integer and not whether it
// is signed (doc 90205), so what WeCom chose may be above what a user may choose.
const MaxDepartmentID = math.MaxUint32

// NoNulls refuses a set that holds null: WeCom cannot be sent one, and left out in silence it would differ from what
// WeCom shows in every plan.
type NoNulls struct{}

// Description implements validator.Describer.
func (NoNulls) Description(context.Context) string { return "no null in it" }

// MarkdownDescription implements validator.Describer.
func (v NoNulls) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateSet implements validator.Set.
func (NoNulls) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	for _, e := range req.ConfigValue.Elements() {
		if e.IsNull() { // unknown is not null
			resp.Diagnostics.AddAttributeError(at(req.Path), "Null in a set",
				fmt.Sprintf("%s holds a null. Leave it out, for example with compact() or an if in the for expression.", req.Path))
			return
		}
	}
}

// Elements holds every known text of a set against a validator, in linear time.
type Elements struct{ Rule validator.String }

// Description implements validator.Describer.
func (v Elements) Description(ctx context.Context) string {
	return "each element: " + v.Rule.Description(ctx)
}

// MarkdownDescription implements validator.Describer.
func (v Elements) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateSet implements validator.Set. The errors stand at the set: Terraform shows the line of its attribute anyway,
// and an element of a set has no place of its own.
func (v Elements) ValidateSet(ctx context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	const most = 10 // of errors for one set
	for _, e := range req.ConfigValue.Elements() {
		s, ok := e.(types.String)
		if !ok || s.IsNull() || s.IsUnknown() || len(resp.Diagnostics) == most {
			continue
		}
		var got validator.StringResponse
		v.Rule.ValidateString(ctx, validator.StringRequest{Path: req.Path.AtSetValue(s), Config: req.Config, ConfigValue: s}, &got)
		for _, d := range got.Diagnostics {
			resp.Diagnostics.AddAttributeError(at(req.Path), d.Summary(), d.Detail())
		}
	}
}

// listElements holds every known text of a list against a rule, nil for none but that there is no null.
type listElements struct{ rule textRule }

// Description implements validator.Describer.
func (v listElements) Description(context.Context) string {
	if v.rule == nil {
		return "no null in it"
	}
	return "each element: " + v.rule.phrase()
}

// MarkdownDescription implements validator.Describer.
func (v listElements) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateList implements validator.List. The errors stand at the list, which is where Terraform shows the line.
func (v listElements) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	for i, e := range req.ConfigValue.Elements() {
		s, ok := e.(types.String)
		switch {
		case !ok || s.IsUnknown():
		case v.rule == nil && s.IsNull():
			resp.Diagnostics.AddAttributeError(at(req.Path), "Null in a list",
				fmt.Sprintf("%s[%d] is null. Leave it out, for example with compact() or an if in the for expression.", req.Path, i))
		case v.rule == nil && s.ValueString() != "":
			if problem := InvisibleProblem(s.ValueString()); problem != "" {
				resp.Diagnostics.AddAttributeError(at(req.Path), "Invisible character", fmt.Sprintf("%s[%d] %s", req.Path, i, problem))
			}
		case v.rule != nil && !s.IsNull():
			if problem := v.rule.Problem(s.ValueString()); problem != "" {
				resp.Diagnostics.AddAttributeError(at(req.Path), "Invalid text", fmt.Sprintf("%s[%d] %s", req.Path, i, problem))
			}
		}
	}
}

// NumbersBetween limits every number of a set.
type NumbersBetween struct{ Least, Most int64 }

// Description implements validator.Describer.
func (v NumbersBetween) Description(context.Context) string {
	return fmt.Sprintf("each element: %d to %d", v.Least, v.Most)
}

// MarkdownDescription implements validator.Describer.
func (v NumbersBetween) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateSet implements validator.Set.
func (v NumbersBetween) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	for _, e := range req.ConfigValue.Elements() {
		n, ok := e.(Whole)
		if !ok || n.IsNull() || n.IsUnknown() {
			continue
		}
		if got := n.ValueInt64(); got < v.Least || got > v.Most {
			resp.Diagnostics.AddAttributeError(at(req.Path), "Number out of range",
				fmt.Sprintf("%s has %d; each number must be %d to %d.", req.Path, got, v.Least, v.Most))
		}
	}
}

// UserID is the alphabet of userids (doc 90195), in the plan instead of WeCom's 40003 in the apply.
type UserID struct{}

// Description implements validator.Describer.
func (UserID) Description(context.Context) string { return "a userid of 1 to 64 bytes" }

// MarkdownDescription implements validator.Describer.
func (v UserID) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (UserID) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := UserIDProblem(req.ConfigValue.ValueString()); problem != "" {
		resp.Diagnostics.AddAttributeError(at(req.Path), "Invalid userid", fmt.Sprintf("%s: %s", within(req.Path), problem))
	}
}

// UserIDProblem says what is wrong with a userid, "" when nothing is.
func UserIDProblem(id string) string {
	const rule = "A userid (账号) has 1 to 64 of the characters a-z, A-Z, 0-9, _, -, @ and ., and begins with a letter or digit. " +
		"It is not the member's name: 通讯录 shows it as 账号."
	other := strings.IndexFunc(id, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-@.", r)
	})
	switch {
	case id == "":
		return "a userid is empty. " + rule
	case other >= 0:
		r, _ := utf8.DecodeRuneInString(id[other:])
		hint := ""
		if strings.ContainsAny(id, ";,|、，； ") && !strings.ContainsFunc(id, unicode.IsControl) {
			hint = " Several userids are several elements of the set."
		}
		return fmt.Sprintf("%q is no userid: it contains %s.%s %s", id, Character(r), hint, rule)
	case strings.ContainsRune("_-@.", rune(id[0])):
		return fmt.Sprintf("%q is no userid: it begins with %q. %s", id, id[:1], rule)
	case len(id) > 64:
		return fmt.Sprintf("%q is no userid: it has %d characters. %s", id, len(id), rule)
	}
	return ""
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

// RefuseTwice adds an error for each member whom ids name a second time, in other case: WeCom would keep one of the
// two, and the other would differ in every plan.
func RefuseTwice(shown path.Path, ids []string, diags *diag.Diagnostics) {
	refuseTwice(shown, ids, diags, "Member named twice", "%s names %q and %q, which are one member: WeCom does not tell userids apart by case. Keep one of them.")
}

// within is the set of an element's path: the element itself stands in the message already.
func within(p path.Path) path.Path {
	if steps := p.Steps(); len(steps) > 0 {
		if _, element := steps[len(steps)-1].(path.PathStepElementKeyValue); element {
			return p.ParentPath()
		}
	}
	return p
}
