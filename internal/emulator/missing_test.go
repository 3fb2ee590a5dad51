// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "testing"

func TestMissingAndEmptyNames(t *testing.T) {
	c := start(t, ExampleCorp())
	for _, tt := range []struct {
		secret, path, key, rest string
		asEmpty                 int
	}{
		{ExampleContactsSecret, "department/create", "name", `"parentid":1`, 60001},
		{ExampleSecret, linkCreate, "link_name", `"range":{"user_list":["wangfang"]}`, 40058},
		{ExampleSecret, ruleAdd, "rule_name", `"word_list":["a"],"intercept_type":1,"applicable_range":{"user_list":["wangfang"]}`, 40058},
	} {
		c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{} })
		wantCode(t, c.post(tt.secret, tt.path, `{`+tt.rest+`}`), 40063)
		wantCode(t, c.post(tt.secret, tt.path, `{"`+tt.key+`":"",`+tt.rest+`}`), 40058)
		c.srv.SetSwitches(func(sw *Switches) { sw.MissingNameAsEmpty = true })
		wantCode(t, c.post(tt.secret, tt.path, `{`+tt.rest+`}`), tt.asEmpty)
	}
}

func TestBadBodiesOfReads(t *testing.T) {
	c := start(t, ExampleCorp())
	for _, path := range []string{tagList, wayList, linkList, albumList, "externalcontact/get_intercept_rule"} {
		for _, body := range []string{`[]`, `"x"`, `5`, `{`, `a=b`} {
			wantCode(t, c.post(ExampleSecret, path, body), 40058)
		}
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.BadListBodyIgnored = true })
	wantCode(t, c.post(ExampleSecret, tagList, `[]`), 0)
}
