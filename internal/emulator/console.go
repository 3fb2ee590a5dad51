// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Console is the administrator at the WeCom console (管理后台). Its edits obey the store's rules but no
// credential's, are owned by no app, and are not in the log of API calls.
type Console struct{ srv *Server }

// Console returns the console of the corp.
func (s *Server) Console() *Console { return &Console{s} }

// edit runs one change under the lock and saves it.
func (c *Console) edit(change func(st *store) error) error {
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	if err := change(c.srv.store); err != nil {
		return err
	}
	c.srv.revision++
	c.srv.save()
	return nil
}

func (c *Console) editApp(name string, change func(st *store, app *App) error) error {
	return c.edit(func(st *store) error {
		app := st.app(name)
		if app == nil {
			return fmt.Errorf("no app named %q", name)
		}
		return change(st, app)
	})
}

// SetVisibleRange sets the visible range (可见范围) of a self-built app.
func (c *Console) SetVisibleRange(app string, departments []int64, users []string) error {
	return c.editApp(app, func(st *store, a *App) error {
		for _, id := range departments {
			if st.departments[id] == nil {
				return st.unknownDepartment()
			}
		}
		for _, id := range users {
			if st.member(id) == nil {
				return unknownMember(id)
			}
		}
		a.VisibleDepartments, a.VisibleUsers = slices.Clone(departments), slices.Clone(users)
		return nil
	})
}

// SetTrustedIPs sets 企业可信IP; none switches the check off. On the live server it takes about a minute.
func (c *Console) SetTrustedIPs(app string, ips ...string) error {
	return c.editApp(app, func(_ *store, a *App) error {
		a.TrustedIPs = slices.Clone(ips)
		return nil
	})
}

// SetCallerIP sets the address that WeCom sees calls come from; "" is the connection's own.
func (c *Console) SetCallerIP(ip string) error {
	return c.edit(func(st *store) error {
		st.callerIP = ip
		return nil
	})
}

// SetCustomerContact puts the app into 可调用接口的应用 of 客户联系 or takes it out.
func (c *Console) SetCustomerContact(app string, listed bool) error {
	return c.editApp(app, func(_ *store, a *App) error {
		a.CustomerContact = listed
		return nil
	})
}

// SetReadOnly puts contact sync into read mode or edit mode.
func (c *Console) SetReadOnly(app string, readOnly bool) error {
	return c.editApp(app, func(_ *store, a *App) error {
		a.ReadOnly = readOnly
		return nil
	})
}

// SetDetailsBlocked makes the caller's IP new (48009 for contact sync) or known.
func (c *Console) SetDetailsBlocked(app string, blocked bool) error {
	return c.editApp(app, func(_ *store, a *App) error {
		a.DetailsBlocked = blocked
		return nil
	})
}

// ResetSecret gives the app a new secret and returns it; the old one answers 40001 from now on, and its tokens
// 40014 unless Switches.TokensSurviveReset.
func (c *Console) ResetSecret(app string) (string, error) {
	secret := ""
	err := c.editApp(app, func(st *store, a *App) error {
		a.Secret = st.newID("", 43, func(id string) bool { return st.appBySecret(id) != nil })
		secret = a.Secret
		if !c.srv.switches.TokensSurviveReset {
			c.srv.tokens.kill(app, 40014)
		}
		return nil
	})
	return secret, err
}

// DisableApp disables an app: gettoken answers 40001, its tokens 50003.
func (c *Console) DisableApp(app string) error { return c.setDisabled(app, true) }

// EnableApp enables it again.
func (c *Console) EnableApp(app string) error { return c.setDisabled(app, false) }

func (c *Console) setDisabled(app string, disabled bool) error {
	return c.editApp(app, func(_ *store, a *App) error {
		a.Disabled = disabled
		return nil
	})
}

// AddApp makes an app; secret and name must be free.
func (c *Console) AddApp(app App) error {
	return c.edit(func(st *store) error {
		apps := []App{app}
		for _, a := range st.apps {
			apps = append(apps, *a)
		}
		if err := validateApps(apps); err != nil {
			return err
		}
		added := app.clone()
		st.apps = append(st.apps, &added)
		return nil
	})
}

// consoleArgs are the arguments of the console operations over HTTP; each takes the ones it names.
type consoleArgs struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	NameEN      string   `json:"name_en"`
	Order       int64    `json:"order"`
	Parent      int64    `json:"parent"`
	Department  int64    `json:"department"`
	Departments []int64  `json:"departments"`
	Users       []string `json:"users"`
	UserID      string   `json:"userid"`
	Member      *Member  `json:"member"`
	Tags        []string `json:"tags"`
	Group       string   `json:"group"`
	App         string   `json:"app"`
	NewApp      *App     `json:"new_app"`
	IPs         []string `json:"ips"`
	IP          string   `json:"ip"`
	On          bool     `json:"on"`

	Change         json.RawMessage   `json:"change"` // keys of the object to change, over its old values
	ContactWay     *ContactWay       `json:"contact_way"`
	Link           *AcquisitionLink  `json:"link"`
	Rule           *InterceptRule    `json:"rule"`
	Quota          *AcquisitionQuota `json:"quota"`
	Closed         ClosedFunctions   `json:"closed_functions"`
	ExternalUserID string            `json:"external_userid"`
	URL            string            `json:"url"`
}

