// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/bench/record"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// step is one command that is measured.
type step string

const (
	stepCreate   step = "create"    // apply that makes everything
	stepPlan     step = "plan"      // with nothing to do
	stepApply    step = "apply"     // with nothing to do
	stepPlanEdit step = "plan-edit" // after one object got another name in the configuration
	stepDestroy  step = "destroy"
)

// allSteps in the order in which they follow from each other.
var allSteps = []step{stepCreate, stepPlan, stepApply, stepPlanEdit, stepDestroy}

// arguments of the CLI, and the exit code that says that the step did what it should.
func (s step) arguments() (args []string, code int) {
	switch s {
	case stepPlan:
		return []string{"plan", "-detailed-exitcode"}, 0
	case stepPlanEdit:
		return []string{"plan", "-detailed-exitcode", "-var=suffix=改"}, 2
	case stepDestroy:
		return []string{"destroy", "-auto-approve"}, 0
	default:
		return []string{"apply", "-auto-approve"}, 0
	}
}

// measurement is what one step of one variant took.
type measurement struct {
	wall time.Duration
	cpu  time.Duration // user and system, of the CLI and its providers
	peak int64         // bytes: resident memory of the largest provider process
	// calls are those of the API besides the token's; changed are the writes among them that were carried out.
	calls, changed int
	reads, writes  int           // calls by what they are for, the token's included
	providers      time.Duration // CPU of the provider processes alone
	memory         int64         // bytes: highest sum of the resident memory of all processes; 0 unless watched
}

func (m measurement) String() string {
	return fmt.Sprintf("%6.2f s wall, %6.2f s CPU (%6.2f s in the provider), %5.1f MiB, %5d calls", m.wall.Seconds(), m.cpu.Seconds(), m.providers.Seconds(), mib(m.peak), m.calls)
}

func mib(bytes int64) float64 { return float64(bytes) / (1 << 20) }

// room is a working folder of the CLI with a corp of its own.
type room struct {
	cli, dir string
	size     int
	variant  variant
	env      []string
	corp     *emulator.Server
	web      *httptest.Server
	kind     kind
	seeded   int  // objects of the kind before the first step
	watched  bool // the memory of all processes is sampled
}

// newRoom is one with what the kind declares.
func newRoom(o *options, p *programs, v variant, size int) (*room, error) {
	corp := emulator.New(emulator.ExampleCorp(), emulator.WithLatency(o.latency))
	r, err := openRoom(o.cli, p, v, corp)
	if err != nil {
		return nil, err
	}
	r.size, r.kind, r.seeded = size, o.kind, o.kind.counted(corp.Corp())
	if err := r.write("main.tf", o.kind.configuration(size)); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// openRoom is one without a configuration.
func openRoom(cli string, p *programs, v variant, corp *emulator.Server) (*room, error) {
	dir, err := os.MkdirTemp(p.dir, "room-")
	if err != nil {
		return nil, err
	}
	r := &room{cli: cli, dir: dir, variant: v, corp: corp, web: httptest.NewServer(corp)}
	if err := r.write("cli.tfrc", fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"terraform-wecom/wecom\" = %q\n  }\n  direct {}\n}\n", p.plugins())); err != nil {
		r.close()
		return nil, err
	}
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		// What the caller has set for other runs, and what would change what is measured.
		if !strings.HasPrefix(name, "TF_") && !strings.HasPrefix(name, "WECOM_") && !slices.Contains([]string{"GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GODEBUG"}, name) {
			r.env = append(r.env, v)
		}
	}
	r.env = append(append(r.env, v.environment()...),
		"TF_CLI_CONFIG_FILE="+filepath.Join(dir, "cli.tfrc"), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1",
		"WECOM_ENDPOINT="+r.web.URL, "WECOM_CORP_ID="+emulator.ExampleCorpID,
		"WECOM_SECRET="+emulator.ExampleSecret, "WECOM_CONTACTS_SECRET="+emulator.ExampleContactsSecret,
		record.ProviderVariable+"="+p.provider(v), record.FileVariable+"="+r.records())
	return r, nil
}

