// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 1},
	"externalcontact/groupchat/add_join_way", "externalcontact/groupchat/get_join_way", "externalcontact/groupchat/update_join_way", "externalcontact/groupchat/del_join_way")

const (
	joinAdd    = "externalcontact/groupchat/add_join_way"
	joinGet    = "externalcontact/groupchat/get_join_way"
	joinUpdate = "externalcontact/groupchat/update_join_way"
	joinDelete = "externalcontact/groupchat/del_join_way"

	plainJoin = `{"scene":2,"chat_id_list":["wrOgQhDgAAexampleShopGroup0001"]}`
	secondOne = "wrOgQhDgAAexampleShopGroup0002"
)

func (c *caller) addJoin(body string) string {
	c.t.Helper()
	r := c.post(ExampleSecret, joinAdd, body)
	wantCode(c.t, r, 0)
	return r["config_id"].(string)
}

func (c *caller) join(id string) reply {
	c.t.Helper()
	r := c.post(ExampleSecret, joinGet, fmt.Sprintf(`{"config_id":%q}`, id))
	wantCode(c.t, r, 0)
	return r.obj("join_way")
}

func (c *caller) updateJoin(id, keys string, code int) {
	c.t.Helper()
	wantCode(c.t, c.post(ExampleSecret, joinUpdate, fmt.Sprintf(`{"config_id":%q%s}`, id, keys)), code)
}

// joinTo are the keys of an update that it needs.
const joinTo = `,"scene":2,"chat_id_list":["wrOgQhDgAAexampleShopGroup0001"]`

func joinShown(w reply) string {
	return fmt.Sprint(w["scene"], " ", w["remark"], " ", w["auto_create_room"], " ", w["room_base_name"], " ", w["room_base_id"], " ", len(w["chat_id_list"].([]any)), " ", w["state"], " ", w["mark_source"])
}

func TestJoinWayLife(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.post(ExampleSecret, joinAdd, plainJoin)
	if _, there := r["qr_code"]; there || r.code() != 0 || len(r["config_id"].(string)) != 32 {
		t.Errorf("%v", r)
	}
	id := r["config_id"].(string)
	equal(t, "defaults", joinShown(c.join(id)), "2  1  0 1  true")
	code := c.join(id)["qr_code"].(string)
	if status, kind, _ := c.fetch(code); status != 200 || kind != "image/png" {
		t.Errorf("%s: %d %s", code, status, kind)
	}
	c.updateJoin(id, joinTo+`,"remark":"`+strings.Repeat("长", 31)+`","state":"s","auto_create_room":1,"room_base_name":"群","room_base_id":10,"mark_source":false`, 0)
	equal(t, "cut", joinShown(c.join(id)), "2 "+strings.Repeat("长", 30)+" 1 群 10 1 s false")
	c.updateJoin(id, joinTo, 0)
	equal(t, "overwritten", joinShown(c.join(id)), "2  1  0 1  true")
	c.updateJoin(id, `,"scene":1,"chat_id_list":["wrOgQhDgAAexampleShopGroup0001","`+secondOne+`"],"auto_create_room":0`, 0)
	equal(t, "off", joinShown(c.join(id)), "1  0 <nil> <nil> 2  true")
	equal(t, "code", c.join(id)["qr_code"], any(code))
	for _, path := range []string{joinGet, joinUpdate, joinDelete} {
		wantCode(t, c.post(ExampleSecondSecret, path, fmt.Sprintf(`{"config_id":%q%s}`, id, map[bool]string{true: joinTo}[path == joinUpdate])), 41044)
	}
	wantCode(t, c.post(ExampleSecret, joinDelete, fmt.Sprintf(`{"config_id":%q}`, id)), 0)
	wantCode(t, c.post(ExampleSecret, joinGet, fmt.Sprintf(`{"config_id":%q}`, id)), 41044)
	wantCode(t, c.post(ExampleSecret, joinGet, `{}`), 41043)
	if status, _, _ := c.fetch(code); status != 404 {
		t.Errorf("a dead code answers %d", status)
	}
	c.noViolations()
}

