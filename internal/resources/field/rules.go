// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Rule is a limit of an attribute, with the words in which its page tells it.
type Rule interface{ limit(f *Field) }

// textRule is a limit of a text: a validator that says what is wrong.
type textRule interface {
	Rule
	// Problem says what is wrong with a text, "" when nothing is.
	Problem(text string) string
	phrase() string
}

func limitText(f *Field, r textRule) {
	f.phrases = append(f.phrases, r.phrase())
	f.strings = append(f.strings, validates{r})
}

// validates is the validator of a textRule.
type validates struct{ textRule }

// Description implements validator.Describer.
func (v validates) Description(context.Context) string { return v.phrase() }

// MarkdownDescription implements validator.Describer.
func (v validates) MarkdownDescription(context.Context) string { return v.phrase() }

// ValidateString implements validator.String.
func (v validates) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := v.Problem(req.ConfigValue.ValueString()); problem != "" {
		subject := req.Path.String()
		if of := within(req.Path); !of.Equal(req.Path) {
			subject = fmt.Sprintf("%s: %q", of, req.ConfigValue.ValueString())
		}
		resp.Diagnostics.AddAttributeError(at(req.Path), "Invalid text", subject+" "+problem)
	}
}

// Length is a text that WeCom limits in characters or in bytes; the minimum is 1.
type Length struct {
	Max   int
	Bytes bool
	// Mark refuses blanks at the ends and control characters: how WeCom stores them is not documented.
	Mark bool
	// Lines takes line breaks between, all the same.
	Lines bool
	// Needed is a text that cannot be left out.
	Needed bool
}

// Bytes limits a text in bytes of UTF-8.
func Bytes(most int) Length { return Length{Max: most, Bytes: true} }

func (l Length) limit(f *Field) {
	l.Needed = f.mode == required
	limitText(f, l)
	if l.Bytes {
		f.phrases[len(f.phrases)-1] += " in UTF-8"
	}
}

func (l Length) phrase() string {
	s := fmt.Sprintf("1 to %d %s", l.Max, l.unit())
	if l.Mark {
		s += ", no blank at either end"
	}
	if l.Lines {
		s += ", in several lines if need be"
	}
	return s
}

func (l Length) unit() string {
	if l.Bytes {
		return "bytes"
	}
	return "characters"
}

// Problem implements textRule.
func (l Length) Problem(s string) string {
	n, counted := utf8.RuneCountInString(s), "each Chinese character counts as one"
	if l.Bytes {
		n, counted = len(s), "a Chinese character has 3 bytes in UTF-8"
	}
	switch {
	case s == "" && l.Needed:
		return "is empty; it needs at least one character."
	case s == "":
		return `is empty. To have none, leave the line out or write null.`
	case n > l.Max:
		return fmt.Sprintf("has %d %s; WeCom allows %d (%s).", n, l.unit(), l.Max, counted)
	case l.Mark && strings.TrimFunc(s, unicode.IsSpace) != s:
		return "begins or ends with a blank; remove it."
	case l.Lines && strings.ContainsFunc(strings.ReplaceAll(s, "\n", ""), unicode.IsControl):
		return "contains a control character other than a line break; remove it."
	case l.Mark && !l.Lines && strings.ContainsFunc(s, unicode.IsControl):
		return "contains a control character or line break; remove it."
	}
	return ""
}

type notEmpty struct{ needed bool }

// NotEmpty is a text of which only that it is not empty is known.
var NotEmpty = notEmpty{}

func (n notEmpty) limit(f *Field) { limitText(f, notEmpty{f.mode == required}) }

func (notEmpty) phrase() string { return "not empty" }

func (n notEmpty) strings() []validator.String { return []validator.String{validates{n}} }

// Problem implements textRule.
func (n notEmpty) Problem(s string) string {
	switch {
	case s != "":
		return ""
	case n.needed:
		return "is empty; it needs at least one character."
	}
	return "is empty. To have none, leave the line out or write null."
}

// between are the limits of a number.
type between struct{ least, most int64 }

// Between limits a number; both ends are allowed.
func Between(least, most int64) Rule { return between{least, most} }

func (b between) limit(f *Field) {
	f.phrases = append(f.phrases, fmt.Sprintf("%d to %d", b.least, b.most))
	f.numbers = append(f.numbers, numberAt{int64validator.Between(b.least, b.most)})
}

