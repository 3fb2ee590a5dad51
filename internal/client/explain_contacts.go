// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

const (
	transfer   = "Customers cannot be handed over in this state; see the list of handovers in the console."
	pageHandOn = "客户联系 → 离职继承 / 在职继承"
)

// explainContacts covers customers, and what all of customer contact answers.
var explainContacts = map[int]told{
	40096:  {"The external contact's id is not valid for this corp, or its follower is not visible to the app.", "Check the id, or widen the app's visible range (可见范围).", pageVisible, otherCaller},
	40097:  {"The member has not left, so the customers cannot be inherited.", transfer, pageHandOn, handOver},
	40098:  {"A member named here has not been real-name verified (实名认证).", "The member must verify in the WeCom app. " + anyMember, "", "The member did not verify by real name in the WeCom app."},
	40099:  {"A member has reached the limit of external contacts.", "Choose another member.", "", "The member has as many customers as WeCom allows."},
	40100:  {"The customer is being handed over already.", transfer, pageHandOn, handOver},
	40128:  {"The customer was handed over too often (twice in 90 days).", transfer, pageHandOn, handOver},
	40129:  {"The customer is being handed over at present.", transfer, pageHandOn, handOver},
	40130:  {"The customer would be handed over to the same member.", transfer, pageHandOn, handOver},
	40131:  {"The member does not follow this customer.", transfer, pageHandOn, handOver},
	40143:  {"The receiving member is banned from handovers.", transfer, pageHandOn, handOver},
	40144:  {"The customer carries as many tags as WeCom allows.", "Remove tags from the customer.", "", otherCaller},
	40205:  {"The member has not logged in for a year, so WeChat does not let WeCom act for them.", "The member must log in to WeCom.", "", "The member has not used WeCom for long."},
	41035:  {"The id of the external contact is missing.", reportBug, "", otherCaller},
	41054:  {"A member named here is not activated: never logged in, or not real-name verified.", "The member must log in to WeCom and verify. " + anyMember, pageTree, "The member has never logged in to WeCom, or only follows the WeChat plug-in."},
	41056:  {"The id of the external contact is of the wrong kind.", "Use the id that this app sees.", "", otherCaller},
	84061:  {"The member and the customer are not connected.", "Check that the customer has not been removed by the member.", "", otherCaller},
	84083:  {"The member is not a service member.", "Add the member to the usage range (使用范围).", pageUsage, memberLost},
	84084:  {"Nobody visible to the app follows this customer.", "Widen the app's visible range (可见范围) to the follower.", pageVisible, otherCaller},
	90514:  {"The customer or group does not come from a marketing app.", "Use a customer that came through the marketing app.", "", otherCaller},
	610004: {"The external contact is not a customer of the corp.", "Check the id.", "", otherCaller},
}
