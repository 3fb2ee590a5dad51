// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "strings"

func isContactRulePath(e *APIError) bool { return strings.HasPrefix(e.Path, "contactrule/") }

// toldContactRules is what errcodes of visibility rules mean: the pages name none, and these are expected.
var toldContactRules = topic{special: []special{
	{
		codes: []int{45009}, when: "a visibility rule (通讯录查看权限) is written", fits: isContactRulePath,
		say: Explanation{
			Meaning:  "WeCom lets in 5 writes a minute, 10 an hour and 60 a day of visibility rules (通讯录查看权限), for all programs of the corp together, and they are used up; this run sends no more of them.",
			NextStep: "Apply again in a minute; where that is refused, too, in an hour, and then on the next day. What was done is done.",
		},
		like: APIError{Path: contactRuleCreate.Path, Credential: string(CredentialContacts)},
	},
	{
		codes: []int{48002}, when: "the call is about a visibility rule (通讯录查看权限)", fits: isContactRulePath,
		say: Explanation{
			"The credential {credential} may not do this; visibility rules need contacts_secret, of 通讯录同步 with API editing switched on.",
			"Switch 通讯录同步 to API editing (not read-only), and check contacts_secret (WECOM_CONTACTS_SECRET).", pageContacts,
		},
		like: APIError{Path: contactRuleCreate.Path, Credential: string(CredentialContacts)},
	},
	{
		codes: invalidCodes, when: "the call is about a visibility rule (通讯录查看权限)", fits: isContactRulePath,
		say: Explanation{
			Meaning:  "A value of the visibility rule is empty, too long, too many, or names what the corp does not have.",
			NextStep: "Check the limits: a range that is not empty, at most 1000 members, 100 departments and 100 contact tags in each list, ids that the corp has. A corp may also have a cap on rules, which WeCom does not document.",
		},
		like: APIError{Path: contactRuleCreate.Path, Credential: string(CredentialContacts)},
	},
	{
		codes: []int{40003, 40031, 60111, 40066, 60003, 60123, 40068}, when: "a visibility rule (通讯录查看权限) is written", fits: isContactRulePath,
		say: Explanation{
			Meaning:  "A member, department or contact tag that the visibility rule names does not exist.",
			NextStep: "Take it out of range, whitelist or exclude: it was deleted, has left, or is misspelt.",
		},
		like: APIError{Path: contactRuleUpdate.Path, Credential: string(CredentialContacts)},
	},
}}
