// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func TestNouns(t *testing.T) {
	for _, s := range All() {
		t.Run(strings.TrimPrefix(s.Type, "wecom_"), s.Ladder)
	}
}

// exempt are resource types without a specimen, each with the reason.
var exempt = map[string]string{
	"wecom_contact_tag_members": "it has no object of its own: it has tests of its own",
	"wecom_department_tree":     "one resource of many objects: it has tests of its own",
}

// A new resource type comes with a specimen.
func TestEveryNoun(t *testing.T) {
	core, err := acctest.New(t).Core(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range core.ResourceTypes() {
		if _, without := exempt[name]; without == (Of(name) != nil) {
			t.Errorf("%s: without a specimen %v, and exempt %v; add internal/check/specimen/<noun>.go and a line in All", name, Of(name) == nil, without)
		}
	}
}

func FuzzResources(f *testing.F) {
	var of []acctest.Hostile
	for _, s := range All() {
		s.Hostile.Type = s.Type
		of = append(of, s.Hostile)
	}
	acctest.FuzzResources(f, of)
}
