// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"strings"
	"testing"
)

// An object without its id is an answer that cannot be trusted: nothing of it is taken for a deletion.
func TestAnswersWithoutIDs(t *testing.T) {
	for name, tc := range map[string]struct {
		path, answer string
		call         func(*Client) error
		want         string
	}{
		"group": {tagList.Path, `{"errcode":0,"tag_group":[{"group_name":"g","tag":[{"id":"t"}]}]}`,
			func(c *Client) error { _, err := c.CustomerTags.List(t.Context()); return err }, "a tag group without group_id"},
		"tag": {tagList.Path, `{"errcode":0,"tag_group":[{"group_id":"etG","tag":[{"name":"a"}]}]}`,
			func(c *Client) error { _, err := c.CustomerTags.GetGroup(t.Context(), "etG"); return err }, "a tag without id"},
		"member": {userList.Path, `{"errcode":0,"userlist":[{"name":"x"}]}`,
			func(c *Client) error { _, err := c.Members.List(t.Context(), 1); return err }, "a member without userid"},
		"membership": {userListID.Path, `{"errcode":0,"dept_user":[{"department":1}]}`,
			func(c *Client) error { _, err := c.Members.ListIDs(t.Context()); return err }, "a member without userid"},
	} {
		err := tc.call(newFake(t).on(tc.path, ok(tc.answer)).client())
		if err == nil || !strings.Contains(err.Error(), tc.want) || errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}
