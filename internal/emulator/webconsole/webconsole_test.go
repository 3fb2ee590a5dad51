// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package webconsole_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/net/html"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/webconsole"
)

// tabs are those of the nouns, and the calls.
var tabs = func() (keys []string) {
	for _, t := range emulator.Tabs() {
		keys = append(keys, t.Key)
	}
	return append(keys, "calls")
}()

// visitor is a person with a browser.
type visitor struct {
	*http.Client
	t    *testing.T
	srv  *emulator.Server
	url  string
	stop func()
}

func visit(t *testing.T, corp emulator.Corp) *visitor {
	t.Helper()
	srv := emulator.New(corp, emulator.WithPage(webconsole.New))
	web := httptest.NewServer(srv)
	t.Cleanup(web.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{&http.Client{Jar: jar}, t, srv, web.URL, func() { web.CloseClientConnections(); web.Close() }}
}

func (v *visitor) read(resp *http.Response, err error) (int, string) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return resp.StatusCode, string(raw)
}

func (v *visitor) open(path string) string {
	v.t.Helper()
	status, body := v.read(v.Get(v.url + path))
	if status != http.StatusOK {
		v.t.Fatalf("GET %s: %d", path, status)
	}
	return body
}

func (v *visitor) send(operation string, values url.Values) (int, string) {
	v.t.Helper()
	return v.read(v.PostForm(v.url+"/console/edit/"+operation, values))
}

// form is one form as the page shows it.
type form struct {
	operation string
	values    url.Values
}

// formsOn reads all forms of a page, filled as a browser would send them.
func formsOn(t *testing.T, page string) []form {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	attr := func(n *html.Node, key string) (string, bool) {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val, true
			}
		}
		return "", false
	}
	var forms []form
	for n := range root.Descendants() {
		if n.Data != "form" || n.Type != html.ElementNode {
			continue
		}
		action, _ := attr(n, "action")
		f := form{strings.TrimPrefix(action, "/console/edit/"), url.Values{}}
		for in := range n.Descendants() {
			name, ok := attr(in, "name")
			value, _ := attr(in, "value")
			_, checked := attr(in, "checked")
			kind, _ := attr(in, "type")
			switch {
			case !ok || (kind == "checkbox" && !checked):
			case in.Data == "textarea":
				if in.FirstChild != nil {
					value = in.FirstChild.Data
				}
				f.values.Set(name, value)
			case in.Data == "select":
				for o := range in.Descendants() {
					if _, selected := attr(o, "selected"); selected {
						chosen, _ := attr(o, "value")
						f.values.Set(name, chosen)
					}
				}
			default:
				f.values.Set(name, value)
			}
		}
		forms = append(forms, f)
	}
	return forms
}

func TestEveryTabInBothLanguages(t *testing.T) {
	v := visit(t, emulator.ExampleCorp())
	shown := map[string][]string{
		"directory":         {"研发中心", "赵磊", "★ 王芳", "order 99999000"},
		"tags":              {"客户等级", "核心", "etJ7wNrQAAexampleLevelCore000000"},
		"contact-ways":      {"展会易拉宝", "expo2025", "销售部 (4)", `src="/qr/`},
		"acquisition-links": {"官网在线咨询", "王芳 (wangfang)"},
		"intercept-rules":   {"禁止私下收款", "微信转账"},
		"apps":              {"通讯录同步", "agentid 1000002", "endpoint        = &#34;" + v.url, emulator.ExampleSecret, emulator.ExampleContactsSecret},
		"calls":             nil,
	}
	words := map[string]map[string]string{
		"zh": {"directory": "组织架构", "tags": "新建标签组", "contact-ways": "二维码失效", "acquisition-links": "管理后台", "intercept-rules": "警告并拦截发送", "apps": "可见范围", "calls": "还没有调用"},
		"en": {"directory": "Departments", "tags": "Add tag group", "contact-ways": "its code dies", "acquisition-links": "console", "intercept-rules": "warn and block", "apps": "Visible range", "calls": "None yet"},
	}
	for _, language := range []string{"zh", "en"} {
		v.open("/?lang=" + language)
		for _, tab := range tabs { // the cookie keeps the language
			page := v.open("/console/" + tab)
			for _, want := range append(shown[tab], words[language][tab]) {
				if !strings.Contains(page, want) {
					t.Errorf("%s in %s does not show %q", tab, language, want)
				}
			}
			for _, app := range emulator.ExampleCorp().Apps {
				if strings.Contains(page, app.Secret) && tab != "apps" {
					t.Errorf("%s shows the secret of %s", tab, app.Name)
				}
			}
			if regexp.MustCompile(`(src|href|action)="?(https?:)?//`).MatchString(page) {
				t.Errorf("%s loads from another address", tab)
			}
		}
	}
}

