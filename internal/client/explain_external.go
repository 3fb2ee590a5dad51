// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"strings"
)

const (
	pagePriority = "高级功能 → 获客助手"
	wrongMedia   = "Upload the file again with media/upload and apply within 3 days."
)

// explainMedia covers uploads (doc 90253, 90254, 90256, 95098) and media ids in
// the closing message of a contact way.
var explainMedia = map[int]Explanation{
	40004:  {"The kind of the file is not valid.", "Upload an image, voice, video or file.", ""},
	40005:  {"The type of the file is not valid.", "Give JPG or PNG images, AMR voice, MP4 video.", ""},
	40006:  {"The size of the file is not valid.", "Files have more than 5 bytes and at most 10 MB (voice 2 MB, files 20 MB).", ""},
	40007:  {"The media id is unknown, older than 3 days, or was uploaded for another use.", wrongMedia, ""},
	40009:  {"The size of the image is not valid.", "Give an image of more than 5 bytes and at most 10 MB.", ""},
	40011:  {"The size of the video is not valid.", "Give a video of more than 5 bytes and at most 10 MB.", ""},
	40123:  {"The image is damaged, or its size differs from the one declared.", "Check that the file opens as JPG or PNG.", ""},
	40145:  {"The media id has expired.", wrongMedia, ""},
	40146:  {"A part of an encrypted file was asked for at the wrong place.", reportBug, ""},
	41006:  {"The media id is missing.", "Give the media id of an uploaded file.", ""},
	41080:  {"The attachment's size is not acceptable.", "Give a file of more than 5 bytes and at most 10 MB.", ""},
	41081:  {"The attachment's resolution is too high.", "Use at most 10800 pixels on the long side and 1080 on the short one.", ""},
	41082:  {"The attachment's video is too long.", "Use a video of at most 30 seconds.", ""},
	41090:  {"The attachment is not a valid MP4 video.", "Convert the video to MP4.", ""},
	44001:  {"The uploaded file is empty.", "Give a file of more than 5 bytes.", ""},
	45001:  {"The file is too large.", "Images and videos have at most 10 MB, voice 2 MB, files 20 MB.", ""},
	45007:  {"The voice message is too long.", "Use at most 60 seconds.", ""},
	301016: {"The voice message is not acceptable.", "Use AMR of at most 60 seconds.", ""},
	301017: {"The voice message is not AMR.", "Convert the recording to AMR.", ""},
	301019: {"The file differs from its MD5 sum.", "Upload the file again.", ""},
	830001: {"WeCom cannot use the URL of the file.", "Give a URL that serves ranges.", ""},
	830002: {"The file is too large to be read at once.", reportBug, ""},
	830003: {"WeCom could not download the file.", "Check that the URL can be reached from the internet.", ""},
}

func isContactWayPath(p string) bool { return strings.HasSuffix(p, "contact_way") }
func isLinkPath(p string) bool       { return strings.Contains(p, "/customer_acquisition") }
func isRulePath(p string) bool       { return strings.Contains(p, "intercept_rule") }

// explainExternal holds what a code means for contact ways, acquisition links
// and intercept rules only.
func explainExternal(e *APIError) (Explanation, bool) {
	var noun, page string
	switch {
	case isContactWayPath(e.Path):
		noun = "contact way (联系我)"
	case isLinkPath(e.Path):
		noun, page = "acquisition link (获客链接)", pageLinks
	case isRulePath(e.Path):
		noun, page = "intercept rule (敏感词规则)", pageIntercept
	default:
		return Explanation{}, false
	}
	switch {
	case errors.Is(e.kind, ErrNotOwned):
		return Explanation{
			fmt.Sprintf("The %s was made by another app or in the console, and only its maker may change it.", noun),
			"Use the secret of the app that made it, or remove it from the state and make one of your own.", pageApp,
		}, true
	case errors.Is(e.kind, ErrNotFound):
		x := Explanation{fmt.Sprintf("There is no %s of this id; it may have been deleted.", noun), "Remove it from the state, or correct the id.", page}
		if isLinkPath(e.Path) {
			x.Meaning = "This app has no acquisition link (获客链接) of this id: it was deleted, or another app made it, which WeCom does not tell apart."
			x.NextStep = "If another app made it, use that app's secret; otherwise remove it from the state."
		}
		return x, true
	}
	switch e.Code {
	case 48002:
		if isLinkPath(e.Path) {
			x := explainForbidden(e)
			x.Meaning = fmt.Sprintf("The credential %s may not call acquisition link (获客助手) APIs; they refuse the secrets of the system apps 客户联系 and 通讯录同步 and need secret, of a self-built app.", credentialName(e))
			return x, true
		}
	case 41200:
		if isLinkPath(e.Path) {
			return Explanation{
				"WeCom lets only certain business categories choose which member is preferred (priority).",
				"Leave priority out, or check whether 客户与成员关系绑定 is offered to the corp's category.", pagePriority,
			}, true
		}
	case 40003, 40031, 60111:
		return Explanation{
			fmt.Sprintf("A member named in the %s does not exist, has left or was renamed, or is outside the app's visible range; nothing was changed.", noun),
			"Remove the member from user_ids, or widen the app's visible range (可见范围). " + anyMember, pageVisible,
		}, true
	case 40066, 60123, 60003:
		return Explanation{
			fmt.Sprintf("A department named in the %s does not exist; nothing was changed.", noun),
			"Remove it from department_ids.", pageTree,
		}, true
	case 60011:
		x := explainNoPrivilege(e)
		if isRulePath(e.Path) {
			x.Meaning = "A member or department of this request, also one to be removed, is outside the app's visible range, or another app or the console made the rule."
		}
		return x, true
	case 40058, 40063, 40035:
		return explainInvalid(e, noun), true
	case 41054, 40098, 84074:
		x := explanations[e.Code]
		x.Meaning = strings.TrimSuffix(x.Meaning, ".") + "; WeCom then refuses the whole call, also when nothing but another field changes."
		return x, true
	}
	return Explanation{}, false
}

// explainInvalid names the limits of a noun: the code alone does not say which
// value is wrong.
func explainInvalid(e *APIError, noun string) Explanation {
	x := Explanation{Meaning: fmt.Sprintf("A value of the %s is empty, too long, too many, or of the wrong kind.", noun)}
	switch {
	case isContactWayPath(e.Path):
		x.NextStep = "Check the limits: remark and state 30 characters, 100 members with departments expanded, closing message text 4000 bytes."
	case isLinkPath(e.Path):
		x.NextStep = "Check the limits: name 30 characters, 500 members with departments expanded, 1 to 1000 priority users."
	default:
		x.NextStep = "Check the limits: name 1 to 20 characters, 300 words of 1 to 32 characters, and a range that never loses its last member or department."
	}
	return x
}
