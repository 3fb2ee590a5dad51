// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package repository

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const (
	workflows = ".github/workflows/*.yml"
	actions   = ".github/actions/*/action.yml"
)

type workflow struct {
	Name        string            `yaml:"name"`
	On          yaml.Node         `yaml:"on"`
	Permissions map[string]string `yaml:"permissions"`
	Concurrency struct {
		Group  string `yaml:"group"`
		Cancel any    `yaml:"cancel-in-progress"`
	} `yaml:"concurrency"`
	Jobs map[string]job `yaml:"jobs"`
}

type job struct {
	Name        string            `yaml:"name"`
	RunsOn      string            `yaml:"runs-on"`
	Timeout     int               `yaml:"timeout-minutes"`
	Needs       []string          `yaml:"needs"`
	Environment string            `yaml:"environment"`
	Permissions map[string]string `yaml:"permissions"`
	Strategy    struct {
		FailFast bool `yaml:"fail-fast"`
		Matrix   struct {
			Include []map[string]string `yaml:"include"`
		} `yaml:"matrix"`
	} `yaml:"strategy"`
	Env   map[string]string `yaml:"env"`
	Uses  string            `yaml:"uses"`
	Steps []step            `yaml:"steps"`
}

type step struct {
	ID   string            `yaml:"id"`
	Name string            `yaml:"name"`
	If   string            `yaml:"if"`
	Uses string            `yaml:"uses"`
	With map[string]string `yaml:"with"`
	Env  map[string]string `yaml:"env"`
	Run  string            `yaml:"run"`
}

type action struct {
	Name        string               `yaml:"name"`
	Description string               `yaml:"description"`
	Inputs      map[string]yaml.Node `yaml:"inputs"`
	Runs        struct {
		Using string `yaml:"using"`
		Steps []step `yaml:"steps"`
	} `yaml:"runs"`
}

// loaded reads every workflow; a key that this test does not know fails it, so that a misspelt one is seen.
func loaded(t *testing.T) map[string]workflow {
	t.Helper()
	all := map[string]workflow{}
	for _, path := range glob(t, workflows) {
		var w workflow
		decode(t, path, &w, true)
		all[path] = w
	}
	return all
}

var (
	usesLine = regexp.MustCompile(`^\s*(?:- )?uses: `)
	pinned   = regexp.MustCompile(`^\s*(?:- )?uses: ([\w-]+/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$`)
	local    = regexp.MustCompile(`^\s*(?:- )?uses: \./(\.github/[\w./-]+)$`)
)

// unpinned returns what is wrong with the actions of a file, and adds those that are right to pins.
func unpinned(text string, exists func(string) bool, pins map[string]string) []string {
	var wrong []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if !usesLine.MatchString(line) {
			continue
		}
		if m := local.FindStringSubmatch(line); m != nil {
			if !exists(m[1]) && !exists(m[1]+"/action.yml") {
				wrong = append(wrong, "there is no such action here: "+line)
			}
			continue
		}
		m := pinned.FindStringSubmatch(line)
		if m == nil {
			wrong = append(wrong, "not pinned to a commit with its version beside it: "+line)
			continue
		}
		pin := m[2] + " # " + m[3]
		// Parts of one repository, such as codeql-action/init and /analyze, must agree.
		parts := strings.SplitN(m[1], "/", 3)
		name := parts[0] + "/" + parts[1]
		if before, ok := pins[name]; ok && before != pin {
			wrong = append(wrong, name+" is pinned twice: "+before+" and "+pin)
		}
		pins[name] = pin
	}
	return wrong
}

// A tag can be moved to other code, a commit cannot; without the version nobody knows how old it is.
func TestWorkflows_pinned(t *testing.T) {
	pins := map[string]string{}
	exists := func(path string) bool {
		info, err := os.Stat(filepath.Join(root, path))
		return err == nil && !info.IsDir()
	}
	for _, path := range append(glob(t, workflows), glob(t, actions)...) {
		for _, wrong := range unpinned(read(t, path), exists, pins) {
			t.Errorf("%s: %s", path, wrong)
		}
	}
	if len(pins) < 5 {
		t.Errorf("only %d actions were looked at", len(pins))
	}
}

func TestUnpinned(t *testing.T) {
	const commit = "3d3c42e5aac5ba805825da76410c181273ba90b1"
	for line, want := range map[string]int{
		"      - uses: actions/checkout@v7":                                                  1,
		"      - uses: actions/checkout@" + commit:                                           1,
		"      - uses: actions/checkout@" + commit + " # v7":                                 1,
		"        uses: actions/checkout@" + commit[1:] + " # v7.0.1":                         1,
		"      - uses: ./.github/actions/other":                                              1,
		"      - uses: actions/checkout@" + commit + " # v7.0.1":                             0,
		"        uses: github/codeql-action/init@" + commit + " # v4.37.8":                   0,
		"      - uses: ./.github/actions/setup":                                              0,
		"      - uses: a/b/x@" + commit + " # v1.0.0\n  uses: a/b/y@" + commit + " # v1.0.1": 1,
	} {
		exists := func(path string) bool { return path == ".github/actions/setup/action.yml" }
		if got := unpinned(line, exists, map[string]string{}); len(got) != want {
			t.Errorf("%s: %q", line, got)
		}
	}
}

