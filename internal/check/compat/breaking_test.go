// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package compat_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/compat"
)

var (
	text    = any("string")
	number  = any("number")
	numbers = any([]any{"set", "number"})
)

// sample is a provider with one of each.
func sample() compat.Schemas {
	leaves := func() map[string]compat.Attribute {
		return map[string]compat.Attribute{
			"key":  {Type: text, Required: true},
			"rank": {Type: number, Optional: true, Computed: true},
		}
	}
	block := func() compat.Block {
		return compat.Block{
			Attributes: map[string]compat.Attribute{
				"id":     {Type: text, Computed: true},
				"name":   {Type: text, Required: true},
				"remark": {Type: text, Optional: true},
				"style":  {Type: number, Optional: true, Computed: true},
				"secret": {Type: text, Optional: true, Sensitive: true},
				"once":   {Type: text, Optional: true, WriteOnly: true},
				"tags":   {Nested: &compat.NestedType{Nesting: "map", Attributes: leaves()}, Optional: true},
			},
			Blocks: map[string]compat.NestedBlock{
				"timeouts": {Nesting: "single", Block: compat.Block{Attributes: map[string]compat.Attribute{"delete": {Type: text, Optional: true}}}},
				"rule":     {Nesting: "list", MinItems: 1, MaxItems: 3, Block: compat.Block{Attributes: leaves()}},
			},
		}
	}
	one := func() map[string]compat.Schema {
		return map[string]compat.Schema{"wecom_x": {Version: 2, Block: block()}}
	}
	return compat.Schemas{
		Provider:  compat.Schema{Block: compat.Block{Attributes: map[string]compat.Attribute{"endpoint": {Type: text, Optional: true}}}},
		Resources: one(), DataSources: one(), EphemeralResources: one(), ListResources: one(), Actions: one(),
		Functions: map[string]compat.Function{"f": {
			Return: text, Parameters: []compat.Parameter{{Name: "a", Type: text, Nullable: true}, {Name: "b", Type: number}},
			Variadic: &compat.Parameter{Name: "more", Type: text, Nullable: true},
		}},
		Identities: map[string]compat.Identity{"wecom_x": {Version: 2, Attributes: map[string]compat.IdentityAttribute{
			"id": {Type: text, Required: true}, "corp_id": {Type: text, Optional: true},
		}}},
	}
}

// on changes one attribute of the resource.
func on(name string, change func(*compat.Attribute)) func(*compat.Schemas) {
	return func(s *compat.Schemas) {
		attributes := s.Resources["wecom_x"].Block.Attributes
		a := attributes[name]
		change(&a)
		attributes[name] = a
	}
}

func onBlock(name string, change func(*compat.NestedBlock)) func(*compat.Schemas) {
	return func(s *compat.Schemas) {
		blocks := s.Resources["wecom_x"].Block.Blocks
		b := blocks[name]
		change(&b)
		blocks[name] = b
	}
}

func onFunction(change func(*compat.Function)) func(*compat.Schemas) {
	return func(s *compat.Schemas) {
		f := s.Functions["f"]
		change(&f)
		s.Functions["f"] = f
	}
}

func onIdentity(change func(i *compat.Identity)) func(*compat.Schemas) {
	return func(s *compat.Schemas) {
		i := s.Identities["wecom_x"]
		change(&i)
		s.Identities["wecom_x"] = i
	}
}

func onVersion(version int64) func(*compat.Schemas) {
	return func(s *compat.Schemas) {
		x := s.Resources["wecom_x"]
		x.Version = version
		s.Resources["wecom_x"] = x
	}
}

func upgraded(yes bool) compat.Upgrades {
	answer := func(string, int64) bool { return yes }
	return compat.Upgrades{State: answer, Identity: answer}
}

