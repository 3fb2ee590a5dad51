// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// The guide on credentials names every endpoint, with the credentials in their order, and codes that are explained.
func TestCredentialsGuide(t *testing.T) {
	raw, err := os.ReadFile("../../templates/guides/credentials-and-permissions.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	rows := map[string][]string{} // by endpoint, the cells of its row
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 5 {
			continue
		}
		last := ""
		for _, m := range regexp.MustCompile("`([a-z_/…]+)`").FindAllStringSubmatch(cells[1], -1) {
			name := strings.TrimSuffix(m[1], "/…")
			if rest, ok := strings.CutPrefix(name, "…/"); ok {
				name = path.Join(path.Dir(last), rest)
			}
			rows[name], last = cells, name
		}
	}
	for _, rt := range core.Endpoints() {
		cells := rows[rt.Path]
		if cells == nil {
			cells = rows[path.Dir(rt.Path)]
		}
		if cells == nil {
			t.Errorf("the guide does not name %s", rt.Path)
			continue
		}
		if len(rt.Creds) == 0 {
			continue
		}
		cell := cells[2]
		if rt.Write {
			cell = cells[3]
		}
		if first := strings.TrimSpace(strings.Split(cell, ",")[0]); first != "`"+string(rt.Creds[0])+"`" {
			t.Errorf("%s is called with %s first, and the guide says %s", rt.Path, rt.Creds[0], cell)
		}
	}
	codes := 0
	for _, m := range regexp.MustCompile(`(?m)^\| (\d{5,6}(?:, \d{5,6})*) \|`).FindAllStringSubmatch(page, -1) {
		for code := range strings.SplitSeq(m[1], ", ") {
			codes++
			n, err := strconv.Atoi(code)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := Explain(&APIError{Code: n, Path: departmentUpdate.Path, Credential: "secret"}); !ok {
				t.Errorf("the guide explains %d, and the client does not", n)
			}
		}
	}
	if codes < 12 || len(rows) < 20 {
		t.Errorf("%d codes and %d endpoints: this test proves nothing", codes, len(rows))
	}
}
