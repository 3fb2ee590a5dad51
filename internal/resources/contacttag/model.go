// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contacttag

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_contact_tag.
type model struct {
	kind.NumberObject
	kind.Relation
	Name types.String `tfsdk:"name"`
}

// Named is the name in messages.
func (m *model) Named() types.String { return m.Name }

func (m *model) fromAPI(r *kind.Run, t *client.ContactTag) {
	m.ID, m.Name = field.WholeValue(t.ID), types.StringValue(t.Name)
	m.Show(r, nodesOf(t), true)
}

// nodesOf is whom a tag holds.
func nodesOf(t *client.ContactTag) kind.Nodes {
	return kind.Nodes{UserIDs: t.UserIDs, DepartmentIDs: t.DepartmentIDs}
}

func check(_ context.Context, m *model, diags *diag.Diagnostics) { checkSize(&m.Relation, diags) }

// checkSize refuses more than a tag holds.
func checkSize(m *kind.Relation, diags *diag.Diagnostics) {
	if n := len(m.UserIDs.Elements()) + len(m.DepartmentIDs.Elements()); n > maxNodes {
		diags.AddAttributeError(path.Root("user_ids"), "Too many members",
			fmt.Sprintf("user_ids and department_ids name %d together; a contact tag holds %d. Name departments instead of their members, or divide the tag.", n, maxNodes))
	}
}

// unique is the name, which no two tags may have at any moment; a chosen id neither.
var unique = &kind.Unique[model]{
	Scope: "contact_tag", Rule: nameRule,
	Name: func(m *model) string { return m.Name.ValueString() },
	Taken: func(r *kind.Run, m *model, self string) (string, error) {
		all, err := r.Client.ContactTags.List(r)
		var alike string
		for _, t := range all {
			id := fmt.Sprint(t.ID)
			switch {
			case id == self:
			case t.Name == m.Name.ValueString():
				return id, nil
			case alike == "" && (strings.EqualFold(t.Name, m.Name.ValueString()) || self == "" && m.ID.Known() != nil && *m.ID.Known() == t.ID):
				alike = id
			}
		}
		return alike, err
	},
	Rename: func(r *kind.Run, id, name string) error {
		var n int64
		if _, err := fmt.Sscan(id, &n); err != nil {
			return err
		}
		return r.Client.ContactTags.Rename(r, n, name)
	},
}

// explain tells that the id that was chosen is taken, which is not about the name.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	var clash *shared.ErrClash
	if id := m.ID.Known(); f.Op == "create" && id != nil && errors.As(f.Err, &clash) && clash.By == parent(*id) {
		f.Reason = fmt.Sprintf("a contact tag of id %d exists already", *id)
		f.NextStep = fmt.Sprintf("To manage that one, import it:  terraform import <address> %d\nOtherwise leave id out, or choose another one.", *id)
	}
}