func TestBreaking(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*compat.Schemas)
		want   []string // none: nothing breaks
	}{
		"nothing": {func(*compat.Schemas) {}, nil},

		// What comes and goes as a whole.
		"resource removed": {func(s *compat.Schemas) { delete(s.Resources, "wecom_x") }, []string{"wecom_x is no resource any more"}},
		"resource renamed": {func(s *compat.Schemas) {
			s.Resources["wecom_y"] = s.Resources["wecom_x"]
			delete(s.Resources, "wecom_x")
		}, []string{"wecom_x is no resource any more"}},
		"resource added":             {func(s *compat.Schemas) { s.Resources["wecom_y"] = s.Resources["wecom_x"] }, nil},
		"data source removed":        {func(s *compat.Schemas) { s.DataSources = nil }, []string{"data.wecom_x is no data source any more"}},
		"ephemeral resource removed": {func(s *compat.Schemas) { s.EphemeralResources = nil }, []string{"ephemeral.wecom_x is no ephemeral resource any more"}},
		"list resource removed":      {func(s *compat.Schemas) { s.ListResources = nil }, []string{"list.wecom_x is no list resource any more"}},
		"action removed":             {func(s *compat.Schemas) { s.Actions = nil }, []string{"action.wecom_x is no action any more"}},
		"function removed":           {func(s *compat.Schemas) { s.Functions = nil }, []string{"provider::wecom::f is no function any more"}},
		"provider attribute removed": {func(s *compat.Schemas) { s.Provider.Block.Attributes = nil }, []string{"provider.endpoint is no attribute any more"}},
		"of a data source": {func(s *compat.Schemas) { delete(s.DataSources["wecom_x"].Block.Attributes, "id") },
			[]string{"data.wecom_x.id is no attribute any more"}},

		// Attributes.
		"attribute removed": {func(s *compat.Schemas) { delete(s.Resources["wecom_x"].Block.Attributes, "style") }, []string{"wecom_x.style is no attribute any more"}},
		"attribute renamed": {func(s *compat.Schemas) {
			attributes := s.Resources["wecom_x"].Block.Attributes
			attributes["look"] = attributes["style"]
			delete(attributes, "style")
		}, []string{"wecom_x.style is no attribute any more"}},
		"optional added":       {on("new", func(a *compat.Attribute) { *a = compat.Attribute{Type: text, Optional: true} }), nil},
		"computed added":       {on("new", func(a *compat.Attribute) { *a = compat.Attribute{Type: text, Computed: true} }), nil},
		"required added":       {on("new", func(a *compat.Attribute) { *a = compat.Attribute{Type: text, Required: true} }), []string{"wecom_x.new is new and required"}},
		"type":                 {on("style", func(a *compat.Attribute) { a.Type = text }), []string{`wecom_x.style has type "string", after "number"`}},
		"type of items":        {on("style", func(a *compat.Attribute) { a.Type = numbers }), []string{`wecom_x.style has type ["set","number"], after "number"`}},
		"deprecated":           {on("style", func(a *compat.Attribute) { a.Deprecated = true }), nil},
		"now required":         {on("remark", func(a *compat.Attribute) { a.Optional, a.Required = false, true }), []string{"wecom_x.remark is required"}},
		"computed to required": {on("id", func(a *compat.Attribute) { a.Computed, a.Required = false, true }), []string{"wecom_x.id is required"}},
		"now optional":         {on("name", func(a *compat.Attribute) { a.Required, a.Optional = false, true }), nil},
		"now also computed":    {on("remark", func(a *compat.Attribute) { a.Computed = true }), nil},
		"now also optional":    {on("id", func(a *compat.Attribute) { a.Optional = true }), nil},
		"not computed":         {on("style", func(a *compat.Attribute) { a.Computed = false }), []string{"wecom_x.style is not computed any more"}},
		"only computed":        {on("style", func(a *compat.Attribute) { a.Optional = false }), []string{"wecom_x.style cannot be set any more"}},
		"required to computed": {on("name", func(a *compat.Attribute) { a.Required, a.Computed = false, true }), []string{"wecom_x.name cannot be set any more"}},
		"sensitive":            {on("name", func(a *compat.Attribute) { a.Sensitive = true }), []string{"wecom_x.name is sensitive"}},
		"not sensitive":        {on("secret", func(a *compat.Attribute) { a.Sensitive = false }), []string{"wecom_x.secret is not sensitive any more"}},
		"write-only":           {on("remark", func(a *compat.Attribute) { a.WriteOnly = true }), []string{"wecom_x.remark is write-only"}},
		"not write-only":       {on("once", func(a *compat.Attribute) { a.WriteOnly = false }), []string{"wecom_x.once is not write-only any more"}},

		// Nested attributes.
		"nested removed": {on("tags", func(a *compat.Attribute) { delete(a.Nested.Attributes, "rank") }), []string{"wecom_x.tags.rank is no attribute any more"}},
		"nested required added": {on("tags", func(a *compat.Attribute) { a.Nested.Attributes["new"] = compat.Attribute{Type: text, Required: true} }),
			[]string{"wecom_x.tags.new is new and required"}},
		"nested optional added": {on("tags", func(a *compat.Attribute) { a.Nested.Attributes["new"] = compat.Attribute{Type: text, Optional: true} }), nil},
		"nesting":               {on("tags", func(a *compat.Attribute) { a.Nested.Nesting = "list" }), []string{"wecom_x.tags is a list of objects, after map"}},
		"nested to plain": {on("tags", func(a *compat.Attribute) { a.Nested, a.Type = nil, numbers }),
			[]string{`wecom_x.tags has type ["set","number"], after map of objects`}},
		"plain to nested": {on("remark", func(a *compat.Attribute) { a.Type, a.Nested = nil, &compat.NestedType{Nesting: "single"} }),
			[]string{`wecom_x.remark has type single of objects, after "string"`}},

		// Blocks.
		"block removed":   {func(s *compat.Schemas) { delete(s.Resources["wecom_x"].Block.Blocks, "timeouts") }, []string{"wecom_x.timeouts is no block any more"}},
		"block nesting":   {onBlock("rule", func(b *compat.NestedBlock) { b.Nesting = "set" }), []string{"wecom_x.rule is a set of blocks, after list"}},
		"more of a block": {onBlock("rule", func(b *compat.NestedBlock) { b.MinItems = 2 }), []string{"wecom_x.rule must be there 2 times, after 1"}},
		"less of a block": {onBlock("rule", func(b *compat.NestedBlock) { b.MaxItems = 2 }), []string{"wecom_x.rule may be there 2 times only"}},
		"looser block":    {onBlock("rule", func(b *compat.NestedBlock) { b.MinItems, b.MaxItems = 0, 0 }), nil},
		"bounded block":   {onBlock("timeouts", func(b *compat.NestedBlock) { b.MaxItems = 1 }), []string{"wecom_x.timeouts may be there 1 times only"}},
		"inside a block":  {onBlock("timeouts", func(b *compat.NestedBlock) { b.Block.Attributes = nil }), []string{"wecom_x.timeouts.delete is no attribute any more"}},
		"block added":     {onBlock("new", func(b *compat.NestedBlock) { b.Nesting = "list" }), nil},
		"required block added": {onBlock("new", func(b *compat.NestedBlock) { b.Nesting, b.MinItems = "list", 1 }),
			[]string{"wecom_x.new is new and required"}},

		// Functions.
		"return type":        {onFunction(func(f *compat.Function) { f.Return = number }), []string{`provider::wecom::f returns "number", after "string"`}},
		"parameter removed":  {onFunction(func(f *compat.Function) { f.Parameters = f.Parameters[:1] }), []string{"provider::wecom::f has 1 parameters, after 2"}},
		"parameter added":    {onFunction(func(f *compat.Function) { f.Parameters = append(f.Parameters, compat.Parameter{Type: text}) }), []string{"provider::wecom::f has 3 parameters, after 2"}},
		"parameter renamed":  {onFunction(func(f *compat.Function) { f.Parameters[0].Name = "z" }), nil},
		"parameter type":     {onFunction(func(f *compat.Function) { f.Parameters[1].Type = text }), []string{`provider::wecom::f.b has type "string", after "number"`}},
		"parameter not null": {onFunction(func(f *compat.Function) { f.Parameters[0].Nullable = false }), []string{"provider::wecom::f.a does not take null any more"}},
		"parameter null":     {onFunction(func(f *compat.Function) { f.Parameters[1].Nullable = true }), nil},
		"no further":         {onFunction(func(f *compat.Function) { f.Variadic = nil }), []string{"provider::wecom::f takes no further arguments any more"}},
		"further of no null": {onFunction(func(f *compat.Function) { f.Variadic = &compat.Parameter{Name: "more", Type: text} }), []string{"provider::wecom::f.more does not take null any more"}},
		"function added":     {func(s *compat.Schemas) { s.Functions["g"] = compat.Function{Return: text} }, nil},

		// Identities.
		"identity removed": {func(s *compat.Schemas) { s.Identities = nil }, []string{"wecom_x.identity is gone"}},
		"identity attribute removed": {onIdentity(func(i *compat.Identity) { delete(i.Attributes, "corp_id") }),
			[]string{"wecom_x.identity.corp_id is no attribute of the identity any more"}},
		"identity type": {onIdentity(func(i *compat.Identity) { i.Attributes["id"] = compat.IdentityAttribute{Type: number, Required: true} }),
			[]string{`wecom_x.identity.id has type "number", after "string"`}},
		"identity required": {onIdentity(func(i *compat.Identity) {
			i.Attributes["corp_id"] = compat.IdentityAttribute{Type: text, Required: true}
		}),
			[]string{"wecom_x.identity.corp_id is required for an import"}},
		"identity optional": {onIdentity(func(i *compat.Identity) { i.Attributes["id"] = compat.IdentityAttribute{Type: text, Optional: true} }), nil},
		"identity not given": {onIdentity(func(i *compat.Identity) { i.Attributes["corp_id"] = compat.IdentityAttribute{Type: text} }),
			[]string{"wecom_x.identity.corp_id cannot be given in an import any more"}},
		"identity id not given": {onIdentity(func(i *compat.Identity) { i.Attributes["id"] = compat.IdentityAttribute{Type: text} }),
			[]string{"wecom_x.identity.id cannot be given in an import any more"}},
		"identity attribute added": {onIdentity(func(i *compat.Identity) { i.Attributes["new"] = compat.IdentityAttribute{Type: text, Optional: true} }),
			[]string{"wecom_x.identity.new is new without a new version of the identity"}},
		"identity attribute added with a version": {onIdentity(func(i *compat.Identity) {
			i.Version++
			i.Attributes["new"] = compat.IdentityAttribute{Type: text, Optional: true}
		}), nil},
		"identity attribute required": {onIdentity(func(i *compat.Identity) { i.Attributes["new"] = compat.IdentityAttribute{Type: text, Required: true} }),
			[]string{"wecom_x.identity.new is new and required for an import"}},

		// Versions, here with upgraders.
		"schema version":         {onVersion(3), nil},
		"older schema version":   {onVersion(1), []string{"wecom_x has version 1 of its schema, after 2: states of version 2 cannot be read"}},
		"older identity version": {onIdentity(func(i *compat.Identity) { i.Version = 1 }), []string{"wecom_x.identity has version 1 of its identity, after 2: states of version 2 cannot be read"}},
	} {
		t.Run(name, func(t *testing.T) {
			current := sample()
			c.change(&current)
			var got []string
			for _, change := range compat.Breaking(sample(), current, upgraded(true)) {
				got = append(got, change.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A new version without an upgrader is nothing that a changelog excuses.
func TestBreaking_withoutUpgrader(t *testing.T) {
	current := sample()
	onVersion(3)(&current)
	onIdentity(func(i *compat.Identity) { i.Version = 3 })(&current)
	changes := compat.Breaking(sample(), current, upgraded(false))
	want := []compat.Change{
		{Address: "wecom_x", What: "has version 3 of its schema and no upgrader from 2: states of version 2 cannot be read", Never: true},
		{Address: "wecom_x.identity", What: "has version 3 of its identity and no upgrader from 2: states of version 2 cannot be read", Never: true},
	}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
	if left := compat.Unannounced(changes, []string{"wecom_x and wecom_x.identity have new versions"}); len(left) != 2 {
		t.Error(left)
	}
}

func TestUnannounced(t *testing.T) {
	change := []compat.Change{{Address: "wecom_x.style"}}
	for body, excused := range map[string]bool{
		"`wecom_x.style` is a word now":          true,
		"wecom_x.style":                          true,
		"removed: wecom_x.style.":                true,
		"see wecom_x.style. Then go on":          true,
		"删除wecom_x.style，改用look":                 true,
		"wecom_x":                                false,
		"wecom_x.styles, wecom_x.style_of":       false,
		"wecom_x.style.inner":                    false,
		"wecom_x.style[*].inner":                 false,
		"data.wecom_x.style, list.wecom_x.style": false,
		"my_wecom_x.style":                       false,
		"wecom_xystyle":                          false,
		"":                                       false,
	} {
		if got := len(compat.Unannounced(change, []string{"other", body})) == 0; got != excused {
			t.Errorf("%q: excused is %t", body, got)
		}
	}
}

func TestAnnounced(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"a.yaml":     "kind: BREAKING CHANGES\nbody: |\n  `wecom_x.style` is a word.\n  It was a number.\n",
		"b.yml":      "kind: \"breaking changes\"\nbody: 'wecom_x.order'\ntime: 2026-11-26T10:00:00Z\ncustom:\n  Issue: \"7\"\n",
		"c.yaml":     "kind: FEATURES\nbody: wecom_x.remark\n",
		".gitkeep":   "",
		"readme.txt": "kind: BREAKING CHANGES\nbody: no\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := compat.Announced(folder)
	if diff := cmp.Diff([]string{"`wecom_x.style` is a word.\nIt was a number.\n", "wecom_x.order"}, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if got, err := compat.Announced(filepath.Join(folder, "absent")); len(got) != 0 || err != nil {
		t.Error(got, err)
	}
	if err := os.WriteFile(filepath.Join(folder, "d.yaml"), []byte("kind: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := compat.Announced(folder); err == nil {
		t.Error("a fragment that is no YAML is passed over: what it announces would be missed")
	}
}

func TestSnapshot_roundTrip(t *testing.T) {
	raw, err := sample().Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	back, err := compat.Parse(raw)
	if diff := cmp.Diff(sample(), back); diff != "" || err != nil {
		t.Error(err, diff)
	}
	dump := []byte(`{"format_version":"1.0","provider_schemas":{"wecom":` + string(raw) + `}}`)
	if back, err = compat.FromDump(dump); err != nil || !cmp.Equal(sample(), back) {
		t.Error(err, back)
	}
	for _, bad := range []string{`{`, `{}`, `{"provider_schemas":{"a":{},"b":{}}}`} {
		if _, err := compat.FromDump([]byte(bad)); err == nil {
			t.Errorf("%s is taken for the schema of one provider", bad)
		}
	}
	if len(slices.Collect(maps.Keys(back.Resources))) != 1 {
		t.Error(back.Resources)
	}
}
