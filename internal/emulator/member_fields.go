// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

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
	texts := []fieldText{
		{"alias", in.Alias, 64, &m.Alias}, {"address", in.Address, 128, &m.Address}, {"external_position", in.ExtPosition, 12, &m.ExternalPosition},
	}
	for _, t := range append(texts, fieldText{"telephone", in.Telephone, 0, nil}, fieldText{"email", in.Email, 0, nil}) {
		if t.value != nil && *t.value == "" && st.sw.MemberEmptyRefused && !create {
			return core.TooShort(t.key, 1)
		}
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
	if err := st.applyEnable(m, in, create); err != nil {
		return err
	}
	if in.AvatarMediaID != nil && *in.AvatarMediaID != "" {
		if st.usablePicture(*in.AvatarMediaID, 0) != nil {
			return core.Fail(301015)
		}
		m.Avatar = "https://wework.qpic.cn/wwhead/" + core.Digest("avatar/"+string(st.state.Media[*in.AvatarMediaID].Content), 40) + "/0"
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
		for _, entry := range st.knownAttributes(in.ExtAttr.Attrs) {
			if entry.Text != nil && core.Chars(entry.Text.Value) > 64 {
				return core.TooLong("extattr.attrs.text.value", 64)
			}
			switch web := entry.Web; {
			case entry.Type < 0 || entry.Type > 1:
				return core.Fail(60150)
			case web == nil || *web == wireWeb{}:
			case core.Chars(web.Title) > 12:
				return core.Fail(60151)
			case web.Title == "" || !webAddress(web.URL):
				return core.Fail(60152)
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

// fieldText is a text of a request with its limit.
type fieldText struct {
	key   string
	value *string
	limit int
	into  *string
}

func webAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

func (st *store) applyEnable(m *Member, in *wireMemberRequest, create bool) error {
	if in.Enable == nil {
		return nil
	}
	switch {
	case *in.Enable == 0 && create && st.sw.EnableIgnoredOnCreate:
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
		mobile := plainMobile(*in.Mobile)
		if !mobileForm.MatchString(mobile) {
			return core.Fail(60103)
		}
		if owner := st.owner(m, func(o *Member) bool { return o.Mobile == mobile }); owner != nil {
			return core.FailText(60104, "mobile existed:%s", owner.UserID)
		}
		m.Mobile = mobile
	}
	if in.Email != nil && *in.Email == "" && st.sw.MemberEmptyClears {
		m.Email = ""
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

// plainMobile is how numbers are kept and compared: mainland ones without country code.
func plainMobile(s string) string {
	return strings.TrimPrefix(strings.NewReplacer(" ", "", "-", "").Replace(s), "+86")
}

func validEmail(s string) bool { return len(s) >= 6 && len(s) <= 64 && emailForm.MatchString(s) }

func (st *store) owner(but *Member, is func(*Member) bool) *Member {
	return st.members.Some(func(m *Member) bool { return userKey(m.UserID) != userKey(but.UserID) && is(m) })
}
