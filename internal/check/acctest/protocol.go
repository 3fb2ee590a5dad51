// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// Protocol talks to a configured provider the way a CLI does, without one; for what no CLI, or only the newest, can
// ask.
type Protocol struct {
	Server ListServer

	t       *testing.T
	schemas *tfprotov6.GetProviderSchemaResponse
	ids     *tfprotov6.GetResourceIdentitySchemasResponse
}

// ListServer is a provider that serves list resources.
type ListServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
}

var credential = regexp.MustCompile(`(\w+)\s*=\s*"([^"]*)"`)

// Protocol configures a provider with e's credentials.
func (e *Env) Protocol() *Protocol {
	return NewProtocol(e.t, e.block(), provider.WithHTTPClient(&http.Client{Transport: e.Transport()}))
}

// block is the provider block of Config.
func (e *Env) block() map[string]any {
	block := map[string]any{"corp_id": e.seed.CorpID, "endpoint": e.URL}
	for _, m := range credential.FindAllStringSubmatch(e.Credentials, -1) {
		block[m[1]] = m[2]
	}
	return block
}

// NewProtocol configures a provider with a provider block; a value may be tftypes.UnknownValue.
func NewProtocol(t *testing.T, block map[string]any, opts ...provider.Option) *Protocol {
	t.Helper()
	served, err := providerserver.NewProtocol6WithError(provider.New("test", append(TestOptions(), opts...)...)())()
	server, ok := served.(ListServer)
	if err != nil || !ok {
		t.Fatalf("the provider serves no list resources: %v", err)
	}
	p := &Protocol{Server: server, t: t}
	p.schemas, err = server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	p.must(err)
	p.ids, err = server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	p.must(err)
	configured, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: p.object(p.schemas.Provider, block)})
	p.must(err)
	p.fine(configured.Diagnostics)
	return p
}

func (p *Protocol) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *Protocol) fine(diags []*tfprotov6.Diagnostic) {
	p.t.Helper()
	for _, d := range diags {
		p.t.Fatalf("%s: %s\n%s", d.Severity, d.Summary, d.Detail)
	}
}

// object renders values, and null for all others, as the schema wants it.
func (p *Protocol) object(schema *tfprotov6.Schema, values map[string]any) *tfprotov6.DynamicValue {
	p.t.Helper()
	of, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		p.t.Fatalf("the schema is no object but %s", schema.ValueType())
	}
	left := maps.Clone(values)
	attributes := make(map[string]tftypes.Value, len(of.AttributeTypes))
	for name, t := range of.AttributeTypes {
		attributes[name] = tftypes.NewValue(t, left[name])
		delete(left, name)
	}
	if len(left) > 0 {
		p.t.Fatalf("the schema has no %v", left)
	}
	value, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, attributes))
	p.must(err)
	return &value
}

// Query is one list block.
type Query struct {
	Type   string
	Config map[string]any
	// Limit is that of the block; 0 is no limit here, which no CLI sends.
	Limit int64
	// Full is include_resource.
	Full bool
	// Each sees every result as it arrives and returns false to stop; may be nil.
	Each func(Found) bool
}

// Found is one result of a list block.
type Found struct {
	Name     string
	Identity map[string]any // nil when the result only carries messages
	Object   map[string]any // nil when it was not asked for
	// Messages are "Error: summary\ndetail" or "Warning: …".
	Messages []string
}

// Names are the display names of results, in their order.
func Names(found []Found) []string {
	names := []string{}
	for _, f := range found {
		names = append(names, f.Name)
	}
	return names
}

// SaysOnce reports whether the results carry one message in all, which holds text.
func SaysOnce(found []Found, text string) bool {
	var all []string
	for _, f := range found {
		all = append(all, f.Messages...)
	}
	return len(all) == 1 && strings.Contains(all[0], text)
}

