// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"reflect"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
)

func TestLookup(t *testing.T) {
	var object any
	if err := json.Unmarshal([]byte(`{"name":"华东","tags":{"expo":{"name":"展会","order":0},"直播":null},"list":["a"]}`), &object); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]any{
		"name":            "华东",
		"tags.expo.name":  "展会",
		"tags.expo.order": 0.0,
		"tags.直播":         nil,
		"tags.直播.name":    nil,
		"tags.none.name":  nil,
		"name.of":         nil,
		"list.0":          nil,
		"":                nil,
	} {
		if got := lookup(object, path); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", path, got, want)
		}
	}
	if got := lookup(nil, "name"); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestShowsAll(t *testing.T) {
	want := []expectation{
		{"the renamed department", "wecom_department.east", tfjson.ActionUpdate, "name", "华东大区", "华东事业部"},
		{"the deleted department", "wecom_department.store", tfjson.ActionCreate, "", nil, nil},
		{"the renamed tag", "wecom_tag_group.source", tfjson.ActionUpdate, "tags.expo.name", "线下展会", "展会"},
		{"the added tag", "wecom_tag_group.source", tfjson.ActionUpdate, "tags.直播.name", "直播", nil},
	}
	const (
		idle   = `{"address":"wecom_department.idle","change":{"actions":["no-op"],"before":{},"after":{}}}`
		east   = `{"address":"wecom_department.east","change":{"actions":["update"],"before":{"name":"华东大区"},"after":{"name":"华东事业部"}}}`
		store  = `{"address":"wecom_department.store","change":{"actions":["create"],"before":null,"after":{"name":"南京门店"}}}`
		source = `{"address":"wecom_tag_group.source","change":{"actions":["update"],"before":{"tags":{"expo":{"name":"线下展会"},"直播":{"name":"直播"}}},"after":{"tags":{"expo":{"name":"展会"}}}}}`
	)
	tests := map[string]struct {
		changes string
		want    string
	}{
		"all of them": {idle + "," + east + "," + store + "," + source, ""},
		"one is missing": {
			east + "," + source,
			"the plan does not show the deleted department: no create of wecom_department.store",
		},
		"one is replaced instead": {
			`{"address":"wecom_department.east","change":{"actions":["delete","create"],"before":{"name":"华东大区"},"after":{"name":"华东事业部"}}},` + store + "," + source,
			"the plan does not show the renamed department: no update of wecom_department.east",
		},
		"one has nothing to do": {
			`{"address":"wecom_department.east","change":{"actions":["no-op"],"before":{},"after":{}}},` + store + "," + source,
			"the plan does not show the renamed department: no update of wecom_department.east",
		},
		"another value before": {
			`{"address":"wecom_department.east","change":{"actions":["update"],"before":{"name":"华东"},"after":{"name":"华东事业部"}}},` + store + "," + source,
			"the plan does not show the renamed department: name of wecom_department.east goes from 华东 to 华东事业部, want 华东大区 to 华东事业部",
		},
		"the added tag stays": {
			east + "," + store + `,{"address":"wecom_tag_group.source","change":{"actions":["update"],"before":{"tags":{"expo":{"name":"线下展会"},"直播":{"name":"直播"}}},"after":{"tags":{"expo":{"name":"展会"},"直播":{"name":"直播"}}}}}`,
			"the plan does not show the added tag: tags.直播.name of wecom_tag_group.source goes from 直播 to 直播, want 直播 to <nil>",
		},
		"one more than was edited": {
			east + "," + store + "," + source + `,{"address":"wecom_department.west","change":{"actions":["delete"],"before":{},"after":null}}`,
			"the plan changes wecom_department.west, which nobody edited",
		},
		"an empty plan": {"", "the plan does not show the renamed department: no update of wecom_department.east"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var plan tfjson.Plan
			if err := json.Unmarshal([]byte(`{"format_version":"1.2","resource_changes":[`+tt.changes+`]}`), &plan); err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := showsAll(&plan, want); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestEditFindsItsObject(t *testing.T) {
	var corp any
	const dump = `{"departments":[{"id":1,"name":"公司"},{"id":4,"name":"华东事业部"}],
		"tag_groups":[{"id":"et1","name":"客户等级","tags":[{"id":"et11","name":"展会"}]},{"id":"et2","name":"客户来源","tags":[{"id":"et21","name":"展会"}]}]}`
	if err := json.Unmarshal([]byte(dump), &corp); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ list, is, want string }{
		{"departments", "华东事业部", `{"id":4}`}, {"departments", "无", ""}, {"none", "无", ""},
		{"tag_groups=客户来源.tags", "展会", `{"id":"et21"}`}, {"tag_groups=客户来源.tags", "无", ""}, {"tag_groups=无.tags", "展会", ""},
		{"tag_groups.tags", "展会", `{"id":"et11"}`}, {"tag_groups", "客户来源", `{"id":"et2"}`},
	} {
		e := anEdit{Body: json.RawMessage(`{"id":"{id}"}`)}
		e.Object.List, e.Object.Key, e.Object.Is, e.Object.ID = tt.list, "name", tt.is, "id"
		if got, err := e.body(corp); string(got) != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%s in %s: %s, %v; want %s", tt.is, tt.list, got, err, tt.want)
		}
	}
}

// Every edit is one that the emulator knows, and says what the plan shows of it.
func TestEditsAreWhole(t *testing.T) {
	var all []anEdit
	if err := json.Unmarshal(edits, &all); err != nil || len(all) != 7 {
		t.Fatalf("%d edits: %v", len(all), err)
	}
	for _, e := range all {
		if (e.Console == "") == (e.API == "") || e.Object.ID == "" || len(e.Body) == 0 || e.Plan.Shows == "" || e.Plan.Address == "" || e.Plan.Action == "" {
			t.Errorf("%+v", e)
		}
	}
}
