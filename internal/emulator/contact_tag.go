// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// ContactTag is one tag of members and departments (标签 of 通讯录, pages 90210 to 90216). In a seed, an id that is left out
// is made up.
type ContactTag struct {
	ID          int64    `json:"tagid"`
	Name        string   `json:"tagname" form:"标签名称|Name"`
	Users       []string `json:"users,omitempty" form:"成员|Userids" input:"users"`
	Departments []int64  `json:"departments,omitempty" form:"部门|Departments"`
	// Owner is the name of the app that made it, alone to change it; empty for the console, whose tags 通讯录同步 may
	// change, too.
	Owner string `json:"owner,omitempty"`
}

const (
	familyContactTag = "contact_tag"
	maxContactTags   = 3000
	maxTagNodes      = 30_000
	maxTagUsers      = 1000 // of one call
	maxTagParties    = 100
)

func newContactTags(st *store) *core.Collection[int64, ContactTag] {
	var tags *core.Collection[int64, ContactTag]
	tags = core.NewCollection(&st.Store, core.Rules[int64, ContactTag]{
		Noun: "contact tag", Key: func(t *ContactTag) *int64 { return &t.ID }, Check: st.checkContactTag,
		// "current maximum + 1": that of a deleted tag comes again, if it was the maximum.
		Fresh: func(taken func(int64) bool) int64 {
			next := int64(1)
			for t := range tags.All() {
				next = max(next, t.ID+1)
			}
			for st.sw.ContactTagIDsUsedOnce && taken(next) {
				next++
			}
			return next
		},
		Most: func() int { return core.OrDefault(st.limits.ContactTags, maxContactTags) }, Full: 40126,
		Clash: func(t, other *ContactTag) error {
			if t.Name == other.Name || st.sw.ContactTagNamesIgnoreCase && strings.EqualFold(t.Name, other.Name) {
				return core.FailText(40071, "tagname existed")
			}
			return nil
		},
		None:    func(int64, bool) error { return core.Fail(40068) },
		Taken:   func() error { return core.Fail(40068) },
		Missing: func() error { return core.Fail(41017) },
		Foreign: func(t *ContactTag, app *App) error {
			switch {
			case t.Owner == app.Name, t.Owner == "" && app.Kind == AppContacts:
				return nil
			case st.sw.ForeignContactTag60011:
				return core.Fail(60011)
			}
			return core.Fail(81011)
		},
	})
	return tags
}

func contactTagRoutes() []core.Route {
	row := func(method, name string, page int, write bool, word string, handle core.Handler, query ...string) core.Route {
		return core.Route{Method: method, Path: "tag/" + name, Page: page, Family: familyContactTag, By: core.ByContacts | core.BySelfBuilt,
			Write: write, Word: word, Query: query, Handle: handle}
	}
	return []core.Route{
		row("POST", "create", 90210, true, "created", post(createContactTag)),
		row("POST", "update", 90211, true, "updated", post(updateContactTag)),
		row("GET", "delete", 90212, true, "deleted", get(deleteContactTag), "tagid"),
		row("GET", "get", 90213, false, "", get(getContactTag), "tagid"),
		row("POST", "addtagusers", 90214, true, "", post(addTagUsers)),
		row("POST", "deltagusers", 90215, true, "deleted", post(delTagUsers)),
		row("GET", "list", 90216, false, "", get(listContactTags)),
	}
}

type wireContactTag struct {
	ID   *int64  `json:"tagid"`
	Name *string `json:"tagname"`
}

type wireTagNodes struct {
	ID      *int64   `json:"tagid"`
	Users   []string `json:"userlist"`
	Parties []int64  `json:"partylist"`
}

