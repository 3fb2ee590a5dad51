// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

const (
	pageMembers    = "通讯录"
	pageAttributes = "我的企业 → 通讯录管理 → 成员资料显示"
	pageExternal   = "我的企业 → 对外信息显示"
	pageOwner      = "我的企业 → 权限管理"
	fromElsewhere  = "A value that came from elsewhere: the plan refuses it where it knows it."
)

// memberTold is what the errcodes of members mean (doc 90313).
var memberTold = map[int]told{
	40032:  {"Too many userids in one call.", reportBug, "", ourMistake},
	41009:  {"The userid is missing.", reportBug, "", ourMistake},
	41036:  {"The short name of the corp is not one of the approved ones.", "Set external_profile.corp_short_name to a 企业简称 that WeCom has approved, or leave it out.", pageCorp, "`corp_short_name` is misspelt, or WeCom has not approved it."},
	41066:  {"The channel name (视频号) is not one that is bound to the corp.", "Set external_profile.channel_nickname to the name of a bound channel.", pageExternal, "The channel is not bound to the corp, or its name is misspelt."},
	45024:  {"The corp has as many members as it may have, or made as many this month as it may (three times that number).", "Delete members who have left, or raise the limit by verification (企业认证).", pageCorp, "The account limit of the corp is reached."},
	45026:  {"The import would delete too many members.", "Correct the import; this provider does not use batch imports.", "", otherCaller},
	46004:  {"No member that this app sees has this mobile number.", "Check the number, with country code where it is not of mainland China, or find the member by id. When the wrong numbers exceed a fifth of the corp's members, WeCom blocks the search for a day.", pageMembers, "The number is misspelt, of somebody who left, or of a member outside the app's visible range."},
	60102:  {"A member with this userid exists already; userids do not differ by case.", "Where this configuration had the member under another address, a moved block keeps the account; destroyed and made again it is a new person. To manage a member who was made elsewhere, import it: terraform import <address> <userid>. Otherwise choose another userid.", pageMembers, "The member was made in the console or by another program, or two blocks name one userid."},
	60103:  {"The mobile number is malformed.", "Write it with country code and digits, such as +86 13800000000.", "", "A number with letters, or without the country code outside mainland China."},
	60104:  {"Another member of the corp has this mobile number.", "Give each member a number of their own, or take it from the other member first, in an apply of its own.", pageMembers, "Two members share a number, or somebody who left still has it."},
	60105:  {"The email is malformed.", "Write an address of 6 to 64 bytes, with one @ in it.", "", fromElsewhere},
	60106:  {"Another member of the corp has this email.", "Give each member an address of their own, or take it from the other member first, in an apply of its own.", pageMembers, "Two members share an address, or somebody who left still has it."},
	60107:  {"The WeChat id is malformed.", reportBug, "", otherCaller},
	60110:  {"The member is in too many departments.", "Name at most 100 departments.", "", "Only a deployment with older limits: the plan refuses more than 100."},
	60112:  {"The name is missing or has more than 64 characters.", "Choose a name of 1 to 64 characters.", "", fromElsewhere},
	60129:  {"A new member needs a mobile number or an email.", "Set mobile or email, or mobile_wo or email_wo.", "", "Both are left out, or turned out empty in the apply."},
	60132:  {"The lists of departments and leaderships differ in length.", reportBug, "", ourMistake},
	60136:  {"There is no such record.", "Correct the id.", "", otherCaller},
	60141:  {"The email is not valid, and no mobile number is given.", "Correct email, or set mobile.", "", "The address does not exist, or WeCom does not accept its domain."},
	60142:  {"The email cannot be changed, because another member has it.", "Take it from the other member first.", pageMembers, "The address was given to somebody else meanwhile."},
	60143:  {"The corp mailbox (企业邮箱) address is not valid or is taken.", "Choose another biz_mail of the corp's mail domain.", "管理工具 → 企业邮箱", "`biz_mail` has another domain, or another member has it."},
	60144:  {"The corp mailbox (企业邮箱) address cannot be changed any more: a generated one changes once, a given one never.", "Put the address that the member has back into biz_mail, or leave the line out.", "管理工具 → 企业邮箱", "`biz_mail` was changed a second time, or was given when the member was made."},
	60145:  {"Another member has this corp mailbox (企业邮箱) address.", "Choose another biz_mail.", "管理工具 → 企业邮箱", "Two members want one address."},
	60150:  {"A custom attribute has another kind in the console: text or web page.", "Write text for a text, url and title for a web page.", pageAttributes, "The attribute is defined as the other kind."},
	60151:  {"The description of a custom attribute is too long.", "Shorten its title to 12 characters.", pageAttributes, fromElsewhere},
	60152:  {"The description or address of a custom attribute is not allowed.", "Give url with http:// or https://, and a title.", pageAttributes, fromElsewhere},
	60257:  {"A member has at most one direct leader.", "Name one direct_leader_id.", "", ourMistake},
	60269:  {"The mailbox alias is not of the corp's own domain.", "Correct the alias; this provider does not manage aliases.", "", otherCaller},
	60270:  {"The mailbox alias exists.", "Choose another alias; this provider does not manage aliases.", "", otherCaller},
	60271:  {"The member has no mailbox of the corp's own domain.", "Give the member one; this provider does not manage aliases.", "", otherCaller},
	60272:  {"The mailbox aliases are not allowed.", "Correct them; this provider does not manage aliases.", "", otherCaller},
	60273:  {"The member has too many mailbox aliases.", "Name at most 5; this provider does not manage aliases.", "", otherCaller},
	60274:  {"Members of the kind 其他邮箱成员 (other mailbox) cannot be made by import.", "Manage such members in the console.", pageMembers, "The member logs in with a mailbox of another provider."},
	60275:  {"Members of the kind 其他邮箱成员 (other mailbox) cannot be changed by API.", "Manage such members in the console, and remove them from the state.", pageMembers, "The member logs in with a mailbox of another provider."},
	81015:  {"The domain of the email must be that of the corp's mail.", "Use an address of the corp's mail domain.", "管理工具 → 企业邮箱", "The corp allows addresses of its own domain only."},
	90100:  {"An attribute of external_profile is of a kind that WeCom does not know.", "Give text, or url and title, or mini_program.", pageExternal, ourMistake},
	90101:  {"A text of external_profile is too long.", "Shorten it to 32 characters.", pageExternal, "Only a deployment with older limits (12 characters): the plan refuses more than 32."},
	90102:  {"The title of a web page in external_profile is too long.", "Shorten it to 12 characters.", pageExternal, fromElsewhere},
	90103:  {"The address of a web page in external_profile is not allowed.", "Give url with http:// or https://, and a title.", pageExternal, fromElsewhere},
	90104:  {"The title of a mini program in external_profile is too long.", "Shorten it to 12 characters.", pageExternal, fromElsewhere},
	90105:  {"The page of a mini program in external_profile is not allowed.", "Correct mini_program.page.", pageExternal, "The path does not exist in the mini program."},
	90106:  {"An attribute of external_profile is incomplete.", "Give both parts of a web page or a mini program.", pageExternal, fromElsewhere},
	301005: {"The creator of the corp cannot be deleted.", "Hand the corp over to somebody else in the console first, or set on_destroy = \"forget\" and apply before the destroy.", pageOwner, "The member made the corp, or took it over."},
	301012: {"The position is too long.", "Shorten it to 128 characters.", "", fromElsewhere},
	301013: {"The telephone number is malformed.", "Use 1 to 32 digits, -, + and commas.", "", fromElsewhere},
	301014: {"The English name is malformed.", reportBug, "", otherCaller},
	301036: {"The userid cannot be changed.", "Choose the userid that the member has.", "", otherCaller},
}

