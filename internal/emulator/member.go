// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Membership is a member's place in one department.
type Membership struct {
	Department int64 `json:"department"`
	Order      int64 `json:"order,omitempty"`
	Leader     bool  `json:"leader,omitempty"`
}

// Values of Member.Status (page 90196).
const (
	StatusActivated    = 1
	StatusDisabled     = 2
	StatusNotActivated = 4
	StatusLeft         = 5
)

// Member is one member. In a seed, Status 0 is read as StatusActivated and no department as the root.
type Member struct {
	UserID         string       `json:"userid" form:"账号|Userid"`
	Name           string       `json:"name" form:"姓名|Name"`
	Departments    []Membership `json:"departments" form:"" from:"id" input:"number" at:"0.department"`
	MainDepartment int64        `json:"main_department,omitempty"`
	Status         int          `json:"status"`
	// CustomerContact: inside the usage range (使用范围) of 客户联系, gate 2 of external-contact-prerequisites.
	CustomerContact bool `json:"customer_contact,omitempty" form:"可使用客户联系|May use customer contact" preset:"true"`
	// RealNameVerified (实名认证) is gate 5; no API shows it.
	RealNameVerified bool   `json:"real_name_verified,omitempty" form:"已实名|Real name verified" preset:"true"`
	Alias            string `json:"alias,omitempty"`
	Mobile           string `json:"mobile,omitempty"`
	Email            string `json:"email,omitempty"`
	BizMail          string `json:"biz_mail,omitempty"`
	// BizMailFixed: given by hand or changed once, so 60144 on the next change.
	BizMailFixed     bool             `json:"biz_mail_fixed,omitempty"`
	BizMailAlias     []string         `json:"biz_mail_alias,omitempty"`
	DirectLeader     []string         `json:"direct_leader,omitempty"`
	Position         string           `json:"position,omitempty"`
	Gender           int              `json:"gender,omitempty"`
	Telephone        string           `json:"telephone,omitempty"`
	Address          string           `json:"address,omitempty"`
	ExternalPosition string           `json:"external_position,omitempty"`
	Attributes       []Attribute      `json:"attributes,omitempty"`
	ExternalProfile  *ExternalProfile `json:"external_profile,omitempty"`
	// Creator: the creator of the corp cannot be deleted (301005).
	Creator bool `json:"creator,omitempty"`
}

func memberRoutes() []core.Route {
	inDepartment := []string{"department_id"}
	return []core.Route{
		directoryWrite("POST", "user/create", 90195, "created", post(createMember)),
		directoryWrite("POST", "user/update", 90197, "updated", post(updateMember)),
		directoryWrite("GET", "user/delete", 90198, "deleted", get(deleteMember), "userid"),
		directoryWrite("POST", "user/batchdelete", 90199, "deleted", post(batchDeleteMembers)),
		directoryRead("user/get", 90196, get(getMember), []string{"userid"}, "department", "order", "is_leader_in_dept", "direct_leader"),
		directoryRead("user/simplelist", 90200, get(simpleListMembers), inDepartment, "userlist"),
		directoryRead("user/list", 90201, get(listMembers), inDepartment, "userlist"),
		{Method: "POST", Path: "user/list_id", Page: 96067, Family: familyDirectory, By: core.ByContacts, Empty: []string{"dept_user"}, Handle: post(listMemberIDs)},
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

// userKey is how WeCom compares userids: ignoring case.
func userKey(userID string) string { return strings.ToLower(userID) }

func newMembers(st *store) *core.Collection[string, Member] {
	return core.NewCollection(&st.Store, core.Rules[string, Member]{
		Noun: "member", Key: func(m *Member) *string { return &m.UserID }, Fold: userKey, Check: st.checkMember,
		None:  func(id string, _ bool) error { return unknownMember(id) },
		Taken: func() error { return core.Fail(60102) },
	})
}

func (st *store) member(userID string) *Member { return st.members.Get(userID) }

func unknownMember(userID string) error {
	return core.FailText(60111, "invalid string value `%s`. userid not found", userID)
}

func getMember(c *call) (any, error) {
	userID := c.Query["userid"]
	if userID == "" {
		return nil, core.Fail(41009)
	}
	if !validUserID(userID) {
		return nil, core.Fail(40003)
	}
	m, sc := c.store.member(userID), c.store.scopeOf(c.App)
	if m == nil || !sc.member(m) {
		return nil, unknownMember(userID)
	}
	return c.store.wireMember(m, sc, c.App.HideSensitive), nil
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
	st, sc := c.store, c.store.scopeOf(c.App)
	id, err := strconv.ParseInt(c.Query["department_id"], 10, 64)
	if err != nil {
		return nil, sc, st.unknownDepartment()
	}
	if err := st.visible(sc, id); err != nil {
		return nil, sc, err
	}
	var out []*Member
	for m := range st.members.All() {
		if m.in(id) {
			out = append(out, m)
		}
	}
	return core.Shuffled(&st.Store, out), sc, nil
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
		out = append(out, c.store.wireMember(m, sc, c.App.HideSensitive))
	}
	return struct {
		Users []wireMember `json:"userlist"`
	}{out}, nil
}

type wireListIDs struct {
	Cursor *string `json:"cursor"`
	Limit  *int64  `json:"limit"`
}

const listIDPage = 10_000

// listMemberIDs pages over one record per member and department. Cursors are the number of records passed.
func listMemberIDs(c *call, in *wireListIDs) (any, error) {
	limit, from := listIDPage, 0
	if in.Limit != nil {
		if *in.Limit < 1 || *in.Limit > listIDPage {
			return nil, core.BadParameter("limit")
		}
		limit = int(*in.Limit)
	}
	if in.Cursor != nil && *in.Cursor != "" {
		text, ok := strings.CutPrefix(*in.Cursor, core.CursorPrefix)
		n, err := strconv.Atoi(text)
		if !ok || err != nil || n < 0 {
			return nil, core.Fail(50100)
		}
		from = n
	}
	all := []wireMemberID{}
	for m := range c.store.members.All() {
		for _, place := range m.Departments {
			all = append(all, wireMemberID{m.UserID, place.Department})
		}
	}
	out := struct {
		Next string         `json:"next_cursor"`
		IDs  []wireMemberID `json:"dept_user"`
	}{}
	from = min(from, len(all))
	end := min(from+limit, len(all))
	if end < len(all) {
		out.Next = core.CursorPrefix + strconv.Itoa(end)
	}
	out.IDs = all[from:end]
	return out, nil
}
