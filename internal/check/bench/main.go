// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command bench compares plans and applies of this provider with those of a provider that does nothing, and with ours
// when it reads every object by itself, on an emulated WeCom that takes its time. `make bench` runs it. `bench tree`,
// which `make bench-tree` runs, measures one wecom_department_tree.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// options are the command line.
type options struct {
	cli      string
	kind     kind
	sizes    []int
	steps    []step
	variants []variant
	runs     int
	starts   int
	latency  time.Duration
	profile  string
	progress io.Writer
}

func main() {
	run, err := command(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err = run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// command is what the command line asks for: the comparison, profiles, or the figures of one large tree.
func command(args []string) (func(context.Context) error, error) {
	if len(args) > 0 && args[0] == "tree" {
		o, err := parseTree(args[1:])
		if err != nil {
			return nil, err
		}
		return o.measure, nil
	}
	o, err := parse(args)
	if err != nil {
		return nil, err
	}
	if o.profile != "" {
		return o.profiles, nil
	}
	return o.compare, nil
}

func parse(args []string) (*options, error) {
	o := &options{progress: os.Stderr}
	set := flag.NewFlagSet("bench", flag.ExitOnError)
	set.StringVar(&o.cli, "cli", "", "path of terraform or tofu")
	kinds := set.String("kind", string(singles), "what is declared, one of "+joined(allKinds)+": departments one by one, in one tree, or members")
	sizes := set.String("sizes", "100,500,2000", "numbers of departments, or of members")
	steps := set.String("steps", joined(allSteps), "what to measure")
	variants := set.String("variants", joined(usualVariants), "providers to measure, of "+joined(allVariants))
	set.IntVar(&o.runs, "runs", 3, "how often each is measured; the table shows medians")
	set.IntVar(&o.starts, "starts", 11, "how often the start of each provider is measured")
	set.DurationVar(&o.latency, "latency", 50*time.Millisecond, "what every answer of WeCom takes")
	set.StringVar(&o.profile, "profile", "", "instead of the table, write profiles of our provider, taken once, into this folder")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	var err error
	if o.sizes, err = numbers(*sizes); err != nil {
		return nil, err
	}
	picked, err := chosen("-kind", *kinds, allKinds)
	if err != nil {
		return nil, err
	}
	o.kind = picked[0]
	if o.steps, err = chosen("-steps", *steps, allSteps); err != nil {
		return nil, err
	}
	if o.variants, err = chosen("-variants", *variants, allVariants); err != nil {
		return nil, err
	}
	switch {
	case o.cli == "":
		return nil, errors.New("-cli is missing; `make bench` finds one")
	case set.NArg() > 0:
		return nil, fmt.Errorf("what is %q? Flags only", set.Arg(0))
	case o.runs < 1 || o.starts < 1:
		return nil, errors.New("-runs and -starts are at least 1")
	}
	return o, nil
}

func numbers(sizes string) (out []int, err error) {
	for text := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("-sizes: %q is not a number of objects", text)
		}
		out = append(out, n)
	}
	return out, nil
}

// chosen picks the named ones, in the order of all.
func chosen[T ~string](name, text string, all []T) ([]T, error) {
	var out []T
	wanted := strings.Split(text, ",")
	for _, w := range wanted {
		if !slices.Contains(all, T(w)) {
			return nil, fmt.Errorf("%s: %q is none of %s", name, w, joined(all))
		}
	}
	for _, one := range all {
		if slices.Contains(wanted, string(one)) {
			out = append(out, one)
		}
	}
	return out, nil
}

func joined[T ~string](all []T) string {
	texts := make([]string, len(all))
	for i, one := range all {
		texts[i] = string(one)
	}
	return strings.Join(texts, ",")
}

// compare measures everything and prints the table. Each step is run with one provider after the other before the next
// step begins, so that what else happens on the machine meets all of them.
func (o *options) compare(ctx context.Context) error {
	p, err := buildPrograms(ctx)
	if err != nil {
		return err
	}
	defer p.remove()
	var r results
	if r.starts, err = o.measureStarts(ctx, p); err != nil {
		return err
	}
	for run := range o.runs {
		for _, size := range o.sizes {
			if err := o.round(ctx, p, run, size, &r); err != nil {
				return err
			}
		}
	}
	on, err := environment(ctx, o.cli, o.runs, o.latency)
	if err != nil {
		return err
	}
	return r.print(os.Stdout, o, on)
}

// round takes objects of one number from create to destroy.
func (o *options) round(ctx context.Context, p *programs, run, size int, r *results) error {
	rooms := map[variant]*room{}
	defer func() {
		for _, room := range rooms {
			room.close()
		}
	}()
	for _, v := range o.variants {
		room, err := newRoom(o, p, v, size)
		if err != nil {
			return err
		}
		rooms[v] = room
	}
	made := false
	if !slices.Contains(o.steps, stepCreate) {
		var err error
		if made, err = o.fill(ctx, rooms, size); err != nil {
			return err
		}
	}
	for _, s := range allSteps {
		measured := slices.Contains(o.steps, s)
		if !measured && (s != stepCreate || made) {
			continue // the objects are needed for everything else
		}
		for _, v := range o.variants {
			m, err := rooms[v].run(ctx, s)
			if err != nil {
				return fmt.Errorf("%s, %d objects, %s: %w", v, size, s, err)
			}
			fmt.Fprintf(o.progress, "run %d of %d: %5d objects, %-9s %-6s %s\n", run+1, o.runs, size, s, v, m)
			if measured {
				r.add(size, s, v, m)
			}
		}
	}
	return nil
}

// profiles runs the chosen steps once with our provider, profiled.
func (o *options) profiles(ctx context.Context) error {
	p, err := buildPrograms(ctx)
	if err != nil {
		return err
	}
	defer p.remove()
	for _, size := range o.sizes {
		if err := o.profileSize(ctx, p, size); err != nil {
			return err
		}
	}
	return nil
}

func (o *options) profileSize(ctx context.Context, p *programs, size int) error {
	room, err := newRoom(o, p, ours, size)
	if err != nil {
		return err
	}
	defer room.close()
	for _, s := range allSteps {
		if s != stepCreate && !slices.Contains(o.steps, s) {
			continue
		}
		dir, err := room.profileTo(p, o.profile, s)
		if err != nil {
			return err
		}
		m, err := room.run(ctx, s)
		if err != nil {
			return fmt.Errorf("%d objects, %s: %w", size, s, err)
		}
		fmt.Fprintf(os.Stdout, "%d objects, %s: %s\n  go tool pprof -top %s/cpu-*.pprof\n  go tool pprof -top -sample_index=inuse_space %s/heap-*.pprof\n",
			size, s, m, dir, dir)
	}
	return nil
}
