// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"errors"
	"time"
)

const (
	// slots is how many operations Terraform runs side by side unless -parallelism says otherwise.
	slots = 10
	// quietLooks is how long, in pauses of Poll, nothing may be at work before a wait ends.
	quietLooks = 2
)

// arrivals are what writes of one run wait for.
type arrivals struct {
	open     int                                      // operations under way
	aside    int                                      // those that wait and can be done in another way
	arrived  map[string]bool                          // what this run made, by key
	news     int                                      // how often something arrived or moved
	late     map[string][]func(context.Context) error // what is to be done when something arrives
	relieved int                                      // Claims.begun when one made room for the others
}

// Arrived notes that the run made or moved the object of a key, and does what waited for it.
func (c *Claims) Arrived(ctx context.Context, key string) (err error) {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	late := c.late[key]
	delete(c.late, key)
	c.arrived[key] = true
	c.news++
	c.mu.Unlock()
	for _, do := range late {
		err = errors.Join(err, do(ctx))
	}
	return err
}

// Has reports whether the run made or moved the object of a key.
func (c *Claims) Has(key string) bool {
	if c == nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.arrived[key]
}

// Late does something as soon as the object of a key arrives: now, when it is there already.
func (c *Claims) Late(ctx context.Context, key string, do func(context.Context) error) error {
	c.mu.Lock()
	there := c.arrived[key]
	if !there {
		c.late[key] = append(c.late[key], do)
	}
	c.mu.Unlock()
	if there {
		return do(ctx)
	}
	return nil
}

// Missing is a write that WeCom refuses because what it names is not there, or is in its way: a department that another
// operation of the same apply makes, by a number that Terraform cannot know to be a reference.
type Missing struct {
	Try    func() error
	Absent func(error) bool
	// Aside, which may be nil, does the write in another way that needs nothing to be there. It is called when every
	// operation that Terraform runs waits, so that the one that all wait for cannot begin.
	Aside func() error
}

// Arrives sends a write, and again whenever something arrived. It gives up when nothing is at work any more that could
// bring it, and after ClashWait without news.
func (c *Configured) Arrives(ctx context.Context, m Missing) error {
	news := 0
	if c.Claims != nil { // from before the call: what arrives while it is under way is news
		news = c.Claims.state().news
	}
	err := m.Try()
	if c.Claims == nil || !m.Absent(err) {
		return err
	}
	resume := c.Claims.Rest()
	defer func() { resume() }()
	defer c.Claims.waits(m.Aside != nil)()
	quiet, began := time.Now(), time.Now()
	known := -1
	for {
		now := c.Claims.state()
		if now.news != news {
			news, began, quiet = now.news, time.Now(), time.Now()
			if err = m.Try(); !m.Absent(err) {
				return err
			}
		}
		if now.atWork > 0 || now.begun != known {
			known, quiet = now.begun, time.Now()
		}
		if time.Since(quiet) >= quietLooks*c.Poll {
			switch mine, over := c.Claims.relieve(now.begun, m.Aside != nil); {
			case over:
				return err
			case mine:
				resume()
				resume = func() {}
				if err = m.Try(); m.Absent(err) { // a last time: from here on it is too late
					err = m.Aside()
				}
				return err
			}
			quiet = time.Now()
		}
		if time.Since(began) >= c.ClashWait || Pause(ctx, c.Poll/4) != nil {
			return err
		}
	}
}

type activity struct{ news, atWork, begun int }

func (c *Claims) state() activity {
	c.mu.Lock()
	defer c.mu.Unlock()
	return activity{c.news, c.atWork, c.begun}
}

// waits counts the operations that wait and can be done in another way, until the function that it returns is called.
func (c *Claims) waits(aside bool) (end func()) {
	if !aside {
		return func() {}
	}
	count := func(n int) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.aside += n
	}
	count(1)
	return func() { count(-1) }
}

// relieve tells an operation that waits while nothing is at work what to do: over says to give up, because Terraform
// could begin whatever is still to come; mine that it is the one that makes room, one for each operation that begins.
func (c *Claims) relieve(begun int, aside bool) (mine, over bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.atWork > 0 || c.begun != begun:
		return false, false
	case c.open < slots || c.aside == 0:
		return false, true
	case !aside || c.relieved == begun:
		return false, false
	}
	c.relieved = begun
	return true, false
}
