// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

var explainDirectory = map[int]Explanation{
	40003:  {"A userid is malformed or unknown.", "Correct the userid; it is the 账号 of the member.", pageTree},
	40031:  {"A userid of the list is unknown or outside the app's visible range.", "Correct the userids, or widen the app's visible range (可见范围).", pageVisible},
	40066:  {"The list of departments is empty or holds an unknown id.", "Correct the department ids.", pageTree},
	41019:  {"The department is missing or is not a list of numbers.", "Give department ids as numbers.", ""},
	60001:  {"The department's name is too short or too long.", "Choose a name of 1 to 64 characters.", ""},
	60003:  {"There is no department of this id.", "Correct the id, or remove the department from the state if it was deleted in the console.", pageTree},
	60004:  {"There is no parent department of this id.", "Correct parent_id.", pageTree},
	60005:  {"The department still has members.", "Move its members elsewhere, also those for whom it is a second department.", pageTree},
	60006:  {"The department still has departments below it.", "Move or delete those first.", pageTree},
	60007:  {"The root department cannot be deleted.", "Remove it from the state with terraform state rm.", ""},
	60008:  {"The id, or the name among the departments of the same parent, is taken.", "Import the department that exists, or choose another name or id.", pageTree},
	60009:  {`The department's name holds a character that WeCom forbids: \ : * ? " < > |`, "Remove the character from the name.", ""},
	60010:  {"The department would become its own ancestor.", "Choose a parent that is not below the department.", pageTree},
	60111:  {"A userid does not exist, has left, or is outside the app's visible range.", "Remove the userid, or widen the app's visible range (可见范围).", pageVisible},
	60123:  {"There is no department of this id.", "Correct the id, or remove the department from the state if it was deleted in the console.", pageTree},
	60124:  {"There is no parent department of this id.", "Correct parent_id.", pageTree},
	60125:  {"The department's name is not allowed.", "Choose a name of 1 to 64 characters without \\ : * ? \" < > |.", ""},
	60127:  {"The department is missing.", "Give at least one department id.", ""},
	81001:  {"A department would have more than 30,000 members and departments directly below it.", "Divide it into several departments.", pageTree},
	81002:  {"The department tree would be deeper than 15 levels.", "Choose a parent nearer to the root.", pageTree},
	301021: {"A userid is unknown.", "Correct the userids.", pageTree},
	302004: {"The department tree of a batch import is malformed.", "Correct the import; this provider does not use batch imports.", ""},
	302006: {"A batch import names a department id twice.", "Correct the import; this provider does not use batch imports.", ""},
	302007: {"A batch import names two departments of one parent alike.", "Correct the import; this provider does not use batch imports.", ""},
	302008: {"Another import of contacts is still running.", retryLater, pageContacts},
}

const (
	transfer   = "Customers cannot be handed over in this state; see the list of handovers in the console."
	pageHandOn = "客户联系 → 离职继承 / 在职继承"
)

