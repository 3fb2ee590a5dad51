// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Values of AcquisitionLink.PriorityType (page 97297); 0 is no priority_option.
const (
	PriorityCorp       int64 = 1
	PriorityDesignated int64 = 2
)

const (
	maxLinkChars     = 30
	maxLinkMembers   = 500
	maxPriorityUsers = 1000
	maxChannelBytes  = 64
	linkIDChars      = 16 // behind "ca": 18 in the page's samples
)

// AcquisitionLink is one acquisition link (获客链接). In a seed, an id and a create time that are left out are made up.
type AcquisitionLink struct {
	ID            string   `json:"link_id"`
	Name          string   `json:"link_name" form:"名称|Name"`
	SkipVerify    bool     `json:"skip_verify" form:"添加时无需验证|No approval needed" preset:"true"`
	MarkSource    bool     `json:"mark_source" form:"标记来源|Mark source" only:"update"`
	Users         []string `json:"users,omitempty" form:"使用成员|Userids" input:"users"`
	Departments   []int64  `json:"departments,omitempty" form:"使用部门|Departments"`
	PriorityType  int64    `json:"priority_type,omitempty"`
	PriorityUsers []string `json:"priority_users,omitempty"`
	CreateTime    int64    `json:"create_time"`
	// Owner is the name of the app that made it; empty for the console, whose links no app sees.
	Owner string `json:"owner,omitempty"`
	// Clicks are Unix times; Customers came through the link.
	Clicks    []int64        `json:"clicks,omitempty"`
	Customers []LinkCustomer `json:"customers,omitempty"`
}

// LinkCustomer is a customer that a member got through a link.
type LinkCustomer struct {
	ExternalUserID string `json:"external_userid"`
	UserID         string `json:"userid"`
	// ChatStatus: 0 sent nothing, 1 sent something, 2 unknown.
	ChatStatus int64 `json:"chat_status,omitempty"`
	// State is the customer_channel of the address, cut to 64 bytes.
	State   string `json:"state,omitempty"`
	AddTime int64  `json:"add_time"`
}

// AcquisitionQuota is the corp's usage: Total over all time, and what is left by day of expiry.
type AcquisitionQuota struct {
	Total   int64        `json:"total"`
	Batches []QuotaBatch `json:"batches,omitempty"`
}

// QuotaBatch is usage that expires at midnight of a day (Unix seconds).
type QuotaBatch struct {
	ExpireDate int64 `json:"expire_date"`
	Balance    int64 `json:"balance"`
}

func (b QuotaBatch) usable(now int64) bool { return b.Balance > 0 && now < b.ExpireDate }

// chatKey is what message_from_customer hands out for 30 minutes.
type chatKey struct {
	UserID         string `json:"userid"`
	ExternalUserID string `json:"external_userid"`
	LinkID         string `json:"link_id"`
	State          string `json:"state"`
	Received       int64  `json:"recv_msg_cnt"`
	Until          int64  `json:"until"`
}

func newLinks(st *store) *core.Collection[string, AcquisitionLink] {
	return core.NewCollection(&st.Store, core.Rules[string, AcquisitionLink]{
		Created: func(l *AcquisitionLink) int64 { return l.CreateTime },
		Noun:    "acquisition link",
		Key:     func(l *AcquisitionLink) *string { return &l.ID },
		Name:    func(l *AcquisitionLink) string { return l.Name },
		Fresh:   func(taken func(string) bool) string { return st.NewID("ca", linkIDChars, taken) },
		Check:   st.checkLink,
		Most:    func() int { return st.limits.Links },
		Full:    41095,
		None:    func(string, bool) error { return linkError(st.sw.LinkUnknown, 40058) },
		Taken:   func() error { return core.BadParameter("link_id") },
		Missing: func() error { return st.emptyParameter("link_id") },
		Foreign: func(l *AcquisitionLink, app *App) error {
			if l.Owner == app.Name {
				return nil
			}
			return linkError(st.sw.LinkForeign, 60011)
		},
	})
}

func (st *store) balance() int64 {
	var sum int64
	for _, batch := range st.quota.Batches {
		if batch.usable(st.Now().Unix()) {
			sum += batch.Balance
		}
	}
	return sum
}

// linkError is the code for a link that is unknown or not the caller's; no page documents one (Unknown 1).
func linkError(code string, usual int) error {
	switch code {
	case "40058":
		usual = 40058
	case "60011":
		usual = 60011
	case "48002":
		usual = 48002
	}
	if usual == 40058 {
		return core.BadParameter("link_id")
	}
	return core.Fail(usual)
}

// available: some member of the link can add customers.
func (st *store) available(l *AcquisitionLink) bool {
	return len(st.usable(l.Users, l.Departments)) > 0
}

// setQuota keeps the batches in the order in which they are used up.
func (st *store) setQuota(q AcquisitionQuota) {
	q.Batches = slices.Clone(q.Batches)
	slices.SortStableFunc(q.Batches, func(a, b QuotaBatch) int { return cmp.Compare(a.ExpireDate, b.ExpireDate) })
	st.quota = q
}
