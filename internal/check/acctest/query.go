// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"os/exec"
	"regexp"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

var versionLine = regexp.MustCompile(`(?m)^(Terraform|OpenTofu) v(\d+)\.(\d+)`)

// Version is the name of the CLI under test, Terraform or OpenTofu, and its version.
func Version(t *testing.T) (product string, major, minor int) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), CLI(t), "version").Output()
	if err != nil {
		t.Fatal(err)
	}
	m := versionLine.FindStringSubmatch(string(out))
	if m == nil {
		t.Fatalf("neither Terraform nor OpenTofu: %s", out)
	}
	major, _ = strconv.Atoi(m[2])
	minor, _ = strconv.Atoi(m[3])
	return m[1], major, minor
}

// Since skips a test on a CLI that is too old for it, or that will never know what it is about: terraform and opentofu
// are the first minor versions of 1.x that do, a negative number is "none". It prints why.
func Since(t *testing.T, what string, terraform, opentofu int) {
	t.Helper()
	product, major, minor := Version(t)
	first := terraform
	if product == "OpenTofu" {
		first = opentofu
	}
	switch {
	case first < 0:
		t.Skipf("%s has no %s", product, what)
	case major == 1 && minor < first:
		t.Skipf("%s v%d.%d has no %s: it came with 1.%d", product, major, minor, what, first)
	}
}

// RunQuery is Run for steps with list blocks, which Terraform knows from 1.14 on and OpenTofu does not; on other CLIs
// the test is skipped.
func (e *Env) RunQuery(steps ...resource.TestStep) {
	e.t.Helper()
	Since(e.t, "list blocks (query)", 14, -1)
	e.run(nil, steps)
}
