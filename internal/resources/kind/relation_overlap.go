// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// declared is what m says of its parent: userids in lower case, because WeCom does not tell them apart by case.
func (m *Relation) declared() (out shared.Declared, managed bool) {
	n := m.Declared()
	for _, id := range n.UserIDs {
		out.Names = append(out.Names, strings.ToLower(id))
	}
	out.Names = append(out.Names, n.departments()...)
	slices.Sort(out.Names)
	managed = !m.UserIDs.IsNull() || !m.DepartmentIDs.IsNull()
	out.Exclusive = managed && m.Exclusive.ValueBool()
	return out, managed
}

// Alone refuses a plan in which another resource declares the same nodes below parent, or in which one of the two would
// take off the other's; subject is the parent in messages. What is unknown is not compared.
func (m *Relation) Alone(r *Run, parent, subject string) {
	d, managed := m.declared()
	who := Recall[relationNote](r, relationKey).Who
	if !managed {
		if who != "" {
			r.Overlap.Release(parent, who)
		}
		return
	}
	twice, exclusive := r.Overlap.Declare(parent, who, d)
	at := path.Root("user_ids")
	if len(twice) > 0 {
		if _, err := strconv.ParseInt(twice[0], 10, 64); err == nil && m.UserIDs.IsNull() {
			at = path.Root("department_ids")
		}
		r.Diags.AddAttributeError(at, fmt.Sprintf("Declared twice in %s", subject),
			fmt.Sprintf("Another resource of this configuration declares the same in %s: %s. When one of the two gives them up, it takes them off for both. "+
				"Leave each to one resource.", subject, shared.Shorten(twice)))
	} else if exclusive {
		r.Diags.AddAttributeError(path.Root("exclusive"), fmt.Sprintf("Two owners of %s", subject),
			fmt.Sprintf("Another resource of this configuration declares members of %s, too, and exclusive is true in one of them: it would take off whom the other one adds, "+
				"in every apply. Write exclusive = false in both, or declare all of them in one resource.", subject))
	}
}

// Begun notes, in a create, who declares the nodes of m below parent.
func (m *Relation) Begun(r *Run, parent string) {
	who := rand.Text()
	Remember(r, relationKey, relationNote{Who: who})
	if d, managed := m.declared(); managed {
		r.Overlap.Made(parent, who, d)
	}
}

// Ended forgets, in a destroy or its plan, what the resource declared below parent.
func Ended(r *Run, parent string) {
	if who := Recall[relationNote](r, relationKey).Who; who != "" {
		r.Overlap.Release(parent, who)
	}
}
