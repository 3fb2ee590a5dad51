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

// A rule of the name that the killed run sent is taken over only if it is what was sent; otherwise the create is sent,
// and WeCom says that the name is taken.
func TestJournal_ruleOfTheName(t *testing.T) {
	in := &AddInterceptRuleRequest{Name: "禁语", Words: []string{"x"}, Action: 1, Range: InterceptRange{UserIDs: []string{"li"}, DepartmentIDs: []int64{2, 3}}}
	body := AddInterceptRuleRequest{Name: "禁语", Words: []string{"x"}, Action: 1, Range: in.Range}
	now := time.Now()
	rule := func(word string) answer {
		return ok(`{"errcode":0,"rule":{"rule_id":"r1","rule_name":"禁语","word_list":["` + word + `"],"intercept_type":1,"applicable_range":{"department_list":[3]}}}`)
	}
	for name, tc := range map[string]struct {
		list, get, add answer
		id             string
		rest           InterceptRange
		sent           int
		fails          error
	}{
		"ours":               {rules(now.Unix(), "r1=禁语"), rule("x"), nil, "r1", InterceptRange{UserIDs: []string{"li"}, DepartmentIDs: []int64{2}}, 0, nil},
		"other words":        {rules(now.Unix(), "r1=禁语"), rule("y"), fail(41077), "", InterceptRange{}, 1, ErrNameTaken},
		"older":              {rules(now.Add(-time.Hour).Unix(), "r1=禁语"), nil, fail(41077), "", InterceptRange{}, 1, ErrNameTaken},
		"not made":           {rules(now.Unix(), "r0=别的"), nil, ok(`{"errcode":0,"rule_id":"rN"}`), "rN", InterceptRange{}, 1, nil},
		"looking is refused": {fail(60020), nil, nil, "", InterceptRange{}, 0, ErrOutcomeUnknown},
		"reading is refused": {rules(now.Unix(), "r1=禁语"), fail(48002), nil, "", InterceptRange{}, 0, ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(ruleList.Path, tc.list)
			for path, a := range map[string]answer{ruleGet.Path: tc.get, ruleAdd.Path: tc.add} {
				if a != nil {
					f.on(path, a)
				}
			}
			dir := t.TempDir()
			f.sendAndDie(dir, "intercept_rule", body, nil)
			f.Advance(time.Minute)
			r, err := f.run(dir).InterceptRules.Create(t.Context(), in)
			if (err != nil) != (tc.fails != nil) || tc.fails != nil && !errors.Is(err, tc.fails) {
				t.Errorf("got %v, want %v", err, tc.fails)
			}
			var got CreatedInterceptRule
			if r != nil {
				got = *r
			}
			if d := cmp.Diff(CreatedInterceptRule{ID: tc.id, Rest: tc.rest}, got); d != "" {
				t.Errorf("result (-want +got):\n%s", d)
			}
			if n := len(f.bodies(ruleAdd.Path)); n != tc.sent {
				t.Errorf("%d creates, want %d", n, tc.sent)
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