// checkContactTag is what every stored tag obeys.
func (st *store) checkContactTag(t *ContactTag) error {
	if n := core.Chars(t.Name); n == 0 || n > 32 {
		return core.Fail(40072)
	}
	if t.ID < 0 {
		return core.Fail(40068)
	}
	if len(t.Users)+len(t.Departments) > core.OrDefault(st.limits.TagNodes, maxTagNodes) {
		return core.Fail(81003)
	}
	if t.Users = st.canonical(t.Users); len(t.Users) == 0 {
		t.Users = nil
	}
	if len(t.Departments) == 0 {
		t.Departments = nil
	}
	return nil
}

func createContactTag(c *call, in *wireContactTag) (any, error) {
	st := c.store
	if in.Name == nil {
		return nil, core.Fail(41018)
	}
	t := ContactTag{Name: *in.Name, Owner: c.App.Name}
	if in.ID != nil && (*in.ID != 0 || !st.sw.ContactTagZeroIgnored) {
		switch t.ID = *in.ID; {
		case t.ID < 1:
			return nil, core.Fail(40068)
		case st.contactTags.Has(t.ID) && st.sw.ContactTagTaken40071:
			return nil, core.Fail(40071)
		case st.contactTags.Has(t.ID):
			return nil, core.Fail(40068)
		}
	}
	if err := st.checkContactTag(&t); err != nil {
		return nil, err
	}
	if err := st.contactTags.Room(1); err != nil && st.sw.ContactTagsFull40058 {
		return nil, core.Fail(40058)
	}
	made, err := st.contactTags.Add(t)
	if err != nil {
		return nil, err
	}
	return map[string]int64{"tagid": made.ID}, nil
}

func updateContactTag(c *call, in *wireContactTag) (any, error) {
	old, err := c.store.contactTags.Own(in.ID, c.App)
	switch {
	case err != nil:
		return nil, err
	case in.Name == nil:
		return nil, core.Fail(41018)
	}
	t := core.Copy(*old)
	t.Name = *in.Name
	if err := c.store.checkContactTag(&t); err != nil {
		return nil, err
	}
	return nil, c.store.contactTags.Replace(old, t)
}

// queryTag is the tagid of a GET.
func (c *call) queryTag() *int64 {
	id, err := strconv.ParseInt(c.Query["tagid"], 10, 64)
	if c.Query["tagid"] == "" {
		return nil
	}
	if err != nil {
		id = -1
	}
	return &id
}

func deleteContactTag(c *call) (any, error) {
	st := c.store
	t, err := st.contactTags.Own(c.queryTag(), c.App)
	if err != nil {
		return nil, err
	}
	if users, departments := st.living(t.Users, t.Departments); st.sw.ContactTagMustBeEmpty && len(users)+len(departments) > 0 {
		return nil, core.Fail(40058)
	}
	st.contactTags.Delete(t.ID)
	return nil, nil
}

// getContactTag shows of a tag what the token may see; not its id.
func getContactTag(c *call) (any, error) {
	st := c.store
	t, err := st.contactTags.Sent(c.queryTag())
	if err != nil {
		return nil, err
	}
	sc := st.scopeOf(c.App)
	users, departments := st.living(t.Users, t.Departments)
	slices.Sort(users)
	slices.Sort(departments)
	rows, parties, out := []*core.Object{}, []int64{}, &core.Object{}
	for _, id := range users {
		m := st.member(id)
		if !sc.member(m) {
			continue
		}
		row := &core.Object{}
		row.Put("userid", m.UserID)
		if !(st.sw.ContactTagNamesWithheld && c.App.Kind == AppContacts) {
			row.Put("name", m.Name)
		}
		rows = append(rows, row)
	}
	for _, id := range departments {
		if sc.department(id) {
			parties = append(parties, id)
		}
	}
	name := t.Name
	if st.sw.ContactTagNamesWithheld && c.App.Kind == AppContacts {
		name = ""
	}
	out.Put("tagname", name)
	core.PutList(out, &st.Store, "userlist", rows, EmptyShown)
	core.PutList(out, &st.Store, "partylist", parties, EmptyShown)
	return out, nil
}

