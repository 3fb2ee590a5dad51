// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// column is what happens to the first call of every write.
type column struct {
	name    string
	fault   emulator.Fault
	timeout time.Duration // of one call; 0 is long enough for a busy machine
	// always: not only when the whole matrix is asked for.
	always bool
}

const (
	patient   = 20 * time.Second
	impatient = 1500 * time.Millisecond
)

// columns are all that WECOM_TEST_MATRIX=all tries. Each noun meets the others in process, on its specimen's rungs
// faults and uploads, and what they do is not the CLI's to decide: here one of each kind shows that nothing is lost on
// the way through it, and nothing secret told.
var columns = []column{
	{name: "dropped before", fault: emulator.Fault{Kind: emulator.FaultLostReply, When: emulator.Before}},
	{name: "dropped after", fault: emulator.Fault{Kind: emulator.FaultLostReply, When: emulator.After}, always: true},
	{name: "HTTP 500 before", fault: emulator.Fault{Kind: emulator.FaultServerError, When: emulator.Before}},
	{name: "HTTP 500 after", fault: emulator.Fault{Kind: emulator.FaultServerError, When: emulator.After}},
	{name: "HTTP 502 HTML before", fault: emulator.Fault{Kind: emulator.FaultBadGateway, When: emulator.Before}},
	{name: "HTTP 502 HTML after", fault: emulator.Fault{Kind: emulator.FaultBadGateway, When: emulator.After}, always: true},
	{name: "truncated JSON", fault: emulator.Fault{Kind: emulator.FaultTruncated, When: emulator.After}},
	{name: "slow answer", fault: emulator.Fault{Kind: emulator.FaultLatency, When: emulator.After, Delay: 300 * time.Millisecond}},
	{name: "silence before", fault: emulator.Fault{Kind: emulator.FaultSilence, When: emulator.Before}, timeout: impatient},
	{name: "silence after", fault: emulator.Fault{Kind: emulator.FaultSilence, When: emulator.After}, timeout: impatient, always: true},
	{name: "-1 before", fault: emulator.Fault{Kind: emulator.FaultError, Code: -1, When: emulator.Before}},
	{name: "-1 after", fault: emulator.Fault{Kind: emulator.FaultError, Code: -1, When: emulator.After}},
	{name: "6000 before", fault: emulator.Fault{Kind: emulator.FaultError, Code: 6000, When: emulator.Before}},
	{name: "6000 after", fault: emulator.Fault{Kind: emulator.FaultError, Code: 6000, When: emulator.After}},
	{name: "45009", fault: emulator.Fault{Kind: emulator.FaultError, Code: 45009}, always: true},
	{name: "45033", fault: emulator.Fault{Kind: emulator.FaultError, Code: 45033}},
	{name: "token 42001", fault: emulator.Fault{Kind: emulator.FaultError, Code: 42001}},
	{name: "token 40014", fault: emulator.Fault{Kind: emulator.FaultError, Code: 40014}, always: true},
	{name: "wrong json before", fault: emulator.Fault{Kind: emulator.FaultWrongJSON, When: emulator.Before}, always: true},
	{name: "wrong json after", fault: emulator.Fault{Kind: emulator.FaultWrongJSON, When: emulator.After}, always: true},
}

func init() {
	if os.Getenv("WECOM_TEST_MATRIX") != "all" {
		columns = slices.DeleteFunc(columns, func(c column) bool { return !c.always })
	}
}

const killed = "SIGKILL after"

// table collects the cells.
type table struct {
	mu    sync.Mutex
	cells map[[2]string]string // path, column -> number of applies, or what is wrong
}

func (m *table) set(path, column, result string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.cells[[2]string{path, column}] = result
}

