// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// Moved to field; the nouns that still say them here follow.
type (
	// BigSet is field.Set.
	BigSet = field.Set
)

// Moved to field.
var (
	BigStrings     = field.StringSet
	BigUserIDs     = field.UserSet
	DepartmentName = field.DepartmentName
	NewBigSet      = field.StringsSet
)

// NewBigUserIDs is the set of userids, each once; never null.
func NewBigUserIDs(ids []string) field.Set { return field.UsersSet(ids, field.Set{}) }
