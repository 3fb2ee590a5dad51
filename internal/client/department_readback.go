// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// maxReadBacks is how many calls a client spends on what WeCom chose for the
// departments it wrote. An apply of up to that many is read back completely;
// after that the next refresh, which reads all at once, is the cheaper way.
const maxReadBacks = 40

// ErrReadBackSpared says that a run has spent its calls on read-backs.
var ErrReadBackSpared = errors.New("not read back: this run has read back enough departments")

// readBacks shares calls between departments that wait to be read back: one
// wave is under way at a time, and what comes meanwhile goes with the next.
type readBacks struct {
	mu      sync.Mutex
	spent   int
	busy    bool
	waiting []*readBack
}

type readBack struct {
	ctx        context.Context
	id, parent int64
	details    bool
	done       chan struct{}

	d   *Department
	err error
}

func (r *readBack) finish(d *Department, err error) {
	r.d, r.err = d, err
	close(r.done)
}

// ReadBack reads what WeCom chose for a department under parent that the caller
// has just written: its order and, with details, its names and leaders.
// Without details the result may be IDsOnly: departments that wait at the same time are
// read with one department/simplelist (doc 95350) below their common parent, or
// of the corp. One that the list lacks is read like with Get. After maxReadBacks
// calls it fails with ErrReadBackSpared, without a call.
func (s *DepartmentService) ReadBack(ctx context.Context, id, parent int64, details bool) (*Department, error) {
	r := &readBack{ctx: ctx, id: id, parent: parent, details: details, done: make(chan struct{})}
	if err := s.queueReadBack(r); err != nil {
		return nil, err
	}
	return r.wait()
}

// queueReadBack puts r into the next wave.
func (s *DepartmentService) queueReadBack(r *readBack) error {
	b := &s.c.readBacks
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.spent >= maxReadBacks {
		return ErrReadBackSpared
	}
	b.waiting = append(b.waiting, r)
	if !b.busy {
		b.busy = true
		go s.readBackWaves()
	}
	return nil
}

func (r *readBack) wait() (*Department, error) {
	select {
	case <-r.done:
		return r.d, r.err
	case <-r.ctx.Done():
		return nil, fmt.Errorf("%s: %w", pathDepartmentGet, r.ctx.Err())
	}
}

func (s *DepartmentService) readBackWaves() {
	for b := &s.c.readBacks; ; {
		b.mu.Lock()
		wave := b.waiting
		b.waiting, b.busy = nil, len(wave) > 0
		b.mu.Unlock()
		if len(wave) == 0 {
			return
		}
		s.readBackWave(wave)
	}
}

func (s *DepartmentService) readBackWave(wave []*readBack) {
	var alone, together []*readBack
	for _, r := range wave {
		if r.details {
			alone = append(alone, r)
		} else {
			together = append(together, r)
		}
	}
	var listed []Department
	if len(together) > 1 && s.c.readBacks.spend() {
		under := &together[0].parent
		for _, r := range together {
			if r.parent != *under {
				under = nil
				break
			}
		}
		// The first of them may be given up while the others wait on.
		listed, _ = s.simpleList(context.WithoutCancel(together[0].ctx), under, nil)
	}
	for _, r := range together {
		if d := findDepartment(listed, r.id); d != nil {
			r.finish(d, nil)
		} else {
			alone = append(alone, r) // not shown yet, or no list: Get knows what to do
		}
	}
	var group sync.WaitGroup
	for _, r := range alone {
		if !s.c.readBacks.spend() {
			r.finish(nil, ErrReadBackSpared)
			continue
		}
		group.Go(func() { r.finish(s.Get(r.ctx, r.id)) })
	}
	group.Wait()
}

// spend reports whether one more call may be made.
func (b *readBacks) spend() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.spent >= maxReadBacks {
		return false
	}
	b.spent++
	return true
}
