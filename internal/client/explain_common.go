// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "maps"

// told is what is said of an errcode. An error shows the meaning and what to do; the page of error codes also how one
// comes to it.
type told struct{ Meaning, NextStep, ConsolePage, Cause string }

func (t told) explanation() Explanation { return Explanation{t.Meaning, t.NextStep, t.ConsolePage} }

// topic is what errcodes mean in a family, and a part of the page of error codes; without codes it is no part.
type topic struct {
	title   string
	codes   map[int]told
	special []special // where the code alone does not tell
}

// topics of all families. Of the specials, which name the paths that they are about, the first that fits counts; those
// of several families stand last.
var topics = []topic{
	{title: "Credentials and tokens", codes: explainAuthentication},
	{title: "Permissions, visible range and trusted addresses", codes: explainPermission},
	{title: "Rate, quota and concurrency", codes: explainLimits},
	{title: "Departments and members", codes: explainDirectory, special: directorySpecials},
	{title: "Members", codes: memberTold, special: memberSpecials},
	{title: "Customers", codes: explainContacts},
	{special: ruleGroupSpecials},
	toldTags,
	toldWays,
	toldLinks,
	toldRules,
	toldProducts,
	toldGroups,
	toldWelcomes,
	toldKf,
	toldMedia,
	toldContactTags,
	toldContactRules,
	toldApps,
	toldMenus,
	toldWorkbench,
	toldChats,
	toldRooms,
	toldMail,
	toldCalendars,
	{title: "Any call", codes: explainGeneric, special: generalSpecials},
}

// explanations is keyed by errcode (doc 90313, revision of 2026-07-26). The texts have blanks.
var explanations = func() map[int]told {
	all := map[int]told{}
	for _, t := range topics {
		maps.Copy(all, t.codes)
	}
	return all
}()

const (
	retryLater  = "Apply again in a few minutes."
	reportBug   = "Report this as a bug of the provider, with the hint."
	suiteSecret = "This provider works with a self-built app of the corp; set secret to such an app's secret."
	anyMember   = "WeCom does not say which member it is: leave out half of them and apply again to find it."
)

// Causes that many codes share.
const (
	otherCaller  = "This provider does not call the APIs that answer it; it is listed for other programs that use the corp."
	thirdParty   = "The call was made with the token of a service provider's app, not with that of the corp."
	ourMistake   = "A request that WeCom does not understand; no configuration leads to it."
	memberLost   = "The member was never given it, or lost it since: an update names every member of the object again."
	outsideRange = "The app's visible range was never as wide, or an administrator narrowed it."
	handOver     = "Customers are handed over from one member to another; this provider does not do that."
	mediaCall    = "A file is uploaded or named; this provider only passes media ids on."
)

