// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "fmt"

// object is a JSON object with its keys in order, for answers whose keys come and go with the switches.
type object []objectKey

type objectKey struct {
	name  string
	value any
}

func (o *object) put(name string, value any) { *o = append(*o, objectKey{name, value}) }

// putEmpty puts the zero value of a key in the form that a switch asks for.
func (o *object) putEmpty(name string, zero any, form string) {
	switch form {
	case EmptyAbsent:
	case EmptyNull:
		o.put(name, nil)
	default:
		o.put(name, zero)
	}
}

// MarshalJSON writes the keys in the order in which they were put.
func (o object) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, key := range o {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, fmt.Sprintf("%q:", key.name)...)
		out = append(out, encode(key.value)...)
	}
	return append(out, '}'), nil
}

// putList puts a list in the order of the day; form is that of an empty one.
func putList[T any](o *object, st *store, name string, list []T, form string) {
	if len(list) == 0 {
		o.putEmpty(name, []T{}, form)
		return
	}
	o.put(name, shuffled(st, append([]T{}, list...)))
}
