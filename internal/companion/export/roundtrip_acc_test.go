// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/export"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// size is how many objects the generated corp has: 40, or as many as WECOM_TEST_EXPORT_OBJECTS says (make test-export:
// 500).
func size(t *testing.T) int {
	t.Helper()
	text := os.Getenv("WECOM_TEST_EXPORT_OBJECTS")
	if text == "" {
		return 40
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// shop is an emulated corp with a folder that it is exported to.
type shop struct {
	*acctest.Env
	*acctest.Process
	t       *testing.T
	options export.Options
}

func newShop(t *testing.T, edit ...func(*emulator.Corp)) *shop {
	t.Helper()
	s := shopIn(t, acctest.New(t, edit...))
	s.UseMirror()
	return s
}

// shopIn needs no init.
func shopIn(t *testing.T, e *acctest.Env) *shop {
	t.Helper()
	p := acctest.NewProcess(e, "")
	s := &shop{Env: e, Process: p, t: t, options: export.Options{Dir: filepath.Join(t.TempDir(), "corp"), Endpoint: e.URL, Version: "test"}}
	p.Dir = s.options.Dir // without the main.tf of NewProcess
	p.Env = append(p.Env, "WECOM_SECRET="+acctest.AppSecret, "WECOM_CONTACTS_SECRET="+acctest.ContactsSecret)
	return s
}

func (s *shop) export() *export.Result {
	s.t.Helper()
	result, err := s.tryExport()
	if err != nil {
		s.t.Fatal(err)
	}
	return result
}

func (s *shop) tryExport() (*export.Result, error) {
	s.t.Helper()
	c, err := client.New(client.Config{Endpoint: s.URL, CorpID: acctest.CorpID, Secret: acctest.AppSecret, ContactsSecret: acctest.ContactsSecret})
	if err != nil {
		s.t.Fatal(err)
	}
	// The app behind secret is there in any case: TestSpecimens_roundTrip has it.
	kinds := slices.DeleteFunc(inventory.Usual(), func(k inventory.Kind) bool { return k == "app" })
	inv, err := inventory.Read(s.t.Context(), c, inventory.Options{Content: true, Kinds: kinds})
	if err != nil {
		s.t.Fatal(err)
	}
	return export.Write(s.t.Context(), inv, s.options)
}

// files are all files of the folder that an export may have written.
func (s *shop) files() map[string]string {
	s.t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(s.options.Dir)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), "terraform.tfstate") || e.Name() == "tfplan" || e.Name() == ".terraform.lock.hcl" {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(s.options.Dir, e.Name()))
		if err != nil {
			s.t.Fatal(err)
		}
		out[e.Name()] = string(raw)
	}
	return out
}

// plan checks that a plan does nothing but import n objects, and keeps it.
func (s *shop) plan(n int) {
	s.t.Helper()
	s.Must("plan", "-no-color", "-input=false", "-out=tfplan")
	var plan tfjson.Plan
	if err := json.Unmarshal([]byte(s.Must("show", "-json", "tfplan")), &plan); err != nil {
		s.t.Fatal(err)
	}
	imports := 0
	for _, change := range plan.ResourceChanges {
		if !change.Change.Actions.NoOp() {
			s.t.Errorf("%s: %v\n%s", change.Address, change.Change.Actions, cmp.Diff(change.Change.Before, change.Change.After))
		}
		if change.Change.Importing != nil {
			imports++
		}
	}
	if imports != n {
		s.t.Errorf("%d imports, want %d", imports, n)
	}
	if s.t.Failed() {
		s.t.FailNow()
	}
}

