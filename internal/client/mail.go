// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// mailList is how lists lie in requests of corp mail.
type mailList[T any] struct {
	List []T `json:"list"`
}

// mailSent is a list of an update that replaces had. Pages 97995 and 98000 say that a list left out stays and an empty
// one clears: every list that is there before or after is sent as a whole, so that it is right also where that should
// not hold.
func mailSent[T any](want, had []T) *mailList[T] {
	if len(want)+len(had) == 0 {
		return nil
	}
	return &mailList[T]{append([]T{}, want...)}
}

// mailForeign judges the refusal of a call on one object of corp mail. 48002 and 2400005 may be about the app, or about
// an object of another one: that the app may list its own tells.
func mailForeign(list func(context.Context) error) func(context.Context, string, error, core.Call) error {
	return func(ctx context.Context, _ string, err error, _ core.Call) error {
		if code := core.CodeOf(err); (code == 48002 || code == 2400005) && list(ctx) == nil {
			return core.AsKind(err, ErrNotOwned)
		}
		return err
	}
}

// mailNaming sends a write that gives an object of corp mail a name or an address. held judges a refusal: whether it is
// about one that is taken, and whether an object of this app has it. Only then can this configuration make room, and it
// is ErrNameTaken. Where none has it, one may have given it up since the refusal: the write is sent once more.
func mailNaming(send func() error, held func(error) (taken, ours bool, lookErr error)) error {
	for again := true; ; again = false {
		err := send()
		if err == nil || errors.Is(err, ErrOutcomeUnknown) {
			return err
		}
		switch taken, ours, lookErr := held(err); {
		case !taken || lookErr != nil:
			return err
		case ours:
			return core.AsKind(err, ErrNameTaken)
		case !again:
			return core.AsKind(err, core.ErrNone)
		}
	}
}

const (
	pageMailCallable = "协作 → 邮件 → 可调用接口的应用"
	pageMailGroups   = "协作 → 邮件 → 邮件群组"
	pageMailboxes    = "协作 → 邮件 → 公共邮箱"
)

const (
	mailDomain = "An address is misspelt, or of a domain that is none of the corp's mail."
	mailTaken  = "Members, mail groups and public mailboxes of every app and of the console share the addresses of the corp."
)

