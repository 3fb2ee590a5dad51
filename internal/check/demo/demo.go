// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// version is what the provider is called in the demo's own mirror.
const version = "0.0.1"

// demo is one run.
type demo struct {
	cli, bin, example string
	keep, color       bool
	out               io.Writer

	dir      string   // working folder
	env      []string // of the CLI
	emulator *emulatorProcess
}

// run is the story, one step a chapter.
func (d *demo) run(ctx context.Context) error {
	started := time.Now()
	if err := d.prepare(ctx); err != nil {
		return err
	}
	before, err := d.emulator.corp(ctx)
	if err != nil {
		return err
	}

	d.say("Plan and apply: a department tree of three levels and two tag groups, a QR code, a link, a rule")
	if err := d.terraform(ctx, 0, "init", "-input=false"); err != nil {
		return err
	}
	if err := d.terraform(ctx, 2, "plan", "-input=false", "-detailed-exitcode", "-out=first.tfplan"); err != nil {
		return err
	}
	if err := d.terraform(ctx, 0, "apply", "-input=false", "first.tfplan"); err != nil {
		return err
	}
	d.say("The QR code and the link that customers get")
	if err := d.showChannels(ctx); err != nil {
		return err
	}
	d.say("A second plan has nothing to do (exit code 0)")
	if err := d.expectEmptyPlan(ctx); err != nil {
		return err
	}

	d.say("Meanwhile somebody edits the corp by hand")
	want, err := d.edit(ctx)
	if err != nil {
		return err
	}
	d.say("The next plan shows each edit (exit code 2)")
	if err := d.terraform(ctx, 2, "plan", "-input=false", "-detailed-exitcode", "-out=repair.tfplan"); err != nil {
		return err
	}
	if err := d.expectInPlan(ctx, "repair.tfplan", want); err != nil {
		return err
	}
	d.say("Apply repairs them, and the plan is empty again")
	if err := d.terraform(ctx, 0, "apply", "-input=false", "repair.tfplan"); err != nil {
		return err
	}
	if err := d.expectEmptyPlan(ctx); err != nil {
		return err
	}
	if d.keep {
		d.say("Done in %s; emulator and working folder stay (KEEP=1)", time.Since(started).Round(time.Second))
		return nil
	}

	d.say("Destroy, and the corp is what it was")
	if err := d.terraform(ctx, 0, "destroy", "-input=false", "-auto-approve"); err != nil {
		return err
	}
	after, err := d.emulator.corp(ctx)
	if err != nil {
		return err
	}
	if !bytes.Equal(before, after) {
		return fmt.Errorf("the corp differs from the one at the start:\n%s\n---\n%s", before, after)
	}
	d.say("Done in %s: every step did what it should. Nothing was sent beyond this machine.", time.Since(started).Round(time.Second))
	return nil
}

// prepare makes the working folder with a provider mirror and starts the emulator.
func (d *demo) prepare(ctx context.Context) (err error) {
	if d.dir, err = os.MkdirTemp("", "wecom-demo-"); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(d.example, "*.tf"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no configuration in %s: %w", d.example, errors.Join(err, os.ErrNotExist))
	}
	for _, file := range files {
		if err := copyFile(file, filepath.Join(d.dir, filepath.Base(file)), 0o600); err != nil {
			return err
		}
	}
	// Terraform and OpenTofu complete the provider's address each with its own registry; the mirror has it under both,
	// so init needs no network.
	mirror := filepath.Join(d.dir, ".mirror")
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		dir := filepath.Join(mirror, host, "terraform-wecom", "wecom", version, runtime.GOOS+"_"+runtime.GOARCH)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		if err := copyFile(filepath.Join(d.bin, "terraform-provider-wecom"), filepath.Join(dir, "terraform-provider-wecom_v"+version), 0o700); err != nil {
			return err
		}
	}
	rc := filepath.Join(d.dir, ".tofurc")
	if err := os.WriteFile(rc, fmt.Appendf(nil, "provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror), 0o600); err != nil {
		return err
	}

	d.say("Start an emulated WeCom corp on a free port of this machine")
	if d.emulator, err = startEmulator(ctx, d); err != nil {
		return err
	}
	own := []string{
		"TF_CLI_CONFIG_FILE=" + rc,
		"WECOM_ENDPOINT=" + d.emulator.url,
		"WECOM_CORP_ID=" + d.emulator.corpID,
		"WECOM_SECRET=" + d.emulator.secret,
		"WECOM_CONTACTS_SECRET=" + d.emulator.contactsSecret,
	}
	d.command("cd %s", d.dir)
	for _, v := range own {
		d.command("export %s", v)
	}
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); !strings.HasPrefix(name, "TF_") && !strings.HasPrefix(name, "WECOM_") {
			d.env = append(d.env, v)
		}
	}
	d.env = append(append(d.env, own...), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
	return nil
}

// terraform runs the CLI in the working folder, shows what it prints and wants the given exit code.
func (d *demo) terraform(ctx context.Context, want int, args ...string) error {
	name := filepath.Base(d.cli)
	d.command("%s %s", name, strings.Join(args, " "))
	if !d.color {
		args = append(args[:1:1], append([]string{"-no-color"}, args[1:]...)...)
	}
	cmd := exec.CommandContext(ctx, d.cli, args...)
	cmd.Dir, cmd.Env = d.dir, d.env
	cmd.Stdout, cmd.Stderr = d.out, d.out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return err
	}
	if got := cmd.ProcessState.ExitCode(); got != want {
		return fmt.Errorf("%s %s ended with exit code %d, want %d", name, args[0], got, want)
	}
	return nil
}

func (d *demo) expectEmptyPlan(ctx context.Context) error {
	return d.terraform(ctx, 0, "plan", "-input=false", "-detailed-exitcode")
}

func (d *demo) say(format string, args ...any) {
	fmt.Fprintf(d.out, "\n== "+format+"\n", args...)
}

func (d *demo) command(format string, args ...any) {
	fmt.Fprintf(d.out, "$ "+format+"\n", args...)
}

// close stops the emulator and removes the folder, or says how to go on.
func (d *demo) close(failed error) {
	if d.dir == "" {
		return
	}
	if !d.keep {
		if d.emulator != nil {
			d.emulator.stop()
		}
		if failed == nil {
			_ = os.RemoveAll(d.dir)
		} else {
			fmt.Fprintf(d.out, "\nThe working folder is left for a look: %s\n", d.dir)
		}
		return
	}
	if d.emulator == nil {
		return
	}
	name := filepath.Base(d.cli)
	fmt.Fprintf(d.out, "\nTo go on by hand, run the cd and export lines above, then for example:\n"+
		"$ %s plan\n$ curl %s/_emulator/corp\n"+
		"Look at the corp in a browser: %s/\n"+
		"When done:\n$ %s destroy && kill %d && rm -r %s\n", name, d.emulator.url, d.emulator.url, name, d.emulator.pid(), d.dir)
}

func copyFile(from, to string, mode os.FileMode) error {
	raw, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, raw, mode)
}
