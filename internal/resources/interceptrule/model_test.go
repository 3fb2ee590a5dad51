// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

func TestFromAPI(t *testing.T) {
	m := model{UserIDs: field.UsersSet([]string{"ZhangSan"}, field.Set{}), CreatedAt: types.StringValue("2023-11-14T22:13:20Z")}
	m.fromAPI(&client.InterceptRule{
		ID: "7", Name: "禁语", Words: []string{"b", "a"}, Semantics: []int64{3, 9}, Action: 4,
		Range: client.InterceptRange{UserIDs: []string{"lisi", "zhangsan"}, DepartmentIDs: []int64{2}},
	})
	want := model{
		Object: kind.Object{ID: types.StringValue("7")}, Name: types.StringValue("禁语"), Words: field.StringsSet([]string{"a", "b"}),
		// Integers that this provider does not know yet are their decimal text.
		Semantics: field.StringsSet([]string{"red_packet", "9"}), Action: types.StringValue("4"),
		UserIDs: field.UsersSet([]string{"ZhangSan", "lisi"}, field.Set{}), DepartmentIDs: field.NumbersSet([]int64{2}),
		CreatedAt: types.StringValue("2023-11-14T22:13:20Z"),
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
	// And they are accepted back.
	if in := m.toCreate(); in.Action != 4 || !cmp.Equal(in.Semantics, []int64{3, 9}) {
		t.Errorf("got %+v", in)
	}
	if in := m.toUpdate(&want); in != nil {
		t.Errorf("no difference, but %+v", in)
	}
}

func span(first, end int) (ids []string) {
	for i := first; i < end; i++ {
		ids = append(ids, fmt.Sprintf("u%05d", i))
	}
	return ids
}

// At no moment does the rule have more than 10,000 users, or none.
func TestChanges(t *testing.T) {
	for _, c := range []struct {
		name       string
		have, want client.InterceptRange
		rounds     int
	}{
		{"nothing", client.InterceptRange{UserIDs: span(0, 3)}, client.InterceptRange{UserIDs: []string{"U00000", "u00001", "u00002"}}, 0},
		{"one round", client.InterceptRange{UserIDs: span(0, 2500)}, client.InterceptRange{UserIDs: span(1000, 3500)}, 1},
		{"users to departments", client.InterceptRange{UserIDs: span(0, 3)}, client.InterceptRange{DepartmentIDs: []int64{2}}, 1},
		{"full, half is new", client.InterceptRange{UserIDs: span(0, 10000)}, client.InterceptRange{UserIDs: span(5000, 15000)}, 2},
		{"full, all is new", client.InterceptRange{UserIDs: span(0, 10000)}, client.InterceptRange{UserIDs: span(10000, 20000)}, 3},
		{"nearly full", client.InterceptRange{UserIDs: span(0, 9999), DepartmentIDs: []int64{1}}, client.InterceptRange{UserIDs: span(9999, 19999)}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			users, departments := map[string]bool{}, map[int64]bool{}
			for _, id := range c.have.UserIDs {
				users[id] = true
			}
			for _, id := range c.have.DepartmentIDs {
				departments[id] = true
			}
			rounds := changes(c.have, c.want)
			for _, round := range rounds {
				for _, id := range round.add.UserIDs {
					users[id] = true
				}
				for _, id := range round.add.DepartmentIDs {
					departments[id] = true
				}
				if len(users) > maxUsers {
					t.Fatalf("%d users", len(users))
				}
				for _, id := range round.remove.UserIDs {
					delete(users, id)
				}
				for _, id := range round.remove.DepartmentIDs {
					delete(departments, id)
				}
				if len(users)+len(departments) == 0 {
					t.Fatal("the rule is empty")
				}
			}
			if len(rounds) != c.rounds || len(users) != len(c.want.UserIDs) || len(departments) != len(c.want.DepartmentIDs) {
				t.Errorf("%d rounds, %d users, %d departments; want %d, %d, %d", len(rounds), len(users), len(departments), c.rounds, len(c.want.UserIDs), len(c.want.DepartmentIDs))
			}
		})
	}
}

func TestNotes_see(t *testing.T) {
	var n notes
	r := func(ids ...string) client.InterceptRange { return client.InterceptRange{UserIDs: ids} }
	n.see(r("a", "b", "c"), r("a"))
	n.see(r("a"), r("B"))
	if diff := cmp.Diff(r("c", "a"), n.Vanished); diff != "" {
		t.Error(diff)
	}
}
