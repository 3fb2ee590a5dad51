// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"fmt"
)

// What follows walks through JSON that json.Valid has accepted.

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func trim(raw []byte) []byte {
	for len(raw) > 0 && blank(raw[0]) {
		raw = raw[1:]
	}
	for len(raw) > 0 && blank(raw[len(raw)-1]) {
		raw = raw[:len(raw)-1]
	}
	return raw
}

// skip returns where the value at i ends.
func skip(raw []byte, i int) int {
	depth := 0
	for ; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			i = closing(raw, i)
		case '{', '[':
			depth++
			continue
		case '}', ']':
			if depth == 0 {
				return i // the end of what a bare value stands in
			}
			depth--
		case ',':
			if depth == 0 {
				return i
			}
			continue
		default:
			continue
		}
		if depth == 0 {
			return i + 1
		}
	}
	return i
}

// closing returns the index of the quote that ends the text which begins at i.
func closing(raw []byte, i int) int {
	for i++; raw[i] != '"'; i++ {
		if raw[i] == '\\' {
			i++
		}
	}
	return i
}

func next(raw []byte, i int) int {
	for i < len(raw) && (blank(raw[i]) || raw[i] == ',' || raw[i] == ':') {
		i++
	}
	return i
}

// elements returns the entries of an array; too many are noticed before they fill the memory.
func elements(raw []byte) ([][]byte, error) {
	var all [][]byte
	for i := next(raw, 1); raw[i] != ']'; i = next(raw, i) {
		if len(all) == maxItems {
			return nil, fmt.Errorf("a list has more than %d entries", maxItems)
		}
		end := skip(raw, i)
		all = append(all, trim(raw[i:end]))
		i = end
	}
	return all, nil
}

// members calls fn for each key of an object and its value, in their order.
func members(raw []byte, fn func(key string, value []byte) error) error {
	for i := next(raw, 1); raw[i] != '}'; i = next(raw, i) {
		end := closing(raw, i) + 1
		key, err := textOf(raw[i:end])
		if err != nil {
			return err
		}
		i = next(raw, end)
		end = skip(raw, i)
		if err := fn(key, trim(raw[i:end])); err != nil {
			return err
		}
		i = end
	}
	return nil
}

// values counts the values of a JSON text without decoding it, give or take the empty lists and objects.
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
