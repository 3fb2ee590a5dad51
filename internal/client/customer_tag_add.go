// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// createTolerance is how far create_time may lie before the call and still be
// ours: clocks of servers behind one name differ.
const createTolerance = 2 * time.Minute

type addedAnswer struct {
	Group one[tagGroupWire] `json:"tag_group"` // an object here, an array in lists
}

func (a *addedAnswer) check(*envelope) error {
	if !a.Group.present {
		return errors.New("it holds no tag_group")
	}
	return a.Group.value.checkIDs()
}

// Add makes tags, in a new group or in an existing one (doc 92117,
// add_corp_tag). Tags of the result are only the new ones, in the order of the
// request. A tag name taken in the group is ErrNameTaken.
//
// When the answer is lost, Add looks in the library: it adopts what it made,
// sends what is certainly missing, and otherwise fails with ErrOutcomeUnknown.
// A group together with an error means that the group exists but that WeCom
// complained about the request or that not all tags could be found. A group that
// an interrupted run made is adopted and returned with all tags that it has.
func (s *CustomerTagService) Add(ctx context.Context, in *AddTagsRequest) (*TagGroup, error) {
	if err := in.validate(); err != nil {
		return nil, err
	}
	a := adding{s: s, in: in, absent: in.KnownAbsent, left: *in, began: s.c.now()}
	var g *TagGroup
	var err error
	if in.GroupID == "" {
		g, err = a.makeGroup(ctx)
	} else {
		g, err = a.run(ctx)
	}
	if g != nil {
		sortAsAsked(g, in)
		keys := []string{tagKey(g.ID)}
		for _, t := range g.Tags {
			keys = append(keys, tagKey(t.ID))
		}
		s.c.recent.note(s.c.now(), keys...)
	}
	return g, err
}

func (in *AddTagsRequest) validate() error {
	switch {
	case in.GroupID == "" && in.GroupName == "":
		return errors.New("externalcontact/add_corp_tag: neither group id nor group name is given")
	case len(in.Tags) == 0:
		return errors.New("externalcontact/add_corp_tag: no tag is given, and a group cannot be empty")
	}
	seen := map[string]bool{}
	for _, t := range in.Tags {
		if t.Name == "" {
			return errors.New("externalcontact/add_corp_tag: a tag name is empty")
		}
		// WeCom would make one tag of two without a word.
		if seen[t.Name] {
			return fmt.Errorf("externalcontact/add_corp_tag: tag name %q is given twice", t.Name)
		}
		seen[t.Name] = true
	}
	return nil
}

func (in *AddTagsRequest) wants(name string) bool {
	return slices.ContainsFunc(in.Tags, func(t NewTag) bool { return t.Name == name })
}

func sortAsAsked(g *TagGroup, in *AddTagsRequest) {
	at := map[string]int{}
	for i, t := range in.Tags {
		at[t.Name] = i
	}
	slices.SortFunc(g.Tags, func(a, b Tag) int { return at[a.Name] - at[b.Name] })
}

// adding is one Add under way.
type adding struct {
	s       *CustomerTagService
	in      *AddTagsRequest
	left    AddTagsRequest // what still has to be sent
	adopted []Tag          // found after a lost answer, with GroupID
	absent  bool           // seen to be absent before the call, or since
	note    *note          // only where a group is made
	began   time.Time      // by our clock
}

func (a *adding) run(ctx context.Context) (*TagGroup, error) {
	var lostBefore, again40068 bool
	for n := 1; ; n++ {
		g, err := a.once(ctx)
		if g != nil {
			g.Tags = append(g.Tags, a.adopted...)
			if err == nil {
				err = a.complete(ctx, g)
			}
			return g, err
		}
		var lost *lostError
		switch {
		case errors.As(err, &lost):
			lostBefore = true
			err = lost.cause
			if e := a.s.c.backOff(ctx, n); e != nil {
				return nil, a.unknown("", both(err, e))
			}
		case is40068(err) && a.in.GroupID == "" && !again40068:
			// Seen now and then although no id was sent; the same call
			// succeeded later (doc 90313, community).
			again40068 = true
			if e := a.s.c.backOff(ctx, n); e != nil {
				return nil, both(err, e)
			}
			continue
		case lostBefore && errors.Is(err, ErrNameTaken): // ours, or a twin's
		case is40068(err) && a.in.GroupID != "":
			groups, e := a.s.List(ctx)
			return nil, classify40068(err, groups, e, []string{a.in.GroupID})
		case is40068(err):
			var api *APIError
			errors.As(err, &api)
			return nil, api.as(errNone)
		default:
			return nil, err
		}
		g, found, e := a.look(ctx, err, lost == nil)
		if g != nil || e != nil {
			return g, e
		}
		if (lost == nil && !found) || n > a.s.c.retry.MaxRetries {
			return nil, err
		}
		a.absent = true // the look was certain
	}
}

