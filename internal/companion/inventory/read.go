// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	noun "github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// parallel bounds how many objects are asked for at a time; the client sees to WeCom's limits below that.
const parallel = 8

// Options say what to read.
type Options struct {
	Kinds []Kind // nil: the usual ones
	// Content reads one by one, a call each, what WeCom's lists do not hold the content of. Without it such objects
	// have what the list shows: an id, or also a name and a time of creation.
	Content bool
	// Progress is told what was read so far, by one goroutine at a time; nil: nobody.
	Progress func(Progress)
}

// Progress is how far the reading of one kind is.
type Progress struct {
	Kind  Kind
	Done  int // objects read
	Total int // objects to read, 0 while the list is not known
	Ended bool
}

// ReadError is why nothing could be read at all: a wrong secret, an address that is not trusted, no connection, a
// limit, or an end of the context.
type ReadError struct{ Failure shared.Failure }

// Error holds what failed, why, what to do, and what WeCom's support needs.
func (e *ReadError) Error() string {
	return fmt.Sprintf("Unable to %s %s\n\n%s", e.Failure.Op, e.Failure.Noun, e.Failure.Detail())
}

// Unwrap returns the client's error.
func (e *ReadError) Unwrap() error { return e.Failure.Err }

// Read reads the corp.
//
// What WeCom refuses because of the credential or of the object, or what needs one that is not configured, becomes a
// note. Everything else is a *ReadError, or ctx.Err() when ctx ended.
func Read(ctx context.Context, c *client.Client, opts Options) (*Inventory, error) {
	asked := Usual()
	if opts.Kinds != nil {
		asked = slices.DeleteFunc(Kinds(), func(k Kind) bool { return !slices.Contains(opts.Kinds, k) })
	}
	r := &reader{client: c, content: opts.Content, progress: opts.Progress, slots: make(chan struct{}, parallel)}
	found := make([]part, len(asked))
	group, gctx := errgroup.WithContext(ctx)
	for i, kind := range asked {
		group.Go(func() (err error) {
			found[i], err = r.kind(gctx, kind)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	inv := &Inventory{CorpID: c.CorpID(), Kinds: asked}
	for _, p := range found {
		inv.Objects = append(inv.Objects, p.objects...)
		inv.Notes = append(inv.Notes, p.notes...)
	}
	explainOnce(inv.Notes)
	return inv, nil
}

// explainOnce leaves one explanation of each cause; what else was refused for it refers to that one.
func explainOnce(notes []Note) {
	first := map[string]string{}
	for i := range notes {
		n := &notes[i]
		cause := client.Cause(n.Err)
		if errors.Is(n.Err, client.ErrNoCredential) {
			cause = client.ErrNoCredential.Error()
		}
		if cause == "" {
			continue
		}
		f := n.failure()
		if told, again := first[cause]; again {
			n.Text, n.SameAs = f.Again(told), told
			continue
		}
		first[cause] = f.Subject
	}
}

// failure is the refusal behind a note.
func (n Note) failure() shared.Failure {
	if n.ID == "" {
		return shared.Failure{Op: "list", Noun: n.Kind.Plural(), Subject: "the " + n.Kind.Plural(), Err: n.Err}
	}
	return shared.Failure{Op: "read", Noun: n.Kind.Noun(), Subject: n.Kind.Noun() + " " + n.ID, Err: n.Err}
}

// part is what was found of one kind.
type part struct {
	objects []Object
	notes   []Note
}

type reader struct {
	client  *client.Client
	content bool
	slots   chan struct{}

	mu       sync.Mutex
	progress func(Progress)
}

func (r *reader) report(p Progress) {
	if r.progress == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress(p)
}

func (r *reader) kind(ctx context.Context, kind Kind) (part, error) {
	r.report(Progress{Kind: kind})
	p, err := r.listed(ctx, kind)
	switch {
	case err == nil:
		return p, nil
	case refused(err):
		r.report(Progress{Kind: kind, Ended: true})
		failure := shared.Failure{Op: "list", Noun: kind.Plural(), Subject: "the " + kind.Plural(), Err: err}
		if errors.Is(err, client.ErrNoCredential) {
			failure.NextStep = "Set it to have them looked for, or leave them out."
		}
		return part{notes: []Note{{Kind: kind, Reason: KindRefused, Text: failure.Detail(), Err: err}}}, nil
	}
	var whole *ReadError
	if errors.As(err, &whole) {
		return part{}, err
	}
	return part{}, &ReadError{shared.Failure{Op: "list", Noun: kind.Plural(), Subject: "the " + kind.Plural(), Err: err}}
}

// refused reports whether WeCom understood the call and will not answer it to this credential, or whether the one that
// it needs is not configured, so that going on with the rest makes sense.
func refused(err error) bool {
	if errors.Is(err, client.ErrNoCredential) {
		return true
	}
	var api *client.APIError
	if !errors.As(err, &api) || errors.Is(err, client.ErrBadCredential) || errors.Is(err, client.ErrUntrustedIP) || errors.Is(err, client.ErrRateLimited) {
		return false
	}
	switch api.Code {
	case 0, -1, 6000, 45035, 45036, 40014, 42001: // partly done, busy, or about the token
		return false
	}
	return true
}

// listed lists the objects of a kind, and adds their content where that is wanted.
func (r *reader) listed(ctx context.Context, kind Kind) (part, error) {
	entries, unseen, err := kind.About().List(ctx, r.client)
	if err != nil {
		return part{}, err
	}
	var p part
	for _, u := range unseen {
		p.notes = append(p.notes, Note{Kind: kind, Reason: u.Reason, Text: u.Text})
	}
	if !r.content || !slices.ContainsFunc(entries, func(e noun.Entry) bool { return e.Content == nil }) {
		for _, e := range entries {
			p.objects = append(p.objects, objectOf(kind, e))
		}
		r.report(Progress{Kind: kind, Done: len(entries), Total: len(entries), Ended: true})
		return p, nil
	}
	more, err := r.each(ctx, kind, entries)
	return part{more.objects, append(p.notes, more.notes...)}, err
}

func objectOf(kind Kind, e noun.Entry) Object {
	o := Object{Kind: kind, ID: e.ID, Name: e.Name, Path: e.Path, Value: e.Content}
	if e.Created != 0 {
		o.CreatedAt = time.Unix(e.Created, 0).UTC()
	}
	return o
}

// each reads the content of entries, several at a time, in their order. One that was deleted since it was listed is
// left out; one that is refused is noted.
func (r *reader) each(ctx context.Context, kind Kind, entries []noun.Entry) (part, error) {
	objects := make([]*Object, len(entries))
	notes := make([]*Note, len(entries))
	done := 0
	var mu sync.Mutex
	r.report(Progress{Kind: kind, Total: len(entries), Ended: len(entries) == 0})
	group, ctx := errgroup.WithContext(ctx)
	for i, e := range entries {
		group.Go(func() error {
			select {
			case r.slots <- struct{}{}:
			case <-ctx.Done():
				return ctx.Err()
			}
			defer func() { <-r.slots }()
			var err error
			if e.Content == nil {
				err = kind.About().Load(ctx, r.client, &e)
			}
			failure := shared.Failure{Op: "read", Noun: kind.Noun(), Subject: kind.Noun() + " " + e.ID, Err: err}
			switch {
			case errors.Is(err, client.ErrNotFound):
			case refused(err):
				notes[i] = &Note{Kind: kind, ID: e.ID, Reason: ObjectRefused, Text: failure.Detail(), Err: err}
			case err != nil:
				return &ReadError{failure}
			default:
				o := objectOf(kind, e)
				objects[i] = &o
			}
			mu.Lock()
			defer mu.Unlock()
			done++
			r.report(Progress{Kind: kind, Done: done, Total: len(entries), Ended: done == len(entries)})
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return part{}, err
	}
	var p part
	for i := range entries {
		if objects[i] != nil {
			p.objects = append(p.objects, *objects[i])
		}
		if notes[i] != nil {
			p.notes = append(p.notes, *notes[i])
		}
	}
	return p, nil
}
