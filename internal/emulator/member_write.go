// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

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
	return map[string]any{"created_department_list": wireCreatedDepartments{created}}, nil
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
		m.BizMail = userKey(m.UserID) + "@" + st.mailDomain()
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
	unknown, err := st.applyUpdate(&m, in)
	if err != nil {
		// biz_mail is not atomic with the rest (page 90197): a refused call may have changed it.
		if st.sw.MailboxNotAtomic {
			old.BizMail, old.BizMailFixed = m.BizMail, m.BizMailFixed
		}
		return err
	}
	st.makeDepartments(&m, unknown)
	*old = m
	return nil
}

// applyUpdate lays what was sent over a member, and answers the departments that have to be made.
func (st *store) applyUpdate(m *Member, in *wireMemberRequest) ([]int64, error) {
	if err := st.applyFields(m, in, false); err != nil {
		return nil, err
	}
	unknown, err := st.applyDepartments(m, in, false)
	if err == nil && len(unknown) > 0 && !st.sw.UpdateCreatesDepartments {
		err = st.unknownDepartment()
	}
	return unknown, err
}
