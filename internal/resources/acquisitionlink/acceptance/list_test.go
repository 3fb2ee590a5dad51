// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const listType = "wecom_acquisition_link"

func TestAcquisitionLinkList_filters(t *testing.T) {
	e := acctest.New(t, links(6)) // made a second after each other, from 2024-03-18T09:30:00Z on
	p := e.Protocol()
	for _, c := range []struct {
		name   string
		config map[string]any
		full   bool
		limit  int64
		want   []string
		gets   int
		cut    string
	}{
		{"ids cost one call", nil, false, 100, []string{"calink000", "calink001", "calink002", "calink003", "calink004", "calink005"}, 0, ""},
		{"some ids", nil, false, 2, []string{"calink000", "calink001"}, 0, "there are more."},
		{"all in full", nil, true, 100, []string{"链接0", "链接1", "链接2", "链接3", "链接4", "链接5"}, 6, ""},
		{"some in full", nil, true, 2, []string{"链接0", "链接1"}, 2, "there are more."},
		{"name", map[string]any{"name_regex": "[15]$"}, false, 100, []string{"链接1", "链接5"}, 6, ""},
		{"the rest is not looked at", map[string]any{"name_regex": "[12]$"}, true, 1, []string{"链接1"}, 2, "there may be more: the rest was not looked at."},
		{"since", map[string]any{"created_from": "2024-03-18T09:30:04Z"}, false, 100, []string{"链接4", "链接5"}, 6, ""},
		{"until", map[string]any{"created_to": "2024-03-18T09:30:01Z"}, true, 100, []string{"链接0", "链接1"}, 6, ""},
		{"none", map[string]any{"name_regex": "x"}, false, 100, []string{}, 6, ""},
	} {
		calls := map[string]int{"list_link": 1}
		if c.gets > 0 {
			calls["get"] = c.gets
		}
		e.ResetRequests()
		found := p.List(acctest.Query{Type: listType, Config: c.config, Full: c.full, Limit: c.limit})
		if diff := cmp.Diff(c.want, acctest.Names(found)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(calls, e.CallCounts()); diff != "" {
			t.Errorf("%s: calls (-want +got):\n%s", c.name, diff)
		}
		if c.cut != "" && !acctest.SaysOnce(found[len(found)-1:], c.cut) || c.cut == "" && acctest.SaysOnce(found, "") {
			t.Errorf("%s: %v, want %q with the last result", c.name, found, c.cut)
		}
	}
}

func TestAcquisitionLinkList_objects(t *testing.T) {
	p := acctest.New(t, links(7)).Protocol()
	found := p.List(acctest.Query{Type: listType, Full: true})
	if len(found) != 7 { // not the one of another app
		t.Fatalf("%d results, want 7: %v", len(found), found)
	}
	for i, f := range found {
		id := fmt.Sprintf("calink%03d", i)
		if diff := cmp.Diff(map[string]any{"corp_id": acctest.CorpID, "id": id}, f.Identity); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(p.Imported(listType, id), f.Object); diff != "" {
			t.Errorf("%s (-imported +listed):\n%s", id, diff)
		}
	}
	if got := found[1].Object; got["name"] != "链接1" || got["skip_verify"] != false || got["created_at"] != "2024-03-18T09:30:01Z" {
		t.Errorf("listed as %v", got)
	}
}

// A page is asked for when it is wanted: results of the first go out before the second is read, and none is read for
// nobody.
func TestAcquisitionLinkList_pages(t *testing.T) {
	e := acctest.New(t, links(230))
	p := e.Protocol()
	for _, c := range []struct {
		limit       int64
		stop        int // the reader stops here
		want, lists int
		cut         bool
	}{
		{1000, 0, 230, 3, false}, {230, 0, 230, 3, false}, {99, 0, 99, 1, true},
		{100, 0, 100, 2, true}, // whether there is more only the next page knows
		{1000, 100, 100, 1, false}, {1000, 101, 101, 2, false}, {0, 0, 230, 3, false},
	} {
		e.ResetRequests()
		n := 0
		found := p.List(acctest.Query{Type: listType, Limit: c.limit, Each: func(acctest.Found) bool {
			if n++; n == 1 && len(e.Requests(listLinks)) != 1 {
				t.Errorf("limit %d: the first result came after %d pages", c.limit, len(e.Requests(listLinks)))
			}
			return n != c.stop
		}})
		if len(found) != c.want || acctest.SaysOnce(found, "there are more") != c.cut {
			t.Errorf("limit %d, stop %d: %d results, want %d, cut %v", c.limit, c.stop, len(found), c.want, c.cut)
		}
		if diff := cmp.Diff(map[string]int{"list_link": c.lists}, e.CallCounts()); diff != "" {
			t.Errorf("limit %d, stop %d: calls (-want +got):\n%s", c.limit, c.stop, diff)
		}
	}
}

// A reader who stops is not read for: at most the batch under way was read.
func TestAcquisitionLinkList_readerStops(t *testing.T) {
	e := acctest.New(t, links(230))
	found := e.Protocol().List(acctest.Query{Type: listType, Full: true, Limit: 1000, Each: func(acctest.Found) bool { return false }})
	if diff := cmp.Diff(map[string]int{"list_link": 1, "get": 5}, e.CallCounts()); diff != "" || len(found) != 1 {
		t.Errorf("%d results; calls (-want +got):\n%s", len(found), diff)
	}
}

// A page that fails ends the list with an error, and what came before stays.
func TestAcquisitionLinkList_midway(t *testing.T) {
	e := acctest.New(t, links(230))
	e.Inject(emulator.Fault{Path: listLinks, Skip: 1, Kind: emulator.FaultError, Code: 48002, Times: -1})
	found := e.Protocol().List(acctest.Query{Type: listType, Limit: 1000})
	if len(found) != 101 || !acctest.SaysOnce(found[100:], "Error: Unable to list acquisition links") || found[100].Identity != nil {
		t.Errorf("%d results, want 100 and an error: %v", len(found), found[max(0, len(found)-1):])
	}
	if found := e.Protocol().List(acctest.Query{Type: listType, Limit: 100}); len(found) != 1 || !acctest.SaysOnce(found, "errcode 48002") {
		t.Errorf("a first page that fails: %v", found)
	}

	e = acctest.New(t, links(230))
	e.Inject(emulator.Fault{Path: listLinks, Skip: 1, Kind: emulator.FaultError, Code: 48002, Times: -1})
	if found := e.Protocol().List(acctest.Query{Type: listType, Limit: 100}); len(found) != 100 || !acctest.SaysOnce(found[99:], "there may be more") {
		t.Errorf("the look behind the limit fails: %d results, %v", len(found), found[len(found)-1].Messages)
	}
}

// Under each reading of the list and of get, what a list says is what an import and a read say.
func TestAcquisitionLinkList_readings(t *testing.T) {
	acctest.EachReading(t, []string{"acquisition_link"}, links(12), func(t *testing.T, e *acctest.Env, _ emulator.Reading) {
		t.Helper()
		p := e.Protocol()
		found := p.List(acctest.Query{Type: listType, Full: true})
		if len(found) != 12 {
			t.Fatalf("%d results, want 12: %v", len(found), found)
		}
		if diff := cmp.Diff(p.Imported(listType, "calink003"), found[3].Object); diff != "" {
			t.Errorf("(-imported +listed):\n%s", diff)
		}
	})
}

func TestAcquisitionLinkList_refused(t *testing.T) {
	p := acctest.New(t).Protocol()
	for want, config := range map[string]map[string]any{
		"Error: Window ends before it begins": {"created_from": "2026-02-02T00:00:00Z", "created_to": "2026-02-01T00:00:00Z"},
		"Error: Invalid pattern":              {"name_regex": "a{2,1}"},
	} {
		if got := p.ValidateList(acctest.Query{Type: listType, Config: config}); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%v: %v, want %q", config, got, want)
		}
	}
	unknown := map[string]any{"name_regex": tftypes.UnknownValue, "created_from": tftypes.UnknownValue, "created_to": tftypes.UnknownValue}
	if got := p.ValidateList(acctest.Query{Type: listType, Config: unknown}); len(got) > 0 {
		t.Errorf("unknown values: %v", got)
	}
}
