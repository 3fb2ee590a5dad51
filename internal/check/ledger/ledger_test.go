// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package ledger_test

import (
	"fmt"
	"os"
	pathpkg "path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const (
	root = "../../.."
	// notesFolder lies beside the checkout, where there is one.
	notesFolder = root + "/../shared/wecom-api"
)

// unnoted are pages that the API notes lack, with the reason.
var unnoted = map[string]string{
	"getcallbackip":  "only the emulator answers it; the number is from the table of contents of the official documentation",
	"user/getuserid": "auth-errors-limits.md names it; page and body are those of the official documentation",
}

// endpoint is one row of endpoints.txt.
type endpoint struct {
	path, method string
	page         int
	notes, noun  string
	called       bool // by the client
}

func ledger(t *testing.T) []endpoint {
	t.Helper()
	raw, err := os.ReadFile("endpoints.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := parse(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 40 {
		t.Fatalf("%d endpoints: the ledger is not whole", len(rows))
	}
	return rows
}

func parse(text string) ([]endpoint, error) {
	var rows []endpoint
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if len(fields) != 6 {
			return nil, fmt.Errorf("%q has %d columns, want 6", line, len(fields))
		}
		page, err := strconv.Atoi(fields[2])
		if err != nil || fields[5] != "client" && fields[5] != "emulator" || seen[fields[0]] {
			return nil, fmt.Errorf("%q: the page is no number, the last column is neither client nor emulator, or the path is there twice", line)
		}
		seen[fields[0]] = true
		rows = append(rows, endpoint{fields[0], fields[1], page, fields[3], fields[4], fields[5] == "client"})
	}
	return rows, nil
}

// differences compares the ledger with the routes of the client and of the emulator.
func differences(rows []endpoint, called []client.Endpoint, answered []emulator.Endpoint) []string {
	var found []string
	add := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	byPath := map[string]endpoint{}
	for _, row := range rows {
		byPath[row.path] = row
	}
	answers := map[string]emulator.Endpoint{}
	for _, e := range answered {
		answers[e.Path] = e
		row, ok := byPath[e.Path]
		switch {
		case !ok:
			add("the emulator answers %s, which is not in the ledger", e.Path)
		case row.method != e.Method || row.page != e.Page:
			add("%s is %s, page %d, in the emulator, and %s, page %d, in the ledger", e.Path, e.Method, e.Page, row.method, row.page)
		}
	}
	calls := map[string]bool{}
	for _, e := range called {
		calls[e.Path] = true
		row, ok := byPath[e.Path]
		switch {
		case !ok || !row.called:
			add("the client calls %s, which the ledger does not say", e.Path)
		case row.method != e.Method || row.page != e.Page:
			add("%s is %s, page %d, in the client, and %s, page %d, in the ledger", e.Path, e.Method, e.Page, row.method, row.page)
		}
		if other, ok := answers[e.Path]; ok && other.Write != e.Write {
			add("client and emulator do not agree whether %s changes the corp", e.Path)
		}
	}
	for _, row := range rows {
		if _, ok := answers[row.path]; !ok {
			add("the ledger has %s, which the emulator does not answer", row.path)
		}
		if row.called && !calls[row.path] {
			add("the ledger says that the client calls %s, which it does not", row.path)
		}
	}
	return found
}

func TestLedger_routes(t *testing.T) {
	for _, d := range differences(ledger(t), client.Endpoints(), emulator.Endpoints()) {
		t.Error(d)
	}
}

