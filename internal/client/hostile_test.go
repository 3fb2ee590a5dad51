// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// endless is a body of head, then part for ever, up to size bytes.
func endless(head, part string, size int) func() io.Reader {
	return func() io.Reader {
		return io.LimitReader(io.MultiReader(strings.NewReader(head), &repeat{text: part}), int64(size))
	}
}

type repeat struct {
	text string
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		c := copy(p[n:], r.text[r.at:])
		n, r.at = n+c, (r.at+c)%len(r.text)
	}
	return n, nil
}

// stream answers in memory with bodies that are made while they are read.
type stream func(r *http.Request) io.Reader

func (s stream) RoundTrip(r *http.Request) (*http.Response, error) {
	body := io.Reader(bytes.NewReader(goodToken()))
	if !strings.HasSuffix(r.URL.Path, "/"+"gettoken") {
		body = s(r)
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: r, Body: io.NopCloser(body),
	}, nil
}

func streamClient(t *testing.T, s stream) *Client {
	t.Helper()
	return fuzzClient(t, s)
}

// heapGrowth runs fn and returns how much memory the heap took for it at its largest, in MiB. What earlier work left is
// returned to the system first, so that taking it into use again counts.
func heapGrowth(fn func()) int {
	var before, after runtime.MemStats
	debug.FreeOSMemory()
	runtime.ReadMemStats(&before)
	fn()
	runtime.ReadMemStats(&after)
	taken := func(m *runtime.MemStats) int { return int(m.HeapSys) - int(m.HeapReleased) }
	return (taken(&after) - taken(&before)) >> 20
}

// maxHeap is what any answer may cost, MiB: some ten times the largest answer that is read.
const maxHeap = 320

func TestHostile_hugeAnswersTakeBoundedMemory(t *testing.T) {
	const size = 100 << 20
	lists := map[string]func(*Client) error{
		"departments": func(c *Client) error { _, err := c.Departments.List(t.Context(), nil); return err },
		"tags":        func(c *Client) error { _, err := c.CustomerTags.List(t.Context()); return err },
		"ways":        func(c *Client) error { _, err := c.ContactWays.List(t.Context(), ContactWayWindow{}); return err },
	}
	for name, tt := range map[string]struct {
		body func() io.Reader
		list string
		want string
	}{
		"100 MB of blanks":              {endless(`{"errcode":0`, " ", size), "departments", "larger than 32 MiB"},
		"100 MB of departments":         {endless(`{"errcode":0,"department":[{"id":1}`, `,{"id":1}`, size), "departments", "larger than 32 MiB"},
		"100 MB of HTML":                {endless(`<html>`, "x", size), "departments", "larger than 32 MiB"},
		"30 MB of departments":          {closed(`{"errcode":0,"department":[{"id":1}`, `,{"id":1}`, `]}`, 30<<20), "departments", "more values than any corp"},
		"4 MB of departments":           {closed(`{"errcode":0,"department":[{"id":1}`, `,{"id":1}`, `]}`, 4<<20), "departments", "more than 100000 entries"},
		"20 MB of tags in many groups":  {closed(`{"errcode":0,"tag_group":[{"group_id":"a","tag":[{"id":"a"}`, strings.Repeat(`,{"id":"a"}`, 999)+`]},{"group_id":"a","tag":[{"id":"a"}`, `]}]}`, 20<<20), "tags", "more values than any corp"},
		"30 MB in one name":             {closed(`{"errcode":0,"department":[{"id":1,"name":"`, "x", `"}]}`, 30<<20), "departments", ""},
		"30 MB of errmsg":               {closed(`{"errcode":40058,"errmsg":"`, "长", `"}`, 30<<20), "departments", "errcode 40058"},
		"30 MB of one number":           {closed(`{"errcode":0,"department":[{"id":1`, "0", `}]}`, 30<<20), "departments", "not a whole number"},
		"30 MB of one errcode":          {closed(`{"errcode":1`, "0", `}`, 30<<20), "departments", "not a whole number"},
		"30 MB of one string of digits": {closed(`{"errcode":0,"department":[{"id":"1`, "0", `"}]}`, 30<<20), "departments", "not a whole number"},
		"30 MB of blanks in a list":     {closed(`{"errcode":0,"contact_way":[`, " \n", `]}`, 30<<20), "ways", ""},
		"30 MB of ids":                  {closed(`{"errcode":0,"contact_way":["a"`, `,"a"`, `]}`, 30<<20), "ways", "more values than any corp"},
		"30 MB of cursor":               {closed(`{"errcode":0,"contact_way":[],"next_cursor":"`, `x`, `"}`, 30<<20), "ways", "next_cursor has"},
		"30 MB of nesting":              {closed(`{"errcode":0,"department":`, `[`, `}`, 30<<20), "departments", "more values than any corp"},
		"1 MB of nesting":               {closed(`{"errcode":0,"department":`, `[`, `}`, 1<<20), "departments", "exceeded max depth"},
		"nesting in a key nobody reads": {closed(`{"errcode":0,"department":[],"x":`, `{"x":`, `}`, 1<<20), "departments", "exceeded max depth"},
		"30 MB of keys nobody reads":    {closed(`{"errcode":0,"department":[],"x":"`, `y`, `"}`, 30<<20), "departments", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := streamClient(t, func(*http.Request) io.Reader { return tt.body() })
			var err error
			used := heapGrowth(func() { err = lists[tt.list](c) })
			t.Logf("%d MiB, %.200v", used, err)
			if used > maxHeap {
				t.Errorf("took %d MiB, want at most %d", used, maxHeap)
			}
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %.500v, want %q", err, tt.want)
			}
			if err != nil {
				presentable(t, err)
			}
		})
	}
}

