// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"fmt"
	"iter"
	"math"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"golang.org/x/sync/errgroup"
)

// ListParallel is how many objects a list reads at a time; the client sees to WeCom's quota.
const ListParallel = 5

// Listed is one result of a list block.
type Listed struct {
	Identity    any
	DisplayName string
	// State fills the resource object; see StateOf. Called only when it is asked for.
	State StateFunc
	// Unreadable is the id of an object that WeCom lists and refuses to show to this app; nothing else is set then. It
	// is left out and named in a warning.
	Unreadable string
}

// StateFunc fills a resource object in which everything is null.
type StateFunc func(ctx context.Context, object *tfsdk.Resource, diags *diag.Diagnostics)

// StateOf is the StateFunc of a resource with the model M. fill gets a model whose values are typed nulls, as they are
// after an import.
func StateOf[M any](fill func(ctx context.Context, m *M, diags *diag.Diagnostics)) StateFunc {
	return func(ctx context.Context, object *tfsdk.Resource, diags *diag.Diagnostics) {
		var m M
		if diags.Append(object.Get(ctx, &m)...); diags.HasError() {
			return
		}
		if fill(ctx, &m, diags); diags.HasError() {
			return
		}
		diags.Append(object.Set(ctx, &m)...)
	}
}

// Listing answers one list block of `terraform query`. Results go out while the corp is read, and WeCom is not asked
// for more than the block wants.
type Listing[T any] struct {
	// Noun is the plural in messages: "contact ways".
	Noun string
	// Candidates are what WeCom lists; calls are made as they are wanted. An error is the last item.
	Candidates iter.Seq2[T, error]
	// Show makes the result of a candidate, nil when a filter or a deletion leaves it out.
	Show func(context.Context, T) (*Listed, Failure)
	// Reads says that Show calls WeCom: several candidates are then shown at a time.
	Reads bool
	// Selects says that only Show knows whether a candidate passes the filters.
	Selects bool
	// Failure explains an error of Candidates.
	Failure func(error) Failure
	// Warnings go out with the next result. Candidates may add to them.
	Warnings diag.Diagnostics

	unreadable []string
}

// Stream sets the results of a list block. Terraform stops at `limit`, which is 100 when the block has none, without a
// word; so the last result says when there is more. An error ends the list: one that lacks something must not look
// complete.
func (l *Listing[T]) Stream(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	stream.Results = func(push func(list.ListResult) bool) {
		next, stop := iter.Pull2(l.Candidates)
		defer stop()
		left := req.Limit
		if left <= 0 { // Terraform always sends one
			left = math.MaxInt64
		}
		for left > 0 {
			// Never more than are wanted: none is read in vain.
			batch, end := l.take(next, min(left, l.atATime()))
			shown, failures := l.show(ctx, batch)
			for i := range batch {
				if failures[i].Err != nil {
					l.fail(push, failures[i])
					return
				}
				if shown[i] == nil || !l.admit(shown[i]) {
					continue
				}
				if left--; left == 0 {
					l.warnCut(req.Limit, next)
					l.warnUnreadable()
				}
				if !push(l.result(ctx, req, shown[i])) {
					return
				}
			}
			if end != nil {
				l.end(push, *end)
				return
			}
		}
	}
}

func (l *Listing[T]) atATime() int64 {
	if l.Reads {
		return ListParallel
	}
	return 1
}

// take pulls up to n candidates. end is not nil when there are no more, and then holds the error that ended them, or
// none.
func (l *Listing[T]) take(next func() (T, error, bool), n int64) (batch []T, end *Failure) {
	for int64(len(batch)) < n {
		candidate, err, more := next()
		switch {
		case !more:
			return batch, &Failure{}
		case err != nil:
			f := l.Failure(err)
			return batch, &f
		}
		batch = append(batch, candidate)
	}
	return batch, nil
}

// show makes the results of a batch side by side, in its order.
func (l *Listing[T]) show(ctx context.Context, batch []T) ([]*Listed, []Failure) {
	shown, failures := make([]*Listed, len(batch)), make([]Failure, len(batch))
	var group errgroup.Group
	for i := range batch {
		group.Go(func() error {
			shown[i], failures[i] = l.Show(ctx, batch[i])
			return nil
		})
	}
	_ = group.Wait() // failures are told in the order of the batch
	return shown, failures
}

// admit reports whether item is a result, and notes it when it is unreadable.
func (l *Listing[T]) admit(item *Listed) bool {
	if item.Unreadable == "" {
		return true
	}
	l.unreadable = append(l.unreadable, item.Unreadable)
	return false
}

// warnCut looks whether the list goes on behind the last result that the block wants; that costs a call only where the
// next page begins.
func (l *Listing[T]) warnCut(limit int64, next func() (T, error, bool)) {
	_, err, more := next()
	if !more && err == nil {
		return
	}
	there := "there are more"
	if l.Selects || err != nil {
		there = "there may be more: the rest was not looked at"
	}
	l.Warnings.AddWarning("List cut at its limit",
		fmt.Sprintf("Only the first %d %s are listed, and %s. Write a larger `limit` into the list block (Terraform's default is 100), or narrow the filters.",
			limit, l.Noun, there))
}

// end tells what is left to say when nothing is left to list.
func (l *Listing[T]) end(push func(list.ListResult) bool, why Failure) {
	if why.Err != nil {
		l.fail(push, why)
		return
	}
	if l.warnUnreadable(); len(l.Warnings) > 0 {
		push(list.ListResult{Diagnostics: l.Warnings})
	}
}

func (l *Listing[T]) fail(push func(list.ListResult) bool, f Failure) {
	l.warnUnreadable()
	Diag(&l.Warnings, f)
	push(list.ListResult{Diagnostics: l.Warnings})
}

// warnUnreadable names once, at the end, what was left out.
func (l *Listing[T]) warnUnreadable() {
	if len(l.unreadable) == 0 {
		return
	}
	l.Warnings.AddWarning("Left out: not readable by this app",
		fmt.Sprintf("WeCom lists %d %s that it does not let this app read, so another app made them: %s. "+
			"List them with the `secret` of that app.", len(l.unreadable), l.Noun, Shorten(l.unreadable)))
	l.unreadable = nil
}

// result renders item.
func (l *Listing[T]) result(ctx context.Context, req list.ListRequest, item *Listed) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = item.DisplayName
	result.Diagnostics, l.Warnings = l.Warnings, nil
	result.Diagnostics.Append(result.Identity.Set(ctx, item.Identity)...)
	if req.IncludeResource && item.State != nil {
		allNull(result.Resource)
		item.State(ctx, result.Resource, &result.Diagnostics)
	}
	return result
}

// allNull turns a null object into one whose values are null.
func allNull(object *tfsdk.Resource) {
	of, ok := object.Raw.Type().(tftypes.Object)
	if !ok {
		return
	}
	values := make(map[string]tftypes.Value, len(of.AttributeTypes))
	for name, t := range of.AttributeTypes {
		values[name] = tftypes.NewValue(t, nil)
	}
	object.Raw = tftypes.NewValue(of, values)
}
