// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Bounds of what is decoded: a body of {},{},… takes forty times its size.
const (
	// maxItems is how many entries one list may have: WeCom gives at most 30,000 departments or members (doc 90205) and
	// 10,000 of anything else.
	maxItems = 100_000
	// maxValues is how many values an answer longer than crowded may have: 30,000 members with 60 values each have 1.8
	// million.
	maxValues = 2_000_000
	crowded   = 1 << 20 // bytes
	maxNumber = 64      // how long a number may be written, in bytes
	maxNested = 64      // how deep lists may lie in lists
)

// decode reads JSON into plain structs with JSON tags, as tolerantly as servers write it: a number as text and the
// other way round, "nothing" as null, "", {} or [], and [x] for x. What does not fit is an error, never a guess.
//
//   - Keys count only as they are written in the tag: "Name" is not "name", which encoding/json would take for it.
//   - A pointer is nil for what is absent or null; one to a text for nothing in any form, and one to an object also for
//     one that sets no field.
//   - A list is nil for nothing in any form but [], which gives an empty one. With the tag `api:"set"` it is sorted and
//     without duplicates, empty texts, and numbers below 1.
//   - With the tag `api:"joined"` a list may be a text, its entries joined by |.
//   - A map from texts has what is not null.
//   - A bool with the tag `given:"mobile"` says whether the key mobile is there with another value than null. It stands
//     beside the field that has the value: of a text, nothing in any form is "".
//   - The tag "text.content" is the key content in the object of the key text.
//   - Where an object with one field belongs, its value alone will do.
func decode(raw []byte, into any) error {
	if err := valid(raw); err != nil {
		return err
	}
	return fill(reflect.ValueOf(into).Elem(), trim(raw), 0)
}

func valid(raw []byte) error {
	if json.Valid(raw) {
		return nil
	}
	var none json.RawMessage
	return json.Unmarshal(raw, &none) // says what is wrong
}

// fill sets v from valid JSON without blanks around it.
func fill(v reflect.Value, raw []byte, nested int) error {
	if raw[0] == '[' && v.Kind() != reflect.Slice {
		items, err := elements(raw)
		switch {
		case err != nil:
			return err
		case len(items) > 1:
			return fmt.Errorf("%d values where one belongs", len(items))
		case nested > maxNested:
			return errors.New("lists lie too deep in lists")
		case len(items) == 1:
			return fill(v, items[0], nested+1)
		}
	}
	v.SetZero()
	switch v.Kind() {
	case reflect.Pointer:
		kind := v.Type().Elem().Kind()
		if string(raw) == "null" || (hollow(raw) && (kind == reflect.Struct || kind == reflect.String)) {
			return nil
		}
		p := reflect.New(v.Type().Elem())
		if err := fill(p.Elem(), raw, nested); err != nil || (kind == reflect.Struct && p.Elem().IsZero()) {
			return err
		}
		v.Set(p)
		return nil
	case reflect.Struct:
		return fillStruct(v, raw, nested)
	case reflect.Slice:
		return fillSlice(v, raw, nested)
	case reflect.Map:
		return fillMap(v, raw, nested)
	case reflect.String:
		s, err := textOf(raw)
		v.SetString(s)
		return err
	case reflect.Int64, reflect.Int:
		n, err := numberOf(raw)
		v.SetInt(n)
		return err
	case reflect.Bool:
		b, err := flagOf(raw)
		v.SetBool(b)
		return err
	}
	return fmt.Errorf("%s cannot be read from JSON", v.Type())
}

func fillStruct(v reflect.Value, raw []byte, nested int) error {
	if raw[0] != '{' {
		if hollow(raw) {
			return nil
		}
		if v.NumField() == 1 {
			return fill(v.Field(0), raw, nested)
		}
		return errors.New("something else stands where an object belongs")
	}
	return members(raw, func(key string, value []byte) error {
		return fillField(v, key, value, nested)
	})
}

// field is what the tags of a struct's field say.
type field struct {
	index  int
	name   string // of the key; "" for an embedded struct, which shares the keys of the one around it
	inside string // the key in the object of that key, "" for the value itself
	set    bool
	joined bool // may be a text with | between the entries
	given  bool
}

var fieldsOf sync.Map // of []field by reflect.Type

func fields(t reflect.Type) []field {
	if known, ok := fieldsOf.Load(t); ok {
		if all, ok := known.([]field); ok {
			return all
		}
	}
	var all []field
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		name, inside, _ := strings.Cut(tag, ".")
		given := f.Tag.Get("given")
		if given != "" {
			name = given
		}
		if name != "" && name != "-" || f.Anonymous {
			all = append(all, field{i, name, inside, f.Tag.Get("api") == "set", f.Tag.Get("api") == "joined", given != ""})
		}
	}
	fieldsOf.Store(t, all)
	return all
}

