// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// MemberGateSwitches are the switches of external-contact-prerequisites.md and those that contact ways,
// acquisition links and intercept rules share. They are part of Switches.
type MemberGateSwitches struct {
	// UnknownUser is the code for a userid that does not exist: "" 60111, "40003" or "40031".
	// prerequisites "Which error for which closed gate", acquisition-link.md and intercept-rule.md error tables.
	UnknownUser string `json:"unknown_user" readings:"40003,40031"`
	// UnknownParty is the code for a department that does not exist: "" 60123, "40066" or "60003". Same places.
	UnknownParty string `json:"unknown_party" readings:"40066,60003"`
	// InvisibleUser60111: a member outside the visible range answers 60111; otherwise 60011.
	// contact-way.md error 60111 "also when outside the app's visible range".
	InvisibleUser60111 bool `json:"invisible_user_60111"`
	// Unverified41054: a member who is active but not verified answers 41054; otherwise 40098.
	// prerequisites Unknown 4.
	Unverified41054 bool `json:"unverified_41054"`
	// DepartmentMembersChecked: members of a named department must pass the gates too; otherwise those who do not
	// are left out silently. prerequisites Unknown 2.
	DepartmentMembersChecked bool `json:"department_members_checked"`
	// NoFollowUsersRefused: get_follow_user_list answers 60011 when nobody of the visible range is in the list;
	// otherwise []. prerequisites Unknown 5.
	NoFollowUsersRefused bool `json:"no_follow_users_refused" family:"follow_user"`
	// CheckFollowUserOpen: listed self-built apps may call check_follow_user; otherwise 48002.
	// prerequisites Unknown 7.
	CheckFollowUserOpen bool `json:"check_follow_user_open" family:"follow_user"`
	// EmptyParameter40063: a missing or empty required parameter, or a range with both lists empty, answers 40063;
	// otherwise 40058. acquisition-link.md and intercept-rule.md error tables.
	EmptyParameter40063 bool `json:"empty_parameter_40063"`
	// UTF16Lengths: remark, state and link_name are measured in UTF-16 units; otherwise in code points.
	// contact-way.md Unknown 4 "code points or UTF-16 units", acquisition-link.md Unknown 10.
	UTF16Lengths bool `json:"utf16_lengths"`
	// ExpiredMedia40145: an expired media id answers 40145; otherwise 40007. media.md error table.
	ExpiredMedia40145 bool `json:"expired_media_40145" family:"contact_way"`
	// Media40007: media of another scene than the one of the upload answers 40007; otherwise 41072. media.md "the wrong
	// kind gives 40007 or 41072".
	Media40007 bool `json:"media_40007" family:"product_album"`
	// MediaReused: uploading the same bytes again answers the id they have, while it is good; otherwise a new one.
	// media.md Unknown 2.
	MediaReused bool `json:"media_reused" family:"media"`
}

// Readings of what an update does with a key that it does not carry.
const (
	// OmittedKept keeps the value.
	OmittedKept = ""
	// OmittedFlagsTrue sets skip_verify and mark_source to their printed default, true, and keeps the rest.
	OmittedFlagsTrue = "flags_true"
	// OmittedCleared gives every key its value of a create without it. Of two lists one is cleared only when the
	// other is given; a link keeps name and range.
	OmittedCleared = "cleared"
)

// Readings of what an update does with an empty value. Which one the zero value is, each switch says.
const (
	// EmptyIgnored keeps the old value.
	EmptyIgnored = "ignored"
	// EmptyClears clears it.
	EmptyClears = "cleared"
	// EmptyRefused answers 40058.
	EmptyRefused = "refused"
)

