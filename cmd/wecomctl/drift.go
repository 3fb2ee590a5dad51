// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/drift"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/failure"
)

const (
	ignoreFile = ".wecomignore"
	envWebhook = "WECOM_ROBOT_WEBHOOK"
)

var driftFormats = []string{"text", "json", "markdown", "sarif"}

// driftCommand is one call of wecomctl drift.
type driftCommand struct {
	cmd  *cobra.Command
	corp corpFlags

	dir, cli           string
	states, only, also []string
	format, output     string
	ignore             string
	planOnly, showPlan bool
	expectPlanned      bool
	writeIgnore        bool
	notify, title      string
	plans              []*drift.Plan
}

func newDrift() *cobra.Command {
	d := &driftCommand{}
	d.cmd = &cobra.Command{
		Use:   "drift [PLAN.json | -]...",
		Short: "Report what differs between corp, states and configuration, and what is declared nowhere",
		Long: `Compares a plan with the corp: objects changed outside Terraform, attribute by attribute, gone from the corp, not applied
yet, what an apply would lose for good, failed checks, and objects that no state holds. Nothing is changed.

Without arguments it runs "terraform plan" (or tofu) in --dir. With arguments it reads what "terraform show -json" prints
of saved plans; - is stdin. More states whose objects are managed too are given with --state.

To look for undeclared objects it reads the corp with the environment variables of the provider: WECOM_CORP_ID,
WECOM_SECRET, WECOM_CONTACTS_SECRET, WECOM_ENDPOINT. --plan-only leaves that out and needs none of them.

What needs no declaration stands in .wecomignore, one KIND:PATTERN a line; KIND is one of --only, or * for all:

  department:外包/**     this path and everything below it
  department:门店/*      one level below 门店
  contact_way:*          all of them
  *:旧{活动,展会}*        by the beginning of a name
  tag_group:etJ7wNrQ*    by id

The pattern is compared with the id, the name, and the path of an object in a tree. * and ? stay within one part of a
path, ** goes across, [ ] and { } choose, a backslash takes the meaning from the next character. A comment begins with #
at the start of a line, or behind a blank.

Exit codes: 0 as declared, 1 error, 2 drift, 3 nothing but undeclared objects, 130 interrupted.`,
		Example: `  wecomctl drift
  terraform show -json tfplan | wecomctl drift - --format markdown
  wecomctl drift --state ../tags/terraform.tfstate --also json=drift.json
  wecomctl drift --write-ignore`,
		RunE: func(_ *cobra.Command, args []string) error { return d.run(args) },
	}
	f := d.cmd.Flags()
	f.StringVar(&d.dir, "dir", ".", "folder of the configuration")
	f.StringVar(&d.cli, "cli", "", "terraform or tofu to run; default: TERRAFORM, else the first on the PATH")
	f.StringArrayVar(&d.states, "state", nil, "another state file, or the JSON of one, whose objects are managed; may be given several times")
	f.StringSliceVar(&d.only, "only", nil, "kinds to look for undeclared objects of: "+inventory.KindNames()+" (default "+inventory.UsualNames()+" of which nothing is declared)")
	f.BoolVar(&d.planOnly, "plan-only", false, "look at plans and states alone, not for undeclared objects")
	f.BoolVar(&d.expectPlanned, "expect-planned", false, "changes that the plan makes and nobody caused outside are no drift: for pull requests")
	f.BoolVar(&d.showPlan, "show-plan", false, "print the plan that is made, on stderr, as terraform plan does")
	f.StringVar(&d.format, "format", "text", "format of the report: text, json, markdown or sarif")
	f.StringVar(&d.output, "output", "", "file for the report (default stdout)")
	f.StringArrayVar(&d.also, "also", nil, "FORMAT=FILE: write the report in another format too; may be given several times")
	f.StringVar(&d.ignore, "ignore-file", "", "file of objects that need no declaration (default "+ignoreFile+" in --dir)")
	f.BoolVar(&d.writeIgnore, "write-ignore", false, "accept the undeclared objects found today: add them to the ignore file")
	f.StringVar(&d.notify, "notify", "", "send a message to the webhook of a WeCom group robot (群机器人) unless everything is as declared; env takes the address, which is a secret, from "+envWebhook)
	f.StringVar(&d.title, "title", "WeCom drift", "title of the message")
	d.corp.register(d.cmd)
	return d.cmd
}