func TestLanguageOfTheBrowser(t *testing.T) {
	v := visit(t, emulator.ExampleCorp())
	for header, want := range map[string]string{"": `lang="en"`, "zh-CN,zh;q=0.9,en;q=0.8": `lang="zh-CN"`, "fr, en;q=0.5": `lang="en"`} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.url+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Language", header)
		if _, page := v.read(v.Do(req)); !strings.Contains(page, want) {
			t.Errorf("Accept-Language %q: not %s", header, want)
		}
	}
}

// sentAsTheyAre sends every form of a corp that starts with the values of an object, as it is, and wants the corp to be
// as before; it counts what it sent.
func sentAsTheyAre(t *testing.T, corp emulator.Corp) map[string]int {
	t.Helper()
	v := visit(t, corp)
	before, sent := v.srv.Corp(), map[string]int{}
	for _, tab := range tabs {
		for _, f := range formsOn(t, v.open("/console/"+tab)) {
			if strings.HasPrefix(f.operation, "add_") || f.operation == "set_app_settings" || strings.HasPrefix(f.operation, "create_") || strings.HasPrefix(f.operation, "delete_") {
				continue
			}
			if status, page := v.send(f.operation, f.values); status != http.StatusOK {
				t.Errorf("%s %v: %d %s", f.operation, f.values, status, alert(page))
			}
			sent[f.operation]++
			if diff := cmp.Diff(before, v.srv.Corp(), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s %v changed the corp:\n%s", f.operation, f.values, diff)
			}
		}
	}
	return sent
}

// Every form that starts with the values of an object leaves the object alone when it is sent as it is.
func TestFormsSentAsTheyAreChangeNothing(t *testing.T) {
	corp := emulator.ExampleCorp()
	corp.ProductAlbums = []emulator.ProductAlbum{{Description: `"d" <e>`, Price: 30000, SN: "A1", Pictures: []string{"p, q", "r"}}}
	corp.Calendars = []emulator.Calendar{{Summary: `"d" <e>`, Color: "#FF3030", Owner: emulator.ExampleApp}}
	corp.WelcomeTemplates = []emulator.WelcomeTemplate{{Text: `"d" <e>`, Image: "p"}}
	corp.JoinWays = []emulator.JoinWay{{Scene: emulator.SceneQRCode, Chats: []string{"a, b", "c"}, Remark: `"d" <e>`}}
	corp.KfGroups = []emulator.KfGroup{{ID: "kg1", Name: `"d" <e>`}}
	corp.KfIntents = []emulator.KfIntent{{Group: "kg1", Question: "q", Similar: []string{"a, b"}, Answer: `"d" <e>`, Attachments: []emulator.KfAttachment{{Type: "image"}}}}
	corp.MailGroups = []emulator.MailGroup{{ID: "ops@example.wecom.work", Name: `"d" <e>`, Emails: []string{"liuyang@example.wecom.work"}, AllowType: emulator.MailAllowAnybody}}
	corp.PublicMailboxes = []emulator.PublicMailbox{{Email: "s@example.wecom.work", Name: `"d" <e>`, Users: []string{"liuyang"}, Aliases: []string{"a@example.wecom.work"}}}
	if sent := sentAsTheyAre(t, corp); len(sent) < 27 {
		t.Errorf("%d kinds of forms were sent: %v", len(sent), sent)
	}
}

func alert(page string) string {
	_, rest, _ := strings.Cut(page, `role="alert">`)
	text, _, _ := strings.Cut(rest, "<")
	return text
}

