// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/process"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// Run takes the steps through Terraform's own steps in this process, in parallel with other tests, with the plans and
// checks of plugin-testing: a plan, its checks, the apply, the checks of its outcome, and two plans that must be empty.
// It then destroys everything and checks that the corp is as before, and that no call broke a rule that WeCom itself
// might have let pass. The clock is one of its own: waits cost nothing.
//
// What it takes less than a CLI is in document; RunCLI takes the same steps.
func (e *Env) Run(steps ...resource.TestStep) {
	e.t.Helper()
	e.t.Parallel()
	Virtually(e.t, func(t *testing.T) {
		t.Helper()
		f := e.folder(t)
		for i, step := range steps {
			if err := f.run(step); err != nil {
				t.Fatalf("step %d of %d: %v", i+1, len(steps), err)
			}
		}
		if err := f.destroy(); err != nil {
			t.Fatalf("destroy after the last step: %v", err)
		}
		if err := e.checkDestroy(nil); err != nil {
			t.Error(err)
		}
		for _, v := range e.Violations() {
			t.Errorf("the provider sent something WeCom does not define: %s", v)
		}
	})
}

// Virtually runs fn on a clock of its own, where waits cost nothing. It begins at the present, because WeCom's objects
// have dates.
func Virtually(t *testing.T, fn func(t *testing.T)) {
	t.Helper()
	now := time.Now()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(now)) //nolint:forbidigo // the clock of a bubble begins in the year 2000
		fn(t)
	})
}

// Core is a Terraform in this process, with no socket between the provider and the emulator. A nil block is the
// provider block of Config.
func (e *Env) Core(ctx context.Context, block map[string]any, opts ...provider.Option) (*tfcore.Core, error) {
	if block == nil {
		block = e.block()
	}
	policy := retry
	if e.lag > 0 {
		policy.LagTime = e.lag
	}
	all := append(TestOptions(), provider.WithRetry(policy), provider.WithHTTPClient(&http.Client{Transport: e.Transport()}))
	all = append(all, opts...)
	serve := func() tfprotov6.ProviderServer {
		of := provider.New("test", all...)()
		return process.Folded(providerserver.NewProtocol6(of)(), of)
	}
	first, err := schemas(ctx)
	if err != nil {
		return nil, err
	}
	core := first.Fork(serve, block)
	core.MutableIdentity = map[string]bool{"wecom_department_tree": true}
	return core, nil
}

// schemas is a core that has asked the provider for its schemas: once for a test program, because no option changes
// them.
func schemas(ctx context.Context) (*tfcore.Core, error) {
	asked.Lock()
	defer asked.Unlock()
	if asked.core == nil {
		core, err := tfcore.New(ctx, func() tfprotov6.ProviderServer { return providerserver.NewProtocol6(provider.New("test")())() }, nil)
		if err != nil {
			return nil, err
		}
		asked.core = core
	}
	return asked.core, nil
}

var asked struct {
	sync.Mutex
	core *tfcore.Core
}

func (e *Env) folder(t *testing.T) *Folder {
	t.Helper()
	return &Folder{e: e, t: t, state: tfcore.State{}}
}

// Folder is a working folder: its state and the last configuration.
type Folder struct {
	e       *Env
	t       *testing.T
	state   tfcore.State
	outputs map[string]string // JSON
	last    *document
}

func (f *Folder) run(step resource.TestStep) error {
	f.t.Helper()
	if step.PreConfig != nil {
		step.PreConfig()
	}
	doc := f.last
	if step.Config != "" {
		var err error
		if doc, err = parse(step.Config); err != nil {
			return err
		}
	}
	if doc == nil {
		return errors.New("a step without a configuration")
	}
	core, err := f.e.Core(f.t.Context(), doc.provider)
	if err != nil {
		return err
	}
	if step.ImportState {
		err = f.imports(core, doc, step)
	} else {
		f.last = doc
		err = f.applies(core, doc, step)
	}
	switch want := step.ExpectError; {
	case want == nil:
		return err
	case err == nil:
		return fmt.Errorf("want the error %s, got none", want)
	case !want.MatchString(err.Error()):
		return fmt.Errorf("want the error %s, got: %w", want, err)
	}
	return nil
}

