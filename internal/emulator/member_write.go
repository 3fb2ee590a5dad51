// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// pendingName is the department for members without one and for departments that user/create makes.
const pendingName = "其他（待设置部门）"

// wireMemberRequest is the body of create and update.
type wireMemberRequest struct {
	UserID         *string              `json:"userid"`
	NewUserID      *string              `json:"new_userid"` // update
	Name           *string              `json:"name"`
	Alias          *string              `json:"alias"`
	Mobile         *string              `json:"mobile"`
	Email          *string              `json:"email"`
	BizMail        *string              `json:"biz_mail"`
	BizMailAlias   *wireMailAlias       `json:"biz_mail_alias"` // update
	Department     []int64              `json:"department"`
	Order          []int64              `json:"order"`
	IsLeaderInDept []int64              `json:"is_leader_in_dept"`
	DirectLeader   []string             `json:"direct_leader"`
	MainDepartment *int64               `json:"main_department"`
	Position       *string              `json:"position"`
	Gender         json.RawMessage      `json:"gender"`
	Telephone      *string              `json:"telephone"`
	Address        *string              `json:"address"`
	Enable         *int64               `json:"enable"`
	AvatarMediaID  *string              `json:"avatar_mediaid"`
	ExtAttr        *wireExtAttr         `json:"extattr"`
	ExtPosition    *string              `json:"external_position"`
	ExtProfile     *wireExternalProfile `json:"external_profile"`
	Nickname       *string              `json:"nickname"`
	ToInvite       *bool                `json:"to_invite"` // create
}

type wireMailAlias struct {
	Item []string `json:"item"`
}

type wireCreatedDepartment struct {
	Name string `json:"name"`
	ID   int64  `json:"id"`
}

type wireCreatedDepartments struct {
	Info []wireCreatedDepartment `json:"department_info"`
}

var (
	userIDForm    = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z_@.-]{0,63}$`)
	mobileForm    = regexp.MustCompile(`^\+?[0-9]{5,20}$`)
	emailForm     = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
	telephoneForm = regexp.MustCompile(`^[0-9+,-]{1,32}$`)
)

func validUserID(id string) bool { return userIDForm.MatchString(id) }

// gender reads a gender that may be text: the page prints "1", and a live answer warned that it is a uint32.
func (c *call) gender(raw json.RawMessage) json.RawMessage {
	text := bytes.Trim(raw, `"`)
	if len(text) != len(raw) && !c.store.sw.GenderTextPlain {
		c.Warn("gender", "integer", raw)
	}
	if string(text) == "null" || len(text) == 0 {
		return nil
	}
	return text
}

func createMember(c *call, in *wireMemberRequest) (any, error) {
	if c.Bad("department") {
		return nil, core.Fail(40066)
	}
	in.Gender = c.gender(in.Gender)
	created, err := c.store.createMember(in)
	if err != nil || len(created) == 0 {
		return nil, err
	}
	return struct {
		List wireCreatedDepartments `json:"created_department_list"`
	}{wireCreatedDepartments{created}}, nil
}

func updateMember(c *call, in *wireMemberRequest) (any, error) {
	if c.Bad("department") {
		return nil, core.Fail(40066)
	}
	in.Gender = c.gender(in.Gender)
	return nil, c.store.updateMember(in)
}

func deleteMember(c *call) (any, error) {
	if c.Query["userid"] == "" {
		return nil, core.Fail(41009)
	}
	return nil, c.store.deleteMembers([]string{c.Query["userid"]}, 60111)
}

type wireBatchDelete struct {
	UserIDs []string `json:"useridlist"`
}

func batchDeleteMembers(c *call, in *wireBatchDelete) (any, error) {
	if len(in.UserIDs) == 0 {
		return nil, core.Fail(41009)
	}
	if len(in.UserIDs) > 200 {
		return nil, core.Fail(40032)
	}
	code := 40031
	if c.store.sw.BatchDelete60111 {
		code = 60111
	}
	return nil, c.store.deleteMembers(in.UserIDs, code)
}

