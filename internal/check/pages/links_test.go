// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package pages

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// hosts are those that pages may send readers to. A page of WeCom's documentation must be one that is known.
var hosts = map[string]bool{
	"developer.hashicorp.com":      true,
	"developer.work.weixin.qq.com": true,
	"github.com":                   true,
	"opentofu.org":                 true,
	"semver.org":                   true,
	"work.weixin.qq.com":           true,
	"www.contributor-covenant.org": true,
}

const (
	official   = "developer.work.weixin.qq.com"
	repository = "https://github.com/terraform-wecom/terraform-provider-wecom"
)

// alsoOfficial are pages of WeCom's documentation about what neither client nor emulator does.
var alsoOfficial = map[string]string{
	"90664": "开发前必读: trusted addresses",
	"90930": "回调配置: the server for messages",
	"93624": "日历概述: limits of calendars",
	"97298": "获客链接的客户: the channel that an address names",
}

var (
	officialPath = regexp.MustCompile(`^/document/path/([0-9]{5,6})$`)
	// What client and emulator say that they were written from: rows of the routes and comments. Descriptions in
	// schemas are not asked, because they are what is checked.
	routePage   = regexp.MustCompile(`http\.Method\w+, ([0-9]{5,6}),`)
	commentPage = regexp.MustCompile(`\b(?:docs?|pages?) ([0-9]{5,6}(?:(?:,| and) [0-9]{5,6})*)`)
	number      = regexp.MustCompile(`[0-9]{5,6}`)
)

