// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Console is the administrator at the WeCom console (管理后台). Its edits obey the store's rules but no credential's, are
// owned by no app, and are not in the log of API calls.
type Console struct{ srv *core.Server }

// Console returns the console of the corp.
func (s *Server) Console() *Console { return &Console{s.Server} }

// edit runs one change under the lock and saves it.
func (c *Console) edit(change func(st *store) error) error {
	return c.srv.Edit(func(w core.World) error { return change(w.(*store)) }) //nolint:errcheck // the only world
}

// op makes an operation of a method of Console.
func op(name string, method any, params ...string) core.Operation {
	return core.Op(func(s *core.Server) any { return &Console{s} }, name, method, params...)
}

func (c *Console) editApp(name string, change func(st *store, app *App) error) error {
	return c.edit(func(st *store) error {
		app := st.FindApp(name)
		if app == nil {
			return fmt.Errorf("no app named %q", name)
		}
		return change(st, app)
	})
}

// setApp makes an edit of one setting of an app.
func (c *Console) setApp(name string, set func(app *App)) error {
	return c.editApp(name, func(_ *store, app *App) error { set(app); return nil })
}

// SetVisibleRange sets the visible range (可见范围) of a self-built app.
func (c *Console) SetVisibleRange(app string, departments []int64, users []string) error {
	return c.editApp(app, func(st *store, a *App) error {
		for _, id := range departments {
			if !st.departments.Has(id) {
				return st.unknownDepartment()
			}
		}
		for _, id := range users {
			if _, err := st.members.Find(id); err != nil {
				return err
			}
		}
		a.VisibleDepartments, a.VisibleUsers = slices.Clone(departments), slices.Clone(users)
		return nil
	})
}

// SetTrustedIPs sets 企业可信IP; none switches the check off. On the live server it takes about a minute.
func (c *Console) SetTrustedIPs(app string, ips ...string) error {
	return c.setApp(app, func(a *App) { a.TrustedIPs = slices.Clone(ips) })
}

// SetCallerIP sets the address that WeCom sees calls come from; "" is the connection's own.
func (c *Console) SetCallerIP(ip string) error {
	return c.edit(func(st *store) error {
		st.CallerIP = ip
		return nil
	})
}

// SetCustomerContact puts the app into 可调用接口的应用 of 客户联系 or takes it out.
func (c *Console) SetCustomerContact(app string, listed bool) error {
	return c.setApp(app, func(a *App) { a.CustomerContact = listed })
}

// SetReadOnly puts contact sync into read mode or edit mode.
func (c *Console) SetReadOnly(app string, readOnly bool) error {
	return c.setApp(app, func(a *App) { a.ReadOnly = readOnly })
}

// SetDetailsBlocked makes the caller's IP new (48009 for contact sync) or known.
func (c *Console) SetDetailsBlocked(app string, blocked bool) error {
	return c.setApp(app, func(a *App) { a.DetailsBlocked = blocked })
}

// ResetSecret gives the app a new secret and returns it; the old one answers 40001 from now on, and its tokens 40014
// unless Switches.TokensSurviveReset.
func (c *Console) ResetSecret(app string) (secret string, err error) {
	err = c.editApp(app, func(st *store, a *App) error {
		secret = st.NewSecret()
		a.Secret = secret
		if !st.sw.TokensSurviveReset {
			c.srv.KillTokens(app, 40014)
		}
		return nil
	})
	return secret, err
}

// DisableApp disables an app: gettoken answers 40001, its tokens 50003.
func (c *Console) DisableApp(app string) error {
	return c.setApp(app, func(a *App) { a.Disabled = true })
}

// EnableApp enables it again.
func (c *Console) EnableApp(app string) error {
	return c.setApp(app, func(a *App) { a.Disabled = false })
}

// AddApp makes an app; secret and name must be free.
func (c *Console) AddApp(app App) error {
	return c.edit(func(st *store) error { return st.AddApp(app) })
}

var appOperations = []core.Operation{
	op("set_visible_range", (*Console).SetVisibleRange, "app<name", "departments<visible_departments 部门|Departments", "users<visible_users:users 成员|Userids").
		In(TabApps, "可见范围|Visible range"),
	op("set_trusted_ips", (*Console).SetTrustedIPs, "app<name", "ips<trusted_ips:words IP（空为不限）|Addresses (none: no check)").
		In(TabApps, "企业可信IP|Trusted IPs"),
	op("set_caller_ip", (*Console).SetCallerIP, "ip"),
	op("set_customer_contact", (*Console).SetCustomerContact, "app<name", "on<customer_contact 可调用|Allowed").
		In(TabApps, "客户联系：可调用接口的应用|May call the customer contact API"),
	op("set_read_only", (*Console).SetReadOnly, "app<name", "on<read_only 只读|Read only").In(TabApps, "通讯录同步：只读|Contact sync: read only"),
	op("set_details_blocked", (*Console).SetDetailsBlocked, "app", "on"),
	op("reset_secret", (*Console).ResetSecret, "app").Answers("secret"),
	op("disable_app", (*Console).DisableApp, "app"),
	op("enable_app", (*Console).EnableApp, "app"),
	op("add_app", (*Console).AddApp, "new_app"),
}

// TabApps is the tab of apps.
const TabApps = "apps"

var appPart = part{
	routes: agentRoutes, operations: appOperations,
	tab: &Tab{Key: TabApps, Title: "应用|Apps", Count: func(c *Corp) int { return len(c.Apps) }},
}
