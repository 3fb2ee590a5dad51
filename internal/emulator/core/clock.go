// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import "time"

// clock is the corp's own time: running with the machine's clock or frozen, plus what Advance added. The server's lock
// guards it.
type clock struct {
	frozen bool
	at     time.Time
	offset time.Duration
}

func (c *clock) now() time.Time {
	if c.frozen {
		return c.at.Add(c.offset)
	}
	return time.Now().Add(c.offset)
}

func (c *clock) freeze(at time.Time) { *c = clock{frozen: true, at: at} }

// Now is the emulated time.
func (s *Server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clock.now()
}

// Advance moves the emulated time forward; tokens, bans and quota windows go by it.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock.offset += d
}
