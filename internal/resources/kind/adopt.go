// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Some objects are there before anybody declares them, and some cannot be deleted: a create then takes over what is
// there, and a destroy forgets it. Both are said in the plan.

// adopted is what Adopts found, as a state; nil where there is none yet.
func (r *managed[M, O]) adopted(run *Run, m *M) (id string, have *M, err error) {
	id, got, err := r.Adopts(run, m)
	if err != nil || got == nil {
		return id, nil, err
	}
	raw := r.state(run, got)
	var found M
	if raw.IsNull() || !r.layout(run).load(run, raw, &found, run.Diags) {
		return id, nil, errors.New("what WeCom shows cannot be written as a state")
	}
	of(&found).setID(id)
	return id, &found, nil
}

// planAdopted plans the id, and says what the apply overwrites. What WeCom refuses here it would refuse in the apply;
// where nobody answers, the apply may still find somebody.
func (r *managed[M, O]) planAdopted(run *Run, change *Change[M]) {
	const rest = "A create makes no second one: it takes over what is there, whoever set it, and writes what differs from this configuration."
	unseen := func(why string) {
		run.Warn(capital(r.Noun)+": what is there now could not be seen", "%s\n%s", rest, why)
	}
	if run.Client == nil {
		unseen("The provider block is not known yet, so this plan cannot say what that is.")
		return
	}
	id, have, err := r.adopted(run, change.Plan)
	switch {
	case shared.Code(err) != 0 || errors.Is(err, client.ErrNoCredential):
		run.Fail(r.failure(run, "read", change.Plan, err))
		return
	case err != nil:
		unseen(fmt.Sprintf("This plan cannot say what that is: %s", err))
		return
	}
	of(change.Plan).setID(id)
	if n, err := strconv.ParseInt(id, 10, 64); err == nil && r.numbered() {
		change.Set(path.Root("id"), n)
	} else {
		change.Set(path.Root("id"), id)
	}
	if have == nil || r.Overwritten == nil {
		return
	}
	if lines := r.Overwritten(run, change.Plan, have); len(lines) > 0 {
		run.Warn("This apply overwrites "+r.SubjectOf(have), "It is there already, set in the console or by another program. %s\nWhat changes:\n  - %s\n"+
			"To keep what is there, write it in the configuration.", rest, strings.Join(lines, "\n  - "))
	}
}

// make makes the object, or changes the one that is there; kept is then the state that the change began with.
func (r *managed[M, O]) make(run *Run, plan *M) (made Made, kept *adoption, err error) {
	if r.Adopts == nil {
		made, err = r.Kind.Create(run, plan)
		return made, nil, err
	}
	planned := of(plan).objectID()
	id, have, err := r.adopted(run, plan)
	switch {
	case err != nil:
		return made, nil, err
	case planned != "" && id != planned:
		return made, nil, fmt.Errorf("the plan was made for %s, and the credentials of this apply lead to %s: plan again", planned, id)
	case have == nil:
		made, err = r.Kind.Create(run, plan)
		return made, nil, err
	}
	of(plan).setID(id)
	before, _ := r.layout(run).save(run, have, run.Diags)
	wrote, err := r.Kind.Update(run, plan, have)
	if err != nil {
		return made, nil, err
	}
	return Made{ID: id}, &adoption{before, wrote}, nil
}

// turn waits for its turn with what is there and may pass from one resource to another in this very apply: under
// create_before_destroy, or where an address changed without a moved block. Terraform runs both ends of that in any
// order.
func (r *managed[M, O]) turn(run *Run, m *M) (successor any, end func(), err error) {
	key := r.shared(m)
	if key == "" {
		return nil, func() {}, nil
	}
	return run.Claims.Turn(run, key)
}

// take notes who has it now.
func (r *managed[M, O]) take(m *M) {
	if key := r.shared(m); key != "" {
		r.Claims.Take(key, m)
	}
}

// shared is the key of what is there whoever declares it, "" for an object that a create makes.
func (r *managed[M, O]) shared(m *M) string {
	switch {
	case r.Adopts != nil:
		return r.Type
	case r.TakesOver != nil:
		return r.Type + "/" + r.TakesOver(m)
	}
	return ""
}

// single reports whether an app has one of the noun, which a destroy takes away.
func (k *Kind[M, O]) single() bool { return k.Adopts != nil && k.Forgets == nil }

// succeeded reports whether what an app has one of passed to a later instance, and says that only the record of this
// one is deleted: an apply that was killed under create_before_destroy leaves a deposed object that has what the new
// one has, and an import block may bring it to a new address.
func (r *managed[M, O]) succeeded(ctx context.Context, state *M, private shared.PrivateState, diags *diag.Diagnostics) bool {
	if !r.single() || !shared.HasSuccessor(ctx, private) {
		return false
	}
	diags.AddWarning(capital(r.SubjectOf(state))+" stays", "The app has one "+r.Noun+", and another address has it now, or what took its place in an apply that ended half-way: only this "+
		"record of it is deleted, and nothing is sent.")
	return true
}

// adoption is what there was before a create took it over.
type adoption struct {
	before tftypes.Value
	wrote  bool
}

// keepAdopted completes the state of what a create took over.
func (r *managed[M, O]) keepAdopted(run *Run, a *adoption, plan *M, resp *resource.CreateResponse) {
	if a.wrote {
		r.readBack(run, &resp.State, plan, "updated")
		r.RememberWrite(run, resp.Private, a.before, resp.State.Raw, &resp.Diagnostics)
		return
	}
	was := tfsdk.State{Schema: resp.State.Schema, Raw: a.before}
	r.keep(run, &resp.State, plan, &was, &resp.Diagnostics)
}

// warnStays says of what WeCom cannot delete that it stays. names are attributes that replace it.
func (r *managed[M, O]) warnStays(state *M, why string, names []string, diags *diag.Diagnostics) {
	if r.Forgets == nil {
		return
	}
	summary := capital(r.SubjectOf(state)) + " stays as it is in WeCom"
	text := strings.TrimSpace(fmt.Sprintf(why, r.SubjectOf(state)) + " " + r.Forgets(state))
	if len(names) == 0 {
		diags.AddWarning(summary, text+"\nIf only its address in the configuration changed (another name, key or module), keep it in the state with a moved block: "+
			"moved { from = <old address>, to = <new address> }.")
		return
	}
	diags.AddAttributeWarning(path.Root(names[0]), summary, text)
}

// OtherApp tells what it means that WeCom refuses an agent id: each secret reaches one app. agent is the id of the
// state.
func OtherApp(f *shared.Failure, agent int64) {
	if shared.Code(f.Err) != 301002 {
		return
	}
	f.Reason = fmt.Sprintf("the secret belongs to another app than this one, whose agent id is %d", agent)
	f.NextStep = "Use the secret of this very app: each app has a provider block of its own, with an alias. To manage the other app here, take this one out of the " +
		"state with terraform state rm."
}