// List validates and answers a list block.
func (p *Protocol) List(q Query) []Found {
	p.t.Helper()
	if messages := p.ValidateList(q); len(messages) > 0 {
		p.t.Fatal(messages)
	}
	stream, err := p.Server.ListResource(p.t.Context(), &tfprotov6.ListResourceRequest{
		TypeName: q.Type, Config: p.object(p.schemas.ListResourceSchemas[q.Type], q.Config), Limit: q.Limit, IncludeResource: q.Full,
	})
	p.must(err)
	var found []Found
	for result := range stream.Results {
		f := Found{Name: result.DisplayName, Messages: messages(result.Diagnostics)}
		if result.Identity != nil {
			f.Identity = p.plain(result.Identity.IdentityData, p.ids.IdentitySchemas[q.Type].ValueType())
		}
		if result.Resource != nil {
			f.Object = p.plain(result.Resource, p.schemas.ResourceSchemas[q.Type].ValueType())
		}
		found = append(found, f)
		if q.Each != nil && !q.Each(f) {
			break
		}
	}
	return found
}

// ValidateList returns what the provider says of a list block before it runs.
func (p *Protocol) ValidateList(q Query) []string {
	p.t.Helper()
	schema := p.schemas.ListResourceSchemas[q.Type]
	if schema == nil {
		p.t.Fatalf("no list resource %s", q.Type)
	}
	valid, err := p.Server.ValidateListResourceConfig(p.t.Context(), &tfprotov6.ValidateListResourceConfigRequest{
		TypeName: q.Type, Config: p.object(schema, q.Config),
	})
	p.must(err)
	return messages(valid.Diagnostics)
}

// Imported is the state of an object after an import by id and a read.
func (p *Protocol) Imported(typeName, id string) map[string]any {
	p.t.Helper()
	imported, err := p.Server.ImportResourceState(p.t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
	p.must(err)
	p.fine(imported.Diagnostics)
	one := imported.ImportedResources[0]
	read, err := p.Server.ReadResource(p.t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: one.State, Private: one.Private, CurrentIdentity: one.Identity,
	})
	p.must(err)
	for _, d := range read.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			p.t.Fatalf("%s: %s", d.Summary, d.Detail)
		}
	}
	return p.plain(read.NewState, p.schemas.ResourceSchemas[typeName].ValueType())
}

// Refreshed is the state of an object after a read that starts from a state, as a state file has its attributes and its
// private part.
func (p *Protocol) Refreshed(typeName string, attributes, private []byte) (object map[string]any, said []string) {
	p.t.Helper()
	read, err := p.Server.ReadResource(p.t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: &tfprotov6.DynamicValue{JSON: attributes}, Private: private,
	})
	p.must(err)
	return p.plain(read.NewState, p.schemas.ResourceSchemas[typeName].ValueType()), messages(read.Diagnostics)
}

func messages(diags []*tfprotov6.Diagnostic) (out []string) {
	for _, d := range diags {
		kind := "Error"
		if d.Severity == tfprotov6.DiagnosticSeverityWarning {
			kind = "Warning"
		}
		out = append(out, fmt.Sprintf("%s: %s\n%s", kind, d.Summary, d.Detail))
	}
	return out
}

// plain turns an object into Go values: nil, string, bool, int64, []any and map[string]any.
func (p *Protocol) plain(value *tfprotov6.DynamicValue, of tftypes.Type) map[string]any {
	p.t.Helper()
	if value == nil {
		return nil
	}
	v, err := value.Unmarshal(of)
	p.must(err)
	object, _ := p.goValue(v).(map[string]any)
	return object
}

func (p *Protocol) goValue(v tftypes.Value) any {
	p.t.Helper()
	if v.IsNull() {
		return nil
	}
	switch {
	case v.Type().Is(tftypes.String):
		return as[string](p, v)
	case v.Type().Is(tftypes.Bool):
		return as[bool](p, v)
	case v.Type().Is(tftypes.Number):
		n, _ := as[*big.Float](p, v).Int64()
		return n
	case v.Type().Is(tftypes.Object{}), v.Type().Is(tftypes.Map{}):
		out := map[string]any{}
		for name, element := range as[map[string]tftypes.Value](p, v) {
			out[name] = p.goValue(element)
		}
		return out
	}
	out := []any{}
	for _, element := range as[[]tftypes.Value](p, v) {
		out = append(out, p.goValue(element))
	}
	return out
}

func as[T any](p *Protocol, v tftypes.Value) T {
	p.t.Helper()
	out := new(T)
	if err := v.As(out); err != nil {
		p.t.Fatal(err)
	}
	return *out
}
