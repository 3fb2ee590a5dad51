// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package compat_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/compat"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// kept are the attributes that a read leaves as they are in the state, with the reason, as the drift table of the
// resource says it.
var kept = map[string]string{
	"deletion_protection":            "known to Terraform only",
	"exclusive":                      "known to Terraform only",
	"timeouts":                       "known to Terraform only",
	"wecom_department_tree.ids_of":   "known to Terraform only",
	"wecom_contact_way.is_exclusive": "WeCom is not documented to show it",
	"wecom_contact_way.temporary_session.closing_message.image.media_id":                "WeCom does not show it",
	"wecom_contact_way.temporary_session.closing_message.mini_program.picture_media_id": "WeCom does not show it",
}

func isKept(path string) bool {
	if _, ok := kept[path]; ok {
		return true
	}
	_, rest, _ := strings.Cut(path, ".")
	first, _, _ := strings.Cut(rest, ".")
	_, ok := kept[first]
	return ok
}

// newest are the fixtures of the newest version: what the provider has today must be in them.
func newest(t *testing.T) []fixture {
	t.Helper()
	var versions []string
	for _, f := range fixtures(t) {
		versions = append(versions, f.version)
	}
	byVersion(versions)
	return slices.DeleteFunc(fixtures(t), func(f fixture) bool { return f.version != versions[len(versions)-1] })
}

// Every attribute that WeCom shows is compared with what WeCom shows: when the state of an object says something else,
// a read corrects it. What a read keeps is on the list above.
func TestStates_everyAttributeIsRead(t *testing.T) {
	seen := map[string]bool{}
	today := schemaToday(t)
	for _, f := range newest(t) {
		if !strings.HasPrefix(f.cli, "terraform-1.11") {
			continue // the same objects
		}
		e := open(t, read(t, f.path(corpSuffix)))
		p := e.Protocol()
		for _, o := range instances(t, read(t, f.path(stateSuffix))) {
			name, _, _ := strings.Cut(o.Address, ".")
			for _, edit := range edits(name, today.Resources[name].Block, o.Attributes) {
				seen[edit.path] = true
				if edit.to == nil || edit.path == "wecom_tag_group.tags.id" && o.Attributes["exclusive"] == false {
					continue // in a group that is not exclusive a tag of another id is somebody else's
				}
				got := reread(t, p, name, o, edit.to(clone(t, o.Attributes)))
				if isKept(edit.path) {
					// Other attributes may show more or less because of it.
					below := strings.TrimPrefix(edit.path, name+".")
					if diff := cmp.Diff(alike(at(edit.to(clone(t, o.Attributes)), below)), alike(at(got, below))); diff != "" {
						t.Errorf("%s: a read changed %s, which is on the list of those that it keeps:\n%s", o.Address, edit.path, diff)
					}
				} else if diff := cmp.Diff(alike(o.Attributes), alike(got)); diff != "" {
					t.Errorf("%s: %s is another in the state, and a read gives (-want +got):\n%s", o.Address, edit.path, diff)
				}
			}
		}
	}
	for name, paths := range releasedPaths(t) {
		for _, path := range paths {
			if !seen[path] && !idOf(path) {
				t.Errorf("no object of %s has a value of %s that could be compared: the configurations of the newest version in %s lack it", name, path, statesFolder)
			}
		}
	}
}

// releasedPaths are the attributes of today, by resource, that the newest release had: what is younger has no state of
// a release yet.
func releasedPaths(t *testing.T) map[string][]string {
	t.Helper()
	versions := released(t)
	today, then := schemaToday(t), snapshot(t, versions[len(versions)-1])
	out := map[string][]string{}
	for name, r := range then.Resources {
		had := attributePaths(name, r.Block)
		out[name] = slices.DeleteFunc(attributePaths(name, today.Resources[name].Block), func(path string) bool { return !slices.Contains(had, path) })
	}
	return out
}

// idOf reports whether an attribute is what an object is read by.
func idOf(path string) bool {
	return strings.HasSuffix(path, ".id") && strings.Count(path, ".") == 1 || path == "wecom_department_tree.parent_id"
}

// change is an edit of one attribute in a state.
type change struct {
	path string
	to   func(attributes map[string]any) map[string]any
}