var explainGeneric = map[int]told{
	-1:      {"WeCom was busy, also after several attempts.", retryLater, "", "WeCom's servers are overloaded, or the call hit a short outage."},
	6000:    {"Several callers changed the same data at once, and waiting did not help.", "Apply again when no other synchronisation of the directory or of tags is running.", "", "Another program, or the console, wrote the directory or the tags at the same time."},
	40033:   {"A value holds characters that WeCom does not accept here.", "Remove control characters and unusual symbols from the value.", "", "A name or text was pasted with invisible characters, or holds `\\uxxxx` where WeCom does not decode it."},
	40035:   {"A parameter is not valid.", "Check the values of the resource against their limits.", "", "Lists of ids are empty, too long, or of the wrong type."},
	40058:   {"A value is too long, empty, too many, or of the wrong kind; the message names the field.", "Correct the field that the message names.", "", "A limit that the plan cannot check, or that WeCom has changed since this version."},
	40063:   {"A required value is empty.", "Correct the resource so that every required value is set.", "", "A value that WeCom demands became empty, such as a range whose last member was taken out."},
	40201:   {"WeCom's content check refused a text.", "Choose another text.", "", "A name, remark or closing message looks like spam to WeCom."},
	40203:   {"The request used a parameter that WeCom has withdrawn.", reportBug, "", "WeCom withdrew the parameter after this version of the provider was made."},
	40204:   {"The content check of WeChat refused a text.", "Choose another text.", "", "A name, remark or closing message looks like spam to WeChat."},
	40206:   {"The request was too large.", "Split the resource into smaller ones.", "", "An object has very many members, words or tags."},
	45029:   {"The answer would be too large for WeCom.", "Ask for less at a time, such as a smaller department.", "", "`user/list` of a department with very many members."},
	45036:   {"WeCom limits access to this data because of abnormal traffic.", "Lower max_api_capacity, and check the corp for unofficial WeCom clients.", "", "Traffic on the corp's data looks abnormal to WeCom, such as that of unofficial clients."},
	48005:   {"WeCom has withdrawn this API.", reportBug, "", "WeCom withdrew the API after this version of the provider was made."},
	50100:   {"The list changed while it was read.", retryLater, "", "The corp was edited between two pages of a list."},
	81012:   {"No member, department or tag is given.", "Name at least one.", "", ourMistake},
	81013:   {"Every member, department or tag given is unknown or outside the app's visible range.", "Correct the ids, or widen the app's visible range (可见范围).", pageVisible, "All ids are misspelt, of members who left, or outside the visible range."},
	81017:   {"Too many items in one request.", "Split the resource into smaller ones.", "", "An object names more members, departments or tags than one call takes."},
	81026:   {"WeCom is maintaining this function.", retryLater, "", "WeCom works on the function, usually for minutes."},
	82001:   {"No member, department or tag is given.", "Name at least one.", "", ourMistake},
	85002:   {"A text holds forbidden words.", "Choose another text.", "", "A name, remark or closing message holds a word of WeCom's block list."},
	2000002: {"There is no corp with this corp_id.", "Copy 企业ID into corp_id (WECOM_CORP_ID).", pageCorp, "`corp_id` is misspelt, or of a corp that was dissolved."},
}

var explainAuthentication = map[int]told{
	40001: {"The secret is wrong, was reset, belongs to another corp, or its app is disabled; it will not be tried again in this run.", "Copy the app's current secret into secret (WECOM_SECRET) and check that corp_id belongs to the same corp.", pageApp, "The secret was reset in the console, copied incompletely, or belongs to the app of another corp; or an administrator disabled the app."},
	40013: {"There is no corp with this corp_id.", "Copy 企业ID into corp_id (WECOM_CORP_ID).", pageCorp, "`corp_id` is misspelt, or `endpoint` is another deployment."},
	40014: {"WeCom did not accept the access token, not even a new one.", "Check that endpoint is the address of this corp's WeCom, and apply again.", "", "`endpoint` leads to another deployment than the one that made the token, or WeCom ended the token early."},
	40082: {"The credential of a third-party suite is not valid.", suiteSecret, pageApp, thirdParty},
	40083: {"The suite id of a third-party app is not valid.", suiteSecret, pageApp, thirdParty},
	40084: {"The authorisation code of a third-party app is not valid.", suiteSecret, pageApp, thirdParty},
	40085: {"The ticket of a third-party suite is not valid.", suiteSecret, pageApp, thirdParty},
	40086: {"The third-party app is not valid or its authorisation was withdrawn.", suiteSecret, pageApp, thirdParty},
	40091: {"The secret is not valid and may belong to another corp; it will not be tried again in this run.", "Copy the app's current secret into secret (WECOM_SECRET) and check corp_id.", pageApp, "The secret of one corp is used with the `corp_id` of another."},
	41001: {"The call reached WeCom without its access token.", "Check that no proxy strips the query from URLs.", "", "A proxy or gateway between Terraform and WeCom drops the query of URLs."},
	41002: {"The call reached WeCom without a corp id.", "Set corp_id (WECOM_CORP_ID).", pageCorp, "A proxy or gateway drops the query of URLs, or `corp_id` is empty."},
	41004: {"The call reached WeCom without a secret.", "Set secret (WECOM_SECRET) or contacts_secret (WECOM_CONTACTS_SECRET).", pageApp, "A proxy or gateway drops the query of URLs, or the secret is empty."},
	41024: {"The call reached WeCom without a secret.", "Set secret (WECOM_SECRET) or contacts_secret (WECOM_CONTACTS_SECRET).", pageApp, "A proxy or gateway drops the query of URLs, or the secret is empty."},
	42001: {"The access token has expired, and a new one was not accepted either.", "Apply again; if it persists, check the clock of the WeCom deployment behind endpoint.", "", "Tokens live two hours; a new one is refused as well."},
	42009: {"The token of a third-party suite has expired.", suiteSecret, pageApp, thirdParty},
	45031: {"WeCom considers the secret no longer safe.", "Reset the app's secret and copy the new one into secret (WECOM_SECRET).", pageApp, "The secret is old or was published."},
	48003: {"The token of a third-party suite is not valid.", suiteSecret, pageApp, thirdParty},
	48004: {"The authorisation of a third-party suite is not valid.", suiteSecret, pageApp, thirdParty},
}

