// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TextOf maps WeCom's "" to null.
func TextOf(s string) types.String {
	if s == "" {
		return types.StringNull()
	}
	return types.StringValue(s)
}

// KnownText is the value of v for a request, nil when it is null or unknown.
func KnownText(v types.String) *string {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	return v.ValueStringPointer()
}

// KnownFlag is the value of v for a request, nil when it is null or unknown.
func KnownFlag(v types.Bool) *bool {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	return v.ValueBoolPointer()
}

// ShownFlag is what WeCom shows of a flag, else what was known of it before.
func ShownFlag(shown *bool, before types.Bool) types.Bool {
	switch {
	case shown != nil:
		return types.BoolValue(*shown)
	case before.IsUnknown():
		return types.BoolNull()
	}
	return before
}

// lastSecond is the end of the year 9999, where RFC 3339 ends.
const lastSecond = 253402300799

// TimeOf renders Unix seconds as RFC 3339 in UTC; 0, and what is no time that RFC 3339 can write, is null.
func TimeOf(unix int64) types.String {
	if unix <= 0 || unix > lastSecond {
		return types.StringNull()
	}
	return types.StringValue(time.Unix(unix, 0).UTC().Format(time.RFC3339))
}