// WriteMembers is for MayWrite.
var WriteMembers = Writable{userUpdate, "userid", nobody}

func isMemberWrite(p string) bool {
	return p == userCreate.Path || p == userUpdate.Path || p == userDelete.Path
}

var memberSpecials = []special{
	{
		codes: invalidCodes, when: "the call is about a member",
		fits: func(e *APIError) bool { return isMemberWrite(e.Path) },
		say: Explanation{
			Meaning: "A value of the member is empty, too long, or of the wrong kind; the message names the field.",
			NextStep: "Check the limits: name and alias 1 to 64 characters, position and address up to 128, external_position up to 12, telephone 1 to 32 digits, " +
				"- + and commas.",
		},
		like: APIError{Path: userCreate.Path},
	},
	{
		codes: []int{40003}, when: "a member is made",
		fits: func(e *APIError) bool { return e.Path == userCreate.Path },
		say: Explanation{
			Meaning:  "The userid is malformed.",
			NextStep: "Use 1 to 64 of the characters a-z, A-Z, 0-9, _, -, @ and ., beginning with a letter or digit.",
		},
		like: APIError{Path: userCreate.Path},
	},
	{
		codes: []int{60111}, when: "contacts_secret sees the member, secret does not",
		fits: func(e *APIError) bool { return errors.Is(e, ErrNotVisible) },
		say:  explainPermission[60011].explanation(),
		like: *(&APIError{Path: userGet.Path, Credential: string(CredentialApp)}).WithMeaning(ErrNotVisible),
	},
	{
		codes: []int{60111}, when: "a member is made or changed whose direct leader is unknown",
		fits: func(e *APIError) bool {
			return e.Path == userCreate.Path || e.Path == userUpdate.Path && !errors.Is(e, ErrNotFound)
		},
		say: Explanation{
			"The direct leader (直属上级) does not exist or has left.", "Correct direct_leader_id; it is the 账号 of a member.", pageMembers,
		},
		like: *(&APIError{Path: userUpdate.Path, Credential: string(CredentialContacts)}).WithMeaning(core.ErrNone),
	},
}
