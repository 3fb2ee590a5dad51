// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const guide = "../../templates/guides/detecting-drift-in-ci.md"

const exitCodesConfig = `
resource "wecom_department" "rd" {
  name = "研发中心"
}

resource "wecom_contact_way" "expo" {
  type     = "single"
  scene    = "qr_code"
  remark   = "展会"
  user_ids = ["zhangsan"]
  lifecycle {
    ignore_changes = [remark]
  }
}

resource "wecom_app" "own" {}
`

const exitCodesData = `
data "wecom_follow_users" "all" {}

data "wecom_inventory" "all" {
  managed = {
    department  = [wecom_department.rd.id]
    contact_way = [wecom_contact_way.expo.id]
  }
}
`

// exitCodes are those of plan -detailed-exitcode, plan -refresh-only -detailed-exitcode and wecomctl drift.
func (d *driftTest) exitCodes() string {
	d.t.Helper()
	plan, output := d.Run("plan", "-input=false", "-no-color", "-detailed-exitcode", "-out=saved")
	refresh, _ := d.Run("plan", "-input=false", "-refresh-only", "-detailed-exitcode")
	if plan == 1 || refresh == 1 {
		d.t.Fatalf("exit codes %d and %d\n%s", plan, refresh, output)
	}
	d.Write("saved.json", d.Must("show", "-json", "saved"))
	drifted, _ := d.drift(filepath.Join(d.Dir, "saved.json"))
	return fmt.Sprintf("%d | %d | %d", plan, refresh, drifted)
}

// The table of exit codes in the guide is measured: on the CLI under test here, and on three by make test-clis.
func TestAccExitCodesAreAsTheGuideSays(t *testing.T) {
	d := startDrift(t, exitCodesConfig)
	console := d.env.Console()
	rd, way := d.env.Corp().Departments[1].ID, d.env.Corp().ContactWays[0].ConfigID
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	remark := func(text string) error {
		return console.UpdateContactWay(way, func(w *emulator.ContactWay) { w.Remark = text })
	}
	remove := func(name string) { check(os.Remove(filepath.Join(d.Dir, name))) }
	got := map[string]string{}
	measure := func(what string) { t.Helper(); got[what] = d.exitCodes() }

	measure("nothing changed")
	check(console.RenameDepartment(rd, "研究院"))
	measure("attribute changed outside")
	check(console.RenameDepartment(rd, "研发中心"))
	check(remark("改了"))
	measure("attribute under `ignore_changes` changed outside")
	check(remark("展会"))
	check(console.MoveMember("zhangsan", rd))
	check(console.SetDepartmentLeaders(rd, "zhangsan"))
	measure("computed attribute changed outside (`leader_user_ids`)")
	check(console.SetDepartmentLeaders(rd))
	check(console.MoveMember("zhangsan", 1))
	other := must(console.AddContactWay(emulator.ContactWay{
		Type: emulator.WaySingle, Scene: emulator.SceneQRCode, Remark: "别的应用", Users: []string{"lisi"}, Owner: acctest.OtherName, CreateTime: 1760000000,
	}))
	measure("object of another app in the corp, in no state")
	check(console.DeleteContactWay(other))
	check(console.DeleteDepartment(rd))
	measure("object deleted outside")
	d.Write("more.tf", "resource \"wecom_department\" \"new\" {\n  name = \"新部门\"\n}\n")
	d.Must("apply", "-auto-approve", "-input=false", "-target=wecom_department.rd")
	d.Must("apply", "-refresh-only", "-auto-approve", "-input=false") // an order that nobody wrote is read by the next refresh
	measure("configuration not applied yet")
	remove("more.tf")

	d.Write("data.tf", exitCodesData)
	d.Write("check.tf", "check \"few\" {\n  assert {\n    condition     = length(data.wecom_follow_users.all.user_ids) < 3\n    error_message = \"Too many.\"\n  }\n}\n")
	d.apply()
	measure("data sources at top level with a check that passes, nothing changed")
	wangwu := emulator.Member{UserID: "wangwu", Name: "王五", CustomerContact: true, RealNameVerified: true}
	check(console.AddMember(wangwu))
	measure("check that fails, on a data source at top level")
	remove("check.tf")
	measure("data source at top level, its result changed")
	d.Write("output.tf", "output \"users\" {\n  value = data.wecom_follow_users.all.user_ids\n}\n")
	d.apply()
	check(console.DeleteMember("wangwu"))
	measure("data source at top level, its result changed, and an output of it")
	remove("output.tf")
	remove("data.tf")
	d.Write("check.tf", "check \"few\" {\n  data \"wecom_follow_users\" \"all\" {}\n\n  assert {\n    condition     = "+
		"length(data.wecom_follow_users.all.user_ids) < 3\n    error_message = \"Too many.\"\n  }\n}\n")
	d.apply()
	measure("data source nested in a check that passes, nothing changed")

	raw, err := os.ReadFile(guide)
	check(err)
	column := guideColumn(d.Must("version"))
	want := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		what, codes, ok := strings.Cut(strings.Trim(line, "| \n"), " | ")
		if !ok || got[what] == "" {
			continue
		}
		cells, measured := strings.Split(codes, " | "), strings.Split(got[what], " | ")
		for i, cell := range cells {
			if each := strings.Split(cell, " / "); len(each) == 3 && column < 0 {
				cells[i] = measured[i] // a version that the guide says nothing of
			} else if len(each) == 3 {
				cells[i] = each[column]
			}
		}
		want[what] = strings.Join(cells, " | ")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the guide differs from what was measured (-guide +measured):\n%s", diff)
	}
}

// guideColumn is the place of the CLI in cells that tell three apart, or -1.
func guideColumn(version string) int {
	for i, prefix := range []string{"Terraform v1.11.", "Terraform v1.16.", "OpenTofu v1.12."} {
		if strings.HasPrefix(version, prefix) {
			return i
		}
	}
	return -1
}
