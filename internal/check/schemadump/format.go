// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package schemadump

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// formatVersion is what every Terraform since 1.1 writes.
const formatVersion = "1.0"

// The types below are the JSON of Terraform, key by key. Those of terraform-json are close, but made for reading: they
// have no deprecation_message. A tftypes.Type marshals itself into the type constraint of Terraform's JSON.

type document struct {
	FormatVersion string                    `json:"format_version"`
	Schemas       map[string]providerSchema `json:"provider_schemas"`
}

type providerSchema struct {
	Provider           schema                    `json:"provider"`
	Resources          map[string]schema         `json:"resource_schemas,omitempty"`
	DataSources        map[string]schema         `json:"data_source_schemas,omitempty"`
	EphemeralResources map[string]schema         `json:"ephemeral_resource_schemas,omitempty"`
	ListResources      map[string]schema         `json:"list_resource_schemas,omitempty"`
	Functions          map[string]function       `json:"functions,omitempty"`
	ResourceIdentities map[string]identitySchema `json:"resource_identity_schemas,omitempty"`
	Actions            map[string]actionSchema   `json:"action_schemas,omitempty"`
	StateStores        map[string]schema         `json:"state_store_schemas,omitempty"`
}

type schema struct {
	Version int64  `json:"version"`
	Block   *block `json:"block,omitempty"`
}

type actionSchema struct {
	Block *block `json:"block,omitempty"`
}

type block struct {
	Attributes         map[string]attribute `json:"attributes,omitempty"`
	BlockTypes         map[string]blockType `json:"block_types,omitempty"`
	Description        string               `json:"description,omitempty"`
	DescriptionKind    string               `json:"description_kind,omitempty"`
	Deprecated         bool                 `json:"deprecated,omitempty"`
	DeprecationMessage string               `json:"deprecation_message,omitempty"`
}

type blockType struct {
	NestingMode string `json:"nesting_mode,omitempty"`
	Block       *block `json:"block,omitempty"`
	MinItems    int64  `json:"min_items,omitempty"`
	MaxItems    int64  `json:"max_items,omitempty"`
}

type attribute struct {
	Type               tftypes.Type `json:"type,omitempty"`
	NestedType         *nestedType  `json:"nested_type,omitempty"`
	Description        string       `json:"description,omitempty"`
	DescriptionKind    string       `json:"description_kind,omitempty"`
	Deprecated         bool         `json:"deprecated,omitempty"`
	DeprecationMessage string       `json:"deprecation_message,omitempty"`
	Required           bool         `json:"required,omitempty"`
	Optional           bool         `json:"optional,omitempty"`
	Computed           bool         `json:"computed,omitempty"`
	Sensitive          bool         `json:"sensitive,omitempty"`
	WriteOnly          bool         `json:"write_only,omitempty"`
}

type nestedType struct {
	Attributes  map[string]attribute `json:"attributes,omitempty"`
	NestingMode string               `json:"nesting_mode,omitempty"`
}

type identitySchema struct {
	Version    int64                        `json:"version"`
	Attributes map[string]identityAttribute `json:"attributes,omitempty"`
}

type identityAttribute struct {
	Type              tftypes.Type `json:"type,omitempty"`
	Description       string       `json:"description,omitempty"`
	RequiredForImport bool         `json:"required_for_import,omitempty"`
	OptionalForImport bool         `json:"optional_for_import,omitempty"`
}

type function struct {
	Description        string       `json:"description,omitempty"`
	Summary            string       `json:"summary,omitempty"`
	DeprecationMessage string       `json:"deprecation_message,omitempty"`
	ReturnType         tftypes.Type `json:"return_type"`
	Parameters         []parameter  `json:"parameters,omitempty"`
	VariadicParameter  *parameter   `json:"variadic_parameter,omitempty"`
}

type parameter struct {
	Name        string       `json:"name,omitempty"`
	Description string       `json:"description,omitempty"`
	IsNullable  bool         `json:"is_nullable,omitempty"`
	Type        tftypes.Type `json:"type"`
}

func newProviderSchema(s *tfprotov6.GetProviderSchemaResponse, ids *tfprotov6.GetResourceIdentitySchemasResponse) providerSchema {
	return providerSchema{
		Provider:           newSchema(s.Provider),
		Resources:          mapValues(s.ResourceSchemas, newSchema),
		DataSources:        mapValues(s.DataSourceSchemas, newSchema),
		EphemeralResources: mapValues(s.EphemeralResourceSchemas, newSchema),
		ListResources:      mapValues(s.ListResourceSchemas, newSchema),
		Functions:          mapValues(s.Functions, newFunction),
		ResourceIdentities: mapValues(ids.IdentitySchemas, newIdentitySchema),
		Actions:            mapValues(s.ActionSchemas, newActionSchema),
		StateStores:        mapValues(s.StateStoreSchemas, newSchema),
	}
}

