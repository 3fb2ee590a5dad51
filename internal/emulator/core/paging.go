// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"slices"
	"strings"
	"time"
)

// China is the time zone of every calendar day that WeCom means.
var China = time.FixedZone("CST", 8*3600)

// ChinaDay is the start of a day there.
func ChinaDay(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, China)
}

// CursorPrefix begins every cursor.
const CursorPrefix = "after-"

// ReadPage reads limit and cursor of a list. A cursor holds the id behind which the page begins, so that objects made
// or deleted between two pages neither repeat nor hide others.
func (st *Store) ReadPage(limit *int64, cursor *string, usual, most int) (n int, after string, err error) {
	n = usual
	if limit != nil && (*limit != 0 || st.Readings.ZeroLimitRefused) {
		if *limit < 1 || *limit > int64(most) {
			return 0, "", BadParameter("limit")
		}
		n = int(*limit)
	}
	if cursor != nil && *cursor != "" {
		text, ok := strings.CutPrefix(*cursor, CursorPrefix)
		if !ok || text == "" {
			return 0, "", Fail(50100)
		}
		after = text
	}
	return n, after, nil
}

// CutPage cuts one page out of a sorted list and makes the cursor of the next; "" at the end.
func CutPage(ids []string, after string, n int) (found []string, next string) {
	from, hit := slices.BinarySearch(ids, after)
	if hit {
		from++
	}
	end := min(from+n, len(ids))
	if end < len(ids) {
		next = CursorPrefix + ids[end-1]
	}
	return ids[from:end], next
}