func TestJoinWayRules(t *testing.T) {
	corp := ExampleCorp()
	corp.GroupChats = append(corp.GroupChats, GroupChat{ID: "wrinternal", Owner: "wangfang", Internal: true}, GroupChat{ID: "wrgone", Owner: "wangfang", Dissolved: true},
		GroupChat{ID: "wrleft", Owner: "nobody"}, GroupChat{ID: "wrhidden", Owner: "zhaolei"})
	c := start(t, corp, WithLimits(Limits{ContactWays: 2}))
	for _, tt := range []struct {
		keys string
		code int
	}{
		{`"chat_id_list":["wrleft"]`, 41038}, {`"scene":3,"chat_id_list":["wrleft"]`, 41040}, {`"scene":2`, 40058}, {`"scene":2,"chat_id_list":[]`, 40058},
		{`"scene":2,"chat_id_list":["a","b","c","d","e","f"]`, 41091}, {`"scene":2,"chat_id_list":["a"]`, 40050}, {`"scene":2,"chat_id_list":["wrinternal"]`, 90501},
		{`"scene":2,"chat_id_list":["wrgone"]`, 49008}, {`"scene":2,"chat_id_list":["wrleft"]`, 60011},
		{plainJoin[1:len(plainJoin)-1] + `,"auto_create_room":2`, 40058}, {plainJoin[1:len(plainJoin)-1] + `,"room_base_name":"` + strings.Repeat("a", 41) + `"`, 40058},
		{plainJoin[1:len(plainJoin)-1] + `,"state":"` + strings.Repeat("a", 31) + `"`, 40058},
	} {
		if r := c.post(ExampleSecret, joinAdd, `{`+tt.keys+`}`); r.code() != tt.code {
			t.Errorf("%.120s: %v, want %d", tt.keys, r, tt.code)
		}
	}
	wantCode(t, c.post(ExampleSecondSecret, joinAdd, `{"scene":2,"chat_id_list":["wrhidden"]}`), 60011)
	c.noViolations()
	c.addJoin(plainJoin)
	wantCode(t, c.post(ExampleSecret, joinAdd, plainJoin), 41045) // the pool is that of contact ways, too
	wantCode(t, c.post(ExampleSecret, joinAdd, plainJoin[:len(plainJoin)-1]+`,"config_id":"x","auto_create_room":0,"room_base_id":1}`), 41045)
	equal(t, "violations", strings.Join(c.srv.Violations(), "; "),
		joinAdd+": config_id: unknown key; "+joinAdd+": room_base_name or room_base_id: without auto_create_room")
}

