// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package schemadump

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const mocksHeader = `# Made-up values for mock_provider: ids and times that the provider's own checks accept, where a bare mock_provider
# makes every number 0. Written by "make generate" from the schema. Terraform reads the file with
# mock_provider "wecom" { source = "./mocks" }; for OpenTofu, which has no such argument, copy the blocks that are needed.
`

// Mocks returns a mock file (.tfmock.hcl) for every resource and data source of server.
func Mocks(ctx context.Context, server tfprotov6.ProviderServer) ([]byte, error) {
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("asking for the provider's schemas: %w", err)
	}
	var b strings.Builder
	b.WriteString(mocksHeader)
	write := func(block string, all map[string]*tfprotov6.Schema) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			values := mocked(name, all[name].Block.Attributes)
			if len(values) == 0 {
				continue
			}
			width := 0
			for key := range values {
				width = max(width, len(key))
			}
			fmt.Fprintf(&b, "\n%s %q {\n  defaults = {\n", block, name)
			for _, key := range slices.Sorted(maps.Keys(values)) {
				fmt.Fprintf(&b, "    %-*s = %s\n", width, key, values[key])
			}
			b.WriteString("  }\n}\n")
		}
	}
	write("mock_resource", schemas.ResourceSchemas)
	write("mock_data", schemas.DataSourceSchemas)
	return []byte(b.String()), nil
}

// mocked are the values that WeCom would choose, as expressions.
func mocked(of string, attributes []*tfprotov6.SchemaAttribute) map[string]string {
	out := map[string]string{}
	for _, a := range attributes {
		text := a.Type != nil && a.Type.Is(tftypes.String)
		switch name := a.Name; {
		case !a.Computed:
		case a.Type != nil && a.Type.Is(tftypes.Number) && name == "order":
			out[name] = "100000000"
		case a.Type != nil && a.Type.Is(tftypes.Number) && name == "id":
			out[name] = "37"
		case a.Type != nil && a.Type.Is(tftypes.Number):
			out[name] = "1" // the root, where it is a department
		case text && name == "id":
			out[name] = fmt.Sprintf("%q", "mock-"+strings.ReplaceAll(strings.TrimPrefix(of, "wecom_"), "_", "-"))
		case text && strings.HasSuffix(name, "_at"):
			out[name] = `"2026-01-01T00:00:00Z"`
		case text && (strings.HasSuffix(name, "url") || name == "qr_code"):
			out[name] = `"https://example.com/mock"`
		}
	}
	return out
}
