// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

var _ = add(Specimen{
	Type: "wecom_kf_link",
	Corp: func(c *emulator.Corp) {
		acctest.WithKfAccount(c)
		c.KfAccounts = append(c.KfAccounts, emulator.KfAccount{ID: "wkOther", Name: "别的", Picture: "x"})
	},
	Defaults: Values{"id": acctest.KfAccount, "scene": nil, "url": Match(`^https://work\.weixin\.qq\.com/kf/`), "deletion_protection": false},
	NoImport: "WeCom shows no link that was made before, so there is nothing to import",
	Minimal: Object{
		Values: Values{"account_id": acctest.KfAccount},
		Calls:  map[string]int{"add_contact_way": 1},
	},
	Maximal: Object{
		Values: Values{"account_id": acctest.KfAccount, "scene": strings.Repeat("a-_9", 8), "deletion_protection": false},
		State:  Values{"id": acctest.KfAccount + "/" + strings.Repeat("a-_9", 8)},
	},
	Edits: []Edit{
		{Name: "scene", To: Values{"scene": "web"}, State: Values{"id": acctest.KfAccount + "/web"}, Replaced: true, Calls: map[string]int{"list": 1, "add_contact_way": 1}},
		{Name: "account", To: Values{"account_id": "wkOther"}, State: Values{"id": "wkOther"}, Replaced: true},
		{Name: "no scene", From: Values{"scene": "web"}, To: Values{"scene": nil}, Replaced: true},
	},
	Invalid: []Invalid{
		{"empty account", Values{"account_id": ""}, "account_id is empty; it needs at least one character", "account_id"},
		{"empty scene", Values{"scene": ""}, "scene is empty. To have none, leave the line out or write null", "scene"},
		{"33 bytes", Values{"scene": strings.Repeat("a", 33)}, "scene has 33 bytes; WeCom takes 32", "scene"},
		{"a blank", Values{"scene": "a b"}, `scene is "a b"; WeCom takes letters a-z, A-Z, digits, _ and - only`, "scene"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerService = false }, Says: []string{"errcode 48002", "微信客服 → 可调用接口的应用"}},
		{Name: "account of nobody", Values: Values{"account_id": "wkNobody"}, Says: []string{"there is no customer service account wkNobody"}},
		{Name: "no account id", Values: Values{"account_id": "nobody"}, Says: []string{"there is no customer service account nobody"}},
	},
	Loss:     Loss{Destroy: "stays as it is in WeCom"},
	Objects:  func(emulator.Corp) map[string]any { return map[string]any{} },
	Apart:    "WeCom keeps no links",
	Calls:    Calls{Create: "kf/add_contact_way", Reads: []string{"account/list"}},
	Families: []string{"kf"},
	Hostile: acctest.Hostile{ID: "wk1/a", Config: `{"account_id":"wk1","scene":"a","deletion_protection":false}`, Answers: []string{
		`{"errcode":0,"url":"https://work.weixin.qq.com/kf/kfc1","account_list":[{"open_kfid":"wk1","name":"n"}]}`, `{"errcode":0,"url":7}`, `{"errcode":0,"account_list":[]}`,
		`{"errcode":95004,"errmsg":"x"}`,
	}},
})
