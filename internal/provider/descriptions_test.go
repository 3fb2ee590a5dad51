// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/list"
	framework "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// attribute is what the attributes of every kind of schema have in common.
type attribute interface {
	GetDescription() string
	GetMarkdownDescription() string
	IsRequired() bool
	IsOptional() bool
	IsComputed() bool
}

// documented is one attribute, however deep, with what its description is held against.
type documented struct {
	where string // wecom_contact_way.temporary_session.expires_in
	kind  string // provider, resource, data, list, ephemeral
	attribute
}

func (d documented) written() bool { return d.IsRequired() || d.IsOptional() }

// text is the description of a; blocks of the framework have no Markdown one.
func text(a attribute) string {
	if s := a.GetMarkdownDescription(); s != "" {
		return s
	}
	return a.GetDescription()
}

func plain[A attribute](in map[string]A) map[string]attribute {
	out := make(map[string]attribute, len(in))
	for name, a := range in {
		out[name] = a
	}
	return out
}

// below are the attributes inside a.
func below(t *testing.T, where string, a attribute) map[string]attribute {
	t.Helper()
	switch n := a.(type) {
	case resourceschema.SingleNestedAttribute:
		return plain(n.Attributes)
	case resourceschema.MapNestedAttribute:
		return plain(n.NestedObject.Attributes)
	case dataschema.SingleNestedAttribute:
		return plain(n.Attributes)
	case dataschema.MapNestedAttribute:
		return plain(n.NestedObject.Attributes)
	case resourceschema.ListNestedAttribute:
		return plain(n.NestedObject.Attributes)
	case resourceschema.SetNestedAttribute:
		return plain(n.NestedObject.Attributes)
	case dataschema.SetNestedAttribute:
		return plain(n.NestedObject.Attributes)
	case dataschema.ListNestedAttribute:
		return plain(n.NestedObject.Attributes)
	}
	if strings.Contains(fmt.Sprintf("%T", a), "Nested") {
		t.Errorf("%s is a %T, which this walk does not enter", where, a)
	}
	return nil
}

// page is the description of one object with its attributes.
type page struct {
	kind, name, description string
	attributes              map[string]attribute
}

// pages are all schemas of the provider as its code has them: with validators and defaults, which the protocol does not
// show.
func pages(t *testing.T) []page {
	t.Helper()
	ctx := t.Context()
	w := provider.New("test")()
	var block framework.SchemaResponse
	w.Schema(ctx, framework.SchemaRequest{}, &block)
	out := []page{{"provider", "provider", block.Schema.MarkdownDescription, plain(block.Schema.Attributes)}}
	for _, make := range w.Resources(ctx) {
		r := make()
		var meta resource.MetadataResponse
		var resp resource.SchemaResponse
		r.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "wecom"}, &meta)
		r.Schema(ctx, resource.SchemaRequest{}, &resp)
		all := plain(resp.Schema.Attributes)
		for name, b := range resp.Schema.Blocks {
			single, ok := b.(resourceschema.SingleNestedBlock)
			if !ok {
				t.Errorf("%s.%s is a %T, which this walk does not enter", meta.TypeName, name, b)
			}
			for inner, a := range single.Attributes {
				all[name+"."+inner] = a
			}
		}
		out = append(out, page{"resource", meta.TypeName, resp.Schema.MarkdownDescription, all})
	}
	for _, make := range w.DataSources(ctx) {
		d := make()
		var meta datasource.MetadataResponse
		var resp datasource.SchemaResponse
		d.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: "wecom"}, &meta)
		d.Schema(ctx, datasource.SchemaRequest{}, &resp)
		out = append(out, page{"data", meta.TypeName, resp.Schema.MarkdownDescription, plain(resp.Schema.Attributes)})
	}
	if lists, ok := w.(framework.ProviderWithListResources); ok {
		for _, make := range lists.ListResources(ctx) {
			l := make()
			var meta resource.MetadataResponse
			var resp list.ListResourceSchemaResponse
			l.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "wecom"}, &meta)
			l.ListResourceConfigSchema(ctx, list.ListResourceSchemaRequest{}, &resp)
			out = append(out, page{"list", meta.TypeName, resp.Schema.MarkdownDescription, plain(resp.Schema.Attributes)})
		}
	}
	if ephemerals, ok := w.(framework.ProviderWithEphemeralResources); ok {
		for _, make := range ephemerals.EphemeralResources(ctx) {
			e := make()
			var meta ephemeral.MetadataResponse
			var resp ephemeral.SchemaResponse
			e.Metadata(ctx, ephemeral.MetadataRequest{ProviderTypeName: "wecom"}, &meta)
			e.Schema(ctx, ephemeral.SchemaRequest{}, &resp)
			out = append(out, page{"ephemeral", meta.TypeName, resp.Schema.MarkdownDescription, plain(resp.Schema.Attributes)})
		}
	}
	got := schemaCounts(t)
	counts := map[string]int{}
	for _, p := range out {
		counts[p.kind]++
	}
	if !maps.Equal(got, counts) {
		t.Fatalf("the walk sees %v, the protocol %v", counts, got)
	}
	return out
}

