// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// missing are the nodes of want that have lacks.
func missing(have, want client.InterceptRange) (out client.InterceptRange) {
	users := make(map[string]bool, len(have.UserIDs))
	for _, id := range have.UserIDs {
		users[strings.ToLower(id)] = true
	}
	for _, id := range want.UserIDs {
		if !users[strings.ToLower(id)] {
			out.UserIDs = append(out.UserIDs, id)
		}
	}
	for _, id := range want.DepartmentIDs {
		if !slices.Contains(have.DepartmentIDs, id) {
			out.DepartmentIDs = append(out.DepartmentIDs, id)
		}
	}
	return out
}

// common are the nodes that are in both ranges.
func common(a, b client.InterceptRange) client.InterceptRange {
	return missing(missing(b, a), a)
}

// change is one round of additions, which come first, and removals.
type change struct{ add, remove client.InterceptRange }

// changes leads from a range to another: one round, or several where adding everything first would pass maxUsers. No
// round leaves the rule without users while others are still to come, because the last node cannot be removed.
func changes(have, want client.InterceptRange) (rounds []change) {
	add, remove := missing(have, want), missing(want, have)
	users := len(have.UserIDs)
	for {
		room := min(max(maxUsers-users, 0), len(add.UserIDs))
		if room == len(add.UserIDs) {
			break
		}
		gone := len(remove.UserIDs)
		if users+room == gone {
			gone--
		}
		if room+gone <= 0 {
			break // more than maxUsers are wanted: WeCom shall say so
		}
		rounds = append(rounds, change{
			add:    client.InterceptRange{UserIDs: add.UserIDs[:room:room]},
			remove: client.InterceptRange{UserIDs: remove.UserIDs[:gone:gone]},
		})
		add.UserIDs, remove.UserIDs = add.UserIDs[room:], remove.UserIDs[gone:]
		users += room - gone
	}
	if !add.Empty() || !remove.Empty() {
		rounds = append(rounds, change{add, remove})
	}
	return rounds
}

// describe names the nodes of a range for a message.
func describe(r client.InterceptRange) string {
	var parts []string
	if len(r.UserIDs) > 0 {
		parts = append(parts, "user_ids "+shared.Shorten(r.UserIDs))
	}
	if len(r.DepartmentIDs) > 0 {
		names := make([]string, 0, len(r.DepartmentIDs))
		for _, id := range r.DepartmentIDs {
			names = append(names, fmt.Sprint(id))
		}
		parts = append(parts, "department_ids "+shared.Shorten(names))
	}
	return strings.Join(parts, "; ")
}
