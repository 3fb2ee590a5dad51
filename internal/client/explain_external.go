// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"strings"
)

const (
	pagePriority = "高级功能 → 获客助手"
	wrongMedia   = "Upload the file again with media/upload and apply within 3 days."
)

// explainMedia covers uploads (doc 90253, 90254, 90256, 95098) and media ids in the closing message of a contact way.
var explainMedia = map[int]told{
	40004:  {"The kind of the file is not valid.", "Upload an image, voice, video or file.", "", mediaCall},
	40005:  {"The type of the file is not valid.", "Give JPG or PNG images, AMR voice, MP4 video.", "", mediaCall},
	40006:  {"The size of the file is not valid.", "Files have more than 5 bytes and at most 10 MB (voice 2 MB, files 20 MB).", "", mediaCall},
	40007:  {"The media id is unknown, older than 3 days, or was uploaded for another use.", wrongMedia, "", "Media ids live 3 days, and one of an image does not serve as another kind of file."},
	40009:  {"The size of the image is not valid.", "Give an image of more than 5 bytes and at most 10 MB.", "", mediaCall},
	40011:  {"The size of the video is not valid.", "Give a video of more than 5 bytes and at most 10 MB.", "", mediaCall},
	40123:  {"The image is damaged, or its size differs from the one declared.", "Check that the file opens as JPG or PNG.", "", mediaCall},
	40145:  {"The media id has expired.", wrongMedia, "", "Media ids live 3 days."},
	40146:  {"A part of an encrypted file was asked for at the wrong place.", reportBug, "", mediaCall},
	41006:  {"The media id is missing.", "Give the media id of an uploaded file.", "", mediaCall},
	41080:  {"The attachment's size is not acceptable.", "Give a file of more than 5 bytes and at most 10 MB.", "", mediaCall},
	41081:  {"The attachment's resolution is too high.", "Use at most 10800 pixels on the long side and 1080 on the short one.", "", mediaCall},
	41082:  {"The attachment's video is too long.", "Use a video of at most 30 seconds.", "", mediaCall},
	41090:  {"The attachment is not a valid MP4 video.", "Convert the video to MP4.", "", mediaCall},
	44001:  {"The uploaded file is empty.", "Give a file of more than 5 bytes.", "", mediaCall},
	45001:  {"The file is too large.", "Images and videos have at most 10 MB, voice 2 MB, files 20 MB.", "", mediaCall},
	45007:  {"The voice message is too long.", "Use at most 60 seconds.", "", mediaCall},
	301016: {"The voice message is not acceptable.", "Use AMR of at most 60 seconds.", "", mediaCall},
	301017: {"The voice message is not AMR.", "Convert the recording to AMR.", "", mediaCall},
	301019: {"The file differs from its MD5 sum.", "Upload the file again.", "", mediaCall},
	830001: {"WeCom cannot use the URL of the file.", "Give a URL that serves ranges.", "", mediaCall},
	830002: {"The file is too large to be read at once.", reportBug, "", mediaCall},
	830003: {"WeCom could not download the file.", "Check that the URL can be reached from the internet.", "", mediaCall},
}

func isContactWayPath(p string) bool { return strings.HasSuffix(p, "contact_way") }
func isLinkPath(p string) bool       { return strings.Contains(p, "/customer_acquisition") }
func isRulePath(p string) bool       { return strings.Contains(p, "intercept_rule") }

// object is a kind of objects that name members, with what codes mean for it.
type object struct {
	noun   string
	page   string // console page, "" when it is not shown in the console
	has    func(path string) bool
	create string // endpoint that takes members
	limits string
	// foreign and gone are the codes that these two are met with.
	foreign, gone []int
	missing       Explanation
	own           []special // of this kind only
}

var contactWays = object{
	noun: "contact way (联系我)", has: isContactWayPath, create: contactWayAdd.Path,
	limits:  "remark and state 30 characters, 100 members with departments expanded, closing message text 4000 bytes.",
	foreign: []int{41044},
}

