// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const (
	appSecret      = "canary-app-secret-41"
	contactsSecret = "canary-contacts-secret-42"
)

// five kinds, of which each is listed and read in another way; a noun that comes later changes no test here.
var five = []inventory.Kind{"department", "tag_group", "contact_way", "acquisition_link", "intercept_rule"}

// corp has three departments, two groups, n contact ways, three links of which two are the app's, and two rules.
func corp(n int) emulator.Corp {
	c := emulator.Corp{
		CorpID: "wwinventory00000", Name: "示例公司",
		Apps: []emulator.App{
			{Name: "通讯录同步", Kind: emulator.AppContacts, Secret: contactsSecret, DetailsBlocked: true},
			{Name: "terraform", Kind: emulator.AppSelfBuilt, Secret: appSecret, VisibleDepartments: []int64{1}, CustomerContact: true},
			{Name: "other", Kind: emulator.AppSelfBuilt, Secret: "canary-other-43", VisibleDepartments: []int64{1}, CustomerContact: true},
		},
		Departments: []emulator.Department{
			{ID: 1, Name: "示例公司"}, {ID: 2, Name: "研发中心", ParentID: 1}, {ID: 3, Name: "后端", ParentID: 2},
		},
		Members: []emulator.Member{{UserID: "zhangsan", Name: "张三", CustomerContact: true, RealNameVerified: true}},
		TagGroups: []emulator.TagGroup{
			{ID: "etB", Name: "来源", CreateTime: 2000, Tags: []emulator.Tag{{ID: "etB1", Name: "展会"}}},
			{ID: "etA", Name: "等级", CreateTime: 3000, Owner: "terraform", Tags: []emulator.Tag{{ID: "etA1", Name: "核心"}}},
		},
		AcquisitionLinks: []emulator.AcquisitionLink{
			{ID: "ca2", Name: "官网", Owner: "terraform", Users: []string{"zhangsan"}, CreateTime: 5000},
			{ID: "ca1", Name: "门店", Owner: "terraform", Departments: []int64{2}, CreateTime: 6000},
			{ID: "ca3", Name: "控制台", Users: []string{"zhangsan"}},
		},
		InterceptRules: []emulator.InterceptRule{
			{ID: "12", Name: "后", Words: []string{"一"}, Type: 1, Departments: []int64{1}, CreateTime: 8000},
			{ID: "13", Name: "先", Words: []string{"二"}, Type: 2, Users: []string{"zhangsan"}, CreateTime: 7000, Owner: "other"},
		},
	}
	for i := range n {
		c.ContactWays = append(c.ContactWays, emulator.ContactWay{
			ConfigID: fmt.Sprintf("way%04d", i), Type: emulator.WaySingle, Scene: emulator.SceneQRCode, Users: []string{"zhangsan"},
			Remark: fmt.Sprintf("第%d", i), SkipVerify: true, Owner: "terraform", CreateTime: 1_700_000_000 + int64(i),
		})
	}
	return c
}

