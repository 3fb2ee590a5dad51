// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"fmt"
	"slices"
)

// AppKind is the kind of credential an app's secret is (auth-errors-limits §6).
type AppKind string

// The kinds of credential.
const (
	// AppContacts is 通讯录同步, the contact-sync assistant: it writes the directory.
	AppContacts AppKind = "contacts"
	// AppSelfBuilt is a 自建应用: it reads inside its visible range.
	AppSelfBuilt AppKind = "self_built"
	// AppCustomerContact is the 客户联系 system app, which new corps cannot use any more.
	AppCustomerContact AppKind = "customer_contact"
)

// App is one app of the corp, known by its name; every app has a secret and tokens of its own.
type App struct {
	Name    string  `json:"name"`
	Kind    AppKind `json:"kind"`
	Secret  string  `json:"secret"`
	AgentID int     `json:"agent_id,omitempty"`
	// VisibleDepartments count with all their descendants. Both lists matter to self-built apps only.
	VisibleDepartments []int64  `json:"visible_departments,omitempty"`
	VisibleUsers       []string `json:"visible_users,omitempty"`
	// CustomerContact: listed under 客户联系 → 可调用接口的应用.
	CustomerContact bool `json:"customer_contact,omitempty"`
	// CustomerService: listed under 微信客服 → 可调用接口的应用.
	CustomerService bool `json:"customer_service,omitempty"`
	// MeetingRooms: listed under 应用管理 → 会议室 → 可调用接口的应用.
	MeetingRooms bool `json:"meeting_rooms,omitempty"`
	// Calendars: listed under 协作 → 日程 → 可调用接口的应用.
	Calendars bool `json:"calendars,omitempty"`
	// Mail: listed under 协作 → 邮件 → 可调用接口的应用.
	Mail bool `json:"mail,omitempty"`
	// TrustedIPs is 企业可信IP; empty means no check, as for apps made before 2022-06-20.
	TrustedIPs []string `json:"trusted_ips,omitempty"`
	// ReadOnly: contact sync in read mode, every write but an upload answers 48002.
	ReadOnly bool `json:"read_only,omitempty"`
	// DetailsBlocked: contact sync on an IP new since 2022-08, detail reads answer 48009.
	DetailsBlocked bool `json:"details_blocked,omitempty"`
	Disabled       bool `json:"disabled,omitempty"`
	// HideSensitive: the sensitive member keys are absent, as for apps made after 2022-06-20.
	HideSensitive bool `json:"hide_sensitive,omitempty"`
}

func validateApps(apps []App) error {
	names, secrets := map[string]bool{}, map[string]bool{}
	for _, a := range apps {
		switch {
		case a.Name == "" || names[a.Name]:
			return fmt.Errorf("app %q: the name is empty or taken", a.Name)
		case a.Secret == "" || secrets[a.Secret]:
			return fmt.Errorf("app %q: the secret is empty or taken", a.Name)
		case !slices.Contains([]AppKind{AppContacts, AppSelfBuilt, AppCustomerContact}, a.Kind):
			return fmt.Errorf("app %q: unknown kind %q", a.Name, a.Kind)
		}
		names[a.Name], secrets[a.Secret] = true, true
	}
	return nil
}
