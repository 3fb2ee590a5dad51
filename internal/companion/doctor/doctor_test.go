// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package doctor_test

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/doctor"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/catalogue"
)

// patient is a corp and what the user configured for it.
type patient struct {
	*emulator.Server
	cfg client.Config
}

func admit(t *testing.T, edit ...func(*emulator.Corp)) *patient {
	t.Helper()
	corp := emulator.ExampleCorp()
	for _, e := range edit {
		e(&corp)
	}
	srv := emulator.New(corp)
	web := httptest.NewServer(srv)
	t.Cleanup(web.Close)
	return &patient{srv, client.Config{
		Endpoint: web.URL, CorpID: corp.CorpID, Secret: emulator.ExampleSecret, ContactsSecret: emulator.ExampleContactsSecret,
		Retry: client.RetryPolicy{BaseDelay: time.Millisecond, MaxDelay: time.Millisecond, BlockTime: time.Millisecond, LagTime: -1},
	}}
}

// examine runs all checks, and fails when the corp changed, when a secret shows or when a check lacks what it must
// have.
func (p *patient) examine(t *testing.T) (*doctor.Report, map[string]doctor.Check) {
	t.Helper()
	before := p.Corp()
	var told []doctor.Check
	report, err := doctor.Run(t.Context(), p.cfg, doctor.Options{Tell: func(c doctor.Check) { told = append(told, c) }})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, p.Corp()); diff != "" {
		t.Errorf("the corp was changed:\n%s", diff)
	}
	for _, r := range p.Writes() {
		if r.Changed {
			t.Errorf("%s %s was carried out", r.Path, r.Body)
		}
	}
	for _, v := range p.Violations() {
		t.Errorf("sent something WeCom does not define: %s", v)
	}
	if diff := cmp.Diff(told, report.Checks); diff != "" {
		t.Errorf("told and reported differ:\n%s", diff)
	}
	var text bytes.Buffer
	checks := map[string]doctor.Check{}
	for _, c := range report.Checks {
		if _, twice := checks[c.ID]; twice {
			t.Errorf("%s is there twice", c.ID)
		}
		checks[c.ID] = c
		if c.Title == "" || c.Detail == "" || (c.Status == doctor.Failure && c.NextStep == "") {
			t.Errorf("incomplete: %+v", c)
		}
		c.Write(&text, true)
	}
	report.WriteSummary(&text)
	raw, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range append(p.Tokens(), p.cfg.Secret, p.cfg.ContactsSecret) {
		if secret != "" && strings.Contains(text.String()+string(raw), secret) {
			t.Errorf("a secret shows:\n%s", text.String())
		}
	}
	return report, checks
}

func not(report *doctor.Report, good doctor.Status) []string {
	var out []string
	for _, c := range report.Checks {
		if c.Status != good {
			out = append(out, string(c.Status)+" "+c.ID)
		}
	}
	return out
}

func TestHealthy(t *testing.T) {
	p := admit(t)
	report, checks := p.examine(t)
	if bad := not(report, doctor.OK); bad != nil || !report.Healthy() {
		t.Errorf("not ok: %v", bad)
	}
	if n := len(p.Requests("gettoken")); n != 2 {
		t.Errorf("%d tokens were asked for", n)
	}
	most := 12 // whatever is managed
	for _, noun := range catalogue.Nouns {
		about := noun.About()
		p := about.Permission
		if p == nil {
			continue
		}
		most += 2 // a list, and an update of nothing
		id := strings.TrimPrefix(about.Type, "wecom_") + "s"
		if p.ID != "" {
			id = p.ID
		}
		id += ".read"
		if says := strings.ReplaceAll(regexp.QuoteMeta(p.Found), "%d", `\d+`); !regexp.MustCompile(says).MatchString(checks[id].Detail) {
			t.Errorf("%s: %q, want %s", id, checks[id].Detail, says)
		}
	}
	if n := len(p.Requests()); n > most {
		t.Errorf("%d calls, more than %d", n, most)
	}
	for id, want := range map[string]string{
		"secret.app": `"terraform" (agentid 1000002)`, "contacts_secret.read": "ids only", "acquisition_quota": "500 of 1000",
		"departments.read": "5 departments", "customer_tags.read": "1 groups",
	} {
		if !strings.Contains(checks[id].Detail, want) {
			t.Errorf("%s: %q", id, checks[id].Detail)
		}
	}
	if report.Version != 1 || report.CorpID != emulator.ExampleCorpID || report.Endpoint != p.cfg.Endpoint {
		t.Errorf("%+v", report)
	}
}

