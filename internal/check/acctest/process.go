// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// binary is the folder of the provider as a program, built once per test run. It is in the user's cache, under the sum
// of its content: the packages of a run share one file, and none is left behind for each of them.
var binary = sync.OnceValues(func() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	all := filepath.Join(cache, "terraform-provider-wecom", "tested")
	if err := os.MkdirAll(all, 0o700); err != nil {
		return "", err
	}
	made, err := os.MkdirTemp(all, "build-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(made)
	program := filepath.Join(made, "terraform-provider-wecom")
	// The package path instead of a folder: tests run in their own package's.
	build := exec.Command("go", "build", "-o", program, "github.com/terraform-wecom/terraform-provider-wecom")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the provider: %w\n%s", err, out)
	}
	content, err := os.ReadFile(program)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(all, fmt.Sprintf("%x", sha256.Sum256(content))[:16])
	if err := os.Rename(made, dir); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	now := time.Now()
	return dir, errors.Join(os.Chtimes(dir, now, now), prune(all, now.Add(-24*time.Hour)))
})

// prune removes the folders that nobody used since.
func prune(dir string, since time.Time) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, gone := e.Info() // another run may have been first
		if gone == nil && info.ModTime().Before(since) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// CLI returns the path of the Terraform or OpenTofu under test, as plugin-testing finds it.
func CLI(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("TF_ACC_TERRAFORM_PATH"); path != "" {
		return path
	}
	path, err := exec.LookPath("terraform")
	if err != nil {
		t.Fatal("no terraform on the PATH and TF_ACC_TERRAFORM_PATH is not set: run `make test`, which gets one")
	}
	return path
}

// Process runs the built provider as a process of its own under the CLI, the way users do; for what an in-process
// provider cannot show (logs, signals).
type Process struct {
	Dir string
	Env []string

	t   *testing.T
	e   *Env
	cli string
}

// NewProcess prepares a working folder with hcl behind the provider block.
func NewProcess(e *Env, hcl string) *Process {
	e.t.Helper()
	dir, err := binary()
	if err != nil {
		e.t.Fatal(err)
	}
	return NewProcessOf(e, hcl, dir)
}

// NewProcessOf does the same with the program terraform-provider-wecom of a folder.
func NewProcessOf(e *Env, hcl, dir string) *Process {
	e.t.Helper()
	p := &Process{Dir: e.t.TempDir(), t: e.t, e: e, cli: CLI(e.t)}
	p.Config(hcl)
	rc := filepath.Join(p.Dir, "cli.tfrc")
	p.Write("cli.tfrc", fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"terraform-wecom/wecom\" = %q\n  }\n  direct {}\n}\n", dir))
	p.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+rc, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
	return p
}

// Config puts hcl behind the provider block, instead of what was there.
func (p *Process) Config(hcl string) {
	p.t.Helper()
	p.Write("main.tf", "terraform {\n  required_providers {\n    wecom = {\n      source = \"terraform-wecom/wecom\"\n    }\n  }\n}\n\n"+p.e.Config(hcl))
}

// Write puts a file into the working folder.
func (p *Process) Write(name, content string) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.Dir, name), []byte(content), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// Read returns a file of the working folder.
func (p *Process) Read(name string) string {
	p.t.Helper()
	raw, err := os.ReadFile(filepath.Join(p.Dir, name))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(raw)
}

// Run calls the CLI and returns its exit code and everything it printed.
func (p *Process) Run(args ...string) (code int, output string) {
	p.t.Helper()
	cmd := p.Command(args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatalf("%s %s: %v", p.cli, strings.Join(args, " "), err)
	}
	return cmd.ProcessState.ExitCode(), out.String()
}

// Command is the CLI call that Run makes, not started.
func (p *Process) Command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(p.t.Context(), p.cli, args...)
	cmd.Dir, cmd.Env = p.Dir, p.Env
	return cmd
}

// Must is Run for commands that have to succeed.
func (p *Process) Must(args ...string) string {
	p.t.Helper()
	code, output := p.Run(args...)
	if code != 0 {
		p.t.Fatalf("%s: exit code %d\n%s", strings.Join(args, " "), code, output)
	}
	return output
}
