// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"fmt"
	"strings"
)

// namesShown bounds a list in a message: a department may have thousands of members.
const namesShown = 10

// Shorten joins names for a message and counts those it leaves out.
func Shorten(names []string) string {
	if more := len(names) - namesShown; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:namesShown], ", "), more)
	}
	return strings.Join(names, ", ")
}
