// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// familyMail are the paths of corp mail, below exmail/ (page 95486).
const familyMail = "mail"

// mailRow makes the routes of corp mail, which apps listed under 协作 → 邮件 → 可调用接口的应用 may call.
func mailRow(method, name string, page int, write bool, handle core.Handler, query ...string) core.Route {
	return core.Route{Method: method, Path: "exmail/" + name, Page: page, Family: familyMail, By: core.ByMailApp, Write: write, Query: query, Handle: handle}
}

// mailList is how lists lie in requests of corp mail.
type mailList[T comparable] struct {
	List []T `json:"list"`
}

// layMail takes over a list that an update or, with made, a create sends.
func layMail[T comparable](st *store, to *[]T, sent *mailList[T], made bool) {
	switch {
	case sent == nil && (made || !st.sw.MailOmittedCleared):
	case sent == nil:
		*to = nil
	case len(sent.List) > 0:
		*to = core.Distinct(sent.List)
	case made || !st.sw.MailEmptyKept:
		*to = nil
	}
}

// putMail shows a list; form is that of an empty one.
func putMail[T any](st *store, out *core.Object, name string, list []T, form string) {
	inside := &core.Object{}
	if len(list) > 0 || form == "" {
		core.PutList(inside, &st.Store, "list", list, EmptyShown)
	}
	if len(list) > 0 || form != EmptyAbsent {
		out.Put(name, inside)
	}
}

// mailDomain is the domain under which WeCom makes the mailboxes of members: the corp's default one.
func (st *store) mailDomain() string {
	if len(st.mailDomains) > 0 {
		return strings.ToLower(st.mailDomains[0])
	}
	return strings.ToLower(st.CorpID) + ".wecom.work"
}

// corpMail says whether an address is well formed and of the corp's mail domain.
func (st *store) corpMail(address string) bool {
	_, domain, _ := strings.Cut(address, "@")
	if !emailForm.MatchString(address) {
		return false
	}
	if len(st.mailDomains) == 0 {
		return strings.EqualFold(domain, st.mailDomain())
	}
	return slices.ContainsFunc(st.mailDomains, func(d string) bool { return strings.EqualFold(d, domain) })
}

// mailOwner finds the member with a corp mailbox of this address; nil is none.
func (st *store) mailOwner(address string) *Member {
	return st.members.Some(func(m *Member) bool {
		return strings.EqualFold(m.BizMail, address) ||
			slices.ContainsFunc(m.BizMailAlias, func(a string) bool { return strings.EqualFold(a, address) })
	})
}

// shownMail is an address, or the list of them, as it reads.
func (st *store) shownMail(addresses ...string) []string {
	out := slices.Clone(addresses)
	if st.sw.MailLowerCase {
		for i := range out {
			out[i] = strings.ToLower(out[i])
		}
	}
	return out
}

// mailForeign is the error for the group or mailbox of another app or of the console; missing is that of none.
func (st *store) mailForeign(foreign bool, missing int) error {
	switch {
	case !foreign:
		return nil
	case st.sw.MailForeign == MailForeign48002:
		return core.Fail(48002)
	case st.sw.MailForeign == MailForeign2400005:
		return core.Fail(2400005)
	}
	return core.Fail(missing)
}

// mailNodes refuses departments and tags that are not there.
func (st *store) mailNodes(departments, tags []int64) error {
	for _, id := range departments {
		if !st.departments.Has(id) {
			return st.unknownDepartment()
		}
	}
	for _, id := range tags {
		if !st.contactTags.Has(id) {
			return core.Fail(40068)
		}
	}
	return nil
}

// livingMail leaves out departments and tags that are gone.
func (st *store) livingMail(departments, tags []int64) (d, t []int64) {
	return slices.DeleteFunc(slices.Clone(departments), func(id int64) bool { return !st.departments.Has(id) }),
		slices.DeleteFunc(slices.Clone(tags), func(id int64) bool { return !st.contactTags.Has(id) })
}

// fuzzyMail reads fuzzy of a search: 0 is everything, 1 what holds the text of the other key.
func (c *call) fuzzyMail(key string) (text string, err error) {
	switch c.Query["fuzzy"] {
	case "0":
		return "", nil
	case "1":
		return strings.ToLower(c.Query[key]), nil
	}
	return "", core.Fail(680015)
}

// SetMail puts the app into 可调用接口的应用 of 邮件 or takes it out.
func (c *Console) SetMail(app string, listed bool) error {
	return c.setApp(app, func(a *App) { a.Mail = listed })
}
