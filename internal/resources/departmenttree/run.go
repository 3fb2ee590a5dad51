// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

const (
	// inFlight bounds the writes that wait for the client's lanes, which adapt how many are sent side by side to what
	// WeCom answers.
	inFlight = 8
	// failuresShown ends an apply that fails everywhere.
	failuresShown = 10
)

type progress int

const (
	pending progress = iota
	done
	failed
	skipped // its parent failed, or the run ended before
)

// job brings one declared department to where it is declared.
type job struct {
	target
	id       int64 // 0 until it is made
	progress progress
	in       *client.UpdateDepartmentRequest // what it needs, once it is ready
	blocker  int64                           // the department that has the name and will give it up
	// tooDeep is the refusal of a move that would have put departments below the last level, when deepAt writes had
	// been taken: moves of departments below it may make it possible.
	tooDeep error
	deepAt  int
}

// run is one apply.
type run struct {
	r        *Resource
	parentID int64
	corp     *corp
	jobs     []*job // parents first
	byPath   map[string]*job
	byID     map[int64]*job
	remove   map[int64]string // still to delete -> path
	leaving  map[int64]string // not declared, not announced to be deleted
	until    *shared.Emptying // for members to leave
	before   *client.DepartmentBaseline

	mu         sync.Mutex
	failures   []shared.Failure
	complaints []string
	wrote      int   // changes that WeCom took
	stop       error // ends the run
	sentNameEN bool
	was        map[int64]noteWas
}

func newRun(r *Resource, parentID int64, c *corp, targets []target, until *shared.Emptying) *run {
	w := &run{r: r, parentID: parentID, corp: c, byPath: make(map[string]*job, len(targets)), byID: make(map[int64]*job, len(targets)), remove: map[int64]string{}, until: until, was: map[int64]noteWas{}}
	for _, t := range targets {
		j := &job{target: t, id: t.tracked}
		if t.tracked == 0 && t.id != nil && c.byID[*t.id] != nil {
			j.id = *t.id // taken over
		}
		w.jobs = append(w.jobs, j)
		w.byPath[t.path] = j
		if j.id != 0 {
			w.byID[j.id] = j
		}
	}
	return w
}

func (w *run) parentOf(j *job) (id int64, p *job) {
	if j.parent == "" {
		return w.parentID, nil
	}
	p = w.byPath[j.parent]
	return p.id, p
}

// change is what department j needs, nil when it is as declared.
func (w *run) change(j *job) *client.UpdateDepartmentRequest {
	d := w.corp.byID[j.id]
	in := &client.UpdateDepartmentRequest{ID: j.id}
	if d.Name != j.name {
		in.Name = &j.name
	}
	if parent, _ := w.parentOf(j); d.ParentID != parent {
		in.ParentID = &parent
	}
	if j.nameEN != nil && *j.nameEN != d.NameEN && !d.IDsOnly {
		in.NameEN = j.nameEN
	}
	if j.order != nil && *j.order != d.Order {
		in.Order = j.order
	}
	if in.Name == nil && in.ParentID == nil && in.NameEN == nil && in.Order == nil {
		return nil
	}
	return in
}

// occupant finds the department that has the name that j wants. exact: WeCom certainly refuses it; otherwise the names
// differ in case.
func (w *run) occupant(j *job) (id int64, exact bool) {
	parent, _ := w.parentOf(j)
	return w.occupantBelow(parent, j)
}

func (w *run) occupantBelow(parent int64, j *job) (id int64, exact bool) {
	nameEN := ""
	if d := w.corp.byID[j.id]; d != nil {
		nameEN = d.NameEN
	}
	if j.nameEN != nil {
		nameEN = *j.nameEN
	}
	for _, s := range slotsOf(parent, j.name, nameEN) {
		for _, other := range w.corp.slots[s] {
			if d := w.corp.byID[other]; other != j.id {
				return other, !s.english && d.Name == j.name || s.english && d.NameEN == nameEN
			}
		}
	}
	return 0, false
}

// leaves reports whether department id is still to be moved, renamed or deleted.
func (w *run) leaves(id int64) bool {
	if _, ok := w.remove[id]; ok {
		return true
	}
	j := w.byID[id]
	return j != nil && j.progress == pending
}

