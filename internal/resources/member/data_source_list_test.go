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
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

func TestDataFromAPI(t *testing.T) {
	full := client.Member{UserID: "huangmin", Name: "黄敏", Alias: "Min", Position: "客服主管", DepartmentIDs: []int64{5, 4}, Orders: []int64{7, 0}, Leads: []int64{1, 0},
		MainDepartmentID: 4, Status: 1, DirectLeader: []string{"wangfang"}, Mobile: "13800000001", Gender: 2, Avatar: "https://x/1",
		MemberShown:     client.MemberShown{ShowsMobile: true, ShowsGender: true, ShowsAvatar: true},
		Attributes:      []client.MemberAttribute{{Name: "工号", Value: "7"}, {Name: "主页", Type: 1}},
		ExternalProfile: &client.ExternalProfile{CorpName: "晨星"}}
	got := dataFromAPI(t.Context(), &full, true)
	for name, check := range map[string]bool{
		"texts":   got.Name.ValueString() == "黄敏" && got.Alias.ValueString() == "Min" && got.Position.ValueString() == "客服主管" && got.Telephone.IsNull(),
		"places":  slices.Equal(got.DepartmentIDs.Numbers(), []int64{4, 5}) && slices.Equal(got.LeaderInDepartmentIDs.Numbers(), []int64{5}) && ordersOf(got.DepartmentOrders)[5] == 7,
		"person":  got.Mobile.ValueString() == "13800000001" && got.Gender.ValueString() == "female" && got.Email.IsNull() && got.DirectLeaderID.ValueString() == "wangfang",
		"status":  got.Status.ValueString() == "active" && got.Enabled.ValueBool(),
		"avatar":  got.Avatar.String() == `{"url":"https://x/1"}`,
		"inside":  len(got.CustomAttributes.Elements()) == 1,
		"outside": strings.Contains(got.ExternalProfile.String(), "晨星"),
	} {
		if !check {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got = dataFromAPI(t.Context(), &full, false); !got.Mobile.IsNull() || got.Gender.ValueString() != "female" {
		t.Errorf("without personal data: %+v", got)
	}
	got = dataFromAPI(t.Context(), &client.Member{UserID: "wuqiang", DepartmentIDs: []int64{4}, IDsOnly: true}, true)
	if got.UserID.ValueString() != "wuqiang" || !slices.Equal(got.DepartmentIDs.Numbers(), []int64{4}) || !got.Name.IsNull() || !got.Status.IsNull() || !got.LeaderInDepartmentIDs.IsNull() ||
		!got.Enabled.IsNull() || !got.CustomAttributes.IsNull() {
		t.Errorf("ids only: %+v", got)
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
	both := client.Member{UserID: "huangmin", DepartmentIDs: []int64{4, 5}, Leads: []int64{0, 1}}
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
		m.show(ctx, members)
		if m.Members == nil || len(m.Members) != len(members) || m.UserIDs.IsNull() || len(m.UserIDs.Elements()) != len(members) {
			t.Errorf("got %+v of %d members", m, len(members))
		}
		state := tfsdk.State{Schema: resp.Schema, Raw: tftypes.NewValue(resp.Schema.Type().TerraformType(ctx), nil)}
		if diags := state.Set(ctx, &m); diags.HasError() {
			t.Fatal(diags)
		}
	}
}
