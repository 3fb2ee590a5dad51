// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

// CustomerTagService reads and writes the corp's customer tags (企业客户标签,
// doc 92117) with the app secret. An app edits and deletes only its own tags.
type CustomerTagService struct{ c *Client }

// TagGroup is a group of customer tags; a group without tags cannot exist.
type TagGroup struct {
	ID         string
	Name       string
	CreateTime int64 // Unix seconds
	Order      int64 // larger sorts first, 0 to 2^32-1
	Tags       []Tag
}

// Tag is one customer tag.
type Tag struct {
	ID         string
	Name       string
	CreateTime int64 // Unix seconds
	Order      int64 // larger sorts first, 0 to 2^32-1
}

// AddTagsRequest adds tags to the group GroupID, or makes the group GroupName.
// WeCom merges silently into a group that has that name already.
type AddTagsRequest struct {
	GroupID   string   `json:"group_id,omitempty"`
	GroupName string   `json:"group_name,omitempty"` // 1 to 30 characters
	Order     *int64   `json:"order,omitempty"`      // of the group; ignored by WeCom with GroupID
	Tags      []NewTag `json:"tag"`                  // at least one
	// KnownAbsent is set by a caller that has just seen that no group is named
	// GroupName or, with GroupID, that the group holds none of these names.
	// Only then may what is found after a lost answer be adopted; with GroupID
	// a tag made after the call began may be adopted as well.
	KnownAbsent bool `json:"-"`
}

// NewTag is one tag to be made.
type NewTag struct {
	Name  string `json:"name"` // 1 to 30 characters, unique in its group
	Order *int64 `json:"order,omitempty"`
}

// EditTagRequest renames or reorders; ID is that of a tag or of a group.
type EditTagRequest struct {
	ID    string  `json:"id"`
	Name  *string `json:"name,omitempty"`
	Order *int64  `json:"order,omitempty"`
}

// DeleteTagsRequest deletes all or nothing. A group dies with its last tag.
type DeleteTagsRequest struct {
	TagIDs   []string `json:"tag_id,omitempty"`
	GroupIDs []string `json:"group_id,omitempty"`
}

type tagWire struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	CreateTime flexInt  `json:"create_time"`
	Order      flexInt  `json:"order"`
	Deleted    flexBool `json:"deleted"` // only in filtered reads
}

type tagGroupWire struct {
	ID         string        `json:"group_id"`
	Name       string        `json:"group_name"`
	CreateTime flexInt       `json:"create_time"`
	Order      flexInt       `json:"order"`
	Deleted    flexBool      `json:"deleted"`
	Tags       list[tagWire] `json:"tag"`
}

// group drops deleted tags and sorts the others.
func (w tagGroupWire) group() TagGroup {
	g := TagGroup{ID: w.ID, Name: w.Name, CreateTime: int64(w.CreateTime), Order: int64(w.Order), Tags: []Tag{}}
	for _, t := range w.Tags.items {
		if !t.Deleted {
			g.Tags = append(g.Tags, Tag{t.ID, t.Name, int64(t.CreateTime), int64(t.Order)})
		}
	}
	slices.SortFunc(g.Tags, func(a, b Tag) int {
		return cmp.Or(cmp.Compare(b.Order, a.Order), cmp.Compare(a.CreateTime, b.CreateTime), cmp.Compare(a.ID, b.ID))
	})
	return g
}

// alive is false for a group that is marked deleted or all of whose tags are:
// a group cannot be empty.
func (w tagGroupWire) alive(g TagGroup) bool {
	return !bool(w.Deleted) && (len(g.Tags) > 0 || len(w.Tags.items) == 0)
}

type tagListRequest struct {
	TagIDs   []string `json:"tag_id,omitempty"`
	GroupIDs []string `json:"group_id,omitempty"`
}

type tagListAnswer struct {
	Groups list[tagGroupWire] `json:"tag_group"`
}

// check takes errcode 0 without a list for an empty one, which is how WeCom
// leaves out empty lists; a corp may have no tag group.
func (a *tagListAnswer) check(env *envelope) error {
	if !a.Groups.present && !env.Errcode.present {
		return errors.New("it holds neither errcode nor tag groups")
	}
	for _, g := range a.Groups.items {
		if err := g.checkIDs(); err != nil {
			return err
		}
	}
	return nil
}

