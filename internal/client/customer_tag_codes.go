// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"strings"
)

const pageTags = "客户联系 → 企业客户标签"

// foreignTag is a tag that another maker made.
var foreignTag = told{"The tag was made in the console or by another app, and only its maker may change it.", "Manage it with the app that made it, change it in the console, or set exclusive = false so that foreign tags are left alone.", pageTags, "WeCom lets an app change only the tags and groups that it made itself."}

// toldTags is what errcodes of customer tags (企业客户标签, doc 92117) mean.
var toldTags = topic{title: "Customer tags", codes: map[int]told{
	40068: {"There is no tag or tag group of this id, or this app may not touch it.", "Import it again if it was made anew; if the console or another app made it, manage it with that app or set exclusive = false.", pageTags, "The tag or group was deleted in the console, or it was made there or by another app."},
	40071: {"A tag of this name exists in the group, or a group of this name in the corp.", "Import the one that exists, or choose another name.", pageTags, "The name was given in the console or by another app, or two tags of a group get one name."},
	40072: {"The tag's name is empty or too long.", "Choose a name of 1 to 30 characters.", "", "A name that came from elsewhere: the plan refuses such a name where it knows it."},
	40126: {"The corp has as many customer tags as WeCom allows (10,000).", "Delete tags that are no longer used.", pageTags, "Tags of all groups, also those of the console and of rule groups, count."},
	41017: {"No tag id was given.", reportBug, "", ourMistake},
	41018: {"A tag has no name.", "Choose a name of 1 to 30 characters.", "", ourMistake},
	41110: {"A tag id is wrong.", "Correct the tag ids.", pageTags, "A tag was deleted, or its id is misspelt."},
	41111: {"The number of tags must be from 1 to 1000.", "Name from 1 to 1000 tags.", "", otherCaller},
	81011: foreignTag,
}, special: tagSpecials}

// WriteCustomerTags is for MayWrite.
var WriteCustomerTags = Writable{tagEdit, "id", nobody}

var tagSpecials = []special{
	{
		codes: invalidCodes, when: "the call is about customer tags",
		fits: func(e *APIError) bool {
			return strings.Contains(e.Path, "corp_tag") || strings.Contains(e.Path, "strategy_tag")
		},
		say: Explanation{
			Meaning:  "A value of the tag or tag group is empty, too long, or of the wrong kind; the message names the field.",
			NextStep: "Check the limits: names of groups and tags 1 to 30 characters, order 0 to 4294967295, at least one tag in a group.",
		},
		like: APIError{Path: tagAdd.Path},
	},
	{
		codes: []int{40068, 60011}, when: "the tag or group exists, but this app did not make it",
		fits: func(e *APIError) bool { return strings.Contains(e.Path, "corp_tag") && errors.Is(e, ErrNotOwned) },
		say:  foreignTag.explanation(),
		like: *(&APIError{Path: tagEdit.Path}).WithMeaning(ErrNotOwned),
	},
}
