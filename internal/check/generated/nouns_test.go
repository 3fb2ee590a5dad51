// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"math/rand/v2"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// noun is what the histories know of a noun, beside what the user may want of it (world) and how that changes (edits).
type noun struct {
	kind   string
	writes []string // the last parts of the paths
	life   life
	config func(w *world, add func(address, kind string, values map[string]any))
	// others adds objects of others, which no apply may touch; objects renders all objects by id; attributes compares
	// those that are wanted with those of the corp.
	others     func(corp *emulator.Corp)
	objects    func(corp emulator.Corp, out map[string]string)
	attributes func(c *comparison, corp emulator.Corp)
	// change is an edit in the console, or by another caller with the same app; remove deletes there, and answers the
	// ids that are gone.
	change func(p *play, r *rand.Rand, address, id string)
	remove func(p *play, r *rand.Rand, id string) (gone []string, err error)
}

// nouns are those whose histories are drawn: each is read, written or named in another way.
var nouns = []noun{departmentNoun, tagGroupNoun, contactWayNoun, acquisitionLinkNoun, interceptRuleNoun}
