// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/pages"
)

var (
	called   = regexp.MustCompile(`(?:^|[\s/(])wecomctl((?: +[^\s;&|)<>#]+)*)`)
	longFlag = regexp.MustCompile(`^--([a-z][a-z-]*)`)
)

// mistake says what a command line of a page names that wecomctl does not have, "" for nothing. A line without wecomctl
// that is a flag, as in tables, may be a flag of any command.
func mistake(root *cobra.Command, line string) string {
	if m := longFlag.FindStringSubmatch(line); m != nil {
		if !slices.ContainsFunc(append(root.Commands(), root), func(c *cobra.Command) bool { return has(c, m[1]) }) {
			return "no command has --" + m[1]
		}
		return ""
	}
	for _, m := range called.FindAllStringSubmatch(line, -1) {
		words := strings.Fields(m[1])
		command := root
		if len(words) > 0 && !strings.HasPrefix(words[0], "-") {
			i := slices.IndexFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == words[0] })
			if i < 0 {
				return "there is no command " + words[0]
			}
			command = root.Commands()[i]
		}
		for _, word := range words {
			if m := longFlag.FindStringSubmatch(word); len(m) > 1 && !has(command, m[1]) {
				return command.Name() + " has no --" + m[1]
			}
		}
	}
	return ""
}

func has(c *cobra.Command, flag string) bool {
	c.InitDefaultHelpFlag()
	c.InitDefaultVersionFlag()
	return c.Flags().Lookup(flag) != nil
}

// Every command and flag of wecomctl that a page names exists.
func TestPages(t *testing.T) {
	const repository = "../.."
	names, err := pages.Find(repository)
	if err != nil {
		t.Fatal(err)
	}
	calls, flags := 0, 0
	for _, name := range names {
		p, err := pages.Read(repository, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range p.Commands() {
			calls += len(called.FindAllString(line, -1))
			if longFlag.MatchString(line) {
				flags++
			}
			if wrong := mistake(newRoot(), line); wrong != "" {
				t.Errorf("%s: %q: %s", name, line, wrong)
			}
		}
	}
	if calls < 20 || flags < 15 {
		t.Errorf("%d calls and %d flags: this test proves nothing", calls, flags)
	}
}

// The test of pages can fail.
func TestPages_refused(t *testing.T) {
	for line, want := range map[string]string{
		"wecomctl doctor":                          "",
		"bin/wecomctl drift --dir corp --only x":   "",
		"wecomctl --version":                       "",
		"wecomctl emulator --print-url > url &":    "",
		"x && wecomctl export --out corp --help":   "",
		"--also json=drift.json":                   "",
		"wecomctl doktor":                          "there is no command doktor",
		"wecomctl drift --out corp":                "drift has no --out",
		"wecomctl emulator --port 1":               "emulator has no --port",
		"a; wecomctl export --out x && wecomctl y": "there is no command y",
		"--colour":                    "no command has --colour",
		"wecom-ci.sh drift --nothing": "",
	} {
		if got := mistake(newRoot(), line); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

// Every command and flag that wecomctl has is in a guide.
func TestPages_complete(t *testing.T) {
	text := ""
	for _, name := range []string{"adopting-an-existing-corp", "credentials-and-permissions", "detecting-drift-in-ci", "emulator-and-testing", "getting-started"} {
		p, err := pages.Read("../..", "templates/guides/"+name+".md")
		if err != nil {
			t.Fatal(err)
		}
		text += strings.Join(p.Commands(), "\n") + "\n"
	}
	for _, command := range newRoot().Commands() {
		if !regexp.MustCompile(`wecomctl ` + command.Name() + `\b`).MatchString(text) {
			t.Errorf("no guide names wecomctl %s", command.Name())
		}
		command.Flags().VisitAll(func(f *pflag.Flag) {
			if !regexp.MustCompile(`--` + f.Name + `(?:[^a-z-]|$)`).MatchString(text) {
				t.Errorf("no guide names --%s of wecomctl %s", f.Name, command.Name())
			}
		})
	}
}
