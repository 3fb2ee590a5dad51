// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

type wireCustomerPage struct {
	ID     *string `json:"link_id"`
	Limit  *int64  `json:"limit"`
	Cursor *string `json:"cursor"`
}

type wireStatistic struct {
	ID    *string `json:"link_id"`
	Start *int64  `json:"start_time"`
	End   *int64  `json:"end_time"`
}

type wireChatKey struct {
	Key *string `json:"chat_key"`
}

type wireLinkCustomer struct {
	ExternalUserID string `json:"external_userid"`
	UserID         string `json:"userid"`
	ChatStatus     int64  `json:"chat_status"`
	State          string `json:"state"`
}

// linkCustomers pages over one row per customer and member.
func linkCustomers(c *call, in *wireCustomerPage) (any, error) {
	st := c.store
	l, err := st.links.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	limit, after, err := st.ReadPage(in.Limit, in.Cursor, st.usualPage(customerPageMax), customerPageMax)
	if err != nil {
		return nil, err
	}
	rows := map[string]wireLinkCustomer{}
	for _, row := range l.Customers {
		rows[row.ExternalUserID+"/"+userKey(row.UserID)] = wireLinkCustomer{row.ExternalUserID, row.UserID, row.ChatStatus, row.State}
	}
	found, next := core.CutPage(core.SortedKeys(rows), after, limit)
	list := []wireLinkCustomer{}
	for _, key := range found {
		list = append(list, rows[key])
	}
	return struct {
		List []wireLinkCustomer `json:"customer_list"`
		Next string             `json:"next_cursor"`
	}{core.Shuffled(&st.Store, list), next}, nil
}

const (
	statisticDays  = 180
	statisticRange = 30
	daySeconds     = 24 * 3600
)

// linkStatistic counts by days in China, both ends included. The page prints no own-links rule for it.
func linkStatistic(c *call, in *wireStatistic) (any, error) {
	st := c.store
	l, err := st.links.Sent(in.ID)
	switch {
	case err != nil:
		return nil, err
	case in.Start == nil:
		return nil, st.emptyParameter("start_time")
	case in.End == nil:
		return nil, st.emptyParameter("end_time")
	}
	from, to, today := chinaDayOf(*in.Start), chinaDayOf(*in.End), chinaDayOf(st.Now().Unix())
	switch {
	case from > to || from < today-statisticDays:
		return nil, core.BadParameter("start_time")
	case to-from > statisticRange:
		return nil, core.BadParameter("end_time")
	}
	out := struct {
		Clicks    int `json:"click_link_customer_cnt"`
		Customers int `json:"new_customer_cnt"`
	}{}
	for _, at := range l.Clicks {
		if day := chinaDayOf(at); day >= from && day <= to {
			out.Clicks++
		}
	}
	for _, row := range l.Customers {
		if day := chinaDayOf(row.AddTime); day >= from && day <= to {
			out.Customers++
		}
	}
	return out, nil
}

// chinaDayOf is the number of the day in China that a Unix time falls on.
func chinaDayOf(at int64) int64 { return (at + 8*3600) / daySeconds }

type wireQuotaBatch struct {
	ExpireDate int64 `json:"expire_date"`
	Balance    int64 `json:"balance"`
}

func acquisitionQuota(c *call) (any, error) {
	st := c.store
	out := struct {
		Total   int64            `json:"total"`
		Balance int64            `json:"balance"`
		List    []wireQuotaBatch `json:"quota_list"`
	}{Total: st.quota.Total, Balance: st.balance(), List: []wireQuotaBatch{}}
	for _, batch := range st.quota.Batches {
		if batch.usable(st.Now().Unix()) {
			out.List = append(out.List, wireQuotaBatch(batch))
		}
	}
	return out, nil
}

func linkChatInfo(c *call, in *wireChatKey) (any, error) {
	st := c.store
	if in.Key == nil || *in.Key == "" {
		return nil, st.emptyParameter("chat_key")
	}
	key, ok := st.state.ChatKeys[*in.Key]
	if !ok || st.Now().Unix() >= key.Until {
		return nil, core.Fail(41201)
	}
	type chat struct {
		Received int64  `json:"recv_msg_cnt"`
		LinkID   string `json:"link_id"`
		State    string `json:"state"`
	}
	return struct {
		UserID         string `json:"userid"`
		ExternalUserID string `json:"external_userid"`
		Chat           chat   `json:"chat_info"`
	}{key.UserID, key.ExternalUserID, chat{key.Received, key.LinkID, key.State}}, nil
}
