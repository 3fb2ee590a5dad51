// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of CustomerTagSwitches.DeletedGroup.
const (
	// DeletedGroupRow answers a row with deleted:true and the group's (deleted) tags.
	DeletedGroupRow = ""
	// DeletedGroup40068 answers errcode 40068.
	DeletedGroup40068 = "40068"
	// DeletedGroupBare answers a row with deleted:true and no tags.
	DeletedGroupBare = "row_without_tags"
	// DeletedGroupUnmarked answers a row without the key deleted and with the group's (deleted) tags.
	DeletedGroupUnmarked = "row_unmarked"
)

// CustomerTagSwitches are the switches of corp-tag.md. They are part of Switches.
type CustomerTagSwitches struct {
	// ForeignTag40068: editing or deleting a tag made by somebody else answers 40068; otherwise 81011. corp-tag.md "For
	// a foreign tag both 81011 and 40068 are reported".
	ForeignTag40068 bool `json:"foreign_tag_40068"`
	// TagFilterAll: a tag_id filter returns the whole groups; otherwise only the matching tags. corp-tag.md Unknown 1.
	TagFilterAll bool `json:"tag_filter_all"`
	// DeletedGroup is the answer for a deleted group on a group_id filter. corp-tag.md Unknown 2.
	DeletedGroup string `json:"deleted_group" readings:"40068,row_without_tags,row_unmarked"`
	// GroupDeletedShown: the group's own key deleted comes with a group_id filter as well; otherwise only with a tag_id
	// filter, as the page says, and of a group that is deleted. corp-tag.md objects.
	GroupDeletedShown bool `json:"group_deleted_shown"`
	// TagListPostOnly: get_corp_tag_list by GET answers 40058; otherwise it works, as live in 2021. corp-tag.md, get.
	TagListPostOnly bool `json:"tag_list_post_only"`
	// AddPartial: a 40071 in add_corp_tag still creates the names that were free; otherwise nothing. corp-tag.md
	// Unknown 3.
	AddPartial bool `json:"add_partial"`
	// GroupOrderApplied: order given with an existing group_name is applied; otherwise ignored. corp-tag.md Unknown 4.
	GroupOrderApplied bool `json:"group_order_applied"`
	// ForeignGroupRefused: adding tags to a group made by somebody else answers 81011; otherwise they are added and
	// owned by the caller. corp-tag.md Unknown 5.
	ForeignGroupRefused bool `json:"foreign_group_refused"`
	// ForeignTagsDeleted: deleting an own group deletes the tags others put into it; otherwise 81011. corp-tag.md
	// Unknown 11.
	ForeignTagsDeleted bool `json:"foreign_tags_deleted"`
	// TagOrderAbsent: order is left out of tags and groups when 0; otherwise 0. corp-tag.md objects.
	TagOrderAbsent bool `json:"tag_order_absent"`
	// DeletedFalseShown: an unfiltered list carries deleted:false; otherwise the key is absent. corp-tag.md objects.
	DeletedFalseShown bool `json:"deleted_false_shown"`
	// SpuriousAdd40068: the next add_corp_tag without group_id answers 40068 although nothing is wrong; the switch
	// turns itself off then. corp-tag.md "Sporadic 40068".
	SpuriousAdd40068 bool `json:"spurious_add_40068"`
	// TagNamesIgnoreCase: names of tags and groups that differ in case only are equal; otherwise exact match.
	// corp-tag.md Unknown 8.
	TagNamesIgnoreCase bool `json:"tag_names_ignore_case"`
}
