// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// fields is what a model says, without what only Terraform knows.
type fields struct {
	ID, Name, NameEN, ParentID, Order, Leaders string
}

func fieldsOf(m model) fields {
	return fields{m.ID.String(), m.Name.String(), m.NameEN.String(), m.ParentID.String(), m.Order.String(), m.LeaderUserIDs.String()}
}

var (
	whole = client.Department{ID: 7, Name: "后端", NameEN: "Backend", ParentID: 2, Order: 30, LeaderUserIDs: []string{"wang", "li", "wang"}}
	ids   = client.Department{ID: 7, ParentID: 3, Order: 40, IDsOnly: true}
)

// unknown is a plan in which only the name is given.
func unknown() model {
	return model{
		ID: types.Int64Unknown(), Name: types.StringValue("研发"), NameEN: types.StringUnknown(), ParentID: types.Int64Unknown(),
		Order: types.Int64Unknown(), LeaderUserIDs: types.SetUnknown(types.StringType),
	}
}

// planned is a plan in which everything is given.
func planned() model {
	return model{
		ID: types.Int64Value(9), Name: types.StringValue("研发"), NameEN: types.StringValue("R&D"), ParentID: types.Int64Value(1),
		Order: types.Int64Value(5), LeaderUserIDs: shared.StringSet([]string{"zhang"}),
	}
}

