// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// taken builds results in which the floor needs a second for everything, and ours the given times.
func taken(times map[cell][]measurement) *results {
	r := &results{starts: map[variant]time.Duration{ours: 40 * time.Millisecond, nothing: 30 * time.Millisecond}}
	for at, all := range times {
		for _, m := range all {
			r.add(at.size, at.step, ours, m)
			r.add(at.size, at.step, nothing, measurement{wall: time.Second, cpu: time.Second, peak: 20 << 20})
		}
	}
	return r
}

func TestVerdicts(t *testing.T) {
	second := func(wall, cpu float64, peak int64) measurement {
		return measurement{wall: time.Duration(wall * float64(time.Second)), cpu: time.Duration(cpu * float64(time.Second)), peak: peak << 20}
	}
	r := taken(map[cell][]measurement{
		{small, stepPlan, ours}:   {second(1, 1, 30)},
		{large, stepPlan, ours}:   {second(1.1, 1.4, 60), second(3, 1.2, 70), second(1.1, 1.4, 90)},
		{small, stepCreate, ours}: {second(1.6, 1, 40)},
	})
	want := []string{
		"ok            no-op plan of 2,000, wall: 1.10 × the floor, at most 1.15 × the floor",
		"MISSED        no-op plan of 2,000, CPU: 1.40 × the floor, at most 1.30 × the floor",
		"MISSED        create of 500, wall: 1.60 × the floor, at most 1.50 × the floor",
		"ok            provider's peak memory at 2,000: 70 MiB, at most 80 MiB",
		"ok            start-up: 40 ms, at most 100 ms",
		"MISSED        growth from 500 to 2,000 of plan, no-op: 1.10 × the floor's, at most 1.05 × the floor's",
		"not measured  growth from 500 to 2,000 of plan, one edit",
		"not measured  growth from 500 to 2,000 of apply, create",
		"not measured  growth from 500 to 2,000 of apply, no-op",
		"not measured  growth from 500 to 2,000 of destroy",
	}
	if d := cmp.Diff(want, r.verdicts(singles)); d != "" {
		t.Error(d)
	}
	if got := r.verdicts(tree); got != nil {
		t.Errorf("a tree is judged: %v", got)
	}
	if d := cmp.Diff([]string{"not measured  start-up"}, (&results{}).verdicts(singles)[4:5]); d != "" {
		t.Error(d)
	}
}

// A ratio is taken within each run, so that a slow minute of the machine, which meets both, does not count.
func TestRatio_pairsRuns(t *testing.T) {
	r := &results{}
	for _, run := range []struct{ ours, floor time.Duration }{{11, 10}, {55, 50}, {24, 20}} {
		r.add(9, stepPlan, ours, measurement{wall: run.ours})
		r.add(9, stepPlan, nothing, measurement{wall: run.floor})
	}
	if got, ok := r.ratio(9, stepPlan, ours, nothing, wall); !ok || got != 1.1 {
		t.Errorf("got %v, %v", got, ok)
	}
	r.add(9, stepPlan, ours, measurement{wall: 1})
	if _, ok := r.ratio(9, stepPlan, ours, nothing, wall); ok {
		t.Error("runs that have no partner were compared")
	}
}

func TestPrint(t *testing.T) {
	r := taken(map[cell][]measurement{
		{1500, stepPlan, ours}: {{wall: 1500 * time.Millisecond, cpu: 2 * time.Second, peak: 30 << 20, calls: 1234}},
	})
	var b strings.Builder
	o := &options{kind: singles, sizes: []int{1500}, steps: []step{stepPlan}, variants: []variant{ours, nothing}}
	if err := r.print(&b, o, "Here.\n"); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	want := []string{
		"| departments | step        | ours: wall |    CPU | peak MiB | calls | wall ÷ floor | CPU ÷ floor | floor: wall |    CPU | peak MiB |",
		"|------------:|-------------|-----------:|-------:|---------:|------:|-------------:|------------:|------------:|-------:|---------:|",
		"|       1,500 | plan, no-op |     1.50 s | 2.00 s |       30 | 1,234 |         1.50 |        2.00 |      1.00 s | 1.00 s |       20 |",
		"",
		"Start-up, from exec to the answer of GetProviderSchema: ours 40 ms, floor 30 ms",
	}
	if d := cmp.Diff(want, lines[:len(want)]); d != "" {
		t.Error(d)
	}
	if !slices.Contains(lines, "Here.") {
		t.Error("the machine is not named")
	}
}