func TestEdits(t *testing.T) {
	v := visit(t, emulator.ExampleCorp())
	for _, e := range []struct {
		operation string
		values    url.Values
	}{
		{"create_department", url.Values{"parent": {"2"}, "name": {"前端"}}},
		{"rename_department", url.Values{"department": {"3"}, "name": {"平台"}}},
		{"set_department_name_en", url.Values{"department": {"3"}, "name_en": {""}}},
		{"move_department", url.Values{"department": {"5"}, "parent": {"2"}}},
		{"set_department_order", url.Values{"department": {"4"}, "order": {"7"}}},
		{"set_department_leaders", url.Values{"department": {"4"}, "users": {"wuqiang，huangmin"}}},
		{"add_member", url.Values{"member.userid": {"newbie"}, "member.name": {"新人"}, "member.departments.0.department": {"2"}, "member.customer_contact": {"1"}}},
		{"edit_member", url.Values{"userid": {"sunli"}, "name": {"孙丽"}, "position": {"店长"}, "mobile": {"13800000008"}, "status": {"1"}}},
		{"create_tag_group", url.Values{"name": {"来源"}, "tags": {"展会\r\n, 官网 \n\n"}}},
		{"update_contact_way", url.Values{"id": {"5d0c1f7a4e8b42b39a6f00d1e5a3c701"}, "change.remark": {"改了"}, "change.state": {"x"}, "change.users": {"wuqiang"}, "change.departments": {""}}},
		{"add_acquisition_link", url.Values{"link.link_name": {"新链接"}, "link.users": {"wuqiang"}, "link.departments": {""}}},
		{"set_customer_contact", url.Values{"app": {emulator.ExampleApp}}},
		{"set_trusted_ips", url.Values{"app": {emulator.ExampleApp}, "ips": {"203.0.113.9\n203.0.113.10"}}},
	} {
		if status, page := v.send(e.operation, e.values); status != http.StatusOK {
			t.Errorf("%s: %d %s", e.operation, status, alert(page))
		}
	}
	corp := v.srv.Corp()
	made := corp.TagGroups[slices.IndexFunc(corp.TagGroups, func(g emulator.TagGroup) bool { return g.Name == "来源" })]
	got := map[string]any{
		"created":  corp.Departments[5],
		"platform": corp.Departments[2],
		"sales":    corp.Departments[3].Order,
		"shop":     corp.Departments[4].ParentID,
		"group":    slices.Sorted(slices.Values([]string{made.Tags[0].Name, made.Tags[1].Name, made.Owner})),
		"way":      []any{corp.ContactWays[0].Remark, corp.ContactWays[0].State, corp.ContactWays[0].Users, len(corp.ContactWays[0].Departments), corp.ContactWays[0].SkipVerify},
		"links":    len(corp.AcquisitionLinks),
		"app":      []any{corp.Apps[1].CustomerContact, corp.Apps[1].TrustedIPs},
	}
	want := map[string]any{
		"created":  emulator.Department{ID: corp.Departments[5].ID, Name: "前端", ParentID: 2, Order: 99999000},
		"platform": emulator.Department{ID: 3, Name: "平台", ParentID: 2, Order: 100000000},
		"sales":    int64(7), "shop": int64(2),
		"group": []string{"", ", 官网", "展会"},
		"way":   []any{"改了", "x", []string{"wuqiang"}, 0, false},
		"links": 2,
		"app":   []any{false, []string{"203.0.113.9", "203.0.113.10"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	var leaders []string
	for _, m := range corp.Members {
		for _, place := range m.Departments {
			if place.Department == 4 && place.Leader {
				leaders = append(leaders, m.UserID)
			}
		}
	}
	if diff := cmp.Diff([]string{"huangmin", "wuqiang"}, leaders); diff != "" {
		t.Errorf("leaders -want +got:\n%s", diff)
	}
	if calls := len(v.srv.Requests()); calls != 0 {
		t.Errorf("%d edits are in the log of API calls", calls)
	}
	for operation, values := range map[string]url.Values{
		"delete_contact_way": {"id": {"5d0c1f7a4e8b42b39a6f00d1e5a3c701"}}, "delete_member": {"userid": {"newbie"}},
		"delete_tag_group": {"group": {made.ID}}, "delete_department": {"department": {"5"}},
	} {
		status, page := v.send(operation, values)
		if full := operation == "delete_department"; (status == http.StatusOK) == full {
			t.Errorf("%s: %d %s", operation, status, alert(page))
		}
	}
	if corp := v.srv.Corp(); len(corp.ContactWays) != 0 || len(corp.TagGroups) != 1 || len(corp.Departments) != 6 {
		t.Error("a delete did not do what it says, or a department with members was deleted")
	}
}

func TestRefusedEditsSayWhy(t *testing.T) {
	v := visit(t, emulator.ExampleCorp())
	before := v.srv.Corp()
	for _, e := range []struct {
		operation, want string
		status          int
		values          url.Values
	}{
		{"rename_department", "60008", http.StatusUnprocessableEntity, url.Values{"department": {"2"}, "name": {"销售部"}}},
		{"rename_department", "not a whole number", http.StatusUnprocessableEntity, url.Values{"department": {"x"}, "name": {"y"}}},
		{"delete_department", "60005", http.StatusUnprocessableEntity, url.Values{"department": {"3"}}},
		{"reset_secret", "", http.StatusNotFound, url.Values{"app": {emulator.ExampleApp}}},
		{"no_such_edit", "", http.StatusNotFound, nil},
	} {
		status, page := v.send(e.operation, e.values)
		if status != e.status || !strings.Contains(alert(page), e.want) {
			t.Errorf("%s %v: %d %q", e.operation, e.values, status, alert(page))
		}
	}
	if diff := cmp.Diff(before, v.srv.Corp()); diff != "" {
		t.Error(diff)
	}
}

func TestOtherPagesMayNotEdit(t *testing.T) {
	v := visit(t, emulator.ExampleCorp())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, v.url+"/console/edit/delete_member", strings.NewReader("userid=sunli"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", "https://evil.example")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if status, _ := v.read(v.Do(req)); status != http.StatusForbidden {
		t.Errorf("status %d", status)
	}
	if len(v.srv.Corp().Members) != 8 {
		t.Error("the member is gone")
	}
}

func TestNamesAreEscaped(t *testing.T) {
	corp := emulator.ExampleCorp()
	corp.Name, corp.Members[0].Name = `<script>alert(1)</script>`, `"><img src=x onerror=alert(2)>`
	corp.TagGroups[0].Name = `<b>`
	v := visit(t, corp)
	for _, tab := range tabs {
		page := v.open("/console/" + tab)
		for _, bad := range []string{"<script>alert", "<img src=x", "<b>"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s holds %s", tab, bad)
			}
		}
	}
	resp, err := v.Get(v.url + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if policy := resp.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("policy %q", policy)
	}
}

func TestCallsShowWithoutSecrets(t *testing.T) {
	v := visit(t, emulator.ExampleCorp())
	before := v.open("/console/revision")
	_, answer := v.read(v.Get(v.url + "/cgi-bin/gettoken?corpid=" + emulator.ExampleCorpID + "&corpsecret=" + emulator.ExampleSecret))
	_, rest, _ := strings.Cut(answer, `"access_token":"`)
	token, _, ok := strings.Cut(rest, `"`)
	if !ok {
		t.Fatal(answer)
	}
	v.read(v.Get(v.url + "/cgi-bin/department/get?id=77&access_token=" + token))
	if after := v.open("/console/revision"); after == before {
		t.Error("the revision did not move")
	}
	for _, tab := range []string{"calls", "directory"} {
		page := v.open("/console/" + tab)
		if !strings.Contains(page, "department/get") || !strings.Contains(page, "id=77") || !strings.Contains(page, "60003") {
			t.Errorf("%s does not show the call", tab)
		}
		if strings.Contains(page, token) || strings.Contains(page, emulator.ExampleSecret) {
			t.Errorf("%s shows a token or secret", tab)
		}
	}
}

func TestLargeTreesAreCut(t *testing.T) {
	corp := emulator.ExampleCorp()
	for i := range int64(3000) {
		corp.Departments = append(corp.Departments, emulator.Department{ID: 100 + i, Name: "部门" + string(rune('一'+i)), ParentID: 2, Order: i})
	}
	v := visit(t, corp)
	page := v.open("/?lang=en")
	if n := bytes.Count([]byte(page), []byte(`id="department-`)); n != 2000 {
		t.Errorf("%d departments are shown", n)
	}
	if !strings.Contains(page, "Departments not shown: 1005") {
		t.Error("the page does not say how many are left out")
	}
}

func TestWithoutPage(t *testing.T) {
	web := httptest.NewServer(emulator.New(emulator.ExampleCorp()))
	defer web.Close()
	v := &visitor{Client: web.Client(), t: t, url: web.URL}
	if page := v.open("/"); !strings.Contains(page, "/cgi-bin/") {
		t.Errorf("%q", page)
	}
}
