// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func open(t *testing.T, path string) *caller {
	t.Helper()
	srv, err := Open(path, WithFrozenClock(testTime))
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, srv)
}

// fromFile is an emulator that was started anew from the file of one in which something was made: the corp is the same,
// and what there never was is not written.
func fromFile(t *testing.T, change func(*caller)) *caller {
	t.Helper()
	path := filepath.Join(t.TempDir(), "corp.json")
	c := open(t, path)
	change(c)
	before := asJSON(c.srv.Corp())
	c = open(t, path)
	equal(t, "corp", asJSON(c.srv.Corp()), before)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), `"media"`) {
		t.Error("an empty list is written")
	}
	return c
}

// corpFileRefused opens a corp file that no corp can be.
func corpFileRefused(t *testing.T, text, want string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "corp.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: %v, want %s", text, err, want)
	}
}

func TestCorpFileGoesOnAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corp.json")
	c := open(t, path)
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 0)
	wantCode(t, c.get(ExampleContactsSecret, "department/delete", "id", "6"), 0)
	id, tags := c.addGroup(ExampleSecret, "来源", "门店", "线上")
	dead, _ := c.addGroup(ExampleSecret, "旧", "a")
	wantCode(t, c.post(ExampleSecret, tagDel, fmt.Sprintf(`{"tag_id":[%q],"group_id":[%q]}`, tags[1], dead)), 0)
	if err := c.srv.Console().RenameTagGroup(id, "渠道"); err != nil {
		t.Fatal(err)
	}
	before := c.srv.Corp()

	c = open(t, path)
	equal(t, "corp", asJSON(c.srv.Corp()), asJSON(before))
	// Ownership, deleted tags and counters are kept.
	wantCode(t, c.post(ExampleSecondSecret, tagEdit, fmt.Sprintf(`{"id":%q,"order":1}`, id)), 81011)
	wantCode(t, c.post(ExampleSecret, tagEdit, fmt.Sprintf(`{"id":%q,"order":1}`, id)), 0)
	r := c.post(ExampleSecret, tagList, fmt.Sprintf(`{"group_id":[%q,%q]}`, id, dead))
	wantCode(t, r, 0)
	equal(t, "deleted tags", strings.Count(asJSON(r), `"deleted":true`), 3)
	equal(t, "next department", c.post(ExampleContactsSecret, "department/create", createBody)["id"].(float64), 7)
	again, _ := c.addGroup(ExampleSecret, "新", "b")
	if again == id || again == dead {
		t.Error("an id was given twice")
	}
	files, _ := os.ReadDir(filepath.Dir(path))
	equal(t, "files", len(files), 1)
}

// What WeCom chose above what a caller may choose is read again, from the file and for reads that lag.
func TestCorpFileWithLargeIDs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corp.json")
	c := open(t, path)
	c.srv.SetSwitches(func(sw *Switches) { sw.LargeDepartmentIDs, sw.ReadLag = true, 1 })
	made := c.post(ExampleContactsSecret, "department/create", createBody)
	wantCode(t, made, 0)
	equal(t, "id", made["id"].(float64), 2147483648)
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"below","parentid":2147483648}`), 0)
	before := c.srv.Corp()

	c = open(t, path)
	equal(t, "corp", asJSON(c.srv.Corp()), asJSON(before))
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"chosen","parentid":1,"id":2147483650}`), 60123)
}