// deleteMembers deletes all or none.
func (st *store) deleteMembers(userIDs []string, unknown int) error {
	for _, id := range userIDs {
		m := st.member(id)
		if m == nil {
			return core.Fail(unknown)
		}
		if m.Creator {
			return core.Fail(301005)
		}
	}
	for _, id := range userIDs {
		same := func(other string) bool { return userKey(other) == userKey(id) }
		st.members.Delete(id)
		for _, app := range st.Apps {
			app.VisibleUsers = slices.DeleteFunc(app.VisibleUsers, same)
		}
		for m := range st.members.All() {
			m.DirectLeader = slices.DeleteFunc(m.DirectLeader, same)
		}
	}
	return nil
}

func (st *store) createMember(in *wireMemberRequest) ([]wireCreatedDepartment, error) {
	switch {
	case in.UserID == nil || *in.UserID == "":
		return nil, core.Fail(41009)
	case !validUserID(*in.UserID):
		return nil, core.Fail(40003)
	case st.member(*in.UserID) != nil:
		return nil, core.Fail(60102)
	case in.Name == nil:
		return nil, core.Fail(60112)
	}
	m := Member{UserID: *in.UserID, Status: StatusNotActivated}
	if err := st.applyFields(&m, in, true); err != nil {
		return nil, err
	}
	if m.Mobile == "" && m.Email == "" {
		return nil, core.Fail(60129)
	}
	unknown, err := st.applyDepartments(&m, in, true)
	if err != nil {
		return nil, err
	}
	if m.BizMail == "" {
		m.BizMail = userKey(m.UserID) + "@" + strings.ToLower(st.CorpID) + ".wecom.work"
	}
	created := st.makeDepartments(&m, unknown)
	st.members.Put(m)
	return created, nil
}

func (st *store) updateMember(in *wireMemberRequest) error {
	if in.UserID == nil || *in.UserID == "" {
		return core.Fail(41009)
	}
	old := st.member(*in.UserID)
	if old == nil {
		return unknownMember(*in.UserID)
	}
	if in.NewUserID != nil && (*in.NewUserID != "" || st.sw.MemberZeroRefused) && userKey(*in.NewUserID) != userKey(old.UserID) {
		return core.Fail(301036) // no userid here was generated by the system
	}
	m := core.Copy(*old)
	if err := st.applyFields(&m, in, false); err != nil {
		return err
	}
	unknown, err := st.applyDepartments(&m, in, false)
	if err != nil {
		return err
	}
	if len(unknown) > 0 && !st.sw.UpdateCreatesDepartments {
		return st.unknownDepartment()
	}
	st.makeDepartments(&m, unknown)
	*old = m
	return nil
}

// applyFields checks and sets everything but the departments; keys not given keep their value.
func (st *store) applyFields(m *Member, in *wireMemberRequest, create bool) error {
	keepEmpty := !create && !st.sw.MemberEmptyClears
	if in.Name != nil {
		if *in.Name == "" {
			return core.TooShort("name", 1)
		}
		if core.Chars(*in.Name) > 64 {
			return core.Fail(60112)
		}
		m.Name = *in.Name
	}
	texts := []struct {
		key   string
		value *string
		limit int
		into  *string
	}{
		{"alias", in.Alias, 64, &m.Alias}, {"address", in.Address, 128, &m.Address}, {"external_position", in.ExtPosition, 12, &m.ExternalPosition},
	}
	for _, t := range texts {
		if t.value == nil || *t.value == "" && keepEmpty {
			continue
		}
		if core.Chars(*t.value) > t.limit {
			return core.TooLong(t.key, t.limit)
		}
		*t.into = *t.value
	}
	if in.Position != nil {
		if core.Chars(*in.Position) > 128 {
			return core.Fail(301012)
		}
		m.Position = *in.Position
	}
	if in.Telephone != nil && !(*in.Telephone == "" && keepEmpty) {
		if *in.Telephone != "" && !telephoneForm.MatchString(*in.Telephone) {
			return core.Fail(301013)
		}
		m.Telephone = *in.Telephone
	}
	if in.Gender != nil {
		gender, err := strconv.Atoi(string(in.Gender))
		if err != nil || gender < 0 || gender > 2 {
			return core.BadParameter("gender")
		}
		m.Gender = gender
	}
	if err := st.applyEnable(m, in); err != nil {
		return err
	}
	if err := st.applyAddresses(m, in); err != nil {
		return err
	}
	if in.DirectLeader != nil {
		if len(in.DirectLeader) > 1 {
			return core.Fail(60257)
		}
		for _, leader := range in.DirectLeader {
			if st.member(leader) == nil {
				return unknownMember(leader)
			}
		}
		m.DirectLeader = slices.Clone(in.DirectLeader)
	}
	if in.ExtAttr != nil {
		for _, entry := range in.ExtAttr.Attrs {
			if entry.Text != nil && core.Chars(entry.Text.Value) > 64 {
				return core.TooLong("extattr.attrs.text.value", 64)
			}
		}
		m.Attributes = st.mergeAttributes(m.Attributes, in.ExtAttr.Attrs)
	}
	if in.ExtProfile != nil {
		profile, err := st.mergeExternalProfile(m.ExternalProfile, in.ExtProfile)
		if err != nil {
			return err
		}
		m.ExternalProfile = profile
	}
	return nil
}