func (w tagGroupWire) checkIDs() error {
	if w.ID == "" {
		return errors.New("it holds a tag group without group_id")
	}
	for _, t := range w.Tags.items {
		if t.ID == "" {
			return errors.New("it holds a tag without id")
		}
	}
	return nil
}

func tagKey(id string) string { return "tag/" + id } // tags and groups share one id space

// is40068 reports the code for an unknown, a deleted and a foreign id.
func is40068(err error) bool {
	var api *APIError
	return errors.As(err, &api) && api.Code == 40068
}

// List reads the whole library without deleted rows (doc 92117,
// get_corp_tag_list): groups, and tags in each, by order descending, then
// create_time, then id. There is no paging; a corp has at most 10,000 tags.
// Callers that come while a list is under way share the next one.
func (s *CustomerTagService) List(ctx context.Context) ([]TagGroup, error) {
	l, err := s.c.library.fresh(ctx)
	if err != nil {
		return nil, err
	}
	return l.copied(), nil
}

// query reads live groups.
func (s *CustomerTagService) query(ctx context.Context, in tagListRequest) ([]TagGroup, error) {
	var out tagListAnswer
	if _, err := s.c.do(ctx, request{rt: routes[pathTagList], body: in, out: &out}); err != nil {
		return nil, err
	}
	groups := []TagGroup{}
	for _, w := range out.Groups.items {
		if g := w.group(); w.alive(g) {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b TagGroup) int {
		return cmp.Or(cmp.Compare(b.Order, a.Order), cmp.Compare(a.CreateTime, b.CreateTime), cmp.Compare(a.ID, b.ID))
	})
	return groups, nil
}

// GetGroup reads one group with all its tags (doc 92117). ErrNotFound is
// certain: a group that the filtered read does not give is looked up in the
// whole library.
func (s *CustomerTagService) GetGroup(ctx context.Context, id string) (*TagGroup, error) {
	return s.getSettled(ctx, id, func() (*TagGroup, error) { return s.getGroup(ctx, id) })
}

// GetByTag reads the group that holds a tag, with all its tags (doc 92117).
func (s *CustomerTagService) GetByTag(ctx context.Context, tagID string) (*TagGroup, error) {
	return s.getSettled(ctx, tagID, func() (*TagGroup, error) { return s.getByTag(ctx, tagID) })
}

func (s *CustomerTagService) getSettled(ctx context.Context, id string, get func() (*TagGroup, error)) (*TagGroup, error) {
	if id == "" {
		return nil, errors.New("externalcontact/get_corp_tag_list: the id is empty")
	}
	var g *TagGroup
	err := s.c.settle(ctx, tagKey(id), isMissing, func() (err error) {
		g, err = get()
		return err
	})
	if err != nil {
		return nil, err
	}
	return g, nil
}

func (s *CustomerTagService) getGroup(ctx context.Context, id string) (*TagGroup, error) {
	groups, err := s.query(ctx, tagListRequest{GroupIDs: []string{id}})
	if err != nil && !is40068(err) {
		return nil, err
	}
	if g := findGroup(groups, id); g != nil && len(g.Tags) > 0 {
		return g, nil
	}
	// Whether a deleted group is marked, refused or left out is not
	// established; the unfiltered list holds exactly what exists.
	if groups, err = s.List(ctx); err != nil {
		return nil, err
	}
	if g := findGroup(groups, id); g != nil {
		return g, nil
	}
	return nil, fmt.Errorf("customer tag group %s is not in the corp's tag library: %w", id, ErrNotFound)
}

