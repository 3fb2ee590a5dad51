// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of AcquisitionSwitches.LinkShape.
const (
	// LinkShapeCurrent is the sample of 2025-11: flags under link, no link_id.
	LinkShapeCurrent = ""
	// LinkShapeID adds link.link_id, as the edition of 2023-03-28.
	LinkShapeID = "link_id"
	// LinkShapeTopLevel has skip_verify and mark_source beside link, as three SDKs of 2023 read them.
	LinkShapeTopLevel = "top_level_flags"
)

// Readings of AcquisitionSwitches.LinkPriorityNone and LinkPriorityRemoval beside the general ones.
const (
	// LinkPriorityEmpty shows {}.
	LinkPriorityEmpty = "empty"
	// PriorityRemovalIgnored keeps the old priority_option.
	PriorityRemovalIgnored = "ignored"
	// PriorityRemoved removes it.
	PriorityRemoved = "removed"
)

// AcquisitionSwitches are the switches of acquisition-link.md. They are part of Switches.
type AcquisitionSwitches struct {
	// LinkUnknown is the code for an unknown or deleted link: "" 40058, "60011" or "48002". Unknown 1.
	LinkUnknown string `json:"link_unknown" readings:"60011,48002"`
	// LinkForeign is the code for a link of another app or of the console: "" 60011, "40058" or "48002". Unknown 1.
	LinkForeign string `json:"link_foreign" readings:"40058,48002"`
	// LinkOmitted is what update does with a missing key: OmittedKept, OmittedFlagsTrue, OmittedCleared. Unknown 2.
	LinkOmitted string `json:"link_omitted" readings:"flags_true,cleared"`
	// LinkPriorityNone is how a link without priority_option reads: "" absent, EmptyNull, "empty" {} or EmptyShown
	// (priority_type 0 and an empty list). Unknown 3.
	LinkPriorityNone string `json:"link_priority_none" readings:"null,empty,zero"`
	// LinkPriorityRemoval is what priority_option {} or priority_type 0 does in update: "" refused with 40058,
	// "ignored" or "removed". Unknown 3.
	LinkPriorityRemoval string `json:"link_priority_removal" readings:"ignored,removed"`
	// LinkSmallPages: without limit a page of links or customers holds 10; otherwise the documented maximum. Unknown 4.
	LinkSmallPages bool `json:"link_small_pages"`
	// LinkCursorAbsent: the last page of list_link has no next_cursor; otherwise "". Unknown 4.
	LinkCursorAbsent bool `json:"link_cursor_absent"`
	// LinkOversizeAccepted: a range of more than 500 members is accepted, the first 500 take part; otherwise 40058.
	// Unknown 5.
	LinkOversizeAccepted bool `json:"link_oversize_accepted"`
	// LinkUnavailableHidden: list_link leaves out links none of whose members can add customers. Unknown 7.
	LinkUnavailableHidden bool `json:"link_unavailable_hidden"`
	// LinkNeedsBalance: create_link answers 41095 (assumed) at zero balance; otherwise it works. Unknown 9.
	LinkNeedsBalance bool `json:"link_needs_balance"`
	// LinkVisibleOnly: members of links need to be visible only, not to pass the other gates. prerequisites Unknown 1.
	LinkVisibleOnly bool `json:"link_visible_only"`
	// LinkShape is the shape of get: LinkShapeCurrent, LinkShapeID or LinkShapeTopLevel. Page, get.
	LinkShape string `json:"link_shape" readings:"link_id,top_level_flags"`
	// LinkCreateTimeTop: create_link answers create_time beside link; otherwise in it. Page, create_link.
	LinkCreateTimeTop bool `json:"link_create_time_top"`
	// LinkMarkSourceAbsent: get does not return mark_source; otherwise as stored. Page, get: "may be absent".
	LinkMarkSourceAbsent bool `json:"link_mark_source_absent"`
	// LinkEmptyLists is the form of an empty list in range: "" shows [], EmptyAbsent, EmptyNull. The page is silent.
	LinkEmptyLists string `json:"link_empty_lists" readings:"absent,null"`
	// LinkURLBare: url comes without https://, as in the first edition. Page, "URL shapes".
	LinkURLBare bool `json:"link_url_bare"`
}

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

// InterceptSwitches are the switches of intercept-rule.md. They are part of Switches.
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

// ProductListAPI is the reading of ProductSwitches.ProductList without albums of the console, ProductListOwn that with
// those of the calling app only.
const (
	ProductListAPI = "without_console"
	ProductListOwn = "own"
)

// ProductSwitches are the switches of product-album.md. Its Unknowns have no numbers; they are counted from the top of
// the table. They are part of Switches.
type ProductSwitches struct {
	// ProductPriceZero: get and list show price 0, as seen live in 2021; otherwise the price. Unknown 1.
	ProductPriceZero bool `json:"product_price_zero"`
	// ProductPicturesAppended: attachments in update are added to those there are; otherwise they replace them. Unknown 2.
	ProductPicturesAppended bool `json:"product_pictures_appended"`
	// ProductEmptySN is what product_sn "" does in update: "" EmptyIgnored ("not relied upon"), EmptyClears,
	// EmptyRefused. Unknown 3. For Unknown 4, the number of albums, see Limits.Products.
	ProductEmptySN string `json:"product_empty_sn" readings:"cleared,refused" default:"ignored"`
	// ProductForeign48002: changing an album of another app or of the console answers 48002; otherwise 60011. Unknown 5.
	ProductForeign48002 bool `json:"product_foreign_48002"`
	// ProductPicturesReversed: attachments come back in another order; otherwise as sent. Unknown 6.
	ProductPicturesReversed bool `json:"product_pictures_reversed"`
	// ProductList is what the list holds: "" every album, ProductListAPI, ProductListOwn. Unknown 7, and page, "Who may
	// call": only "what concerns users in its visible range".
	ProductList string `json:"product_list" readings:"without_console,own"`
	// ProductNoSN is how an album without product_sn reads: "" shows "", EmptyAbsent, EmptyNull. Page, "Asymmetries".
	ProductNoSN string `json:"product_no_sn" readings:"absent,null"`
	// ProductMediaSame: attachments come back under the media ids as sent; otherwise under others with each read. Page,
	// "Asymmetries".
	ProductMediaSame bool `json:"product_media_same"`
	// ProductCursorAbsent: the last page of the list has no next_cursor; otherwise "". Page, list.
	ProductCursorAbsent bool `json:"product_cursor_absent"`
	// ProductDeleted41075: a deleted album answers 41075; otherwise 41074. Page, error codes.
	ProductDeleted41075 bool `json:"product_deleted_41075"`
	// ProductUpdateWhole: update needs description and price, as its table says; otherwise what is left out stays, as
	// the note under it says. Page, update.
	ProductUpdateWhole bool `json:"product_update_whole"`
}
