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

	"github.com/terraform-wecom/terraform-provider-wecom/internal/bench/record"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// step is one command that is measured.
type step string

const (
	stepCreate   step = "create"    // apply that makes everything
	stepPlan     step = "plan"      // with nothing to do
	stepApply    step = "apply"     // with nothing to do
	stepPlanEdit step = "plan-edit" // after one department got another name in the configuration
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
}

func (m measurement) String() string {
	return fmt.Sprintf("%6.2f s wall, %6.2f s CPU, %5.1f MiB, %5d calls", m.wall.Seconds(), m.cpu.Seconds(), mib(m.peak), m.calls)
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
	seeded   int // departments before the first step
}

func newRoom(o *options, p *programs, v variant, size int) (*room, error) {
	dir, err := os.MkdirTemp(p.dir, "room-")
	if err != nil {
		return nil, err
	}
	corp := emulator.New(emulator.ExampleCorp(), emulator.WithLatency(o.latency))
	r := &room{cli: o.cli, dir: dir, size: size, variant: v, corp: corp, web: httptest.NewServer(corp), seeded: len(corp.Corp().Departments)}
	rc := filepath.Join(dir, "cli.tfrc")
	for name, text := range map[string]string{
		rc:                            fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"terraform-wecom/wecom\" = %q\n  }\n  direct {}\n}\n", p.plugins()),
		filepath.Join(dir, "main.tf"): o.kind.configuration(size),
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			r.close()
			return nil, err
		}
	}
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		// What the caller has set for other runs, and what would change what is measured.
		if !strings.HasPrefix(name, "TF_") && !strings.HasPrefix(name, "WECOM_") && !slices.Contains([]string{"GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GODEBUG"}, name) {
			r.env = append(r.env, v)
		}
	}
	r.env = append(append(r.env, v.environment()...),
		"TF_CLI_CONFIG_FILE="+rc, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1",
		"WECOM_ENDPOINT="+r.web.URL, "WECOM_CORP_ID="+emulator.ExampleCorpID,
		"WECOM_SECRET="+emulator.ExampleSecret, "WECOM_CONTACTS_SECRET="+emulator.ExampleContactsSecret,
		record.ProviderVariable+"="+p.provider(v), record.FileVariable+"="+r.records())
	return r, nil
}

func (r *room) close() {
	r.web.Close()
	_ = os.RemoveAll(r.dir)
}

// records is the file of the probe.
func (r *room) records() string { return filepath.Join(r.dir, "processes.jsonl") }

// run makes one step and checks that it did what it should: a command that
// fails early would win every comparison.
func (r *room) run(ctx context.Context, s step) (measurement, error) {
	if err := os.Remove(r.records()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return measurement{}, err
	}
	r.corp.ResetRequests()
	args, want := s.arguments()
	cmd := exec.CommandContext(ctx, r.cli, append(args, "-input=false", "-no-color")...)
	cmd.Dir, cmd.Env = r.dir, r.env
	// An interrupt lets the CLI end its providers.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = time.Minute
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	err := cmd.Run()
	m := measurement{wall: time.Since(began)}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return m, err
	}
	if code := cmd.ProcessState.ExitCode(); code != want {
		return m, fmt.Errorf("exit code %d, want %d\n%s", code, want, tail(out.String()))
	}
	// The kernel counts with the CLI what it has waited for: its providers.
	m.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if m.peak, err = r.peak(); err != nil {
		return m, err
	}
	for _, call := range r.corp.Requests() {
		if call.Path != "gettoken" {
			m.calls++
		}
		if call.Changed {
			m.changed++
		}
	}
	return m, r.check(s, m)
}

// peak is that of the largest provider process of the step.
func (r *room) peak() (int64, error) {
	raw, err := os.ReadFile(r.records())
	if err != nil {
		return 0, fmt.Errorf("no provider was recorded: %w", err)
	}
	var peak int64
	for lines := bufio.NewScanner(bytes.NewReader(raw)); lines.Scan(); {
		var p record.Process
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return 0, err
		}
		peak = max(peak, p.Peak)
	}
	return peak, nil
}

// check compares corp and calls with what the step is for.
func (r *room) check(s step, m measurement) error {
	if violations := r.corp.Violations(); len(violations) > 0 {
		return fmt.Errorf("the provider sent what WeCom does not define: %s", violations[0])
	}
	made, changed := 0, 0
	if r.variant != nothing && r.variant != bare {
		if s != stepDestroy {
			made = r.size
		}
		if s == stepCreate || s == stepDestroy {
			changed = r.size
		}
	}
	if got := len(r.corp.Corp().Departments) - r.seeded; got != made {
		return fmt.Errorf("the corp has %d departments more than at the start, want %d", got, made)
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
