// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var _ = callable([3]int{48002, 1, 48002},
	"externalcontact/customer_acquisition/list_link", "externalcontact/customer_acquisition/get", "externalcontact/customer_acquisition/create_link", "externalcontact/customer_acquisition/update_link", "externalcontact/customer_acquisition/delete_link", "externalcontact/customer_acquisition/customer", "externalcontact/customer_acquisition/statistic", "externalcontact/customer_acquisition/get_chat_info", "externalcontact/customer_acquisition_quota")

const (
	linkPath   = "externalcontact/customer_acquisition/"
	linkCreate = linkPath + "create_link"
	linkGet    = linkPath + "get"
	linkList   = linkPath + "list_link"
	linkUpdate = linkPath + "update_link"
	linkDelete = linkPath + "delete_link"
	plainLink  = `{"link_name":"获客链接1号","range":{"user_list":["wangfang","wuqiang"],"department_list":[2]},"skip_verify":false,"priority_option":{"priority_type":2,"priority_userid_list":["liuyang"]},"mark_source":true}`
	bareLink   = `{"link_name":"b","range":{"user_list":["wangfang"]}}`
)

// addLink creates a link and returns its id.
func (c *caller) addLink(body string) string {
	c.t.Helper()
	r := c.post(ExampleSecret, linkCreate, body)
	wantCode(c.t, r, 0)
	return r.obj("link")["link_id"].(string)
}

func (c *caller) link(id string) reply {
	c.t.Helper()
	r := c.post(ExampleSecret, linkGet, fmt.Sprintf(`{"link_id":%q}`, id))
	wantCode(c.t, r, 0)
	delete(r, "errcode")
	delete(r, "errmsg")
	return r
}

func (c *caller) updateLink(id, keys string, code int) {
	c.t.Helper()
	wantCode(c.t, c.post(ExampleSecret, linkUpdate, fmt.Sprintf(`{"link_id":%q,%s}`, id, keys)), code)
}

func TestAcquisitionLinkLifeCycle(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.post(ExampleSecret, linkCreate, plainLink)
	wantCode(t, r, 0)
	id := r.obj("link")["link_id"].(string)
	equal(t, "id", len(id) == 18 && strings.HasPrefix(id, "ca"), true)
	head := `"create_time":1772352000,`
	equal(t, "created", asJSON(r.obj("link")), `{`+head+`"link_id":"`+id+`","link_name":"获客链接1号","url":"https://work.weixin.qq.com/ca/`+id+`"}`)
	want := func(name, skip, nodes, priority string) string {
		return `{"link":{` + head + `"link_name":"` + name + `","mark_source":true,"skip_verify":` + skip + `,"url":"https://work.weixin.qq.com/ca/` + id + `"},` +
			priority + `"range":` + nodes + `}`
	}
	designated := `"priority_option":{"priority_type":2,"priority_userid_list":["liuyang"]},`
	equal(t, "read", asJSON(c.link(id)), want("获客链接1号", "false", `{"department_list":[2],"user_list":["wangfang","wuqiang"]}`, designated))
	c.updateLink(id, `"link_name":"二号"`, 0)
	equal(t, "omitted keys are kept", asJSON(c.link(id)), want("二号", "false", `{"department_list":[2],"user_list":["wangfang","wuqiang"]}`, designated))
	// range and priority_option are replaced as a whole.
	c.updateLink(id, `"range":{"user_list":["WANGFANG"]},"skip_verify":true,"priority_option":{"priority_type":1}`, 0)
	equal(t, "replaced", asJSON(c.link(id)), want("二号", "true", `{"department_list":[],"user_list":["wangfang"]}`, `"priority_option":{"priority_type":1,"priority_userid_list":[]},`))
	body := fmt.Sprintf(`{"link_id":%q}`, id)
	wantCode(t, c.post(ExampleSecret, linkDelete, body), 0)
	wantCode(t, c.post(ExampleSecret, linkGet, body), 40058)
	wantCode(t, c.post(ExampleSecret, linkDelete, body), 40058)
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	equal(t, "writes", len(c.srv.Writes()), 5)
	c.noViolations()
}

