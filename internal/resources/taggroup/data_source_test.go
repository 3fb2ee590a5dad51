// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// founded is 2024-03-18T09:30:00Z.
const founded = 1710754200

func level() client.TagGroup {
	return client.TagGroup{ID: "etLevel", Name: "客户等级", CreateTime: founded, Order: 7, Tags: []client.Tag{
		{ID: "etCore", Name: "核心", CreateTime: founded + 60, Order: 4294967295},
		{ID: "etPlain", Name: "一般"},
	}}
}

func shown(id string, order int64, createdAt types.String) dataTag {
	return dataTag{ID: types.StringValue(id), Order: types.Int64Value(order), CreatedAt: createdAt}
}

func TestDataFromAPI(t *testing.T) {
	twins := client.TagGroup{ID: "etTwins", Name: "来源", Tags: []client.Tag{{ID: "et1", Name: "门店"}, {ID: "et2", Name: "门店", Order: 1}}}
	tests := map[string]struct {
		in   client.TagGroup
		want dataModel
	}{
		"full": {level(), dataModel{
			ID: types.StringValue("etLevel"), Name: types.StringValue("客户等级"), Order: types.Int64Value(7),
			CreatedAt: types.StringValue("2024-03-18T09:30:00Z"),
			Tags: map[string]dataTag{
				"核心": shown("etCore", 4294967295, types.StringValue("2024-03-18T09:31:00Z")),
				"一般": shown("etPlain", 0, types.StringNull()),
			},
		}},
		"odd answer with twins": {twins, dataModel{
			ID: types.StringValue("etTwins"), Name: types.StringValue("来源"), Order: types.Int64Value(0), CreatedAt: types.StringNull(),
			Tags: map[string]dataTag{"门店": shown("et1", 0, types.StringNull()), "门店 (et2)": shown("et2", 1, types.StringNull())},
		}},
		"no tags": {client.TagGroup{ID: "etEmpty", Name: "空"}, dataModel{
			ID: types.StringValue("etEmpty"), Name: types.StringValue("空"), Order: types.Int64Value(0), CreatedAt: types.StringNull(),
			Tags: map[string]dataTag{},
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, dataFromAPI(&tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPick(t *testing.T) {
	groups := []client.TagGroup{level(), {ID: "etSource", Name: "来源"}}
	tests := map[string]struct {
		groups            []client.TagGroup
		name              string
		wantID            string
		wantErr, wantNext string
	}{
		"found": {groups: groups, name: "来源", wantID: "etSource"},
		"none": {
			groups: groups, name: "客户等级 ",
			wantErr: `no tag group has this name; the corp has "客户等级", "来源"`, wantNext: "compared exactly",
		},
		"several": {
			groups: append(groups, client.TagGroup{ID: "etOther", Name: "来源"}), name: "来源",
			wantErr: "2 tag groups have this name: etSource, etOther", wantNext: "Give the id",
		},
		"no group at all": {name: "来源", wantErr: "the corp has no tag group", wantNext: "wecom_tag_group"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, failure := pick(tt.groups, tt.name)
			if tt.wantErr == "" {
				if failure.Err != nil || got == nil || got.ID != tt.wantID {
					t.Fatalf("got %+v, %v; want id %s", got, failure.Err, tt.wantID)
				}
				return
			}
			if got != nil || failure.Err == nil || failure.Err.Error() != tt.wantErr || !strings.Contains(failure.NextStep, tt.wantNext) {
				t.Errorf("got %+v, %v, %q; want %q, %q", got, failure.Err, failure.NextStep, tt.wantErr, tt.wantNext)
			}
		})
	}
}

// TestDataSchemas holds the schemas against the models: every field has its
// attribute and the other way round.
func TestDataSchemas(t *testing.T) {
	group := level()
	one := dataFromAPI(&group)
	tests := map[string]struct {
		source datasource.DataSource
		state  any
	}{
		"one":  {NewDataSource(), &one},
		"list": {NewListDataSource(), &listModel{Groups: []dataModel{one}}},
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
