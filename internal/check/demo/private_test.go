// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// The demo's folder and what it puts there are the user's alone.
func TestDemo_privateFolder(t *testing.T) {
	web := httptest.NewServer(emulator.New(emulator.ExampleCorp()))
	defer web.Close()
	bin, parent := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"wecomctl":                 fmt.Sprintf("#!/bin/sh\necho %s\nexec sleep 60\n", web.URL),
		"terraform-provider-wecom": "#!/bin/sh\n",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(text), 0o700); err != nil { //nolint:gosec // programs
			t.Fatal(err)
		}
	}
	t.Setenv("TMPDIR", parent)
	d := &demo{cli: "terraform", bin: bin, example: filepath.Join("..", "..", "..", "examples", "quickstart"), out: io.Discard}
	files := acctest.Private(t, parent, func() {
		err := d.prepare(t.Context())
		if d.emulator != nil {
			d.emulator.stop()
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	for _, want := range []string{"main.tf", ".tofurc"} {
		if !slices.ContainsFunc(files, func(f string) bool { return filepath.Base(f) == want }) {
			t.Errorf("no %s among %q", want, files)
		}
	}
	if len(files) < 5 {
		t.Errorf("only %q", files)
	}
}