// makeGroup adopts the group that an interrupted run made of the same request,
// else makes it.
func (a *adding) makeGroup(ctx context.Context) (*TagGroup, error) {
	a.note = a.s.c.journal.noteFor(kindTagGroup, a.in)
	if g, err := a.recover(ctx); g != nil || err != nil {
		return g, err
	}
	g, err := a.run(ctx)
	id := ""
	if g != nil {
		id = g.ID
	}
	a.note.settle(ctx, id, err)
	return g, err
}

// recover looks for the group that an earlier run made and did not live to
// record, and adds what it lacks of the tags asked for. Group names are unique.
func (a *adding) recover(ctx context.Context) (*TagGroup, error) {
	was := a.note.claim(a.s.c.now())
	if was == nil {
		return nil, nil
	}
	defer was.release()
	settled := a.s.c.settledSince(was.last)
	for n := 1; ; n++ {
		groups, err := a.s.List(ctx)
		if err != nil {
			return nil, a.unknown(was.id, both(errInterrupted, err))
		}
		i := slices.IndexFunc(groups, func(g TagGroup) bool {
			if was.id != "" {
				return g.ID == was.id
			}
			return g.Name == a.in.GroupName && within(g.CreateTime, was.from, was.to) && !was.foreign(kindTagGroup, g.ID)
		})
		if i >= 0 {
			was.adopt(groups[i].ID)
			return a.s.addMissing(ctx, &groups[i], a.in)
		}
		if settled() {
			was.drop()
			return nil, nil
		}
		if err := a.s.c.backOff(ctx, n); err != nil {
			return nil, a.unknown(was.id, both(errInterrupted, err))
		}
	}
}

// addMissing adds those tags of in that g does not hold.
func (s *CustomerTagService) addMissing(ctx context.Context, g *TagGroup, in *AddTagsRequest) (*TagGroup, error) {
	missing := AddTagsRequest{GroupID: g.ID, KnownAbsent: true}
	for _, t := range in.Tags {
		if !slices.ContainsFunc(g.Tags, func(have Tag) bool { return have.Name == t.Name }) {
			missing.Tags = append(missing.Tags, t)
		}
	}
	if len(missing.Tags) == 0 {
		return g, nil
	}
	more, err := s.Add(ctx, &missing)
	if more != nil {
		g.Tags = append(g.Tags, more.Tags...)
	}
	return g, err
}

// once sends what is left. The group is nil unless WeCom made something.
func (a *adding) once(ctx context.Context) (*TagGroup, error) {
	var out addedAnswer
	var err error
	send := func() error {
		out = addedAnswer{}
		_, err := a.s.c.do(ctx, request{rt: routes[pathTagAdd], body: a.left, out: &out, note: a.note})
		return err
	}
	if a.in.GroupID != "" {
		err = a.s.c.settle(ctx, tagKey(a.in.GroupID), is40068, send)
	} else {
		err = send()
	}
	var lost *lostError
	if out.Group.value.ID == "" || errors.As(err, &lost) {
		return nil, err
	}
	g := out.Group.value.group()
	if g.Name == "" {
		g.Name = a.in.GroupName
	}
	g.Tags = slices.DeleteFunc(g.Tags, func(t Tag) bool { return !a.left.wants(t.Name) })
	return &g, err
}

