// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of RuleGroupSwitches.
const (
	RuleGroupPartialFalse     = "false"
	RuleGroupPartialKept      = "kept"
	RuleGroupCascades         = "cascaded"
	RuleGroupReparents        = "reparented"
	RuleGroupInvisibleAllowed = "allowed"
	RuleGroupShrinkKept       = "kept"
	RuleGroupShrinkCut        = "cut"
)

// RuleGroupSwitches are the switches of customer-strategy.md and moment-strategy.md, for both trees. They are part of
// Switches.
type RuleGroupSwitches struct {
	// RuleGroupPartial is what a key that a privilege object of edit lacks becomes: "" true, as in create, "false", or
	// "kept". Unknown 1.
	RuleGroupPartial string `json:"rule_group_partial" readings:"false,kept"`
	// RuleGroupBaseRefused: a basic privilege sent as false answers 40058; otherwise it is ignored. Unknown 2.
	RuleGroupBaseRefused bool `json:"rule_group_base_refused"`
	// RuleGroupEmptyPrivilegeResets: privilege {} in edit counts as one that lacks every key; otherwise as not sent.
	// Unknown 3.
	RuleGroupEmptyPrivilegeResets bool `json:"rule_group_empty_privilege_resets"`
	// RuleGroupUnknown is the code for an unknown group, a deleted one and one of another app: "" 40058, "60011",
	// "48002" or "60030". Unknown 4.
	RuleGroupUnknown string `json:"rule_group_unknown" readings:"60011,48002,60030"`
	// RuleGroupListAll: list holds the groups of every app and of the console; otherwise those of the app. Page, "Who
	// may call".
	RuleGroupListAll bool `json:"rule_group_list_all"`
	// RuleGroupDeleteParent is what deleting a group does to those below it: "" refused with 40058, "cascaded",
	// "reparented". Unknown 5.
	RuleGroupDeleteParent string `json:"rule_group_delete_parent" readings:"cascaded,reparented"`
	// RuleGroupNoopRefused: adding a node that is there or removing one that is not answers 40058; otherwise nothing
	// happens. Unknown 6.
	RuleGroupNoopRefused bool `json:"rule_group_noop_refused"`
	// RuleGroupNodeZeroRefused: a node that has partyid 0 beside its userid, or userid "" beside its partyid, answers
	// 40058; otherwise the other key counts as left out, which is what SDKs rely on. Page, create, range.
	RuleGroupNodeZeroRefused bool `json:"rule_group_node_zero_refused"`
	// RuleGroupNodesApart: the 100 nodes of a call count for each list; otherwise for both together. Unknown 6.
	RuleGroupNodesApart bool `json:"rule_group_nodes_apart"`
	// RuleGroupInvisible is the code for members and departments that the app does not see or that lack 客户联系: "" 60030,
	// "60011"; "allowed" takes them. Unknown 7.
	RuleGroupInvisible string `json:"rule_group_invisible" readings:"60011,allowed"`
	// RuleGroupDepartmentsAlone: a department of a range does not cover those below it; otherwise it does. Unknown 8.
	RuleGroupDepartmentsAlone bool `json:"rule_group_departments_alone"`
	// RuleGroupNamesUnique: a name that a sibling has answers 40058; otherwise names may repeat. Unknown 9.
	RuleGroupNamesUnique bool `json:"rule_group_names_unique"`
	// RuleGroupNames30: a name of more than 30 characters answers 40058; otherwise it may have any length. Unknown 9.
	RuleGroupNames30 bool `json:"rule_group_names_30"`
	// RuleGroupEmptyCreate: create takes an empty admin_list or range; otherwise 40058. Unknown 10.
	RuleGroupEmptyCreate bool `json:"rule_group_empty_create"`
	// RuleGroupLastNodeRemovable: edit may remove the last node; otherwise 40058. Unknown 11.
	RuleGroupLastNodeRemovable bool `json:"rule_group_last_node_removable"`
	// RuleGroupShrink is what taking nodes out of a group does that one below it has: "" refused with 60030, "kept"
	// lets both be, "cut" takes them out of the lower one, too. Page, "Lifecycle quirks": no documented semantics.
	RuleGroupShrink string `json:"rule_group_shrink" readings:"kept,cut"`
	// RuleGroupSuperAdmin is the code for a super administrator in admin_list: "" 40058 or "60011". Page, "Limits".
	RuleGroupSuperAdmin string `json:"rule_group_super_admin" readings:"60011"`
	// RuleGroupConflicts: a create or edit that starts while another write of either tree is under way answers 6000;
	// otherwise it is carried out. Page, "Limits": to be called serially.
	RuleGroupConflicts bool `json:"rule_group_conflicts"`
	// RuleGroupCursorEmpty: the last page has next_cursor ""; otherwise it is absent. Page, list.
	RuleGroupCursorEmpty bool `json:"rule_group_cursor_empty"`
	// RuleGroupParentAbsent: get has no parent_id where there is none; otherwise 0. Page, "Object".
	RuleGroupParentAbsent bool `json:"rule_group_parent_absent"`
	// RuleGroupChildPrivilegeAbsent: get has no privilege of a lower group; otherwise that of the group at the top.
	// Page, "Read/write asymmetries".
	RuleGroupChildPrivilegeAbsent bool `json:"rule_group_child_privilege_absent"`
	// RuleGroupNewKeyAbsent: get lacks the privilege that came with a later edition; otherwise it has all. Page,
	// "privilege".
	RuleGroupNewKeyAbsent bool `json:"rule_group_new_key_absent"`
	// RuleGroupDepartedShown: get and get_range still show members and departments that are gone; otherwise they drop
	// out. Page, "Lifecycle quirks".
	RuleGroupDepartedShown bool `json:"rule_group_departed_shown"`
	// MomentNodesUnlimited: a call of moment_strategy takes any number of nodes; otherwise 100. moment-strategy.md,
	// Unknown 1.
	MomentNodesUnlimited bool `json:"moment_nodes_unlimited"`
	// RuleGroupIDsShared: an id is used in one of the trees only; otherwise each counts for itself. moment-strategy.md,
	// Unknown 2.
	RuleGroupIDsShared bool `json:"rule_group_ids_shared"`
}
