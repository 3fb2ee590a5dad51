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
	// DeletedGroupUnmarked answers a row without the key deleted and with the group's (deleted) tags.
	DeletedGroupUnmarked = "row_unmarked"
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

// Switches choose between the readings of what the API pages call unknown. The zero value is the safest assumption that
// the pages name. The number after each "Unknown" is its place on its page.
type Switches struct {
	// UnknownDepartment60123: an unknown department id answers 60123; otherwise 60003. department.md, Unknown "60003 vs
	// 60123".
	UnknownDepartment60123 bool `json:"unknown_department_60123" family:"directory"`
	// NotVisibleDepartment60003: a department outside the visible range answers as if it did not exist (60003, or 60123
	// by the switch above); otherwise 60011. department.md, "department/get".
	NotVisibleDepartment60003 bool `json:"not_visible_department_60003" family:"directory"`
	// AppWriteRefusal60011: a self-built app that writes the directory gets 60011; otherwise 48002.
	// auth-errors-limits.md §13, member.md "Which of 48002/60011".
	AppWriteRefusal60011 bool `json:"app_write_refusal_60011" family:"directory"`
	EngineSwitches

	// MissingNameAsEmpty: a required name that is missing answers as an empty one does, 40058 (60001 for departments);
	// otherwise 40063. auth-errors-limits.md error list: 40063 "required parameter empty", 40058 "required value
	// empty".
	MissingNameAsEmpty bool `json:"missing_name_as_empty" family:"all"`
	// DirectoryConflicts: a directory write that starts while another is under way answers 6000. department.md "6000
	// concurrent contact changes".
	DirectoryConflicts bool `json:"directory_conflicts" family:"directory"`

	// UndeclaredCharset60009: Chinese names in a body that is not declared to be UTF-8 answer 60009, as captured once;
	// otherwise they are taken, as several SDKs send them. auth-errors-limits.md §1 "Request charset".
	UndeclaredCharset60009 bool `json:"undeclared_charset_60009" family:"directory"`
	// LeaderKeyAbsent: department_leader is left out when empty; otherwise []. department.md "captured".
	LeaderKeyAbsent bool `json:"leader_key_absent" family:"directory"`
	// NameENAbsent: name_en is left out when empty; otherwise "". department.md "absent in older samples".
	NameENAbsent bool `json:"name_en_absent" family:"directory"`
	// NameENIgnored: multi-language is off and name_en is accepted but not kept; otherwise it is stored. department.md
	// "name_en is stored but without effect (possibly ignored)".
	NameENIgnored bool `json:"name_en_ignored" family:"directory"`
	// EmptyNameEN is what a name_en of "" does. department.md Unknown "Clearing name_en".
	EmptyNameEN string `json:"empty_name_en" readings:"ignored,cleared" family:"directory"`
	// LargeDepartmentIDs: ids that WeCom picks are above 2^31-1; otherwise the next free integer. department.md "id:
	// 32-bit unsigned", Unknown "Value limit of id".
	LargeDepartmentIDs bool `json:"large_department_ids" family:"directory"`
	// DepartmentNamesIgnoreCase: sibling names that differ in case only are equal; otherwise exact match. department.md
	// Unknown "Is name uniqueness case-sensitive?".
	DepartmentNamesIgnoreCase bool `json:"department_names_ignore_case" family:"directory"`

	// UpdateCreatesDepartments: user/update makes unknown departments as user/create does; otherwise refused. member.md
	// Unknown "Does update with an unknown department id create it".
	UpdateCreatesDepartments bool `json:"update_creates_departments" family:"directory"`
	// MemberEmptyClears: "" clears alias, telephone, address and external_position in user/update; otherwise they keep
	// their value. member.md Unknown "Does "" clear alias".
	MemberEmptyClears bool `json:"member_empty_clears" family:"directory"`
	// ExternalAttrRequired: an external_profile without external_attr answers 40058, as the page marks the key;
	// otherwise the attributes stay. member.md, external_profile.
	ExternalAttrRequired bool `json:"external_attr_required" family:"directory"`
	// MemberZeroRefused: main_department 0 answers 40058 and new_userid "" 301036 in user/create and user/update;
	// otherwise they count as not sent, which is what SDKs that send every key rely on. member.md, tables.
	MemberZeroRefused bool `json:"member_zero_refused" family:"directory"`
	// GenderTextPlain: gender "1" is taken as the page prints it; otherwise with the warning of a wrong type, as a live
	// answer of 2022-11 had. member.md, gender.
	GenderTextPlain bool `json:"gender_text_plain" family:"directory"`
	// BatchDelete60111: batchdelete of an unknown member answers 60111; otherwise 40031. member.md Unknown.
	BatchDelete60111 bool `json:"batch_delete_60111" family:"directory"`

	MemberSwitches `family:"directory"`

	// ForeignTag40068: editing or deleting a tag made by somebody else answers 40068; otherwise 81011. corp-tag.md "For
	// a foreign tag both 81011 and 40068 are reported".
	ForeignTag40068 bool `json:"foreign_tag_40068" family:"customer_tag"`
	// TagFilterAll: a tag_id filter returns the whole groups; otherwise only the matching tags. corp-tag.md Unknown 1.
	TagFilterAll bool `json:"tag_filter_all" family:"customer_tag"`
	// DeletedGroup is the answer for a deleted group on a group_id filter. corp-tag.md Unknown 2.
	DeletedGroup string `json:"deleted_group" readings:"40068,row_without_tags,row_unmarked" family:"customer_tag"`
	// GroupDeletedShown: the group's own key deleted comes with a group_id filter as well; otherwise only with a tag_id
	// filter, as the page says, and of a group that is deleted. corp-tag.md objects.
	GroupDeletedShown bool `json:"group_deleted_shown" family:"customer_tag"`
	// TagListPostOnly: get_corp_tag_list by GET answers 40058; otherwise it works, as live in 2021. corp-tag.md, get.
	TagListPostOnly bool `json:"tag_list_post_only" family:"customer_tag"`
	// AddPartial: a 40071 in add_corp_tag still creates the names that were free; otherwise nothing. corp-tag.md
	// Unknown 3.
	AddPartial bool `json:"add_partial" family:"customer_tag"`
	// GroupOrderApplied: order given with an existing group_name is applied; otherwise ignored. corp-tag.md Unknown 4.
	GroupOrderApplied bool `json:"group_order_applied" family:"customer_tag"`
	// ForeignGroupRefused: adding tags to a group made by somebody else answers 81011; otherwise they are added and
	// owned by the caller. corp-tag.md Unknown 5.
	ForeignGroupRefused bool `json:"foreign_group_refused" family:"customer_tag"`
	// ForeignTagsDeleted: deleting an own group deletes the tags others put into it; otherwise 81011. corp-tag.md
	// Unknown 11.
	ForeignTagsDeleted bool `json:"foreign_tags_deleted" family:"customer_tag"`
	// TagOrderAbsent: order is left out of tags and groups when 0; otherwise 0. corp-tag.md objects.
	TagOrderAbsent bool `json:"tag_order_absent" family:"customer_tag"`
	// DeletedFalseShown: an unfiltered list carries deleted:false; otherwise the key is absent. corp-tag.md objects.
	DeletedFalseShown bool `json:"deleted_false_shown" family:"customer_tag"`
	// SpuriousAdd40068: the next add_corp_tag without group_id answers 40068 although nothing is wrong; the switch
	// turns itself off then. corp-tag.md "Sporadic 40068".
	SpuriousAdd40068 bool `json:"spurious_add_40068" family:"customer_tag"`
	// TagNamesIgnoreCase: names of tags and groups that differ in case only are equal; otherwise exact match.
	// corp-tag.md Unknown 8.
	TagNamesIgnoreCase bool `json:"tag_names_ignore_case" family:"customer_tag"`

	MemberGateSwitches  `family:"external"`
	ContactWaySwitches  `family:"contact_way"`
	AcquisitionSwitches `family:"acquisition_link"`
	InterceptSwitches   `family:"intercept_rule"`
	ProductSwitches     `family:"product_album"`
	RuleGroupSwitches   `family:"rule_group"`
	JoinWaySwitches     `family:"group_join_way"`
	KfSwitches          `family:"kf"`
	KfKnowledgeSwitches `family:"kf_knowledge"`
	ContactTagSwitches  `family:"contact_tag"`
	AgentSwitches       `family:"agent"`
	MenuSwitches        `family:"menu"`
	WorkbenchSwitches   `family:"workbench"`
	AppChatSwitches     `family:"appchat"`
	WelcomeSwitches     `family:"group_welcome_template"`
	RuleTagSwitches     `family:"rule_group_tag"`
	ContactRuleSwitches `family:"contact_rule"`
	RoomSwitches        `family:"meeting_room"`
	MailSwitches        `family:"mail"`
	CalendarSwitches    `family:"calendar"`
}
