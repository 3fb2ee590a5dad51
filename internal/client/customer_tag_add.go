// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

type addedAnswer struct {
	Group tagGroupRow `json:"tag_group"` // an object here, an array in lists
}

func (a *addedAnswer) Check(bool) error {
	if a.Group.ID == "" && a.Group.Name == "" && len(a.Group.Rows) == 0 {
		return errors.New("it holds no tag_group")
	}
	return a.Group.checkIDs()
}

// Add makes tags, in a new group or in an existing one (doc 92117, add_corp_tag) or (doc 94882, add_strategy_tag). Tags
// of the result are only the new ones, in the order of the request. A tag name taken in the group is ErrNameTaken.
//
// When the answer is lost, Add looks in the library: it adopts what it made, sends what is certainly missing, and
// otherwise fails with ErrOutcomeUnknown. A group together with an error means that the group exists but that WeCom
// complained about the request or that not all tags could be found. A group that an interrupted run made is adopted and
// returned with all tags that it has.
func (s *CustomerTagService) Add(ctx context.Context, in *AddTagsRequest) (*TagGroup, error) {
	if err := in.validate(); err != nil {
		return nil, err
	}
	if s.homes != nil {
		own := *in
		own.RuleGroupID, in = s.ruleGroup, &own
	}
	a := adding{s: s, in: in, absent: in.KnownAbsent, left: *in}
	m := core.Making[TagGroup]{Sought: in.sought(), Twice: true, Send: a.send}
	if in.GroupID == "" {
		m.Body, m.Absent, m.Look = in, in.KnownAbsent, a.lookForGroup
	} else {
		// Not in the journal, and what is found is judged tag by tag.
		m.Absent, m.Look = true, a.lookForTags
	}
	g, id, err := s.set.Create(ctx, m)
	if id == "" {
		return nil, err
	}
	if a.earlier && err == nil {
		g, err = s.addMissing(ctx, g, in)
	}
	g.RuleGroupID = cmp.Or(g.RuleGroupID, s.ruleGroup)
	s.settle(g.ID)
	sortAsAsked(&g, in)
	for _, t := range g.Tags {
		s.c.JustMade(s.set.Key(t.ID))
	}
	return &g, err
}

