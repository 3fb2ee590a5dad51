// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Bounds of what is decoded: a body of {},{},… takes forty times its size.
const (
	// maxItems is how many entries one list may have: WeCom gives at most 30,000
	// departments or members (doc 90205) and 10,000 of anything else.
	maxItems = 100_000
	// maxValues is how many values an answer longer than crowded may have: 30,000
	// members with 60 values each have 1.8 million.
	maxValues = 2_000_000
	crowded   = 1 << 20 // bytes
)

// values counts the values of a JSON text without decoding it, give or take the
// empty lists and objects.
func values(b []byte) int {
	n, quoted := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ',' || c == '{' || c == '['):
			n++
		}
	}
	return n
}

// items reads an array entry by entry, so that too many are noticed before they
// fill the memory. Each entry starts out empty; json.Unmarshal would hand the
// leftovers of a former array to those of the next.
func items[T any](b []byte) ([]T, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return nil, errors.New("something else stands where a list belongs")
	}
	out := []T{}
	for dec.More() {
		if len(out) == maxItems {
			return nil, fmt.Errorf("a list has more than %d entries", maxItems)
		}
		var v T
		if err := dec.Decode(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// hollow reports the ways in which servers write "nothing" for a list, an
// object or a text.
func hollow(b []byte) bool {
	const longest = 5
	text := make([]byte, 0, longest+1)
	for _, c := range b {
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			continue
		}
		if text = append(text, c); len(text) > longest {
			return false
		}
	}
	switch string(text) {
	case "null", `""`, "{}", "[]", "false", "0":
		return true
	}
	return false
}

// many is an array that may be absent or written as nothing in any way.
type many[T any] []T

func (m *many[T]) UnmarshalJSON(b []byte) error {
	*m = nil
	if hollow(b) {
		return nil
	}
	all, err := items[T](b)
	if len(all) > 0 {
		*m = all
	}
	return err
}

// one is an object that may be absent, written as nothing in any way, or
// wrapped in an array. Without keys it counts as absent.
type one[T any] struct {
	present bool
	value   T
}

func (o *one[T]) UnmarshalJSON(b []byte) error {
	*o = one[T]{}
	if len(b) > 0 && b[0] == '[' {
		var items []json.RawMessage
		if err := json.Unmarshal(b, &items); err != nil {
			return err
		}
		if len(items) > 1 {
			return fmt.Errorf("%d objects where one belongs", len(items))
		}
		if len(items) == 1 {
			b = items[0]
		}
	}
	if hollow(b) {
		return nil
	}
	o.present = true
	return json.Unmarshal(b, &o.value)
}

// text reads a string, a number for its digits, and nothing in any form as "".
type text string

func (t *text) UnmarshalJSON(b []byte) error {
	*t = ""
	switch {
	case len(b) > 0 && (b[0] == '-' || (b[0] >= '0' && b[0] <= '9')):
		*t = text(b)
		return nil
	case hollow(b):
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*t = text(s)
	return nil
}

// cursor is the next_cursor of a list, "" at the end.
type cursor string

func (c *cursor) UnmarshalJSON(b []byte) error {
	if hollow(b) { // also the number 0
		*c = ""
		return nil
	}
	return (*text)(c).UnmarshalJSON(b)
}

// idItem is an id in a list: plain, or alone in an object.
type idItem string

func (i *idItem) UnmarshalJSON(b []byte) error {
	var o struct {
		ConfigID text `json:"config_id"`
		LinkID   text `json:"link_id"`
	}
	if len(b) > 0 && b[0] == '{' {
		if err := json.Unmarshal(b, &o); err != nil {
			return err
		}
		*i = idItem(cmp.Or(o.ConfigID, o.LinkID))
	} else {
		var t text
		if err := t.UnmarshalJSON(b); err != nil {
			return err
		}
		*i = idItem(t)
	}
	if *i == "" {
		return errors.New("an entry has no id")
	}
	return nil
}

// boolOf keeps "not shown" apart from false.
func boolOf(shown ...*flexBool) *bool {
	for _, v := range shown {
		if v != nil {
			b := bool(*v)
			return &b
		}
	}
	return nil
}

// textSet returns the values that are not empty, sorted, each once.
func textSet(in []text) []string {
	var out []string
	for _, v := range in {
		if v != "" {
			out = append(out, string(v))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// numberSet returns the values above 0, sorted, each once.
func numberSet(in []flexInt) []int64 {
	var out []int64
	for _, v := range in {
		if v > 0 {
			out = append(out, int64(v))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sameUsers compares userids as sets and without case, as WeCom does.
func sameUsers(a, b []string) bool {
	fold := func(in []string) []string {
		out := make([]string, 0, len(in))
		for _, v := range in {
			out = append(out, strings.ToLower(v))
		}
		return out
	}
	return sameSet(fold(a), fold(b))
}

func sameSet[T cmp.Ordered](a, b []T) bool {
	set := func(in []T) []T { return slices.Compact(slices.Sorted(slices.Values(in))) }
	return slices.Equal(set(a), set(b))
}
