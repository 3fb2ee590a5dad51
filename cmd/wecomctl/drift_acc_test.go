// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/drift"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const driftConfig = `
resource "wecom_department" "rd" {
  name = "研发中心"
}

resource "wecom_tag_group" "level" {
  name = "客户等级"
  tags = { core = { name = "核心" }, normal = { name = "一般" } }
}

resource "wecom_contact_way" "expo" {
  for_each   = toset(["北京.展厅"])
  type       = "single"
  scene      = "qr_code"
  remark     = "展会"
  state      = "expo"
  user_ids   = ["zhangsan"]
  lifecycle {
    ignore_changes = [remark]
  }
}

# The app behind secret, as it is.
resource "wecom_app" "own" {
}

data "wecom_departments" "all" {
}

check "small" {
  assert {
    condition     = length(data.wecom_departments.all.departments) < 5
    error_message = "There are too many departments."
  }
}
`

// driftTest is a folder with an applied configuration, and the environment of who watches it.
type driftTest struct {
	*acctest.Process
	env *acctest.Env
	t   *testing.T
}

func startDrift(t *testing.T, config string) *driftTest {
	t.Helper()
	env := acctest.New(t)
	p := acctest.NewProcess(env, config)
	for name, value := range map[string]string{
		"WECOM_CORP_ID": acctest.CorpID, "WECOM_SECRET": acctest.AppSecret, "WECOM_CONTACTS_SECRET": acctest.ContactsSecret,
		"WECOM_ENDPOINT": env.URL, "TF_CLI_CONFIG_FILE": filepath.Join(p.Dir, "cli.tfrc"), "TERRAFORM": acctest.CLI(t),
	} {
		t.Setenv(name, value)
	}
	p.Must("apply", "-auto-approve", "-input=false")
	p.Must("apply", "-refresh-only", "-auto-approve", "-input=false") // orders that nobody wrote are read by the next refresh
	return &driftTest{p, env, t}
}

// drift runs the command in the folder and returns its exit code and report. Nothing may be written to the corp.
func (d *driftTest) drift(args ...string) (int, drift.Report) {
	d.t.Helper()
	d.env.ResetRequests()
	code, out, errs := runIn(d.t.Context(), append([]string{"drift", "--dir", d.Dir, "--format", "json"}, args...)...)
	var r drift.Report
	if code != drift.ExitError {
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			d.t.Fatalf("%v\n%s\n%s", err, out, errs)
		}
		if r.ExitCode != code {
			d.t.Errorf("exit code %d, %d in the report", code, r.ExitCode)
		}
	}
	if writes := d.env.Writes(); len(writes) > 0 {
		d.t.Errorf("drift wrote: %v", writes)
	}
	for _, secret := range []string{acctest.AppSecret, acctest.ContactsSecret} {
		if strings.Contains(out+errs, secret) {
			d.t.Error("a secret shows")
		}
	}
	return code, r
}

// want fails unless the report has exactly these findings, each as class and address or object.
func (d *driftTest) want(what string, code int, r drift.Report, wantCode int, want ...string) {
	d.t.Helper()
	var got []string
	for _, c := range r.Changed {
		for _, a := range c.Attributes {
			raw, _ := json.Marshal([]any{a.Old, a.New})
			got = append(got, "changed "+c.Address+" "+a.Path+" "+string(raw))
		}
	}
	for _, m := range r.Missing {
		got = append(got, "missing "+m.Address)
	}
	for _, p := range r.Planned {
		got = append(got, "planned "+p.Action+" "+p.Address)
	}
	for _, c := range r.Checks {
		got = append(got, "check "+c.Address+" "+strings.Join(c.Problems, "; "))
	}
	for _, u := range r.Unmanaged {
		got = append(got, "unmanaged "+u.Kind+" "+u.Name)
	}
	for _, c := range r.Accepted {
		for _, a := range c.Attributes {
			got = append(got, "accepted "+c.Address+" "+a.Path)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || code != wantCode {
		d.t.Errorf("%s: exit code %d, want %d; -want +got:\n%s", what, code, wantCode, diff)
	}
}

func (d *driftTest) apply() { d.t.Helper(); d.Must("apply", "-auto-approve", "-input=false") }

// must returns the id that an edit in the console gives.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestAccDrift(t *testing.T) {
	d := startDrift(t, driftConfig)
	console := d.env.Console()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	corp := d.env.Corp()
	rd, group, way := corp.Departments[1].ID, corp.TagGroups[0], corp.ContactWays[0].ConfigID

	code, r := d.drift()
	d.want("as declared", code, r, drift.ExitClean)
	var shares []drift.Share
	for _, kind := range inventory.Usual() {
		share := drift.Share{Kind: string(kind), Share: 1}
		if slices.Contains([]inventory.Kind{"department", "tag_group", "contact_way", "app"}, kind) {
			share.Managed = 1
		}
		shares = append(shares, share)
	}
	if diff := cmp.Diff(shares, r.Kinds); diff != "" || r.CorpID != acctest.CorpID || r.Version != 1 || r.Status != "clean" {
		t.Errorf("%+v\n%s", r, diff)
	}

	// Changed outside, attribute by attribute, next to a value that the configuration leaves alone.
	check(console.RenameDepartment(rd, "研究院"))
	check(console.RenameTag(group.Tags[0].ID, "核心客户"))
	must(console.AddTag(group.ID, "新标签"))
	check(console.UpdateContactWay(way, func(w *emulator.ContactWay) { w.Remark = "改了" }))
	check(console.SetDepartmentOrder(rd, 7))
	code, r = d.drift()
	if len(r.Changed) != 2 || len(r.Changed[1].Attributes) != 2 {
		t.Fatalf("%+v", r.Changed)
	}
	added := r.Changed[1].Attributes
	d.want("changed", code, r, drift.ExitDrift,
		`changed wecom_department.rd name ["研发中心","研究院"]`,
		"changed wecom_tag_group.level "+added[0].Path+" "+jsonOf(added[0].Old, added[0].New),
		"changed wecom_tag_group.level "+added[1].Path+" "+jsonOf(added[1].Old, added[1].New),
		`accepted wecom_contact_way.expo["北京.展厅"] remark`,
		"accepted wecom_department.rd order",
	)
	paths := added[0].Path + " " + added[1].Path
	if !strings.Contains(paths, `tags["新标签"]`) || !strings.Contains(paths, ".name") {
		t.Errorf("paths %s", paths)
	}
	check(console.DeleteTag(d.tag(group.ID, "新标签"))) // the app may not delete what the console made
	d.apply()

	// Gone, declared nowhere, not applied, and a check that fails.
	check(console.DeleteDepartment(rd))
	for _, name := range []string{"一", "二", "三", "五"} {
		must(console.CreateDepartment(1, name))
	}
	other := must(console.AddContactWay(emulator.ContactWay{
		Type: emulator.WaySingle, Scene: emulator.SceneQRCode, Remark: "别的应用", Users: []string{"lisi"}, Owner: acctest.OtherName, CreateTime: 1760000000,
	}))
	d.Write("more.tf", `
