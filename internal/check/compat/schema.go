// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package compat

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Schemas is the part of "terraform providers schema -json" that configurations and states depend on: no descriptions.
type Schemas struct {
	Provider           Schema              `json:"provider"`
	Resources          map[string]Schema   `json:"resource_schemas,omitempty"`
	DataSources        map[string]Schema   `json:"data_source_schemas,omitempty"`
	EphemeralResources map[string]Schema   `json:"ephemeral_resource_schemas,omitempty"`
	ListResources      map[string]Schema   `json:"list_resource_schemas,omitempty"`
	Actions            map[string]Schema   `json:"action_schemas,omitempty"`
	Functions          map[string]Function `json:"functions,omitempty"`
	Identities         map[string]Identity `json:"resource_identity_schemas,omitempty"`
}

// Schema is one resource, data source or the like.
type Schema struct {
	Version int64 `json:"version"`
	Block   Block `json:"block"`
}

// Block holds attributes and nested blocks.
type Block struct {
	Attributes map[string]Attribute   `json:"attributes,omitempty"`
	Blocks     map[string]NestedBlock `json:"block_types,omitempty"`
	Deprecated bool                   `json:"deprecated,omitempty"`
}

// NestedBlock is a kind of block within another.
type NestedBlock struct {
	Nesting  string `json:"nesting_mode"`
	Block    Block  `json:"block"`
	MinItems int64  `json:"min_items,omitempty"`
	MaxItems int64  `json:"max_items,omitempty"` // 0: any number
}

// Attribute has a Type, as Terraform's JSON writes types, or is Nested.
type Attribute struct {
	Type       any         `json:"type,omitempty"`
	Nested     *NestedType `json:"nested_type,omitempty"`
	Required   bool        `json:"required,omitempty"`
	Optional   bool        `json:"optional,omitempty"`
	Computed   bool        `json:"computed,omitempty"`
	Sensitive  bool        `json:"sensitive,omitempty"`
	WriteOnly  bool        `json:"write_only,omitempty"`
	Deprecated bool        `json:"deprecated,omitempty"`
}

// NestedType is an attribute's object, or a collection of such objects.
type NestedType struct {
	Nesting    string               `json:"nesting_mode"`
	Attributes map[string]Attribute `json:"attributes,omitempty"`
}

// Function is a function of the provider.
type Function struct {
	Return     any         `json:"return_type"`
	Parameters []Parameter `json:"parameters,omitempty"`
	Variadic   *Parameter  `json:"variadic_parameter,omitempty"`
}

// Parameter is one parameter of a function.
type Parameter struct {
	Name     string `json:"name"`
	Type     any    `json:"type"`
	Nullable bool   `json:"is_nullable,omitempty"`
}

// Identity is the identity of a resource.
type Identity struct {
	Version    int64                        `json:"version"`
	Attributes map[string]IdentityAttribute `json:"attributes,omitempty"`
}

// IdentityAttribute is one attribute of an identity.
type IdentityAttribute struct {
	Type     any  `json:"type"`
	Required bool `json:"required_for_import,omitempty"`
	Optional bool `json:"optional_for_import,omitempty"`
}

// FromDump takes the schemas of the one provider out of a schema dump.
func FromDump(text []byte) (Schemas, error) {
	var document struct {
		Schemas map[string]Schemas `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		return Schemas{}, fmt.Errorf("reading the schema dump: %w", err)
	}
	for _, s := range document.Schemas {
		if len(document.Schemas) == 1 {
			return s, nil
		}
	}
	return Schemas{}, errors.New("the schema dump does not hold exactly one provider")
}

// Parse reads a snapshot.
func Parse(text []byte) (Schemas, error) {
	var s Schemas
	if err := json.Unmarshal(text, &s); err != nil {
		return Schemas{}, fmt.Errorf("reading the snapshot: %w", err)
	}
	return s, nil
}

// Snapshot is the text that Parse reads.
func (s Schemas) Snapshot() ([]byte, error) {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the snapshot: %w", err)
	}
	return append(text, '\n'), nil
}
