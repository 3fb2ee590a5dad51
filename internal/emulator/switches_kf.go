// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of KfSwitches.KfAvatar.
const (
	// KfAvatarOfContent: the same picture has the same address, however often it is uploaded.
	KfAvatarOfContent = "of_content"
	// KfAvatarSigned: the query of the address is another one with each read.
	KfAvatarSigned = "signed"
	// KfAvatarVolatile: the address is another one with each read.
	KfAvatarVolatile = "volatile"
	// KfAvatarHidden: there is none.
	KfAvatarHidden = "hidden"
	// KfAvatarFixed: the address stays when the picture is another one.
	KfAvatarFixed = "fixed"
)

// KfSwitches are the switches of kf.md. Its Unknowns have no numbers; they are counted from the top of the table; for
// Unknown 5, the order of lists, see Shuffle. Codes that the page leaves open: 95017 for a create of an app to which no
// account is handed, 40058 for an unknown group_id or intent_id and beyond the limits of the knowledge base. They are
// part of Switches.
type KfSwitches struct {
	// KfAvatar is the address of a picture: "" another one for each upload, KfAvatarOfContent, KfAvatarSigned,
	// KfAvatarVolatile, KfAvatarHidden, KfAvatarFixed. Page, "Read/write asymmetries".
	KfAvatar string `json:"kf_avatar" readings:"of_content,signed,volatile,hidden,fixed"`
	// KfManageAbsent: manage_privilege is absent, as for apps of components; otherwise it is shown. Page, account/list.
	KfManageAbsent bool `json:"kf_manage_absent"`
	// KfLinkSame: the same scene twice gives the same link; otherwise another one. Unknown 3.
	KfLinkSame bool `json:"kf_link_same"`
	// KfListByGET: account/list answers to GET as before 2022, too; otherwise 40058. Unknown 6.
	KfListByGET bool `json:"kf_list_by_get"`
	// KfEmptyRefused: name "" and media_id "" of account/update answer 95006 and 41006; otherwise they count as left
	// out, which is what SDKs rely on. Page, account/update.
	KfEmptyRefused bool `json:"kf_empty_refused"`
	// KfAvatarOptional: account/add works without media_id; otherwise 41006. Unknown 7.
	KfAvatarOptional bool `json:"kf_avatar_optional"`
	// KfLastDeletable: the last account can be deleted; otherwise 95005. Page, account/del.
	KfLastDeletable bool `json:"kf_last_deletable"`
	// KfStopTypeShown: servicer/list shows stop_type beside status 1; otherwise never, as in the sample. Page,
	// servicer/list.
	KfStopTypeShown bool `json:"kf_stop_type_shown"`
	// KfServicersExpanded: members of departments have rows of their own; otherwise they have none, as in the sample.
	// Page, servicer/list.
	KfServicersExpanded bool `json:"kf_servicers_expanded"`
	// KfDepartedShown: members and departments that are gone are shown still; otherwise they drop out. Page, "Lifecycle
	// quirks".
	KfDepartedShown bool `json:"kf_departed_shown"`
}

// KfKnowledgeSwitches are those of the knowledge base. They are part of Switches.
type KfKnowledgeSwitches struct {
	// KfGroupNeedsEmpty: a group that has questions cannot be deleted (40058, assumed); otherwise they are deleted with
	// it. Unknown 1.
	KfGroupNeedsEmpty bool `json:"kf_group_needs_empty"`
	// KfSimilarKept: similar_questions without items keeps those there are; otherwise it clears them. Unknown 2.
	KfSimilarKept bool `json:"kf_similar_kept"`
	// KfTaken40071: a group name or question that is taken answers 40071; otherwise 40058. Unknown 4.
	KfTaken40071 bool `json:"kf_taken_40071"`
	// KfIntentNested: similar_questions and answers stand in question, as in the sample; otherwise beside it, as in the
	// table. Page, list_intent.
	KfIntentNested bool `json:"kf_intent_nested"`
	// KfUnknownRefused: a list filtered by an id that does not exist answers 40058; otherwise it is empty. The page is
	// silent.
	KfUnknownRefused bool `json:"kf_unknown_refused"`
	// KfEmptyAbsent: empty similar_questions and attachments are left out; otherwise []. The page is silent.
	KfEmptyAbsent bool `json:"kf_empty_absent"`
	// KfCursorAbsent: the last page has no next_cursor; otherwise "". The page is silent.
	KfCursorAbsent bool `json:"kf_cursor_absent"`
}
