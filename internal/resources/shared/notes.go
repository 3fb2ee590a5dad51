// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

// CallQuota is what the note on quota of a page says of the rate of calls (doc 90312).
const CallQuota = "WeCom allows a corp 10,000 calls a minute and 150,000 an hour of each API, shared by all programs " +
	"([90312](https://developer.work.weixin.qq.com/document/path/90312)); a run uses at most `max_api_capacity` percent of that."