// allowed are the rights that a job may have beyond reading the repository, each with its reason in the workflow.
var allowed = map[string][]string{
	".github/workflows/codeql.yml analyze":  {"security-events"},
	".github/workflows/release.yml release": {"attestations", "contents", "id-token"},
}

func TestWorkflows_rights(t *testing.T) {
	for path, w := range loaded(t) {
		if w.Permissions == nil || len(w.Permissions) > 0 {
			t.Errorf("%s: permissions of the workflow are %v: want {}, and each job its own", path, w.Permissions)
		}
		if w.Concurrency.Group == "" || w.Concurrency.Cancel == nil {
			t.Errorf("%s: concurrency group or cancel-in-progress is missing", path)
		}
		for name, j := range w.Jobs {
			if len(j.Permissions) == 0 {
				t.Errorf("%s %s: no permissions", path, name)
			}
			for scope, right := range j.Permissions {
				if right != "read" && !slices.Contains(allowed[path+" "+name], scope) {
					t.Errorf("%s %s: %s may %s", path, name, scope, right)
				}
			}
			if j.Uses == "" && j.Timeout == 0 {
				t.Errorf("%s %s: no timeout-minutes; GitHub's is six hours", path, name)
			}
			for _, s := range j.Steps {
				if strings.HasPrefix(s.Uses, "actions/checkout@") && s.With["persist-credentials"] != "false" {
					t.Errorf("%s %s: the checkout leaves the token in .git", path, name)
				}
				// What others name (branches, titles) is text in an expression, and shell in a script.
				if strings.Contains(s.Run, "${{") {
					t.Errorf("%s %s: an expression in a script; hand it over in env: %s", path, name, s.Run)
				}
			}
		}
	}
}

// commands lists the scripts of the steps, without what they hand over.
func (w workflow) commands() string {
	var b strings.Builder
	for _, j := range w.Jobs {
		for _, s := range j.Steps {
			b.WriteString(s.Run + "\n")
		}
	}
	return b.String()
}