// officialPages are the numbers of the pages of WeCom's documentation that the code knows.
func officialPages(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for page := range alsoOfficial {
		known[page] = true
	}
	for _, folder := range []string{"client", "emulator"} {
		err := filepath.WalkDir(filepath.Join(root, "internal", folder), func(at string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || filepath.Ext(at) != ".go" {
				return err
			}
			raw, err := os.ReadFile(at)
			for _, pattern := range []*regexp.Regexp{routePage, commentPage} {
				for _, m := range pattern.FindAllSubmatch(raw, -1) {
					for _, n := range number.FindAll(m[1], -1) {
						known[string(n)] = true
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(known) < 15 {
		t.Fatalf("%d pages are known: this test proves nothing", len(known))
	}
	return known
}

// atlas knows where links may lead.
type atlas struct {
	root     string
	pages    map[string]*Page
	official map[string]bool
}

// resolve says what is wrong with a link of a page, "" for nothing.
func (a *atlas) resolve(from *Page, link Link) string {
	target, err := url.Parse(link.Target)
	switch {
	case err != nil:
		return err.Error()
	case target.Scheme == "" && target.Host == "":
		return a.relative(from, target)
	case target.Scheme == "mailto":
		return "an address of mail: it would be out of date first"
	case target.Scheme != "https":
		return "not https"
	case !hosts[target.Host]:
		return "the host is not among those that pages may name"
	case target.User != nil || target.Port() != "":
		return "a user or a port in the address"
	case target.Host == official:
		m := officialPath.FindStringSubmatch(target.Path)
		if m == nil || target.RawQuery != "" {
			return "pages of WeCom are https://" + official + "/document/path/NNNNN"
		}
		if !a.official[m[1]] {
			return "neither client nor emulator was written from this page of WeCom: is the number right?"
		}
	case strings.HasPrefix(link.Target, repository+"/blob/main/"), strings.HasPrefix(link.Target, repository+"/tree/main/"):
		_, name, _ := strings.Cut(target.Path, "/main/")
		return a.leadsTo(name, target.Fragment)
	}
	return ""
}

// relative follows a link within the repository. A template is where its page will be.
func (a *atlas) relative(from *Page, target *url.URL) string {
	if target.Path == "" {
		if target.Fragment == "" || !from.HasAnchor(target.Fragment) {
			return "no such heading on this page"
		}
		return ""
	}
	at := from.Path
	if rest, ok := strings.CutPrefix(at, "templates/"); ok {
		at = "docs/" + strings.TrimSuffix(rest, ".tmpl")
	}
	name := path.Join(path.Dir(at), target.Path)
	if strings.HasPrefix(at, "docs/") {
		// The registry knows the pages of docs/ only, and resolves these two forms.
		form := "../"
		if path.Dir(at) == "docs" {
			form = path.Base(path.Dir(name)) + "/"
		}
		if !strings.HasPrefix(name, "docs/") || path.Ext(name) != ".md" || !strings.HasPrefix(target.Path, form) {
			return "the registry shows pages of docs/ only: write ../guides/x.md, and from the index guides/x.md"
		}
	}
	if strings.HasPrefix(name, "../") {
		return "leads out of the repository"
	}
	return a.leadsTo(name, target.Fragment)
}

// leadsTo reports what is missing at name, with its heading.
func (a *atlas) leadsTo(name, heading string) string {
	page := a.pages[name]
	if page == nil && strings.HasPrefix(name, "docs/guides/") {
		// As soon as the template is there; docs/ is compared with what it is generated from elsewhere.
		page = a.pages["templates/"+strings.TrimPrefix(name, "docs/")]
	}
	if page == nil {
		if _, err := os.Stat(filepath.Join(a.root, filepath.FromSlash(name))); err != nil {
			return fmt.Sprintf("there is no %s", name)
		}
		if heading != "" {
			return fmt.Sprintf("%s is no page and has no headings", name)
		}
		return ""
	}
	if heading != "" && !page.HasAnchor(heading) {
		return fmt.Sprintf("%s has no heading #%s", name, heading)
	}
	return ""
}

// Every link of every page leads somewhere; nothing is sent.
func TestLinks(t *testing.T) {
	a := &atlas{root, all(t), officialPages(t)}
	checked := 0
	for _, page := range a.pages {
		for _, link := range page.Links {
			checked++
			if wrong := a.resolve(page, link); wrong != "" {
				t.Errorf("%s: [%s](%s): %s", page.Path, link.Text, link.Target, wrong)
			}
		}
	}
	if checked < 100 {
		t.Errorf("%d links were found: this test proves nothing", checked)
	}
}

// The test of links can fail.
func TestLinks_refused(t *testing.T) {
	parse := func(name, text string) *Page {
		p, err := Parse(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	a := &atlas{root, map[string]*Page{}, map[string]bool{"90205": true}}
	for _, p := range []*Page{
		parse("README.md", "# Use it\n"), parse("docs/index.md", "# Index\n"), parse("docs/guides/a.md", "# Ä 1\n"), parse("docs/resources/b.md", "# B\n"),
		parse("templates/guides/a.md", "# Ä 1\n"), parse("templates/guides/new.md", "# 新\n"),
	} {
		a.pages[p.Path] = p
	}
	for _, tt := range []struct{ from, target, want string }{
		{"README.md", "#use-it", ""},
		{"README.md", "#use", "no such heading"},
		{"README.md", "docs/guides/a.md", ""},
		{"README.md", "docs/guides/a.md#ä-1", ""},
		{"README.md", "docs/guides/a.md#1", "no heading"},
		{"README.md", "go.mod", ""},
		{"README.md", "go.mod#x", "no page"},
		{"README.md", "go.mode", "there is no go.mode"},
		{"README.md", "../other/x.md", "out of the repository"},
		{"README.md", "examples/", ""},
		{"README.md", "http://opentofu.org", "not https"},
		{"README.md", "mailto:a@example.com", "mail"},
		{"README.md", "https://example.com", "host"},
		{"README.md", "https://opentofu.org:8443/", "host"},
		{"README.md", "https://u@opentofu.org/", "user"},
		{"README.md", "https://developer.work.weixin.qq.com/document/path/90205", ""},
		{"README.md", "https://developer.work.weixin.qq.com/document/path/90250", "is the number right"},
		{"README.md", "https://developer.work.weixin.qq.com/document/90205", "document/path/NNNNN"},
		{"README.md", "https://developer.work.weixin.qq.com/document/path/90205?x=1", "document/path/NNNNN"},
		{"README.md", repository + "/blob/main/go.mod", ""},
		{"README.md", repository + "/tree/main/gone", "there is no gone"},
		{"docs/guides/a.md", "../resources/b.md", ""},
		{"docs/guides/a.md", "../guides/new.md#新", ""},
		{"docs/guides/a.md", "b.md", "registry"},
		{"docs/guides/a.md", "../../README.md", "registry"},
		{"docs/guides/a.md", "../resources/b", "registry"},
		{"docs/index.md", "guides/a.md", ""},
		{"docs/index.md", "../docs/guides/a.md", "registry"},
		{"templates/guides/a.md", "../resources/b.md", ""},
		{"templates/guides/a.md", "../resources/c.md", "there is no docs/resources/c.md"},
	} {
		got := a.resolve(a.pages[tt.from], Link{Target: tt.target})
		if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s in %s: %q, want %q", tt.target, tt.from, got, tt.want)
		}
	}
}