// Every write survives everything: after at most one more apply the corp is as configured, once, and the plan is empty.
// On the way everything that is written is searched for secrets.
func TestAccMatrix(t *testing.T) {
	acctest.OnOneCLI(t)
	var rows []string
	for _, n := range nouns {
		for _, path := range slices.Concat(n.paths[:], n.uploads) {
			if path != "" && !slices.Contains(rows, path) {
				rows = append(rows, path)
			}
		}
	}
	reasons := unsent()
	for _, path := range client.WriteEndpoints() {
		if slices.Contains(rows, path) == (reasons[path] != "") {
			t.Errorf("%s has no row and no reason for that (specimen.Other), or both", path)
		}
	}
	want := undisturbed(t)
	m := &table{cells: map[[2]string]string{}}
	began := time.Now()
	t.Run("faults", func(t *testing.T) {
		for _, c := range columns {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				m.column(t, c, want)
				m.uploads(t, c, want)
			})
		}
		for i := range nouns {
			t.Run(killed+" of "+nouns[i].Type, func(t *testing.T) {
				t.Parallel()
				m.kill(t, &nouns[i], want)
			})
		}
	})
	m.print(t, rows)
	t.Logf("%d searches for secrets and tokens so far, %d hits; the cells took %s", searches.Load(), hits.Load(), time.Since(began).Round(time.Second))
}

// all is the configuration of all nouns in a phase.
func all(phase int) string {
	var hcl strings.Builder
	for i := range nouns {
		hcl.WriteString(nouns[i].config(phase))
	}
	return hcl.String()
}

// column runs the life of all nouns, each first write of a phase disturbed.
func (m *table) column(t *testing.T, c column, want wanted) {
	t.Helper()
	if c.timeout == 0 {
		c.timeout = patient
	}
	b := newBench(t, c.timeout, specimen.Corps)
	for phase := range phases {
		b.ResetRequests()
		for i := range nouns {
			if path := nouns[i].paths[phase]; path != "" {
				hit := c.fault
				hit.Path = path
				b.Inject(hit)
			}
		}
		b.config(all(phase))
		code, first := b.apply()
		applies := map[string]string{}
		for i := range nouns {
			applies[nouns[i].Type] = "1"
			if b.wrong(&nouns[i], want[nouns[i].Type][phase]) != "" {
				applies[nouns[i].Type] = "2"
			}
		}
		if code != 0 {
			if again, output := b.apply(); again != 0 {
				t.Errorf("%s: the second apply fails, too:\n%s\nafter\n%s", phases[phase], output, first)
			}
		}
		code, output := b.run("plan", "-detailed-exitcode", "-no-color")
		if code != 0 {
			t.Errorf("%s: the plan is not empty:\n%s", phases[phase], output)
		}
		for i := range nouns {
			if n := &nouns[i]; n.paths[phase] != "" {
				m.set(n.paths[phase], c.name, b.judge(n, n.paths[phase], phase, want, applies[n.Type], code == 0))
			}
		}
	}
	for _, v := range b.Violations() {
		t.Error(v)
	}
	b.search(c.name)
}

// uploads disturbs the first upload of a create.
func (m *table) uploads(t *testing.T, c column, want wanted) {
	t.Helper()
	if c.timeout == 0 {
		c.timeout = patient
	}
	for i := range nouns {
		n := &nouns[i]
		for _, path := range n.uploads {
			b := newBench(t, c.timeout, specimen.Corps)
			hit := c.fault
			hit.Path = path
			b.Inject(hit)
			b.config(n.create)
			applies := "1"
			code, first := b.apply()
			if code != 0 {
				applies = "2"
				if again, output := b.apply(); again != 0 {
					t.Errorf("%s: the second apply fails, too:\n%s\nafter\n%s", path, output, first)
				}
			}
			code, output := b.run("plan", "-detailed-exitcode", "-no-color")
			if code != 0 {
				t.Errorf("%s: the plan is not empty:\n%s", path, output)
			}
			m.set(path, c.name, b.judge(n, path, 0, want, applies, code == 0))
			for _, v := range b.Violations() {
				t.Error(v)
			}
			b.search(c.name + " of an upload")
		}
	}
}