func TestAcquisitionLinkRefusals(t *testing.T) {
	c := start(t, ExampleCorp())
	many := `"` + strings.Repeat(`wangfang","`, 500) + `wangfang"`
	nodes := `"range":{"user_list":["wangfang"]}`
	for body, code := range map[string]int{
		`{}`: 40063,
		`{"link_name":"","range":{"user_list":["wangfang"]}}`:           40058,
		`{"link_name":"` + strings.Repeat("链", 31) + `",` + nodes + `}`: 40058,
		`{"link_name":"` + strings.Repeat("链", 30) + `",` + nodes + `}`: 0,
		`{"link_name":"x"}`:            40058,
		`{"link_name":"x","range":{}}`: 40058,
		`{"link_name":"x","range":{"user_list":[],"department_list":[]}}`:                                             40058,
		`{"link_name":"x","range":{"user_list":[` + many + `]}}`:                                                      40058,
		`{"link_name":"x","range":{"user_list":["nobody"]}}`:                                                          60111,
		`{"link_name":"x","range":{"department_list":[99]}}`:                                                          60123,
		`{"link_name":"x","range":{"user_list":["zhaolei"]}}`:                                                         84074,
		`{"link_name":"x","range":{"user_list":["sunli"]}}`:                                                           41054,
		`{"link_name":"x","range":{"user_list":["zhoujie"]}}`:                                                         40098,
		`{"link_name":"x",` + nodes + `,"priority_option":{}}`:                                                        40058,
		`{"link_name":"x",` + nodes + `,"priority_option":{"priority_type":3}}`:                                       40058,
		`{"link_name":"x",` + nodes + `,"priority_option":{"priority_type":2}}`:                                       40058,
		`{"link_name":"x",` + nodes + `,"priority_option":{"priority_type":2,"priority_userid_list":["nobody"]}}`:     60111,
		`{"link_name":"x",` + nodes + `,"priority_option":{"priority_type":2,"priority_userid_list":["zhoujie"]}}`:    40098,
		`{"link_name":"x",` + nodes + `,"priority_option":{"priority_type":1,"priority_userid_list":["nobody"]}}`:     0,
		`{"link_name":"x",` + nodes + `,"priority_option":{"priority_type":2,"priority_userid_list":[` + many + `]}}`: 0,
	} {
		if r := c.post(ExampleSecret, linkCreate, body); r.code() != code {
			t.Errorf("%.120s: %d %s, want %d", body, r.code(), r.msg(), code)
		}
	}
	wantCode(t, c.post(ExampleSecondSecret, linkCreate, `{"link_name":"x","range":{"user_list":["liuyang"]}}`), 60011)
	wantCode(t, c.post(ExampleCustomerContactSecret, linkCreate, bareLink), 48002)
	id := c.addLink(bareLink)
	c.updateLink(id, `"range":{"user_list":[]}`, 40058)
	c.updateLink(id, `"link_name":""`, 40058)
	c.updateLink(id, `"priority_option":{"priority_type":0}`, 40058)
	if err := c.srv.Console().SetClosedFunctions(ClosedFunctions{LinkPriority: true}); err != nil {
		t.Fatal(err)
	}
	c.updateLink(id, `"priority_option":{"priority_type":1}`, 41200)
	c.noViolations()

	c = start(t, ExampleCorp(), WithLimits(Limits{Links: 2}))
	c.addLink(bareLink)
	wantCode(t, c.post(ExampleSecret, linkCreate, bareLink), 41095)
}

func TestAcquisitionLinkCovers500(t *testing.T) {
	corp := ExampleCorp()
	for i := range 499 {
		corp.Members = append(corp.Members, Member{UserID: fmt.Sprintf("clerk%03d", i), Name: "店员", Departments: []Membership{{Department: 3}}, CustomerContact: true, RealNameVerified: true})
	}
	c := start(t, corp)
	// Department 3 holds 500 members.
	id := c.addLink(`{"link_name":"x","range":{"department_list":[3],"user_list":["clerk001"]}}`)
	over := `"range":{"department_list":[3],"user_list":["wangfang"]}`
	wantCode(t, c.post(ExampleSecret, linkCreate, `{"link_name":"x",`+over+`}`), 40058)
	c.updateLink(id, over, 40058)
	if err := c.srv.Console().MoveMember("wangfang", 3); err != nil {
		t.Fatal(err)
	}
	c.updateLink(id, `"link_name":"y"`, 0) // a department that grew later does not matter
	c.srv.SetSwitches(func(sw *Switches) { sw.LinkOversizeAccepted = true })
	c.updateLink(id, over, 0)
}

