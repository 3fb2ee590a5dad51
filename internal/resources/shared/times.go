// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// lastSecond is the end of the year 9999, where RFC 3339 ends.
const lastSecond = 253402300799

// Time renders Unix seconds as RFC 3339 in UTC; 0, and what is no time that
// RFC 3339 can write, is null.
func Time(unix int64) types.String {
	if unix <= 0 || unix > lastSecond {
		return types.StringNull()
	}
	return types.StringValue(time.Unix(unix, 0).UTC().Format(time.RFC3339))
}
