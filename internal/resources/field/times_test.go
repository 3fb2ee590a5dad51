// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"math"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestTimeOf(t *testing.T) {
	for unix, want := range map[int64]types.String{
		0: types.StringNull(), -1: types.StringNull(), math.MaxInt64: types.StringNull(), lastSecond + 1: types.StringNull(),
		1: types.StringValue("1970-01-01T00:00:01Z"), lastSecond: types.StringValue("9999-12-31T23:59:59Z"),
	} {
		if got := TimeOf(unix); !got.Equal(want) {
			t.Errorf("%d became %s, want %s", unix, got, want)
		}
	}
}
