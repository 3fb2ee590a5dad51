// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"strings"
	"testing"
)

func TestMail(t *testing.T) {
	for _, ok := range []string{"ops@mail.example.cn", "a@b.cn", "A.b+c_d-e@X-1.example.com", "1@2.cn"} {
		if got := (mail{}).Problem(ok); got != "" {
			t.Errorf("%s %s", ok, got)
		}
	}
	for text, want := range map[string]string{
		"": "it is empty", "ops": "it has 0 times the sign @", "a@b@c.cn": "it has 2 times the sign @", "@b.cn": "nothing stands before the @",
		"a@": `"" is no domain`, "a@b": `"b" is no domain`, "a@b..cn": "is no domain", "a@-b.cn": "is no domain", "a@b_c.cn": "is no domain", "a@.cn": "is no domain",
		"a b@c.cn": "it contains a blank", "运维@c.cn": `it contains "运"`, "a@c.cn;b@c.cn": `it contains ";". Several addresses are several elements`,
		"a@c.cn，b": `it contains "，". Several`, ".a@c.cn": "a dot stands at an end", "a..b@c.cn": "or two in a row", "<a@c.cn>": `it contains "<"`,
	} {
		if got := (mail{}).Problem(text); !strings.Contains(got, want) {
			t.Errorf("%s %s, want %s", text, got, want)
		}
	}
}
