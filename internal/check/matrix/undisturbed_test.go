// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// wanted is what an undisturbed run leaves of each noun after each phase.
type wanted map[string][3][]any

// token is what puts a token into Terraform's hands: it must not be stored.
const token = `
ephemeral "wecom_access_token" "app" {
  credential = "secret"
}

resource "terraform_data" "script" {
  triggers_replace = "1"

  provisioner "local-exec" {
    command     = "test -n \"$TOKEN\""
    environment = { TOKEN = ephemeral.wecom_access_token.app.access_token }
  }
}
`

// undisturbed runs the life without faults, with every command that writes something where a secret could show.
func undisturbed(t *testing.T) wanted {
	t.Helper()
	b := newBench(t, patient, specimen.Corps)
	must := func(args ...string) string {
		t.Helper()
		code, output := b.run(args...)
		if code != 0 {
			t.Fatalf("%v: %s", args, output)
		}
		return output
	}
	want := wanted{}
	for phase := range phases {
		b.config(all(phase) + token)
		must("plan", "-out=plan.bin", "-no-color")
		must("show", "-no-color", "plan.bin")
		must("show", "-json", "plan.bin")
		must("apply", "-no-color", "-input=false", "plan.bin")
		must("show", "-json")
		for i := range nouns {
			n := &nouns[i]
			objects := slices.AppendSeq([]any{}, maps.Values(b.objects(n)))
			if (len(objects) == 0) == (phase < 2) {
				t.Fatalf("%s of %s leaves %v", phases[phase], n.Type, objects)
			}
			w := want[n.Type]
			w[phase] = objects
			want[n.Type] = w
			if phase == 0 {
				id := b.recorded(n)[0]
				must("state", "rm", n.Type+".test")
				must("import", "-no-color", "-input=false", n.Type+".test", id)
			}
		}
		must("refresh", "-no-color")
		must("apply", "-auto-approve", "-no-color") // imported tags have their names for keys
		b.ExpireTokens(40014)
		must("plan", "-detailed-exitcode", "-no-color")
	}
	must("destroy", "-auto-approve", "-no-color")
	b.search("the undisturbed run")
	return want
}

// A crash prints what every goroutine was doing; that must not be a secret either.
func TestAccCrash(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient, specimen.Corps)
	b.Inject(emulator.Fault{Path: "add_contact_way", Kind: emulator.FaultSilence, When: emulator.After})
	b.After("add_contact_way", 0, func() { b.signal(syscall.SIGQUIT) })
	b.config(all(0) + token)
	if code, output := b.apply(); code == 0 {
		t.Fatalf("the provider did not crash:\n%s", output)
	}
	if log := b.p.Read("trace.log"); !strings.Contains(log, "SIGQUIT: quit") || !strings.Contains(log, "goroutine 1") {
		t.Error("the log does not hold the goroutines: this test proves nothing")
	}
	if code, output := b.apply(); code != 0 {
		t.Fatal(output)
	}
	for i := range nouns {
		n := &nouns[i]
		if have := len(b.objects(n)); have == 0 || have != len(b.recorded(n)) {
			t.Errorf("%d of %s, %v in the state", have, n.Type, b.recorded(n))
		}
	}
	b.search("a crash")
}

// The names of the journal and of this package's own search agree with what is written: without this, the searches
// could look into an empty folder.
func TestAccCrash_journalIsSearched(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient, specimen.Corps)
	b.Inject(emulator.Fault{Path: "add_contact_way", Kind: emulator.FaultSilence, When: emulator.After})
	b.After("add_contact_way", 0, func() { b.signal(syscall.SIGKILL) })
	b.config(of("wecom_contact_way").create)
	b.apply()
	if !slices.ContainsFunc(slices.Collect(maps.Keys(b.texts())), func(name string) bool { return strings.Contains(name, program+"/creates-") }) {
		t.Errorf("no journal among %v", slices.Sorted(maps.Keys(b.texts())))
	}
	for name, raw := range b.texts() {
		if strings.Contains(name, program+"/creates-") && (strings.Contains(string(raw), "门店") || strings.Contains(string(raw), "zhangsan")) {
			t.Errorf("%s holds a name or a member:\n%s", name, raw)
		}
	}
	b.search("the journal of a killed provider")
}
