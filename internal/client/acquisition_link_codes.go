// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"strings"
)

const (
	pageLinks    = "客户联系 → 获客助手"
	pagePriority = "高级功能 → 获客助手"
)

// toldLinks is what errcodes of acquisition links (doc 97297) mean.
var toldLinks = topic{title: "Acquisition links", codes: map[int]told{
	41095: {"The corp has as many acquisition links (获客链接) as WeCom allows.", "Delete links that are no longer used.", pageLinks, "Links of all apps count; WeCom does not publish the number."},
	41098: {"The link's component belongs to another app.", "Use the secret of the app that made the link.", pageApp, "The link belongs to an app of a component."},
	41099: {"The corp is not in the mode in which the provider pays.", "Change the payment mode with the service provider.", pageLinks, otherCaller},
	41200: {"WeCom offers this function to certain business categories only.", "Check the corp's category and the functions it opens.", pageLinks, "The business category of the corp (行业类型) does not open the function."},
	41201: {"The chat key is not valid.", "Use a key from a recent event.", "", otherCaller},
	41305: {"The corp has not set its business category.", "Set the category.", pageCorp, "The corp has never chosen its business category (行业类型)."},
}, special: acquisitionLinks.specials()}

var acquisitionLinks = object{
	noun: "acquisition link (获客链接)", page: pageLinks, has: func(path string) bool { return strings.Contains(path, "/customer_acquisition") }, create: linkCreate.Path,
	limits:  "name 30 characters, 500 members with departments expanded, 1 to 1000 priority users.",
	foreign: []int{41098}, gone: []int{40058, 48002, 60011},
	missing: Explanation{
		Meaning:  "This app has no acquisition link (获客链接) of this id: it was deleted, or another app made it, which WeCom does not tell apart.",
		NextStep: "If another app made it, use that app's secret; otherwise remove it from the state.",
	},
	own: []special{
		{
			codes: []int{48002}, when: "the call is about acquisition links (获客助手)",
			say: Explanation{
				"The credential {credential} may not call acquisition link (获客助手) APIs; they refuse the secrets of the system apps 客户联系 and 通讯录同步 " +
					"and need secret, of a self-built app.",
				"Set secret (WECOM_SECRET) to the secret of a self-built app and add that app to 可调用接口的应用.", pageCallable,
			},
			like: APIError{Path: linkCreate.Path, Credential: string(CredentialApp)},
		},
		{
			codes: []int{41200}, when: "the call is about an acquisition link (获客链接)",
			say: Explanation{
				"WeCom lets only certain business categories choose which member is preferred (priority).",
				"Leave priority out, or check whether 客户与成员关系绑定 is offered to the corp's category.", pagePriority,
			},
			like: APIError{Path: linkUpdate.Path, Credential: string(CredentialApp)},
		},
	},
}

// WriteAcquisitionLinks is for MayWrite.
var WriteAcquisitionLinks = Writable{linkUpdate, "link_id", nobody}