var acquisitionLinks = object{
	noun: "acquisition link (获客链接)", page: pageLinks, has: isLinkPath, create: linkCreate.Path,
	limits:  "name 30 characters, 500 members with departments expanded, 1 to 1000 priority users.",
	foreign: []int{41098}, gone: []int{40058, 48002, 60011},
	missing: Explanation{
		Meaning:  "This app has no acquisition link (获客链接) of this id: it was deleted, or another app made it, which WeCom does not tell apart.",
		NextStep: "If another app made it, use that app's secret; otherwise remove it from the state.",
	},
	own: []special{
		{
			codes: []int{48002}, when: "the call is about acquisition links (获客助手)",
			say: Explanation{
				"The credential {credential} may not call acquisition link (获客助手) APIs; they refuse the secrets of the system apps 客户联系 and 通讯录同步 " +
					"and need secret, of a self-built app.",
				"Set secret (WECOM_SECRET) to the secret of a self-built app and add that app to 可调用接口的应用.", pageCallable,
			},
			like: APIError{Path: linkCreate.Path, Credential: string(CredentialApp)},
		},
		{
			codes: []int{41200}, when: "the call is about an acquisition link (获客链接)",
			say: Explanation{
				"WeCom lets only certain business categories choose which member is preferred (priority).",
				"Leave priority out, or check whether 客户与成员关系绑定 is offered to the corp's category.", pagePriority,
			},
			like: APIError{Path: linkUpdate.Path, Credential: string(CredentialApp)},
		},
	},
}

var interceptRules = object{
	noun: "intercept rule (敏感词规则)", page: pageIntercept, has: isRulePath, create: ruleAdd.Path,
	limits:  "name 1 to 20 characters, 300 words of 1 to 32 characters, and a range that never loses its last member or department.",
	foreign: []int{41070, 41071, 48002, 60011}, gone: []int{41070, 41071, 48002, 60011},
	missing: Explanation{
		Meaning:  "There is no intercept rule (敏感词规则) of this id; it may have been deleted.",
		NextStep: "Remove it from the state, or correct the id.",
	},
	own: []special{{
		codes: []int{60011}, when: "the call is about an intercept rule (敏感词规则)",
		say: Explanation{
			"A member or department of this request, also one to be removed, is outside the app's visible range, or another app or the console made the rule.",
			"Widen the app's visible range (可见范围) to every member and department named; WeCom does not say which one it is.", pageVisible,
		},
		like: APIError{Path: ruleUpdate.Path, Credential: string(CredentialApp)},
	}},
}

// specials is what codes mean for objects of this kind.
func (o object) specials() []special {
	about := "the call is about " + article(o.noun)
	all := []special{
		{
			codes: o.foreign, any: true, when: "another app, or the console, made the " + o.noun,
			fits: func(e *APIError) bool { return errors.Is(e, ErrNotOwned) },
			say: Explanation{
				"The " + o.noun + " was made by another app or in the console, and only its maker may change it.",
				"Use the secret of the app that made it, or remove it from the state and make one of your own.", pageApp,
			},
			like: *(&APIError{}).WithMeaning(ErrNotOwned),
		},
		{
			codes: o.gone, any: true, when: "this app has no " + o.noun + " of that id",
			fits: func(e *APIError) bool { return errors.Is(e, ErrNotFound) },
			say:  Explanation{o.missing.Meaning, o.missing.NextStep, o.page},
			like: *(&APIError{}).WithMeaning(ErrNotFound),
		},
	}
	if len(o.gone) == 0 {
		all = all[:1]
	}
	all = append(all, o.own...)
	all = append(all,
		special{
			codes: []int{40003, 40031, 60111}, when: about,
			say: Explanation{
				"A member named in the " + o.noun + " does not exist, has left or was renamed, or is outside the app's visible range; nothing was changed.",
				"Remove the member from user_ids, or widen the app's visible range (可见范围). " + anyMember, pageVisible,
			},
		},
		special{
			codes: []int{40066, 60123, 60003}, when: about,
			say: Explanation{
				"A department named in the " + o.noun + " does not exist; nothing was changed.",
				"Remove it from department_ids.", pageTree,
			},
		},
		special{
			codes: invalidCodes, when: about,
			say: Explanation{
				Meaning:  "A value of the " + o.noun + " is empty, too long, too many, or of the wrong kind.",
				NextStep: "Check the limits: " + o.limits,
			},
		},
		special{
			codes: []int{41054, 40098, 84074}, when: about,
			adds: "; WeCom then refuses the whole call, also when nothing but another field changes.",
		},
	)
	for i := range all {
		s := &all[i]
		within := s.fits
		s.fits = func(e *APIError) bool { return o.has(e.Path) && (within == nil || within(e)) }
		if s.like.Path == "" {
			s.like.Path, s.like.Credential = o.create, string(CredentialApp)
		}
	}
	return all
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
