// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package process

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// silentServer calls the framework without the loggers that come in the context of a call. A level of OFF is not
// enough: for each element of a map the framework puts another logger into the context that it has, on top of those of
// all elements before, and then looks for one through all of them. That is quadratic, and took 6 of the 8 seconds of
// the provider's processor time for a plan of a department tree with 20,000 ids.
type silentServer struct{ wholeServer }

// silent wraps the framework's server; one that lacks a part is left as it is.
func silent(s tfprotov6.ProviderServer) tfprotov6.ProviderServer {
	if whole, ok := s.(wholeServer); ok {
		return silentServer{whole}
	}
	return s
}

// bare is a context without values. The loggers are the only ones that the framework and this provider look for.
type bare struct{ context.Context }

func (bare) Value(any) any { return nil }

// The calls that carry configuration and state.

func (s silentServer) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return s.wholeServer.ValidateResourceConfig(bare{ctx}, req)
}

func (s silentServer) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return s.wholeServer.UpgradeResourceState(bare{ctx}, req)
}

func (s silentServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return s.wholeServer.ReadResource(bare{ctx}, req)
}

func (s silentServer) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return s.wholeServer.PlanResourceChange(bare{ctx}, req)
}

func (s silentServer) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return s.wholeServer.ApplyResourceChange(bare{ctx}, req)
}

func (s silentServer) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return s.wholeServer.ImportResourceState(bare{ctx}, req)
}

func (s silentServer) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return s.wholeServer.ReadDataSource(bare{ctx}, req)
}
