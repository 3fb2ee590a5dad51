// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// The lists of what there is. What a noun brings stands in its own files; here it has a line in each of the four: its
// part, its objects in the corp, its collection in the store, its switches.

// parts are in the order in which the page shows them and a corp is loaded: what others refer to stands before them.
var parts = []part{
	departmentPart,
	memberPart,
	contactTagPart,
	contactRulePart,
	tagPart,
	followUserPart,
	wayPart,
	linkPart,
	rulePart,
	productPart,
	chatPart,
	joinWayPart,
	welcomePart,
	kfAccountPart,
	kfGroupPart,
	kfIntentPart,
	customerRuleGroupPart,
	momentRuleGroupPart,
	ruleTagPart,
	mediaFamily,
	appPart,
	settingsPart,
	menuPart,
	workbenchPart,
	appChatPart,
	roomPart,
	mailGroupPart,
	publicMailboxPart,
	calendarPart,
}

// Corp is the seed and the dump of the emulated corp, and the JSON corp file. It holds what is alive; deleted tags,
// which WeCom still finds by id, are kept by the server and by the corp file only.
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
	ProductAlbums    []ProductAlbum    `json:"product_albums,omitempty"`
	GroupChats       []GroupChat       `json:"group_chats,omitempty"`
	JoinWays         []JoinWay         `json:"join_ways,omitempty"`
	KfAccounts       []KfAccount       `json:"kf_accounts,omitempty"`
	KfGroups         []KfGroup         `json:"kf_groups,omitempty"`
	KfIntents        []KfIntent        `json:"kf_intents,omitempty"`
	ContactTags      []ContactTag      `json:"contact_tags,omitempty"`
	MeetingRooms     []MeetingRoom     `json:"meeting_rooms,omitempty"`
	MailGroups       []MailGroup       `json:"mail_groups,omitempty"`
	PublicMailboxes  []PublicMailbox   `json:"public_mailboxes,omitempty"`
	Calendars        []Calendar        `json:"calendars,omitempty"`
	// Of both trees, parents stand before the groups below them.
	CustomerRuleGroups []RuleGroup `json:"customer_rule_groups,omitempty"`
	MomentRuleGroups   []RuleGroup `json:"moment_rule_groups,omitempty"`
	// AppSettings, AppMenus and WorkbenchTemplates belong to one app each, by its agent id.
	AppSettings        []AppSettings       `json:"app_settings,omitempty"`
	AppMenus           []AppMenu           `json:"app_menus,omitempty"`
	WorkbenchTemplates []WorkbenchTemplate `json:"workbench_templates,omitempty"`
	AppChats           []AppChat           `json:"app_chats,omitempty"`
	WelcomeTemplates   []WelcomeTemplate   `json:"welcome_templates,omitempty"`
	// RuleGroupTags are the tag groups of rule groups of customer contact.
	RuleGroupTags []TagGroup    `json:"rule_group_tags,omitempty"`
	ContactRules  []ContactRule `json:"contact_rules,omitempty"`
	// Closed are functions that WeCom opens to some corps only and that are closed here.
	Closed ClosedFunctions `json:"closed_functions,omitzero"`
	// MemberAttributes are the custom attributes (成员资料显示) that extattr may use, by name.
	MemberAttributes []string `json:"member_attributes,omitempty"`
	// MailDomains are those of the corp's mail; empty: the one under which WeCom makes mailboxes of members.
	MailDomains []string `json:"mail_domains,omitempty"`
	// ShortNames are the approved values of external_corp_name (41036 for any other).
	ShortNames []string `json:"short_names,omitempty"`
}

// collections hold the objects in the store.
type collections struct {
	departments        *core.Collection[int64, Department]
	members            *core.Collection[string, Member]
	groups             *core.Collection[string, TagGroup]
	ways               *core.Collection[string, ContactWay]
	links              *core.Collection[string, AcquisitionLink]
	rules              *core.Collection[string, InterceptRule]
	products           *core.Collection[string, ProductAlbum]
	customerRuleGroups *ruleGroups
	momentRuleGroups   *ruleGroups
	chats              *core.Collection[string, GroupChat]
	joinWays           *core.Collection[string, JoinWay]
	kfAccounts         *core.Collection[string, KfAccount]
	kfGroups           *core.Collection[string, KfGroup]
	kfIntents          *core.Collection[string, KfIntent]
	contactTags        *core.Collection[int64, ContactTag]
	rooms              *core.Collection[int64, MeetingRoom]
	mailGroups         *core.Collection[string, MailGroup]
	publicMailboxes    *core.Collection[int64, PublicMailbox]
	calendars          *core.Collection[string, Calendar]
	settings           *core.Collection[int64, AppSettings]
	menus              *core.Collection[int64, AppMenu]
	templates          *core.Collection[int64, WorkbenchTemplate]
	appChats           *core.Collection[string, AppChat]
	welcomes           *core.Collection[string, WelcomeTemplate]
	contactRules       *core.Collection[int64, ContactRule]
}

// Switches choose between the readings of what the API pages call unknown. The zero value is the safest assumption that
// the pages name. The number after each "Unknown" is its place on its page.
type Switches struct {
	DirectorySwitches `family:"directory"`
	EngineSwitches
	// MissingNameAsEmpty: a required name that is missing answers as an empty one does, 40058 (60001 for departments);
	// otherwise 40063. auth-errors-limits.md error list: 40063 "required parameter empty", 40058 "required value
	// empty".
	MissingNameAsEmpty bool `json:"missing_name_as_empty" family:"all"`

	MemberSwitches      `family:"directory"`
	CustomerTagSwitches `family:"customer_tag"`
	MemberGateSwitches  `family:"external"`
	ContactWaySwitches  `family:"contact_way"`
	AcquisitionSwitches `family:"acquisition_link"`
	InterceptSwitches   `family:"intercept_rule"`
	ProductSwitches     `family:"product_album"`
	RuleGroupSwitches   `family:"rule_group"`
	JoinWaySwitches     `family:"group_join_way"`
	KfSwitches          `family:"kf"`
	KfKnowledgeSwitches `family:"kf_knowledge"`
	ContactTagSwitches  `family:"contact_tag"`
	AgentSwitches       `family:"agent"`
	MenuSwitches        `family:"menu"`
	WorkbenchSwitches   `family:"workbench"`
	AppChatSwitches     `family:"appchat"`
	WelcomeSwitches     `family:"group_welcome_template"`
	RuleTagSwitches     `family:"rule_group_tag"`
	ContactRuleSwitches `family:"contact_rule"`
	RoomSwitches        `family:"meeting_room"`
	MailSwitches        `family:"mail"`
	CalendarSwitches    `family:"calendar"`
}
