// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// run is an operation whose context is all that is needed.
func run(t *testing.T) *kind.Run {
	t.Helper()
	return &kind.Run{Context: t.Context()}
}

func ptr[T any](v T) *T { return &v }

// shownLink is the sample of doc 97297.
func shownLink() *client.AcquisitionLink {
	return &client.AcquisitionLink{
		ID: "caLINK", Name: "LINK_NAME", URL: "https://work.weixin.qq.com/ca/xxxxxx", CreateTime: 1672502400,
		SkipVerify: ptr(true), MarkSource: ptr(true),
		Range:    client.AcquisitionRange{UserIDs: []string{"rocky", "sam"}, DepartmentIDs: []int64{1}},
		Priority: &client.PriorityOption{Type: 2, UserIDs: []string{"lisi", "tom"}},
	}
}

func users(ids []string) field.Set { return field.UsersSet(ids, field.Null(field.UserSet)) }

func preferred(scope string, users field.Set) types.Object {
	return types.ObjectValueMust(priorityType.AttrTypes, map[string]attr.Value{"scope": types.StringValue(scope), "user_ids": users})
}

var (
	noPriority = types.ObjectNull(priorityType.AttrTypes)
	noUsers    = field.Null(field.UserSet)
)

// state is the model of shownLink.
func state() model {
	return model{
		Object: kind.Object{ID: types.StringValue("caLINK")}, Name: types.StringValue("LINK_NAME"),
		UserIDs: users([]string{"rocky", "sam"}), DepartmentIDs: field.NumbersSet([]int64{1}),
		SkipVerify: types.BoolValue(true), MarkSource: types.BoolValue(true),
		Priority: preferred(scopeDesignated, users([]string{"lisi", "tom"})),
		URL:      types.StringValue("https://work.weixin.qq.com/ca/xxxxxx"), CreatedAt: types.StringValue("2022-12-31T16:00:00Z"),
	}
}

