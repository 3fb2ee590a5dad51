// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// match gives every configured tag its name and, where it exists already, its
// id. The key decides first: a changed name under a key is a rename. A new key
// takes over the tag of its name whose own key is gone, or (groups that are not
// exclusive) the undeclared tag of its name. It returns the planned tags and
// the keys of prior that nothing took over.
func match(config, prior map[string]tagModel, undeclared map[string]string) (planned map[string]tagModel, orphans []string) {
	planned = make(map[string]tagModel, len(config))
	left := map[string]string{} // name -> key of prior tags whose key is gone
	for key, tag := range prior {
		if _, kept := config[key]; !kept {
			left[tag.Name.ValueString()] = key
		}
	}
	taken := map[string]bool{}
	for _, key := range sortedKeys(config) {
		tag := tagModel{Name: config[key].Name, Order: config[key].Order, ID: types.StringUnknown()}
		if tag.Name.IsNull() {
			tag.Name = types.StringValue(key)
		}
		was, found := prior[key]
		if !found && !tag.Name.IsUnknown() {
			if oldKey, ok := left[tag.Name.ValueString()]; ok && !taken[oldKey] {
				was, found, taken[oldKey] = prior[oldKey], true, true
			} else if id, ok := undeclared[tag.Name.ValueString()]; ok {
				was, found = tagModel{ID: types.StringValue(id), Order: types.Int64Unknown()}, true
			}
		}
		if found {
			tag.ID = was.ID
		}
		if tag.Order.IsNull() {
			if tag.Order = was.Order; !found {
				tag.Order = types.Int64Unknown()
			}
		}
		planned[key] = tag
	}
	for _, key := range sortedKeys(prior) {
		if _, kept := config[key]; !kept && !taken[key] {
			orphans = append(orphans, key)
		}
	}
	return planned, orphans
}
