// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// changes are the attributes that an apply would change of an object that is there.
func changes(rc *tfjson.ResourceChange, action string, names names) []Attribute {
	if action != "update" && action != "replace" {
		return nil
	}
	var out []Attribute
	for _, d := range differences(rc.Change) {
		_, known := at(rc.Change.After, rc.Change.AfterUnknown, d.steps)
		d.Replaces = slices.ContainsFunc(rc.Change.ReplacePaths, func(path any) bool { return begins(d.steps, path) })
		if !known {
			if action == "replace" && !d.Replaces {
				continue // what WeCom gives the new object
			}
			d.New, d.Unknown = nil, true
		}
		names.fill(rc.Type, &d)
		out = append(out, d.Attribute)
	}
	return out
}

// begins reports whether the steps lead to what a path of the plan names, or below it.
func begins(steps []string, path any) bool {
	parts, ok := path.([]any)
	if !ok || len(parts) == 0 || len(parts) > len(steps) {
		return false
	}
	for i, part := range parts {
		if name, ok := part.(string); !ok || name != steps[i] {
			return false
		}
	}
	return true
}

// reasons are those of the plan, in words.
var reasons = map[string]string{
	"replace_because_tainted":           "an apply failed after it was made (tainted)",
	"replace_because_cannot_update":     "a change cannot be made in place",
	"replace_by_request":                "-replace asks for it",
	"replace_by_triggers":               "replace_triggered_by asks for it",
	"delete_because_no_resource_config": "no block declares it any more",
	"delete_because_no_module":          "its module is not called any more",
	"delete_because_wrong_repetition":   "count or for_each was added or removed",
	"delete_because_count_index":        "count is smaller",
	"delete_because_each_key":           "its key is not in for_each any more",
	"delete_because_no_move_target":     "it was moved to a place that nothing declares",
	"read_because_config_unknown":       "",
	"read_because_dependency_pending":   "",
	"read_because_check_nested":         "",
}

func (p *Plan) reason(rc *tfjson.ResourceChange) string { return reasons[p.reasons[rc.Address]] }

// loss is what an apply of a change would lose; nil when nothing that is known.
func (p *Plan) loss(ctx context.Context, rc *tfjson.ResourceChange, action string) *Loss {
	before, ok := rc.Change.Before.(map[string]any)
	if !ok || action == "create" || action == "import" || action == "forget" {
		return nil
	}
	l := &Loss{Managed: managed(rc, before), Action: action, Reason: p.reason(rc)}
	after, _ := rc.Change.After.(map[string]any)
	if action == "replace" {
		after = nil // the new object has none of the old one
	}
	for _, key := range slices.Sorted(maps.Keys(before)) {
		l.Elements = append(l.Elements, gone(key, before[key], after[key], child(rc.Change.BeforeSensitive, key))...)
	}
	if about := inventory.AboutType(rc.Type); about != nil && about.Lost != nil && action != "update" {
		raw, err := json.Marshal(visible(before, rc.Change.BeforeSensitive))
		if loss, ok := about.Lost(ctx, raw); err == nil && ok {
			l.What, l.Text = loss.What, loss.Text
		}
	}
	if l.What == "" && len(l.Elements) == 0 {
		return nil
	}
	return l
}

// gone are the elements of a map of objects whose ids are not there afterwards: WeCom gave each an id, and what refers
// to it loses it.
func gone(attribute string, before, after, mark any) (out []string) {
	old, _ := before.(map[string]any)
	now, _ := after.(map[string]any)
	stay := map[string]bool{}
	for _, e := range now {
		if m, ok := e.(map[string]any); ok {
			stay[idText(m["id"])] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(old)) {
		e, ok := old[key].(map[string]any)
		id := ""
		if ok {
			id = idText(e["id"])
		}
		if id == "" || stay[id] {
			continue
		}
		name, _ := e["name"].(string)
		if marked(child(mark, key)) || name == "" {
			out = append(out, fmt.Sprintf("%s (%s)", pathOf([]string{attribute, key}), id))
		} else {
			out = append(out, fmt.Sprintf("%s %q (%s)", pathOf([]string{attribute, key}), name, id))
		}
	}
	return out
}

// visible is the values without those that are sensitive.
func visible(values map[string]any, mark any) map[string]any {
	out := maps.Clone(values)
	for key := range out {
		if marked(child(mark, key)) {
			out[key] = nil
		}
	}
	return out
}
