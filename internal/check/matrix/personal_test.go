// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// people are members whose numbers and addresses nobody declares in plain: two of a table that is write-only, and one
// of the console. The same columns of a later table are others.
var people = map[string][3]string{
	"lilei": {"13877777701", "canary1@example.com", "canary street 1"}, "lilei later": {"13877777702", "canary2@example.com", "canary street 2"},
	"hanmei": {"13877777703", "canary3@example.com", "canary street 3"}, "lisi": {"13877777704", "canary4@example.com", "canary street 4"},
	"lisi later": {"13877777705", "canary5@example.com", "canary street 5"},
}

// declared is the mobile number that a configuration has in plain: the search must find it.
const declared = "13866666601"

// spreadsheet is a file of people as a spreadsheet has it.
func spreadsheet(ids ...string) string {
	out := "id,mobile,email,address\n"
	for _, id := range ids {
		out += fmt.Sprintf("%s,%s,%s,%s\n", strings.Fields(id)[0], people[id][0], people[id][1], people[id][2])
	}
	return out
}

// Mobile number, email and address of a member are in no state, plan, log, message, note, export or report, unless a
// configuration declares them in plain: through create, update, import, refresh, drift, a lost create, inventory and
// export, with an app that is shown all of them.
func TestAccPersonalData(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	program := wecomctl(t)
	b := newBench(t, patient, func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 2, Name: "研发", ParentID: 1, Order: 1})
		c.Members[1].Mobile, c.Members[1].Email, c.Members[1].Address = people["lisi"][0], people["lisi"][1], people["lisi"][2]
	})
	csv := filepath.Join(t.TempDir(), "people.csv")
	write := func(ids ...string) {
		if err := os.WriteFile(csv, []byte(spreadsheet(ids...)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	config := func(version int, more string) {
		b.config(fmt.Sprintf(`
locals {
  people = { for row in csvdecode(file(%q)) : row.id => row }
}

resource "wecom_member" "table" {
  for_each = local.people

  id                    = each.key
  name                  = "来自表格 ${each.key}"
  department_ids        = [2]
  mobile_wo             = each.value.mobile
  email_wo              = each.value.email
  address_wo            = each.value.address
  personal_data_version = %d
}

resource "wecom_member" "plain" {
  id             = "zhaowu"
  name           = "赵五"
  mobile         = %q
  department_ids = [2]
}
`, csv, version, declared) + more)
	}
	const imported = `
import {
  to = wecom_member.imported
  id = "lisi"
}

resource "wecom_member" "imported" {
  id             = "lisi"
  name           = "李四"
  department_ids = [1]
}

# Read after the members are written, or the plan after an apply shows the names that it changed.
data "wecom_inventory" "people" {
  kinds      = ["member"]
  depends_on = [wecom_member.table, wecom_member.imported]
}

data "wecom_members" "all" {
  department_id = 1
  recursive     = true
  depends_on    = [wecom_member.table, wecom_member.imported]
}

output "people" {
  value = [data.wecom_inventory.people, data.wecom_members.all.user_ids]
}
`
	step := 0
	planned := func(want int) {
		t.Helper()
		step++
		name := fmt.Sprintf("plan%d", step)
		if code, output := b.run("plan", "-detailed-exitcode", "-no-color", "-out="+name+".bin"); code != want {
			t.Fatalf("%s: exit code %d, want %d\n%s", name, code, want, output)
		}
		_, shown := b.run("show", "-json", name+".bin")
		b.p.Write(name+".json", shown)
	}
	applied := func() {
		t.Helper()
		planned(2)
		if code, output := b.run("apply", "-no-color", fmt.Sprintf("plan%d.bin", step)); code != 0 {
			t.Fatal(output)
		}
		state, err := os.ReadFile(filepath.Join(b.p.Dir, "terraform.tfstate"))
		if err != nil {
			t.Fatal(err)
		}
		b.p.Write(fmt.Sprintf("state%d.json", step), string(state))
		planned(0)
	}
	companion := func(want int, args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Dir, cmd.Env = b.p.Dir, append(slices.Clone(b.p.Env), "WECOM_CORP_ID="+acctest.CorpID, "WECOM_SECRET="+appSecret,
			"WECOM_CONTACTS_SECRET="+contactsSecret, "WECOM_ENDPOINT="+b.URL, "TERRAFORM="+acctest.CLI(t))
		out, _ := cmd.CombinedOutput()
		b.printed.Write(out)
		if got := cmd.ProcessState.ExitCode(); got != want {
			t.Errorf("wecomctl %v: exit code %d, want %d\n%s", args, got, want, out)
		}
	}

	write("lilei")
	config(1, "")
	applied()
	write("lilei later")
	config(2, "")
	applied()
	if now := b.Corp().Members; !slices.ContainsFunc(now, func(m emulator.Member) bool { return m.Mobile == people["lilei later"][0] }) {
		t.Errorf("nothing was written: %+v", now)
	}
	config(2, imported)
	applied()

	// The console changes all of them, and a name.
	for id, now := range map[string][3]string{"lilei": people["lilei"], "lisi": people["lisi later"]} {
		acctest.Must(t, b.Console().UpdateMember(id, func(m *emulator.Member) {
			m.Name, m.Mobile, m.Email, m.Address = "改名", now[0], now[1], now[2]
		}))
	}
	companion(2, "drift", "--only", "member", "--show-plan", "--also", "json=drift.json", "--also", "markdown=drift.md", "--also", "sarif=drift.sarif")
	companion(0, "export", "--out", "export", "--only", "member")
	b.run("refresh", "-no-color")
	applied()

	// A create whose answer is lost, and of which nothing can be learnt: its note stays.
	write("lilei later", "hanmei")
	b.Inject(emulator.Fault{Path: "user/create", Kind: emulator.FaultLostReply, Times: -1})
	b.Before("user/create", func() {
		for _, path := range []string{"user/get", "user/list", "user/list_id"} {
			b.Inject(emulator.Fault{Path: path, Kind: emulator.FaultLostReply, Times: -1})
		}
	})
	if code, output := b.apply(); code == 0 {
		t.Errorf("a lost create is applied:\n%s", output)
	}
	b.ClearFaults()

	texts := b.texts()
	for _, name := range []string{"drift.json", "drift.md", "drift.sarif", "export/members.tf", "export/README.md", "state1.json", "plan1.json", "plan1.bin/tfplan", "trace.log"} {
		if len(texts[name]) == 0 {
			t.Errorf("%s is not searched", name)
		}
	}
	notes := 0
	for name, raw := range texts {
		if strings.Contains(filepath.ToSlash(name), "/terraform-provider-wecom/") {
			notes++
		}
		if strings.HasPrefix(name, "the emulator's ") || strings.HasPrefix(name, "the console's ") {
			continue // it is WeCom, who is told
		}
		for who, data := range people {
			for _, value := range data {
				for form, text := range forms(value) {
					if i := bytes.Index(raw, []byte(text)); i >= 0 {
						t.Errorf("%s holds %s of %s (%s): …%s…", name, value, who, form, raw[max(0, i-80):min(len(raw), i+20)])
					}
				}
			}
		}
	}
	if !bytes.Contains(texts["state1.json"], []byte(declared)) || notes == 0 {
		t.Errorf("the state has not what is declared in plain, or there are no notes (%d): this search proves nothing", notes)
	}
}