func (s *CustomerTagService) getByTag(ctx context.Context, tagID string) (*TagGroup, error) {
	groups, err := s.query(ctx, tagListRequest{TagIDs: []string{tagID}})
	if err != nil && !is40068(err) {
		return nil, err
	}
	if g := findGroupOfTag(groups, tagID); g != nil {
		// Whether the group holds all its tags here is not stated (doc 92117).
		full, err := s.getGroup(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		if findTag(full.Tags, tagID) {
			return full, nil
		}
	}
	if groups, err = s.List(ctx); err != nil {
		return nil, err
	}
	if g := findGroupOfTag(groups, tagID); g != nil {
		return g, nil
	}
	return nil, fmt.Errorf("customer tag %s is not in the corp's tag library: %w", tagID, ErrNotFound)
}

func findGroup(groups []TagGroup, id string) *TagGroup {
	for i := range groups {
		if groups[i].ID == id {
			return &groups[i]
		}
	}
	return nil
}

func findGroupOfTag(groups []TagGroup, tagID string) *TagGroup {
	for i := range groups {
		if findTag(groups[i].Tags, tagID) {
			return &groups[i]
		}
	}
	return nil
}

func findTag(tags []Tag, id string) bool {
	return slices.ContainsFunc(tags, func(t Tag) bool { return t.ID == id })
}

// holds tells whether id is a group or a tag of the library.
func holds(groups []TagGroup, id string) bool {
	return findGroup(groups, id) != nil || findGroupOfTag(groups, id) != nil
}

// Edit renames or reorders a tag or a group (doc 92117, edit_corp_tag). A name
// in use is ErrNameTaken; an id that exists but is refused is ErrNotOwned; one
// that is gone is ErrNotFound. Repeated after a lost answer.
func (s *CustomerTagService) Edit(ctx context.Context, in *EditTagRequest) error {
	if in.ID == "" {
		return errors.New("externalcontact/edit_corp_tag: the id is empty")
	}
	return s.c.settle(ctx, tagKey(in.ID), is40068, func() error {
		_, err := s.c.do(ctx, request{rt: routes[pathTagEdit], body: in})
		if !is40068(err) {
			return err
		}
		groups, e := s.List(ctx)
		return classify40068(err, groups, e, []string{in.ID})
	})
}

// classify40068 tells gone from foreign: WeCom answers 40068 to both.
func classify40068(err error, groups []TagGroup, listErr error, ids []string) error {
	var api *APIError
	if !errors.As(err, &api) {
		return err
	}
	if listErr != nil {
		return both(api.as(errNone), listErr)
	}
	for _, id := range ids {
		if holds(groups, id) {
			return api.as(ErrNotOwned)
		}
	}
	return api.as(ErrNotFound)
}

// Delete removes tags and groups (doc 92117, del_corp_tag). WeCom deletes all
// or nothing, so ids that are gone already are left out and the rest is sent
// again. ErrNotFound: all were gone before; ErrNotOwned: one of those left was
// made by another app or in the console. Gone after a lost answer is success.
func (s *CustomerTagService) Delete(ctx context.Context, in *DeleteTagsRequest) error {
	if len(in.TagIDs)+len(in.GroupIDs) == 0 {
		return errors.New("externalcontact/del_corp_tag: no id is given")
	}
	if slices.Contains(in.TagIDs, "") || slices.Contains(in.GroupIDs, "") {
		return errors.New("externalcontact/del_corp_tag: an id is empty")
	}
	left := DeleteTagsRequest{TagIDs: in.TagIDs, GroupIDs: in.GroupIDs}
	unsure := false
	for {
		rep, err := s.c.do(ctx, request{rt: routes[pathTagDelete], body: left})
		unsure = unsure || rep.unsure
		if err == nil {
			break
		}
		if !is40068(err) {
			return err
		}
		groups, e := s.List(ctx)
		all := slices.Concat(left.TagIDs, left.GroupIDs)
		err = classify40068(err, groups, e, all)
		if unsure && isMissing(err) {
			break
		}
		if !errors.Is(err, ErrNotOwned) {
			return err
		}
		next := DeleteTagsRequest{
			TagIDs:   keep(left.TagIDs, func(id string) bool { return findGroupOfTag(groups, id) != nil }),
			GroupIDs: keep(left.GroupIDs, func(id string) bool { return findGroup(groups, id) != nil }),
		}
		if len(next.TagIDs)+len(next.GroupIDs) == len(all) {
			return err // all exist and yet one is unknown: foreign
		}
		if len(next.TagIDs)+len(next.GroupIDs) == 0 {
			return err // given under the wrong kind: nothing sensible is left
		}
		left = next // shorter each time, so this ends
	}
	for _, id := range slices.Concat(in.TagIDs, in.GroupIDs) {
		s.c.recent.forget(tagKey(id))
	}
	return nil
}

func keep(ids []string, ok func(string) bool) []string {
	var out []string
	for _, id := range ids {
		if ok(id) {
			out = append(out, id)
		}
	}
	return out
}