// complete makes sure that every tag asked for is in g.
func (a *adding) complete(ctx context.Context, g *TagGroup) error {
	if len(g.Tags) == len(a.in.Tags) {
		return nil
	}
	full, err := a.s.getGroup(ctx, g.ID)
	if err != nil {
		return fmt.Errorf("externalcontact/add_corp_tag: the answer did not name every new tag of group %s, and reading them failed: %w", g.ID, err)
	}
	g.Tags = slices.DeleteFunc(full.Tags, func(t Tag) bool { return !a.in.wants(t.Name) })
	var missing []string
	for _, t := range a.in.Tags {
		if !slices.ContainsFunc(g.Tags, func(have Tag) bool { return have.Name == t.Name }) {
			missing = append(missing, t.Name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("externalcontact/add_corp_tag: WeCom answered that the tags were made, but group %s does not hold %s", g.ID, strings.Join(missing, ", "))
	}
	return nil
}

// look looks for what a lost call made, and tells whether any of it was found.
// Once the repetition was refused, something has a name of it: for as long as
// reads may lag, an answer that does not show it is doubted.
func (a *adding) look(ctx context.Context, cause error, refused bool) (g *TagGroup, found bool, err error) {
	look := a.lookForGroup
	if a.in.GroupID != "" {
		look = a.lookForTags
	}
	began, before := a.s.c.now(), len(a.left.Tags)
	for n := 1; ; n++ {
		groups, err := a.s.List(ctx)
		if err != nil {
			return nil, false, a.unknown("", both(cause, err))
		}
		g, err = look(groups, cause)
		found = len(a.left.Tags) < before
		if g != nil || err != nil || found || !refused || a.s.c.now().Sub(began) >= a.s.c.retry.LagTime {
			return g, found, err
		}
		if err := a.s.c.backOff(ctx, n); err != nil {
			return nil, false, a.unknown("", both(cause, err))
		}
	}
}

// lookForGroup decides about a lost call that was to make a group. Neither
// group nor error means that there certainly is none of that name.
func (a *adding) lookForGroup(groups []TagGroup, cause error) (*TagGroup, error) {
	i := slices.IndexFunc(groups, func(g TagGroup) bool { return g.Name == a.in.GroupName })
	if i < 0 {
		return nil, nil
	}
	g := groups[i]
	exact := len(g.Tags) == len(a.in.Tags) && !slices.ContainsFunc(g.Tags, func(t Tag) bool { return !a.in.wants(t.Name) })
	if a.absent && exact && a.recent(g.CreateTime) {
		return &g, nil
	}
	return nil, a.unknown(g.ID, cause)
}

// lookForTags decides about a lost call that was to add tags to a group. It
// collects those that were made and leaves the others to be sent.
func (a *adding) lookForTags(groups []TagGroup, cause error) (*TagGroup, error) {
	g := findGroup(groups, a.in.GroupID)
	if g == nil {
		return nil, nil // sending again gets WeCom's own refusal
	}
	var left []NewTag
	for _, t := range a.left.Tags {
		i := slices.IndexFunc(g.Tags, func(have Tag) bool { return have.Name == t.Name })
		switch {
		case i < 0:
			left = append(left, t)
		case a.absent || a.recent(g.Tags[i].CreateTime):
			a.adopted = append(a.adopted, g.Tags[i])
		default:
			return nil, a.unknown(g.Tags[i].ID, cause)
		}
	}
	a.left.Tags = left
	if len(left) > 0 {
		return nil, nil
	}
	found := *g
	found.Tags = a.adopted
	return &found, nil
}

func (a *adding) recent(createTime int64) bool {
	began := a.s.c.skew.serverTime(a.began)
	return !time.Unix(createTime, 0).Before(began.Add(-createTolerance))
}

func (a *adding) unknown(candidate string, cause error) error {
	var names []string
	for _, t := range a.in.Tags {
		names = append(names, fmt.Sprintf("%q", t.Name))
	}
	e := &OutcomeUnknownError{
		Path:   pathTagAdd,
		Sought: fmt.Sprintf("a customer tag group named %q with the tags %s", a.in.GroupName, strings.Join(names, ", ")),
		Cause:  cause,
	}
	if a.in.GroupID != "" {
		e.Sought = fmt.Sprintf("the customer tags %s in group %s", strings.Join(names, ", "), a.in.GroupID)
	}
	if candidate != "" {
		e.Candidates = []string{candidate}
	}
	return e
}
