// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import "github.com/hashicorp/terraform-plugin-framework/types"

// match gives every configured tag its name and, where it exists already, its id. A key that the user wrote before
// decides first: a changed name under it is a rename. Then the name decides: over prior tags whose own key is gone or
// was never the user's (after an import keys are names, and going by them would swap tags on customers), and over the
// undeclared tags of a group that is not exclusive. A key that was never the user's comes last. It returns the planned
// tags and the keys of prior that nothing took over.
func match(config, prior map[string]tagModel, n notes) (planned map[string]tagModel, orphans []string) {
	planned = make(map[string]tagModel, len(config))
	undeclared, declared := n.undeclared(), n.declared()
	from := map[string]string{}  // key -> key of the prior tag that it takes over
	taken := map[string]bool{}   // keys of prior
	left := map[string]string{}  // name -> key of the prior tags that are open to names
	names := map[string]string{} // key -> name, where it is known
	take := func(key, prior string) { from[key], taken[prior] = prior, true }
	for key, tag := range config {
		if name := tag.Name; name.IsNull() {
			names[key] = key
		} else if !name.IsUnknown() {
			names[key] = name.ValueString()
		}
	}
	for _, key := range sortedKeys(prior) {
		tag := prior[key]
		name, wanted := names[key]
		// With the same name, too, no other tag of that name can be meant: an answer that shows two of them, as none
		// should, must not make them trade ids.
		same := wanted && name == tag.Name.ValueString()
		if _, kept := config[key]; kept && (same || declared[tag.ID.ValueString()]) {
			take(key, key)
		} else {
			left[tag.Name.ValueString()] = key
		}
	}
	for _, key := range sortedKeys(config) {
		name, known := names[key]
		if _, found := from[key]; found || !known {
			continue
		}
		if was, ok := left[name]; ok && !taken[was] {
			take(key, was)
		}
	}
	for _, key := range sortedKeys(config) {
		_, found := from[key]
		_, had := prior[key]
		if _, others := undeclared[names[key]]; !found && had && !taken[key] && !others {
			take(key, key)
		}
	}
	for _, key := range sortedKeys(config) {
		tag := tagModel{Name: config[key].Name, Order: config[key].Order, ID: types.StringUnknown()}
		if tag.Name.IsNull() {
			tag.Name = types.StringValue(key)
		}
		var was tagModel
		at, found := from[key]
		if found {
			was = prior[at]
		} else if id, ok := undeclared[names[key]]; ok {
			was, found = tagModel{ID: types.StringValue(id), Order: unknownOrder}, true
		}
		if found {
			tag.ID = was.ID
		}
		if tag.Order.IsNull() {
			if tag.Order = was.Order; !found {
				tag.Order = unknownOrder
			}
		}
		planned[key] = tag
	}
	for _, key := range sortedKeys(prior) {
		if !taken[key] {
			orphans = append(orphans, key)
		}
	}
	return planned, orphans
}
