// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// Claims knows which objects of this run wait for a name that another object
// still has. WeCom forbids equal names at every moment, but Terraform runs the
// changes of one apply side by side and in any order: two departments that
// swap names, or a chain of renames, would refuse each other.
//
// Where Terraform runs one change after the other (-parallelism=1), nobody can
// give way to one that waits. It gives up with an error; the one in its way,
// when its turn comes, then does the refused write as well, so that the next
// apply finds the names as wanted instead of the same refusals again.
type Claims struct {
	mu     sync.Mutex
	waitOn map[string]string // id of the waiting object -> id of the one in its way
	gaveUp map[string]refused
}

// refused is the write of an object that waited in vain.
type refused struct {
	on  string // id of the one in its way
	try func(context.Context) error
}

// NewClaims returns an empty registry.
func NewClaims() *Claims { return &Claims{waitOn: map[string]string{}, gaveUp: map[string]refused{}} }

// wait notes that self waits on other. It reports whether self has to step
// aside: when the two belong to a ring of waiting objects and self has the
// smallest id of those in it that still wait, so that exactly one object of a
// ring gives way.
func (c *Claims) wait(self, other string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waitOn[self] = other
	smallest := self
	for at, steps := other, 0; at != self; steps++ {
		if steps > len(c.waitOn)+len(c.gaveUp) {
			return false
		}
		next, waiting := c.waitOn[at]
		if waiting {
			smallest = min(smallest, at)
		} else if next = c.gaveUp[at].on; next == "" {
			return false
		}
		at = next
	}
	return smallest == self
}

func (c *Claims) leave(self string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.waitOn, self)
}

// giveUp notes a write that waited in vain.
func (c *Claims) giveUp(self, on string, try func(context.Context) error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gaveUp[self] = refused{on, try}
}

// finish sends the writes that were given up before self came and that lead from
// other to self, the last one first: each makes room for the one before it.
func (c *Claims) finish(ctx context.Context, self, other string) {
	c.mu.Lock()
	var chain []string
	for at := other; at != self; at = c.gaveUp[at].on {
		if c.gaveUp[at].try == nil || len(chain) > len(c.gaveUp) {
			break
		}
		chain = append(chain, at)
	}
	c.mu.Unlock()
	for _, id := range slices.Backward(chain) {
		c.mu.Lock()
		try := c.gaveUp[id].try
		c.mu.Unlock()
		if try == nil || try(ctx) != nil {
			return
		}
		c.mu.Lock()
		delete(c.gaveUp, id) // its own resource has reported the refusal
		c.mu.Unlock()
	}
}

// release sends the writes that were given up because self had the name, now
// that it has another one.
func (c *Claims) release(ctx context.Context, self string) {
	for {
		c.mu.Lock()
		var id string
		for waiting, r := range c.gaveUp {
			if r.on == self && (id == "" || waiting < id) {
				id = waiting
			}
		}
		try := c.gaveUp[id].try
		delete(c.gaveUp, id)
		c.mu.Unlock()
		if try == nil {
			return
		}
		if try(ctx) == nil {
			c.release(ctx, id)
		}
	}
}

// Clash is a write that WeCom refuses because its name is in use.
type Clash struct {
	// Self is the id of the object that wants the name, "" for a create.
	Self string
	// Try sends the write.
	Try func(context.Context) error
	// InTheWay finds the id of the object that has the name now, "" when
	// nothing has it any more or it cannot be known.
	InTheWay func(context.Context) (string, error)
	// StepAside gives Self a temporary name; nil for a create.
	StepAside func(context.Context) error
	// StepBack gives Self its former name again, when stepping aside was in vain.
	// Its failure is not told: the next plan shows the temporary name.
	StepBack func(context.Context) error
}

// ErrClash is a name that stayed in use; By is the id of the object that has
// it, "" when unknown.
type ErrClash struct {
	By  string
	Err error
}

func (e *ErrClash) Error() string { return e.Err.Error() }

// Unwrap returns WeCom's refusal.
func (e *ErrClash) Unwrap() error { return e.Err }

// Resolve sends the write and, while it is refused with client.ErrNameTaken,
// waits up to ClashWait for the object in the way to be renamed, moved or
// deleted by the same apply, and as long again once Self stepped aside. It returns
// *ErrClash when the name stays in use, or when nobody could be asked twice in a
// row who has it.
func (c *Configured) Resolve(ctx context.Context, clash Clash) (err error) {
	if clash.Self != "" {
		defer func() {
			if err == nil {
				c.Claims.release(ctx, clash.Self)
			}
		}()
	}
	if err = clash.Try(ctx); !nameTaken(err) {
		return err
	}
	giveUp, aside := time.Now().Add(c.ClashWait), false
	if clash.Self != "" {
		defer c.Claims.leave(clash.Self)
		defer func() {
			if err != nil && aside && clash.StepBack != nil {
				// Also when the apply was interrupted, which ended ctx.
				ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.ClashWait)
				defer cancel()
				_ = clash.StepBack(ctx)
			}
			var stays *ErrClash
			if errors.As(err, &stays) && stays.By != "" && stays.By != clash.Self && ctx.Err() == nil {
				c.Claims.giveUp(clash.Self, stays.By, clash.Try)
			}
		}()
	}
	for blind := false; ; {
		by, lookErr := clash.InTheWay(ctx)
		if lookErr != nil && blind {
			return &ErrClash{Err: err}
		}
		// Who does not know what is in its way cannot be helped by it either, and
		// with -parallelism=1 a ring of names then needs one apply more.
		blind = lookErr != nil
		if by != "" && by != clash.Self && clash.Self != "" && !aside && c.Claims.wait(clash.Self, by) {
			if asideErr := clash.StepAside(ctx); asideErr != nil {
				return asideErr
			}
			// The other one needs time to take the name, however late it came.
			aside, giveUp = true, time.Now().Add(c.ClashWait)
		}
		if clash.Self != "" && !blind {
			c.Claims.finish(ctx, clash.Self, by)
		}
		if !blind && !time.Now().Before(giveUp) {
			return &ErrClash{By: by, Err: err}
		}
		if pauseErr := Pause(ctx, c.Poll); pauseErr != nil {
			return &ErrClash{By: by, Err: err}
		}
		if err = clash.Try(ctx); !nameTaken(err) {
			return err
		}
	}
}

// nameTaken reports a refusal that waiting may heal. A create of unknown outcome
// may wrap one, but repeating it could make a twin.
func nameTaken(err error) bool {
	return errors.Is(err, client.ErrNameTaken) && !errors.Is(err, client.ErrOutcomeUnknown)
}

// Pause waits for d or until ctx ends, whose error it then returns.
func Pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