// ContactWaySwitches are the switches of contact-way.md. Its Unknowns have no numbers; they are counted from the
// top of the table. They are part of Switches.
type ContactWaySwitches struct {
	// WayOmitted is what update does with a missing key: OmittedKept, OmittedFlagsTrue, OmittedCleared. Unknown 1.
	WayOmitted string `json:"way_omitted" readings:"flags_true,cleared"`
	// WayEmptyText is what "" does to remark, state and unionid in update: "" EmptyClears, as update "overwrites" and
	// unionid "not given" is no restriction; EmptyIgnored, EmptyRefused. Unknown 2.
	WayEmptyText string `json:"way_empty_text" readings:"ignored,refused" default:"cleared"`
	// WayEmptyList is what [] does to user and party in update: "" EmptyIgnored ("Plan for ignored"), EmptyClears,
	// EmptyRefused; a way never loses its last node. Unknown 2.
	WayEmptyList string `json:"way_empty_list" readings:"cleared,refused" default:"ignored"`
	// WayEmptyConclusions is what conclusions {} does in update: "" EmptyRefused, as "the four branches may not all be
	// empty"; EmptyIgnored, EmptyClears. Unknown 2.
	WayEmptyConclusions string `json:"way_empty_conclusions" readings:"ignored,cleared" default:"refused"`
	// WayUnionIDKept: an update of a temporary way without unionid keeps it; otherwise the restriction is gone, as the
	// table of update says ("not given" is no restriction).
	WayUnionIDKept bool `json:"way_unionid_kept"`
	// WayLongTextCut: a remark or state over 30 characters is cut; otherwise 40058. Unknown 3.
	WayLongTextCut bool `json:"way_long_text_cut"`
	// WayExclusiveShown: get returns is_exclusive. Unknown 5.
	WayExclusiveShown bool `json:"way_exclusive_shown"`
	// WayExclusiveUpdatable: update changes is_exclusive; otherwise the key is unknown. Unknown 5.
	WayExclusiveUpdatable bool `json:"way_exclusive_updatable"`
	// WayTemporaryKeys is the form of expires_in, chat_expires_in, unionid and conclusions for ordinary ways:
	// "" absent, EmptyShown, EmptyNull. Unknown 6.
	WayTemporaryKeys string `json:"way_temporary_keys" readings:"zero,null"`
	// WayEmptyKeys is the form of empty remark, state, user and party: "" shows "" and [], EmptyAbsent, EmptyNull.
	// Not in the table: the page documents these keys "without condition".
	WayEmptyKeys string `json:"way_empty_keys" readings:"absent,null"`
	// WayMarkSourceAbsent: get does not return mark_source; otherwise as stored. Page, get: "only meaningful for
	// 营销获客 apps".
	WayMarkSourceAbsent bool `json:"way_mark_source_absent"`
	// WayStyle is the style that get shows for a mini-program way made without one: "" none, "1" or "0".
	// The page names no default.
	WayStyle string `json:"way_style" readings:"1,0"`
	// WayListDuplicates: each page of the list begins with the last way of the page before. Unknown 7.
	WayListDuplicates bool `json:"way_list_duplicates"`
	// WayWindow90: a list window wider than 90 days answers 40058; otherwise there is no maximum. Unknown 7.
	WayWindow90 bool `json:"way_window_90"`
	// WayForeign is the code for reading or changing a way of another app or of the console: "" allowed, "60011"
	// or "41044". Unknown 8.
	WayForeign string `json:"way_foreign" readings:"60011,41044"`
	// WayListOwn: the list holds the calling app's ways only; otherwise the corp's. Page, list_contact_way.
	WayListOwn bool `json:"way_list_own"`
	// WayDeleteTwice: deleting a deleted way answers 0; otherwise 41044. Unknown 9.
	WayDeleteTwice bool `json:"way_delete_twice"`
	// WayDepartedHidden: get leaves out members and departments that are gone; otherwise the way keeps them.
	// Page, "Lifecycle quirks".
	WayDepartedHidden bool `json:"way_departed_hidden"`
	// WayExpiredGone: get of an expired temporary way answers 41044; otherwise it stays readable. The page says
	// only that it cannot be edited.
	WayExpiredGone bool `json:"way_expired_gone"`
	// WayMediaSame: conclusions.miniprogram.pic_media_id comes back as sent; otherwise as another id.
	// media.md "What comes back where": "unknown; assume not".
	WayMediaSame bool `json:"way_media_same"`
	// WaySystemSecretRefused: the 客户联系 secret gets 48002 on the contact-way paths; otherwise it may call them, as the
	// page forbids nothing. Page, "Who may call".
	WaySystemSecretRefused bool `json:"way_system_secret_refused"`
}

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
	// LinkPriorityNone is how a link without priority_option reads: "" absent, EmptyNull, "empty" {} or
	// EmptyShown (priority_type 0 and an empty list). Unknown 3.
	LinkPriorityNone string `json:"link_priority_none" readings:"null,empty,zero"`
	// LinkPriorityRemoval is what priority_option {} or priority_type 0 does in update: "" refused with 40058,
	// "ignored" or "removed". Unknown 3.
	LinkPriorityRemoval string `json:"link_priority_removal" readings:"ignored,removed"`
	// LinkSmallPages: without limit a page of links or customers holds 10; otherwise the documented maximum.
	// Unknown 4.
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
	// LinkVisibleOnly: members of links need to be visible only, not to pass the other gates.
	// prerequisites Unknown 1.
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
	// RuleSemantics is where get puts semantics_list: "" both places, "nested" under extra_rule, "flat".
	// Unknown 1.
	RuleSemantics string `json:"rule_semantics" readings:"nested,flat"`
	// RuleNoSemantics is how none reads: "" shows [], EmptyAbsent, EmptyNull, or "empty_extra_rule" (extra_rule {}
	// and no flat key). Unknown 2.
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
	// RuleID is the JSON type of rule_id: "" a number in get, as both samples print it, and a string elsewhere, "string"
	// a string everywhere, "number_everywhere" a number also in add and list. Page, get.
	RuleID string `json:"rule_id" readings:"string,number_everywhere" default:"number"`
	// RuleDeleted41070: a deleted rule answers 41070; otherwise 41071. Page, error codes.
	RuleDeleted41070 bool `json:"rule_deleted_41070"`
	// RuleCreateTimeAbsent: get has no create_time, as both samples; otherwise it has, as both tables. Page, get.
	RuleCreateTimeAbsent bool `json:"rule_create_time_absent"`
	// RuleEmptyLists is the form of an empty list in applicable_range: "" shows [], EmptyAbsent, EmptyNull.
	// The page is silent.
	RuleEmptyLists string `json:"rule_empty_lists" readings:"absent,null"`
	// RuleEmptyExtraClears: extra_rule {} in update clears the semantics; otherwise it keeps them. Page, update.
	RuleEmptyExtraClears bool `json:"rule_empty_extra_clears"`
	// RuleWords30: a word may have 30 characters; otherwise 32. Page, "Limits": the table of get says 30.
	RuleWords30 bool `json:"rule_words_30"`
	// RuleDepartedShown: get still shows members and departments that are gone; otherwise they drop out.
	// Page, "Drift surface".
	RuleDepartedShown bool `json:"rule_departed_shown"`
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
	// ProductEmptySN is what product_sn "" does in update: "" EmptyIgnored ("not relied upon"), EmptyClears, EmptyRefused.
	// Unknown 3. For Unknown 4, the number of albums, see Limits.Products.
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