// do makes, moves and renames top down, as soon as the parent is in place and the name is free, and then deletes. A
// department goes below one that is in place already, so that no move can end below itself.
func (w *run) do(ctx context.Context) {
	for w.stop == nil {
		ready, deep, waiting := w.ready()
		if len(ready) == 0 {
			ready = slices.DeleteFunc(slices.Clone(deep), func(j *job) bool { return j.deepAt == w.wrote })
		}
		if len(ready) > 0 {
			w.parallel(ctx, len(ready), func(ctx context.Context, i int) { w.write(ctx, ready[i]) })
		} else if len(waiting) == 0 || !w.unblock(ctx, waiting) {
			if len(deep) == 0 {
				break
			}
			w.giveUpDeep(deep)
		}
	}
	for _, j := range w.jobs {
		if j.progress == pending {
			j.progress = skipped
		}
	}
	if w.stop == nil && len(w.failures) == 0 {
		w.deleteAll(ctx)
	}
}

func (w *run) parallel(ctx context.Context, n int, fn func(ctx context.Context, i int)) {
	var g errgroup.Group
	g.SetLimit(inFlight)
	for i := range n {
		g.Go(func() error {
			if !w.ended() {
				fn(ctx, i)
			}
			return nil
		})
	}
	_ = g.Wait() // nothing above returns an error
}

func (w *run) ended() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stop != nil
}

// giveUpDeep fails the moves for which nothing has changed since they were refused.
func (w *run) giveUpDeep(deep []*job) {
	for _, j := range deep {
		w.fail(j.path, "update", j.tooDeep, "", "Where departments below it are deleted in the same apply, delete them in an apply before.")
		j.progress = failed
	}
}

// ready finds the writes that can be sent now, moves that were too deep before, and those that wait for a name.
func (w *run) ready() (ready, deep, waiting []*job) {
	for _, j := range w.jobs {
		if j.progress != pending {
			continue
		}
		_, p := w.parentOf(j)
		switch {
		case p != nil && p.progress == pending:
			continue
		case p != nil && p.progress != done:
			j.progress = skipped
			continue
		case j.id != 0 && w.corp.byID[j.id] == nil:
			w.fail(j.path, "update", fmt.Errorf("department %d: %w", j.id, client.ErrNotFound), "it was deleted after the plan was made", "Plan again.")
			j.progress = failed
			continue
		case j.id != 0:
			if j.in = w.change(j); j.in == nil {
				j.progress = done
				continue
			}
		}
		id, exact := w.occupant(j)
		switch {
		case id != 0 && w.leaves(id):
			j.blocker = id
			waiting = append(waiting, j)
		case exact:
			w.fail(j.path, "update", fmt.Errorf("department %d has that name: %w", id, client.ErrNameTaken),
				fmt.Sprintf("a sibling of that name exists (id %d), and could not be moved away", id), "See the other errors of this apply.")
			j.progress = failed
		case j.tooDeep != nil:
			deep = append(deep, j)
		default:
			ready = append(ready, j)
		}
	}
	return ready, deep, waiting
}

// unblock makes room when nothing can be sent: a department that is to go is deleted early, one that trades names gets
// a temporary name.
func (w *run) unblock(ctx context.Context, waiting []*job) bool {
	id := waiting[0].blocker
	if goes, ok := w.goes(id); ok {
		for _, below := range goes {
			if err := w.delete(ctx, below); err != nil {
				w.failDelete(ctx, below, label(w.remove[below], below), err, "")
				return w.giveUp(waiting[0])
			}
		}
		return true
	}
	d := w.corp.byID[id]
	name := field.DepartmentName.Aside(d.Name, strconv.FormatInt(id, 10))
	in := &client.UpdateDepartmentRequest{ID: id, Name: &name}
	if d.NameEN != "" {
		nameEN := field.DepartmentName.Aside(d.NameEN, strconv.FormatInt(id, 10))
		in.NameEN = &nameEN
	}
	if err := w.r.Client.Departments.Update(ctx, in); err != nil {
		w.fail(label(d.Name, id), "update", err, "", "")
		return w.giveUp(waiting[0])
	}
	w.wrote++
	w.remember(id)
	w.corp.update(in)
	return true
}

// giveUp fails a job whose name cannot be freed; the others go on.
func (w *run) giveUp(j *job) bool {
	j.progress = failed
	return w.stop == nil
}

