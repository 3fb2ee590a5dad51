// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"slices"
	"strings"
)

// special is what codes mean where the code alone does not tell: on some endpoints, with one credential, or once a look
// has told more.
type special struct {
	codes []int // those it explains; with any, those it is met with
	any   bool  // it explains every code
	// when says it in words, for the page of error codes.
	when string
	fits func(*APIError) bool
	// say replaces the general explanation; a field left empty does not.
	say Explanation
	// adds continues the general meaning, before its full stop.
	adds string
	// like is an error that fits, for the page of error codes and for tests.
	like APIError
}

// over is what s makes of the general explanation.
func (s *special) over(x Explanation) Explanation {
	if s.say.Meaning != "" {
		x.Meaning = s.say.Meaning
	}
	if s.adds != "" {
		x.Meaning = strings.TrimSuffix(x.Meaning, ".") + s.adds
	}
	if s.say.NextStep != "" {
		x.NextStep = s.say.NextStep
	}
	if s.say.ConsolePage != "" {
		x.ConsolePage = s.say.ConsolePage
	}
	return x
}

// specialFor returns the first special that explains e; nil when there is none.
func specialFor(e *APIError) *special {
	for i := range specials {
		if s := &specials[i]; (s.any || slices.Contains(s.codes, e.Code)) && s.fits(e) {
			return s
		}
	}
	return nil
}

// specials in their order: the first that fits counts.
var specials = slices.Concat(contactWays.specials(), acquisitionLinks.specials(), interceptRules.specials(), directorySpecials, generalSpecials)

func isCustomerPath(p string) bool { return strings.HasPrefix(p, "externalcontact/") }

func isTagPath(p string) bool { return strings.Contains(p, "corp_tag") }

func isDirectoryWrite(p string) bool {
	return p == departmentCreate.Path || p == departmentUpdate.Path || p == departmentDelete.Path
}

func isDepartmentPath(p string) bool { return strings.HasPrefix(p, "department/") }

// invalidCodes refuse a value without saying which one it is.
var invalidCodes = []int{40058, 40063, 40035}

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
			"The credential {credential} may not change this department or its parent; only 通讯录同步 writes the directory.",
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

func withContacts(e *APIError) bool { return e.Credential == string(CredentialContacts) }

var generalSpecials = []special{
	{
		codes: invalidCodes, when: "the call is about customer tags",
		fits: func(e *APIError) bool { return isTagPath(e.Path) },
		say: Explanation{
			Meaning:  "A value of the tag or tag group is empty, too long, or of the wrong kind; the message names the field.",
			NextStep: "Check the limits: names of groups and tags 1 to 30 characters, order 0 to 4294967295, at least one tag in a group.",
		},
		like: APIError{Path: tagAdd.Path},
	},
	{
		codes: []int{40068, 60011}, when: "the tag or group exists, but this app did not make it",
		fits: func(e *APIError) bool { return errors.Is(e, ErrNotOwned) },
		say:  explainContacts[81011].explanation(),
		like: *(&APIError{Path: tagEdit.Path}).WithMeaning(ErrNotOwned),
	},
	{
		codes: []int{48002}, when: "the call is about customer contact (客户联系)",
		fits: func(e *APIError) bool { return isCustomerPath(e.Path) },
		say: Explanation{
			"The credential {credential} may not call 客户联系 APIs; they need secret, of a self-built app that is listed there.",
			"Set secret (WECOM_SECRET) to the secret of a self-built app and add that app to 可调用接口的应用.", pageCallable,
		},
		like: APIError{Path: tagList.Path, Credential: string(CredentialContacts)},
	},
	{
		codes: []int{60011}, when: "the call is about customer contact (客户联系)",
		fits: func(e *APIError) bool { return isCustomerPath(e.Path) },
		say: Explanation{
			"A member or department of this request is outside the app's visible range, or the object belongs to another app.",
			"Widen the app's visible range (可见范围) to every member and department named; WeCom does not say which one it is.", pageVisible,
		},
		like: APIError{Path: contactWayAdd.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{40001, 40091}, when: "the credential is contacts_secret", fits: withContacts,
		say:  Explanation{"", "Copy the secret of 通讯录同步 into contacts_secret (WECOM_CONTACTS_SECRET).", pageContacts},
		like: APIError{Path: "gettoken", Credential: string(CredentialContacts)},
	},
	{
		codes: []int{45031, 50003}, when: "the credential is contacts_secret", fits: withContacts,
		say:  Explanation{"", "Enable 通讯录同步, reset its secret if asked to, and copy it into contacts_secret.", pageContacts},
		like: APIError{Path: "gettoken", Credential: string(CredentialContacts)},
	},
	{
		codes: []int{60020}, when: "the credential is contacts_secret", fits: withContacts,
		say:  Explanation{ConsolePage: pageContactsIP},
		like: APIError{Path: departmentUpdate.Path, Credential: string(CredentialContacts)},
	},
}
