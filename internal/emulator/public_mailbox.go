// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// PublicMailbox is a public mailbox (公共邮箱, pages 95511 and 98000 to 98003). In a seed, an id that is left out is made
// up. What it holds, and the passwords of mail programs (create_auth_code), are not modelled: nobody should ask for
// one.
type PublicMailbox struct {
	ID          int64    `json:"id"`
	Email       string   `json:"email" form:"邮箱地址|Address" only:"add"`
	Name        string   `json:"name" form:"邮箱名称|Name"`
	Users       []string `json:"users,omitempty" form:"使用成员|Userids" input:"users"`
	Departments []int64  `json:"departments,omitempty" form:"使用部门|Departments"`
	Tags        []int64  `json:"tags,omitempty" form:"使用标签|Contact tags"`
	Aliases     []string `json:"aliases,omitempty" form:"别名|Aliases" input:"words"`
	// Owner is the name of the app that made it, alone to see it; empty for the console.
	Owner string `json:"owner,omitempty"`
}

const (
	maxMailboxName = 64 // a Chinese character counts as two
	maxAliases     = 5
	firstMailbox   = 30
)

func newPublicMailboxes(st *store) *core.Collection[int64, PublicMailbox] {
	return core.NewCollection(&st.Store, core.Rules[int64, PublicMailbox]{
		Created: func(*PublicMailbox) int64 { return 0 }, // lists are in the order in which mailboxes were made
		Noun:    "public mailbox", Key: func(b *PublicMailbox) *int64 { return &b.ID }, Check: st.checkPublicMailbox,
		Fresh: func(taken func(int64) bool) int64 {
			next := int64(firstMailbox)
			for taken(next) {
				next++
			}
			return next
		},
		Clash: func(b, other *PublicMailbox) error {
			if b.Name == other.Name {
				return core.Fail(680040)
			}
			return nil
		},
		None:    func(int64, bool) error { return core.Fail(680035) },
		Taken:   func() error { return core.Fail(680035) },
		Missing: func() error { return core.Fail(680036) },
		Foreign: func(b *PublicMailbox, app *App) error { return st.mailForeign(b.Owner != app.Name, 680035) },
	})
}

func publicMailboxRoutes() []core.Route {
	return []core.Route{
		mailRow("POST", "publicmail/create", 95511, true, post(createPublicMailbox)),
		mailRow("POST", "publicmail/update", 98000, true, post(updatePublicMailbox)),
		mailRow("POST", "publicmail/delete", 98001, true, post(deletePublicMailbox)),
		mailRow("POST", "publicmail/get", 98002, false, post(getPublicMailboxes)),
		mailRow("GET", "publicmail/search", 98003, false, get(searchPublicMailboxes), "fuzzy", "email"),
	}
}

type wirePublicMailbox struct {
	ID          *int64            `json:"id"`    // update
	Email       *string           `json:"email"` // create
	Name        *string           `json:"name"`
	Users       *mailList[string] `json:"userid_list"`
	Departments *mailList[int64]  `json:"department_list"`
	Tags        *mailList[int64]  `json:"tag_list"`
	Aliases     *mailList[string] `json:"alias_list"` // update
}

// checkPublicMailbox is what every stored mailbox obeys.
func (st *store) checkPublicMailbox(b *PublicMailbox) error {
	width := 0
	for _, r := range b.Name {
		if width++; r > 0xff {
			width++
		}
	}
	switch {
	case !st.corpMail(b.Email):
		return core.Fail(680032)
	case width == 0 || width > maxMailboxName:
		return core.Fail(680034)
	case len(b.Users)+len(b.Departments)+len(b.Tags) == 0:
		return core.Fail(680008)
	case len(b.Aliases) > maxAliases:
		return core.Fail(680049)
	}
	for _, alias := range b.Aliases {
		if !st.corpMail(alias) || len(alias) < 6 || len(alias) > 64 {
			return core.Fail(680047)
		}
	}
	b.Users = st.canonical(b.Users)
	return nil
}

// mailboxOf finds the mailbox with this address or alias; nil is none.
func (st *store) mailboxOf(address string) *PublicMailbox {
	return st.publicMailboxes.Some(func(b *PublicMailbox) bool { return b.answersTo(address) })
}

func (b *PublicMailbox) answersTo(address string) bool {
	return strings.EqualFold(b.Email, address) || slices.ContainsFunc(b.Aliases, func(a string) bool { return strings.EqualFold(a, address) })
}

