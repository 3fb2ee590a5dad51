// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Operation is one edit of the console by name: below /_emulator/console/ and, with a title, a form of the page for
// humans. Its arguments are the fields of a struct with JSON tags; pointers and changes among them have to be given.
type Operation struct {
	Name  string
	Tab   string // of the page
	Title Text   // none: the page has no form for it
	Risky bool   // the form asks before it is sent
	args  reflect.Type
	run   func(s *Server, args any) (any, error)
}

// Text is what the page says, "中文|English".
type Text string

// Pick returns the text in one of the two languages.
func (t Text) Pick(chinese bool) string {
	zh, en, _ := strings.Cut(string(t), "|")
	if chinese {
		return zh
	}
	return en
}

// Op makes an operation of a function; what it answers is the answer of the control call, nil for {}.
func Op[A any](name string, run func(s *Server, args *A) (any, error)) Operation {
	return Operation{Name: name, args: reflect.TypeFor[A](), run: func(s *Server, args any) (any, error) {
		return run(s, args.(*A)) //nolint:errcheck // RunConsole decodes into a new value of args
	}}
}

// In gives an operation its form on a tab of the page.
func (op Operation) In(tab string, title Text) Operation {
	op.Tab, op.Title = tab, title
	return op
}

// AsksFirst lets the form ask before it is sent.
func (op Operation) AsksFirst() Operation {
	op.Risky = true
	return op
}

// Args are the names of the arguments.
func (op Operation) Args() []string {
	var out []string
	for i := range op.args.NumField() {
		out = append(out, jsonName(op.args.Field(i)))
	}
	return out
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// Change are keys of an object to lay over its old values.
type Change[T any] struct{ raw json.RawMessage }

// UnmarshalJSON keeps the keys, and refuses those that T has not.
func (c *Change[T]) UnmarshalJSON(raw []byte) error {
	if err := DecodeStrictly(raw, new(T)); err != nil {
		return fmt.Errorf("change: %w", err)
	}
	c.raw = bytes.Clone(raw)
	return nil
}

// Apply lays them over v.
func (c Change[T]) Apply(v *T) { _ = DecodeStrictly(c.raw, v) }

func (c Change[T]) given() bool { return c.raw != nil }

func (Change[T]) subject() reflect.Type { return reflect.TypeFor[T]() }

type change interface {
	given() bool
	subject() reflect.Type
}

// RunConsole carries out one edit of the console by its name below /_emulator/console/, with its arguments as JSON. An
// argument that it does not take, or one that is missing, is an error.
func (s *Server) RunConsole(operation string, raw []byte) (any, error) {
	op, ok := s.operations[operation]
	if !ok {
		return nil, errNoSuchCall
	}
	args := reflect.New(op.args)
	if len(raw) > 0 {
		var given map[string]any
		if err := DecodeStrictly(raw, &given); err != nil {
			return nil, err
		}
		for _, key := range SortedKeys(given) {
			if takes := op.Args(); !slices.Contains(takes, key) {
				return nil, fmt.Errorf("%s takes %s, not %s", operation, strings.Join(takes, ", "), strconv.Quote(key))
			}
		}
		if err := DecodeStrictly(raw, args.Interface()); err != nil {
			return nil, err
		}
	}
	for i := range op.args.NumField() {
		v := args.Elem().Field(i)
		c, isChange := v.Interface().(change)
		if v.Kind() == reflect.Pointer && v.IsNil() || isChange && !c.given() {
			return nil, fmt.Errorf("%s needs %s", operation, jsonName(op.args.Field(i)))
		}
	}
	return op.run(s, args.Interface())
}