func TestSick(t *testing.T) {
	for _, tt := range []struct {
		name string
		edit func(*emulator.Corp)
		cfg  func(*client.Config)
		want map[string]string
		bad  bool
	}{
		{"wrong secret", nil, func(c *client.Config) { c.Secret = "wrong-secret-wrong-secret" },
			map[string]string{"secret.token": "failure|40001|应用管理 → 应用 → 自建", "customer_contact": "skipped", "departments.write": "ok", "departments.read": "skipped"}, true},
		{"wrong contacts secret", nil, func(c *client.Config) { c.ContactsSecret = "wrong-secret-wrong-secret" },
			map[string]string{"contacts_secret.token": "failure|40001|管理工具 → 通讯录同步", "departments.write": "skipped", "departments.read": "ok", "customer_tags.write": "ok"}, true},
		{"wrong corp", nil, func(c *client.Config) { c.CorpID = "wwother" },
			map[string]string{"secret.token": "failure|40013|我的企业 → 企业信息", "contacts_secret.token": "failure|40013"}, true},
		{"address not trusted", func(c *emulator.Corp) { c.Apps[1].TrustedIPs = []string{"198.51.100.7"} }, nil,
			map[string]string{"secret.ip": "failure|60020|应用管理 → 应用 → 企业可信IP", "contacts_secret.ip": "ok", "customer_contact": "skipped", "secret.visible_range": "skipped"}, true},
		{"address not trusted for contact sync", func(c *emulator.Corp) { c.Apps[0].TrustedIPs = []string{"198.51.100.7"} }, nil,
			map[string]string{"contacts_secret.ip": "failure|60020|管理工具 → 通讯录同步 → 企业可信IP", "departments.write": "skipped", "departments.read": "ok"}, true},
		{"not listed for customer contact", func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }, nil,
			map[string]string{"customer_contact": "failure|48002|客户联系 → 可调用接口的应用", "customer_tags.read": "skipped", "acquisition_quota": "skipped", "departments.read": "ok"}, true},
		{"nobody in the usage range", func(c *emulator.Corp) {
			for i := range c.Members {
				c.Members[i].CustomerContact = false
			}
		}, nil, map[string]string{"customer_contact": "warning|nobody|客户联系 → 权限配置 → 使用范围", "customer_tags.write": "ok"}, false},
		{"narrow range", func(c *emulator.Corp) { c.Apps[1].VisibleDepartments = []int64{4} }, nil,
			map[string]string{"secret.visible_range": "warning|2 of 5|应用管理 → 应用 → 可见范围", "departments.read": "ok"}, false},
		{"narrow range, no contact sync", func(c *emulator.Corp) { c.Apps[1].VisibleDepartments = []int64{4} }, func(c *client.Config) { c.ContactsSecret = "" },
			map[string]string{"secret.visible_range": "warning|[4]|应用管理 → 应用 → 可见范围", "departments.write": "warning|48002|管理工具 → 通讯录同步"}, false},
		{"read-only contact sync", func(c *emulator.Corp) { c.Apps[0].ReadOnly = true }, nil,
			map[string]string{"departments.write": "failure|48002|管理工具 → 通讯录同步"}, true},
		{"contact sync only", nil, func(c *client.Config) { c.Secret = "" },
			map[string]string{"secret": "warning|WECOM_SECRET|应用管理 → 应用 → 自建", "contacts_secret.read": "warning|ids only", "departments.write": "ok", "customer_contact": "skipped", "secret.visible_range": "skipped"}, false},
		{"the same secret twice", nil, func(c *client.Config) { c.Secret = c.ContactsSecret },
			map[string]string{"contacts_secret.same": "warning|the same|管理工具 → 通讯录同步", "secret.app": "warning|48002|应用管理 → 应用 → 自建", "customer_contact": "failure|48002"}, true},
		{"system secret of customer contact", nil, func(c *client.Config) { c.Secret = emulator.ExampleCustomerContactSecret },
			map[string]string{"secret.app": "warning|48002", "customer_tags.read": "ok", "acquisition_links.read": "failure|48002", "acquisition_links.write": "skipped"}, true},
		{"no usage left", func(c *emulator.Corp) { c.AcquisitionQuota = emulator.AcquisitionQuota{Total: 10} }, nil,
			map[string]string{"acquisition_quota": "warning|0 of 10|客户联系 → 获客助手"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := admit(t, func(c *emulator.Corp) {
				if tt.edit != nil {
					tt.edit(c)
				}
			})
			if tt.cfg != nil {
				tt.cfg(&p.cfg)
			}
			report, checks := p.examine(t)
			if report.Healthy() == tt.bad {
				t.Errorf("healthy %v: %v", report.Healthy(), not(report, doctor.OK))
			}
			for id, want := range tt.want {
				c := checks[id]
				part := append(strings.Split(want, "|"), "", "") // status, errcode or words of the detail, console page
				if string(c.Status) != part[0] || (part[1] != "" && part[1] != strconv.Itoa(c.Errcode) && !strings.Contains(c.Detail, part[1])) ||
					(part[2] != "" && c.ConsolePage != part[2]) {
					t.Errorf("%s: %+v, want %s", id, c, want)
				}
			}
			if n := len(p.Requests("gettoken")); n > 2 {
				t.Errorf("%d tokens were asked for", n)
			}
		})
	}
}

