// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Operation is one edit of the console by name: below /_emulator/console/ and, with a title, a form of the page for
// humans. It is a method of the console, and its arguments are the parameters of the method.
type Operation struct {
	Name    string
	Tab     string // of the page
	Title   Text   // none: the page has no form for it
	Risky   bool   // the form asks before it is sent
	args    reflect.Type
	of      []reflect.Type // the objects that arguments hold or change, nil for others
	answers []string
	console func(*Server) any
	method  reflect.Value
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

// Op makes an operation of a method, such as (*Console).MoveDepartment. params describe its parameters in order:
//
//	department<id            the argument department; a form starts it with the key id of the shown object, unseen
//	name<name 名称|Name       shown, with a label
//	users<leaders:users 成员|Users   filled in as a field of this kind, where the Go type does not say it
//
// A parameter that is a struct is an object and has to be given; a func(*T) takes the keys to change of a T. Results
// besides the error are answered under "id", or under the names that Answers gives; a struct is the answer itself.
func Op(console func(*Server) any, name string, method any, params ...string) Operation {
	op := Operation{Name: name, console: console, method: reflect.ValueOf(method), answers: []string{"id"}}
	var fields []reflect.StructField
	for i, param := range params {
		spec, label, _ := strings.Cut(param, " ")
		spec, input, _ := strings.Cut(spec, ":")
		key, from, _ := strings.Cut(spec, "<")
		t, of := op.method.Type().In(i+1), reflect.Type(nil)
		switch t.Kind() {
		case reflect.Struct:
			t, of = reflect.PointerTo(t), t
		case reflect.Func:
			t, of = reflect.TypeFor[json.RawMessage](), t.In(0).Elem()
		}
		tag := fmt.Sprintf(`json:%q from:%q input:%q form:%q`, key, from, input, label)
		fields = append(fields, reflect.StructField{Name: "P" + strconv.Itoa(i), Type: t, Tag: reflect.StructTag(tag)})
		op.of = append(op.of, of)
	}
	op.args = reflect.StructOf(fields)
	return op
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

// OfObject reports whether the operation is about an object that exists: it starts with a key of one.
func (op Operation) OfObject() bool {
	for i := range op.args.NumField() {
		if op.args.Field(i).Tag.Get("from") != "" {
			return true
		}
	}
	return false
}

// Answers names the results.
func (op Operation) Answers(names ...string) Operation {
	op.answers = names
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

// consoleKeys are the keys that each edit of the console takes, by its name.
func (s *Server) consoleKeys() map[string][]string {
	keys := map[string][]string{}
	for name, op := range s.operations {
		keys[name] = append([]string{}, op.Args()...)
	}
	return keys
}

// RunConsole carries out one edit of the console by its name below /_emulator/console/, with its arguments as JSON. An
// argument that it does not take, or an object that is missing, is an error.
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
	in := []reflect.Value{reflect.ValueOf(op.console(s))}
	for i, of := range op.of {
		v := args.Elem().Field(i)
		if of != nil && v.IsZero() {
			return nil, fmt.Errorf("%s needs %s", operation, jsonName(op.args.Field(i)))
		}
		if keys, ok := v.Interface().(json.RawMessage); ok {
			if err := DecodeStrictly(keys, reflect.New(of).Interface()); err != nil {
				return nil, fmt.Errorf("%s: %w", jsonName(op.args.Field(i)), err)
			}
			v = reflect.MakeFunc(op.method.Type().In(i+1), func(object []reflect.Value) []reflect.Value {
				_ = DecodeStrictly(keys, object[0].Interface()) // it was decoded before
				return nil
			})
		} else if of != nil {
			v = v.Elem()
		}
		in = append(in, v)
	}
	return op.answer(op.call(in))
}

func (op Operation) call(in []reflect.Value) []reflect.Value {
	if op.method.Type().IsVariadic() {
		return op.method.CallSlice(in)
	}
	return op.method.Call(in)
}

func (op Operation) answer(out []reflect.Value) (any, error) {
	last := len(out) - 1
	if err, ok := out[last].Interface().(error); ok {
		return nil, err
	}
	switch {
	case last == 0:
		return nil, nil
	case out[0].Kind() == reflect.Struct:
		return out[0].Interface(), nil
	}
	answer := map[string]any{}
	for i, name := range op.answers {
		answer[name] = out[i].Interface()
	}
	return answer, nil
}
