// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func withSecrets(c *emulator.Corp) {
	for i := range c.Apps {
		switch c.Apps[i].Name {
		case acctest.AppName:
			c.Apps[i].Secret = appSecret
		case acctest.ContactsName:
			c.Apps[i].Secret = contactsSecret
		}
	}
}

// noun is one resource through its life: of its specimen, create and first edit in place.
type noun struct {
	*specimen.Specimen
	create, update string
	paths          [3]string // of the write of each phase; "" where it has none
	looks          []string  // paths that show whether a create happened
	// uploads are the writes before the create; what they make ends by itself.
	uploads []string
}

var nouns = func() []noun {
	var all []noun
	for _, s := range specimen.All() {
		if s.Apart != "" {
			continue
		}
		if s.Unlisted != "" {
			continue // a lost create ends in an error, and nothing can be looked for: its rung "lost"
		}
		create, update := s.Life()
		prefix := strings.TrimPrefix(s.Type, "wecom_") + "_"
		n := noun{
			Specimen: s, create: create.HCL(prefix, specimen.Address), update: update.HCL(prefix, specimen.Address),
			paths: [3]string{whole(s.Calls.Create), whole(s.Calls.Update), whole(s.Calls.Delete)},
		}
		for _, path := range s.Looks {
			n.looks = append(n.looks, whole(path))
		}
		for _, path := range s.Uploads() {
			n.uploads = append(n.uploads, whole(path))
		}
		all = append(all, n)
	}
	return all
}()

// whole is the path of an endpoint of which the last parts are given.
func whole(path string) string {
	for _, e := range client.Endpoints() {
		if path == e.Path || path != "" && strings.HasSuffix(e.Path, "/"+path) {
			return e.Path
		}
	}
	return path
}

// of is the noun of a resource type.
func of(typeName string) *noun {
	return &nouns[slices.IndexFunc(nouns, func(n noun) bool { return n.Type == typeName })]
}

// unsent are write endpoints that no life sends, each with the reason.
func unsent() map[string]string {
	out := map[string]string{"media/upload": "closing messages of contact ways send it: TestContactWay_closingFile"}
	for _, s := range specimen.All() {
		for path, reason := range s.Other {
			out[whole(path)] = reason
		}
		if s.Unlisted == "" {
			continue
		}
		for _, path := range []string{s.Calls.Create, s.Calls.Update, s.Calls.Delete} {
			if path != "" {
				out[whole(path)] = s.Unlisted
			}
		}
	}
	for i := range nouns {
		for _, path := range nouns[i].uploads {
			delete(out, path)
		}
	}
	return out
}

// phases of a life, as indices of noun.paths.
var phases = [3]string{"create", "update", "delete"}

func (n *noun) config(phase int) string { return [3]string{n.create, n.update, ""}[phase] }

// recorded are the ids of n's objects in the state.
func (b *bench) recorded(n *noun) []string {
	raw, err := os.ReadFile(filepath.Join(b.p.Dir, "terraform.tfstate"))
	// A CLI that exits while it writes leaves an empty file, and takes it for no state the next time: then the journal
	// alone knows what was made.
	if err != nil || len(raw) == 0 {
		return []string{}
	}
	var state struct {
		Resources []struct {
			Type      string
			Mode      string
			Instances []struct{ Attributes struct{ ID any } }
		}
	}
	if err := json.Unmarshal(raw, &state); err != nil {
		b.t.Fatal(err)
	}
	ids := []string{}
	for _, r := range state.Resources {
		for _, i := range r.Instances {
			if r.Type == n.Type && r.Mode == "managed" {
				id := fmt.Sprint(i.Attributes.ID)
				if f, ok := i.Attributes.ID.(float64); ok {
					id = strconv.FormatFloat(f, 'f', -1, 64)
				}
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// objects are what the corp holds of n, by id, without what it began with.
func (b *bench) objects(n *noun) map[string]any {
	have := n.Objects(b.Corp())
	for id := range b.before[n.Type] {
		delete(have, id)
	}
	return have
}

// wrong says how the corp differs from the state and from what an undisturbed run leaves; "" when it does not.
func (b *bench) wrong(n *noun, want []any) string {
	have := b.objects(n)
	ids, objects := []string{}, []any{}
	for id, o := range have {
		ids, objects = append(ids, id), append(objects, o)
	}
	slices.Sort(ids)
	if d := cmp.Diff(want, objects); d != "" {
		return "the corp is not what an undisturbed run leaves (-want +got):\n" + d
	}
	if d := cmp.Diff(b.recorded(n), ids); d != "" {
		return "the state and the corp hold different objects (-state +corp):\n" + d
	}
	return ""
}

// blind says which create was repeated without a look at what became of it.
func (b *bench) blind(n *noun) string {
	open := map[string]bool{}
	for _, r := range b.Requests() {
		switch {
		case slices.Contains(n.looks, r.Path):
			clear(open)
		case r.Path == n.paths[0]:
			if open[string(r.Body)] {
				return "sent again without a look: " + string(r.Body)
			}
			// A refusal by one of these codes says that nothing was done.
			open[string(r.Body)] = r.Fault != "" && !slices.Contains([]int{45009, 45033, 42001, 40014}, r.Code)
		}
	}
	return ""
}
