// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestRequestLogKeepsNoSecret(t *testing.T) {
	c := start(t, ExampleCorp())
	token := c.token(ExampleContactsSecret)
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 0)
	wantCode(t, c.get(ExampleContactsSecret, "department/delete", "id", "6"), 0)
	wantCode(t, c.get(ExampleContactsSecret, "department/delete", "id", "6"), 60003)
	wantCode(t, c.get(ExampleSecret, "department/get", "id", "2"), 0)
	log := asJSON(c.srv.Requests())
	if strings.Contains(log, token) || strings.Contains(log, ExampleContactsSecret) {
		t.Error("the log holds a secret")
	}
	writes := c.srv.Writes()
	equal(t, "writes", len(writes), 3)
	equal(t, "a time", writes[1].Time.IsZero(), false)
	writes[1].Time = time.Time{}
	equal(t, "delete", asJSON(writes[1]), `{"seq":5,"method":"GET","path":"department/delete","query":{"id":["6"]},"app":"通讯录同步","status":200,"code":0,"write":true,"changed":true}`)
	equal(t, "refused", writes[2].Code, 60003)
	equal(t, "refused changes nothing", writes[2].Changed, false)
	equal(t, "body", string(writes[0].Body), createBody)
	equal(t, "by path", len(c.srv.Requests("department/get", "create")), 2)
	c.srv.ResetRequests()
	equal(t, "after reset", len(c.srv.Requests()), 0)
}

func TestRequestLimitKeepsTheLast(t *testing.T) {
	c := start(t, ExampleCorp(), WithRequestLimit(2))
	for range 3 {
		c.get(ExampleSecret, "department/simplelist") // two calls: the token, too
	}
	log := c.srv.Requests()
	equal(t, "kept", len(log), 2)
	equal(t, "last", log[1].Seq, 6)
}

func TestStrictDecoding(t *testing.T) {
	for _, tt := range []struct {
		path, body string
		code       int
		text       string
		violation  string
	}{
		{"department/create", `{"name":"a","parentid":1,"department_leader":["x"]}`, 0, "created", "department/create: department_leader: unknown key"},
		{"department/create", `{"name":"a","parentid":"1"}`, 0, "created. Warning: wrong json format. ", "department/create: parentid: want integer, got string"},
		{"department/create", `{"name":"a","parentid":"test002"}`, 60004, "Warning: wrong json format. parent", "department/create: parentid: want integer, got string"},
		{"department/create", `name=a&parentid=1`, 60001, "Warning: wrong json format. department invalid length, hint", "department/create: the body is not JSON"},
		{"department/create", `{"name":"a","parentid":1,"order":null}`, 0, "created", "department/create: order: null, omit the key"},
		{"department/create", `{"name":"a","parentid":1,"name":"b"}`, 0, "created", "department/create: name: key given twice"},
		{"department/create", `{"name":1`, 60001, "Warning: ", "department/create: the body is not JSON"},
		{"department/create", `[]`, 60001, "Warning: ", "department/create: body: want object, got array"},
		{"user/create", `{"userid":"n","name":"x","email":"n@example.com","department":"1"}`, 0, "created. Warning: wrong json format. ", "user/create: department: want array, got string"},
		{"user/create", `{"userid":"n","name":"x","email":"n@example.com","gender":"1"}`, 0, "created. Warning: wrong json format. ", "user/create: gender: want integer, got string"},
		{"user/create", `{"userid":"n","name":"x","email":"n@example.com","to_invite":0}`, 0, "created. Warning", "user/create: to_invite: want boolean, got number"},
		{tagList, `{"tag_id":"` + consoleTag + `"}`, 0, "ok. Warning: wrong json format. ", tagList + ": tag_id: want array, got string"},
		{tagDel, `{"tag_id":[""]}`, 40068, "invalid tagid/groupid", tagDel + ": tag_id: empty string in the list"},
		{tagAdd, `{"group_name":"g","tag":[{"name":"a","ordr":1}]}`, 0, "ok", tagAdd + ": tag.ordr: unknown key"},
		{tagAdd, `{"group_name":"g","tag":[{"name":5}]}`, 0, "ok. Warning", tagAdd + ": tag.name: want string, got number"},
		{tagAdd, `{"group_name":"g","tag":[{"name":"a"}],"agentid":1}`, 0, "ok", tagAdd + ": agentid: only for old third-party suites, never send it otherwise"},
		{tagList, ``, 0, "ok", tagList + ": empty body"},
		{tagList, `[]`, 40058, "Warning: wrong json format. invalid json body", tagList + ": body: want object, got array"},
		{wayList, `limit=1`, 40058, "Warning: wrong json format. invalid json body", wayList + ": the body is not JSON"},
	} {
		c := start(t, ExampleCorp())
		secret := ExampleContactsSecret
		if strings.HasPrefix(tt.path, "external") {
			secret = ExampleCustomerContactSecret
		}
		r := c.post(secret, tt.path, tt.body)
		if r.code() != tt.code || !strings.HasPrefix(r.msg(), tt.text) {
			t.Errorf("%s %s: %v, want %d %s", tt.path, tt.body, r, tt.code, tt.text)
		}
		if got := c.srv.Violations(); len(got) != 1 || got[0] != tt.violation {
			t.Errorf("%s %s: violations %q, want %q", tt.path, tt.body, got, tt.violation)
		}
	}
	c := start(t, ExampleCorp(), WithStrict())
	r := c.post(ExampleContactsSecret, "department/create", `{"name":"a","parentid":1,"nam_en":"x"}`)
	equal(t, "strict", r.msg(), "created. Warning: wrong json format. ")
}

