// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

func dept(id int64, name string, parent int64) client.Department {
	return client.Department{ID: id, Name: name, ParentID: parent}
}

func idOnly(id, parent int64) client.Department {
	return client.Department{ID: id, ParentID: parent, IDsOnly: true}
}

// corp is a small tree in no order: 前端 exists twice, and the slash of 市场/渠道 is in its name.
func sampleCorp() []client.Department {
	return []client.Department{
		dept(5, "前端", 4), dept(1, "晨星家居", 0), dept(2, "研发中心", 1), dept(3, "后端", 2), dept(4, "销售部", 1),
		dept(6, "前端", 2), dept(7, "市场/渠道", 1), dept(8, "网关", 3),
	}
}

func TestTreePath(t *testing.T) {
	tests := map[string]struct {
		departments []client.Department
		base        int64
		want        map[int64]string // ids that are left out have no known path
	}{
		"whole corp from below the root": {
			departments: sampleCorp(), base: rootID,
			want: map[int64]string{1: "", 2: "研发中心", 3: "研发中心/后端", 4: "销售部", 5: "销售部/前端", 6: "研发中心/前端", 7: "市场/渠道", 8: "研发中心/后端/网关"},
		},
		"from below a department": {
			departments: []client.Department{dept(2, "研发中心", 1), dept(3, "后端", 2), dept(8, "网关", 3)}, base: 2,
			want: map[int64]string{2: "", 3: "后端", 8: "后端/网关"},
		},
		"base itself not in the answer": {
			departments: []client.Department{dept(3, "后端", 2), dept(8, "网关", 3)}, base: 2,
			want: map[int64]string{3: "后端", 8: "后端/网关"},
		},
		"parents that the app cannot see": {
			departments: []client.Department{dept(9, "大区", 77), dept(10, "门店", 9)}, base: rootID,
			want: map[int64]string{9: "大区", 10: "大区/门店"},
		},
		"a ring": {
			departments: []client.Department{dept(11, "甲", 12), dept(12, "乙", 11)}, base: rootID,
			want: map[int64]string{11: "乙/甲", 12: "甲/乙"},
		},
		"its own parent": {
			departments: []client.Department{dept(13, "丙", 13)}, base: rootID,
			want: map[int64]string{13: "丙"},
		},
		"a name that is not known on the way": {
			departments: []client.Department{idOnly(2, 1), dept(3, "后端", 2), dept(4, "", 1)}, base: rootID,
			want: map[int64]string{},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tr := newTree(tt.departments)
			got := map[int64]string{}
			for _, d := range tr.all {
				if p, ok := tr.path(d, tt.base); ok {
					got[d.ID] = p
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTreePathEndsAtMaxDepth(t *testing.T) {
	var chain []client.Department
	for id := int64(2); id < 200; id++ {
		chain = append(chain, dept(id, "层", id-1))
	}
	tr := newTree(chain)
	p, ok := tr.path(tr.byID[199], rootID)
	if !ok || strings.Count(p, "/") != maxDepth-1 {
		t.Errorf("got %d levels, known %t; want %d", strings.Count(p, "/")+1, ok, maxDepth)
	}
}

func TestLocate(t *testing.T) {
	twins := append(sampleCorp(), dept(20, "渠道", 21), dept(21, "市场", 1))
	tests := map[string]struct {
		departments []client.Department
		path        string
		wantID      int64
		wantErr     string   // the whole reason
		wantNext    []string // parts of the next step
	}{
		"first level":       {departments: sampleCorp(), path: "研发中心", wantID: 2},
		"deeper":            {departments: sampleCorp(), path: "研发中心/前端", wantID: 6},
		"slash in the name": {departments: sampleCorp(), path: "市场/渠道", wantID: 7},
		"topmost visible":   {departments: []client.Department{dept(9, "大区", 77), dept(10, "门店", 9)}, path: "大区/门店", wantID: 10},
		"two of one path": {
			departments: twins, path: "市场/渠道",
			wantErr: "2 departments have this path: id 7 under 1, id 20 under 21", wantNext: []string{"Give the id"},
		},
		"prefix exists": {
			departments: sampleCorp(), path: "研发中心/测试/自动化",
			wantErr: `"研发中心" exists (id 2), and the sub-departments there are "后端" (id 3), "前端" (id 6)`, wantNext: []string{"exactly", "可见范围"},
		},
		"prefix is a leaf": {
			departments: sampleCorp(), path: "研发中心/后端/网关/支付",
			wantErr: `"研发中心/后端/网关" exists (id 8), but has no sub-departments`,
		},
		"half a name is no prefix": {
			departments: sampleCorp(), path: "研发/后端",
			wantErr: `no department has a path that begins like this; below the root there are "研发中心" (id 2), "销售部" (id 4), "市场/渠道" (id 7)`,
		},
		"begins with the root": {
			departments: sampleCorp(), path: "晨星家居/研发中心",
			wantErr:  `no department has a path that begins like this; below the root there are "研发中心" (id 2), "销售部" (id 4), "市场/渠道" (id 7)`,
			wantNext: []string{`leave "晨星家居" out`},
		},
		"the root": {
			departments: sampleCorp(), path: "晨星家居",
			wantErr:  `no department has a path that begins like this; below the root there are "研发中心" (id 2), "销售部" (id 4), "市场/渠道" (id 7)`,
			wantNext: []string{"id = 1"},
		},
		"slash at the front": {
			departments: sampleCorp(), path: "/研发中心",
			wantErr: `no department has a path that begins like this; below the root there are "研发中心" (id 2), "销售部" (id 4), "市场/渠道" (id 7)`,
		},
		"nothing but the root": {
			departments: []client.Department{dept(1, "晨星家居", 0)}, path: "研发中心",
			wantErr: "the app sees no department below the root",
		},
		"nothing visible": {path: "研发中心", wantErr: "the app sees no department at all"},
		"ids only": {
			departments: []client.Department{idOnly(1, 0), idOnly(2, 1)}, path: "研发中心",
			wantErr: shared.IDsOnlyReason + ", so departments cannot be found by name", wantNext: []string{"`secret`", "WECOM_SECRET"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, failure := Locate(tt.departments, tt.path)
			if tt.wantErr == "" {
				if failure.Err != nil || got == nil || got.ID != tt.wantID {
					t.Fatalf("got %+v, %v; want id %d", got, failure.Err, tt.wantID)
				}
				return
			}
			if got != nil || failure.Err == nil {
				t.Fatalf("got %+v, %v; want an error", got, failure.Err)
			}
			if diff := cmp.Diff(tt.wantErr, failure.Err.Error()); diff != "" {
				t.Error(diff)
			}
			for _, part := range tt.wantNext {
				if !strings.Contains(failure.NextStep, part) {
					t.Errorf("next step %q lacks %q", failure.NextStep, part)
				}
			}
		})
	}
}

func TestNearestShortens(t *testing.T) {
	var many []client.Department
	for id := int64(2); id < 2+12; id++ {
		many = append(many, dept(id, "部", 1))
	}
	if got := newTree(many).nearest("无"); !strings.HasSuffix(got, `"部" (id 11) and 2 more`) {
		t.Error(got)
	}
}

func TestSelected(t *testing.T) {
	parent := func(id int64) *int64 { return &id }
	yes, no := true, false
	var unset *bool
	subtree := []client.Department{dept(8, "网关", 3), dept(2, "研发中心", 1), dept(3, "后端", 2), dept(6, "前端", 2)}
	tests := map[string]struct {
		departments []client.Department
		parent      *int64
		recursive   *bool
		want        []string // id and path
	}{
		"everything by default": {sampleCorp(), nil, unset, []string{"1 ", "2 研发中心", "3 研发中心/后端", "4 销售部", "5 销售部/前端", "6 研发中心/前端", "7 市场/渠道", "8 研发中心/后端/网关"}},
		"everything, said":      {sampleCorp()[:3], nil, &yes, []string{"1 ", "2 研发中心", "5 前端"}},
		"first level":           {sampleCorp(), nil, &no, []string{"2 研发中心", "4 销售部", "7 市场/渠道"}},
		"children by default":   {subtree, parent(2), unset, []string{"3 后端", "6 前端"}},
		"children, said":        {subtree, parent(2), &no, []string{"3 后端", "6 前端"}},
		"descendants":           {subtree, parent(2), &yes, []string{"3 后端", "6 前端", "8 后端/网关"}},
		"without the parent":    {subtree[2:], parent(2), &yes, []string{"3 后端", "6 前端"}},
		"below the root":        {sampleCorp(), parent(1), unset, []string{"2 研发中心", "4 销售部", "7 市场/渠道"}},
		"one listed twice":      {append(subtree, subtree...), parent(2), &no, []string{"3 后端", "6 前端"}},
		"its own parent":        {[]client.Department{dept(2, "研发中心", 2)}, parent(2), unset, []string{}},
		"a leaf":                {[]client.Department{dept(8, "网关", 3)}, parent(8), &yes, []string{}},
		"ids only":              {[]client.Department{idOnly(1, 0), idOnly(2, 1)}, nil, unset, []string{"1 ", "2 null"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := []string{}
			base := int64(rootID)
			if tt.parent != nil {
				base = *tt.parent
			}
			tr := newTree(tt.departments)
			for _, d := range tr.selected(tt.parent, tt.recursive) {
				p, known := tr.path(d, base)
				if !known {
					p = "null"
				}
				got = append(got, fmt.Sprint(d.ID, " ", p))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
