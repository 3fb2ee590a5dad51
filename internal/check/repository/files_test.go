// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package repository tests the files that no compiler reads: workflows, forms, the release and the changelog. What runs
// on a hosting service cannot be tried before it is there, so at least it must parse, name what exists, and leave
// nothing out.
package repository

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"go.yaml.in/yaml/v3"
)

const root = "../../.."

// read returns a file of the repository by its path from the root.
func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// glob returns the files that match, by their paths from the root: at least one.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Fatalf("no file matches %s", pattern)
	}
	for i, path := range found {
		rel, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		found[i] = filepath.ToSlash(rel)
	}
	return found
}

// decode reads YAML into out. A key that out does not have is an error when strict.
func decode(t *testing.T, path string, out any, strict bool) {
	t.Helper()
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(read(t, path))))
	decoder.KnownFields(strict)
	if err := decoder.Decode(out); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
