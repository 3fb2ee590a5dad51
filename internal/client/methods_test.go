// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// method is one exported method with the answer it gets, the request it must send, and the credential it must use.
type method struct {
	name  string
	path  string
	reply string
	want  string
	token string
	call  func(context.Context, *Client) (any, error)
	value any
}

const (
	oneDepartment = `{"errcode":0,"errmsg":"ok","department":{"id":2,"name":"R&D","name_en":"RD","department_leader":["li","zhang"],"parentid":1,"order":10}}`
	departmentsOK = `{"errcode":0,"errmsg":"ok","department":[
		{"id":3,"name":"后端","parentid":2,"order":"40","department_leader":null},
		{"id":2,"name":"R&D","name_en":"RD","parentid":1,"order":10,"department_leader":[]}]}`
	libraryOK = `{"errcode":0,"errmsg":"ok","tag_group":[
		{"group_id":"etG1","group_name":"Level","create_time":1557838797,"order":0,"tag":[
			{"id":"etA","name":"a","create_time":5,"order":0},
			{"id":"etC","name":"c","create_time":4,"order":0},
			{"id":"etB","name":"b","create_time":9,"order":7},
			{"id":"etX","name":"x","create_time":9,"order":9,"deleted":true}]},
		{"group_id":"etG0","group_name":"Gone","create_time":1,"order":99,"deleted":true,"tag":[]},
		{"group_id":"etG2","group_name":"Front","create_time":1557838798,"order":3,"tag":[{"id":"etZ","name":"z","create_time":1,"order":0}]}]}`
)

var (
	groupLevel = TagGroup{ID: "etG1", Name: "Level", CreateTime: 1557838797, Tags: []Tag{
		{"etB", "b", 9, 7}, {"etC", "c", 4, 0}, {"etA", "a", 5, 0},
	}}
	groupFront = TagGroup{ID: "etG2", Name: "Front", CreateTime: 1557838798, Order: 3, Tags: []Tag{{"etZ", "z", 1, 0}}}
)

