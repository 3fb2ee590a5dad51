// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package inventory reads what a corp holds: every object of the kinds that the provider manages, and what could not be
// seen and why.
package inventory

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/catalogue"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// Kind is a kind of objects, named as its resource without the prefix: contact_way.
type Kind string

const prefix = "wecom_"

// kinds are those of the catalogue whose objects can be listed, in its order.
var (
	kinds  []Kind
	abouts = map[Kind]*kind.About{}
	// types are all nouns, by their resource type.
	types = map[string]*kind.About{}
	// holders are the resources that have no object of their own, by their type.
	holders = map[string]*kind.Holds{}
)

func init() {
	for _, noun := range catalogue.Nouns {
		about := noun.About()
		types[about.Type] = about
		if about.Holds != nil {
			holders[about.Type] = about.Holds
		}
		if about.List != nil {
			k := Kind(strings.TrimPrefix(about.Type, prefix))
			kinds, abouts[k] = append(kinds, k), about
		}
	}
}

// Kinds returns all kinds in the order in which they are read and shown.
func Kinds() []Kind { return slices.Clone(kinds) }

// Usual are the kinds that are read where nobody asks for some by name.
func Usual() []Kind { return slices.DeleteFunc(Kinds(), func(k Kind) bool { return abouts[k].Asked }) }

// With are the usual kinds, and those of which somebody manages objects.
func With(managed map[Kind]map[string]bool) []Kind {
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return abouts[k].Asked && len(managed[k]) == 0 })
}

// UsualNames are the usual kinds, for messages: all but member.
func UsualNames() string {
	out := "all"
	for _, k := range kinds {
		if abouts[k].Asked {
			out += " but " + string(k)
		}
	}
	return out
}

// ParseKinds reads names of kinds, such as those of a flag. Each may also be a resource type (wecom_tag_group) or a
// plural. Without names it returns the usual kinds; the order is that of Kinds.
func ParseKinds(names []string) ([]Kind, error) {
	if len(names) == 0 {
		return Usual(), nil
	}
	asked := map[Kind]bool{}
	for _, name := range names {
		short := strings.TrimPrefix(strings.ReplaceAll(strings.TrimSpace(name), "-", "_"), prefix)
		i := slices.IndexFunc(kinds, func(k Kind) bool { return short == string(k) || short == k.Several() })
		if i < 0 {
			return nil, fmt.Errorf("%q is no kind of object; the kinds are %s", name, KindNames())
		}
		asked[kinds[i]] = true
	}
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return !asked[k] }), nil
}

// KindNames are the names of all kinds, for messages.
func KindNames() string {
	names := make([]string, 0, len(kinds))
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// Trees are the kinds whose objects stand in a tree.
func Trees() []Kind {
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return abouts[k].Place == nil || abouts[k].Locate == nil })
}

// KindOf is the kind of a resource type; "" when it has no objects that can be listed.
func KindOf(typeName string) Kind {
	if k := Kind(strings.TrimPrefix(typeName, prefix)); abouts[k] != nil && k.Type() == typeName {
		return k
	}
	return ""
}

// AboutType is what the catalogue says of a resource type; nil when there is none of that name.
func AboutType(typeName string) *kind.About { return types[typeName] }

// About is what the catalogue says of the kind.
func (k Kind) About() *kind.About { return abouts[k] }

// Type is the resource type, such as wecom_department.
func (k Kind) Type() string { return prefix + string(k) }

// Several is the name of several of the kind, such as tag_groups.
func (k Kind) Several() string {
	if strings.HasSuffix(string(k), "x") { // public_mailbox
		return string(k) + "es"
	}
	return string(k) + "s"
}

// Noun is the kind in words, such as "tag group".
func (k Kind) Noun() string { return abouts[k].Noun }

// Plural is Noun of several, such as "tag groups".
func (k Kind) Plural() string { return abouts[k].Nouns }

// Term is the console's word for the kind.
func (k Kind) Term() string { return abouts[k].Term }
