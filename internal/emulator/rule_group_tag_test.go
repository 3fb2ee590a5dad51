// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 1},
	"externalcontact/get_strategy_tag_list", "externalcontact/add_strategy_tag", "externalcontact/edit_strategy_tag", "externalcontact/del_strategy_tag")

func TestRuleTags(t *testing.T) {
	c := &groupCaller{start(t, ExampleCorp()), "customer_strategy"}
	call := func(path, body string, code int) reply {
		t.Helper()
		r := c.post(ExampleSecret, "externalcontact/"+path, body)
		wantCode(t, r, code)
		return r
	}
	c.make(eastGroup)
	c.make(eastGroup)
	c.make(`{"parent_id":1,"strategy_name":"Shop","admin_list":["huangmin"],"range":[{"type":2,"partyid":5}]}`)
	made := call("add_strategy_tag", `{"strategy_id":1,"group_name":"Level","order":1,"tag":[{"name":"A","order":2},{"name":"B"}]}`, 0).obj("tag_group")
	if _, shown := made["strategy_id"]; shown {
		t.Error("add answers strategy_id")
	}
	id, tag := made["group_id"].(string), made.list("tag")[0]["id"].(string)
	// The same name in another rule group is another group; in the same one the tags join it.
	call("add_strategy_tag", `{"strategy_id":2,"group_name":"Level","tag":[{"name":"A"}]}`, 0)
	again := call("add_strategy_tag", `{"strategy_id":1,"group_name":"Level","tag":[{"name":"C"}]}`, 0).obj("tag_group")
	equal(t, "joined", again["group_id"], any(id))
	for body, code := range map[string]int{
		`{"group_name":"x","tag":[{"name":"A"}]}`:                                  40058,
		`{"strategy_id":9,"group_name":"x","tag":[{"name":"A"}]}`:                  40058,
		`{"strategy_id":3,"group_name":"x","tag":[{"name":"A"}]}`:                  40058, // a lower group
		`{"strategy_id":1,"group_name":"Level","tag":[{"name":"A"}]}`:              40071,
		`{"strategy_id":2,"group_id":"` + id + `","tag":[{"name":"D"}]}`:           40068, // of another rule group
		`{"strategy_id":1,"group_id":"` + consoleGroup + `","tag":[{"name":"D"}]}`: 40068,
	} {
		call("add_strategy_tag", body, code)
	}
	list := call("get_strategy_tag_list", `{"strategy_id":1}`, 0).list("tag_group")
	equal(t, "groups", len(list), 1)
	equal(t, "strategy_id", list[0]["strategy_id"], any(1.0))
	equal(t, "tags", len(list[0].list("tag")), 3)
	if strings.Contains(asJSON(list), "deleted") {
		t.Error("the key deleted is shown")
	}
	equal(t, "all, as SDKs ask", len(call("get_strategy_tag_list", `{"strategy_id":0}`, 0).list("tag_group")), 2)
	equal(t, "all", len(call("get_strategy_tag_list", `{}`, 0).list("tag_group")), 2)
	equal(t, "by tag", len(call("get_strategy_tag_list", fmt.Sprintf(`{"tag_id":[%q]}`, tag), 0).list("tag_group")[0].list("tag")), 1)
	// The two libraries know nothing of each other, and another app sees none of it.
	equal(t, "corp tags", len(call("get_corp_tag_list", `{}`, 0).list("tag_group")), 1)
	call("get_corp_tag_list", fmt.Sprintf(`{"group_id":[%q]}`, id), 40068)
	call("edit_corp_tag", fmt.Sprintf(`{"id":%q,"name":"x"}`, tag), 40068)
	call("del_corp_tag", fmt.Sprintf(`{"group_id":[%q]}`, id), 40068)
	call("get_strategy_tag_list", fmt.Sprintf(`{"group_id":[%q]}`, consoleGroup), 40068)
	call("edit_strategy_tag", fmt.Sprintf(`{"id":%q,"name":"x"}`, consoleTag), 40068)
	wantCode(t, c.post(ExampleSecondSecret, "externalcontact/get_strategy_tag_list", `{"strategy_id":1}`), 40058)
	call("edit_strategy_tag", fmt.Sprintf(`{"id":%q,"name":"Z","order":9}`, tag), 0)
	call("del_strategy_tag", fmt.Sprintf(`{"tag_id":[%q]}`, tag), 0)
	// The tags die with their rule group.
	c.call("del", `{"strategy_id":2}`, 0)
	equal(t, "left", len(call("get_strategy_tag_list", `{}`, 0).list("tag_group")), 1)
	c.noViolations()
}

func TestRuleTagSwitches(t *testing.T) {
	c := &groupCaller{start(t, ExampleCorp()), "customer_strategy"}
	set := func(change func(*Switches)) { c.srv.SetSwitches(func(s *Switches) { *s = Switches{}; change(s) }) }
	call := func(path, body string, code int) {
		t.Helper()
		wantCode(t, c.post(ExampleSecret, "externalcontact/"+path, body), code)
	}
	c.make(eastGroup)
	c.make(eastGroup)
	c.make(`{"parent_id":1,"strategy_name":"Shop","admin_list":["huangmin"],"range":[{"type":2,"partyid":5}]}`)
	call("add_strategy_tag", `{"strategy_id":1,"group_name":"Level","tag":[{"name":"A"}]}`, 0)
	set(func(s *Switches) { s.RuleTagListZeroRefused = true })
	call("get_strategy_tag_list", `{"strategy_id":0}`, 40058)
	call("get_strategy_tag_list", `{}`, 0)
	set(func(s *Switches) { s.RuleTagListNeedsGroup = true })
	call("get_strategy_tag_list", `{}`, 40058)
	set(func(s *Switches) { s.RuleTagNamesPerCorp = true })
	call("add_strategy_tag", `{"strategy_id":2,"group_name":"Level","tag":[{"name":"B"}]}`, 40071)
	set(func(s *Switches) { s.RuleTagUnknownGroup = "60030" })
	call("add_strategy_tag", `{"strategy_id":9,"group_name":"Level","tag":[{"name":"B"}]}`, 60030)
	set(func(s *Switches) { s.RuleTagLower = "60030" })
	call("add_strategy_tag", `{"strategy_id":3,"group_name":"Level","tag":[{"name":"B"}]}`, 60030)
	set(func(s *Switches) { s.RuleTagLower = "accepted" })
	call("add_strategy_tag", `{"strategy_id":3,"group_name":"Level","tag":[{"name":"B"}]}`, 0)
	set(func(s *Switches) { s.RuleTagsKeepGroup = true })
	c.call("del", `{"strategy_id":3}`, 40058)
	if _, err := c.srv.Console().CreateRuleTagGroup(1, "手机端", "A"); err != nil {
		t.Fatal(err)
	}
	set(func(s *Switches) { s.RuleTagListAll = true })
	equal(t, "all", len(c.post(ExampleSecret, "externalcontact/get_strategy_tag_list", `{"strategy_id":1}`).list("tag_group")), 2)
}

func TestRuleTagsInTheCorpFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corp.json")
	c := &groupCaller{open(t, path), "customer_strategy"}
	c.make(eastGroup)
	wantCode(t, c.post(ExampleSecret, "externalcontact/add_strategy_tag", `{"strategy_id":1,"group_name":"Level","tag":[{"name":"A"}]}`), 0)
	before := asJSON(c.srv.Corp())
	equal(t, "corp", asJSON(open(t, path).srv.Corp()), before)
}
