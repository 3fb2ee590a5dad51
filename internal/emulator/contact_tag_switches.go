// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// ContactTagSwitches are the switches of contact-tag.md. Its Unknowns have no numbers; they are counted from the top of
// the table. The last one, English texts, needs none: a fault carries any text. They are part of Switches.
type ContactTagSwitches struct {
	// ContactTagTaken40071: create with a tagid that is taken answers 40071; otherwise 40068, as captured once. Unknown 1.
	ContactTagTaken40071 bool `json:"contact_tag_taken_40071"`
	// ContactTagsFull40058: one tag too many answers 40058; otherwise 40126 (assumed, the code of customer tags).
	// Unknown 2.
	ContactTagsFull40058 bool `json:"contact_tags_full_40058"`
	// ForeignContactTag60011: changing a tag that somebody else made answers 60011; otherwise 81011. Unknown 3.
	ForeignContactTag60011 bool `json:"foreign_contact_tag_60011"`
	// ContactTagNamesIgnoreCase: names that differ in case only are equal; otherwise exact match. Unknown 4.
	ContactTagNamesIgnoreCase bool `json:"contact_tag_names_ignore_case"`
	// ContactTagZeroIgnored: tagid 0 in create counts as not sent; otherwise 40068. Unknown 5.
	ContactTagZeroIgnored bool `json:"contact_tag_zero_ignored"`
	// ContactTagIDsUsedOnce: the id of a deleted tag does not come again; otherwise "current maximum + 1" gives it
	// again. Unknown 6.
	ContactTagIDsUsedOnce bool `json:"contact_tag_ids_used_once"`
	// ContactTagNoopInvalid: adding who is in the tag and removing who is not counts as invalid; otherwise nothing
	// happens. Unknown 7.
	ContactTagNoopInvalid bool `json:"contact_tag_noop_invalid"`
	// ContactTagMustBeEmpty: a tag that has members cannot be deleted (40058, assumed); otherwise it can. Page,
	// "Lifecycle quirks".
	ContactTagMustBeEmpty bool `json:"contact_tag_must_be_empty"`
	// ContactTagNamesWithheld: 通讯录同步 reads ids without names in tag/get; otherwise with names. Page, "Credentials".
	ContactTagNamesWithheld bool `json:"contact_tag_names_withheld"`
	// ContactTagInvalidArray: invalidlist is an array; otherwise userids joined by |. Page, "Read/write asymmetries".
	ContactTagInvalidArray bool `json:"contact_tag_invalid_array"`
	// ContactTagTooMany81014: more than 1000 users or 100 departments in a call answer 81014; otherwise 40035. Page,
	// addtagusers.
	ContactTagTooMany81014 bool `json:"contact_tag_too_many_81014"`
}
