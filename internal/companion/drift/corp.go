// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"context"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// Options say what to compare.
type Options struct {
	Plans  []*Plan
	States [][]byte // further states: what they hold is managed
	// ExpectPlanned: changes that nobody caused outside are what the plan was made for, and no drift.
	ExpectPlanned bool
	// Client reads the corp for what nobody declared; nil: that is not looked for.
	Client   *client.Client
	Kinds    []inventory.Kind // of the unmanaged; nil: the usual ones, and those of which plans or states have some
	Ignore   *inventory.Ignore
	Progress func(inventory.Progress)
}

// Find compares plans, states and corp. Ignored are the unmanaged objects that Ignore fits; they are not in the report.
func Find(ctx context.Context, o Options) (r *Report, unmanaged []inventory.Object, err error) {
	r = &Report{PlannedExpected: o.ExpectPlanned}
	ids, names := NewHeld(), names{}
	for _, p := range o.Plans {
		ids.AddPlan(p)
		names.plan(p)
	}
	for _, raw := range o.States {
		if err := ids.AddState(raw); err != nil {
			return nil, nil, err
		}
	}
	var inv *inventory.Inventory
	if o.Client != nil {
		if o.Kinds == nil {
			o.Kinds = inventory.With(ids.IDs)
		}
		if inv, err = inventory.Read(ctx, o.Client, inventory.Options{Kinds: o.Kinds, Progress: o.Progress}); err != nil {
			return nil, nil, err
		}
		names.inventory(inv)
	}
	for _, p := range o.Plans {
		p.into(ctx, r, names)
	}
	if inv == nil {
		r.Notes = append(r.Notes, "Unmanaged objects were not looked for.")
		r.finish()
		return r, nil, nil
	}
	r.CorpID = inv.CorpID
	for _, n := range inv.Notes {
		switch {
		case n.Text == "":
		case n.Reason == kind.NotListed || n.Reason == kind.OwnerUnknown:
			r.Limits = append(r.Limits, n.Text) // true of every corp
		default:
			r.Notes = append(r.Notes, n.Text)
		}
	}
	r.Notes = append(r.Notes, ids.resolve(inv)...)
	covered, err := inventory.Compare(ctx, o.Client, inv, inventory.Managed(ids.IDs), o.Ignore, true)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range covered {
		if c.Note != "" {
			r.Notes = append(r.Notes, c.Note)
		}
		for _, object := range c.Unmanaged {
			unmanaged = append(unmanaged, object)
			r.Unmanaged = append(r.Unmanaged, Unmanaged{Kind: string(c.Kind), ID: object.ID, Name: object.Label()})
		}
		r.Kinds = append(r.Kinds, Share{Kind: string(c.Kind), Managed: c.Managed, Unmanaged: len(c.Unmanaged), Ignored: c.Ignored, Share: c.Share()})
	}
	r.finish()
	return r, unmanaged, nil
}
