// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"strings"
)

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