func schemaCounts(t *testing.T) map[string]int {
	t.Helper()
	s := schema(t)
	return map[string]int{
		"provider": 1, "resource": len(s.ResourceSchemas), "data": len(s.DataSourceSchemas),
		"list": len(s.ListResourceSchemas), "ephemeral": len(s.EphemeralResourceSchemas),
	}
}

func (p page) walk(t *testing.T, visit func(documented)) {
	t.Helper()
	var in func(where string, all map[string]attribute)
	in = func(where string, all map[string]attribute) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			d := documented{where + "." + name, p.kind, all[name]}
			visit(d)
			in(d.where, below(t, d.where, all[name]))
		}
	}
	in(p.name, p.attributes)
}

var (
	apiKey     = regexp.MustCompile("API keys? ((?:(?:, | or )?`[a-z_.\\[\\]]+`)+)")
	quoted     = regexp.MustCompile("`([^`]+)`")
	number     = regexp.MustCompile(`\d+`)
	separators = regexp.MustCompile(`(\d),(\d)`)
	word       = regexp.MustCompile(`[\p{L}\d]+`)
	chosen     = regexp.MustCompile("(?i)default|managed only when written|exactly one of|required with|environment variable")
	noDefault  = regexp.MustCompile("(?i)default:? (?:none|no restriction|nothing|all|every)|environment variable|exactly one of|required with")
	inPlace    = regexp.MustCompile(`(?i)changed in place|, in place`)
	replaces   = regexp.MustCompile(`(?i)\breplaces\b`)
)

const localOnly = "Known to Terraform only"

// fault says what is missing in the description of d; nil when nothing is.
func (d documented) faults(ctx context.Context, keys map[string]bool) (out []string) {
	miss := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	text := text(d)
	meaning, _, _ := strings.Cut(text, "API key")
	if n := len(word.FindAllString(strings.ReplaceAll(meaning, localOnly, ""), -1)); n < 3 {
		miss("a meaning: %d words before the API key", n)
	}
	out = append(out, d.keyFaults(text, keys)...)
	if strings.Contains(text, "\n\n") {
		miss("it in one paragraph, which the list of attributes needs")
	}
	if !d.written() {
		if hasModifier(ctx, d.attribute, "will not change") && !regexp.MustCompile(`(?i)stable|never changes|not here`).MatchString(text) {
			miss("that it never changes, as its plan modifier says")
		}
		return out
	}
	out = append(out, limitFaults(ctx, d.attribute, text)...)
	if !d.IsRequired() {
		out = append(out, defaultFaults(ctx, d.attribute, text)...)
	}
	if d.kind == "resource" {
		// What only Terraform knows is written to the state, and no more.
		if !inPlace.MatchString(text) && !replaces.MatchString(text) && !strings.Contains(text, localOnly) {
			miss("whether it is changed in place or replaces")
		}
		if hasModifier(ctx, d.attribute, "destroy and recreate") && !replaces.MatchString(text) {
			miss("that a change replaces, as its plan modifier says")
		}
	}
	return out
}