// adopt plans, checks that the plan does nothing but import n objects, applies it, and checks that nothing is left to
// do.
func (s *shop) adopt(n int) {
	s.t.Helper()
	begin := time.Now()
	s.plan(n)
	planned := time.Since(begin)
	begin = time.Now()
	s.Must("apply", "-no-color", "-input=false", "tfplan")
	applied := time.Since(begin)
	begin = time.Now()
	if code, output := s.Process.Run("plan", "-no-color", "-input=false", "-detailed-exitcode"); code != 0 {
		s.t.Fatalf("the plan after the adoption exits with %d:\n%s", code, output)
	}
	s.t.Logf("%d imports: plan %.1f s, apply %.1f s, plan again %.1f s", n, planned.Seconds(), applied.Seconds(), time.Since(begin).Seconds())
	if writes := s.Writes(); len(writes) > 0 {
		s.t.Errorf("adoption wrote to the corp: %v", writes)
	}
	for _, v := range s.Violations() {
		s.t.Error(v)
	}
}

// What the pages leave open must not matter: the first plan is empty of changes under every reading. It takes minutes,
// so it runs with the large corp only.
func TestAccRoundTripReadings(t *testing.T) {
	if os.Getenv("WECOM_TEST_EXPORT_OBJECTS") == "" {
		t.Skip("runs in make test-export only")
	}
	var families []string
	for _, s := range specimen.All() {
		if s.Odd.Make != nil {
			families = append(families, s.Families...)
		}
	}
	slices.Sort(families)
	acctest.EachReading(t, slices.Compact(families), visible(specimen.Generated(3, 40)), planOnce)
}

// visible writes "_" for the characters that nobody sees: the console takes names with one, the provider does not, and
// TestGeneratedCorps holds that an export then says so.
func visible(generate func(*emulator.Corp)) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		generate(c)
		raw, err := json.Marshal(c)
		if err == nil {
			*c = emulator.Corp{}
			err = json.Unmarshal([]byte(strings.NewReplacer("\u200b", "_", `\u2028`, "_").Replace(string(raw))), c)
		}
		if err != nil {
			panic(err)
		}
	}
}

func planOnce(t *testing.T, e *acctest.Env, r emulator.Reading) {
	t.Helper()
	want := 40
	if r.Switch == "LinkUnavailableHidden" {
		want-- // a link to departments without members is not listed then
	}
	s := shopIn(t, e)
	result := s.export()
	if got := export.Total(result.Written); got != want {
		t.Fatalf("%d written, left out %v, notes %v", got, result.LeftOut, result.Notes)
	}
	s.plan(want)
}

// importsSince counts import blocks in files that were not there before.
func importsSince(before, after map[string]string) int {
	n := 0
	for name, content := range after {
		if _, old := before[name]; !old && strings.HasSuffix(name, ".tf") {
			n += strings.Count(content, "\nimport {")
		}
	}
	return n
}

