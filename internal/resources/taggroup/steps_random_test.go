// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strconv"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// group is a tag group with WeCom's rules (corp-tag page): names are unique at every moment, a batch is done whole or
// not at all, an unknown id is refused, and a group without tags is gone.
type group struct {
	names map[string]string // id -> name
	order map[string]int64
	made  int
}

func (g *group) holder(name string) string {
	for id, has := range g.names {
		if has == name {
			return id
		}
	}
	return ""
}

func (g *group) run(s step) error {
	switch {
	case s.edit != nil:
		if _, ok := g.names[s.edit.ID]; !ok {
			return fmt.Errorf("edit: 40068 %s", s.edit.ID)
		}
		if s.edit.Name != nil {
			if by := g.holder(*s.edit.Name); by != "" && by != s.edit.ID {
				return fmt.Errorf("edit: 40071 %s of %s", *s.edit.Name, by)
			}
			if n := utf8.RuneCountInString(*s.edit.Name); n < 1 || n > 30 {
				return fmt.Errorf("edit: 40058 %s", *s.edit.Name)
			}
			g.names[s.edit.ID] = *s.edit.Name
		}
		if s.edit.Order != nil {
			g.order[s.edit.ID] = *s.edit.Order
		}
	case s.add != nil:
		for _, n := range s.add {
			if by := g.holder(n.Name); by != "" {
				return fmt.Errorf("add: 40071 %s of %s", n.Name, by)
			}
			g.made++
			id := "new" + strconv.Itoa(g.made)
			g.names[id] = n.Name
			if n.Order != nil {
				g.order[id] = *n.Order
			}
		}
	default:
		for _, id := range s.delete {
			if _, ok := g.names[id]; !ok {
				return fmt.Errorf("delete: 40068 %s", id)
			}
			delete(g.names, id)
			delete(g.order, id)
		}
	}
	if len(g.names) == 0 {
		return fmt.Errorf("the group ran empty")
	}
	return nil
}

// rings counts the rings of tags that take each other's names.
func rings(prior map[string]string, target map[string]string) (n int) {
	holder := map[string]string{}
	for id, name := range prior {
		holder[name] = id
	}
	seen := map[string]bool{}
	for id := range target {
		at := id
		for !seen[at] {
			seen[at] = true
			next, held := holder[target[at]]
			if _, kept := target[next]; !held || !kept || next == at {
				break
			}
			if at = next; at == id {
				n++
			}
		}
	}
	return n
}

// Every change of a group, however names and keys go round, is one that WeCom carries out and that ends where the
// configuration says.
func TestSteps_random(t *testing.T) {
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 0))
		pool := r.Perm(12) // names; few, so that they meet
		prior, g := map[string]tagModel{}, &group{names: map[string]string{}, order: map[string]int64{}}
		undeclared := map[string]string{}
		var keys []string
		for i := range 1 + r.IntN(8) {
			key, id, name := fmt.Sprintf("k%d", i), fmt.Sprintf("id%d", i), fmt.Sprintf("n%d", pool[i])
			keys = append(keys, key)
			g.names[id], g.order[id] = name, int64(r.IntN(3))
			prior[key] = tagModel{Name: types.StringValue(name), ID: types.StringValue(id), Order: field.WholeValue(g.order[id])}
		}
		foreign := map[string]bool{}
		for i := range r.IntN(3) { // of others, in a group that is not exclusive
			id, name := fmt.Sprintf("foreign%d", i), fmt.Sprintf("n%d", pool[8+i])
			g.names[id], undeclared[name], foreign[name] = name, id, true
		}
		config := randomConfig(r, keys, foreign)
		before := maps.Clone(g.names)

		want, todo := planSteps(config, prior, undeclared)
		edits := 0
		for i, s := range todo {
			if s.edit != nil {
				edits++
			}
			if err := g.run(s); err != nil {
				t.Fatalf("seed %d: %s -> %s: step %d of %q: %v", seed, written(prior), written(config), i, told(todo), err)
			}
		}
		judge(t, seed, g, before, prior, config, want, undeclared)

		// No more calls than needed: one for each tag that changes and one for each ring.
		renamed, changed := map[string]string{}, 0
		for key, tag := range want {
			id := tag.ID.ValueString()
			if tag.ID.IsUnknown() {
				continue
			}
			was, ours := before[id]
			if was != tag.Name.ValueString() {
				renamed[id] = tag.Name.ValueString()
			}
			order := config[key].Order
			if was != tag.Name.ValueString() || !order.IsNull() && (!ours || !order.Equal(orderOf(prior, id))) {
				changed++
			}
		}
		if needed := changed + rings(before, renamed); edits != needed {
			t.Errorf("seed %d: %s -> %s: %d edits, want %d: %q", seed, written(prior), written(config), edits, needed, told(todo))
		}
	}
}

// randomConfig keeps, drops and changes keys, and gives every key a name of its own. Only new keys get a name of
// others: under a key that exists it is a rename, which WeCom refuses.
func randomConfig(r *rand.Rand, keys []string, foreign map[string]bool) map[string]tagModel {
	config, names, next := map[string]tagModel{}, r.Perm(12), 0
	name := func(isNew bool) string {
		for {
			n := fmt.Sprintf("n%d", names[next%len(names)])
			next++
			if isNew || !foreign[n] {
				return n
			}
		}
	}
	add := func(key string, isNew bool) {
		tag := tagModel{Name: types.StringValue(name(isNew))}
		if r.IntN(2) == 0 {
			tag.Order = field.WholeValue(int64(r.IntN(3)))
		}
		config[key] = tag
	}
	for _, key := range keys {
		if r.IntN(4) > 0 {
			add(key, false)
		}
	}
	for i := range r.IntN(3) {
		add(fmt.Sprintf("x%d", i), true)
	}
	if len(config) == 0 {
		add("x0", true)
	}
	return config
}

// judge compares the group with the configuration.
func judge(t *testing.T, seed uint64, g *group, before map[string]string, prior, config, want map[string]tagModel, undeclared map[string]string) {
	t.Helper()
	left := maps.Clone(g.names)
	for key, tag := range config {
		id := g.holder(tag.Name.ValueString())
		if id == "" {
			t.Errorf("seed %d: no tag %q", seed, tag.Name.ValueString())
			continue
		}
		delete(left, id)
		if was, kept := prior[key]; kept && id != was.ID.ValueString() {
			t.Errorf("seed %d: key %s had %s and has %s", seed, key, was.ID.ValueString(), id)
		}
		if planned := want[key].ID; !planned.IsUnknown() && planned.ValueString() != id {
			t.Errorf("seed %d: key %s was planned as %s and is %s", seed, key, planned.ValueString(), id)
		}
		if !tag.Order.IsNull() && g.order[id] != tag.Order.ValueInt64() {
			t.Errorf("seed %d: key %s has order %d, want %d", seed, key, g.order[id], tag.Order.ValueInt64())
		}
	}
	others := map[string]string{} // what nobody declared, as it was
	for name, id := range undeclared {
		if _, ours := left[id]; ours || g.names[id] == "" {
			others[id] = name
		}
	}
	if d := cmp.Diff(others, left); d != "" {
		t.Errorf("seed %d: what else is in the group (-want +got):\n%s\nbefore: %v", seed, d, before)
	}
}

func orderOf(tags map[string]tagModel, id string) field.Whole {
	for _, tag := range tags {
		if tag.ID.ValueString() == id {
			return tag.Order
		}
	}
	return unknownOrder // of others: not read
}
