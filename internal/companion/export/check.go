// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// checker asks the provider itself whether it takes a configuration: an object that a plan would refuse would spoil the
// plan of all others. WeCom's console allows things that the pages forbid to its API.
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
	value, err := tfprotov6.NewDynamicValue(kind, config(kind, b.attributes))
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

// config is what the attributes say, as the CLI would send it: what is not written is null.
func config(t tftypes.Type, list []field.Written) tftypes.Value {
	switch t := t.(type) {
	case tftypes.Object:
		out := map[string]tftypes.Value{}
		for name, of := range t.AttributeTypes {
			out[name] = tftypes.NewValue(of, nil)
		}
		for _, w := range list {
			out[w.Name] = written(t.AttributeTypes[w.Name], w)
		}
		return tftypes.NewValue(t, out)
	case tftypes.Map:
		out := map[string]tftypes.Value{}
		for _, w := range list {
			out[w.Name] = written(t.ElementType, w)
		}
		return tftypes.NewValue(t, out)
	case tftypes.List:
		out := make([]tftypes.Value, 0, len(list))
		for _, w := range list {
			out = append(out, written(t.ElementType, w))
		}
		return tftypes.NewValue(t, out)
	}
	return tftypes.NewValue(t, nil) // no attribute with parts has another type
}

func written(t tftypes.Type, w field.Written) tftypes.Value {
	if w.Form == field.Plain {
		return w.Value
	}
	return config(t, w.Parts)
}
