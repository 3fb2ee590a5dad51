// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package schemadump_test

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	listschema "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// sampleProvider has one of everything a schema can hold. Nothing of it is ever called but its schemas.
type sampleProvider struct{}

var (
	_ provider.ProviderWithFunctions          = sampleProvider{}
	_ provider.ProviderWithEphemeralResources = sampleProvider{}
	_ provider.ProviderWithListResources      = sampleProvider{}
	_ provider.ProviderWithActions            = sampleProvider{}
	_ resource.ResourceWithIdentity           = sampleResource{}
)

func (sampleProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "wecom"
}

func (sampleProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerschema.Schema{
		MarkdownDescription: "A provider of *samples* (企业微信 <&>).",
		Attributes: map[string]providerschema.Attribute{
			"secret": providerschema.StringAttribute{Optional: true, Sensitive: true, Description: "plain"},
		},
	}
}

func (sampleProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (sampleProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return sampleResource{} }}
}

func (sampleProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return sampleDataSource{} }}
}

func (sampleProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{func() function.Function { return sampleFunction{} }}
}

func (sampleProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{func() ephemeral.EphemeralResource { return sampleEphemeral{} }}
}

func (sampleProvider) ListResources(context.Context) []func() list.ListResource {
	return []func() list.ListResource{func() list.ListResource { return sampleList{} }}
}

func (sampleProvider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{func() action.Action { return sampleAction{} }}
}

type sampleResource struct{ resource.Resource }

func (sampleResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "wecom_sample"
}

func (sampleResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	leaf := map[string]schema.Attribute{
		"name":  schema.StringAttribute{Required: true},
		"order": schema.Int64Attribute{Optional: true, Computed: true, MarkdownDescription: "`order`"},
	}
	resp.Schema = schema.Schema{
		Version:             3,
		Description:         "plain text",
		MarkdownDescription: "marked text",
		DeprecationMessage:  "use another",
		Attributes: map[string]schema.Attribute{
			"id":       schema.StringAttribute{Computed: true},
			"ids":      schema.SetAttribute{ElementType: types.Int64Type, Optional: true},
			"names":    schema.ListAttribute{ElementType: types.StringType, Optional: true},
			"labels":   schema.MapAttribute{ElementType: types.BoolType, Optional: true},
			"anything": schema.DynamicAttribute{Optional: true},
			"object": schema.ObjectAttribute{Optional: true, AttributeTypes: map[string]attr.Type{
				"a": types.StringType, "b": types.ListType{ElemType: types.NumberType},
			}},
			"password": schema.StringAttribute{Optional: true, WriteOnly: true, Sensitive: true},
			"old":      schema.StringAttribute{Optional: true, DeprecationMessage: "use `names`"},
			"single":   schema.SingleNestedAttribute{Optional: true, Attributes: leaf},
			"list":     schema.ListNestedAttribute{Computed: true, NestedObject: schema.NestedAttributeObject{Attributes: leaf}},
			"set":      schema.SetNestedAttribute{Optional: true, NestedObject: schema.NestedAttributeObject{Attributes: leaf}},
			"map": schema.MapNestedAttribute{Required: true, NestedObject: schema.NestedAttributeObject{
				Attributes: map[string]schema.Attribute{
					"deeper": schema.SingleNestedAttribute{Optional: true, Attributes: leaf},
				},
			}},
		},
		Blocks: map[string]schema.Block{
			"timeouts": schema.SingleNestedBlock{Attributes: leaf},
			"rule": schema.ListNestedBlock{Description: "rules", NestedObject: schema.NestedBlockObject{
				Attributes: leaf,
				Blocks: map[string]schema.Block{
					"inner": schema.SetNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: leaf}},
				},
			}},
		},
	}
}

func (sampleResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{
		Version: 2,
		Attributes: map[string]identityschema.Attribute{
			"id":      identityschema.StringAttribute{RequiredForImport: true, Description: "the id"},
			"corp_id": identityschema.StringAttribute{OptionalForImport: true},
		},
	}
}

type sampleDataSource struct{ datasource.DataSource }

func (sampleDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "wecom_samples"
}

func (sampleDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{Attributes: map[string]dataschema.Attribute{
		"ids": dataschema.SetAttribute{ElementType: types.StringType, Computed: true},
	}}
}

type sampleFunction struct{ function.Function }

func (sampleFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "join_path"
}

func (sampleFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "joins",
		MarkdownDescription: "joins *names*",
		DeprecationMessage:  "use join",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "first", AllowNullValue: true, Description: "the first"},
			function.ListParameter{Name: "second", ElementType: types.Int64Type},
		},
		VariadicParameter: function.DynamicParameter{Name: "rest"},
		Return:            function.StringReturn{},
	}
}

type sampleEphemeral struct{ ephemeral.EphemeralResource }

func (sampleEphemeral) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = "wecom_token"
}

func (sampleEphemeral) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = ephemeralschema.Schema{Attributes: map[string]ephemeralschema.Attribute{
		"token": ephemeralschema.StringAttribute{Computed: true, Sensitive: true},
	}}
}

type sampleList struct{ list.ListResource }

func (sampleList) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "wecom_sample"
}

func (sampleList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = listschema.Schema{
		MarkdownDescription: "lists samples",
		Attributes: map[string]listschema.Attribute{
			"parent_id": listschema.Int64Attribute{Optional: true, Description: "below this one"},
		},
	}
}

type sampleAction struct{ action.Action }

func (sampleAction) Metadata(_ context.Context, _ action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = "wecom_send"
}

func (sampleAction) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = actionschema.Schema{Attributes: map[string]actionschema.Attribute{
		"text": actionschema.StringAttribute{Required: true},
	}}
}