func start(t *testing.T, c emulator.Corp, secret, contacts string) (*emulator.Server, *client.Client) {
	t.Helper()
	server := emulator.New(c)
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	cl, err := client.New(client.Config{
		Endpoint: web.URL, CorpID: c.CorpID, Secret: secret, ContactsSecret: contacts,
		Retry: client.RetryPolicy{MaxRetries: -1, MaxConflictRetries: -1, BlockTime: time.Millisecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	return server, cl
}

// calls counts the calls of each path, tokens aside.
func calls(s *emulator.Server) map[string]int {
	out := map[string]int{}
	for _, r := range s.Requests() {
		if r.Path != "gettoken" {
			out[r.Path[strings.LastIndex(r.Path, "/")+1:]]++
		}
	}
	return out
}

func ids(inv *inventory.Inventory) []string {
	var out []string
	for _, o := range inv.Objects {
		out = append(out, string(o.Kind)+" "+o.ID+" "+o.Name)
	}
	return out
}

func reasons(inv *inventory.Inventory) []string {
	var out []string
	for _, n := range inv.Notes {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", n.Kind, n.Reason, n.ID)))
	}
	return out
}

var always = []string{
	"tag_group owner_unknown", "contact_way not_listed", "acquisition_link not_listed", "intercept_rule owner_unknown",
}

func TestReadWithContent(t *testing.T) {
	server, c := start(t, corp(2), appSecret, contactsSecret)
	inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: five, Content: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"department 1 示例公司", "department 2 研发中心", "department 3 后端",
		"tag_group etB 来源", "tag_group etA 等级",
		"contact_way way0000 第0", "contact_way way0001 第1",
		"acquisition_link ca1 门店", "acquisition_link ca2 官网",
		"intercept_rule 13 先", "intercept_rule 12 后",
	}
	if diff := cmp.Diff(want, ids(inv)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(always, reasons(inv)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{
		"list": 1, "get_corp_tag_list": 1, "list_contact_way": 1, "get_contact_way": 2,
		"list_link": 1, "get": 2, "get_intercept_rule_list": 1, "get_intercept_rule": 2,
	}, calls(server)); diff != "" {
		t.Errorf("calls: %s", diff)
	}
	if inv.CorpID != "wwinventory00000" || inv.Objects[2].Path != "研发中心/后端" || inv.Objects[0].Path != "" || !inv.Objects[0].Root() || inv.Objects[1].Root() {
		t.Errorf("%+v", inv.Objects[:3])
	}
	way, _ := inv.Of("contact_way")[1].Value.(*client.ContactWay)
	if way == nil || way.Remark != "第1" || !slices.Equal(way.UserIDs, []string{"zhangsan"}) {
		t.Errorf("%+v", way)
	}
	rule, _ := inv.Of("intercept_rule")[0].Value.(*client.InterceptRule)
	if rule == nil || rule.Action != client.InterceptWarn || inv.Of("intercept_rule")[0].CreatedAt.Unix() != 7000 {
		t.Errorf("%+v", rule)
	}
	for _, k := range five {
		if !inv.Seen(k) {
			t.Errorf("%s was not seen", k)
		}
	}
	again, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: five, Content: true})
	if diff := cmp.Diff(inv, again); err != nil || diff != "" {
		t.Errorf("another read differs: %v %s", err, diff)
	}
}

func TestReadWithoutContent(t *testing.T) {
	server, c := start(t, corp(1001), appSecret, contactsSecret)
	inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: five})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{
		"list": 1, "get_corp_tag_list": 1, "list_contact_way": 2, "list_link": 1, "get_intercept_rule_list": 1,
	}, calls(server)); diff != "" {
		t.Errorf("calls: %s", diff)
	}
	ways, rules := inv.Of("contact_way"), inv.Of("intercept_rule")
	if len(ways) != 1001 || ways[1000].ID != "way1000" || ways[0].Value != nil || ways[0].Name != "" {
		t.Errorf("%d ways, %+v", len(ways), ways[0])
	}
	if len(rules) != 2 || rules[0].Name != "先" || rules[0].CreatedAt.IsZero() || rules[0].Value != nil {
		t.Errorf("%+v", rules)
	}
}

func TestReadSomeKinds(t *testing.T) {
	server, c := start(t, corp(3), appSecret, contactsSecret)
	inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: []inventory.Kind{"tag_group", "department"}, Content: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{"list": 1, "get_corp_tag_list": 1}, calls(server)); diff != "" {
		t.Errorf("calls: %s", diff)
	}
	if !slices.Equal(inv.Kinds, []inventory.Kind{"department", "tag_group"}) || inv.Seen("contact_way") || len(inv.Objects) != 5 {
		t.Errorf("%v, %v", inv.Kinds, ids(inv))
	}
}

