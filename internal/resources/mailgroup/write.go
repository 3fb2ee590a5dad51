// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package mailgroup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

const official = "https://developer.work.weixin.qq.com/document/path/97995"

// unique is the name, which no two groups may have at any moment; the address neither.
var unique = &kind.Unique[model]{
	Scope: "mail_group",
	Name:  func(m *model) string { return m.Name.ValueString() },
	Taken: func(r *kind.Run, m *model, self string) (string, error) {
		all, err := r.Client.MailGroups.List(r)
		for _, g := range all {
			same := strings.EqualFold(g.ID, m.ID.ValueString())
			if self == "" && same {
				return m.ID.ValueString(), err
			}
			if !same && g.Name == m.Name.ValueString() {
				return g.ID, err
			}
		}
		return "", err
	},
	// A name of its own in which nothing is cut: no two groups have the same address.
	Yield: func(r *kind.Run, _, state *model, back bool) error {
		now := state.group(r)
		next := *now
		if !back {
			next.Name = "~" + now.ID[:min(len(now.ID), 199)]
		}
		return r.Client.MailGroups.Update(r, &next, now)
	},
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	var id string
	err := unique.Create(r, m, func() (err error) {
		id, err = r.Client.MailGroups.Create(r, m.group(r))
		return err
	})
	return kind.Made{ID: id}, err
}

// update sends the group as a whole, so that it is right whatever WeCom makes of a list that is left out.
func update(r *kind.Run, plan, state *model) (bool, error) {
	want, have := plan.group(r), state.group(r)
	if want.Same(have) {
		return false, nil
	}
	if err := unique.Update(r, plan, state, func() error { return r.Client.MailGroups.Update(r, want, have) }); err != nil {
		return false, err
	}
	verify(r, plan, state, want, have)
	return true, nil
}

// verify looks whether lists that were sent empty are, where they may have held somebody: that WeCom keeps them would
// leave members in the group, or senders, whom the plan has not. Then the state has what WeCom has, and an error says
// so.
func verify(r *kind.Run, plan, state *model, want, have *client.MailGroup) {
	clears := func(want, had int) bool { return want == 0 && had > 0 }
	members := clears(len(want.Emails), len(have.Emails)) || clears(len(want.GroupIDs), len(have.GroupIDs)) ||
		clears(len(want.DepartmentIDs), len(have.DepartmentIDs)) || clears(len(want.TagIDs), len(have.TagIDs))
	lists := want.Listed() && (!have.Listed() || clears(len(want.AllowEmails), len(have.AllowEmails)) ||
		clears(len(want.AllowDepartmentIDs), len(have.AllowDepartmentIDs)) || clears(len(want.AllowTagIDs), len(have.AllowTagIDs)))
	if !members && !lists {
		return
	}
	var got *client.MailGroup
	var err error
	r.Await(func(ctx context.Context) bool {
		got, err = r.Client.MailGroups.Get(ctx, want.ID)
		return err != nil || (!members || want.SameMembers(got)) && (!lists || want.SameSenders(got))
	})
	if err != nil { // the next refresh sees what WeCom made of it
		return
	}
	const rest = "\nEverything else of this change was applied.\n\n" + official
	if members && !want.SameMembers(got) {
		at := "emails"
		switch {
		case len(want.DepartmentIDs) < len(got.DepartmentIDs):
			at = "department_ids"
		case len(want.TagIDs) < len(got.TagIDs):
			at = "tag_ids"
		case len(want.GroupIDs) < len(got.GroupIDs):
			at = "group_ids"
		}
		plan.Emails, plan.GroupIDs = field.UsersSet(got.Emails, state.Emails), field.UsersSet(got.GroupIDs, state.GroupIDs)
		plan.DepartmentIDs, plan.TagIDs = field.NumbersSet(got.DepartmentIDs), field.NumbersSet(got.TagIDs)
		r.Diags.AddAttributeError(path.Root(at), fmt.Sprintf("Members of %s are not as written", kind.Subject(noun, state)),
			"WeCom accepted the empty list and kept whom it held: they still get the mail. Take them out in the console (协作 → 邮件 → 邮件群组), or put them back into the configuration."+rest)
	}
	if lists && !want.SameSenders(got) {
		plan.Senders = field.ObjectOf(r, sendersType, sendersOf(got, state.senders(r)))
		r.Diags.AddAttributeError(path.Root("senders"), fmt.Sprintf("Senders of %s are not as written", kind.Subject(noun, state)),
			"WeCom accepted the empty list and kept whom it held: they may still send. Take them out in the console (协作 → 邮件 → 邮件群组), or put them back into the configuration."+rest)
	}
}

// explain tells what a refusal means here.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	one := func(attribute string, values []string) {
		if len(values) == 1 {
			f.Reason = fmt.Sprintf("it means %s, the only address in %s: no member of the corp has it", values[0], attribute)
			return
		}
		f.Reason = fmt.Sprintf("it means one of the addresses in %s, %s, and does not say which: no member of the corp has it", attribute, shared.Shorten(values))
	}
	g := m.group(r)
	switch code := shared.Code(f.Err); {
	case f.Op == "create" && errors.Is(f.Err, client.ErrNameTaken) && !named(f.Err, code):
		f.Reason = fmt.Sprintf("a mail group of this app has the address %s already", g.ID)
		f.NextStep = "To manage that one, import it:  terraform import <address> " + g.ID + "\nIf it is managed here already and is to have another address of the configuration, use a moved block. " +
			"Otherwise choose another address."
	case code == 680001:
		f.Reason = fmt.Sprintf("%s is no address that a mail group of this corp can have: the part behind the @ must be a mail domain of the corp.%s", g.ID, shared.MailDomains(r, r.Client))
		f.NextStep = "Correct id. The mail domains of the corp stand in the console.\nConsole: 协作 → 邮件 → 域名管理"
	case code == 680003 && len(g.Emails) > 0:
		one("emails", g.Emails)
	case code == 680007 && len(g.AllowEmails) > 0:
		one("senders.emails", g.AllowEmails)
	case code == 680004 && len(g.GroupIDs) > 0:
		f.Reason = fmt.Sprintf("one of group_ids, %s, is the address of no mail group, or of one that holds this group", shared.Shorten(slices.Clone(g.GroupIDs)))
	}
}

// named reports whether a refusal is about the name.
func named(err error, code int) bool {
	var clash *shared.ErrClash
	return code == 680002 && errors.As(err, &clash)
}
