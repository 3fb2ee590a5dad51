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
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// managed is the resource of a Kind.
type managed[M, O any] struct {
	shared.ResourceBase
	*Kind[M, O]
}

var _ interface {
	resource.ResourceWithConfigure
	resource.ResourceWithIdentity
	resource.ResourceWithImportState
	resource.ResourceWithModifyPlan
	resource.ResourceWithValidateConfig
} = (*managed[Object, any])(nil)

// Resource makes the resource.
func (k *Kind[M, O]) Resource() resource.Resource {
	return &managed[M, O]{shared.ResourceOf(k.Type), k}
}

// schema of the resource.
func (k *Kind[M, O]) schema(ctx context.Context) schema.Schema {
	out := schema.Schema{MarkdownDescription: k.Page.Text("resource"), Attributes: k.Fields.Resource()}
	if k.Blocks != nil {
		out.Blocks = k.Blocks(ctx)
	}
	return out
}

// Schema describes the attributes.
func (r *managed[M, O]) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = r.schema(ctx)
}

// IdentitySchema describes the identity.
func (r *managed[M, O]) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	if resp.IdentitySchema = shared.StringIdentitySchema(r.Kind.Import.ID); r.numbered() {
		resp.IdentitySchema = shared.NumberIdentitySchema(r.Kind.Import.ID)
	}
}

func (k *Kind[M, O]) numbered() bool {
	_, numbered := of(new(M)).identity(types.StringNull()).(shared.NumberIdentity)
	return numbered
}

func (r *managed[M, O]) run(ctx context.Context, op string, diags *diag.Diagnostics) *Run {
	return &Run{Context: ctx, Configured: &r.Configured, Diags: diags, Op: op}
}

func (r *managed[M, O]) setIdentity(ctx context.Context, to *tfsdk.ResourceIdentity, m *M, diags *diag.Diagnostics) {
	shared.SetIdentity(ctx, to, of(m).identity(types.StringValue(r.Client.CorpID())), diags)
}

// ValidateConfig refuses what no corp could accept.
func (r *managed[M, O]) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	if r.Check == nil {
		return
	}
	var config M
	if !r.layout(ctx).load(ctx, req.Config.Raw, &config, &resp.Diagnostics) {
		return
	}
	var found diag.Diagnostics
	r.Check(ctx, &config, &found)
	if found.HasError() && r.Fields.Complaint(ctx, req.Config) {
		return // the mistake is told where it is, by the attribute's own rules
	}
	resp.Diagnostics.Append(found...)
}

// Create makes the object and saves its id before any second call.
func (r *managed[M, O]) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan M
	if !r.layout(ctx).load(ctx, req.Plan.Raw, &plan, &resp.Diagnostics) || !r.Ready(&resp.Diagnostics) {
		return
	}
	if r.Check != nil { // with what was unknown in the plan
		if r.Check(ctx, &plan, &resp.Diagnostics); resp.Diagnostics.HasError() {
			return
		}
	}
	defer r.Claims.Begin()()
	run := r.run(ctx, "create", &resp.Diagnostics)
	run.Private, run.Config = resp.Private, &req.Config
	_, end, err := r.turn(run, &plan)
	if err != nil {
		run.Fail(r.failure(run, "create", &plan, err))
		return
	}
	defer end()
	var made Made
	var kept *adoption
	err = run.AwaitNodes(func() (err error) {
		made, kept, err = r.make(run, &plan)
		return err
	})
	if resp.Diagnostics.HasError() && made.ID == "" {
		return
	}
	if made.ID == "" {
		run.Fail(r.failure(run, "create", &plan, err))
		return
	}
	of(&plan).setID(made.ID)
	r.take(&plan)
	title := capital(r.SubjectOf(&plan)) // of what warnings have the same summary, Terraform shows one
	if err != nil {                      // made, with a complaint: an error would have Terraform destroy it again
		run.Warn(title+" created, but WeCom complained", "%s was created. The next plan shows what WeCom did not take over.\n\n%s", title, err)
	}
	if r.Settle != nil {
		r.Settle(&plan)
	}
	r.save(ctx, &resp.State, &plan, &resp.Diagnostics)
	r.setIdentity(ctx, resp.Identity, &plan, &resp.Diagnostics)
	r.RememberCorp(ctx, resp.Private, &resp.Diagnostics)
	shared.RememberMade(ctx, resp.Private, &resp.Diagnostics)
	if kept != nil { // it was there, and is now as planned
		r.keepAdopted(run, kept, &plan, resp)
		return
	}
	if made.More != nil {
		if err := made.More(); err != nil {
			f := shared.Failure{Op: "complete", Subject: r.SubjectOf(&plan), Err: err}
			run.Warn(title+" created, but not complete", "%s %s\nThe next plan shows what is missing, and its apply adds it in place. Do not plan with "+
				"-refresh=false before that.\n\n%s", title, made.Missing, f.Detail())
		}
	}
	r.readBack(run, &resp.State, &plan, "created")
	if made.More != nil { // reads may lag behind these calls, too, and then show the object without them
		r.RememberWrite(ctx, resp.Private, tftypes.Value{}, resp.State.Raw, &resp.Diagnostics)
	}
}

