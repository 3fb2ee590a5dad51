// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// fixedSeeds is how many seeds go test plays, from 1 on.
const fixedSeeds = 500

func valuesOf(v tftypes.Value) map[string]tftypes.Value {
	out := map[string]tftypes.Value{}
	if !v.IsNull() && v.IsKnown() {
		_ = v.As(&out)
	}
	return out
}

// TestSeeds plays the fixed seeds. They are the same in each run of CI.
func TestSeeds(t *testing.T) {
	n := fixedSeeds
	if v := os.Getenv("WECOM_SEEDS"); v != "" {
		n, _ = strconv.Atoi(v)
	}
	const hands = 16 // sequences at once: they sleep in turns
	sums := make(chan stats, hands)
	for h := range hands {
		go func() {
			var st stats
			for i := h; i < n; i += hands {
				check(t, uint64(i+1), &st)
			}
			sums <- st
		}()
	}
	var sum stats
	for range hands {
		sum.add(<-sums)
	}
	t.Log(sum)
}

// lagSeeds is how many seeds go test plays under each lag.
const lagSeeds = 12

// TestLag plays sequences on a WeCom whose reads lag behind its writes: no inconsistent result, nothing dropped from
// the state, nothing made twice, and the plan after each apply is empty all the same.
func TestLag(t *testing.T) {
	n := lagSeeds
	if v := os.Getenv("WECOM_SEEDS"); v != "" {
		n, _ = strconv.Atoi(v)
	}
	var sum stats
	var mu sync.Mutex
	var all sync.WaitGroup
	for lag := 1; lag <= 5; lag++ {
		all.Go(func() {
			var st stats
			for i := range n {
				s := draw(uint64(1000*lag + i))
				s.lag = lag
				// What others do is seen when the lag is over; here it would be seen or not seen by chance.
				s.ops = slices.DeleteFunc(s.ops, func(o op) bool { return o.kind == "console" || o.kind == "outside delete" || o.kind == "fault" })
				s.check(t, &st)
			}
			mu.Lock()
			defer mu.Unlock()
			sum.add(st)
		})
	}
	all.Wait()
	t.Log(sum)
}

// TestDrawn plays one seed that is another in each run, or WECOM_SEED.
func TestDrawn(t *testing.T) {
	seed := rand.Uint64() >> 32
	if v := os.Getenv("WECOM_SEED"); v != "" {
		seed, _ = strconv.ParseUint(v, 10, 64)
	}
	t.Logf("seed %d; again with WECOM_SEED=%d", seed, seed)
	var st stats
	check(t, seed, &st)
}

// TestSoak plays drawn seeds for the time in WECOM_SOAK; see make soak.
func TestSoak(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("WECOM_SOAK"))
	if err != nil {
		t.Skip("WECOM_SOAK is not a duration: make soak runs this")
	}
	seed := rand.Uint64() >> 24
	if v := os.Getenv("WECOM_SEED"); v != "" {
		seed, _ = strconv.ParseUint(v, 10, 64)
	}
	t.Logf("from seed %d on", seed)
	var st stats
	for end := time.Now().Add(length); time.Now().Before(end); seed++ {
		check(t, seed, &st)
	}
	t.Log(st)
}

func (s *stats) add(o stats) {
	s.sequences += o.sequences
	s.ops += o.ops
	s.applies += o.applies
	s.calls += o.calls
	s.stuck += o.stuck
	s.bugs += o.bugs
}

func (s stats) String() string {
	return fmt.Sprintf("%d sequences, %d edits and other events, %d applies, %d calls, %d impossible in one apply, %d bugs", s.sequences, s.ops, s.applies, s.calls, s.stuck, s.bugs)
}

// check plays a seed and reports a failure with the shortest sequence found that still fails.
func check(t *testing.T, seed uint64, st *stats) {
	t.Helper()
	draw(seed).check(t, st)
}

func (s sequence) check(t *testing.T, st *stats) {
	t.Helper()
	err := s.run(t.Context(), st, nil)
	if err == nil {
		return
	}
	st.bugs++
	if os.Getenv("WECOM_NO_SHRINK") != "" {
		t.Errorf("seed %d, lag %d: %v", s.seed, s.lag, err)
		return
	}
	short, shortErr := shrink(t.Context(), s, err)
	t.Errorf("%v\n%s\n\nminimised from:\n%s\n%v", shortErr, short, s, err)
	_ = short.run(t.Context(), &stats{}, t.Logf)
}

// shrink leaves out events and readings as long as the rest still fails.
func shrink(ctx context.Context, s sequence, err error) (sequence, error) {
	fails := func(c sequence) error {
		for range 2 { // with several hands the order differs from run to run
			if e := c.run(ctx, &stats{}, nil); e != nil {
				return e
			}
		}
		return nil
	}
	end := time.Now().Add(20 * time.Second)
	for size := len(s.ops) / 2; size > 0; size /= 2 {
		for at := 0; at+size <= len(s.ops) && time.Now().Before(end); {
			c := s
			c.ops = slices.Delete(slices.Clone(s.ops), at, at+size)
			if e := fails(c); e != nil {
				s, err = c, e
			} else {
				at++
			}
		}
	}
	for at := 0; at < len(s.readings) && time.Now().Before(end); {
		c := s
		c.readings = slices.Delete(slices.Clone(s.readings), at, at+1)
		if e := fails(c); e != nil {
			s, err = c, e
		} else {
			at++
		}
	}
	return s, err
}
