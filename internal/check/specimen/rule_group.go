// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// ruleTree is what the specimens of the two trees of rule groups differ in.
type ruleTree struct {
	typeName, noun, path string
	rights               []string
	revoked              string // a privilege that can be
	lost                 string // what dies: Tags
	why                  string // what the warning says of it
	groups               func(*emulator.Corp) *[]emulator.RuleGroup
	update               func(*emulator.Console, int64, func(*emulator.RuleGroup)) error
	remove               func(*emulator.Console, int64) error
}

var customerTree = ruleTree{
	typeName: "wecom_customer_rule_group", noun: "customer rule group", path: "customer_strategy", revoked: "share_customer", lost: "Tags",
	why: "destroys its tags. Tags that hang on it (规则组客户标签) die with it, which takes them off every customer; WeCom cannot bring them back.",
	rights: []string{
		"view_customer_list", "view_customer_data", "view_room_list", "contact_me", "join_room", "share_customer", "oper_resign_customer", "oper_resign_group",
		"send_customer_msg", "edit_welcome_msg", "view_behavior_data", "view_room_data", "send_group_msg", "room_deduplication", "rapid_reply",
		"onjob_customer_transfer", "edit_anti_spam_rule", "export_customer_list", "export_customer_data", "export_customer_group_list", "manage_customer_tag",
	},
	groups: func(c *emulator.Corp) *[]emulator.RuleGroup { return &c.CustomerRuleGroups },
	update: (*emulator.Console).UpdateCustomerRuleGroup, remove: (*emulator.Console).DeleteCustomerRuleGroup,
}

var momentTree = ruleTree{
	typeName: "wecom_moment_rule_group", noun: "moment rule group", path: "moment_strategy", revoked: "send_moment", lost: "Rights",
	why:    "destroys its rights. Its admins (负责人) lose their rights over its range when this plan is applied.",
	rights: []string{"view_moment_list", "send_moment", "manage_moment_cover_and_sign"},
	groups: func(c *emulator.Corp) *[]emulator.RuleGroup { return &c.MomentRuleGroups },
	update: (*emulator.Console).UpdateMomentRuleGroup, remove: (*emulator.Console).DeleteMomentRuleGroup,
}

var _, _ = add(customerTree.specimen()), add(momentTree.specimen())

// given are all privileges, but for those named.
func (t ruleTree) given(without ...string) Values {
	out := Values{}
	for _, name := range t.rights {
		out[name] = !slices.Contains(without, name)
	}
	return out
}

// sent are all privileges in a request, but for those named.
func (t ruleTree) sent(without ...string) string {
	var out []string
	for _, name := range slices.Sorted(slices.Values(t.rights)) {
		out = append(out, fmt.Sprintf("%q:%v", name, !slices.Contains(without, name)))
	}
	return `"privilege":{` + strings.Join(out, ",") + `}`
}

func (t ruleTree) edit(part string) string { return t.path + `/edit {"strategy_id":{id},` + part + `}` }

func (t ruleTree) drift(change func(*emulator.RuleGroup)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return t.update(e.Console(), n, change)
	}
}

// nodes are the members in a request.
func nodes(users ...string) string {
	var out []string
	for _, u := range users {
		out = append(out, fmt.Sprintf(`{"type":1,"userid":%q}`, u))
	}
	return strings.Join(out, ",")
}

// crowd are n members.
func crowd(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("u%04d", i))
	}
	return out
}

func withCrowd(n int) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		for _, id := range crowd(n) {
			c.Members = append(c.Members, emulator.Member{UserID: id, Name: id, CustomerContact: true, RealNameVerified: true})
		}
	}
}

// corp has a group of this app with everybody, a tree of five levels below 71, and a group of the console.
func (t ruleTree) corp(c *emulator.Corp) {
	c.Departments = append(c.Departments,
		emulator.Department{ID: 2, Name: "销售", ParentID: 1, Order: 2}, emulator.Department{ID: 3, Name: "上海", ParentID: 2, Order: 1},
		emulator.Department{ID: 4, Name: "研发", ParentID: 1, Order: 1})
	group := func(id, parent int64, owner string, users []string, departments ...int64) {
		*t.groups(c) = append(*t.groups(c), emulator.RuleGroup{
			ID: id, ParentID: parent, Name: fmt.Sprint("组", id), Admins: []string{"zhangsan"}, Users: users, Departments: departments, CreateTime: 1600000000, Owner: owner,
		})
	}
	group(50, 0, acctest.AppName, nil, 1)
	group(51, 0, acctest.AppName, []string{"zhangsan"})
	group(52, 0, acctest.AppName, nil, 4)
	group(60, 0, "", nil, 1)
	for id := int64(71); id <= 75; id++ {
		group(id, map[bool]int64{false: id - 1}[id == 71], acctest.AppName, nil, 1)
	}
}

