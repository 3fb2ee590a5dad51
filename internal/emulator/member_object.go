// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
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
	Avatar           string           `json:"avatar,omitempty"` // its address
	ExternalPosition string           `json:"external_position,omitempty"`
	Attributes       []Attribute      `json:"attributes,omitempty"`
	ExternalProfile  *ExternalProfile `json:"external_profile,omitempty"`
	// Creator: the creator of the corp cannot be deleted (301005).
	Creator bool `json:"creator,omitempty"`
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

func (m *Member) in(department int64) bool {
	return slices.ContainsFunc(m.Departments, func(p Membership) bool { return p.Department == department })
}