// consoleOp is one console operation over HTTP: the arguments it needs, and what it answers.
type consoleOp struct {
	args string
	run  func(c *Console, a consoleArgs) (any, error)
}

func only(err error) (any, error) { return nil, err }

func id[T any](id T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return map[string]T{"id": id}, nil
}

func value[T any](v T, err error) (any, error) { return v, err }

// changed lays the keys of a.Change over the object that update gives. Nothing is changed when a key is unknown.
func changed[T any](a consoleArgs, update func(id string, change func(*T)) error) error {
	if err := decodeStrictly(a.Change, new(T)); err != nil {
		return fmt.Errorf("change: %w", err)
	}
	return update(a.ID, func(v *T) { _ = decodeStrictly(a.Change, v) })
}

// consoleOps are the operations below /_emulator/console/.
var consoleOps = map[string]consoleOp{
	"create_department": {"parent name", func(c *Console, a consoleArgs) (any, error) { return id(c.CreateDepartment(a.Parent, a.Name)) }},
	"rename_department": {"department name", func(c *Console, a consoleArgs) (any, error) { return only(c.RenameDepartment(a.Department, a.Name)) }},
	"set_department_name_en": {"department name_en", func(c *Console, a consoleArgs) (any, error) {
		return only(c.SetDepartmentNameEN(a.Department, a.NameEN))
	}},
	"move_department":      {"department parent", func(c *Console, a consoleArgs) (any, error) { return only(c.MoveDepartment(a.Department, a.Parent)) }},
	"set_department_order": {"department order", func(c *Console, a consoleArgs) (any, error) { return only(c.SetDepartmentOrder(a.Department, a.Order)) }},
	"set_department_leaders": {"department users", func(c *Console, a consoleArgs) (any, error) {
		return only(c.SetDepartmentLeaders(a.Department, a.Users...))
	}},
	"delete_department": {"department", func(c *Console, a consoleArgs) (any, error) { return only(c.DeleteDepartment(a.Department)) }},

	"add_member": {"member", func(c *Console, a consoleArgs) (any, error) {
		if a.Member == nil {
			return nil, fmt.Errorf("add_member needs member")
		}
		return only(c.AddMember(*a.Member))
	}},
	"update_member": {"member", func(c *Console, a consoleArgs) (any, error) {
		if a.Member == nil {
			return nil, fmt.Errorf("update_member needs member")
		}
		return only(c.UpdateMember(a.Member.UserID, func(m *Member) { *m = *a.Member }))
	}},
	"move_member":   {"userid departments", func(c *Console, a consoleArgs) (any, error) { return only(c.MoveMember(a.UserID, a.Departments...)) }},
	"delete_member": {"userid", func(c *Console, a consoleArgs) (any, error) { return only(c.DeleteMember(a.UserID)) }},

	"create_tag_group": {"name tags", func(c *Console, a consoleArgs) (any, error) {
		group, tags, err := c.CreateTagGroup(a.Name, a.Tags...)
		if err != nil {
			return nil, err
		}
		return map[string]any{"id": group, "tags": tags}, nil
	}},
	"rename_tag_group":  {"group name", func(c *Console, a consoleArgs) (any, error) { return only(c.RenameTagGroup(a.Group, a.Name)) }},
	"reorder_tag_group": {"group order", func(c *Console, a consoleArgs) (any, error) { return only(c.ReorderTagGroup(a.Group, a.Order)) }},
	"delete_tag_group":  {"group", func(c *Console, a consoleArgs) (any, error) { return only(c.DeleteTagGroup(a.Group)) }},
	"add_tag":           {"group name", func(c *Console, a consoleArgs) (any, error) { return id(c.AddTag(a.Group, a.Name)) }},
	"rename_tag":        {"id name", func(c *Console, a consoleArgs) (any, error) { return only(c.RenameTag(a.ID, a.Name)) }},
	"reorder_tag":       {"id order", func(c *Console, a consoleArgs) (any, error) { return only(c.ReorderTag(a.ID, a.Order)) }},
	"delete_tag":        {"id", func(c *Console, a consoleArgs) (any, error) { return only(c.DeleteTag(a.ID)) }},

	"set_visible_range": {"app departments users", func(c *Console, a consoleArgs) (any, error) {
		return only(c.SetVisibleRange(a.App, a.Departments, a.Users))
	}},
	"set_trusted_ips":      {"app ips", func(c *Console, a consoleArgs) (any, error) { return only(c.SetTrustedIPs(a.App, a.IPs...)) }},
	"set_caller_ip":        {"ip", func(c *Console, a consoleArgs) (any, error) { return only(c.SetCallerIP(a.IP)) }},
	"set_customer_contact": {"app on", func(c *Console, a consoleArgs) (any, error) { return only(c.SetCustomerContact(a.App, a.On)) }},
	"set_read_only":        {"app on", func(c *Console, a consoleArgs) (any, error) { return only(c.SetReadOnly(a.App, a.On)) }},
	"set_details_blocked":  {"app on", func(c *Console, a consoleArgs) (any, error) { return only(c.SetDetailsBlocked(a.App, a.On)) }},
	"reset_secret": {"app", func(c *Console, a consoleArgs) (any, error) {
		secret, err := c.ResetSecret(a.App)
		if err != nil {
			return nil, err
		}
		return map[string]string{"secret": secret}, nil
	}},
	"disable_app": {"app", func(c *Console, a consoleArgs) (any, error) { return only(c.DisableApp(a.App)) }},
	"enable_app":  {"app", func(c *Console, a consoleArgs) (any, error) { return only(c.EnableApp(a.App)) }},
	"add_app": {"new_app", func(c *Console, a consoleArgs) (any, error) {
		if a.NewApp == nil {
			return nil, fmt.Errorf("add_app needs new_app")
		}
		return only(c.AddApp(*a.NewApp))
	}},

	"add_contact_way": {"contact_way", func(c *Console, a consoleArgs) (any, error) {
		if a.ContactWay == nil {
			return nil, fmt.Errorf("add_contact_way needs contact_way")
		}
		return id(c.AddContactWay(*a.ContactWay))
	}},
	"update_contact_way": {"id change", func(c *Console, a consoleArgs) (any, error) {
		return only(changed(a, c.UpdateContactWay))
	}},
	"delete_contact_way":   {"id", func(c *Console, a consoleArgs) (any, error) { return only(c.DeleteContactWay(a.ID)) }},
	"scan_contact_way":     {"id external_userid", func(c *Console, a consoleArgs) (any, error) { return value(c.ScanContactWay(a.ID, a.ExternalUserID)) }},
	"set_closed_functions": {"closed_functions", func(c *Console, a consoleArgs) (any, error) { return only(c.SetClosedFunctions(a.Closed)) }},

	"add_acquisition_link": {"link", func(c *Console, a consoleArgs) (any, error) {
		if a.Link == nil {
			return nil, fmt.Errorf("add_acquisition_link needs link")
		}
		return id(c.AddAcquisitionLink(*a.Link))
	}},
	"update_acquisition_link": {"id change", func(c *Console, a consoleArgs) (any, error) {
		return only(changed(a, c.UpdateAcquisitionLink))
	}},
	"delete_acquisition_link": {"id", func(c *Console, a consoleArgs) (any, error) { return only(c.DeleteAcquisitionLink(a.ID)) }},
	"set_acquisition_quota": {"quota", func(c *Console, a consoleArgs) (any, error) {
		if a.Quota == nil {
			return nil, fmt.Errorf("set_acquisition_quota needs quota")
		}
		return only(c.SetAcquisitionQuota(*a.Quota))
	}},
	"follow_acquisition_link": {"url external_userid", func(c *Console, a consoleArgs) (any, error) {
		return value(c.FollowAcquisitionLink(a.URL, a.ExternalUserID))
	}},
	"message_from_customer": {"id external_userid", func(c *Console, a consoleArgs) (any, error) {
		key, err := c.MessageFromCustomer(a.ID, a.ExternalUserID)
		return map[string]string{"chat_key": key}, err
	}},

	"add_intercept_rule": {"rule", func(c *Console, a consoleArgs) (any, error) {
		if a.Rule == nil {
			return nil, fmt.Errorf("add_intercept_rule needs rule")
		}
		return id(c.AddInterceptRule(*a.Rule))
	}},
	"update_intercept_rule": {"id change", func(c *Console, a consoleArgs) (any, error) {
		return only(changed(a, c.UpdateInterceptRule))
	}},
	"delete_intercept_rule": {"id", func(c *Console, a consoleArgs) (any, error) { return only(c.DeleteInterceptRule(a.ID)) }},
}

// RunConsole carries out one edit of the console by its name below /_emulator/console/, with its arguments as JSON;
// the package comment lists both. An argument that it does not take is an error.
func (s *Server) RunConsole(operation string, raw []byte) (any, error) {
	op, ok := consoleOps[operation]
	if !ok {
		return nil, errNoSuchCall
	}
	var given map[string]any
	var args consoleArgs
	if len(raw) > 0 {
		if err := decodeStrictly(raw, &given); err != nil {
			return nil, err
		}
		if err := decodeStrictly(raw, &args); err != nil {
			return nil, err
		}
	}
	takes := strings.Fields(op.args)
	for _, key := range sortedKeys(given) {
		if !slices.Contains(takes, key) {
			return nil, fmt.Errorf("%s takes %s, not %s", operation, strings.Join(takes, ", "), strconv.Quote(key))
		}
	}
	return op.run(s.Console(), args)
}
