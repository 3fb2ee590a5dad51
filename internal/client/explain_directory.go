// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"strings"
)

var explainDirectory = map[int]told{
	40003:  {"A userid is malformed or unknown.", "Correct the userid; it is the 账号 of the member.", pageTree, "A userid is misspelt, or the member left or was renamed."},
	40031:  {"A userid of the list is unknown or outside the app's visible range.", "Correct the userids, or widen the app's visible range (可见范围).", pageVisible, "Userids are misspelt, of members who left, or outside the visible range."},
	40066:  {"The list of departments is empty or holds an unknown id.", "Correct the department ids.", pageTree, "A department was deleted in the console, or its id is misspelt."},
	41019:  {"The department is missing or is not a list of numbers.", "Give department ids as numbers.", "", ourMistake},
	60001:  {"The department's name is too short or too long.", "Choose a name of 1 to 64 characters.", "", "Only a deployment with older limits (32 characters): the plan refuses names of more than 64."},
	60003:  {"There is no department of this id.", "Correct the id, or remove the department from the state if it was deleted in the console.", pageTree, "The department was deleted in the console or by another program."},
	60004:  {"There is no parent department of this id.", "Correct parent_id.", pageTree, "The parent was deleted in the console or by another program, or `parent_id` is misspelt."},
	60005:  {"The department still has members.", "Move its members elsewhere, also those for whom it is a second department.", pageTree, "Members are still in the department, perhaps as their second one."},
	60006:  {"The department still has departments below it.", "Move or delete those first.", pageTree, "Departments are still below it, such as ones that nobody declared."},
	60007:  {"The root department cannot be deleted.", "Remove it from the state with terraform state rm.", "", "Only an imported root department can be asked to go."},
	60008:  {"The id, or the name among the departments of the same parent, is taken.", "Import the department that exists, or choose another name or id.", pageTree, "A sibling of the same name, English name or id was made in the console or by another program, or is moved there in the same apply."},
	60009:  {`The department's name holds a character that WeCom forbids: \ : * ? " < > |`, "Remove the character from the name.", "", "A name that came from elsewhere: the plan refuses the characters where it knows the name."},
	60010:  {"The department would become its own ancestor.", "Choose a parent that is not below the department.", pageTree, "`parent_id` is the department itself or one below it."},
	60111:  {"A userid does not exist, has left, or is outside the app's visible range.", "Remove the userid, or widen the app's visible range (可见范围).", pageVisible, "A userid is misspelt, or the member left, was renamed, or is outside the visible range."},
	60123:  {"There is no department of this id.", "Correct the id, or remove the department from the state if it was deleted in the console.", pageTree, "The department was deleted in the console or by another program."},
	60124:  {"There is no parent department of this id.", "Correct parent_id.", pageTree, "The parent was deleted in the console or by another program, or `parent_id` is misspelt."},
	60125:  {"The department's name is not allowed.", "Choose a name of 1 to 64 characters without \\ : * ? \" < > |.", "", "A name that came from elsewhere: the plan refuses such a name where it knows it."},
	60127:  {"The department is missing.", "Give at least one department id.", "", ourMistake},
	81001:  {"A department would have more than 30,000 members and departments directly below it.", "Divide it into several departments.", pageTree, "A flat organisation: too much hangs directly below one department."},
	81002:  {"The department tree would be deeper than 15 levels.", "Choose a parent nearer to the root.", pageTree, "A department, or a subtree that is moved, comes to lie deeper than WeCom allows."},
	301021: {"A userid is unknown.", "Correct the userids.", pageTree, "A userid is misspelt, or the member left or was renamed."},
	302004: {"The department tree of a batch import is malformed.", "Correct the import; this provider does not use batch imports.", "", otherCaller},
	302006: {"A batch import names a department id twice.", "Correct the import; this provider does not use batch imports.", "", otherCaller},
	302007: {"A batch import names two departments of one parent alike.", "Correct the import; this provider does not use batch imports.", "", otherCaller},
	302008: {"Another import of contacts is still running.", retryLater, pageContacts, "An administrator or another program imports contacts at the moment."},
}

func isDirectoryWrite(p string) bool {
	return p == departmentCreate.Path || p == departmentUpdate.Path || p == departmentDelete.Path || isMemberWrite(p)
}

func isDepartmentPath(p string) bool { return strings.HasPrefix(p, "department/") }

var directorySpecials = []special{
	{
		codes: invalidCodes, when: "the call is about a department",
		fits: func(e *APIError) bool { return isDepartmentPath(e.Path) },
		say: Explanation{
			Meaning:  "A value of the department is empty, too long, or of the wrong kind; the message names the field.",
			NextStep: `Check the limits: name and name_en 1 to 64 characters without \ : * ? " < > |, order 0 to 4294967295, id 2 to 2147483647.`,
		},
		like: APIError{Path: departmentCreate.Path},
	},
	{
		codes: []int{60003, 60123}, when: "a department is created, so the id is that of its parent",
		fits: func(e *APIError) bool { return e.Path == departmentCreate.Path },
		say:  explainDirectory[60004].explanation(),
		like: APIError{Path: departmentCreate.Path},
	},
	{
		codes: []int{60003, 60123}, when: "contacts_secret sees the department, secret does not",
		fits: func(e *APIError) bool { return errors.Is(e, ErrNotVisible) },
		say:  explainPermission[60011].explanation(),
		like: *(&APIError{Path: departmentGet.Path, Credential: string(CredentialApp)}).WithMeaning(ErrNotVisible),
	},
	{
		codes: []int{60011}, when: "the call writes the directory",
		fits: func(e *APIError) bool { return isDirectoryWrite(e.Path) },
		say: Explanation{
			"The credential {credential} may not change the directory here; only 通讯录同步 writes departments and members.",
			"Set contacts_secret (WECOM_CONTACTS_SECRET) and switch 通讯录同步 to API editing.", pageContacts,
		},
		like: APIError{Path: departmentUpdate.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{48002}, when: "the call writes the directory or lists all user ids",
		fits: func(e *APIError) bool { return isDirectoryWrite(e.Path) || e.Path == userListID.Path },
		say: Explanation{
			"The credential {credential} may not do this; it needs contacts_secret, of 通讯录同步 with API editing switched on.",
			"Set contacts_secret (WECOM_CONTACTS_SECRET) and switch 通讯录同步 to API editing (not read-only).", pageContacts,
		},
		like: APIError{Path: departmentCreate.Path, Credential: string(CredentialApp)},
	},
}

// WriteDepartments is for MayWrite.
var WriteDepartments = Writable{departmentUpdate, "id", 1<<31 - 1}
