// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package acquisitionlink is the resource wecom_acquisition_link and its data sources, with that of the corp's balance.
package acquisitionlink

import (
	"context"
	_ "embed"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_acquisition_link"

const noun = "acquisition link"

//go:embed page.md
var page string

// Limits of doc 97297.
const (
	maxMembers       = 500  // of a range, departments expanded
	maxPriorityUsers = 1000 // of priority_userid_list
)

// fields are the attributes; that WeCom counts the name in code points is assumed.
var fields = field.Fields{
	field.ID("Id of the link (`ca…`)", "link_id"),
	field.Text("name", "Name of the link (链接名称)", "link_name", field.Required, field.Is(field.Name{Max: 30}), field.Note("Need not be unique.")),
	field.Users("user_ids", "User ids (账号) of the members who are added through the link", "range.user_list", maxMembers, field.None,
		field.Note("At least one of `user_ids` and `department_ids` is given. WeCom overwrites the whole range.")),
	field.Departments("department_ids", "Ids of departments (部门) whose members are added through the link", "range.department_list", field.None,
		field.Note("With their members counted one by one, the link may cover at most 500 members, which only WeCom can check.")),
	field.Flag("skip_verify", "Whether a customer is added without the member's confirmation (无需验证)", "skip_verify", field.Default(true)),
	field.Flag("mark_source", "Whether customers are marked as coming from this app's link (标记客户来源)", "mark_source", field.Managed, field.Without("`true`"),
		field.Note("Takes effect for apps of the class 营销获客 only. Null while WeCom does not show it; then what is configured is kept, and an imported link is "+
			"not written for it.")),
	field.Object("priority", "Which member is preferred (优先分配), for customers who know a member already", "priority_option", field.Fields{
		field.Word("scope", "`corp`: any member of the corp who has the customer as a friend; `designated`: one of `user_ids`", "priority_option.priority_type",
			scopes, field.Required),
		field.Users("user_ids", "User ids (账号) of the preferred members", "priority_option.priority_userid_list", 0, field.Optional,
			field.Is(field.Size(1, maxPriorityUsers, "members")),
			field.Note("Required with `scope` `designated` and only allowed there. They must be in the app's visible range. WeCom overwrites the whole priority.")),
	}, field.Optional, field.Note("Open to some business categories only: the console must show 高级功能 → 获客助手 → 客户与成员关系绑定, otherwise WeCom answers 41200. "+
		"WeCom documents no way to take a priority off a link: when the block is removed, apply asks for it and fails if WeCom does not do it.")),
	field.Text("url", "Address of the link, such as `https://work.weixin.qq.com/ca/ca…`", "url", field.Note("The function `acquisition_link_url` marks it with a "+
		"channel, `acquisition_link_scheme` makes a WeChat scheme of it.")),
	field.Time("created_at", "When the link was made", "create_time"),
	field.Protection("The published address would stop working."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.AcquisitionLink]{
	Type: TypeName, Noun: noun, Nouns: "acquisition links", Term: "获客链接", Area: kind.CustomerContact, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp, Serving: true,
	Import: kind.Import{ID: "Link id.",
		Valid: func(id string) bool { return id != "" && !strings.ContainsAny(id, "/?#: \t\r\n") },
		Advice: "An acquisition link is imported by its link id (ca…). The data source wecom_acquisition_links lists the ids of this app's links; " +
			"in an address such as https://work.weixin.qq.com/ca/… the id is usually the last part."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.AcquisitionLinks.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.AcquisitionLink, error) {
		return r.Client.AcquisitionLinks.Get(r, m.ID.ValueString())
	},
	FromAPI: fromAPI,
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.AcquisitionLinks.Delete(r, m.ID.ValueString()) },
	// Also when nothing is left open: a link that is not readable yet would look deleted to the next plan, and be made
	// twice.
	ReadsBack: true,

	Lost: func(m *model) kind.Loss {
		return kind.Loss{What: "published address", Text: "Wherever " + m.URL.ValueString() + " is published (获客链接), it stops working when this plan is applied. " +
			"WeCom's API cannot undo this, and a new link has another address."}
	},
	Gone:             gone,
	DeletedBefore:    deletedBefore,
	ForeignLooksGone: true,
	Explain:          explain,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.AcquisitionLink], error] {
		return kind.IDs[client.AcquisitionLink](r.Client.AcquisitionLinks.Each(r))
	},
	Title: func(l *client.AcquisitionLink) (string, int64) { return l.Name, l.CreateTime },
	List: kind.List[client.AcquisitionLink]{Subject: "the acquisition links of this app",
		Filters: kind.ByName("the name (链接名称)", "Compared by the provider, which reads every link for it.")},
	Plural: kind.Plural{Attribute: "links", Text: "The links, sorted by id; empty when there is none. API key `link_id_list`."},
	ByID:   "Link id (`ca…`), not empty. API key `link_id`.",
	Beside: []func() datasource.DataSource{NewQuotaDataSource},
	Corp: kind.Corp[client.AcquisitionLink]{
		Unseen: kind.Always[client.AcquisitionLink](kind.NotListed,
			"WeCom shows an app only the links that it made itself: links of other apps and of the console are not seen, and cannot be imported. "+
				"Whether it lists a link none of whose members can add customers is not documented."),
		Said: kind.Said{
			IDsOnly: true, PerCall: 100, Doc: "97297", NameText: "Name of the link; null when it was not read. API key `link_name`.",
			Permission: &kind.Permission{Writes: client.WriteAcquisitionLinks, Found: "%d of this app"},
			Checkups:   []kind.Checkup{{ID: "acquisition_quota", Title: "Usage left for acquisition links (获客助手)", Look: balance}},
		},
	},
}

// balance looks at the usage that 获客助手 has left: without it links bring no customers.
func balance(ctx context.Context, c *client.Client) (kind.Finding, error) {
	quota, err := c.AcquisitionLinks.Quota(ctx)
	switch {
	case err != nil:
		return kind.Finding{}, err
	case quota.Balance == 0:
		return kind.Finding{
			Detail:   fmt.Sprintf("0 of %d: links can be managed, but customers who follow them cannot be added.", quota.Total),
			NextStep: "Buy usage for 获客助手 in the console.", ConsolePage: "客户联系 → 获客助手",
			Page: "https://developer.work.weixin.qq.com/document/path/97375",
		}, nil
	}
	return kind.Finding{Detail: fmt.Sprintf("%d of %d", quota.Balance, quota.Total)}, nil
}
