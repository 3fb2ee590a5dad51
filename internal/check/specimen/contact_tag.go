// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// tagMembers is a write of the members of the tag.
func tagMembers(path, rest string) string { return path + ` {"tagid":{id},` + rest + `}` }

func contactTagEdit(change func(*emulator.ContactTag)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return e.Console().UpdateContactTag(n, change)
	}
}

// threeDepartments are 2, 3 and 4, beside the root.
func threeDepartments(c *emulator.Corp) {
	for id := int64(2); id <= 4; id++ {
		c.Departments = append(c.Departments, emulator.Department{ID: id, Name: fmt.Sprint("部门", id), ParentID: emulator.RootID, Order: id})
	}
}

var _ = add(Specimen{
	Type: "wecom_contact_tag",
	Corp: func(c *emulator.Corp) {
		threeDepartments(c)
		c.ContactTags = []emulator.ContactTag{{ID: 7, Name: "高管"}}
	},
	Defaults: Values{"id": Any, "user_ids": nil, "department_ids": nil, "exclusive": true, "deletion_protection": false},
	NotImported: map[string]string{
		"exclusive": "known to Terraform only",
	},
	Minimal: Object{
		Values: Values{"name": "值班", "user_ids": []string{"zhangsan"}, "department_ids": []int64{2}},
		Sends:  []string{`tag/create {"tagname":"值班"}`, tagMembers("addtagusers", `"userlist":["zhangsan"],"partylist":[2]`)},
		// The list twice: who has the name, and which tags were there before.
		Calls: map[string]int{"create": 1, "list": 2, "addtagusers": 1, "list_id": 1},
	},
	Maximal: Object{
		Values: Values{"id": 12, "name": strings.Repeat("标", 32), "user_ids": []string{"zhangsan", "lisi"}, "department_ids": []int64{3, 2}, "exclusive": true, "deletion_protection": false},
		Sends: []string{fmt.Sprintf(`tag/create {"tagid":12,"tagname":%q}`, strings.Repeat("标", 32)),
			tagMembers("addtagusers", `"userlist":["lisi","zhangsan"],"partylist":[2,3]`)},
	},
	Big: &Big{Of: func(n int) Values { return Values{"user_ids": manyUsers(n)} },
		Less: contactTagEdit(func(t *emulator.ContactTag) { t.Users = t.Users[1:] })},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "备勤"}, Sends: []string{`tag/update {"tagid":{id},"tagname":"备勤"}`}},
		{Name: "name and everyone", To: Values{"name": "备勤", "user_ids": []string{"lisi"}, "department_ids": []int64{3}},
			InOrder: []string{"update", "addtagusers", "deltagusers"}, Sends: []string{`tag/update {"tagid":{id},"tagname":"备勤"}`,
				tagMembers("addtagusers", `"userlist":["lisi"],"partylist":[3]`), tagMembers("deltagusers", `"userlist":["zhangsan"],"partylist":[2]`)}},
		{Name: "id", From: Values{"id": 12}, To: Values{"id": 13}, Replaced: true, Warns: `Id of contact tag "值班" (12) will be lost`,
			Sends: []string{"tag/delete tagid=12", `tag/create {"tagid":13,"tagname":"值班"}`, tagMembers("addtagusers", `"userlist":["zhangsan"],"partylist":[2]`)}},
		{Name: "a member more", To: Values{"user_ids": []string{"zhangsan", "lisi"}}, Sends: []string{tagMembers("addtagusers", `"userlist":["lisi"]`)}},
		{Name: "a member less", From: Values{"user_ids": []string{"zhangsan", "lisi"}}, To: Values{"user_ids": []string{"lisi"}},
			Sends: []string{tagMembers("deltagusers", `"userlist":["zhangsan"]`)}},
		{Name: "a department more", To: Values{"department_ids": []int64{2, 3}}, Sends: []string{tagMembers("addtagusers", `"partylist":[3]`)}},
		{Name: "nobody", To: Values{"user_ids": []string{}, "department_ids": []int64{}}, Sends: []string{tagMembers("deltagusers", `"userlist":["zhangsan"],"partylist":[2]`)}},
		{Name: "exclusive", To: Values{"exclusive": false}, Sends: []string{}},
		// WeCom does not tell userids apart by case and shows them as the directory spells them.
		{Name: "spelling of a member", From: Values{"user_ids": []string{"ZhangSan"}}, To: Values{"user_ids": []string{"zhangsan"}}, Silent: true,
			State: Values{"user_ids": []string{"ZhangSan"}}},
	},
	Unset: []Unset{
		{Name: "both sets", Remove: []string{"user_ids", "department_ids"}, Sends: []string{}, State: Values{"user_ids": nil, "department_ids": nil},
			Ignored: contactTagEdit(func(t *emulator.ContactTag) { t.Users = []string{"lisi"} })},
		{Name: "exclusive", From: Values{"exclusive": false}, Remove: []string{"exclusive"}, Sends: []string{}},
	},
	Drift: []Drift{
		{Name: "name", Edit: contactTagEdit(func(t *emulator.ContactTag) { t.Name = "改" }), Sends: []string{"tag/update"}},
		{Name: "a member less", Edit: contactTagEdit(func(t *emulator.ContactTag) { t.Users = []string{"zhangsan"} }), Sends: []string{tagMembers("addtagusers", `"userlist":["lisi"]`)}},
		{Name: "a member more", Of: Values{"user_ids": []string{"zhangsan"}}, Edit: contactTagEdit(func(t *emulator.ContactTag) { t.Users = []string{"zhangsan", "lisi"} }),
			Sends: []string{tagMembers("deltagusers", `"userlist":["lisi"]`)}},
		{Name: "other departments", Edit: contactTagEdit(func(t *emulator.ContactTag) { t.Departments = []int64{2, 4} }),
			Sends: []string{tagMembers("addtagusers", `"partylist":[3]`), tagMembers("deltagusers", `"partylist":[4]`)}},
	},
	Invalid: []Invalid{
		{"empty name", Values{"name": ""}, "the name is empty", "name"},
		{"name of 33", Values{"name": strings.Repeat("长", 33)}, "has 33 characters; WeCom allows 32", "name"},
		{"blank after the name", Values{"name": "a "}, "begins or ends with a blank", "name"},
		{"id 0", Values{"id": 0}, "must be between 1 and 2147483647", "id"},
		{"fraction as id", Values{"id": 1.5}, "which is no whole number", "id"},
		{"one member twice", Values{"user_ids": []string{"ZhangSan", "zhangsan"}}, `user_ids names "ZhangSan" and "zhangsan"`, "user_ids"},
		{"null member", Values{"user_ids": []any{"zhangsan", nil}}, "user_ids holds a null. Leave it out", "user_ids"},
		{"null department", Values{"department_ids": []any{2, nil}}, "department_ids holds a null. Leave it out", "department_ids"},
		{"no userid", Values{"user_ids": []string{"张三"}}, "is no userid", "user_ids"},
		{"30,001 members", Values{"user_ids": manyUsers(30_001), "department_ids": nil}, "name 30001 together; a contact tag holds 30000", "user_ids"},
	},
	Refused: []Refused{
		{Name: "name taken", Values: Values{"name": "高管"}, Says: []string{`contact tag named "高管" exists already (id 7).`, "To manage it otherwise, import it: terraform import <address> 7"}},
		{Name: "name taken but for case", Corp: func(c *emulator.Corp) { c.ContactTags[0].Name = "Chiefs" }, Values: Values{"name": "CHIEFS"}, Says: []string{"exists already (id 7)"},
			Switches: func(s *emulator.Switches) { s.ContactTagNamesIgnoreCase = true }},
		{Name: "id taken", Values: Values{"id": 7}, Says: []string{"a contact tag of id 7 exists already", "terraform import <address> 7"}},
		{Name: "id taken 40071", Values: Values{"id": 7}, Says: []string{"a contact tag of id 7 exists already"}, Switches: func(s *emulator.Switches) { s.ContactTagTaken40071 = true }},
		{Name: "read mode of contact sync, and no app", Credentials: fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret), Corp: func(c *emulator.Corp) { c.Apps[0].ReadOnly = true },
			Says: []string{"errcode 48002", "with contacts_secret, of 通讯录同步 with API editing switched on"}},
		{Name: "too many tags", Fault: &emulator.Fault{Path: "tag/create", Kind: emulator.FaultError, Code: 40126}, Says: []string{"errcode 40126"}},
	},
	Partial: []Partial{
		{Name: "members of a create", To: Values{"name": "值班二"}, Faults: []emulator.Fault{{Path: "addtagusers", Kind: emulator.FaultError, Code: 40035}}, Warned: true,
			Says:  `Contact tag "值班二" ({id}) created, but not complete`,
			Sends: []string{`tag/create {"tagname":"值班二"}`, "addtagusers"}, Finishes: []string{tagMembers("addtagusers", `"userlist":["zhangsan"],"partylist":[2]`)}},
		{Name: "members of an update", From: Values{}, To: Values{"user_ids": []string{"lisi"}}, Faults: []emulator.Fault{{Path: "deltagusers", Kind: emulator.FaultError, Code: 40035}},
			Says: "errcode 40035", Sends: []string{tagMembers("addtagusers", `"userlist":["lisi"]`), "deltagusers"}, Finishes: []string{tagMembers("deltagusers", `"userlist":["zhangsan"]`)}},
		// Even reading back fails: the state keeps what it knew.
		{Name: "members of an update, and reading back", From: Values{}, To: Values{"user_ids": []string{"lisi"}}, Says: "errcode 40035", Faults: []emulator.Fault{
			{Path: "deltagusers", Kind: emulator.FaultError, Code: 40035}, {Path: "tag/get", Skip: 1, Times: 2, Kind: emulator.FaultError, Code: 40035}},
			Sends: []string{tagMembers("addtagusers", `"userlist":["lisi"]`), "deltagusers"}, Finishes: []string{tagMembers("deltagusers", `"userlist":["zhangsan"]`)}},
	},
	WrongIDs: map[string]string{"9999": "Cannot import non-existent remote object", "值班": "A contact tag is imported by its number, such as 37"},
	Loss: Loss{
		Destroy: `Id of contact tag "值班" ({id}) will be lost Destroying contact tag "值班" ({id}) destroys its id. Apps whose visible range (可见范围) names the tag`,
		Refused: "made by another app or in the console, and only its maker may change it", Page: "Console: 应用管理 → 应用 → 自建",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, t := range c.ContactTags {
			if t.Owner != "" {
				id := fmt.Sprint(t.ID)
				t.ID = 0
				out[id] = t
			}
		}
		return out
	},
	Delete: func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return e.Console().DeleteContactTag(n)
	},
	Calls: Calls{Create: "tag/create", Update: "tag/update", Delete: "tag/delete", Reads: []string{"tag/get", "tag/list"}},
	Looks: []string{"tag/list"},
	Other: map[string]string{
		"tag/addtagusers": "adds members to what is there, and may be repeated freely: the rung of partial creates cuts it",
		"tag/deltagusers": "takes them off, likewise",
	},
	Families: []string{"contact_tag"},
	Lag:      2, LagUpdates: false,
	Many:    func(i int) Values { return Values{"name": fmt.Sprint("标签", i)} },
	Refresh: func(n int) int { return n + 2 },
	Hostile: acctest.Hostile{ID: "12", Config: `{"name":"值班","user_ids":["Zhang"],"department_ids":[2],"deletion_protection":false}`, Answers: []string{
		`{"errcode":0,"tagname":"值班","userlist":[{"userid":"zhang"}],"partylist":[2]}`,
		`{"errcode":0,"taglist":[]}` + acctest.AnswerEnd + `{"errcode":0,"errmsg":"created","tagid":12}` + acctest.AnswerEnd + `{"errcode":0,"invalidlist":"a|b","invalidparty":[2]}`,
		`{"errcode":0,"taglist":[{"tagid":-1,"tagname":"x"}]}`,
		`{"errcode":0,"tagname":"","userlist":[{"userid":""}],"partylist":"x"}`,
		`{"errcode":40070,"errmsg":"all list invalid "}`,
		`{"errcode":40068,"errmsg":"x"}`,
	}},
})

// manyUsers are n userids.
func manyUsers(n int) []string {
	out := make([]string, 0, n)
	for i := range n {
		out = append(out, fmt.Sprint("u", i))
	}
	return out
}
