// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// mail is a text that is an address of mail.
type mail struct{}

// Mail is the rule of a text that is an address of mail.
var Mail Rule = mail{}

func (m mail) limit(f *Field) { limitText(f, m) }

func (mail) phrase() string { return "an address such as `name@example.com`" }

// Problem implements textRule. Which domains a corp has is not known here.
func (mail) Problem(s string) string {
	const is = "is no mail address: "
	local, domain, _ := strings.Cut(s, "@")
	i := strings.IndexFunc(s, func(r rune) bool { return !mailCharacter(r) })
	switch {
	case s == "":
		return is + "it is empty."
	case i >= 0:
		r, _ := utf8.DecodeRuneInString(s[i:])
		hint := ""
		if strings.Count(s, "@") > 1 || strings.ContainsRune(";,|、，；", r) {
			hint = " Several addresses are several elements of a set."
		}
		return is + "it contains " + Character(r) + "." + hint
	case strings.Count(s, "@") != 1:
		return fmt.Sprintf(is+"it has %d times the sign @ instead of once.", strings.Count(s, "@"))
	case local == "":
		return is + "nothing stands before the @."
	case strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, ".."):
		return is + "a dot stands at an end of what is before the @, or two in a row."
	case !mailDomain(domain):
		return fmt.Sprintf(is+"%q is no domain.", domain)
	}
	return ""
}

// mailCharacter reports whether an address may hold r: what RFC 5322 calls an atom, a dot and the @.
func mailCharacter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r < utf8.RuneSelf && strings.ContainsRune("@.!#$%&'*+-/=?^_`{}~", r)
}

func mailDomain(s string) bool {
	labels := strings.Split(s, ".")
	for _, label := range labels {
		if label == "" || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") || strings.Trim(label, letters) != "" {
			return false
		}
	}
	return len(labels) > 1
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"

// Mails is a set of addresses of mail, which differ not by case alone.
func Mails(name, what, key string, opts ...Option) Field {
	f := build(name, what, key, set, opts)
	f.setType = UserSet
	f.phrases = append(f.phrases, "each "+mail{}.phrase())
	f.notes = join(f.notes, "Compared without regard to case.")
	f.sets = append(f.sets, Elements{validates{mail{}}}, oneMail{})
	return f.setDefault()
}

// oneMail refuses a set that names one address twice.
type oneMail struct{}

// Description implements validator.Describer.
func (oneMail) Description(context.Context) string { return "no address twice in different case" }

// MarkdownDescription implements validator.Describer.
func (v oneMail) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateSet implements validator.Set.
func (oneMail) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	refuseTwice(req.Path, Texts(req.ConfigValue), &resp.Diagnostics, "Address named twice", "%s names %q and %q, which are one address: case makes no difference. Keep one of them.")
}

// refuseTwice adds an error for each of ids that is there a second time, in other case.
func refuseTwice(shown path.Path, ids []string, diags *diag.Diagnostics, summary, text string) {
	first := map[string]string{}
	for _, id := range ids {
		key := strings.ToLower(id)
		if other, twice := first[key]; twice {
			diags.AddAttributeError(at(shown), summary, fmt.Sprintf(text, shown, other, id))
			continue
		}
		first[key] = id
	}
}

// AnyCase plans no change for a text, such as a userid or an address, that differs from the state in case only: WeCom
// ignores it.
type AnyCase struct{}

// Description implements planmodifier.Describer.
func (AnyCase) Description(context.Context) string { return "other case is no change" }

// MarkdownDescription implements planmodifier.Describer.
func (m AnyCase) MarkdownDescription(ctx context.Context) string { return m.Description(ctx) }

// PlanModifyString implements planmodifier.String.
func (AnyCase) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if !req.State.Raw.IsNull() && !req.PlanValue.IsUnknown() && !req.PlanValue.IsNull() && strings.EqualFold(req.PlanValue.ValueString(), req.StateValue.ValueString()) {
		resp.PlanValue = req.StateValue
	}
}
