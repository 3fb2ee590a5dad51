// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"time"
)

// What the provider promises; see the guide "Large organisations".
const (
	small, large = 500, 2000 // departments

	maxPlanWall   = 1.15 // times the floor's, of a no-op plan of large
	maxPlanCPU    = 1.3  // times the floor's, of the same
	maxCreateWall = 1.5  // times the floor's, of creating small
	maxPeak       = 80   // MiB, of any step with large
	maxStart      = 100 * time.Millisecond
	// maxGrowth is how much faster than the floor's our times may grow from small to large: not at all, but medians of
	// three runs differ by this much.
	maxGrowth = 1.05

	crowd          = 5000 // members
	maxMembersWall = 1.2  // times the bare floor's, of a no-op plan of crowd
)

// verdict judges one target in one line; format shows figure and limit.
func verdict(what string, measured bool, got, limit float64, format string) string {
	switch {
	case !measured:
		return "not measured  " + what
	case got > limit:
		return fmt.Sprintf("MISSED        %s: "+format+", at most "+format, what, got, limit)
	}
	return fmt.Sprintf("ok            %s: "+format+", at most "+format, what, got, limit)
}

// verdicts judge every target of single departments or of members, one line each; a tree has targets of its own
// elsewhere, which do not compare it with the floor.
func (r *results) verdicts(k kind) []string {
	if k == tree {
		return nil
	}
	if k == people {
		got, ok := r.ratio(crowd, stepPlan, ours, bare, wall)
		return []string{verdict("no-op plan of 5,000 members, wall", ok, got, maxMembersWall, "%.2f × the bare floor")}
	}
	var lines []string
	judge := func(what string, measured bool, got, limit float64, format string) {
		lines = append(lines, verdict(what, measured, got, limit, format))
	}
	ratio := func(what string, size int, s step, of func(measurement) time.Duration, limit float64) {
		got, ok := r.ratio(size, s, ours, nothing, of)
		judge(what, ok, got, limit, "%.2f × the floor")
	}
	ratio("no-op plan of 2,000, wall", large, stepPlan, wall, maxPlanWall)
	ratio("no-op plan of 2,000, CPU", large, stepPlan, cpu, maxPlanCPU)
	ratio("create of 500, wall", small, stepCreate, wall, maxCreateWall)

	var highest int64
	for at, all := range r.cells {
		if at.size == large && at.variant == ours {
			highest = max(highest, medianOf(all, peak))
		}
	}
	judge("provider's peak memory at 2,000", highest > 0, mib(highest), maxPeak, "%.0f MiB")
	start, ok := r.starts[ours]
	judge("start-up", ok, float64(start.Milliseconds()), float64(maxStart.Milliseconds()), "%.0f ms")

	for _, s := range printedSteps {
		atSmall, ok := r.ratio(small, s, ours, nothing, wall)
		atLarge, also := r.ratio(large, s, ours, nothing, wall)
		got := 0.0
		if ok && also {
			got = atLarge / atSmall
		}
		judge("growth from 500 to 2,000 of "+titles[s], ok && also, got, maxGrowth, "%.2f × the floor's")
	}
	return lines
}