// write makes or changes one department.
func (w *run) write(ctx context.Context, j *job) {
	var err error
	op := "update"
	if j.id == 0 {
		op, err = "create", w.create(ctx, j)
	} else if err = w.r.Client.Departments.Update(ctx, j.in); err == nil {
		w.took(j.in.NameEN != nil)
		w.remember(j.in.ID)
		w.corp.update(j.in)
	}
	if shared.Code(err) == 81002 && op == "update" && j.in.ParentID != nil {
		j.tooDeep, j.deepAt = err, w.taken()
		return
	}
	if err != nil {
		reason, next := w.clash(ctx, j, err)
		w.fail(j.path, op, err, reason, next)
		j.progress = failed
		return
	}
	j.progress = done
}

// clash tells what is in the way of a write that WeCom refused although the name was free when the apply began.
func (w *run) clash(ctx context.Context, j *job, err error) (reason, next string) {
	if !errors.Is(err, client.ErrNameTaken) {
		return "", ""
	}
	parent, _ := w.parentOf(j)
	siblings, _ := w.r.Client.Departments.List(ctx, &parent)
	for _, d := range siblings {
		if d.ID != j.id && d.ParentID == parent && !d.IDsOnly && (strings.EqualFold(d.Name, j.name) || j.nameEN != nil && strings.EqualFold(d.NameEN, *j.nameEN)) {
			return fmt.Sprintf("a sibling of that name exists already (id %d)", d.ID),
				fmt.Sprintf("To manage it, write  %s = { id = %d }.  Otherwise choose another name.", quote(j.path), d.ID)
		}
	}
	if j.entry.id != nil {
		return fmt.Sprintf("department id %d is taken, by a department that the app does not see, or just now", *j.entry.id),
			"Choose another id, or leave id out."
	}
	return "", ""
}

// request is the create of j; the journal knows it by what is in its body.
func (w *run) request(j *job, parent int64) *client.CreateDepartmentRequest {
	return &client.CreateDepartmentRequest{ID: j.entry.id, Name: j.name, NameEN: j.nameEN, ParentID: parent, Order: j.order, Before: w.before}
}

func (w *run) create(ctx context.Context, j *job) error {
	parent, _ := w.parentOf(j)
	in := w.request(j, parent)
	id, complaint := w.r.Client.Departments.Create(ctx, in)
	if id == 0 {
		return complaint
	}
	w.took(j.nameEN != nil)
	d := client.Department{ID: id, Name: j.name, ParentID: parent}
	if j.nameEN != nil {
		d.NameEN = *j.nameEN
	}
	if j.order != nil {
		d.Order = *j.order
	}
	w.corp.put(d)
	late := w.r.Claims.Arrived(ctx, fmt.Sprintf("department/%d", id))
	w.mu.Lock()
	defer w.mu.Unlock()
	if late != nil {
		w.complaints = append(w.complaints, fmt.Sprintf("%s: departments that wait for it below the root could not be moved below it: %s", label(j.path, id), late))
	}
	j.id = id
	w.byID[id] = j
	if complaint != nil { // made nevertheless
		w.complaints = append(w.complaints, fmt.Sprintf("%s: %s", label(j.path, id), complaint))
	}
	return nil
}

// taken counts the changes that WeCom took so far.
func (w *run) taken() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.wrote
}

func (w *run) took(nameEN bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrote++
	w.sentNameEN = w.sentNameEN || nameEN
}

// remember notes how a department was before the first change of this apply.
func (w *run) remember(id int64) {
	w.corp.mu.Lock()
	d := w.corp.byID[id]
	w.corp.mu.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, noted := w.was[id]; d != nil && !noted && len(w.was) < maxWas {
		w.was[id] = noteWas{Name: d.Name, NameEN: d.NameEN, ParentID: d.ParentID, Order: d.Order}
	}
}

// fail notes a failure; one that is not about this very department ends the run.
func (w *run) fail(subject, op string, err error, reason, next string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failures = append(w.failures, shared.Failure{Op: op, Noun: "department", Subject: quote(subject), Err: err, Reason: reason, NextStep: next})
	if w.stop == nil && (!aboutOne(err) || len(w.failures) >= failuresShown) {
		w.stop = err
	}
}

// aboutOne reports a refusal that says nothing about other departments (doc 90205 to 90207, 90313).
func aboutOne(err error) bool {
	return slices.Contains([]int{40058, 60001, 60003, 60004, 60005, 60006, 60008, 60009, 60010, 60123, 60124, 60125, 81002}, shared.Code(err))
}

// left counts what was declared and is not in place.
func (w *run) left() (n int) {
	for _, j := range w.jobs {
		if j.progress != done {
			n++
		}
	}
	return n + len(w.remove)
}