// targets lists the targets of GNUmakefile.
func targets(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^([a-z][a-z-]*):(?: |$)`).FindAllStringSubmatch(read(t, "GNUmakefile"), -1) {
		names = append(names, m[1])
	}
	return names
}

// makeTarget is "make NAME" where a command may begin.
var makeTarget = regexp.MustCompile(`(?m)(?:^|[;&|({]|\bthen\b|\bdo\b)\s*(?:[A-Z_]+=\S+\s+)*make(?: +([a-z][a-z-]*))`)

// makeTargets lists what a shell script calls of make, each once.
func makeTargets(script string) []string {
	var all []string
	for _, m := range makeTarget.FindAllStringSubmatch(script, -1) {
		all = append(all, m[1])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// withoutComments drops what a shell ignores, as far as lines that begin with # go.
func withoutComments(script string) string {
	var b strings.Builder
	for line := range strings.Lines(script) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func TestMakeTargets(t *testing.T) {
	script := "make test\nmake generate || return 1\nFOO=bar make lint TESTARGS='-run make'\nif true; then make vuln; fi\necho makefile\n"
	if got := makeTargets(script); !slices.Equal(got, []string{"generate", "lint", "test", "vuln"}) {
		t.Errorf("got %q", got)
	}
}

func TestWorkflows_makeTargets(t *testing.T) {
	known := targets(t)
	called := map[string]bool{}
	for path, w := range loaded(t) {
		for _, target := range makeTargets(w.commands()) {
			called[target] = true
			if !slices.Contains(known, target) {
				t.Errorf("%s: make %s: no such target", path, target)
			}
		}
	}
	// What runs there is what runs here.
	run := makeTargets(partsOf(withoutComments(read(t, ".ci/run"))))
	if len(run) < 5 {
		t.Errorf("of .ci/run only %q was understood", run)
	}
	for _, target := range append(run, "soak", "test-export", "release-check") {
		if !called[target] {
			t.Errorf("make %s runs in no workflow", target)
		}
	}
}

// partsOf takes the names off the parts of .ci/run: part 'make test' make test.
func partsOf(script string) string {
	return regexp.MustCompile(`(?m)^part '[^']*' `).ReplaceAllString(script, "")
}

// Scripts that steps run by their path exist.
func TestWorkflows_scripts(t *testing.T) {
	found := 0
	for path, w := range loaded(t) {
		for _, script := range regexp.MustCompile(`\btools/[\w-]+\.sh\b`).FindAllString(w.commands(), -1) {
			found++
			if info, err := os.Stat(filepath.Join(root, script)); err != nil || info.Mode()&0o100 == 0 {
				t.Errorf("%s: %s is no program: %v", path, script, err)
			}
		}
	}
	if found == 0 {
		t.Error("no script is called: the pattern has gone blind")
	}
}

// The README promises both CLIs from 1.8 on; tools/ says which are the newest.
func TestWorkflows_clis(t *testing.T) {
	newest := map[string]string{}
	for cli, file := range map[string]string{"terraform": "tools/terraform/go.mod", "tofu": "tools/opentofu/go.mod"} {
		m := regexp.MustCompile(`(?m)^\s*github\.com/(?:hashicorp/terraform|opentofu/opentofu) v(1\.\d+)\.`).FindStringSubmatch(read(t, file))
		if m == nil {
			t.Fatalf("%s names no version", file)
		}
		newest[cli] = m[1]
	}
	have := map[string][]string{}
	for _, row := range loaded(t)[".github/workflows/ci.yml"].Jobs["released"].Strategy.Matrix.Include {
		have[row["cli"]] = append(have[row["cli"]], strings.TrimSuffix(row["version"], ".x"))
	}
	for cli, last := range newest {
		var want []string
		for minor := 8; ; minor++ {
			version := "1." + strconv.Itoa(minor)
			want = append(want, version)
			if version == last || minor > 99 {
				break
			}
		}
		if !slices.Equal(have[cli], want) {
			t.Errorf("%s is tested on %q, not on %q", cli, have[cli], want)
		}
	}
}

func TestActions(t *testing.T) {
	for _, path := range glob(t, actions) {
		var a action
		decode(t, path, &a, false)
		if a.Name == "" || a.Description == "" || a.Runs.Using != "composite" || len(a.Runs.Steps) == 0 {
			t.Errorf("%s: %+v", path, a)
		}
		// An input that an action does not know is a warning in a log that nobody reads.
		for file, w := range loaded(t) {
			for name, j := range w.Jobs {
				for _, s := range j.Steps {
					if s.Uses != "./"+filepath.ToSlash(filepath.Dir(path)) {
						continue
					}
					for input := range s.With {
						if _, ok := a.Inputs[input]; !ok {
							t.Errorf("%s %s: %s has no input %s", file, name, path, input)
						}
					}
				}
			}
		}
	}
}

// The workflow installs the Go that go.mod asks for, in its newest patch release.
func TestActions_goVersion(t *testing.T) {
	minor := regexp.MustCompile(`(?m)^go (1\.\d+)`).FindStringSubmatch(read(t, "go.mod"))[1]
	if text := read(t, ".github/actions/setup/action.yml"); !strings.Contains(text, "go-version: "+minor+".x\n") {
		t.Errorf("go.mod asks for Go %s; the action installs another", minor)
	}
}

// Nothing that another run left gets into a release, and nothing is published before it is attested.
func TestRelease_workflow(t *testing.T) {
	w := loaded(t)[".github/workflows/release.yml"]
	release := w.Jobs["release"]
	if !slices.Equal(release.Needs, []string{"ci", "check"}) || w.Jobs["ci"].Uses != "./.github/workflows/ci.yml" || release.Environment == "" {
		t.Errorf("the release does not wait for what must pass: %+v", release.Needs)
	}
	var order []string
	for name, j := range w.Jobs {
		for _, s := range j.Steps {
			if s.Uses == "./.github/actions/setup" && s.With["cache"] != "false" {
				t.Errorf("%s uses a cache", name)
			}
			if strings.HasPrefix(s.Uses, "actions/cache") {
				t.Errorf("%s uses a cache", name)
			}
		}
	}
	for _, s := range release.Steps {
		switch {
		case strings.Contains(s.Run, ".md\"") && strings.HasPrefix(s.Run, "test -s"):
			order = append(order, "notes")
		case strings.HasPrefix(s.Uses, "crazy-max/ghaction-import-gpg@"):
			order = append(order, "key")
		case strings.Contains(s.Run, "tools/release.sh release"):
			order = append(order, "draft")
		case strings.HasPrefix(s.Uses, "actions/attest@"):
			order = append(order, "attestation")
		case strings.Contains(s.Run, "--draft=false"):
			order = append(order, "publication")
		}
	}
	if want := []string{"notes", "key", "draft", "attestation", "publication"}; !slices.Equal(order, want) {
		t.Errorf("the steps are %q, not %q", order, want)
	}
}
