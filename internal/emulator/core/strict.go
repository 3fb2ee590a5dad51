// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// Decoder reads request bodies into wire types. It is stricter than WeCom in what it reports (unknown keys, null, empty
// ids) and as lenient as WeCom in what it carries out: a value of the wrong JSON type is used when its meaning is plain
// ("2" for 2, "a" for ["a"]) and dropped otherwise, both with the warning (§4.2).
type Decoder struct {
	Report func(format string, args ...any)
	warned bool
	bad    map[string]bool
	single map[string]bool
	strict bool
}

// body decodes a whole request body and reports whether it was a JSON object, or nothing at all. One that cannot be
// read counts as {} with the warning.
func (d *Decoder) body(raw []byte, into any) bool {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		d.Report("empty body")
		return true
	}
	if !json.Valid(raw) {
		d.warned = true
		d.bad = map[string]bool{"": true}
		d.Report("the body is not JSON")
		return false
	}
	return d.value(raw, reflect.ValueOf(into).Elem(), "")
}

// Single says whether a value stood in place of the list of values that a key holds.
func (d *Decoder) Single(key string) bool { return d.single[key] }

// Bad says whether the value of a key, such as tag.name, had a JSON type that nothing could be made of; "" is the body.
func (d *Decoder) Bad(key string) bool { return d.bad[key] }

// Warn reports a usable value of the wrong JSON type.
func (d *Decoder) Warn(key, want string, raw []byte) { d.mismatch(key, want, raw, true) }

func (d *Decoder) mismatch(name, want string, raw []byte, usable bool) bool {
	d.warned = true
	if !usable {
		if d.bad == nil {
			d.bad = map[string]bool{}
		}
		d.bad[name] = true
	}
	d.Report("%s: want %s, got %s", label(name), want, jsonKind(raw))
	return usable
}

func label(name string) string {
	if name == "" {
		return "body"
	}
	return name
}

var rawMessage = reflect.TypeFor[json.RawMessage]()

// value decodes raw into v and reports whether v was set.
func (d *Decoder) value(raw []byte, v reflect.Value, name string) bool {
	if v.Type() == rawMessage {
		v.SetBytes(bytes.Clone(raw))
		return true
	}
	if string(raw) == "null" {
		// Page member.md: null keeps the value; corp-tag.md Unknown 10: omit keys.
		d.Report("%s: null, omit the key", label(name))
		return false
	}
	switch v.Kind() {
	case reflect.Pointer:
		elem := reflect.New(v.Type().Elem())
		if !d.value(raw, elem.Elem(), name) {
			return false
		}
		v.Set(elem)
		return true
	case reflect.Struct:
		return d.object(raw, v, name)
	case reflect.Slice:
		return d.list(raw, v, name)
	case reflect.Map:
		return d.entries(raw, v, name)
	case reflect.String:
		return d.text(raw, v, name)
	case reflect.Int64:
		return d.integer(raw, v, name)
	case reflect.Bool:
		return d.boolean(raw, v, name)
	}
	panic(fmt.Sprintf("wire type with a %s field %q", v.Kind(), name))
}

