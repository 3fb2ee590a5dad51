// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"sync"
	"time"
)

// knownIDs remembers which objects cannot be the result of a lost create: those seen before it began, and those that
// another create of this client made. It also remembers what this client deleted, which lists may still show.
type knownIDs struct {
	mu      sync.Mutex
	seen    map[string]time.Time
	claimed map[string]bool
	dropped map[string]bool
}

func (k *knownIDs) drop(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dropped == nil {
		k.dropped = map[string]bool{}
	}
	k.dropped[key] = true
}

func (k *knownIDs) deleted(key string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.dropped[key]
}

func (k *knownIDs) see(key string, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.seen == nil {
		k.seen = map[string]time.Time{}
	}
	if _, ok := k.seen[key]; !ok {
		k.seen[key] = now
	}
}

func (k *knownIDs) claim(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.claimed == nil {
		k.claimed = map[string]bool{}
	}
	k.claimed[key] = true
}

// unclaim is for ids that may be given again after a delete.
func (k *knownIDs) unclaim(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.claimed, key)
}

// claimedBy reports whether a create of this client made, or adopted, the object.
func (k *knownIDs) claimedBy(key string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.claimed[key]
}

// MadeHere reports whether this client made, or adopted, the object of a key.
func (c *Client) MadeHere(key string) bool { return c.known.claimedBy(key) }

func (k *knownIDs) older(key string, began time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	t, ok := k.seen[key]
	return k.claimed[key] || (ok && t.Before(began))
}

// Turns lets callers with the same key go one after another: two creates of the same content must not each adopt what
// the other made.
type Turns struct {
	mu   sync.Mutex
	held map[string]chan struct{}
}

// Take waits for the turn, which ends with release.
func (t *Turns) Take(ctx context.Context, key string) (release func(), err error) {
	for {
		t.mu.Lock()
		busy, ok := t.held[key]
		if !ok {
			if t.held == nil {
				t.held = map[string]chan struct{}{}
			}
			mine := make(chan struct{})
			t.held[key] = mine
			t.mu.Unlock()
			return func() {
				t.mu.Lock()
				delete(t.held, key)
				t.mu.Unlock()
				close(mine)
			}, nil
		}
		t.mu.Unlock()
		select {
		case <-busy:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
