// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// envelope is what every answer has in common (doc 90313).
type envelope struct {
	coded   bool // it holds an errcode
	code    int
	message string
}

// warned answers were carried out only partly.
func (e *envelope) warned() bool { return strings.Contains(e.message, WrongFormat) }

// opened reads the envelope of an answer that is a JSON object.
func opened(body []byte) (*envelope, error) {
	var env envelope
	err := members(body, func(key string, value []byte) error {
		switch key {
		case "errcode":
			code, err := numberOf(value)
			if value[0] == '{' || value[0] == '[' {
				err = errors.New("errcode: a list or an object is not a whole number")
			}
			// Of a key that is written twice the last counts; a failure must not become a success that way.
			if env.coded && int(code) != env.code {
				return errors.New("it holds two different errcodes")
			}
			env.code, env.coded = int(code), !bytes.Equal(value, []byte("null")) && !bytes.Equal(value, []byte(`""`))
			return err
		case "errmsg": // whatever it holds must never hide an errcode
			if json.Unmarshal(value, &env.message) != nil {
				env.message = string(value)
			}
		}
		return nil
	})
	return &env, err
}

// Checker is an answer that can tell whether it is complete; coded says that it holds errcode 0, with which WeCom
// leaves out empty lists.
type Checker interface{ Check(coded bool) error }

// read reads an answer. Its errors mean that the answer is unreadable, so that what happened is unknown; a failed call
// is not an error here.
func (c *Client) read(e *Endpoint, x exchanged, out any) (*envelope, error) {
	body := trim(bytes.TrimPrefix(trim(x.body), []byte("\xef\xbb\xbf")))
	if len(body) == 0 || body[0] != '{' {
		return nil, c.responseError(e, x, "the answer is not a JSON object; check endpoint and proxies")
	}
	if len(body) > crowded && values(body) > maxValues {
		return nil, c.responseError(e, x, "the answer holds more values than any corp can have")
	}
	var env *envelope
	err := valid(body)
	if err == nil {
		env, err = opened(body)
	}
	if err != nil {
		return nil, c.responseError(e, x, "the answer is not readable JSON: "+c.reason(err))
	}
	// A failure still carries empty lists; they mean nothing.
	if env.code != 0 || out == nil {
		return env, nil
	}
	if own, ok := out.(interface{ decode(raw []byte) error }); ok {
		err = own.decode(body)
	} else {
		err = fill(reflect.ValueOf(out).Elem(), body, 0)
	}
	if err != nil {
		return nil, c.responseError(e, x, "the answer has an unexpected shape: "+c.reason(err))
	}
	if ch, ok := out.(Checker); ok {
		if err := ch.Check(env.coded); err != nil && !env.warned() {
			return nil, c.responseError(e, x, "the answer is incomplete: "+err.Error())
		}
	}
	return env, nil
}

// reason is the text of an error that may quote the answer.
func (c *Client) reason(err error) string {
	// A literal of the answer may have megabytes; cleaning all of it takes long.
	return c.secrets.clean(cut(err.Error(), 4*maxProblem))
}

// Need is the check of an answer that must hold something.
func Need(holds bool, what string) error {
	if !holds {
		return errors.New("it holds no " + what)
	}
	return nil
}

// NeedList is the check of an answer that is a list of what: one without errcode must show it.
func NeedList[T any](coded bool, list []T, what string) error {
	if list == nil && !coded {
		return fmt.Errorf("it holds neither errcode nor %s", what)
	}
	return nil
}
