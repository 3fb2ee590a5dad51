// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

func TestContactWayConsoleEdits(t *testing.T) {
	c := start(t, ExampleCorp())
	con, way := c.srv.Console(), c.addWay(plainWay)
	address := c.way(way)["qr_code"]
	if err := con.UpdateContactWay(way, func(w *ContactWay) {
		w.ConfigID, w.Remark, w.State, w.SkipVerify, w.Users, w.Departments = "other", "r", "", true, []string{"wuqiang"}, nil
	}); err != nil {
		t.Fatal(err)
	}
	equal(t, "way", keysOf(c.way(way), "remark", "state", "skip_verify", "user", "party", "qr_code"), fmt.Sprintf(`"r" "" true ["wuqiang"] [] %q`, address))
	before := asJSON(c.srv.Corp())
	consoleRefuses(t, map[int]error{
		41041: con.UpdateContactWay(way, func(w *ContactWay) { w.Type, w.Users = WaySingle, []string{"a", "b"} }),
		41039: con.UpdateContactWay(way, func(w *ContactWay) { w.Type = 3 }),
		41044: con.DeleteContactWay("x"),
	})
	equal(t, "nothing changed", asJSON(c.srv.Corp()), before)
	if err := con.DeleteContactWay(way); err != nil {
		t.Fatal(err)
	}
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	equal(t, "writes", len(c.srv.Writes()), 1)
}

func TestContactWayConsoleOperations(t *testing.T) {
	c := start(t, ExampleCorp())
	c.operate("add_contact_way", `{"contact_way":{"config_id":"w1","type":1,"scene":2,"users":["wangfang"],"state":"s"}}`, 200, `{"id":"w1"}`)
	c.operate("update_contact_way", `{"id":"w1","change":{"remark":"展厅","users":["wuqiang"]}}`, 200, `{}`)
	equal(t, "way", keysOf(c.way("w1"), "remark", "state", "user"), `"展厅" "s" ["wuqiang"]`)
	c.operate("update_contact_way", `{"id":"w1","change":{"remrak":"x"}}`, 400, `{"error":"change: json: unknown field \"remrak\""}`)
	c.operate("scan_contact_way", `{"id":"w1","external_userid":"woA"}`, 200, `{"userid":"wuqiang","state":"s"}`)
	c.operate("delete_contact_way", `{"id":"w1"}`, 200, `{}`)
	status, got := c.control("PATCH", "/_emulator/switches", `{"way_omitted":"cleared"}`)
	equal(t, "switches", fmt.Sprint(status, c.srv.Switches().WayOmitted, strings.Contains(got, `"way_omitted":"cleared"`)), "200clearedtrue")
	status, got = c.control("PATCH", "/_emulator/switches", `{"way_omitted":"lost"}`)
	equal(t, "no reading", fmt.Sprint(status, got), `400{"error":"way_omitted: unknown reading \"lost\""}`)
	c.operate("add_contact_way", `{}`, 400, `{"error":"add_contact_way needs `)
}

func TestCorpFileKeepsContactWays(t *testing.T) {
	c := fromFile(t, func(c *caller) { c.addWay(plainWay) })
	equal(t, "way", keysOf(c.way(c.srv.Corp().ContactWays[1].ConfigID), "remark", "skip_verify"), `"渠道客户" false`)
	if strings.Contains(asJSON(Corp{}), "contact_ways") {
		t.Error("empty lists are written")
	}
	corpFileRefused(t, `{"corp_id":"x","contact_ways":[{"config_id":"a","type":1,"scene":2}]}`, "contact way a: errcode 41041")
}

var _ = serves(func(s serving) {
	way := fmt.Sprintf(`{"config_id":%q`, s.call("add way", wayAdd, strings.Replace(plainWay, `"party":[2],`, "", 1))["config_id"])
	s.call("update way", wayUpdate, way+`,"remark":"x","user":["wuqiang"]}`)
	s.shows("remark", "x", func() any { return s.call("get way", wayGet, way+"}").obj("contact_way")["remark"] })
	s.call("list", wayList, `{}`)
	s.call("delete", wayDel, way+"}")
})
