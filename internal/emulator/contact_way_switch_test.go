// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

// keysOf shows some keys of an object; a missing one reads "-".
func keysOf(r reply, keys ...string) string {
	var out []string
	for _, key := range keys {
		if v, ok := r[key]; ok {
			out = append(out, asJSON(v))
		} else {
			out = append(out, "-")
		}
	}
	return strings.Join(out, " ")
}

func TestContactWayOmittedKeys(t *testing.T) {
	for reading, want := range map[string]string{
		OmittedKept:      `"渠道客户" "new" false false ["wangfang","wuqiang"] [2]`,
		OmittedFlagsTrue: `"渠道客户" "new" true true ["wangfang","wuqiang"] [2]`,
		OmittedCleared:   `"" "new" true true ["wangfang","wuqiang"] [2]`,
	} {
		c := start(t, ExampleCorp(), WithSwitches(Switches{ContactWaySwitches: ContactWaySwitches{WayOmitted: reading}}))
		id := c.addWay(strings.Replace(plainWay, `"mark_source":true`, `"mark_source":false`, 1))
		c.updateWay(id, `"state":"new"`, 0)
		equal(t, reading, keysOf(c.way(id), "remark", "state", "skip_verify", "mark_source", "user", "party"), want)
		c.updateWay(id, `"user":["wangfang"],"mark_source":false`, 0)
		party := "[2]"
		if reading == OmittedCleared {
			party = "[]"
		}
		equal(t, reading, keysOf(c.way(id), "mark_source", "user", "party"), `false ["wangfang"] `+party)
	}
}

func TestContactWayEmptyValuesInUpdate(t *testing.T) {
	for reading, want := range map[string]struct {
		code           int
		texts, parties string
	}{
		EmptyIgnored: {0, `"渠道客户" "teststate"`, `[2]`},
		EmptyClears:  {0, `"" ""`, `[]`},
		EmptyRefused: {40058, `"渠道客户" "teststate"`, `[2]`},
	} {
		c := start(t, ExampleCorp(), WithSwitches(Switches{ContactWaySwitches: ContactWaySwitches{WayEmptyText: reading, WayEmptyList: reading}}))
		id := c.addWay(plainWay)
		c.updateWay(id, `"remark":"","state":""`, want.code)
		equal(t, "texts "+reading, keysOf(c.way(id), "remark", "state"), want.texts)
		c.updateWay(id, `"party":[]`, want.code)
		equal(t, "party "+reading, keysOf(c.way(id), "party"), want.parties)
		// Empty values where nothing was set are no clearing.
		bare := c.addWay(`{"type":1,"scene":2,"user":["wangfang"]}`)
		c.updateWay(bare, `"remark":"","state":"","party":[]`, 0)
		if reading == EmptyClears {
			c.updateWay(id, `"user":[]`, 40058) // the last node stays
			c.updateWay(bare, `"user":[]`, 40058)
		}
	}
}

func TestContactWayReadForms(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addWay(`{"type":1,"scene":2,"user":["wangfang"],"is_exclusive":true,"mark_source":false}`)
	all := []string{"remark", "state", "party", "expires_in", "chat_expires_in", "unionid", "conclusions", "is_exclusive", "mark_source"}
	for _, tt := range []struct {
		set  func(*Switches)
		want string
	}{
		{func(*Switches) {}, `"" "" [] - - - - - false`},
		{func(sw *Switches) { sw.WayEmptyKeys = EmptyAbsent }, `- - - - - - - - false`},
		{func(sw *Switches) { sw.WayEmptyKeys = EmptyNull }, `null null null - - - - - false`},
		{func(sw *Switches) { sw.WayTemporaryKeys = EmptyShown }, `"" "" [] 0 0 "" {} - false`},
		{func(sw *Switches) { sw.WayTemporaryKeys = EmptyNull }, `"" "" [] null null null null - false`},
		{func(sw *Switches) { sw.WayExclusiveShown = true }, `"" "" [] - - - - true false`},
		{func(sw *Switches) { sw.WayMarkSourceAbsent = true }, `"" "" [] - - - - - -`},
	} {
		c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; tt.set(sw) })
		equal(t, asJSON(c.srv.Switches().ContactWaySwitches), keysOf(c.way(id), all...), tt.want)
	}
	style := c.addWay(`{"type":1,"scene":1,"user":["wangfang"]}`)
	for _, reading := range []string{"1", "0"} {
		c.srv.SetSwitches(func(sw *Switches) { sw.WayStyle = reading })
		equal(t, "style", keysOf(c.way(style), "style"), reading)
	}
}