// write has the state say what m says; where it cannot, it stays as it is.
func (r *managed[M, O]) write(ctx context.Context, to *tfsdk.State, m *M, diags *diag.Diagnostics) {
	if raw, ok := r.layout(ctx).save(ctx, m, diags); ok {
		to.Raw = raw
	}
}

// save writes m as the state; what is still open is null.
func (r *managed[M, O]) save(ctx context.Context, to *tfsdk.State, m *M, diags *diag.Diagnostics) {
	r.write(ctx, to, m, diags)
	to.Raw = settle(to.Raw)
}

// readBack reads a written object where the plan left something open or the noun wants to see it, fills the state from
// it and keeps every planned value.
func (r *managed[M, O]) readBack(run *Run, to *tfsdk.State, plan *M, did string) {
	planned, ok := r.layout(run).save(run, plan, run.Diags)
	if !ok {
		return
	}
	if !r.ReadsBack && !run.Look && planned.IsFullyKnown() {
		to.Raw = planned
		return
	}
	got, err := r.Kind.Read(run, plan)
	if err != nil {
		to.Raw = settle(planned)
		run.Warn(fmt.Sprintf("%s %s but not read back", capital(r.SubjectOf(plan)), did), "%s was %s. Reading it back failed; the next plan reads it again.\n\n%s",
			capital(r.SubjectOf(plan)), did, err)
		return
	}
	read := *plan
	r.FromAPI(run, &read, got)
	shown, ok := r.layout(run).save(run, &read, run.Diags)
	if !ok {
		return
	}
	to.Raw = settle(fill(planned, shown))
	if m := new(M); r.Seen != nil && r.layout(run).load(run, to.Raw, m, run.Diags) {
		before := *m
		r.Seen(run, m, &before, got)
		r.write(run, to, m, run.Diags)
	}
}

// Read refreshes the state; only a certain absence removes the resource.
func (r *managed[M, O]) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	since := shared.Since(ctx, req.Private)
	if r.single() {
		r.Claims.Shows(r.Type, since)
	}
	r.ReadSettled(ctx, req, resp, r.read)
	if r.single() && !resp.Diagnostics.HasError() {
		shared.NoteSuccessor(ctx, resp.Private, r.Claims.Succeeded(ctx, r.Type, since), &resp.Diagnostics)
	}
}

func (r *managed[M, O]) read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state M
	if !r.layout(ctx).load(ctx, req.State.Raw, &state, &resp.Diagnostics) {
		return
	}
	if !r.BeginRead(ctx, req, resp, r.SubjectOf(&state), of(&state).identity) {
		return
	}
	r.Claims.Refreshed()
	r.ours(&state)
	run := r.run(ctx, "read", &resp.Diagnostics)
	run.Prior, run.Private = req.Private, resp.Private
	if r.Recorded != nil {
		r.Recorded(r.Client, of(&state).objectID(), shared.MadeAt(ctx, req.Private))
	}
	before := state
	got, err := r.Kind.Read(run, &state)
	switch {
	case errors.Is(err, client.ErrNotFound) && !(r.ForeignLooksGone && onlyID(req.State.Raw)):
		if r.Gone != nil {
			if summary, text := r.Gone(&state); summary != "" {
				resp.Diagnostics.AddWarning(summary, text)
			}
		}
		shared.ForgetNote(ctx, resp.Private, &resp.Diagnostics)
		resp.State.RemoveResource(ctx)
		return
	case err != nil:
		run.Fail(r.failure(run, "read", &state, err))
		return
	}
	r.FromAPI(run, &state, got)
	of(&state).protect(types.BoolValue(false))
	if r.Seen != nil {
		r.Seen(run, &state, &before, got)
	}
	r.write(ctx, &resp.State, &state, &resp.Diagnostics)
	resp.State.Raw = sameTexts(req.State.Raw, resp.State.Raw)
}