// explainContacts covers customers, tags and contact ways (联系我).
var explainContacts = map[int]Explanation{
	40068:  {"There is no tag or tag group of this id, or this app may not touch it.", "Import it again if it was made anew; if the console or another app made it, manage it with that app or set exclusive = false.", pageTags},
	40071:  {"A tag of this name exists in the group, or a group of this name in the corp.", "Import the one that exists, or choose another name.", pageTags},
	40072:  {"The tag's name is empty or too long.", "Choose a name of 1 to 30 characters.", ""},
	40096:  {"The external contact's id is not valid for this corp, or its follower is not visible to the app.", "Check the id, or widen the app's visible range (可见范围).", pageVisible},
	40097:  {"The member has not left, so the customers cannot be inherited.", transfer, pageHandOn},
	40098:  {"A member named here has not been real-name verified (实名认证).", "The member must verify in the WeCom app. " + anyMember, ""},
	40099:  {"A member has reached the limit of external contacts.", "Choose another member.", ""},
	40100:  {"The customer is being handed over already.", transfer, pageHandOn},
	40126:  {"The corp has as many customer tags as WeCom allows (10,000).", "Delete tags that are no longer used.", pageTags},
	40128:  {"The customer was handed over too often (twice in 90 days).", transfer, pageHandOn},
	40129:  {"The customer is being handed over at present.", transfer, pageHandOn},
	40130:  {"The customer would be handed over to the same member.", transfer, pageHandOn},
	40131:  {"The member does not follow this customer.", transfer, pageHandOn},
	40143:  {"The receiving member is banned from handovers.", transfer, pageHandOn},
	40144:  {"The customer carries as many tags as WeCom allows.", "Remove tags from the customer.", ""},
	40205:  {"The member has not logged in for a year, so WeChat does not let WeCom act for them.", "The member must log in to WeCom.", ""},
	41017:  {"No tag id was given.", reportBug, ""},
	41018:  {"A tag has no name.", "Choose a name of 1 to 30 characters.", ""},
	41035:  {"The id of the external contact is missing.", reportBug, ""},
	41037:  {"The type of the contact way (联系我) is missing.", "Set type to single or multi.", ""},
	41038:  {"The scene of the contact way (联系我) is missing.", "Set scene to mini_program or qr_code.", ""},
	41039:  {"The type of the contact way (联系我) is not valid.", "Set type to single or multi.", ""},
	41040:  {"The scene of the contact way (联系我) is not valid.", "Set scene to mini_program or qr_code.", ""},
	41041:  {"The contact way (联系我) has too many members: 100 with departments counted member by member, 1 with type single.", "Name fewer members or smaller departments.", ""},
	41042:  {"The style of the contact way (联系我) is not valid.", "Choose style 1 or 2, or 3 with type single.", ""},
	41043:  {"The id of the contact way (联系我) is missing.", reportBug, ""},
	41044:  {"There is no contact way (联系我) of this id; it may have been deleted.", "Remove it from the state, or import another one; ways made by API are not shown in the console.", ""},
	41045:  {"The corp has as many contact ways as may be made by API.", "Delete contact ways that are no longer used; those made by API are not shown in the console.", ""},
	41054:  {"A member named here is not activated: never logged in, or not real-name verified.", "The member must log in to WeCom and verify. " + anyMember, pageTree},
	41056:  {"The id of the external contact is of the wrong kind.", "Use the id that this app sees.", ""},
	41057:  {"No WeChat developer account is bound, which union_id needs.", "Bind a WeChat developer account.", pageCustomer},
	41058:  {"The group welcome message was made by another app.", "Use the secret of the app that made it.", pageApp},
	41091:  {"A group join way holds at most 5 groups.", "Name at most 5 groups.", ""},
	41110:  {"A tag id is wrong.", "Correct the tag ids.", pageTags},
	41111:  {"The number of tags must be from 1 to 1000.", "Name from 1 to 1000 tags.", ""},
	81011:  {"The tag was made in the console or by another app, and only its maker may change it.", "Manage it with the app that made it, change it in the console, or set exclusive = false so that foreign tags are left alone.", pageTags},
	84061:  {"The member and the customer are not connected.", "Check that the customer has not been removed by the member.", ""},
	84083:  {"The member is not a service member.", "Add the member to the usage range (使用范围).", pageUsage},
	84084:  {"Nobody visible to the app follows this customer.", "Widen the app's visible range (可见范围) to the follower.", pageVisible},
	90514:  {"The customer or group does not come from a marketing app.", "Use a customer that came through the marketing app.", ""},
	610004: {"The external contact is not a customer of the corp.", "Check the id.", ""},
}

// explainObjects covers acquisition links (获客链接), intercept rules (敏感词
// 规则) and the product album (商品图册).
var explainObjects = map[int]Explanation{
	41068: {"The rule has too many words.", "Give at most 300 words, or split the rule.", pageIntercept},
	41069: {"The corp has as many intercept rules as WeCom allows (100).", "Delete rules that are no longer used.", pageIntercept},
	41070: {"There is no intercept rule of this id.", "Remove it from the state if it was deleted in the console.", pageIntercept},
	41071: {"The intercept rule has been deleted.", "Apply again to make it anew.", pageIntercept},
	41072: {"The file was uploaded for another use.", "Upload the file for this use.", ""},
	41073: {"The product's description is not acceptable.", "Choose another description of at most 300 characters.", ""},
	41074: {"The product has been deleted.", "Remove it from the state, or make it anew.", ""},
	41075: {"There is no product of this id.", "Correct the id.", ""},
	41076: {"The rule applies to too many members.", "Name departments instead of members; a rule holds at most 10,000 members.", pageIntercept},
	41077: {"An intercept rule of this name exists.", "Import the one that exists, or choose another name.", pageIntercept},
	41083: {"A word of the rule is empty or too long.", "Give words of 1 to 32 characters.", ""},
	41084: {"The rule's semantics are not valid.", "Choose from phone_number, email and red_packet.", ""},
	41085: {"The product's number is not valid.", "Use at most 128 bytes of digits and letters.", ""},
	41086: {"The product's price is not valid.", "Give a price of at most 50,000 yuan.", ""},
	41087: {"The product's description is not valid.", "Choose a description of at most 300 characters.", ""},
	41095: {"The corp has as many acquisition links (获客链接) as WeCom allows.", "Delete links that are no longer used.", pageLinks},
	41098: {"The link's component belongs to another app.", "Use the secret of the app that made the link.", pageApp},
	41099: {"The corp is not in the mode in which the provider pays.", "Change the payment mode with the service provider.", pageLinks},
	41200: {"WeCom offers this function to certain business categories only.", "Check the corp's category and the functions it opens.", pageLinks},
	41201: {"The chat key is not valid.", "Use a key from a recent event.", ""},
	41202: {"The corp has as many products as WeCom allows.", "Delete products that are no longer used.", ""},
	41305: {"The corp has not set its business category.", "Set the category.", pageCorp},
}