func TestModel_fromAPI(t *testing.T) {
	tests := map[string]struct {
		before model
		read   client.Department
		want   fields
	}{
		"everything":                 {planned(), whole, fields{"7", `"后端"`, `"Backend"`, "2", "30", `["li","wang"]`}},
		"everything, after import":   {model{}, whole, fields{"7", `"后端"`, `"Backend"`, "2", "30", `["li","wang"]`}},
		"no English name, no leader": {planned(), client.Department{ID: 7, Name: "后端", ParentID: 2}, fields{"7", `"后端"`, "<null>", "2", "0", "[]"}},
		"the root":                   {model{}, client.Department{ID: 1, Name: "公司", ParentID: 0, Order: 100000000}, fields{"1", `"公司"`, "<null>", "0", "100000000", "[]"}},
		"the largest order":          {model{}, client.Department{ID: 1<<31 - 1, Name: "a", ParentID: 1, Order: 1<<32 - 1}, fields{"2147483647", `"a"`, "<null>", "1", "4294967295", "[]"}},
		"ids only keep the rest":     {planned(), ids, fields{"7", `"研发"`, `"R&D"`, "3", "40", `["zhang"]`}},
		"ids only, rest unknown":     {unknown(), ids, fields{"7", `"研发"`, "<null>", "3", "40", "<null>"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := tt.before
			m.fromAPI(&tt.read)
			if d := cmp.Diff(tt.want, fieldsOf(m)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestModel_fill(t *testing.T) {
	withNull := planned()
	withNull.NameEN, withNull.Order = types.StringNull(), types.Int64Null()
	tests := map[string]struct {
		plan model
		read client.Department
		want fields
	}{
		"what is open comes from WeCom":    {unknown(), whole, fields{"7", `"研发"`, `"Backend"`, "2", "30", `["li","wang"]`}},
		"what is open, from ids only":      {unknown(), ids, fields{"7", `"研发"`, "<null>", "3", "40", "<null>"}},
		"what is planned stays":            {planned(), whole, fields{"9", `"研发"`, `"R&D"`, "1", "5", `["zhang"]`}},
		"null is planned, too":             {withNull, whole, fields{"9", `"研发"`, "<null>", "1", "<null>", `["zhang"]`}},
		"planned stays also with ids only": {planned(), ids, fields{"9", `"研发"`, `"R&D"`, "1", "5", `["zhang"]`}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := tt.plan
			m.fill(&tt.read)
			if d := cmp.Diff(tt.want, fieldsOf(m)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// Of a department that was just made, all but the order is known without reading.
func TestModel_settleNew(t *testing.T) {
	m := model{NameEN: types.StringUnknown(), Order: types.Int64Unknown(), LeaderUserIDs: types.SetUnknown(types.StringType)}
	m.settleNew()
	if !m.NameEN.IsNull() || !m.Order.IsUnknown() || m.LeaderUserIDs.IsNull() || len(m.LeaderUserIDs.Elements()) != 0 {
		t.Errorf("got %+v", m)
	}
	m = model{NameEN: types.StringValue("R"), Order: types.Int64Value(5)}
	m.settleNew()
	if m.NameEN.ValueString() != "R" || m.Order.ValueInt64() != 5 || m.open() {
		t.Errorf("got %+v", m)
	}
}

func TestModel_settle(t *testing.T) {
	m := unknown()
	m.ID, m.ParentID = types.Int64Value(7), types.Int64Value(1) // known after a create
	m.settle()
	if d := cmp.Diff(fields{"7", `"研发"`, "<null>", "1", "<null>", "<null>"}, fieldsOf(m)); d != "" {
		t.Errorf("open values (-want +got):\n%s", d)
	}
	m = planned()
	m.settle()
	if d := cmp.Diff(fieldsOf(planned()), fieldsOf(m)); d != "" {
		t.Errorf("planned values (-want +got):\n%s", d)
	}
}

func TestModel_toCreate(t *testing.T) {
	minimal, zero, null := unknown(), planned(), planned()
	minimal.ParentID = types.Int64Value(1) // the default
	zero.Order = types.Int64Value(0)
	null.ID, null.NameEN, null.Order = types.Int64Null(), types.StringNull(), types.Int64Null()
	tests := map[string]struct {
		plan model
		want string
	}{
		"minimal":       {minimal, `{"name":"研发","parentid":1}`},
		"maximal":       {planned(), `{"id":9,"name":"研发","name_en":"R\u0026D","parentid":1,"order":5}`},
		"order 0":       {zero, `{"id":9,"name":"研发","name_en":"R\u0026D","parentid":1,"order":0}`},
		"null is unset": {null, `{"name":"研发","parentid":1}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, asJSON(t, tt.plan.toCreate())); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestModel_toUpdate(t *testing.T) {
	tests := map[string]struct {
		change func(plan, prior *model)
		want   string // "" when nothing is to be sent
	}{
		"nothing":                        {func(*model, *model) {}, ""},
		"name":                           {func(p, _ *model) { p.Name = types.StringValue("后端") }, `{"id":9,"name":"后端"}`},
		"name_en":                        {func(p, _ *model) { p.NameEN = types.StringValue("BE") }, `{"id":9,"name_en":"BE"}`},
		"name_en given first":            {func(_, s *model) { s.NameEN = types.StringNull() }, `{"id":9,"name_en":"R\u0026D"}`},
		"name_en cannot be cleared":      {func(p, _ *model) { p.NameEN = types.StringNull() }, ""},
		"name_en not known yet":          {func(p, _ *model) { p.NameEN = types.StringUnknown() }, ""},
		"parent":                         {func(p, _ *model) { p.ParentID = types.Int64Value(2) }, `{"id":9,"parentid":2}`},
		"order":                          {func(p, _ *model) { p.Order = types.Int64Value(6) }, `{"id":9,"order":6}`},
		"order 0":                        {func(p, _ *model) { p.Order = types.Int64Value(0) }, `{"id":9,"order":0}`},
		"order not managed any more":     {func(p, _ *model) { p.Order = types.Int64Unknown() }, ""},
		"order of an unread state":       {func(_, s *model) { s.Order = types.Int64Null() }, `{"id":9,"order":5}`},
		"leaders are not written":        {func(p, _ *model) { p.LeaderUserIDs = shared.StringSet([]string{"wu"}) }, ""},
		"protection is Terraform's only": {func(p, _ *model) { p.DeletionProtection = types.BoolValue(true) }, ""},
		"all at once": {func(p, _ *model) {
			p.Name, p.NameEN, p.ParentID, p.Order = types.StringValue("后端"), types.StringValue("BE"), types.Int64Value(2), types.Int64Value(6)
		}, `{"id":9,"name":"后端","name_en":"BE","parentid":2,"order":6}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			plan, prior := planned(), planned()
			tt.change(&plan, &prior)
			in, changed := plan.toUpdate(&prior)
			if changed != (tt.want != "") {
				t.Errorf("changed = %v", changed)
			}
			want := tt.want
			if want == "" {
				want = `{"id":9}`
			}
			if d := cmp.Diff(want, asJSON(t, in)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
