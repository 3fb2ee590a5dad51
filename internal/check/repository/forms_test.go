// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package repository

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

type form struct {
	Name        string   `yaml:"name"`
	Description string   `yaml:"description"`
	Labels      []string `yaml:"labels"`
	Body        []struct {
		Type       string `yaml:"type"`
		ID         string `yaml:"id"`
		Attributes struct {
			Label       string `yaml:"label"`
			Description string `yaml:"description"`
			Placeholder string `yaml:"placeholder"`
			Render      string `yaml:"render"`
			Value       string `yaml:"value"`
			Options     []any  `yaml:"options"`
		} `yaml:"attributes"`
		Validations struct {
			Required bool `yaml:"required"`
		} `yaml:"validations"`
	} `yaml:"body"`
}

// A form that GitHub cannot read is left out of the list, without a word.
func TestForms(t *testing.T) {
	required := map[string][]string{}
	for _, path := range glob(t, ".github/ISSUE_TEMPLATE/*.yml") {
		if filepath.Base(path) == "config.yml" {
			continue
		}
		var f form
		decode(t, path, &f, true)
		if f.Name == "" || f.Description == "" || len(f.Labels) == 0 {
			t.Errorf("%s: name, description or labels are missing", path)
		}
		seen := map[string]bool{}
		for _, field := range f.Body {
			a := field.Attributes
			switch field.Type {
			case "markdown":
				if a.Value == "" {
					t.Errorf("%s: a text without text", path)
				}
				continue
			case "dropdown", "checkboxes":
				if len(a.Options) == 0 {
					t.Errorf("%s %s: nothing to choose from", path, field.ID)
				}
			case "input", "textarea":
			default:
				t.Errorf("%s %s: no such type: %s", path, field.ID, field.Type)
			}
			if !regexp.MustCompile(`^[a-z]+$`).MatchString(field.ID) || seen[field.ID] || a.Label == "" {
				t.Errorf("%s: id %q or its label is missing or there twice", path, field.ID)
			}
			seen[field.ID] = true
			if field.Validations.Required {
				required[path] = append(required[path], field.ID)
			}
			if text := a.Label + a.Description; strings.Contains(text, "secret") && !strings.Contains(text, "never") && !strings.Contains(text, "Never") {
				t.Errorf("%s %s speaks of secrets and does not say that they stay away", path, field.ID)
			}
		}
		if path == ".github/ISSUE_TEMPLATE/bug.yml" {
			for _, id := range []string{"provider", "cli", "credential", "errcode", "configuration"} {
				if !seen[id] {
					t.Errorf("%s does not ask for %s", path, id)
				}
			}
			if !strings.Contains(f.Body[0].Attributes.Value, "No secrets") {
				t.Errorf("%s does not begin with what must not be in it", path)
			}
		}
	}
	if len(required) != 3 {
		t.Errorf("forms with required fields: %v", required)
	}
}

func TestForms_config(t *testing.T) {
	var config struct {
		Blank bool `yaml:"blank_issues_enabled"`
		Links []struct {
			Name  string `yaml:"name"`
			URL   string `yaml:"url"`
			About string `yaml:"about"`
		} `yaml:"contact_links"`
	}
	decode(t, ".github/ISSUE_TEMPLATE/config.yml", &config, true)
	if config.Blank || len(config.Links) == 0 || !strings.HasSuffix(config.Links[0].URL, "/security/advisories/new") {
		t.Errorf("%+v", config)
	}
	for _, link := range config.Links {
		if link.Name == "" || link.About == "" || !strings.HasPrefix(link.URL, "https://") {
			t.Errorf("%+v", link)
		}
	}
}

// Each module that is kept for a tool gets its updates, and so does every place that pins an action.
func TestDependabot(t *testing.T) {
	type update struct {
		Ecosystem   string         `yaml:"package-ecosystem"`
		Directory   string         `yaml:"directory"`
		Directories []string       `yaml:"directories"`
		Schedule    map[string]any `yaml:"schedule"`
		Allow       []any          `yaml:"allow"`
		Groups      map[string]any `yaml:"groups"`
	}
	var config struct {
		Version int      `yaml:"version"`
		Updates []update `yaml:"updates"`
	}
	decode(t, ".github/dependabot.yml", &config, true)
	have := map[string][]string{}
	for _, u := range config.Updates {
		if u.Schedule["interval"] == nil {
			t.Errorf("%s %s: no interval", u.Ecosystem, u.Directory)
		}
		dirs := u.Directories
		if u.Directory != "" {
			dirs = append(dirs, u.Directory)
		}
		have[u.Ecosystem] = append(have[u.Ecosystem], dirs...)
	}
	want := map[string][]string{"gomod": {"/"}, "github-actions": {"/"}}
	for _, path := range glob(t, "tools/*/go.mod") {
		want["gomod"] = append(want["gomod"], "/"+filepath.ToSlash(filepath.Dir(path)))
	}
	for _, path := range glob(t, actions) {
		want["github-actions"] = append(want["github-actions"], "/"+filepath.ToSlash(filepath.Dir(path)))
	}
	want["github-actions"] = append(want["github-actions"], "/examples/ci/github-actions")
	for ecosystem := range want {
		slices.Sort(have[ecosystem])
		slices.Sort(want[ecosystem])
		if !slices.Equal(have[ecosystem], want[ecosystem]) {
			t.Errorf("%s: %q, want %q", ecosystem, have[ecosystem], want[ecosystem])
		}
	}
}

// A path that moved would leave its files without a reviewer.
func TestCodeowners(t *testing.T) {
	lines := 0
	for line := range strings.Lines(read(t, ".github/CODEOWNERS")) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		for _, owner := range fields[1:] {
			if !strings.HasPrefix(owner, "@terraform-wecom/") {
				t.Errorf("%s: no team of this organisation", owner)
			}
		}
		if len(fields) < 2 {
			t.Errorf("%s has no owner", fields[0])
		}
		if fields[0] == "*" {
			continue
		}
		if !strings.HasPrefix(fields[0], "/") {
			t.Errorf("%s does not begin at the root", fields[0])
		}
		found := glob(t, strings.Trim(fields[0], "/"))
		info, err := os.Stat(filepath.Join(root, found[0]))
		if err != nil || info.IsDir() != strings.HasSuffix(fields[0], "/") {
			t.Errorf("%s: a folder ends in a slash, a file does not (%v)", fields[0], err)
		}
	}
	if lines < 5 {
		t.Errorf("only %d lines were understood", lines)
	}
}

// A page of the community files is found by its name.
func TestCommunityFiles(t *testing.T) {
	for _, path := range []string{
		"SECURITY.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", ".github/PULL_REQUEST_TEMPLATE.md",
	} {
		if len(read(t, path)) < 500 {
			t.Errorf("%s says next to nothing", path)
		}
	}
}
