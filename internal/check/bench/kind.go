// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// kind is what a configuration declares, and how.
type kind string

const (
	singles kind = "department" // one resource each
	tree    kind = "tree"       // all in one wecom_department_tree
	people  kind = "member"     // members, with a department for every membersEach of them
)

var allKinds = []kind{singles, tree, people}

// membersEach is how many members a department of the kind people has.
const membersEach = 25

// departments is how many a configuration of this size declares.
func (k kind) departments(size int) int {
	if k == people {
		return (size + membersEach - 1) / membersEach
	}
	return size
}

// objects is how many a configuration of this size makes in the corp, each by one write.
func (k kind) objects(size int) int {
	if k == people {
		return size + k.departments(size)
	}
	return size
}

// counted is how many of such objects a corp has.
func (k kind) counted(corp emulator.Corp) int {
	if k == people {
		return len(corp.Departments) + len(corp.Members)
	}
	return len(corp.Departments)
}

const preamble = "terraform {\n  required_providers {\n    wecom = {\n      source = \"terraform-wecom/wecom\"\n    }\n  }\n}\n\n" +
	"variable \"suffix\" {\n  default = \"\"\n}\n"

// configuration declares departments of which every one has ten below it: what organisations look like; or members in
// such departments. The name of the last object ends in var.suffix.
func (k kind) configuration(size int) string {
	var b strings.Builder
	b.WriteString(preamble)
	switch k {
	case tree:
		writeTree(&b, size)
	case people:
		writePeople(&b, size, k.departments(size))
	default:
		writeSingles(&b, size, "${var.suffix}")
	}
	return b.String()
}

// declared is the same for a core in this process, without var.suffix; nil where no state is made that way.
func (k kind) declared(size int) tfcore.Config {
	if k != people {
		return nil
	}
	out := tfcore.Config{}
	for i := range k.departments(size) {
		values := map[string]any{"name": named("部门", i, k.departments(size), "")}
		if parentOf(i) >= 0 {
			values["parent_id"] = tfcore.Ref{Address: fmt.Sprintf("d%d", parentOf(i)), Path: "id"}
		}
		out[fmt.Sprintf("d%d", i)] = tfcore.Resource{Type: "wecom_department", Values: values}
	}
	for i := range size {
		out[fmt.Sprintf("m%d", i)] = tfcore.Resource{Type: "wecom_member", Values: map[string]any{
			"id": fmt.Sprintf("member-%d", i), "name": named("成员", i, size, ""), "mobile": fmt.Sprintf("139%08d", i),
			"department_ids": []any{tfcore.Ref{Address: fmt.Sprintf("d%d", i%k.departments(size)), Path: "id"}},
		}}
	}
	return out
}

// named is the name of number i of size; the last one ends in last.
func named(what string, i, size int, last string) string {
	name := fmt.Sprintf("%s %d", what, i)
	if i == size-1 {
		name += last
	}
	return name
}

// parentOf is the index of the department above, -1 for those of the first level.
func parentOf(i int) int { return i/10 - 1 }

func writeSingles(b *strings.Builder, size int, last string) {
	for i := range size {
		fmt.Fprintf(b, "\nresource \"wecom_department\" \"d%d\" {\n  name      = \"%s\"\n", i, named("部门", i, size, last))
		if parentOf(i) >= 0 {
			fmt.Fprintf(b, "  parent_id = wecom_department.d%d.id\n", parentOf(i))
		}
		b.WriteString("}\n")
	}
}

// writePeople declares every member by a block of its own, whose department is that of a resource: the least that a CLI
// can have to do for it.
func writePeople(b *strings.Builder, size, departments int) {
	writeSingles(b, departments, "")
	for i := range size {
		fmt.Fprintf(b, "\nresource \"wecom_member\" \"m%d\" {\n  id             = \"member-%d\"\n  name           = \"%s\"\n"+
			"  mobile         = \"139%08d\"\n  department_ids = [wecom_department.d%d.id]\n}\n", i, i, named("成员", i, size, "${var.suffix}"), i, i%departments)
	}
}

func writeTree(b *strings.Builder, size int) {
	b.WriteString("\nresource \"wecom_department_tree\" \"all\" {\n  departments = jsonencode({\n")
	for _, path := range paths(size, func(i, size int) string { return named("部门", i, size, "${var.suffix}") }) {
		fmt.Fprintf(b, "    \"%s\" = {}\n", path)
	}
	b.WriteString("  })\n}\n")
}

// paths are those of all departments, parents first.
func paths(size int, name func(i, size int) string) []string {
	out := make([]string, size)
	for i := range size {
		out[i] = name(i, size)
		if parentOf(i) >= 0 {
			out[i] = out[parentOf(i)] + "/" + out[i]
		}
	}
	return out
}
