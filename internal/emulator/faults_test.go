// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

const createBody = `{"name":"市场部","parentid":1}`

func TestFaultsBeforeAndAfterTheChange(t *testing.T) {
	for _, kind := range []FaultKind{FaultError, FaultLostReply, FaultServerError, FaultBadGateway, FaultTruncated, FaultSilence, FaultWrongJSON, FaultLatency} {
		for _, when := range []When{Before, After} {
			t.Run(string(kind)+" "+string(when), func(t *testing.T) {
				c := start(t, ExampleCorp())
				query := url.Values{"access_token": {c.token(ExampleContactsSecret)}}
				c.srv.Inject(Fault{Path: "department/create", Kind: kind, When: when, Code: -1, Delay: time.Millisecond})
				resp, body, err := c.raw("POST", "department/create", query, createBody)
				log := c.srv.Requests("department/create")
				equal(t, "calls", len(log), 1)
				equal(t, "fault in the log", log[0].Fault, string(kind))
				done := when == After || kind == FaultLatency
				equal(t, "changed in the log", log[0].Changed, done)
				equal(t, "departments", len(c.srv.Corp().Departments), map[bool]int{true: 6, false: 5}[done])

				var r reply
				if kind == FaultLostReply || kind == FaultSilence {
					if err == nil {
						t.Fatalf("an answer came: %s", body)
					}
					equal(t, "status in the log", log[0].Status, 0)
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				equal(t, "status in the log", log[0].Status, resp.StatusCode)
				jsonErr := json.Unmarshal(body, &r)
				switch kind {
				case FaultLostReply, FaultSilence: // no answer, see above
				case FaultError:
					wantCode(t, r, -1)
					equal(t, "header", resp.Header.Get("Error-Code"), "-1")
				case FaultServerError:
					equal(t, "status", resp.StatusCode, 500)
				case FaultBadGateway:
					equal(t, "status", resp.StatusCode, 502)
					equal(t, "type", resp.Header.Get("Content-Type"), "text/html")
				case FaultTruncated:
					equal(t, "status", resp.StatusCode, 200)
					if jsonErr == nil {
						t.Errorf("the JSON is whole: %s", body)
					}
				case FaultWrongJSON:
					wantCode(t, r, 0)
					equal(t, "errmsg", r.msg(), "created. Warning: wrong json format. ")
				case FaultLatency:
					wantCode(t, r, 0)
					equal(t, "errmsg", r.msg(), "created")
				}
			})
		}
	}
}

func TestFaultSkipsTimesAndPaths(t *testing.T) {
	c := start(t, ExampleCorp())
	read := func() int { return c.get(ExampleSecret, "department/simplelist").code() }
	c.srv.Inject(Fault{Path: "department/simplelist", Skip: 1, Times: 2, Kind: FaultError, Code: 6000})
	equal(t, "codes", asJSON([]int{read(), read(), read(), read()}), "[0,6000,6000,0]")
	c.srv.Inject(Fault{Kind: FaultError, Code: 45033, Times: -1, Message: "slow down"})
	r := c.get(ExampleSecret, "department/get", "id", "1") // gettoken is no business path
	wantCode(t, r, 45033)
	if !strings.HasPrefix(r.msg(), "slow down, hint: [") {
		t.Errorf("errmsg %q", r.msg())
	}
	equal(t, "always", asJSON([]int{read(), read()}), "[45033,45033]")
	c.srv.ClearFaults()
	equal(t, "cleared", read(), 0)
	c.srv.Inject(Fault{Path: "list", Kind: FaultError, Code: -1}) // no path ends in /list but department/list and user/list
	equal(t, "simplelist is another path", read(), 0)
	wantCode(t, c.get(ExampleSecret, "department/list"), -1)

	// A bad token does not use a fault up.
	c.srv.Inject(Fault{Path: "department/simplelist", Kind: FaultError, Code: -1})
	wantCode(t, c.do("GET", "department/simplelist", url.Values{"access_token": {"x"}}, ""), 40014)
	equal(t, "still there", read(), -1)

	c.srv.Inject(Fault{Path: "gettoken", Kind: FaultError, Code: 45009})
	wantCode(t, c.do("GET", "gettoken", url.Values{"corpid": {ExampleCorpID}, "corpsecret": {ExampleSecret}}, ""), 45009)
}

func TestSilenceEndsWithTheCaller(t *testing.T) {
	handling := make(chan string, 1)
	c := start(t, ExampleCorp(), WithViolationHook(func(text string) { handling <- text }))
	token := c.token(ExampleContactsSecret)
	c.srv.Inject(Fault{Path: "department/create", Kind: FaultSilence, When: After})
	ctx, cancel := context.WithCancel(context.Background())
	req, _ := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/cgi-bin/department/create?access_token="+token, strings.NewReader(`{"name":"a","parentid":1,"unknown":1}`))
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	failed := make(chan error)
	go func() {
		_, err := http.DefaultClient.Do(req)
		failed <- err
	}()
	<-handling
	equal(t, "departments", len(c.srv.Corp().Departments), 6) // done while the caller waits
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestBeforeRunsOnce(t *testing.T) {
	c := start(t, ExampleCorp())
	runs := 0
	c.srv.Before("department/create", func() {
		runs++
		if _, err := c.srv.Console().CreateDepartment(1, "市场部"); err != nil {
			t.Error(err)
		}
	})
	wantCode(t, c.get(ExampleSecret, "department/list"), 0)
	equal(t, "runs", runs, 0)
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 60008)
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"y","parentid":1}`), 0)
	equal(t, "runs", runs, 1)
}

func TestAfterRunsOnceBeforeTheAnswer(t *testing.T) {
	c := start(t, ExampleCorp())
	var seen []int
	c.srv.After("department/create", 1, func() { seen = append(seen, len(c.srv.Corp().Departments)) })
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 0)
	equal(t, "the first call is let through", len(seen), 0)
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"y","parentid":1}`), 0)
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"z","parentid":1}`), 0)
	equal(t, "departments after the second", asJSON(seen), "[7]")
}

func TestImpossibleFaultPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	New(ExampleCorp()).Inject(Fault{Kind: "meteorite"})
}
