// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import "github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"

// Holding is a resource of a state that manages objects of a kind whose ids the state need not show.
type Holding struct {
	holds *kind.Holds
	state map[string]any
}

// HoldingOf reads the attributes of a resource as JSON decodes them; nil when it has objects of its own.
func HoldingOf(typeName string, values map[string]any) *Holding {
	if holds := holders[typeName]; holds != nil {
		return &Holding{holds, values}
	}
	return nil
}

// Kind is that of the objects.
func (h *Holding) Kind() Kind { return KindOf(h.holds.Type) }

// Managed returns the ids of the objects in inv that the resource manages, as Object.ID. What could not be told, so
// that they are all that it may manage, is in unsure; "" is nothing.
func (h *Holding) Managed(inv *Inventory) (ids []string, unsure string) {
	var all []any
	for _, o := range inv.Of(h.Kind()) {
		if o.Value != nil {
			all = append(all, o.Value)
		}
	}
	ids, sure := h.holds.IDs(h.state, all)
	if !sure {
		unsure = h.holds.Unsure
	}
	return ids, unsure
}
