// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package media

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestShownMoved(t *testing.T) {
	const have = "https://wework.qpic.cn/wwhead/duc2Tv/0"
	for address, want := range map[string]bool{
		have: false, "": false, "http://p.qpic.cn/wwhead/duc2Tv/100?t=1": false, "https://wework.qpic.cn/wwhead/other/0": true, "::": true,
	} {
		if got := (Shown{URL: types.StringValue(have)}).Moved(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
	if (Shown{}).Moved(have) || (Shown{URL: types.StringUnknown()}).Moved(have) {
		t.Error("an address that was not known has changed")
	}
}

// A picture that somebody else changed is written again, one of which nothing is known is taken as configured.
func TestShownChanges(t *testing.T) {
	text := types.StringValue
	file := Shown{Picture: Picture{File: text("a.png"), SHA256: text("1")}, URL: text("https://h/a/0")}
	for name, tt := range map[string]struct {
		prior          Shown
		changes, taken bool
	}{
		"same":     {file, false, false},
		"content":  {Shown{Picture: Picture{File: text("a.png"), SHA256: text("2")}}, true, false},
		"imported": {Shown{URL: text("https://h/a/0")}, false, true},
		"replaced": {Shown{Picture: Picture{File: text("a.png")}}, true, false},
		"media id": {Shown{Picture: Picture{MediaID: text("m")}}, true, false},
	} {
		if got := file.Changes(tt.prior); got != tt.changes {
			t.Errorf("%s: changes %v", name, got)
		}
		if got := file.Taken(tt.prior); got != tt.taken {
			t.Errorf("%s: taken %v", name, got)
		}
	}
	other := file
	if !other.See("https://h/b/0") || !other.Replaced() || other.URL.ValueString() != "https://h/b/0" {
		t.Errorf("not seen: %v", other)
	}
	byID := Shown{Picture: Picture{MediaID: text("m")}, URL: text("https://h/a/0")}
	if !byID.See("https://h/b/0") || byID.Replaced() {
		t.Errorf("a media id is no file: %v", byID)
	}
}
