// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package tfcore drives a provider over protocol 6 the way Terraform does, in this process and without a CLI: for tests
// that need thousands of plans and applies. It keeps Terraform's order (parents before children, destroys the other way
// round), its proposed values, its refresh, replacement and tainting, and enforces the checks Terraform makes on a
// provider: what breaks one of them is a Diagnostic whose Bug is set.
//
// Not modelled: modules, count and for_each, deferred changes, write-only and dynamic attributes.
package tfcore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Core is one working folder's Terraform: a provider with its block.
type Core struct {
	// Parallelism bounds the operations under way, as -parallelism does; 0 is Terraform's default, 10.
	Parallelism int
	// Rand draws which of several operations that could start goes first; Terraform leaves that open. Nil: by address.
	// With Parallelism 1 a run is then a function of the seed.
	Rand *rand.Rand
	// Identities is whether the CLI knows resource identities (Terraform 1.12); New sets it.
	Identities bool
	// MutableIdentity are the resource types whose identity may change with an update. No schema says so: the framework
	// checks all others itself.
	MutableIdentity map[string]bool

	serve     func() tfprotov6.ProviderServer
	block     map[string]any
	provider  *tfprotov6.Schema
	resources map[string]*resourceSchema
	data      map[string]*resourceSchema
	cached    bool // the provider need not be asked for its schemas each time
}

type resourceSchema struct {
	name     string
	block    *tfprotov6.SchemaBlock
	version  int64
	ty       tftypes.Type
	identity tftypes.Type // nil when the resource has none
	data     bool         // of a data source
}

// New asks a provider for its schemas. serve makes a new provider process, one of which lives for each walk (a plan, an
// apply, an import); block is the provider block.
func New(ctx context.Context, serve func() tfprotov6.ProviderServer, block map[string]any) (*Core, error) {
	provider := serve
	serve = func() tfprotov6.ProviderServer { return builtin{provider()} }
	server := serve()
	resp, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, err
	}
	if err := asError(diagnostics("", resp.Diagnostics)); err != nil {
		return nil, err
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return nil, err
	}
	c := &Core{Identities: true, serve: serve, block: block, provider: resp.Provider, data: map[string]*resourceSchema{}, resources: map[string]*resourceSchema{}}
	c.cached = resp.ServerCapabilities != nil && resp.ServerCapabilities.GetProviderSchemaOptional
	for name, s := range resp.ResourceSchemas {
		rs := &resourceSchema{name: name, block: s.Block, version: s.Version, ty: s.ValueType()}
		if id := identities.IdentitySchemas[name]; id != nil {
			rs.identity = id.ValueType()
		}
		c.resources[name] = rs
	}
	for name, s := range resp.DataSourceSchemas {
		c.data[name] = &resourceSchema{name: name, block: s.Block, version: s.Version, ty: s.ValueType(), data: true}
	}
	c.resources[terraformData] = &resourceSchema{name: terraformData, block: terraformDataSchema.Block, ty: terraformDataSchema.ValueType()}
	return c, nil
}

// Fork is a core of another working folder with the same provider: only serve and the provider block differ. It saves
// reading the schemas again.
func (c *Core) Fork(serve func() tfprotov6.ProviderServer, block map[string]any) *Core {
	out := *c
	out.serve, out.block = func() tfprotov6.ProviderServer { return builtin{serve()} }, block
	return &out
}

// Resource is the schema of a resource type; nil when the provider has none.
func (c *Core) Resource(typeName string) *tfprotov6.SchemaBlock {
	if s := c.resources[typeName]; s != nil {
		return s.block
	}
	return nil
}

// DataSource is that of a data source.
func (c *Core) DataSource(typeName string) *tfprotov6.SchemaBlock {
	if s := c.data[typeName]; s != nil {
		return s.block
	}
	return nil
}

// ResourceTypes are the resource types of the provider itself.
func (c *Core) ResourceTypes() []string {
	return slices.DeleteFunc(sortedKeys(c.resources), func(name string) bool { return name == terraformData })
}

// schemaOf is the schema of a block.
func (c *Core) schemaOf(r Resource) (*resourceSchema, error) {
	if !r.Data {
		return c.schema(r.Type)
	}
	if s := c.data[r.Type]; s != nil {
		return s, nil
	}
	return nil, fmt.Errorf("the provider has no data source %q", r.Type)
}

func (c *Core) schema(typeName string) (*resourceSchema, error) {
	if s := c.resources[typeName]; s != nil {
		return s, nil
	}
	return nil, fmt.Errorf("the provider has no resource type %q", typeName)
}

// start makes and configures a provider process.
func (c *Core) start(ctx context.Context) (tfprotov6.ProviderServer, Diagnostics, error) {
	server := c.serve()
	ty := c.provider.ValueType()
	value, err := blockValue(c.provider.Block, c.block, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("provider block: %w", err)
	}
	config, err := pack(ty, value)
	if err != nil {
		return nil, nil, err
	}
	if !c.cached {
		if _, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{}); err != nil {
			return nil, nil, err
		}
	}
	valid, err := server.ValidateProviderConfig(ctx, &tfprotov6.ValidateProviderConfigRequest{Config: config})
	if err != nil {
		return nil, nil, err
	}
	diags := diagnostics("provider", valid.Diagnostics)
	if diags.HasError() {
		return nil, diags, asError(diags)
	}
	configured, err := server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.16.0", Config: config})
	if err != nil {
		return nil, nil, err
	}
	diags = append(diags, diagnostics("provider", configured.Diagnostics)...)
	return server, diags, asError(diags)
}
