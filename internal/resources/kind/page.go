// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Page is the prose of a noun's pages: a Markdown file with a section each for resource, data, plural and list, in
// which {name} stands for the section of that name, {quota} for WeCom's rate of calls, and {page 97297} for a link to
// an official page.
type Page string

var inset = regexp.MustCompile(`\{([a-z]+)(?: (\d+))?\}`)

// cut are the pages in sections by their titles: a process makes the schemas of all nouns, which need most sections
// several times.
var cut sync.Map // of Page, map[string]string

// sections are what stands between the headings of the first level.
func (p Page) sections() map[string]string {
	known, ok := cut.Load(p)
	if !ok {
		all := map[string]string{}
		for part := range strings.SplitSeq("\n"+string(p), "\n# ") {
			title, text, _ := strings.Cut(part, "\n")
			all[title] = strings.TrimSpace(text)
		}
		known, _ = cut.LoadOrStore(p, all)
	}
	all, _ := known.(map[string]string) // nothing else is stored
	return all
}

// Text is a section, with what stands for others filled in.
func (p Page) Text(section string) string {
	text, ok := p.sections()[section]
	if !ok {
		panic(fmt.Sprintf("the page has no section %q", section))
	}
	return inset.ReplaceAllStringFunc(text, func(s string) string {
		switch of := inset.FindStringSubmatch(s); of[1] {
		case "quota":
			return shared.CallQuota
		case "page":
			return fmt.Sprintf("[%s](https://developer.work.weixin.qq.com/document/path/%s)", of[2], of[2])
		default:
			return p.Text(of[1])
		}
	})
}
