// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import "context"

type glimpseKey struct{}

// Glimpse has populations answer with what this client has read of them, however old, and read once when it has read
// nothing: for a plan that wants to say something of the corp and may cost no more than one list of each kind.
func Glimpse(ctx context.Context) context.Context { return context.WithValue(ctx, glimpseKey{}, true) }

// IsGlimpse reports whether Glimpse made ctx.
func IsGlimpse(ctx context.Context) bool { return ctx.Value(glimpseKey{}) == true }

// glimpse answers a Glimpse; p.mu is held and released. What could not be read is not asked for again.
func (p *Population[T]) glimpse(ctx context.Context) (T, error) {
	if p.glimpsed == nil {
		switch {
		case p.kept != nil:
			p.glimpsed = p.kept
		case p.newest != nil:
			p.glimpsed = p.newest
		default: // others may join it, so that it must be an ordinary read
			p.glimpsed = p.begin(context.WithValue(ctx, glimpseKey{}, false))
		}
	}
	return p.await(ctx, p.glimpsed)
}
