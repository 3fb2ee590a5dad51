// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package process

import (
	"bytes"
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// foldedServer has the framework see big sets folded, see field.Fold: in the calls in which it compares whole values.
type foldedServer struct {
	wholeServer
	resources, data func() map[string]func() attr.Type
}

// Folded wraps the framework's server of a provider; one that lacks a part is left as it is.
func Folded(s tfprotov6.ProviderServer, of provider.Provider) tfprotov6.ProviderServer {
	whole, ok := s.(wholeServer)
	if !ok {
		return s
	}
	// Types are made when a value is big enough to have a set to fold, which is seldom.
	var meta provider.MetadataResponse
	of.Metadata(over, provider.MetadataRequest{}, &meta)
	return foldedServer{whole,
		sync.OnceValue(func() map[string]func() attr.Type {
			out := map[string]func() attr.Type{}
			for _, create := range of.Resources(over) {
				var is resource.MetadataResponse
				create().Metadata(over, resource.MetadataRequest{ProviderTypeName: meta.TypeName}, &is)
				out[is.TypeName] = sync.OnceValue(func() attr.Type {
					var has resource.SchemaResponse
					create().Schema(over, resource.SchemaRequest{}, &has)
					return has.Schema.Type()
				})
			}
			return out
		}),
		sync.OnceValue(func() map[string]func() attr.Type {
			out := map[string]func() attr.Type{}
			for _, create := range of.DataSources(over) {
				var is datasource.MetadataResponse
				create().Metadata(over, datasource.MetadataRequest{ProviderTypeName: meta.TypeName}, &is)
				out[is.TypeName] = sync.OnceValue(func() attr.Type {
					var has datasource.SchemaResponse
					create().Schema(over, datasource.SchemaRequest{}, &has)
					return has.Schema.Type()
				})
			}
			return out
		}),
	}
}

// foldedValue is a value for the framework: packed again when a set in it is folded.
func foldedValue(types func() map[string]func() attr.Type, name string, v *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	if v == nil || len(v.MsgPack) < 2*field.FoldFrom {
		return v
	}
	return repacked(types, name, v, field.Fold)
}

var mark = []byte(field.FoldMark)

// unfoldedValue is a value of the framework as it is.
func unfoldedValue(types func() map[string]func() attr.Type, name string, v *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	if v == nil || !bytes.Contains(v.MsgPack, mark) {
		return v
	}
	return repacked(types, name, v, field.Unfold)
}

// repacked is what fold makes of a value. One that cannot be read is left to the framework, which says so.
func repacked(types func() map[string]func() attr.Type, name string, v *tfprotov6.DynamicValue, fold func(attr.Type, tftypes.Value) tftypes.Value) *tfprotov6.DynamicValue {
	of := types()[name]
	if of == nil || !field.Folds(of()) {
		return v
	}
	ty := of().TerraformType(over)
	value, err := v.Unmarshal(ty)
	if err != nil {
		return v
	}
	packed, err := tfprotov6.NewDynamicValue(ty, fold(of(), value))
	if err != nil {
		return v
	}
	return &packed
}

func (s foldedServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	in := *req
	in.CurrentState = foldedValue(s.resources, req.TypeName, req.CurrentState)
	resp, err := s.wholeServer.ReadResource(field.Folding(ctx), &in)
	if resp != nil {
		resp.NewState = unfoldedValue(s.resources, req.TypeName, resp.NewState)
	}
	return resp, err
}

func (s foldedServer) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	in := *req
	in.PriorState = foldedValue(s.resources, req.TypeName, req.PriorState)
	in.ProposedNewState = foldedValue(s.resources, req.TypeName, req.ProposedNewState)
	in.Config = foldedValue(s.resources, req.TypeName, req.Config)
	resp, err := s.wholeServer.PlanResourceChange(field.Folding(ctx), &in)
	if resp != nil {
		resp.PlannedState = unfoldedValue(s.resources, req.TypeName, resp.PlannedState)
	}
	return resp, err
}

func (s foldedServer) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	in := *req
	in.PriorState = foldedValue(s.resources, req.TypeName, req.PriorState)
	in.PlannedState = foldedValue(s.resources, req.TypeName, req.PlannedState)
	in.Config = foldedValue(s.resources, req.TypeName, req.Config)
	resp, err := s.wholeServer.ApplyResourceChange(field.Folding(ctx), &in)
	if resp != nil {
		resp.NewState = unfoldedValue(s.resources, req.TypeName, resp.NewState)
	}
	return resp, err
}

func (s foldedServer) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	in := *req
	in.Config = foldedValue(s.data, req.TypeName, req.Config)
	resp, err := s.wholeServer.ReadDataSource(field.Folding(ctx), &in)
	if resp != nil {
		resp.State = unfoldedValue(s.data, req.TypeName, resp.State)
	}
	return resp, err
}
