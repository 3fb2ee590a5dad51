// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// corpLimit is WeCom's limit of departments, the root included (doc 90205).
const corpLimit = 30_000

// treeTargets are the limits of wall time, and of MiB over all processes but the emulator's, on two cores.
var treeTargets = map[treeRow]struct {
	wall   time.Duration
	memory int64
}{
	{1000, "plan no-op"}:  {time.Second, 0},
	{10000, "plan no-op"}: {3 * time.Second, 0},
	{29999, "plan no-op"}: {10 * time.Second, 1024},
	{10000, "create"}:     {90 * time.Second, 0},
}

// treeRow is one measured command of one size.
type treeRow struct {
	size int
	step string
}

// treeOptions are the command line of "bench tree", which measures one wecom_department_tree of several sizes without
// latency.
type treeOptions struct {
	cli        string
	sizes      []int
	createUpTo int
	runs       int
	flat       bool
	progress   io.Writer
}

func parseTree(args []string) (*treeOptions, error) {
	o := &treeOptions{progress: os.Stderr}
	set := flag.NewFlagSet("bench tree", flag.ExitOnError)
	set.StringVar(&o.cli, "cli", "", "path of terraform or tofu")
	sizes := set.String("sizes", "1000,10000,29999", "departments per tree")
	set.IntVar(&o.createUpTo, "create-up-to", 10_000, "larger trees are imported instead of created: WeCom's quota alone would take minutes")
	set.IntVar(&o.runs, "runs", 3, "runs of each plan; the median counts")
	set.BoolVar(&o.flat, "flat", false, "all departments are siblings, instead of ten below each")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	var err error
	if o.sizes, err = numbers(*sizes); err != nil {
		return nil, err
	}
	switch {
	case o.cli == "":
		return nil, errors.New("-cli is missing; `make bench-tree` finds one")
	case o.runs < 1:
		return nil, errors.New("-runs is at least 1")
	case slices.Max(o.sizes) >= corpLimit:
		return nil, fmt.Errorf("a corp holds %d departments, the root included", corpLimit)
	}
	return o, nil
}

// measure prints the table, and fails when a target is missed.
func (o *treeOptions) measure(ctx context.Context) error {
	p, err := buildPrograms(ctx)
	if err != nil {
		return err
	}
	defer p.remove()
	rows := [][]string{{"departments", "step", "wall", "CPU", "of it provider", "peak MiB", "of it provider", "reads", "writes", "target"}}
	missed := 0
	for _, size := range o.sizes {
		err := o.size(ctx, p, size, func(step string, all []measurement) {
			verdict := ""
			if t, ok := treeTargets[treeRow{size, step}]; ok && !o.flat {
				verdict = "≤ " + seconds(t.wall)
				if t.memory > 0 {
					verdict += fmt.Sprintf(", %d MiB", t.memory)
				}
				if medianOf(all, wall) > t.wall || t.memory > 0 && mib(medianOf(all, memory)) > float64(t.memory) {
					verdict, missed = verdict+" MISSED", missed+1
				}
			}
			rows = append(rows, []string{
				thousands(size), step, seconds(medianOf(all, wall)), seconds(medianOf(all, cpu)), seconds(medianOf(all, providers)),
				fmt.Sprintf("%.0f", mib(medianOf(all, memory))), fmt.Sprintf("%.0f", mib(medianOf(all, peak))),
				thousands(all[0].reads), thousands(all[0].writes), verdict,
			})
		})
		if err != nil {
			return fmt.Errorf("%d departments: %w", size, err)
		}
	}
	on, err := environment(ctx, o.cli, o.runs, 0)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(os.Stdout, table(rows)+"\n"+on); err != nil {
		return err
	}
	if missed > 0 {
		return fmt.Errorf("%d targets missed", missed)
	}
	return nil
}

func memory(m measurement) int64            { return m.memory }
func providers(m measurement) time.Duration { return m.providers }

// size measures one size in a room of its own.
func (o *treeOptions) size(ctx context.Context, p *programs, n int, done func(step string, all []measurement)) error {
	create := n <= o.createUpTo
	r, err := o.room(p, n, !create)
	if err != nil {
		return err
	}
	defer r.close()
	step := func(name string, times, code int, args ...string) error {
		var all []measurement
		for range times {
			m, err := r.call(ctx, code, args...)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			fmt.Fprintf(o.progress, "%5d departments, %-14s %s\n", n, name, m)
			all = append(all, m)
		}
		done(name, all)
		return nil
	}
	first := "create"
	if !create {
		first = "import"
	}
	if err := step(first, 1, 0, "apply", "-auto-approve"); err != nil {
		return err
	}
	if err := step("plan no-op", o.runs, 0, "plan", "-detailed-exitcode"); err != nil {
		return err
	}
	if err := r.write("departments.json", o.text(n, n/2)); err != nil {
		return err
	}
	if err := step("plan one edit", o.runs, 2, "plan", "-detailed-exitcode"); err != nil {
		return err
	}
	if err := step("apply one edit", 1, 0, "apply", "-auto-approve"); err != nil {
		return err
	}
	if create {
		return step("destroy", 1, 0, "destroy", "-auto-approve")
	}
	return nil
}

// paths are those of the tree; siblings are their names alone.
func (o *treeOptions) paths(n int) []string {
	name := func(i, _ int) string { return fmt.Sprintf("部门%05d", i) }
	if !o.flat {
		return paths(n, name)
	}
	out := make([]string, n)
	for i := range out {
		out[i] = name(i, n)
	}
	return out
}

// text declares the tree; edited is the department with an order, -1 for none.
func (o *treeOptions) text(n, edited int) string {
	tree := make(map[string]any, n)
	for i, path := range o.paths(n) {
		tree[path] = map[string]any{}
		if i == edited {
			tree[path] = map[string]any{"order": 7}
		}
	}
	raw, _ := json.Marshal(tree) // strings and numbers can always be encoded
	return string(raw)
}

// room has a corp of nothing but the root, or with the departments in it already if they shall be imported.
func (o *treeOptions) room(p *programs, n int, imported bool) (*room, error) {
	example := emulator.ExampleCorp()
	corp := emulator.Corp{
		CorpID: example.CorpID, Name: example.Name, CallerIP: example.CallerIP, Apps: example.Apps,
		Departments: []emulator.Department{{ID: emulator.RootID, Name: example.Name, Order: 100000000}},
	}
	all, imports := o.paths(n), ""
	if imported {
		imports = "import {\n  to = wecom_department_tree.all\n  id = \"1\"\n}\n"
		for i, path := range all {
			parent := emulator.RootID
			if !o.flat {
				parent = int64(parentOf(i)) + 2 // ids begin behind the root's, which is 1
			}
			corp.Departments = append(corp.Departments, emulator.Department{ID: int64(i) + 2, Name: path[strings.LastIndex(path, "/")+1:], ParentID: parent, Order: int64(100000000 - i)})
		}
	}
	r, err := openRoom(o.cli, p, ours, emulator.New(corp))
	if err != nil {
		return nil, err
	}
	r.watched = true
	for name, text := range map[string]string{
		"departments.json": o.text(n, -1),
		"main.tf": preamble + "provider \"wecom\" {\n  max_api_capacity = 100\n}\n" + imports + fmt.Sprintf(
			"resource \"wecom_department_tree\" \"all\" {\n  departments = file(\"departments.json\")\n  ids_of      = [%q]\n}\n", all[n-1]),
	} {
		if err := r.write(name, text); err != nil {
			r.close()
			return nil, err
		}
	}
	return r, nil
}
