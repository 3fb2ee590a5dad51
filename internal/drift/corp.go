// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/inventory"
)

// namesRead is how many unmanaged contact ways and links, each, are read for their names; the lists of WeCom hold ids
// only. parallelReads is how many at a time.
const (
	namesRead     = 200
	parallelReads = 4
)

// Options say what to compare.
type Options struct {
	Plans  []*Plan
	States [][]byte // further states: what they hold is managed
	// Client reads the corp for what nobody declared; nil: that is not looked for.
	Client   *client.Client
	Kinds    []inventory.Kind // of the unmanaged; nil: all
	Ignore   *inventory.Ignore
	Progress func(inventory.Progress)
}

// Find compares plans, states and corp. Ignored are the unmanaged objects that Ignore fits; they are not in the report.
func Find(ctx context.Context, o Options) (r *Report, unmanaged []inventory.Object, err error) {
	r = &Report{}
	ids := IDs{}
	for _, p := range o.Plans {
		p.into(r)
		ids.AddPlan(p)
	}
	for _, raw := range o.States {
		if err := ids.AddState(raw); err != nil {
			return nil, nil, err
		}
	}
	if o.Client == nil {
		r.Notes = append(r.Notes, "Unmanaged objects were not looked for.")
		r.finish()
		return r, nil, nil
	}
	inv, err := inventory.Read(ctx, o.Client, inventory.Options{Kinds: o.Kinds, Progress: o.Progress})
	if err != nil {
		return nil, nil, err
	}
	r.CorpID = inv.CorpID
	for _, n := range inv.Notes {
		if n.Text != "" {
			r.Notes = append(r.Notes, n.Text)
		}
	}
	for _, kind := range inv.Kinds {
		if !inv.Seen(kind) {
			continue
		}
		share := Share{Kind: string(kind)}
		var found []inventory.Object
		for _, object := range inv.Of(kind) {
			switch {
			case object.Root():
			case ids[kind][object.ID]:
				share.Managed++
			default:
				found = append(found, object)
			}
		}
		if err := readNames(ctx, o.Client, kind, found); err != nil {
			return nil, nil, err
		}
		if len(found) > namesRead && (kind == inventory.ContactWay || kind == inventory.AcquisitionLink) {
			r.Notes = append(r.Notes, fmt.Sprintf("Of the %d unmanaged %s the names of the first %d were read.", len(found), kind.Plural(), namesRead))
		}
		for _, object := range found {
			if o.Ignore.Match(object) {
				share.Ignored++
				continue
			}
			share.Unmanaged++
			unmanaged = append(unmanaged, object)
			r.Unmanaged = append(r.Unmanaged, Unmanaged{Kind: string(kind), ID: object.ID, Name: label(object)})
		}
		share.Share = 1
		if all := share.Managed + share.Unmanaged + share.Ignored; all > 0 {
			share.Share = float64(share.Managed) / float64(all)
		}
		r.Kinds = append(r.Kinds, share)
	}
	r.finish()
	return r, unmanaged, nil
}

func label(o inventory.Object) string { return cmp.Or(o.Path, o.Name) }

// readNames reads the names that the lists of WeCom leave out. An object that is gone meanwhile, or that WeCom does not
// show, keeps its id alone.
func readNames(ctx context.Context, c *client.Client, kind inventory.Kind, objects []inventory.Object) error {
	var read func(ctx context.Context, id string) (string, error)
	switch kind {
	case inventory.ContactWay:
		read = func(ctx context.Context, id string) (string, error) {
			w, err := c.ContactWays.Get(ctx, id)
			if err != nil {
				return "", err
			}
			return cmp.Or(w.Remark, w.State), nil
		}
	case inventory.AcquisitionLink:
		read = func(ctx context.Context, id string) (string, error) {
			l, err := c.AcquisitionLinks.Get(ctx, id)
			if err != nil {
				return "", err
			}
			return l.Name, nil
		}
	case inventory.Department, inventory.TagGroup, inventory.InterceptRule:
		return nil
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(parallelReads)
	for i := range slices.Clone(objects[:min(len(objects), namesRead)]) {
		group.Go(func() error {
			name, err := read(ctx, objects[i].ID)
			var api *client.APIError
			if err != nil && !errors.As(err, &api) && !errors.Is(err, client.ErrNotFound) {
				return err
			}
			objects[i].Name = name
			return nil
		})
	}
	return group.Wait()
}
