// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// SetAppSettings gives an app these settings in the console, in place of those it has.
func (c *Console) SetAppSettings(settings AppSettings) error {
	return c.edit(func(st *store) error {
		if err := st.knownAgent(settings.AgentID); err != nil {
			return err
		}
		st.settings.Put(settings)
		return nil
	})
}

// UpdateAppSettings changes the settings of an app in the console, also of one that has none yet.
func (c *Console) UpdateAppSettings(agentID int64, change func(*AppSettings)) error {
	return c.edit(func(st *store) error {
		if err := st.knownAgent(agentID); err != nil {
			return err
		}
		a := st.appSettings(agentID)
		change(&a)
		a.AgentID = agentID
		st.settings.Put(a)
		return nil
	})
}

// SetAppMenu gives an app a menu in the console.
func (c *Console) SetAppMenu(menu AppMenu) error {
	return c.edit(func(st *store) error {
		if err := st.menus.Check(&menu); err != nil {
			return err
		}
		st.menus.Put(menu)
		return nil
	})
}

// DeleteAppMenu takes the menu of an app away in the console.
func (c *Console) DeleteAppMenu(agentID int64) error {
	return c.edit(func(st *store) error { return st.menus.ConsoleDelete(agentID) })
}

// SetWorkbenchTemplate gives an app a template. The console knows none; another program of the app does so.
func (c *Console) SetWorkbenchTemplate(template WorkbenchTemplate) error {
	return c.edit(func(st *store) error {
		if err := st.templates.Check(&template); err != nil {
			return err
		}
		st.templates.Put(template)
		return nil
	})
}

// DeleteWorkbenchTemplate lets the workbench show the icon of an app again.
func (c *Console) DeleteWorkbenchTemplate(agentID int64) error {
	return c.edit(func(st *store) error { return st.templates.ConsoleDelete(agentID) })
}

// UpdateAppChat changes a chat, as its owner and members do in the client.
func (c *Console) UpdateAppChat(chatID string, change func(*AppChat)) error {
	return c.edit(func(st *store) error { return st.appChats.ConsoleUpdate(chatID, change) })
}

// DissolveAppChat ends a chat, as its owner does in the client.
func (c *Console) DissolveAppChat(chatID string) error {
	return c.edit(func(st *store) error { return st.appChats.ConsoleDelete(chatID) })
}

// Tabs of what belongs to one app.
const (
	TabAppSettings = "app-settings"
	TabMenus       = "app-menus"
	TabWorkbench   = "workbench"
	TabAppChats    = "app-chats"
)

var (
	settingsPart = holding(part{tab: &Tab{Key: TabAppSettings, Title: "应用设置|App settings"}, operations: []core.Operation{
		op("set_app_settings", (*Console).SetAppSettings, "settings").In(TabAppSettings, "设置应用|Set"),
		op("update_app_settings", (*Console).UpdateAppSettings, "id<agent_id", "change").In(TabAppSettings, "编辑|Edit"),
	}}, newAppSettings, func(st *store) **core.Collection[int64, AppSettings] { return &st.settings }, func(c *Corp) *[]AppSettings { return &c.AppSettings })

	menuPart = holding(part{routes: menuRoutes, tab: &Tab{Key: TabMenus, Title: "自定义菜单|Menus"}, operations: []core.Operation{
		op("set_app_menu", (*Console).SetAppMenu, "menu"),
		op("delete_app_menu", (*Console).DeleteAppMenu, "id<agent_id").In(TabMenus, "停用菜单|Take away").AsksFirst(),
	}}, newMenus, func(st *store) **core.Collection[int64, AppMenu] { return &st.menus }, func(c *Corp) *[]AppMenu { return &c.AppMenus })

	workbenchPart = holding(part{routes: workbenchRoutes, tab: &Tab{Key: TabWorkbench, Title: "工作台展示|Workbench"}, operations: []core.Operation{
		op("set_workbench_template", (*Console).SetWorkbenchTemplate, "template"),
		op("delete_workbench_template", (*Console).DeleteWorkbenchTemplate, "id<agent_id").In(TabWorkbench, "恢复图标|Show the icon again").AsksFirst(),
	}}, newTemplates, func(st *store) **core.Collection[int64, WorkbenchTemplate] { return &st.templates },
		func(c *Corp) *[]WorkbenchTemplate { return &c.WorkbenchTemplates })

	appChatPart = holding(part{routes: appChatRoutes, tab: &Tab{Key: TabAppChats, Title: "应用群聊|App chats"}, operations: []core.Operation{
		op("update_app_chat", (*Console).UpdateAppChat, "id<chatid", "change").In(TabAppChats, "编辑|Edit"),
		op("dissolve_app_chat", (*Console).DissolveAppChat, "id<chatid").In(TabAppChats, "解散|Dissolve").AsksFirst(),
	}}, newAppChats, func(st *store) **core.Collection[string, AppChat] { return &st.appChats }, func(c *Corp) *[]AppChat { return &c.AppChats })
)
