// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	noun "github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// NamesRead is how many unmanaged objects of a kind are read for their names, a call for one, where WeCom's list holds
// ids only.
const NamesRead = 200

// namesAtOnce is how many of those calls run at a time.
const namesAtOnce = 4

// Coverage is how much of one kind is managed. The root department counts as nothing.
type Coverage struct {
	Kind      Kind
	Managed   int      // objects of the corp whose id is managed
	Ignored   int      // unmanaged objects that a pattern fits
	Unmanaged []Object // the other ones, in the order of the inventory
	// Note is set when not all names were read; a pattern of names fits none of the others.
	Note string
}

// Share is the managed part of all, 0 to 1; 1 where there is nothing.
func (c Coverage) Share() float64 {
	all := c.Managed + c.Ignored + len(c.Unmanaged)
	if all == 0 {
		return 1
	}
	return float64(c.Managed) / float64(all)
}

// Managed are ids that somebody manages, by kind.
type Managed map[Kind]map[string]bool

// Compare says of every kind that could be seen what nobody manages. Kinds that WeCom refused are not in the result:
// nothing is known of them.
//
// Names that the inventory lacks are read when withNames is set, for at most NamesRead objects of a kind, and not for
// those that their id alone lets ignore.
func Compare(ctx context.Context, c *client.Client, inv *Inventory, managed Managed, ignore *Ignore, withNames bool) ([]Coverage, error) {
	var out []Coverage
	for _, kind := range inv.Kinds {
		if !inv.Seen(kind) {
			continue
		}
		cover := Coverage{Kind: kind}
		var left []Object
		for _, object := range inv.Of(kind) {
			switch {
			case object.Root():
			case managed[kind][object.ID]:
				cover.Managed++
			case ignore.Match(object):
				cover.Ignored++
			default:
				left = append(left, object)
			}
		}
		if withNames {
			unnamed, err := readNames(ctx, c, kind, left)
			if err != nil {
				return nil, err
			}
			if unnamed > 0 {
				cover.Note = fmt.Sprintf("Of the %d unmanaged %s the names of the first %d were read.", len(left), kind.Plural(), NamesRead)
			}
		}
		for _, object := range left {
			if ignore.Match(object) {
				cover.Ignored++
				continue
			}
			cover.Unmanaged = append(cover.Unmanaged, object)
		}
		out = append(out, cover)
	}
	return out, nil
}

// Label is what a report calls the object: of a department its path. "" when it has no name.
func (o Object) Label() string { return cmp.Or(o.Path, o.Name) }

// readNames reads the names that the lists of WeCom leave out, and returns how many objects it left. An object that is
// gone meanwhile, or that WeCom does not show, keeps its id alone.
func readNames(ctx context.Context, c *client.Client, kind Kind, objects []Object) (left int, err error) {
	about := kind.About()
	if !about.IDsOnly {
		return 0, nil
	}
	n := min(len(objects), NamesRead)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(namesAtOnce)
	for i := range n {
		if objects[i].Name != "" {
			continue
		}
		group.Go(func() error {
			entry := noun.Entry{ID: objects[i].ID}
			err := about.Load(ctx, c, &entry)
			var api *client.APIError
			if err != nil && !errors.As(err, &api) && !errors.Is(err, client.ErrNotFound) {
				return err
			}
			objects[i].Name = entry.Name
			return nil
		})
	}
	return len(objects) - n, group.Wait()
}
