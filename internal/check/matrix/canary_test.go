// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/webconsole"
)

// How many times a text was searched for one form of a secret or token, and how many of them held it.
var searches, hits atomic.Int64

// forms are the ways in which a value may be written down.
func forms(value string) map[string]string {
	quoted := strconv.Quote(value)
	ascii := strconv.QuoteToASCII(value)
	inJSON, _ := json.Marshal(value)
	out := map[string]string{
		"plain":            value,
		"in a query":       url.QueryEscape(value),
		"in a path":        url.PathEscape(value),
		"in %q":            quoted[1 : len(quoted)-1],
		"in %+q":           ascii[1 : len(ascii)-1],
		"in JSON":          string(inJSON[1 : len(inJSON)-1]),
		"base64":           base64.StdEncoding.EncodeToString([]byte(value)),
		"base64 for URLs":  base64.URLEncoding.EncodeToString([]byte(value)),
		"base64 unpadded":  base64.RawStdEncoding.EncodeToString([]byte(value)),
		"hexadecimal":      fmt.Sprintf("%x", value),
		"HEXADECIMAL":      fmt.Sprintf("%X", value),
		"list of decimals": strings.Trim(fmt.Sprint([]byte(value)), "[]"),
	}
	seen := map[string]bool{}
	for name, form := range out {
		if seen[form] {
			delete(out, name)
		}
		seen[form] = true
	}
	return out
}

// search looks through everything that was printed, written or can be asked for.
func (b *bench) search(where string) {
	b.t.Helper()
	values := map[string]string{"the app's secret": appSecret, "the contact sync secret": contactsSecret}
	for i, token := range b.Tokens() {
		values[fmt.Sprintf("token %d", i+1)] = token
	}
	if len(values) < 3 {
		b.t.Errorf("%s: %d secrets and tokens, want both secrets and a token: this search proves nothing", where, len(values))
	}
	maps.Copy(values, b.secrets)
	texts := b.texts()
	if !bytes.Contains(texts["trace.log"], []byte("WeCom API call")) {
		b.t.Errorf("%s: the log does not hold the provider's own lines: this search proves nothing", where)
	}
	for what, value := range values {
		for form, text := range forms(value) {
			for name, raw := range texts {
				searches.Add(1)
				if i := bytes.Index(raw, []byte(text)); i >= 0 {
					hits.Add(1)
					b.t.Errorf("%s: %s holds %s (%s): …%s…", where, name, what, form, raw[max(0, i-80):min(len(raw), i+20)])
				}
			}
		}
	}
}

// texts is everything that was printed, written or can be asked for, by name.
func (b *bench) texts() map[string][]byte {
	b.t.Helper()
	texts := map[string][]byte{"what the CLI printed": []byte(b.printed.String())}
	requests, err := json.Marshal(b.Requests())
	if err != nil {
		b.t.Fatal(err)
	}
	texts["the emulator's log"] = append(requests, fmt.Sprintf("%+v %q", b.Requests(), b.Violations())...)
	for _, page := range []string{"/", "/_emulator/requests"} {
		texts["the emulator's page "+page] = fetch(b.t, b.URL+page)
	}
	console := httptest.NewServer(webconsole.New(b.Server))
	defer console.Close()
	front := fetch(b.t, console.URL)
	texts["the console's front page"] = front
	tabs := regexp.MustCompile(`href="(/[^"#?]+)"`).FindAllSubmatch(front, -1)
	if len(tabs) < 5 {
		b.t.Errorf("the console has %d tabs: this search proves nothing", len(tabs))
	}
	for _, m := range tabs {
		texts["the console's page "+string(m[1])] = fetch(b.t, console.URL+string(m[1]))
	}
	err = filepath.WalkDir(b.p.Dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		name, _ := filepath.Rel(b.p.Dir, path)
		texts[name] = raw
		if archive, e := zip.NewReader(bytes.NewReader(raw), int64(len(raw))); e == nil { // a saved plan
			for _, f := range archive.File {
				texts[name+"/"+f.Name] = inZip(b.t, f)
			}
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return texts
}

func inZip(t *testing.T, f *zip.File) []byte {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func fetch(t *testing.T, address string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", address, resp.StatusCode, err)
	}
	return raw
}
