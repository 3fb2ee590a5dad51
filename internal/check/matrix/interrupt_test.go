// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package matrix

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// fifty creates: departments in a tree, tag groups, and contact ways of which half are equal.
const fifty = `
resource "wecom_department" "top" {
  count = 5
  name  = "部门${count.index}"
  order = count.index
}

resource "wecom_department" "sub" {
  count     = 15
  name      = "小组${count.index}"
  parent_id = wecom_department.top[count.index % 5].id
  order     = count.index
}

resource "wecom_tag_group" "group" {
  count = 10
  name  = "标签组${count.index}"
  tags  = { a = {}, b = {} }
}

resource "wecom_contact_way" "equal" {
  count    = 10
  type     = "multi"
  scene    = "qr_code"
  remark   = "门店"
  user_ids = ["zhangsan"]
}

resource "wecom_contact_way" "way" {
  count    = 10
  type     = "multi"
  scene    = "qr_code"
  remark   = "门店${count.index}"
  user_ids = ["zhangsan"]
}
`

var createPaths = []string{of("wecom_department").paths[0], of("wecom_tag_group").paths[0], of("wecom_contact_way").paths[0]}

// inStep compares ids of state and corp.
func (b *bench) inStep(when string) {
	b.t.Helper()
	for i := range nouns {
		n := &nouns[i]
		ids := slices.Sorted(maps.Keys(b.objects(n)))
		if ids == nil {
			ids = []string{}
		}
		if d := cmp.Diff(ids, b.recorded(n)); d != "" {
			b.t.Errorf("%s: %s: the corp and the state hold different objects (-corp +state):\n%s", when, n.Type, d)
		}
	}
}

// inState counts the objects that the state has.
func (b *bench) inState() (n int) {
	for i := range nouns {
		n += len(b.recorded(&nouns[i]))
	}
	return n
}

func (b *bench) created() int {
	n := 0
	for _, r := range b.Requests(createPaths...) {
		if r.Changed {
			n++
		}
	}
	return n
}

// finish is the next apply: it makes the rest, and nothing twice.
func (b *bench) finish() {
	b.t.Helper()
	if code, output := b.apply(); code != 0 {
		b.t.Fatalf("the next apply fails:\n%s", output)
	}
	b.inStep("after the next apply")
	if n := b.created(); n != 50 {
		b.t.Errorf("%d objects were made in all, want 50", n)
	}
	if code, output := b.run("plan", "-detailed-exitcode", "-no-color"); code != 0 {
		b.t.Errorf("the plan is not empty:\n%s", output)
	}
	for _, v := range b.Violations() {
		b.t.Error(v)
	}
	b.search(b.t.Name())
}

// forgotten says that nothing is left in the journal.
func (b *bench) forgotten() {
	b.t.Helper()
	if left, err := filepath.Glob(filepath.Join(b.p.Dir, ".terraform", program, "*")); err != nil || len(left) > 0 {
		b.t.Errorf("the journal still holds %v, %v", left, err)
	}
}

// terminal keeps what a CLI prints and tells when it says that it is stopping.
type terminal struct {
	mu       sync.Mutex
	text     bytes.Buffer
	stopping chan struct{}
	told     bool
}

func (o *terminal) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	n, err := o.text.Write(p)
	if !o.told && bytes.Contains(o.text.Bytes(), []byte("Interrupt received")) {
		o.told = true
		close(o.stopping)
	}
	return n, err
}

func (o *terminal) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// interrupt begins an apply and sends signals to the CLI, the first one when some of the objects were made.
func (b *bench) interrupt(signals func(cli *os.Process, out *terminal)) (output string) {
	b.t.Helper()
	b.config(fifty)
	cmd := b.p.Command("apply", "-auto-approve", "-no-color", "-input=false")
	// A group of its own: Ctrl-C in a terminal reaches CLI and provider alike.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out := &terminal{stopping: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = out, out
	b.After("add_contact_way", 7, func() { signals(cmd.Process, out) })
	if err := cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); err == nil {
		b.t.Fatalf("the apply was not interrupted:\n%s", out.String())
	} else if !errors.As(err, &exit) {
		b.t.Fatal(err)
	}
	b.printed.WriteString(out.String())
	if n := b.created(); n < 5 || n > 49 {
		b.t.Fatalf("%d objects were made before the interruption took effect: not in the middle\n%s", n, out.String())
	}
	return out.String()
}

