// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/url"
	"strings"
	"testing"
)

func TestChecksInOrder(t *testing.T) {
	corp := ExampleCorp()
	corp.Apps[0].TrustedIPs = []string{"198.51.100.1"}
	corp.Apps[1].TrustedIPs = []string{"198.51.100.1"}
	c := start(t, corp)
	wantCode(t, c.do("POST", "department/create", nil, `{}`), 41001)
	wantCode(t, c.do("POST", "department/create", url.Values{"access_token": {"x"}}, `not json`), 40014)
	r := c.post(ExampleContactsSecret, "department/create", `not json`)
	wantCode(t, r, 60020)
	if !strings.Contains(r.msg(), ", from ip: 203.0.113.9, ") {
		t.Errorf("errmsg %q does not name the address", r.msg())
	}
	wantCode(t, c.post(ExampleSecret, "department/create", `{}`), 60020)
	c.srv.SetSwitches(func(sw *Switches) { sw.PermissionBeforeIP = true })
	wantCode(t, c.post(ExampleSecret, "department/create", `{}`), 48002)
	if err := c.srv.Console().SetTrustedIPs(ExampleContactsApp, "198.51.100.1", "203.0.113.9"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 0)
	if len(c.srv.Violations()) != 0 {
		t.Errorf("a refused body was looked at: %v", c.srv.Violations())
	}
}

// callers are the answers that each path gives the contacts secret (details blocked), a listed app and the 客户联系 secret;
// 1 stands for any answer of the handler. Those of a noun stand beside its tests.
var callers = map[string][3]int{"get_api_domain_ip": {1, 1, 1}, "getcallbackip": {1, 1, 1}}

// callable adds paths to callers.
func callable(answers [3]int, paths ...string) bool {
	for _, path := range paths {
		callers[path] = answers
	}
	return true
}

func TestWhoMayCallWhat(t *testing.T) {
	c := start(t, ExampleCorp())
	secrets := []string{ExampleContactsSecret, ExampleSecret, ExampleCustomerContactSecret}
	for _, e := range Endpoints() {
		codes, ok := callers[e.Path]
		if !ok && e.Path != "gettoken" {
			t.Errorf("%s is not among the callers", e.Path)
		}
		for i, code := range codes {
			if code == 0 {
				continue
			}
			got := c.do(e.Method, e.Path, url.Values{"access_token": {c.token(secrets[i])}}, `{}`).code()
			if code == 1 && (got == 48002 || got == 48009) || code != 1 && got != code {
				t.Errorf("%s by %s: %d, want %d", e.Path, secrets[i], got, code)
			}
		}
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.AppWriteRefusal60011 = true })
	wantCode(t, c.post(ExampleSecret, "department/create", createBody), 60011)
	if err := c.srv.Console().SetReadOnly(ExampleContactsApp, true); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 48002)
	wantCode(t, c.get(ExampleContactsSecret, "department/simplelist"), 0)
	query := url.Values{"access_token": {c.token(ExampleContactsSecret)}, "type": {"image"}}
	wantCode(t, c.do("POST", "media/upload", query, "{}"), 44001) // read mode is about the directory: the upload is looked at
	if err := c.srv.Console().SetDetailsBlocked(ExampleContactsApp, false); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.get(ExampleContactsSecret, "department/list"), 0)
}

func TestVisibleUsersCount(t *testing.T) {
	c := start(t, ExampleCorp())
	if err := c.srv.Console().SetVisibleRange(ExampleSecondApp, []int64{5}, []string{"zhaolei"}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.get(ExampleSecondSecret, "user/get", "userid", "zhaolei"), 0)
	wantCode(t, c.get(ExampleSecondSecret, "user/get", "userid", "wangfang"), 60111)
	wantCode(t, c.get(ExampleSecondSecret, "department/get", "id", "3"), 60011)
	got := c.get(ExampleSecondSecret, "user/get", "userid", "zhaolei")
	equal(t, "nothing else shows", asJSON([]any{got["department"], got["direct_leader"], got["main_department"]}), "[[],[],null]")
}
