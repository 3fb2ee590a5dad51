// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// values is what a model says, without what only Terraform knows.
type values struct {
	ID, Name, NameEN, ParentID, Order, Leaders string
}

func valuesOf(m model) values {
	return values{m.ID.String(), m.Name.String(), m.NameEN.String(), m.ParentID.String(), m.Order.String(), m.LeaderUserIDs.String()}
}

var (
	whole = client.Department{ID: 7, Name: "后端", NameEN: "Backend", ParentID: 2, Order: 30, LeaderUserIDs: []string{"wang", "li", "wang"}}
	ids   = client.Department{ID: 7, ParentID: 3, Order: 40, IDsOnly: true}
)

var (
	openNumber = field.Whole{Int64Value: types.Int64Unknown()}
	openSet    = field.Set{SetValue: types.SetUnknown(types.StringType)}
)

// unknown is a plan in which only the name is given.
func unknown() model {
	return model{
		NumberObject: kind.NumberObject{ID: openNumber}, Name: types.StringValue("研发"), NameEN: types.StringUnknown(), ParentID: openNumber,
		Order: openNumber, LeaderUserIDs: openSet,
	}
}

// planned is a plan in which everything is given.
func planned() model {
	return model{
		NumberObject: kind.NumberObject{ID: field.WholeValue(9)}, Name: types.StringValue("研发"), NameEN: types.StringValue("R&D"), ParentID: field.WholeValue(1),
		Order: field.WholeValue(5), LeaderUserIDs: field.StringsSet([]string{"zhang"}),
	}
}

func TestModel_fromAPI(t *testing.T) {
	tests := map[string]struct {
		before model
		read   client.Department
		want   values
	}{
		"everything":                 {planned(), whole, values{"7", `"后端"`, `"Backend"`, "2", "30", `["li","wang"]`}},
		"everything, after import":   {model{}, whole, values{"7", `"后端"`, `"Backend"`, "2", "30", `["li","wang"]`}},
		"no English name, no leader": {planned(), client.Department{ID: 7, Name: "后端", ParentID: 2}, values{"7", `"后端"`, "<null>", "2", "0", "[]"}},
		"the root":                   {model{}, client.Department{ID: 1, Name: "公司", ParentID: 0, Order: 100000000}, values{"1", `"公司"`, "<null>", "0", "100000000", "[]"}},
		"the largest order":          {model{}, client.Department{ID: 1<<31 - 1, Name: "a", ParentID: 1, Order: 1<<32 - 1}, values{"2147483647", `"a"`, "<null>", "1", "4294967295", "[]"}},
		"ids only keep the rest":     {planned(), ids, values{"7", `"研发"`, `"R&D"`, "3", "40", `["zhang"]`}},
		"ids only, rest left open":   {unknown(), ids, values{"7", `"研发"`, "<unknown>", "3", "40", "<unknown>"}}, // which the machine makes null
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := tt.before
			fromAPI(nil, &m, &tt.read)
			if d := cmp.Diff(tt.want, valuesOf(m)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestModel_toCreate(t *testing.T) {
	minimal, zero, null := unknown(), planned(), planned()
	minimal.ParentID = field.WholeValue(1) // the default
	zero.Order = field.WholeValue(0)
	null.ID, null.NameEN, null.Order = field.WholeNull(), types.StringNull(), field.WholeNull()
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
		"parent":                         {func(p, _ *model) { p.ParentID = field.WholeValue(2) }, `{"id":9,"parentid":2}`},
		"order":                          {func(p, _ *model) { p.Order = field.WholeValue(6) }, `{"id":9,"order":6}`},
		"order 0":                        {func(p, _ *model) { p.Order = field.WholeValue(0) }, `{"id":9,"order":0}`},
		"order not managed any more":     {func(p, _ *model) { p.Order = openNumber }, ""},
		"order of an unread state":       {func(_, s *model) { s.Order = field.WholeNull() }, `{"id":9,"order":5}`},
		"leaders are not written":        {func(p, _ *model) { p.LeaderUserIDs = field.StringsSet([]string{"wu"}) }, ""},
		"protection is Terraform's only": {func(p, _ *model) { p.DeletionProtection = types.BoolValue(true) }, ""},
		"all at once": {func(p, _ *model) {
			p.Name, p.NameEN, p.ParentID, p.Order = types.StringValue("后端"), types.StringValue("BE"), field.WholeValue(2), field.WholeValue(6)
		}, `{"id":9,"name":"后端","name_en":"BE","parentid":2,"order":6}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			plan, prior := planned(), planned()
			tt.change(&plan, &prior)
			in := plan.toUpdate(&prior)
			got := ""
			if in != nil {
				got = asJSON(t, in)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
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
