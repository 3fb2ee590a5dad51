// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// SetCustomerService puts the app into 可调用接口的应用 of 微信客服 or takes it out.
func (c *Console) SetCustomerService(app string, listed bool) error {
	return c.setApp(app, func(a *App) { a.CustomerService = listed })
}

// AddKfAccount adds a customer service account in the console. It is handed to no app unless App names one.
func (c *Console) AddKfAccount(a KfAccount) (id string, err error) {
	err = c.edit(func(st *store) (err error) { id, err = st.kfAccounts.ConsoleAdd(a); return err })
	return id, err
}

// UpdateKfAccount changes an account in the console: name, picture, the app that manages it, servicers, and which of
// them receive nobody. Another picture has another address.
func (c *Console) UpdateKfAccount(id string, change func(*KfAccount)) error {
	return c.edit(func(st *store) error {
		return st.kfAccounts.ConsoleUpdate(id, func(a *KfAccount) {
			picture := a.Picture
			change(a)
			if a.Picture != picture && st.sw.KfAvatar != KfAvatarFixed {
				a.Avatar = ""
			}
		})
	})
}

// DeleteKfAccount deletes an account in the console.
func (c *Console) DeleteKfAccount(id string) error {
	return c.edit(func(st *store) error { return st.kfAccounts.ConsoleDelete(id) })
}

// AddKfGroup adds a group of the knowledge base (知识库分组) in the console.
func (c *Console) AddKfGroup(name string) (id string, err error) {
	err = c.edit(func(st *store) (err error) { id, err = st.kfGroups.ConsoleAdd(KfGroup{Name: name}); return err })
	return id, err
}

// RenameKfGroup renames one.
func (c *Console) RenameKfGroup(id, name string) error {
	return c.edit(func(st *store) error { return st.kfGroups.ConsoleUpdate(id, func(g *KfGroup) { g.Name = name }) })
}

// DeleteKfGroup deletes one with what is in it.
func (c *Console) DeleteKfGroup(id string) error {
	return c.edit(func(st *store) error {
		if _, err := st.kfGroups.Find(id); err != nil {
			return err
		}
		return st.dropKfGroup(id, false)
	})
}

// AddKfIntent adds a question with its answer in the console, to the default group where none is named.
func (c *Console) AddKfIntent(i KfIntent) (id string, err error) {
	err = c.edit(func(st *store) (err error) { id, err = st.kfIntents.ConsoleAdd(i); return err })
	return id, err
}

// UpdateKfIntent changes one.
func (c *Console) UpdateKfIntent(id string, change func(*KfIntent)) error {
	return c.edit(func(st *store) error { return st.kfIntents.ConsoleUpdate(id, change) })
}

// DeleteKfIntent deletes one.
func (c *Console) DeleteKfIntent(id string) error {
	return c.edit(func(st *store) error { return st.kfIntents.ConsoleDelete(id) })
}

// Tabs of customer service and its knowledge base.
const (
	TabKfAccounts = "kf-accounts"
	TabKfGroups   = "kf-groups"
	TabKfIntents  = "kf-intents"
)

var kfAccountPart = holding(part{
	routes: kfRoutes,
	operations: []core.Operation{
		op("set_customer_service", (*Console).SetCustomerService, "app<name", "on<customer_service 可调用|Allowed").
			In(TabApps, "微信客服：可调用接口的应用|May call the customer service API"),
		op("add_kf_account", (*Console).AddKfAccount, "account").In(TabKfAccounts, "创建客服账号|Add account"),
		op("update_kf_account", (*Console).UpdateKfAccount, "id<open_kfid", "change").In(TabKfAccounts, "编辑|Edit"),
		op("delete_kf_account", (*Console).DeleteKfAccount, "id<open_kfid").In(TabKfAccounts, "删除客服账号|Delete account").AsksFirst(),
	},
	tab: &Tab{Key: TabKfAccounts, Title: "微信客服|Customer service"},
	example: func(corp *Corp, _ int64) {
		corp.KfAccounts = []KfAccount{{ID: "wkJ7wNrQAAexampleService0000000", Name: "晨星客服", Picture: "logo", App: ExampleApp, Users: []string{"huangmin"}}}
	},
}, newKfAccounts, func(st *store) **core.Collection[string, KfAccount] { return &st.kfAccounts }, func(c *Corp) *[]KfAccount { return &c.KfAccounts })

var kfGroupPart = holding(part{
	routes: kfKnowledgeRoutes,
	operations: []core.Operation{
		op("add_kf_group", (*Console).AddKfGroup, "name 分组名称|Name").In(TabKfGroups, "新建知识库分组|Add knowledge group"),
		op("rename_kf_group", (*Console).RenameKfGroup, "id<group_id", "name<name 分组名称|Name").In(TabKfGroups, "重命名|Rename"),
		op("delete_kf_group", (*Console).DeleteKfGroup, "id<group_id").In(TabKfGroups, "删除分组|Delete group").AsksFirst(),
	},
	tab: &Tab{Key: TabKfGroups, Title: "知识库分组|Knowledge groups"},
}, newKfGroups, func(st *store) **core.Collection[string, KfGroup] { return &st.kfGroups }, func(c *Corp) *[]KfGroup { return &c.KfGroups })

var kfIntentPart = holding(part{
	operations: []core.Operation{
		op("add_kf_intent", (*Console).AddKfIntent, "intent").In(TabKfIntents, "新建问答|Add question"),
		op("update_kf_intent", (*Console).UpdateKfIntent, "id<intent_id", "change").In(TabKfIntents, "编辑|Edit"),
		op("delete_kf_intent", (*Console).DeleteKfIntent, "id<intent_id").In(TabKfIntents, "删除问答|Delete question").AsksFirst(),
	},
	tab: &Tab{Key: TabKfIntents, Title: "知识库问答|Knowledge questions"},
}, newKfIntents, func(st *store) **core.Collection[string, KfIntent] { return &st.kfIntents }, func(c *Corp) *[]KfIntent { return &c.KfIntents })
