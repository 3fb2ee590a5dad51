// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// linkBody is an update of the link: every one sends all that is managed.
func linkBody(rest string) string { return `update_link {"link_id":"{id}",` + rest + `}` }

func linkEdit(change func(*emulator.AcquisitionLink)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateAcquisitionLink(id, change) }
}

func withMember(m emulator.Member) func(*emulator.Corp) {
	return func(c *emulator.Corp) { c.Members = append(c.Members, m) }
}

var linkWrites = []string{"update_link"}

const (
	linkOf     = `"link_name":"投放获客","range":{"user_list":["zhangsan"]},`
	notOurLink = "this app has no link of that id: it was deleted, or another app or the console made it"
)

var _ = add(Specimen{
	Type:         "wecom_acquisition_link",
	NoNewMembers: true,
	Odd:          Odd{Percent: 10, Make: oddAcquisitionLink},
	Left: Left{
		Values: Values{"name": "禁语"},
		Names: func(c emulator.Corp) ([]string, []int64) {
			return c.AcquisitionLinks[0].Users, c.AcquisitionLinks[0].Departments
		},
	},
	Corp: func(c *emulator.Corp) {
		c.AcquisitionQuota = emulator.AcquisitionQuota{Total: 9, Batches: []emulator.QuotaBatch{{ExpireDate: 4102444800, Balance: 9}}}
	},
	Defaults: Values{
		"id": Match(`^ca`), "user_ids": []string{}, "department_ids": []int64{}, "skip_verify": true, "mark_source": true, "deletion_protection": false,
		"url": Match(`^https://work\.weixin\.qq\.com/ca/ca`), "created_at": Match(`^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$`),
	},
	Minimal: Object{
		Values: Values{"name": "投放获客", "user_ids": []string{"zhangsan"}},
		Sends:  []string{`create_link {"link_name":"投放获客","range":{"user_list":["zhangsan"]},"skip_verify":true}`},
		Calls:  map[string]int{"create_link": 1, "get": 1, "get_follow_user_list": 1},
	},
	Maximal: Object{
		Values: Values{
			"name": "渠道/投放 (Q1) & 更多", "user_ids": []string{"zhangsan", "lisi"}, "department_ids": []int64{1}, "skip_verify": false, "mark_source": false,
			"deletion_protection": false, "priority": Values{"scope": "designated", "user_ids": []string{"lisi", "zhangsan"}},
		},
		Sends: []string{`create_link {"link_name":"渠道/投放 (Q1) & 更多","range":{"user_list":["lisi","zhangsan"],"department_list":[1]},` +
			`"skip_verify":false,"mark_source":false,"priority_option":{"priority_type":2,"priority_userid_list":["lisi","zhangsan"]}}`},
		Calls: map[string]int{"create_link": 1, "get": 1, "get_follow_user_list": 1},
	},
	Edits: []Edit{
		{Name: "name and skip_verify", To: Values{"name": "投放二", "skip_verify": false}, Calls: map[string]int{"get": 2, "update_link": 1},
			Sends: []string{linkBody(`"link_name":"投放二","range":{"user_list":["zhangsan"]},"skip_verify":false,"mark_source":true`)}},
		{Name: "name", To: Values{"name": "二"}, Same: []string{"url"}, Calls: map[string]int{"get": 2, "update_link": 1},
			Sends: []string{linkBody(`"link_name":"二","range":{"user_list":["zhangsan"]},"skip_verify":true,"mark_source":true`)}},
		{Name: "user_ids", To: Values{"user_ids": []string{"zhangsan", "lisi"}}, Same: []string{"url"},
			Sends: []string{linkBody(`"link_name":"投放获客","range":{"user_list":["lisi","zhangsan"]},"skip_verify":true,"mark_source":true`)}},
		{Name: "department_ids", To: Values{"department_ids": []int64{1}}, Same: []string{"url"},
			Sends: []string{linkBody(`"link_name":"投放获客","range":{"user_list":["zhangsan"],"department_list":[1]},"skip_verify":true,"mark_source":true`)}},
		{Name: "the whole range", To: Values{"user_ids": nil, "department_ids": []int64{1}}, Same: []string{"url"},
			Sends: []string{linkBody(`"link_name":"投放获客","range":{"department_list":[1]},"skip_verify":true,"mark_source":true`)}},
		{Name: "skip_verify", To: Values{"skip_verify": false}, Same: []string{"url"}, Sends: []string{linkBody(linkOf + `"skip_verify":false,"mark_source":true`)}},
		{Name: "mark_source", To: Values{"mark_source": false}, Same: []string{"url"}, Sends: []string{linkBody(linkOf + `"skip_verify":true,"mark_source":false`)}},
		{Name: "priority of the corp", To: Values{"priority": Values{"scope": "corp"}}, Same: []string{"url"},
			Sends: []string{linkBody(linkOf + `"skip_verify":true,"mark_source":true,"priority_option":{"priority_type":1}`)}},
		{Name: "priority of members", From: Values{"priority": Values{"scope": "corp"}}, To: Values{"priority": Values{"scope": "designated", "user_ids": []string{"lisi"}}},
			Sends: []string{linkBody(linkOf + `"skip_verify":true,"mark_source":true,"priority_option":{"priority_type":2,"priority_userid_list":["lisi"]}`)}},
		// The priority that stays is sent again.
		{Name: "name beside a priority", From: Values{"priority": Values{"scope": "designated", "user_ids": []string{"lisi"}}}, To: Values{"name": "三"},
			Sends: []string{linkBody(`"link_name":"三","range":{"user_list":["zhangsan"]},"skip_verify":true,"mark_source":true,` +
				`"priority_option":{"priority_type":2,"priority_userid_list":["lisi"]}`)}},
		{Name: "[] and no line", To: Values{"department_ids": []int64{}}, Silent: true},
		// User ids do not differ by case; WeCom answers them as in the directory.
		{Name: "spelling", From: Values{"user_ids": []string{"ZhangSan"}, "priority": Values{"scope": "designated", "user_ids": []string{"ZhangSan"}}}, Silent: true,
			To:    Values{"user_ids": []string{"ZHANGSAN"}, "priority": Values{"scope": "designated", "user_ids": []string{"ZHANGSAN"}}},
			State: Values{"user_ids": []string{"ZhangSan"}, "priority": Values{"scope": "designated", "user_ids": []string{"ZhangSan"}}}},
	},
	Unset: []Unset{{
		Name: "department_ids, skip_verify, mark_source", From: Values{"user_ids": []string{"lisi", "zhangsan"}, "department_ids": []int64{1}, "skip_verify": false, "mark_source": false},
		Remove: []string{"department_ids", "skip_verify", "mark_source"}, State: Values{"mark_source": false}, // no longer managed
		Sends: []string{linkBody(`"link_name":"投放获客","range":{"user_list":["lisi","zhangsan"]},"skip_verify":true,"mark_source":false`)},
		// Nobody manages mark_source any more: the console may change it.
		Ignored: linkEdit(func(l *emulator.AcquisitionLink) { l.MarkSource = true }),
	}},
	Drift: []Drift{
		{Name: "several", Edit: linkEdit(func(l *emulator.AcquisitionLink) {
			l.Name, l.Users, l.SkipVerify, l.PriorityUsers = "改", []string{"zhangsan"}, true, []string{"zhangsan"}
		}), Sends: linkWrites},
		{Name: "name", Edit: linkEdit(func(l *emulator.AcquisitionLink) { l.Name = "改名" }), Sends: linkWrites},
		{Name: "users", Edit: linkEdit(func(l *emulator.AcquisitionLink) { l.Users = []string{"lisi"} }), Sends: linkWrites},
		{Name: "departments", Edit: linkEdit(func(l *emulator.AcquisitionLink) { l.Departments = nil }), Sends: linkWrites},
		{Name: "skip_verify", Edit: linkEdit(func(l *emulator.AcquisitionLink) { l.SkipVerify = true }), Sends: linkWrites},
		{Name: "mark_source", Edit: linkEdit(func(l *emulator.AcquisitionLink) { l.MarkSource = true }), Sends: linkWrites},
		{Name: "preferred members", Edit: linkEdit(func(l *emulator.AcquisitionLink) { l.PriorityUsers = []string{"lisi"} }), Sends: linkWrites},
		{Name: "another priority", Edit: linkEdit(func(l *emulator.AcquisitionLink) { l.PriorityType, l.PriorityUsers = emulator.PriorityCorp, nil }), Sends: linkWrites},
		{Name: "no priority", Edit: linkEdit(func(l *emulator.AcquisitionLink) { l.PriorityType, l.PriorityUsers = 0, nil }), Sends: linkWrites},
	},
	Invalid: []Invalid{
		{"empty name", Values{"name": ""}, "the name is empty", "name"},
		{"long name", Values{"name": strings.Repeat("长", 31)}, "has 31 characters; WeCom allows 30", "name"},
		{"blank at the end", Values{"name": "a "}, "begins or ends with a blank", "name"},
		{"nobody", Values{"user_ids": nil}, "user_ids and department_ids are both empty", "user_ids"},
		{"empty sets", Values{"user_ids": []string{}, "department_ids": []int64{}}, "user_ids and department_ids are both empty", "user_ids"},
		{"501 users", Values{"user_ids": numbered(501)}, "at most 500 elements, got: 501", "user_ids"},
		{"empty user id", Values{"user_ids": []string{""}}, "a userid is empty", "user_ids"},
		{"long user id", Values{"user_ids": []string{strings.Repeat("u", 65)}}, "is no userid: it has 65 characters", "user_ids"},
		{"one user twice", Values{"user_ids": []string{"lisi", "LiSi"}}, `user_ids names "LiSi" and "lisi", which are one member`, "user_ids"},
		{"null user", Values{"user_ids": []any{"lisi", nil}}, "user_ids holds a null. Leave it out", "user_ids"},
		{"null department", Values{"department_ids": []any{2, nil}}, "department_ids holds a null. Leave it out", "department_ids"},
		{"null preferred", Values{"priority": Values{"scope": "designated", "user_ids": []any{nil}}}, "priority.user_ids holds a null. Leave it out", "priority"},
		{"department zero", Values{"department_ids": []int64{0}}, "each number must be 1 to 4294967295", "department_ids"},
		{"negative department", Values{"department_ids": []int64{-1}}, "each number must be 1 to 4294967295", "department_ids"},
		{"unknown scope", Values{"priority": Values{"scope": "nobody"}}, `must be "corp" or "designated"`, "priority"},
		{"scope 1", Values{"priority": Values{"scope": "1"}}, `WeCom's 1 is "corp" here`, "priority"},
		{"no scope", Values{"priority": Values{"user_ids": []string{"lisi"}}}, `attribute "scope" is required`, "priority"},
		{"corp with users", Values{"priority": Values{"scope": "corp", "user_ids": []string{"lisi"}}}, `priority.user_ids is given, but priority.scope is "corp"`, "priority"},
		{"designated without users", Values{"priority": Values{"scope": "designated"}}, `priority.scope is "designated", but priority.user_ids is missing`, "priority"},
		{"designated nobody", Values{"priority": Values{"scope": "designated", "user_ids": []string{}}}, "at least 1 elements and at most 1000 elements", "priority"},
		{"1001 preferred", Values{"priority": Values{"scope": "designated", "user_ids": numbered(1001)}}, "at most 1000 elements, got: 1001", "priority"},
		{"preferred twice", Values{"priority": Values{"scope": "designated", "user_ids": []string{"lisi", "LISI"}}}, `names "LISI" and "lisi", which are one member`, "priority"},
		{"own url", Values{"url": "https://work.weixin.qq.com/ca/ca1"}, "Invalid Configuration for Read-Only Attribute", "url"},
	},
	Refused: refusedLinks,
	Partial: []Partial{{
		Name: "reading back", Warned: true, Says: "created but not read back", Sends: []string{"create_link"}, Finishes: []string{},
		Faults: []emulator.Fault{{Path: "customer_acquisition/get", Kind: emulator.FaultServerError, Times: 20}},
	}},
	WrongIDs: map[string]string{"canothing": notOurLink, "https://work.weixin.qq.com/ca/caother": "An acquisition link is imported by its link id"},
	Loss: Loss{Destroy: `Published address of acquisition link "投放获客" ({id}) will be lost Destroying acquisition link "投放获客" ({id}) destroys its published address. ` +
		`Wherever https://work.weixin.qq.com/ca/{id} is published (获客链接), it stops working when this plan is applied.`},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, l := range c.AcquisitionLinks {
			id := l.ID
			l.ID, l.CreateTime = "", 0
			out[id] = l
		}
		return out
	},
	Delete: func(e *acctest.Env, id string) error { return e.Console().DeleteAcquisitionLink(id) },
	Calls: Calls{Create: "customer_acquisition/create_link", Update: "customer_acquisition/update_link", Delete: "customer_acquisition/delete_link",
		Reads: []string{"customer_acquisition/get"}},
	Looks:    []string{"list_link"},
	Families: []string{"acquisition_link", "external"},
	Lag:      5, LagUpdates: true,
	Blind: map[string][]string{"LinkMarkSourceAbsent=true": {"mark_source"}},
	Many: func(i int) Values {
		return Values{"name": fmt.Sprint("链接", i), "user_ids": []string{"zhangsan"}}
	},
	Refresh: func(n int) int { return n + 3 },
	Hostile: acctest.Hostile{ID: "ca1", Config: `{"name":"n","user_ids":["Sam"],"department_ids":[2],"skip_verify":true,"deletion_protection":false}`, Answers: []string{
		hostileLink, `{"errcode":0,"errmsg":"ok","link":{"link_id":"ca1","link_name":"n","url":"https://work.weixin.qq.com/ca/1","create_time":1672502400}}` + acctest.AnswerEnd + hostileLink,
		`<html>` + acctest.AnswerEnd + `{"errcode":0,"link_id_list":["ca1"],"next_cursor":""}` + acctest.AnswerEnd + hostileLink,
		`{"errcode":0,"link":[{"link_name":"","url":"u","create_time":-62135596801}],"range":[],"priority_option":{"priority_type":-1,"priority_userid_list":[""]}}`,
		`{"errcode":0,"link":{"link_name":"n","create_time":9223372036854775807},"range":{"user_list":["A","a"]},"priority_option":{"priority_type":1,"priority_userid_list":["x"]}}`,
		`{"errcode":40001,"errmsg":"x"}`, `{"errcode":41098,"errmsg":"x"}`,
	}},
})

