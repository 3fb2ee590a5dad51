// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// AppSettings are what agent/set and the console change of a self-built app (pages 90227, 90228). An app without them
// has the name that it is known by, and nothing else.
type AppSettings struct {
	AgentID        int64  `json:"agent_id" form:"AgentId|Agent id" only:"add"`
	Name           string `json:"name,omitempty" form:"应用名称|Name"`
	Description    string `json:"description,omitempty" form:"应用介绍|Description"`
	HomeURL        string `json:"home_url,omitempty" form:"应用主页|Home page"`
	Domain         string `json:"redirect_domain,omitempty" form:"可信域名|Trusted domain"`
	ReportLocation int64  `json:"report_location,omitempty" form:"上报地理位置|Reports the location" options:"0=否|no,1=是|yes"`
	ReportEnter    int64  `json:"report_enter,omitempty" form:"上报进入应用事件|Reports members who enter" options:"0=否|no,1=是|yes"`
	Logo           string `json:"logo,omitempty" form:"应用logo|Logo"` // the media id it was uploaded under, or any text
	// VisibleTags are the tags of members in the visible range beside what App has.
	VisibleTags []int64 `json:"visible_tags,omitempty"`
	// CustomDisplayOff: 自定义展示 of the workbench is not enabled, as it is not until an administrator does so.
	CustomDisplayOff bool `json:"custom_display_off,omitempty" form:"停用工作台自定义展示|Workbench display disabled"`
	// NoCallback: no server for messages (接收消息) is configured.
	NoCallback bool `json:"no_callback,omitempty"`
	// UnverifiedDomains are those whose owner was not verified (85005).
	UnverifiedDomains []string `json:"unverified_domains,omitempty"`
}

const familyAgent = "agent"

func newAppSettings(st *store) *core.Collection[int64, AppSettings] {
	return core.NewCollection(&st.Store, core.Rules[int64, AppSettings]{
		Noun: "app settings", Key: func(a *AppSettings) *int64 { return &a.AgentID },
		Fresh: func(func(int64) bool) int64 { return 0 },
		Check: func(a *AppSettings) error { return st.knownAgent(a.AgentID) },
		None:  func(int64, bool) error { return core.Fail(40056) },
		Taken: func() error { return core.Fail(40056) },
	})
}

func agentRoutes() []core.Route {
	return []core.Route{
		{Method: "GET", Path: "agent/get", Page: 90227, Family: familyAgent, By: core.BySelfBuilt, Query: []string{"agentid"}, Handle: get(getAgent)},
		{Method: "GET", Path: "agent/list", Page: 90227, Family: familyAgent, By: core.BySelfBuilt, Handle: get(listAgents)},
		{Method: "POST", Path: "agent/set", Page: 90228, Family: familyAgent, By: core.BySelfBuilt, Write: true, Handle: post(setAgent)},
	}
}

// knownAgent says whether a number is that of an app.
func (st *store) knownAgent(id int64) error {
	if id == 0 || !slices.ContainsFunc(st.Apps, func(a *App) bool { return int64(a.AgentID) == id }) {
		return core.Fail(40056)
	}
	return nil
}

// ownAgent says whether a number that a call sends is that of the calling app: another app is 301002, and what is no
// app's number 40056.
func (c *call) ownAgent(id int64) error {
	if id == int64(c.App.AgentID) {
		return nil
	}
	if err := c.store.knownAgent(id); err != nil {
		return err
	}
	return core.Fail(301002)
}

// queriedAgent is ownAgent of the query key agentid.
func (c *call) queriedAgent() (int64, error) {
	id, err := strconv.ParseInt(c.Query["agentid"], 10, 64)
	if err != nil {
		return 0, core.Fail(40056)
	}
	return id, c.ownAgent(id)
}

// sentAgent is ownAgent of the key agentid of a body.
func (c *call) sentAgent(id *int64) (int64, error) {
	if id == nil {
		return 0, core.Fail(41011)
	}
	return *id, c.ownAgent(*id)
}

// settings of an app, those that nobody made included.
func (st *store) appSettings(id int64) AppSettings {
	if a := st.settings.Get(id); a != nil {
		return core.Copy(*a)
	}
	return AppSettings{AgentID: id}
}

func (c *call) wireAgent(a *AppSettings) *core.Object {
	out, name := &core.Object{}, a.Name
	if name == "" {
		name = c.App.Name
	}
	out.Put("agentid", a.AgentID)
	out.Put("name", name)
	logo := strconv.FormatInt(a.AgentID, 10) + "/" + a.Logo
	switch c.store.sw.AgentLogo {
	case AgentLogoVolatile:
		c.store.reads++
		logo += "/" + strconv.FormatInt(c.store.reads, 10)
	case AgentLogoFixed:
		logo = strconv.FormatInt(a.AgentID, 10)
	}
	address := c.Base + picturePrefix + "app-" + core.Digest(logo, 20) + "/0"
	if c.store.sw.AgentLogo == AgentLogoHidden {
		address = ""
	}
	out.Put("square_logo_url", address)
	return out
}

