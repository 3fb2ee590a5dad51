// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
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

// specials are those of all topics, in their order: the first that fits counts.
var specials = func() (all []special) {
	for _, t := range topics {
		all = append(all, t.special...)
	}
	return all
}()

func isCustomerPath(p string) bool { return strings.HasPrefix(p, "externalcontact/") }

// invalidCodes refuse a value without saying which one it is.
var invalidCodes = []int{40058, 40063, 40035}

func withContacts(e *APIError) bool { return e.Credential == string(CredentialContacts) }

var generalSpecials = []special{
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
