// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const listType = "wecom_contact_way"

// ways are n contact ways of the app, made an hour after each other.
func ways(n int) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		for i := range n {
			c.ContactWays = append(c.ContactWays, emulator.ContactWay{
				ConfigID: fmt.Sprintf("way%04d", i), Type: emulator.WaySingle, Scene: emulator.SceneQRCode, Remark: fmt.Sprint("海报", i), State: "expo",
				Users: []string{"lisi"}, SkipVerify: true, MarkSource: true, Owner: acctest.AppName,
				CreateTime: time.Date(2026, 2, 1, i, 0, 0, 0, time.UTC).Unix(),
			})
		}
	}
}

func TestContactWayList_filters(t *testing.T) {
	e := acctest.New(t, seeded) // a1 and b2; c3 is temporary and d4 too old to be listed
	p := e.Protocol()
	for _, c := range []struct {
		name   string
		config map[string]any
		full   bool
		want   []string
		gets   int
	}{
		{"ids cost one call", nil, false, []string{"a1", "b2"}, 0},
		{"in full", nil, true, []string{"海报", "b2"}, 2},
		{"since", map[string]any{"created_from": "2026-02-15T00:00:00Z"}, false, []string{"b2"}, 0},
		{"until", map[string]any{"created_to": "2026-02-15T00:00:00Z"}, true, []string{"海报"}, 1},
		{"type", map[string]any{"type": "single"}, false, []string{"b2"}, 2},
		{"remark", map[string]any{"remark_regex": "^海"}, false, []string{"海报"}, 2},
		{"no remark", map[string]any{"remark_regex": "^$"}, true, []string{"b2"}, 2},
		{"state", map[string]any{"state_regex": "(?i)^EXPO"}, false, []string{"海报"}, 2},
		{"user, in whatever case", map[string]any{"user_id": "LiSi"}, false, []string{"b2"}, 2},
		{"a user of a named department only", map[string]any{"user_id": "lisi", "type": "multi"}, false, []string{}, 2},
		{"filters and window", map[string]any{"created_from": "2026-02-15T00:00:00Z", "type": "multi"}, false, []string{}, 1},
	} {
		calls := map[string]int{"list_contact_way": 1}
		if c.gets > 0 {
			calls["get_contact_way"] = c.gets
		}
		e.ResetRequests()
		if diff := cmp.Diff(c.want, acctest.Names(p.List(acctest.Query{Type: listType, Config: c.config, Full: c.full}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(calls, e.CallCounts()); diff != "" {
			t.Errorf("%s: calls (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestContactWayList_objects(t *testing.T) {
	p := acctest.New(t, seeded).Protocol()
	found := p.List(acctest.Query{Type: listType, Full: true})
	for i, id := range []string{"a1", "b2"} {
		if diff := cmp.Diff(map[string]any{"corp_id": acctest.CorpID, "id": id}, found[i].Identity); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(p.Imported(listType, id), found[i].Object); diff != "" {
			t.Errorf("%s (-imported +listed):\n%s", id, diff)
		}
	}
	if got := found[0].Object; got["remark"] != "海报" || got["qr_code"] == nil || got["temporary_session"] != nil || !cmp.Equal(got["user_ids"], []any{"zhangsan"}) {
		t.Errorf("listed as %v", got)
	}
}

// A thousand ids to a page; a page is read when it is wanted.
func TestContactWayList_pages(t *testing.T) {
	e := acctest.New(t, ways(2300))
	p := e.Protocol()
	for _, c := range []struct {
		limit       int64
		want, lists int
		cut         bool
	}{{5000, 2300, 3, false}, {1000, 1000, 2, true}, {100, 100, 1, true}} {
		e.ResetRequests()
		found := p.List(acctest.Query{Type: listType, Limit: c.limit})
		if len(found) != c.want || acctest.SaysOnce(found[len(found)-1:], "there are more.") != c.cut {
			t.Errorf("limit %d: %d results, want %d, cut %v", c.limit, len(found), c.want, c.cut)
		}
		if diff := cmp.Diff(map[string]int{"list_contact_way": c.lists}, e.CallCounts()); diff != "" {
			t.Errorf("limit %d: calls (-want +got):\n%s", c.limit, diff)
		}
	}

	e.ResetRequests()
	found := p.List(acctest.Query{Type: listType, Limit: 7, Config: map[string]any{"remark_regex": "[13579]$"}})
	if len(found) != 7 || found[6].Name != "海报13" || !acctest.SaysOnce(found[6:], "there may be more") {
		t.Errorf("the first 7 odd ones: %v", acctest.Names(found))
	}
	if diff := cmp.Diff(map[string]int{"list_contact_way": 1, "get_contact_way": 14}, e.CallCounts()); diff != "" {
		t.Errorf("none is read in vain: calls (-want +got):\n%s", diff)
	}
}

// What another app owns and WeCom lists all the same is left out and named, not an error that hides the others.
func TestContactWayList_foreign(t *testing.T) {
	for _, code := range []string{"60011", "41044"} {
		e := acctest.New(t, ways(8), func(c *emulator.Corp) {
			c.ContactWays[1].Owner, c.ContactWays[6].Owner = acctest.OtherName, ""
		})
		e.SetSwitches(func(s *emulator.Switches) { s.WayForeign = code })
		p := e.Protocol()
		found := p.List(acctest.Query{Type: listType, Full: true})
		want := []string{"海报0", "海报2", "海报3", "海报4", "海报5", "海报7", ""}
		if !slices.Equal(want, acctest.Names(found)) ||
			!acctest.SaysOnce(found[6:], "WeCom lists 2 contact ways that it does not let this app read, so another app made them: way0001, way0006.") {
			t.Errorf("%s: %v", code, found)
		}
		cut := p.List(acctest.Query{Type: listType, Full: true, Limit: 2})
		if len(cut) != 2 || len(cut[1].Messages) != 2 || !strings.Contains(cut[1].Messages[0], "List cut") || !strings.Contains(cut[1].Messages[1], "made them: way0001.") {
			t.Errorf("%s, limit 2: both messages come with the last result: %v", code, cut)
		}
		if ids := p.List(acctest.Query{Type: listType}); len(ids) != 8 {
			t.Errorf("%s: %d ids, want 8: nothing was read that could be refused", code, len(ids))
		}
	}
}

// A read that fails ends the list with an error; those before it stay.
func TestContactWayList_midway(t *testing.T) {
	e := acctest.New(t, ways(20))
	p := e.Protocol()
	e.Inject(emulator.Fault{Path: "get_contact_way", Skip: 10, Kind: emulator.FaultError, Code: 48002, Times: -1})
	found := p.List(acctest.Query{Type: listType, Full: true})
	if len(found) != 11 || !acctest.SaysOnce(found[10:], "Error: Unable to read contact way") {
		t.Errorf("%d results, want 10 and an error: %v", len(found), found[len(found)-1])
	}
}

// Under each reading of the list and of get, what a list says is what an import and a read say.
func TestContactWayList_readings(t *testing.T) {
	acctest.EachReading(t, []string{"contact_way"}, ways(4), func(t *testing.T, e *acctest.Env, _ emulator.Reading) {
		t.Helper()
		p := e.Protocol()
		found := p.List(acctest.Query{Type: listType, Full: true})
		if want := []string{"海报0", "海报1", "海报2", "海报3"}; !slices.Equal(want, acctest.Names(found)) {
			t.Fatalf("got %v, want %v", found, want)
		}
		if diff := cmp.Diff(p.Imported(listType, "way0002"), found[2].Object); diff != "" {
			t.Errorf("(-imported +listed):\n%s", diff)
		}
	})
}

// Should WeCom refuse a window of more than 90 days, its parts are read.
func TestContactWayList_narrowWindows(t *testing.T) {
	e := acctest.New(t, ways(30), func(c *emulator.Corp) {
		c.ContactWays[0].CreateTime = time.Date(2022, 5, 1, 0, 0, 0, 0, time.UTC).Unix()
	})
	e.SetSwitches(func(s *emulator.Switches) { s.WayWindow90, s.WayListDuplicates = true, true })
	found := e.Protocol().List(acctest.Query{Type: listType})
	if len(found) != 30 || acctest.SaysOnce(found, "") {
		t.Errorf("%d results, want 30: %v", len(found), acctest.Names(found))
	}
}

func TestContactWayList_refused(t *testing.T) {
	p := acctest.New(t).Protocol()
	for want, config := range map[string]map[string]any{
		"Error: Window ends before it begins": {"created_from": "2026-02-02T00:00:00Z", "created_to": "2026-02-01T00:00:00Z"},
		"Error: Invalid pattern":              {"remark_regex": "("},
		`Error: Invalid type`:                 {"type": "triple"},
		"user_id":                             {"user_id": ""},
	} {
		if got := p.ValidateList(acctest.Query{Type: listType, Config: config}); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%v: %v, want %q", config, got, want)
		}
	}
	unknown := map[string]any{}
	for _, name := range []string{"created_from", "created_to", "type", "remark_regex", "state_regex", "user_id"} {
		unknown[name] = tftypes.UnknownValue
	}
	if got := p.ValidateList(acctest.Query{Type: listType, Config: unknown}); len(got) > 0 {
		t.Errorf("unknown values: %v", got)
	}
}
