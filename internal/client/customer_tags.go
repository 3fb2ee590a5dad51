// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "context"

// CustomerTagService reads and writes the corp's customer tags (doc 92117).
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
type AddTagsRequest struct {
	GroupID   string   `json:"group_id,omitempty"`
	GroupName string   `json:"group_name,omitempty"` // 1 to 30 characters
	Order     *int64   `json:"order,omitempty"`      // of the group; ignored by WeCom with GroupID
	Tags      []NewTag `json:"tag"`                  // at least one
	// KnownAbsent is set by a caller that has just seen that no group is named
	// GroupName (or, with GroupID, that the group holds none of these names).
	// Only then may tags found after a lost answer be adopted.
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

func (s *CustomerTagService) Add(ctx context.Context, in *AddTagsRequest) (*TagGroup, error) {
	return nil, errTodo
}

func (s *CustomerTagService) Edit(ctx context.Context, in *EditTagRequest) error { return errTodo }

func (s *CustomerTagService) Delete(ctx context.Context, in *DeleteTagsRequest) error {
	return errTodo
}

func (s *CustomerTagService) List(ctx context.Context) ([]TagGroup, error) { return nil, errTodo }

func (s *CustomerTagService) GetGroup(ctx context.Context, id string) (*TagGroup, error) {
	return nil, errTodo
}

func (s *CustomerTagService) GetByTag(ctx context.Context, tagID string) (*TagGroup, error) {
	return nil, errTodo
}