func TestNoAnswer(t *testing.T) {
	p := admit(t)
	p.cfg.Endpoint = "http://127.0.0.1:1"
	report, checks := p.examine(t)
	if report.Healthy() || checks["secret.token"].Status != doctor.Failure || checks["clock"].Status != doctor.Skipped {
		t.Errorf("%v", report.Checks)
	}
	if !strings.Contains(checks["secret.token"].NextStep, "HTTPS_PROXY") {
		t.Errorf("%+v", checks["secret.token"])
	}
}

func TestNotEvenAQuestion(t *testing.T) {
	if _, err := doctor.Run(t.Context(), client.Config{CorpID: "ww1", Secret: "x", Endpoint: "http://wecom.example"}, doctor.Options{}); err == nil {
		t.Error("plain http beyond loopback was accepted")
	}
}

func TestText(t *testing.T) {
	p := admit(t, func(c *emulator.Corp) { c.Apps[1].CustomerContact = false })
	report, _ := p.examine(t)
	var out bytes.Buffer
	for _, c := range report.Checks {
		c.Write(&out, false)
	}
	report.WriteSummary(&out)
	for _, want := range []string{
		"✓ ok         Token of secret: WeCom accepts corp_id and secret\n",
		"✗ failure    Customer contact (客户联系)\n             The credential secret may not call 客户联系 APIs",
		"\n             Console (管理后台): 客户联系 → 可调用接口的应用\n             https://developer.work.weixin.qq.com/document/path/92571\n",
		"- skipped    Write customer tags: the app may not use 客户联系, see above\n",
		" 1 failure: fix what failed before the first plan.\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("colours without being asked")
	}
	lines := strings.Split(out.String(), "\n")
	if slices.ContainsFunc(lines, func(l string) bool { return strings.HasSuffix(l, " ") }) {
		t.Error("a line ends in a blank")
	}
}

// A WeCom that does not answer agent/* leaves one warning; nothing else depends on it.
func TestAppUnknown(t *testing.T) {
	p := admit(t)
	p.Inject(emulator.Fault{Path: "agent/list", Times: 100, Kind: emulator.FaultBadGateway})
	report, checks := p.examine(t)
	if diff := cmp.Diff([]string{"warning secret.app"}, not(report, doctor.OK)); diff != "" {
		t.Error(diff)
	}
	if !report.Healthy() || checks["secret.app"].NextStep == "" {
		t.Errorf("%+v", checks["secret.app"])
	}
}