func listContactTags(c *call) (any, error) {
	rows, out := []*core.Object{}, &core.Object{}
	for t := range c.store.contactTags.All() {
		row := &core.Object{}
		row.Put("tagid", t.ID)
		row.Put("tagname", t.Name)
		rows = append(rows, row)
	}
	core.PutList(out, &c.store.Store, "taglist", rows, EmptyShown)
	return out, nil
}

// tagNodes checks what both calls on members of a tag have in common.
func (c *call) tagNodes(in *wireTagNodes) (*ContactTag, error) {
	t, err := c.store.contactTags.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	switch users, parties := len(in.Users), len(in.Parties); {
	case users+parties == 0, c.Single("userlist"), c.Single("partylist"):
		return nil, core.Fail(40035)
	case (users > maxTagUsers || parties > maxTagParties) && c.store.sw.ContactTagTooMany81014:
		return nil, core.Fail(81014)
	case users > maxTagUsers || parties > maxTagParties:
		return nil, core.Fail(40035)
	}
	return t, nil
}

// splitTagNodes divides what was sent into what can be done and what is not valid: unknown or not visible, and what
// there is nothing to do for, where the switch says so.
func (c *call) splitTagNodes(in *wireTagNodes, t *ContactTag, add bool) (good, bad wireTagNodes) {
	st, sc, have := c.store, c.store.scopeOf(c.App), userSet(t.Users)
	for _, id := range in.Users {
		m := st.member(id)
		if m == nil || !sc.member(m) || st.sw.ContactTagNoopInvalid && have[userKey(id)] == add {
			bad.Users = append(bad.Users, id)
		} else {
			good.Users = append(good.Users, m.UserID)
		}
	}
	for _, id := range in.Parties {
		if !st.departments.Has(id) || !sc.department(id) || st.sw.ContactTagNoopInvalid && slices.Contains(t.Departments, id) == add {
			bad.Parties = append(bad.Parties, id)
		} else {
			good.Parties = append(good.Parties, id)
		}
	}
	return good, bad
}

// invalidRows answers errcode 0 with what was not valid.
func (st *store) invalidRows(bad wireTagNodes) *core.Object {
	out := &core.Object{}
	if len(bad.Users) > 0 && st.sw.ContactTagInvalidArray {
		out.Put("invalidlist", bad.Users)
	} else if len(bad.Users) > 0 {
		out.Put("invalidlist", strings.Join(bad.Users, "|"))
	}
	if len(bad.Parties) > 0 {
		out.Put("invalidparty", bad.Parties)
	}
	return out
}

func addTagUsers(c *call, in *wireTagNodes) (any, error) {
	t, err := c.tagNodes(in)
	if err != nil {
		return nil, err
	}
	good, bad := c.splitTagNodes(in, t, true)
	if len(good.Users)+len(good.Parties) == 0 {
		return nil, core.Fail(40070)
	}
	next := core.Copy(*t)
	next.Users = append(next.Users, good.Users...)
	next.Departments = core.Distinct(append(next.Departments, good.Parties...))
	if err := c.store.checkContactTag(&next); err != nil {
		return nil, err
	}
	*t = next
	return c.store.invalidRows(bad), nil
}

func delTagUsers(c *call, in *wireTagNodes) (any, error) {
	t, err := c.tagNodes(in)
	if err != nil {
		return nil, err
	}
	good, bad := c.splitTagNodes(in, t, false)
	if len(good.Users)+len(good.Parties) == 0 {
		return nil, core.Fail(40031)
	}
	gone := userSet(good.Users)
	t.Users = slices.DeleteFunc(t.Users, func(id string) bool { return gone[userKey(id)] })
	t.Departments = slices.DeleteFunc(t.Departments, func(id int64) bool { return slices.Contains(good.Parties, id) })
	return c.store.invalidRows(bad), c.store.checkContactTag(t)
}