// closed is a body of head, part repeated to about size bytes, and tail.
func closed(head, part, tail string, size int) func() io.Reader {
	n := size / len(part) * len(part)
	return func() io.Reader {
		return io.MultiReader(strings.NewReader(head), io.LimitReader(&repeat{text: part}, int64(n)), strings.NewReader(tail))
	}
}

// takes reads an answer of want entries without more memory than any answer may take.
func takes(t *testing.T, name, body string, want int, call func(*Client) (int, error)) {
	t.Helper()
	c := streamClient(t, func(*http.Request) io.Reader { return strings.NewReader(body) })
	var got int
	var err error
	used := heapGrowth(func() { got, err = call(c) })
	t.Logf("%s: %.1f MB, heap %d MiB", name, float64(len(body))/1e6, used)
	if used > maxHeap {
		t.Errorf("%s: took %d MiB, want at most %d", name, used, maxHeap)
	}
	if err != nil || got != want {
		t.Errorf("%s: got %d entries, %v", name, got, err)
	}
}

// What a corp may legally have passes every bound.
func TestHostile_largestLegalAnswers(t *testing.T) {
	leaders := fmt.Sprintf(`["%s","%s","%s"]`, strings.Repeat("a", 64), strings.Repeat("b", 64), strings.Repeat("c", 64))
	var departments, members, tags strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&departments, `,{"id":%d,"name":"%s","name_en":"%s","parentid":2147483647,"order":4294967295,"department_leader":%s}`,
			i+2, strings.Repeat("长", 64), strings.Repeat("n", 64), leaders)
	}
	for i := range 10_000 {
		fmt.Fprintf(&members, `,{"userid":"%064d","department":%d}`, i, i+1)
		fmt.Fprintf(&tags, `,{"id":"et%030d","name":"%s","create_time":1557838797,"order":4294967295}`, i, strings.Repeat("签", 30))
	}
	for name, tt := range map[string]struct {
		body string
		call func(*Client) (int, error)
		want int
	}{
		"department/list of 30,000": {`{"errcode":0,"department":[` + departments.String()[1:] + `]}`, func(c *Client) (int, error) {
			all, err := c.Departments.List(t.Context(), nil)
			return len(all), err
		}, 30_000},
		"user/list_id of 10,000": {`{"errcode":0,"dept_user":[` + members.String()[1:] + `]}`, func(c *Client) (int, error) {
			all, err := c.Members.ListIDs(t.Context())
			return len(all), err
		}, 10_000},
		"10,000 tags in a group": {`{"errcode":0,"tag_group":[{"group_id":"g","group_name":"g","tag":[` + tags.String()[1:] + `]}]}`, func(c *Client) (int, error) {
			g, err := c.CustomerTags.GetGroup(t.Context(), "g")
			if err != nil {
				return 0, err
			}
			return len(g.Tags), nil
		}, 10_000},
	} {
		takes(t, name, tt.body, tt.want, tt.call)
	}
}

