// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package member is the resource wecom_member and its data sources.
package member

import (
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	datasources "github.com/hashicorp/terraform-plugin-framework/datasource"
	list "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_member"

const noun = "member"

//go:embed page.md
var page string

func subject(m *model) string { return kind.Subject(noun, m) }

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.Member]{
	Type: TypeName, Noun: noun, Nouns: "members", Term: "成员", Area: kind.Directory, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialContacts,
	Import: kind.Import{ID: "Userid (账号).", Valid: func(id string) bool { return field.UserIDProblem(id) == "" },
		Advice: "A member is imported by the userid, which 通讯录 shows as 账号. The data source wecom_members lists those of a department."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.Members.Made(id, made) },
	Check:    check,
	Plan:     plan,
	// A picture's file may have changed, and what is write-only is to leave the state.
	Settled: func(m *model) bool { return m.Avatar.IsNull() && m.PersonalDataVersion.IsNull() },

	Create: create,
	Read:   read,
	FromAPI: func(r *kind.Run, m *model, got *client.Member) {
		m.fromAPI(r, got, r.Op == "data")
		if got.IDsOnly && r.Op == "read" {
			m.assume()
		}
	},
	Update: update,
	Delete: remove,

	Lost: func(m *model) kind.Loss {
		if m.OnDestroy.ValueString() == destroyDisables || m.OnDestroy.ValueString() == destroyForgets {
			return kind.Loss{}
		}
		mailbox := "The corp mailbox, if there is one, is deleted with its mail"
		if mail := m.BizMail.ValueString(); mail != "" {
			mailbox = fmt.Sprintf("The corp mailbox %s is deleted with its mail", mail)
		}
		return kind.Loss{What: "account",
			Text: fmt.Sprintf("The person can no longer log in once this plan is applied. %s, and customers become unassigned (待分配): hand them over within a year (客户联系 → 离职继承). "+
				"A member who is made again with the same userid is a new, not activated one. To bar the person and keep the account, set on_destroy = \"disable\" and apply first.", mailbox),
			Because: "WeCom cannot change the userid: another `%s` is a new person, who has to log in and be given everything anew."}
	},
	Spares: func(m *model) bool { return m.OnDestroy.ValueString() == destroyForgets },
	Dies:   dies,
	Gone: func(m *model) (string, string) {
		return fmt.Sprintf("%s was deleted outside Terraform", capital(subject(m))), "The member is gone from WeCom, with account and corp mailbox. The next plan makes a new, not activated " +
			"member with the same userid: leave the block out if the person has left."
	},
	Explain: explain,
	Holder: func(r *kind.Run, m *model) (string, error) {
		there, err := r.Client.Members.Known(r)
		if !there[client.FoldUserID(m.ID.ValueString())] {
			return "", err
		}
		return m.ID.ValueString(), err
	},

	Rows:  rows,
	Title: func(m *client.Member) (string, int64) { return m.Name, 0 },
	List: kind.List[client.Member]{Subject: "the members of the corp", Whole: true, Filters: map[string]list.Attribute{
		"department_id": list.Int64Attribute{CustomType: field.WholeType{}, Optional: true, Validators: []validator.Int64{int64validator.Between(1, field.MaxDepartmentID)},
			MarkdownDescription: "Id of the department (部门) whose direct members are listed, 1 to 4294967295. One that does not exist or is not visible is an error. Default: all that are " +
				"visible. API key `department_id`."},
		"name_regex": shared.RegexAttribute("the name (姓名)"),
	}},
	Beside: []func() datasources.DataSource{NewListDataSource},
	ByID:   "Userid (账号), not empty, in any case. Exactly one of `id` and `mobile` is given. API key `userid`.",
	Lookup: &kind.Lookup[client.Member]{Attribute: "mobile", Find: byMobile,
		Text: "Mobile number (手机) by which the member is found, 5 to 32 bytes, with country code outside mainland China; null where WeCom withholds it. When the numbers that nobody has " +
			"exceed a fifth of the corp's members, WeCom blocks the search for a day: prefer `id`. Exactly one of `id` and `mobile` is given. API key `mobile`."},
	Corp: kind.Corp[client.Member]{
		Unseen: unseen,
		Undeclarable: func(m *client.Member) string {
			if m.IDsOnly {
				return "its name could not be read"
			}
			return ""
		},
		Said: kind.Said{Asked: true, Doc: "90201", DocTitle: "user/list", NameText: "Name of the member (姓名); null where it cannot be read. API key `name`.",
			Choices: []string{"Mobile numbers, emails and addresses of members are never written: add them where Terraform shall manage them."}},
	},
}

// rows are the members that a list block asks for, or all.
func rows(r *kind.Run, f kind.Filter) iter.Seq2[kind.Row[client.Member], error] {
	return func(yield func(kind.Row[client.Member], error) bool) {
		var all []client.Member
		var err error
		if id := f.Number("department_id"); id != nil {
			if all, err = r.Client.Members.List(r, *id); err != nil {
				err = failed(*id, err).AsError()
			}
		} else {
			all, err = r.Client.Members.All(r)
		}
		if err != nil {
			yield(kind.Row[client.Member]{}, err)
			return
		}
		for i := range all {
			row := kind.Row[client.Member]{ID: all[i].UserID, Name: all[i].Name, Object: &all[i]}
			if row.Name != "" {
				row.Display = fmt.Sprintf("%s (%s)", row.Name, row.ID)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func byMobile(r *kind.Run, mobile string) (*client.Member, shared.Failure) {
	failure := shared.Failure{Op: "find", Noun: noun, Subject: "a member by the mobile number"}
	id, err := r.Client.Members.ByMobile(r, mobile)
	if err != nil {
		failure.Err = err
		return nil, failure
	}
	m := &model{}
	m.ID = field.TextOf(id)
	got, err := read(r, m)
	failure.Subject, failure.Err = "member "+id, err
	return got, failure
}

func unseen(rows []kind.Row[client.Member]) (out []kind.Unseen) {
	if slices.ContainsFunc(rows, func(r kind.Row[client.Member]) bool { return r.Object.IDsOnly }) {
		out = append(out, kind.Unseen{Reason: kind.NamesUnreadable, Text: shared.IDsOnlyReason + ", so of members only userids and departments are known. " + shared.IDsOnlyRemedy})
	}
	if slices.ContainsFunc(rows, func(r kind.Row[client.Member]) bool { return r.Object.Partial }) {
		out = append(out, kind.Unseen{Reason: kind.PartlyVisible, Text: "The root department is not visible to the app behind `secret`, so members outside its visible range (可见范围) are " +
			"not seen. To see all, make the whole corp visible to it (应用管理 → 应用 → 自建 → 可见范围)."})
	}
	return out
}