// edits are the ways to have one attribute wrong.
func edits(name string, block compat.Block, of map[string]any) []change {
	var found []change
	var walk func(path string, attributes map[string]compat.Attribute, of map[string]any, at func(map[string]any) map[string]any)
	walk = func(path string, attributes map[string]compat.Attribute, of map[string]any, at func(map[string]any) map[string]any) {
		for _, key := range slices.Sorted(maps.Keys(attributes)) {
			a, full := attributes[key], path+"."+key
			if of[key] == nil || idOf(full) {
				continue
			}
			if a.Nested == nil {
				wrong := another(of[key])
				if reflect.DeepEqual(wrong, of[key]) {
					continue
				}
				found = append(found, change{full, func(all map[string]any) map[string]any {
					at(all)[key] = wrong
					return all
				}})
				continue
			}
			inner, _ := of[key].(map[string]any)
			step := func(all map[string]any) map[string]any { return at(all)[key].(map[string]any) }
			if a.Nested.Nesting == "single" {
				if holdsKept(full, inner) {
					found = append(found, change{full, nil})
				} else {
					found = append(found, change{full, func(all map[string]any) map[string]any {
						at(all)[key] = nil
						return all
					}})
				}
				walk(full, a.Nested.Attributes, inner, step)
				continue
			}
			found = append(found, change{full, nil}) // the elements are compared
			for _, element := range slices.Sorted(maps.Keys(inner)) {
				walk(full, a.Nested.Attributes, inner[element].(map[string]any), func(all map[string]any) map[string]any { return step(all)[element].(map[string]any) })
			}
		}
	}
	walk(name, block.Attributes, of, func(all map[string]any) map[string]any { return all })
	for key, b := range block.Blocks {
		if inner, ok := of[key].(map[string]any); ok {
			walk(name+"."+key, b.Block.Attributes, inner, func(all map[string]any) map[string]any { return all[key].(map[string]any) })
		}
	}
	return found
}

// holdsKept reports whether an object has a value that a read only keeps: it would not come back.
func holdsKept(path string, of map[string]any) bool {
	for k := range kept {
		if rest, below := strings.CutPrefix(k, path+"."); below && at(of, rest) != nil {
			return true
		}
	}
	return false
}

// orders are those in the text of a department tree.
var orders = regexp.MustCompile(`"order":\s*\d+`)

// another is a value of the same type, or the same value where there is none.
func another(value any) any {
	switch value := value.(type) {
	case bool:
		return !value
	case float64:
		return value + 1
	case string:
		switch {
		case strings.HasPrefix(value, "{"):
			return orders.ReplaceAllString(value, `"order": 5`)
		case strings.HasSuffix(value, "Z"):
			return "2001-02-03T04:05:06Z"
		}
		return value + "x"
	case []any:
		if len(value) == 0 {
			return value
		}
		more := another(value[0])
		if number, ok := more.(float64); ok {
			more = number + 1000
		}
		return append(slices.Clone(value), more)
	case map[string]any:
		return map[string]any{}
	}
	return value
}