// applies is a step with a configuration.
func (f *Folder) applies(core *tfcore.Core, doc *document, step resource.TestStep) error {
	ctx := f.t.Context()
	config, options := doc.config, doc.options
	if step.Destroy {
		config = tfcore.Config{}
	}
	plans := func(noRefresh bool) (*tfcore.Plan, error) {
		options.NoRefresh = noRefresh
		plan, err := core.PlanWith(ctx, f.state, config, options)
		return plan, asCLI(plan, err)
	}
	if !step.PlanOnly {
		plan, err := plans(false)
		if err != nil {
			return err
		}
		if err := f.checkPlan(doc, plan, step.ConfigPlanChecks.PreApply); err != nil {
			return fmt.Errorf("pre-apply plan check: %w", err)
		}
		before := f.state
		state, diags, err := core.Apply(ctx, plan)
		f.state = state
		if err := asCLI(&tfcore.Plan{Diagnostics: diags}, err); err != nil {
			return err
		}
		if f.outputs, err = doc.evaluate(state); err != nil {
			return err
		}
		if step.Check != nil {
			of := f.state
			if step.Destroy {
				of = before
			}
			if err := step.Check(shim(of)); err != nil {
				return fmt.Errorf("check: %w", err)
			}
		}
		if err := f.checkState(core, step.ConfigStateChecks); err != nil {
			return fmt.Errorf("state check: %w", err)
		}
	}
	for _, again := range []struct {
		noRefresh bool
		what      string
		checks    []plancheck.PlanCheck
	}{{true, "the plan without a refresh", step.ConfigPlanChecks.PostApplyPreRefresh}, {false, "the plan after it", step.ConfigPlanChecks.PostApplyPostRefresh}} {
		plan, err := plans(again.noRefresh)
		if err != nil {
			return err
		}
		if err := f.checkPlan(doc, plan, again.checks); err != nil {
			return fmt.Errorf("%s: %w", again.what, err)
		}
		empty := f.empty(doc, plan)
		if !empty && !step.ExpectNonEmptyPlan {
			return fmt.Errorf("%s is not empty:\n%s", again.what, plan)
		}
		if empty && step.ExpectNonEmptyPlan && !again.noRefresh {
			return fmt.Errorf("%s is empty, and should not be", again.what)
		}
	}
	return nil
}

// asCLI is the outcome of a walk as a CLI prints errors.
func asCLI(plan *tfcore.Plan, err error) error {
	if err == nil {
		return nil
	}
	var b strings.Builder
	if plan != nil {
		for _, d := range plan.Diagnostics.Errors() {
			fmt.Fprintf(&b, "Error: %s\n\n  with %s,\n  %s\n\n%s\n\n", d.Summary, d.Address, d.Attribute, d.Detail)
		}
	}
	if b.Len() == 0 {
		return err
	}
	return errors.New(b.String())
}

// empty reports whether a plan does nothing, outputs included.
func (f *Folder) empty(doc *document, plan *tfcore.Plan) bool {
	if !plan.Empty() || len(plan.Forgotten) > 0 {
		return false
	}
	now, err := doc.evaluate(planned(plan))
	return err == nil && maps.Equal(now, f.outputs)
}

// planned is the state that a plan leads to, as far as it is known.
func planned(plan *tfcore.Plan) tfcore.State {
	out := tfcore.State{}
	for at, change := range plan.Changes {
		if change.Action != tfcore.Delete {
			out[at] = &tfcore.Object{Type: change.Type, Value: change.After}
		}
	}
	return out
}

func (f *Folder) checkPlan(doc *document, plan *tfcore.Plan, checks []plancheck.PlanCheck) error {
	if len(checks) == 0 {
		return nil
	}
	shown, err := showPlan(doc, plan, f.outputs)
	if err != nil {
		return err
	}
	var all []error
	for _, check := range checks {
		var resp plancheck.CheckPlanResponse
		check.CheckPlan(f.t.Context(), plancheck.CheckPlanRequest{Plan: shown}, &resp)
		all = append(all, resp.Error)
	}
	return errors.Join(all...)
}

func (f *Folder) checkState(core *tfcore.Core, checks []statecheck.StateCheck) error {
	if len(checks) == 0 {
		return nil
	}
	shown, err := showState(core, f.state, f.outputs)
	if err != nil {
		return err
	}
	var all []error
	for _, check := range checks {
		var resp statecheck.CheckStateResponse
		check.CheckState(f.t.Context(), statecheck.CheckStateRequest{State: shown}, &resp)
		all = append(all, resp.Error)
	}
	return errors.Join(all...)
}

