// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

func relation(exclusive bool, users []string, departments []int64) *Relation {
	m := &Relation{field.Null(field.UserSet), field.Null(field.NumberSet), types.BoolValue(exclusive)}
	if users != nil {
		m.UserIDs = field.UsersSet(users, field.Null(field.UserSet))
	}
	if departments != nil {
		m.DepartmentIDs = field.NumbersSet(departments)
	}
	return m
}

// An apply adds and takes off what its plan shows; null is not managed.
func TestRelation_Difference(t *testing.T) {
	for _, c := range []struct {
		name        string
		plan, state *Relation
		imported    bool
		add, remove string
	}{
		{"create", relation(true, []string{"a"}, []int64{2}), nil, false, "user_ids a; department_ids 2", ""},
		{"change", relation(true, []string{"a", "c"}, []int64{3}), relation(true, []string{"A", "b"}, []int64{2}), false,
			"user_ids c; department_ids 3", "user_ids b; department_ids 2"},
		{"other case", relation(true, []string{"A"}, nil), relation(true, []string{"a"}, nil), false, "", ""},
		{"no longer managed", relation(true, nil, nil), relation(true, []string{"a"}, []int64{2}), false, "", ""},
		{"emptied", relation(true, []string{}, []int64{}), relation(true, []string{"a"}, []int64{2}), false, "", "user_ids a; department_ids 2"},
		{"managed from now on", relation(true, []string{"a"}, nil), relation(true, nil, nil), false, "user_ids a", ""},
		{"what an import found", relation(false, []string{"a"}, nil), relation(false, []string{"a", "b"}, nil), true, "", ""},
		{"what an import found, exclusive", relation(true, []string{"a"}, nil), relation(true, []string{"a", "b"}, nil), true, "", "user_ids b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			add, remove := c.plan.Difference(c.state, c.imported)
			if add.String() != c.add || remove.String() != c.remove {
				t.Errorf("adds %q, takes off %q", add, remove)
			}
		})
	}
}

// A refresh shows everyone with exclusive, else whom the state declares; an import everyone; a set that is null stays.
func TestRelation_Show(t *testing.T) {
	have := Nodes{UserIDs: []string{"Anna", "ben"}, DepartmentIDs: []int64{2, 3}}
	for _, c := range []struct {
		name  string
		m     *Relation
		op    string
		have  Nodes
		shown string
	}{
		{"exclusive", relation(true, []string{"anna"}, []int64{}), "read", have, `["anna","ben"] [2,3]`},
		{"additive", relation(false, []string{"anna", "gone"}, []int64{3}), "read", have, `["anna"] [3]`},
		{"not managed", relation(true, nil, []int64{}), "read", have, `<null> [2,3]`},
		{"import", &Relation{UserIDs: field.Null(field.UserSet), DepartmentIDs: field.Null(field.NumberSet)}, "read", have, `["Anna","ben"] [2,3]`},
		{"import of an empty one", &Relation{UserIDs: field.Null(field.UserSet), DepartmentIDs: field.Null(field.NumberSet)}, "read", Nodes{}, `<null> <null>`},
		{"data of an empty one", &Relation{UserIDs: field.Null(field.UserSet), DepartmentIDs: field.Null(field.NumberSet)}, "data", Nodes{}, `[] []`},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.m.Show(&Run{Op: c.op}, c.have, true)
			if got := fmt.Sprint(c.m.UserIDs, " ", c.m.DepartmentIDs); got != c.shown {
				t.Errorf("shows %s", got)
			}
		})
	}
}

// After an update that succeeded in part the state has what is there: of others only with exclusive.
func TestRelation_Reached(t *testing.T) {
	have := Nodes{UserIDs: []string{"A", "c", "other"}, DepartmentIDs: []int64{2}}
	for exclusive, want := range map[bool]string{true: `["a","c","other"] [2]`, false: `["a","c"] [2]`} {
		plan := relation(exclusive, []string{"a", "b"}, []int64{})
		plan.Reached(relation(exclusive, []string{"a", "c"}, []int64{2}), have)
		if got := fmt.Sprint(plan.UserIDs, " ", plan.DepartmentIDs); got != want {
			t.Errorf("exclusive %v: %s, want %s", exclusive, got, want)
		}
	}
	if beyond := relation(true, []string{"a"}, nil).Beyond(have); beyond.String() != "user_ids c, other" {
		t.Errorf("beyond %s", beyond)
	}
}

