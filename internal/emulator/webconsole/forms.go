// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package webconsole

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// operationOf finds an edit that has a form.
func operationOf(name string) (core.Operation, bool) {
	for _, op := range emulator.Operations() {
		if op.Name == name && op.Title != "" {
			return op, true
		}
	}
	return core.Operation{}, false
}

// arguments makes the JSON of an operation from what the browser sent.
func arguments(op core.Operation, sent url.Values) ([]byte, error) {
	args := map[string]any{}
	for _, f := range op.Fields() {
		v, err := read(f, sent)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Label.Pick(false), err)
		}
		put(args, strings.Split(f.Arg, "."), v)
	}
	return json.Marshal(args)
}

// put lays v at the end of path; the step 0 stands for the only element of a list.
func put(into map[string]any, path []string, v any) {
	if len(path) == 1 {
		into[path[0]] = v
		return
	}
	inner := map[string]any{}
	if path[1] == "0" {
		put(inner, path[2:], v)
		into[path[0]] = []any{inner}
		return
	}
	if old, ok := into[path[0]].(map[string]any); ok {
		inner = old
	}
	into[path[0]] = inner
	put(inner, path[1:], v)
}

func read(f core.Field, sent url.Values) (any, error) {
	raw := sent.Get(f.Arg)
	switch f.Kind {
	case core.FieldNumber, core.FieldDepartment, core.FieldChoice:
		return number(raw)
	case core.FieldCheck:
		return raw != "", nil
	case core.FieldUsers:
		return parts(raw, ",，、\n"), nil
	case core.FieldWords:
		return parts(raw, "\n"), nil
	case core.FieldDepartments:
		ids := []int64{}
		for _, part := range parts(raw, ",，、\n") {
			n, err := number(part)
			if err != nil {
				return nil, err
			}
			ids = append(ids, n)
		}
		return ids, nil
	case core.FieldText:
	}
	return raw, nil
}

// parts splits at any of the marks, and drops blanks around and empty parts.
func parts(raw, marks string) []string {
	out := []string{}
	for _, part := range strings.FieldsFunc(raw, func(r rune) bool { return strings.ContainsRune(marks, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
