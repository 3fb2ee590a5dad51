// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"testing"
)

func TestReadBack_ends(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, departmentAnswered(8, "新"))
	c := f.client()
	for n := range maxReadBacks + 3 {
		d, err := c.Departments.ReadBack(t.Context(), 8, 1, false)
		if n < maxReadBacks && (err != nil || d.Order != 7) || n >= maxReadBacks && !errors.Is(err, ErrReadBackSpared) {
			t.Fatalf("read-back %d: %+v, %v", n+1, d, err)
		}
	}
	if n := len(f.Got()); n != maxReadBacks {
		t.Errorf("%d calls", n)
	}
}
