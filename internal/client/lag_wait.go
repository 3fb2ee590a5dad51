// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"time"
)

// LagTime is how long a read that contradicts what was just written is doubted;
// see RetryPolicy.
func (c *Client) LagTime() time.Duration { return c.retry.LagTime }

// AwaitLag pauses before the n-th repetition of a read that lags behind a
// write: random, growing, as between repetitions of a call.
func (c *Client) AwaitLag(ctx context.Context, n int) error { return c.backOff(ctx, n) }
