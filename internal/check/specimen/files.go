// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
)

// files lets a file of the configuration vanish, or become another one, between plan and apply: that is an error before
// anything is sent, nothing is lost, and with the file the next plan goes on.
func (s *Specimen) files(t *testing.T) {
	t.Helper()
	for name, values := range s.withFiles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.on(t, func(b *bench) {
				f := moved(b.t, values, name)
				b.spoilt(f, nil)
				b.make(f.values)
				f.write(b.t, "another")
				id := b.id()
				b.spoilt(f, b.state)
				if b.id() != id {
					b.t.Errorf("the object is %q now, was %q", b.id(), id)
				}
				f.write(b.t, "")
				b.idle(f.values)
				b.destroy()
			})
		})
	}
}

// spoilt plans, spoils the file in both ways, and applies what was planned: an error, no write, and the state as it
// was.
func (b *bench) spoilt(f *movedFile, before tfcore.State) {
	b.t.Helper()
	content, err := os.ReadFile(f.path)
	if err != nil {
		b.t.Fatal(err)
	}
	for how, spoil := range map[string]func() error{
		"gone":    func() error { return os.Remove(f.path) },
		"changed": func() error { return os.WriteFile(f.path, append(bytes.Clone(content), "!"...), 0o600) },
	} {
		plan := b.plan(b.config(f.values))
		if err := spoil(); err != nil {
			b.t.Fatal(err)
		}
		b.e.Forget()
		state, diags, err := b.core.Apply(b.t.Context(), plan)
		switch {
		case err == nil:
			b.t.Errorf("%s: nothing is refused", how)
		case how == "gone":
			b.says(diags.Errors(), "which does not exist")
		}
		b.sent()
		if state.String() != before.String() {
			b.t.Errorf("%s: the state is %s", how, state)
		}
		if err := os.WriteFile(f.path, content, 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
}

// withFiles are objects with a file, by the attribute that names it.
func (s *Specimen) withFiles() map[string]Values {
	out := map[string]Values{}
	all := []Values{s.Minimal.Values, s.Maximal.Values}
	for _, edit := range s.Edits {
		if !edit.Replaced {
			all = append(all, over(s.Minimal.Values, edit.From, edit.To))
		}
	}
	for _, values := range all {
		for name, v := range values {
			if _, known := out[name]; !known && fileIn(v, "") != "" {
				out[name] = values
			}
		}
	}
	return out
}

// fileIn is the path of the first file in a value; with another path, that one takes its place.
func fileIn(v any, another string) string {
	switch v := v.(type) {
	case map[string]any:
		if path, ok := v["file"].(string); ok {
			if another != "" {
				v["file"] = another
			}
			return path
		}
		for _, inner := range v {
			if path := fileIn(inner, another); path != "" {
				return path
			}
		}
	case []any:
		for _, inner := range v {
			if path := fileIn(inner, another); path != "" {
				return path
			}
		}
	}
	return ""
}

// movedFile is a configuration with a file of the test in one attribute.
type movedFile struct {
	values  Values
	path    string
	content []byte
}

func moved(t *testing.T, values Values, name string) *movedFile {
	t.Helper()
	f := &movedFile{values: deep(values).(Values)} //nolint:errcheck,forcetypeassert // as it was given
	from := fileIn(f.values[name], "")
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	f.path, f.content = filepath.Join(t.TempDir(), filepath.Base(from)), content
	fileIn(f.values[name], f.path)
	f.write(t, "")
	return f
}

// write gives the file its content with more at the end.
func (f *movedFile) write(t *testing.T, more string) {
	t.Helper()
	if err := os.WriteFile(f.path, append(bytes.Clone(f.content), more...), 0o600); err != nil {
		t.Fatal(err)
	}
}

// deep is a value of a configuration that shares no object or list of objects with v.
func deep(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, inner := range v {
			out[name] = deep(inner)
		}
		return out
	case []any:
		out := make([]any, 0, len(v))
		for _, inner := range v {
			out = append(out, deep(inner))
		}
		return out
	}
	return v
}
