// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package repository

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// fragment is a file of .changes/unreleased. The schema gate looks for one of kind BREAKING CHANGES, too.
type fragment struct {
	Kind string    `yaml:"kind"`
	Body string    `yaml:"body"`
	Time time.Time `yaml:"time"`
}

// kinds reads those that .changie.yaml allows, in the order of the changelog.
func kinds(t *testing.T) []string {
	t.Helper()
	var config struct {
		Kinds []struct {
			Label string `yaml:"label"`
		} `yaml:"kinds"`
	}
	decode(t, ".changie.yaml", &config, false)
	var labels []string
	for _, kind := range config.Kinds {
		labels = append(labels, kind.Label)
	}
	return labels
}

// wrongFragment says what is wrong with the text of a fragment, or nothing.
func wrongFragment(text string, kinds []string) (fragment, string) {
	var f fragment
	decoder := yaml.NewDecoder(strings.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&f); err != nil {
		return f, err.Error()
	}
	switch {
	case !slices.Contains(kinds, f.Kind):
		return f, fmt.Sprintf("kind %q is none of %q", f.Kind, kinds)
	case len(f.Body) < 20 || strings.TrimSpace(f.Body) != f.Body:
		return f, fmt.Sprintf("body %q is too short, or has blanks around it", f.Body)
	case !strings.HasSuffix(f.Body, "."):
		return f, "the body is no sentence: it does not end with a full stop"
	case f.Time.IsZero():
		return f, "time is missing, by which the entries are sorted"
	}
	return f, ""
}

// fragments reads .changes/unreleased by file name; none is there right after a release.
func fragments(t *testing.T) map[string]fragment {
	t.Helper()
	entries, err := os.ReadDir(root + "/.changes/unreleased")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]fragment{}
	for _, entry := range entries {
		if entry.Name() == ".gitkeep" {
			continue
		}
		f, wrong := wrongFragment(read(t, ".changes/unreleased/"+entry.Name()), kinds(t))
		if wrong != "" || filepath.Ext(entry.Name()) != ".yaml" {
			t.Errorf("%s: %s", entry.Name(), wrong)
		}
		all[entry.Name()] = f
	}
	return all
}

func TestWrongFragment(t *testing.T) {
	kinds := []string{"BREAKING CHANGES", "BUG FIXES"}
	const at = "time: 2026-11-26T09:00:00Z\n"
	for text, right := range map[string]bool{
		"kind: BUG FIXES\nbody: A plan no longer shows what is not there.\n" + at:           true,
		"kind: BREAKING CHANGES\nbody: 'Removed: the attribute `x` of `y`.'\n" + at:         true,
		"kind: FIXES\nbody: A plan no longer shows what is not there.\n" + at:               false,
		"kind: BUG FIXES\nbody: Fixed.\n" + at:                                              false,
		"kind: BUG FIXES\nbody: A plan no longer shows what is not there\n" + at:            false,
		"kind: BUG FIXES\nbody: A plan no longer shows what is not there.\n":                false,
		"kind: BUG FIXES\ntext: A plan no longer shows what is not there.\n" + at:           false,
		"kind: BUG FIXES\nbody: a plan: no longer shows what is not there.\n" + at + "x:\n": false,
	} {
		if _, wrong := wrongFragment(text, kinds); (wrong == "") != right {
			t.Errorf("%s\n%s", text, wrong)
		}
	}
}

// What the schema gate, the pull request form and the pages name is there, in the order of the registry's style.
func TestChangelog_kinds(t *testing.T) {
	want := []string{"BREAKING CHANGES", "NOTES", "FEATURES", "ENHANCEMENTS", "BUG FIXES"}
	if got := kinds(t); !slices.Equal(got, want) {
		t.Errorf("kinds are %q, not %q", got, want)
	}
}

// CHANGELOG.md is what "make changelog" writes, as far as that can be seen without the tool: each entry once, under its
// heading, in the order of time.
func TestChangelog_rendered(t *testing.T) {
	text := read(t, "CHANGELOG.md")
	if !strings.HasPrefix(text, strings.TrimSpace(read(t, ".changes/header.tpl.md"))) {
		t.Error("CHANGELOG.md does not begin with .changes/header.tpl.md: run make changelog")
	}
	all := fragments(t)
	_, rest, ok := strings.Cut(text, "\n## Unreleased\n")
	if !ok {
		if len(all) > 0 {
			t.Error("CHANGELOG.md has nothing unreleased: run make changelog")
		}
		return
	}
	section, _, _ := strings.Cut(rest, "\n## ")
	var want strings.Builder
	for _, kind := range kinds(t) {
		var entries []fragment
		for _, f := range all {
			if f.Kind == kind {
				entries = append(entries, f)
			}
		}
		slices.SortFunc(entries, func(a, b fragment) int { return a.Time.Compare(b.Time) })
		if len(entries) > 0 {
			want.WriteString(kind + ":\n")
		}
		for _, f := range entries {
			want.WriteString("* " + f.Body + "\n")
		}
	}
	var have strings.Builder
	for line := range strings.Lines(section) {
		if strings.TrimSpace(line) != "" {
			have.WriteString(line)
		}
	}
	if have.String() != want.String() {
		t.Errorf("CHANGELOG.md is not what the fragments say: run make changelog\nhave:\n%s\nwant:\n%s", have.String(), want.String())
	}
}