// Ctrl-C in the middle of fifty creates: what was sent is finished and recorded, nothing else is begun.
func TestAccInterrupt_once(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	output := b.interrupt(func(cli *os.Process, _ *terminal) { b.group(cli, syscall.SIGINT) })
	if !strings.Contains(output, "Interrupt received") {
		t.Errorf("the CLI was not interrupted:\n%s", output)
	}
	b.inStep("after Ctrl-C")
	b.finish()
	b.forgotten()
}

// SIGTERM to the CLI, as CI runners stop a job.
func TestAccInterrupt_terminated(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	b.interrupt(func(cli *os.Process, _ *terminal) { b.send(cli.Pid, syscall.SIGTERM) })
	b.inStep("after SIGTERM")
	b.finish()
	b.forgotten()
}

// Twice Ctrl-C: the CLI does not wait. What the state lacks is in the journal.
func TestAccInterrupt_twice(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	b.Inject(emulator.Fault{Path: "add_contact_way", Skip: 7, Kind: emulator.FaultSilence, When: emulator.After})
	output := b.interrupt(func(cli *os.Process, out *terminal) {
		b.group(cli, syscall.SIGINT)
		<-out.stopping // two at once are one
		b.group(cli, syscall.SIGINT)
	})
	if !strings.Contains(output, "Two interrupts received") {
		t.Errorf("the CLI was not interrupted twice:\n%s", output)
	}
	if b.created() == b.inState() {
		t.Error("everything made is in the state: this test proves nothing")
	}
	b.finish()
	b.forgotten()
}

// CLI and provider die at once, as when a machine runs out of memory.
func TestAccInterrupt_killed(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	b.interrupt(func(cli *os.Process, _ *terminal) { b.group(cli, syscall.SIGKILL) })
	b.finish()
	b.forgotten()
}

// The CLI alone dies; its provider may live on for a while.
func TestAccInterrupt_cliKilled(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	orphan := 0
	b.interrupt(func(cli *os.Process, _ *terminal) {
		orphan = b.pid()
		b.send(cli.Pid, syscall.SIGKILL)
	})
	b.finish()
	// An orphan dies of the first line that it logs; one that does not keeps its file until it is gone.
	_ = syscall.Kill(orphan, syscall.SIGKILL)
	b.untilGone()
	b.run("plan", "-no-color")
	b.forgotten()
}

// The provider alone dies: all that it worked on is unknown to the CLI.
func TestAccInterrupt_providerKilled(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	b := newBench(t, patient)
	b.interrupt(func(*os.Process, *terminal) { b.signal(os.Kill) })
	b.finish()
	b.forgotten()
}

// untilGone waits for the locks of providers that outlived their CLI.
func (b *bench) untilGone() {
	b.t.Helper()
	left, err := filepath.Glob(filepath.Join(b.p.Dir, ".terraform", program, "*"))
	if err != nil {
		b.t.Fatal(err)
	}
	for _, path := range left {
		file, err := os.Open(path)
		if err != nil {
			b.t.Fatal(err)
		}
		if err := syscall.Flock(int(file.Fd()), syscall.LOCK_SH); err != nil {
			b.t.Error(err)
		}
		_ = file.Close()
	}
}

func (b *bench) group(cli *os.Process, s syscall.Signal) { b.send(-cli.Pid, s) }

func (b *bench) send(pid int, s syscall.Signal) {
	if err := syscall.Kill(pid, s); err != nil {
		b.t.Error(fmt.Errorf("signal %v to %d: %w", s, pid, err))
	}
}
