// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "strings"

const (
	pageKfCallable = "微信客服 → 可调用接口的应用"
	pageKfManaged  = "微信客服 → 通过API管理微信客服账号"
	pageKfAccounts = "微信客服 → 客服账号"
)

// toldKf covers customer service (微信客服, doc 94638 to 95972).
var toldKf = topic{title: "Customer service", codes: map[int]told{
	95000: {"The id of the customer service account (微信客服) is malformed.", "Correct the id; it begins with wk.", "", "The id is misspelt, or is that of something else."},
	95003: {"The corp is not verified (认证), so the number of its customers is limited.", "Have the corp verified.", pageCorp, otherCaller},
	95004: {"There is no customer service account (微信客服) of this id.", "Remove it from the state if it was deleted, or correct the id.", pageKfAccounts, "The account was deleted in the console or by another program, or it belongs to another corp."},
	95005: {"The corp would have too many customer service accounts (微信客服), or none: at least one must exist.", "Delete accounts that are no longer used; to delete the last one, make another one first.", pageKfAccounts, "Accounts of all apps and of the console count, up to 5000."},
	95006: {"The name of the customer service account (微信客服) is not allowed.", "Choose another name of 1 to 16 characters.", "", "A name that WeCom does not accept, such as one of a known brand."},
	95011: {"The corp uses customer service as part of WeCom, and this credential is of the standalone edition.", "Use the secret of a self-built app of the corp.", pageKfCallable, "The corp changed from the standalone edition of 微信客服 to the one in WeCom."},
	95012: {"The corp uses the standalone edition of customer service, and this credential is of the one in WeCom.", "Use the secret of the standalone edition, or connect it to WeCom.", pageKfCallable, "The corp uses the standalone edition of 微信客服."},
	95014: {"A member is no servicer (接待人员) of the account, or is not active in WeCom.", "The member must log in to WeCom first; or name another member.", pageTree, "The member has never logged in to WeCom, or left."},
	95015: {"An exclusive service is configured in the console.", "Change it in the console.", pageKfAccounts, otherCaller},
	95017: {"The API switch of customer service (微信客服) is off for this app.", "Hand at least one account to the app: without one it can make none.", pageKfManaged, "The first account of an app has to be handed to it in the console: no program can begin from nothing."},
	95020: {"The account has too many servicers (接待人员): 2000 members and 20 departments.", "Name departments instead of members, or fewer of them.", pageKfAccounts, "Those that the console added count as well."},
	95023: {"The API switch of customer service (微信客服) was given to an app of a service provider.", "Give it to the self-built app.", pageKfManaged, "An administrator let a service provider's app manage the accounts."},
	95026: {"The accounts there are are used too little, so WeCom makes no more of them.", "Use those there are, or delete some.", pageKfAccounts, "WeCom looks at how much the accounts of the corp are used."},
	95027: {"A corp that is not verified (认证) has at most 10 customer service accounts.", "Have the corp verified, or delete accounts.", pageCorp, "The corp is not verified."},
}, special: kfSpecials}

func isKfPath(p string) bool { return strings.HasPrefix(p, "kf/") }

var kfSpecials = []special{
	{
		codes: []int{48002}, when: "the call is about customer service (微信客服)",
		fits: func(e *APIError) bool { return isKfPath(e.Path) },
		say: Explanation{
			"The credential {credential} may not call customer service (微信客服) APIs; they need secret, of a self-built app that is listed there.",
			"Set secret (WECOM_SECRET) to the secret of a self-built app and add that app to 可调用接口的应用 of 微信客服.", pageKfCallable,
		},
		like: APIError{Path: kfAccountList.Path, Credential: string(CredentialContacts)},
	},
	{
		codes: []int{60030}, when: "the call is about customer service (微信客服)",
		fits: func(e *APIError) bool { return isKfPath(e.Path) },
		say: Explanation{
			"A servicer (接待人员) of the account is outside the app's visible range; an app changes only accounts all of whose servicers it sees.",
			"Widen the app's visible range (可见范围) to every servicer of the account.", pageVisible,
		},
		like: APIError{Path: kfAccountUpdate.Path, Credential: string(CredentialApp)},
	},
}
