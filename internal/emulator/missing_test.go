// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/http"
	"testing"
)

// missingName creates an object without a name and with an empty one.
func missingName(t *testing.T, secret, path, key, rest string, asEmpty int) {
	t.Helper()
	c := start(t, ExampleCorp())
	wantCode(t, c.post(secret, path, `{`+rest+`}`), 40063)
	wantCode(t, c.post(secret, path, `{"`+key+`":"",`+rest+`}`), 40058)
	c.srv.SetSwitches(func(sw *Switches) { sw.MissingNameAsEmpty = true })
	wantCode(t, c.post(secret, path, `{`+rest+`}`), asEmpty)
}

func TestMissingAndEmptyNames(t *testing.T) {
	missingName(t, ExampleContactsSecret, "department/create", "name", `"parentid":1`, 60001)
	missingName(t, ExampleSecret, linkCreate, "link_name", `"range":{"user_list":["wangfang"]}`, 40058)
}

func TestBadBodiesOfReads(t *testing.T) {
	c := start(t, ExampleCorp())
	looked := 0
	for _, e := range Endpoints() {
		if e.Write || e.Method == http.MethodGet || callers[e.Path][1] != 1 {
			continue
		}
		looked++
		for _, body := range []string{`[]`, `"x"`, `5`, `{`, `a=b`} {
			if r := c.post(ExampleSecret, e.Path, body); r.code() != 40058 {
				t.Errorf("%s %s: %d", e.Path, body, r.code())
			}
		}
	}
	if looked < 10 {
		t.Errorf("%d reads were looked at", looked)
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.BadListBodyIgnored = true })
	wantCode(t, c.post(ExampleSecret, tagList, `[]`), 0)
}
