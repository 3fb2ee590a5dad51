// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

const familyAcquisition = "acquisition_link"

// acquisitionRoutes are those of self-built apps; get_comp_auth_info, create_once_key and get_permit are for components
// and 营销获客 apps. The 客户联系 secret is refused by all of them.
func acquisitionRoutes() []core.Route {
	row := func(name string, page int, write bool, handle core.Handler, empty ...string) core.Route {
		return core.Route{
			Method: "POST", Path: "externalcontact/customer_acquisition/" + name, Page: page, Family: familyAcquisition,
			By: core.ByListedApp, Write: write, Empty: empty, Handle: handle,
		}
	}
	return []core.Route{
		row("list_link", 97297, false, post(listLinks), "link_id_list"),
		row("get", 97297, false, post(getLink)),
		row("create_link", 97297, true, post(createLink)),
		row("update_link", 97297, true, post(updateLink)),
		row("delete_link", 97297, true, post(deleteLink)),
		row("customer", 97298, false, post(linkCustomers), "customer_list"),
		row("statistic", 97375, false, post(linkStatistic)),
		row("get_chat_info", 100130, false, post(linkChatInfo)),
		{Method: "GET", Path: "externalcontact/customer_acquisition_quota", Page: 97375, Family: familyAcquisition, By: core.ByListedApp, Empty: []string{"quota_list"}, Handle: get(acquisitionQuota)},
	}
}

type wirePriority struct {
	Type  *int64   `json:"priority_type"`
	Users []string `json:"priority_userid_list"`
}

type wireCreateLink struct {
	Name       *string       `json:"link_name"`
	Range      *wireRange    `json:"range"`
	SkipVerify *bool         `json:"skip_verify"`
	Priority   *wirePriority `json:"priority_option"`
	MarkSource *bool         `json:"mark_source"`
}

type wireUpdateLink struct {
	ID *string `json:"link_id"`
	wireCreateLink
}

type wireLinkID struct {
	ID *string `json:"link_id"`
}

type wireLinkPage struct {
	Limit  *int64  `json:"limit"`
	Cursor *string `json:"cursor"`
}

const (
	linkPageMax     = 100
	customerPageMax = 1000
	smallPage       = 10
)

func (st *store) usualPage(most int) int {
	if st.sw.LinkSmallPages {
		return smallPage
	}
	return most
}

func listLinks(c *call, in *wireLinkPage) (any, error) {
	st := c.store
	found, next, err := st.links.Page(in.Limit, in.Cursor, st.usualPage(linkPageMax), linkPageMax, false, func(l *AcquisitionLink) bool {
		return l.Owner == c.App.Name && !(st.sw.LinkUnavailableHidden && !st.available(l))
	})
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, l := range found {
		ids = append(ids, l.ID)
	}
	out := &core.Object{}
	core.PutList(out, &st.Store, "link_id_list", ids, EmptyShown)
	if next != "" || !st.sw.LinkCursorAbsent {
		out.Put("next_cursor", next)
	}
	return out, nil
}

func (st *store) linkURL(l *AcquisitionLink) string {
	if st.sw.LinkURLBare {
		return "work.weixin.qq.com/ca/" + l.ID
	}
	return "https://work.weixin.qq.com/ca/" + l.ID
}

// createLink answers the link without range, flags and priority: those are read back with get.
func createLink(c *call, in *wireCreateLink) (any, error) {
	st := c.store
	l, err := st.createLink(in, c.App)
	if err != nil {
		return nil, err
	}
	link, out := &core.Object{}, &core.Object{}
	link.Put("link_id", l.ID)
	link.Put("link_name", l.Name)
	link.Put("url", st.linkURL(l))
	if !st.sw.LinkCreateTimeTop {
		link.Put("create_time", l.CreateTime)
	}
	out.Put("link", link)
	if st.sw.LinkCreateTimeTop {
		out.Put("create_time", l.CreateTime)
	}
	return out, nil
}

func getLink(c *call, in *wireLinkID) (any, error) {
	st := c.store
	l, err := st.links.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	link, flags, out := &core.Object{}, &core.Object{}, &core.Object{}
	if st.sw.LinkShape == LinkShapeID {
		link.Put("link_id", l.ID)
	}
	link.Put("link_name", l.Name)
	link.Put("url", st.linkURL(l))
	link.Put("create_time", l.CreateTime)
	flags.Put("skip_verify", l.SkipVerify)
	if !st.sw.LinkMarkSourceAbsent {
		flags.Put("mark_source", l.MarkSource)
	}
	if st.sw.LinkShape != LinkShapeTopLevel {
		*link, *flags = append(*link, *flags...), nil
	}
	out.Put("link", link)
	nodes := &core.Object{}
	core.PutList(nodes, &st.Store, "user_list", l.Users, st.sw.LinkEmptyLists)
	core.PutList(nodes, &st.Store, "department_list", l.Departments, st.sw.LinkEmptyLists)
	out.Put("range", nodes)
	st.putPriority(out, l)
	*out = append(*out, *flags...)
	return out, nil
}

func (st *store) putPriority(out *core.Object, l *AcquisitionLink) {
	if l.PriorityType == 0 {
		switch st.sw.LinkPriorityNone {
		case EmptyNull:
			out.Put("priority_option", nil)
		case LinkPriorityEmpty:
			out.Put("priority_option", struct{}{})
		case EmptyShown:
			zero := &core.Object{}
			zero.Put("priority_type", 0)
			zero.Put("priority_userid_list", []string{})
			out.Put("priority_option", zero)
		}
		return
	}
	priority := &core.Object{}
	priority.Put("priority_type", l.PriorityType)
	if l.PriorityType == PriorityDesignated {
		core.PutList(priority, &st.Store, "priority_userid_list", l.PriorityUsers, EmptyShown)
	} else {
		priority.PutEmpty("priority_userid_list", []string{}, st.sw.LinkEmptyLists)
	}
	out.Put("priority_option", priority)
}

func updateLink(c *call, in *wireUpdateLink) (any, error) { return nil, c.store.updateLink(in, c.App) }

func deleteLink(c *call, in *wireLinkID) (any, error) {
	return nil, c.store.links.DeleteOwn(in.ID, c.App)
}