// fillField gives a value to every field of its key.
func fillField(v reflect.Value, key string, value []byte, nested int) error {
	for _, f := range fields(v.Type()) {
		into := v.Field(f.index)
		var err error
		switch {
		case f.name == "":
			if err := fillField(into, key, value, nested); err != nil {
				return err
			}
			continue
		case f.name != key:
			continue
		case f.joined && value[0] == '"':
			var text string
			if text, err = textOf(value); err == nil {
				into.Set(reflect.ValueOf(strings.FieldsFunc(text, func(r rune) bool { return r == '|' })))
			}
		case f.given:
			into.SetBool(string(value) != "null")
		case f.inside != "":
			err = fillInside(into, f.inside, value, nested)
		default:
			err = fill(into, value, nested)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if f.set {
			into.Set(asSet(into))
		}
	}
	return nil
}

// fillInside fills a field whose tag names a key in the object of another key: "text.content".
func fillInside(v reflect.Value, name string, raw []byte, nested int) error {
	one := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "V", Type: v.Type(), Tag: reflect.StructTag(`json:"` + name + `"`)}})).Elem()
	if err := fill(one, raw, nested); err != nil {
		return err
	}
	v.Set(one.Field(0))
	return nil
}

func fillMap(v reflect.Value, raw []byte, nested int) error {
	if raw[0] != '{' {
		if hollow(raw) {
			return nil
		}
		return errors.New("something else stands where an object belongs")
	}
	v.Set(reflect.MakeMap(v.Type()))
	return members(raw, func(key string, value []byte) error {
		if string(value) == "null" {
			return nil
		}
		elem := reflect.New(v.Type().Elem()).Elem()
		if err := fill(elem, value, nested); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		v.SetMapIndex(reflect.ValueOf(key), elem)
		return nil
	})
}

func fillSlice(v reflect.Value, raw []byte, nested int) error {
	if raw[0] != '[' {
		if hollow(raw) {
			return nil
		}
		return errors.New("something else stands where a list belongs")
	}
	items, err := elements(raw)
	if err != nil {
		return err
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		if err := fill(v.Index(i), item, nested); err != nil {
			return err
		}
	}
	return nil
}

// asSet is a list in the form that `api:"set"` promises.
func asSet(list reflect.Value) reflect.Value {
	switch in := list.Interface().(type) {
	case []string:
		return reflect.ValueOf(TextSet(in))
	case []int64:
		return reflect.ValueOf(NumberSet(in))
	}
	return list
}

// textOf reads a string, a number for its digits, and nothing in any form as "". Texts are in the composed form (NFC):
// Terraform has its own in no other, and WeCom keeps what was typed, which on a Mac may be decomposed (NFD). So names
// that look alike are alike wherever they are compared.
func textOf(raw []byte) (string, error) {
	s, err := asWritten(raw)
	return norm.NFC.String(s), err
}

func asWritten(raw []byte) (string, error) {
	switch c := raw[0]; {
	case c == '-' || (c >= '0' && c <= '9'):
		return string(raw), nil
	case hollow(raw):
		return "", nil
	case c == '"' && bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw):
		return string(raw[1 : len(raw)-1]), nil
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return s, err
}

// numberOf reads a number, a numeric string, or nothing as 0: order has been seen as string in the wild, and old
// deployments quote more than that.
func numberOf(raw []byte) (int64, error) {
	s := strings.TrimSpace(strings.Trim(string(raw[:min(len(raw), maxNumber+1)]), `"`))
	if s == "null" || (raw[0] != 'f' && hollow(raw)) {
		return 0, nil
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil || len(raw) > maxNumber {
		// 1e8 is a whole number, too, and is exact below 2^53.
		f, e := strconv.ParseFloat(s, 64)
		if e != nil || len(raw) > maxNumber || strings.Trim(s, "0123456789.eE+-") != "" || math.Abs(f) > 1<<53 || f != math.Trunc(f) {
			return 0, fmt.Errorf("%q is not a whole number of 64 bits", cut(s, 40))
		}
		v = int64(f)
	}
	return v, nil
}

// flagOf reads true, false, 0, 1, each also as text, and nothing as false.
func flagOf(raw []byte) (bool, error) {
	switch strings.Trim(string(raw[:min(len(raw), maxNumber)]), `"`) {
	case "true", "1":
		return true, nil
	case "false", "0":
		return false, nil
	}
	if hollow(raw) {
		return false, nil
	}
	return false, fmt.Errorf("%q is not a boolean", cut(string(raw[:min(len(raw), 200)]), 40))
}

// hollow reports the ways in which servers write "nothing" for a list, an object or a text.
func hollow(raw []byte) bool {
	const longest = 5
	text := make([]byte, 0, longest+1)
	for _, c := range raw {
		if blank(c) {
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

// encode writes JSON without any \u escape: WeCom refuses them in places (40033), and names may hold < > & and line
// separators.
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
