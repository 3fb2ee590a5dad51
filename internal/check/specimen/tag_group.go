// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// tags are tags by key: of a configuration, or with their names and orders of a state.
func tags(names ...string) Values {
	out := Values{}
	for i := 0; i+1 < len(names); i += 2 {
		out[names[i]] = Values{"name": names[i+1]}
	}
	return out
}

func plainTags(keys ...string) Values {
	out := Values{}
	for _, key := range keys {
		out[key] = Values{}
	}
	return out
}

func tagState(name string, order int64) Values {
	return Values{"id": Any, "name": name, "order": order}
}

func tagStates(names ...string) Values {
	out := Values{}
	for i := 0; i+1 < len(names); i += 2 {
		out[names[i]] = tagState(names[i+1], 0)
	}
	return Values{"tags": out}
}

// ofTag edits the tag of a name in the group.
func ofTag(name string, edit func(e *acctest.Env, tagID string) error) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error {
		for _, g := range slices.Concat(e.Corp().TagGroups, e.Corp().RuleGroupTags) {
			for _, t := range g.Tags {
				if g.ID == id && t.Name == name {
					return edit(e, t.ID)
				}
			}
		}
		return fmt.Errorf("no tag %q in %s", name, id)
	}
}

// many are n tags.
func manyTags(n int) Values {
	out := Values{}
	for i := range n {
		out[fmt.Sprintf("t%03d", i)] = Values{}
	}
	return out
}

const loseTags = "Every customer who carries such a tag loses it; WeCom's API cannot undo this."

var driftingGroup = Values{"name": "等级", "order": 8, "tags": Values{"甲": Values{}, "乙": Values{"order": 5}}}

func consoleGroup(c *emulator.Corp) {
	c.TagGroups = []emulator.TagGroup{{ID: "etSEEDGROUP", Name: "等级", CreateTime: 1600000000, Tags: []emulator.Tag{{ID: "etSEEDTAG", Name: "一般", CreateTime: 1600000000}}}}
}

