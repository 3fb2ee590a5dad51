// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"bytes"
	"encoding/json"
	"slices"
)

// exactKeys returns body with every key blotted out that is not all lower case
// ASCII, as all of WeCom's are. encoding/json takes "Name" for "name" where both
// stand in one object, so a key that WeCom adds one day could replace a value.
func exactKeys(body []byte) []byte {
	out := body
	for i := 0; i < len(body); i++ {
		if body[i] != '"' {
			continue
		}
		start := i + 1
		for i = start; i < len(body) && body[i] != '"'; i++ {
			if body[i] == '\\' {
				i++
			}
		}
		if i >= len(body) {
			return out // broken; decoding says so
		}
		rest := bytes.TrimLeft(body[i+1:min(len(body), i+1+maxBlank)], " \t\r\n")
		if len(rest) == 0 || rest[0] != ':' || lowerCase(body[start:i]) {
			continue
		}
		if &out[0] == &body[0] {
			out = slices.Clone(body) // errors quote the body as it came
		}
		for n := start; n < i; n++ {
			out[n] = '.'
		}
	}
	return out
}

// maxBlank is how far behind a key its colon is looked for.
const maxBlank = 64

// lowerCase reports whether no other key can be taken for this one.
func lowerCase(key []byte) bool {
	if bytes.IndexByte(key, '\\') >= 0 {
		var plain string
		if json.Unmarshal(slices.Concat([]byte{'"'}, key, []byte{'"'}), &plain) != nil {
			return true // broken; decoding says so
		}
		key = []byte(plain)
	}
	return !slices.ContainsFunc(key, func(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 0x80 })
}
