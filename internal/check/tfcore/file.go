// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// fileVersion is the format of Terraform's state file since 0.12.
const fileVersion = 4

// StateFile is a state as a CLI reads it, where the provider is found at source: registry, namespace and name.
// Identities are left out: a CLI that knows them learns them with the next refresh.
func (c *Core) StateFile(s State, source string) ([]byte, error) {
	type instance struct {
		SchemaVersion int64           `json:"schema_version"`
		Attributes    json.RawMessage `json:"attributes"`
		Sensitive     []any           `json:"sensitive_attributes"`
		Private       []byte          `json:"private,omitempty"`
		Dependencies  []string        `json:"dependencies,omitempty"`
	}
	type resource struct {
		Mode      string     `json:"mode"`
		Type      string     `json:"type"`
		Name      string     `json:"name"`
		Provider  string     `json:"provider"`
		Instances []instance `json:"instances"`
	}
	resources := make([]resource, 0, len(s))
	for _, address := range slices.Sorted(maps.Keys(s)) {
		o := s[address]
		schema := c.resources[o.Type]
		if schema == nil || o.Data || o.Tainted {
			return nil, fmt.Errorf("%s: data sources and tainted objects are not written", address)
		}
		is := instance{SchemaVersion: schema.version, Attributes: JSON(o.Value), Sensitive: []any{}, Private: o.Private}
		for _, other := range o.Dependencies {
			is.Dependencies = append(is.Dependencies, s[other].Type+"."+other)
		}
		resources = append(resources, resource{"managed", o.Type, address, fmt.Sprintf("provider[%q]", source), []instance{is}})
	}
	return json.MarshalIndent(map[string]any{
		"version": fileVersion, "terraform_version": "1.8.0", "serial": 1, "lineage": "00000000-0000-0000-0000-000000000001", "outputs": map[string]any{}, "resources": resources,
	}, "", " ")
}