// toldMail is what errcodes of mail groups and public mailboxes (docs 95510 to 98003) mean.
var toldMail = topic{title: "Corp mail", codes: map[int]told{
	2400005: {"The app may not have this object of corp mail.", "Use the secret of the app that made it.", pageMailCallable, "Another app, or the console, made the object."},
	680001:  {"The address of the mail group (邮件群组) is not valid, or not of the corp's mail domain.", "Correct id: an address whose part behind the @ is a mail domain of the corp.", pageMailGroups, mailDomain},
	680002:  {"The name of the mail group (邮件群组) is not valid, or another group has it.", "Choose another name of at most 200 bytes.", pageMailGroups, "A name that is too long, or that another group of the corp has; groups of the console and of other apps are not shown to this one."},
	680003:  {"An address in emails is that of no member.", "Correct emails: the corp mail addresses (企业邮箱) of members.", pageTree, "An address is misspelt, not of the corp, or that of a member who left."},
	680004:  {"An address in group_ids is that of no mail group (邮件群组), or the group would hold itself.", "Correct group_ids: addresses of other groups of the corp.", pageMailGroups, "A group was deleted, its address is misspelt, or two groups would hold each other."},
	680006:  {"Who may send to the mail group (邮件群组) is not valid.", "Correct senders.", "", ourMistake},
	680007:  {"The list of those who may send to the mail group (邮件群组) is empty, or names an address of nobody.", "Correct senders.emails: the corp mail addresses of members.", pageTree, "An address is misspelt, or that of a member who left."},
	680008:  {"The mail group (邮件群组) or public mailbox (公共邮箱) would have no members at all.", "Name at least one member, department or tag.", "", "All that were named are gone, or none is."},
	680010:  {"A member or public mailbox of the corp has the address of the mail group (邮件群组).", "Choose another address.", pageMailGroups, mailTaken},
	680011:  {"Another mail group (邮件群组) has the address.", "Choose another address.", pageMailGroups, mailTaken},
	680012:  {"There is no mail group (邮件群组) of this address, or another app made it.", "Remove it from the state, or correct the address.", pageMailGroups, "The group was deleted, or the secret is that of another app than made it."},
	680015:  {"The kind of search is not valid.", reportBug, "", ourMistake},
	680032:  {"The address of the public mailbox (公共邮箱) is not valid, or not of the corp's mail domain.", "Correct email: an address whose part behind the @ is a mail domain of the corp.", pageMailboxes, mailDomain},
	680033:  {"The address of the public mailbox (公共邮箱) is taken.", "Choose another address.", pageMailboxes, mailTaken},
	680034:  {"The name of the public mailbox (公共邮箱) is not valid.", "Choose a name of at most 64 characters, or 32 Chinese ones.", "", "A name that is empty or too long."},
	680035:  {"There is no public mailbox (公共邮箱) of this id, or another app made it.", "Remove it from the state, or correct the id.", pageMailboxes, "The mailbox was deleted, or the secret is that of another app than made it."},
	680036:  {"The id of the public mailbox (公共邮箱) is malformed.", "Correct the id.", "", ourMistake},
	680037:  {"The corp has as many mailboxes as it may have.", "Delete mailboxes that are no longer used, or buy more (管理企业 → 企业邮箱).", pageMailboxes, "Mailboxes of members count as well."},
	680040:  {"Another public mailbox (公共邮箱) has the name.", "Choose another name.", pageMailboxes, "Names are unique in the corp; mailboxes of the console and of other apps are not shown to this one."},
	680047:  {"An alias of the public mailbox (公共邮箱) is not valid.", "Correct aliases: addresses of 6 to 64 bytes of the corp's mail domain.", "", mailDomain},
	680048:  {"An alias of the public mailbox (公共邮箱) is taken.", "Choose another alias.", pageMailboxes, mailTaken},
	680049:  {"A public mailbox (公共邮箱) has at most 5 aliases.", "Name at most 5 aliases.", "", "Only a deployment with another limit: the plan refuses more than 5."},
	680050:  {"The corp has no mail domain of its own, so that there are no aliases.", "Add a domain of the corp to its mail, or remove aliases.", "协作 → 邮件 → 域名管理", "The corp uses the domain that WeCom gave it."},
}, special: mailSpecials}

func isMailPath(p string) bool { return strings.HasPrefix(p, "exmail/") }

var mailSpecials = []special{
	{
		codes: []int{48002, 2400005, 680012, 680035}, when: "another app made the mail group or public mailbox",
		fits: func(e *APIError) bool { return isMailPath(e.Path) && errors.Is(e, ErrNotOwned) },
		say: Explanation{
			"Another app made the mail group or public mailbox, and only that app may read and change it.",
			"Use the secret of the app that made it.", pageApp,
		},
		like: *(&APIError{Path: mailGroupGet.Path, Credential: string(CredentialApp)}).WithMeaning(ErrNotOwned),
	},
	{
		codes: []int{48002}, when: "the call is about corp mail",
		fits: func(e *APIError) bool { return isMailPath(e.Path) },
		say: Explanation{
			"The credential {credential} may not call APIs of corp mail; they need secret, of a self-built app that is listed there.",
			"Set secret (WECOM_SECRET) to the secret of a self-built app and add that app to 可调用接口的应用 of 邮件.", pageMailCallable,
		},
		like: APIError{Path: mailGroupSearch.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{60003, 60123}, when: "the call is about corp mail",
		fits: func(e *APIError) bool { return isMailPath(e.Path) },
		say:  Explanation{"A department that is named does not exist; nothing was changed.", "Remove it from department_ids.", pageTree},
		like: APIError{Path: mailGroupCreate.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{40068}, when: "the call is about corp mail",
		fits: func(e *APIError) bool { return isMailPath(e.Path) },
		say:  Explanation{"A contact tag (标签) that is named does not exist; nothing was changed.", "Remove it from tag_ids.", pageContactTags},
		like: APIError{Path: mailGroupCreate.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{60111}, when: "the call is about corp mail",
		fits: func(e *APIError) bool { return isMailPath(e.Path) },
		say:  Explanation{"A member that is named does not exist, or has left; nothing was changed.", "Remove the member from user_ids. " + anyMember, pageTree},
		like: APIError{Path: mailboxCreate.Path, Credential: string(CredentialApp)},
	},
}
