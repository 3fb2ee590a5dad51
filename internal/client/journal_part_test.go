// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A run that was killed while it made a tag group may have made a part of the tags, in a group that has others by now:
// what is missing is added, once.
func TestJournal_tagGroupInPart(t *testing.T) {
	in := &AddTagsRequest{GroupName: "等级", Tags: []NewTag{{Name: "a"}, {Name: "b"}}, KnownAbsent: true}
	const addB, addAll = `{"group_id":"et1","tag":[{"name":"b"}]}`, `{"group_name":"等级","tag":[{"name":"a"},{"name":"b"}]}`
	madeB := ok(`{"errcode":0,"tag_group":{"group_id":"et1","group_name":"等级","tag":[{"id":"t2","name":"b"}]}}`)
	madeAll := ok(`{"errcode":0,"tag_group":{"group_id":"etN","group_name":"等级","tag":[{"id":"t8","name":"a"},{"id":"t9","name":"b"}]}}`)
	now := time.Now()
	part := func(tags ...string) answer { return library(wireGroup("et1", "等级", now.Unix(), tags...)) }
	for name, tc := range map[string]struct {
		list, add answer
		tags      string // names of the group that is returned, "" for none
		sent      []string
		fails     error
	}{
		"a part":             {part("t1=a", "t7=别人的"), madeB, "a 别人的 b", []string{addB}, nil},
		"all":                {part("t1=a", "t2=b"), nil, "a b", []string{}, nil},
		"a part, then 48002": {part("t1=a"), fail(48002), "a", []string{addB}, ErrForbidden},
		"nothing":            {library(wireGroup("et0", "别的", now.Unix(), "t1=a")), madeAll, "a b", []string{addAll}, nil},
		"older of that name": {library(wireGroup("et1", "等级", now.Add(-time.Hour).Unix(), "t1=a")), fail(40071), "", []string{addAll}, ErrNameTaken},
		"looking is refused": {fail(60020), nil, "", []string{}, ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(tagList.Path, tc.list)
			if tc.add != nil {
				f.on(tagAdd.Path, tc.add)
			}
			dir := t.TempDir()
			f.sendAndDie(dir, "tag_group", in, nil)
			f.Advance(time.Minute)
			g, err := f.run(dir).CustomerTags.Add(t.Context(), in)
			if (err != nil) != (tc.fails != nil) || tc.fails != nil && !errors.Is(err, tc.fails) {
				t.Errorf("got %v, want %v", err, tc.fails)
			}
			var names []string
			if g != nil {
				for _, tag := range g.Tags {
					names = append(names, tag.Name)
				}
			}
			if got := strings.Join(names, " "); got != tc.tags {
				t.Errorf("the group has %q, want %q", got, tc.tags)
			}
			if d := cmp.Diff(tc.sent, f.bodies(tagAdd.Path)); d != "" {
				t.Errorf("adds (-want +got):\n%s", d)
			}
		})
	}
}

// A folder whose name looks like a pattern is searched as it is called.
func TestJournal_folderLikeAPattern(t *testing.T) {
	f := newFake(t).on(contactWayList.Path, wayIDs("", "cw1")).on(contactWayGet.Path, wayOf(""))
	dir := filepath.Join(t.TempDir(), "team[1]", "*?")
	f.sendAndDie(dir, "contact_way", newWay(), nil)
	f.Advance(time.Minute)
	if w, err := f.run(dir).ContactWays.Create(t.Context(), newWay()); err != nil || w.ID != "cw1" {
		t.Errorf("got %v, %v; want the one that the killed run made", w, err)
	}
}
