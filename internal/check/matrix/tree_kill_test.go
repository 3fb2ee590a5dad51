// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package matrix

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// treeOf is a tree of departments, as many as tops and five below each.
func treeOf(tops int, lines ...string) string {
	return fmt.Sprintf(`resource "wecom_department_tree" "test" {
  departments = jsonencode(merge(
    { for i in range(%[1]d) : "部门${i}" => { order = i } },
    { for i in range(%[1]d * 5) : "部门${i %% %[1]d}/小组${i}" => {} },
  ))
  %[2]s
}
`, tops, strings.Join(lines, "\n  "))
}

// treeIDs are the ids of the tree in the state, by path.
func (b *bench) treeIDs() map[string]int64 {
	b.t.Helper()
	var state struct {
		Resources []struct {
			Instances []struct {
				Attributes struct{ IDs map[string]int64 }
			}
		}
	}
	if raw := b.p.Read("terraform.tfstate"); raw != "" {
		if err := json.Unmarshal([]byte(raw), &state); err != nil {
			b.t.Fatal(err)
		}
	}
	ids := map[string]int64{}
	for _, r := range state.Resources {
		for _, i := range r.Instances {
			maps.Copy(ids, i.Attributes.IDs)
		}
	}
	return ids
}

// paths are the departments of the corp, by path.
func (b *bench) paths() map[string]int64 {
	b.t.Helper()
	all := map[int64]emulator.Department{}
	for _, d := range b.Corp().Departments {
		all[d.ID] = d
	}
	out := map[string]int64{}
	for id := range all {
		var names []string
		for d := all[id]; d.ID != emulator.RootID; d = all[d.ParentID] {
			names = append(names, d.Name)
		}
		if slices.Reverse(names); len(names) > 0 {
			out[strings.Join(names, "/")] = id
		}
	}
	return out
}

// halfway says that the kill was in the middle.
func (b *bench) halfway(from, to int) {
	b.t.Helper()
	if n := len(b.paths()); n < from || n > to {
		b.t.Fatalf("%d departments after the kill, want %d to %d: not in the middle", n, from, to)
	}
}

// grown is the next apply: everything is in the state, and nothing was made twice.
func (b *bench) grown(want int, others ...string) {
	b.t.Helper()
	b.settled()
	corp := b.paths()
	for _, path := range others {
		delete(corp, path)
	}
	if d := cmp.Diff(corp, b.treeIDs()); d != "" {
		b.t.Errorf("the corp and the state hold different departments (-corp +state):\n%s", d)
	}
	if len(corp) != want {
		b.t.Errorf("%d departments, want %d", len(corp), want)
	}
	made := 0
	for _, r := range b.Requests("department/create") {
		if r.Changed {
			made++
		}
	}
	if made != want {
		b.t.Errorf("%d departments were made in all, want %d", made, want)
	}
	if n := len(b.Requests("department/delete")); n > 0 {
		b.t.Errorf("%d departments were deleted", n)
	}
	b.forgotten()
	b.search(b.t.Name())
}

// A provider killed in the middle of making a tree: the next apply finishes it.
func TestAccTreeKilled_create(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	b.config(treeOf(10))
	b.killAt("department/create", 30)
	b.halfway(31, 40)
	b.grown(60)
}

// CLI and provider die together, twice, as on a machine without memory.
func TestAccTreeKilled_together(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	b.config(treeOf(10))
	for range 2 {
		cmd := b.p.Command("apply", "-auto-approve", "-no-color", "-input=false")
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		b.Inject(emulator.Fault{Path: "department/create", Skip: 20, Kind: emulator.FaultSilence, When: emulator.After})
		b.After("department/create", 20, func() { b.group(cmd.Process, syscall.SIGKILL) })
		if err := cmd.Run(); err == nil {
			t.Fatalf("the apply was not killed:\n%s", out.String())
		}
	}
	b.halfway(41, 58)
	b.grown(60)
}

// A tree that grows: what the state has stays, what it lacks is adopted, below new departments as below old ones.
func TestAccTreeKilled_growth(t *testing.T) {
	acctest.OnOneCLI(t)
	for _, mode := range []string{"exclusive = false", "exclusive = true"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, patient)
			b.config(treeOf(3, mode))
			b.settled()
			before := b.treeIDs()
			// The groups stay where they are, others come below every department.
			b.config(strings.Replace(treeOf(3, mode), "=> {} },", `=> {} },
    { for i in range(6) : "部门${i}" => { order = i } },
    { for i in range(36) : "部门${i % 6}/新组${i}" => {} },`, 1))
			b.killAt("department/create", 18)
			b.halfway(37, 46)
			b.grown(57)
			for path, id := range before {
				if now := b.treeIDs()[path]; now != id {
					t.Errorf("%s is department %d, was %d", path, now, id)
				}
			}
		})
	}
}

// What somebody else made in the meantime is not this tree's, although an apply of it was interrupted.
func TestAccTreeKilled_others(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	b.config(treeOf(10))
	b.killAt("department/create", 30)
	made := b.paths()
	var path string
	var id int64
	for i := range 50 { // one that the killed apply had not reached
		if path = fmt.Sprintf("部门%d/小组%d", i%10, i); made[path] == 0 && i > 45 {
			var err error
			if id, err = b.Console().CreateDepartment(made[fmt.Sprintf("部门%d", i%10)], fmt.Sprintf("小组%d", i)); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	for range 2 { // being told does not make it ours, nor the others anybody's
		code, output := b.apply()
		if code == 0 || !strings.Contains(output, "Departments exist already") || !strings.Contains(strings.Join(strings.Fields(output), " "), fmt.Sprintf("because of a name: %s (id %d).", path, id)) {
			t.Fatalf("exit code %d, want an error that names %s (id %d) alone:\n%s", code, path, id, output)
		}
		if now := b.paths(); len(now) != len(made)+1 {
			t.Fatalf("%d departments, want the %d before and the one that was added", len(now), len(made))
		}
	}
	if err := b.Console().DeleteDepartment(id); err != nil {
		t.Fatal(err)
	}
	b.grown(60)
}

// Where the journal is lost, as on a runner that threw its folder away, the error says what exists, and an import goes
// on.
func TestAccTreeKilled_withoutJournal(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	b.config(treeOf(10))
	b.killAt("department/create", 30)
	if err := os.RemoveAll(filepath.Join(b.p.Dir, ".terraform")); err != nil {
		t.Fatal(err)
	}
	made := len(b.paths())
	code, output := b.apply()
	text := strings.Join(strings.Fields(strings.ReplaceAll(output, "│", " ")), " ")
	if code == 0 || !strings.Contains(text, fmt.Sprintf("and %d more.", made-10)) || !strings.Contains(text, "import the subtree: terraform import <address> 1 ") {
		t.Fatalf("exit code %d, want an error that lists %d departments and the import command:\n%s", code, made, output)
	}
	if code, output := b.run("import", "-no-color", "-input=false", "wecom_department_tree.test", "1"); code != 0 {
		t.Fatal(output)
	}
	b.grown(60)
}
