// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Readings of JoinWaySwitches beside the general ones.
const (
	// JoinRoomKept shows room_base_name and room_base_id as they were before auto_create_room was switched off.
	JoinRoomKept = "kept"
	// JoinSceneKept takes an update and keeps the scene, JoinSceneRefused answers 40058.
	JoinSceneKept    = "kept"
	JoinSceneRefused = "refused"
	// JoinQRWithScene gives a join way another code with another scene, JoinQREachUpdate with each update.
	JoinQRWithScene  = "scene"
	JoinQREachUpdate = "update"
)

// JoinWaySwitches are the switches of group-join-way.md. Its Unknowns have no numbers; they are counted from the top of
// the table. They are part of Switches. Without a switch: a group whose owner left counts as one outside the visible
// range, and groups are looked at with every call that names them.
type JoinWaySwitches struct {
	// JoinUnknown is the code for an unknown or deleted config_id: "" 41044, "40058". Unknown 1.
	JoinUnknown string `json:"join_unknown" readings:"40058"`
	// JoinForeign is the code for a join way of another app: "" 41044, "40058" or "60011". Unknown 2.
	JoinForeign string `json:"join_foreign" readings:"40058,60011"`
	// JoinNewChatHidden: a group that WeCom made is not in chat_id_list; otherwise it is. Unknown 3.
	JoinNewChatHidden bool `json:"join_new_chat_hidden"`
	// JoinNumberAdvances: room_base_id is the number of the next group; otherwise it stays as sent. Unknown 3.
	JoinNumberAdvances bool `json:"join_number_advances"`
	// JoinRoomOff is the form of room_base_name and room_base_id without auto_create_room: "" absent, EmptyShown,
	// EmptyNull, JoinRoomKept. Unknown 4.
	JoinRoomOff string `json:"join_room_off" readings:"zero,null,kept"`
	// JoinEmptyKeys is the form of an empty remark, state or room_base_name: "" shows "", EmptyAbsent, EmptyNull.
	// Unknown 5.
	JoinEmptyKeys string `json:"join_empty_keys" readings:"absent,null"`
	// JoinQRCode is when qr_code becomes another one: "" never, JoinQRWithScene, JoinQREachUpdate. Unknown 6.
	JoinQRCode string `json:"join_qr_code" readings:"scene,update"`
	// JoinScene is what another scene in update does: "" it is taken over, as it is a parameter of update,
	// JoinSceneKept, JoinSceneRefused. Unknown 7.
	JoinScene string `json:"join_scene" readings:"kept,refused"`
	// JoinOmittedKept: update keeps what is not sent, as a summary of low trust says; otherwise it "overwrites". Page,
	// update_join_way.
	JoinOmittedKept bool `json:"join_omitted_kept"`
	// JoinLongStateCut: a state over 30 characters is cut as a remark is; otherwise 40058. Page, "Limits".
	JoinLongStateCut bool `json:"join_long_state_cut"`
	// JoinButtonNoCode: get has no qr_code of a mini-program button, as older editions say; otherwise it has. Page,
	// get.
	JoinButtonNoCode bool `json:"join_button_no_code"`
	// JoinMarkSourceAbsent: get does not return mark_source; otherwise as stored. Page, get: "only meaningful for 营销获客
	// apps".
	JoinMarkSourceAbsent bool `json:"join_mark_source_absent"`
	// JoinUnknownChat is the code for a group that does not exist: "" 40050, "86003" or "90501". Page, error codes, and
	// group-chat.md Unknown 1.
	JoinUnknownChat string `json:"join_unknown_chat" readings:"86003,90501"`
	// JoinDissolvedChat is the code for a group that was dissolved: "" 49008, "40050" or "90501". Same places.
	JoinDissolvedChat string `json:"join_dissolved_chat" readings:"40050,90501"`
	// JoinForeignChat is the code for a group whose owner has left or is outside the visible range: "" 60011, "84061"
	// or "40050". Page, error codes, and group-chat.md Unknown 6.
	JoinForeignChat string `json:"join_foreign_chat" readings:"84061,40050"`
}

// WelcomeSwitches are the switches of group-welcome-template.md. Its Unknowns have no numbers; they are counted from
// the top of the table. They are part of Switches.
type WelcomeSwitches struct {
	// WelcomeOmittedKept: edit keeps the text, or the other message, that it does not carry; otherwise what is sent
	// takes the place of the whole content. Unknown 1.
	WelcomeOmittedKept bool `json:"welcome_omitted_kept"`
	// WelcomeUnknown is the code for an unknown or deleted template_id: "" 40036, "40037", "40058" or "60203". Unknown 2.
	WelcomeUnknown string `json:"welcome_unknown" readings:"40037,40058,60203"`
	// WelcomeNoBranch is the form of a message that is not there in get: "" absent, EmptyNull, EmptyShown ({}). Unknown 3.
	WelcomeNoBranch string `json:"welcome_no_branch" readings:"null,zero"`
	// WelcomeInUseKept: del of a template that a group uses answers 40058; otherwise it is deleted. Unknown 4.
	WelcomeInUseKept bool `json:"welcome_in_use_kept"`
	// WelcomeMediaLives: a media id that get shows can be sent again, however old; otherwise it is good for nothing.
	// Unknown 5.
	WelcomeMediaLives bool `json:"welcome_media_lives"`
	// WelcomeMediaSame: media ids come back as sent; otherwise as others with each read. Page, "Asymmetries".
	WelcomeMediaSame bool `json:"welcome_media_same"`
	// WelcomeURLSame: an image made of an address of uploadimg comes back under that address; otherwise under another
	// one. Page, "Asymmetries".
	WelcomeURLSame bool `json:"welcome_url_same"`
	// WelcomeShownURLTaken: the address under which get shows an image can be sent as pic_url; otherwise only one of
	// uploadimg. Page, add.
	WelcomeShownURLTaken bool `json:"welcome_shown_url_taken"`
}
