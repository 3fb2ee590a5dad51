// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package schemadump writes the schema of a provider as "terraform providers schema -json" prints it, without a command
// line: it asks the protocol server itself. A command line leaves out what it does not know (Terraform before 1.14 and
// OpenTofu drop list resources), so pages generated from its output would depend on the one installed.
package schemadump

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Dump returns the schema of server as indented JSON, under address as the only key of "provider_schemas". It fails
// when the provider reports an error about its own schemas.
func Dump(ctx context.Context, server tfprotov6.ProviderServer, address string) ([]byte, error) {
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("asking for the provider's schemas: %w", err)
	}
	if err := diagnosticsError(schemas.Diagnostics); err != nil {
		return nil, fmt.Errorf("the provider's schemas: %w", err)
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return nil, fmt.Errorf("asking for the resource identities: %w", err)
	}
	if err := diagnosticsError(identities.Diagnostics); err != nil {
		return nil, fmt.Errorf("the resource identities: %w", err)
	}
	out := document{
		FormatVersion: formatVersion,
		Schemas:       map[string]providerSchema{address: newProviderSchema(schemas, identities)},
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the schemas as JSON: %w", err)
	}
	return append(text, '\n'), nil
}

// diagnosticsError joins the errors among diagnostics; warnings are of no concern to a reader of schemas.
func diagnosticsError(diagnostics []*tfprotov6.Diagnostic) error {
	var errs []error
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			errs = append(errs, fmt.Errorf("%s: %s", d.Summary, d.Detail))
		}
	}
	return errors.Join(errs...)
}
