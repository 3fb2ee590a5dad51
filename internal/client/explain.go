// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"strings"
)

// Explanation tells an administrator what an error means and what to do.
type Explanation struct {
	Meaning     string // one sentence
	NextStep    string // one sentence
	ConsolePage string // console path in Chinese, "" when there is none
}

// Explain returns what err means to an administrator: by errcode for answers
// of WeCom, where needed by path, and in words for answers that never came.
func Explain(err error) (Explanation, bool) {
	var unknown *OutcomeUnknownError
	if errors.As(err, &unknown) {
		return explainUnknown(unknown), true
	}
	var api *APIError
	if errors.As(err, &api) {
		return explainAPI(api)
	}
	var resp *ResponseError
	if errors.As(err, &resp) {
		return Explanation{
			Meaning:  "What answered is not WeCom's API, or it is out of order.",
			NextStep: "Check endpoint and the proxies on the way; if WeCom itself failed, try again later.",
		}, true
	}
	var conn *ConnectionError
	if errors.As(err, &conn) {
		return Explanation{
			Meaning:  "No answer came from " + conn.Host + ".",
			NextStep: "Check endpoint, the network, and the proxy variables HTTPS_PROXY and NO_PROXY.",
		}, true
	}
	return Explanation{}, false
}

func explainUnknown(e *OutcomeUnknownError) Explanation {
	next := "Look in the console whether it exists; if so, import it, otherwise apply again."
	if len(e.Candidates) > 0 {
		next = "Look in the console whether id " + strings.Join(e.Candidates[:min(len(e.Candidates), 10)], ", ") +
			" is the one; if so, import it, otherwise apply again."
	}
	return Explanation{Meaning: "The answer to a create was lost, and looking did not tell whether WeCom had made " + e.Sought + ".", NextStep: next}
}

func explainAPI(e *APIError) (Explanation, bool) {
	if e.Code == 0 {
		return Explanation{
			Meaning:  "WeCom carried out the call only in part, because a value had a type it does not expect.",
			NextStep: "Read the object back before applying again, and report this as a bug of the provider.",
		}, true
	}
	x, ok := explainByPath(e)
	if !ok {
		x, ok = explanations[e.Code]
	}
	if !ok {
		return Explanation{}, false
	}
	return x, true
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
	pageTags       = "客户联系 → 企业客户标签"
	pageTree       = "通讯录 → 组织架构"
	pageCorp       = "我的企业 → 企业信息"
	pageLinks      = "客户联系 → 获客助手"
	pageIntercept  = "客户联系 → 聊天敏感词"
)

func isCustomerPath(p string) bool { return strings.HasPrefix(p, "externalcontact/") }

// explainByPath holds what depends on the endpoint, the credential or the
// caller's address.
func explainByPath(e *APIError) (Explanation, bool) {
	if x, ok := explainExternal(e); ok {
		return x, true
	}
	contacts := e.Credential == string(CredentialContacts)
	switch e.Code {
	case 40001, 40091, 45031, 50003:
		x := explanations[e.Code]
		if contacts {
			x.NextStep = "Copy the secret of 通讯录同步 into contacts_secret (WECOM_CONTACTS_SECRET)."
			x.ConsolePage = pageContacts
			if e.Code == 45031 || e.Code == 50003 {
				x.NextStep = "Enable 通讯录同步, reset its secret if asked to, and copy it into contacts_secret."
			}
		}
		return x, true
	case 60020:
		ip := e.FromIP
		if ip == "" {
			ip = "the calling address (WeCom did not name it)"
		}
		x := Explanation{
			Meaning:     fmt.Sprintf("WeCom does not trust %s, the address this call came from.", ip),
			NextStep:    fmt.Sprintf("Add %s to the trusted addresses of the app behind %s and wait a minute.", ip, credentialName(e)),
			ConsolePage: pageTrustedIP,
		}
		if contacts {
			x.ConsolePage = pageContactsIP
		}
		return x, true
	case 48002:
		return explainForbidden(e), true
	case 48009:
		return Explanation{
			Meaning:     "From an address that is new since August 2022, contacts_secret (通讯录同步) may read ids only, no names and details.",
			NextStep:    "Set secret (WECOM_SECRET) to the secret of a self-built app whose visible range is the whole corp; contacts_secret stays for writing.",
			ConsolePage: pageApp + "; " + pageContacts,
		}, true
	case 40068:
		if errors.Is(e, ErrNotOwned) {
			return explanations[81011], true
		}
	case 60011:
		return explainNoPrivilege(e), true
	case 60003, 60123:
		switch {
		case e.Path == pathDepartmentCreate:
			return explanations[60004], true
		case errors.Is(e, ErrNotVisible):
			return explainNoPrivilege(e), true
		}
	}
	return Explanation{}, false
}

func credentialName(e *APIError) string {
	if e.Credential == "" {
		return "the secret in use"
	}
	return e.Credential
}

func explainForbidden(e *APIError) Explanation {
	switch {
	case isCustomerPath(e.Path):
		return Explanation{
			Meaning:     fmt.Sprintf("The credential %s may not call 客户联系 APIs; they need secret, of a self-built app that is listed there.", credentialName(e)),
			NextStep:    "Set secret (WECOM_SECRET) to the secret of a self-built app and add that app to 可调用接口的应用.",
			ConsolePage: pageCallable,
		}
	case isDirectoryWrite(e.Path) || e.Path == pathUserListID:
		return Explanation{
			Meaning:     fmt.Sprintf("The credential %s may not do this; it needs contacts_secret, of 通讯录同步 with API editing switched on.", credentialName(e)),
			NextStep:    "Set contacts_secret (WECOM_CONTACTS_SECRET) and switch 通讯录同步 to API editing (not read-only).",
			ConsolePage: pageContacts,
		}
	}
	return Explanation{
		Meaning:     fmt.Sprintf("The credential %s may not call %s.", credentialName(e), e.Path),
		NextStep:    "Directory writes need contacts_secret of 通讯录同步 with API editing; directory reads need secret of a self-built app; 客户联系 needs an app listed under 可调用接口的应用.",
		ConsolePage: pageContacts + "; " + pageCallable,
	}
}

func explainNoPrivilege(e *APIError) Explanation {
	switch {
	case e.Is(ErrNotOwned):
		return explanations[81011]
	case isDirectoryWrite(e.Path):
		return Explanation{
			Meaning:     fmt.Sprintf("The credential %s may not change this department or its parent; only 通讯录同步 writes the directory.", credentialName(e)),
			NextStep:    "Set contacts_secret (WECOM_CONTACTS_SECRET) and switch 通讯录同步 to API editing.",
			ConsolePage: pageContacts,
		}
	case isCustomerPath(e.Path):
		return Explanation{
			Meaning:     "A member or department of this request is outside the app's visible range, or the object belongs to another app.",
			NextStep:    "Widen the app's visible range (可见范围) to every member and department named; WeCom does not say which one it is.",
			ConsolePage: pageVisible,
		}
	}
	return Explanation{
		Meaning:     "The object exists or may exist, but it is outside the app's visible range.",
		NextStep:    "Widen the app's visible range (可见范围) to the whole corp; until then nothing is concluded about the object.",
		ConsolePage: pageVisible,
	}
}
