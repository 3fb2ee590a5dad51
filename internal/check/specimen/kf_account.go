// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// avatar is a picture as the state has it.
func avatar(name string) Values {
	return Values{"file": pictures[name], "media_id": nil, "sha256": Match(`^[0-9a-f]{64}$`), "url": Match(`^https://wework\.qpic\.cn/`)}
}

func kfAccountEdit(change func(*emulator.KfAccount)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateKfAccount(id, change) }
}

var _ = add(Specimen{
	Type:     "wecom_kf_account",
	Corp:     acctest.WithKfAccount,
	Defaults: Values{"id": Match(`^wk`), "avatar": avatar("a"), "manageable": true, "deletion_protection": false},
	NotImported: map[string]string{
		"avatar": "WeCom shows its address, not its content",
	},
	Minimal: Object{
		Values: Values{"name": "售后", "avatar": Values{"file": pictures["a"]}},
		State:  Values{"avatar": avatar("a")},
		Sends:  []string{"media/upload", "account/add"},
		Calls:  map[string]int{"list": 2, "upload": 1, "add": 1},
	},
	Maximal: Object{
		Values: Values{"name": strings.Repeat("客", 16), "avatar": Values{"file": pictures["b"]}, "deletion_protection": false},
		State:  Values{"avatar": avatar("b")},
		Sends:  []string{"media/upload", "account/add"},
	},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "售前 & <1>"}, State: Values{"avatar": avatar("a")},
			Sends: []string{`account/update {"open_kfid":"{id}","name":"售前 & <1>"}`}, Calls: map[string]int{"list": 1, "update": 1}, Same: []string{"avatar.url"}},
		{Name: "another picture", To: Values{"avatar": Values{"file": pictures["b"]}}, State: Values{"avatar": avatar("b")}, Sends: []string{"media/upload", "account/update"}},
		{Name: "name and picture", To: Values{"name": "二", "avatar": Values{"file": pictures["c"]}}, State: Values{"avatar": avatar("c")},
			Sends: []string{"media/upload", "account/update"}},
	},
	Drift: []Drift{
		{Name: "name", Edit: kfAccountEdit(func(a *emulator.KfAccount) { a.Name = "改" }), Sends: []string{"account/update"}},
		{Name: "picture", Edit: kfAccountEdit(func(a *emulator.KfAccount) { a.Picture = "another" }), Sends: []string{"media/upload", "account/update"}},
	},
	Invalid: []Invalid{
		{"17 characters", Values{"name": strings.Repeat("客", 17)}, "name has 17 characters; WeCom allows 16", "name"},
		{"empty name", Values{"name": ""}, "name is empty; it needs at least one character", "name"},
		{"blank at the end", Values{"name": "售后 "}, "name begins or ends with a blank", "name"},
		{"no picture", Values{"avatar": nil}, `The argument "avatar" is required`, ""},
		{"no source", Values{"avatar": Values{}}, "avatar names neither file nor media_id", "avatar"},
		{"two sources", Values{"avatar": Values{"file": pictures["a"], "media_id": "x"}}, "avatar names both file and media_id", "avatar"},
		{"missing file", Values{"avatar": Values{"file": pictures["missing"]}}, "which does not exist", "avatar"},
		{"text named .png", Values{"avatar": Values{"file": pictures["text"]}}, "which is no JPG or PNG, whatever it is called", "avatar"},
		{"five bytes", Values{"avatar": Values{"file": pictures["tiny"]}}, "of 5 bytes; WeCom wants more than 5", "avatar"},
		{"11 MB", Values{"avatar": Values{"file": pictures["large"]}}, "of 11.0 MB; WeCom takes at most 10 MB here", "avatar"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerService = false }, Says: []string{"errcode 48002", "微信客服 → 可调用接口的应用"}},
		{Name: "no account to begin with", Corp: func(c *emulator.Corp) { c.KfAccounts[0].App = "" }, Says: []string{"errcode 95017", "Hand at least one account to the app"}},
		{Name: "media id of nobody", Values: Values{"avatar": Values{"media_id": "nobody"}}, Says: []string{"the media id of avatar is wrong, has expired"}},
		{Name: "too many", Fault: &emulator.Fault{Path: "account/add", Kind: emulator.FaultError, Code: 95027}, Says: []string{"errcode 95027", "at most 10"}},
		{Name: "too little used", Fault: &emulator.Fault{Path: "account/add", Kind: emulator.FaultError, Code: 95026}, Says: []string{"errcode 95026"}},
	},
	Partial: []Partial{
		{
			Name: "reading back", Warned: true, Says: "created but not read back", Sends: []string{"media/upload", "account/add"}, Finishes: []string{},
			Faults: []emulator.Fault{{Path: "account/list", Skip: 1, Kind: emulator.FaultServerError, Times: 20}},
		},
		{
			Name: "a change of another app's", From: Values{}, To: Values{"name": "二"}, Says: "the account is not handed to this app",
			Faults: []emulator.Fault{{Path: "account/update", Kind: emulator.FaultError, Code: 48007}}, Finishes: []string{"account/update"},
			Sends: []string{"account/update"},
		},
		{
			Name: "a servicer out of sight", From: Values{}, To: Values{"name": "二"}, Says: "Widen the app's visible range (可见范围) to every servicer of the account",
			Faults: []emulator.Fault{{Path: "account/update", Kind: emulator.FaultError, Code: 60030}}, Finishes: []string{"account/update"},
			Sends: []string{"account/update"},
		},
	},
	WrongIDs: map[string]string{blank + "wk": "A customer service account is imported by its open_kfid", "wkNobody": "Cannot import non-existent remote object"},
	Loss: Loss{
		Destroy: `Links and servicers of customer service account "售后" ({id}) will be lost`,
		Refused: "the account is not handed to this app", Page: "微信客服 → 通过API管理微信客服账号",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, a := range c.KfAccounts {
			if id := a.ID; id != acctest.KfAccount {
				a.ID, a.Avatar = "", "" // another one for each upload
				out[id] = a
			}
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DeleteKfAccount(id) },
	Calls:    Calls{Create: "account/add", Update: "account/update", Delete: "account/del", Reads: []string{"account/list"}},
	Looks:    []string{"account/list"},
	Families: []string{"kf"},
	Spares: map[string]string{
		"KfManageAbsent=true": "then manageable is null in every state; TestKfAccount_manageHidden holds it",
	},
	Lag: 2,
	Many: func(i int) Values {
		return Values{"name": fmt.Sprint("客服", i), "avatar": Values{"file": pictures["a"]}}
	},
	Refresh: func(int) int { return 2 },
	Hostile: acctest.Hostile{ID: "wk1", Config: `{"name":"n","avatar":{"media_id":"m"},"deletion_protection":false}`, Answers: []string{
		hostileKfAccount, `{"errcode":0,"account_list":[]}`, `{"errcode":0}`, `<html>` + acctest.AnswerEnd + hostileKfAccount,
		`{"errcode":0,"account_list":[{"name":"n"}]}`, `{"errcode":0,"account_list":[{"open_kfid":"wk1","name":null,"avatar":7,"manage_privilege":"yes"}]}`,
		`{"errcode":0,"open_kfid":"wk1","account_list":{"open_kfid":"wk1"}}`, `{"errcode":95004,"errmsg":"x"}`, `{"errcode":40001,"errmsg":"x"}`,
	}},
})

const hostileKfAccount = `{"errcode":0,"media_id":"m","open_kfid":"wk1","account_list":[{"open_kfid":"wk1","name":"n","avatar":"https://wework.qpic.cn/wwhead/a/0","manage_privilege":true}]}`
