// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Unique is a name that no two objects may have at any moment. Objects of one apply make room for each other: names
// trade places, and shift along a list.
type Unique[M any] struct {
	// Scope keeps the ids of different nouns apart: tag_group.
	Scope string
	Rule  field.Name
	Name  func(*M) string
	// Holder finds the id of the object, other than self, that has the name; "" when none has it.
	Holder func(r *Run, name, self string) (string, error)
	// Rename gives an object another name, and nothing else.
	Rename func(r *Run, id, name string) error
	// Taken is Holder where more than a name of the whole corp can be in the way, Yield is Rename where more than a
	// name makes room: it gives the object of state, which is to become that of plan, temporary names, or, with back,
	// its own again.
	Taken func(r *Run, m *M, self string) (string, error)
	Yield func(r *Run, plan, state *M, back bool) error
}

// Create sends try, which makes m, and waits while WeCom says that its name is taken.
func (u *Unique[M]) Create(r *Run, m *M, try func() error) error {
	return r.Resolve(r, shared.Clash{
		Try:      func(context.Context) error { return try() },
		InTheWay: func(context.Context) (string, error) { return u.holder(r, m, "") },
	})
}

// Update sends try, which renames the object of state to that of plan, and waits while WeCom says that the name is
// taken; meanwhile the object makes room for others that wait for its own.
func (u *Unique[M]) Update(r *Run, plan, state *M, try func() error) error {
	id := of(state).objectID()
	return r.Resolve(r, shared.Clash{
		Self:     u.claim(id),
		Try:      func(context.Context) error { return try() },
		InTheWay: func(context.Context) (string, error) { return u.holder(r, plan, id) },
		StepAside: func(context.Context) error {
			return u.yield(r, plan, state, false)
		},
		StepBack: func(ctx context.Context) error {
			back := *r
			back.Context = ctx
			return u.yield(&back, plan, state, true)
		},
	})
}

func (u *Unique[M]) yield(r *Run, plan, state *M, back bool) error {
	if u.Yield != nil {
		return u.Yield(r, plan, state, back)
	}
	id, name := of(state).objectID(), u.Name(state)
	if !back {
		name = u.Rule.Aside(name, id)
	}
	return u.Rename(r, id, name)
}

func (u *Unique[M]) claim(id string) string { return u.Scope + "/" + id }

// ours notes that the state has an object, so that its name and id are no surprise.
func (r *managed[M, O]) ours(state *M) {
	switch {
	case r.Claims == nil:
	case r.Unique != nil:
		r.Claims.Ours(r.Unique.claim(of(state).objectID()))
	case r.Holder != nil:
		r.Claims.Ours(r.keyOf(of(state).objectID()))
	}
}

func (u *Unique[M]) holder(r *Run, m *M, self string) (string, error) {
	find := u.Taken
	if find == nil {
		find = func(r *Run, m *M, self string) (string, error) { return u.Holder(r, u.Name(m), self) }
	}
	id, err := find(r, m, self)
	if err != nil || id == "" {
		return "", err
	}
	return u.claim(id), nil
}

// explain tells what has the name, and the way out. Only a create may end in an import: an object that is renamed
// exists already, and what has its name may be of this very configuration and about to give it up.
func (u *Unique[M]) explain(noun string, m *M, f *shared.Failure) {
	var clash *shared.ErrClash
	if !errors.As(f.Err, &clash) || clash.By == "" {
		return
	}
	id := strings.TrimPrefix(clash.By, u.claim(""))
	f.Reason = fmt.Sprintf("%s named %q exists already (id %s)", article(noun), u.Name(m), id)
	f.NextStep = shared.NameTakenAdvice(f.Op, noun, id, clash.Ours)
}

// explainGone is the reason of a change of what is not there any more.
func (k *Kind[M, O]) explainGone(f *shared.Failure) {
	if f.Op == "update" && errors.Is(f.Err, client.ErrNotFound) {
		f.Reason, f.NextStep = "it was deleted since the plan was made", "Plan again: the new plan makes it again, or leaves it out."
	}
}
