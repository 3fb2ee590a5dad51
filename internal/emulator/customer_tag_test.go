// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 1},
	tagList, tagAdd, tagEdit, tagDel)

const (
	tagList = "externalcontact/get_corp_tag_list"
	tagAdd  = "externalcontact/add_corp_tag"
	tagEdit = "externalcontact/edit_corp_tag"
	tagDel  = "externalcontact/del_corp_tag"

	consoleGroup = "etJ7wNrQAAexampleCustomerLevel00"
	consoleTag   = "etJ7wNrQAAexampleLevelCore000000"
)

// addGroup creates a group with tags as the app and returns group id and tag ids.
func (c *caller) addGroup(secret, name string, tags ...string) (string, []string) {
	c.t.Helper()
	var list []string
	for _, tag := range tags {
		list = append(list, fmt.Sprintf(`{"name":%q}`, tag))
	}
	r := c.post(secret, tagAdd, fmt.Sprintf(`{"group_name":%q,"tag":[%s]}`, name, strings.Join(list, ",")))
	wantCode(c.t, r, 0)
	var ids []string
	for _, tag := range r.obj("tag_group").list("tag") {
		ids = append(ids, tag["id"].(string))
	}
	return r.obj("tag_group")["group_id"].(string), ids
}

func TestTagShapes(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.post(ExampleSecret, tagAdd, `{"group_name":"来源","order":7,"tag":[{"name":"门店","order":2},{"name":"线上"},{"name":"门店"}]}`)
	wantCode(t, r, 0)
	equal(t, "errmsg", r.msg(), "ok")
	g := r.obj("tag_group")
	id, shop, web := g["group_id"].(string), g.list("tag")[0]["id"].(string), g.list("tag")[1]["id"].(string)
	for _, id := range []string{id, shop, web} {
		if len(id) != 32 || !strings.HasPrefix(id, "et") {
			t.Errorf("id %q is not et + 30 characters", id)
		}
	}
	now := testTime.Unix()
	equal(t, "added", asJSON(g), fmt.Sprintf(`{"create_time":%d,"group_id":%q,"group_name":"来源","order":7,"tag":[{"create_time":%d,"id":%q,"name":"门店","order":2},{"create_time":%d,"id":%q,"name":"线上","order":0}]}`,
		now, id, now, shop, now, web))

	// Unfiltered: no key deleted. Filtered by tag: only the matching one, with deleted.
	for _, body := range []string{`{}`, `{"tag_id":[]}`, `{"tag_id":[],"group_id":[]}`} {
		all := c.post(ExampleSecret, tagList, body)
		equal(t, "groups of "+body, len(all.list("tag_group")), 2)
		if strings.Contains(asJSON(all), "deleted") {
			t.Errorf("an unfiltered list shows deleted: %s", asJSON(all))
		}
	}
	one := c.post(ExampleSecret, tagList, fmt.Sprintf(`{"tag_id":[%q]}`, web)).list("tag_group")
	equal(t, "by tag", asJSON(one), fmt.Sprintf(`[{"create_time":%d,"deleted":false,"group_id":%q,"group_name":"来源","order":7,"tag":[{"create_time":%d,"deleted":false,"id":%q,"name":"线上","order":0}]}]`, now, id, now, web))
	// Both given: tag_id is ignored, even an unknown one.
	both := c.post(ExampleSecret, tagList, fmt.Sprintf(`{"tag_id":["nope"],"group_id":[%q]}`, id)).list("tag_group")
	equal(t, "by group", len(both[0].list("tag")), 2)
	equal(t, "deleted of the group", both[0]["deleted"], nil)
	equal(t, "deleted of a tag", both[0].list("tag")[0]["deleted"], any(false))
	c.srv.SetSwitches(func(sw *Switches) { sw.GroupDeletedShown = true })
	both = c.post(ExampleSecret, tagList, fmt.Sprintf(`{"group_id":[%q]}`, id)).list("tag_group")
	equal(t, "shown", both[0]["deleted"], any(false))
	c.srv.SetSwitches(func(sw *Switches) { sw.GroupDeletedShown = false })

	// A deleted tag is still found by its id, and in its group by the group's.
	wantCode(t, c.post(ExampleSecret, tagDel, fmt.Sprintf(`{"tag_id":[%q]}`, web)), 0)
	gone := c.post(ExampleSecret, tagList, fmt.Sprintf(`{"tag_id":[%q]}`, web)).list("tag_group")[0]
	equal(t, "group deleted", gone["deleted"], any(false))
	equal(t, "tag deleted", gone.list("tag")[0]["deleted"], any(true))
	equal(t, "in group", len(c.post(ExampleSecret, tagList, fmt.Sprintf(`{"group_id":[%q]}`, id)).list("tag_group")[0].list("tag")), 2)

	// The group goes with its last tag.
	wantCode(t, c.post(ExampleSecret, tagDel, fmt.Sprintf(`{"tag_id":[%q,%q]}`, shop, shop)), 0)
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	byGroup := fmt.Sprintf(`{"group_id":[%q]}`, id)
	row := c.post(ExampleSecret, tagList, byGroup).list("tag_group")[0]
	equal(t, "deleted group", row["deleted"], any(true))
	equal(t, "its tags", len(row.list("tag")), 2)
	c.srv.SetSwitches(func(sw *Switches) { sw.DeletedGroup = DeletedGroupUnmarked })
	unmarked := c.post(ExampleSecret, tagList, byGroup).list("tag_group")[0]
	equal(t, "unmarked", fmt.Sprint(unmarked["deleted"], unmarked.list("tag")[0]["deleted"]), "<nil> true")
	c.srv.SetSwitches(func(sw *Switches) { sw.DeletedGroup = DeletedGroupBare })
	equal(t, "bare", len(c.post(ExampleSecret, tagList, byGroup).list("tag_group")[0].list("tag")), 0)
	c.srv.SetSwitches(func(sw *Switches) { sw.DeletedGroup = DeletedGroup40068 })
	r = c.post(ExampleSecret, tagList, byGroup)
	wantCode(t, r, 40068)
	equal(t, "empty list on failure", asJSON(r["tag_group"]), "[]")

	// The name is free again and gets new ids.
	again, _ := c.addGroup(ExampleSecret, "来源", "门店")
	if again == id {
		t.Error("a deleted group's id was given again")
	}
	if v := c.srv.Violations(); len(v) != 0 {
		t.Errorf("violations: %v", v)
	}
}