type custom struct {
	phrase string
	number validator.Int64
	text   validator.String
	object validator.Object
}

func (c custom) limit(f *Field) {
	if c.phrase != "" {
		f.phrases = append(f.phrases, c.phrase)
	}
	if c.number != nil {
		f.numbers = append(f.numbers, c.number)
	}
	if c.text != nil {
		f.strings = append(f.strings, c.text)
	}
	if c.object != nil {
		f.objects = append(f.objects, c.object)
	}
}

// NumberRule is a limit of a number with a validator of the noun's own.
func NumberRule(phrase string, v validator.Int64) Rule { return custom{phrase: phrase, number: v} }

// TextRule is a limit of a text with a validator of the noun's own.
func TextRule(phrase string, v validator.String) Rule { return custom{phrase: phrase, text: v} }

// size are the limits of a set or map.
type size struct {
	least, most int
	unit        string
}

// Size limits how many elements a set or map has; most 0 is no limit. unit is what is counted: "members".
func Size(least, most int, unit string) Rule { return size{least, most, unit} }

func (s size) limit(f *Field) {
	switch {
	case s.most == 0:
		f.phrases = append(f.phrases, "at least one")
		f.maps = append(f.maps, mapvalidator.SizeAtLeast(s.least))
		f.sets = append(f.sets, setAt{setvalidator.SizeAtLeast(s.least)})
		return
	case s.least == 0:
		f.phrases = append(f.phrases, fmt.Sprintf("at most %d %s", s.most, s.unit))
		f.lists = append(f.lists, listvalidator.SizeAtMost(s.most))
		f.sets = append(f.sets, setAt{setvalidator.SizeAtMost(s.most)})
	default:
		f.phrases = append(f.phrases, fmt.Sprintf("%d to %d %s", s.least, s.most, s.unit))
		f.lists = append(f.lists, listvalidator.SizeBetween(s.least, s.most))
		f.sets = append(f.sets, setAt{setvalidator.SizeBetween(s.least, s.most)})
	}
}

// each is a rule of every text of a set or list.
type each struct{ rule textRule }

// Each limits every text of a set or list.
func Each(r Length) Rule { return each{r} }

func (e each) limit(f *Field) {
	f.phrases = append(f.phrases, "each of "+e.rule.phrase())
	f.sets = append(f.sets, Elements{validates{e.rule}})
	f.lists = append(f.lists, listElements(e))
}

// at is where an error about an attribute stands: at the attribute of the resource. For the path of one that is nested,
// Terraform shows the line of whatever attribute of the resource has the same name.
func at(p path.Path) path.Path {
	if steps := p.Steps(); len(steps) > 1 {
		if name, ok := steps[0].(path.PathStepAttributeName); ok {
			return path.Root(string(name))
		}
	}
	return p
}

// moved adds the diagnostics of a validator at their attribute of the resource.
func moved(to *diag.Diagnostics, from diag.Diagnostics, p path.Path) {
	for _, d := range from {
		if d.Severity() == diag.SeverityError {
			to.AddAttributeError(at(p), d.Summary(), d.Detail())
		} else {
			to.AddAttributeWarning(at(p), d.Summary(), d.Detail())
		}
	}
}

type setAt struct{ validator.Set }

// ValidateSet implements validator.Set.
func (v setAt) ValidateSet(ctx context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	var got validator.SetResponse
	v.Set.ValidateSet(ctx, req, &got)
	moved(&resp.Diagnostics, got.Diagnostics, req.Path)
}

type numberAt struct{ validator.Int64 }

// ValidateInt64 implements validator.Int64.
func (v numberAt) ValidateInt64(ctx context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	var got validator.Int64Response
	v.Int64.ValidateInt64(ctx, req, &got)
	moved(&resp.Diagnostics, got.Diagnostics, req.Path)
}

// AddressProblem says what is wrong with the address of a page, "" when nothing is.
func AddressProblem(s string) string {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	switch {
	case !ok:
		return fmt.Sprintf("is %q; an address begins with http:// or https://.", s)
	case rest == "" || strings.HasPrefix(rest, "/"):
		return fmt.Sprintf("is %q, which names no host.", s)
	case strings.ContainsFunc(s, unicode.IsSpace):
		return fmt.Sprintf("is %q, which has a blank in it; write it as %%20.", s)
	}
	return ""
}
