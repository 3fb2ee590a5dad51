// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// watch samples the resident memory of process pid and of all that it starts; stop returns the highest sum in bytes. It
// needs /proc, and is 0 without.
func watch(pid int) (stop func() int64) {
	ended, highest := make(chan struct{}), make(chan int64)
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for most := int64(0); ; {
			sum := int64(0)
			for _, p := range family(pid) {
				sum += resident(p)
			}
			most = max(most, sum)
			select {
			case <-ended:
				highest <- most
				return
			case <-tick.C:
			}
		}
	}()
	return func() int64 {
		close(ended)
		return <-highest
	}
}

// family lists pid and its children, all levels.
func family(pid int) []int {
	out := []int{pid}
	for i := 0; i < len(out); i++ {
		tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", out[i]))
		for _, file := range tasks {
			raw, _ := os.ReadFile(file) // the process may have ended
			for _, field := range strings.Fields(string(raw)) {
				if child, err := strconv.Atoi(field); err == nil {
					out = append(out, child)
				}
			}
		}
	}
	return out
}

// resident is the memory of a process in bytes, 0 when it ended.
func resident(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if fields := strings.Fields(string(raw)); err == nil && len(fields) > 1 {
		pages, _ := strconv.ParseInt(fields[1], 10, 64)
		return pages * int64(os.Getpagesize())
	}
	return 0
}
