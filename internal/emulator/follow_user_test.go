// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"testing"
)

func TestFollowUsersByVisibleRange(t *testing.T) {
	c := start(t, ExampleCorp())
	users := func(secret string) string {
		return keysOf(c.get(secret, "externalcontact/get_follow_user_list"), "errcode", "follow_user")
	}
	equal(t, "all", users(ExampleSecret), `0 ["chenxing","huangmin","liuyang","sunli","wangfang","wuqiang","zhoujie"]`)
	equal(t, "visible", users(ExampleSecondSecret), `0 ["huangmin","sunli","wangfang","wuqiang","zhoujie"]`)
	if err := c.srv.Console().SetVisibleRange(ExampleSecondApp, []int64{3}, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, "none", users(ExampleSecondSecret), `0 []`)
	c.srv.SetSwitches(func(sw *Switches) { sw.NoFollowUsersRefused = true })
	equal(t, "none", users(ExampleSecondSecret), `60011 []`)
	const check = "externalcontact/check_follow_user"
	wantCode(t, c.post(ExampleSecret, check, `{"userid":["zhaolei"]}`), 48002)
	c.srv.SetSwitches(func(sw *Switches) { sw.CheckFollowUserOpen = true })
	r := c.post(ExampleSecret, check, `{"userid":["zhaolei","wangfang"],"partyid":[2,4]}`)
	equal(t, "checked", keysOf(r, "authorized", "unauthorized"), `{"partyid":[4],"userid":["wangfang"]} {"partyid":[2],"userid":["zhaolei"]}`)
}

var _ = callable([3]int{48002, 1, 1}, "externalcontact/get_follow_user_list")

var _ = callable([3]int{48002, 48002, 48002}, "externalcontact/check_follow_user")
