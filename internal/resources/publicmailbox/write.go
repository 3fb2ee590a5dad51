// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package publicmailbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// unique is the name, which no two mailboxes may have at any moment; addresses and aliases neither.
var unique = &kind.Unique[model]{
	Scope: "public_mailbox",
	Name:  func(m *model) string { return m.Name.ValueString() },
	Taken: func(r *kind.Run, m *model, self string) (string, error) {
		want := m.mailbox()
		want.ID, _ = strconv.ParseInt(self, 10, 64) // 0 where it is new
		id, err := r.Client.PublicMailboxes.Holder(r, want)
		if id == 0 {
			return "", err
		}
		return strconv.FormatInt(id, 10), err
	},
	// The name where it changes, and the aliases that the mailbox is to lose.
	Yield: func(r *kind.Run, plan, state *model, back bool) error {
		now, then := state.mailbox(), plan.mailbox()
		next := *now
		if !back {
			if then.Name != now.Name {
				next.Name = fmt.Sprint("~", now.ID)
			}
			next.Aliases = slices.DeleteFunc(slices.Clone(now.Aliases), func(a string) bool { return !then.Has(a) })
		}
		return r.Client.PublicMailboxes.Update(r, &next, now)
	},
}

// create makes the mailbox, and then its aliases, which only an update takes (doc 98000).
func create(r *kind.Run, m *model) (kind.Made, error) {
	in := m.mailbox()
	err := unique.Create(r, m, func() (err error) {
		in.ID, err = r.Client.PublicMailboxes.Create(r, in)
		return err
	})
	if in.ID == 0 {
		return kind.Made{}, err
	}
	made := kind.Made{ID: strconv.FormatInt(in.ID, 10)}
	if len(in.Aliases) > 0 {
		made.Missing = fmt.Sprintf("exists; its %d aliases are not there yet.", len(in.Aliases))
		made.More = func() error {
			return unique.Create(r, m, func() error { return r.Client.PublicMailboxes.Update(r, in, in) })
		}
	}
	return made, err
}

// update sends the mailbox as a whole, so that it is right whatever WeCom makes of a list that is left out.
func update(r *kind.Run, plan, state *model) (bool, error) {
	want, have := plan.mailbox(), state.mailbox()
	want.ID = have.ID
	if want.Same(have) {
		return false, nil
	}
	if err := unique.Update(r, plan, state, func() error { return r.Client.PublicMailboxes.Update(r, want, have) }); err != nil {
		return false, err
	}
	verify(r, plan, state, want, have)
	return true, nil
}

// verify looks whether lists that were sent empty are, where they held somebody: that WeCom keeps them would leave
// users, or addresses, that the plan has not. Then the state has what WeCom has, and an error says so.
func verify(r *kind.Run, plan, state *model, want, have *client.PublicMailbox) {
	clears := func(want, had int) bool { return want == 0 && had > 0 }
	if !clears(len(want.UserIDs), len(have.UserIDs)) && !clears(len(want.DepartmentIDs), len(have.DepartmentIDs)) && !clears(len(want.TagIDs), len(have.TagIDs)) &&
		!clears(len(want.Aliases), len(have.Aliases)) {
		return
	}
	var got *client.PublicMailbox
	var err error
	r.Await(func(ctx context.Context) bool {
		got, err = r.Client.PublicMailboxes.Get(ctx, want.ID)
		return err != nil || want.Same(got)
	})
	if err != nil || want.Same(got) { // after an error the next refresh sees what WeCom made of it
		return
	}
	at := "user_ids"
	switch {
	case len(want.DepartmentIDs) < len(got.DepartmentIDs):
		at = "department_ids"
	case len(want.TagIDs) < len(got.TagIDs):
		at = "tag_ids"
	case len(want.Aliases) < len(got.Aliases):
		at = "aliases"
	}
	plan.UserIDs, plan.Aliases = field.UsersSet(got.UserIDs, state.UserIDs), field.UsersSet(got.Aliases, state.Aliases)
	plan.DepartmentIDs, plan.TagIDs = field.NumbersSet(got.DepartmentIDs), field.NumbersSet(got.TagIDs)
	r.Diags.AddAttributeError(path.Root(at), fmt.Sprintf("%s of %s are not as written", at, kind.Subject(noun, state)),
		"WeCom accepted the empty list and kept what it held. Take it out in the console (协作 → 邮件 → 公共邮箱), or put it back into the configuration.\nEverything else of this change was "+
			"applied.\n\nhttps://developer.work.weixin.qq.com/document/path/98000")
}

// explain tells what a refusal means here.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	b := m.mailbox()
	var clash *shared.ErrClash
	switch code := shared.Code(f.Err); {
	case f.Op == "read" && code == 0 && errors.Is(f.Err, client.ErrNotFound):
		f.Reason = "this app has no public mailbox of that id: it was deleted, or another app or the console made it, which WeCom does not tell apart"
		f.NextStep = "If another app made it, use that app's secret. The data source wecom_public_mailboxes lists those of this app."
	case code == 680033 && errors.As(f.Err, &clash) && clash.By != "":
		id := strings.TrimPrefix(clash.By, unique.Scope+"/")
		f.Reason = fmt.Sprintf("a public mailbox of this app has the address %s already (id %s)", b.Email, id)
		f.NextStep = "To manage that one, import it:  terraform import <address> " + id + "\nIf it is managed here already and is to have another address of the configuration, use a moved block. " +
			"Otherwise choose another address."
	case code == 680032:
		f.Reason = fmt.Sprintf("%s is no address that a mailbox of this corp can have: the part behind the @ must be a mail domain of the corp.%s", b.Email, shared.MailDomains(r, r.Client))
		f.NextStep = "Correct email. The mail domains of the corp stand in the console.\nConsole: 协作 → 邮件 → 域名管理"
	case code == 680048 && errors.As(f.Err, &clash) && clash.By != "":
		id := strings.TrimPrefix(clash.By, unique.Scope+"/")
		f.Reason = fmt.Sprintf("one of its aliases is an alias, or the address, of another public mailbox of this app (id %s)", id)
		if !clash.Ours {
			f.NextStep = "If that public mailbox is managed here, too, and gives the alias up in the same apply, apply again. Otherwise choose another alias."
		}
	case (code == 680047 || code == 680048) && len(b.Aliases) == 1:
		meaning, _ := client.Explain(f.Err)
		f.Reason = fmt.Sprintf("it means %s, the only one of aliases. %s", b.Aliases[0], meaning.Meaning)
	}
}