const hostileLink = `{"errcode":0,"link":{"link_id":"ca1","link_name":"n","url":"https://work.weixin.qq.com/ca/1","create_time":1672502400,"skip_verify":false,"mark_source":true},` +
	`"range":{"user_list":["sam"],"department_list":[2,"1"]},"priority_option":{"priority_type":2,"priority_userid_list":["tom"]}}`

var refusedLinks = func() []Refused {
	hidden := func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 2, Name: "外", ParentID: 1, Order: 1})
		c.Members = append(c.Members, emulator.Member{UserID: "wangwu", CustomerContact: true, RealNameVerified: true, Name: "王五", Departments: []emulator.Membership{{Department: 2}}})
		c.Apps[1].VisibleDepartments, c.Apps[1].VisibleUsers = nil, []string{"zhangsan"}
	}
	wangwu := Values{"user_ids": []string{"zhangsan", "wangwu"}}
	return []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }, Says: []string{"errcode 48002", "客户联系 → 可调用接口的应用"}},
		{Name: "system secret", Corp: func(c *emulator.Corp) { c.Apps[1].Kind, c.Apps[1].CustomerContact = emulator.AppCustomerContact, false },
			Says: []string{"errcode 48002", "they refuse the secrets of the system apps 客户联系"}},
		{Name: "outside the visible range", Values: wangwu, Corp: hidden, Says: []string{"errcode 60011", "应用管理 → 应用 → 可见范围"}},
		{Name: "preferred outside the visible range", Values: Values{"priority": Values{"scope": "designated", "user_ids": []string{"wangwu"}}}, Corp: hidden,
			Says: []string{"errcode 60011", "可见范围"}},
		{Name: "department outside the visible range", Values: Values{"user_ids": nil, "department_ids": []int64{2}}, Corp: hidden, Says: []string{"errcode 60011", "可见范围"}},
		{Name: "unknown member", Values: wangwu, Says: []string{"errcode 60111", "user_ids"}},
		{Name: "unknown department", Values: Values{"user_ids": nil, "department_ids": []int64{999}}, Says: []string{"errcode 60123", "department_ids"}},
		{Name: "without customer contact", Values: wangwu, Corp: withMember(emulator.Member{UserID: "wangwu", Name: "王五", RealNameVerified: true}),
			Says: []string{"errcode 84074", "客户联系 → 权限配置 → 使用范围"}},
		{Name: "not activated", Values: wangwu, Corp: withMember(emulator.Member{UserID: "wangwu", Name: "王五", CustomerContact: true, Status: emulator.StatusNotActivated}),
			Says: []string{"errcode 41054", "not activated"}},
		{Name: "not verified", Values: wangwu, Corp: withMember(emulator.Member{UserID: "wangwu", Name: "王五", CustomerContact: true}),
			Says: []string{"errcode 40098", "real-name verified (实名认证)"}},
		{Name: "501 members covered", Values: Values{"user_ids": nil, "department_ids": []int64{1}}, Says: []string{"errcode 40058", "500 members with departments expanded"},
			Corp: func(c *emulator.Corp) {
				for _, id := range numbered(501) {
					c.Members = append(c.Members, emulator.Member{UserID: id, Name: "众", CustomerContact: true, RealNameVerified: true})
				}
			}},
		{Name: "priority not open", Values: Values{"priority": Values{"scope": "corp"}}, Corp: func(c *emulator.Corp) { c.Closed.LinkPriority = true },
			Says: []string{"errcode 41200", "business categories"}},
		{Name: "scope that WeCom does not know", Values: Values{"priority": Values{"scope": "3"}}, Says: []string{"errcode 40058", "Unable to create acquisition link"}},
		{Name: "too many", Fault: &emulator.Fault{Path: "customer_acquisition/create_link", Kind: emulator.FaultError, Code: 41095},
			Says: []string{"as many acquisition links (获客链接) as WeCom allows"}},
	}
}()

func oddAcquisitionLink(g *Generator, i int) {
	l := emulator.AcquisitionLink{
		ID: fmt.Sprintf("ca%08x%04x", g.Uint32(), i), Name: g.name("link"+fmt.Sprint(i%7), 30, ""), SkipVerify: g.IntN(2) == 0, MarkSource: g.IntN(2) == 0,
		CreateTime: 1_700_000_000 + int64(g.IntN(1000)), Owner: acctest.AppName, PriorityType: int64(g.IntN(3)),
	}
	l.Users, l.Departments = g.people()
	if l.PriorityType == emulator.PriorityDesignated {
		l.PriorityUsers = g.users[:2]
	}
	g.corp.AcquisitionLinks = append(g.corp.AcquisitionLinks, l)
}
