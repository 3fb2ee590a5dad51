// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
)

// Folder is a working folder with hcl behind the provider block, for what a person reads of each command. Its commands
// run in this process.
func (e *Env) Folder(hcl string) *Folder {
	e.t.Helper()
	f := e.folder(e.t)
	f.Write(e.Config(hcl))
	return f
}

// InFolder runs fn with such a folder on a clock of its own, where waits cost nothing.
func (e *Env) InFolder(hcl string, fn func(t *testing.T, f *Folder)) {
	e.t.Helper()
	Virtually(e.t, func(t *testing.T) {
		t.Helper()
		f := e.folder(t)
		f.Write(e.Config(hcl))
		fn(t, f)
	})
}

// Write replaces the configuration, which has a provider block.
func (f *Folder) Write(config string) {
	f.t.Helper()
	doc, err := parse(config)
	if err != nil {
		f.t.Fatal(err)
	}
	f.last = doc
}

func (f *Folder) core() *tfcore.Core {
	f.t.Helper()
	core, err := f.e.Core(f.t.Context(), f.last.provider)
	if err != nil {
		f.t.Fatal(err)
	}
	return core
}

// Plan plans, and answers as plan -detailed-exitcode does: 0 for no change, 1 for an error, 2 for changes, and what it
// said.
func (f *Folder) Plan(flags ...func(*tfcore.PlanOptions)) (code int, output string) {
	f.t.Helper()
	_, code, output = f.plan(f.last.config, flags...)
	return code, output
}

func (f *Folder) plan(config tfcore.Config, flags ...func(*tfcore.PlanOptions)) (*tfcore.Plan, int, string) {
	f.t.Helper()
	options := f.last.options
	for _, flag := range flags {
		flag(&options)
	}
	plan, err := f.core().PlanWith(f.t.Context(), f.state, config, options)
	if err != nil {
		return nil, 1, spoken(plan, err)
	}
	counts := map[tfcore.Action]int{}
	for _, change := range plan.Changes {
		counts[change.Action]++
	}
	replaced := counts[tfcore.Replace] + counts[tfcore.CreateThenDelete]
	output := spoken(plan, nil) + plan.String() + fmt.Sprintf("Plan: %d to add, %d to change, %d to destroy.\n",
		counts[tfcore.Create]+replaced, counts[tfcore.Update], counts[tfcore.Delete]+replaced)
	if f.empty(f.last, plan) {
		return plan, 0, output
	}
	return plan, 2, output
}

// spoken is what a walk said, as a CLI prints it.
func spoken(plan *tfcore.Plan, err error) string {
	var b strings.Builder
	if plan != nil {
		for _, d := range plan.Diagnostics {
			kind := "Error"
			if d.Warning {
				kind = "Warning"
			}
			fmt.Fprintf(&b, "%s: %s\n\n%s\n\n", kind, d.Summary, d.Detail)
		}
	}
	if b.Len() == 0 && err != nil {
		return err.Error()
	}
	return b.String()
}

// Apply plans and applies, and answers 0 or 1 and what both said.
func (f *Folder) Apply(flags ...func(*tfcore.PlanOptions)) (code int, output string) {
	f.t.Helper()
	return f.apply(f.last.config, flags...)
}

// Destroy destroys everything.
func (f *Folder) Destroy() (code int, output string) {
	f.t.Helper()
	return f.apply(tfcore.Config{})
}

func (f *Folder) apply(config tfcore.Config, flags ...func(*tfcore.PlanOptions)) (code int, output string) {
	f.t.Helper()
	plan, code, output := f.plan(config, flags...)
	if code == 1 {
		return code, output
	}
	state, diags, err := f.core().Apply(f.t.Context(), plan)
	f.state = state
	output += spoken(&tfcore.Plan{Diagnostics: diags}, err)
	if err != nil {
		return 1, output
	}
	if len(config) > 0 {
		if f.outputs, err = f.last.evaluate(state); err != nil {
			f.t.Fatal(err)
		}
	}
	return 0, output
}

// MustPlan is Plan where it has to succeed.
func (f *Folder) MustPlan(flags ...func(*tfcore.PlanOptions)) string {
	f.t.Helper()
	code, output := f.Plan(flags...)
	if code == 1 {
		f.t.Fatal(output)
	}
	return output
}

// MustApply is Apply where it has to succeed.
func (f *Folder) MustApply(flags ...func(*tfcore.PlanOptions)) string {
	f.t.Helper()
	code, output := f.Apply(flags...)
	if code != 0 {
		f.t.Fatal(output)
	}
	return output
}

// MustDestroy is Destroy where it has to succeed.
func (f *Folder) MustDestroy() string {
	f.t.Helper()
	code, output := f.Destroy()
	if code != 0 {
		f.t.Fatal(output)
	}
	return output
}

// PlanDestroy is plan -destroy.
func (f *Folder) PlanDestroy() (code int, output string) {
	f.t.Helper()
	_, code, output = f.plan(tfcore.Config{})
	return code, output
}

// Forget is state rm.
func (f *Folder) Forget(address string) { delete(f.state, address) }

// Taint marks an object for replacement.
func (f *Folder) Taint(address string) { f.state[address].Tainted = true }

// MustImport is the import command.
func (f *Folder) MustImport(address, id string) {
	f.t.Helper()
	state, diags, err := f.core().Import(f.t.Context(), f.state, address, f.last.config[address].Type, id)
	if err != nil {
		f.t.Fatal(diags, err)
	}
	f.state = state
}

// Clean reports how the corp differs from what it was before the test.
func (e *Env) Clean() error { return e.checkDestroy(nil) }

// Kept is a check that makes the corp as it is the one that must be left.
func (e *Env) Kept() resource.TestCheckFunc {
	return func(*terraform.State) error {
		e.Keep()
		return nil
	}
}