func TestProgressCountsEveryObject(t *testing.T) {
	_, c := start(t, corp(30), appSecret, contactsSecret)
	last := map[inventory.Kind]inventory.Progress{}
	steps := 0
	_, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: five, Content: true, Progress: func(p inventory.Progress) {
		if p.Done < last[p.Kind].Done {
			t.Errorf("%s goes back from %d to %d", p.Kind, last[p.Kind].Done, p.Done)
		}
		last[p.Kind] = p
		if p.Kind == "contact_way" {
			steps++
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	for kind, n := range map[inventory.Kind]int{"department": 3, "tag_group": 2, "contact_way": 30, "acquisition_link": 2, "intercept_rule": 2} {
		if last[kind].Done != n || last[kind].Total != n {
			t.Errorf("%s ended at %+v, want %d", kind, last[kind], n)
		}
	}
	if steps != 32 { // begun, listed, and each of the 30
		t.Errorf("%d steps of contact ways", steps)
	}
}

func TestRefusedKindsAreNotes(t *testing.T) {
	// 通讯录同步 alone may not call 客户联系, and reads ids of departments only.
	_, c := start(t, corp(1), "", contactsSecret)
	inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: five, Content: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"department names_unreadable", "tag_group kind_refused", "contact_way kind_refused", "acquisition_link kind_refused", "intercept_rule kind_refused",
	}
	if diff := cmp.Diff(want, reasons(inv)); diff != "" {
		t.Error(diff)
	}
	if inv.Seen("tag_group") || !inv.Seen("department") || len(inv.Of("department")) != 3 {
		t.Errorf("%v", ids(inv))
	}
	for i, n := range inv.Notes[1:] {
		if !errors.Is(n.Err, client.ErrForbidden) || !strings.Contains(n.Text, "48002") {
			t.Errorf("%s: %v\n%s", n.Kind, n.Err, n.Text)
		}
		// One cause, one explanation: the others refer to it in a line.
		if explained := strings.Contains(n.Text, "可调用接口的应用"); explained != (n.SameAs == "") || (i == 0) != explained && n.Kind != "acquisition_link" {
			t.Errorf("%s, the same as %q:\n%s", n.Kind, n.SameAs, n.Text)
		}
		if n.SameAs != "" && (strings.Contains(n.Text, "\n") || !strings.Contains(n.Text, "for the reason given at the customer tag groups") && !strings.Contains(n.Text, n.SameAs)) {
			t.Errorf("%s", n.Text)
		}
	}
}

// The app behind secret, with its menu and its display where it has them, is read like everything else; without secret
// nothing is known of any, which is said once.
func TestOwnApp(t *testing.T) {
	kinds := []inventory.Kind{"app", "app_menu", "workbench_template"}
	withApps := corp(0)
	withApps.Apps[1].AgentID, withApps.Apps[2].AgentID = 7, 8
	server, c := start(t, withApps, appSecret, contactsSecret)
	read := func(c *client.Client) *inventory.Inventory {
		t.Helper()
		inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: kinds, Content: true})
		if err != nil {
			t.Fatal(err)
		}
		return inv
	}
	said := []string{"app not_listed", "app_menu not_listed", "workbench_template not_listed"}
	inv := read(c)
	if diff := cmp.Diff([]string{"app 7 terraform"}, ids(inv)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(said, reasons(inv)); diff != "" {
		t.Error(diff)
	}
	picture := "https://example.com/a.png"
	for _, agent := range []int64{7, 8} {
		if err := errors.Join(server.Console().SetAppMenu(emulator.AppMenu{AgentID: agent, Buttons: []emulator.MenuButton{{Type: "click", Name: "帮助", Key: "help"}}}),
			server.Console().SetWorkbenchTemplate(emulator.WorkbenchTemplate{AgentID: agent, Type: "image", Image: &emulator.WorkbenchItem{URL: &picture}})); err != nil {
			t.Fatal(err)
		}
	}
	server.ResetRequests()
	inv = read(c)
	if diff := cmp.Diff([]string{"app 7 terraform", "app_menu 7 帮助", "workbench_template 7 image (https://example.com/a.png)"}, ids(inv)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"get": 2, "get_workbench_template": 1}, calls(server)); diff != "" {
		t.Errorf("calls: %s", diff)
	}
	for _, k := range kinds {
		if o := inv.Of(k); !inv.Seen(k) || len(o) != 1 || o[0].Value == nil || o[0].Root() {
			t.Errorf("%s: %+v", k, o)
		}
	}
	// What the console has not enabled is not there.
	server.Inject(emulator.Fault{Path: "get_workbench_template", Times: 1, Kind: emulator.FaultError, Code: 94000})
	if inv = read(c); len(inv.Of("workbench_template")) != 0 || !inv.Seen("workbench_template") {
		t.Errorf("%v, %v", ids(inv), reasons(inv))
	}

	_, contacts := start(t, withApps, "", contactsSecret)
	inv = read(contacts)
	if diff := cmp.Diff([]string{"app kind_refused", "app_menu kind_refused", "workbench_template kind_refused"}, reasons(inv)); diff != "" {
		t.Error(diff)
	}
	for i, n := range inv.Notes {
		if i == 0 && !strings.Contains(n.Text, "agent/list needs secret: the credential is not configured") || i > 0 && n.SameAs != "the apps" {
			t.Errorf("%s, the same as %q:\n%s", n.Kind, n.SameAs, n.Text)
		}
	}
}

