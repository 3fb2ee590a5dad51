// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// kfAdd and kfDel are the calls that change who serves.
func kfAdd(rest string) string {
	return `servicer/add {"open_kfid":"` + acctest.KfAccount + `",` + rest + `}`
}

func kfDel(rest string) string {
	return `servicer/del {"open_kfid":"` + acctest.KfAccount + `",` + rest + `}`
}

func kfServe(change func(*emulator.KfAccount)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, _ string) error { return e.Console().UpdateKfAccount(acctest.KfAccount, change) }
}

var _ = add(Specimen{
	Type:         "wecom_kf_servicers",
	NoNewMembers: true,
	Corp: func(c *emulator.Corp) {
		acctest.WithKfAccount(c)
		c.KfAccounts = append(c.KfAccounts, emulator.KfAccount{ID: "wkOther", Name: "别的", Picture: "x", App: acctest.AppName})
		threeDepartments(c)
		c.Members = append(c.Members, emulator.Member{UserID: "wangwu", Name: "王五", Departments: []emulator.Membership{{Department: 2}}})
	},
	Defaults: Values{"id": acctest.KfAccount, "user_ids": nil, "department_ids": nil, "exclusive": true, "deletion_protection": false},
	NotImported: map[string]string{
		"exclusive": "known to Terraform only",
	},
	Minimal: Object{
		Values: Values{"account_id": acctest.KfAccount, "user_ids": []any{"zhangsan"}, "department_ids": []any{2}},
		Sends:  []string{kfAdd(`"userid_list":["zhangsan"],"department_id_list":[2]`)},
		Calls:  map[string]int{"list": 2, "add": 1, "list_id": 1},
	},
	Maximal: Object{
		Values: Values{"account_id": acctest.KfAccount, "user_ids": []any{"zhangsan", "lisi"}, "department_ids": []any{2, 3}, "exclusive": true, "deletion_protection": false},
		Sends:  []string{kfAdd(`"userid_list":["lisi","zhangsan"],"department_id_list":[2,3]`)},
	},
	Big: &Big{Of: func(n int) Values { return Values{"user_ids": manyUsers(n)} },
		Less: kfServe(func(a *emulator.KfAccount) { a.Users = a.Users[1:] })},
	Edits: []Edit{
		{Name: "one more", To: Values{"user_ids": []any{"zhangsan", "lisi"}}, Sends: []string{kfAdd(`"userid_list":["lisi"]`)}},
		{Name: "members", To: Values{"user_ids": []any{"lisi", "wangwu"}}, Sends: []string{kfAdd(`"userid_list":["lisi","wangwu"]`), kfDel(`"userid_list":["zhangsan"]`)},
			InOrder: []string{"add", "del"}},
		{Name: "spelling", To: Values{"user_ids": []any{"ZhangSan"}}, State: Values{"user_ids": []any{"zhangsan"}}, Silent: true},
		{Name: "departments", To: Values{"department_ids": []any{3}},
			Sends: []string{kfAdd(`"department_id_list":[3]`), kfDel(`"department_id_list":[2]`)}},
		{Name: "nobody", To: Values{"user_ids": []any{}}, Sends: []string{kfDel(`"userid_list":["zhangsan"]`)}},
		{Name: "not exclusive", To: Values{"exclusive": false}, Sends: []string{}},
		{Name: "account", To: Values{"account_id": "wkOther"}, State: Values{"id": "wkOther"}, Replaced: true, Sends: []string{
			kfDel(`"userid_list":["zhangsan"],"department_id_list":[2]`), `servicer/add {"open_kfid":"wkOther","userid_list":["zhangsan"],"department_id_list":[2]}`}},
	},
	Unset: []Unset{
		{Name: "members", Remove: []string{"user_ids"}, Sends: []string{}, State: Values{"user_ids": nil},
			Ignored: kfServe(func(a *emulator.KfAccount) { a.Users = nil })},
	},
	Drift: []Drift{
		{Name: "a member more", Edit: kfServe(func(a *emulator.KfAccount) { a.Users = append(a.Users, "wangwu") }), Sends: []string{kfDel(`"userid_list":["wangwu"]`)}},
		{Name: "a member less", Edit: kfServe(func(a *emulator.KfAccount) { a.Users = []string{"lisi"} }), Sends: []string{kfAdd(`"userid_list":["zhangsan"]`)}},
		{Name: "a department less", Edit: kfServe(func(a *emulator.KfAccount) { a.Departments = []int64{3} }), Sends: []string{kfAdd(`"department_id_list":[2]`)}},
	},
	Invalid: []Invalid{
		{"empty account", Values{"account_id": ""}, "account_id is empty; it needs at least one character", "account_id"},
		{"21 departments", Values{"department_ids": numbers(21)}, "at most 20 elements, got: 21", "department_ids"},
		{"2001 members", Values{"user_ids": members(2001)}, "at most 2000 elements, got: 2001", "user_ids"},
		{"no userid", Values{"user_ids": []any{"张三"}}, `"张三" is no userid`, "user_ids"},
		{"one member twice", Values{"user_ids": []any{"lisi", "LiSi"}}, "which are one member", "user_ids"},
		{"department 0", Values{"department_ids": []any{0}}, "each number must be 1 to 4294967295", "department_ids"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerService = false }, Says: []string{"errcode 48002", "微信客服 → 可调用接口的应用"}},
		{Name: "account of nobody", Values: Values{"account_id": "wkNobody"}, Says: []string{"there is no customer service account wkNobody"}},
		{Name: "account of another app", Corp: func(c *emulator.Corp) { c.KfAccounts[0].App = "" }, Says: []string{"the account is not handed to this app"}},
		{Name: "too many", Fault: &emulator.Fault{Path: "servicer/add", Kind: emulator.FaultError, Code: 95020}, Says: []string{"errcode 95020"}},
	},
	WrongIDs: map[string]string{blank + "wk": "Servicers are imported by the open_kfid of their account", "wkNobody": "Cannot import non-existent remote object"},
	Loss: Loss{Destroy: `Reception of servicers of customer service account ` + acctest.KfAccount + ` will be lost`,
		Refused: "the account is not handed to this app", Page: "微信客服 → 通过API管理微信客服账号"},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, a := range c.KfAccounts {
			if len(a.Users)+len(a.Departments) > 0 {
				out[a.ID] = fmt.Sprint(ordered(a.Users), ordered(a.Departments))
			}
		}
		return out
	},
	Apart: "who serves an account is a part of the account",
	Other: map[string]string{
		"servicer/add": "adds servicers to what is there, and may be repeated freely: its ladder cuts it", "servicer/del": "takes them off, likewise",
	},
	Calls:    Calls{Create: "servicer/add", Delete: "servicer/del", Reads: []string{"servicer/list"}},
	Families: []string{"kf"},
	Spares: map[string]string{
		"KfServicersExpanded=true": "members of departments are then shown until an apply has tried to take them off; TestKfServicers_expanded holds it",
	},
	Hostile: acctest.Hostile{ID: "wk1", Config: `{"account_id":"wk1","user_ids":["a"],"deletion_protection":false}`, Answers: []string{
		`{"errcode":0,"servicer_list":[{"userid":"a","status":0},{"department_id":2}],"result_list":[{"userid":"a","errcode":0,"errmsg":"success"}]}`,
		`{"errcode":0,"servicer_list":[],"result_list":[{"userid":"a","errcode":60030,"errmsg":"x"}]}`, `{"errcode":0}`, `{"errcode":0,"servicer_list":[{}]}`,
		`{"errcode":95004,"errmsg":"x"}`, `{"errcode":0,"servicer_list":{"userid":7,"status":"x"}}`,
	}},
})

func numbers(n int) (out []any) {
	for i := range n {
		out = append(out, i+1)
	}
	return out
}

func members(n int) (out []any) {
	for i := range n {
		out = append(out, fmt.Sprintf("u%04d", i))
	}
	return out
}