// Update writes what differs, and nothing when only Terraform's own settings changed.
func (r *managed[M, O]) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state M
	if !r.layout(ctx).load(ctx, req.Plan.Raw, &plan, &resp.Diagnostics) || !r.layout(ctx).load(ctx, req.State.Raw, &state, &resp.Diagnostics) ||
		!r.Ready(&resp.Diagnostics) {
		return
	}
	r.setIdentity(ctx, resp.Identity, &state, &resp.Diagnostics)
	if r.Check != nil {
		if r.Check(ctx, &plan, &resp.Diagnostics); resp.Diagnostics.HasError() {
			return
		}
	}
	of(&plan).setID(of(&state).objectID())
	defer r.Claims.Begin()()
	run := r.run(ctx, "update", &resp.Diagnostics)
	run.Prior, run.Private, run.Config = req.Private, resp.Private, &req.Config
	var wrote bool
	err := run.AwaitNodes(func() (err error) {
		tried := plan
		if wrote, err = r.Kind.Update(run, &tried, &state); err == nil {
			plan = tried
		}
		return err
	})
	if err != nil {
		run.Fail(r.failureOf(run, "update", &plan, &state, err))
		return
	}
	if wrote && !resp.Diagnostics.HasError() {
		r.readBack(run, &resp.State, &plan, "updated")
	} else {
		r.keep(ctx, &resp.State, &plan, &req.State, &resp.Diagnostics)
	}
	r.RememberWrite(ctx, resp.Private, req.State.Raw, resp.State.Raw, &resp.Diagnostics)
}

// keep saves a plan that nothing was written for: what it left open is as it was.
func (r *managed[M, O]) keep(ctx context.Context, to *tfsdk.State, plan *M, was *tfsdk.State, diags *diag.Diagnostics) {
	r.write(ctx, to, plan, diags)
	to.Raw = settle(fill(to.Raw, was.Raw))
}

// Delete removes the object; one that is gone already is as good.
func (r *managed[M, O]) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state M
	if !r.layout(ctx).load(ctx, req.State.Raw, &state, &resp.Diagnostics) || !r.Ready(&resp.Diagnostics) {
		return
	}
	if r.refuseProtected(&resp.Diagnostics, of(&state).protected(), "destroy", &state) || r.Forgets != nil {
		return
	}
	defer r.Claims.Begin()()
	run := r.run(ctx, "delete", &resp.Diagnostics)
	run.Prior = req.Private
	successor, end, err := r.turn(run, &state)
	defer end()
	switch run.Successor = successor; {
	case err != nil:
	case r.Adopts != nil && successor != nil: // the app has one of it, which lives on under another address
		return
	case r.single() && shared.HasSuccessor(ctx, req.Private): // as the plan said
		return
	default:
		err = r.Kind.Delete(run, &state)
	}
	switch {
	case errors.Is(err, client.ErrNotFound):
		if r.DeletedBefore != nil {
			if summary, text := r.DeletedBefore(&state); summary != "" {
				resp.Diagnostics.AddWarning(summary, text)
			}
		}
	case err != nil:
		run.Fail(r.failure(run, "delete", &state, err))
	}
}

// ImportState takes the id, or the identity.
func (r *managed[M, O]) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if none := r.Kind.Import.None; none != "" {
		resp.Diagnostics.AddError(capital(article(r.Noun))+" cannot be imported", none)
		return
	}
	if !r.numbered() {
		valid := r.Kind.Import.Valid
		if valid == nil {
			valid = shared.NoBlanks
		}
		r.ImportString(ctx, req, resp, valid, r.Kind.Import.Advice)
		r.imported(ctx, resp)
		return
	}
	if !r.Ready(&resp.Diagnostics) {
		return
	}
	var id int64
	if req.ID != "" {
		n, err := strconv.ParseInt(req.ID, 10, 64)
		if err != nil || n < 1 {
			resp.Diagnostics.AddError("Invalid import id",
				fmt.Sprintf("%s is imported by its number, such as 37, not by %q. %s", capital(article(r.Noun)), req.ID, r.Kind.Import.Advice))
			return
		}
		id = n
	} else {
		var identity shared.NumberIdentity
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		if resp.Diagnostics.HasError() || !r.CheckCorp(identity.CorpID, &resp.Diagnostics) {
			return
		}
		id = identity.ID.ValueInt64()
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id)...)
	shared.SetIdentity(ctx, resp.Identity, shared.NumberIdentity{CorpID: types.StringValue(r.Client.CorpID()), ID: types.Int64Value(id)}, &resp.Diagnostics)
	r.imported(ctx, resp)
}

// imported notes since when the address has the object.
func (r *managed[M, O]) imported(ctx context.Context, resp *resource.ImportStateResponse) {
	shared.RememberImport(ctx, resp.Private, &resp.Diagnostics)
	if r.single() {
		r.Claims.Shows(r.Type, shared.Since(ctx, resp.Private))
	}
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func article(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}
