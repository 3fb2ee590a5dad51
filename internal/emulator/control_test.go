// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// control sends a control call and returns status and body.
func (c *caller) control(method, path, body string) (int, string) {
	c.t.Helper()
	req, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(out))
}

func TestDocumentedControlCallsExist(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^//\t([A-Z]+) +/_emulator/(\S+)`).FindAllSubmatch(doc, -1) {
		documented[string(m[1])+" "+string(m[2])] = true
	}
	for _, key := range core.ControlCalls() {
		if !documented[key] {
			t.Errorf("%s is not documented", key)
		}
		delete(documented, key)
	}
	for key := range documented {
		t.Errorf("%s is documented and does not exist", key)
	}
	status, body := start(t, ExampleCorp()).control("GET", "/_emulator/console", "")
	var told map[string][]string
	if err := json.Unmarshal([]byte(body), &told); err != nil || status != http.StatusOK {
		t.Fatal(status, err)
	}
	for _, op := range Operations() {
		equal(t, op.Name, strings.Join(told[op.Name], " "), strings.Join(op.Args(), " "))
		delete(told, op.Name)
	}
	for name := range told {
		t.Errorf("console operation %s is told of and does not exist", name)
	}
}

func TestControlCalls(t *testing.T) {
	c := start(t, ExampleCorp())
	for _, tt := range []struct {
		method, path, body string
		status             int
		answer             string // all of it, or its start when it ends in …
	}{
		{"GET", "/_emulator/corp", "", 200, `{"corp_id":"ww0000000000example","name":"晨星家居",…`},
		{"GET", "/_emulator/clock", "", 200, `{"now":"2026-03-01T08:00:00Z","frozen":true}`},
		{"POST", "/_emulator/clock", `{"advance":"2h"}`, 200, `{"now":"2026-03-01T10:00:00Z","frozen":true}`},
		{"POST", "/_emulator/clock", `{"freeze":"2026-01-01T00:00:00Z","advance":"1s"}`, 200, `{"now":"2026-01-01T00:00:01Z","frozen":true}`},
		{"POST", "/_emulator/clock", `{"advance":"soon"}`, 400, `{"error":"time: invalid duration \"soon\""}`},
		{"PATCH", "/_emulator/switches", `{"shuffle":4}`, 200, `{"unknown_department_60123":false,…`},
		{"PATCH", "/_emulator/switches", `{"shufle":4}`, 400, `{"error":"json: unknown field \"shufle\""}`},
		{"PATCH", "/_emulator/switches", `{"deleted_group":"x"}`, 400, `{"error":"deleted_group: unknown reading \"x\""}`},
		{"POST", "/_emulator/faults", `{"path":"department/get","kind":"silence","delay":"2s"}`, 200, `{}`},
		{"POST", "/_emulator/faults", `{"kind":"error"}`, 400, `{"error":"a fault of kind error needs a code"}`},
		{"GET", "/_emulator/faults", "", 200, `[{"path":"department/get","skip":0,"times":1,"kind":"silence","when":"before","code":0,"message":"","delay":2000000000}]`},
		{"DELETE", "/_emulator/faults", "", 200, `{}`},
		{"GET", "/_emulator/faults", "", 200, `[]`},
		{"POST", "/_emulator/tokens/expire", ``, 200, `{}`},
		{"POST", "/_emulator/tokens/expire", `{"code":1}`, 400, `{"error":"code 1: an expired token answers 40014 or 42001"}`},
		{"POST", "/_emulator/console/create_department", `{"parent":1,"name":"市场部"}`, 200, `{"id":6}`},
		{"POST", "/_emulator/console/create_department", `{"parent":1,"name":"市场部"}`, 400, `{"error":"errcode 60008: department existed"}`},
		{"POST", "/_emulator/console/create_department", `{"parent":1,"userid":"x"}`, 400, `{"error":"create_department takes parent, name, not \"userid\""}`},
		{"POST", "/_emulator/console/delete_department", `{"department":6}`, 200, `{}`},
		{"POST", "/_emulator/console/add_member", `{}`, 400, `{"error":"add_member needs member"}`},
		{"POST", "/_emulator/console/fly", `{}`, 404, `{"error":"no such control call"}`},
		{"GET", "/_emulator/requests", "", 200, `[]`},
		{"GET", "/_emulator/violations", "", 200, `[]`},
		{"PUT", "/_emulator/corp", `{"corp_id":"x","nam":"y"}`, 400, `{"error":"json: unknown field \"nam\""}`},
		{"PUT", "/_emulator/corp", `{"name":"y"}`, 400, `{"error":"the corp has no corp_id"}`},
		{"PUT", "/_emulator/corp", `{"corp_id":"ww1","name":"空"}`, 200, `{}`},
		{"GET", "/_emulator/corp", "", 200, `{"corp_id":"ww1","name":"空","apps":[],"departments":[{"id":1,"name":"空","parent_id":0,"order":100000000}],"members":[],"tag_groups":[]}`},
		{"POST", "/_emulator/corp", "", 405, `Method Not Allowed`},
	} {
		status, answer := c.control(tt.method, tt.path, tt.body)
		start, prefix := strings.CutSuffix(tt.answer, "…")
		if status != tt.status || prefix && !strings.HasPrefix(answer, start) || !prefix && answer != tt.answer {
			t.Errorf("%s %s %s: %d %s, want %d %s", tt.method, tt.path, tt.body, status, answer, tt.status, tt.answer)
		}
	}
	equal(t, "shuffle", c.srv.Switches().Shuffle, 4)
}

func TestControlLog(t *testing.T) {
	c := start(t, ExampleCorp())
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"a","parentid":1,"x":1}`), 0)
	_, all := c.control("GET", "/_emulator/requests", "")
	_, writes := c.control("GET", "/_emulator/requests?writes", "")
	_, tokens := c.control("GET", "/_emulator/requests?path=gettoken", "")
	for text, n := range map[string]int{all: 2, writes: 1, tokens: 1} {
		equal(t, "requests", strings.Count(text, `"seq"`), n)
	}
	_, violations := c.control("GET", "/_emulator/violations", "")
	equal(t, "violations", violations, `["department/create: x: unknown key"]`)
	c.control("DELETE", "/_emulator/requests", "")
	c.control("DELETE", "/_emulator/violations", "")
	equal(t, "left", len(c.srv.Requests())+len(c.srv.Violations()), 0)
}

func TestOtherOriginsMayNotControl(t *testing.T) {
	c := start(t, ExampleCorp())
	req, err := http.NewRequest(http.MethodPost, c.url+"/_emulator/console/delete_member", strings.NewReader(`{"userid":"sunli"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Origin", "https://example.com")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	equal(t, "status", resp.StatusCode, http.StatusForbidden)
	equal(t, "members", len(c.srv.Corp().Members), 8)
}