func TestContactWayExclusiveInUpdate(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{ContactWaySwitches: ContactWaySwitches{WayExclusiveShown: true}}))
	id := c.addWay(plainWay)
	c.updateWay(id, `"is_exclusive":false`, 0)
	equal(t, "ignored", c.way(id)["is_exclusive"], any(true))
	equal(t, "reported", fmt.Sprint(c.srv.Violations()), "[externalcontact/update_contact_way: is_exclusive: unknown key]")
	c.srv.SetSwitches(func(sw *Switches) { sw.WayExclusiveUpdatable = true })
	c.updateWay(id, `"is_exclusive":false`, 0)
	equal(t, "taken", c.way(id)["is_exclusive"], any(false))
	c.updateWay(id, `"type":1`, 0)
	equal(t, "reported", len(c.srv.Violations()), 2)
}

func TestContactWayLengthsAndCodes(t *testing.T) {
	c := start(t, ExampleCorp())
	emoji := strings.Repeat("🎁", 30)
	body := func(remark string) string {
		return `{"type":1,"scene":2,"user":["wangfang"],"remark":"` + remark + `"}`
	}
	c.addWay(body(emoji))
	set := func(edit func(*Switches)) { c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; edit(sw) }) }
	set(func(sw *Switches) { sw.UTF16Lengths = true })
	wantCode(t, c.post(ExampleSecret, wayAdd, body(emoji)), 40058)
	set(func(sw *Switches) { sw.WayLongTextCut = true })
	equal(t, "cut", c.way(c.addWay(body(emoji + "x")))["remark"], any(emoji))
	set(func(sw *Switches) { sw.UnknownUser, sw.UnknownParty = "40003", "40066" })
	wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":2,"scene":2,"user":["nobody"]}`), 40003)
	wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":2,"scene":2,"party":[99]}`), 40066)
	set(func(sw *Switches) { sw.Unverified41054, sw.EmptyParameter40063 = true, true })
	wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":1,"scene":2,"user":["zhoujie"]}`), 41054)
	wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":2,"scene":2}`), 40063)
	set(func(sw *Switches) { sw.DepartmentMembersChecked, sw.InvisibleUser60111 = true, true })
	wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":2,"scene":2,"party":[5]}`), 41054)
	wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":2,"scene":2,"party":[3]}`), 84074)
	wantCode(t, c.post(ExampleSecondSecret, wayAdd, `{"type":1,"scene":2,"user":["liuyang"]}`), 60111)
	set(func(*Switches) {})
	wantCode(t, c.post(ExampleCustomerContactSecret, wayAdd, plainWay), 0)
	set(func(sw *Switches) { sw.WaySystemSecretRefused = true })
	wantCode(t, c.post(ExampleCustomerContactSecret, wayAdd, plainWay), 48002)
	set(func(sw *Switches) { sw.WayDeleteTwice = true })
	id := fmt.Sprintf(`{"config_id":%q}`, c.addWay(plainWay))
	wantCode(t, c.post(ExampleSecret, wayDel, id), 0)
	wantCode(t, c.post(ExampleSecret, wayDel, id), 0)
	wantCode(t, c.post(ExampleSecret, wayDel, `{"config_id":"x"}`), 41044)
}
