// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"strings"
)

// kind is how a configuration writes its departments.
type kind string

const (
	singles kind = "department" // one resource each
	tree    kind = "tree"       // all in one wecom_department_tree
)

var allKinds = []kind{singles, tree}

const preamble = "terraform {\n  required_providers {\n    wecom = {\n      source = \"terraform-wecom/wecom\"\n    }\n  }\n}\n\n" +
	"variable \"suffix\" {\n  default = \"\"\n}\n"

// configuration declares departments of which every one has ten below it: what organisations look like. The name of the
// last one ends in var.suffix.
func (k kind) configuration(size int) string {
	var b strings.Builder
	b.WriteString(preamble)
	if k == tree {
		writeTree(&b, size)
	} else {
		writeSingles(&b, size)
	}
	return b.String()
}

func departmentName(i, size int) string {
	name := fmt.Sprintf("部门 %d", i)
	if i == size-1 {
		name += "${var.suffix}"
	}
	return name
}

// parentOf is the index of the department above, -1 for those of the first level.
func parentOf(i int) int { return i/10 - 1 }

func writeSingles(b *strings.Builder, size int) {
	for i := range size {
		fmt.Fprintf(b, "\nresource \"wecom_department\" \"d%d\" {\n  name      = \"%s\"\n", i, departmentName(i, size))
		if parentOf(i) >= 0 {
			fmt.Fprintf(b, "  parent_id = wecom_department.d%d.id\n", parentOf(i))
		}
		b.WriteString("}\n")
	}
}

func writeTree(b *strings.Builder, size int) {
	b.WriteString("\nresource \"wecom_department_tree\" \"all\" {\n  departments = jsonencode({\n")
	for _, path := range paths(size, departmentName) {
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