func TestFromAPI(t *testing.T) {
	tests := map[string]struct {
		before model
		link   func(*client.AcquisitionLink)
		want   func(*model)
	}{
		"sample": {model{}, func(*client.AcquisitionLink) {}, func(*model) {}},
		"no priority": {state(), func(l *client.AcquisitionLink) { l.Priority = nil },
			func(m *model) { m.Priority = noPriority }},
		"corp priority": {state(), func(l *client.AcquisitionLink) { l.Priority = &client.PriorityOption{Type: 1} },
			func(m *model) { m.Priority = preferred(scopeCorp, noUsers) }},
		"corp priority with left-over users": {state(), func(l *client.AcquisitionLink) { l.Priority.Type = 1 },
			func(m *model) { m.Priority = preferred(scopeCorp, noUsers) }},
		"unknown priority": {model{}, func(l *client.AcquisitionLink) { l.Priority.Type = 7 },
			func(m *model) { m.Priority = preferred("7", users([]string{"lisi", "tom"})) }},
		"empty lists": {state(), func(l *client.AcquisitionLink) { l.Range = client.AcquisitionRange{UserIDs: []string{"sam"}} },
			func(m *model) { m.UserIDs, m.DepartmentIDs = users([]string{"sam"}), field.NumbersSet(nil) }},
		"flags not shown are kept": {model{SkipVerify: types.BoolValue(false), MarkSource: types.BoolValue(false)},
			func(l *client.AcquisitionLink) { l.SkipVerify, l.MarkSource = nil, nil },
			func(m *model) { m.SkipVerify, m.MarkSource = types.BoolValue(false), types.BoolValue(false) }},
		"flags not shown after import": {model{}, func(l *client.AcquisitionLink) { l.SkipVerify, l.MarkSource = nil, nil },
			func(m *model) { m.SkipVerify, m.MarkSource = types.BoolValue(true), types.BoolNull() }},
		"address not shown is kept": {state(), func(l *client.AcquisitionLink) { l.URL, l.CreateTime = "", 0 }, func(*model) {}},
		"own spelling is kept": {model{UserIDs: users([]string{"Rocky"}), Priority: preferred(scopeDesignated, users([]string{"TOM"}))},
			func(*client.AcquisitionLink) {},
			func(m *model) {
				m.UserIDs = users([]string{"Rocky", "sam"})
				m.Priority = preferred(scopeDesignated, users([]string{"lisi", "TOM"}))
			}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in, want, got := shownLink(), state(), tt.before
			tt.link(in)
			tt.want(&want)
			fromAPI(run(t), &got, in)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestToCreate(t *testing.T) {
	full, minimal := state(), state()
	minimal.DepartmentIDs, minimal.MarkSource, minimal.Priority = field.NumbersSet(nil), types.BoolUnknown(), noPriority
	for _, tt := range []struct {
		in   model
		want string
	}{
		{full, `{"link_name":"LINK_NAME","range":{"user_list":["rocky","sam"],"department_list":[1]},"skip_verify":true,` +
			`"priority_option":{"priority_type":2,"priority_userid_list":["lisi","tom"]},"mark_source":true}`},
		{minimal, `{"link_name":"LINK_NAME","range":{"user_list":["rocky","sam"]},"skip_verify":true}`},
	} {
		if got, err := json.Marshal(tt.in.toCreate(t.Context())); err != nil || string(got) != tt.want {
			t.Errorf("got %s, %v; want %s", got, err, tt.want)
		}
	}
}

func TestToUpdate(t *testing.T) {
	const rest = `"range":{"user_list":["rocky","sam"],"department_list":[1]},"skip_verify":true,"priority_option":{"priority_type":2,"priority_userid_list":["lisi","tom"]},"mark_source":true}`
	tests := map[string]struct {
		prior, plan func(*model)
		changed     bool
		want        string
	}{
		"nothing":             {changed: false, want: `{"link_id":"caLINK","link_name":"LINK_NAME",` + rest},
		"protection":          {plan: func(m *model) { m.DeletionProtection = types.BoolValue(true) }, want: `{"link_id":"caLINK","link_name":"LINK_NAME",` + rest},
		"name sends all":      {plan: func(m *model) { m.Name = types.StringValue("新") }, changed: true, want: `{"link_id":"caLINK","link_name":"新",` + rest},
		"users":               {plan: func(m *model) { m.UserIDs = users([]string{"sam"}) }, changed: true, want: strings.Replace(`{"link_id":"caLINK","link_name":"LINK_NAME",`+rest, `["rocky","sam"]`, `["sam"]`, 1)},
		"spelling":            {plan: func(m *model) { m.UserIDs = users([]string{"Rocky", "SAM"}) }, want: strings.Replace(`{"link_id":"caLINK","link_name":"LINK_NAME",`+rest, `["rocky","sam"]`, `["Rocky","SAM"]`, 1)},
		"no departments":      {plan: func(m *model) { m.DepartmentIDs = field.NumbersSet(nil) }, changed: true, want: strings.Replace(`{"link_id":"caLINK","link_name":"LINK_NAME",`+rest, `,"department_list":[1]`, ``, 1)},
		"skip_verify":         {plan: func(m *model) { m.SkipVerify = types.BoolValue(false) }, changed: true, want: strings.Replace(`{"link_id":"caLINK","link_name":"LINK_NAME",`+rest, `"skip_verify":true`, `"skip_verify":false`, 1)},
		"mark_source":         {plan: func(m *model) { m.MarkSource = types.BoolValue(false) }, changed: true, want: strings.Replace(`{"link_id":"caLINK","link_name":"LINK_NAME",`+rest, `"mark_source":true`, `"mark_source":false`, 1)},
		"mark_source learned": {prior: func(m *model) { m.MarkSource = types.BoolNull() }, want: `{"link_id":"caLINK","link_name":"LINK_NAME",` + rest},
		"mark_source unknown": {
			prior: func(m *model) { m.MarkSource = types.BoolNull() }, plan: func(m *model) { m.MarkSource = types.BoolNull() },
			want: strings.Replace(`{"link_id":"caLINK","link_name":"LINK_NAME",`+rest, `,"mark_source":true`, ``, 1),
		},
		"priority removed": {plan: func(m *model) { m.Priority = noPriority }, changed: true, want: strings.Replace(`{"link_id":"caLINK","link_name":"LINK_NAME",`+rest, `{"priority_type":2,"priority_userid_list":["lisi","tom"]}`, `{"priority_type":0}`, 1)},
		"priority added":   {prior: func(m *model) { m.Priority = noPriority }, changed: true, want: `{"link_id":"caLINK","link_name":"LINK_NAME",` + rest},
		"priority scope":   {plan: func(m *model) { m.Priority = preferred(scopeCorp, noUsers) }, changed: true, want: strings.Replace(`{"link_id":"caLINK","link_name":"LINK_NAME",`+rest, `{"priority_type":2,"priority_userid_list":["lisi","tom"]}`, `{"priority_type":1}`, 1)},
		"priority number":  {plan: func(m *model) { m.Priority = preferred("7", noUsers) }, changed: true, want: strings.Replace(`{"link_id":"caLINK","link_name":"LINK_NAME",`+rest, `{"priority_type":2,"priority_userid_list":["lisi","tom"]}`, `{"priority_type":7}`, 1)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			prior, plan := state(), state()
			if tt.prior != nil {
				tt.prior(&prior)
			}
			if tt.plan != nil {
				tt.plan(&plan)
			}
			in, changed := plan.toUpdate(t.Context(), &prior), plan.differs(t.Context(), &prior)
			got, err := json.Marshal(in)
			if err != nil || string(got) != tt.want || changed != tt.changed {
				t.Errorf("got changed %v, %v\n%s\nwant changed %v\n%s", changed, err, got, tt.changed, tt.want)
			}
		})
	}
}
