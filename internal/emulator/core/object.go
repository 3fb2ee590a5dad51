// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import "fmt"

// Forms of an empty value or list in an answer.
const (
	// EmptyShown shows the zero value: "", 0, [] or {}.
	EmptyShown = "zero"
	// EmptyAbsent leaves the key out.
	EmptyAbsent = "absent"
	// EmptyNull shows null.
	EmptyNull = "null"
)

// Object is a JSON object with its keys in order, for answers whose keys come and go with the switches.
type Object []objectKey

type objectKey struct {
	name  string
	value any
}

// Put adds a key.
func (o *Object) Put(name string, value any) { *o = append(*o, objectKey{name, value}) }

// PutEmpty puts the zero value of a key in the form that a switch asks for.
func (o *Object) PutEmpty(name string, zero any, form string) {
	switch form {
	case EmptyAbsent:
	case EmptyNull:
		o.Put(name, nil)
	default:
		o.Put(name, zero)
	}
}

// PutText puts a text; form is that of an empty one.
func (o *Object) PutText(name, value, form string) {
	if value == "" {
		o.PutEmpty(name, "", form)
		return
	}
	o.Put(name, value)
}

// MarshalJSON writes the keys in the order in which they were put.
func (o Object) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, key := range o {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, fmt.Sprintf("%q:", key.name)...)
		out = append(out, Encode(key.value)...)
	}
	return append(out, '}'), nil
}

// PutList puts a list in the order of the day; form is that of an empty one.
func PutList[T any](o *Object, st *Store, name string, list []T, form string) {
	if len(list) == 0 {
		o.PutEmpty(name, []T{}, form)
		return
	}
	o.Put(name, Shuffled(st, append([]T{}, list...)))
}
