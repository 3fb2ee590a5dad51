// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package catalogue

import (
	"cmp"
	"context"
	"iter"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/contactway"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// recentWays is how far back doctor counts: a corp may have tens of thousands (doc 92228).
const recentWays = 30 * 24 * time.Hour

// contactWays are wecom_contact_way, which is no kind.Kind yet.
var contactWays = kind.Own{
	New:  contactway.New,
	Data: []func() datasource.DataSource{contactway.NewDataSource, contactway.NewListDataSource},
	Rows: []func() list.ListResource{contactway.NewListResource},
	Says: (&kind.Kind[wayModel, client.ContactWay]{
		Type: contactway.TypeName, Noun: "contact way", Nouns: "contact ways", Term: "联系我",
		Fields: field.Fields{
			field.Text("id", "", "config_id"),
			field.Text("type", "", "type", field.Required),
			field.Text("scene", "", "scene", field.Required),
			field.Number("style", "", "style", field.Managed),
			field.Text("remark", "", "remark", field.Optional),
			field.Text("state", "", "state", field.Optional),
			field.Users("user_ids", "", "user", 0, field.None),
			field.Departments("department_ids", "", "party", field.None),
			field.Flag("skip_verify", "", "skip_verify", field.Default(true)),
			field.Flag("is_exclusive", "", "is_exclusive", field.Managed, field.Without("`false`")),
			field.Flag("mark_source", "", "mark_source", field.Managed, field.Without("`true`")),
			field.Protection(""),
		},
		Page: "# resource\n",
		Read: func(r *kind.Run, m *wayModel) (*client.ContactWay, error) {
			return r.Client.ContactWays.Get(r, m.ID.ValueString())
		},
		FromAPI: func(_ *kind.Run, m *wayModel, w *client.ContactWay) {
			m.ID, m.Type, m.Scene = types.StringValue(w.ID), types.StringValue(contactway.TypeWord(w.Type)), types.StringValue(contactway.SceneWord(w.Scene))
			if w.Scene == client.ContactWayMiniProgram {
				m.Style = field.WholePointer(w.Style)
			}
			m.Remark, m.State = field.TextOf(w.Remark), field.TextOf(w.State)
			m.UserIDs, m.DepartmentIDs = field.UsersSet(w.UserIDs, m.UserIDs), field.NumbersSet(w.DepartmentIDs)
			m.SkipVerify, m.IsExclusive = types.BoolPointerValue(w.SkipVerify), types.BoolPointerValue(w.IsExclusive)
			m.MarkSource = types.BoolPointerValue(w.MarkSource)
		},
		Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.ContactWay], error] {
			return kind.IDs[client.ContactWay](r.Client.ContactWays.Each(r, client.ContactWayWindow{}))
		},
		Title: func(w *client.ContactWay) (string, int64) { return cmp.Or(w.Remark, w.State), 0 },
		Corp: kind.Corp[client.ContactWay]{
			Unseen: kind.Always[client.ContactWay](kind.NotListed,
				"WeCom lists neither temporary contact ways nor those made before 2021-07-10: they are not seen, but one whose config_id you know can be "+
					"imported by it. Whether those of other apps are listed is not documented; they can be read, and changes of them may be refused."),
			Undeclarable: func(w *client.ContactWay) string {
				if w.IsTemp {
					return "it is temporary: it expires by itself, and what its closing message was made of cannot be read"
				}
				return ""
			},
			Said: kind.Said{
				IDsOnly: true, PerCall: 1000, Doc: "92228", Names: []string{"remark", "state"},
				NameText: "Its `remark`, else its `state`; null when it has neither or it was not read. API key `remark` or `state`.",
				Permission: &kind.Permission{Writes: client.WriteContactWays, Found: "%d made by API in the last 30 days",
					Count: func(ctx context.Context, c *client.Client) (int, error) {
						ids, err := c.ContactWays.List(ctx, client.ContactWayWindow{From: time.Now().Add(-recentWays)})
						return len(ids), err
					}},
			},
		},
	}).About(),
}

type wayModel struct {
	kind.Object
	Type          types.String `tfsdk:"type"`
	Scene         types.String `tfsdk:"scene"`
	Style         field.Whole  `tfsdk:"style"`
	Remark        types.String `tfsdk:"remark"`
	State         types.String `tfsdk:"state"`
	UserIDs       field.Set    `tfsdk:"user_ids"`
	DepartmentIDs field.Set    `tfsdk:"department_ids"`
	SkipVerify    types.Bool   `tfsdk:"skip_verify"`
	IsExclusive   types.Bool   `tfsdk:"is_exclusive"`
	MarkSource    types.Bool   `tfsdk:"mark_source"`
}