// freeMailbox refuses addresses that something else has, and users, departments and tags that are not there.
func (st *store) freeMailbox(b *PublicMailbox) error {
	taken := func(address string) bool {
		other := st.publicMailboxes.Some(func(o *PublicMailbox) bool { return o.ID != b.ID && o.answersTo(address) })
		return other != nil || st.mailOwner(address) != nil || st.mailGroups.Has(address)
	}
	if taken(b.Email) {
		return core.Fail(680033)
	}
	if slices.ContainsFunc(b.Aliases, taken) {
		return core.Fail(680048)
	}
	for _, id := range b.Users {
		if st.member(id) == nil {
			return unknownMember(id)
		}
	}
	return st.mailNodes(b.Departments, b.Tags)
}

// applyPublicMailbox lays what was sent over a mailbox.
func (st *store) applyPublicMailbox(b *PublicMailbox, in *wirePublicMailbox, made bool) error {
	core.Lay(&b.Name, in.Name)
	layMail(st, &b.Users, in.Users, made)
	layMail(st, &b.Departments, in.Departments, made)
	layMail(st, &b.Tags, in.Tags, made)
	layMail(st, &b.Aliases, in.Aliases, made)
	if err := st.checkPublicMailbox(b); err != nil {
		return err
	}
	return st.freeMailbox(b)
}

func createPublicMailbox(c *call, in *wirePublicMailbox) (any, error) {
	if in.ID != nil {
		c.Report("id: unknown key")
	}
	if in.Aliases != nil {
		c.Report("alias_list: unknown key")
		in.Aliases = nil
	}
	b := PublicMailbox{Owner: c.App.Name}
	core.Lay(&b.Email, in.Email)
	if err := c.store.applyPublicMailbox(&b, in, true); err != nil {
		return nil, err
	}
	made, err := c.store.publicMailboxes.Add(b)
	if err != nil {
		return nil, err
	}
	return map[string]int64{"id": made.ID}, nil
}

func updatePublicMailbox(c *call, in *wirePublicMailbox) (any, error) {
	if in.Email != nil {
		c.Report("email: unknown key")
	}
	old, err := c.store.publicMailboxes.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	b := core.Copy(*old)
	if err := c.store.applyPublicMailbox(&b, in, false); err != nil {
		return nil, err
	}
	return nil, c.store.publicMailboxes.Replace(old, b)
}

type wireMailboxID struct {
	ID *int64 `json:"id"`
}

func deletePublicMailbox(c *call, in *wireMailboxID) (any, error) {
	return nil, c.store.publicMailboxes.DeleteOwn(in.ID, c.App)
}

type wireMailboxIDs struct {
	IDs []int64 `json:"id_list"`
}

// getPublicMailboxes shows several. Of one that there is not, or not for this app, the row is missing, unless the
// switches say otherwise.
func getPublicMailboxes(c *call, in *wireMailboxIDs) (any, error) {
	st := c.store
	if len(in.IDs) == 0 {
		return nil, core.Fail(680036)
	}
	rows, out := []*core.Object{}, &core.Object{}
	for _, id := range in.IDs {
		b, err := st.publicMailboxes.Own(&id, c.App)
		if err != nil && (st.sw.MailboxUnknown680035 || b != nil && st.sw.MailForeign != "") {
			return nil, err
		}
		if err == nil {
			rows = append(rows, st.wirePublicMailbox(b))
		}
	}
	core.PutList(out, &st.Store, "list", rows, EmptyShown)
	return out, nil
}

func (st *store) wirePublicMailbox(b *PublicMailbox) *core.Object {
	form, out := st.sw.MailEmptyList, &core.Object{}
	users, _ := st.living(b.Users, nil)
	departments, tags := st.livingMail(b.Departments, b.Tags)
	out.Put("id", b.ID)
	out.Put("email", st.shownMail(b.Email)[0])
	out.Put("name", b.Name)
	putMail(st, out, "userid_list", users, form)
	putMail(st, out, "department_list", departments, form)
	putMail(st, out, "tag_list", tags, form)
	putMail(st, out, "alias_list", st.shownMail(b.Aliases...), form)
	return out
}

// searchPublicMailboxes lists the mailboxes of the calling app, by name or address.
func searchPublicMailboxes(c *call) (any, error) {
	st := c.store
	text, err := c.fuzzyMail("email")
	if err != nil {
		return nil, err
	}
	rows, out := []*core.Object{}, &core.Object{}
	for _, b := range st.publicMailboxes.List(func(b *PublicMailbox) bool { return b.Owner == c.App.Name }) {
		if !strings.Contains(strings.ToLower(b.Email+"\n"+b.Name), text) {
			continue
		}
		one := &core.Object{}
		one.Put("id", b.ID)
		one.Put("email", st.shownMail(b.Email)[0])
		one.Put("name", b.Name)
		rows = append(rows, one)
	}
	core.PutList(out, &st.Store, "list", rows, EmptyShown)
	return out, nil
}
