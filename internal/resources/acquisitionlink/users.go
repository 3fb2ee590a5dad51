// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// respell is the set of users in the spelling that before has for them.
func respell(before types.Set, users []string) types.Set {
	return shared.StringSet(shared.Respell(users, shared.Texts(before)))
}

// sameUsers compares two sets of userids the way WeCom does.
func sameUsers(a, b types.Set) bool { return shared.SameUsers(shared.Texts(a), shared.Texts(b)) }
