// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// envelope is what every answer has in common (doc 90313).
type envelope struct {
	Errcode flexCode   `json:"errcode"`
	Errmsg  flexString `json:"errmsg"`
}

func (e *envelope) warned() bool { return strings.Contains(string(e.Errmsg), wrongFormat) }

// flexInt reads a number, a numeric string or null: order has been seen as
// string in the wild, and old deployments quote more than that.
type flexInt int64

func (n *flexInt) UnmarshalJSON(b []byte) error {
	s := strings.TrimSpace(strings.Trim(string(b), `"`))
	if s == "" || s == "null" {
		*n = 0
		return nil
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if f, e := strconv.ParseFloat(s, 64); err != nil && e == nil && f == float64(int64(f)) {
		v, err = int64(f), nil // 1e8 is a whole number, too
	}
	if err != nil {
		return fmt.Errorf("%q is not a whole number", cut(s, 40))
	}
	*n = flexInt(v)
	return nil
}

// flexCode is an errcode that knows whether it was there.
type flexCode struct {
	present bool
	value   flexInt
}

func (c *flexCode) UnmarshalJSON(b []byte) error {
	c.present = string(b) != "null" && string(b) != `""`
	return c.value.UnmarshalJSON(b)
}

// flexString reads a string and takes anything else for its JSON text: what
// errmsg holds must never hide an errcode.
type flexString string

func (s *flexString) UnmarshalJSON(b []byte) error {
	var v string
	if json.Unmarshal(b, &v) != nil {
		v = string(b)
	}
	*s = flexString(v)
	return nil
}

// flexBool reads true, false, null, 0 and 1.
type flexBool bool

func (v *flexBool) UnmarshalJSON(b []byte) error {
	switch strings.Trim(string(b), `"`) {
	case "true", "1":
		*v = true
	case "false", "0", "null", "":
		*v = false
	default:
		return fmt.Errorf("%q is not a boolean", cut(string(b), 40))
	}
	return nil
}

// list is an array that knows whether it was there: an absent list is not the
// same evidence as an empty one.
type list[T any] struct {
	present bool
	items   []T
}

func (l *list[T]) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	l.present = true
	return json.Unmarshal(b, &l.items)
}

// checker is an answer that can tell whether it is complete.
type checker interface{ check(env *envelope) error }

// decode reads an answer. Its errors mean that the answer is unreadable, so
// that what happened is unknown; a failed call is not an error here.
func (c *Client) decode(rt *route, x exchanged, out any) (*envelope, error) {
	body := bytes.TrimSpace(bytes.TrimPrefix(x.body, []byte("\xef\xbb\xbf")))
	var env envelope
	if len(body) == 0 || body[0] != '{' {
		return nil, c.responseError(rt, x, "the answer is not a JSON object; check endpoint and proxies")
	}
	if err := json.Unmarshal(body, &env); err != nil {
		return nil, c.responseError(rt, x, "the answer is not readable JSON: "+c.secrets.clean(err.Error()))
	}
	// A failure still carries empty lists; they mean nothing.
	if env.Errcode.value != 0 || out == nil {
		return &env, nil
	}
	if err := json.Unmarshal(body, out); err != nil {
		return nil, c.responseError(rt, x, "the answer has an unexpected shape: "+c.secrets.clean(err.Error()))
	}
	if ch, ok := out.(checker); ok {
		if err := ch.check(&env); err != nil && !env.warned() {
			return nil, c.responseError(rt, x, "the answer is incomplete: "+err.Error())
		}
	}
	return &env, nil
}

// encode writes JSON without any \u escape: WeCom refuses them in places
// (40033), and names may hold < > & and line separators.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	in := bytes.TrimRight(b.Bytes(), "\n")
	out := make([]byte, 0, len(in))
	for i := 0; i < len(in); i++ {
		if in[i] != '\\' {
			out = append(out, in[i])
			continue
		}
		if in[i+1] != 'u' {
			out = append(out, in[i], in[i+1])
			i++
			continue
		}
		switch string(in[i+2 : i+6]) {
		case "2028":
			out = append(out, "\u2028"...)
		case "2029":
			out = append(out, "\u2029"...)
		default: // a control character, or the mark of broken UTF-8
			return nil, errors.New("a value holds a control character or is not valid UTF-8, which WeCom does not accept")
		}
		i += 5
	}
	return out, nil
}