// Every paged list ends whatever the server does. The bubble's clock lets the quota pass that the many pages take.
func TestHostile_cursorsThatNeverEnd(t *testing.T) {
	lists := map[string]struct {
		page string // with the number of the page as cursor and in an entry
		none string // the same without entry
		call func(*testing.T, *Client) error
	}{
		"list_contact_way": {`{"errcode":0,"contact_way":[%s],"next_cursor":"%d"}`, `{"config_id":"w%d-%d"}`, func(t *testing.T, c *Client) error {
			t.Helper()
			_, err := c.ContactWays.List(t.Context(), ContactWayWindow{})
			return err
		}},
		"list_link": {`{"errcode":0,"link_id_list":[%s],"next_cursor":"%d"}`, `"l%d-%d"`, func(t *testing.T, c *Client) error {
			t.Helper()
			_, err := c.AcquisitionLinks.List(t.Context())
			return err
		}},
		"list_id": {`{"errcode":0,"dept_user":[%s],"next_cursor":"%d"}`, `{"userid":"u%d-%d","department":1}`, func(t *testing.T, c *Client) error {
			t.Helper()
			_, err := c.Members.ListIDs(t.Context())
			return err
		}},
	}
	ways := map[string]struct {
		entries, cursors int // entries per page, cursors that differ
		want             string
		calls            int // at most
	}{
		"the same cursor":                      {1, 1, "same next_cursor twice", 2},
		"cursors in a circle":                  {1, 3, "same next_cursor twice", 4},
		"new cursors, no entry":                {0, 1 << 30, "nothing new", 50},
		"new cursors, new entries":             {2000, 1 << 30, "more than any corp", 1502},
		"new cursors, few new entries at once": {1, 1 << 30, "more than 10000 pages", 10_000},
	}
	for list, l := range lists {
		for way, w := range ways {
			t.Run(list+"/"+way, func(t *testing.T) {
				if w.entries > 1 && list != "list_link" {
					return // a second each; the bound is one for all, and thousands of pages end each list as well
				}
				synctest.Test(t, func(t *testing.T) {
					calls := 0
					c := streamClient(t, func(*http.Request) io.Reader {
						calls++
						var entries []string
						for i := range w.entries {
							entries = append(entries, fmt.Sprintf(l.none, calls, i))
						}
						return strings.NewReader(fmt.Sprintf(l.page, strings.Join(entries, ","), (calls-1)%w.cursors+1))
					})
					err := l.call(t, c)
					if err == nil || !strings.Contains(err.Error(), w.want) {
						t.Fatalf("after %d calls: %v, want %q", calls, err, w.want)
					}
					if calls > w.calls {
						t.Errorf("%d calls, want at most %d", calls, w.calls)
					}
					presentable(t, err)
				})
			})
		}
	}
}