func TestTransportViolations(t *testing.T) {
	c := start(t, ExampleCorp())
	resp, body, err := c.raw("GET", "department/lists", nil, "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "status", resp.StatusCode, http.StatusNotFound)
	equal(t, "body", string(body), "")
	wantCode(t, c.get(ExampleSecret, "department/list", "ID", "2"), 0)
	wantCode(t, c.get(ExampleSecret, wayList), 40058)
	wantCode(t, c.post(ExampleSecret, "department/list", `{}`), 40063)
	wantCode(t, c.get(ExampleSecret, "department/list", "id", ""), 0)
	equal(t, "violations", strings.Join(c.srv.Violations(), "\n"), `department/lists: unknown path
department/list: unknown query key "ID"
externalcontact/list_contact_way: method GET instead of POST
department/list: method POST instead of GET`)
}

func TestChineseTextWithoutCharset(t *testing.T) {
	c := start(t, ExampleCorp())
	for strict, code := range map[bool]string{false: "0", true: "60009"} {
		c.srv.SetSwitches(func(sw *Switches) { sw.UndeclaredCharset60009 = strict })
		c.srv.ResetViolations()
		body := strings.Replace(createBody, `"name":"`, `"name":"`+fmt.Sprint(strict), 1)
		req, _ := http.NewRequest(http.MethodPost, c.url+"/cgi-bin/department/create?access_token="+c.token(ExampleContactsSecret), strings.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		equal(t, "Chinese text of undeclared encoding", resp.Header.Get("Error-Code"), code)
		equal(t, "violations", fmt.Sprint(c.srv.Violations()), `[department/create: content type "application/json" instead of application/json; charset=utf-8]`)
	}
}

func TestErrorForm(t *testing.T) {
	c := start(t, ExampleCorp())
	query := url.Values{"access_token": {c.token(ExampleSecret)}, "id": {"99"}}
	resp, _, err := c.raw("GET", "department/get", query, "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "status", resp.StatusCode, 200)
	equal(t, "type", resp.Header.Get("Content-Type"), "application/json; charset=UTF-8")
	equal(t, "code header", resp.Header.Get("Error-Code"), "60003")
	form := `^department not found, hint: \[1772352000000\d{12}\], from ip: 203\.0\.113\.9, more info at https://open\.work\.weixin\.qq\.com/devtool/query\?e=60003$`
	if msg := resp.Header.Get("Error-Msg"); !regexp.MustCompile(form).MatchString(msg) {
		t.Errorf("errmsg %q", msg)
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.OldHints = true })
	if msg := c.do("GET", "department/get", query, "").msg(); !regexp.MustCompile(`hint: \[1772352000_\d+_[0-9a-f]{32}\], from`).MatchString(msg) {
		t.Errorf("errmsg %q", msg)
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.NoErrorTail = true })
	equal(t, "no tail", c.do("GET", "department/get", query, "").msg(), "department not found")
	resp, body, _ := c.raw("GET", "department/simplelist", url.Values{"access_token": {c.token(ExampleSecondSecret)}}, "")
	equal(t, "header on success", resp.Header.Get("Error-Code"), "0")
	equal(t, "bytes", string(body), `{"errcode":0,"errmsg":"ok","department_id":[{"id":4,"parentid":1,"order":99999000},{"id":5,"parentid":4,"order":100000000}]}`)
}

func TestTagListByGET(t *testing.T) {
	c := start(t, ExampleCorp())
	equal(t, "groups", len(c.get(ExampleSecret, tagList).list("tag_group")), 1)
	c.srv.SetSwitches(func(sw *Switches) { sw.TagListPostOnly = true })
	wantCode(t, c.get(ExampleSecret, tagList), 40058)
}

func TestEscapedText(t *testing.T) {
	c := start(t, ExampleCorp())
	body := `{"name":"\u9500\u552e","parentid":1}`
	wantCode(t, c.post(ExampleContactsSecret, "department/create", body), 0)
	equal(t, "name", c.srv.Corp().Departments[5].Name, "销售")
	menu := func(name string) reply {
		return c.do("POST", "menu/create", url.Values{"access_token": {c.token(ExampleSecret)}, "agentid": {"1000002"}}, `{"button":[{"type":"click","name":"`+name+`","key":"k"}]}`)
	}
	wantCode(t, menu(`\u4eca`), 40033)
	wantCode(t, menu(`今`), 0)
	c.srv.SetSwitches(func(sw *Switches) { sw.EscapedText40033 = true })
	wantCode(t, c.post(ExampleContactsSecret, "department/create", body), 40033)
}

func TestHeadersOfSuccess(t *testing.T) {
	c := start(t, ExampleCorp())
	for absent, want := range map[bool]string{false: "0 ok", true: " "} {
		c.srv.SetSwitches(func(sw *Switches) { sw.SuccessHeadersAbsent = absent })
		resp, _, err := c.raw("GET", "department/simplelist", url.Values{"access_token": {c.token(ExampleSecret)}}, "")
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "headers", resp.Header.Get("Error-Code")+" "+resp.Header.Get("Error-Msg"), want)
	}
}
