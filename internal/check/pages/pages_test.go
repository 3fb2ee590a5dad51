// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package pages

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// root is the repository, seen from here.
const root = "../../.."

// all reads every page of the repository.
func all(t *testing.T) map[string]*Page {
	t.Helper()
	names, err := Find(root)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]*Page{}
	for _, name := range names {
		if pages[name], err = Read(root, name); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"README.md", "README.zh-CN.md", "docs/index.md", "templates/index.md.tmpl", "templates/guides/getting-started.md", "examples/testing/README.md"} {
		if pages[name] == nil {
			t.Errorf("%s is not among the %d pages found", name, len(pages))
		}
	}
	return pages
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"What it looks like":                        "what-it-looks-like",
		"1. The app":                                "1-the-app",
		"`-refresh=false` and `-target`":            "-refreshfalse-and--target",
		"两条命令":                                      "两条命令",
		"Terraform provider for WeCom (企业微信)":       "terraform-provider-for-wecom-企业微信",
		"2026-11-22 · Bounds of an answer":          "2026-11-22--bounds-of-an-answer",
		"The `wecom_inventory` data source":         "the-wecom_inventory-data-source",
		"What needs no declaration: `.wecomignore`": "what-needs-no-declaration-wecomignore",
	} {
		p, err := Parse("x.md", []byte("# "+title+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if !p.HasAnchor(want) {
			t.Errorf("%s: %v, want %s", title, p.anchors, want)
		}
	}
}

func TestParse(t *testing.T) {
	p, err := Parse("x.md", []byte("---\ntitle: x # no heading\n---\n\n# One\n\n## Two\n\n## Two\n\n<a id=\"nested--x\"></a>\n"+
		"| a | b |\n|---|---|\n| [l](y.md#z \"t\") | `make x` |\n\n![pic](p.png) <https://example.com/a> https://example.com/b\n\n"+
		"```console\n$ make a   # why\noutput --flag\n$ # no\n```\n\n```sh\n# no\nmake b\n```\n\n```hcl\nmake = 1\n```\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := &Page{
		Path:     "x.md",
		Headings: []Heading{{1, "One"}, {2, "Two"}, {2, "Two"}},
		Links: []Link{
			{Text: "l", Target: "y.md#z"}, {Text: "pic", Target: "p.png", Picture: true},
			{Text: "https://example.com/a", Target: "https://example.com/a"}, {Text: "https://example.com/b", Target: "https://example.com/b"},
		},
		Blocks: []Block{
			{"console", "$ make a   # why\noutput --flag\n$ # no\n"}, {"sh", "# no\nmake b\n"}, {"hcl", "make = 1\n"},
		},
		Spans:   []string{"make x"},
		anchors: map[string]bool{"one": true, "two": true, "two-1": true, "nested--x": true},
	}
	if diff := cmp.Diff(want, p, cmp.AllowUnexported(Page{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"make x", "make a", "", "", "make b"}, p.Commands()); diff != "" {
		t.Error(diff)
	}
}
