// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package process

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// wholeServer is what the framework's server offers today.
type wholeServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// forgetfulServer lets go of the context of a call when the call has ended. The framework keeps a cancel function of
// every call until the CLI stops the provider, which it does on an interrupt only, and with each of them the loggers in
// its context: 8 KiB a call, 30 KiB for each object of a plan.
type forgetfulServer struct{ wholeServer }

// forgetful wraps the framework's server; one that lacks a part is left as it is.
func forgetful(s tfprotov6.ProviderServer) tfprotov6.ProviderServer {
	if whole, ok := s.(wholeServer); ok {
		return forgetfulServer{whole}
	}
	return s
}

// callContext is the context of a call for as long as the call lasts, and then one that has ended. What it points to
// can be collected although somebody still holds it.
type callContext struct {
	current atomic.Pointer[context.Context]
}

// over is the context of every call that has ended.
var over = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background()) //nolint:forbidigo // nobody waits for what is over
	cancel()
	return ctx
}()

func (c *callContext) Deadline() (time.Time, bool) { return (*c.current.Load()).Deadline() }
func (c *callContext) Done() <-chan struct{}       { return (*c.current.Load()).Done() }
func (c *callContext) Err() error                  { return (*c.current.Load()).Err() }
func (c *callContext) Value(key any) any           { return (*c.current.Load()).Value(key) }

// lend runs one call with a context that is taken back afterwards.
func lend[Request, Response any](ctx context.Context, req Request, call func(context.Context, Request) (Response, error)) (Response, error) {
	var lent callContext
	lent.current.Store(&ctx)
	defer lent.current.Store(&over)
	return call(&lent, req)
}

// The calls that come once for each object.

func (s forgetfulServer) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return lend(ctx, req, s.wholeServer.ValidateResourceConfig)
}

func (s forgetfulServer) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return lend(ctx, req, s.wholeServer.UpgradeResourceState)
}

func (s forgetfulServer) UpgradeResourceIdentity(ctx context.Context, req *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	return lend(ctx, req, s.wholeServer.UpgradeResourceIdentity)
}

func (s forgetfulServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return lend(ctx, req, s.wholeServer.ReadResource)
}

func (s forgetfulServer) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return lend(ctx, req, s.wholeServer.PlanResourceChange)
}

func (s forgetfulServer) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return lend(ctx, req, s.wholeServer.ApplyResourceChange)
}

func (s forgetfulServer) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return lend(ctx, req, s.wholeServer.ImportResourceState)
}

func (s forgetfulServer) MoveResourceState(ctx context.Context, req *tfprotov6.MoveResourceStateRequest) (*tfprotov6.MoveResourceStateResponse, error) {
	return lend(ctx, req, s.wholeServer.MoveResourceState)
}

func (s forgetfulServer) ValidateDataResourceConfig(ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return lend(ctx, req, s.wholeServer.ValidateDataResourceConfig)
}

func (s forgetfulServer) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return lend(ctx, req, s.wholeServer.ReadDataSource)
}

func (s forgetfulServer) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	return lend(ctx, req, s.wholeServer.CallFunction)
}
