// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of MailSwitches beside the general ones.
const (
	// MailListBare shows an empty list as {}, without the key list in it.
	MailListBare = "bare"
	// MailAllow40058 refuses lists of senders beside another allow_type than 3 with 40058, MailAllowIgnored drops them.
	MailAllow40058   = "40058"
	MailAllowIgnored = "ignored"
	// MailForeign48002 and MailForeign2400005 are codes for the group or mailbox of another app.
	MailForeign48002   = "48002"
	MailForeign2400005 = "2400005"
)

// MailSwitches are the switches of mail.md. Its Unknowns have no numbers; they are counted from the top of the table.
// They are part of Switches. Assumed, where the page names no code: 680002 for the name of another group, 680004 for a
// group that would hold itself, 680003 for an address that is no member's, 680007 for allow_type 3 without a list,
// 680010 for a group whose address is that of a mailbox.
type MailSwitches struct {
	// MailAllowDefault1: allow_type left out in create is 1, anybody; otherwise 0. Unknown 1.
	MailAllowDefault1 bool `json:"mail_allow_default_1"`
	// MailEmptyList is how an empty list reads: "" {"list":[]}, EmptyAbsent, MailListBare. Unknown 2.
	MailEmptyList string `json:"mail_empty_list" readings:"absent,bare"`
	// MailAllowShown: the lists of senders are shown, empty, also where allow_type is not 3; otherwise they are absent.
	// Unknown 3.
	MailAllowShown bool `json:"mail_allow_shown"`
	// MailAllowKept: another allow_type than 3 keeps the lists of senders, which are shown and count for nothing;
	// otherwise it drops them. Unknown 4.
	MailAllowKept bool `json:"mail_allow_kept"`
	// MailAllowLists is what lists of senders do beside another allow_type than 3: "" 680006, MailAllow40058,
	// MailAllowIgnored. Unknown 5.
	MailAllowLists string `json:"mail_allow_lists" readings:"40058,ignored"`
	// MailLowerCase: addresses read in lower case; otherwise as sent. Unknown 6.
	MailLowerCase bool `json:"mail_lower_case"`
	// MailForeign is the code for the group or mailbox of another app: "" that of one that does not exist,
	// MailForeign48002, MailForeign2400005. Unknown 7.
	MailForeign string `json:"mail_foreign" readings:"48002,2400005"`
	// MailboxUnknown680035: an unknown id among several refuses publicmail/get with 680035; otherwise its row is
	// missing. Unknown 8.
	MailboxUnknown680035 bool `json:"mailbox_unknown_680035"`
	// MailSystemGroups: the list of groups has two that nobody made, as the sample; otherwise not. Unknown 9.
	MailSystemGroups bool `json:"mail_system_groups"`
	// MailCountText: count is a text, as the table says; otherwise a number, as the sample. Unknown 10.
	MailCountText bool `json:"mail_count_text"`
	// MailOmittedCleared: a list left out in update is cleared; otherwise it stays, as the page says. Page, update.
	MailOmittedCleared bool `json:"mail_omitted_cleared"`
	// MailEmptyKept: an empty list in update stays as it was; otherwise it is cleared, as the page says. Page, update.
	MailEmptyKept bool `json:"mail_empty_kept"`
}
