// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of DirectorySwitches.EmptyNameEN.
const (
	// EmptyNameENRefused answers 40058.
	EmptyNameENRefused = ""
	// EmptyNameENIgnored answers success and keeps the value.
	EmptyNameENIgnored = "ignored"
	// EmptyNameENCleared answers success and clears the value.
	EmptyNameENCleared = "cleared"
)

// DirectorySwitches are the switches of department.md and the older ones of member.md; the others of members are
// MemberSwitches. They are part of Switches.
type DirectorySwitches struct {
	// UnknownDepartment60123: an unknown department id answers 60123; otherwise 60003. department.md, Unknown "60003 vs
	// 60123".
	UnknownDepartment60123 bool `json:"unknown_department_60123"`
	// NotVisibleDepartment60003: a department outside the visible range answers as if it did not exist (60003, or 60123
	// by the switch above); otherwise 60011. department.md, "department/get".
	NotVisibleDepartment60003 bool `json:"not_visible_department_60003"`
	// AppWriteRefusal60011: a self-built app that writes the directory gets 60011; otherwise 48002.
	// auth-errors-limits.md §13, member.md "Which of 48002/60011".
	AppWriteRefusal60011 bool `json:"app_write_refusal_60011"`
	// DirectoryConflicts: a directory write that starts while another is under way answers 6000. department.md "6000
	// concurrent contact changes".
	DirectoryConflicts bool `json:"directory_conflicts"`
	// UndeclaredCharset60009: Chinese names in a body that is not declared to be UTF-8 answer 60009, as captured once;
	// otherwise they are taken, as several SDKs send them. auth-errors-limits.md §1 "Request charset".
	UndeclaredCharset60009 bool `json:"undeclared_charset_60009"`
	// LeaderKeyAbsent: department_leader is left out when empty; otherwise []. department.md "captured".
	LeaderKeyAbsent bool `json:"leader_key_absent"`
	// NameENAbsent: name_en is left out when empty; otherwise "". department.md "absent in older samples".
	NameENAbsent bool `json:"name_en_absent"`
	// NameENIgnored: multi-language is off and name_en is accepted but not kept; otherwise it is stored. department.md
	// "name_en is stored but without effect (possibly ignored)".
	NameENIgnored bool `json:"name_en_ignored"`
	// EmptyNameEN is what a name_en of "" does. department.md Unknown "Clearing name_en".
	EmptyNameEN string `json:"empty_name_en" readings:"ignored,cleared"`
	// LargeDepartmentIDs: ids that WeCom picks are above 2^31-1; otherwise the next free integer. department.md "id:
	// 32-bit unsigned", Unknown "Value limit of id".
	LargeDepartmentIDs bool `json:"large_department_ids"`
	// DepartmentNamesIgnoreCase: sibling names that differ in case only are equal; otherwise exact match. department.md
	// Unknown "Is name uniqueness case-sensitive?".
	DepartmentNamesIgnoreCase bool `json:"department_names_ignore_case"`
	// UpdateCreatesDepartments: user/update makes unknown departments as user/create does; otherwise refused. member.md
	// Unknown "Does update with an unknown department id create it".
	UpdateCreatesDepartments bool `json:"update_creates_departments"`
	// MemberEmptyClears: "" clears alias, telephone, address and external_position in user/update; otherwise they keep
	// their value. member.md Unknown "Does "" clear alias".
	MemberEmptyClears bool `json:"member_empty_clears"`
	// ExternalAttrRequired: an external_profile without external_attr answers 40058, as the page marks the key;
	// otherwise the attributes stay. member.md, external_profile.
	ExternalAttrRequired bool `json:"external_attr_required"`
	// MemberZeroRefused: main_department 0 answers 40058 and new_userid "" 301036 in user/create and user/update;
	// otherwise they count as not sent, which is what SDKs that send every key rely on. member.md, tables.
	MemberZeroRefused bool `json:"member_zero_refused"`
	// GenderTextPlain: gender "1" is taken as the page prints it; otherwise with the warning of a wrong type, as a live
	// answer of 2022-11 had. member.md, gender.
	GenderTextPlain bool `json:"gender_text_plain"`
	// BatchDelete60111: batchdelete of an unknown member answers 60111; otherwise 40031. member.md Unknown.
	BatchDelete60111 bool `json:"batch_delete_60111"`
}
