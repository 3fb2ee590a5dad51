// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// Claims knows which objects of this run wait for a name that another object
// still has. WeCom forbids equal names at every moment, but Terraform runs the
// changes of one apply side by side and in any order: two departments that
// swap names, or a chain of renames, would refuse each other.
type Claims struct {
	mu     sync.Mutex
	waitOn map[string]string // id of the waiting object -> id of the one in its way
}

// NewClaims returns an empty registry.
func NewClaims() *Claims { return &Claims{waitOn: map[string]string{}} }

// wait notes that self waits on other. It reports whether self has to step
// aside: when the two belong to a ring of waiting objects and self has the
// smallest id of it, so that exactly one object of a ring gives way.
func (c *Claims) wait(self, other string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waitOn[self] = other
	smallest := self
	for at, steps := other, 0; at != self; steps++ {
		next, waiting := c.waitOn[at]
		if !waiting || steps > len(c.waitOn) {
			return false
		}
		smallest = min(smallest, at)
		at = next
	}
	return smallest == self
}

func (c *Claims) leave(self string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.waitOn, self)
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
// *ErrClash when the name stays in use.
func (c *Configured) Resolve(ctx context.Context, clash Clash) error {
	err := clash.Try(ctx)
	if !nameTaken(err) {
		return err
	}
	if clash.Self != "" {
		defer c.Claims.leave(clash.Self)
	}
	giveUp, aside := time.Now().Add(c.ClashWait), false
	for {
		by, lookErr := clash.InTheWay(ctx)
		if lookErr != nil {
			return &ErrClash{Err: err}
		}
		if by != "" && by != clash.Self && clash.Self != "" && !aside && c.Claims.wait(clash.Self, by) {
			if asideErr := clash.StepAside(ctx); asideErr != nil {
				return asideErr
			}
			// The other one needs time to take the name, however late it came.
			aside, giveUp = true, time.Now().Add(c.ClashWait)
		}
		if !time.Now().Before(giveUp) {
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