func (r *room) write(name, text string) error {
	return os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o600)
}

func (r *room) close() {
	r.web.Close()
	_ = os.RemoveAll(r.dir)
}

// records is the file of the probe.
func (r *room) records() string { return filepath.Join(r.dir, "processes.jsonl") }

// run makes one step and checks that it did what it should: a command that fails early would win every comparison.
func (r *room) run(ctx context.Context, s step) (measurement, error) {
	args, want := s.arguments()
	m, err := r.call(ctx, want, args...)
	if err != nil {
		return m, err
	}
	return m, r.check(s, m)
}

// call measures one command, which has to end with the exit code want.
func (r *room) call(ctx context.Context, want int, args ...string) (measurement, error) {
	if err := os.Remove(r.records()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return measurement{}, err
	}
	r.corp.ResetRequests()
	cmd := exec.CommandContext(ctx, r.cli, append(args, "-input=false", "-no-color")...)
	cmd.Dir, cmd.Env = r.dir, r.env
	// An interrupt lets the CLI end its providers.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = time.Minute
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return measurement{}, err
	}
	memory := func() int64 { return 0 }
	if r.watched {
		memory = watch(cmd.Process.Pid)
	}
	err := cmd.Wait()
	m := measurement{wall: time.Since(began), memory: memory()}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return m, err
	}
	if code := cmd.ProcessState.ExitCode(); code != want {
		return m, fmt.Errorf("%s: exit code %d, want %d\n%s", strings.Join(args, " "), code, want, tail(out.String()))
	}
	// The kernel counts with the CLI what it has waited for: its providers.
	m.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if err := r.processes(&m); err != nil {
		return m, err
	}
	for _, call := range r.corp.Requests() {
		if call.Path != "gettoken" {
			m.calls++
		}
		if call.Changed {
			m.changed++
		}
		if call.Write {
			m.writes++
		} else {
			m.reads++
		}
	}
	return m, nil
}

// processes adds what the provider processes of the step used.
func (r *room) processes(m *measurement) error {
	raw, err := os.ReadFile(r.records())
	if err != nil {
		return fmt.Errorf("no provider was recorded: %w", err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(raw)); lines.Scan(); {
		var p record.Process
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return err
		}
		m.peak = max(m.peak, p.Peak)
		m.providers += p.CPU
	}
	return nil
}

// check compares corp and calls with what the step is for.
func (r *room) check(s step, m measurement) error {
	if violations := r.corp.Violations(); len(violations) > 0 {
		return fmt.Errorf("the provider sent what WeCom does not define: %s", violations[0])
	}
	made, changed := 0, 0
	if r.variant != nothing && r.variant != bare {
		if s != stepDestroy {
			made = r.kind.objects(r.size)
		}
		if s == stepCreate || s == stepDestroy {
			changed = r.kind.objects(r.size)
		}
	}
	if got := r.kind.counted(r.corp.Corp()) - r.seeded; got != made {
		return fmt.Errorf("the corp has %d objects more than at the start, want %d", got, made)
	}
	if m.changed != changed {
		return fmt.Errorf("%d writes were carried out, want %d", m.changed, changed)
	}
	return nil
}

// profileTo has the next step run with profiles, in a folder of its own.
func (r *room) profileTo(p *programs, base string, s step) (dir string, err error) {
	if dir, err = filepath.Abs(filepath.Join(base, fmt.Sprintf("%d-%s", r.size, s))); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", err
	}
	// Of a variable given twice the last one counts.
	r.env = append(r.env, record.ProviderVariable+"="+p.served(), record.ProfileVariable+"="+dir)
	return dir, nil
}

// tail is the end of a long output, where the errors are.
func tail(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-40):], "\n")
}