func (t ruleTree) specimen() Specimen {
	all := t.given()
	fewer := Values{t.revoked: false}
	has := func(more ...Values) Values {
		out := Values{"name": "华东", "admin_user_ids": []string{"zhangsan"}, "user_ids": []string{"lisi"}}
		for _, m := range more {
			maps.Copy(out, m)
		}
		return out
	}
	shrinks := fmt.Sprintf(`Range of %s "华东" ({id}) shrinks This plan takes user_ids lisi out of the range.`, t.noun)
	invalid := []Invalid{
		{"empty name", Values{"name": ""}, "name is empty; it needs at least one character", "name"},
		{"no admins", Values{"admin_user_ids": []string{}}, "at least 1 elements and at most 20 elements, got: 0", "admin_user_ids"},
		{"21 admins", Values{"admin_user_ids": crowd(21)}, "at most 20 elements, got: 21", "admin_user_ids"},
		{"name of an admin", Values{"admin_user_ids": []string{"张三"}}, `admin_user_ids: "张三" is no userid`, "admin_user_ids"},
		{"two members in one text", Values{"user_ids": []string{"lisi;zhangsan"}}, `user_ids: "lisi;zhangsan" is no userid`, "user_ids"},
		{"one admin twice", Values{"admin_user_ids": []string{"Lisi", "lisi"}}, `admin_user_ids names "Lisi" and "lisi"`, "admin_user_ids"},
		{"no range", Values{"user_ids": nil}, "user_ids and department_ids are both empty", "user_ids"},
		{"empty range", Values{"user_ids": []string{}, "department_ids": []int64{}}, "user_ids and department_ids are both empty", "user_ids"},
		{"3,001 nodes", Values{"user_ids": crowd(3000), "department_ids": []int64{2}}, "together 3001 members and departments; WeCom takes 3000", "user_ids"},
		{"null member", Values{"user_ids": []any{"lisi", nil}}, "user_ids holds a null. Leave it out", "user_ids"},
		{"department 0", Values{"department_ids": []int64{0}}, "department_ids has 0; each number must be 1 to 4294967295.", "department_ids"},
		{"parent 0", Values{"parent_id": 0}, "parent_id is 0; it is the id of another rule group", "parent_id"},
		{"privileges of a lower group", Values{"parent_id": 50, "privileges": fewer}, "privileges is set beside parent_id", "privileges"},
	}
	if t.lost == "Tags" {
		invalid = append(invalid, Invalid{"a basic right revoked", Values{"privileges": Values{"contact_me": false}}, "privileges.contact_me is false, but it is a basic right", "privileges"})
	}
	return Specimen{
		Type: t.typeName, Corp: t.corp, NoNewMembers: true,
		Defaults: Values{"id": Any, "parent_id": nil, "user_ids": []string{}, "department_ids": []int64{}, "privileges": all, "deletion_protection": false,
			"created_at": Match(`^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)},
		Minimal: Object{
			Values: has(),
			Sends:  []string{t.path + `/create {"strategy_name":"华东","admin_list":["zhangsan"],` + t.sent() + `,"range":[` + nodes("lisi") + `]}`},
			Calls:  map[string]int{"create": 1, "get": 1, "get_range": 1, "list_id": 1},
		},
		Maximal: Object{
			Values: Values{"name": "华东 & <华南>", "admin_user_ids": []string{"zhangsan", "lisi"}, "user_ids": []string{"lisi", "zhangsan"}, "department_ids": []int64{3, 2},
				"privileges": fewer, "deletion_protection": false},
			State: Values{"privileges": t.given(t.revoked)},
			Sends: []string{t.path + `/create {"strategy_name":"华东 & <华南>","admin_list":["lisi","zhangsan"],` + t.sent(t.revoked) + `,"range":[` + nodes("lisi", "zhangsan") +
				`,{"type":2,"partyid":2},{"type":2,"partyid":3}]}`},
		},
		Edits: []Edit{
			{Name: "name and range", To: Values{"name": "华南", "user_ids": []string{"zhangsan"}}, Warns: shrinks, InOrder: []string{"edit", "edit", "edit"}, Sends: []string{
				t.edit(`"strategy_name":"华南"`), t.edit(`"range_add":[` + nodes("zhangsan") + `]`), t.edit(`"range_del":[` + nodes("lisi") + `]`)}},
			{Name: "name", To: Values{"name": "华南"}, Sends: []string{t.edit(`"strategy_name":"华南"`)}},
			{Name: "admins", To: Values{"admin_user_ids": []string{"lisi"}}, Sends: []string{t.edit(`"admin_list":["lisi"]`)}},
			{Name: "privileges go as a whole", To: Values{"privileges": fewer}, State: Values{"privileges": t.given(t.revoked)}, Sends: []string{t.edit(t.sent(t.revoked))}},
			{Name: "privileges given back", From: Values{"privileges": fewer}, To: Values{"privileges": Values{}}, State: Values{"privileges": all}, Sends: []string{t.edit(t.sent())}},
			{Name: "everything but the range", To: Values{"name": "华南", "admin_user_ids": []string{"lisi"}, "privileges": fewer}, State: Values{"privileges": t.given(t.revoked)},
				Sends: []string{t.edit(`"strategy_name":"华南","admin_list":["lisi"],` + t.sent(t.revoked))}},
			{Name: "a member more", To: Values{"user_ids": []string{"lisi", "zhangsan"}}, Sends: []string{t.edit(`"range_add":[` + nodes("zhangsan") + `]`)}},
			{Name: "a department more", To: Values{"department_ids": []int64{2}}, Sends: []string{t.edit(`"range_add":[{"type":2,"partyid":2}]`)}},
			// The whole range changes: additions go first, or the group would be without any.
			{Name: "the whole range", To: Values{"user_ids": nil, "department_ids": []int64{2}}, Warns: shrinks, Sends: []string{
				t.edit(`"range_add":[{"type":2,"partyid":2}]`), t.edit(`"range_del":[` + nodes("lisi") + `]`)}},
			{Name: "spelling of a member", From: Values{"user_ids": []string{"LiSi"}}, To: Values{"user_ids": []string{"lisi"}}, Silent: true, State: Values{"user_ids": []string{"LiSi"}}},
			{Name: "spelling of an admin", From: Values{"admin_user_ids": []string{"LiSi"}}, To: Values{"admin_user_ids": []string{"lisi"}}, Silent: true,
				State: Values{"admin_user_ids": []string{"LiSi"}}},
			{Name: "[] and no line", To: Values{"department_ids": []int64{}}, Silent: true},
			{Name: "what holds anyway", To: Values{"privileges": all}, Silent: true},
			{Name: "parent_id", To: Values{"parent_id": 50}, Replaced: true, InOrder: []string{"del", "create"}, Warns: t.lost + ` of ` + t.noun + ` "华东" ({id}) will be lost`,
				Sends: []string{t.path + "/del", t.path + `/create {"parent_id":50,"strategy_name":"华东","admin_list":["zhangsan"],"range":[` + nodes("lisi") + `]}`}},
			{Name: "to the first level", From: Values{"parent_id": 50}, To: Values{"parent_id": nil}, Replaced: true, Warns: `Rights of ` + t.noun + ` "华东" ({id}) will be lost`,
				Sends: []string{t.path + "/del", t.path + "/create"}},
			{Name: "name of a lower group", From: Values{"parent_id": 50}, To: Values{"name": "华南"}, Sends: []string{t.edit(`"strategy_name":"华南"`)}},
		},
		Unset: []Unset{
			{Name: "privileges", From: Values{"privileges": fewer}, Remove: []string{"privileges"}, Sends: []string{t.edit(t.sent())}},
			{Name: "department_ids", From: Values{"department_ids": []int64{2}}, Remove: []string{"department_ids"}, Sends: []string{t.edit(`"range_del":[{"type":2,"partyid":2}]`)}},
		},
		Drift: []Drift{
			{Name: "name", Edit: t.drift(func(g *emulator.RuleGroup) { g.Name = "改" }), Sends: []string{t.edit(`"strategy_name":"华东 & <华南>"`)}},
			{Name: "admins", Edit: t.drift(func(g *emulator.RuleGroup) { g.Admins = []string{"lisi"} }), Sends: []string{t.edit(`"admin_list":["lisi","zhangsan"]`)}},
			{Name: "privileges", Edit: t.drift(func(g *emulator.RuleGroup) { g.Revoked = []string{t.rights[len(t.rights)-1]} }), Sends: []string{t.edit(t.sent(t.revoked))}},
			{Name: "a member less", Edit: t.drift(func(g *emulator.RuleGroup) { g.Users = g.Users[:1] }), Sends: []string{t.edit(`"range_add":[` + nodes("zhangsan") + `]`)}},
			{Name: "a department more", Edit: t.drift(func(g *emulator.RuleGroup) { g.Departments = append(g.Departments, 4) }),
				Sends: []string{t.edit(`"range_del":[{"type":2,"partyid":4}]`)}},
		},
		Invalid: invalid,
		Refused: []Refused{
			{Name: "super administrator", Corp: func(c *emulator.Corp) { c.Members[0].Creator = true },
				Says: []string{"errcode 40058", "admin_user_ids must not name a super administrator (超级管理员)"}},
			{Name: "super administrator 60011", Corp: func(c *emulator.Corp) { c.Members[0].Creator = true }, Switches: func(s *emulator.Switches) { s.RuleGroupSuperAdmin = "60011" },
				Says: []string{"errcode 60011", "admin_user_ids must not name a super administrator (超级管理员)"}},
			{Name: "parent of the console", Values: Values{"parent_id": 60}, Says: []string{"this app has no " + t.noun + " 60, its parent_id: it was deleted, or another app or the console made it"}},
			{Name: "no parent", Values: Values{"parent_id": 999}, Says: []string{"this app has no " + t.noun + " 999, its parent_id"}},
			{Name: "member outside the parent's range", Values: Values{"parent_id": 51},
				Says: []string{`user_ids lisi is not in the range of ` + t.noun + ` "组51" (51)`, "errcode 60030"}},
			{Name: "department outside the parent's range", Values: Values{"parent_id": 52, "user_ids": nil, "department_ids": []int64{3}},
				Says: []string{t.noun + ` "组52" (52) does not name department_ids 3`, "errcode 60030"}},
			{Name: "sixth level", Values: Values{"parent_id": 75}, Says: []string{"parent_id is 75, a group on level 5, and WeCom has 5 levels of rule groups"}},
			{Name: "unknown member", Values: Values{"user_ids": []string{"nobody"}}, Says: []string{"errcode 60111"}},
			{Name: "unknown department", Values: Values{"department_ids": []int64{99}}, Says: []string{"errcode 60123"}},
			{Name: "invisible member", Corp: func(c *emulator.Corp) {
				c.Apps[1].VisibleDepartments, c.Apps[1].VisibleUsers = nil, []string{"zhangsan"}
			},
				Says: []string{"errcode 60030", "these are not among the members with 客户联系 that this app sees: lisi."}},
			{Name: "member without 客户联系", Corp: func(c *emulator.Corp) { c.Members[1].CustomerContact = false }, Says: []string{"these are not among the members with 客户联系 that this app sees: lisi."}},
			{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }, Says: []string{"errcode 48002", "客户联系 → 可调用接口的应用"}},
			{Name: "contacts secret", Credentials: fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret), Says: []string{"客户联系 → 可调用接口的应用"}},
		},
		Partial: []Partial{
			{Name: "reading back", Warned: true, Says: "created but not read back", Sends: []string{t.path + "/create"}, Finishes: []string{},
				Faults: []emulator.Fault{{Path: t.path + "/get", Kind: emulator.FaultServerError, Times: 20}}},
			{Name: "the second hundred of a range", Corp: withCrowd(150), To: Values{"user_ids": crowd(150)}, Warned: true,
				Says:     "exists; of its 150 members and departments up to 50 are missing.",
				Faults:   []emulator.Fault{{Path: t.path + "/edit", Kind: emulator.FaultError, Code: 40058}},
				Sends:    []string{t.path + "/create", t.path + "/edit"},
				Finishes: []string{t.edit(`"range_add":[` + nodes(crowd(150)[100:]...) + `]`)}},
			{Name: "range of an update", From: Values{}, To: Values{"name": "华南", "user_ids": []string{"zhangsan"}}, Says: "errcode 40058",
				Faults:   []emulator.Fault{{Path: t.path + "/edit", Skip: 1, Kind: emulator.FaultError, Code: 40058}},
				Sends:    []string{t.edit(`"strategy_name":"华南"`), t.edit(`"range_add":[` + nodes("zhangsan") + `]`)},
				Finishes: []string{t.edit(`"range_add":[` + nodes("zhangsan") + `]`), t.edit(`"range_del":[` + nodes("lisi") + `]`)}},
			{Name: "the second of two chunks", Corp: withCrowd(250), From: Values{}, To: Values{"user_ids": crowd(150)}, Says: "Unable to update " + t.noun,
				Faults:   []emulator.Fault{{Path: t.path + "/edit", Skip: 1, Kind: emulator.FaultError, Code: 40058}},
				Sends:    []string{t.edit(`"range_add":[` + nodes(crowd(100)...) + `]`), t.edit(`"range_add":[` + nodes(crowd(150)[100:]...) + `]`)},
				Finishes: []string{t.edit(`"range_add":[` + nodes(crowd(150)[100:]...) + `]`), t.edit(`"range_del":[` + nodes("lisi") + `]`)}},
		},
		WrongIDs: map[string]string{"9999": "this app has no " + t.noun + " of this id", "60": "the console made it, which WeCom does not tell apart", "abc": "is imported by its number"},
		Loss:     Loss{Destroy: t.lost + ` of ` + t.noun + ` "华东" ({id}) will be lost Destroying ` + t.noun + ` "华东" ({id}) ` + t.why},
		Objects: func(c emulator.Corp) map[string]any {
			out := map[string]any{}
			for _, g := range *t.groups(&c) {
				id := fmt.Sprint(g.ID)
				if g.ID >= 50 && g.ID < 80 {
					continue
				}
				g.ID, g.CreateTime = 0, 0
				out[id] = g
			}
			return out
		},
		Delete: func(e *acctest.Env, id string) error {
			n, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return err
			}
			return t.remove(e.Console(), n)
		},
		Calls:    Calls{Create: t.path + "/create", Update: t.path + "/edit", Delete: t.path + "/del", Reads: []string{t.path + "/get", t.path + "/get_range"}},
		Looks:    []string{t.path + "/list"},
		Families: []string{"rule_group", "external"},
		Blind:    map[string][]string{"RuleGroupNewKeyAbsent=true": {"privileges"}}, // one of them
		Lag:      2, LagUpdates: true,
		Many:    func(i int) Values { return has(Values{"name": fmt.Sprint("组", i)}) },
		Refresh: func(n int) int { return 2*n + 2 },
		Hostile: acctest.Hostile{ID: "7", Config: `{"name":"n","admin_user_ids":["a"],"user_ids":["Zhang"],"deletion_protection":false}`, Answers: []string{
			hostileRuleGroup + acctest.AnswerEnd + hostileRuleRange, `{"errcode":0,"strategy_id":7}` + acctest.AnswerEnd + hostileRuleGroup + acctest.AnswerEnd + hostileRuleRange,
			`{"errcode":0,"strategy":{"strategy_name":"n","parent_id":"7","create_time":-1,"admin_list":null,"privilege":{"contact_me":"x"}}}`,
			`{"errcode":0,"strategy":{"strategy_name":"n","privilege":[]}}` + acctest.AnswerEnd + `{"errcode":0,"range":[{"type":3},{"type":1}]}`,
			`<html>` + acctest.AnswerEnd + `{"errcode":0,"strategy":[{"strategy_id":7}],"next_cursor":"x"}`, `{"errcode":40058,"errmsg":"x"}`,
		}},
	}
}

const (
	hostileRuleGroup = `{"errcode":0,"strategy":{"strategy_id":7,"parent_id":0,"strategy_name":"n","create_time":1600000000,"admin_list":["a"],"privilege":{"contact_me":true,"send_moment":0}}}`
	hostileRuleRange = `{"errcode":0,"range":[{"type":1,"userid":"zhang"},{"type":2,"partyid":3}],"next_cursor":""}`
)
