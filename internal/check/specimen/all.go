// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/catalogue"
)

var all []*Specimen

// add puts a specimen among all; the file of its noun calls it.
func add(s Specimen) *Specimen {
	all = append(all, &s)
	return &s
}

// All are the specimens in the order of the catalogue.
func All() []*Specimen {
	order := map[string]int{}
	for i, noun := range catalogue.Nouns {
		order[noun.About().Type] = i
	}
	return slices.SortedFunc(slices.Values(all), func(a, b *Specimen) int { return cmp.Compare(order[a.Type], order[b.Type]) })
}

// Of is the specimen of a resource type; nil when there is none.
func Of(typeName string) *Specimen {
	for _, s := range All() {
		if s.Type == typeName {
			return s
		}
	}
	return nil
}

// Corps adds what all specimens need to one corp. Each says what is to be there beside the usual; where two say
// something of the same object, the first counts.
func Corps(c *emulator.Corp) {
	usual := core.Copy(*c)
	into, before := reflect.ValueOf(c).Elem(), reflect.ValueOf(usual)
	for _, s := range All() {
		if s.Corp == nil {
			continue
		}
		own := core.Copy(usual)
		s.Corp(&own)
		from := reflect.ValueOf(own)
		for i := range into.NumField() {
			have, was := into.Field(i), before.Field(i)
			switch {
			case have.Kind() != reflect.Slice:
				if !reflect.DeepEqual(from.Field(i).Interface(), was.Interface()) {
					have.Set(from.Field(i))
				}
			default:
				for j := range from.Field(i).Len() {
					one := from.Field(i).Index(j)
					if old := withID(have, one); !old.IsValid() {
						have.Set(reflect.Append(have, one))
					} else if as := withID(was, one); as.IsValid() && reflect.DeepEqual(old.Interface(), as.Interface()) {
						old.Set(one)
					}
				}
			}
		}
	}
}

// withID finds the object of a list with the id of one, which stands in its first field.
func withID(list, one reflect.Value) reflect.Value {
	id := func(v reflect.Value) any {
		if v.Kind() == reflect.Struct {
			v = v.Field(0)
		}
		return v.Interface()
	}
	for i := range list.Len() {
		if id(list.Index(i)) == id(one) {
			return list.Index(i)
		}
	}
	return reflect.Value{}
}

// blank stands in ids that an import refuses.
const blank = " "