var explainPermission = map[int]told{
	40056: {"The agentid is not that of an app of this corp.", "Check that corp_id and secret belong to the same corp and that the app still exists.", pageApp, "The app was deleted in the console, or `secret` and `corp_id` do not belong together."},
	41011: {"The agentid of the app is missing.", reportBug, "", ourMistake},
	40141: {"The corp's account is in an abnormal state.", "A super administrator must look at the corp's notices in the console.", pageCorp, "The corp was reported, or its registration is not valid any more."},
	43009: {"The corp is not verified.", "Complete the verification of the corp (企业认证).", pageCorp, "The corp was never verified, or its verification lapsed."},
	48001: {"The corp has not been granted this function.", "Enable the function in the console, or ask WeCom's sales.", "", "The function is switched off, or not part of what the corp has bought."},
	48002: {
		"The credential {credential} may not call {path}.",
		"Directory writes need contacts_secret of 通讯录同步 with API editing; directory reads need secret of a self-built app; 客户联系 needs an app listed under 可调用接口的应用.",
		pageContacts + "; " + pageCallable,
		"The wrong secret for the call, an app that is not listed under 可调用接口的应用, or 通讯录同步 set to read only.",
	},
	48006: {"The app's permission was withdrawn because it was long unused.", "Enable the permission of the app again.", pageApp, "WeCom withdraws permissions of apps that made no calls for long."},
	48007: {"The customer service account is not authorised for this app.", "Authorise the account for the app.", "微信客服 → 可调用接口的应用", otherCaller},
	48008: {"The token is limited to editing contacts and may not call this API.", suiteSecret, pageApp, thirdParty},
	48009: {
		"From an address that is new since August 2022, contacts_secret (通讯录同步) may read ids only, no names and details.",
		"Set secret (WECOM_SECRET) to the secret of a self-built app whose visible range is the whole corp; contacts_secret stays for writing.",
		pageApp + "; " + pageContacts,
		"Only `contacts_secret` is configured, and WeCom does not know the calling address from before August 2022.",
	},
	48010: {"The TLS version of the connection is too old for WeCom.", "Let the proxy on the way use TLS 1.2 or newer.", "", "A proxy on the way speaks TLS 1.0 or 1.1."},
	48011: {"The member is too inactive for WeCom to give out customer data.", "Only third-party apps meet this; set secret to a self-built app's secret.", pageApp, thirdParty},
	50002: {"A member is outside the app's permission scope.", "Widen the app's visible range (可见范围) to the member.", pageVisible, outsideRange},
	50003: {"The app is disabled.", "Enable the app.", pageApp, "An administrator disabled the app in the console."},
	50006: {"The system app is disabled.", "Enable the system app, or use a self-built app.", "应用管理 → 应用 → 基础", "An administrator disabled the system app in the console."},
	60011: {
		"The object exists or may exist, but it is outside the app's visible range.",
		"Widen the app's visible range (可见范围) to the whole corp; until then nothing is concluded about the object.", pageVisible,
		"The visible range does not cover what the call names, another app made the object, or the app may not write.",
	},
	60020: {
		"WeCom does not trust {address}, the address this call came from.",
		"Add {address} to the trusted addresses of the app behind {credential} and wait a minute.", pageTrustedIP,
		"The address is not on the list of the app, as in a new CI runner or behind a new gateway; apps and 通讯录同步 have a list each.",
	},
	60021:  {"A member is outside the app's visible range.", "Widen the app's visible range (可见范围) to the member.", pageVisible, outsideRange},
	60030:  {"The call goes beyond the app's visible range.", "Widen the app's visible range (可见范围) to everything the object covers.", pageVisible, outsideRange},
	60031:  {"The app is barred from calling APIs.", "Ask a super administrator why the app was barred, or use another self-built app.", pageApp, "WeCom barred the app after abuse or complaints."},
	84074:  {"A member named here has no customer contact function (客户联系).", "Add every member to the usage range (使用范围). " + anyMember, pageUsage, memberLost},
	85006:  {"The list of addresses is too long.", "Shorten the list of trusted addresses.", pageTrustedIP, otherCaller},
	85007:  {"An address in the list is malformed.", "Correct the list of trusted addresses.", pageTrustedIP, otherCaller},
	92000:  {"A member is not visible to the app.", "Widen the app's visible range (可见范围) to the member.", pageVisible, outsideRange},
	92001:  {"The app may not read sensitive data of members.", "Nothing to configure: apps made since June 2022 do not get these fields.", "", "Mobile number, e-mail, gender, avatar, address and QR code are not shown to apps made since June 2022."},
	92002:  {"The call reaches into another corp.", "Check that every id belongs to the corp of corp_id.", "", "Ids of one corp are used with the `corp_id` of another."},
	92003:  {"The call reaches into another app.", "Use the secret of the app that made the object.", pageApp, "The object was made with the secret of another app."},
	301002: {"The secret belongs to another app than the agentid given.", "Use the secret of that very app.", pageApp, "`secret` was replaced by that of another app."},
	301007: {"The corp was dissolved or banned.", "A super administrator must contact WeCom's support.", "", "The corp was dissolved, or WeCom banned it."},
	301042: {"The calling address is not on the list of the chat archive.", "Add the address to the list of the chat archive.", "管理工具 → 聊天内容存档", otherCaller},
	610016: {"The corp is not verified.", "Complete the verification of the corp (企业认证).", pageCorp, "The corp was never verified, or its verification lapsed."},
	610023: {"The corp has more external contacts than its quota.", "Raise the quota of external contacts in the console.", pageCustomer, "The members of the corp have added more customers than it has bought."},
	610024: {"The corp has not handed in its qualification papers for customer contact.", "Hand in the papers in the console.", pageCustomer, "WeCom asks corps of some businesses for papers before they may manage customers."},
	701008: {"No member named here has a valid interface licence.", "Only third-party apps need one; set secret to a self-built app's secret.", pageApp, thirdParty},
	701099: {"A member has no valid interface licence.", "Only third-party apps need one; set secret to a self-built app's secret.", pageApp, thirdParty},
}

var explainLimits = map[int]told{
	45009:  {"WeCom takes no more of these calls for now: a limit was reached, or many wrong secrets came from this address, which is then banned for an hour.", "Wait up to an hour, lower max_api_capacity, and look for other programs that use the same corp's API.", "", "All programs of the corp share 10,000 calls a minute and 150,000 an hour for each API; another program, or a high `max_api_capacity`, used them up."},
	45033:  {"Too many calls of this API at the same time in this corp.", "Run Terraform with a lower -parallelism, or when other programs of the corp are quiet.", "", "Several programs, or many parallel resources, call the same API at once."},
	45035:  {"Another program changed the same record at the same time.", retryLater, "", "Two programs write the same object at once."},
	41094:  {"Reminders of a mass message are too frequent.", "Wait a day; three are allowed in 24 hours.", "", otherCaller},
	701134: {"The operation is too frequent.", retryLater, "", "The same operation was repeated within seconds."},
}
