// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

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
		{Method: "POST", Path: "user/getuserid", Page: 95402, Family: familyDirectory, By: core.ByContacts | core.BySelfBuilt, Handle: post(memberOfMobile)},
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
	ExtAttr          any                  `json:"extattr"`
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

func getMember(c *call) (any, error) {
	userID := c.Query["userid"]
	if userID == "" {
		return nil, core.Fail(41009)
	}
	if !validUserID(userID) {
		return nil, core.Fail(40003)
	}
	m, sc := c.store.member(userID), c.store.scopeOf(c.App)
	if m == nil || !sc.member(m) || m.Status == StatusLeft && c.store.sw.LeftMemberUnknown {
		return nil, unknownMember(userID)
	}
	return c.store.wireMember(m, sc, c.App.HideSensitive), nil
}

type wireMobile struct {
	Mobile *string `json:"mobile"`
}

// memberOfMobile finds a member by the number; apps that do not see it do not find the member.
func memberOfMobile(c *call, in *wireMobile) (any, error) {
	if in.Mobile == nil || *in.Mobile == "" {
		return nil, c.store.emptyParameter("mobile")
	}
	mobile, sc := plainMobile(*in.Mobile), c.store.scopeOf(c.App)
	m := c.store.members.Some(func(m *Member) bool { return m.Mobile == mobile })
	if m == nil || !sc.member(m) {
		return nil, core.Fail(46004)
	}
	return map[string]string{"userid": c.store.shownUserID(m)}, nil
}

// shownUserID is how answers spell the userid.
func (st *store) shownUserID(m *Member) string {
	if st.sw.UserIDsLowerCase {
		return userKey(m.UserID)
	}
	return m.UserID
}

func (st *store) wireMember(m *Member, sc scope, hide bool) wireMember {
	out := wireMember{
		UserID: st.shownUserID(m), Name: m.Name, Position: m.Position, Status: m.Status, Telephone: m.Telephone, Alias: m.Alias,
		Department: []int64{}, Order: []int64{}, IsLeaderInDept: []int64{}, DirectLeader: []string{}, Enable: 1,
		ExternalPosition: m.ExternalPosition, ExtAttr: st.wireExtAttr(m), ExternalProfile: m.ExternalProfile.wire(),
	}
	if out.ExternalProfile == nil && st.sw.EmptyExternalProfileShown {
		out.ExternalProfile = (&ExternalProfile{}).wire()
	}
	if m.Status == StatusDisabled {
		if out.Enable = 0; st.sw.DisabledStatus4 && !m.RealNameVerified {
			out.Status = StatusNotActivated
		}
	}
	places := slices.Clone(m.Departments)
	if st.sw.MemberDepartmentsReversed {
		slices.Reverse(places)
	}
	for _, place := range places {
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
	gender, mobile, email, bizMail, avatar := strconv.Itoa(m.Gender), m.Mobile, m.Email, m.BizMail, m.Avatar
	if st.sw.MobileWithCountry && mobile != "" && !strings.HasPrefix(mobile, "+") {
		mobile = "+86 " + mobile
	}
	code := "https://open.work.weixin.qq.com/wwopen/userQRCode?vcode=vc" + userKey(m.UserID)
	out.Mobile, out.Gender, out.Email, out.BizMail = &mobile, &gender, &email, &bizMail
	out.QRCode = &code
	if avatar != "" || !st.sw.AvatarAbsent {
		out.Avatar, out.ThumbAvatar = &avatar, &avatar
	}
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
	asked := []int64{id}
	if c.Query["fetch_child"] == "1" && st.sw.FetchChildHonoured {
		asked = st.subtree(id)
	}
	for m := range st.members.All() {
		inside := slices.ContainsFunc(m.Departments, func(p Membership) bool { return slices.Contains(asked, p.Department) })
		if inside && !(m.Status == StatusLeft && st.sw.LeftMemberUnknown) {
			out = append(out, m)
		}
	}
	return core.Shuffled(&st.Store, out), sc, nil
}

func simpleListMembers(c *call) (any, error) {
	found, sc, err := c.membersOf()
	if err != nil {
		return nil, err
	}
	out := []wireSimpleMember{}
	for _, m := range found {
		row := wireSimpleMember{UserID: c.store.shownUserID(m), Name: m.Name, Department: []int64{}}
		for _, place := range m.Departments {
			if sc.department(place.Department) {
				row.Department = append(row.Department, place.Department)
			}
		}
		out = append(out, row)
	}
	return map[string]any{"userlist": out}, nil
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
	return map[string]any{"userlist": out}, nil
}
