// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

func TestDataFromAPI(t *testing.T) {
	tests := map[string]struct {
		in   client.Department
		path types.String
		want dataModel
	}{
		"full": {
			in:   client.Department{ID: 2, Name: "研发中心", NameEN: "R&D", ParentID: 1, Order: 4294967295, LeaderUserIDs: []string{"zhaolei", "liuyang", "zhaolei"}},
			path: types.StringValue("研发中心"),
			want: dataModel{
				ID: types.Int64Value(2), Name: types.StringValue("研发中心"), NameEN: types.StringValue("R&D"), ParentID: types.Int64Value(1),
				Order: types.Int64Value(4294967295), LeaderUserIDs: shared.StringSet([]string{"liuyang", "zhaolei"}), Path: types.StringValue("研发中心"),
			},
		},
		"root without English name and leaders": {
			in:   client.Department{ID: 1, Name: "晨星家居", Order: 100000000},
			path: types.StringNull(),
			want: dataModel{
				ID: types.Int64Value(1), Name: types.StringValue("晨星家居"), NameEN: types.StringNull(), ParentID: types.Int64Value(0),
				Order: types.Int64Value(100000000), LeaderUserIDs: shared.StringSet(nil), Path: types.StringNull(),
			},
		},
		"ids only": {
			in: client.Department{ID: 3, ParentID: 2, Order: 40, IDsOnly: true},
			want: dataModel{
				ID: types.Int64Value(3), Name: types.StringNull(), NameEN: types.StringNull(), ParentID: types.Int64Value(2),
				Order: types.Int64Value(40), LeaderUserIDs: types.SetNull(types.StringType), Path: types.StringNull(),
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, dataFromAPI(&tt.in, tt.path)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestDataSchemas holds the schemas against the models: every field has its
// attribute and the other way round.
func TestDataSchemas(t *testing.T) {
	whole := dataFromAPI(&client.Department{ID: 2, Name: "研发中心", ParentID: 1}, types.StringNull())
	hidden := dataFromAPI(&client.Department{ID: 3, ParentID: 2, IDsOnly: true}, types.StringNull())
	tests := map[string]struct {
		source datasource.DataSource
		state  any
	}{
		"one":           {NewDataSource(), &whole},
		"one, ids only": {NewDataSource(), &hidden},
		"list":          {NewListDataSource(), &listModel{Departments: []dataModel{whole, hidden}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			var resp datasource.SchemaResponse
			tt.source.Schema(ctx, datasource.SchemaRequest{}, &resp)
			if diags := resp.Schema.ValidateImplementation(ctx); diags.HasError() {
				t.Fatal(diags)
			}
			state := tfsdk.State{Schema: resp.Schema, Raw: tftypes.NewValue(resp.Schema.Type().TerraformType(ctx), nil)}
			if diags := state.Set(ctx, tt.state); diags.HasError() {
				t.Fatal(diags)
			}
		})
	}
}
