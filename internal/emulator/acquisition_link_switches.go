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

// AcquisitionSwitches are the switches of acquisition-link.md. They are part of Switches. Two of its Unknowns have
// none: (6) a link stays when its departments grow, only a call that sends the range is measured; (9) for the number of
// links see Limits.Links.
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
