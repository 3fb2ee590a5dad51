// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Explanation tells an administrator what an error means and what to do.
type Explanation struct {
	Meaning     string // one sentence
	NextStep    string // one sentence
	ConsolePage string // console path in Chinese, "" when there is none
}

// Blanks stand in the texts of this package for what only the error knows.
const (
	blankCredential = "{credential}" // attribute of the provider block
	blankAddress    = "{address}"    // the caller's, as WeCom saw it
	blankPath       = "{path}"       // of the endpoint
	blankHost       = "{host}"       // that did not answer
	blankObject     = "{object}"     // that may have been made
	blankIDs        = "{ids}"        // of objects that may be the one
)

// filled returns x with the blanks filled in; pairs are blanks and what to put.
func (x Explanation) filled(pairs ...string) Explanation {
	r := strings.NewReplacer(pairs...)
	x.Meaning, x.NextStep = r.Replace(x.Meaning), r.Replace(x.NextStep)
	return x
}

// Explain returns what err means to an administrator: by errcode for answers of WeCom, where needed by path, and in
// words for answers that never came.
func Explain(err error) (Explanation, bool) {
	var unknown *OutcomeUnknownError
	if errors.As(err, &unknown) {
		x := explainLost
		if len(unknown.Candidates) > 0 {
			x = explainLostAmong
		}
		ids := unknown.Candidates[:min(len(unknown.Candidates), 10)]
		return x.filled(blankObject, unknown.Sought, blankIDs, strings.Join(ids, ", ")), true
	}
	var api *APIError
	if errors.As(err, &api) {
		return explainAPI(api)
	}
	var over *core.QuotaError
	if errors.As(err, &over) {
		return explainQuota(over), true
	}
	var missing *core.NoCredentialError
	if errors.As(err, &missing) {
		return explainNoCredential[missing.Needs], true
	}
	var resp *ResponseError
	if errors.As(err, &resp) {
		return explainForeign, true
	}
	var conn *ConnectionError
	if errors.As(err, &conn) {
		return explainSilence.filled(blankHost, conn.Host), true
	}
	return Explanation{}, false
}

// Cause tells apart what stands behind errors that are no matter of a single object, so that others meet them as well:
// a secret that is refused, an address that is not trusted, a right that is missing, a limit, no connection. Errors of
// the same cause need one explanation. It is "" for what is about the object of the call.
func Cause(err error) string {
	var (
		api  *APIError
		resp *ResponseError
		conn *ConnectionError
		over *core.QuotaError
		none *core.NoCredentialError
	)
	switch {
	case err == nil || errors.Is(err, ErrOutcomeUnknown):
	case errors.As(err, &api):
		for _, general := range []error{ErrBadCredential, ErrUntrustedIP, ErrForbidden, ErrRateLimited} {
			if errors.Is(err, general) {
				x, _ := explainAPI(api)
				return fmt.Sprintf("%d|%s|%s|%s", api.Code, api.Credential, x.NextStep, x.ConsolePage)
			}
		}
	case errors.As(err, &over):
		return "quota|" + over.Quota.Nouns
	case errors.As(err, &none):
		return "no " + string(none.Needs)
	case errors.As(err, &resp):
		return fmt.Sprintf("foreign|%d", resp.HTTPStatus)
	case errors.As(err, &conn):
		return "silent|" + conn.Host
	}
	return ""
}

// FirstTold returns the object at which this run explained the cause of err first: object itself when that is now, or
// when the cause is a matter of the object alone.
func FirstTold(err error, object string) string {
	cause := Cause(err)
	if cause == "" {
		return object
	}
	return core.ToldOf(err).First(cause, object)
}

// Briefly is err as a reminder of an explanation that was given before.
func Briefly(err error) string {
	var (
		api  *APIError
		resp *ResponseError
		conn *ConnectionError
	)
	switch {
	case errors.As(err, &api):
		return fmt.Sprintf("errcode %d, %s", api.Code, api.Path)
	case errors.As(err, &resp):
		return fmt.Sprintf("HTTP status %d, %s", resp.HTTPStatus, resp.Path)
	case errors.As(err, &conn):
		return "no answer, " + conn.Path
	}
	return err.Error()
}

