// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"sync/atomic"
)

// maxReadBacks is how many calls a client spends on what WeCom chose for the departments it wrote; after that the next
// refresh, which reads all at once, is the cheaper way.
const maxReadBacks = 40

// ErrReadBackSpared says that a run has spent its calls on read-backs.
var ErrReadBackSpared = errors.New("not read back: this run has read back enough departments")

type readBacks struct{ spent atomic.Int64 }

// ReadBack reads what WeCom chose for a department under parent that the caller has just written (doc 95351,
// department/get). After maxReadBacks calls it fails with ErrReadBackSpared, without a call.
func (s *DepartmentService) ReadBack(ctx context.Context, id, _ int64, _ bool) (*Department, error) {
	if s.readBack.spent.Add(1) > maxReadBacks {
		return nil, ErrReadBackSpared
	}
	return s.Get(ctx, id)
}
