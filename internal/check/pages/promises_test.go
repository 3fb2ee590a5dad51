// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package pages

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// source is the text of a file of the repository.
func source(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// written leaves out what is generated from other files, which are checked themselves.
func written(pages map[string]*Page) map[string]*Page {
	some := map[string]*Page{}
	for name, p := range pages {
		if !strings.HasPrefix(name, "docs/") {
			some[name] = p
		}
	}
	return some
}

var (
	target  = regexp.MustCompile(`(?m)^([a-z][a-z0-9/-]*):(?: |$)`)
	made    = regexp.MustCompile(`(?:^|[;&|(] *|\$\()make(?: [A-Z_]+=\S+| -C \S+)* ([a-z][a-z0-9/-]*)`)
	program = regexp.MustCompile(`(?:^|[\s$(` + "`" + `])(tools/[a-z-]+\.sh|\.ci/run)\b`)
)

// Every target of make that a page names exists, and so does every script.
func TestMakeTargets(t *testing.T) {
	targets := map[string]bool{}
	for _, m := range target.FindAllStringSubmatch(source(t, "GNUmakefile"), -1) {
		targets[m[1]] = true
	}
	found := 0
	for name, p := range written(all(t)) {
		for _, command := range p.Commands() {
			for _, m := range made.FindAllStringSubmatch(command, -1) {
				if found++; !targets[m[1]] {
					t.Errorf("%s: %q: GNUmakefile has no target %s", name, command, m[1])
				}
			}
			for _, m := range program.FindAllStringSubmatch(command, -1) {
				if info, err := os.Stat(filepath.Join(root, m[1])); err != nil || info.Mode()&0o100 == 0 {
					t.Errorf("%s: %q: there is no program %s", name, command, m[1])
				}
			}
		}
	}
	if found < 15 || len(targets) < 10 {
		t.Errorf("%d calls of %d targets: this test proves nothing", found, len(targets))
	}
}

// The test of targets sees each way to write a call.
func TestMakeTargets_seen(t *testing.T) {
	for command, want := range map[string]string{
		"make test-clis": "test-clis", "make bench BENCHARGS=-h": "bench", "make -C .wecom-provider install": "install",
		"SOAK=1m make soak": "", "cd x && make lint": "lint", "make SOAK=1m soak": "soak", "make": "", "remake it": "", "make sure": "sure",
	} {
		got := ""
		if m := made.FindStringSubmatch(command); m != nil {
			got = m[1]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", command, got, want)
		}
	}
}

var variable = regexp.MustCompile(`\bWECOM_[A-Z_]*[A-Z]\b`)

// Every environment variable that a page names is one that something reads.
func TestEnvironmentVariables(t *testing.T) {
	read := map[string]bool{"WECOM_ACCESS_TOKEN": true} // handed to a script of the user's own
	for _, folder := range []string{"cmd", "examples/ci", "internal", "tools"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(at string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || filepath.Ext(at) == ".md" {
				return err
			}
			raw, err := os.ReadFile(at)
			for _, v := range variable.FindAll(raw, -1) {
				read[string(v)] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	for name, p := range written(all(t)) {
		for _, v := range variable.FindAllString(source(t, p.Path), -1) {
			if found++; !read[v] {
				t.Errorf("%s: nothing reads %s", name, v)
			}
		}
	}
	if found < 20 {
		t.Errorf("%d variables: this test proves nothing", found)
	}
}

var excerpt = regexp.MustCompile(`\A# ((?:examples|tools)/\S+)\n`)

// A block that says which file it is from has the words of that file.
func TestExcerpts(t *testing.T) {
	found := 0
	for name, p := range written(all(t)) {
		for _, b := range p.Blocks {
			m := excerpt.FindStringSubmatch(b.Code)
			if m == nil {
				continue
			}
			found++
			if rest := strings.TrimPrefix(b.Code, m[0]); !strings.Contains(source(t, m[1]), strings.TrimSpace(rest)) {
				t.Errorf("%s shows what is not in %s:\n%s", name, m[1], rest)
			}
		}
	}
	if found == 0 {
		t.Error("no excerpt was found: this test proves nothing")
	}
}

var (
	curl     = regexp.MustCompile(`^curl -s (?:-X ([A-Z]+) )?"?\$WECOM_ENDPOINT(/_emulator/[^\s"]+)"?(?: -d '([^']+)')?`)
	asked    = regexp.MustCompile(`^(GET|POST|PATCH) (/_emulator/\S+)$`)
	document = regexp.MustCompile(`^\{".*\}$`)
)

// control lists the control calls of the emulator that a page shows: curl commands, and code within lines such as
// `POST /_emulator/clock` followed by its body. A body alone belongs to the call before it.
func control(p *Page) [][3]string {
	var calls [][3]string
	for _, command := range p.Commands() {
		if m := curl.FindStringSubmatch(command); m != nil {
			method := m[1]
			if method == "" {
				method = http.MethodGet
			}
			calls = append(calls, [3]string{method, m[2], m[3]})
		}
	}
	var method, path string
	for _, span := range p.Spans {
		switch m := asked.FindStringSubmatch(span); {
		case m != nil:
			if method, path = m[1], m[2]; method == http.MethodGet {
				calls = append(calls, [3]string{method, path, ""})
			}
		case path != "" && document.MatchString(span):
			calls = append(calls, [3]string{method, path, span})
		}
	}
	return calls
}

// The emulator's guide shows calls that the emulator takes, and its own credentials.
func TestEmulatorGuide(t *testing.T) {
	const name = "templates/guides/emulator-and-testing.md"
	p, err := Read(root, name)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(emulator.New(emulator.ExampleCorp()))
	defer web.Close()
	calls := control(p)
	for _, call := range calls {
		req, err := http.NewRequestWithContext(t.Context(), call[0], web.URL+call[1], bytes.NewReader([]byte(call[2])))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := web.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("%s %s %s: %s %s", call[0], call[1], call[2], resp.Status, answer)
		}
	}
	if len(calls) < 10 {
		t.Errorf("%d calls were found: this test proves nothing", len(calls))
	}
	text := source(t, name)
	for _, value := range []string{
		emulator.ExampleCorpID, emulator.ExampleSecret, emulator.ExampleContactsSecret, emulator.ExampleSecondSecret, emulator.ExampleCustomerContactSecret,
	} {
		if !strings.Contains(text, value) {
			t.Errorf("%s does not have %s, which is in the example corp", name, value)
		}
	}
	for _, m := range regexp.MustCompile("`(example-[a-z0-9-]+)`").FindAllStringSubmatch(text, -1) {
		if !strings.Contains(source(t, "internal/emulator/examplecorp.go"), `"`+m[1]+`"`) {
			t.Errorf("%s has %s, which the example corp does not", name, m[1])
		}
	}
}
