// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// The English texts of errcodes that the pages of two families or more name. Those marked assumed are ours: the pages
// know the code but no text.
var _ = core.Texts(map[int]string{
	6000:   "data version conflict", // assumed
	40005:  "invalid type",          // assumed
	40006:  "invalid file size",     // assumed
	40007:  "invalid media_id",
	40009:  "invalid image size", // assumed
	40011:  "invalid video size", // assumed
	40003:  "invalid userid",     // assumed
	40031:  "all list invalid",
	40032:  "invalid userid list length", // assumed
	40056:  "invalid agentid",            // assumed
	40066:  "invalid party list",
	40068:  "invalid tagid",
	40096:  "invalid external userid", // assumed
	40123:  "invalid image",           // assumed
	40145:  "media_id expired",        // assumed
	41037:  "missing contact way type",
	41038:  "missing contact way scene",           // assumed
	41039:  "invalid contact way type",            // assumed
	41040:  "invalid contact way scene",           // assumed
	41041:  "contact way user count exceed limit", // assumed
	41042:  "invalid contact way style",           // assumed
	41043:  "missing contact way config_id",       // assumed
	41044:  "invalid contact way config_id",       // assumed
	41045:  "contact way count exceed limit",      // assumed
	41057:  "wechat developer account not bound",  // assumed
	41068:  "intercept word count exceed limit",   // assumed
	41069:  "intercept rule count exceed limit",   // assumed
	41070:  "invalid rule id",                     // assumed
	41071:  "rule has been deleted",               // assumed
	41076:  "intercept rule range exceed limit",   // assumed
	41077:  "rule name not unique",                // assumed
	41083:  "invalid intercept word",              // assumed
	41084:  "invalid intercept semantics",         // assumed
	41095:  "acquisition link count exceed limit", // assumed
	41200:  "only for some business categories",   // assumed
	41201:  "invalid chat key",                    // assumed
	44001:  "empty media data",                    // assumed
	45001:  "media size out of limit",             // assumed
	301017: "invalid voice format",                // assumed
	84061:  "not external contact",
	40071:  "UserTag Name Already Exist",
	40098:  "user not real name verified", // assumed
	40126:  "corp tag count exceed limit", // assumed
	41009:  "userid missing",              // assumed
	41017:  "missing tagid",
	41018:  "missing tagname",
	41054:  "user not activate",
	60001:  "department invalid length",
	60003:  "department not found",               // assumed
	60004:  "parent department not found",        // assumed
	60005:  "department contains user",           // assumed
	60006:  "department contains sub department", // assumed
	60007:  "cannot delete root department",      // assumed
	60008:  "department existed",
	60009:  "department invalid character", // assumed
	60010:  "department parent is a loop",  // assumed
	60102:  "userid existed",
	60103:  "invalid mobile",                     // assumed
	60105:  "invalid email",                      // assumed
	60106:  "email existed",                      // assumed
	60110:  "user department count exceed limit", // assumed
	60111:  "userid not found",
	60112:  "invalid name",                                      // assumed
	60123:  "invalid department id",                             // assumed
	60129:  "mobile and email are both empty",                   // assumed
	60132:  "is_leader_in_dept and department differ in length", // assumed
	60143:  "invalid biz_mail",                                  // assumed
	60144:  "biz_mail cannot be changed",                        // assumed
	60145:  "biz_mail existed",                                  // assumed
	60257:  "too many direct leaders",                           // assumed
	60272:  "too many biz_mail_alias",                           // assumed
	81001:  "department node count exceed limit",                // assumed
	81002:  "department depth exceed limit",                     // assumed
	81011:  "no priviledge to access/modify tag",                // sic
	84074:  "require in external contact",
	90101:  "external_attr text too long",                           // assumed
	41036:  "invalid external_corp_name",                            // assumed
	301002: "not allow operate another agent with this accesstoken", // assumed
	301005: "creator cannot be deleted",                             // assumed
	301012: "invalid position",                                      // assumed
	301013: "invalid telephone",                                     // assumed
	301036: "userid cannot be changed",                              // assumed
})