func (d *driftCommand) run(args []string) error {
	outputs, err := d.outputs()
	if err != nil {
		return err
	}
	webhook, err := d.webhook()
	if err != nil {
		return err
	}
	o, err := d.options()
	if err != nil {
		return err
	}
	if err := d.readPlans(args); err != nil {
		return err
	}
	o.Plans = d.plans
	progress := newProgress(d.cmd.ErrOrStderr())
	o.Progress = progress.show
	report, unmanaged, err := drift.Find(d.cmd.Context(), o)
	progress.end()
	if err != nil {
		return err
	}
	if d.writeIgnore && len(unmanaged) > 0 {
		if err := d.accept(unmanaged); err != nil {
			return err
		}
		report.Accept(unmanaged)
	}
	for _, out := range outputs {
		if err := d.write(report, out); err != nil {
			return err
		}
	}
	if webhook != "" && report.ExitCode != drift.ExitClean {
		if err := drift.Notify(d.cmd.Context(), webhook, report.Messages(d.title)); err != nil {
			return failure.New("Unable to notify", "%w", err)
		}
	}
	if report.ExitCode != drift.ExitClean {
		return exitCode(report.ExitCode)
	}
	return nil
}

// options reads everything but the plans, so that a wrong flag fails before a plan of minutes.
func (d *driftCommand) options() (drift.Options, error) {
	o := drift.Options{ExpectPlanned: d.expectPlanned}
	var err error
	if len(d.only) > 0 {
		if o.Kinds, err = inventory.ParseKinds(d.only); err != nil {
			return o, failure.New("Invalid --only", "%w.", err)
		}
	}
	for _, file := range d.states {
		raw, err := os.ReadFile(file)
		if err != nil {
			return o, failure.New("Unable to read --state", "%w", err)
		}
		if err := drift.NewHeld().AddState(raw); err != nil {
			return o, failure.New("Unable to read --state", "%s: %w", file, err)
		}
		o.States = append(o.States, raw)
	}
	if o.Ignore, err = d.readIgnore(); err != nil {
		return o, err
	}
	if d.planOnly {
		if d.writeIgnore {
			return o, failure.New("Invalid --write-ignore", "With --plan-only no undeclared objects are looked for, so there is nothing to accept.")
		}
		return o, nil
	}
	o.Client, err = d.corp.client()
	return o, err
}

// readPlans reads the plans given, or makes one.
func (d *driftCommand) readPlans(args []string) error {
	if len(args) == 0 {
		cli, err := findCLI(d.cli)
		if err != nil {
			return err
		}
		raw, err := planJSON(d.cmd.Context(), cli, d.dir, d.cmd.ErrOrStderr(), d.showPlan)
		if err != nil {
			return err
		}
		return d.addPlan(raw, "the plan of "+d.dir)
	}
	for _, file := range args {
		raw, err := d.readPlan(file)
		if err != nil {
			return failure.New("Unable to read the plan", "%w", err)
		}
		if err := d.addPlan(raw, file); err != nil {
			return err
		}
	}
	return nil
}

func (d *driftCommand) readPlan(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(d.cmd.InOrStdin())
	}
	return os.ReadFile(file)
}

func (d *driftCommand) addPlan(raw []byte, from string) error {
	p, err := drift.ParsePlan(raw)
	if err != nil {
		return failure.New("Unable to read the plan", "%s: %w.", from, err)
	}
	d.plans = append(d.plans, p)
	return nil
}

func (d *driftCommand) ignorePath() string { return cmp.Or(d.ignore, filepath.Join(d.dir, ignoreFile)) }