func mapValues[In, Out any](in map[string]In, convert func(In) Out) map[string]Out {
	out := make(map[string]Out, len(in))
	for name, value := range in {
		out[name] = convert(value)
	}
	return out
}

func newSchema(s *tfprotov6.Schema) schema {
	if s == nil {
		return schema{}
	}
	return schema{Version: s.Version, Block: newBlock(s.Block)}
}

func newActionSchema(s *tfprotov6.ActionSchema) actionSchema {
	return actionSchema{Block: newSchema(s.Schema).Block}
}

func newBlock(b *tfprotov6.SchemaBlock) *block {
	if b == nil {
		return nil
	}
	out := &block{
		Attributes:         newAttributes(b.Attributes),
		BlockTypes:         make(map[string]blockType, len(b.BlockTypes)),
		Description:        b.Description,
		DescriptionKind:    descriptionKind(b.DescriptionKind),
		Deprecated:         b.Deprecated,
		DeprecationMessage: b.DeprecationMessage,
	}
	for _, nested := range b.BlockTypes {
		out.BlockTypes[nested.TypeName] = blockType{
			NestingMode: blockNesting(nested.Nesting),
			Block:       newBlock(nested.Block),
			MinItems:    nested.MinItems,
			MaxItems:    nested.MaxItems,
		}
	}
	return out
}

func newAttributes(attributes []*tfprotov6.SchemaAttribute) map[string]attribute {
	out := make(map[string]attribute, len(attributes))
	for _, a := range attributes {
		converted := attribute{
			Type:               a.Type,
			Description:        a.Description,
			DescriptionKind:    descriptionKind(a.DescriptionKind),
			Deprecated:         a.Deprecated,
			DeprecationMessage: a.DeprecationMessage,
			Required:           a.Required,
			Optional:           a.Optional,
			Computed:           a.Computed,
			Sensitive:          a.Sensitive,
			WriteOnly:          a.WriteOnly,
		}
		if a.NestedType != nil {
			converted.NestedType = &nestedType{
				Attributes:  newAttributes(a.NestedType.Attributes),
				NestingMode: objectNesting(a.NestedType.Nesting),
			}
		}
		out[a.Name] = converted
	}
	return out
}

func newIdentitySchema(s *tfprotov6.ResourceIdentitySchema) identitySchema {
	out := identitySchema{Version: s.Version, Attributes: make(map[string]identityAttribute, len(s.IdentityAttributes))}
	for _, a := range s.IdentityAttributes {
		out.Attributes[a.Name] = identityAttribute{
			Type:              a.Type,
			Description:       a.Description,
			RequiredForImport: a.RequiredForImport,
			OptionalForImport: a.OptionalForImport,
		}
	}
	return out
}

func newFunction(f *tfprotov6.Function) function {
	out := function{
		Description:        f.Description,
		Summary:            f.Summary,
		DeprecationMessage: f.DeprecationMessage,
		ReturnType:         f.Return.Type,
	}
	for _, p := range f.Parameters {
		out.Parameters = append(out.Parameters, newParameter(p))
	}
	if f.VariadicParameter != nil {
		variadic := newParameter(f.VariadicParameter)
		out.VariadicParameter = &variadic
	}
	return out
}

func newParameter(p *tfprotov6.FunctionParameter) parameter {
	return parameter{Name: p.Name, Description: p.Description, IsNullable: p.AllowNullValue, Type: p.Type}
}

func descriptionKind(kind tfprotov6.StringKind) string {
	if kind == tfprotov6.StringKindMarkdown {
		return "markdown"
	}
	return "plain"
}

func blockNesting(mode tfprotov6.SchemaNestedBlockNestingMode) string {
	switch mode {
	case tfprotov6.SchemaNestedBlockNestingModeSingle:
		return "single"
	case tfprotov6.SchemaNestedBlockNestingModeGroup:
		return "group"
	case tfprotov6.SchemaNestedBlockNestingModeList:
		return "list"
	case tfprotov6.SchemaNestedBlockNestingModeSet:
		return "set"
	case tfprotov6.SchemaNestedBlockNestingModeMap:
		return "map"
	default:
		return "invalid"
	}
}

func objectNesting(mode tfprotov6.SchemaObjectNestingMode) string {
	switch mode {
	case tfprotov6.SchemaObjectNestingModeSingle:
		return "single"
	case tfprotov6.SchemaObjectNestingModeList:
		return "list"
	case tfprotov6.SchemaObjectNestingModeSet:
		return "set"
	case tfprotov6.SchemaObjectNestingModeMap:
		return "map"
	default:
		return "invalid"
	}
}