func TestAcquisitionLinkOwnership(t *testing.T) {
	c := start(t, ExampleCorp())
	own := fmt.Sprintf(`{"link_id":%q}`, c.addLink(bareLink))
	console := fmt.Sprintf(`{"link_id":%q}`, ExampleCorp().AcquisitionLinks[0].ID)
	calls := func(secret, body string) string {
		out := ""
		for _, name := range []string{"get", "update_link", "customer", "delete_link"} {
			out += fmt.Sprint(c.post(secret, linkPath+name, body).code(), " ")
		}
		return out
	}
	equal(t, "foreign", calls(ExampleSecondSecret, own), "60011 60011 60011 60011 ")
	equal(t, "console's", calls(ExampleSecret, console), "60011 60011 60011 60011 ")
	equal(t, "unknown", calls(ExampleSecret, `{"link_id":"cax"}`), "40058 40058 40058 40058 ")
	equal(t, "missing", calls(ExampleSecret, `{}`), "40058 40058 40058 40058 ")
	c.srv.SetSwitches(func(sw *Switches) { sw.LinkForeign, sw.LinkUnknown = "48002", "60011" })
	equal(t, "foreign", calls(ExampleSecondSecret, own), "48002 48002 48002 48002 ")
	equal(t, "unknown", calls(ExampleSecret, `{"link_id":"cax"}`), "60011 60011 60011 60011 ")
	c.srv.SetSwitches(func(sw *Switches) { sw.LinkForeign, sw.LinkUnknown = "40058", "48002" })
	equal(t, "foreign", calls(ExampleSecondSecret, own), "40058 40058 40058 40058 ")
	equal(t, "unknown", calls(ExampleSecret, `{"link_id":"cax"}`), "48002 48002 48002 48002 ")
	equal(t, "list of another app", asJSON(c.post(ExampleSecondSecret, linkList, `{}`)["link_id_list"]), "[]")
	equal(t, "own", calls(ExampleSecret, own), "0 0 0 0 ")
}

func TestAcquisitionLinkList(t *testing.T) {
	corp := ExampleCorp()
	for i := range 101 {
		corp.AcquisitionLinks = append(corp.AcquisitionLinks, AcquisitionLink{ID: fmt.Sprintf("ca%03d", i), Name: "x", Users: []string{"wangfang"}, Owner: ExampleApp})
	}
	corp.AcquisitionLinks[1].Users = []string{"zhoujie"}
	c := start(t, corp)
	page := func(body string) (int, any) {
		r := c.post(ExampleSecret, linkList, body)
		wantCode(t, r, 0)
		return len(r["link_id_list"].([]any)), r["next_cursor"]
	}
	check := func(body string, rows int, cursor any) {
		t.Helper()
		gotRows, gotCursor := page(body)
		equal(t, "rows of "+body, gotRows, rows)
		equal(t, "cursor of "+body, gotCursor, cursor)
	}
	_, next := page(`{}`)
	last := fmt.Sprintf(`{"cursor":%q}`, next)
	check(`{}`, 100, next)
	check(fmt.Sprintf(`{"cursor":%q}`, next), 1, any(""))
	_, next = page(`{"limit":1}`)
	check(fmt.Sprintf(`{"limit":100,"cursor":%q}`, next), 100, any(""))
	wantCode(t, c.post(ExampleSecret, linkList, `{"limit":101}`), 40058)
	wantCode(t, c.post(ExampleSecret, linkList, `{"cursor":"ca"}`), 50100)
	c.srv.SetSwitches(func(sw *Switches) {
		sw.LinkSmallPages, sw.LinkCursorAbsent, sw.LinkUnavailableHidden = true, true, true
	})
	if rows, _ := page(`{}`); rows != 10 {
		t.Errorf("%d rows in a small page", rows)
	}
	check(last, 1, nil)
	if _, ok := c.post(ExampleSecret, linkList, last)["next_cursor"]; ok {
		t.Error("next_cursor is there")
	}
}

