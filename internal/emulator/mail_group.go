// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Values of MailGroup.AllowType (page 95510).
const (
	MailAllowCorp    int64 = 0
	MailAllowAnybody int64 = 1
	MailAllowMembers int64 = 2
	MailAllowListed  int64 = 3
)

const maxMailGroupName = 200 // bytes

// MailGroup is a mail group (邮件群组, pages 95510 and 97995 to 97998). Its address is its id.
type MailGroup struct {
	ID          string   `json:"groupid" form:"群组地址|Address" only:"add"`
	Name        string   `json:"groupname" form:"群组名称|Name"`
	Emails      []string `json:"emails,omitempty" form:"成员地址|Addresses of members" input:"words"`
	Departments []int64  `json:"departments,omitempty" form:"部门|Departments"`
	Tags        []int64  `json:"tags,omitempty" form:"标签|Contact tags"`
	Groups      []string `json:"groups,omitempty" form:"群组|Groups in it" input:"words"`

	AllowType        int64    `json:"allow_type" form:"可发送邮件的人|Who may send" options:"0=企业成员|corp,1=任何人|anybody,2=组内成员|members,3=指定成员|listed" preset:"0"`
	AllowEmails      []string `json:"allow_emails,omitempty" form:"指定地址|Listed addresses" input:"words"`
	AllowDepartments []int64  `json:"allow_departments,omitempty" form:"指定部门|Listed departments"`
	AllowTags        []int64  `json:"allow_tags,omitempty" form:"指定标签|Listed tags"`
	// Owner is the name of the app that made it, alone to see it; empty for the console.
	Owner string `json:"owner,omitempty"`
}

func newMailGroups(st *store) *core.Collection[string, MailGroup] {
	return core.NewCollection(&st.Store, core.Rules[string, MailGroup]{
		Created: func(*MailGroup) int64 { return 0 }, // lists are in the order in which groups were made
		Noun:    "mail group", Key: func(g *MailGroup) *string { return &g.ID }, Fold: strings.ToLower, Check: st.checkMailGroup,
		Clash: func(g, other *MailGroup) error {
			if g.Name == other.Name {
				return core.FailText(680002, "group name existed")
			}
			return nil
		},
		None:    func(string, bool) error { return core.Fail(680012) },
		Taken:   func() error { return core.Fail(680011) },
		Missing: func() error { return st.emptyParameter("groupid") },
		Foreign: func(g *MailGroup, app *App) error { return st.mailForeign(g.Owner != app.Name, 680012) },
	})
}

func mailGroupRoutes() []core.Route {
	return []core.Route{
		mailRow("POST", "group/create", 95510, true, post(createMailGroup)),
		mailRow("POST", "group/update", 97995, true, post(updateMailGroup)),
		mailRow("POST", "group/delete", 97996, true, post(deleteMailGroup)),
		mailRow("GET", "group/get", 97997, false, get(getMailGroup), "groupid"),
		mailRow("GET", "group/search", 97998, false, get(searchMailGroups), "fuzzy", "groupid"),
	}
}

type wireMailGroup struct {
	ID               *string           `json:"groupid"`
	Name             *string           `json:"groupname"`
	Emails           *mailList[string] `json:"email_list"`
	Departments      *mailList[int64]  `json:"department_list"`
	Tags             *mailList[int64]  `json:"tag_list"`
	Groups           *mailList[string] `json:"group_list"`
	AllowType        *int64            `json:"allow_type"`
	AllowEmails      *mailList[string] `json:"allow_emaillist"`
	AllowDepartments *mailList[int64]  `json:"allow_departmentlist"`
	AllowTags        *mailList[int64]  `json:"allow_taglist"`
}

// checkMailGroup is what every stored group obeys.
func (st *store) checkMailGroup(g *MailGroup) error {
	switch {
	case !st.corpMail(g.ID):
		return core.Fail(680001)
	case g.Name == "" || len(g.Name) > maxMailGroupName:
		return core.Fail(680002)
	case g.AllowType < MailAllowCorp || g.AllowType > MailAllowListed:
		return core.Fail(680006)
	case len(g.Emails)+len(g.Departments)+len(g.Tags)+len(g.Groups) == 0:
		return core.Fail(680008)
	case g.AllowType == MailAllowListed && len(g.AllowEmails)+len(g.AllowDepartments)+len(g.AllowTags) == 0:
		return core.Fail(680007)
	}
	return nil
}

// knownMail refuses what a group names and the corp does not have, and a group that would hold itself.
func (st *store) knownMail(g *MailGroup) error {
	for _, address := range g.Emails {
		if st.mailOwner(address) == nil {
			return core.FailText(680003, "invalid email: %s", address)
		}
	}
	for _, address := range g.Groups {
		if inner := st.mailGroups.Get(address); inner == nil || st.holdsMail(inner, g.ID) {
			return core.FailText(680004, "invalid group: %s", address)
		}
	}
	if err := st.mailNodes(g.Departments, g.Tags); err != nil {
		return err
	}
	if g.AllowType != MailAllowListed {
		return nil
	}
	for _, address := range g.AllowEmails {
		if st.mailOwner(address) == nil {
			return core.FailText(680007, "invalid allow email: %s", address)
		}
	}
	return st.mailNodes(g.AllowDepartments, g.AllowTags)
}

