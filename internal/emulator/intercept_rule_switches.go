// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of InterceptSwitches beside the general ones.
const (
	RuleSemanticsNested     = "nested"           // extra_rule.semantics_list only
	RuleSemanticsFlat       = "flat"             // semantics_list only
	RuleSemanticsEmptyExtra = "empty_extra_rule" // none reads as extra_rule {}
	RuleIDNumber            = "number"           // rule_id is a number in get: the zero value
	RuleIDString            = "string"
	RuleIDNumberEverywhere  = "number_everywhere"
	RuleSameNodesRemoved    = "removed"
)

// InterceptSwitches are the switches of intercept-rule.md. They are part of Switches. Whether a department covers those
// below it (Unknown 8) does not show in any answer.
type InterceptSwitches struct {
	// RuleSemantics is where get puts semantics_list: "" both places, "nested" under extra_rule, "flat". Unknown 1.
	RuleSemantics string `json:"rule_semantics" readings:"nested,flat"`
	// RuleNoSemantics is how none reads: "" shows [], EmptyAbsent, EmptyNull, or "empty_extra_rule" (extra_rule {} and
	// no flat key). Unknown 2.
	RuleNoSemantics string `json:"rule_no_semantics" readings:"absent,null,empty_extra_rule"`
	// RuleLastNodeRemovable: update may remove the last node; otherwise 40058. Unknown 4.
	RuleLastNodeRemovable bool `json:"rule_last_node_removable"`
	// RuleNoopRefused: adding a node that is there or removing one that is not answers 40058; otherwise nothing
	// happens. Unknown 5.
	RuleNoopRefused bool `json:"rule_noop_refused"`
	// RuleSameNodes is what a node that one update adds and removes does, as in the page's own sample: "" stays in the
	// rule, "removed" leaves it, because adds come before removes. Unknown 3.
	RuleSameNodes string `json:"rule_same_nodes" readings:"removed"`
	// RuleNodesTogether: the 1000 nodes of a call count over both lists; otherwise per list. Unknown 6.
	RuleNodesTogether bool `json:"rule_nodes_together"`
	// RuleNodes41076: more than 1000 nodes answer 41076; otherwise 40058. Unknown 6.
	RuleNodes41076 bool `json:"rule_nodes_41076"`
	// RuleNamesPerApp: names are unique among the rules of one app; otherwise in the corp. Unknown 7.
	RuleNamesPerApp bool `json:"rule_names_per_app"`
	// RuleNamesIgnoreCase: names that differ in case only are equal; otherwise exact match. Unknown 7.
	RuleNamesIgnoreCase bool `json:"rule_names_ignore_case"`
	// RuleForeign48002: changing a rule of another app or of the console answers 48002; otherwise 60011. Unknown 9.
	RuleForeign48002 bool `json:"rule_foreign_48002"`
	// RuleListAbsent: rule_list is left out when there is no rule; otherwise []. Unknown 11.
	RuleListAbsent bool `json:"rule_list_absent"`
	// RuleID is the JSON type of rule_id: "" a number in get, as both samples print it, and a string elsewhere,
	// "string" a string everywhere, "number_everywhere" a number also in add and list. Page, get.
	RuleID string `json:"rule_id" readings:"string,number_everywhere" default:"number"`
	// RuleDeleted41070: a deleted rule answers 41070; otherwise 41071. Page, error codes.
	RuleDeleted41070 bool `json:"rule_deleted_41070"`
	// RuleCreateTimeAbsent: get has no create_time, as both samples; otherwise it has, as both tables. Page, get.
	RuleCreateTimeAbsent bool `json:"rule_create_time_absent"`
	// RuleEmptyLists is the form of an empty list in applicable_range: "" shows [], EmptyAbsent, EmptyNull. The page is
	// silent.
	RuleEmptyLists string `json:"rule_empty_lists" readings:"absent,null"`
	// RuleEmptyExtraClears: extra_rule {} in update clears the semantics; otherwise it keeps them. Page, update.
	RuleEmptyExtraClears bool `json:"rule_empty_extra_clears"`
	// RuleWords30: a word may have 30 characters; otherwise 32. Page, "Limits": the table of get says 30.
	RuleWords30 bool `json:"rule_words_30"`
	// RuleDepartedShown: get still shows members and departments that are gone; otherwise they drop out. Page, "Drift
	// surface".
	RuleDepartedShown bool `json:"rule_departed_shown"`
	// RuleGoneRemovable: an update may remove a member or department that has left the corp and still is in the rule;
	// otherwise it is refused like any that does not exist. Page, update: "every node, also one to be removed, must be
	// in the app's visible range".
	RuleGoneRemovable bool `json:"rule_gone_removable"`
}