func TestAcquisitionLinkSwitches(t *testing.T) {
	c := start(t, ExampleCorp())
	set := func(edit func(*Switches)) { c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; edit(sw) }) }
	id := c.addLink(bareLink)
	for reading, want := range map[string]string{"": "-", EmptyNull: "null", LinkPriorityEmpty: "{}", EmptyShown: `{"priority_type":0,"priority_userid_list":[]}`} {
		set(func(sw *Switches) { sw.LinkPriorityNone = reading })
		equal(t, "priority "+reading, keysOf(c.link(id), "priority_option"), want)
	}
	for reading, want := range map[string]string{"": `{"department_list":[],"user_list":["wangfang"]}`, EmptyNull: `{"department_list":null,"user_list":["wangfang"]}`, EmptyAbsent: `{"user_list":["wangfang"]}`} {
		set(func(sw *Switches) { sw.LinkEmptyLists = reading })
		equal(t, "lists "+reading, keysOf(c.link(id), "range"), want)
	}
	set(func(sw *Switches) { sw.LinkShape = LinkShapeTopLevel })
	equal(t, "top level", keysOf(c.link(id), "skip_verify", "mark_source")+keysOf(c.link(id).obj("link"), "skip_verify", "mark_source"), "true true- -")
	set(func(sw *Switches) { sw.LinkShape, sw.LinkMarkSourceAbsent, sw.LinkURLBare = LinkShapeID, true, true })
	equal(t, "link_id", keysOf(c.link(id).obj("link"), "link_id", "mark_source", "url"), `"`+id+`" - "work.weixin.qq.com/ca/`+id+`"`)
	set(func(sw *Switches) { sw.LinkCreateTimeTop = true })
	r := c.post(ExampleSecret, linkCreate, bareLink)
	equal(t, "create_time", keysOf(r, "create_time")+keysOf(r.obj("link"), "create_time"), "1772352000-")

	all := func(id string) string {
		l := c.link(id)
		return keysOf(l.obj("link"), "link_name", "skip_verify", "mark_source") + " " + keysOf(l, "priority_option")
	}
	designated := `{"priority_type":2,"priority_userid_list":["liuyang"]}`
	for reading, want := range map[string]string{
		OmittedKept: `"n" false true ` + designated, OmittedFlagsTrue: `"n" true true ` + designated, OmittedCleared: `"n" true true -`,
	} {
		set(func(sw *Switches) { sw.LinkOmitted = reading })
		id := c.addLink(plainLink)
		c.updateLink(id, `"link_name":"n"`, 0)
		equal(t, "omitted "+reading, all(id), want)
		equal(t, "range", keysOf(c.link(id), "range"), `{"department_list":[2],"user_list":["wangfang","wuqiang"]}`)
	}
	for reading, want := range map[string]string{PriorityRemovalIgnored: designated, PriorityRemoved: "-"} {
		for _, none := range []string{`{}`, `{"priority_type":0}`, `{"priority_type":0,"priority_userid_list":[]}`} {
			set(func(sw *Switches) { sw.LinkPriorityRemoval = reading })
			id := c.addLink(plainLink)
			c.updateLink(id, `"priority_option":`+none, 0)
			equal(t, reading+none, keysOf(c.link(id), "priority_option"), want)
		}
	}
	set(func(sw *Switches) { sw.LinkVisibleOnly = true })
	c.addLink(`{"link_name":"x","range":{"user_list":["zhoujie","zhaolei","sunli"]}}`)
	if err := c.srv.Console().SetAcquisitionQuota(AcquisitionQuota{Total: 5}); err != nil {
		t.Fatal(err)
	}
	c.addLink(bareLink)
	set(func(sw *Switches) { sw.LinkNeedsBalance = true })
	wantCode(t, c.post(ExampleSecret, linkCreate, bareLink), 41095)
}

