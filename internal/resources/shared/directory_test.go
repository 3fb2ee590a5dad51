// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

func TestMissingDepartment(t *testing.T) {
	tests := map[string]struct {
		err              error
		wantReason, step string
	}{
		"unknown":     {fmt.Errorf("60003: %w", client.ErrNotFound), "department 37 does not exist", "通讯录"},
		"not visible": {fmt.Errorf("60011: %w", client.ErrNotVisible), "department 37 is, or may be, outside the visible range (可见范围) of the app whose secret is used", "应用管理"},
		"other":       {errors.New("broken"), "", ""},
		"none":        {nil, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := Failure{Op: "read", Err: tt.err}.MissingDepartment(37)
			if got.Reason != tt.wantReason || !strings.Contains(got.NextStep, tt.step) || tt.step == "" && got.NextStep != "" {
				t.Errorf("got %q, %q; want %q, %q", got.Reason, got.NextStep, tt.wantReason, tt.step)
			}
			if !errors.Is(got.Err, tt.err) || got.Op != "read" {
				t.Errorf("lost what was given: %+v", got)
			}
		})
	}
}

func TestShorten(t *testing.T) {
	names := strings.Split("abcdefghijkl", "")
	got := []string{Shorten(nil), Shorten(names[:2]), Shorten(names[:10]), Shorten(names)}
	want := []string{"", "a, b", "a, b, c, d, e, f, g, h, i, j", "a, b, c, d, e, f, g, h, i, j and 2 more"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
