// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// cell is one place of the table before the medians are taken.
type cell struct {
	size    int
	step    step
	variant variant
}

// results are everything that was measured.
type results struct {
	starts map[variant]time.Duration
	cells  map[cell][]measurement
}

func (r *results) add(size int, s step, v variant, m measurement) {
	if r.cells == nil {
		r.cells = map[cell][]measurement{}
	}
	at := cell{size, s, v}
	r.cells[at] = append(r.cells[at], m)
}

// median of an even number is the lower of the two in the middle: a value that was measured.
func median[T cmp.Ordered](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)-1)/2]
}

func medianOf[T cmp.Ordered](all []measurement, of func(measurement) T) T {
	values := make([]T, len(all))
	for i, m := range all {
		values[i] = of(m)
	}
	return median(values)
}

func wall(m measurement) time.Duration { return m.wall }
func cpu(m measurement) time.Duration  { return m.cpu }
func peak(m measurement) int64         { return m.peak }
func calls(m measurement) int          { return m.calls }

// ratio of a variant to another: the median over the runs, in each of which the two ran one after the other. ok is
// false when either was not measured.
func (r *results) ratio(size int, s step, v, base variant, of func(measurement) time.Duration) (ratio float64, ok bool) {
	a, b := r.cells[cell{size, s, v}], r.cells[cell{size, s, base}]
	if len(a) == 0 || len(a) != len(b) {
		return 0, false
	}
	ratios := make([]float64, len(a))
	for i := range a {
		ratios[i] = float64(of(a[i])) / float64(of(b[i]))
	}
	return median(ratios), true
}

// titles of the steps.
var titles = map[step]string{
	stepCreate: "apply, create", stepPlan: "plan, no-op", stepApply: "apply, no-op",
	stepPlanEdit: "plan, one edit", stepDestroy: "destroy",
}

// printedSteps in the order of the table: what is done every day first.
var printedSteps = []step{stepPlan, stepPlanEdit, stepCreate, stepApply, stepDestroy}

// print writes the table, the verdicts on the targets and how to read them.
func (r *results) print(w io.Writer, o *options, environment string) error {
	rows := [][]string{{cmp.Or(map[kind]string{people: "members"}[o.kind], "departments"), "step"}}
	for _, v := range o.variants {
		rows[0] = append(rows[0], string(v)+": wall", "CPU", "peak MiB")
		if v != nothing {
			rows[0] = append(rows[0], "calls", "wall ÷ floor", "CPU ÷ floor")
		}
	}
	for _, size := range o.sizes {
		for _, s := range printedSteps {
			if slices.Contains(o.steps, s) {
				rows = append(rows, r.row(o, size, s))
			}
		}
	}
	var starts []string
	for _, v := range o.variants {
		starts = append(starts, fmt.Sprintf("%s %d ms", v, r.starts[v].Milliseconds()))
	}
	text := table(rows) + "\nStart-up, from exec to the answer of GetProviderSchema: " + strings.Join(starts, ", ") + "\n\n" +
		strings.Join(r.verdicts(o.kind), "\n") + "\n\n" +
		"ours: the provider as shipped. floor: the same schema in the same framework, with nothing behind it.\n" +
		"bare: the floor with our logs and memory. CPU: user and system time of CLI and providers. peak: resident memory\n" +
		"of the largest provider process. calls: those of the API besides the token's. Ratios: medians of those of each run.\n" +
		environment
	_, err := io.WriteString(w, text)
	return err
}

func (r *results) row(o *options, size int, s step) []string {
	row := []string{thousands(size), titles[s]}
	for _, v := range o.variants {
		all := r.cells[cell{size, s, v}]
		row = append(row, seconds(medianOf(all, wall)), seconds(medianOf(all, cpu)), fmt.Sprintf("%.0f", mib(medianOf(all, peak))))
		if v == nothing {
			continue
		}
		row = append(row, thousands(medianOf(all, calls)))
		for _, of := range []func(measurement) time.Duration{wall, cpu} {
			text := "–"
			if ratio, ok := r.ratio(size, s, v, nothing, of); ok {
				text = fmt.Sprintf("%.2f", ratio)
			}
			row = append(row, text)
		}
	}
	return row
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func thousands(n int) string {
	text := strconv.Itoa(n)
	if n < 1000 {
		return text
	}
	return thousands(n/1000) + "," + text[len(text)-3:]
}

// table lays rows out in columns that Markdown reads as well; the first row is the heading.
func table(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, text := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(text))
		}
	}
	var b strings.Builder
	for n, row := range rows {
		for i, text := range row {
			gap := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(text))
			if i == 1 { // words to the left, numbers to the right
				b.WriteString("| " + text + gap + " ")
			} else {
				b.WriteString("| " + gap + text + " ")
			}
		}
		b.WriteString("|\n")
		if n > 0 {
			continue
		}
		for i, width := range widths {
			if i == 1 {
				b.WriteString("|" + strings.Repeat("-", width+2))
			} else {
				b.WriteString("|" + strings.Repeat("-", width+1) + ":")
			}
		}
		b.WriteString("|\n")
	}
	return b.String()
}