func TestAcquisitionUsage(t *testing.T) {
	c := start(t, ExampleCorp())
	con := c.srv.Console()
	soon := testTime.Add(30 * 24 * time.Hour).Unix()
	if err := con.SetAcquisitionQuota(AcquisitionQuota{Total: 1000, Batches: []QuotaBatch{{soon + 100, 1}, {soon, 2}}}); err != nil {
		t.Fatal(err)
	}
	quota := func() string {
		r := c.get(ExampleSecret, "externalcontact/customer_acquisition_quota")
		wantCode(t, r, 0)
		return keysOf(r, "total", "balance", "quota_list")
	}
	equal(t, "quota", quota(), fmt.Sprintf(`1000 3 [{"balance":2,"expire_date":%d},{"balance":1,"expire_date":%d}]`, soon, soon+100))
	id := c.addLink(bareLink)
	url := c.link(id).obj("link")["url"].(string)
	long := strings.Repeat("x", 62) + "渠道"
	for i, address := range []string{url, url + "?customer_channel=" + "%E5%B1%95%E4%BC%9A", url + "?customer_channel=" + long, url} {
		row, err := con.FollowAcquisitionLink(address, fmt.Sprintf("woCustomer%d", i))
		if i == 3 {
			if err == nil {
				t.Error("a customer came without balance")
			}
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "channel", row.State, []string{"", "展会", strings.Repeat("x", 62)}[i])
	}
	equal(t, "used up", quota(), "1000 0 []")
	customers := func(keys string) string {
		r := c.post(ExampleSecret, linkPath+"customer", fmt.Sprintf(`{"link_id":%q%s}`, id, keys))
		wantCode(t, r, 0)
		return keysOf(r, "customer_list", "next_cursor")
	}
	row := func(i int, status int, state string) string {
		return fmt.Sprintf(`{"chat_status":%d,"external_userid":"woCustomer%d","state":%q,"userid":"wangfang"}`, status, i, state)
	}
	key, err := con.MessageFromCustomer(id, "woCustomer1")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "page 1", customers(`,"limit":2`), `[`+row(0, 0, "")+`,`+row(1, 1, "展会")+`] "after-woCustomer1/wangfang"`)
	equal(t, "page 2", customers(`,"limit":2,"cursor":"after-woCustomer1/wangfang"`), `[`+row(2, 0, strings.Repeat("x", 62))+`] ""`)
	wantCode(t, c.post(ExampleSecret, linkPath+"customer", fmt.Sprintf(`{"link_id":%q,"limit":1001}`, id)), 40058)

	chat := func() reply {
		return c.post(ExampleSecret, linkPath+"get_chat_info", fmt.Sprintf(`{"chat_key":%q}`, key))
	}
	equal(t, "chat", keysOf(chat(), "userid", "external_userid", "chat_info"), fmt.Sprintf(`"wangfang" "woCustomer1" {"link_id":%q,"recv_msg_cnt":1,"state":"展会"}`, id))
	c.srv.Advance(30 * time.Minute)
	wantCode(t, chat(), 41201)
	wantCode(t, c.post(ExampleSecret, linkPath+"get_chat_info", `{"chat_key":"x"}`), 41201)

	statistic := func(from, to time.Time) reply {
		return c.post(ExampleSecret, linkPath+"statistic", fmt.Sprintf(`{"link_id":%q,"start_time":%d,"end_time":%d}`, id, from.Unix(), to.Unix()))
	}
	day := 24 * time.Hour
	equal(t, "today", keysOf(statistic(testTime, testTime), "click_link_customer_cnt", "new_customer_cnt"), "4 3")
	equal(t, "yesterday", keysOf(statistic(testTime.Add(-day), testTime.Add(-day)), "click_link_customer_cnt", "new_customer_cnt"), "0 0")
	wantCode(t, statistic(testTime.Add(-30*day), testTime), 0)
	wantCode(t, statistic(testTime.Add(-31*day), testTime), 40058)
	wantCode(t, statistic(testTime.Add(-181*day), testTime.Add(-170*day)), 40058)
	wantCode(t, statistic(testTime, testTime.Add(-day)), 40058)
	wantCode(t, c.post(ExampleSecret, linkPath+"statistic", fmt.Sprintf(`{"link_id":%q,"start_time":1}`, id)), 40058)
	c.noViolations()
}