// keyFaults wants an API key that the client reads or writes.
func (d documented) keyFaults(text string, keys map[string]bool) (out []string) {
	match := apiKey.FindStringSubmatch(text)
	if local := strings.Contains(text, localOnly); local == (match != nil) && !local {
		return []string{"an API key, or “" + localOnly + "”"}
	}
	if match == nil {
		return nil
	}
	for _, path := range quoted.FindAllStringSubmatch(match[1], -1) {
		for _, key := range strings.Split(strings.ReplaceAll(path[1], "[]", ""), ".") {
			if !keys[key] {
				out = append(out, fmt.Sprintf("an API key that the client knows: it has no %q", key))
			}
		}
	}
	return out
}

// limitFaults holds the numbers and words of validators against the text.
func limitFaults(ctx context.Context, a attribute, text string) (out []string) {
	plainText := separators.ReplaceAllString(text, "$1$2")
	numbers := number.FindAllString(plainText, -1)
	for _, v := range validatorsOf(a) {
		says := v.Description(ctx)
		if strings.Contains(says, "a sequence of decimal numbers") { // durations
			if !strings.Contains(text, "such as `90s`") {
				out = append(out, "how a duration is written")
			}
			continue
		}
		for _, n := range number.FindAllString(says, -1) {
			switch {
			case slices.Contains(numbers, n):
			case n == "1" && regexp.MustCompile(`(?i)not empty|at least one`).MatchString(text):
			case n == "3339" || n == "2026" || n == "01" || n == "00" || n == "08": // the format of times
			default:
				out = append(out, fmt.Sprintf("the limit %s (%s)", n, says))
			}
		}
		unit := ""
		switch {
		case strings.Contains(says, "string length must be between"), strings.Contains(says, "string length must be at most"), strings.Contains(says, "bytes"):
			unit = "bytes"
		case strings.Contains(says, "character"):
			unit = "characters"
		}
		if limits := number.FindAllString(says, -1); unit != "" && len(limits) > 0 && !strings.Contains(plainText, limits[len(limits)-1]+" "+unit) {
			out = append(out, fmt.Sprintf("the unit: %s %s (%s)", limits[len(limits)-1], unit, says))
		}
		if strings.HasPrefix(says, "set must contain") {
			limits := number.FindAllString(says, -1)
			if n := limits[len(limits)-1]; n != "1" && !regexp.MustCompile(`\b`+n+` \p{L}|\b`+n+`[;,]`).MatchString(plainText) {
				out = append(out, "what is counted: "+says)
			}
		}
		for _, w := range regexp.MustCompile(`"([a-z_]+)"`).FindAllStringSubmatch(says, -1) {
			if !strings.Contains(text, "`"+w[1]+"`") {
				out = append(out, fmt.Sprintf("the value `%s`", w[1]))
			}
		}
	}
	return out
}

// defaultFaults holds the default against the text.
func defaultFaults(ctx context.Context, a attribute, text string) []string {
	value, has := defaultOf(ctx, a)
	switch {
	case has && value == "[]":
		if !regexp.MustCompile("(?i)default:? none").MatchString(text) {
			return []string{"its default: none"}
		}
	case has:
		if !regexp.MustCompile("(?i)(?:default:? `" + regexp.QuoteMeta(value) + "`|`" + regexp.QuoteMeta(value) + "` \\(default\\))").MatchString(text) {
			return []string{"its default `" + value + "`"}
		}
	case a.IsComputed() && !chosen.MatchString(text):
		return []string{"what it is when left out: it is computed then"}
	case !a.IsComputed() && !noDefault.MatchString(text) && !regexp.MustCompile("(?i)default:?,? [`a-z]").MatchString(text):
		return []string{"what holds when it is left out"}
	}
	return nil
}