resource "wecom_department" "new" {
  name = "新部门"
}
`)
	code, r = d.drift()
	d.want("everything at once", code, r, drift.ExitDrift,
		"missing wecom_department.rd", "planned create wecom_department.new", "check check.small There are too many departments.",
		"unmanaged department 一", "unmanaged department 二", "unmanaged department 三", "unmanaged department 五", "unmanaged contact_way 别的应用",
	)
	check(os.Remove(filepath.Join(d.Dir, "more.tf")))
	d.Must("apply", "-auto-approve", "-input=false") // the check warns, and does not stop it
	for _, department := range d.env.Corp().Departments {
		if department.Name == "二" || department.Name == "三" || department.Name == "五" {
			check(console.DeleteDepartment(department.ID))
		}
	}

	// Only undeclared objects; then accepted.
	code, r = d.drift()
	d.want("undeclared", code, r, drift.ExitUnmanaged, "unmanaged department 一", "unmanaged contact_way 别的应用")
	if r.Kinds[0].Share != 0.5 {
		t.Errorf("%+v", r.Kinds[0])
	}
	code, r = d.drift("--only", "tag_group")
	d.want("other kinds", code, r, drift.ExitClean)
	code, r = d.drift("--plan-only")
	d.want("plan only", code, r, drift.ExitClean)
	d.Write("ours.ignore", "# by hand\ncontact_way:别的*\n")
	code, r = d.drift("--ignore-file", filepath.Join(d.Dir, "ours.ignore"))
	d.want("ignored by name", code, r, drift.ExitUnmanaged, "unmanaged department 一")
	code, r = d.drift("--write-ignore")
	d.want("accepted", code, r, drift.ExitClean)
	ways := slices.IndexFunc(r.Kinds, func(k drift.Share) bool { return k.Kind == "contact_way" })
	if r.Kinds[0].Ignored != 1 || ways < 0 || r.Kinds[ways].Ignored != 1 {
		t.Errorf("%+v", r.Kinds)
	}
	file := d.Read(ignoreFile)
	if !strings.Contains(file, "\ncontact_way:"+other+" # 别的应用\n") || !strings.Contains(file, " # 一\n") {
		t.Errorf("%s", file)
	}
	code, r = d.drift()
	d.want("still accepted", code, r, drift.ExitClean)
	must(console.CreateDepartment(1, "四"))
	code, r = d.drift()
	d.want("a new one", code, r, drift.ExitUnmanaged, "unmanaged department 四")

	d.savedPlans(rd)
}

func jsonOf(v ...any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

// tag finds a tag by its name.
func (d *driftTest) tag(group, name string) string {
	d.t.Helper()
	for _, g := range d.env.Corp().TagGroups {
		for _, tag := range g.Tags {
			if g.ID == group && tag.Name == name {
				return tag.ID
			}
		}
	}
	d.t.Fatalf("no tag %s", name)
	return ""
}

// savedPlans reads plans and states instead of running the CLI.
func (d *driftTest) savedPlans(int64) {
	d.t.Helper()
	d.Must("plan", "-input=false", "-out=saved")
	plan := filepath.Join(d.Dir, "plan.json")
	shown := d.Must("show", "-json", "saved")
	d.Write("plan.json", shown)
	code, r := d.drift(plan)
	d.want("plan from a file", code, r, drift.ExitUnmanaged, "unmanaged department 四")

	// What another state holds is managed. Both forms of a state are read.
	id := d.env.Corp().Departments[len(d.env.Corp().Departments)-1].ID
	other := acctest.NewProcess(d.env, "resource \"wecom_department\" \"four\" {\n  name = \"四\"\n}\n")
	other.Must("import", "-input=false", "wecom_department.four", jsonOf(id)[1:len(jsonOf(id))-1])
	other.Write("state.json", other.Must("show", "-json"))
	for _, state := range []string{"terraform.tfstate", "state.json"} {
		code, r = d.drift(plan, "--state", filepath.Join(other.Dir, state))
		d.want(state, code, r, drift.ExitClean)
	}

	for what, args := range map[string][]string{
		"the saved plan itself": {filepath.Join(d.Dir, "saved")}, "a state": {filepath.Join(other.Dir, "state.json")},
		"no JSON": {filepath.Join(d.Dir, "main.tf")}, "no file": {filepath.Join(d.Dir, "none.json")},
		"a plan as state": {plan, "--state", plan}, "a format": {plan, "--format", "xml"}, "a kind": {plan, "--only", "people"},
		"no webhook": {plan, "--notify", "env"}, "an ignore file": {plan, "--ignore-file", filepath.Join(d.Dir, "none")},
	} {
		d.env.ResetRequests()
		code, out, errs := runIn(d.t.Context(), append([]string{"drift", "--dir", d.Dir}, args...)...)
		if code != drift.ExitError || out != "" || !strings.HasPrefix(errs, "Error: ") || len(d.env.Requests()) > 0 {
			d.t.Errorf("%s: exit code %d, %q, %q", what, code, out, errs)
		}
	}
	d.Write("broken.tf", "resource \"wecom_department\" \"rd\" {}")
	if code, _ := d.drift(); code != drift.ExitError {
		d.t.Errorf("a plan that fails: exit code %d", code)
	}
}
