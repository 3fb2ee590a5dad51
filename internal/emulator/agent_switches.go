// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of AgentSwitches.AgentLogo.
const (
	AgentLogoVolatile = "volatile" // another address with each answer
	AgentLogoHidden   = "hidden"   // none
	AgentLogoFixed    = "fixed"    // the same for every picture
)

// Readings of AgentSwitches.AgentUnverified.
const (
	AgentUnverifiedRejected = "rejected" // 85005, and nothing of the call is kept
	AgentUnverifiedSilent   = "silent"   // kept, errcode 0
)

// Readings of MenuSwitches.MenuNone and WorkbenchSwitches.WorkbenchNone.
const (
	MenuNoneEmpty      = "empty" // errcode 0 and an empty list
	WorkbenchNone94008 = "94008"
)

// Readings of WorkbenchSwitches.WorkbenchReplace.
const (
	WorkbenchReplaceAbsent = "absent" // not shown
	WorkbenchReplaceFalse  = "false"  // always false, because it tells what one call does
)

// AgentSwitches are the switches of agent.md on agent/get and agent/set. Its Unknowns have no numbers; they are counted
// from the top of the table. They are part of Switches.
type AgentSwitches struct {
	// AgentEmpty is what an empty description, redirect_domain or home_url does in set: "" stores it, EmptyIgnored,
	// EmptyRefused (the code for a bad value). An empty logo_mediaid is ignored or refused. Unknown 1.
	AgentEmpty string `json:"agent_empty" readings:"ignored,refused"`
	// AgentUsersExpanded: allow_userinfos holds the members of the departments, too; otherwise direct entries. Unknown 7.
	AgentUsersExpanded bool `json:"agent_users_expanded"`
	// AgentUnverified is what a domain does whose owner is not verified: "" is kept and answers 85005,
	// AgentUnverifiedRejected, AgentUnverifiedSilent. Unknown 8.
	AgentUnverified string `json:"agent_unverified" readings:"rejected,silent"`
	// AgentEmptyTexts is how a text that is not set reads: "" shows "", EmptyAbsent, EmptyNull. Page, agent/get.
	AgentEmptyTexts string `json:"agent_empty_texts" readings:"absent,null"`
	// AgentScopeAbsent: a part of the visible range that holds nobody is left out; otherwise its list is empty. Page,
	// agent/get.
	AgentScopeAbsent bool `json:"agent_scope_absent"`
	// AgentOldKeys: get has the keys of older editions as well. Page, agent/get.
	AgentOldKeys bool `json:"agent_old_keys"`
	// AgentLogo is what square_logo_url tells: "" changes with each upload, AgentLogoVolatile, AgentLogoHidden,
	// AgentLogoFixed. Page, "Asymmetries".
	AgentLogo string `json:"agent_logo" readings:"volatile,hidden,fixed"`
}

// MenuSwitches are the switches of agent.md on menus.
type MenuSwitches struct {
	// MenuNone is how no menu reads: "" 46003, MenuNoneEmpty. Unknown 2.
	MenuNone string `json:"menu_none" readings:"empty"`
	// MenuDelete46003: deleting no menu answers 46003; otherwise 0. Unknown 3.
	MenuDelete46003 bool `json:"menu_delete_46003"`
	// MenuNeedsCallback: create answers 43012 where no server for messages is configured; otherwise it works. Unknown 4.
	MenuNeedsCallback bool `json:"menu_needs_callback"`
	// MenuNamesInCharacters: names are measured in characters; otherwise in bytes of UTF-8. Unknown 5. For Unknown 6,
	// the order of buttons, there is none: they come back as sent.
	MenuNamesInCharacters bool `json:"menu_names_in_characters"`
	// MenuLeaf is sub_button of a button without children: "" shows [], EmptyAbsent, EmptyNull. Page, "Asymmetries".
	MenuLeaf string `json:"menu_leaf" readings:"absent,null"`
	// MenuUnusedShown: every key of a button comes back, those that were not sent as ""; otherwise those that were
	// sent. Page, menu/get: "looks like the create body".
	MenuUnusedShown bool `json:"menu_unused_shown"`
}

// WorkbenchSwitches are the switches of agent.md on the workbench.
type WorkbenchSwitches struct {
	// WorkbenchNone is how an app without template reads: "" type normal, WorkbenchNone94008. Page, get.
	WorkbenchNone string `json:"workbench_none" readings:"94008"`
	// WorkbenchBlockOptional: set without the block of its type is accepted; otherwise the code for what is missing.
	// Page, "Update semantics".
	WorkbenchBlockOptional bool `json:"workbench_block_optional"`
	// WorkbenchUnset is how a text that was not sent reads: "" is absent, EmptyShown "", EmptyNull. Page, get.
	WorkbenchUnset string `json:"workbench_unset" readings:"zero,null"`
	// WorkbenchDefaultsAbsent: height, hide_title and enable_webview_click are shown where they were sent only;
	// otherwise always. Page, webview.
	WorkbenchDefaultsAbsent bool `json:"workbench_defaults_absent"`
	// WorkbenchReplace is replace_user_data in get: "" as sent, WorkbenchReplaceAbsent, WorkbenchReplaceFalse. Page,
	// get and "Asymmetries".
	WorkbenchReplace string `json:"workbench_replace" readings:"absent,false"`
}
