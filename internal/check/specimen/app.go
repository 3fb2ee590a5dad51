// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// appID is the agent id of the app behind the secret of tests.
const appID = 1000002

// logo is a logo as the state has it: uploaded from a file, "" where only WeCom knows it.
func logo(name string) Is {
	return func(got any) error {
		p, _ := got.(map[string]any)
		address, _ := p["url"].(string)
		digest, _ := p["sha256"].(string)
		if name == "" && (p["file"] != nil || p["sha256"] != nil) || name != "" && (p["file"] != pictures[name] || len(digest) != 64) || p["media_id"] != nil || address == "" {
			return fmt.Errorf("%v is not the logo %q", got, name)
		}
		return nil
	}
}

func set(rest string) string { return fmt.Sprintf(`agent/set {"agentid":%d,%s}`, appID, rest) }

func appEdit(change func(*emulator.AppSettings)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, _ string) error { return e.Console().UpdateAppSettings(appID, change) }
}

// unset is a managed attribute whose line is removed: it stays, and later edits in the console are nobody's business.
func unset(name string, value any, edit func(*emulator.AppSettings)) Unset {
	return Unset{Name: name, From: Values{name: value}, Remove: []string{name}, State: Values{name: value}, Silent: true, Ignored: appEdit(edit)}
}

