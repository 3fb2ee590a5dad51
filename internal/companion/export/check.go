// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"context"
	"fmt"
	"math/big"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// checker asks the provider itself whether it takes a configuration: an object
// that a plan would refuse would spoil the plan of all others. WeCom's console
// allows things that the pages forbid to its API.
type checker struct {
	server  tfprotov6.ProviderServer
	schemas map[string]*tfprotov6.Schema
}

func newChecker(ctx context.Context, version string) (*checker, error) {
	server, err := providerserver.NewProtocol6WithError(provider.New(version)())()
	if err != nil {
		return nil, err
	}
	schema, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, err
	}
	if problem := firstError(schema.Diagnostics); problem != "" {
		return nil, fmt.Errorf("the provider's schema: %s", problem)
	}
	return &checker{server, schema.ResourceSchemas}, nil
}

// problem is what the provider says about b, "" when it takes it.
func (c *checker) problem(ctx context.Context, b block) (string, error) {
	kind := c.schemas[b.kind].ValueType()
	value, err := tfprotov6.NewDynamicValue(kind, value(kind, b.attributes))
	if err != nil {
		return "", err
	}
	answer, err := c.server.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: b.kind, Config: &value})
	if err != nil {
		return "", err
	}
	return firstError(answer.Diagnostics), nil
}

func firstError(diags []*tfprotov6.Diagnostic) string {
	for _, d := range diags {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return strings.TrimSpace(d.Detail)
		}
	}
	return ""
}

// value is v as the CLI would send it: what is not written is null.
func value(t tftypes.Type, v any) tftypes.Value {
	switch v := v.(type) {
	case nil:
		return tftypes.NewValue(t, nil)
	case string, bool:
		return tftypes.NewValue(t, v)
	case int64:
		return tftypes.NewValue(t, big.NewFloat(0).SetInt64(v))
	case departmentID:
		return tftypes.NewValue(t, big.NewFloat(0).SetInt64(int64(v)))
	case []string:
		return elements(t, v)
	case []departmentID:
		return elements(t, v)
	case []attribute:
		out := map[string]tftypes.Value{}
		if object, ok := t.(tftypes.Object); ok {
			for name, of := range object.AttributeTypes {
				out[name] = value(of, nil)
			}
			for _, a := range v {
				out[a.name] = value(object.AttributeTypes[a.name], a.value)
			}
			return tftypes.NewValue(t, out)
		}
		of := t.(tftypes.Map).ElementType //nolint:errcheck,forcetypeassert // only maps and objects are written as []attribute
		for _, a := range v {
			out[a.name] = value(of, a.value)
		}
		return tftypes.NewValue(t, out)
	}
	panic("export: a value of a kind that no attribute has") // a bug, seen by every test of that kind
}

func elements[T any](t tftypes.Type, list []T) tftypes.Value {
	of := t.(tftypes.Set).ElementType //nolint:errcheck,forcetypeassert // every list of the five resources is a set
	out := make([]tftypes.Value, 0, len(list))
	for _, v := range list {
		out = append(out, value(of, v))
	}
	return tftypes.NewValue(t, out)
}
