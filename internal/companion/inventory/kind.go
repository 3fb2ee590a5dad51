// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package inventory reads what a corp holds: every object of the five kinds
// that the provider manages, and what could not be seen and why.
package inventory

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is one of the five kinds of objects.
type Kind string

// The kinds, named as the resources without their prefix.
const (
	Department      Kind = "department"
	TagGroup        Kind = "tag_group"
	ContactWay      Kind = "contact_way"
	AcquisitionLink Kind = "acquisition_link"
	InterceptRule   Kind = "intercept_rule"
)

// kinds is the order of everything that shows several kinds: departments
// first, because the others name them.
var kinds = []Kind{Department, TagGroup, ContactWay, AcquisitionLink, InterceptRule}

// Kinds returns all kinds in the order in which they are read and shown.
func Kinds() []Kind { return slices.Clone(kinds) }

// ParseKinds reads names of kinds, such as those of a flag. Each may also be a
// resource type (wecom_tag_group) or a plural. Without names it returns all
// kinds; the order is that of Kinds.
func ParseKinds(names []string) ([]Kind, error) {
	if len(names) == 0 {
		return Kinds(), nil
	}
	asked := map[Kind]bool{}
	for _, name := range names {
		short := strings.TrimPrefix(strings.ReplaceAll(strings.TrimSpace(name), "-", "_"), "wecom_")
		i := slices.IndexFunc(kinds, func(k Kind) bool { return short == string(k) || short == string(k)+"s" })
		if i < 0 {
			return nil, fmt.Errorf("%q is no kind of object; the kinds are %s", name, joined(kinds))
		}
		asked[kinds[i]] = true
	}
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return !asked[k] }), nil
}

func joined(list []Kind) string {
	names := make([]string, 0, len(list))
	for _, k := range list {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// Type is the resource type, such as wecom_department.
func (k Kind) Type() string { return "wecom_" + string(k) }

// Noun is the kind in words, such as "tag group".
func (k Kind) Noun() string { return strings.ReplaceAll(string(k), "_", " ") }

// Plural is Noun of several, such as "tag groups".
func (k Kind) Plural() string { return k.Noun() + "s" }

// Term is the console's word for the kind.
func (k Kind) Term() string {
	return map[Kind]string{
		Department: "部门", TagGroup: "企业客户标签组", ContactWay: "联系我", AcquisitionLink: "获客链接", InterceptRule: "敏感词规则",
	}[k]
}