func (st *store) applyEnable(m *Member, in *wireMemberRequest) error {
	if in.Enable == nil {
		return nil
	}
	switch {
	case *in.Enable == 0:
		m.Status = StatusDisabled
	case *in.Enable != 1:
		return core.BadParameter("enable")
	case m.Status == StatusDisabled:
		// assumed: who is enabled again counts as activated if verified, as not activated otherwise.
		m.Status = StatusNotActivated
		if m.RealNameVerified {
			m.Status = StatusActivated
		}
	}
	return nil
}

// applyAddresses: mobile, email and the corp mailbox, each unique in the corp.
func (st *store) applyAddresses(m *Member, in *wireMemberRequest) error {
	if in.Mobile != nil && *in.Mobile != "" && m.Status != StatusActivated {
		mobile := strings.TrimPrefix(strings.NewReplacer(" ", "", "-", "").Replace(*in.Mobile), "+86")
		if !mobileForm.MatchString(mobile) {
			return core.Fail(60103)
		}
		if owner := st.owner(m, func(o *Member) bool { return o.Mobile == mobile }); owner != nil {
			return core.FailText(60104, "mobile existed:%s", owner.UserID)
		}
		m.Mobile = mobile
	}
	if in.Email != nil && *in.Email != "" {
		if !validEmail(*in.Email) {
			return core.Fail(60105)
		}
		if st.owner(m, func(o *Member) bool { return strings.EqualFold(o.Email, *in.Email) }) != nil {
			return core.Fail(60106)
		}
		m.Email = *in.Email
	}
	if in.BizMail != nil && *in.BizMail != "" && *in.BizMail != m.BizMail {
		switch {
		case !validEmail(*in.BizMail):
			return core.Fail(60143)
		case m.BizMailFixed:
			return core.Fail(60144)
		case st.owner(m, func(o *Member) bool { return strings.EqualFold(o.BizMail, *in.BizMail) }) != nil:
			return core.Fail(60145)
		}
		m.BizMail, m.BizMailFixed = *in.BizMail, true
	}
	if in.BizMailAlias != nil {
		if len(in.BizMailAlias.Item) > 5 {
			return core.Fail(60273)
		}
		m.BizMailAlias = slices.Clone(in.BizMailAlias.Item)
	}
	return nil
}

func validEmail(s string) bool { return len(s) >= 6 && len(s) <= 64 && emailForm.MatchString(s) }

func (st *store) owner(but *Member, is func(*Member) bool) *Member {
	return st.members.Some(func(m *Member) bool { return userKey(m.UserID) != userKey(but.UserID) && is(m) })
}