func TestRefusedObjectsAreNotes(t *testing.T) {
	server, c := start(t, corp(3), appSecret, contactsSecret)
	server.SetSwitches(func(s *emulator.Switches) { s.WayForeign = "60011" })
	if err := server.Console().UpdateContactWay("way0001", func(w *emulator.ContactWay) { w.Owner = "other" }); err != nil {
		t.Fatal(err)
	}
	// Deleted between the list and its own read.
	server.Before("get_contact_way", func() { _ = server.Console().DeleteContactWay("way0002") })
	inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: []inventory.Kind{"contact_way"}, Content: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(inv); !slices.Equal(got, []string{"contact_way way0000 第0"}) {
		t.Errorf("%v", got)
	}
	if got := reasons(inv); !slices.Equal(got, []string{"contact_way not_listed", "contact_way object_refused way0001"}) {
		t.Errorf("%v", got)
	}
	if !inv.Seen("contact_way") {
		t.Error("one refused object hides the kind")
	}
}

func TestPartOfTheTree(t *testing.T) {
	server, c := start(t, corp(0), appSecret, "")
	if err := server.Console().SetVisibleRange("terraform", []int64{2}, nil); err != nil {
		t.Fatal(err)
	}
	inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: []inventory.Kind{"department"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := reasons(inv); !slices.Equal(got, []string{"department partly_visible"}) {
		t.Errorf("%v", got)
	}
	if got := inv.Objects; len(got) != 2 || got[1].Name != "后端" {
		t.Errorf("%v", got)
	}
}

func TestFailuresOfTheWhole(t *testing.T) {
	for name, test := range map[string]struct {
		path string
		code int
		want error
		says string
	}{
		"wrong secret":         {"gettoken", 40001, client.ErrBadCredential, "secret"},
		"address":              {"get_corp_tag_list", 60020, client.ErrUntrustedIP, "企业可信IP"},
		"rate":                 {"get_contact_way", 45009, client.ErrRateLimited, "45009"},
		"busy beyond patience": {"get_intercept_rule_list", -1, nil, "errcode -1"},
	} {
		t.Run(name, func(t *testing.T) {
			server, c := start(t, corp(2), appSecret, contactsSecret)
			server.Inject(emulator.Fault{Path: test.path, Times: 1000, Kind: emulator.FaultError, Code: test.code, When: emulator.Before})
			inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: five, Content: true})
			var whole *inventory.ReadError
			if inv != nil || !errors.As(err, &whole) || test.want != nil && !errors.Is(err, test.want) {
				t.Fatalf("%v, %v", inv, err)
			}
			text := err.Error()
			if !strings.HasPrefix(text, "Unable to ") || !strings.Contains(text, test.says) || strings.Contains(text, "canary") {
				t.Error(text)
			}
		})
	}
}

func TestInterrupted(t *testing.T) {
	server, c := start(t, corp(20), appSecret, contactsSecret)
	ctx, stop := context.WithCancel(t.Context())
	server.Before("get_contact_way", stop)
	if inv, err := inventory.Read(ctx, c, inventory.Options{Kinds: five, Content: true}); !errors.Is(err, context.Canceled) || inv != nil {
		t.Errorf("%v, %v", inv, err)
	}
}

func TestParseKinds(t *testing.T) {
	got, err := inventory.ParseKinds([]string{" tag_groups", "wecom_department", "acquisition-link", "tag_group"})
	if err != nil || !slices.Equal(got, []inventory.Kind{"department", "tag_group", "acquisition_link"}) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := inventory.ParseKinds(nil); err != nil || !slices.Equal(got, inventory.Usual()) || slices.Contains(got, "member") || !slices.Contains(inventory.Kinds(), "member") {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := inventory.ParseKinds([]string{"tags"}); err == nil || err.Error() != `"tags" is no kind of object; the kinds are `+inventory.KindNames() {
		t.Error(err)
	}
	for _, k := range inventory.Kinds() {
		if k.Type() != "wecom_"+string(k) || k.Term() == "" || k.Plural() != k.Noun()+strings.TrimPrefix(k.Several(), string(k)) {
			t.Errorf("%s %s %s", k.Type(), k.Term(), k.Plural())
		}
	}
}
