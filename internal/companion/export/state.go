// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	noun "github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// localState is where a folder without a backend keeps its state.
const localState = "terraform.tfstate"

// rawState is what state files and `terraform state pull` hold, version 4.
type rawState struct {
	Version   int `json:"version"`
	Resources []struct {
		Module    string `json:"module"`
		Mode      string `json:"mode"`
		Type      string `json:"type"`
		Name      string `json:"name"`
		Instances []struct {
			IndexKey   any            `json:"index_key"`
			Attributes map[string]any `json:"attributes"`
		} `json:"instances"`
	} `json:"resources"`
}

// readStates takes over the objects that are managed already: those of the state in the folder, if it is kept there,
// and those of the given files. Each is a state file, or the output of `state pull` or of `show -json`. The one in the
// folder may be encrypted where others are given: one of them is its content then.
func (f *folder) readStates(paths []string) error {
	own := filepath.Join(f.dir, localState)
	if _, err := os.Stat(own); err == nil {
		if err := f.readState(own); err != nil && (len(paths) == 0 || !errors.Is(err, inventory.ErrEncryptedState)) {
			return err
		}
	}
	for _, path := range paths {
		if err := f.readState(path); err != nil {
			return err
		}
	}
	return nil
}

func (f *folder) readState(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil // of a folder that was never applied
	}
	var state rawState
	if err := json.Unmarshal(raw, &state); err != nil {
		return fmt.Errorf("%s is no state: %w", path, err)
	}
	if inventory.EncryptedState(raw) {
		return fmt.Errorf("%s is a state that cannot be read. %w", path, inventory.ErrEncryptedState)
	}
	if state.Version == 0 {
		var shown tfjson.State
		if err := shown.UnmarshalJSON(raw); err != nil {
			return fmt.Errorf("%s is neither a state file nor the output of `state pull` or `show -json`: %w", path, err)
		}
		if shown.Values != nil {
			f.shownModule(shown.Values.RootModule, true)
		}
		return nil
	}
	if state.Version != 4 {
		return fmt.Errorf("%s is a state of version %d; this wecomctl knows version 4", path, state.Version)
	}
	for _, r := range state.Resources {
		for _, i := range r.Instances {
			if r.Mode == "managed" {
				f.managed(r.Type, r.Name, i.Attributes, r.Module == "" && i.IndexKey == nil)
			}
		}
	}
	return nil
}

func (f *folder) shownModule(m *tfjson.StateModule, root bool) {
	if m == nil {
		return
	}
	for _, r := range m.Resources {
		if r.Mode == tfjson.ManagedResourceMode {
			f.managed(r.Type, r.Name, r.AttributeValues, root && r.Index == nil)
		}
	}
	for _, child := range m.ChildModules {
		f.shownModule(child, false)
	}
}

// managed takes over one resource; plain tells that wecom_department.name is its whole address.
func (f *folder) managed(kind, name string, values map[string]any, plain bool) {
	if h := inventory.HoldingOf(kind, values); h != nil {
		f.holdings = append(f.holdings, h)
	}
	if f.declared[kind] == nil {
		return
	}
	text, err := idText(values["id"])
	if err != nil {
		return
	}
	name = f.today(kind, name)
	f.told[kind+"."+name] = true
	if !plain || !f.labels[kind][name] {
		name = ""
	}
	if f.declared[kind][text] == "" {
		f.declared[kind][text] = name
	}
}

// resolveHoldings takes over the objects that resources manage beside their own, such as the departments of a tree. It
// notes where it had to take objects for managed.
func (f *folder) resolveHoldings(inv *inventory.Inventory) (notes []inventory.Note) {
	for _, h := range f.holdings {
		kind := h.Kind()
		managed, unsure := h.Managed(inv)
		for _, id := range managed {
			if _, known := f.declared[kind.Type()][id]; !known {
				f.declared[kind.Type()][id] = ""
			}
		}
		if unsure != "" {
			notes = append(notes, inventory.Note{Kind: kind, Reason: noun.NamesUnreadable, Text: unsure + " They are not written."})
		}
	}
	return notes
}

var errNoID = errors.New("neither a text nor a whole number")

// idText is an id of a state: a number for departments.
func idText(id any) (string, error) {
	switch v := id.(type) {
	case string:
		return v, nil
	case float64: // at most 2^31, so exact
		return strconv.FormatInt(int64(v), 10), nil
	case json.Number:
		return v.String(), nil
	}
	return "", errNoID
}

// unknown are the resources of the folder of which nothing tells the object: they may be ones that an export writes
// again.
func (f *folder) unknown(record *record) []string {
	var out []string
	for kind, names := range f.labels {
		known := map[string]bool{}
		for _, name := range record.Objects[kind] {
			known[f.today(kind, name)] = true
		}
		for name := range names {
			if !known[name] && !f.told[kind+"."+name] {
				out = append(out, kind+"."+name)
			}
		}
	}
	slices.Sort(out)
	return out
}
