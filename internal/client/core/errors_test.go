// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAPIError_splitsTheTail(t *testing.T) {
	for in, want := range map[string][3]string{
		"not allow to access from your ip, hint: [1700000000123456789012345], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=60020": {"not allow to access from your ip", "1700000000123456789012345", "203.0.113.9"},
		"require in external contact, hint: [1559638560_2_a85d], more info at https://x":                                                                                {"require in external contact", "1559638560_2_a85d", ""},
		"invalid access_token":            {"invalid access_token", "", ""},
		"mobile existed:zhangsan":         {"mobile existed:zhangsan", "", ""},
		"all list invalid , hint: [1]":    {"all list invalid", "1", ""},
		"a, hint: b, c, from ip: 2001::1": {"a, hint: b, c", "", "2001::1"},
		"":                                {"", "", ""},
	} {
		text, hint, ip := splitMessage(in)
		if d := cmp.Diff(want, [3]string{text, hint, ip}); d != "" {
			t.Errorf("%q: %s", in, d)
		}
	}
}
