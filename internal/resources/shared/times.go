// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Time renders Unix seconds as RFC 3339 in UTC; 0 is null.
func Time(unix int64) types.String {
	if unix == 0 {
		return types.StringNull()
	}
	return types.StringValue(time.Unix(unix, 0).UTC().Format(time.RFC3339))
}
