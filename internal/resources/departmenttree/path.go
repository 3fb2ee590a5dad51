// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import "strings"

// A path joins names with "/". WeCom allows "/" in a name and forbids "\" (doc 90205), so "\/" in a path is a "/" of
// the name, and nothing else can be meant.

// joinPath is the path of a department of that name below base, "" being the department that the tree hangs below.
func joinPath(base, name string) string {
	name = escaper.Replace(name)
	if base == "" {
		return name
	}
	return base + "/" + name
}

// escaper also keeps a "\" that WeCom should never show from changing a path.
var escaper = strings.NewReplacer(`\`, `\\`, `/`, `\/`)

// splitPath returns the path of the parent and the name; problem says what is wrong with the path, "" when nothing is.
func splitPath(path string) (parent, name, problem string) {
	start := 0
	for i := 0; i < len(path); i++ {
		switch path[i] {
		case '/':
			parent, start = path[:i], i+1
		case '\\':
			if i++; i == len(path) || path[i] != '/' && path[i] != '\\' {
				return "", "", `it contains a "\" that stands before no "/"; WeCom forbids "\" in names, and a path has it only as "\/", a "/" that belongs to the name.`
			}
		}
	}
	name = path[start:]
	if strings.Contains(name, `\`) {
		name = unescape(name)
	}
	return parent, name, ""
}

func unescape(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '\\' {
			i++
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// depth is the number of names in a path.
func depth(path string) int {
	if path == "" {
		return 0
	}
	n := 1
	for i := 0; i < len(path); i++ {
		switch path[i] {
		case '\\':
			i++
		case '/':
			n++
		}
	}
	return n
}
