// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import "strings"

// lookup walks a decoded JSON object along a dotted path; nil when it ends.
func lookup(object any, path string) any {
	for _, key := range strings.Split(path, ".") {
		m, ok := object.(map[string]any)
		if !ok {
			return nil
		}
		object = m[key]
	}
	return object
}