// applyDepartments sets the memberships and answers the unknown department ids among them.
func (st *store) applyDepartments(m *Member, in *wireMemberRequest, create bool) ([]int64, error) {
	ids := in.Department
	if in.Department == nil && !create {
		for _, place := range m.Departments {
			ids = append(ids, place.Department)
		}
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return id == 0 })
	if len(ids) > 100 {
		return nil, core.Fail(60110)
	}
	given := in.Department != nil
	if in.IsLeaderInDept != nil && len(in.IsLeaderInDept) != len(ids) {
		return nil, core.Fail(60132)
	}
	if given && in.Order != nil && len(in.Order) != len(ids) {
		return nil, core.BadParameter("order")
	}
	var places []Membership
	var unknown []int64
	for i, id := range ids {
		place := Membership{Department: id}
		if !given {
			place = m.Departments[i]
		}
		// assumed: flags and order that do not come with a new department list are reset.
		if given && in.Order != nil {
			if !core.InUint32(in.Order[i]) {
				return nil, core.BadParameter("order")
			}
			place.Order = in.Order[i]
		}
		if in.IsLeaderInDept != nil {
			place.Leader = in.IsLeaderInDept[i] == 1
		}
		if !core.InUint32(id) || slices.ContainsFunc(places, func(p Membership) bool { return p.Department == id }) {
			return nil, core.Fail(40066)
		}
		if st.departments.Get(id) == nil {
			unknown = append(unknown, id)
		} else if !m.in(id) && st.nodes(id) >= core.OrDefault(st.limits.Nodes, 30_000) {
			return nil, core.Fail(81001)
		}
		places = append(places, place)
	}
	if in.MainDepartment != nil && (*in.MainDepartment != 0 || st.sw.MemberZeroRefused) {
		if !slices.Contains(ids, *in.MainDepartment) {
			return nil, core.BadParameter("main_department")
		}
		m.MainDepartment = *in.MainDepartment
	} else if len(ids) > 0 && !slices.Contains(ids, m.MainDepartment) {
		m.MainDepartment = ids[0]
	}
	m.Departments = places
	return unknown, nil
}

// makeDepartments makes unknown departments under 其他（待设置部门） (since 2024-05-31), and puts a member without
// any there. assumed: they keep the id that was asked for, and get a name made of it.
func (st *store) makeDepartments(m *Member, unknown []int64) []wireCreatedDepartment {
	if len(unknown) == 0 && len(m.Departments) > 0 {
		return nil
	}
	var pending int64
	for id := range st.children[RootID] {
		if st.departments.Get(id).Name == pendingName {
			pending = id
		}
	}
	if pending == 0 {
		for pending = st.nextDepartmentID(); slices.Contains(unknown, pending); {
			pending = st.nextDepartmentID()
		}
		st.putDepartment(Department{ID: pending, Name: pendingName, ParentID: RootID, Order: st.nextOrder(RootID)})
	}
	if len(m.Departments) == 0 {
		m.Departments, m.MainDepartment = []Membership{{Department: pending}}, pending
	}
	var out []wireCreatedDepartment
	for _, id := range unknown {
		d := Department{ID: id, Name: strconv.FormatInt(id, 10), ParentID: pending, Order: st.nextOrder(pending)}
		st.putDepartment(d)
		out = append(out, wireCreatedDepartment{d.Name, d.ID})
	}
	return out
}

// checkMember is what other rules rely on. A member without status is active, one without department is in the root.
func (st *store) checkMember(m *Member) error {
	if m.Status == 0 {
		m.Status = StatusActivated
	}
	if len(m.Departments) == 0 {
		m.Departments = []Membership{{Department: RootID}}
	}
	if m.MainDepartment == 0 {
		m.MainDepartment = m.Departments[0].Department
	}
	if !validUserID(m.UserID) {
		return core.Fail(40003)
	}
	if n := core.Chars(m.Name); n == 0 || n > 64 {
		return core.Fail(60112)
	}
	for i, place := range m.Departments {
		if !st.departments.Has(place.Department) {
			return core.Fail(60003)
		}
		if slices.ContainsFunc(m.Departments[:i], func(p Membership) bool { return p.Department == place.Department }) {
			return core.Fail(40066)
		}
	}
	if !m.in(m.MainDepartment) {
		return core.BadParameter("main_department")
	}
	if m.Mobile != "" && st.owner(m, func(o *Member) bool { return o.Mobile == m.Mobile }) != nil {
		return core.Fail(60104)
	}
	return nil
}
