// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// difference is an attribute with the way to it. A step is the name of an attribute or the key of a map.
type difference struct {
	Attribute
	steps []string
	raw   any // the new value as the plan has it
}

// differences lists the values that differ, deepest first where objects or maps differ in part.
func differences(c *tfjson.Change) []difference {
	var out []difference
	walk(c.Before, c.After, c.BeforeSensitive, c.AfterSensitive, nil, &out)
	return out
}

func walk(old, now, oldHidden, nowHidden any, steps []string, out *[]difference) {
	if equal(old, now) {
		return
	}
	oldMap, isMap := old.(map[string]any)
	nowMap, both := now.(map[string]any)
	if !isMap || !both {
		hidden := marked(oldHidden) || marked(nowHidden)
		// JSON in a text, as wecom_department_tree has it, is compared by what it says.
		oldText, a := jsonObject(old)
		nowText, b := jsonObject(now)
		if !a || !b || hidden {
			d := difference{Attribute{Path: pathOf(steps), Old: old, New: now}, slices.Clone(steps), now}
			if hidden {
				d.Old, d.New, d.Sensitive = nil, nil, true
			}
			*out = append(*out, d)
			return
		}
		for _, key := range keys(oldText, nowText) {
			if !equal(oldText[key], nowText[key]) {
				// Compared as a whole with the plan: a step into a text is none into a value.
				*out = append(*out, difference{Attribute{Path: pathOf(append(slices.Clone(steps), key)), Old: oldText[key], New: nowText[key]}, steps, now})
			}
		}
		return
	}
	for _, key := range keys(oldMap, nowMap) {
		walk(oldMap[key], nowMap[key], child(oldHidden, key), child(nowHidden, key), append(slices.Clone(steps), key), out)
	}
}

// marked reports whether a value, or anything in it, is sensitive.
func marked(mark any) bool {
	switch mark := mark.(type) {
	case bool:
		return mark
	case []any:
		return slices.ContainsFunc(mark, marked)
	case map[string]any:
		for _, v := range mark {
			if marked(v) {
				return true
			}
		}
	}
	return false
}

// hide takes the values out where another mark than that of the change makes them sensitive.
func (d *difference) hide(marks ...any) {
	for _, mark := range marks {
		for _, step := range d.steps {
			mark = child(mark, step)
		}
		if marked(mark) {
			d.Old, d.New, d.Sensitive = nil, nil, true
		}
	}
}

func keys(a, b map[string]any) []string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}

func child(v any, key string) any {
	if m, ok := v.(map[string]any); ok {
		return m[key]
	}
	return v // true hides everything below
}

func jsonObject(v any) (map[string]any, bool) {
	s, ok := v.(string)
	if !ok || !strings.HasPrefix(strings.TrimSpace(s), "{") {
		return nil, false
	}
	var m map[string]any
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	return m, d.Decode(&m) == nil
}

// equal compares as Terraform does where null and absent are the same.
func equal(a, b any) bool {
	if n, ok := a.(json.Number); ok {
		if m, ok := b.(json.Number); ok {
			return n == m || sameNumber(n, m)
		}
	}
	return reflect.DeepEqual(a, b)
}

func sameNumber(a, b json.Number) bool {
	x, err := a.Float64()
	y, err2 := b.Float64()
	return err == nil && err2 == nil && x == y
}

// at follows the steps into a planned value; known is false where the plan does not know yet.
func at(values, unknown any, steps []string) (v any, known bool) {
	for _, step := range steps {
		if unknown == true {
			return nil, false
		}
		m, ok := values.(map[string]any)
		if !ok {
			return nil, unknown != true
		}
		values = m[step]
		if u, ok := unknown.(map[string]any); ok {
			unknown = u[step]
		} else {
			unknown = nil
		}
	}
	return values, unknown != true
}

// pathOf writes the steps as Terraform does: tags["core"].name.
func pathOf(steps []string) string {
	var b strings.Builder
	for i, s := range steps {
		switch {
		case i == 0:
			b.WriteString(s)
		case isName(s):
			b.WriteString("." + s)
		default:
			b.WriteString("[" + strconv.Quote(s) + "]")
		}
	}
	return b.String()
}

func isName(s string) bool {
	for i, r := range s {
		if r != '_' && (r < 'a' || r > 'z') && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}
