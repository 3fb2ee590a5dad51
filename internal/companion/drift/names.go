// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"encoding/json"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// names are what people call objects, by resource type and id; "" is one whose name is sensitive.
type names map[string]map[string]string

func (n names) add(typeName, id, name string) {
	if id == "" {
		return
	}
	if n[typeName] == nil {
		n[typeName] = map[string]string{}
	}
	if old, known := n[typeName][id]; !known || old != "" {
		n[typeName][id] = name
	}
}

// state adds the objects of a state.
func (n names) state(m *tfjson.StateModule) {
	if m == nil {
		return
	}
	for _, r := range m.Resources {
		if r.Mode != tfjson.ManagedResourceMode || !isOurType(r.Type) {
			continue
		}
		var mark any
		_ = json.Unmarshal(r.SensitiveValues, &mark) // none is no mark
		n.add(r.Type, idText(r.AttributeValues["id"]), nameOf(r.Type, r.AttributeValues, mark))
	}
	for _, below := range m.ChildModules {
		n.state(below)
	}
}

// plan adds the objects of the state that a plan was made from.
func (n names) plan(p *Plan) {
	if s := p.plan.PriorState; s != nil && s.Values != nil {
		n.state(s.Values.RootModule)
	}
}

// inventory adds the objects of a corp, whose names are those of today.
func (n names) inventory(inv *inventory.Inventory) {
	for _, o := range inv.Objects {
		name := o.Label()
		if o.Root() {
			name = o.Name
		}
		if name != "" {
			n.add(o.Kind.Type(), o.ID, name)
		}
	}
}

// fill adds to a difference the names of the objects whose ids it holds.
func (n names) fill(typeName string, d *difference) {
	about := inventory.AboutType(typeName)
	if about == nil || d.Sensitive {
		return
	}
	known := n[about.Fields.RefersAt(d.steps)]
	for _, v := range []any{d.Old, d.New} {
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		for _, e := range list {
			if name := known[idText(e)]; name != "" {
				if d.Names == nil {
					d.Names = map[string]string{}
				}
				d.Names[idText(e)] = name
			}
		}
	}
}
