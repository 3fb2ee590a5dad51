// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// offline reports whether a plan is to leave WeCom alone. The first one that asks waits a moment for objects of the
// state to be read or planned: only they tell whether the plan refreshes.
func offline(ctx context.Context, r *shared.Configured) bool {
	return r.Client == nil || os.Getenv(OfflinePlan) != "" || r.Claims.Unread(ctx)
}

// foresee warns of names that are taken and of members whom nobody knows: WeCom would refuse them half-way through the
// apply. It costs one list of the noun and one of members, each once a credential and run, however many objects are
// planned. It can only warn: what has the name may give it up in this very apply, whatever state it belongs to, and a
// member may come until then.
func (r *managed[M, O]) foresee(ctx context.Context, plan *M, made bool, planned, prior tftypes.Value, diags *diag.Diagnostics) {
	if diags.HasError() || offline(ctx, &r.Configured) || r.Claims.Applying() || r.Needs != "" && !r.Client.Has(r.Needs) {
		return
	}
	ctx, cancel := context.WithTimeout(client.Glimpse(ctx), tokenWait)
	defer cancel()
	run := r.run(ctx, "plan", &diag.Diagnostics{}) // what cannot be read says nothing
	switch {
	case !made:
	case r.Unique != nil:
		r.foreseeName(run, plan, diags)
	case r.Holder != nil:
		r.foreseeID(run, plan, diags)
	}
	r.foreseeMembers(run, plan, planned, prior, diags)
}

func (r *managed[M, O]) foreseeName(run *Run, plan *M, diags *diag.Diagnostics) {
	u := r.Unique
	if u.Name(plan) == "" {
		return
	}
	claim, err := u.holder(run, plan, "")
	if err != nil || claim == "" || r.Claims.ShowsOurs(run, claim) {
		return
	}
	id := strings.TrimPrefix(claim, u.claim(""))
	if id == of(plan).objectID() {
		r.warnID(id, diags)
		return
	}
	summary := fmt.Sprintf("%s named %q exists already (id %s)", capital(article(r.Noun)), u.Name(plan), id)
	if !run.Client.TakeNotice(client.Notice("taken " + r.Type)) {
		diags.AddWarning(summary, "As said of the first one: unless this apply gives the name up, import it, or choose another.")
		return
	}
	diags.AddWarning(summary, fmt.Sprintf("WeCom refuses a second %s of that name. If this very apply renames or destroys the one that is there, all is well: it waits for it. "+
		"Names that differ in case only count as one here, and so does whatever else there can be only one of, such as an address.\n"+
		"To manage the one that is there, import it:  import { to = <address>, id = %q }\nFor many: wecomctl export writes them as import blocks.\nOtherwise choose another name.", r.Noun, id))
}

func (r *managed[M, O]) foreseeID(run *Run, plan *M, diags *diag.Diagnostics) {
	if of(plan).objectID() == "" {
		return
	}
	id, err := r.Holder(run, plan)
	if err != nil || id == "" || r.Claims.ShowsOurs(run, r.keyOf(id)) {
		return
	}
	r.warnID(id, diags)
}

func (r *managed[M, O]) warnID(id string, diags *diag.Diagnostics) {
	diags.AddWarning(fmt.Sprintf("%s with the id %q exists already", capital(article(r.Noun)), id), fmt.Sprintf("WeCom refuses a second %s of that id. Unless this very apply destroys "+
		"it, import it:  import { to = <address>, id = %q }\nFor many: wecomctl export writes them as import blocks.\nOr choose another id.", r.Noun, id))
}

func (r *managed[M, O]) foreseeMembers(run *Run, plan *M, planned, prior tftypes.Value, diags *diag.Diagnostics) {
	before := map[string]bool{}
	for _, p := range r.Fields.People(prior) {
		for _, id := range p.IDs {
			before[client.FoldUserID(id)] = true
		}
	}
	for _, p := range r.Fields.People(planned) {
		p.IDs = slices.DeleteFunc(p.IDs, func(id string) bool { return before[client.FoldUserID(id)] || r.Claims.Coming(memberKey(id)) })
		if len(p.IDs) == 0 {
			continue
		}
		unknown, err := r.strangers(run, p.IDs)
		if err != nil || len(unknown) == 0 {
			continue
		}
		summary := fmt.Sprintf("%s names members whom WeCom may not know: %s", capital(r.SubjectOf(plan)), shared.Shorten(unknown))
		text := fmt.Sprintf("The corp has no member %s, by the list of all userids.", shared.Shorten(unknown))
		console := "Console: 通讯录 → 成员, where the userid is called 账号"
		if r.Serving {
			text = fmt.Sprintf("Not among the members with customer contact (客户联系) whom this app sees: %s.", shared.Shorten(unknown))
			console = "Console: 客户联系 → 权限配置 → 使用范围; 应用管理 → 应用 → 自建 → 可见范围"
		}
		diags.AddAttributeWarning(p.At, summary, text+" WeCom refuses a call that names such a member, or leaves the member out.\nCorrect the userid. A member that this configuration "+
			"makes is named by reference, wecom_member.<name>.id, so that it is made first.\n"+console)
	}
}

// strangers are those of ids whom the corp does not have, or, where members have to serve customers, who cannot.
func (r *managed[M, O]) strangers(run *Run, ids []string) ([]string, error) {
	known, err := run.Client.Members.Known, error(nil)
	if r.Serving {
		known = run.Client.FollowUsers.Known
	}
	there, err := known(run)
	if err != nil || there == nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return there[client.FoldUserID(id)] }), nil
}

// keyOf is an object that a plan makes, in the claims of the run; ids compare without case.
func (k *Kind[M, O]) keyOf(id string) string {
	return strings.TrimPrefix(k.Type, "wecom_") + "/" + strings.ToLower(id)
}

// memberKey is the same of a member.
func memberKey(id string) string { return "member/" + client.FoldUserID(id) }
