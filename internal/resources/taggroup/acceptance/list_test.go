// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const listType = "wecom_tag_group"

// listable are a group of the app, one of another app and one of the console.
func listable(c *emulator.Corp) {
	group := func(id, name, owner string, day int) emulator.TagGroup {
		made := time.Date(2026, 2, day, 0, 0, 0, 0, time.UTC).Unix()
		return emulator.TagGroup{
			ID: id, Name: name, CreateTime: made, Owner: owner,
			Tags: []emulator.Tag{{ID: id + "a", Name: "高", Order: 2, CreateTime: made, Owner: owner}, {ID: id + "b", Name: "低", CreateTime: made, Owner: owner}},
		}
	}
	c.TagGroups = []emulator.TagGroup{
		group("et1", "客户等级", acctest.AppName, 1), group("et2", "意向", acctest.OtherName, 10), group("et3", "来源", "", 20),
	}
}

func TestTagGroupList_filters(t *testing.T) {
	e := acctest.New(t, listable)
	p := e.Protocol()
	for _, c := range []struct {
		name   string
		config map[string]any
		want   []string
	}{
		{"all, whoever made them", nil, []string{"客户等级", "意向", "来源"}},
		{"name", map[string]any{"name_regex": "^客户|源"}, []string{"客户等级", "来源"}},
		{"since", map[string]any{"created_from": "2026-02-10T08:00:00+08:00"}, []string{"意向", "来源"}},
		{"until", map[string]any{"created_to": "2026-02-10T00:00:00Z"}, []string{"客户等级", "意向"}},
		{"window", map[string]any{"created_from": "2026-02-02T00:00:00Z", "created_to": "2026-02-19T00:00:00Z"}, []string{"意向"}},
		{"a second late", map[string]any{"created_from": "2026-02-10T00:00:01Z", "name_regex": "意向"}, []string{}},
	} {
		for _, full := range []bool{false, true} {
			e.ResetRequests()
			if diff := cmp.Diff(c.want, acctest.Names(p.List(acctest.Query{Type: listType, Config: c.config, Full: full}))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, diff)
			}
			if diff := cmp.Diff(map[string]int{"get_corp_tag_list": 1}, e.CallCounts()); diff != "" {
				t.Errorf("%s: calls (-want +got):\n%s", c.name, diff)
			}
		}
	}
}

func TestTagGroupList_objects(t *testing.T) {
	p := acctest.New(t, listable).Protocol()
	found := p.List(acctest.Query{Type: listType, Full: true})
	for i, id := range []string{"et1", "et2", "et3"} {
		if diff := cmp.Diff(map[string]any{"corp_id": acctest.CorpID, "id": id}, found[i].Identity); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(p.Imported(listType, id), found[i].Object); diff != "" {
			t.Errorf("%s (-imported +listed):\n%s", id, diff)
		}
	}
	want := map[string]any{"高": map[string]any{"id": "et1a", "name": "高", "order": int64(2)}, "低": map[string]any{"id": "et1b", "name": "低", "order": int64(0)}}
	if diff := cmp.Diff(want, found[0].Object["tags"]); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
}

func TestTagGroupList_limit(t *testing.T) {
	p := acctest.New(t, listable).Protocol()
	if found := p.List(acctest.Query{Type: listType, Limit: 2}); len(found) != 2 || !acctest.SaysOnce(found[1:], "Only the first 2 tag groups are listed, and there are more.") {
		t.Errorf("2 of 3: %v", found)
	}
	narrow := acctest.Query{Type: listType, Limit: 2, Config: map[string]any{"created_from": "2026-02-02T00:00:00Z"}}
	if found := p.List(narrow); len(found) != 2 || len(found[1].Messages) > 0 {
		t.Errorf("2 of the 2 that the filter lets pass: %v", found)
	}
}

func TestTagGroupList_refused(t *testing.T) {
	e := acctest.New(t, listable)
	p := e.Protocol()
	for want, config := range map[string]map[string]any{
		"Error: Invalid time":                 {"created_from": "yesterday"},
		"Error: Window ends before it begins": {"created_from": "2026-02-02T00:00:00Z", "created_to": "2026-02-01T00:00:00Z"},
		"Error: Invalid pattern":              {"name_regex": "["},
	} {
		if got := p.ValidateList(acctest.Query{Type: listType, Config: config}); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%v: %v, want %q", config, got, want)
		}
	}
	unknown := map[string]any{"name_regex": tftypes.UnknownValue, "created_from": tftypes.UnknownValue, "created_to": "2026-02-01T00:00:00Z"}
	if got := p.ValidateList(acctest.Query{Type: listType, Config: unknown}); len(got) > 0 {
		t.Errorf("unknown values: %v", got)
	}
	e.Inject(emulator.Fault{Path: "get_corp_tag_list", Kind: emulator.FaultError, Code: 48002, Times: -1})
	if found := p.List(acctest.Query{Type: listType}); len(found) != 1 || !acctest.SaysOnce(found, "Error: Unable to list tag groups") {
		t.Errorf("a list that WeCom refuses: %v", found)
	}
}

// Under each reading of the list and of a read, what a list says is what an import and a read say.
func TestTagGroupList_readings(t *testing.T) {
	acctest.EachReading(t, []string{"customer_tag"}, listable, func(t *testing.T, e *acctest.Env, _ emulator.Reading) {
		t.Helper()
		p := e.Protocol()
		found := p.List(acctest.Query{Type: listType, Full: true})
		if len(found) != 3 || acctest.SaysOnce(found, "") {
			t.Fatalf("%d results, want 3: %v", len(found), found)
		}
		for _, f := range found {
			if diff := cmp.Diff(p.Imported(listType, fmt.Sprint(f.Identity["id"])), f.Object); diff != "" {
				t.Errorf("%v (-imported +listed):\n%s", f.Identity, diff)
			}
		}
	})
}