func TestTagRefusals(t *testing.T) {
	c := start(t, ExampleCorp())
	id, tags := c.addGroup(ExampleSecret, "来源", "门店", "线上")
	other, _ := c.addGroup(ExampleSecret, "地区", "门店") // the same tag name elsewhere is fine
	long := strings.Repeat("标", 31)
	fill := strings.NewReplacer("GROUP", id, "OTHER", other, "TAG0", tags[0], "TAG1", tags[1], "LONG", long)
	before := asJSON(c.srv.Corp())
	for _, tt := range []struct {
		path, body string
		code       int
		text       string
	}{
		{tagAdd, `{"group_id":"","tag":[{"name":"a"}]}`, 40058, "field `group_id` unexpected empty string"},
		{tagAdd, `{"tag":[{"name":"a"}]}`, 40058, ""},
		{tagAdd, `{"group_name":"g","tag":[]}`, 40058, "field `tag` expect array size in [1, "},
		{tagAdd, `{"group_name":"g","tag":[{}]}`, 41018, "missing tagname"},
		{tagAdd, `{"group_name":"g","tag":[{"name":""}]}`, 41018, "missing tagname"},
		{tagAdd, `{"group_name":"g","tag":[{"name":"LONG"}]}`, 40058, "tag.name exceed max utf8 words 30"},
		{tagAdd, `{"group_name":"LONG","tag":[{"name":"a"}]}`, 40058, "group_name exceed max utf8 words 30"},
		{tagAdd, `{"group_id":"etnone","tag":[{"name":"a"}]}`, 40068, "invalid tagid/groupid"},
		{tagAdd, `{"group_id":"TAG0","tag":[{"name":"a"}]}`, 40068, ""},
		{tagAdd, `{"group_id":"GROUP","tag":[{"name":"a"},{"name":"门店"}]}`, 40071, "UserTag Name Already Exist"},
		{tagAdd, `{"group_name":"来源","tag":[{"name":"a"},{"name":"门店"}]}`, 40071, "UserTag Name Already Exist"},
		{tagList, `{"tag_id":["etnone"]}`, 40068, "invalid tagid"},
		{tagList, `{"tag_id":["TAG0","GROUP"]}`, 40068, "invalid tagid"},
		{tagList, `{"tag_id":"etnone"}`, 40068, "Warning: wrong json format. invalid tagid"},
		{tagEdit, `{"id":""}`, 41017, "missing tagid"},
		{tagEdit, `{"id":"etnone","name":"a"}`, 40068, ""},
		{tagEdit, `{"id":"TAG0","name":"线上"}`, 40071, ""},
		{tagEdit, `{"id":"GROUP","name":"地区"}`, 40071, ""},
		{tagEdit, `{"id":"TAG0","name":"LONG"}`, 40058, "name exceed max utf8 words 30"},
		{tagDel, `{}`, 41017, "missing tagid"},
		{tagDel, `{"tag_id":[]}`, 41017, "missing tagid"},
		{tagDel, `{"tag_id":["TAG0","etnone"]}`, 40068, "invalid tagid/groupid"},
		{tagDel, `{"tag_id":[""],"group_id":["GROUP"]}`, 40068, "invalid tagid/groupid"},
		{tagDel, `{"tag_id":["TAG0","` + consoleTag + `"]}`, 81011, "no priviledge to access/modify tag"},
		{tagDel, `{"group_id":["` + consoleGroup + `"]}`, 81011, ""},
		{tagEdit, `{"id":"` + consoleGroup + `","order":1}`, 81011, ""},
		{tagEdit, `{"id":"` + consoleTag + `","order":1}`, 81011, ""},
	} {
		r := c.post(ExampleSecret, tt.path, fill.Replace(tt.body))
		if r.code() != tt.code || !strings.HasPrefix(r.msg(), tt.text) {
			t.Errorf("%s %s: %v, want %d %s", tt.path, tt.body, r, tt.code, tt.text)
		}
	}
	equal(t, "nothing changed", asJSON(c.srv.Corp()), before)

	for _, body := range []string{`{"id":"TAG0","name":"门店","order":0}`, `{"id":"GROUP","name":"来源","order":9}`, `{"id":"TAG0"}`, `{"id":"TAG1","name":"网店"}`} {
		wantCode(t, c.post(ExampleSecret, tagEdit, fill.Replace(body)), 0)
	}
	wantCode(t, c.post(ExampleSecret, tagDel, fill.Replace(`{"tag_id":["TAG0"],"group_id":["GROUP"]}`)), 0)
	wantCode(t, c.post(ExampleSecret, tagDel, fill.Replace(`{"tag_id":["TAG0"]}`)), 40068)
}

