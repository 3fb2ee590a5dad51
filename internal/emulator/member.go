// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
	"strings"
)

func memberRoutes() []route {
	read := byContacts | bySelfBuilt
	getEmpty := []string{"department", "order", "is_leader_in_dept", "direct_leader"}
	list := []string{"userlist"}
	return []route{
		{method: "POST", path: "user/create", page: 90195, family: familyDirectory, by: byContacts, write: true, word: "created", handle: post(createMember)},
		{method: "POST", path: "user/update", page: 90197, family: familyDirectory, by: byContacts, write: true, word: "updated", handle: post(updateMember)},
		{method: "GET", path: "user/delete", page: 90198, family: familyDirectory, by: byContacts, write: true, word: "deleted", query: []string{"userid"}, handle: deleteMember},
		{method: "POST", path: "user/batchdelete", page: 90199, family: familyDirectory, by: byContacts, write: true, word: "deleted", handle: post(batchDeleteMembers)},
		{method: "GET", path: "user/get", page: 90196, family: familyDirectory, by: read, detail: true, query: []string{"userid"}, empty: getEmpty, handle: getMember},
		{method: "GET", path: "user/simplelist", page: 90200, family: familyDirectory, by: read, detail: true, query: []string{"department_id"}, empty: list, handle: simpleListMembers},
		{method: "GET", path: "user/list", page: 90201, family: familyDirectory, by: read, detail: true, query: []string{"department_id"}, empty: list, handle: listMembers},
		{method: "POST", path: "user/list_id", page: 96067, family: familyDirectory, by: byContacts, empty: []string{"dept_user"}, handle: post(listMemberIDs)},
	}
}

// wireMember has the keys of a real answer for a bare member, in their order [captured]. The sensitive keys are
// pointers: absent, not empty, for newer self-built apps.
type wireMember struct {
	UserID           string               `json:"userid"`
	Name             string               `json:"name"`
	Department       []int64              `json:"department"`
	Position         string               `json:"position"`
	Mobile           *string              `json:"mobile,omitempty"`
	Gender           *string              `json:"gender,omitempty"`
	Email            *string              `json:"email,omitempty"`
	Avatar           *string              `json:"avatar,omitempty"`
	Status           int                  `json:"status"`
	IsLeader         int                  `json:"isleader"`
	ExtAttr          wireExtAttr          `json:"extattr"`
	Telephone        string               `json:"telephone"`
	Enable           int                  `json:"enable"`
	HideMobile       int                  `json:"hide_mobile"`
	Order            []int64              `json:"order"`
	MainDepartment   *int64               `json:"main_department,omitempty"`
	QRCode           *string              `json:"qr_code,omitempty"`
	Alias            string               `json:"alias"`
	IsLeaderInDept   []int64              `json:"is_leader_in_dept"`
	Address          *string              `json:"address,omitempty"`
	ThumbAvatar      *string              `json:"thumb_avatar,omitempty"`
	DirectLeader     []string             `json:"direct_leader"`
	BizMail          *string              `json:"biz_mail,omitempty"`
	ExternalPosition string               `json:"external_position,omitempty"`
	ExternalProfile  *wireExternalProfile `json:"external_profile,omitempty"`
}

type wireSimpleMember struct {
	UserID     string  `json:"userid"`
	Name       string  `json:"name"`
	Department []int64 `json:"department"`
}

type wireMemberID struct {
	UserID     string `json:"userid"`
	Department int64  `json:"department"`
}

func (st *store) member(userID string) *Member { return st.members[userKey(userID)] }

func unknownMember(userID string) error {
	return failText(60111, "invalid string value `%s`. userid not found", userID)
}

func getMember(c *call) (any, error) {
	userID := c.query["userid"]
	if userID == "" {
		return nil, fail(41009)
	}
	if !validUserID(userID) {
		return nil, fail(40003)
	}
	m, sc := c.store.member(userID), c.store.scopeOf(c.app)
	if m == nil || !sc.member(m) {
		return nil, unknownMember(userID)
	}
	return c.store.wireMember(m, sc, c.app.HideSensitive), nil
}