func TestHostile_valuesOfWrongKind(t *testing.T) {
	department := func(v string) string { return `{"errcode":0,"department":{"id":2,` + v + `}}` }
	for body, want := range map[string]string{
		``:                                                     "not a JSON object",
		` `:                                                    "not a JSON object",
		`null`:                                                 "not a JSON object",
		`[{"errcode":0}]`:                                      "not a JSON object",
		`{"errcode":0}{"errcode":0}`:                           "not readable JSON",
		`{"errcode":0,}`:                                       "not readable JSON",
		`{"errcode":1.5}`:                                      "not a whole number",
		`{"errcode":1e400}`:                                    "not a whole number",
		`{"errcode":true}`:                                     "not a whole number",
		`{"errcode":{}}`:                                       "not a whole number",
		`{"errcode":0,"department":null}`:                      "holds no department",
		`{"errcode":null}`:                                     "holds no department",
		`{"errcode":0,"department":7}`:                         "unexpected shape",
		`{"errcode":0,"department":[7]}`:                       "unexpected shape",
		`{"errcode":0,"department":[{},{}]`:                    "not readable JSON",
		`{"errcode":40001,"Errcode":0}`:                        "errcode 40001",
		`{"errcode":0,"errcode":60011}`:                        "two different errcodes",
		department(`"id":3`):                                   "asked for department 2, got 3",
		department(`"order":1e400`):                            "not a whole number",
		department(`"order":9223372036854775808`):              "not a whole number",
		department(`"order":9223372036854775808.0`):            "not a whole number",
		department(`"order":-9223372036854775809`):             "not a whole number",
		department(`"order":"0x10"`):                           "not a whole number",
		department(`"order":"Infinity"`):                       "not a whole number",
		department(`"order":1.5`):                              "not a whole number",
		department(`"name":{"zh":7}`):                          "unexpected shape",
		department(`"department_leader":{"a":1}`):              "unexpected shape",
		department(`"department_leader":[{"id":1}]`):           "unexpected shape",
		department(`"name":` + strings.Repeat("[", 20_000)):    "not readable JSON",
		"\x1f\x8b\x08" + `{"errcode":0}`:                       "not a JSON object",
		`{"errcode":"60011","errmsg":["no"]}`:                  `errcode 60011 "[\"no\"]"`,
		`{"errcode":60011,"errmsg":"` + "\x1b[31mred" + `"}`:   "not readable JSON", // JSON forbids bare control characters
		`{"errcode":60011,"errmsg":"a\u001b[31mb\u202ec\n"}`:   `"a [31mb c"`,
		`{"errcode":60011,"errmsg":"x, from ip: $(reboot)"}`:   `errcode 60011 "x", department/get with secret`,
		`{"errcode":60011,"errmsg":"x, hint: [\u0007\u0000]"}`: `errcode 60011 "x", department/get with secret`,
	} {
		f := newFake(t).on(departmentGet.Path, ok(body)).on(departmentSimpleList.Path, ok(`{"errcode":0,"department_id":[{"id":2}]}`))
		err := get2(t, f.client(appOnly))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", body, err, want)
			continue
		}
		presentable(t, err)
	}
	// What can be read is read.
	for body, want := range map[string]Department{
		department(`"order":-1,"parentid":"1","name":null`):                     {ID: 2, ParentID: 1, Order: -1},
		department(`"order":4e9,"department_leader":null`):                      {ID: 2, Order: 4_000_000_000},
		department(`"order":null,"name_en":null,"x":{"y":[1e400]}`):             {ID: 2},
		department(`"order":9007199254740993,"name":"` + "\xff\xfe" + `"`):      {ID: 2, Order: 9007199254740993, Name: "\ufffd\ufffd"},
		department(`"name":"a","name":"b","department_leader":["x"],"order":1`): {ID: 2, Name: "b", LeaderUserIDs: []string{"x"}, Order: 1},
		"\xef\xbb\xbf \n" + department(`"name":"\ud800"`):                       {ID: 2, Name: "\ufffd"},
		`{"errcode":0,"department":{"id":7,"name":"a"},"department":{"id":2}}`:  {ID: 2},
	} {
		f := newFake(t).on(departmentGet.Path, ok(body))
		got, err := f.client().Departments.Get(t.Context(), 2)
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		if d := cmp.Diff(want, *got); d != "" {
			t.Errorf("%s (-want +got):\n%s", body, d)
		}
	}
}

