// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	inner = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "order": tftypes.Number}}
	outer = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "name": tftypes.String, "tags": tftypes.Map{ElementType: inner}}}
)

func whole(id, name any, in map[string]tftypes.Value) tftypes.Value {
	var tags any
	if in != nil {
		tags = in
	}
	return tftypes.NewValue(outer, map[string]tftypes.Value{
		"id": tftypes.NewValue(tftypes.String, id), "name": tftypes.NewValue(tftypes.String, name),
		"tags": tftypes.NewValue(tftypes.Map{ElementType: inner}, tags),
	})
}

func tag(id, order any) tftypes.Value {
	return tftypes.NewValue(inner, map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.String, id), "order": tftypes.NewValue(tftypes.Number, order)})
}

// A read fills what the plan left open, however deep, and never overwrites what it planned; what is open still becomes
// null.
func TestFill(t *testing.T) {
	open := tftypes.UnknownValue
	planned := whole(open, "新", map[string]tftypes.Value{"a": tag(open, 1), "b": tag("b1", open), "c": tag(open, open)})
	read := whole("7", "旧", map[string]tftypes.Value{"a": tag("a1", 9), "b": tag("zz", 2)})
	want := whole("7", "新", map[string]tftypes.Value{"a": tag("a1", 1), "b": tag("b1", 2), "c": tag(nil, nil)})
	if got := settle(fill(planned, read)); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := fill(planned, tftypes.NewValue(outer, nil)); !got.Equal(planned) {
		t.Errorf("nothing was read, and the plan is %s", got)
	}
}

// White space at the ends of a text, and other line ends, are no difference, however deep the text is; everything else
// is what was read.
func TestSameTexts(t *testing.T) {
	before := whole("7", "一\r\n二\n", map[string]tftypes.Value{"a": tag(" a1\n", 1), "b": tag("b1", 2), "c": tag(nil, 3)})
	read := whole("7", "一\n二", map[string]tftypes.Value{"a": tag("a1", 9), "b": tag("b 1", 2), "c": tag("c", 3), "d": tag("d", 4)})
	want := whole("7", "一\r\n二\n", map[string]tftypes.Value{"a": tag(" a1\n", 9), "b": tag("b 1", 2), "c": tag("c", 3), "d": tag("d", 4)})
	if got := sameTexts(before, read); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, none := range []tftypes.Value{{}, tftypes.NewValue(outer, nil), tftypes.NewValue(inner, nil)} {
		if got := sameTexts(none, read); !got.Equal(read) {
			t.Errorf("got %s, want what was read", got)
		}
	}
	list := func(texts ...string) tftypes.Value {
		var all []tftypes.Value
		for _, s := range texts {
			all = append(all, tftypes.NewValue(tftypes.String, s))
		}
		return tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, all)
	}
	if got := sameTexts(list("a\n", "b"), list("a", "c")); !got.Equal(list("a\n", "c")) {
		t.Errorf("got %s", got)
	}
	if got := sameTexts(list("a\n", "b"), list("a")); !got.Equal(list("a")) {
		t.Errorf("got %s", got)
	}
}

func TestOnlyID(t *testing.T) {
	if !onlyID(whole("7", nil, nil)) || onlyID(whole("7", "名", nil)) {
		t.Error("an import before its first read has an id and nothing else")
	}
}

// A data source shows of an object what it has itself.
func TestProject(t *testing.T) {
	less := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"name": tftypes.String, "path": tftypes.String,
		"tags": tftypes.Map{ElementType: tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String}}}}}
	got := project(whole("7", "名", map[string]tftypes.Value{"a": tag("a1", 1)}), less)
	var all map[string]tftypes.Value
	if err := got.As(&all); err != nil || !all["path"].IsNull() || len(all) != 3 {
		t.Fatalf("%s, %v", got, err)
	}
	if want := `tftypes.Map[tftypes.Object["id":tftypes.String]]<"a":tftypes.Object["id":tftypes.String]<"id":tftypes.String<"a1">>>`; all["tags"].String() != want {
		t.Errorf("got %s, want %s", all["tags"], want)
	}
}

func TestPage_text(t *testing.T) {
	const p Page = "# resource\nA thing ({page 95097}).\n\n{official}\n\n# official\nOfficial page.\n\n# data\n{quota}\n"
	if got, want := p.Text("resource"), "A thing ([95097](https://developer.work.weixin.qq.com/document/path/95097)).\n\nOfficial page."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	defer func() {
		if recover() == nil {
			t.Error("a section that is not there must be noticed by the first test")
		}
	}()
	p.Text("list")
}
