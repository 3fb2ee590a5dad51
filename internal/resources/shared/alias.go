// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// Moved to field; the nouns that still say them here follow.
type (
	// Words is field.Words.
	Words = field.Words
	// Name is field.Name.
	Name = field.Name
	// NoNulls is field.NoNulls.
	NoNulls = field.NoNulls
	// OneSpelling is field.OneSpelling.
	OneSpelling = field.OneSpelling
	// BigSet is field.Set.
	BigSet = field.Set
)

// Moved to field.
var (
	BigStrings     = field.StringSet
	BigUserIDs     = field.UserSet
	DepartmentName = field.DepartmentName
	NewBigSet      = field.StringsSet
	Respell        = field.Respell
	SameUsers      = field.SameUsers
	RefuseTwice    = field.RefuseTwice
)

// NewBigUserIDs is the set of userids, each once; never null.
func NewBigUserIDs(ids []string) field.Set { return field.UsersSet(ids, field.Set{}) }

// Respelled reports whether planned names the userids of state in other case,
// which is no change.
func Respelled(planned, state types.Set) bool {
	ids := Texts(planned)
	return !planned.IsNull() && !planned.IsUnknown() && !state.IsNull() && !planned.Equal(state) &&
		len(ids) == len(planned.Elements()) && SameUsers(ids, Texts(state))
}
