// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"sync"
	"time"
)

// Fresh knows the objects that this run has made. No delay between a write and
// the reads after it is documented, but the safest assumption is that there may
// be one: "unknown" about a fresh object is asked again for a while.
type Fresh struct{ keys sync.Map }

// Add notes that the object of key was made by this run.
func (f *Fresh) Add(key string) { f.keys.Store(key, true) }

// Has reports whether it was.
func (f *Fresh) Has(key string) bool {
	_, ok := f.keys.Load(key)
	return ok
}

// Settled calls try, again and again for up to LagWait while lag(err) and the
// object of key was made by this run, and returns its last error.
func (c *Configured) Settled(ctx context.Context, key string, lag func(error) bool, try func(context.Context) error) error {
	giveUp := time.Now().Add(c.LagWait)
	for {
		err := try(ctx)
		if err == nil || !lag(err) || !c.Fresh.Has(key) || !time.Now().Before(giveUp) {
			return err
		}
		if Pause(ctx, c.Poll) != nil {
			return err
		}
	}
}