var tagGroup = add(Specimen{
	Type: "wecom_tag_group",
	Odd:  Odd{Percent: 16, Make: oddTagGroup},
	Defaults: Values{
		"id": Any, "order": 0, "exclusive": true, "deletion_protection": false, "created_at": Any, "tags": Values{"a": tagState("a", 0), "b": tagState("b", 0)},
	},
	Minimal: Object{
		Values: Values{"name": "等级", "tags": plainTags("a", "b")},
		State:  tagStates("a", "a", "b", "b"),
		Sends:  []string{`add_corp_tag {"group_name":"等级","tag":[{"name":"a"},{"name":"b"}]}`},
	},
	Maximal: Object{
		Values: Values{"name": "来源", "order": 7, "exclusive": true, "deletion_protection": false,
			"tags": Values{"广告 <A&B>": Values{"order": int64(4294967295)}, "展会": Values{"order": 0}}},
		State: Values{"tags": Values{"广告 <A&B>": tagState("广告 <A&B>", 4294967295), "展会": tagState("展会", 0)}},
		Sends: []string{`add_corp_tag {"group_name":"来源","order":7,"tag":[{"name":"展会","order":0},{"name":"广告 <A&B>","order":4294967295}]}`},
	},
	Edits: []Edit{
		{Name: "name, a tag's name, another tag", To: Values{"name": "级别", "tags": Values{"a": Values{"name": "甲"}, "c": Values{}}}, Same: []string{"tags.a.id"},
			State: tagStates("a", "甲", "c", "c"), Warns: loseTags,
			Sends: []string{`edit_corp_tag {"id":"{id}","name":"级别"}`, `edit_corp_tag {"id":"{tags.a.id}","name":"甲"}`, "add_corp_tag", "del_corp_tag"}},
		{Name: "name", To: Values{"name": "级别"}, State: tagStates("a", "a", "b", "b"), Same: []string{"tags.a.id", "tags.b.id"},
			Sends: []string{`edit_corp_tag {"id":"{id}","name":"级别"}`}},
		{Name: "order", To: Values{"order": 7}, State: tagStates("a", "a", "b", "b"), Sends: []string{`edit_corp_tag {"id":"{id}","order":7}`}},
		// Renames keep every id, with exactly one call each.
		{Name: "name of a tag", From: Values{"tags": tags("a", "甲", "b", "乙")}, To: Values{"tags": tags("a", "贵宾", "b", "乙")}, Same: []string{"tags.a.id", "tags.b.id"},
			State: tagStates("a", "贵宾", "b", "乙"), Sends: []string{`edit_corp_tag {"id":"{tags.a.id}","name":"贵宾"}`}},
		{Name: "orders", To: Values{"order": 9, "tags": Values{"a": Values{"order": 3}, "b": Values{}}}, Same: []string{"tags.a.id", "tags.b.id"},
			State: Values{"tags": Values{"a": tagState("a", 3), "b": tagState("b", 0)}},
			Sends: []string{`edit_corp_tag {"id":"{id}","order":9}`, `edit_corp_tag {"id":"{tags.a.id}","order":3}`}},
		{Name: "exclusive", To: Values{"exclusive": false}, State: tagStates("a", "a", "b", "b")},
		{Name: "not exclusive", From: Values{"exclusive": false}, To: Values{"name": "级别"}, State: tagStates("a", "a", "b", "b"), Sends: []string{`edit_corp_tag {"id":"{id}","name":"级别"}`}},
		{Name: "two trade names", From: Values{"tags": tags("a", "甲", "b", "乙", "c", "丙")}, To: Values{"tags": tags("a", "乙", "b", "甲", "c", "丙")},
			State: tagStates("a", "乙", "b", "甲", "c", "丙"), Same: []string{"tags.a.id", "tags.b.id", "tags.c.id"}, Sends: []string{"edit_corp_tag", "edit_corp_tag", "edit_corp_tag"}},
		{Name: "three trade names", From: Values{"tags": tags("a", "甲", "b", "乙", "c", "丙")}, To: Values{"tags": tags("a", "乙", "b", "丙", "c", "甲")},
			State: tagStates("a", "乙", "b", "丙", "c", "甲"), Same: []string{"tags.a.id", "tags.b.id", "tags.c.id"},
			Sends: []string{"edit_corp_tag", "edit_corp_tag", "edit_corp_tag", "edit_corp_tag"}},
		// All tags are replaced at once: the adds come first, or the group would die.
		{Name: "all tags", To: Values{"tags": plainTags("c", "d")}, State: tagStates("c", "c", "d", "d"), Warns: loseTags,
			InOrder: []string{"add_corp_tag", "del_corp_tag"}, Sends: []string{"add_corp_tag", "del_corp_tag"}},
		// One key goes and another takes its name: the tag of the remaining key is renamed, the other deleted.
		{Name: "a key takes another's name", To: Values{"tags": tags("a", "b")}, State: tagStates("a", "b"), Warns: loseTags, Sends: []string{"edit_corp_tag", "del_corp_tag"}},
		// A new key for an old name is the same tag: no call at all.
		{Name: "keys", To: Values{"tags": tags("x", "a", "y", "b")}, State: tagStates("x", "a", "y", "b")},
	},
	Unset: []Unset{
		{Name: "order", From: Values{"order": 9, "tags": Values{"a": Values{"order": 3}}}, Remove: []string{"order"}, Silent: true,
			State:   Values{"order": 9, "tags": Values{"a": tagState("a", 3)}},
			Ignored: func(e *acctest.Env, id string) error { return e.Console().ReorderTagGroup(id, 70) }},
		{Name: "exclusive and deletion_protection", From: Values{"exclusive": false, "deletion_protection": true}, Remove: []string{"exclusive", "deletion_protection"},
			State: tagStates("a", "a", "b", "b")},
	},
	Drift: []Drift{
		{Name: "name of a tag, and one less", Edit: func(e *acctest.Env, id string) error {
			if err := ofTag("展会", func(e *acctest.Env, tag string) error { return e.Console().RenameTag(tag, "改") })(e, id); err != nil {
				return err
			}
			return ofTag("广告 <A&B>", func(e *acctest.Env, tag string) error { return e.Console().DeleteTag(tag) })(e, id)
		}, Sends: []string{"edit_corp_tag", "add_corp_tag"}},
		{Name: "name of a tag", Of: driftingGroup, Edit: ofTag("甲", func(e *acctest.Env, tag string) error { return e.Console().RenameTag(tag, "改") }), Sends: []string{"edit_corp_tag"}},
		{Name: "order of a tag", Of: driftingGroup, Edit: ofTag("乙", func(e *acctest.Env, tag string) error { return e.Console().ReorderTag(tag, 6) }), Sends: []string{"edit_corp_tag"}},
		{Name: "name", Of: driftingGroup, Edit: func(e *acctest.Env, id string) error { return e.Console().RenameTagGroup(id, "别的") }, Sends: []string{"edit_corp_tag"}},
		{Name: "order", Of: driftingGroup, Edit: func(e *acctest.Env, id string) error { return e.Console().ReorderTagGroup(id, 1) }, Sends: []string{"edit_corp_tag"}},
		{Name: "a tag less", Of: driftingGroup, Edit: ofTag("乙", func(e *acctest.Env, tag string) error { return e.Console().DeleteTag(tag) }), Sends: []string{"add_corp_tag"}},
	},
	Invalid: []Invalid{
		{"no tags", Values{"tags": Values{}}, "at least 1 elements", "tags"},
		{"tags missing", Values{"tags": nil}, `"tags" is required`, "tags"},
		{"two of one name", Values{"tags": tags("x", "n", "y", "n")}, `tags["x"] and tags["y"] are both named "n"`, "tags"},
		{"key and name", Values{"tags": Values{"n": Values{}, "y": Values{"name": "n"}}}, "Two tags of one name", "tags"},
		{"long group name", Values{"name": strings.Repeat("长", 31)}, "has 31 characters; WeCom allows 30", "name"},
		{"long tag name", Values{"tags": tags("x", strings.Repeat("长", 31))}, "has 31 characters; WeCom allows 30", "tags"},
		{"long key", Values{"tags": plainTags(strings.Repeat("长", 31))}, "The key is the tag's name", "tags"},
		{"empty tag name", Values{"tags": tags("x", "")}, "the name is empty", "tags"},
		{"blank at the end", Values{"name": "a "}, "begins or ends with a blank", "name"},
		{"order", Values{"tags": Values{"x": Values{"order": int64(4294967296)}}}, "order", "tags"},
	},
	Refused: []Refused{
		{Name: "name taken", Corp: consoleGroup, Says: []string{
			"exists already (id etSEEDGROUP), and WeCom would put the tags into it.", "import it: terraform import <address> etSEEDGROUP"}},
	},
	Partial: []Partial{
		{Name: "the second hundred of tags", To: Values{"name": "许多", "tags": manyTags(150)}, Warned: true, Says: "exists; of its 150 tags up to 50 are missing.",
			Faults: []emulator.Fault{{Path: "add_corp_tag", Skip: 1, Kind: emulator.FaultError, Code: 40058}}, Sends: []string{"add_corp_tag", "add_corp_tag"}},
		// The next apply deletes, and adds nothing.
		{Name: "a delete after an add", From: Values{}, To: Values{"tags": plainTags("a", "neu")}, Says: "errcode 40058",
			Faults: []emulator.Fault{{Path: "del_corp_tag", Kind: emulator.FaultError, Code: 40058}}, Sends: []string{"add_corp_tag", "del_corp_tag"}, Finishes: []string{"del_corp_tag"}},
	},
	Loss: Loss{Destroy: "destroys its tags. That takes them off every customer who carries them; WeCom's API cannot undo this.",
		Refused: "made in the console or by another app, and only its maker may change it", Page: "Console: 客户联系 → 企业客户标签"},
	WrongIDs: map[string]string{"etNothing": "Cannot import non-existent remote object"},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, g := range c.TagGroups {
			of := map[string]int64{}
			for _, t := range g.Tags {
				of[t.Name] = t.Order
			}
			out[g.ID] = map[string]any{"name": g.Name, "order": g.Order, "tags": of}
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DeleteTagGroup(id) },
	Calls:    Calls{Create: "add_corp_tag", Update: "edit_corp_tag", Delete: "del_corp_tag", Reads: []string{"get_corp_tag_list"}},
	Looks:    []string{"get_corp_tag_list"},
	Families: []string{"customer_tag"},
	Lag:      5, LagUpdates: true,
	Named:   func(name string) Values { return Values{"name": name, "tags": plainTags("甲")} },
	Many:    func(i int) Values { return Values{"name": fmt.Sprint("标签组", i), "tags": plainTags("甲", "乙")} },
	Refresh: func(int) int { return 3 },
	Hostile: acctest.Hostile{ID: "etG", Config: `{"name":"等级","tags":{"a":{},"k":{"name":"b","order":7}},"exclusive":true,"deletion_protection":false}`, Answers: []string{
		hostileTags, noTags, noTags + acctest.AnswerEnd + `{"errcode":0,"tag_group":{"group_id":"etG","group_name":"等级","create_time":7,"order":1,"tag":[{"id":"et1","name":"a"},{"id":"et2","name":"b","order":7}]}}` + acctest.AnswerEnd + hostileTags,
		noTags + acctest.AnswerEnd + `<html>` + acctest.AnswerEnd + hostileTags,
		`{"errcode":0,"tag_group":[{"group_id":"etG","group_name":"","create_time":-1,"order":-1,"tag":[{"id":"et1","name":"","create_time":9223372036854775807,"deleted":"1"},{"id":"et2","name":"a (et3)"},{"id":"et3","name":"a"},{"id":"et4","name":"a"}]}]}`,
		`{"errcode":40068,"errmsg":"invalid tagid"}`, `{"errcode":40071,"errmsg":"UserTag Name Already Exist"}`,
	}},
})

const (
	noTags      = `{"errcode":0,"tag_group":[]}`
	hostileTags = `{"errcode":0,"tag_group":[{"group_id":"etG","group_name":"等级","create_time":1557838797,"order":1,"tag":[` +
		`{"id":"et1","name":"a","create_time":5,"order":0},{"id":"et2","name":"b","create_time":5,"order":7},{"id":"et3","name":"a","create_time":6,"order":7}]}]}`
)

func oddTagGroup(g *Generator, i int) {
	group := emulator.TagGroup{
		ID: fmt.Sprintf("et%dGroup_%04d", g.IntN(1000), i), Name: g.name("group", 30, ""), Order: int64(g.IntN(50)),
		CreateTime: 1_700_000_000 + int64(g.IntN(100)), Owner: g.owner(),
	}
	for t := range 1 + g.IntN(5) {
		group.Tags = append(group.Tags, emulator.Tag{
			ID: fmt.Sprintf("%s-%d", group.ID, t), Name: g.name(group.ID, 30, ""), Order: int64(g.IntN(5)), CreateTime: group.CreateTime, Owner: group.Owner,
		})
	}
	g.corp.TagGroups = append(g.corp.TagGroups, group)
}
