// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
)

// refusesProtected lets a destroy or replacement of a protected object be refused by the plan, and takes it out of the
// world again.
func (p *play) refusesProtected(r *rand.Rand) error {
	var protected []string
	replaceable := p.replaceable()
	config := p.world.config()
	for a := range p.state {
		to, kept := config[a]
		on := p.state.Text(a, "deletion_protection") == "true"
		if on && (!kept || replaceable[a]) || kept && replaceable[a] && to.Values["deletion_protection"] == true { // or by this very plan
			protected = append(protected, a)
		}
	}
	if len(protected) == 0 || p.faulted || p.dirty {
		if len(protected) > 0 {
			p.world = p.applied.clone()
		}
		return nil
	}
	core, err := p.core(r, 10)
	if err != nil {
		return err
	}
	plan, err := core.Plan(p.ctx, p.state, config)
	for _, a := range protected {
		if !slices.ContainsFunc(plan.Diagnostics.Errors(), func(d tfcore.Diagnostic) bool { return d.Address == a && d.Summary == "Deletion protection is on" }) {
			return fmt.Errorf("%s is protected, and the plan says %w", a, err)
		}
	}
	p.world = p.applied.clone()
	return nil
}

// unprotectTags lets the plan refuse to take tags off a protected group, and then ends the protection with an apply
// that still declares them.
func (p *play) unprotectTags(r *rand.Rand) error {
	core, err := p.core(r, 10)
	if err != nil {
		return err
	}
	plan, err := core.Plan(p.ctx, p.state, p.world.config())
	if err == nil || plan == nil {
		return nil
	}
	goal, between := p.world.clone(), p.world.clone()
	refused := false
	for _, d := range plan.Diagnostics.Errors() {
		g := goal.groups[d.Address]
		if d.Summary != "Deletion protection is on" || g == nil {
			continue
		}
		if refused = true; !g.protected && p.state.Text(d.Address, "deletion_protection") != "true" {
			return fmt.Errorf("%s is not protected, and the plan says %w", d.Address, err)
		}
		g.protected = false
		kept := *g
		if was := p.applied.groups[d.Address]; was != nil {
			kept = *was
			kept.protected = false
		}
		between.groups[d.Address] = &kept
	}
	if !refused {
		return nil
	}
	p.trace("  first without the protection of tags")
	if !between.valid() {
		p.abandon(goal)
		return nil
	}
	p.world = between
	if err := p.converge(r); err != nil {
		return err
	}
	p.world = goal
	return nil
}

// abandon goes back to what was applied last, without the protection of tags that goal ends.
func (p *play) abandon(goal *world) {
	p.world = p.applied.clone()
	for a, g := range p.world.groups {
		if to := goal.groups[a]; to != nil {
			g.protected = g.protected && to.protected
		}
	}
}
