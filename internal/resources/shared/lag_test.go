// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"testing"
	"testing/synctest"
	"time"
)

// A time in the future was written by a clock that was ahead: it must not hold up reads until that clock's time has
// come.
func TestRecent_clockThatWasAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const span = 10 * time.Second
		for ago, want := range map[time.Duration]bool{0: true, 9 * time.Second: true, 11 * time.Second: false, -time.Second: false, -time.Hour: false} {
			if got := recent(time.Now().Add(-ago).UnixMilli(), span); got != want {
				t.Errorf("%s ago: %t, want %t", ago, got, want)
			}
		}
	})
}
