// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

func TestDataFromAPI(t *testing.T) {
	tests := map[string]struct {
		in   client.Member
		want dataModel
	}{
		"full": {
			in: client.Member{UserID: "huangmin", Name: "黄敏", Alias: "Min", Position: "客服主管", DepartmentIDs: []int64{5, 4}, MainDepartmentID: 4, Status: 1, LeaderIn: []int64{5}},
			want: dataModel{
				UserID: types.StringValue("huangmin"), Name: types.StringValue("黄敏"), Alias: types.StringValue("Min"), Position: types.StringValue("客服主管"),
				DepartmentIDs: field.NumbersSet([]int64{4, 5}), MainDepartmentID: field.WholeValue(4),
				LeaderInDepartmentIDs: field.NumbersSet([]int64{5}), Status: types.StringValue("active"),
			},
		},
		"bare, main department not visible": {
			in: client.Member{UserID: "sunli", Name: "孙丽", DepartmentIDs: []int64{5}, Status: 4},
			want: dataModel{
				UserID: types.StringValue("sunli"), Name: types.StringValue("孙丽"), Alias: types.StringNull(), Position: types.StringNull(),
				DepartmentIDs: field.NumbersSet([]int64{5}), MainDepartmentID: field.WholeNull(),
				LeaderInDepartmentIDs: field.NumbersSet(nil), Status: types.StringValue("not_activated"),
			},
		},
		"ids only": {
			in: client.Member{UserID: "wuqiang", DepartmentIDs: []int64{4}, IDsOnly: true},
			want: dataModel{
				UserID: types.StringValue("wuqiang"), Name: types.StringNull(), Alias: types.StringNull(), Position: types.StringNull(),
				DepartmentIDs: field.NumbersSet([]int64{4}), MainDepartmentID: field.WholeNull(),
				LeaderInDepartmentIDs: field.Null(field.NumberSet), Status: types.StringNull(),
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, dataFromAPI(&tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestStatus(t *testing.T) {
	want := map[int]types.String{
		0: types.StringNull(), 1: types.StringValue("active"), 2: types.StringValue("disabled"), 3: types.StringValue("3"),
		4: types.StringValue("not_activated"), 5: types.StringValue("left"), 17: types.StringValue("17"),
	}
	for n, word := range want {
		if got := status(n); !got.Equal(word) {
			t.Errorf("status %d: got %s, want %s", n, got, word)
		}
	}
}

// directory answers user/list and notes what was asked.
type directory struct {
	members map[int64][]client.Member
	fail    map[int64]error

	mu    sync.Mutex
	asked []int64
}

func (d *directory) list(_ context.Context, id int64) ([]client.Member, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked = append(d.asked, id)
	return d.members[id], d.fail[id]
}

func TestWalk(t *testing.T) {
	both := client.Member{UserID: "huangmin", DepartmentIDs: []int64{4, 5}, LeaderIn: []int64{5}}
	wangfang := client.Member{UserID: "wangfang", DepartmentIDs: []int64{4}}
	sunli := client.Member{UserID: "sunli", DepartmentIDs: []int64{5}}
	members := map[int64][]client.Member{4: {wangfang, both}, 5: {sunli, both}}
	gone := fmt.Errorf("60003: %w", client.ErrNotFound)
	hidden := fmt.Errorf("60011: %w", client.ErrNotVisible)
	tests := map[string]struct {
		others     []int64
		fail       map[int64]error
		want       []client.Member
		wantAsked  []int64
		wantDetail string
	}{
		"one department":                {want: []client.Member{both, wangfang}, wantAsked: []int64{4}},
		"with those below, each once":   {others: []int64{4, 5, 6}, want: []client.Member{both, sunli, wangfang}, wantAsked: []int64{4, 5, 6}},
		"one below is deleted meantime": {others: []int64{5, 6}, fail: map[int64]error{6: gone}, want: []client.Member{both, sunli, wangfang}, wantAsked: []int64{4, 5, 6}},
		"unknown department":            {fail: map[int64]error{4: gone}, wantAsked: []int64{4}, wantDetail: "the members of department 4: department 4 does not exist"},
		"one below is refused":          {others: []int64{6}, fail: map[int64]error{6: hidden}, wantDetail: "the members of department 6: department 6 is, or may be, outside the visible range"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := &directory{members: members, fail: tt.fail}
			got, err := walk(context.Background(), 4, tt.others, d.list)
			if tt.wantDetail != "" {
				if detail := failed(4, err).Detail(); got != nil || !strings.Contains(detail, tt.wantDetail) {
					t.Errorf("got %v and %q; want %q", got, detail, tt.wantDetail)
				}
			} else if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if slices.Sort(d.asked); tt.wantAsked != nil && !slices.Equal(d.asked, tt.wantAsked) {
				t.Errorf("asked %v, want %v", d.asked, tt.wantAsked)
			}
		})
	}
}

func TestOfDepartments(t *testing.T) {
	memberships := []client.MemberDepartment{
		{UserID: "wangfang", DepartmentID: 4}, {UserID: "huangmin", DepartmentID: 4}, {UserID: "huangmin", DepartmentID: 5},
		{UserID: "liuyang", DepartmentID: 2}, {UserID: "huangmin", DepartmentID: 2},
	}
	want := []client.Member{
		{UserID: "huangmin", DepartmentIDs: []int64{4, 5, 2}, IDsOnly: true},
		{UserID: "wangfang", DepartmentIDs: []int64{4}, IDsOnly: true},
	}
	if diff := cmp.Diff(want, ofDepartments(memberships, []int64{4, 5})); diff != "" {
		t.Error(diff)
	}
	if got := ofDepartments(memberships, []int64{9}); len(got) != 0 {
		t.Errorf("got %v of an empty department", got)
	}
}

// TestDataSchema holds the schema against the model, with and without members.
func TestDataSchema(t *testing.T) {
	ctx := context.Background()
	var resp datasource.SchemaResponse
	NewListDataSource().Schema(ctx, datasource.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(ctx); diags.HasError() {
		t.Fatal(diags)
	}
	for _, members := range [][]client.Member{nil, {{UserID: "sunli", Status: 1}, {UserID: "wangfang", IDsOnly: true}}} {
		m := listModel{DepartmentID: field.WholeValue(4)}
		m.show(members)
		if m.Members == nil || len(m.Members) != len(members) || m.UserIDs.IsNull() || len(m.UserIDs.Elements()) != len(members) {
			t.Errorf("got %+v of %d members", m, len(members))
		}
		state := tfsdk.State{Schema: resp.Schema, Raw: tftypes.NewValue(resp.Schema.Type().TerraformType(ctx), nil)}
		if diags := state.Set(ctx, &m); diags.HasError() {
			t.Fatal(diags)
		}
	}
}
