// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package core is the engine of the emulated WeCom: server, dispatch, strict decoding, replies, tokens and credentials,
// quotas, faults, the log of calls, control calls, the corp file, collections of objects, switches and operations of
// the console by struct tag. It knows no family of paths and no noun; those are the package above it.
package core

import (
	"net/http"
	"time"
)

// Families are everything that knows a noun, as the engine uses it. A server has its own.
type Families interface {
	Routes() []Route
	Operations() []Operation
	// Pages answer GET below their prefix without a token, as WeCom's own pictures do.
	Pages() map[string]Page
	// Switches are all switches: a pointer to a struct that embeds EngineSwitches.
	Switches() any
	// Engine are those of the engine among them.
	Engine() *EngineSwitches
	// Blank is a pointer to an empty corp to decode into, with what a restart needs beside it if withState.
	Blank(withState bool) any
	// Load makes the world of what Blank, Document or Corp answered, and says which rule it breaks.
	Load(document any, now func() time.Time) (World, error)
}

// Page writes a picture or page whose address ends in name. It must not keep the world.
type Page func(w http.ResponseWriter, world World, base, name string)

// World is the corp as the families keep it.
type World interface {
	// Engine is the engine's part.
	Engine() *Store
	// Corp is the corp as users see it, Document the same with what a restart needs; both are copies.
	Corp() any
	Document() any
}

// Store is the engine's part of a corp. The families embed it in theirs.
type Store struct {
	CorpID, Name, CallerIP string
	Apps                   []*App
	State                  State
	Now                    func() time.Time
	Readings               *EngineSwitches
	shuffles               uint64
}

// State is what a restart needs beside the corp.
type State struct {
	// Objects counts generated ids, so that none is used twice.
	Objects int64 `json:"objects"`
	// Deleted are the ids of deleted objects by the collection they were in.
	Deleted map[string][]string `json:"deleted,omitempty"`
}

// EngineSwitches choose between the readings of what the pages on tokens, errors and lists leave open. The zero value
// is the safest assumption.
type EngineSwitches struct {
	// PermissionBeforeIP: 48002 and 48009 are checked before the trusted IP; otherwise after. auth-errors-limits.md §13
	// "Order of permission versus trusted-IP check".
	PermissionBeforeIP bool `json:"permission_before_ip" family:"all"`
	// ConstantExpiresIn: gettoken always answers expires_in 7200; otherwise the remaining seconds.
	// auth-errors-limits.md §13 "Does expires_in count down".
	ConstantExpiresIn bool `json:"constant_expires_in" family:"token"`
	// ExpiredToken40014: an expired token answers 40014; otherwise 42001. auth-errors-limits.md §4.3.
	ExpiredToken40014 bool `json:"expired_token_40014" family:"all"`
	// TokensSurviveReset: tokens live on when the secret is reset; otherwise they die at once (40014).
	// auth-errors-limits.md §13 "Does resetting a secret kill existing tokens".
	TokensSurviveReset bool `json:"tokens_survive_reset" family:"token"`
	// NoErrorTail: errmsg carries the bare text; otherwise hint, from ip and link. auth-errors-limits.md §4.2.
	NoErrorTail bool `json:"no_error_tail" family:"all"`
	// BadListBodyIgnored: a list or get whose body is no JSON object is answered as with {} and the warning; otherwise
	// 40058. auth-errors-limits.md error list, 40058 "bad JSON".
	BadListBodyIgnored bool `json:"bad_list_body_ignored" family:"all"`
	// ZeroLimitRefused: limit 0 answers 40058 where a page names no smallest one; otherwise it is as if left out, which
	// is what SDKs mean by it. contact-way.md, list: "default 100, max 1000".
	ZeroLimitRefused bool `json:"zero_limit_refused" family:"all"`
	// EscapedText40033: a body with \u escapes answers 40033 everywhere; otherwise they are read as JSON, but for
	// menus, whose page names the code. auth-errors-limits.md error list, 40033.
	EscapedText40033 bool `json:"escaped_text_40033" family:"all"`
	// SuccessHeadersAbsent: the headers Error-Code and Error-Msg come with refusals only; otherwise a success has
	// Error-Code 0. auth-errors-limits.md §1 "Not seen on success [inferred]".
	SuccessHeadersAbsent bool `json:"success_headers_absent" family:"all"`
	// OldHints: hints have the form from before 2021-12; otherwise the new one. auth-errors-limits.md §4.2.
	OldHints bool `json:"old_hints" family:"all"`
	// EmptyListsAbsent: a list that a successful answer would hold is left out when it is empty; otherwise [].
	// external-contact-prerequisites.md "Empty lists are left out in the sample" (check_follow_user); no page says it
	// of the others.
	EmptyListsAbsent bool `json:"empty_lists_absent" family:"all"`
	// Shuffle: lists come in an order drawn from this seed, another one each time; 0 sorts by id. department.md "Order
	// of arrays", corp-tag.md "Array order: not specified".
	Shuffle int64 `json:"shuffle" readings:"1" family:"all"`
	// ReadLag: after a write in a family of paths the next ReadLag reads of it with the same path, query and body still
	// show the corp before that write. auth-errors-limits.md §13, corp-tag.md Unknown 9 "Read-after-write delay".
	ReadLag int `json:"read_lag" readings:"1,3" family:"all"`
}
