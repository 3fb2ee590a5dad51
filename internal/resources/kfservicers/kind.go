// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package kfservicers is the resource wecom_kf_servicers and its data source.
package kfservicers

import (
	_ "embed"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_kf_servicers"

//go:embed page.md
var page string

const (
	maxUsers       = 2000
	maxDepartments = 20

	of         = "the account"
	notManaged = "Without the line they are not managed: nobody is added or taken off. `[]` is nobody."
)

var fields = field.Fields{
	field.Text("id", "Id of the account (客服账号id)", "open_kfid", field.Note("Stable across updates.")),
	field.Text("account_id", "Id of the customer service account (客服账号id)", "open_kfid", field.Required, field.Is(field.NotEmpty), field.Refers("wecom_kf_account"),
		field.Replaces(field.Always, "these servicers, not the account"), field.Note("They are taken off the old account and put into the new one.")),
	field.Users("user_ids", "Userids (账号) of the members who receive customers (接待人员)", "userid_list", maxUsers, field.Optional, field.Note(notManaged+" Each in the app's visible range."),
		field.Reads("Userids of the members who receive customers, without those of the departments")),
	field.Departments("department_ids", "Ids of the departments (部门) whose members receive customers", "department_id_list", field.Optional,
		field.Is(field.Size(0, maxDepartments, "departments")), field.Note(notManaged+" Each in the app's visible range."), field.Reads("Ids of the departments whose members receive customers")),
	kind.ExclusiveField(of, true),
	field.Strings("stopped_user_ids", "Userids of the members who have stopped receiving customers for now; null where WeCom does not say, as of accounts that this app does not manage",
		"servicer_list[].status", field.OnRead),
	field.Protection("Those whom it declares would no longer receive customers."),
}

// model is the state of a wecom_kf_servicers.
type model struct {
	kind.Object
	kind.Relation
	AccountID types.String `tfsdk:"account_id"`
}

func subject(m *model) string {
	id := m.AccountID.ValueString()
	if id == "" {
		id = m.ID.ValueString()
	}
	return "servicers of customer service account " + id
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.KfServicers]{
	Type: TypeName, Noun: "list of servicers", Nouns: "lists of servicers", Term: "接待人员", Area: kind.CustomerService, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp,
	Import: kind.Import{ID: "Account id (open_kfid).",
		Advice: "Servicers are imported by the open_kfid of their account. The data source wecom_kf_accounts lists the ids of all."},
	Subject: subject,
	Plan: func(r *kind.Run, c *kind.Change[model]) {
		if c.State != nil {
			c.Plan.Stays(r, c.Warn, &c.State.Relation, subject(c.State), of)
		}
		if !c.Plan.AccountID.IsUnknown() {
			c.Plan.Alone(r, parent(c.Plan.AccountID.ValueString()), subject(c.Plan))
		}
	},

	TakesOver: func(m *model) string { return m.AccountID.ValueString() },

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.KfServicers, error) {
		return r.Client.KfServicers.List(r, m.ID.ValueString())
	},
	FromAPI: func(r *kind.Run, m *model, s *client.KfServicers) {
		m.ID, m.AccountID = types.StringValue(s.AccountID), types.StringValue(s.AccountID)
		m.Show(r, own(r, s), true)
	},
	Update: func(r *kind.Run, plan, state *model) (bool, error) {
		w := writer(r, state.ID.ValueString(), subject(state))
		return w.Change(&plan.Relation, &state.Relation), nil
	},
	Delete: destroy,
	Seen: func(r *kind.Run, _, before *model, s *client.KfServicers) {
		kind.NoteRelation(r, &before.Relation)
		forgetThrough(r, s)
	},
	Dies: func(r *kind.Run, m *model) { kind.Ended(r, parent(m.ID.ValueString())) },
	Lost: func(m *model) kind.Loss {
		n := m.Declared()
		if n.Empty() {
			return kind.Loss{}
		}
		return kind.Loss{What: "reception", Text: fmt.Sprintf("%d members and %d departments no longer receive its customers; the account stays.", len(n.UserIDs), len(n.DepartmentIDs)),
			Because: "Servicers are those of one account: `%s` names it."}
	},
	Explain: explain,
	ByID:    "Id of the account, not empty. API key `open_kfid`.",
	Given: func(s *client.KfServicers) map[string]tftypes.Value {
		set := tftypes.Set{ElementType: tftypes.String}
		if s.Stopped == nil {
			return map[string]tftypes.Value{"stopped_user_ids": tftypes.NewValue(set, nil)}
		}
		all := []tftypes.Value{}
		for _, id := range s.Stopped {
			all = append(all, tftypes.NewValue(tftypes.String, id))
		}
		return map[string]tftypes.Value{"stopped_user_ids": tftypes.NewValue(set, all)}
	},
	Corp: kind.Corp[client.KfServicers]{Said: kind.Said{Unlisted: "Servicers belong to accounts, which wecom_kf_account lists.", Doc: "94645"}},
}

// parent is an account in what resources of one run know of each other.
func parent(id string) string { return "kf_servicers/" + id }
