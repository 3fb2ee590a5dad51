// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

const notesKey = "tree"

// notes are what the provider remembers beside the state, in private state. They are empty unless something differs or
// was added.
type notes struct {
	// IDs has the id of every department of the tree by declared path. They are here because each element of a map in
	// the state costs the CLI more than the one before.
	IDs map[string]int64 `json:"ids,omitempty"`
	// Keys has the key in the text of `departments` of those departments whose key is not the path they were declared
	// under: renamed or moved outside of Terraform.
	Keys map[int64]string `json:"keys,omitempty"`
	// Outside are departments that were moved out of the subtree, with the parent that they have now.
	Outside map[int64]int64 `json:"outside,omitempty"`
	// Gone are declared paths whose department was deleted outside of Terraform.
	Gone []string `json:"gone,omitempty"`
	// Found are departments that no configuration declared and that are in the state because the tree is exclusive.
	Found []int64 `json:"found,omitempty"`
	// Imported: what is in the state came by import, and no apply since has said what of it is declared.
	Imported bool `json:"imported,omitempty"`
	// Leaving are departments that are not declared any more and not deleted yet, with the path they had.
	Leaving map[int64]string `json:"leaving,omitempty"`
	// Ignored has the English names that WeCom read back as "" right after they were written: multi-language support
	// (多语言) is off.
	Ignored map[int64]string `json:"ignored,omitempty"`
	// Was has departments as they were before the last apply changed them: a list that still shows one so lags behind
	// it. A sample of many does.
	Was map[int64]noteWas `json:"was,omitempty"`
	// Undeclared are departments that the tree leaves alone and of which a warning told before.
	Undeclared []int64 `json:"undeclared,omitempty"`
	// Delete is what the plan announced to delete; an apply deletes nothing else.
	Delete []int64 `json:"delete,omitempty"`
}

type noteWas struct {
	Deleted  bool   `json:"deleted,omitempty"` // by the apply
	Name     string `json:"name,omitempty"`
	NameEN   string `json:"name_en,omitempty"`
	ParentID int64  `json:"parent_id,omitempty"`
	Order    int64  `json:"order,omitempty"`
}

// maxWas is how many departments notes.Was may have.
const maxWas = 64

// lags reports whether a list still shows what the last apply changed.
func (k *known) lags(all []client.Department) bool {
	return slices.ContainsFunc(all, func(d client.Department) bool {
		was, changed := k.Was[d.ID]
		switch {
		case !changed:
			return false
		case was.Deleted:
			return true
		}
		return !d.IDsOnly && was == noteWas{Name: d.Name, NameEN: d.NameEN, ParentID: d.ParentID, Order: d.Order}
	})
}

func loadNotes(ctx context.Context, private shared.PrivateState, diags *diag.Diagnostics) (n notes) {
	raw, d := private.GetKey(ctx, notesKey)
	diags.Append(d...)
	if len(raw) > 0 && json.Unmarshal(raw, &n) != nil {
		n = notes{} // written by another version: nothing is remembered
	}
	return n
}

func (n notes) save(ctx context.Context, private shared.PrivateState, diags *diag.Diagnostics) {
	raw, err := json.Marshal(n)
	if err != nil {
		diags.AddError("Unable to remember the department tree", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, notesKey, raw)...)
}

// known is what the state tells about the tree as it was at the last refresh.
type known struct {
	doc  *document        // the text; empty before the first apply
	ids  map[string]int64 // declared path -> id
	path map[int64]string // the inverse
	// found is notes.Found as a set.
	found map[int64]bool
	notes
}

func newKnown(text string, ids map[string]int64, n notes) *known {
	k := &known{doc: &document{byPath: map[string]*entry{}}, ids: ids, path: make(map[int64]string, len(ids)), found: map[int64]bool{}, notes: n}
	if text != "" {
		k.doc, _ = parse(text) // what reached the state was valid
	}
	for path, id := range ids {
		k.path[id] = path
	}
	for _, id := range n.Found {
		k.found[id] = true
	}
	return k
}

// key is where the text has department id.
func (k *known) key(id int64) string {
	if key, ok := k.Keys[id]; ok {
		return key
	}
	path := k.path[id]
	if leaving := k.Leaving[id]; path == "" && k.ids[leaving] == 0 {
		return leaving
	}
	return path
}

// entry is what the text says of department id, nil when it is not in it.
func (k *known) entry(id int64) *entry {
	if _, outside := k.Outside[id]; outside {
		return nil
	}
	return k.doc.byPath[k.key(id)]
}

// sorted returns the ids of the state by path, parents first.
func (k *known) sorted() []int64 {
	paths := slices.SortedFunc(maps.Keys(k.ids), byDepth)
	out := make([]int64, 0, len(paths))
	for _, path := range paths {
		out = append(out, k.ids[path])
	}
	return out
}

// recorded are the departments of the state that this tree declared or imported. What an exclusive tree merely found
// may still be what an interrupted apply made.
func (k *known) recorded() []int64 {
	return slices.DeleteFunc(slices.Collect(maps.Values(k.ids)), func(id int64) bool { return k.found[id] })
}