// rawAnswer writes bytes to the connection, without the help of net/http.
func rawAnswer(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/"+"gettoken") {
			_, _ = w.Write(goodToken())
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = io.WriteString(conn, text)
		_ = conn.Close()
	}
}

func TestHostile_lengthsAndEncodings(t *testing.T) {
	zip := func(text string, times int) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		for range times {
			_, _ = io.WriteString(z, text)
		}
		_ = z.Close()
		return b.String()
	}
	head := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
	zipped := zip(oneDepartment, 1)
	for name, tt := range map[string]struct{ answer, want string }{
		"length too large":      {head + "Content-Length: 4000\r\n\r\n" + oneDepartment, "the connection broke"},
		"length too small":      {head + "Content-Length: 40\r\n\r\n" + oneDepartment, "not readable JSON"},
		"length of 0":           {head + "Content-Length: 0\r\n\r\n" + oneDepartment, "not a JSON object"},
		"length of an exabyte":  {head + "Content-Length: 1000000000000000000\r\n\r\n" + oneDepartment, "the connection broke"},
		"two lengths":           {head + "Content-Length: 4\r\nContent-Length: 5\r\n\r\n" + oneDepartment, "the connection broke"},
		"negative length":       {head + "Content-Length: -1\r\n\r\n" + oneDepartment, "the connection broke"},
		"no length":             {head + "\r\n" + oneDepartment, ""},
		"broken chunks":         {head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + oneDepartment, "the connection broke"},
		"gzip":                  {head + "Content-Encoding: gzip\r\n\r\n" + zipped, ""},
		"gzip cut off":          {head + "Content-Encoding: gzip\r\n\r\n" + zipped[:len(zipped)/2], "the connection broke"},
		"gzip that is none":     {head + "Content-Encoding: gzip\r\n\r\n" + oneDepartment, "the connection broke"},
		"gzip nobody announced": {head + "\r\n" + zipped, "not a JSON object"},
		"gzip of 100 MB":        {head + "Content-Encoding: gzip\r\n\r\n" + zip(strings.Repeat(" ", 1<<20), 100), "larger than 32 MiB"},
		"brotli":                {head + "Content-Encoding: br\r\n\r\n\x0b\x02\x80{}\x03", "not a JSON object"},
		"not HTTP":              {"SSH-2.0-OpenSSH\x1b[2J\r\n", "the connection broke"},
		"endless header":        {head + "X: " + strings.Repeat("x", 2<<20), "the connection broke"},
	} {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewServer(rawAnswer(tt.answer))
			defer srv.Close()
			var err error
			c := newFake(t).client(func(cfg *Config) { cfg.Endpoint, cfg.Retry.MaxRetries = srv.URL, -1 })
			used := heapGrowth(func() { _, err = c.Departments.Get(t.Context(), 2) })
			if used > maxHeap {
				t.Errorf("took %d MiB, want at most %d", used, maxHeap)
			}
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if err != nil {
				presentable(t, err)
			}
		})
	}
}

// A server that sends a byte now and then is given up when the time of one attempt is over, not byte by byte.
func TestHostile_dripsEndWithTheAttempt(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/"+"gettoken") {
			_, _ = w.Write(goodToken())
			return
		}
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-r.Context().Done():
				return
			case <-tick.C:
				_, _ = io.WriteString(w, " ")
				_ = http.NewResponseController(w).Flush()
			}
		}
	}))
	defer srv.Close()
	c := newFake(t).client(func(cfg *Config) {
		cfg.Endpoint, cfg.Retry.MaxRetries, cfg.Retry.AttemptTimeout = srv.URL, 1, 100*time.Millisecond
	})
	_, err := c.Departments.Get(t.Context(), 2)
	var broke *ConnectionError
	if !errors.As(err, &broke) || !broke.Sent {
		t.Fatalf("got %v", err)
	}
	presentable(t, err)
}