func (d *Decoder) object(raw []byte, v reflect.Value, name string) bool {
	if raw[0] != '{' {
		return d.mismatch(name, "object", raw, false)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	_, _ = dec.Token()
	seen := map[string]bool{}
	for dec.More() {
		token, _ := dec.Token()
		key, _ := token.(string) // the keys of an object are strings
		var value json.RawMessage
		_ = dec.Decode(&value)
		field, full := fieldByKey(v, key), strings.TrimPrefix(name+"."+key, ".")
		if seen[key] {
			d.Report("%s: key given twice", full)
		}
		seen[key] = true
		if !field.IsValid() {
			// WeCom ignores keys it does not know; only a strict server answers with the warning.
			d.Report("%s: unknown key", full)
			d.warned = d.warned || d.strict
			continue
		}
		d.value(bytes.TrimSpace(value), field, full)
	}
	return true
}

// entries decodes an object whose keys are the family's business.
func (d *Decoder) entries(raw []byte, v reflect.Value, name string) bool {
	if raw[0] != '{' {
		return d.mismatch(name, "object", raw, false)
	}
	var all map[string]json.RawMessage
	_ = json.Unmarshal(raw, &all)
	v.Set(reflect.MakeMap(v.Type()))
	for _, key := range SortedKeys(all) {
		elem := reflect.New(v.Type().Elem()).Elem()
		if d.value(bytes.TrimSpace(all[key]), elem, name+"."+key) {
			v.SetMapIndex(reflect.ValueOf(key), elem)
		}
	}
	return true
}

// fieldByKey finds the field of a wire type, also in what it embeds.
func fieldByKey(v reflect.Value, key string) reflect.Value {
	for i := range v.NumField() {
		if v.Type().Field(i).Anonymous {
			if found := fieldByKey(v.Field(i), key); found.IsValid() {
				return found
			}
			continue
		}
		tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if tag == key {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

func (d *Decoder) list(raw []byte, v reflect.Value, name string) bool {
	elemType := v.Type().Elem()
	if raw[0] != '[' {
		// [live tests A, C]: a scalar in place of an array was carried out.
		if elemType.Kind() == reflect.Struct || raw[0] == '{' {
			return d.mismatch(name, "array", raw, false)
		}
		elem := reflect.New(elemType).Elem()
		quiet := &Decoder{Report: func(string, ...any) {}}
		usable := quiet.value(raw, elem, name)
		if usable {
			v.Set(reflect.Append(reflect.MakeSlice(v.Type(), 0, 1), elem))
		}
		if d.single == nil {
			d.single = map[string]bool{}
		}
		d.single[name] = true
		return d.mismatch(name, "array", raw, usable)
	}
	var items []json.RawMessage
	_ = json.Unmarshal(raw, &items)
	out := reflect.MakeSlice(v.Type(), 0, len(items))
	for _, item := range items {
		elem := reflect.New(elemType).Elem()
		item = bytes.TrimSpace(item)
		if string(item) == "null" {
			d.mismatch(name, "no null in the list", item, true)
			continue
		}
		if d.value(item, elem, name) {
			if elem.Kind() == reflect.String && elem.Len() == 0 {
				d.Report("%s: empty string in the list", name)
			}
			out = reflect.Append(out, elem)
		}
	}
	v.Set(out)
	return true
}

func (d *Decoder) text(raw []byte, v reflect.Value, name string) bool {
	if raw[0] == '"' {
		var s string
		_ = json.Unmarshal(raw, &s)
		v.SetString(s)
		return true
	}
	number := raw[0] == '-' || (raw[0] >= '0' && raw[0] <= '9')
	if number {
		v.SetString(string(raw))
	}
	return d.mismatch(name, "string", raw, number)
}

func (d *Decoder) integer(raw []byte, v reflect.Value, name string) bool {
	text, exact := string(raw), true
	if raw[0] == '"' {
		_ = json.Unmarshal(raw, &text)
		exact = false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		f, ferr := strconv.ParseFloat(text, 64)
		if ferr != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
			return d.mismatch(name, "integer", raw, false)
		}
		n, exact = int64(f), false
	}
	v.SetInt(n)
	if !exact {
		return d.mismatch(name, "integer", raw, true)
	}
	return true
}

func (d *Decoder) boolean(raw []byte, v reflect.Value, name string) bool {
	switch string(raw) {
	case "true", "false":
		v.SetBool(raw[0] == 't')
		return true
	case "0", "1":
		v.SetBool(raw[0] == '1')
		return d.mismatch(name, "boolean", raw, true)
	}
	return d.mismatch(name, "boolean", raw, false)
}

func jsonKind(raw []byte) string {
	switch raw[0] {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "boolean"
	case 'n':
		return "null"
	}
	return "number"
}
