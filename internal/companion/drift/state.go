// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// IDs are the ids that states hold, by kind.
type IDs map[inventory.Kind]map[string]bool

// Add notes one object.
func (ids IDs) Add(kind inventory.Kind, id string) {
	if id == "" {
		return
	}
	if ids[kind] == nil {
		ids[kind] = map[string]bool{}
	}
	ids[kind][id] = true
}

// Held is what states hold: ids, and resources that manage objects whose ids the state need not show.
type Held struct {
	IDs
	holdings []*inventory.Holding
}

// NewHeld returns one that holds nothing.
func NewHeld() *Held { return &Held{IDs: IDs{}} }

// resolve adds the objects of the holdings. It notes where it had to take objects for managed.
func (ids *Held) resolve(inv *inventory.Inventory) (notes []string) {
	for _, h := range ids.holdings {
		managed, unsure := h.Managed(inv)
		for _, id := range managed {
			ids.Add(h.Kind(), id)
		}
		if unsure != "" {
			notes = append(notes, unsure)
		}
	}
	return notes
}

// resource adds one resource.
func (ids *Held) resource(typeName string, values map[string]any) {
	if h := inventory.HoldingOf(typeName, values); h != nil {
		ids.holdings = append(ids.holdings, h)
	} else if kind := inventory.KindOf(typeName); kind != "" {
		ids.Add(kind, idText(values["id"]))
	}
}

func (ids *Held) module(m *tfjson.StateModule) {
	if m == nil {
		return
	}
	for _, r := range m.Resources {
		if r.Mode == tfjson.ManagedResourceMode && isOurType(r.Type) {
			ids.resource(r.Type, r.AttributeValues)
		}
	}
	for _, below := range m.ChildModules {
		ids.module(below)
	}
}

// AddPlan adds what the state held that the plan was made from, as it was after the refresh.
func (ids *Held) AddPlan(p *Plan) {
	if s := p.plan.PriorState; s != nil && s.Values != nil {
		ids.module(s.Values.RootModule)
	}
}

// AddState adds a state: a state file, or what terraform show -json prints of one.
func (ids *Held) AddState(raw []byte) error {
	var head struct {
		Version       int    `json:"version"`
		FormatVersion string `json:"format_version"`
		Resources     []struct {
			Mode      string `json:"mode"`
			Type      string `json:"type"`
			Instances []struct {
				Attributes map[string]any `json:"attributes"`
			} `json:"instances"`
		} `json:"resources"`
		Planned json.RawMessage `json:"planned_values"`
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&head); err != nil {
		return fmt.Errorf("this is not the JSON of a state: %w", err)
	}
	switch {
	case head.Planned != nil:
		return errors.New("this is the JSON of a plan; give it as an argument, not as a state")
	case head.FormatVersion != "":
		var s tfjson.State
		s.UseJSONNumber(true)
		if err := json.Unmarshal(raw, &s); err != nil {
			return fmt.Errorf("this is not the JSON of a state: %w", err)
		}
		if s.Values != nil {
			ids.module(s.Values.RootModule)
		}
		return nil
	case head.Version == 4:
		for _, r := range head.Resources {
			for _, i := range r.Instances {
				if r.Mode == "managed" && isOurType(r.Type) {
					ids.resource(r.Type, i.Attributes)
				}
			}
		}
		return nil
	}
	if inventory.EncryptedState(raw) {
		return fmt.Errorf("this is a state that cannot be read. %w", inventory.ErrEncryptedState)
	}
	return fmt.Errorf("this is no state that can be read: version %d; terraform show -json prints one that can", head.Version)
}
