// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"testing"
)

var _ = callable([3]int{48002, 1, 48002},
	"agent/get", "agent/list")

func TestAgent(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{Shuffle: 3}}))
	app := c.get(ExampleSecondSecret, "agent/get", "agentid", "1000003")
	wantCode(t, app, 0)
	equal(t, "agent", asJSON([]any{app["agentid"], app["name"], app["close"]}), `[1000003,"crm",0]`)
	equal(t, "range", asJSON([]any{app["allow_partys"], app["allow_userinfos"]}), `[{"partyid":[4]},{"user":[]}]`)
	list := c.get(ExampleSecondSecret, "agent/list").list("agentlist")
	equal(t, "apps", len(list), 1)
	equal(t, "app", asJSON([]any{list[0]["agentid"], list[0]["name"]}), `[1000003,"crm"]`)

	wantCode(t, c.get(ExampleSecondSecret, "agent/get", "agentid", "1000002"), 301002)
	wantCode(t, c.get(ExampleSecondSecret, "agent/get", "agentid", "77"), 40056)
	wantCode(t, c.get(ExampleSecondSecret, "agent/get", "agentid", "crm"), 40056)
	wantCode(t, c.get(ExampleSecondSecret, "agent/get"), 40056)
	wantCode(t, c.get(ExampleContactsSecret, "agent/list"), 48002)
	wantCode(t, c.get(ExampleCustomerContactSecret, "agent/get", "agentid", "1000002"), 48002)

	if err := c.srv.Console().SetVisibleRange(ExampleSecondApp, []int64{2, 3, 4, 5}, []string{"wuqiang", "sunli"}); err != nil {
		t.Fatal(err)
	}
	var parties []float64
	for _, id := range c.get(ExampleSecondSecret, "agent/get", "agentid", "1000003").obj("allow_partys")["partyid"].([]any) {
		parties = append(parties, id.(float64))
	}
	slices.Sort(parties)
	equal(t, "departments", slices.Equal(parties, []float64{2, 3, 4, 5}), true)
	equal(t, "the corp keeps its order", slices.Equal(c.srv.Corp().Apps[2].VisibleDepartments, []int64{2, 3, 4, 5}), true)
}