func TestConfiguration(t *testing.T) {
	got := singles.configuration(112)
	for _, want := range []string{
		"resource \"wecom_department\" \"d9\" {\n  name      = \"部门 9\"\n}",
		"resource \"wecom_department\" \"d10\" {\n  name      = \"部门 10\"\n  parent_id = wecom_department.d0.id\n}",
		"resource \"wecom_department\" \"d111\" {\n  name      = \"部门 111${var.suffix}\"\n  parent_id = wecom_department.d10.id\n}",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing:\n%s", want)
		}
	}
	if n := strings.Count(got, "resource "); n != 112 {
		t.Errorf("%d departments", n)
	}
	got = tree.configuration(112)
	for _, want := range []string{
		"    \"部门 9\" = {}\n    \"部门 0/部门 10\" = {}\n",
		"    \"部门 0/部门 10/部门 111${var.suffix}\" = {}\n  })\n}\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing:\n%s", want)
		}
	}
	if n := strings.Count(got, " = {}"); n != 112 {
		t.Errorf("%d departments in the tree", n)
	}
	got = people.configuration(60)
	for _, want := range []string{
		"resource \"wecom_department\" \"d2\" {\n  name      = \"部门 2\"\n}",
		"resource \"wecom_member\" \"m59\" {\n  id             = \"member-59\"\n  name           = \"成员 59${var.suffix}\"\n" +
			"  mobile         = \"13900000059\"\n  department_ids = [wecom_department.d2.id]\n}",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing:\n%s", want)
		}
	}
	if n, want := strings.Count(got, "resource "), people.objects(60); n != want || want != 63 {
		t.Errorf("%d members and departments, %d said", n, want)
	}
	declared := people.declared(60)
	for address, r := range declared {
		if !strings.Contains(got, fmt.Sprintf("resource %q %q {", r.Type, address)) {
			t.Errorf("%s is not in the configuration", address)
		}
	}
	if len(declared) != people.objects(60) || singles.declared(60) != nil {
		t.Errorf("%d members and departments are declared", len(declared))
	}
}

func TestParse(t *testing.T) {
	o, err := parse([]string{"-cli", "terraform", "-sizes", "20,100", "-steps", "destroy,plan", "-variants", "floor,ours", "-runs", "1"})
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%s %v %v %v %d %s", o.cli, o.sizes, o.steps, o.variants, o.runs, o.latency)
	if want := "terraform [20 100] [plan destroy] [ours floor] 1 50ms"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, args := range [][]string{{}, {"-cli", "x", "-sizes", "0"}, {"-cli", "x", "-steps", "fly"}, {"-cli", "x", "-variants", "other"}, {"-cli", "x", "-runs", "0"}, {"-cli", "x", "more"}} {
		if _, err := parse(args); err == nil {
			t.Errorf("%v was accepted", args)
		}
	}
}

// The room of a tree: every department has its parent in front of it, and those that are imported are the ones that are
// declared.
func TestTree_declaresWhatIsImported(t *testing.T) {
	for _, flat := range []bool{false, true} {
		o := &treeOptions{flat: flat}
		r, err := o.room(&programs{dir: t.TempDir()}, 123, true)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(r.close)
		name := map[int64]string{1: ""}
		got := []string{}
		for _, d := range r.corp.Corp().Departments[1:] {
			parent, ok := name[d.ParentID]
			if !ok {
				t.Fatalf("department %d comes before its parent", d.ID)
			}
			name[d.ID] = strings.TrimPrefix(parent+"/"+d.Name, "/")
			got = append(got, name[d.ID])
		}
		if d := cmp.Diff(o.paths(123), got); d != "" {
			t.Error(d)
		}
	}
}
