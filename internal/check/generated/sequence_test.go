// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// sequence is what a seed stands for: how WeCom reads its own pages, and what happens.
type sequence struct {
	seed     uint64
	readings []emulator.Reading
	cbd      bool // departments have create_before_destroy
	lag      int  // reads that lag behind each write
	ops      []op
}

// op is one event. What it does in detail is drawn from its own seed, so that it means something also after others were
// left out.
type op struct {
	kind string
	seed uint64
}

func (o op) String() string { return fmt.Sprintf("%s(%d)", o.kind, o.seed) }

func (s sequence) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d, lag %d, create_before_destroy %v, readings", s.seed, s.lag, s.cbd)
	for _, r := range s.readings {
		fmt.Fprintf(&b, " %s=%s", r.Switch, r.Value)
	}
	for _, o := range s.ops {
		fmt.Fprintf(&b, "\n  %s", o)
	}
	return b.String()
}

// refusing are switches of which one reading refuses what this generator asks for, which the provider then has to
// report: they have tests of their own.
var refusing = []string{"WayEmptyText", "WayEmptyList", "WayEmptyConclusions", "LinkPriorityRemoval", "LinkNeedsBalance", "ReadLag"}

// draw makes the sequence of a seed.
func draw(seed uint64) sequence {
	r := rand.New(rand.NewPCG(seed, 1))
	s := sequence{seed: seed, cbd: r.IntN(2) == 0}
	all := slices.DeleteFunc(emulator.SwitchReadings(), func(v emulator.Reading) bool { return slices.Contains(refusing, v.Switch) })
	for range r.IntN(4) {
		s.readings = append(s.readings, pick(r, all))
	}
	kinds := keysOf(edits)
	add := func(kind string) { s.ops = append(s.ops, op{kind, r.Uint64() >> 40}) }
	for _, kind := range []string{"department", "tag group", "contact way", "link", "rule"} {
		for range r.IntN(3) {
			add("add " + kind)
		}
	}
	for range r.IntN(4) {
		add("add department")
	}
	add("apply")
	for range 1 + r.IntN(3) {
		for range 1 + r.IntN(5) {
			switch n := r.IntN(20); {
			case n < 14:
				add(pick(r, kinds))
			case n < 17:
				add("console")
			case n < 18:
				add("outside delete")
			default:
				add("fault")
			}
		}
		if r.IntN(8) == 0 {
			add("import all")
		}
		add("apply")
	}
	return s
}
