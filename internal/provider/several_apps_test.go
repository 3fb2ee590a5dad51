// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// The configuration of the guide: two apps, each with its own provider block, settings and menu. Each secret writes to
// its own app alone, a second plan has nothing to do, and a destroy takes the menus away and leaves the settings.
func TestAccSeveralApps(t *testing.T) {
	t.Parallel()
	e := acctest.NewExample(t)
	raw, err := os.ReadFile(filepath.Join(root, "examples", "several-apps", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile(filepath.Join(root, "templates", "guides", "several-apps.md"))
	if err != nil || !strings.Contains(string(guide), string(raw)) {
		t.Errorf("the guide has not the configuration of the example: %v", err)
	}
	p := acctest.NewProcess(e, "")
	p.Write("main.tf", string(raw))
	p.Env = append(p.Env, "WECOM_ENDPOINT="+e.URL, "TF_VAR_corp_id="+emulator.ExampleCorpID,
		"TF_VAR_assistant_secret="+emulator.ExampleSecret, "TF_VAR_crm_secret="+emulator.ExampleSecondSecret)
	before := e.Corp()
	output := p.Must("apply", "-auto-approve")
	if !acctest.Says(`This apply overwrites app "terraform" (1000002)`).MatchString(output) || !acctest.Says(`name: "terraform" becomes "晨星助手"`).MatchString(output) {
		t.Errorf("the apply does not say what it overwrites:\n%s", output)
	}
	if err := e.Sent("agent/set {\"agentid\":1000002,\"name\":\"晨星助手\",\"description\":\"晨星家居的员工自助平台\"}", "agent/set {\"agentid\":1000003,\"home_url\":\"https://crm.example.com/\"}",
		"menu/create", "menu/create")(nil); err != nil {
		t.Error(err)
	}
	if code, output := p.Run("plan", "-detailed-exitcode"); code != 0 {
		t.Errorf("exit code %d of a second plan, want 0:\n%s", code, output)
	}
	if menus := e.Corp().AppMenus; len(menus) != 2 || menus[0].AgentID != 1000002 || menus[0].Buttons[0].Name != "公告" || menus[1].Buttons[0].Sub[1].Key != "scan" {
		t.Errorf("menus: %+v", menus)
	}
	e.Forget()
	p.Must("destroy", "-auto-approve")
	if err := e.Sent("menu/delete", "menu/delete")(nil); err != nil {
		t.Error(err)
	}
	after := e.Corp()
	if len(after.AppMenus) != len(before.AppMenus) || len(after.AppSettings) != 2 {
		t.Errorf("after the destroy: %d menus, settings %+v", len(after.AppMenus), after.AppSettings)
	}
	for _, v := range e.Violations() {
		t.Error(v)
	}
}
