// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/url"
	"testing"
	"time"
)

func TestGetTokenChecksInOrder(t *testing.T) {
	c := start(t, ExampleCorp())
	for _, tt := range []struct {
		corp, secret string
		code         int
	}{
		{"", "", 41004}, {"wrong", "", 41004}, {"", "wrong", 41002}, {"wrong", ExampleSecret, 40013}, {ExampleCorpID, "wrong", 40001}, {ExampleCorpID, ExampleSecret, 0},
	} {
		wantCode(t, c.do("GET", "gettoken", url.Values{"corpid": {tt.corp}, "corpsecret": {tt.secret}}, ""), tt.code)
	}
}

func TestTokenStaysTheSameAndCountsDown(t *testing.T) {
	c := start(t, ExampleCorp())
	ask := func() reply {
		return c.do("GET", "gettoken", url.Values{"corpid": {ExampleCorpID}, "corpsecret": {ExampleSecret}}, "")
	}
	first := ask()
	equal(t, "expires_in", first["expires_in"].(float64), 7200)
	c.srv.Advance(200 * time.Second)
	again := ask()
	equal(t, "token", again["access_token"], first["access_token"])
	equal(t, "expires_in", again["expires_in"].(float64), 7000)
	c.srv.SetSwitches(func(sw *Switches) { sw.ConstantExpiresIn = true })
	equal(t, "expires_in", ask()["expires_in"].(float64), 7200)

	old := url.Values{"access_token": {first["access_token"].(string)}}
	c.srv.Advance(7000 * time.Second)
	wantCode(t, c.do("GET", "department/simplelist", old, ""), 42001)
	c.srv.SetSwitches(func(sw *Switches) { sw.ExpiredToken40014 = true })
	r := c.do("GET", "department/simplelist", old, "")
	wantCode(t, r, 40014)
	equal(t, "errmsg", r.msg(), "invalid access_token") // comes bare
	if ask()["access_token"] == first["access_token"] {
		t.Fatal("the expired token was issued again")
	}
	if c.token(ExampleSecret) == c.token(ExampleSecondSecret) {
		t.Fatal("two apps share a token")
	}
}

func TestExpireTokens(t *testing.T) {
	c := start(t, ExampleCorp())
	for _, code := range []int{40014, 42001} {
		query := url.Values{"access_token": {c.token(ExampleSecret)}}
		c.srv.ExpireTokens(code)
		wantCode(t, c.do("GET", "department/simplelist", query, ""), code)
		wantCode(t, c.get(ExampleSecret, "department/simplelist"), 0)
	}
}

func TestManyWrongSecretsBanTheIP(t *testing.T) {
	c := start(t, ExampleCorp())
	for range 2000 {
		wantCode(t, c.do("GET", "gettoken", url.Values{"corpid": {ExampleCorpID}, "corpsecret": {"wrong"}}, ""), 40001)
	}
	good := url.Values{"corpid": {ExampleCorpID}, "corpsecret": {ExampleSecret}}
	wantCode(t, c.do("GET", "gettoken", good, ""), 45009)
	c.srv.Advance(time.Hour)
	wantCode(t, c.do("GET", "gettoken", good, ""), 0)
}
