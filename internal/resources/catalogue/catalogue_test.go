// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package catalogue_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/catalogue"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// Every noun says what the provider and the companion ask of it.
func TestNounsAreComplete(t *testing.T) {
	types := map[string]bool{}
	for _, noun := range catalogue.Nouns {
		about := noun.About()
		var named resource.MetadataResponse
		noun.Resource().Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "wecom"}, &named)
		if about.Type != named.TypeName || !strings.HasPrefix(about.Type, "wecom_") || types[about.Type] {
			t.Errorf("%q is the type of the resource %q, or stands here twice", about.Type, named.TypeName)
		}
		types[about.Type] = true
		if about.Noun == "" || about.Nouns == "" || about.Term == "" || about.Area == "" {
			t.Errorf("%s has no noun, plural, term of the console or area: %+v", about.Type, about)
		}
		if h := about.Holds; h != nil {
			if h.IDs == nil || h.Unsure == "" || !types[h.Type] {
				t.Errorf("%s holds objects of %q, which must stand before it, and says how: %+v", about.Type, h.Type, h)
			}
			continue
		}
		if about.Unlisted != "" {
			if about.List != nil || !strings.HasSuffix(about.Unlisted, ".") {
				t.Errorf("%s is listed, or does not say in a sentence why not: %q", about.Type, about.Unlisted)
			}
			continue
		}
		for what, bad := range map[string]bool{
			"how objects are listed, read and shown": about.List == nil || about.Load == nil || about.State == nil || about.Undeclarable == nil,
			"the page of its list":                   !regexp.MustCompile(`^\d{5,6}$`).MatchString(about.Doc),
			"what the name in an inventory is":       !strings.HasSuffix(about.NameText, "."),
			"the API key of its id":                  about.Fields.Get("id").Key() == "",
			"why its root is not declared":           (about.Root == "") != (about.Rootless == ""),
			"how a path is found in its tree":        (about.Place == nil) != (about.Locate == nil),
			"a data source and a list resource":      len(noun.DataSources()) == 0 || len(noun.ListResources()) == 0,
		} {
			if bad {
				t.Errorf("%s does not say %s", about.Type, what)
			}
		}
		if p := about.Permission; p != nil && (p.Writes == (client.Writable{}) || strings.Count(p.Found, "%d") != 1) {
			t.Errorf("%s: %+v", about.Type, p)
		}
		if slices.ContainsFunc(about.Names, func(name string) bool { return about.Fields.Get(name) == nil }) || about.Names == nil && about.Fields.Get("name") == nil {
			t.Errorf("%s is called by attributes that it does not have: %v", about.Type, about.Names)
		}
		for _, refers := range references(about.Fields) {
			if !types[refers] {
				t.Errorf("%s refers to %s, which must stand before it, so that an export knows its names", about.Type, refers)
			}
		}
	}
}

// references are the resource types whose ids the fields hold.
func references(fields field.Fields) (types []string) {
	for _, f := range fields {
		types = append(types, f.RefersTo()...)
	}
	return types
}

// Nothing was read of a corp: the functions that are given a content must bear that.
func TestNounsBearWhatWasNotRead(t *testing.T) {
	for _, noun := range catalogue.Nouns {
		about := noun.About()
		if about.List == nil {
			continue
		}
		if state, diags := about.State(t.Context(), nil); state.Type() != nil || diags.HasError() {
			t.Errorf("%s: a state of nothing: %v %v", about.Type, state, diags)
		}
		about.Undeclarable(nil)
		if about.Place != nil {
			about.Place(nil)
		}
	}
	var _ kind.Noun = kind.Own{}
}
