// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Page is the prose of a noun's pages: a Markdown file with a section each for resource, data, plural and list, in
// which {name} stands for the section of that name, {quota} for WeCom's rate of calls, and {page 97297} for a link to
// an official page.
type Page string

var (
	heading = regexp.MustCompile(`(?m)^# (.+)\n`)
	inset   = regexp.MustCompile(`\{([a-z]+)(?: (\d+))?\}`)
)

// Text is a section, with what stands for others filled in.
func (p Page) Text(section string) string {
	marks := heading.FindAllStringSubmatchIndex(string(p), -1)
	for i, m := range marks {
		if string(p[m[2]:m[3]]) != section {
			continue
		}
		end := len(p)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		return inset.ReplaceAllStringFunc(strings.TrimSpace(string(p[m[1]:end])), func(s string) string {
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
	panic(fmt.Sprintf("the page has no section %q", section))
}
