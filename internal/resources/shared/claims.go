// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// Claims knows which objects of this run wait for a name that another object still has. WeCom forbids equal names at
// every moment, but Terraform runs the changes of one apply side by side and in any order: two departments that swap
// names, a chain of renames, or a list that shifted under count would refuse each other.
//
// An object that waits gives its own name away when another one waits for it: it takes a temporary name, and the wanted
// one when it is free. Where Terraform runs one change after the other (-parallelism=1), nobody can give way to one
// that has given up: it then keeps the temporary name and says to apply again, and the next apply finds the names free.
type Claims struct {
	mu     sync.Mutex
	waitOn map[string]string // id of the waiting object -> id of the one in its way
	gaveUp map[string]string // the same of those that waited in vain
	ours   map[string]bool   // objects that the state has, as far as this run has seen them
	moves  int               // names that were given up so far
	begun  int               // operations of the run so far
	atWork int               // operations that run now and wait for nothing
	serial bool              // the run does one operation at a time

	foreseen

	arrivals

	told map[string]any // what is known of objects, by id

	turns map[string]chan struct{} // one at a time, by key
	taken map[string]any           // what a create of the run took over, by key
}

// NewClaims returns an empty registry.
func NewClaims() *Claims {
	return &Claims{told: map[string]any{}, turns: map[string]chan struct{}{}, taken: map[string]any{}, waitOn: map[string]string{}, gaveUp: map[string]string{}, ours: map[string]bool{},
		foreseen: foreseen{dying: map[string]string{}, inside: map[string]Holds{}, coming: map[string]bool{}, held: map[fate]map[int64]bool{}, newest: map[string]int64{}, heard: make(chan struct{}), listened: make(chan struct{})},
		arrivals: arrivals{arrived: map[string]bool{}, late: map[string][]func(context.Context) error{}}}
}

// Ours notes that the state has the object of an id.
func (c *Claims) Ours(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ours[id] = true
}

// Begin notes that an operation of the run begins, which ends with the function that it returns.
func (c *Claims) Begin() (end func()) {
	if c == nil {
		return func() {}
	}
	c.count(1, 1)
	c.enter(1)
	c.forgetFates()
	return func() { c.count(0, -1); c.enter(-1) }
}

func (c *Claims) enter(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open += n
}

// Rest notes that an operation waits for others, until the function that it returns is called.
func (c *Claims) Rest() (resume func()) {
	c.count(0, -1)
	return func() { c.count(0, 1) }
}

func (c *Claims) count(begun, atWork int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begun += begun
	c.atWork += atWork
}

// Activity tells how many operations are at work, those that rest not counted, and how many began so far.
func (c *Claims) Activity() (atWork, begun int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.atWork, c.begun
}

// Tell leaves what is known of the object of an id for others of this run: as it was read or written last, and in a
// plan as it is going to be.
func (c *Claims) Tell(id string, what any) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.told[id] = what
}

// Told is what was left of the object of an id; nil when nothing was.
func (c *Claims) Told(id string) any {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.told[id]
}

// Turn waits until no other operation of the run works on what is there under key: a create that takes it over, or the
// destroy of another resource that has it. end gives the turn to the next one. taken is what Take left.
func (c *Claims) Turn(ctx context.Context, key string) (taken any, end func(), err error) {
	if c == nil {
		return nil, func() {}, nil
	}
	c.mu.Lock()
	turn := c.turns[key]
	if turn == nil {
		turn = make(chan struct{}, 1)
		c.turns[key] = turn
	}
	c.mu.Unlock()
	defer c.Rest()()
	select {
	case turn <- struct{}{}:
	case <-ctx.Done():
		return nil, func() {}, ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.taken[key], func() { <-turn }, nil
}

// Take notes that the run made what takes over what is under key: whoever gives that up leaves it to what.
func (c *Claims) Take(key string, what any) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.taken[key] = what
}

// isOurs reports whether the state is known to have the object.
func (c *Claims) isOurs(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ours[id] || c.waitOn[id] != "" || c.gaveUp[id] != ""
}

// wait notes that self waits on other. It reports whether somebody waits for self's own name, and whether self has to
// step aside at once: when the two belong to a ring of waiting objects and self has the smallest id of it, so that
// exactly one object of a ring gives way; or when the one that waited for self has given up.
func (c *Claims) wait(self, other string) (wanted, now bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waitOn[self] = other
	for _, on := range c.waitOn {
		wanted = wanted || on == self
	}
	for _, on := range c.gaveUp {
		if on == self {
			return true, true
		}
	}
	smallest := self
	for at, steps := other, 0; at != self; steps++ {
		next, waiting := c.waitOn[at]
		if !waiting || steps > len(c.waitOn) {
			return wanted, false
		}
		smallest = min(smallest, at)
		at = next
	}
	return wanted, smallest == self
}

// awaited reports whether somebody gave up waiting for self.
func (c *Claims) awaited(self string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, on := range c.gaveUp {
		if on == self {
			return true
		}
	}
	return false
}

// leave ends the waiting of self; in vain when it gave up on the one in its way.
func (c *Claims) leave(self, vain string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.waitOn, self)
	if vain != "" {
		c.gaveUp[self] = vain
	}
}

// moved notes that self has another name than before.
func (c *Claims) moved(self string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.moves++
	for waiting, on := range c.gaveUp {
		if on == self {
			delete(c.gaveUp, waiting)
		}
	}
}

// now is what a wait looks at: how many names were given up, how many operations began, and whether one runs at a time.
func (c *Claims) now() (moves, begun int, serial bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.moves, c.begun, c.serial
}

