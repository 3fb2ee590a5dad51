// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// OfflinePlan is the environment variable that keeps plans of new objects from asking WeCom for a token.
const OfflinePlan = "WECOM_OFFLINE_PLAN"

// tokenWait is how long a plan waits for a token: where WeCom cannot be reached it says nothing.
const tokenWait = 10 * time.Second

// absent says of each credential what a noun that needs it cannot do without, and the way out.
var absent = map[client.Credential]string{
	client.CredentialContacts: "WeCom lets only contacts_secret, of 通讯录同步, write %s, and the provider block has none.\n" +
		"Set contacts_secret (WECOM_CONTACTS_SECRET) and switch 通讯录同步 to API editing (not read-only).\nConsole: 管理工具 → 通讯录同步",
	client.CredentialApp: "WeCom lets only the secret of an app write %s, and the provider block has none: contacts_secret is for the directory.\n" +
		"Set secret (WECOM_SECRET) to the secret of a self-built app; for customer contact and for customer service that app is also listed under their 可调用接口的应用.\n" +
		"Console: 应用管理 → 应用 → 自建; 客户联系 → 可调用接口的应用; 微信客服 → 可调用接口的应用",
}

// Ahead says in the plan for what the apply would be refused whatever it writes: the credential is missing, which costs
// no call, or WeCom refuses it, which costs one call a credential and run. A plan with -refresh=false makes none; that
// is one in which an object of the state is planned and none was read.
func Ahead(ctx context.Context, r *shared.Configured, need client.Credential, noun, nouns, subject string, diags *diag.Diagnostics) {
	c := r.Client
	if c == nil || need == "" || diags.HasError() {
		return
	}
	if !c.Has(need) {
		if c.TakeNotice(client.Notice("no " + need)) {
			diags.AddError(fmt.Sprintf("Missing %s", need), fmt.Sprintf(absent[need], nouns))
		}
		return
	}
	if offline(ctx, r) || !c.TakeNotice(client.Notice("token of "+need)) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, tokenWait)
	defer cancel()
	_, _, err := c.AccessToken(ctx, need)
	var api *client.APIError
	if errors.As(err, &api) && api.Code != -1 && !errors.Is(err, client.ErrRateLimited) {
		shared.Diag(diags, shared.Failure{Op: "plan", Noun: noun, Subject: subject, Err: err})
	}
}

func (r *managed[M, O]) ahead(ctx context.Context, m *M, diags *diag.Diagnostics) {
	Ahead(ctx, &r.Configured, r.Needs, r.Noun, r.Nouns, r.SubjectOf(m), diags)
}

// writes reports whether an update has anything to send: what is Terraform's own business has not.
func writes(req resource.ModifyPlanRequest) bool {
	was := attributes(req.State.Raw)
	for name, v := range attributes(req.Config.Raw) {
		if name != "deletion_protection" && name != "timeouts" && !v.IsNull() && !v.Equal(was[name]) {
			return true
		}
	}
	return false
}