// A limit is told of, once for each API, and not waited for.
func TestLimitReached(t *testing.T) {
	p := admit(t)
	p.cfg.Retry = client.RetryPolicy{} // with the waits of a user
	for _, path := range p.paths(t) {
		if path != "gettoken" {
			p.Inject(emulator.Fault{Path: path, Times: 100, Kind: emulator.FaultError, Code: 45009})
		}
	}
	p.ResetRequests()
	began := time.Now()
	report, checks := p.examine(t)
	if took := time.Since(began); took > 15*time.Second {
		t.Errorf("took %s", took)
	}
	asked := map[string]int{}
	for _, r := range p.Requests() {
		if r.Path != "gettoken" {
			asked[r.Path]++
		}
	}
	for path, n := range asked {
		if n > 2 { // each credential has its own
			t.Errorf("%s was asked %d times", path, n)
		}
	}
	if len(asked) < 5 || report.Healthy() {
		t.Errorf("asked %v", asked)
	}
	// One cause, one explanation.
	explained := 0
	for _, c := range report.Checks {
		if c.Errcode == 45009 && c.SameAs == "" {
			explained++
		}
	}
	var text bytes.Buffer
	if checks["customer_contact"].SameAs == "" {
		t.Errorf("%+v", checks["customer_contact"])
	}
	checks["customer_contact"].Write(&text, false)
	if explained != 2 || strings.Count(text.String(), "https://") != 0 || !strings.Contains(text.String(), "for the same reason as") {
		t.Errorf("explained %d times\n%s", explained, text.String())
	}
}

// paths are those that a healthy corp is asked.
func (p *patient) paths(t *testing.T) (out []string) {
	t.Helper()
	if _, err := doctor.Run(t.Context(), p.cfg, doctor.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, r := range p.Requests() {
		if !slices.Contains(out, r.Path) {
			out = append(out, r.Path)
		}
	}
	return out
}

// Answers that take long are told of, and waited for up to a limit.
func TestSlowAnswers(t *testing.T) {
	p := admit(t)
	slow, patience := 1500*time.Millisecond, 4*time.Second
	for _, path := range p.paths(t) {
		p.Inject(emulator.Fault{Path: path, Times: 100, Kind: emulator.FaultLatency, Delay: slow})
	}
	var waits []doctor.Wait
	began := time.Now()
	report, err := doctor.Run(t.Context(), p.cfg, doctor.Options{Patience: patience, Waiting: func(w doctor.Wait) { waits = append(waits, w) }})
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > patience+time.Second {
		t.Errorf("took %s", took)
	}
	if len(waits) == 0 || waits[0].For != "Token of secret" || waits[0].Since < time.Second || waits[0].Left > patience {
		t.Errorf("told of %+v", waits)
	}
	late := 0
	for _, c := range report.Checks {
		if strings.HasPrefix(c.Detail, "The answers took too long") {
			late++
		}
	}
	if late != 1 || report.Healthy() || report.Summary[doctor.Skipped] == 0 {
		t.Errorf("%+v", report)
	}
}

// Nothing is wider than a terminal, whatever failed, and no word is broken.
func TestColumns(t *testing.T) {
	for _, edit := range []func(*patient){
		func(*patient) {},
		func(p *patient) { p.cfg.Secret = "" },
		func(p *patient) { p.cfg.Secret = "wrong-secret-wrong-secret" },
		func(p *patient) { p.cfg.Secret = emulator.ExampleCustomerContactSecret },
		func(p *patient) { p.cfg.Endpoint = "http://127.0.0.1:1" },
		func(p *patient) { p.cfg.Secret = p.cfg.ContactsSecret },
	} {
		p := admit(t, func(c *emulator.Corp) { c.Apps[1].VisibleDepartments = []int64{4} })
		edit(p)
		report, checks := p.examine(t)
		var text bytes.Buffer
		for _, c := range report.Checks {
			c.Write(&text, false)
		}
		report.WriteSummary(&text)
		for line := range strings.Lines(text.String()) {
			if columns.Width(line) > columns.Most && !strings.Contains(line, "https://") {
				t.Errorf("%d columns: %s", columns.Width(line), line)
			}
		}
		words := strings.Fields(text.String())
		for _, c := range checks {
			for word := range strings.FieldsSeq(c.NextStep) {
				if columns.Width(word) == len(word) && c.SameAs == "" && !slices.Contains(words, word) {
					t.Errorf("%q of %s is broken", word, c.ID)
				}
			}
		}
	}
}
