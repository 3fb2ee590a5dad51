// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// operate runs an operation of the console over HTTP.
func (c *caller) operate(name, body string, status int, want string) {
	c.t.Helper()
	gotStatus, got := c.control("POST", "/_emulator/console/"+name, body)
	if gotStatus != status || !strings.HasPrefix(got, want) {
		c.t.Fatalf("%s %s: %d %s, want %d %s", name, body, gotStatus, got, status, want)
	}
}

// consoleRefuses has what impossible edits answered, by the errcode that each must be.
func consoleRefuses(t *testing.T, edits map[int]error) {
	t.Helper()
	for code, err := range edits {
		var refused *core.Refusal
		if !errors.As(err, &refused) || refused.Code != code {
			t.Errorf("%v, want %d", err, code)
		}
	}
}

func TestConsoleDirectory(t *testing.T) {
	c := start(t, ExampleCorp())
	con := c.srv.Console()
	id, err := con.CreateDepartment(1, "市场部")
	ok := func(errs ...error) {
		t.Helper()
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	ok(err, con.RenameDepartment(id, "品牌部"), con.SetDepartmentNameEN(id, "Brand"), con.MoveDepartment(id, 2), con.SetDepartmentOrder(id, 5))
	ok(con.AddMember(Member{UserID: "new", Name: "新人", Departments: []Membership{{Department: id}}}), con.SetDepartmentLeaders(id, "new"))
	equal(t, "seen by API", asJSON(c.get(ExampleSecret, "department/get", "id", "6").obj("department")),
		`{"department_leader":["new"],"id":6,"name":"品牌部","name_en":"Brand","order":5,"parentid":2}`)
	if err := con.DeleteDepartment(id); err == nil {
		t.Error("a department with a member was deleted")
	}
	ok(con.UpdateMember("new", func(m *Member) { m.Name = "老人"; m.UserID = "other" }))
	equal(t, "renamed", c.get(ExampleSecret, "user/get", "userid", "new")["name"], any("老人"))
	ok(con.MoveMember("new", 4, 5), con.SetDepartmentNameEN(id, ""), con.DeleteDepartment(id), con.DeleteMember("new"))
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	equal(t, "no writes in the log", len(c.srv.Writes()), 0)
	if err := con.RenameDepartment(2, "销售部"); err == nil || err.Error() != "errcode 60008: department existed" {
		t.Errorf("namesake: %v", err)
	}
	if con.SetDepartmentLeaders(2, "wangfang") == nil || con.MoveMember("zhaolei", 99) == nil || con.MoveMember("zhaolei") == nil {
		t.Error("an impossible edit went through")
	}
}

func TestConsoleTags(t *testing.T) {
	c := start(t, ExampleCorp())
	con := c.srv.Console()
	group, tags, err := con.CreateTagGroup("来源", "门店", "线上")
	if err != nil || len(tags) != 2 {
		t.Fatal(tags, err)
	}
	if _, _, err := con.CreateTagGroup("来源", "x"); err == nil {
		t.Error("the console merged into a group")
	}
	third, err := con.AddTag(group, "展会")
	for _, err := range []error{err, con.RenameTagGroup(group, "渠道"), con.ReorderTagGroup(group, 4), con.RenameTag(tags[0], "旗舰店"), con.ReorderTag(tags[1], 9), con.DeleteTag(third)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if con.RenameTag(group, "x") == nil || con.RenameTagGroup(tags[0], "x") == nil {
		t.Error("a group was edited as a tag or the other way round")
	}
	for _, g := range c.srv.Corp().TagGroups {
		if g.ID != group {
			continue
		}
		equal(t, "group", g.Name+" "+g.Owner, "渠道 ")
		equal(t, "order", g.Order, 4)
		for _, tag := range g.Tags {
			equal(t, "tag", tag.Name, map[string]string{tags[0]: "旗舰店", tags[1]: "线上"}[tag.ID])
		}
	}
	if err := con.DeleteTagGroup(group); err != nil {
		t.Fatal(err)
	}
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
}

func TestConsoleApps(t *testing.T) {
	c := start(t, ExampleCorp())
	con := c.srv.Console()
	old := url.Values{"access_token": {c.token(ExampleSecret)}}
	secret, err := con.ResetSecret(ExampleApp)
	if err != nil || secret == ExampleSecret {
		t.Fatal(secret, err)
	}
	wantCode(t, c.do("GET", "department/list", old, ""), 40014)
	wantCode(t, c.do("GET", "gettoken", url.Values{"corpid": {ExampleCorpID}, "corpsecret": {ExampleSecret}}, ""), 40001)
	wantCode(t, c.get(secret, "department/list"), 0)
	c.srv.SetSwitches(func(sw *Switches) { sw.TokensSurviveReset = true })
	old.Set("access_token", c.token(secret))
	if secret, err = con.ResetSecret(ExampleApp); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.do("GET", "department/list", old, ""), 0)
	if err := con.DisableApp(ExampleApp); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.do("GET", "department/list", old, ""), 50003)
	wantCode(t, c.do("GET", "gettoken", url.Values{"corpid": {ExampleCorpID}, "corpsecret": {secret}}, ""), 40001)
	if err := con.EnableApp(ExampleApp); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.get(secret, "department/list"), 0)
	if con.AddApp(App{Name: "x", Kind: AppSelfBuilt, Secret: secret}) == nil || con.DisableApp("none") == nil || con.SetVisibleRange(ExampleApp, []int64{99}, nil) == nil {
		t.Error("an impossible edit went through")
	}
	if err := con.AddApp(App{Name: "x", Kind: AppSelfBuilt, Secret: "another"}); err != nil {
		t.Fatal(err)
	}
	equal(t, "sees nothing", asJSON(c.get("another", "department/list")["department"]), "[]")
	if err := con.SetCallerIP("198.51.100.7"); err != nil {
		t.Fatal(err)
	}
	equal(t, "caller", c.srv.Corp().CallerIP, "198.51.100.7")
}