// imports is a step with ImportState.
func (f *Folder) imports(core *tfcore.Core, doc *document, step resource.TestStep) error {
	ctx, at := f.t.Context(), step.ResourceName
	r, declared := doc.config[at]
	if !declared {
		return fmt.Errorf("resource address %q does not exist in the configuration", at)
	}
	var by any = step.ImportStateId
	switch was := f.state[at]; {
	case step.ImportStateIdFunc != nil:
		id, err := step.ImportStateIdFunc(shim(f.state))
		if err != nil {
			return err
		}
		by = id
	case step.ImportStateId != "":
	case was == nil:
		return fmt.Errorf("%s is not in the state", at)
	case step.ImportStateKind == resource.ImportBlockWithResourceIdentity:
		identity, err := core.IdentityOf(was)
		if err != nil {
			return err
		}
		values := map[string]any{}
		if err := decode(identity, &values); err != nil {
			return err
		}
		for name, v := range values {
			if n, ok := v.(json.Number); ok {
				values[name], _ = n.Int64()
			}
		}
		by = values
	default:
		by = f.state.Text(at, "id")
	}
	if step.ImportStateKind != resource.ImportCommandWithID {
		state := f.state.Clone()
		delete(state, at)
		plan, err := core.PlanWith(ctx, state, doc.config, tfcore.PlanOptions{Import: map[string]any{at: by}})
		if err := asCLI(plan, err); err != nil {
			return err
		}
		if change := plan.Changes[at]; change == nil || !change.Importing {
			return fmt.Errorf("%s is not imported", at)
		} else if change.Action != tfcore.NoOp && !step.ExpectNonEmptyPlan {
			return fmt.Errorf("the import is no no-op:\n%s", plan)
		}
		return f.checkPlan(doc, plan, step.ImportPlanChecks.PreApply)
	}
	from := tfcore.State{}
	if step.ImportStatePersist {
		from = f.state
	}
	state, diags, err := core.Import(ctx, from, at, r.Type, by)
	if err := asCLI(&tfcore.Plan{Diagnostics: diags}, err); err != nil {
		return err
	}
	if step.ImportStatePersist {
		f.state, f.last = state, doc
	}
	if !step.ImportStateVerify {
		return nil
	}
	return sameAs(state[at], f.state, step.ImportStateVerifyIgnore)
}

// sameAs compares an imported object with the one of its id in the state.
func sameAs(o *tfcore.Object, state tfcore.State, ignore []string) error {
	var got, want map[string]any
	if err := decode(o.Value, &got); err != nil {
		return err
	}
	for _, old := range state {
		if old.Type != o.Type || tfcore.Text(old.Value, "id") != tfcore.Text(o.Value, "id") {
			continue
		}
		if err := decode(old.Value, &want); err != nil {
			return err
		}
		for _, path := range append(slices.Clone(ignore), "timeouts") {
			without(got, path)
			without(want, path)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			return fmt.Errorf("the import is not what was made (-made +imported):\n%s", diff)
		}
		return nil
	}
	return errors.New("no object of the imported id is in the state")
}

// without removes what is at a path of attribute names with dots between.
func without(in map[string]any, path string) {
	first, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		delete(in, first)
	} else if inner, ok := in[first].(map[string]any); ok {
		without(inner, rest)
	}
}

// destroy takes everything away that the steps left.
func (f *Folder) destroy() error {
	if f.last == nil || len(f.state) == 0 {
		return nil
	}
	core, err := f.e.Core(f.t.Context(), f.last.provider)
	if err != nil {
		return err
	}
	plan, err := core.Plan(f.t.Context(), f.state, tfcore.Config{})
	if err := asCLI(plan, err); err != nil {
		return err
	}
	_, diags, err := core.Apply(f.t.Context(), plan)
	return asCLI(&tfcore.Plan{Diagnostics: diags}, err)
}

// Refuses checks that a plan of a configuration fails, and with which words.
func (e *Env) Refuses(t *testing.T, config, want string) {
	t.Helper()
	if err := e.folder(t).run(resource.TestStep{Config: config, PlanOnly: true, ExpectError: Says(want)}); err != nil {
		t.Error(err)
	}
}