func TestTagOwnershipAndMerging(t *testing.T) {
	c := start(t, ExampleCorp())
	add := func(body string) reply { return c.post(ExampleSecret, tagAdd, body) }
	order := func() int64 { return c.srv.Corp().TagGroups[0].Order }
	// An existing group name merges; the order is ignored; the answer holds only what is new.
	r := add(`{"group_name":"客户等级","order":5,"tag":[{"name":"流失"}]}`)
	wantCode(t, r, 0)
	equal(t, "group", r.obj("tag_group")["group_id"], any(consoleGroup))
	equal(t, "new tags", len(r.obj("tag_group").list("tag")), 1)
	equal(t, "order", order(), 0)
	mine := r.obj("tag_group").list("tag")[0]["id"].(string)
	c.srv.SetSwitches(func(sw *Switches) { sw.GroupOrderApplied = true })
	wantCode(t, add(`{"group_name":"客户等级","order":5,"tag":[{"name":"沉睡"}]}`), 0)
	equal(t, "order", order(), 5)
	wantCode(t, add(`{"group_id":"`+consoleGroup+`","group_name":"x","order":6,"tag":[{"name":"新"}]}`), 0)
	equal(t, "order with group_id", order(), 5)
	c.srv.SetSwitches(func(sw *Switches) { sw.ForeignGroupRefused = true })
	wantCode(t, add(`{"group_name":"客户等级","tag":[{"name":"又一个"}]}`), 81011)
	// One's own tag in a foreign group can be changed; the group cannot.
	wantCode(t, c.post(ExampleSecret, tagEdit, `{"id":"`+mine+`","name":"已流失"}`), 0)
	// The second app may touch neither; the 客户联系 secret all; contact sync may not even read.
	wantCode(t, c.post(ExampleSecondSecret, tagEdit, `{"id":"`+mine+`","name":"x"}`), 81011)
	c.srv.SetSwitches(func(sw *Switches) { sw.ForeignTag40068 = true })
	wantCode(t, c.post(ExampleSecondSecret, tagDel, `{"tag_id":["`+mine+`"]}`), 40068)
	wantCode(t, c.post(ExampleCustomerContactSecret, tagEdit, `{"id":"`+consoleGroup+`","name":"级别"}`), 0)
	wantCode(t, c.post(ExampleContactsSecret, tagList, `{}`), 48002)
	if err := c.srv.Console().SetCustomerContact(ExampleApp, false); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleSecret, tagList, `{}`), 48002)
}

func TestForeignGroupOfOwnTags(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.post(ExampleSecret, tagAdd, `{"group_id":"`+consoleGroup+`","tag":[{"name":"流失"}]}`)
	wantCode(t, r, 0)
	mine := r.obj("tag_group").list("tag")[0]["id"].(string)
	for _, tag := range ExampleCorp().TagGroups[0].Tags {
		if err := c.srv.Console().DeleteTag(tag.ID); err != nil {
			t.Fatal(err)
		}
	}
	// The group is the console's even when all its tags are mine; it goes with the last of them all the same.
	wantCode(t, c.post(ExampleSecret, tagDel, `{"group_id":["`+consoleGroup+`"]}`), 81011)
	wantCode(t, c.post(ExampleSecret, tagDel, `{"tag_id":["`+mine+`"]}`), 0)
	equal(t, "groups", len(c.srv.Corp().TagGroups), 0)
	wantCode(t, c.post(ExampleSecret, tagEdit, `{"id":"`+consoleGroup+`","order":1}`), 40068)
}

