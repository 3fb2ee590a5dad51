// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func departmentBody(rest string) string { return `department/update {"id":{id},` + rest + `}` }

func departmentEdit(edit func(c *emulator.Console, id int64) error) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return edit(e.Console(), n)
	}
}

// deepDepartments are 14 levels below the root: 113 is on level 15.
func deepDepartments(c *emulator.Corp) {
	c.Departments = append(c.Departments, emulator.Department{ID: 37, Name: "后端", ParentID: 1, Order: 5})
	for id := int64(100); id < 114; id++ {
		parent := id - 1
		if id == 100 {
			parent = 1
		}
		c.Departments = append(c.Departments, emulator.Department{ID: id, Name: fmt.Sprint("层", id), ParentID: parent, Order: 1})
	}
}

var _ = add(Specimen{
	Type: "wecom_department",
	Odd:  Odd{Percent: 50, Make: oddDepartment},
	Corp: func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 2, Name: "旁支", ParentID: 1, Order: 1})
	},
	Beside:      tfcore.Config{"top": {Type: "wecom_department", Values: Values{"name": "产品"}}},
	Defaults:    Values{"id": Any, "parent_id": 1, "order": Any, "leader_user_ids": []string{}, "deletion_protection": false},
	Late:        map[string]string{"order": "a position that nobody chose is worth no call of its own"},
	NotImported: map[string]string{"timeouts": "Terraform's own setting, not in WeCom"},
	Minimal: Object{
		Values: Values{"name": "研发中心"},
		Sends:  []string{`department/create {"name":"研发中心","parentid":1}`},
	},
	Maximal: Object{
		Values: Values{"id": 4711, "name": "研发/中心 (R&D)", "name_en": "R&D", "parent_id": tfcore.Ref{Address: "top", Path: "id"}, "order": int64(4294967295),
			"deletion_protection": false, "timeouts": Values{"delete": "2s"}},
		Sends: []string{"department/create", "department/create"},
	},
	Edits: []Edit{
		{Name: "name beside an order", From: Values{"order": 5}, To: Values{"name": "研究"}, Sends: []string{departmentBody(`"name":"研究"`)}},
		{Name: "id", From: Values{"id": 9}, To: Values{"id": 10}, Replaced: true, Sends: []string{"department/delete", "department/create"},
			InOrder: []string{"delete", "create"}, // Terraform destroys first, so the name is free again
			Warns:   `Id of department 9 "研发中心" will be lost Replacing department 9 "研发中心" destroys its id. WeCom cannot change the ` + "`id` of a department."},
		{Name: "name", To: Values{"name": "服务端"}, Sends: []string{departmentBody(`"name":"服务端"`)}},
		{Name: "name_en", To: Values{"name_en": "RD"}, Sends: []string{departmentBody(`"name_en":"RD"`)}},
		{Name: "parent_id", To: Values{"parent_id": 2}, Sends: []string{departmentBody(`"parentid":2`)}},
		{Name: "order", From: Values{"order": 7}, To: Values{"order": 8}, Sends: []string{departmentBody(`"order":8`)}},
		{Name: "timeouts", From: Values{"timeouts": Values{"delete": "5m"}}, To: Values{"name": "服务端"}, Sends: []string{departmentBody(`"name":"服务端"`)}},
	},
	Unset: []Unset{
		// Neither can be given back to WeCom: removed lines stop being managed.
		{Name: "name_en and order", From: Values{"name_en": "Marketing", "order": 5}, Remove: []string{"name_en", "order"}, Silent: true,
			State:   Values{"name_en": "Marketing", "order": 5},
			Ignored: departmentEdit(func(c *emulator.Console, id int64) error { return c.SetDepartmentOrder(id, 9) })},
		{Name: "parent_id", From: Values{"parent_id": 2}, Remove: []string{"parent_id"}, Sends: []string{departmentBody(`"parentid":1`)}},
	},
	Drift: []Drift{
		{Name: "name", Edit: departmentEdit(func(c *emulator.Console, id int64) error { return c.RenameDepartment(id, "销售部") }),
			Sends: []string{departmentBody(`"name":"研发/中心 (R&D)"`)}},
		{Name: "parent", Of: Values{"parent_id": 1}, Edit: departmentEdit(func(c *emulator.Console, id int64) error { return c.MoveDepartment(id, 2) }),
			Sends: []string{departmentBody(`"parentid":1`)}},
		{Name: "order", Of: Values{"order": 5}, Edit: departmentEdit(func(c *emulator.Console, id int64) error { return c.SetDepartmentOrder(id, 77) }),
			Sends: []string{departmentBody(`"order":5`)}},
		{Name: "name_en", Edit: departmentEdit(func(c *emulator.Console, id int64) error { return c.SetDepartmentNameEN(id, "Trade") }),
			Sends: []string{departmentBody(`"name_en":"R&D"`)}},
		{Name: "no name_en", Edit: departmentEdit(func(c *emulator.Console, id int64) error { return c.SetDepartmentNameEN(id, "") }),
			Sends: []string{departmentBody(`"name_en":"R&D"`)}},
	},
	Invalid: []Invalid{
		{"empty name", Values{"name": ""}, "the name is empty", "name"},
		{"long name", Values{"name": strings.Repeat("长", 65)}, "has 65 characters; WeCom allows 64", "name"},
		{"leading blank", Values{"name": " a"}, "begins or ends with a blank", "name"},
		{"ideographic blank", Values{"name": "a　"}, "begins or ends with a blank", "name"},
		{"forbidden", Values{"name": "a:b"}, `contains ":"`, "name"},
		{"full-width bar", Values{"name": "a｜b"}, `contains "｜"`, "name"},
		{"forbidden English name", Values{"name_en": "a|b"}, `contains "|"`, "name_en"},
		{"empty English name", Values{"name_en": ""}, "the name is empty", "name_en"},
		{"root", Values{"id": 1}, "Root department cannot be created", "id"},
		{"id zero", Values{"id": 0}, "Invalid department id", "id"},
		{"id too large", Values{"id": int64(2147483648)}, "Invalid department id", "id"},
		{"order too large", Values{"order": int64(4294967296)}, "order", "order"},
		{"negative order", Values{"order": -1}, "order", "order"},
		{"parent zero", Values{"parent_id": 0}, "parent_id", "parent_id"},
		{"own parent", Values{"id": 9, "parent_id": 9}, "Department is its own parent", "parent_id"},
		{"bad timeout", Values{"timeouts": Values{"delete": "soon"}}, "Invalid Attribute Value Time Duration", "timeouts.delete"},
	},
	Refused: []Refused{
		{Name: "sibling of the name", Values: Values{"name": "后端"}, Corp: deepDepartments, Says: []string{
			"a sibling of that name exists already (id 37).", "To manage it otherwise, import it: terraform import <address> 37 Or choose another name."}},
		{Name: "sibling of the name but for case", Values: Values{"name": "qa"}, Says: []string{"a sibling of that name exists already (id 38)"},
			Corp: func(c *emulator.Corp) {
				c.Departments = append(c.Departments, emulator.Department{ID: 38, Name: "QA", ParentID: 1, Order: 5})
			},
			Switches: func(s *emulator.Switches) { s.DepartmentNamesIgnoreCase = true }},
		{Name: "a lost create where the sibling was there before", Values: Values{"name": "后端"}, Corp: deepDepartments,
			Fault: &emulator.Fault{Path: "department/create", Kind: emulator.FaultLostReply, When: emulator.After}, Says: []string{"a sibling of that name exists already (id 37)"}},
		{Name: "id taken", Values: Values{"name": "前端", "id": 37}, Corp: deepDepartments, Says: []string{"department id 37 is taken"}},
		{Name: "parent unknown", Values: Values{"name": "前端", "parent_id": 999}, Corp: deepDepartments, Says: []string{"errcode 60004"}},
		{Name: "too deep", Values: Values{"name": "深", "parent_id": 113}, Corp: deepDepartments, Says: []string{"errcode 81002"}},
	},
	Partial: []Partial{{
		// Only an English name is read back: WeCom may not keep it.
		Name: "reading back", To: Values{"name_en": "R&D"}, Warned: true, Says: "created but not read back", Sends: []string{"department/create"}, Finishes: []string{},
		Faults: []emulator.Fault{{Path: "department/get", Kind: emulator.FaultServerError, Times: 20}},
	}},
	Loss: Loss{
		Destroy: `Id of department {id} "研发中心" will be lost Destroying department {id} "研发中心" destroys its id. Contact ways, links, rules, apps and programs ` +
			`that refer to department {id} lose it when this plan is applied.`,
		Refused: "it needs contacts_secret, of 通讯录同步", Page: "Console: 管理工具 → 通讯录同步",
	},
	WrongIDs: map[string]string{"999": "Cannot import non-existent remote object"},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, d := range c.Departments {
			id := d.ID
			if id == emulator.RootID || id == 2 && d.Name == "旁支" {
				continue
			}
			d.ID = 0
			out[fmt.Sprint(id)] = d
		}
		return out
	},
	Delete:   departmentEdit(func(c *emulator.Console, id int64) error { return c.DeleteDepartment(id) }),
	Calls:    Calls{Create: "department/create", Update: "department/update", Delete: "department/delete", Reads: []string{"department/get"}},
	Looks:    []string{"department/list", "department/simplelist"},
	Families: []string{"directory"},
	Lag:      5, LagUpdates: true,
	// WeCom does not keep it, so an import cannot find it.
	Blind:   map[string][]string{"NameENIgnored=true": {"name_en"}},
	Named:   func(name string) Values { return Values{"name": name} },
	Many:    func(i int) Values { return Values{"name": fmt.Sprint("部门", i)} },
	Refresh: func(int) int { return 5 },
	Hostile: acctest.Hostile{ID: "12", Config: `{"name":"研发","parent_id":1,"deletion_protection":false}`, Answers: []string{
		hostileDepartment, `{"errcode":0,"id":12,"department":[{"id":1,"name":"corp","parentid":0}]}` + acctest.AnswerEnd + hostileDepartment,
		`{"errcode":48009,"errmsg":"api forbidden for contact assistant"}` + acctest.AnswerEnd + `{"errcode":0,"department_id":[{"id":12,"parentid":1,"order":"7"}]}`,
		`{"errcode":0,"department":{"id":12,"name":null,"department_leader":null,"parentid":"1","order":-1}}`,
		`{"errcode":60123,"errmsg":"invalid department id"}`, `{"errcode":60008,"errmsg":"department existed"}`,
	}},
})

const hostileDepartment = `{"errcode":0,"errmsg":"ok","id":12,"department":{"id":12,"name":"研发","name_en":"RD","department_leader":["li"],"parentid":1,"order":10}}`

func oddDepartment(g *Generator, _ int) {
	const forbidden = "\\:*?\"<>|｜"
	parent := emulator.RootID
	if len(g.ids) > 0 && g.IntN(4) > 0 {
		if p := g.ids[g.IntN(len(g.ids))]; g.depth[p] < 14 {
			parent = p
		}
	}
	id := int64(2 + len(g.ids))
	if g.IntN(20) == 0 {
		id = 1_000_000 - int64(len(g.ids)) // chosen by a caller
	}
	d := emulator.Department{ID: id, ParentID: parent, Name: g.name(fmt.Sprint("department", parent), 64, forbidden), Order: int64(g.IntN(1000))}
	if g.IntN(4) == 0 {
		d.NameEN = fmt.Sprintf("Team %d", id)
	}
	g.ids, g.depth[id] = append(g.ids, id), g.depth[parent]+1
	g.corp.Departments = append(g.corp.Departments, d)
}
