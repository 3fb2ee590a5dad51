// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"math/rand/v2"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// owned are the ids of one kind that the state holds, by address.
func (p *play) owned(kind string) (out []string) {
	for _, a := range keysOf(p.state) {
		if p.state[a].Type == "wecom_"+kind {
			out = append(out, a)
		}
	}
	return out
}

// consoleEdit is an edit by an administrator, or by another caller of the API with the same app. What WeCom refuses
// just does not happen.
func (p *play) consoleEdit(r *rand.Rand) {
	n := pick(r, nouns)
	a := pick(r, p.owned(n.kind))
	id := p.state.Text(a, "id")
	if a == "" {
		return
	}
	p.dirty = true
	n.change(p, r, a, id)
}

// deletable are the nouns, and the single tag.
var deletable = func() []noun {
	at := slices.IndexFunc(nouns, func(n noun) bool { return n.kind == "tag_group" })
	return slices.Insert(slices.Clone(nouns), at+1, noun{kind: "tag_group", remove: removeTag})
}()

// outsideDelete deletes one managed object, or one tag, without Terraform.
func (p *play) outsideDelete(r *rand.Rand) {
	n := pick(r, deletable)
	id := p.state.Text(pick(r, p.owned(n.kind)), "id")
	if id == "" {
		return
	}
	gone, err := n.remove(p, r, id)
	if err != nil || len(gone) == 0 {
		return
	}
	p.dirty = true
	for _, id := range gone {
		p.deleted[id] = true
	}
}

// seed is the corp that a sequence starts from, with objects of others that no apply may touch.
func seed() emulator.Corp {
	corp := acctest.Seed()
	for _, id := range users[2:] {
		corp.Members = append(corp.Members, emulator.Member{UserID: id, Name: id, CustomerContact: true, RealNameVerified: true})
	}
	for _, n := range nouns {
		n.others(&corp)
	}
	return corp
}
