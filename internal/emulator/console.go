// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Console is the administrator at the WeCom console (管理后台). Its edits obey the store's rules but no
// credential's, are owned by no app, and are not in the log of API calls.
type Console struct{ srv *core.Server }

// Console returns the console of the corp.
func (s *Server) Console() *Console { return &Console{s.Server} }

// edit runs one change under the lock and saves it.
func (c *Console) edit(change func(st *store) error) error {
	return c.srv.Edit(func(w core.World) error { return change(w.(*store)) }) //nolint:errcheck // the only world
}

// Tabs of the page for humans, where operations have their forms.
const (
	TabDirectory = "directory"
	TabTags      = "tags"
	TabWays      = "contact-ways"
	TabLinks     = "acquisition-links"
	TabRules     = "intercept-rules"
	TabApps      = "apps"
)

// operations are the edits of the console by name: below /_emulator/console/, and with a title a form of the page.
var operations = slices.Concat(
	directoryOperations, memberOperations, tagOperations, appOperations, wayOperations, linkOperations, ruleOperations,
)

// op makes an operation of a function of the console that answers nothing, or something.
func op[A any](name string, run func(c *Console, a *A) error) core.Operation {
	return core.Op(name, func(s *core.Server, a *A) (any, error) { return nil, run(&Console{s}, a) })
}

func opWith[A, R any](name string, run func(c *Console, a *A) (R, error)) core.Operation {
	return core.Op(name, func(s *core.Server, a *A) (any, error) {
		out, err := run(&Console{s}, a)
		if err != nil {
			return nil, err
		}
		return out, nil
	})
}

// opID answers the id of what was made.
func opID[A, K any](name string, run func(c *Console, a *A) (K, error)) core.Operation {
	return opWith(name, func(c *Console, a *A) (map[string]K, error) {
		id, err := run(c, a)
		return map[string]K{"id": id}, err
	})
}

type argID struct {
	ID string `json:"id" from:"id"`
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

// ResetSecret gives the app a new secret and returns it; the old one answers 40001 from now on, and its tokens
// 40014 unless Switches.TokensSurviveReset.
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

type argApp struct {
	App string `json:"app" from:"name"`
}

var appOperations = []core.Operation{
	op("set_visible_range", func(c *Console, a *struct {
		App         string   `json:"app" from:"name"`
		Departments []int64  `json:"departments" from:"visible_departments" form:"部门|Departments"`
		Users       []string `json:"users" from:"visible_users" form:"成员|Userids" input:"users"`
	}) error {
		return c.SetVisibleRange(a.App, a.Departments, a.Users)
	}).In(TabApps, "可见范围|Visible range"),
	op("set_trusted_ips", func(c *Console, a *struct {
		App string   `json:"app" from:"name"`
		IPs []string `json:"ips" from:"trusted_ips" form:"IP（空为不限）|Addresses (none: no check)" input:"words"`
	}) error {
		return c.SetTrustedIPs(a.App, a.IPs...)
	}).In(TabApps, "企业可信IP|Trusted IPs"),
	op("set_caller_ip", func(c *Console, a *struct {
		IP string `json:"ip"`
	}) error {
		return c.SetCallerIP(a.IP)
	}),
	op("set_customer_contact", func(c *Console, a *struct {
		App string `json:"app" from:"name"`
		On  bool   `json:"on" from:"customer_contact" form:"可调用|Allowed"`
	}) error {
		return c.SetCustomerContact(a.App, a.On)
	}).In(TabApps, "客户联系：可调用接口的应用|May call the customer contact API"),
	op("set_read_only", func(c *Console, a *struct {
		App string `json:"app" from:"name"`
		On  bool   `json:"on" from:"read_only" form:"只读|Read only"`
	}) error {
		return c.SetReadOnly(a.App, a.On)
	}).In(TabApps, "通讯录同步：只读|Contact sync: read only"),
	op("set_details_blocked", func(c *Console, a *struct {
		App string `json:"app"`
		On  bool   `json:"on"`
	}) error {
		return c.SetDetailsBlocked(a.App, a.On)
	}),
	opWith("reset_secret", func(c *Console, a *argApp) (map[string]string, error) {
		secret, err := c.ResetSecret(a.App)
		return map[string]string{"secret": secret}, err
	}),
	op("disable_app", func(c *Console, a *argApp) error { return c.DisableApp(a.App) }),
	op("enable_app", func(c *Console, a *argApp) error { return c.EnableApp(a.App) }),
	op("add_app", func(c *Console, a *struct {
		App *App `json:"new_app"`
	}) error {
		return c.AddApp(*a.App)
	}),
}
