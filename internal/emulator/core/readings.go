// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Reading is one reading of one switch of the struct S other than its zero value.
type Reading[S any] struct {
	Switch string // name of the field
	Value  string // what it is set to, in words
	// Family is the family of paths that answers differently; "all" is every one. "external" are those that name
	// members.
	Family string
	// Apply sets the switch to this reading and leaves the others.
	Apply func(*S)
}

// Readings lists the readings of every switch of S, in the order of the switches: true of a boolean, those of the tag
// readings of any other, such as `readings:"ignored,cleared"`. The tag family says whose the switch is; a switch
// without one has that of the struct it is in.
func Readings[S any]() []Reading[S] {
	var out []Reading[S]
	walk(reflect.TypeFor[S](), nil, "", func(f reflect.StructField, at []int, family string) {
		for _, value := range readingsOf(f) {
			out = append(out, Reading[S]{f.Name, value, family, func(sw *S) {
				set(reflect.ValueOf(sw).Elem().FieldByIndex(at), value)
			}})
		}
	})
	return out
}

// walk visits the switches of a struct and of those that it embeds.
func walk(t reflect.Type, path []int, family string, visit func(f reflect.StructField, at []int, family string)) {
	for i := range t.NumField() {
		f, at := t.Field(i), append(slices.Clone(path), i)
		of := family
		if own := f.Tag.Get("family"); own != "" {
			of = own
		}
		if f.Anonymous {
			walk(f.Type, at, of, visit)
			continue
		}
		visit(f, at, of)
	}
}

func readingsOf(f reflect.StructField) []string {
	if f.Type.Kind() == reflect.Bool {
		return []string{"true"}
	}
	return strings.Split(f.Tag.Get("readings"), ",")
}

func set(v reflect.Value, value string) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString(value)
	default:
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			panic(err) // a mistake in the tag
		}
		v.SetInt(n)
	}
}

// CheckReadings refuses texts that are no reading of their switch; switches is a pointer to the struct. The tag default
// is another name of the zero value.
func CheckReadings(switches any) (err error) {
	v := reflect.ValueOf(switches).Elem()
	walk(v.Type(), nil, "", func(f reflect.StructField, at []int, _ string) {
		if f.Type.Kind() != reflect.String || err != nil {
			return
		}
		if text := v.FieldByIndex(at).String(); text != "" && text != f.Tag.Get("default") && !slices.Contains(readingsOf(f), text) {
			err = fmt.Errorf("%s: unknown reading %q", f.Tag.Get("json"), text)
		}
	})
	return err
}
