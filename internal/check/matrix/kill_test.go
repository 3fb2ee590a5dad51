// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// killAt has the provider killed when WeCom carried out the call to path after skip others, and runs an apply that
// thereby fails.
func (b *bench) killAt(path string, skip int) {
	b.t.Helper()
	b.Inject(emulator.Fault{Path: path, Skip: skip, Kind: emulator.FaultSilence, When: emulator.After})
	b.After(path, skip, func() { b.signal(os.Kill) })
	if code, output := b.apply(); code == 0 {
		b.t.Fatalf("the apply succeeded although its provider was killed:\n%s", output)
	}
}

func (b *bench) settled() {
	b.t.Helper()
	if code, output := b.apply(); code != 0 {
		b.t.Fatalf("the next apply fails:\n%s", output)
	}
	if code, output := b.run("plan", "-detailed-exitcode", "-no-color"); code != 0 {
		b.t.Errorf("the plan is not empty:\n%s", output)
	}
}

// A group with more tags than one call takes, killed at each of its calls: the rest is added, and no tag twice.
func TestAccKilled_bigTagGroup(t *testing.T) {
	acctest.OnOneCLI(t)
	for skip := range 3 {
		t.Run(fmt.Sprintf("call %d", skip+1), func(t *testing.T) {
			t.Parallel()
			b := newBench(t, patient, specimen.Corps)
			b.config("resource \"wecom_tag_group\" \"test\" {\n  name = \"大组\"\n  tags = { for i in range(250) : format(\"t%03d\", i) => {} }\n}\n")
			b.killAt("add_corp_tag", skip)
			b.settled()
			groups := b.Corp().TagGroups
			if len(groups) != 1 || len(groups[0].Tags) != 250 {
				t.Errorf("%d groups, want one with 250 tags", len(groups))
			}
			if n := len(b.Requests("add_corp_tag")); n != 3 {
				t.Errorf("%d calls of add_corp_tag, want 3", n)
			}
		})
	}
}

// Where the folder of the killed run is lost, as on a CI runner, a taken name is an error that says how to go on.
func TestAccKilled_withoutJournal(t *testing.T) {
	acctest.OnOneCLI(t)
	for i := range nouns {
		n := &nouns[i]
		if n.Named == nil {
			continue // nothing tells ours from another
		}
		t.Run(n.Type, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, patient, specimen.Corps)
			b.config(n.create)
			b.killAt(n.paths[0], 0)
			if err := os.RemoveAll(filepath.Join(b.p.Dir, ".terraform")); err != nil {
				t.Fatal(err)
			}
			code, output := b.apply()
			if code == 0 {
				t.Fatalf("the apply took over what may be somebody else's:\n%s", output)
			}
			command := regexp.MustCompile(`terraform import <address> (\S+)`).FindStringSubmatch(strings.Join(strings.Fields(strings.ReplaceAll(output, "│", " ")), " "))
			if command == nil || !strings.Contains(output, "exists already") {
				t.Fatalf("the error does not say how to import it:\n%s", output)
			}
			if code, output := b.run("import", "-no-color", "-input=false", n.Type+".test", command[1]); code != 0 {
				t.Fatal(output)
			}
			b.settled()
			if have := len(b.objects(n)); have != 1 {
				t.Errorf("%d objects", have)
			}
		})
	}
}

// What an interrupted run made and another configuration asks for stays alone.
func TestAccKilled_otherWorkspace(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient, specimen.Corps)
	b.config(of("wecom_contact_way").create)
	b.killAt("add_contact_way", 0)
	kept := b.p.Env
	b.p.Env = append(b.p.Env, "TF_WORKSPACE=other")
	b.settled()
	if n := len(b.Requests("add_contact_way")); n != 2 {
		t.Fatalf("%d creates, want one for each workspace", n)
	}

	b.p.Env = kept
	// Now two ways are what the interrupted run sent: nobody guesses.
	code, output := b.apply()
	ways := b.Corp().ContactWays
	if code == 0 || len(ways) != 2 || !strings.Contains(output, ways[0].ConfigID) || !strings.Contains(output, ways[1].ConfigID) {
		t.Fatalf("%d contact ways, exit code %d, want both ids in an error:\n%s", len(ways), code, output)
	}
	if n := len(b.Requests("add_contact_way")); n != 2 {
		t.Errorf("%d creates, want none more", n)
	}
}

// Ten real seconds of silence, with the timeout that users have.
func TestAccSilence_real(t *testing.T) {
	acctest.OnOneCLI(t)
	if os.Getenv("WECOM_TEST_SOAK") == "" {
		t.Skip("takes half a minute: WECOM_TEST_SOAK=1 runs it")
	}
	b := acctest.New(t)
	p := acctest.NewProcess(b, of("wecom_contact_way").create)
	b.Inject(emulator.Fault{Path: "add_contact_way", Kind: emulator.FaultSilence, When: emulator.After, Delay: 10e9})
	p.Must("apply", "-auto-approve", "-no-color")
	if n := len(b.Requests("add_contact_way")); n != 1 || len(b.Corp().ContactWays) != 1 {
		t.Errorf("%d creates, %d contact ways", n, len(b.Corp().ContactWays))
	}
	if code, output := p.Run("plan", "-detailed-exitcode"); code != 0 {
		t.Errorf("the plan is not empty:\n%s", output)
	}
	p.Must("destroy", "-auto-approve")
}