func TestAccRoundTrip(t *testing.T) {
	t.Parallel()
	n := size(t)
	s := newShop(t, visible(specimen.Generated(1, n)), func(c *emulator.Corp) {
		c.AcquisitionLinks = append(c.AcquisitionLinks, emulator.AcquisitionLink{ID: "caconsole", Name: "控制台", Users: []string{"zhangsan"}})
		c.ContactWays = append(c.ContactWays, emulator.ContactWay{
			ConfigID: "temporary", Type: emulator.WaySingle, Scene: emulator.SceneQRCode, Users: []string{"zhangsan"}, Temporary: true, ExpiresIn: 86400, ChatExpiresIn: 86400, Owner: acctest.AppName,
		})
	})
	begin := time.Now()
	first := s.export()
	t.Logf("export of %v in %.1f s", first.Written, time.Since(begin).Seconds())
	if got := export.Total(first.Written); got != n || len(first.LeftOut) != 0 || export.Total(first.Before) != 0 {
		t.Fatalf("%d written, want %d; left out %v", got, n, first.LeftOut)
	}
	for name, content := range s.files() {
		if strings.Contains(content, "canary") {
			t.Errorf("a secret is in %s", name)
		}
	}
	s.Must("init", "-no-color", "-input=false")
	s.adopt(n)

	// Nothing new: not a byte changes.
	before := s.files()
	again := s.export()
	if export.Total(again.Written) != 0 || export.Total(again.Before) != n || len(again.Files) != 0 {
		t.Errorf("a second export: %+v", again)
	}
	if diff := cmp.Diff(before, s.files()); diff != "" {
		t.Errorf("a second export changed files:\n%s", diff)
	}

	// Later: files were edited, the import blocks are gone, and objects are new, of which one has a name that is taken
	// and one lies below an exported one.
	edited := "# edited by hand\n" + before["departments.tf"]
	if err := os.WriteFile(filepath.Join(s.options.Dir, "departments.tf"), []byte(edited), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(s.options.Dir, "imports.tf")); err != nil {
		t.Fatal(err)
	}
	console := s.Console()
	top, err := console.CreateDepartment(1, "全新部门")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = console.CreateDepartment(top, "全新部门"); err != nil {
		t.Fatal(err)
	}
	if _, err = console.CreateDepartment(2, "下级"); err != nil {
		t.Fatal(err)
	}
	if _, _, err = console.CreateTagGroup("全新标签", "${甲}", "乙"); err != nil {
		t.Fatal(err)
	}
	before = s.files()
	later := s.export()
	after := s.files()
	if got := later.Written; got["department"] != 3 || got["tag_group"] != 1 || export.Total(got) != 4 || export.Total(later.Before) != n {
		t.Errorf("later: %+v", later)
	}
	if want := []string{"departments_2.tf", "tag_groups_2.tf", "imports.tf", "README.md"}; !slices.Equal(later.Files, want) {
		t.Errorf("wrote %v, want %v", later.Files, want)
	}
	for name, content := range before {
		if strings.HasSuffix(name, ".tf") && after[name] != content {
			t.Errorf("%s was changed", name)
		}
	}
	if got := importsSince(before, after); got != 4 {
		t.Errorf("%d new import blocks", got)
	}
	for _, want := range []string{`"quan_xin_bu_men"`, `"quan_xin_bu_men_quan_xin_bu_men"`, "parent_id = wecom_department.quan_xin_bu_men.id"} {
		if !strings.Contains(after["departments_2.tf"], want) {
			t.Errorf("departments_2.tf lacks %s:\n%s", want, after["departments_2.tf"])
		}
	}
	s.adopt(4)
}

func TestAccRoundTripByIdentity(t *testing.T) {
	t.Parallel()
	s := newShop(t, visible(specimen.Generated(2, 20)))
	var version struct {
		Terraform string `json:"terraform_version"`
	}
	if err := json.Unmarshal([]byte(s.versionJSON()), &version); err != nil {
		t.Fatal(err)
	}
	var major, minor int
	if _, err := fmt.Sscanf(version.Terraform, "%d.%d.", &major, &minor); err != nil {
		t.Fatal(err)
	}
	if major == 1 && minor < 12 {
		t.Skipf("import blocks by identity need 1.12; this is %s", version.Terraform)
	}
	s.options.Identity, s.options.Order = true, true
	if got := export.Total(s.export().Written); got != 20 {
		t.Fatalf("%d written", got)
	}
	if got := s.files()["imports.tf"]; strings.Count(got, "identity = {") != 20 || strings.Contains(got, "  id = \"") && !strings.Contains(got, "corp_id") {
		t.Errorf("%s", got)
	}
	s.Must("init", "-no-color", "-input=false")
	s.adopt(20)
	if again := s.export(); export.Total(again.Before) != 20 || len(again.Files) != 0 {
		t.Errorf("a second export: %+v", again)
	}
}

func (s *shop) versionJSON() string {
	s.t.Helper()
	dir := s.Process.Dir
	s.Process.Dir = s.t.TempDir()
	defer func() { s.Process.Dir = dir }()
	return s.Must("version", "-json")
}