var _ = add(Specimen{
	Type: "wecom_app", Single: true,
	Corp: func(c *emulator.Corp) {
		c.AppSettings = []emulator.AppSettings{{AgentID: appID, Name: "旧名", Description: "管理员写的介绍", HomeURL: "https://old.example.com", Domain: "old.example.com",
			Logo: "first", VisibleTags: []int64{7, 3}, UnverifiedDomains: []string{"unverified.example.com"}}}
	},
	Defaults: Values{"id": Any, "name": "旧名", "description": "管理员写的介绍", "home_url": "https://old.example.com", "trusted_domain": "old.example.com",
		"report_location": false, "report_enter": false, "logo": logo(""), "visible_user_ids": []string{}, "visible_department_ids": []int{1},
		"visible_tag_ids": []int{3, 7}, "enabled": true, "deletion_protection": false},
	NotImported: map[string]string{"logo": "WeCom shows its address only"},
	Minimal: Object{
		Values: Values{"name": "助手"},
		Sends:  []string{set(`"name":"助手"`)},
		Calls:  map[string]int{"list": 1, "get": 3, "set": 1},
	},
	Maximal: Object{
		Values: Values{"name": "晨星助手 & <更多>", "description": "员工自助平台", "home_url": "https://app.example.com/?a=1&b=2", "trusted_domain": "app.example.com",
			"report_location": true, "report_enter": true, "logo": Values{"file": pictures["a"]}, "deletion_protection": false},
		State: Values{"logo": logo("a")},
		Sends: []string{"media/upload", "agent/set"},
	},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "新助手"}, Sends: []string{set(`"name":"新助手"`)}, Calls: map[string]int{"get": 1, "set": 1}},
		{Name: "description", To: Values{"description": "四个字的"}, Sends: []string{set(`"description":"四个字的"`)}},
		{Name: "home_url", To: Values{"home_url": "http://new.example.com"}, Sends: []string{set(`"home_url":"http://new.example.com"`)}},
		{Name: "trusted_domain", To: Values{"trusted_domain": "new.example.com"}, Sends: []string{set(`"redirect_domain":"new.example.com"`)}},
		{Name: "case of a domain", From: Values{"trusted_domain": "new.example.com"}, To: Values{"trusted_domain": "New.example.com"}},
		{Name: "report_location", To: Values{"report_location": true}, Sends: []string{set(`"report_location_flag":1`)}},
		{Name: "report_enter", To: Values{"report_enter": true}, Sends: []string{set(`"isreportenter":1`)}},
		{Name: "both reports off", From: Values{"report_enter": true, "report_location": true}, To: Values{"report_enter": false, "report_location": false},
			Sends: []string{set(`"report_location_flag":0,"isreportenter":0`)}},
		{Name: "what the console has", To: Values{"description": "管理员写的介绍"}, Silent: true},
		{Name: "logo", From: Values{"logo": Values{"file": pictures["a"]}}, To: Values{"logo": Values{"file": pictures["b"]}}, State: Values{"logo": logo("b")},
			Sends: []string{"media/upload", "agent/set"}},
		{Name: "logo in place of the console's", To: Values{"logo": Values{"file": pictures["a"]}}, State: Values{"logo": logo("a")},
			Sends: []string{"media/upload", "agent/set"}},
	},
	Unset: []Unset{
		unset("description", "员工自助平台", func(a *emulator.AppSettings) { a.Description = "控制台的介绍" }),
		unset("home_url", "https://app.example.com", func(a *emulator.AppSettings) { a.HomeURL = "https://console.example.com" }),
		unset("trusted_domain", "app.example.com", func(a *emulator.AppSettings) { a.Domain = "console.example.com" }),
		unset("report_location", true, func(a *emulator.AppSettings) { a.ReportLocation = 0 }),
		unset("report_enter", true, func(a *emulator.AppSettings) { a.ReportEnter = 0 }),
		{Name: "logo", From: Values{"logo": Values{"file": pictures["a"]}}, Remove: []string{"logo"}, State: Values{"logo": logo("")},
			Ignored: appEdit(func(a *emulator.AppSettings) { a.Logo = "another" })},
	},
	Drift: []Drift{
		{Name: "name", Edit: appEdit(func(a *emulator.AppSettings) { a.Name = "改名" }), Sends: []string{"agent/set"}},
		{Name: "everything written", Edit: appEdit(func(a *emulator.AppSettings) {
			a.Description, a.HomeURL, a.Domain, a.ReportEnter = "改了的介绍", "https://x.example.com", "", 0
		}), Sends: []string{set(`"description":"员工自助平台","home_url":"https://app.example.com/?a=1&b=2","redirect_domain":"app.example.com","isreportenter":1`)}},
		{Name: "logo", Edit: appEdit(func(a *emulator.AppSettings) { a.Logo = "another" }), Sends: []string{"media/upload", "agent/set"}},
	},
	Invalid: []Invalid{
		{"empty name", Values{"name": ""}, "name is empty. To have none, leave the line out or write null.", "name"},
		{"long name", Values{"name": strings.Repeat("长", 33)}, "name has 33 characters; WeCom allows 32", "name"},
		{"three characters", Values{"description": "三个字"}, "description has 3 characters; WeCom takes 4 to 120", "description"},
		{"long description", Values{"description": strings.Repeat("长", 121)}, "description has 121 characters; WeCom takes 4 to 120", "description"},
		{"empty description", Values{"description": ""}, "description is empty. WeCom documents no way to clear it", "description"},
		{"home page without scheme", Values{"home_url": "app.example.com"}, `home_url is "app.example.com"; an address begins with http:// or https://.`, "home_url"},
		{"home page without host", Values{"home_url": "https://"}, "which names no host", "home_url"},
		{"empty home page", Values{"home_url": ""}, "home_url is empty. WeCom documents no way to clear it", "home_url"},
		{"domain with scheme", Values{"trusted_domain": "https://app.example.com/x"}, `trusted_domain has a scheme; WeCom takes the domain alone: "app.example.com".`, "trusted_domain"},
		{"domain with path", Values{"trusted_domain": "app.example.com/x"}, "which is more than a domain", "trusted_domain"},
		{"no domain", Values{"trusted_domain": "localhost"}, "which is no domain such as www.example.com", "trusted_domain"},
		{"no source", Values{"logo": Values{}}, "names neither file nor media_id", "logo"},
		{"two sources", Values{"logo": Values{"file": pictures["a"], "media_id": "x"}}, "names both file and media_id", "logo"},
		{"missing file", Values{"logo": Values{"file": pictures["missing"]}}, "which does not exist", "logo"},
		{"text named .png", Values{"logo": Values{"file": pictures["text"]}}, "which is no JPG or PNG, whatever it is called", "logo"},
		{"five bytes", Values{"logo": Values{"file": pictures["tiny"]}}, "of 5 bytes; WeCom wants more than 5", "logo"},
		{"11 MB", Values{"logo": Values{"file": pictures["large"]}}, "of 11.0 MB; WeCom takes at most 10 MB here", "logo"},
	},
	Refused: []Refused{
		{Name: "no secret of an app", Credentials: `contacts_secret = "` + acctest.ContactsSecret + `"`, Says: []string{"agent/list needs secret"}},
		{Name: "media id of nobody", Values: Values{"logo": Values{"media_id": "nobody"}}, Says: []string{"the media id of logo is wrong, has expired", "Name the picture by file"}},
		{Name: "domains of a month", Values: Values{"trusted_domain": "new.example.com"}, Fault: &emulator.Fault{Path: "agent/set", Kind: emulator.FaultError, Code: 85004},
			Says: []string{"errcode 85004", "20 trusted domains this month"}},
		{Name: "domain of nobody", Values: Values{"trusted_domain": "unverified.example.com"},
			Switches: func(s *emulator.Switches) { s.AgentUnverified = emulator.AgentUnverifiedRejected },
			Says:     []string{"errcode 85005", "The ownership of the trusted domain (可信域名) is not verified", "网页授权及JS-SDK"}},
	},
	Partial: []Partial{
		{Name: "domain not verified", To: Values{"trusted_domain": "unverified.example.com"}, Warned: true,
			Says:  "Owner of trusted domain unverified.example.com is not verified",
			Sends: []string{set(`"name":"助手","redirect_domain":"unverified.example.com"`)}, Finishes: []string{}},
		{Name: "reading back", To: Values{}, Warned: true, Says: "updated but not read back", Sends: []string{"agent/set"}, Finishes: []string{},
			Faults: []emulator.Fault{{Path: "agent/get", Kind: emulator.FaultServerError, Skip: 2, Times: 20}}},
	},
	WrongIDs: map[string]string{"助手": "An app is imported by its number", "1000003": "the secret belongs to another app than this one, whose agent id is 1000003"},
	Loss: Loss{Destroy: `App "助手" ({id}) stays as it is in WeCom Destroying app "助手" ({id}) takes it out of the state and sends nothing: WeCom has no call that deletes it. ` +
		`The app lives on with the settings that it has.`},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, a := range c.AppSettings {
			if a.Logo != "another" && a.Logo != "first" {
				a.Logo = "uploaded" // whose id every upload makes new
			}
			out[fmt.Sprint(a.AgentID)] = a
		}
		return out
	},
	Calls:    Calls{Create: "agent/set", Reads: []string{"agent/get", "agent/list"}},
	Other:    map[string]string{"agent/set": "a create takes over what is there and a destroy leaves it: the rung faults"},
	Apart:    "an app has its settings in any case",
	Families: []string{"agent"},
	Lag:      3, LagUpdates: true,
	Many:    func(int) Values { return Values{"name": "助手"} },
	Refresh: func(n int) int { return n },
	Hostile: acctest.Hostile{ID: fmt.Sprint(appID), Config: `{"name":"n","home_url":"https://x.example.com","deletion_protection":false}`, Answers: []string{
		`{"errcode":0,"agentlist":[{"agentid":1000002,"name":"n"}]}` + acctest.AnswerEnd + hostileApp, hostileApp, `<html>` + acctest.AnswerEnd + hostileApp,
		`{"errcode":0,"agentlist":[]}`, `{"errcode":0,"agentlist":[{"agentid":"1000002"},{"agentid":7}]}`, `{"errcode":40056,"errmsg":"x"}`, `{"errcode":85005,"errmsg":"x"}`,
		`{"errcode":0,"agentid":"1000002","name":null,"allow_userinfos":[],"allow_partys":{"partyid":"7"},"allow_tags":null,"close":"1","isreportenter":"9"}`,
	}},
})

const hostileApp = `{"errcode":0,"agentid":1000002,"name":"n","square_logo_url":"https://p.example.com/x/0","description":"","allow_userinfos":{"user":[{"userid":"a"}]},` +
	`"allow_partys":{"partyid":[1]},"allow_tags":{"tagid":[]},"close":0,"redirect_domain":"","report_location_flag":0,"isreportenter":0,"home_url":"https://x.example.com"}`
