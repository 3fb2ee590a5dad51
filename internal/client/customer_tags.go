// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// tagMeans: an unknown, deleted or foreign id; a name that another tag has; a tag that another app or the console made.
var (
	tagMeans      = map[int]error{40068: ErrNotFound, 40071: ErrNameTaken, 81011: ErrNotOwned}
	tagWriteMeans = map[int]error{40068: ErrNotFound, 40071: ErrNameTaken, 81011: ErrNotOwned, 60011: ErrNotOwned}
)

// tagEndpoints are those of one library: the corp's tags, or those of rule groups.
type tagEndpoints struct{ list, add, edit, del *Endpoint }

var (
	tagList   = core.Declare(Endpoint{Path: "externalcontact/get_corp_tag_list", Page: 92117, Means: tagMeans})
	tagAdd    = core.Declare(Endpoint{Path: "externalcontact/add_corp_tag", Page: 92117, Write: true, Once: true, Means: tagWriteMeans})
	tagEdit   = core.Declare(Endpoint{Path: "externalcontact/edit_corp_tag", Page: 92117, Write: true, Means: tagWriteMeans})
	tagDelete = core.Declare(Endpoint{Path: "externalcontact/del_corp_tag", Page: 92117, Write: true, Means: tagWriteMeans})
)

// CustomerTagService reads and writes the corp's customer tags (企业客户标签, doc 92117) with the app secret. An app edits
// and deletes only its own tags.
type CustomerTagService struct {
	service
	tagEndpoints
	set     *core.Set[TagGroup]
	library *core.Population[*tagLibrary] // nil of the tags of rule groups
	homes   *sync.Map                     // of the tags of rule groups: the rule group by the id of a tag group
	// ruleGroup is the rule group that calls are about; 0 is every one, and of the corp's tags.
	ruleGroup int64
}

func newCustomerTags(at service) *CustomerTagService {
	s := &CustomerTagService{service: at, tagEndpoints: tagEndpoints{tagList, tagAdd, tagEdit, tagDelete}}
	s.library = core.NewPopulation(at.c.engine, tagList, s.loadLibrary, tagAdd, tagEdit, tagDelete)
	s.set = core.NewSet(core.Set[TagGroup]{
		C: at.c.engine, Kind: "tag_group", IDKey: "id", Read: tagList, Make: tagAdd, Change: tagEdit, Remove: tagDelete, One: s.getGroup,
		All: s.allIDs,
	})
	return s
}

// allIDs are those of tags and groups, which share one id space.
func (s *CustomerTagService) allIDs(ctx context.Context) (ids []string, err error) {
	groups, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		ids = append(ids, g.ID)
		for _, t := range g.Tags {
			ids = append(ids, t.ID)
		}
	}
	return ids, nil
}

// TagGroup is a group of customer tags; a group without tags cannot exist.
type TagGroup struct {
	ID         string `json:"group_id"`
	Name       string `json:"group_name"`
	CreateTime int64  `json:"create_time"` // Unix seconds
	Order      int64  `json:"order"`       // larger sorts first, 0 to 2^32-1
	Tags       []Tag  `json:"-"`
	// RuleGroupID is 0 of the corp's tags.
	RuleGroupID int64 `json:"strategy_id"`
}

// Tag is one customer tag.
type Tag struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	CreateTime int64  `json:"create_time"` // Unix seconds
	Order      int64  `json:"order"`       // larger sorts first, 0 to 2^32-1
}

