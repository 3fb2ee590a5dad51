// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

// All is the list of specimens, in the order of the catalogue.
func All() []*Specimen {
	return []*Specimen{&department, &contactTag, &tagGroup, &contactWay, &acquisitionLink, &interceptRule, &product, &groupJoinWay, &kfAccount}
}

// Of is the specimen of a resource type; nil when there is none.
func Of(typeName string) *Specimen {
	for _, s := range All() {
		if s.Type == typeName {
			return s
		}
	}
	return nil
}