// Each kind of difference is seen.
func TestLedger_routesCanFail(t *testing.T) {
	rows := []endpoint{
		{"a", "GET", 1, "n.md", "x", true}, {"b", "GET", 2, "n.md", "x", true}, {"c", "GET", 3, "n.md", "x", true}, {"d", "GET", 4, "n.md", "x", false},
		{"e", "GET", 5, "n.md", "x", false}, {"f", "GET", 6, "n.md", "x", true},
	}
	called := []client.Endpoint{
		{Method: "GET", Path: "a", Page: 9}, {Method: "POST", Path: "b", Page: 2}, {Method: "GET", Path: "d", Page: 4}, {Method: "GET", Path: "x", Page: 7},
		{Method: "GET", Path: "f", Page: 6, Write: true},
	}
	answered := []emulator.Endpoint{
		{Method: "GET", Path: "a", Page: 1}, {Method: "GET", Path: "b", Page: 2}, {Method: "GET", Path: "c", Page: 8}, {Method: "GET", Path: "d", Page: 4},
		{Method: "GET", Path: "y", Page: 7}, {Method: "GET", Path: "f", Page: 6},
	}
	want := strings.Join([]string{
		"c is GET, page 8, in the emulator, and GET, page 3, in the ledger",
		"the emulator answers y, which is not in the ledger",
		"a is GET, page 9, in the client, and GET, page 1, in the ledger",
		"b is POST, page 2, in the client, and GET, page 2, in the ledger",
		"the client calls d, which the ledger does not say",
		"the client calls x, which the ledger does not say",
		"client and emulator do not agree whether f changes the corp",
		"the ledger says that the client calls c, which it does not",
		"the ledger has e, which the emulator does not answer",
	}, "\n")
	if got := strings.Join(differences(rows, called, answered), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, bad := range []string{"a GET 1 n.md x", "a GET one n.md x client", "a GET 1 n.md x nobody", "a GET 1 n.md x client\na GET 1 n.md x client\n"} {
		if _, err := parse(bad); err == nil {
			t.Errorf("%q is taken for a row", bad)
		}
	}
}

// families are paths with an asterisk, or <verb>, by which the notes name several at once.
var families = regexp.MustCompile(`externalcontact/[\w/]*(?:\*\w*|<verb>)`)

// noted reports whether the text of a file of the notes describes an endpoint, by the end of its path, and names its
// page.
func noted(text string, row endpoint) bool {
	path := row.path
	for _, once := range []string{"externalcontact/", "kf/knowledge/", "exmail/", "contactrule/"} { // which a heading names for all
		path = strings.TrimPrefix(path, once)
	}
	word := func(w string) bool {
		return regexp.MustCompile(`(?m)(?:^|\W)` + regexp.QuoteMeta(w) + `(?:[^\w/]|$)`).MatchString(text)
	}
	described := word(path)
	for _, family := range families.FindAllString(text, -1) { // and each by its last part
		is, err := pathpkg.Match(strings.ReplaceAll(family, "<verb>", "*"), row.path)
		described = described || err == nil && is && word(pathpkg.Base(path))
	}
	return described && regexp.MustCompile(`\b`+strconv.Itoa(row.page)+`\b`).MatchString(text)
}

func TestLedger_notes(t *testing.T) {
	if _, err := os.Stat(notesFolder); err != nil {
		t.Skipf("NOT COMPARED with the API notes: there is no %s beside this checkout", filepath.Clean(strings.TrimPrefix(notesFolder, root+"/")))
	}
	for _, row := range ledger(t) {
		raw, err := os.ReadFile(filepath.Join(notesFolder, row.notes))
		if err != nil {
			t.Errorf("%s: %v", row.path, err)
			continue
		}
		reason, exempt := unnoted[row.path]
		switch is := noted(string(raw), row); {
		case is && exempt:
			t.Errorf("%s is in %s now: take it off the list of exceptions", row.path, row.notes)
		case exempt:
			t.Logf("%s, page %d, is not in %s: %s", row.path, row.page, row.notes, reason)
		case !is:
			t.Errorf("%s does not describe %s with page %d", row.notes, row.path, row.page)
		}
	}
}

func TestNoted(t *testing.T) {
	row := endpoint{path: "externalcontact/customer_acquisition/get", page: 97297}
	for text, want := range map[string]bool{
		"POST customer_acquisition/get [doc 97297]":                     true,
		"## `/cgi-bin/externalcontact/customer_acquisition/get`\n97297": true,
		"customer_acquisition/get":                                      false,
		"customer_acquisition/get [doc 972971]":                         false,
		"customer_acquisition/get_chat_info [doc 97297]":                false,
		"customer_acquisition/get/more [doc 97297]":                     false,
		"my_customer_acquisition/get [doc 97297]":                       false,
	} {
		if got := noted(text, row); got != want {
			t.Errorf("%q: noted is %t", text, got)
		}
	}
	row = endpoint{path: "externalcontact/groupchat/add_join_way", page: 92229}
	for text, want := range map[string]bool{
		"`externalcontact/groupchat/*_join_way` (92229)\n## add_join_way": true,
		"`externalcontact/groupchat/*_join_way` (92229)":                  false,
		"`externalcontact/groupchat/*_way2` (92229)\n## add_join_way":     false,
		"add_join_way (92229)": false,
	} {
		if got := noted(text, row); got != want {
			t.Errorf("%q: noted is %t", text, got)
		}
	}
}