func TestTagNames_ignoreCase(t *testing.T) {
	c := start(t, ExampleCorp())
	c.srv.SetSwitches(func(s *Switches) { s.TagNamesIgnoreCase = true })
	id, tags := c.addGroup(ExampleSecret, "Expo", "Vip", "vip")
	equal(t, "of two names that differ in case one is made", len(tags), 1)
	again, _ := c.addGroup(ExampleSecret, "EXPO", "b")
	equal(t, "added to the group of the other case", again, id)
	add := fmt.Sprintf(`{"group_id":%q,"tag":[{"name":"VIP"}]}`, id)
	wantCode(t, c.post(ExampleSecret, tagAdd, add), 40071)
	wantCode(t, c.post(ExampleSecret, tagEdit, fmt.Sprintf(`{"id":%q,"name":"VIP"}`, tags[0])), 0)
	c.srv.SetSwitches(func(s *Switches) { s.TagNamesIgnoreCase = false })
	wantCode(t, c.post(ExampleSecret, tagAdd, strings.Replace(add, "VIP", "vip", 1)), 0)
}

func TestTagSwitches(t *testing.T) {
	c := start(t, ExampleCorp(), WithLimits(Limits{Tags: 8}))
	set := func(sw Switches) { c.srv.SetSwitches(func(s *Switches) { *s = sw }) }
	id, tags := c.addGroup(ExampleSecret, "来源", "门店", "线上")

	set(Switches{CustomerTagSwitches: CustomerTagSwitches{TagFilterAll: true}})
	r := c.post(ExampleSecret, tagList, fmt.Sprintf(`{"tag_id":[%q]}`, tags[0])).list("tag_group")[0]
	equal(t, "whole group", len(r.list("tag")), 2)

	set(Switches{CustomerTagSwitches: CustomerTagSwitches{TagOrderAbsent: true, DeletedFalseShown: true}})
	text := asJSON(c.post(ExampleSecret, tagList, `{}`))
	if strings.Contains(text, `"order"`) || strings.Count(text, `"deleted":false`) != 7 {
		t.Errorf("order shown or deleted:false missing: %s", text)
	}

	set(Switches{CustomerTagSwitches: CustomerTagSwitches{AddPartial: true}})
	wantCode(t, c.post(ExampleSecret, tagAdd, fmt.Sprintf(`{"group_id":%q,"tag":[{"name":"门店"},{"name":"展会"}]}`, id)), 40071)
	set(Switches{})
	equal(t, "partial", len(c.post(ExampleSecret, tagList, fmt.Sprintf(`{"group_id":[%q]}`, id)).list("tag_group")[0].list("tag")), 3)

	set(Switches{CustomerTagSwitches: CustomerTagSwitches{SpuriousAdd40068: true}})
	body := `{"group_name":"新","tag":[{"name":"a"},{"name":"b"}]}`
	wantCode(t, c.post(ExampleSecret, tagAdd, body), 40068)
	wantCode(t, c.post(ExampleSecret, tagAdd, body), 0)
	wantCode(t, c.post(ExampleSecret, tagAdd, `{"group_name":"满","tag":[{"name":"a"}]}`), 40126)

	if _, err := c.srv.Console().AddTag(id, "控制台"); err == nil {
		t.Error("the console went over the limit")
	}
	if err := c.srv.Console().DeleteTag(consoleTag); err != nil {
		t.Fatal(err)
	}
	if _, err := c.srv.Console().AddTag(id, "控制台"); err != nil {
		t.Fatal(err)
	}
	del := fmt.Sprintf(`{"group_id":[%q]}`, id)
	wantCode(t, c.post(ExampleSecret, tagDel, del), 81011)
	set(Switches{CustomerTagSwitches: CustomerTagSwitches{ForeignTagsDeleted: true}})
	wantCode(t, c.post(ExampleSecret, tagDel, del), 0)
}

func TestShuffledListsHoldTheSame(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{Shuffle: 3}}))
	seen := map[string]bool{}
	for range 8 {
		order := ""
		for _, d := range c.get(ExampleSecret, "department/simplelist").list("department_id") {
			order += fmt.Sprint(d["id"])
		}
		if len(order) != 5 {
			t.Fatalf("departments %s", order)
		}
		seen[order] = true
	}
	if len(seen) < 3 {
		t.Errorf("only the orders %v came", seen)
	}
}
