// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

func TestSwitchReadings(t *testing.T) {
	readings := start(t, ExampleCorp()).srv.SwitchReadings()
	seen := map[string]int{}
	known := []string{"all", "external", "token"}
	for _, rt := range (&families{}).Routes() {
		known = append(known, rt.Family)
	}
	for _, r := range readings {
		seen[r.Switch]++
		var sw Switches
		r.Apply(&sw)
		var others Switches
		v, zero := reflect.ValueOf(&sw).Elem(), reflect.ValueOf(&others).Elem()
		got := fmt.Sprint(v.FieldByName(r.Switch))
		equal(t, r.Switch, got, r.Value)
		v.FieldByName(r.Switch).Set(zero.FieldByName(r.Switch))
		equal(t, "other switches beside "+r.Switch, sw, others)
		if !slices.Contains(known, r.Family) {
			t.Errorf("%s: unknown family %q", r.Switch, r.Family)
		}
		r.Apply(&sw)
		if err := core.CheckReadings(&sw); err != nil {
			t.Error(err)
		}
	}
	tags := map[string]bool{}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[Switches]()) {
		tag := field.Tag.Get("json")
		if !field.Anonymous && (tag == "" || tags[tag]) {
			t.Errorf("%s: the JSON key %q is missing or taken", field.Name, tag)
		}
		tags[tag] = true
		if !field.Anonymous && seen[field.Name] == 0 {
			t.Errorf("%s has no reading", field.Name)
		}
	}
	bad := Switches{ContactWaySwitches: ContactWaySwitches{WayOmitted: "perhaps"}}
	if err := core.CheckReadings(&bad); err == nil || err.Error() != `way_omitted: unknown reading "perhaps"` {
		t.Errorf("a reading that is none: %v", err)
	}
}

