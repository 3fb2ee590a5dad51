// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"encoding/json"
	"testing"
)

func TestFlex_readsWhatServersWrite(t *testing.T) {
	for in, want := range map[string]int64{"7": 7, `"7"`: 7, "null": 0, `""`: 0, "1e8": 100000000, "4294967295": 4294967295, "-1": -1, `"-1"`: -1} {
		var n flexInt
		if err := json.Unmarshal([]byte(in), &n); err != nil || int64(n) != want {
			t.Errorf("%s became %d (%v), want %d", in, n, err, want)
		}
	}
	for _, in := range []string{"1.5", `"x"`, "true", "{}"} {
		var n flexInt
		if err := json.Unmarshal([]byte(in), &n); err == nil {
			t.Errorf("%s became %d, want an error", in, n)
		}
	}
	for in, want := range map[string]bool{"true": true, "false": false, "null": false, "0": false, "1": true} {
		var b flexBool
		if err := json.Unmarshal([]byte(in), &b); err != nil || bool(b) != want {
			t.Errorf("%s became %v (%v), want %v", in, b, err, want)
		}
	}
	var env envelope
	if err := json.Unmarshal([]byte(`{"errmsg":{"odd":1},"errcode":"60020"}`), &env); err != nil || env.Errcode.value != 60020 || env.Errmsg != `{"odd":1}` {
		t.Errorf("%+v %v", env, err)
	}
}
