// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// MemberSwitches are further switches of member.md. They are part of Switches.
type MemberSwitches struct {
	// AttributesReplaced: entries of extattr and external_attr that are not sent are cleared; otherwise kept. Unknown
	// "Are extattr / external_attr entries not sent kept?".
	AttributesReplaced bool `json:"attributes_replaced"`
	// AttributesBare: extattr shows name and value alone, as very old answers did; otherwise with type and text. Page,
	// extattr.
	AttributesBare bool `json:"attributes_bare"`
	// AttributesTitled: the key value of a web page in extattr holds its title; otherwise it is empty. Page, extattr.
	AttributesTitled bool `json:"attributes_titled"`
	// MemberEmptyRefused: "" for alias, telephone, address, external_position or email answers 40058 in user/update, as
	// the minimum of one character says; otherwise see MemberEmptyClears. Unknown "Does "" clear".
	MemberEmptyRefused bool `json:"member_empty_refused"`
	// EnableIgnoredOnCreate: enable 0 is ignored in user/create; otherwise the member is disabled. Unknown "Effect of
	// enable:0 on user/create".
	EnableIgnoredOnCreate bool `json:"enable_ignored_on_create"`
	// DisabledStatus4: a disabled member that was never activated has status 4 and enable 0; otherwise status 2. Page,
	// read/write asymmetries.
	DisabledStatus4 bool `json:"disabled_status_4"`
	// MainDepartmentLast: without main_department it is the last of department; otherwise the first. Unknown
	// "main_department default".
	MainDepartmentLast bool `json:"main_department_last"`
	// UserIDsLowerCase: answers spell userids in lower case; otherwise as first created. Unknown "userid case on
	// read-back".
	UserIDsLowerCase bool `json:"user_ids_lower_case"`
	// MobileWithCountry: mainland numbers read with +86; otherwise without. Page, read/write asymmetries.
	MobileWithCountry bool `json:"mobile_with_country"`
	// MemberDepartmentsReversed: departments of a member, with order and flags, come in reverse; otherwise as written.
	// Page, read/write asymmetries.
	MemberDepartmentsReversed bool `json:"member_departments_reversed"`
	// EmptyExternalProfileShown: external_profile is there, and empty, when nothing is set; otherwise absent. Page,
	// external_profile.
	EmptyExternalProfileShown bool `json:"empty_external_profile_shown"`
	// AvatarAbsent: avatar is left out of members without one; otherwise "". Page, read/write asymmetries.
	AvatarAbsent bool `json:"avatar_absent"`
	// LeaderFlagsKept: order and leader flags of a department stay when department comes without them; otherwise they
	// are reset. Page, update semantics.
	LeaderFlagsKept bool `json:"leader_flags_kept"`
	// MailboxNotAtomic: a refused user/update has changed biz_mail already; otherwise nothing. Page, update semantics.
	MailboxNotAtomic bool `json:"mailbox_not_atomic"`
	// MemberNoDepartmentPending: department [] puts the member under 其他（待设置部门）, as 0 does; otherwise 40066.
	// auth-errors-limits.md error list, 40066.
	MemberNoDepartmentPending bool `json:"member_no_department_pending"`
	// FetchChildHonoured: fetch_child 1 of user/list and user/simplelist brings the members of the departments below,
	// too, as the pages said until about 2023; otherwise it is ignored. Page, user/simplelist.
	FetchChildHonoured bool `json:"fetch_child_honoured"`
	// LeftMemberUnknown: a member who left answers 60111; otherwise reads with status 5. Page, lifecycle.
	LeftMemberUnknown bool `json:"left_member_unknown"`
}