// explainQuota tells when a write that was not sent can go.
func explainQuota(e *core.QuotaError) Explanation {
	sent := "It was not sent"
	if e.Before != nil {
		sent = "Whether WeCom carried it out is not known, and it was not sent again"
	}
	if e.Refused != nil {
		sent = fmt.Sprintf("WeCom refused %d %s together without saying which of them it is about, and they were not sent again one by one", e.Of, e.Quota.Nouns)
	}
	if e.Cause != nil {
		return Explanation{
			Meaning: fmt.Sprintf("%s: WeCom refused an earlier write of this run for its rate. It lets in few writes of %s (%s), %s, from all programs of the corp together.",
				sent, e.Quota.Nouns, e.Quota.Term, e.Quota),
			NextStep: "Apply again in a minute; where that is refused, too, in an hour, and then on the next day. What was done is done.",
		}
	}
	return Explanation{
		Meaning: fmt.Sprintf("%s: WeCom lets in few writes of %s (%s), %s, from all programs of the corp together, and this run has made %d within %s.",
			sent, e.Quota.Nouns, e.Quota.Term, e.Quota, e.Span.Calls, e.Span),
		NextStep: fmt.Sprintf("Apply again after %s; what was done is done, and the next apply does the rest.", e.Until.Format(time.DateTime+" MST")),
	}
}

var explainNoCredential = map[Credential]Explanation{
	CredentialContacts: {
		"The provider block does not hold the credential that this needs.", "Set contacts_secret (WECOM_CONTACTS_SECRET), the secret of 通讯录同步.", pageContacts,
	},
	CredentialApp: {
		"The provider block does not hold the credential that this needs.", "Set secret (WECOM_SECRET) to the secret of a self-built app.", pageApp,
	},
}

// What no errcode tells.
var (
	explainLost = Explanation{
		Meaning:  "The answer to a create was lost, and looking did not tell whether WeCom had made {object}.",
		NextStep: "Look in the console whether it exists; if so, import it, otherwise apply again.",
	}
	explainLostAmong = Explanation{
		Meaning:  explainLost.Meaning,
		NextStep: "Look in the console whether id {ids} is the one; if so, import it, otherwise apply again.",
	}
	explainForeign = Explanation{
		Meaning:  "What answered is not WeCom's API, or it is out of order.",
		NextStep: "Check endpoint and the proxies on the way; if WeCom itself failed, try again later.",
	}
	explainSilence = Explanation{
		Meaning:  "No answer came from {host}.",
		NextStep: "Check endpoint, the network, and the proxy variables HTTPS_PROXY and NO_PROXY.",
	}
	// errcode 0 with the words of core.WrongFormat.
	explainPartly = Explanation{
		Meaning:  "WeCom carried out the call only in part, because a value had a type it does not expect.",
		NextStep: "Read the object back before applying again, and report this as a bug of the provider.",
	}
)

func explainAPI(e *APIError) (Explanation, bool) {
	if e.Code == 0 {
		return explainPartly, true
	}
	general, ok := explanations[e.Code]
	x := general.explanation()
	if s := specialFor(e); s != nil {
		x, ok = s.over(x), true
	}
	credential, address := e.Credential, e.FromIP
	if credential == "" {
		credential = "the secret in use"
	}
	if address == "" {
		address = "the calling address (WeCom did not name it)"
	}
	return x.filled(blankCredential, credential, blankAddress, address, blankPath, e.Path), ok
}

const (
	pageTrustedIP  = "应用管理 → 应用 → 企业可信IP"
	pageContacts   = "管理工具 → 通讯录同步"
	pageContactsIP = "管理工具 → 通讯录同步 → 企业可信IP"
	pageVisible    = "应用管理 → 应用 → 可见范围"
	pageApp        = "应用管理 → 应用 → 自建"
	pageCallable   = "客户联系 → 可调用接口的应用"
	pageUsage      = "客户联系 → 权限配置 → 使用范围"
	pageCustomer   = "客户联系"
	pageTree       = "通讯录 → 组织架构"
	pageCorp       = "我的企业 → 企业信息"
)