func (d *driftCommand) readIgnore() (*inventory.Ignore, error) {
	raw, err := os.ReadFile(d.ignorePath())
	if errors.Is(err, fs.ErrNotExist) && (d.ignore == "" || d.writeIgnore) {
		return nil, nil
	}
	if err != nil {
		return nil, failure.New("Unable to read the ignore file", "%w", err)
	}
	ig, err := inventory.ParseIgnore(bytes.NewReader(raw))
	if err != nil {
		return nil, failure.New("Unable to read the ignore file", "%s, %w.", d.ignorePath(), err)
	}
	return ig, nil
}

// accept adds the objects to the end of the ignore file.
func (d *driftCommand) accept(objects []inventory.Object) error {
	path := d.ignorePath()
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failure.New("Unable to write the ignore file", "%w", err)
	}
	var b strings.Builder
	if len(old) == 0 {
		b.WriteString("# Objects of the corp that need no declaration, one KIND:PATTERN a line, such as department:外包/** or contact_way:*.\n" +
			"# All of the syntax: wecomctl drift --help\n")
	} else if !bytes.HasSuffix(old, []byte("\n")) {
		b.WriteString("\n")
	}
	for _, object := range objects {
		b.WriteString(inventory.IgnoreLine(object) + "\n")
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return failure.New("Unable to write the ignore file", "%w", err)
	}
	_, err = f.WriteString(b.String())
	if err = errors.Join(err, f.Close()); err != nil {
		return failure.New("Unable to write the ignore file", "%w", err)
	}
	fmt.Fprintf(d.cmd.ErrOrStderr(), "Added %d objects to %s.\n", len(objects), path)
	return nil
}

// webhook resolves --notify. The address is a secret: whoever has it may write to the group.
func (d *driftCommand) webhook() (string, error) {
	address := d.notify
	if address == "env" {
		if address = strings.TrimSpace(os.Getenv(envWebhook)); address == "" {
			return "", failure.New("Invalid --notify", "--notify env takes the address from %s, which is not set. Group chat (群聊) → 群机器人 → Webhook.", envWebhook)
		}
	}
	if address != "" && d.corp.rehearsing() && !drift.OnThisMachine(address) {
		return "", failure.New("Webhook of a real group", "%s is set, and --notify names a robot that is not on this machine. Nothing was sent. Leave --notify out while rehearsing.", client.EnvForbidReal)
	}
	return address, nil
}

// target is one place for a report; no file is stdout.
type target struct{ format, file string }

func (d *driftCommand) outputs() ([]target, error) {
	all := []target{{d.format, d.output}}
	for _, also := range d.also {
		format, file, ok := strings.Cut(also, "=")
		if !ok || file == "" {
			return nil, failure.New("Invalid --also", "%q is not FORMAT=FILE.", also)
		}
		all = append(all, target{format, file})
	}
	for _, t := range all {
		if !slices.Contains(driftFormats, t.format) {
			return nil, failure.New("Invalid format", "%q is not one of %s.", t.format, strings.Join(driftFormats, ", "))
		}
	}
	return all, nil
}

func (d *driftCommand) write(r *drift.Report, t target) error {
	out := d.cmd.OutOrStdout()
	var b bytes.Buffer
	var err error
	switch t.format {
	case "json":
		err = r.WriteJSON(&b)
	case "markdown":
		err = r.WriteMarkdown(&b)
	case "sarif":
		err = r.WriteSARIF(&b, version, drift.FindPlaces(d.dir), drift.InFolder(d.dir, ignoreFile))
	default:
		err = r.WriteText(&b, t.file == "" && coloured(out))
	}
	if err != nil {
		return err
	}
	if t.file == "" {
		_, err = out.Write(b.Bytes())
		return err
	}
	if err := os.WriteFile(t.file, b.Bytes(), 0o600); err != nil {
		return failure.New("Unable to write the report", "%w", err)
	}
	return nil
}