// Clash is a write that WeCom refuses because its name is in use.
type Clash struct {
	// Self is the id of the object that wants the name, "" for a create.
	Self string
	// Try sends the write.
	Try func(context.Context) error
	// InTheWay finds the id of the object that has the name now, "" when nothing has it any more or it cannot be known.
	InTheWay func(context.Context) (string, error)
	// StepAside gives Self a temporary name; nil for a create.
	StepAside func(context.Context) error
	// StepBack gives Self its former name again, when stepping aside was in vain. Its failure is not told: the next
	// plan shows the temporary name.
	StepBack func(context.Context) error
}

// ErrClash is a name that stayed in use; By is the id of the object that has it, "" when unknown, and Ours says that
// the state has that object.
type ErrClash struct {
	By   string
	Ours bool
	Err  error
}

func (e *ErrClash) Error() string { return e.Err.Error() }

// Unwrap returns WeCom's refusal.
func (e *ErrClash) Unwrap() error { return e.Err }

// Resolve sends the write and, while it is refused with client.ErrNameTaken, waits for the object in the way to be
// renamed, moved or deleted by the same apply: up to ClashWait, and as long again whenever a name was given up
// meanwhile. It returns *ErrClash when the name stays in use, or when nobody could be asked twice in a row who has it.
func (c *Configured) Resolve(ctx context.Context, clash Clash) (err error) {
	if err = clash.Try(ctx); !nameTaken(err) {
		if err == nil && clash.Self != "" {
			c.Claims.moved(clash.Self)
		}
		return err
	}
	w := &waiting{Configured: c, Clash: clash, stuck: time.Now()}
	err = w.run(ctx, err)
	w.end(ctx, err)
	return err
}

// waiting is a write that waits for its name.
type waiting struct {
	*Configured
	Clash
	stuck time.Time // since when no name was given up
	aside bool
	owed  bool // somebody gave up waiting for the name of this one, and gets it in the next apply
}

func (w *waiting) run(ctx context.Context, err error) error {
	moves, begun, serial := w.Claims.now()
	patience := w.ClashWait
	if serial { // nobody else moves while this one waits
		patience = min(patience, 2*w.Poll)
	}
	giveUp, last := time.Now().Add(patience), ""
	for blind := false; ; {
		by, lookErr := w.InTheWay(ctx)
		if lookErr != nil && blind {
			return &ErrClash{Err: err}
		}
		// Who does not know what is in its way cannot be helped by it either, and with -parallelism=1 a ring of names
		// then needs one apply more.
		blind = lookErr != nil
		if by != "" && by != w.Self && w.Self != "" && !w.aside {
			w.owed = w.owed || w.Claims.awaited(w.Self)
			wanted, now := w.Claims.wait(w.Self, by)
			if now || wanted && time.Since(w.stuck) >= 2*w.Poll {
				if asideErr := w.StepAside(ctx); asideErr != nil {
					return asideErr
				}
				// The other one needs time to take the name, however late it came.
				w.aside, giveUp = true, time.Now().Add(patience)
				w.Claims.moved(w.Self)
			}
		}
		over := !blind && !time.Now().Before(giveUp)
		if over || Pause(ctx, w.Poll) != nil {
			w.learn(begun)
			return &ErrClash{By: by, Ours: w.Claims.isOurs(by), Err: err}
		}
		now, _, _ := w.Claims.now()
		if now != moves {
			moves, giveUp, w.stuck = now, time.Now().Add(patience), time.Now()
		}
		// One that is known to have the name still is not tried again, but at the end.
		if by != "" && by == last && time.Now().Before(giveUp) {
			if still, lookErr := w.InTheWay(ctx); lookErr == nil && still == by {
				continue
			}
		}
		last = by
		if err = w.Try(ctx); !nameTaken(err) {
			return err
		}
	}
}

// learn notes that the run does one operation at a time: while this one waited as long as it could, no other began.
func (w *waiting) learn(begun int) {
	w.Claims.mu.Lock()
	defer w.Claims.mu.Unlock()
	w.Claims.serial = w.Claims.serial || w.Claims.begun > 0 && w.Claims.begun == begun
}

// end leaves the names as they can stay.
func (w *waiting) end(ctx context.Context, err error) {
	if w.Self == "" {
		return
	}
	vain := ""
	var stays *ErrClash
	if errors.As(err, &stays) && stays.By != w.Self && ctx.Err() == nil {
		vain = stays.By
	}
	switch {
	case err == nil:
		w.Claims.moved(w.Self)
	case w.aside && w.StepBack != nil && !w.owed && !w.Claims.awaited(w.Self) && !(vain != "" && w.Claims.isOurs(vain)):
		// Also when the apply was interrupted, which ended ctx.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.ClashWait)
		defer cancel()
		_ = w.StepBack(ctx)
	}
	w.Claims.leave(w.Self, vain)
}

// NameTakenAdvice is what to do about a name that the object of id has. Only who makes an object may want to import
// that one: an object that is renamed is there already.
func NameTakenAdvice(op, noun, id string, ours bool) string {
	const shifted = "Names that shift from one object to the next, as under count when an element leaves the middle of a list, do not with for_each and stable keys."
	switch {
	case ours:
		return fmt.Sprintf("That %s is managed here, too, and was to give the name up in this apply, but not in time. Apply again. %s", noun, shifted)
	case op == "update":
		return fmt.Sprintf("If that %s is managed here, too, and gives the name up in the same apply, apply again. %s\nOtherwise choose another name.", noun, shifted)
	}
	return fmt.Sprintf("If it is managed here already: apply again where it gives the name up in this very apply, and take create_before_destroy away, or change the name, "+
		"where this one replaces it.\nTo manage it otherwise, import it:  terraform import <address> %s\nOr choose another name.", id)
}

// nameTaken reports a refusal that waiting may heal. A create of unknown outcome may wrap one, but repeating it could
// make a twin.
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
