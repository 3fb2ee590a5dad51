// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of Switches.DeletedGroup.
const (
	// DeletedGroupRow answers a row with deleted:true and the group's (deleted) tags.
	DeletedGroupRow = ""
	// DeletedGroup40068 answers errcode 40068.
	DeletedGroup40068 = "40068"
	// DeletedGroupBare answers a row with deleted:true and no tags.
	DeletedGroupBare = "row_without_tags"
)

// Readings of Switches.EmptyNameEN.
const (
	// EmptyNameENRefused answers 40058.
	EmptyNameENRefused = ""
	// EmptyNameENIgnored answers success and keeps the value.
	EmptyNameENIgnored = "ignored"
	// EmptyNameENCleared answers success and clears the value.
	EmptyNameENCleared = "cleared"
)

// Switches choose between the readings of what the API pages call unknown. The zero value is the safest
// assumption that the pages name. The number after each "Unknown" is its place on its page.
type Switches struct {
	// UnknownDepartment60123: an unknown department id answers 60123; otherwise 60003.
	// department.md, Unknown "60003 vs 60123".
	UnknownDepartment60123 bool `json:"unknown_department_60123"`
	// NotVisibleDepartment60003: a department outside the visible range answers as if it did not exist
	// (60003, or 60123 by the switch above); otherwise 60011. department.md, "department/get".
	NotVisibleDepartment60003 bool `json:"not_visible_department_60003"`
	// AppWriteRefusal60011: a self-built app that writes the directory gets 60011; otherwise 48002.
	// auth-errors-limits.md §13, member.md "Which of 48002/60011".
	AppWriteRefusal60011 bool `json:"app_write_refusal_60011"`
	// PermissionBeforeIP: 48002 and 48009 are checked before the trusted IP; otherwise after.
	// auth-errors-limits.md §13 "Order of permission versus trusted-IP check".
	PermissionBeforeIP bool `json:"permission_before_ip"`
	// ConstantExpiresIn: gettoken always answers expires_in 7200; otherwise the remaining seconds.
	// auth-errors-limits.md §13 "Does expires_in count down".
	ConstantExpiresIn bool `json:"constant_expires_in"`
	// ExpiredToken40014: an expired token answers 40014; otherwise 42001. auth-errors-limits.md §4.3.
	ExpiredToken40014 bool `json:"expired_token_40014"`
	// TokensSurviveReset: tokens live on when the secret is reset; otherwise they die at once (40014).
	// auth-errors-limits.md §13 "Does resetting a secret kill existing tokens".
	TokensSurviveReset bool `json:"tokens_survive_reset"`
	// NoErrorTail: errmsg carries the bare text; otherwise hint, from ip and link. auth-errors-limits.md §4.2.
	NoErrorTail bool `json:"no_error_tail"`
	// OldHints: hints have the form from before 2021-12; otherwise the new one. auth-errors-limits.md §4.2.
	OldHints bool `json:"old_hints"`
	// EmptyListsAbsent: a list that a successful answer would hold is left out when it is empty; otherwise [].
	// external-contact-prerequisites.md "Empty lists are left out in the sample" (check_follow_user); no page says it
	// of the others.
	EmptyListsAbsent bool `json:"empty_lists_absent"`
	// Shuffle: lists come in an order drawn from this seed, another one each time; 0 sorts by id.
	// department.md "Order of arrays", corp-tag.md "Array order: not specified".
	Shuffle int64 `json:"shuffle"`
	// ReadLag: after a write in a family of paths the next ReadLag reads of it with the same path, query and body
	// still show the corp before that write.
	// auth-errors-limits.md §13, corp-tag.md Unknown 9 "Read-after-write delay".
	ReadLag int `json:"read_lag"`
	// DirectoryConflicts: a directory write that starts while another is under way answers 6000.
	// department.md "6000 concurrent contact changes".
	DirectoryConflicts bool `json:"directory_conflicts"`

	// LeaderKeyAbsent: department_leader is left out when empty; otherwise []. department.md "captured".
	LeaderKeyAbsent bool `json:"leader_key_absent"`
	// NameENAbsent: name_en is left out when empty; otherwise "". department.md "absent in older samples".
	NameENAbsent bool `json:"name_en_absent"`
	// NameENIgnored: multi-language is off and name_en is accepted but not kept; otherwise it is stored.
	// department.md "name_en is stored but without effect (possibly ignored)".
	NameENIgnored bool `json:"name_en_ignored"`
	// EmptyNameEN is what a name_en of "" does. department.md Unknown "Clearing name_en".
	EmptyNameEN string `json:"empty_name_en"`
	// LargeDepartmentIDs: ids that WeCom picks are above 2^31-1; otherwise the next free integer.
	// department.md "id: 32-bit unsigned", Unknown "Value limit of id".
	LargeDepartmentIDs bool `json:"large_department_ids"`
	// DepartmentNamesIgnoreCase: sibling names that differ in case only are equal; otherwise exact match.
	// department.md Unknown "Is name uniqueness case-sensitive?".
	DepartmentNamesIgnoreCase bool `json:"department_names_ignore_case"`

	// UpdateCreatesDepartments: user/update makes unknown departments as user/create does; otherwise refused.
	// member.md Unknown "Does update with an unknown department id create it".
	UpdateCreatesDepartments bool `json:"update_creates_departments"`
	// MemberEmptyClears: "" clears alias, telephone, address and external_position in user/update; otherwise
	// they keep their value. member.md Unknown "Does "" clear alias".
	MemberEmptyClears bool `json:"member_empty_clears"`
	// BatchDelete60111: batchdelete of an unknown member answers 60111; otherwise 40031. member.md Unknown.
	BatchDelete60111 bool `json:"batch_delete_60111"`

	// ForeignTag40068: editing or deleting a tag made by somebody else answers 40068; otherwise 81011.
	// corp-tag.md "For a foreign tag both 81011 and 40068 are reported".
	ForeignTag40068 bool `json:"foreign_tag_40068"`
	// TagFilterAll: a tag_id filter returns the whole groups; otherwise only the matching tags.
	// corp-tag.md Unknown 1.
	TagFilterAll bool `json:"tag_filter_all"`
	// DeletedGroup is the answer for a deleted group on a group_id filter. corp-tag.md Unknown 2.
	DeletedGroup string `json:"deleted_group"`
	// AddPartial: a 40071 in add_corp_tag still creates the names that were free; otherwise nothing.
	// corp-tag.md Unknown 3.
	AddPartial bool `json:"add_partial"`
	// GroupOrderApplied: order given with an existing group_name is applied; otherwise ignored.
	// corp-tag.md Unknown 4.
	GroupOrderApplied bool `json:"group_order_applied"`
	// ForeignGroupRefused: adding tags to a group made by somebody else answers 81011; otherwise they are
	// added and owned by the caller. corp-tag.md Unknown 5.
	ForeignGroupRefused bool `json:"foreign_group_refused"`
	// ForeignTagsDeleted: deleting an own group deletes the tags others put into it; otherwise 81011.
	// corp-tag.md Unknown 11.
	ForeignTagsDeleted bool `json:"foreign_tags_deleted"`
	// TagOrderAbsent: order is left out of tags and groups when 0; otherwise 0. corp-tag.md objects.
	TagOrderAbsent bool `json:"tag_order_absent"`
	// DeletedFalseShown: an unfiltered list carries deleted:false; otherwise the key is absent.
	// corp-tag.md objects.
	DeletedFalseShown bool `json:"deleted_false_shown"`
	// SpuriousAdd40068: the next add_corp_tag without group_id answers 40068 although nothing is wrong; the
	// switch turns itself off then. corp-tag.md "Sporadic 40068".
	SpuriousAdd40068 bool `json:"spurious_add_40068"`
	// TagNamesIgnoreCase: names of tags and groups that differ in case only are equal; otherwise exact match.
	// corp-tag.md Unknown 8.
	TagNamesIgnoreCase bool `json:"tag_names_ignore_case"`

	MemberGateSwitches
	ContactWaySwitches
	AcquisitionSwitches
	InterceptSwitches
}

// SetSwitches lets edit change the switches; they hold from the next call on.
func (s *Server) SetSwitches(edit func(*Switches)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	edit(&s.switches)
}

// Switches returns the switches in force.
func (s *Server) Switches() Switches {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.switches
}