// judge is the content of a cell of path, which is called in phase.
func (b *bench) judge(n *noun, path string, phase int, want wanted, applies string, empty bool) string {
	b.t.Helper()
	problem := ""
	switch {
	case !slices.ContainsFunc(b.Requests(path), func(r emulator.Request) bool { return r.Fault != "" }):
		problem = "the fault hit nothing: this cell proves nothing"
	case !empty:
		problem = "the plan is not empty"
	default:
		problem = b.wrong(n, want[n.Type][phase])
	}
	if problem == "" && phase == 0 {
		problem = b.blind(n)
	}
	if problem != "" {
		b.t.Errorf("%s: %s", path, problem)
		return "FAIL"
	}
	return applies
}

// kill runs the life of one noun; the provider is killed after each write was carried out, and before it is answered.
func (m *table) kill(t *testing.T, n *noun, want wanted) {
	t.Helper()
	b := newBench(t, patient, specimen.Corps)
	for phase := range phases {
		if n.paths[phase] == "" {
			b.config(n.config(phase))
			if code, output := b.apply(); code != 0 {
				t.Errorf("%s: %s", phases[phase], output)
			}
			continue
		}
		m.killed(b, n, n.paths[phase], phase, want)
		if phase == 0 {
			if sent := len(b.Requests(n.paths[0])); sent != 1 {
				t.Errorf("%d creates were sent, want the one that was adopted", sent)
			}
		}
	}
	b.search(killed)
	for _, path := range n.uploads {
		b := newBench(t, patient, specimen.Corps)
		m.killed(b, n, path, 0, want)
		b.search(killed + " of an upload")
	}
}

// killed applies a phase of n, whose provider is killed when path was carried out.
func (m *table) killed(b *bench, n *noun, path string, phase int, want wanted) {
	b.t.Helper()
	b.ResetRequests()
	b.Inject(emulator.Fault{Path: path, Kind: emulator.FaultSilence, When: emulator.After})
	b.After(path, 0, func() { b.signal(os.Kill) })
	b.config(n.config(phase))
	code, first := b.apply()
	if code == 0 {
		b.t.Errorf("%s: the apply succeeded although its provider was killed:\n%s", phases[phase], first)
	}
	if code, output := b.apply(); code != 0 {
		b.t.Errorf("%s: the second apply fails, too:\n%s\nafter\n%s", phases[phase], output, first)
	}
	code, output := b.run("plan", "-detailed-exitcode", "-no-color")
	if code != 0 {
		b.t.Errorf("%s: the plan is not empty:\n%s", phases[phase], output)
	}
	m.set(path, killed, b.judge(n, path, phase, want, "2", code == 0))
}

// print shows the matrix, and fails when a cell is missing.
func (m *table) print(t *testing.T, rows []string) {
	t.Helper()
	names := make([]string, 0, len(columns)+1)
	for _, c := range columns {
		names = append(names, c.name)
	}
	names = append(names, killed)
	var text strings.Builder
	fmt.Fprintf(&text, "applies needed until the corp is as configured, once, and the plan empty\n%-52s", "")
	for i := range names {
		fmt.Fprintf(&text, "%4d", i+1)
	}
	filled := 0
	for _, row := range rows {
		fmt.Fprintf(&text, "\n%-52s", row)
		for _, name := range names {
			cell := m.cells[[2]string{row, name}]
			if cell == "" {
				cell = "none"
				t.Errorf("no cell for %s × %s", row, name)
			} else {
				filled++
			}
			fmt.Fprintf(&text, "%4s", cell)
		}
	}
	for i, name := range names {
		fmt.Fprintf(&text, "\n%4d  %s", i+1, name)
	}
	t.Logf("%s\n%d of %d cells filled, none of them n/a", text.String(), filled, len(rows)*len(names))
}
