// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// AppKind is the kind of credential an app's secret is (auth-errors-limits §6).
type AppKind string

const (
	// AppContacts is 通讯录同步, the contact-sync assistant: it writes the directory.
	AppContacts AppKind = "contacts"
	// AppSelfBuilt is a 自建应用: it reads inside its visible range.
	AppSelfBuilt AppKind = "self_built"
	// AppCustomerContact is the 客户联系 system app, which new corps cannot use any more.
	AppCustomerContact AppKind = "customer_contact"
)

// Corp is the seed and the dump of the emulated corp, and the JSON corp file. It holds what is alive; deleted
// tags, which WeCom still finds by id, are kept by the server and by the corp file only.
type Corp struct {
	CorpID string `json:"corp_id"`
	Name   string `json:"name"`
	// CallerIP is the address WeCom sees; empty means the address the connection comes from.
	CallerIP    string       `json:"caller_ip,omitempty"`
	Apps        []App        `json:"apps"`
	Departments []Department `json:"departments"`
	Members     []Member     `json:"members"`
	TagGroups   []TagGroup   `json:"tag_groups"`
	// ContactWays hold no media: an image in a closing message needs the server's or the corp file's state.
	ContactWays      []ContactWay      `json:"contact_ways,omitempty"`
	AcquisitionLinks []AcquisitionLink `json:"acquisition_links,omitempty"`
	AcquisitionQuota AcquisitionQuota  `json:"acquisition_quota,omitzero"`
	InterceptRules   []InterceptRule   `json:"intercept_rules,omitempty"`
	// Closed are functions that WeCom opens to some corps only and that are closed here.
	Closed ClosedFunctions `json:"closed_functions,omitzero"`
	// MemberAttributes are the custom attributes (成员资料显示) that extattr may use, by name.
	MemberAttributes []string `json:"member_attributes,omitempty"`
	// ShortNames are the approved values of external_corp_name (41036 for any other).
	ShortNames []string `json:"short_names,omitempty"`
}

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
	// TrustedIPs is 企业可信IP; empty means no check, as for apps made before 2022-06-20.
	TrustedIPs []string `json:"trusted_ips,omitempty"`
	// ReadOnly: contact sync in read mode, every write answers 48002.
	ReadOnly bool `json:"read_only,omitempty"`
	// DetailsBlocked: contact sync on an IP new since 2022-08, detail reads answer 48009.
	DetailsBlocked bool `json:"details_blocked,omitempty"`
	Disabled       bool `json:"disabled,omitempty"`
	// HideSensitive: the sensitive member keys are absent, as for apps made after 2022-06-20.
	HideSensitive bool `json:"hide_sensitive,omitempty"`
}

// RootID is the id of the root department.
const RootID int64 = 1

// Department is one department. Its leaders are the members with a leader flag for it.
type Department struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	NameEN   string `json:"name_en,omitempty"`
	ParentID int64  `json:"parent_id"`
	Order    int64  `json:"order"`
}

// Membership is a member's place in one department.
type Membership struct {
	Department int64 `json:"department"`
	Order      int64 `json:"order,omitempty"`
	Leader     bool  `json:"leader,omitempty"`
}

// Values of Member.Status (page 90196).
const (
	StatusActivated    = 1
	StatusDisabled     = 2
	StatusNotActivated = 4
	StatusLeft         = 5
)

// Member is one member. In a seed, Status 0 is read as StatusActivated and no department as the root.
type Member struct {
	UserID         string       `json:"userid"`
	Name           string       `json:"name"`
	Departments    []Membership `json:"departments"`
	MainDepartment int64        `json:"main_department,omitempty"`
	Status         int          `json:"status"`
	// CustomerContact: inside the usage range (使用范围) of 客户联系, gate 2 of external-contact-prerequisites.
	CustomerContact bool `json:"customer_contact,omitempty"`
	// RealNameVerified (实名认证) is gate 5; no API shows it.
	RealNameVerified bool   `json:"real_name_verified,omitempty"`
	Alias            string `json:"alias,omitempty"`
	Mobile           string `json:"mobile,omitempty"`
	Email            string `json:"email,omitempty"`
	BizMail          string `json:"biz_mail,omitempty"`
	// BizMailFixed: given by hand or changed once, so 60144 on the next change.
	BizMailFixed     bool             `json:"biz_mail_fixed,omitempty"`
	BizMailAlias     []string         `json:"biz_mail_alias,omitempty"`
	DirectLeader     []string         `json:"direct_leader,omitempty"`
	Position         string           `json:"position,omitempty"`
	Gender           int              `json:"gender,omitempty"`
	Telephone        string           `json:"telephone,omitempty"`
	Address          string           `json:"address,omitempty"`
	ExternalPosition string           `json:"external_position,omitempty"`
	Attributes       []Attribute      `json:"attributes,omitempty"`
	ExternalProfile  *ExternalProfile `json:"external_profile,omitempty"`
	// Creator: the creator of the corp cannot be deleted (301005).
	Creator bool `json:"creator,omitempty"`
}

// TagGroup is one group of enterprise customer tags (企业客户标签).
type TagGroup struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Order      int64  `json:"order"`
	CreateTime int64  `json:"create_time"`
	// Owner is the name of the app that made it; empty for the console.
	Owner   string `json:"owner,omitempty"`
	Deleted bool   `json:"deleted,omitempty"`
	Tags    []Tag  `json:"tags"`
}

// Tag is one customer tag.
type Tag struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Order      int64  `json:"order"`
	CreateTime int64  `json:"create_time"`
	Owner      string `json:"owner,omitempty"`
	Deleted    bool   `json:"deleted,omitempty"`
}

// Validate reports the first rule of the store that the corp breaks.
func (c Corp) Validate() error {
	_, err := newStore(c, storeState{}, storeEnv{})
	return err
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

func (a App) clone() App {
	a.VisibleDepartments = slices.Clone(a.VisibleDepartments)
	a.VisibleUsers = slices.Clone(a.VisibleUsers)
	a.TrustedIPs = slices.Clone(a.TrustedIPs)
	return a
}

func (m Member) clone() Member {
	m.Departments = slices.Clone(m.Departments)
	m.BizMailAlias = slices.Clone(m.BizMailAlias)
	m.DirectLeader = slices.Clone(m.DirectLeader)
	m.Attributes = slices.Clone(m.Attributes)
	if m.ExternalProfile != nil {
		profile := *m.ExternalProfile
		profile.Attributes = slices.Clone(profile.Attributes)
		m.ExternalProfile = &profile
	}
	return m
}

func (g TagGroup) clone() TagGroup {
	g.Tags = slices.Clone(g.Tags)
	return g
}

// userKey is how WeCom compares userids: ignoring case.
func userKey(userID string) string { return strings.ToLower(userID) }

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
