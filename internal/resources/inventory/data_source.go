// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package inventory is the data source wecom_inventory.
package inventory

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"

	corp "github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the data source that compares the corp with what is managed.
const TypeName = "wecom_inventory"

var (
	_ datasource.DataSourceWithConfigure      = (*DataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*DataSource)(nil)
)

// DataSource tells which objects of the corp nobody declared.
type DataSource struct{ shared.DataSourceBase }

// NewDataSource makes the data source wecom_inventory.
func NewDataSource() datasource.DataSource { return &DataSource{shared.DataSourceOf(TypeName)} }

// ValidateConfig checks the patterns that are known.
func (s *DataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		m.ignored(&resp.Diagnostics)
	}
}

// Read reads the corp and takes off what is managed.
func (s *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() || !s.Ready(&resp.Diagnostics) {
		return
	}
	kinds, managed, ignore := m.asked(&resp.Diagnostics), m.managed(&resp.Diagnostics), m.ignored(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	inv, err := corp.Read(ctx, s.Client, corp.Options{Kinds: kinds})
	var covered []corp.Coverage
	if err == nil {
		covered, err = corp.Compare(ctx, s.Client, inv, managed, ignore, m.Names.IsNull() || m.Names.ValueBool())
	}
	var whole *corp.ReadError
	switch {
	case errors.As(err, &whole):
		shared.Diag(&resp.Diagnostics, whole.Failure)
		return
	case err != nil:
		shared.Diag(&resp.Diagnostics, shared.Failure{Op: "read", Noun: "inventory", Subject: "the names of unmanaged objects", Err: err})
		return
	}
	for _, n := range inv.Notes {
		if n.Reason == corp.KindRefused {
			resp.Diagnostics.AddAttributeWarning(path.Root("unmanaged"), fmt.Sprintf("%s not seen", n.Kind.Plural()),
				n.Text+"\n\nWhat is unmanaged of them is null, not empty. Leave them out with `kinds` if they do not matter.")
		}
	}
	m.fill(inv, covered)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