// getAgent answers the app that the token belongs to.
func getAgent(c *call) (any, error) {
	id, err := c.queriedAgent()
	if err != nil {
		return nil, err
	}
	type user struct {
		UserID string `json:"userid"`
	}
	st, a := c.store, c.store.appSettings(id)
	out, users, parties, tags := c.wireAgent(&a), []user{}, []int64{}, []int64{}
	for _, id := range core.Shuffled(&st.Store, slices.Clone(c.App.VisibleUsers)) {
		users = append(users, user{id})
	}
	if st.sw.AgentUsersExpanded {
		for m := range st.members.All() {
			if slices.ContainsFunc(m.Departments, func(in Membership) bool { return slices.Contains(c.App.VisibleDepartments, in.Department) }) &&
				!slices.Contains(users, user{m.UserID}) {
				users = append(users, user{m.UserID})
			}
		}
	}
	parties = append(parties, core.Shuffled(&st.Store, slices.Clone(c.App.VisibleDepartments))...)
	tags = append(tags, core.Shuffled(&st.Store, slices.Clone(a.VisibleTags))...)
	out.PutText("description", a.Description, st.sw.AgentEmptyTexts)
	for _, scope := range []struct {
		name string
		in   any
		none bool
	}{
		{"allow_userinfos", map[string]any{"user": users}, len(users) == 0}, {"allow_partys", map[string]any{"partyid": parties}, len(parties) == 0},
		{"allow_tags", map[string]any{"tagid": tags}, len(tags) == 0},
	} {
		if !scope.none || !st.sw.AgentScopeAbsent {
			out.Put(scope.name, scope.in)
		}
	}
	out.Put("close", 0)
	out.PutText("redirect_domain", a.Domain, st.sw.AgentEmptyTexts)
	out.Put("report_location_flag", a.ReportLocation)
	out.Put("isreportenter", a.ReportEnter)
	out.PutText("home_url", a.HomeURL, st.sw.AgentEmptyTexts)
	if st.sw.AgentOldKeys {
		out.Put("round_logo_url", c.Base+picturePrefix+"round")
		out.Put("isreportuser", 0)
		out.Put("type", 1)
		out.Put("chat_extension_url", "")
	}
	return out, nil
}

// listAgents answers that one app, too.
func listAgents(c *call) (any, error) {
	a := c.store.appSettings(int64(c.App.AgentID))
	return map[string]any{"agentlist": []any{c.wireAgent(&a)}}, nil
}

type wireAgentSet struct {
	AgentID        *int64  `json:"agentid"`
	ReportLocation *int64  `json:"report_location_flag"`
	Logo           *string `json:"logo_mediaid"`
	Name           *string `json:"name"`
	Description    *string `json:"description"`
	Domain         *string `json:"redirect_domain"`
	ReportEnter    *int64  `json:"isreportenter"`
	HomeURL        *string `json:"home_url"`
}

// setAgent changes what is sent.
func setAgent(c *call, in *wireAgentSet) (any, error) {
	id, err := c.sentAgent(in.AgentID)
	if err != nil {
		return nil, err
	}
	st := c.store
	a := st.appSettings(id)
	if in.Name != nil && (*in.Name == "" || core.Chars(*in.Name) > 32) {
		return nil, core.Fail(45022)
	}
	for _, flag := range []*int64{in.ReportLocation, in.ReportEnter} {
		if flag != nil && *flag != 0 && *flag != 1 {
			return nil, core.Fail(40059)
		}
	}
	for _, text := range []struct {
		sent *string
		to   *string
		bad  func(string) bool
		code int
	}{
		{in.Description, &a.Description, func(s string) bool { return core.Chars(s) < 4 || core.Chars(s) > 120 }, 45004},
		{in.HomeURL, &a.HomeURL, func(s string) bool { return !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") }, 40094},
		{in.Domain, &a.Domain, func(s string) bool { return strings.ContainsAny(s, "/ ") }, 80001},
	} {
		switch {
		case text.sent == nil:
		case *text.sent == "" && st.sw.AgentEmpty == EmptyIgnored:
		case *text.sent == "" && st.sw.AgentEmpty == EmptyRefused, *text.sent != "" && text.bad(*text.sent):
			return nil, core.Fail(text.code)
		default:
			*text.to = *text.sent
		}
	}
	if st.sw.AgentEmpty != EmptyRefused {
		in.Logo = given(in.Logo) // an app always has one
	}
	if in.Logo != nil {
		if err := st.usablePicture(*in.Logo, 0); err != nil {
			return nil, err
		}
	}
	core.Lay(&a.Name, in.Name)
	core.Lay(&a.Logo, in.Logo)
	core.Lay(&a.ReportLocation, in.ReportLocation)
	core.Lay(&a.ReportEnter, in.ReportEnter)
	unverified := in.Domain != nil && slices.Contains(a.UnverifiedDomains, *in.Domain)
	if !unverified || st.sw.AgentUnverified != AgentUnverifiedRejected {
		st.settings.Put(a)
	}
	if unverified && st.sw.AgentUnverified != AgentUnverifiedSilent {
		return nil, core.Fail(85005)
	}
	return nil, nil
}
