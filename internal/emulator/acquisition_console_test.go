// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

func TestAcquisitionLinkConsoleEdits(t *testing.T) {
	c := start(t, ExampleCorp())
	con, link := c.srv.Console(), c.addLink(plainLink)
	if err := con.UpdateAcquisitionLink(link, func(l *AcquisitionLink) {
		l.ID, l.Name, l.SkipVerify, l.Departments, l.PriorityType, l.PriorityUsers = "other", "n", true, []int64{3}, 0, nil
	}); err != nil {
		t.Fatal(err)
	}
	equal(t, "link", keysOf(c.link(link), "range", "priority_option")+keysOf(c.link(link).obj("link"), "link_name", "skip_verify"), `{"department_list":[3],"user_list":["wangfang","wuqiang"]} -"n" true`)
	before := asJSON(c.srv.Corp())
	consoleRefuses(t, map[int]error{40058: con.UpdateAcquisitionLink(link, func(l *AcquisitionLink) { l.Name = "" })})
	if con.DeleteAcquisitionLink("x") == nil || con.UpdateAcquisitionLink(link, func(l *AcquisitionLink) { l.Users, l.Departments = nil, nil }) == nil {
		t.Error("an impossible edit went through")
	}
	equal(t, "nothing changed", asJSON(c.srv.Corp()), before)
	if err := con.DeleteAcquisitionLink(link); err != nil {
		t.Fatal(err)
	}
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	equal(t, "writes", len(c.srv.Writes()), 1)
}

func TestAcquisitionLinkConsoleOperations(t *testing.T) {
	c := start(t, ExampleCorp())
	c.operate("set_closed_functions", `{"closed_functions":{"link_priority":true}}`, 200, `{}`)
	c.operate("add_acquisition_link", `{"link":{"link_id":"l1","link_name":"n","users":["wangfang"]}}`, 200, `{"id":"l1"}`)
	c.operate("update_acquisition_link", `{"id":"l1","change":{"link_name":"m"}}`, 200, `{}`)
	c.operate("set_acquisition_quota", `{"quota":{"total":5,"batches":[{"expire_date":1893456000,"balance":5}]}}`, 200, `{}`)
	c.operate("follow_acquisition_link", `{"url":"https://work.weixin.qq.com/ca/l1?customer_channel=c","external_userid":"woB"}`, 200, `{"external_userid":"woB","userid":"wangfang","state":"c","add_time":`)
	c.operate("message_from_customer", `{"id":"l1","external_userid":"woB"}`, 200, `{"chat_key":"ck`)
	c.operate("delete_acquisition_link", `{"id":"l1"}`, 200, `{}`)
	for _, name := range []string{"add_acquisition_link", "set_acquisition_quota"} {
		c.operate(name, `{}`, 400, `{"error":"`+name+" needs ")
	}
}

func TestCorpFileKeepsAcquisitionLinks(t *testing.T) {
	var link string
	c := fromFile(t, func(c *caller) { link = c.addLink(plainLink) })
	equal(t, "link", strings.Contains(asJSON(c.link(link)), `"link_name":"获客链接1号"`), true)
	corpFileRefused(t, `{"corp_id":"x","acquisition_links":[{"link_name":"n"}]}`, "acquisition link n: errcode 40058")
}

var _ = serves(func(s serving) {
	link := fmt.Sprintf(`{"link_id":%q`, s.call("add link", linkCreate, strings.Replace(plainLink, `,"department_list":[2]`, "", 1)).obj("link")["link_id"])
	s.call("update link", linkUpdate, link+`,"link_name":"x"}`)
	s.shows("link_name", "x", func() any { return s.call("get link", linkGet, link+"}").obj("link")["link_name"] })
	s.call("list", linkList, `{}`)
	s.call("delete", linkDelete, link+"}")
})