var methods = []method{
	{
		name: "Departments.Create", path: departmentCreate.Path,
		reply: `{"errcode":0,"errmsg":"created","id":12}`,
		want:  `POST department/create {"id":12,"name":"R&D <后端>` + "\u2028" + `","name_en":"RD","parentid":1,"order":0}`,
		token: "contacts-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.Departments.Create(ctx, &CreateDepartmentRequest{
				ID: ptr(int64(12)), Name: "R&D <后端>\u2028", NameEN: ptr("RD"), ParentID: 1, Order: ptr(int64(0)),
			})
		},
		value: int64(12),
	},
	{
		name: "Departments.Update", path: departmentUpdate.Path,
		reply: `{"errcode":"0","errmsg":"updated"}`,
		want:  `POST department/update {"id":2,"name":"前端","parentid":7}`,
		token: "contacts-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.Departments.Update(ctx, &UpdateDepartmentRequest{ID: 2, Name: ptr("前端"), ParentID: ptr(int64(7))})
		},
	},
	{
		name: "Departments.Delete", path: departmentDelete.Path,
		reply: `{"errcode":0,"errmsg":"deleted"}`,
		want:  `GET department/delete?id=2`,
		token: "contacts-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.Departments.Delete(ctx, 2)
		},
	},
	{
		name: "Departments.Get", path: departmentGet.Path, reply: oneDepartment,
		want: `GET department/get?id=2`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.Departments.Get(ctx, 2) },
		value: &Department{
			ID: 2, Name: "R&D", NameEN: "RD", ParentID: 1, Order: 10, LeaderUserIDs: []string{"li", "zhang"},
		},
	},
	{
		name: "Departments.List", path: departmentList.Path, reply: departmentsOK,
		want: `GET department/list`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.Departments.List(ctx, nil) },
		value: []Department{
			{ID: 2, Name: "R&D", NameEN: "RD", ParentID: 1, Order: 10, LeaderUserIDs: []string{}},
			{ID: 3, Name: "后端", ParentID: 2, Order: 40},
		},
	},
	{
		name: "Members.List", path: userList.Path,
		reply: `{"errcode":0,"errmsg":"ok","userlist":[
			{"userid":"zhang","name":"Zhang","department":[1,2],"is_leader_in_dept":[0,1],"main_department":1,"status":1,"alias":"z","position":"p"},
			{"userid":"li","department":[2],"status":4}]}`,
		want: `GET user/list?department_id=2`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.Members.List(ctx, 2) },
		value: []Member{
			{UserID: "li", DepartmentIDs: []int64{2}, Status: 4},
			{UserID: "zhang", Name: "Zhang", Alias: "z", Position: "p", DepartmentIDs: []int64{1, 2}, MainDepartmentID: 1, Status: 1, Leads: []int64{0, 1},
				MemberShown: MemberShown{ShowsAlias: true, ShowsPosition: true}},
		},
	},
	{
		name: "Members.ByMobile", path: userOf.Path, reply: `{"errcode":0,"errmsg":"ok","userid":"zhang"}`,
		want: `POST user/getuserid {"mobile":"13800000000"}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.Members.ByMobile(ctx, "13800000000") },
		value: "zhang",
	},
	{
		name: "Members.Delete", path: userDelete.Path, reply: `{"errcode":0,"errmsg":"deleted"}`,
		want: `GET user/delete?userid=zhang`, token: "contacts-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.Members.Delete(ctx, "zhang") },
	},
	{
		name: "Members.Update", path: userUpdate.Path, reply: `{"errcode":0,"errmsg":"updated"}`,
		want: `POST user/update {"userid":"zhang","direct_leader":[],"position":"","external_profile":{"external_attr":[{"type":1,"name":"主页","web":{"url":"","title":""}}]}}`, token: "contacts-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.Members.Update(ctx, &WriteMember{UserID: "zhang", DirectLeader: []string{}, Position: ptr(""),
				ExternalProfile: &WriteProfile{Attributes: []WriteAttribute{MemberAttribute{Type: 1, Name: "主页"}.Write()}}})
		},
	},
	{
		name: "Members.ListIDs", path: userListID.Path,
		reply: `{"errcode":0,"errmsg":"ok","dept_user":[{"userid":"zhang","department":2},{"userid":"li","department":1}]}`,
		want:  `POST user/list_id {"limit":10000}`, token: "contacts-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.Members.ListIDs(ctx) },
		value: []MemberDepartment{{"li", 1}, {"zhang", 2}},
	},
	{
		name: "RuleGroupTags.Add", path: ruleTagAdd.Path,
		reply: `{"errcode":0,"errmsg":"ok","tag_group":{"group_id":"etG","group_name":"Level","create_time":7,"order":1,"tag":[{"id":"et1","name":"a","create_time":7,"order":0}]}}`,
		want:  `POST externalcontact/add_strategy_tag {"strategy_id":8,"group_name":"Level","tag":[{"name":"a"}]}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.RuleGroupTags.Of(8).Add(ctx, &AddTagsRequest{GroupName: "Level", Tags: []NewTag{{Name: "a"}}})
		},
		value: &TagGroup{ID: "etG", Name: "Level", CreateTime: 7, Order: 1, Tags: []Tag{{"et1", "a", 7, 0}}, RuleGroupID: 8},
	},
	{
		name: "RuleGroupTags.List", path: ruleTagList.Path,
		reply: `{"errcode":0,"errmsg":"ok","tag_group":[{"group_id":"etG","group_name":"Level","create_time":7,"order":1,"strategy_id":8,"tag":[{"id":"et1","name":"a","create_time":7,"order":0}]}]}`,
		want:  `POST externalcontact/get_strategy_tag_list {"strategy_id":8}`,
		token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.RuleGroupTags.Of(8).List(ctx) },
		value: []TagGroup{{ID: "etG", Name: "Level", CreateTime: 7, Order: 1, Tags: []Tag{{"et1", "a", 7, 0}}, RuleGroupID: 8}},
	},
	{
		name: "RuleGroupTags.Edit", path: ruleTagEdit.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want:  `POST externalcontact/edit_strategy_tag {"id":"et1","name":"n","order":0}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.RuleGroupTags.Edit(ctx, &EditTagRequest{ID: "et1", Name: ptr("n"), Order: ptr(int64(0))})
		},
	},
	{
		name: "RuleGroupTags.Delete", path: ruleTagDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want:  `POST externalcontact/del_strategy_tag {"tag_id":["et1","et2"]}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.RuleGroupTags.Delete(ctx, &DeleteTagsRequest{TagIDs: []string{"et1", "et2"}})
		},
	},
	{
		name: "CustomerTags.Add", path: tagAdd.Path,
		reply: `{"errcode":0,"errmsg":"ok","tag_group":{"group_id":"etG","group_name":"Level","create_time":7,"order":1,"tag":[
			{"id":"et2","name":"b","create_time":7,"order":1},{"id":"et9","name":"old","create_time":1,"order":1},{"id":"et1","name":"a","create_time":7,"order":0}]}}`,
		want:  `POST externalcontact/add_corp_tag {"group_name":"Level","order":1,"tag":[{"name":"a"},{"name":"b","order":1}]}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.CustomerTags.Add(ctx, &AddTagsRequest{
				GroupName: "Level", Order: ptr(int64(1)), Tags: []NewTag{{Name: "a"}, {Name: "b", Order: ptr(int64(1))}},
			})
		},
		value: &TagGroup{ID: "etG", Name: "Level", CreateTime: 7, Order: 1, Tags: []Tag{{"et1", "a", 7, 0}, {"et2", "b", 7, 1}}},
	},
	{
		name: "CustomerTags.Edit", path: tagEdit.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want:  `POST externalcontact/edit_corp_tag {"id":"et1","name":"n","order":0}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.CustomerTags.Edit(ctx, &EditTagRequest{ID: "et1", Name: ptr("n"), Order: ptr(int64(0))})
		},
	},
	{
		name: "CustomerTags.Delete", path: tagDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want:  `POST externalcontact/del_corp_tag {"tag_id":["et1","et2"]}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.CustomerTags.Delete(ctx, &DeleteTagsRequest{TagIDs: []string{"et1", "et2"}})
		},
	},
	{
		name: "CustomerTags.List", path: tagList.Path, reply: libraryOK,
		want: `POST externalcontact/get_corp_tag_list {}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.CustomerTags.List(ctx) },
		value: []TagGroup{groupFront, groupLevel},
	},
	{
		name: "CustomerTags.GetGroup", path: tagList.Path, reply: libraryOK,
		want: `POST externalcontact/get_corp_tag_list {"group_id":["etG1"]}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.CustomerTags.GetGroup(ctx, "etG1") },
		value: &groupLevel,
	},
	{
		name: "CustomerTags.GetByTag", path: tagList.Path, reply: libraryOK,
		want:  `POST externalcontact/get_corp_tag_list {"tag_id":["etC"]}`,
		token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.CustomerTags.GetByTag(ctx, "etC") },
		value: &groupLevel,
	},
}

func TestMethods_requestAndResult(t *testing.T) {
	for _, m := range methods {
		t.Run(m.name, func(t *testing.T) {
			f := newFake(t).on(m.path, ok(m.reply))
			got, err := m.call(t.Context(), f.client())
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(m.want, f.Got()[0]); d != "" {
				t.Errorf("request (-want +got):\n%s", d)
			}
			if got := f.Credentials()[0]; got != m.token {
				t.Errorf("called with the token %s, want %s", got, m.token)
			}
			if d := cmp.Diff(m.value, got); d != "" {
				t.Errorf("result (-want +got):\n%s", d)
			}
		})
	}
}

// ofOneApp reports whether an endpoint is about the app itself, so that no other secret will do.
func ofOneApp(path string) bool {
	for _, e := range core.Endpoints() {
		if e.Path == path {
			return slices.Equal(e.Creds, selfOnly)
		}
	}
	return false
}

func TestMethods_oneSecretServesEverything(t *testing.T) {
	for _, change := range []func(*Config){appOnly, contactsOnly} {
		f := newFake(t)
		c := f.client(change)
		for _, m := range methods {
			f.on(m.path, ok(m.reply))
			_, err := m.call(t.Context(), c)
			if errors.Is(err, ErrNoCredential) && ofOneApp(m.path) {
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", m.name, err)
			}
		}
		if f.TokenCalls() != 1 {
			t.Errorf("%d gettoken calls, want 1", f.TokenCalls())
		}
	}
}

// Every method, with every connection broken after the request was read.
func TestMethods_brokenConnection(t *testing.T) {
	for _, m := range methods {
		t.Run(m.name, func(t *testing.T) {
			f := newFake(t)
			for _, e := range core.Endpoints() {
				f.on(e.Path, lost)
			}
			_, err := m.call(t.Context(), f.client())
			var conn *ConnectionError
			if !errors.As(err, &conn) || !conn.Sent {
				t.Fatalf("got %v, want a ConnectionError after sending", err)
			}
			sent := 0
			for _, r := range f.Got() {
				if r == m.want {
					sent++
				}
			}
			if !m.once() {
				// Go itself may repeat a GET on a stale connection, hence "at least".
				if sent < 4 {
					t.Errorf("sent %d times, want 1 + 3 retries", sent)
				}
				if errors.Is(err, ErrOutcomeUnknown) {
					t.Errorf("an idempotent call must not end in an unknown outcome: %v", err)
				}
			} else {
				if sent != 1 {
					t.Errorf("sent %d times; a create must not be repeated blindly", sent)
				}
				if !errors.Is(err, ErrOutcomeUnknown) {
					t.Errorf("got %v, want ErrOutcomeUnknown", err)
				}
			}
			noCanary(t, err)
			if s := err.Error(); strings.Contains(s, "access_token") || strings.Contains(s, "corpsecret") || strings.Contains(s, "http://") {
				t.Errorf("the error holds a URL: %s", s)
			}
		})
	}
}

// Every method, with nobody listening: nothing was sent, so even a create is repeated and ends in a plain error.
func TestMethods_connectionRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	for _, m := range methods {
		f := newFake(t)
		c := f.client(func(cfg *Config) { cfg.Endpoint = "http://" + address })
		_, err := m.call(t.Context(), c)
		var conn *ConnectionError
		if !errors.As(err, &conn) || conn.Sent || errors.Is(err, ErrOutcomeUnknown) {
			t.Errorf("%s: got %v, want a ConnectionError before sending", m.name, err)
		}
		if len(f.Slept) != 3 {
			t.Errorf("%s: %d pauses, want 3", m.name, len(f.Slept))
		}
	}
}

func TestMethods_headers(t *testing.T) {
	f := newFake(t).on(tagEdit.Path, ok(`{"errcode":0}`))
	rec := &headerRecorder{}
	c := f.clientBy(rec)
	if err := c.CustomerTags.Edit(t.Context(), &EditTagRequest{ID: "et1"}); err != nil {
		t.Fatal(err)
	}
	want := []string{"terraform-provider-wecom/test||", "terraform-provider-wecom/test|application/json; charset=utf-8|"}
	if d := cmp.Diff(want, rec.lines); d != "" {
		t.Errorf("headers (-want +got):\n%s", d)
	}
}

func TestEndpoint_basePathIsKept(t *testing.T) {
	for endpoint, want := range map[string]string{
		"https://wework.example.com/gw/":        "https://wework.example.com/gw",
		"https://wework.example.com/gw/cgi-bin": "https://wework.example.com/gw",
		"":                                      "https://qyapi.weixin.qq.com",
		"http://[::1]:8080":                     "http://[::1]:8080",
		"http://127.0.0.9":                      "http://127.0.0.9",
		"http://localhost:1":                    "http://localhost:1",
	} {
		c, err := New(Config{Endpoint: endpoint, CorpID: "ww", Secret: "s"})
		if err != nil {
			t.Errorf("%q: %v", endpoint, err)
			continue
		}
		if got := c.String(); !strings.Contains(got, strconv.Quote(want)) {
			t.Errorf("%q became %q, want %q", endpoint, got, want)
		}
	}
}

func TestNew_refusesBadConfiguration(t *testing.T) {
	for _, tc := range []struct {
		cfg  Config
		want string
	}{
		{Config{Endpoint: "http://qyapi.weixin.qq.com", CorpID: "ww", Secret: "s"}, "must be https"},
		{Config{Endpoint: "http://127.0.0.1.example.com", CorpID: "ww", Secret: "s"}, "must be https"},
		{Config{Endpoint: "ftp://localhost", CorpID: "ww", Secret: "s"}, `scheme "ftp"`},
		{Config{Endpoint: "qyapi.weixin.qq.com", CorpID: "ww", Secret: "s"}, "not a URL"},
		{Config{Endpoint: "https://", CorpID: "ww", Secret: "s"}, "not a URL"},
		{Config{Endpoint: "https://u:CANARY@h", CorpID: "ww", Secret: "s"}, "password"},
		{Config{Endpoint: "https://h:bad:port/CANARY", CorpID: "ww", Secret: "s"}, "not a URL"},
		{Config{Endpoint: "https://h/?x=1", CorpID: "ww", Secret: "s"}, "query"},
		{Config{Secret: "s"}, "corp_id is empty"},
		{Config{CorpID: "ww"}, "neither secret nor contacts_secret"},
		{Config{CorpID: "ww", Secret: "CANARY\n"}, "secret begins or ends"},
		{Config{CorpID: "ww", Secret: "s", MaxAPICapacity: 101}, "from 1 to 100"},
		{Config{CorpID: "ww", Secret: "s", MaxAPICapacity: -1}, "from 1 to 100"},
	} {
		_, err := New(tc.cfg)
		if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%v: got %v, want an error with %q", tc.cfg, err, tc.want)
		}
	}
}

func TestTakeNotice_oncePerNotice(t *testing.T) {
	c := newFake(t).client()
	got := []bool{
		c.TakeNotice(NoticeDepartmentNamesUnreadable), c.TakeNotice(NoticeDepartmentNamesUnreadable),
		c.TakeNotice(NoticeMemberDetailsUnreadable),
	}
	if d := cmp.Diff([]bool{true, false, true}, got); d != "" {
		t.Error(d)
	}
}

// once reports whether the endpoint of m makes something.
func (m *method) once() bool {
	return slices.ContainsFunc(core.Endpoints(), func(e *Endpoint) bool { return e.Path == m.path && e.Once })
}