// AddTagsRequest adds tags to the group GroupID, or makes the group GroupName. WeCom merges silently into a group that
// has that name already.
type AddTagsRequest struct {
	RuleGroupID int64    `json:"strategy_id,omitempty"` // set by the service
	GroupID     string   `json:"group_id,omitempty"`
	GroupName   string   `json:"group_name,omitempty"` // 1 to 30 characters
	Order       *int64   `json:"order,omitempty"`      // of the group; ignored by WeCom with GroupID
	Tags        []NewTag `json:"tag"`                  // at least one
	// KnownAbsent is set by a caller that has just seen that no group is named GroupName or, with GroupID, that the
	// group holds none of these names. Only then may what is found after a lost answer be adopted; with GroupID a tag
	// made after the call began may be adopted as well.
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

// tagGroupRow is a group in an answer. Rows are marked deleted in filtered reads only.
type tagGroupRow struct {
	TagGroup
	Deleted bool     `json:"deleted"`
	Rows    []tagRow `json:"tag"`
}

type tagRow struct {
	Tag
	Deleted bool `json:"deleted"`
}

// group drops deleted tags and sorts the others.
func (w *tagGroupRow) group() TagGroup {
	g := w.TagGroup
	g.Tags = []Tag{}
	for _, t := range w.Rows {
		if !t.Deleted {
			g.Tags = append(g.Tags, t.Tag)
		}
	}
	slices.SortFunc(g.Tags, func(a, b Tag) int {
		return cmp.Or(cmp.Compare(b.Order, a.Order), cmp.Compare(a.CreateTime, b.CreateTime), cmp.Compare(a.ID, b.ID))
	})
	return g
}

func (w *tagGroupRow) checkIDs() error {
	if w.ID == "" {
		return errors.New("it holds a tag group without group_id")
	}
	for _, t := range w.Rows {
		if t.ID == "" {
			return errors.New("it holds a tag without id")
		}
	}
	return nil
}

type tagListRequest struct {
	RuleGroupID int64    `json:"strategy_id,omitempty"`
	TagIDs      []string `json:"tag_id,omitempty"`
	GroupIDs    []string `json:"group_id,omitempty"`
}

type tagListAnswer struct {
	Groups []tagGroupRow `json:"tag_group"`
}

// Check takes errcode 0 without a list for an empty one, which is how WeCom leaves out empty lists; a corp may have no
// tag group.
func (a *tagListAnswer) Check(coded bool) error {
	for i := range a.Groups {
		if err := a.Groups[i].checkIDs(); err != nil {
			return err
		}
	}
	return core.NeedList(coded, a.Groups, "tag groups")
}

// List reads the whole library without deleted rows (doc 92117, get_corp_tag_list) or (doc 94882,
// get_strategy_tag_list): groups, and tags in each, by order descending, then create_time, then id. There is no paging;
// a corp has at most 10,000 tags. Callers that come while a list is under way share the next one.
func (s *CustomerTagService) List(ctx context.Context) ([]TagGroup, error) {
	if s.homes != nil {
		return s.listOf(ctx, s.ruleGroup)
	}
	l, err := s.library.Fresh(ctx)
	if err != nil {
		return nil, err
	}
	return l.copied(), nil
}

// query reads live groups: not those that are marked deleted or all of whose tags are, as a group cannot be empty.
func (s *CustomerTagService) query(ctx context.Context, in tagListRequest) ([]TagGroup, error) {
	var out tagListAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: s.list, Body: in, Out: &out}); err != nil {
		return nil, err
	}
	groups := []TagGroup{}
	for i := range out.Groups {
		row := &out.Groups[i]
		if g := row.group(); !row.Deleted && (len(g.Tags) > 0 || len(row.Rows) == 0) {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b TagGroup) int {
		return cmp.Or(cmp.Compare(b.Order, a.Order), cmp.Compare(a.CreateTime, b.CreateTime), cmp.Compare(a.ID, b.ID))
	})
	return groups, nil
}

// GetGroup reads one group with all its tags (doc 92117). ErrNotFound is certain: a group that the filtered read does
// not give is looked up in the whole library.
func (s *CustomerTagService) GetGroup(ctx context.Context, id string) (*TagGroup, error) {
	s.settle(id)
	return s.set.Get(ctx, id)
}

// GetByTag reads the group that holds a tag, with all its tags (doc 92117).
func (s *CustomerTagService) GetByTag(ctx context.Context, tagID string) (*TagGroup, error) {
	if tagID == "" {
		return nil, errors.New(tagList.Path + ": the id is empty")
	}
	var g *TagGroup
	err := s.c.Settle(ctx, s.set.Key(tagID), core.IsMissing, func() (err error) {
		g, err = s.getByTag(ctx, tagID)
		return err
	})
	return g, err
}

func (s *CustomerTagService) getGroup(ctx context.Context, id string) (*TagGroup, error) {
	groups, err := s.query(ctx, tagListRequest{RuleGroupID: s.home(id), GroupIDs: []string{id}})
	if err != nil && !core.IsMissing(err) && !(s.homes != nil && doubtful()(err)) {
		return nil, err
	}
	if g := findGroup(groups, id); g != nil && len(g.Tags) > 0 {
		return g, nil
	}
	if s.homes != nil {
		s = s.Of(s.home(id))
	}
	// Whether a deleted group is marked, refused or left out is not established; the unfiltered list holds exactly what
	// exists.
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
	if err != nil && !core.IsMissing(err) {
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

// Edit renames or reorders a tag or a group (doc 92117, edit_corp_tag) or (doc 94882, edit_strategy_tag). A name in use
// is ErrNameTaken; an id that exists but is refused is ErrNotOwned; one that is gone is ErrNotFound. Repeated after a
// lost answer.
func (s *CustomerTagService) Edit(ctx context.Context, in *EditTagRequest) error {
	return s.set.Update(ctx, in.ID, in, core.Writing)
}

// Made tells the client that the state holds a group which an earlier process made at the given time; see core.Set.
func (s *CustomerTagService) Made(groupID string, at time.Time) { s.set.Made(groupID, at) }
