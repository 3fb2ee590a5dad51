// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// holds fails unless files are exactly those of want, in the order of their names.
func holds(t *testing.T, files []string, want ...string) {
	t.Helper()
	if slices.Sort(files); !slices.Equal(files, want) {
		t.Errorf("wrote %q, want %q", files, want)
	}
}

// A corp's structure is nobody else's business, whatever the umask says.
func TestExport_private(t *testing.T) {
	server := corpForTest(t)
	dir := t.TempDir()
	all := []string{"corp/.wecomctl-export.json", "corp/README.md", "corp/departments.tf", "corp/imports.tf", "corp/providers.tf", "corp/versions.tf"}
	export := func() {
		if code, _, errs := runIn(t.Context(), "export", "--out", filepath.Join(dir, "corp"), "--only", "department"); code != 0 {
			t.Fatal(errs)
		}
	}
	holds(t, acctest.Private(t, dir, export), all...)
	// What is replaced gets no more open, and takes over no file that lies there.
	if _, err := server.Console().CreateDepartment(emulator.RootID, "新部门"); err != nil {
		t.Fatal(err)
	}
	planted := filepath.Join(dir, "corp", "README.md.new")
	if err := os.WriteFile(planted, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(planted, 0o666); err != nil { //nolint:gosec // what a stranger may leave
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, "corp", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	files := acctest.Private(t, dir, func() {
		export()
		if err := os.Remove(planted); err != nil {
			t.Errorf("the planted file was taken: %v", err)
		}
	})
	holds(t, files, slices.Sorted(slices.Values(append(all, "corp/departments_2.tf", "corp/imports_2.tf")))...)
	if after, err := os.ReadFile(filepath.Join(dir, "corp", "README.md")); err != nil || string(after) == string(before) {
		t.Errorf("the README was not replaced, which proves nothing: %v", err)
	}
}

func TestDrift_private(t *testing.T) {
	corpForTest(t)
	dir := t.TempDir()
	plan := filepath.Join(dir, "plan.json")
	if err := os.WriteFile(plan, []byte(`{"format_version":"1.2","terraform_version":"1.11.0","planned_values":{},"resource_changes":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	files := acctest.Private(t, dir, func() {
		code, _, errs := runIn(t.Context(), "drift", plan, "--dir", dir, "--output", filepath.Join(dir, "report.txt"),
			"--also", "json="+filepath.Join(dir, "report.json"), "--also", "markdown="+filepath.Join(dir, "report.md"),
			"--also", "sarif="+filepath.Join(dir, "report.sarif"), "--write-ignore")
		if code != 0 || !strings.Contains(errs, "Added ") {
			t.Fatalf("%d %s", code, errs)
		}
	})
	holds(t, files, ".wecomignore", "plan.json", "report.json", "report.md", "report.sarif", "report.txt")
}

// The corp file holds the secrets of the emulated apps, and is replaced at each change.
func TestEmulator_privateCorpFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "corp.json")
	holds(t, acctest.Private(t, dir, func() {
		if _, errs, err := run(t, "emulator", "--corp", path); err != nil {
			t.Fatal(err, errs)
		}
	}), "corp.json")
	if err := os.Chmod(path, 0o666); err != nil { //nolint:gosec // what a user may have done
		t.Fatal(err)
	}
	holds(t, acctest.Private(t, dir, func() {
		server, err := emulator.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, 0o666); err != nil { //nolint:gosec // what a user may have done
			t.Fatal(err)
		}
		if _, err := server.Console().CreateDepartment(emulator.RootID, "新部门"); err != nil {
			t.Fatal(err)
		}
	}), "corp.json")
}