func TestNodes_Chunks(t *testing.T) {
	n := Nodes{UserIDs: []string{"a", "b", "c"}, DepartmentIDs: []int64{1, 2, 3, 4, 5}}
	if got := fmt.Sprint(n.Chunks(2, 2)); got != "[user_ids a, b; department_ids 1, 2 user_ids c; department_ids 3, 4 department_ids 5]" {
		t.Error(got)
	}
	many := Nodes{}
	for i := range 30_000 {
		many.UserIDs = append(many.UserIDs, fmt.Sprint("user", i))
	}
	began := time.Now()
	if left := many.Without(many); !left.Empty() || time.Since(began) > 2*time.Second {
		t.Errorf("%d left after %s", len(left.UserIDs), time.Since(began))
	}
}

// A row that WeCom does not know is put again when something arrived; one that it refuses for good stays refused.
func TestPut_rows(t *testing.T) {
	claims := shared.NewClaims()
	r := &Run{Context: t.Context(), Diags: &diag.Diagnostics{}, Configured: &shared.Configured{ProviderData: shared.ProviderData{Claims: claims, ClashWait: time.Second, Poll: time.Millisecond}}}
	var sent []Nodes
	w := &Members{Run: r, Add: func(ctx context.Context, n Nodes) ([]Refusal, error) {
		if sent = append(sent, n); len(sent) > 1 {
			return nil, nil
		}
		return []Refusal{{Attribute: "user_ids", ID: "new", Unknown: true}, {Attribute: "user_ids", ID: "barred", Why: "errcode 95014"}}, claims.Arrived(ctx, "member/new")
	}}
	if err := w.Put(Nodes{UserIDs: []string{"new", "barred", "old"}}); err != nil {
		t.Fatal(err)
	}
	if len(sent) != 2 || !slices.Equal(sent[1].UserIDs, []string{"new"}) {
		t.Errorf("sent %v", sent)
	}
	if len(w.refused) != 1 || w.refused[0].ID != "barred" {
		t.Errorf("refused %v", w.refused)
	}
}

// Each refused row is named: a warning of a create, an error otherwise.
func TestReport(t *testing.T) {
	for op, severity := range map[string]diag.Severity{"create": diag.SeverityWarning, "update": diag.SeverityError} {
		r := &Run{Context: context.Background(), Diags: &diag.Diagnostics{}, Op: op}
		Report(r, `contact tag "a" (1)`, "added to the tag", append(Refusals(Nodes{[]string{"x"}, []int64{9}}, ""), Refusal{Attribute: "user_ids", ID: "y", Why: "errcode 60111"}), "Advice.")
		if len(*r.Diags) != 2 || (*r.Diags)[0].Severity() != severity || !strings.Contains((*r.Diags)[0].Detail(), "x\n  y: errcode 60111\n") ||
			!strings.Contains((*r.Diags)[1].Detail(), "\n  9\n") {
			t.Errorf("%s: %v", op, *r.Diags)
		}
	}
}

// Two resources that declare the same below one parent, or of which one is exclusive, are refused in the plan; the same
// resource may be planned again.
func TestRelation_Alone(t *testing.T) {
	over := shared.NewOverlap()
	plan := func(m *Relation) string {
		r := &Run{Context: context.Background(), Configured: &shared.Configured{ProviderData: shared.ProviderData{Overlap: over}}, Diags: &diag.Diagnostics{}, Op: "plan"}
		m.Alone(r, "tag/1", "tag 1")
		if len(*r.Diags) == 0 {
			return ""
		}
		return (*r.Diags)[0].Summary() + ": " + (*r.Diags)[0].Detail()
	}
	for _, c := range []struct {
		m    *Relation
		says string
	}{
		{relation(false, []string{"Anna"}, nil), ""},
		{relation(false, []string{"ben"}, []int64{2}), ""},
		{relation(false, []string{"anna", "cai"}, nil), "Declared twice in tag 1: Another resource of this configuration declares the same in tag 1: anna."},
		{relation(false, nil, []int64{2}), "the same in tag 1: 2."},
		{relation(true, []string{"dai"}, nil), "Two owners of tag 1"},
		{relation(true, nil, nil), ""},
	} {
		if got := plan(c.m); c.says == "" && got != "" || !strings.Contains(got, c.says) {
			t.Errorf("%v: %q, want %q", c.m, got, c.says)
		}
	}
	over.Release("tag/1", "")
	if got := plan(relation(true, []string{"anna"}, nil)); got != "" {
		t.Error(got)
	}
}
