// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// ResourceBase is embedded by resources and list resources: it names the type and takes the provider's data.
type ResourceBase struct {
	Configured
	typeName string
}

// ResourceOf is the base of the resource type typeName.
func ResourceOf(typeName string) ResourceBase { return ResourceBase{typeName: typeName} }

// Metadata implements resource.Resource and list.ListResource.
func (b *ResourceBase) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = b.typeName
}

// Configure implements resource.ResourceWithConfigure and list.ListResourceWithConfigure.
func (b *ResourceBase) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	b.Accept(req.ProviderData, &resp.Diagnostics)
}

// DataSourceBase is embedded by data sources: it names the type and takes the provider's data.
type DataSourceBase struct {
	Configured
	typeName string
}

// DataSourceOf is the base of the data source type typeName.
func DataSourceOf(typeName string) DataSourceBase { return DataSourceBase{typeName: typeName} }

// Metadata implements datasource.DataSource.
func (b *DataSourceBase) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = b.typeName
}

// Configure implements datasource.DataSourceWithConfigure.
func (b *DataSourceBase) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	b.Accept(req.ProviderData, &resp.Diagnostics)
}