func (st *store) wireMember(m *Member, sc scope, hide bool) wireMember {
	out := wireMember{
		UserID: m.UserID, Name: m.Name, Position: m.Position, Status: m.Status, Telephone: m.Telephone, Alias: m.Alias,
		Department: []int64{}, Order: []int64{}, IsLeaderInDept: []int64{}, DirectLeader: []string{}, Enable: 1,
		ExternalPosition: m.ExternalPosition, ExtAttr: st.wireExtAttr(m), ExternalProfile: m.ExternalProfile.wire(),
	}
	if m.Status == StatusDisabled {
		out.Enable = 0
	}
	for _, place := range m.Departments {
		if !sc.department(place.Department) {
			continue
		}
		out.Department = append(out.Department, place.Department)
		out.Order = append(out.Order, place.Order)
		out.IsLeaderInDept = append(out.IsLeaderInDept, int64(flag(place.Leader)))
		out.IsLeader |= flag(place.Leader)
	}
	if sc.department(m.MainDepartment) {
		out.MainDepartment = &m.MainDepartment
	}
	for _, leader := range m.DirectLeader {
		if l := st.member(leader); l != nil && sc.member(l) {
			out.DirectLeader = append(out.DirectLeader, l.UserID)
		}
	}
	if hide {
		return out
	}
	none, gender := "", strconv.Itoa(m.Gender)
	mobile, email, bizMail := m.Mobile, m.Email, m.BizMail
	code := "https://open.work.weixin.qq.com/wwopen/userQRCode?vcode=vc" + userKey(m.UserID)
	out.Mobile, out.Gender, out.Email, out.BizMail = &mobile, &gender, &email, &bizMail
	out.Avatar, out.ThumbAvatar, out.QRCode = &none, &none, &code
	if m.Address != "" {
		out.Address = &m.Address
	}
	return out
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// membersOf answers the visible direct members of the department in the query.
func (c *call) membersOf() ([]*Member, scope, error) {
	st, sc := c.store, c.store.scopeOf(c.app)
	id, err := strconv.ParseInt(c.query["department_id"], 10, 64)
	if err != nil {
		return nil, sc, st.unknownDepartment()
	}
	if err := st.visible(sc, id); err != nil {
		return nil, sc, err
	}
	var out []*Member
	for _, key := range sortedKeys(st.members) {
		if m := st.members[key]; m.in(id) {
			out = append(out, m)
		}
	}
	return shuffled(st, out), sc, nil
}

func (m *Member) in(department int64) bool {
	return slices.ContainsFunc(m.Departments, func(p Membership) bool { return p.Department == department })
}

func simpleListMembers(c *call) (any, error) {
	found, sc, err := c.membersOf()
	if err != nil {
		return nil, err
	}
	out := []wireSimpleMember{}
	for _, m := range found {
		row := wireSimpleMember{UserID: m.UserID, Name: m.Name, Department: []int64{}}
		for _, place := range m.Departments {
			if sc.department(place.Department) {
				row.Department = append(row.Department, place.Department)
			}
		}
		out = append(out, row)
	}
	return struct {
		Users []wireSimpleMember `json:"userlist"`
	}{out}, nil
}

func listMembers(c *call) (any, error) {
	found, sc, err := c.membersOf()
	if err != nil {
		return nil, err
	}
	out := []wireMember{}
	for _, m := range found {
		out = append(out, c.store.wireMember(m, sc, c.app.HideSensitive))
	}
	return struct {
		Users []wireMember `json:"userlist"`
	}{out}, nil
}

type wireListIDs struct {
	Cursor *string `json:"cursor"`
	Limit  *int64  `json:"limit"`
}

const (
	listIDPage   = 10_000
	cursorPrefix = "after-"
)

// listMemberIDs pages over one record per member and department. Cursors are the number of records passed.
func listMemberIDs(c *call, in *wireListIDs) (any, error) {
	limit, from := listIDPage, 0
	if in.Limit != nil {
		if *in.Limit < 1 || *in.Limit > listIDPage {
			return nil, badParameter("limit")
		}
		limit = int(*in.Limit)
	}
	if in.Cursor != nil && *in.Cursor != "" {
		text, ok := strings.CutPrefix(*in.Cursor, cursorPrefix)
		n, err := strconv.Atoi(text)
		if !ok || err != nil || n < 0 {
			return nil, fail(50100)
		}
		from = n
	}
	all := []wireMemberID{}
	for _, key := range sortedKeys(c.store.members) {
		for _, place := range c.store.members[key].Departments {
			all = append(all, wireMemberID{c.store.members[key].UserID, place.Department})
		}
	}
	out := struct {
		Next string         `json:"next_cursor"`
		IDs  []wireMemberID `json:"dept_user"`
	}{}
	from = min(from, len(all))
	end := min(from+limit, len(all))
	if end < len(all) {
		out.Next = cursorPrefix + strconv.Itoa(end)
	}
	out.IDs = all[from:end]
	return out, nil
}
