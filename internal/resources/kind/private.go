// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"encoding/json"
	"fmt"
)

// Recall reads what Remember left under key in the private state; nothing when there is none.
func Recall[T any](r *Run, key string) (out T) {
	if r.Prior == nil {
		return out
	}
	raw, d := r.Prior.GetKey(r, key)
	r.Diags.Append(d...)
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &out); err != nil {
			r.Diags.AddError("Private state is broken", fmt.Sprintf("The note %q cannot be read: %s", key, err))
		}
	}
	return out
}

// Remember leaves a note in the private state.
func Remember(r *Run, key string, v any) {
	if r.Private == nil {
		return
	}
	raw, err := json.Marshal(v)
	if err != nil {
		r.Diags.AddError("Private state cannot be written", fmt.Sprintf("The note %q: %s", key, err))
		return
	}
	r.Diags.Append(r.Private.SetKey(r, key, raw)...)
}

const importKey = "imported"

// NoteImport is called by Seen of a noun whose state means something else after an import; onlyID says that nothing but
// the id was known before the read.
func NoteImport(r *Run, onlyID bool) {
	if r.Op == "read" && onlyID {
		Remember(r, importKey, true)
	}
}

// FromImport reports whether the state comes from an import, and no update has been since.
func FromImport(r *Run) bool { return Recall[bool](r, importKey) }

// EndImport is for an update that succeeded.
func EndImport(r *Run) {
	if FromImport(r) {
		Remember(r, importKey, false)
	}
}