func TestJoinWayFills(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addJoin(plainJoin[:len(plainJoin)-1] + `,"auto_create_room":1,"room_base_name":"群","room_base_id":7}`)
	fill := func(want string) {
		t.Helper()
		chat, err := c.srv.Console().FillJoinWay(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range c.srv.Corp().GroupChats {
			if g.ID == chat && g.Name+g.Owner != want {
				t.Errorf("%+v, want %s", g, want)
			}
		}
	}
	fill("群7huangmin")
	fill("群8huangmin")
	equal(t, "both", joinShown(c.join(id)), "2  1 群 7 3  true")
	c.srv.SetSwitches(func(sw *Switches) { sw.JoinNumberAdvances, sw.JoinNewChatHidden = true, true })
	fill("群9huangmin")
	equal(t, "hidden", joinShown(c.join(id)), "2  1 群 10 3  true")
	c.updateJoin(id, joinTo+`,"auto_create_room":0`, 0)
	if chat, err := c.srv.Console().FillJoinWay(id); chat != "" || err != nil {
		t.Errorf("%q %v", chat, err)
	}
	if _, err := c.srv.Console().FillJoinWay("x"); err == nil {
		t.Error("no such join way")
	}
}

func TestJoinWaySwitches(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addJoin(plainJoin[:len(plainJoin)-1] + `,"room_base_name":"群","room_base_id":7,"remark":"r"}`)
	set := func(edit func(*Switches)) { c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; edit(sw) }) }
	shows := func(key string) string {
		v, there := c.join(id)[key]
		if !there {
			return "absent"
		}
		return asJSON(v)
	}
	for reading, code := range map[string]int{"": 41044, "40058": 40058} {
		set(func(sw *Switches) { sw.JoinUnknown, sw.JoinForeign = reading, reading })
		wantCode(t, c.post(ExampleSecret, joinGet, `{"config_id":"x"}`), code)
		wantCode(t, c.post(ExampleSecondSecret, joinGet, fmt.Sprintf(`{"config_id":%q}`, id)), code)
	}
	set(func(sw *Switches) { sw.JoinOmittedKept = true })
	c.updateJoin(id, joinTo, 0)
	equal(t, "kept", joinShown(c.join(id)), "2 r 1 群 7 1  true")
	set(func(sw *Switches) { sw.JoinEmptyKeys = EmptyAbsent })
	equal(t, "state", shows("state"), "absent")
	set(func(sw *Switches) { sw.JoinEmptyKeys = EmptyNull })
	equal(t, "state", shows("state"), "null")
	for reading, want := range map[string]string{"": "absent absent", EmptyShown: `"" 0`, EmptyNull: "null null", JoinRoomKept: `"群" 7`} {
		set(func(sw *Switches) { sw.JoinRoomOff = reading })
		c.updateJoin(id, joinTo+`,"auto_create_room":1,"room_base_name":"群","room_base_id":7`, 0)
		c.updateJoin(id, joinTo+`,"auto_create_room":0`, 0)
		equal(t, "room "+reading, shows("room_base_name")+" "+shows("room_base_id"), want)
	}
	set(func(sw *Switches) { sw.JoinButtonNoCode, sw.JoinMarkSourceAbsent = true, true })
	code := shows("qr_code")
	c.updateJoin(id, strings.Replace(joinTo, "2", "1", 1), 0)
	equal(t, "button", shows("qr_code")+" "+shows("mark_source"), "absent absent")
	set(func(sw *Switches) { sw.JoinScene = JoinSceneKept })
	c.updateJoin(id, joinTo, 0)
	equal(t, "scene", shows("scene"), "1")
	set(func(sw *Switches) { sw.JoinScene = JoinSceneRefused })
	c.updateJoin(id, joinTo, 40058)
	set(func(sw *Switches) { sw.JoinQRCode = JoinQRWithScene })
	c.updateJoin(id, joinTo, 0)
	second := shows("qr_code")
	c.updateJoin(id, joinTo, 0)
	equal(t, "same scene", shows("qr_code"), second)
	set(func(sw *Switches) { sw.JoinQRCode = JoinQREachUpdate })
	c.updateJoin(id, joinTo, 0)
	if third := shows("qr_code"); third == second || second == code {
		t.Errorf("codes %s, %s, %s", code, second, third)
	}
	set(func(sw *Switches) { sw.JoinLongStateCut = true })
	c.updateJoin(id, joinTo+`,"state":"`+strings.Repeat("a", 31)+`"`, 0)
	equal(t, "state", shows("state"), asJSON(strings.Repeat("a", 30)))
	set(func(sw *Switches) {
		sw.JoinUnknownChat, sw.JoinDissolvedChat, sw.JoinForeignChat = "86003", "90501", "84061"
	})
	c.updateJoin(id, `,"scene":2,"chat_id_list":["x"]`, 86003)
	con := c.srv.Console()
	for change, code := range map[string]int{"dissolved": 90501, "owner": 84061} {
		if err := con.UpdateGroupChat(secondOne, func(g *GroupChat) { g.Dissolved, g.Owner = change == "dissolved", "nobody" }); err != nil {
			t.Fatal(err)
		}
		c.updateJoin(id, `,"scene":2,"chat_id_list":["`+secondOne+`"]`, code)
	}
	if err := con.UpdateGroupChat(secondOne, func(g *GroupChat) { g.Owner = "" }); err == nil {
		t.Error("a group without an owner")
	}
	c.noViolations()
}

var _ = serves(func(s serving) {
	join := fmt.Sprintf(`{"config_id":%q`, s.call("add join way", joinAdd, plainJoin)["config_id"])
	s.call("update join way", joinUpdate, join+`,"remark":"x",`+plainJoin[1:])
	s.shows("join way", "x", func() any { return s.call("get join way", joinGet, join+"}").obj("join_way")["remark"] })
	s.call("delete", joinDelete, join+"}")
})
