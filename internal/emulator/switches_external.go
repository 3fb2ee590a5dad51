// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// MemberGateSwitches are the switches of external-contact-prerequisites.md and those that contact ways, acquisition
// links and intercept rules share. They are part of Switches.
type MemberGateSwitches struct {
	// UnknownUser is the code for a userid that does not exist: "" 60111, "40003" or "40031". prerequisites "Which
	// error for which closed gate", acquisition-link.md and intercept-rule.md error tables.
	UnknownUser string `json:"unknown_user" readings:"40003,40031"`
	// UnknownParty is the code for a department that does not exist: "" 60123, "40066", "60003", or "60011" as for one
	// out of the app's sight. Same places.
	UnknownParty string `json:"unknown_party" readings:"40066,60003,60011"`
	// InvisibleUser60111: a member outside the visible range answers 60111; otherwise 60011. contact-way.md error 60111
	// "also when outside the app's visible range".
	InvisibleUser60111 bool `json:"invisible_user_60111"`
	// Unverified41054: a member who is active but not verified answers 41054; otherwise 40098. prerequisites Unknown 4.
	Unverified41054 bool `json:"unverified_41054"`
	// DepartmentMembersChecked: members of a named department must pass the gates too; otherwise those who do not are
	// left out silently. prerequisites Unknown 2.
	DepartmentMembersChecked bool `json:"department_members_checked"`
	// NoFollowUsersRefused: get_follow_user_list answers 60011 when nobody of the visible range is in the list;
	// otherwise []. prerequisites Unknown 5.
	NoFollowUsersRefused bool `json:"no_follow_users_refused" family:"follow_user"`
	// CheckFollowUserOpen: listed self-built apps may call check_follow_user; otherwise 48002. prerequisites Unknown 7.
	CheckFollowUserOpen bool `json:"check_follow_user_open" family:"follow_user"`
	// EmptyParameter40063: a missing or empty required parameter, or a range with both lists empty, answers 40063;
	// otherwise 40058. acquisition-link.md and intercept-rule.md error tables.
	EmptyParameter40063 bool `json:"empty_parameter_40063"`
	// UTF16Lengths: remark, state and link_name are measured in UTF-16 units; otherwise in code points. contact-way.md
	// Unknown 4 "code points or UTF-16 units", acquisition-link.md Unknown 10.
	UTF16Lengths bool `json:"utf16_lengths"`
	// ExpiredMedia40145: an expired media id answers 40145; otherwise 40007. media.md error table.
	ExpiredMedia40145 bool `json:"expired_media_40145" family:"contact_way"`
	// Media40007: media of another scene than the one of the upload answers 40007; otherwise 41072. media.md "the wrong
	// kind gives 40007 or 41072".
	Media40007 bool `json:"media_40007" family:"product_album"`
	// MediaReused: uploading the same bytes again answers the id they have, while it is good; otherwise a new one.
	// media.md Unknown 2.
	MediaReused bool `json:"media_reused" family:"media"`
	// UploadImageGIF: media/uploadimg takes GIF, too; otherwise JPG and PNG. media.md Unknown 3.
	UploadImageGIF bool `json:"upload_image_gif" family:"media"`
}

// Readings of what an update does with a key that it does not carry.
const (
	// OmittedKept keeps the value.
	OmittedKept = ""
	// OmittedFlagsTrue sets skip_verify and mark_source to their printed default, true, and keeps the rest.
	OmittedFlagsTrue = "flags_true"
	// OmittedCleared gives every key its value of a create without it. Of two lists one is cleared only when the other
	// is given; a link keeps name and range.
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

// ContactWaySwitches are the switches of contact-way.md. Its Unknowns have no numbers; they are counted from the top of
// the table. They are part of Switches.
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
	// WayTemporaryKeys is the form of expires_in, chat_expires_in, unionid and conclusions for ordinary ways: ""
	// absent, EmptyShown, EmptyNull. Unknown 6.
	WayTemporaryKeys string `json:"way_temporary_keys" readings:"zero,null"`
	// WayEmptyKeys is the form of empty remark, state, user and party: "" shows "" and [], EmptyAbsent, EmptyNull. Not
	// in the table: the page documents these keys "without condition".
	WayEmptyKeys string `json:"way_empty_keys" readings:"absent,null"`
	// WayMarkSourceAbsent: get does not return mark_source; otherwise as stored. Page, get: "only meaningful for 营销获客
	// apps".
	WayMarkSourceAbsent bool `json:"way_mark_source_absent"`
	// WayStyle is the style that get shows for a mini-program way made without one: "" none, "1" or "0". The page names
	// no default.
	WayStyle string `json:"way_style" readings:"1,0"`
	// WayListDuplicates: each page of the list begins with the last way of the page before. Unknown 7.
	WayListDuplicates bool `json:"way_list_duplicates"`
	// WayTempZeroKept: expires_in 0 and chat_expires_in 0 of an update keep what there is; otherwise they are the usual
	// 7 days and 24 hours. The page gives the default in add only.
	WayTempZeroKept bool `json:"way_temp_zero_kept"`
	// WayZeroTimes: start_time 0 and end_time 0 of a list are a time, 1970; otherwise as if left out, which is what
	// SDKs mean by it. The page does not say.
	WayZeroTimes bool `json:"way_zero_times"`
	// WayWindow90: a list window wider than 90 days answers 40058; otherwise there is no maximum. Unknown 7.
	WayWindow90 bool `json:"way_window_90"`
	// WayForeign is the code for reading or changing a way of another app or of the console: "" allowed, "60011" or
	// "41044". Unknown 8.
	WayForeign string `json:"way_foreign" readings:"60011,41044"`
	// WayListOwn: the list holds the calling app's ways only; otherwise the corp's. Page, list_contact_way.
	WayListOwn bool `json:"way_list_own"`
	// WayDeleteTwice: deleting a deleted way answers 0; otherwise 41044. Unknown 9.
	WayDeleteTwice bool `json:"way_delete_twice"`
	// WayDepartedHidden: get leaves out members and departments that are gone; otherwise the way keeps them. Page,
	// "Lifecycle quirks".
	WayDepartedHidden bool `json:"way_departed_hidden"`
	// WayExpiredGone: get of an expired temporary way answers 41044; otherwise it stays readable. The page says only
	// that it cannot be edited.
	WayExpiredGone bool `json:"way_expired_gone"`
	// WayMediaSame: conclusions.miniprogram.pic_media_id comes back as sent; otherwise as another id. media.md "What
	// comes back where": "unknown; assume not".
	WayMediaSame bool `json:"way_media_same"`
	// WaySystemSecretRefused: the 客户联系 secret gets 48002 on the contact-way paths; otherwise it may call them, as the
	// page forbids nothing. Page, "Who may call".
	WaySystemSecretRefused bool `json:"way_system_secret_refused"`
}
