// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command tree measures wecom_department_tree: the built provider under a real
// CLI against an emulator without latency, for trees of several sizes. It prints
// one table, and fails when a target is missed.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

const (
	mib = 1 << 20
	// corpLimit is WeCom's limit of departments, the root included (doc 90205).
	corpLimit = 30_000
)

// targets are the limits of wall time and of memory over all processes but the
// emulator's, on two cores.
var targets = map[string]struct {
	wall   time.Duration
	memory int64
}{
	"1000 plan no-op":  {time.Second, 0},
	"10000 plan no-op": {3 * time.Second, 0},
	"29999 plan no-op": {10 * time.Second, 1024 * mib},
	"10000 create":     {90 * time.Second, 0},
}

func main() {
	cli := flag.String("cli", "terraform", "Terraform or OpenTofu to measure with")
	dir := flag.String("provider", "bin", "folder of the built provider")
	sizes := flag.String("sizes", "1000,10000,29999", "departments per tree")
	createUpTo := flag.Int("create-up-to", 10_000, "larger trees are imported instead of created: WeCom's quota alone would take minutes")
	runs := flag.Int("runs", 3, "runs of each plan; the median counts")
	flag.Parse()
	if err := measure(context.Background(), os.Stdout, *cli, *dir, *sizes, *createUpTo, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, out io.Writer, cli, provider, sizes string, createUpTo, runs int) error {
	provider, err := filepath.Abs(provider)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "departments\tstep\twall\tCPU\tof the provider\tpeak memory\tof the provider\treads\twrites\ttarget\t")
	missed := 0
	for text := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil {
			return err
		}
		rows, err := one(ctx, cli, provider, n, n <= createUpTo, runs)
		if err != nil {
			return fmt.Errorf("%d departments: %w", n, err)
		}
		for _, r := range rows {
			verdict := ""
			if t, ok := targets[fmt.Sprint(n, " ", r.step)]; ok {
				verdict = "≤ " + t.wall.String()
				if t.memory > 0 {
					verdict += fmt.Sprintf(", %d MiB", t.memory/mib)
				}
				if r.wall > t.wall || t.memory > 0 && r.memory > t.memory {
					verdict, missed = verdict+" MISSED", missed+1
				}
			}
			fmt.Fprintf(table, "%d\t%s\t%.2f s\t%.2f s\t%.2f s\t%d MiB\t%d MiB\t%d\t%d\t%s\t\n",
				n, r.step, r.wall.Seconds(), r.cpu.Seconds(), r.providerCPU.Seconds(), r.memory/mib, r.provider/mib, r.reads, r.writes, verdict)
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if missed > 0 {
		return fmt.Errorf("%d targets missed", missed)
	}
	return nil
}

// row is one measured command.
type row struct {
	step          string
	wall, cpu     time.Duration
	memory        int64 // highest sum over the CLI and the provider, bytes
	providerCPU   time.Duration
	provider      int64 // highest of the provider alone, bytes
	reads, writes int
}

// one measures one size in a folder and an emulator of its own.
func one(ctx context.Context, cli, provider string, n int, create bool, runs int) ([]row, error) {
	dir, err := os.MkdirTemp("", "wecom-tree-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	w := &workdir{ctx: ctx, dir: dir, cli: cli}
	stop, err := w.start(provider, n, !create)
	if err != nil {
		return nil, err
	}
	defer stop()

	var rows []row
	step := func(name string, times int, args ...string) error {
		var all []row
		for range times {
			r, err := w.run(args...)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			r.step = name
			all = append(all, r)
		}
		fmt.Fprintf(os.Stderr, "%d departments, %s: %.2f s, processor %.2f s\n", n, name, all[0].wall.Seconds(), all[0].cpu.Seconds())
		slices.SortFunc(all, func(a, b row) int { return int(a.wall - b.wall) })
		rows = append(rows, all[len(all)/2])
		return nil
	}
	first := "create"
	if !create {
		first = "import"
	}
	if err := step(first, 1, "apply", "-auto-approve"); err != nil {
		return nil, err
	}
	if err := step("plan no-op", runs, "plan", "-detailed-exitcode"); err != nil {
		return nil, err
	}
	tree := departments(n)
	tree[pathOf(n/2)] = map[string]any{"order": 7}
	if err := w.write("departments.json", encode(tree)); err != nil {
		return nil, err
	}
	if err := step("plan one edit", runs, "plan"); err != nil {
		return nil, err
	}
	if err := step("apply one edit", 1, "apply", "-auto-approve"); err != nil {
		return nil, err
	}
	if create {
		if err := step("destroy", 1, "destroy", "-auto-approve"); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// pathOf gives department i of a tree in which each has ten children: 1 to 10
// are on the first level.
func pathOf(i int) string {
	name := fmt.Sprintf("部门%05d", i)
	if i <= 10 {
		return name
	}
	return pathOf((i-1)/10) + "/" + name
}

func departments(n int) map[string]any {
	tree := make(map[string]any, n)
	for i := 1; i <= n; i++ {
		tree[pathOf(i)] = map[string]any{}
	}
	return tree
}

func encode(v any) string {
	raw, _ := json.Marshal(v) // strings and numbers can always be encoded
	return string(raw)
}

// run calls the CLI, and watches what it and the provider use.
func (w *workdir) run(args ...string) (row, error) {
	w.server.ResetRequests()
	cmd := exec.CommandContext(w.ctx, w.cli, append(args, "-no-color")...)
	cmd.Dir, cmd.Env = w.dir, w.env
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return row{}, err
	}
	ended := make(chan struct{})
	watched := make(chan row)
	go func() { watched <- watch(cmd.Process.Pid, ended) }()
	err := cmd.Wait()
	r := row{wall: time.Since(began), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	close(ended)
	seen := <-watched
	r.memory, r.provider, r.providerCPU = seen.memory, seen.provider, seen.providerCPU
	for _, q := range w.server.Requests() {
		if q.Write {
			r.writes++
		} else {
			r.reads++
		}
	}
	if err != nil {
		text := out.String()
		return r, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, text[max(0, len(text)-2000):])
	}
	return r, nil
}