func (in *AddTagsRequest) validate() error {
	switch {
	case in.GroupID == "" && in.GroupName == "":
		return errors.New(tagAdd.Path + ": neither group id nor group name is given")
	case len(in.Tags) == 0:
		return errors.New(tagAdd.Path + ": no tag is given, and a group cannot be empty")
	}
	seen := map[string]bool{}
	for _, t := range in.Tags {
		if t.Name == "" {
			return errors.New(tagAdd.Path + ": a tag name is empty")
		}
		// WeCom would make one tag of two without a word.
		if seen[t.Name] {
			return fmt.Errorf("%s: tag name %q is given twice", tagAdd.Path, t.Name)
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

// sought says what an add was to make.
func (in *AddTagsRequest) sought() string {
	var names []string
	for _, t := range in.Tags {
		names = append(names, fmt.Sprintf("%q", t.Name))
	}
	if in.GroupID != "" {
		return fmt.Sprintf("the customer tags %s in group %s", strings.Join(names, ", "), in.GroupID)
	}
	return fmt.Sprintf("a customer tag group named %q with the tags %s", in.GroupName, strings.Join(names, ", "))
}

// adding is one Add under way.
type adding struct {
	s       *CustomerTagService
	in      *AddTagsRequest
	left    AddTagsRequest // what still has to be sent
	adopted []Tag          // found after a lost answer, with GroupID
	absent  bool           // seen to be absent before the call, or since
	earlier bool           // an interrupted run made the group
}

// send sends what is left, and makes sure that every tag asked for is in the group. The id is "" unless WeCom made
// something.
func (a *adding) send(ctx context.Context, note *core.Note) (TagGroup, string, error) {
	g, err := a.once(ctx, note)
	if g == nil && core.CodeOf(err) == 40068 && a.in.GroupID == "" {
		// Seen now and then although no id was sent; the same call succeeded later (doc 90313, community).
		if e := a.s.c.BackOff(ctx, 1); e != nil {
			return TagGroup{}, "", core.Both(err, e)
		}
		g, err = a.once(ctx, note)
	}
	var lost *core.LostError
	switch {
	case g != nil:
		g.Tags = append(g.Tags, a.adopted...)
		if err == nil {
			err = a.complete(ctx, g)
		}
		return *g, g.ID, err
	case errors.As(err, &lost), core.CodeOf(err) != 40068:
	case a.in.GroupID == "":
		err = core.AsKind(err, core.ErrNone)
	default:
		groups, e := a.s.List(ctx)
		err = classify(err, groups, e, []string{a.in.GroupID})
	}
	return TagGroup{}, "", err
}

// once makes the call. The group is nil unless WeCom made something.
func (a *adding) once(ctx context.Context, note *core.Note) (*TagGroup, error) {
	var out addedAnswer
	var err error
	send := func() error {
		out = addedAnswer{}
		_, err := a.s.c.Do(ctx, core.Request{Endpoint: a.s.add, Body: a.left, Out: &out, Note: note})
		return err
	}
	if a.in.GroupID != "" {
		err = a.s.c.Settle(ctx, a.s.set.Key(a.in.GroupID), core.IsMissing, send)
	} else {
		err = send()
	}
	var lost *core.LostError
	if out.Group.ID == "" || errors.As(err, &lost) {
		return nil, err
	}
	g := out.Group.group()
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
		return fmt.Errorf("%s: the answer did not name every new tag of group %s, and reading them failed: %w", a.s.add.Path, g.ID, err)
	}
	g.Tags = slices.DeleteFunc(full.Tags, func(t Tag) bool { return !a.in.wants(t.Name) })
	var missing []string
	for _, t := range a.in.Tags {
		if !slices.ContainsFunc(g.Tags, func(have Tag) bool { return have.Name == t.Name }) {
			missing = append(missing, t.Name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("%s: WeCom answered that the tags were made, but group %s does not hold %s", a.s.add.Path, g.ID, strings.Join(missing, ", "))
	}
	return nil
}

// lookForGroup looks for the group of the name, which is unique: for what an interrupted run made whatever tags it has
// by now, for what this run made only with exactly the tags that were sent.
func (a *adding) lookForGroup(ctx context.Context, w core.Search) (found core.Found[TagGroup], err error) {
	groups, err := a.s.List(ctx)
	i := slices.IndexFunc(groups, func(g TagGroup) bool {
		if w.Earlier != nil && w.Earlier.ID != "" {
			return g.ID == w.Earlier.ID
		}
		return g.Name == a.in.GroupName
	})
	if err != nil || i < 0 {
		return found, err
	}
	g := groups[i]
	fits := w.Within(g.CreateTime) && !w.Excludes(g.ID)
	if w.Earlier != nil {
		if a.earlier = fits || g.ID == w.Earlier.ID; a.earlier {
			found.IDs, found.Made = []string{g.ID}, g
		}
		return found, nil
	}
	fits = fits && g.CreateTime != 0
	exact := len(g.Tags) == len(a.in.Tags) && !slices.ContainsFunc(g.Tags, func(t Tag) bool { return !a.in.wants(t.Name) })
	return core.Found[TagGroup]{IDs: []string{g.ID}, Made: g, Foreign: !exact || !fits}, nil
}

// lookForTags decides about a lost call that was to add tags to a group. It collects those that were made and leaves
// the others to be sent.
func (a *adding) lookForTags(ctx context.Context, w core.Search) (found core.Found[TagGroup], err error) {
	groups, err := a.s.List(ctx)
	g := findGroup(groups, a.in.GroupID)
	if err != nil || g == nil {
		return found, err // sending again gets WeCom's own refusal
	}
	var left []NewTag
	for _, t := range a.left.Tags {
		i := slices.IndexFunc(g.Tags, func(have Tag) bool { return have.Name == t.Name })
		switch {
		case i < 0:
			left = append(left, t)
		case a.absent || (g.Tags[i].CreateTime != 0 && w.Within(g.Tags[i].CreateTime)):
			a.adopted = append(a.adopted, g.Tags[i])
		default:
			return core.Found[TagGroup]{IDs: []string{g.Tags[i].ID}, Foreign: true}, nil
		}
	}
	found.Part = len(left) < len(a.left.Tags)
	a.left.Tags, a.absent = left, true // the look was certain
	if len(left) == 0 {
		found.IDs, found.Made = []string{g.ID}, *g
		found.Made.Tags = a.adopted
	}
	return found, nil
}

// addMissing adds those tags of in that g does not hold.
func (s *CustomerTagService) addMissing(ctx context.Context, g TagGroup, in *AddTagsRequest) (TagGroup, error) {
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

// Unrecorded reports whether an earlier run sent exactly this create, or may have, and was interrupted before Terraform
// could record it. It sends nothing.
func (s *CustomerTagService) Unrecorded(in *AddTagsRequest) bool {
	own := *in
	own.RuleGroupID = s.ruleGroup
	return in.GroupID == "" && s.c.Unrecorded(s.set.Kind, &own)
}
