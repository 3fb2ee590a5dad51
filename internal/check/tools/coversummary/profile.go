// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// profile holds the blocks of a coverage profile by their place, such as internal/client/token.go:12.3,14.5.
type profile map[string]block

type block struct {
	statements int
	ran        bool
}

var line = regexp.MustCompile(`^(.+):(\d+\.\d+,\d+\.\d+) (\d+) (\d+)$`)

// readProfile reads what one or several test binaries measured.
func readProfile(r io.Reader, module string) (profile, error) {
	found := profile{}
	in := bufio.NewScanner(r)
	for in.Scan() {
		text := in.Text()
		if text == "" || strings.HasPrefix(text, "mode: ") {
			continue
		}
		m := line.FindStringSubmatch(text)
		if m == nil {
			return nil, fmt.Errorf("%q is no line of a coverage profile", text)
		}
		statements, err := strconv.Atoi(m[3])
		if err != nil {
			return nil, fmt.Errorf("%q: %w", text, err)
		}
		place := strings.TrimPrefix(m[1], module+"/") + ":" + m[2]
		found[place] = block{statements, found[place].ran || m[4] != "0"}
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errors.New("nothing was measured")
	}
	return found, nil
}

// sum counts the statements of the packages for which in holds.
func (p profile) sum(in func(pkg string) bool) (ran, all int) {
	for place, b := range p {
		if !in(packageOf(place)) {
			continue
		}
		all += b.statements
		if b.ran {
			ran += b.statements
		}
	}
	return ran, all
}

func packageOf(place string) string {
	file, _, _ := strings.Cut(place, ":")
	return path.Dir(file)
}

// report prints every package, then the rooms, and fails with the names of those that have too little.
func (p profile) report(w io.Writer, rooms []string, minimum float64) error {
	packages := map[string]bool{}
	for place := range p {
		packages[packageOf(place)] = true
	}
	fmt.Fprintln(w, "Statements that ran in the tests of any package, in the test's own process:")
	for _, pkg := range slices.Sorted(maps.Keys(packages)) {
		ran, all := p.sum(func(other string) bool { return other == pkg })
		fmt.Fprintf(w, "  %5.1f %%  %5d of %5d  %s\n", percent(ran, all), ran, all, pkg)
	}
	var low []string
	for _, room := range rooms {
		ran, all := p.sum(func(pkg string) bool { return pkg == room || strings.HasPrefix(pkg, room+"/") })
		fmt.Fprintf(w, "%s with all below it: %.1f %%, %d of %d; wanted: %.0f %%\n", room, percent(ran, all), ran, all, minimum)
		if percent(ran, all) < minimum {
			low = append(low, room)
		}
	}
	if len(low) > 0 {
		return fmt.Errorf("too few statements ran in %s", strings.Join(low, ", "))
	}
	return nil
}

func percent(ran, all int) float64 {
	if all == 0 {
		return 0
	}
	return 100 * float64(ran) / float64(all)
}
