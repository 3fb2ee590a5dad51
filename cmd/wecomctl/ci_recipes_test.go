// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// scalars lists every key and value of a document as "path = value".
func scalars(at string, n *yaml.Node, out map[string]string) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			scalars(at+"."+n.Content[i].Value, n.Content[i+1], out)
		}
	case yaml.DocumentNode, yaml.SequenceNode:
		for _, c := range n.Content {
			scalars(at, c, out)
		}
	case yaml.ScalarNode:
		out[at] += n.Value + "\n"
	case yaml.AliasNode:
	}
}

var (
	scriptCall = regexp.MustCompile(`wecom-ci\.sh (\S+)`)
	variable   = regexp.MustCompile(`\bWECOM(?:CTL|_[A-Z_]+)\b`)
	pinned     = regexp.MustCompile(`^\s*(?:- )?uses: [\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
)

// The recipes call the script with what it knows, pin what they run, and hold no secret.
func TestCIRecipes(t *testing.T) {
	script, err := os.ReadFile(ciScript)
	if err != nil {
		t.Fatal(err)
	}
	called := map[string]string{}
	err = filepath.WalkDir("../../examples/ci", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".sh" {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var document yaml.Node
		if err := yaml.Unmarshal(raw, &document); err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		values := map[string]string{}
		scalars("", &document, values)
		name := filepath.Base(path)
		for at, value := range values {
			for _, call := range scriptCall.FindAllStringSubmatch(value, -1) {
				called[name] += call[1] + " "
			}
			// A setting that the script does not know would be ignored in silence.
			for _, v := range variable.FindAllString(value+"\n"+at, -1) {
				if strings.HasPrefix(v, "WECOM_CI_") && v != "WECOM_CI_IMAGE" && !strings.Contains(string(script), v) {
					t.Errorf("%s: %s is no setting of the script", name, v)
				}
			}
			if secret := variable.FindString(at); secret != "" && (strings.Contains(secret, "SECRET") || strings.HasSuffix(secret, "WEBHOOK")) &&
				strings.TrimSpace(value) != "${{ secrets."+secret+" }}" {
				t.Errorf("%s: %s = %s", name, at, value)
			}
		}
		for line := range strings.Lines(string(raw)) {
			if strings.Contains(line, "uses:") && !pinned.MatchString(strings.TrimRight(line, "\n")) {
				t.Errorf("%s: not pinned to a commit with its version beside it: %s", name, line)
			}
		}
		if strings.Contains(path, "github-actions") {
			// Without a word every scope would be granted that the repository gives by default.
			if diff := cmp.Diff("read\n", values[".permissions.contents"]); diff != "" || values[".concurrency.group"] == "" {
				t.Errorf("%s: permissions or concurrency: %s", name, diff)
			}
			for at, value := range values {
				scope := at[strings.LastIndex(at, ".")+1:]
				if strings.Contains(at, ".permissions.") && value == "write\n" && scope != "pull-requests" && scope != "security-events" {
					t.Errorf("%s: %s may write", name, scope)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"plan.yml": "plan ", "drift.yml": "drift ", "repos.yaml": "plan "}
	gitlab := strings.Fields(called[".gitlab-ci.yml"])
	delete(called, ".gitlab-ci.yml")
	if diff := cmp.Diff(want, called); diff != "" || len(gitlab) != 2 || gitlab[0] == gitlab[1] {
		t.Errorf("calls of the script: %s %v", diff, gitlab)
	}
	for _, call := range []string{"plan", "drift"} {
		if !strings.Contains(string(script), "\n"+call+"() {\n") {
			t.Errorf("the script has no %s", call)
		}
	}
	// Its calls of wecomctl use flags that exist.
	for _, flag := range regexp.MustCompile(` --([a-z-]+)`).FindAllStringSubmatch(string(script), -1) {
		if newDrift().Flags().Lookup(flag[1]) == nil {
			t.Errorf("wecomctl drift has no --%s", flag[1])
		}
	}
}
