// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// What the families under 客户联系 share.

// doubtful reports codes that may mean that an object does not exist: pages document none for it in places, so what is
// not known to mean something else, or listed in certain, is looked up in the list.
func doubtful(certain ...int) func(error) bool {
	plain := append([]int{
		41098, 41200, 41095, // say clearly what they mean
		40003, 40031, 60111, 40066, 60123, 60003, 84074, 41054, 40098, // about members and departments
		43009, 610016, 610023, 610024, 301007, 40141, 60031, 50003, // about corp and app
	}, certain...)
	return func(err error) bool {
		return core.Doubtful(err) && !slices.Contains(plain, core.CodeOf(err)) &&
			!errors.Is(err, ErrBadCredential) && !errors.Is(err, ErrUntrustedIP)
	}
}

// members names a range in an error.
func members(users []string, departments []int64) string {
	var parts []string
	for _, v := range []struct {
		noun string
		n    int
		list string
	}{{"users", len(users), strings.Join(users[:min(len(users), 5)], ", ")},
		{"departments", len(departments), strings.Trim(fmt.Sprint(departments[:min(len(departments), 5)]), "[]")},
	} {
		if v.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s (%s%s)", v.n, v.noun, v.list, map[bool]string{true: ", …"}[v.n > 5]))
		}
	}
	return strings.Join(parts, " and ")
}

// turnOf writes a range so that equal ranges are equal texts.
func turnOf(users []string, departments []int64) string {
	u := slices.Sorted(slices.Values(users))
	d := slices.Sorted(slices.Values(departments))
	return strings.ToLower(fmt.Sprint(slices.Compact(u), slices.Compact(d)))
}
