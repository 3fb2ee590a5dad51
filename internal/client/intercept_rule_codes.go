// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"strings"
)

const pageIntercept = "客户联系 → 聊天敏感词"

// toldRules is what errcodes of intercept rules (doc 95097) mean.
var toldRules = topic{title: "Intercept rules", codes: map[int]told{
	41068: {"The rule has too many words.", "Give at most 300 words, or split the rule.", pageIntercept, "Only a deployment with other limits: the plan refuses more than 300 words."},
	41069: {"The corp has as many intercept rules as WeCom allows (100).", "Delete rules that are no longer used.", pageIntercept, "Rules of all makers count: the console's, and those of every app."},
	41070: {"There is no intercept rule of this id.", "Remove it from the state if it was deleted in the console.", pageIntercept, "The rule was deleted in the console, or the id is misspelt."},
	41071: {"The intercept rule has been deleted.", "Apply again to make it anew.", pageIntercept, "The rule was deleted in the console or by another program."},
	41076: {"The rule applies to too many members.", "Name departments instead of members; a rule holds at most 10,000 members.", pageIntercept, "`user_ids` names more than 10,000 members."},
	41077: {"An intercept rule of this name exists.", "Import the one that exists, or choose another name.", pageIntercept, "The console or another app has a rule of the name, or create_before_destroy makes the new rule before the old one is gone."},
	41083: {"A word of the rule is empty or too long.", "Give words of 1 to 32 characters.", "", "A word has 31 or 32 characters: WeCom's page names both 30 and 32 as the limit."},
	41084: {"The rule's semantics are not valid.", "Choose from phone_number, email and red_packet.", "", "A number was given in `semantics` that this deployment does not know."},
}, special: interceptRules.specials()}

var interceptRules = object{
	noun: "intercept rule (敏感词规则)", page: pageIntercept, has: func(path string) bool { return strings.Contains(path, "intercept_rule") }, create: ruleAdd.Path,
	limits:  "name 1 to 20 characters, 300 words of 1 to 32 characters, and a range that never loses its last member or department.",
	foreign: []int{41070, 41071, 48002, 60011}, gone: []int{41070, 41071, 48002, 60011},
	missing: Explanation{
		Meaning:  "There is no intercept rule (敏感词规则) of this id; it may have been deleted.",
		NextStep: "Remove it from the state, or correct the id.",
	},
	own: []special{{
		codes: []int{60011}, when: "the call is about an intercept rule (敏感词规则)",
		say: Explanation{
			"A member or department of this request, also one to be removed, is outside the app's visible range, or another app or the console made the rule.",
			"Widen the app's visible range (可见范围) to every member and department named; WeCom does not say which one it is.", pageVisible,
		},
		like: APIError{Path: ruleUpdate.Path, Credential: string(CredentialApp)},
	}},
}

// WriteInterceptRules is for MayWrite.
var WriteInterceptRules = Writable{ruleUpdate, "rule_id", nobody}