func clone(t *testing.T, of map[string]any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(of)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// reread refreshes an object with the given attributes in its state.
func reread(t *testing.T, p *acctest.Protocol, name string, o object, attributes map[string]any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(attributes)
	if err != nil {
		t.Fatal(err)
	}
	private := map[string][]byte{}
	for key, value := range o.Private {
		private[key] = []byte(value)
	}
	rawPrivate, err := json.Marshal(private)
	if err != nil {
		t.Fatal(err)
	}
	got, said := p.Refreshed(name, raw, rawPrivate)
	for _, message := range said {
		if strings.HasPrefix(message, "Error") {
			t.Errorf("%s: %s", o.Address, message)
		}
	}
	return got
}

// alike makes values of the protocol and of JSON the same: all collections are sets.
func alike(value any) any {
	switch value := value.(type) {
	case int64:
		return float64(value)
	case string:
		// A department tree may be written in many ways.
		if text := map[string]any{}; json.Unmarshal([]byte(value), &text) == nil {
			return text
		}
	case []any:
		sorted := make([]any, 0, len(value))
		for _, v := range value {
			sorted = append(sorted, alike(v))
		}
		slices.SortFunc(sorted, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		return sorted
	case map[string]any:
		out := map[string]any{}
		for key, v := range value {
			if v != nil { // a state of before the attribute has no key for it
				out[key] = alike(v)
			}
		}
		return out
	}
	return value
}

// Every attribute that may be written is written in a fixture, and with another value than its default.
func TestStates_beyondDefaults(t *testing.T) {
	usual := defaultValues(t)
	if len(usual) < 15 {
		t.Fatalf("%d attributes with a default: this test proves nothing", len(usual))
	}
	set, other := map[string]bool{}, map[string]bool{}
	today := schemaToday(t)
	for _, f := range newest(t) {
		for _, o := range instances(t, read(t, f.path(stateSuffix))) {
			name, _, _ := strings.Cut(o.Address, ".")
			block := today.Resources[name].Block
			values(set, name, block.Attributes, o.Attributes)
			blockValues(set, name, block.Blocks, o.Attributes)
			for path, value := range usual {
				if is := at(o.Attributes, strings.TrimPrefix(path, name+".")); strings.HasPrefix(path, name+".") && is != nil && !reflect.DeepEqual(is, value) {
					other[path] = true
				}
			}
		}
	}
	for _, paths := range releasedPaths(t) {
		for _, path := range paths {
			if _, hasDefault := usual[path]; !set[path] || hasDefault && !other[path] {
				t.Errorf("no object of a state file has a value of %s that is not its default", path)
			}
		}
	}
}

// at follows a path through single objects.
func at(of map[string]any, path string) any {
	var value any = of
	for key := range strings.SplitSeq(path, ".") {
		inner, _ := value.(map[string]any)
		value = inner[key]
	}
	return value
}

// defaultValues are the defaults of the schemas, by path, as JSON has them.
func defaultValues(t *testing.T) map[string]any {
	t.Helper()
	found := map[string]any{}
	var walk func(at string, attributes map[string]schema.Attribute)
	walk = func(at string, attributes map[string]schema.Attribute) {
		for name, a := range attributes {
			path := at + "." + name
			switch a := a.(type) {
			case schema.SingleNestedAttribute:
				walk(path, a.Attributes)
			case schema.MapNestedAttribute:
				walk(path, a.NestedObject.Attributes)
			case schema.BoolAttribute:
				if a.Default != nil {
					var resp defaults.BoolResponse
					a.Default.DefaultBool(t.Context(), defaults.BoolRequest{}, &resp)
					found[path] = resp.PlanValue.ValueBool()
				}
			case schema.Int64Attribute:
				if a.Default != nil {
					var resp defaults.Int64Response
					a.Default.DefaultInt64(t.Context(), defaults.Int64Request{}, &resp)
					found[path] = float64(resp.PlanValue.ValueInt64())
				}
			case schema.StringAttribute:
				if a.Default != nil {
					var resp defaults.StringResponse
					a.Default.DefaultString(t.Context(), defaults.StringRequest{}, &resp)
					found[path] = resp.PlanValue.ValueString()
				}
			case schema.SetAttribute:
				if a.Default != nil {
					var resp defaults.SetResponse
					a.Default.DefaultSet(t.Context(), defaults.SetRequest{}, &resp)
					if len(resp.PlanValue.Elements()) > 0 {
						t.Errorf("%s has a default that this test does not know how to compare", path)
					}
					found[path] = []any{}
				}
			default:
				if d := reflect.ValueOf(a).FieldByName("Default"); d.IsValid() && !d.IsNil() {
					t.Errorf("%s has a default that this test does not see: %T", path, a)
				}
			}
		}
	}
	for _, factory := range provider.New("test")().Resources(t.Context()) {
		r := factory()
		var metadata resource.MetadataResponse
		r.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "wecom"}, &metadata)
		var resp resource.SchemaResponse
		r.Schema(t.Context(), resource.SchemaRequest{}, &resp)
		walk(metadata.TypeName, resp.Schema.Attributes)
	}
	return found
}

// The edits reach what is nested, and are of the same type.
func TestEdits(t *testing.T) {
	leaf := map[string]compat.Attribute{"x": {Type: "number"}}
	block := compat.Block{
		Attributes: map[string]compat.Attribute{
			"name": {Type: "string"}, "one": {Nested: &compat.NestedType{Nesting: "single", Attributes: leaf}},
			"many": {Nested: &compat.NestedType{Nesting: "map", Attributes: leaf}}, "none": {Type: "string"},
		},
		Blocks: map[string]compat.NestedBlock{"timeouts": {Block: compat.Block{Attributes: leaf}}},
	}
	value := map[string]any{"name": "a", "one": map[string]any{"x": 1.0}, "many": map[string]any{"k": map[string]any{"x": 2.0}}, "none": nil, "timeouts": map[string]any{"x": 3.0}}
	var got []string
	for _, e := range edits("w", block, value) {
		if e.to == nil {
			got = append(got, e.path)
			continue
		}
		got = append(got, fmt.Sprint(e.path, " ", e.to(clone(t, value))))
	}
	want := []string{
		"w.many",
		"w.many.x map[many:map[k:map[x:3]] name:a none:<nil> one:map[x:1] timeouts:map[x:3]]",
		"w.name map[many:map[k:map[x:2]] name:ax none:<nil> one:map[x:1] timeouts:map[x:3]]",
		"w.one map[many:map[k:map[x:2]] name:a none:<nil> one:<nil> timeouts:map[x:3]]",
		"w.one.x map[many:map[k:map[x:2]] name:a none:<nil> one:map[x:2] timeouts:map[x:3]]",
		"w.timeouts.x map[many:map[k:map[x:2]] name:a none:<nil> one:map[x:1] timeouts:map[x:4]]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