// holdsMail says whether a group is, or holds, the group of an address.
func (st *store) holdsMail(g *MailGroup, address string) bool {
	return strings.EqualFold(g.ID, address) || slices.ContainsFunc(g.Groups, func(below string) bool {
		inner := st.mailGroups.Get(below)
		return inner != nil && st.holdsMail(inner, address)
	})
}

// applyMailGroup lays what was sent over a group.
func (st *store) applyMailGroup(g *MailGroup, in *wireMailGroup, made bool) error {
	core.Lay(&g.Name, in.Name)
	layMail(st, &g.Emails, in.Emails, made)
	layMail(st, &g.Departments, in.Departments, made)
	layMail(st, &g.Tags, in.Tags, made)
	layMail(st, &g.Groups, in.Groups, made)
	core.Lay(&g.AllowType, in.AllowType)
	if g.AllowType == MailAllowListed {
		layMail(st, &g.AllowEmails, in.AllowEmails, made)
		layMail(st, &g.AllowDepartments, in.AllowDepartments, made)
		layMail(st, &g.AllowTags, in.AllowTags, made)
	} else {
		if in.AllowEmails != nil || in.AllowDepartments != nil || in.AllowTags != nil {
			switch st.sw.MailAllowLists {
			case MailAllow40058:
				return core.Fail(40058)
			case MailAllowIgnored:
			default:
				return core.Fail(680006)
			}
		}
		if !st.sw.MailAllowKept {
			g.AllowEmails, g.AllowDepartments, g.AllowTags = nil, nil, nil
		}
	}
	if err := st.checkMailGroup(g); err != nil {
		return err
	}
	return st.knownMail(g)
}

func createMailGroup(c *call, in *wireMailGroup) (any, error) {
	st := c.store
	g := MailGroup{Owner: c.App.Name}
	if core.Lay(&g.ID, in.ID); g.ID == "" {
		return nil, st.emptyParameter("groupid")
	}
	if st.sw.MailAllowDefault1 {
		g.AllowType = MailAllowAnybody
	}
	if err := st.applyMailGroup(&g, in, true); err != nil {
		return nil, err
	}
	switch {
	case st.mailGroups.Has(g.ID):
		return nil, core.Fail(680011)
	case st.mailOwner(g.ID) != nil, st.mailboxOf(g.ID) != nil:
		return nil, core.Fail(680010)
	}
	_, err := st.mailGroups.Add(g)
	return nil, err
}

func updateMailGroup(c *call, in *wireMailGroup) (any, error) {
	old, err := c.store.mailGroups.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	g := core.Copy(*old)
	if err := c.store.applyMailGroup(&g, in, false); err != nil {
		return nil, err
	}
	return nil, c.store.mailGroups.Replace(old, g)
}

type wireMailGroupID struct {
	ID *string `json:"groupid"`
}

func deleteMailGroup(c *call, in *wireMailGroupID) (any, error) {
	return nil, c.store.mailGroups.DeleteOwn(in.ID, c.App)
}

func getMailGroup(c *call) (any, error) {
	st, id := c.store, c.Query["groupid"]
	g, err := st.mailGroups.Own(&id, c.App)
	if err != nil {
		return nil, err
	}
	form, out := st.sw.MailEmptyList, &core.Object{}
	living := func(addresses []string, alive func(string) bool) []string {
		return st.shownMail(slices.DeleteFunc(slices.Clone(addresses), func(a string) bool { return !alive(a) })...)
	}
	member := func(a string) bool { return st.mailOwner(a) != nil }
	departments, tags := st.livingMail(g.Departments, g.Tags)
	out.Put("groupid", st.shownMail(g.ID)[0])
	out.Put("groupname", g.Name)
	putMail(st, out, "email_list", living(g.Emails, member), form)
	putMail(st, out, "department_list", departments, form)
	putMail(st, out, "tag_list", tags, form)
	putMail(st, out, "group_list", living(g.Groups, st.mailGroups.Has), form)
	out.Put("allow_type", g.AllowType)
	if g.AllowType != MailAllowListed {
		if form = EmptyAbsent; st.sw.MailAllowShown {
			form = ""
		}
	}
	departments, tags = st.livingMail(g.AllowDepartments, g.AllowTags)
	putMail(st, out, "allow_emaillist", living(g.AllowEmails, member), form)
	putMail(st, out, "allow_departmentlist", departments, form)
	putMail(st, out, "allow_taglist", tags, form)
	return out, nil
}

// searchMailGroups lists the groups of the calling app. Assumed: those that nobody made have addresses, too, and cannot
// be read.
func searchMailGroups(c *call) (any, error) {
	st := c.store
	text, err := c.fuzzyMail("groupid")
	if err != nil {
		return nil, err
	}
	rows, out := []*core.Object{}, &core.Object{}
	row := func(id, name string) {
		if strings.Contains(strings.ToLower(id), text) {
			one := &core.Object{}
			one.Put("groupid", st.shownMail(id)[0])
			one.Put("groupname", name)
			rows = append(rows, one)
		}
	}
	for _, g := range st.mailGroups.List(func(g *MailGroup) bool { return g.Owner == c.App.Name }) {
		row(g.ID, g.Name)
	}
	if st.sw.MailSystemGroups {
		row("anyone@"+st.mailDomain(), "任何人")
		row("members@"+st.mailDomain(), "组内成员")
	}
	var count any = len(rows)
	if st.sw.MailCountText {
		count = strconv.Itoa(len(rows))
	}
	out.Put("count", count)
	core.PutList(out, &st.Store, "groups", rows, EmptyShown)
	return out, nil
}
