// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// clearing is a value that an update empties. Whether WeCom obeys, ignores or
// refuses an empty value is not documented (doc 92228), so it is looked at.
type clearing struct {
	at path.Path
	// has reports whether m holds a value.
	has func(ctx context.Context, m *model, diags *diag.Diagnostics) bool
	// clear sends the empty value, drop nothing at all.
	clear, drop func(in *client.UpdateContactWayRequest)
	// keep takes the value of read into m.
	keep func(ctx context.Context, m, read *model, diags *diag.Diagnostics)
	// instead is what the user can do when WeCom keeps the value.
	instead string
}

var clearables = []clearing{
	{
		at:  path.Root("remark"),
		has: func(_ context.Context, m *model, _ *diag.Diagnostics) bool { return m.Remark.ValueString() != "" },
		clear: func(in *client.UpdateContactWayRequest) {
			in.Remark = new(string)
		},
		drop:    func(in *client.UpdateContactWayRequest) { in.Remark = nil },
		keep:    func(_ context.Context, m, read *model, _ *diag.Diagnostics) { m.Remark = read.Remark },
		instead: "Give it another text, or put the former line back.",
	},
	{
		at:      path.Root("state"),
		has:     func(_ context.Context, m *model, _ *diag.Diagnostics) bool { return m.State.ValueString() != "" },
		clear:   func(in *client.UpdateContactWayRequest) { in.State = new(string) },
		drop:    func(in *client.UpdateContactWayRequest) { in.State = nil },
		keep:    func(_ context.Context, m, read *model, _ *diag.Diagnostics) { m.State = read.State },
		instead: "Give it another text, or put the former line back; customers who scan the code are still marked with the former text.",
	},
	{
		at:      path.Root("user_ids"),
		has:     func(_ context.Context, m *model, _ *diag.Diagnostics) bool { return len(m.UserIDs.Elements()) > 0 },
		clear:   func(in *client.UpdateContactWayRequest) { in.UserIDs = []string{} },
		drop:    func(in *client.UpdateContactWayRequest) { in.UserIDs = nil },
		keep:    func(_ context.Context, m, read *model, _ *diag.Diagnostics) { m.UserIDs = read.UserIDs },
		instead: "Name at least one member, who then replaces the former ones, or put them back; customers still reach the former members.",
	},
	{
		at: path.Root("department_ids"),
		has: func(_ context.Context, m *model, _ *diag.Diagnostics) bool {
			return len(m.DepartmentIDs.Elements()) > 0
		},
		clear:   func(in *client.UpdateContactWayRequest) { in.DepartmentIDs = []int64{} },
		drop:    func(in *client.UpdateContactWayRequest) { in.DepartmentIDs = nil },
		keep:    func(_ context.Context, m, read *model, _ *diag.Diagnostics) { m.DepartmentIDs = read.DepartmentIDs },
		instead: "Name at least one department, which then replaces the former ones, or put them back; customers still reach the former departments.",
	},
	{
		at: path.Root("temporary_session").AtName("union_id"),
		has: func(ctx context.Context, m *model, diags *diag.Diagnostics) bool {
			s := m.session(ctx, diags)
			return s != nil && s.UnionID.ValueString() != ""
		},
		clear: func(in *client.UpdateContactWayRequest) { in.UnionID = new(string) },
		drop:  func(in *client.UpdateContactWayRequest) { in.UnionID = nil },
		keep: func(ctx context.Context, m, read *model, diags *diag.Diagnostics) {
			keepSession(ctx, m, read, diags, func(s, was *sessionModel) { s.UnionID = was.UnionID })
		},
		instead: "Put the former line back, or make a new code with -replace.",
	},
	{
		at: path.Root("temporary_session").AtName("closing_message"),
		has: func(ctx context.Context, m *model, diags *diag.Diagnostics) bool {
			return m.session(ctx, diags).closing(ctx, diags) != nil
		},
		clear: func(in *client.UpdateContactWayRequest) { in.Conclusions = &client.ConclusionsRequest{} },
		drop:  func(in *client.UpdateContactWayRequest) { in.Conclusions = nil },
		keep: func(ctx context.Context, m, read *model, diags *diag.Diagnostics) {
			keepSession(ctx, m, read, diags, func(s, was *sessionModel) { s.ClosingMessage = was.ClosingMessage })
		},
		instead: "Write another closing message, or put the former one back.",
	},
}

func keepSession(ctx context.Context, m, read *model, diags *diag.Diagnostics, take func(s, was *sessionModel)) {
	s, was := m.session(ctx, diags), read.session(ctx, diags)
	if s == nil || was == nil {
		return
	}
	take(s, was)
	m.TemporarySession = object(ctx, sessionType, s, diags)
}

// keepUncleared takes into m what WeCom still shows of clears, and says so: a
// plan without changes while WeCom differs would be worse.
func (m *model) keepUncleared(ctx context.Context, read *model, clears []clearing, refused error, diags *diag.Diagnostics) {
	for _, c := range clears {
		if !c.has(ctx, read, diags) {
			continue
		}
		c.keep(ctx, m, read, diags)
		what := "WeCom accepted the empty value and kept the former one"
		if refused != nil {
			what = fmt.Sprintf("WeCom refused the empty value (%s)", refused)
		}
		diags.AddAttributeError(c.at, "Unable to clear an attribute of the contact way",
			fmt.Sprintf("%s of %s was to be emptied, but it still has its former value: %s. No way to empty it is documented.\n%s\n"+
				"Everything else of this change was applied.\n\nhttps://developer.work.weixin.qq.com/document/path/92228",
				strings.TrimSpace(c.at.String()), m.subject(), what, c.instead))
	}
}
