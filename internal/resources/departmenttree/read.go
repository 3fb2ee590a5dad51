// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// look reads the subtree and shows it the way k declares it. It returns nil when the tree is certainly gone with the
// department it hung below. made is when the last apply wrote.
func (r *Resource) look(ctx context.Context, k *known, parentID int64, exclusive bool, made time.Time) (*view, error) {
	all, err := r.Subtree(ctx, parentID)
	for n := 1; err == nil && time.Since(made) < r.Client.LagTime() && k.lags(all) && r.Client.AwaitLag(ctx, n) == nil; n++ {
		all, err = r.Subtree(ctx, parentID)
	}
	if err != nil && !errors.Is(err, client.ErrNotFound) {
		return nil, err
	}
	parentGone := err != nil
	v := k.observe(parentID, all, exclusive)
	// A list that lags behind the apply before it is asked again: one by one, because that is what the client doubts.
	for tries := 0; len(v.missing) > 0 && !made.IsZero() && tries < 5; tries++ {
		first := v.missing[0]
		r.Client.Departments.Made(first, made)
		if _, err := r.Client.Departments.Get(ctx, first); err != nil {
			break // gone, or not visible: Locate tells
		}
		if all, err = r.Subtree(ctx, parentID); err != nil {
			break
		}
		if v = k.observe(parentID, all, exclusive); slices.Contains(v.missing, first) {
			break // it is elsewhere
		}
	}
	if len(v.missing) > 0 {
		elsewhere, err := r.Client.Departments.Locate(ctx, v.missing)
		if err != nil {
			return nil, err
		}
		v.place(k, elsewhere)
	}
	if parentGone && len(v.ids) == 0 {
		return nil, nil
	}
	if time.Since(made) < r.Client.LagTime() {
		v.notes.Was = k.Was
	}
	v.notes.Gone = append(v.notes.Gone, k.Gone...)
	slices.Sort(v.notes.Gone)
	v.notes.Gone = slices.Compact(v.notes.Gone)
	v.notes.Gone = slices.DeleteFunc(v.notes.Gone, func(path string) bool { return v.ids[path] != 0 })
	return &v, nil
}

// place keeps the ids of departments that were moved out of the subtree: they exist, and are moved back instead of made
// again.
func (v *view) place(k *known, elsewhere map[int64]client.Department) {
	for id, d := range elsewhere {
		path, declared := k.path[id]
		if !declared || k.found[id] {
			continue
		}
		if v.notes.Outside == nil {
			v.notes.Outside = map[int64]int64{}
		}
		v.notes.Outside[id] = d.ParentID
		v.ids[path] = id
	}
}

// warn tells what a refresh saw and the state cannot show.
func (r *Resource) warn(v *view, parentID int64, exclusive bool, diags *diag.Diagnostics) {
	if v.nameless && r.Client.TakeNotice(client.NoticeDepartmentNamesUnreadable) {
		diags.AddWarning("Department names could not be read",
			shared.IDsOnlyReason+". Names and English names of the department tree are taken from the state, so a rename in the console "+
				"is not seen; a department that is not in the state is shown as ~ and its id.\n"+shared.IDsOnlyRemedy)
	}
	if len(v.ignored) > 0 {
		slices.Sort(v.ignored)
		diags.AddWarning("WeCom does not keep English names", fmt.Sprintf("WeCom accepted name_en of %s but reads it back empty: the corp's "+
			"multi-language support (多语言) is off. Switch it on in the console, or remove name_en.", shared.Shorten(v.ignored)))
	}
	if len(v.strangers) > 0 && !exclusive {
		slices.Sort(v.strangers)
		diags.AddWarning(fmt.Sprintf("Departments that are not declared below department %d", parentID),
			fmt.Sprintf("Below department %d there %s that this tree does not declare, and leaves alone: %s%s.\n"+
				"To manage them, declare them with their id. With exclusive = true the tree would delete what it does not declare. "+
				"After the next apply this is told again only of departments that are new then.",
				parentID, count(len(v.strangers), "is a department", "are %d departments"), shared.Shorten(v.strangers), v.toldBefore()))
	}
	if len(v.notes.Outside) > 0 {
		var moved []string
		for path, id := range v.ids {
			parent, ok := v.notes.Outside[id]
			if _, follows := v.notes.Outside[parent]; ok && !follows {
				moved = append(moved, fmt.Sprintf("%s (id %d, now under department %d)", path, id, parent))
			}
		}
		slices.Sort(moved)
		diags.AddWarning(fmt.Sprintf("Departments were moved out of the tree below department %d", parentID),
			fmt.Sprintf("Moved elsewhere in the corp: %s.\nThe plan shows what is declared of them as added: apply moves them back and keeps their ids. "+
				"Where the move is meant, remove the entry; the department then stays where it is.", shared.Shorten(moved)))
	}
}

// toldBefore counts those of the strangers that an earlier warning named.
func (v *view) toldBefore() string {
	if n := len(v.strangerIDs) - len(v.strangers); n > 0 {
		return fmt.Sprintf("; %s known before", count(n, "one more was", "%d more were"))
	}
	return ""
}

// count words a number: the plural has %d for it.
func count(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return strings.ReplaceAll(many, "%d", fmt.Sprint(n))
}