type describer interface{ Description(context.Context) string }

func validatorsOf(a attribute) (out []describer) {
	switch v := a.(type) {
	case interface{ StringValidators() []validator.String }:
		out = describers(v.StringValidators())
	case interface{ Int64Validators() []validator.Int64 }:
		out = describers(v.Int64Validators())
	case interface{ BoolValidators() []validator.Bool }:
		out = describers(v.BoolValidators())
	case interface{ SetValidators() []validator.Set }:
		out = describers(v.SetValidators())
	case interface{ ListValidators() []validator.List }:
		out = describers(v.ListValidators())
	case interface{ MapValidators() []validator.Map }:
		out = describers(v.MapValidators())
	case interface{ ObjectValidators() []validator.Object }:
		out = describers(v.ObjectValidators())
	}
	return out
}

func describers[D describer](in []D) []describer {
	out := make([]describer, 0, len(in))
	for _, d := range in {
		out = append(out, d)
	}
	return out
}

// hasModifier reports whether a plan modifier of a says so.
func hasModifier(ctx context.Context, a attribute, says string) bool {
	for _, m := range modifiersOf(a) {
		if strings.Contains(m.Description(ctx), says) {
			return true
		}
	}
	return false
}

// defaultOf renders the default of a: "[]" for an empty set.
func defaultOf(ctx context.Context, a attribute) (string, bool) {
	switch v := a.(type) {
	case interface{ BoolDefaultValue() defaults.Bool }:
		if d := v.BoolDefaultValue(); d != nil {
			var resp defaults.BoolResponse
			d.DefaultBool(ctx, defaults.BoolRequest{}, &resp)
			return resp.PlanValue.String(), true
		}
	case interface{ Int64DefaultValue() defaults.Int64 }:
		if d := v.Int64DefaultValue(); d != nil {
			var resp defaults.Int64Response
			d.DefaultInt64(ctx, defaults.Int64Request{}, &resp)
			return resp.PlanValue.String(), true
		}
	case interface{ StringDefaultValue() defaults.String }:
		if d := v.StringDefaultValue(); d != nil {
			var resp defaults.StringResponse
			d.DefaultString(ctx, defaults.StringRequest{}, &resp)
			return resp.PlanValue.ValueString(), true
		}
	case interface{ SetDefaultValue() defaults.Set }:
		if d := v.SetDefaultValue(); d != nil {
			var resp defaults.SetResponse
			d.DefaultSet(ctx, defaults.SetRequest{}, &resp)
			return resp.PlanValue.String(), true
		}
	}
	return "", false
}

// clientKeys are the JSON and query keys in the source of the client.
func clientKeys(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "internal", "client", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	engine, err := filepath.Glob(filepath.Join(root, "internal", "client", "core", "*.go"))
	if err != nil || len(engine) == 0 {
		t.Fatal(engine, err)
	}
	files = append(files, engine...)
	key := regexp.MustCompile("(?:json:)?\"([a-z][a-z_]+)[\",]")
	keys := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.Contains(file, "explain") {
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(raw), -1) {
			keys[m[1]] = true
		}
	}
	return keys
}

// Every attribute says what it means, its limits with their unit, its default, whether a change is made in place, and
// its API key: not in any words, but in those that its validators, default and plan modifiers allow.
func TestDescriptions_attributes(t *testing.T) {
	keys := clientKeys(t)
	seen := 0
	for _, p := range pages(t) {
		p.walk(t, func(d documented) {
			seen++
			for _, fault := range d.faults(t.Context(), keys) {
				t.Errorf("%s %s does not say %s:\n  %s", d.kind, d.where, fault, text(d))
			}
		})
	}
	if seen < 300 {
		t.Errorf("%d attributes were seen: this test proves little", seen)
	}
	t.Logf("%d attributes", seen)
}
