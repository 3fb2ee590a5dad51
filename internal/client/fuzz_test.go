// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// Targets of "make fuzz". Seeds beside those given here are under testdata/fuzz.

// fuzzToken is what the wire hands out; no error may ever show it.
const fuzzToken = "CANARY-token-of-fuzz"

// maxFuzzCalls ends a method that never ends; none needs nearly as many.
const maxFuzzCalls = 500

// wire answers in memory: gettoken with token, everything else with the answers in turn, of which the last one repeats.
type wire struct {
	token   []byte
	status  int
	header  http.Header
	answers [][]byte
	calls   int
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if w.calls++; w.calls > maxFuzzCalls {
		panic("a method makes calls without end, at last " + r.URL.Path)
	}
	reply := &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: r}
	body := w.token
	if !strings.HasSuffix(r.URL.Path, "/"+"gettoken") || body == nil {
		body = w.answers[0]
		if len(w.answers) > 1 {
			w.answers = w.answers[1:]
		}
		if w.status != 0 {
			reply.StatusCode = w.status
		}
		if w.header != nil {
			reply.Header = w.header
		}
	}
	reply.Body = io.NopCloser(bytes.NewReader(body))
	return reply, nil
}

// fuzzClient returns a client on w whose clock only its own sleeps move.
func fuzzClient(t *testing.T, w http.RoundTripper) *Client {
	t.Helper()
	c, err := New(Config{
		Endpoint: "https://wecom.invalid", CorpID: "wwcorp", Secret: canaryApp, ContactsSecret: "CANARY",
		MaxAPICapacity: 100, HTTPClient: &http.Client{Transport: w},
	})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_700_000_000, 0)
	c.Now = func() time.Time { return now }
	c.Sleep = func(ctx context.Context, d time.Duration) error {
		now = now.Add(d)
		return ctx.Err()
	}
	return c
}

func goodToken() []byte {
	return []byte(`{"errcode":0,"errmsg":"ok","access_token":"` + fuzzToken + `","expires_in":7200}`)
}

// maxErrorText is the most that an administrator should have to read, bytes.
const maxErrorText = 8 << 10

// presentable fails unless err is a text that can be shown: short, without secrets, and without what steers a terminal.
func presentable(t *testing.T, err error) {
	t.Helper()
	texts := []string{err.Error()}
	if x, ok := Explain(err); ok {
		texts = append(texts, x.Meaning, x.NextStep, x.ConsolePage)
	}
	for _, s := range texts {
		switch {
		case strings.Contains(s, "CANARY"):
			t.Fatalf("secret in %q", s)
		case len(s) > maxErrorText:
			t.Fatalf("%d bytes of error: %.200q", len(s), s)
		case !utf8.ValidString(s):
			t.Fatalf("broken UTF-8 in %q", s)
		case strings.ContainsFunc(s, steers):
			t.Fatalf("a control character in %q", s)
		}
	}
}

// steers reports characters that move a terminal's cursor or hide text.
func steers(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

// answerSeeds are bodies that no method expects.
var answerSeeds = []string{
	``, `null`, `[]`, `"x"`, `{`, `{}`, `{"errcode":0}`, "\xef\xbb\xbf{\"errcode\":0}", `<html>502</html>`, "\x1f\x8b\x08",
	`{"errcode":null,"errmsg":null}`, `{"errcode":"0","errmsg":7}`, `{"errcode":1e400}`, `{"errcode":9223372036854775808,"errmsg":"x"}`,
	`{"errcode":-1,"errmsg":"system busy"}`, `{"errcode":1.5}`, `{"errcode":0,"errcode":40001,"errmsg":"invalid credential"}`,
	`{"errcode":40001,"Errcode":0,"errmsg":"x"}`, `{"errcode":0,"errmsg":"ok. Warning: wrong json format. "}`,
	`{"errcode":60020,"errmsg":"not allow, hint: [` + "\x1b[2J" + `], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=60020"}`,
	`{"errcode":40058,"errmsg":"` + strings.Repeat("长", 3000) + `"}`,
	`{"errcode":0,"next_cursor":"a","contact_way":[{"config_id":"1"}],"link_id_list":["1"],"dept_user":[{"userid":"a","department":1}]}`,
	`{"errcode":0,"department":[{"id":2,"name":"a"}],"department":[{"id":3}]}`,
	`{"errcode":0,"department":` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + `}`,
	"{\"errcode\":0,\"department\":{\"id\":2,\"name\":\"\xff\xfe\"}}",
}

// FuzzAnswers gives each method of each service every answer: it must end, with an error that can be shown or with
// values, after a bounded number of calls. Answers in a row are split by the record separator U+001E.
func FuzzAnswers(f *testing.F) {
	faults := []string{`{"errcode":-1,"errmsg":"busy"}`, "<html>", `{"errcode":40014,"errmsg":"invalid access_token"}`}
	for i, m := range methods {
		f.Add(byte(i), []byte(m.reply))
		// One fault and one odd body each: every pair would keep the fuzzer busy with seeds for its first minute.
		f.Add(byte(i), []byte(faults[i%len(faults)]+"\x1e"+m.reply))
		f.Add(byte(i), []byte(answerSeeds[i%len(answerSeeds)]))
	}
	f.Fuzz(func(t *testing.T, n byte, body []byte) {
		m := methods[int(n)%len(methods)]
		w := &wire{token: goodToken(), answers: bytes.Split(body, []byte{0x1e})}
		c := fuzzClient(t, w)
		value, err := m.call(t.Context(), c)
		if err != nil {
			presentable(t, err)
			return
		}
		if m.value != nil && value == nil {
			t.Fatalf("%s: neither value nor error", m.name)
		}
		if s := fmt.Sprintf("%v", value); !utf8.ValidString(s) {
			t.Fatalf("%s: broken UTF-8 in %q", m.name, s)
		}
	})
}

// FuzzErrors gives one read and one create any status, header and body.
func FuzzErrors(f *testing.F) {
	for _, s := range answerSeeds {
		for _, code := range []uint16{200, 301, 404, 500} {
			f.Add(code, "text/html; charset=utf-8", "https://other.example.com/x?access_token="+fuzzToken, []byte(s))
		}
	}
	f.Add(uint16(307), "\x1b]0;x", "//evil.example.com", []byte("access_token="+fuzzToken))
	f.Add(uint16(403), strings.Repeat("x", 5000), "%zz", []byte(`corpsecret=abc`))
	f.Fuzz(func(t *testing.T, code uint16, contentType, location string, body []byte) {
		if code < 200 || code > 999 {
			code = 200 + code%800
		}
		answer := func() *wire {
			return &wire{
				token: goodToken(), status: int(code), answers: [][]byte{body},
				header: http.Header{"Content-Type": {contentType}, "Location": {location}, "Date": {location}},
			}
		}
		for _, call := range []func(c *Client) error{
			func(c *Client) error { _, err := c.Departments.Get(t.Context(), 2); return err },
			func(c *Client) error {
				_, err := c.ContactWays.Create(t.Context(), &AddContactWayRequest{Type: 1, Scene: 2, UserIDs: []string{"a"}})
				return err
			},
		} {
			c := fuzzClient(t, answer())
			if err := call(c); err != nil {
				presentable(t, err)
			} else if code != 200 {
				t.Fatalf("HTTP status %d is success", code)
			}
		}
	})
}
