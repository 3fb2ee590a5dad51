// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

type request = client.UpdateContactWayRequest

// clearing is a value that an update can empty. Whether WeCom obeys, ignores or refuses an empty value is not
// documented (doc 92228), so it is looked at.
type clearing struct {
	name  string // of the attribute
	given func(in *request) bool
	write func(in *request, empty bool) // the empty value, or nothing at all
	out   string                        // what the user can do when WeCom keeps the value
}

var clearables = []clearing{
	one("remark", func(in *request) **string { return &in.Remark }, "Give it another text, or put the former line back."),
	one("state", func(in *request) **string { return &in.State },
		"Give it another text, or put the former line back; customers who scan the code are still marked with the former text."),
	list("user_ids", func(in *request) *[]string { return &in.UserIDs },
		"Name at least one member, who then replaces the former ones, or put them back; customers still reach the former members."),
	list("department_ids", func(in *request) *[]int64 { return &in.DepartmentIDs },
		"Name at least one department, which then replaces the former ones, or put them back; customers still reach the former departments."),
	one("temporary_session.union_id", func(in *request) **string { return &in.UnionID }, "Put the former line back, or make a new code with -replace."),
	one("temporary_session.closing_message", func(in *request) **client.ConclusionsRequest { return &in.Conclusions },
		"Write another closing message, or put the former one back."),
}

func one[T any](name string, at func(*request) **T, out string) clearing {
	return clearing{name, func(in *request) bool { return *at(in) != nil }, func(in *request, empty bool) {
		if *at(in) = nil; empty {
			*at(in) = new(T)
		}
	}, out}
}

func list[T any](name string, at func(*request) *[]T, out string) clearing {
	return clearing{name, func(in *request) bool { return len(*at(in)) > 0 }, func(in *request, empty bool) {
		if *at(in) = nil; empty {
			*at(in) = []T{}
		}
	}, out}
}

// cleared puts the empty value of what was has and in has no more into in.
func cleared(in, was *request) (all []clearing) {
	for _, c := range clearables {
		if c.given(was) && !c.given(in) {
			c.write(in, true)
			all = append(all, c)
		}
	}
	return all
}

// kept is the error of a value that WeCom still has: a plan without changes while WeCom differs would be worse.
func (c clearing) kept(r *kind.Run, subject string, refused error) {
	what := "WeCom accepted the empty value and kept the former one"
	if refused != nil {
		what = fmt.Sprintf("WeCom refused the empty value (%s)", refused)
	}
	root, _, _ := strings.Cut(c.name, ".")
	r.Diags.AddAttributeError(path.Root(root), "Unable to clear an attribute of the contact way",
		fmt.Sprintf("%s of %s was to be emptied, but it still has its former value: %s. No way to empty it is documented.\n%s\n"+
			"Everything else of this change was applied.\n\nhttps://developer.work.weixin.qq.com/document/path/92228", c.name, subject, what, c.out))
}
