// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"slices"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// A page is asked for when its first id is wanted, and not after the caller has had enough.
func TestEachID_asksForPagesAsTheyAreWanted(t *testing.T) {
	f := newFake(t).on(linkList.Path, linkIDs("c1", "b", "a"), linkIDs("c2", "a", "c"), linkIDs("", "d"))
	var got []string
	for id, err := range f.client().AcquisitionLinks.Each(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, id)
		if want := 1 + len(got)/3; len(f.Got()) != want {
			t.Errorf("%d pages read when %v were wanted, want %d", len(f.Got()), got, want)
		}
		if id == "c" {
			break
		}
	}
	if want := []string{"a", "b", "c"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v, each once", got, want)
	}
	if n := len(f.Got()); n != 2 {
		t.Errorf("%d pages read, want 2: nobody wanted the third", n)
	}
}

// What was yielded before a page fails stays, the failure is the last item, and a stale cursor starts again without
// repeating anything.
func TestEachID_failure(t *testing.T) {
	f := newFake(t).on(linkList.Path, linkIDs("c1", "a", "b"), fail(40058))
	var got []string
	var failed error
	for id, err := range f.client().AcquisitionLinks.Each(t.Context()) {
		if failed != nil {
			t.Error("something came after the failure")
		}
		if failed = err; err == nil {
			got = append(got, id)
		}
	}
	if !slices.Equal(got, []string{"a", "b"}) || core.CodeOf(failed) != 40058 {
		t.Errorf("got %v and %v, want the first page and 40058", got, failed)
	}

	f = newFake(t).on(linkList.Path, linkIDs("c1", "a", "b"), fail(50100), linkIDs("c2", "b", "a"), linkIDs("", "c"))
	got = nil
	for id, err := range f.client().AcquisitionLinks.Each(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, id)
	}
	if !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("got %v after a stale cursor, want a, b, c", got)
	}
}
