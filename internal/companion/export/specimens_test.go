// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/export"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Of every noun the smallest and the largest object are exported, imported by what was written, and nothing is to do
// and nothing was written on the way. What an import cannot know of an object that needs it is left out with a reason.
func TestSpecimens_roundTrip(t *testing.T) {
	for _, s := range specimen.All() {
		if s.Unlisted != "" || s.Apart != "" || inventory.KindOf(s.Type) == "" {
			continue // WeCom lists none
		}
		for name, values := range map[string]specimen.Values{"smallest": s.Minimal.Values, "largest": s.Maximal.Values} {
			t.Run(s.Type+", "+name, func(t *testing.T) {
				var edits []func(*emulator.Corp)
				if s.Corp != nil {
					edits = append(edits, s.Corp)
				}
				e := acctest.New(t, edits...)
				var result *export.Result
				dir := filepath.Join(t.TempDir(), "corp")
				acctest.Virtually(t, func(t *testing.T) {
					t.Helper()
					result = exported(t, e, s, values, dir)
				})
				if t.Failed() {
					return
				}
				kind := inventory.Kind(strings.TrimPrefix(s.Type, "wecom_"))
				if unknowable(s) && result.Written[kind] == 0 { // else it does not need what an import cannot know
					if len(result.LeftOut) == 0 {
						t.Error("neither written nor left out")
					}
					return
				}
				if result.Written[kind] == 0 {
					t.Fatalf("nothing of it was written: %+v", result)
				}
				before := e.Corp()
				e.ResetRequests()
				e.InFolder(texts(t, dir), func(t *testing.T, f *acctest.Folder) {
					t.Helper()
					output := f.MustApply()
					if !strings.Contains(output, "Plan: 0 to add, 0 to change, 0 to destroy.") {
						t.Errorf("the import changes something:\n%s", output)
					}
					if code, output := f.Plan(); code != 0 {
						t.Errorf("the next plan is not empty:\n%s", output)
					}
				})
				if sent := e.Writes(); len(sent) > 0 {
					t.Errorf("adopting wrote %v", sent)
				}
				if d := cmp.Diff(before, e.Corp()); d != "" {
					t.Errorf("adopting changed the corp (-before +after):\n%s", d)
				}
			})
		}
	}
}

// unknowable reports whether the noun needs an attribute that WeCom does not show.
func unknowable(s *specimen.Specimen) bool {
	for name := range s.NotImported {
		if _, needed := s.Minimal.Values[name]; needed {
			return true
		}
	}
	return false
}

// exported makes an object and exports the corp to dir.
func exported(t *testing.T, e *acctest.Env, s *specimen.Specimen, values specimen.Values, dir string) *export.Result {
	t.Helper()
	core, err := e.Core(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := core.Plan(t.Context(), tfcore.State{}, s.Config(values))
	if err == nil {
		_, _, err = core.Apply(t.Context(), plan)
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := client.New(client.Config{
		Endpoint: "http://127.0.0.1", CorpID: acctest.CorpID, Secret: acctest.AppSecret, ContactsSecret: acctest.ContactsSecret,
		HTTPClient: &http.Client{Transport: e.Transport()},
	})
	if err != nil {
		t.Fatal(err)
	}
	inv, err := inventory.Read(t.Context(), c, inventory.Options{Content: true, Kinds: inventory.Kinds()})
	if err != nil {
		t.Fatal(err)
	}
	result, err := export.Write(t.Context(), inv, export.Options{Dir: dir, Endpoint: e.URL, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// texts are the resources and import blocks of a folder.
func texts(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	files, err := filepath.Glob(filepath.Join(dir, "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if base := filepath.Base(name); base == "versions.tf" || base == "providers.tf" {
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString("\n" + string(raw))
	}
	return all.String()
}