// TestEveryReadingServes creates, reads, changes and deletes an object of each family under each reading.
func TestEveryReadingServes(t *testing.T) {
	for _, reading := range SwitchReadings() {
		c := start(t, ExampleCorp())
		c.srv.SetSwitches(reading.Apply)
		name := reading.Switch + "=" + reading.Value
		call := func(what, path, body string) reply {
			r := c.post(ExampleSecret, path, body)
			if r.code() != 0 {
				t.Errorf("%s: %s: %v", name, what, r)
			}
			return r
		}
		way := fmt.Sprintf(`{"config_id":%q`, call("add way", wayAdd, strings.Replace(plainWay, `"party":[2],`, "", 1))["config_id"])
		link := fmt.Sprintf(`{"link_id":%q`, call("add link", linkCreate, strings.Replace(plainLink, `,"department_list":[2]`, "", 1)).obj("link")["link_id"])
		rule := fmt.Sprintf(`{"rule_id":%q`, strings.Trim(asJSON(call("add rule", ruleAdd, plainRule)["rule_id"]), `"`))
		album := fmt.Sprintf(`{"product_id":%q`, call("add album", albumAdd, c.albumBody("x", 1))["product_id"])
		call("update album", albumUpdate, album+`,"description":"y","price":2}`)
		for range 4 { // reads may lag by three
			call("get album", albumGet, album+"}")
		}
		equal(t, name+": description", call("get album", albumGet, album+"}").obj("product")["description"], any("y"))
		call("list", albumList, `{}`)
		call("delete", albumDelete, album+"}")
		join := fmt.Sprintf(`{"config_id":%q`, call("add join way", joinAdd, plainJoin)["config_id"])
		call("update join way", joinUpdate, join+`,"remark":"x",`+plainJoin[1:])
		for range 4 { // reads may lag by three
			call("get join way", joinGet, join+"}")
		}
		equal(t, name+": join way", call("get join way", joinGet, join+"}").obj("join_way")["remark"], any("x"))
		call("delete", joinDelete, join+"}")
		room := fmt.Sprintf(`{"meetingroom_id":%v`, call("add room", "oa/meetingroom/add", `{"name":"a","capacity":1}`)["meetingroom_id"])
		call("edit room", "oa/meetingroom/edit", room+`,"name":"x"}`)
		for range 4 { // reads may lag by three
			c.room("list", `{}`)
		}
		if all := c.rooms(`{}`); !strings.Contains(all, `"name":"x"`) {
			t.Errorf("%s: rooms %s", name, all)
		}
		call("delete", "oa/meetingroom/del", room+"}")
		cal := strings.Trim(asJSON(call("add calendar", "oa/calendar/add", `{"calendar":{`+plainCalendar+`}}`)["cal_id"]), `"`)
		call("update calendar", "oa/calendar/update", fmt.Sprintf(`{"calendar":{"cal_id":%q,"summary":"x",%s}}`, cal, strings.TrimPrefix(plainCalendar, `"summary":"s",`)))
		for range 4 { // reads may lag by three
			c.calendar("get", fmt.Sprintf(`{"cal_id_list":[%q]}`, cal))
		}
		if all := c.calendars(cal); !strings.Contains(all, `"summary":"x"`) {
			t.Errorf("%s: calendar %s", name, all)
		}
		call("delete", "oa/calendar/del", fmt.Sprintf(`{"cal_id":%q}`, cal))
		welcome := fmt.Sprintf(`{"template_id":%q`, call("add welcome", welcomeAdd, `{"text":{"content":"a"},"notify":0}`)["template_id"])
		call("edit welcome", welcomeEdit, welcome+`,"text":{"content":"x"}}`)
		for range 4 { // reads may lag by three
			call("get welcome", welcomeGet, welcome+"}")
		}
		equal(t, name+": welcome", call("get welcome", welcomeGet, welcome+"}").obj("text")["content"], any("x"))
		call("delete", welcomeDel, welcome+"}")
		call("add mail group", mailCreate, plainMail)
		call("update mail group", mailUpdate, `{"groupid":"Ops@example.wecom.work","groupname":"值守","email_list":{"list":["wangfang@example.wecom.work"]},"allow_type":2}`)
		for range 4 { // reads may lag by three
			wantCode(t, c.get(ExampleSecret, mailSearch, "fuzzy", "0"), 0)
			c.get(ExampleSecret, mailGet, "groupid", "ops@example.wecom.work")
		}
		equal(t, name+": mail group", c.get(ExampleSecret, mailGet, "groupid", "ops@example.wecom.work")["groupname"], any("值守"))
		call("delete", mailDelete, `{"groupid":"ops@example.wecom.work"}`)
		box := call("add mailbox", boxCreate, plainBox)["id"]
		call("update mailbox", boxUpdate, fmt.Sprintf(`{"id":%v,"name":"售后","userid_list":{"list":["wangfang"]},"alias_list":{"list":["help@example.wecom.work"]}}`, box))
		for range 4 { // reads may lag by three
			wantCode(t, c.get(ExampleSecret, boxSearch, "fuzzy", "0"), 0)
			c.post(ExampleSecret, boxGet, fmt.Sprintf(`{"id_list":[%v]}`, box))
		}
		equal(t, name+": mailbox", c.post(ExampleSecret, boxGet, fmt.Sprintf(`{"id_list":[%v]}`, box)).list("list")[0]["name"], any("售后"))
		call("delete", boxDelete, fmt.Sprintf(`{"id":%v}`, box))
		call("update way", wayUpdate, way+`,"remark":"x","user":["wuqiang"]}`)
		call("update link", linkUpdate, link+`,"link_name":"x"}`)
		call("update rule", ruleUpdate, rule+`,"rule_name":"x","remove_applicable_range":{"department_list":[2]}}`)
		for range 4 { // reads may lag by three
			call("get way", wayGet, way+"}")
			call("get link", linkGet, link+"}")
			call("get rule", ruleGet, rule+"}")
		}
		equal(t, name+": remark", call("get way", wayGet, way+"}").obj("contact_way")["remark"], any("x"))
		equal(t, name+": link_name", call("get link", linkGet, link+"}").obj("link")["link_name"], any("x"))
		equal(t, name+": rule_name", call("get rule", ruleGet, rule+"}").obj("rule")["rule_name"], any("x"))
		call("list", wayList, `{}`)
		call("list", linkList, `{}`)
		wantCode(t, c.get(ExampleSecret, ruleList), 0)
		call("delete", wayDel, way+"}")
		call("delete", linkDelete, link+"}")
		call("delete", ruleDel, rule+"}")
		equal(t, name+": corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
		c.noViolations()
	}
}

func TestReadsLagPerFamily(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{ReadLag: 1}}))
	way, link := c.addWay(plainWay), c.addLink(plainLink)
	// The first read of each family still shows the corp before the write.
	wantCode(t, c.post(ExampleSecret, wayGet, fmt.Sprintf(`{"config_id":%q}`, way)), 41044)
	wantCode(t, c.post(ExampleSecret, linkGet, fmt.Sprintf(`{"link_id":%q}`, link)), 40058)
	c.way(way)
	c.link(link)
	id := c.addRule(plainRule)
	equal(t, "list", len(c.get(ExampleSecret, ruleList).list("rule_list")), 1)
	equal(t, "list", len(c.get(ExampleSecret, ruleList).list("rule_list")), 2)
	// Each request lags on its own: the list has caught up, the rule has not.
	wantCode(t, c.post(ExampleSecret, ruleGet, fmt.Sprintf(`{"rule_id":%q}`, id)), 41070)
	c.rule(id)
}

func TestListsAreShuffled(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{Shuffle: 1}}))
	id := c.addRule(`{"rule_name":"x","word_list":["a","b","c","d","e"],"intercept_type":1,"applicable_range":{"user_list":["zhaolei","sunli","wangfang"]}}`)
	orders := map[string]bool{}
	for range 20 {
		words := asJSON(c.rule(id)["word_list"])
		orders[words] = true
		equal(t, "words", len(words), len(`["a","b","c","d","e"]`))
	}
	if len(orders) < 5 {
		t.Errorf("%d orders in 20 reads", len(orders))
	}
	equal(t, "the store's own order", asJSON(c.srv.Corp().InterceptRules[1].Words), `["a","b","c","d","e"]`)
}
