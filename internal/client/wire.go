// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
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
	s := strings.TrimSpace(strings.Trim(string(b[:min(len(b), maxNumber+1)]), `"`))
	if s == "" || s == "null" {
		*n = 0
		return nil
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil || len(b) > maxNumber {
		// 1e8 is a whole number, too, and is exact below 2^53.
		f, e := strconv.ParseFloat(s, 64)
		if e != nil || len(b) > maxNumber || strings.Trim(s, "0123456789.eE+-") != "" || math.Abs(f) > 1<<53 || f != math.Trunc(f) {
			return fmt.Errorf("%q is not a whole number of 64 bits", cut(s, 40))
		}
		v = int64(f)
	}
	*n = flexInt(v)
	return nil
}

// maxNumber is how long a number may be written, in bytes.
const maxNumber = 64

// flexCode is an errcode that knows whether it was there.
type flexCode struct {
	present bool
	value   flexInt
}

func (c *flexCode) UnmarshalJSON(b []byte) error {
	before, again := c.value, c.present
	c.present = string(b) != "null" && string(b) != `""`
	if err := c.value.UnmarshalJSON(b); err != nil {
		return err
	}
	// Of a key that is written twice JSON takes the last; a failure must not
	// become a success that way.
	if again && c.value != before {
		return errors.New("it holds two different errcodes")
	}
	return nil
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
		return fmt.Errorf("%q is not a boolean", cut(string(b[:min(len(b), 200)]), 40))
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
	*l = list[T]{} // of a key that is written twice the last counts, not a mixture
	if string(b) == "null" {
		return nil
	}
	l.present = true
	var err error
	l.items, err = items[T](b)
	return err
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
	if len(body) > crowded && values(body) > maxValues {
		return nil, c.responseError(rt, x, "the answer holds more values than any corp can have")
	}
	body = exactKeys(body)
	if err := json.Unmarshal(body, &env); err != nil {
		return nil, c.responseError(rt, x, "the answer is not readable JSON: "+c.reason(err))
	}
	// A failure still carries empty lists; they mean nothing.
	if env.Errcode.value != 0 || out == nil {
		return &env, nil
	}
	if err := json.Unmarshal(body, out); err != nil {
		return nil, c.responseError(rt, x, "the answer has an unexpected shape: "+c.reason(err))
	}
	if ch, ok := out.(checker); ok {
		if err := ch.check(&env); err != nil && !env.warned() {
			return nil, c.responseError(rt, x, "the answer is incomplete: "+err.Error())
		}
	}
	return &env, nil
}

// reason is the text of an error that may quote the answer.
func (c *Client) reason(err error) string {
	// A literal of the answer may have megabytes; cleaning all of it takes long.
	return c.secrets.clean(cut(err.Error(), 4*maxProblem))
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