func TestCorpFileErrors(t *testing.T) {
	for text, want := range map[string]string{
		`{"corp_id":"x","departmnts":[]}`: `unknown field "departmnts"`,
		`{"corp_id":"x"} {}`:              "data after the JSON object",
		`{"corp_id":"x","departments":[{"id":3,"name":"a","parent_id":9}]}`:                                         "department 3 under 9: errcode 60004",
		`{"corp_id":"x","departments":[{"id":3,"name":"a","parent_id":1},{"id":4,"name":"a","parent_id":1}]}`:       "department 4: errcode 60008",
		`{"corp_id":"x","members":[{"userid":"a","name":"A","departments":[{"department":9}]}]}`:                    "member a: errcode 60003",
		`{"corp_id":"x","tag_groups":[{"name":"g","tags":[]}]}`:                                                     "tag group g: errcode 40058",
		`{"corp_id":"x","tag_groups":[{"id":"1","name":"g","tags":[{"id":"2","name":"a"},{"id":"3","name":"a"}]}]}`: "tag group g: errcode 40071",
		`{"corp_id":"x","apps":[{"name":"a","kind":"robot","secret":"s"}]}`:                                         `app "a": unknown kind "robot"`,
	} {
		path := filepath.Join(t.TempDir(), "corp.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
		if kept, _ := os.ReadFile(path); string(kept) != text {
			t.Errorf("a file that was refused was changed: %s", kept)
		}
	}
}

func TestExampleCorpObeysItsOwnRules(t *testing.T) {
	corp := ExampleCorp()
	if err := corp.Validate(); err != nil {
		t.Fatal(err)
	}
	equal(t, "dump", asJSON(New(corp).Corp()), asJSON(corp))
	kinds := map[AppKind]int{}
	for _, app := range corp.Apps {
		kinds[app.Kind]++
	}
	equal(t, "apps", fmt.Sprint(kinds), "map[contacts:1 customer_contact:1 self_built:2]")
	equal(t, "id length", len(corp.TagGroups[0].ID), 32)
	for _, tag := range corp.TagGroups[0].Tags {
		equal(t, "id length of "+tag.Name, len(tag.ID), 32)
		equal(t, "order of "+tag.Name, tag.Order, 0)
		equal(t, "owner of "+tag.Name, tag.Owner, "")
	}
	if err := New(corp).Console().DeleteDepartment(5); err == nil {
		t.Error("the shop's department has no members")
	}
}

func TestNewPanicsOnABrokenSeed(t *testing.T) {
	defer func() {
		if got := fmt.Sprint(recover()); got != "emulator: the corp has no corp_id" {
			t.Errorf("panic %q", got)
		}
	}()
	New(Corp{})
}

func TestSeedFillsIn(t *testing.T) {
	srv := New(Corp{CorpID: "ww1", Name: "小店", Members: []Member{{UserID: "a", Name: "A"}}, TagGroups: []TagGroup{{Name: "g", Tags: []Tag{{Name: "t"}, {Name: "u"}}}}}, WithFrozenClock(testTime))
	corp := srv.Corp()
	equal(t, "root", asJSON(corp.Departments), `[{"id":1,"name":"小店","parent_id":0,"order":100000000}]`)
	equal(t, "member", asJSON(corp.Members), `[{"userid":"a","name":"A","departments":[{"department":1}],"main_department":1,"status":1}]`)
	equal(t, "tag ids", len(corp.TagGroups[0].Tags[0].ID)+len(corp.TagGroups[0].Tags[1].ID), 64)
	equal(t, "create time", corp.TagGroups[0].CreateTime, testTime.Unix())
}

// A corp file that an earlier version wrote still knows what was deleted.
func TestCorpFileOfBefore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corp.json")
	old := `{"corp_id":"ww1","name":"x","apps":[{"name":"a","kind":"self_built","secret":"s","visible_departments":[1],"customer_contact":true}],"departments":[],"members":[],"tag_groups":[],
		"emulator":{"objects":7,"last_department":0,"deleted_ways":["0a"],"deleted_rules":["1000003"]}}`
	if err := os.WriteFile(path, []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // as it was, and as it is written again
		srv, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		c := serve(t, srv)
		wantCode(t, c.post("s", ruleGet, `{"rule_id":"1000003"}`), 41071)
		wantCode(t, c.post("s", ruleGet, `{"rule_id":"1000004"}`), 41070)
		c.srv.SetSwitches(func(sw *Switches) { sw.WayDeleteTwice = true })
		wantCode(t, c.post("s", wayDel, `{"config_id":"0a"}`), 0)
	}
}
