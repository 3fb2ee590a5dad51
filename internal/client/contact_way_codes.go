// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"strings"
)

// toldWays is what errcodes of contact ways (联系我, doc 92228) mean.
var toldWays = topic{title: "Contact ways", codes: map[int]told{
	41037: {"The type of the contact way (联系我) is missing.", "Set type to single or multi.", "", "WeCom could not read the request; a proxy may have changed it."},
	41038: {"The scene of the contact way (联系我) is missing.", "Set scene to mini_program or qr_code.", "", "WeCom could not read the request; a proxy may have changed it."},
	41039: {"The type of the contact way (联系我) is not valid.", "Set type to single or multi.", "", "A number was given for `type` that this deployment does not know."},
	41040: {"The scene of the contact way (联系我) is not valid.", "Set scene to mini_program or qr_code.", "", "A number was given for `scene` that this deployment does not know."},
	41041: {"The contact way (联系我) has too many members: 100 with departments counted member by member, 1 with type single.", "Name fewer members or smaller departments.", "", "The members of the departments named count one by one, and a department has grown."},
	41042: {"The style of the contact way (联系我) is not valid.", "Choose style 1 or 2, or 3 with type single.", "", "`style` does not fit `type`."},
	41043: {"The id of the contact way (联系我) is missing.", reportBug, "", ourMistake},
	41044: {"There is no contact way (联系我) of this id; it may have been deleted.", "Remove it from the state, or import another one; ways made by API are not shown in the console.", "", "Another program deleted it, a temporary one expired, or the id is misspelt."},
	41045: {"The corp has as many contact ways as may be made by API.", "Delete contact ways that are no longer used; those made by API are not shown in the console.", "", "500,000 contact ways and join ways (加入群聊) together were made by API, also those that nobody uses."},
	41057: {"No WeChat developer account is bound, which union_id needs.", "Bind a WeChat developer account.", pageCustomer, "`union_id` is set, and the corp has bound no WeChat developer account."},
}, special: contactWays.specials()}

var contactWays = object{
	noun: "contact way (联系我)", has: func(path string) bool { return strings.HasSuffix(path, "contact_way") }, create: contactWayAdd.Path,
	limits:  "remark and state 30 characters, 100 members with departments expanded, closing message text 4000 bytes.",
	foreign: []int{41044},
}

// WriteContactWays is for MayWrite.
var WriteContactWays = Writable{contactWayUpdate, "config_id", nobody}
