// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func library(groups ...string) answer {
	return ok(`{"errcode":0,"errmsg":"ok","tag_group":[` + strings.Join(groups, ",") + `]}`)
}

// wireGroup renders a group whose tags are named "<id>=<name>".
func wireGroup(id, name string, at int64, tags ...string) string {
	var rows []string
	for _, t := range tags {
		tagID, tagName, _ := strings.Cut(t, "=")
		rows = append(rows, fmt.Sprintf(`{"id":%q,"name":%q,"create_time":%d,"order":0}`, tagID, tagName, at))
	}
	return fmt.Sprintf(`{"group_id":%q,"group_name":%q,"create_time":%d,"order":0,"tag":[%s]}`, id, name, at, strings.Join(rows, ","))
}

func added(group string) answer { return ok(`{"errcode":0,"errmsg":"ok","tag_group":` + group + `}`) }

func TestTagsAdd_lostAnswer(t *testing.T) {
	now := time.Now().Unix()
	old := now - 3600
	made := added(wireGroup("etG", "Level", now, "et1=a", "et2=b"))
	for name, tc := range map[string]struct {
		group string // GroupID; "" makes the group Level
		known bool
		add   []answer
		list  []answer
		want  string // tag ids
		err   error
		adds  []string // tag names sent, per call
		names string
	}{
		"adopted":                    {"", true, []answer{lost}, []answer{library(wireGroup("etG", "Level", now, "et2=b", "et1=a"))}, "et1 et2", nil, []string{"a b"}, ""},
		"adopted after -1":           {"", true, []answer{fail(-1)}, []answer{library(wireGroup("etG", "Level", now, "et1=a", "et2=b"))}, "et1 et2", nil, []string{"a b"}, ""},
		"not known to be absent":     {"", false, []answer{lost}, []answer{library(wireGroup("etG", "Level", now, "et1=a", "et2=b"))}, "", ErrOutcomeUnknown, []string{"a b"}, "etG"},
		"older than the call":        {"", true, []answer{lost}, []answer{library(wireGroup("etG", "Level", old, "et1=a", "et2=b"))}, "", ErrOutcomeUnknown, []string{"a b"}, "etG"},
		"other tags":                 {"", true, []answer{lost}, []answer{library(wireGroup("etG", "Level", now, "et1=a", "et2=c"))}, "", ErrOutcomeUnknown, []string{"a b"}, "etG"},
		"more tags":                  {"", true, []answer{lost}, []answer{library(wireGroup("etG", "Level", now, "et1=a", "et2=b", "et3=c"))}, "", ErrOutcomeUnknown, []string{"a b"}, "etG"},
		"certainly not made":         {"", false, []answer{lost, made}, []answer{library(wireGroup("etX", "Other", now, "et1=a"))}, "et1 et2", nil, []string{"a b", "a b"}, ""},
		"made late":                  {"", false, []answer{lost, fail(40071)}, []answer{library(), library(wireGroup("etG", "Level", now, "et1=a", "et2=b"))}, "et1 et2", nil, []string{"a b", "a b"}, ""},
		"made, seen late":            {"", false, []answer{lost, fail(40071)}, []answer{library(), library(), library(), library(wireGroup("etG", "Level", now, "et1=a", "et2=b"))}, "et1 et2", nil, []string{"a b", "a b"}, ""},
		"refused, never seen":        {"", true, []answer{lost, fail(40071)}, []answer{library()}, "", ErrNameTaken, []string{"a b", "a b"}, ""},
		"into a group, seen late":    {"etG", false, []answer{lost, fail(40071)}, []answer{library(wireGroup("etG", "Level", old, "et0=z")), library(wireGroup("etG", "Level", old, "et0=z")), library(wireGroup("etG", "Level", old, "et0=z", "et1=a", "et2=b"))}, "et1 et2", nil, []string{"a b", "a b"}, ""},
		"looking fails":              {"", true, []answer{lost}, []answer{fail(60020)}, "", ErrOutcomeUnknown, []string{"a b"}, `named "Level"`},
		"corp without groups":        {"", true, []answer{lost, made}, []answer{ok(`{"errcode":0}`)}, "et1 et2", nil, []string{"a b", "a b"}, ""},
		"answer without errcode":     {"", true, []answer{lost}, []answer{ok(`{"errmsg":"ok"}`)}, "", ErrOutcomeUnknown, []string{"a b"}, `named "Level"`},
		"name taken at first":        {"", true, []answer{fail(40071)}, nil, "", ErrNameTaken, []string{"a b"}, ""},
		"sporadic 40068":             {"", true, []answer{fail(40068), made}, nil, "et1 et2", nil, []string{"a b", "a b"}, ""},
		"40068 twice":                {"", true, []answer{fail(40068)}, nil, "", nil, []string{"a b", "a b"}, "40068"},
		"into a group, all made":     {"etG", false, []answer{lost}, []answer{library(wireGroup("etG", "Level", now, "et0=z", "et1=a", "et2=b"))}, "et1 et2", nil, []string{"a b"}, ""},
		"into a group, none made":    {"etG", false, []answer{lost, made}, []answer{library(wireGroup("etG", "Level", old, "et0=z"))}, "et1 et2", nil, []string{"a b", "a b"}, ""},
		"into a group, some made":    {"etG", true, []answer{lost, added(wireGroup("etG", "Level", old, "et2=b"))}, []answer{library(wireGroup("etG", "Level", now, "et0=z", "et1=a"))}, "et1 et2", nil, []string{"a b", "b"}, ""},
		"into a group, older tag":    {"etG", false, []answer{lost}, []answer{library(wireGroup("etG", "Level", old, "et1=a"))}, "", ErrOutcomeUnknown, []string{"a b"}, "et1"},
		"into a group, late, partly": {"etG", false, []answer{lost, fail(40071), added(wireGroup("etG", "Level", old, "et2=b"))}, []answer{library(wireGroup("etG", "Level", old, "et0=z")), library(wireGroup("etG", "Level", now, "et1=a"))}, "et1 et2", nil, []string{"a b", "a b", "b"}, ""},
		"into a group that is gone":  {"etG", false, []answer{fail(40068)}, []answer{library()}, "", ErrNotFound, []string{"a b"}, ""},
		"into a foreign group":       {"etG", false, []answer{fail(40068)}, []answer{library(wireGroup("etG", "Level", old, "et0=z"))}, "", ErrNotOwned, []string{"a b"}, ""},
		"answer without a tag":       {"etG", false, []answer{added(wireGroup("etG", "Level", now, "et1=a"))}, []answer{library(wireGroup("etG", "Level", now, "et1=a", "et2=b"))}, "et1 et2", nil, []string{"a b"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(tagAdd.Path, tc.add...).on(tagList.Path, tc.list...)
			in := &AddTagsRequest{GroupID: tc.group, KnownAbsent: tc.known, Tags: []NewTag{{Name: "a"}, {Name: "b"}}}
			if tc.group == "" {
				in.GroupName = "Level"
			}
			g, err := f.client().CustomerTags.Add(t.Context(), in)
			var ids []string
			if g != nil {
				for _, tag := range g.Tags {
					ids = append(ids, tag.ID)
				}
				if g.ID != "etG" {
					t.Errorf("group %q", g.ID)
				}
			}
			if got := strings.Join(ids, " "); got != tc.want {
				t.Errorf("tags %q, want %q", got, tc.want)
			}
			switch {
			case tc.err != nil && !errors.Is(err, tc.err):
				t.Errorf("got %v, want %v", err, tc.err)
			case tc.want == "" && (err == nil || !strings.Contains(err.Error(), tc.names)):
				t.Errorf("got %v, want an error with %q", err, tc.names)
			case tc.want != "" && err != nil:
				t.Error(err)
			case tc.names == "40068" && (errors.Is(err, ErrNotFound) || errors.Is(err, ErrNotOwned)):
				t.Errorf("no id was sent, so nothing can be missing: %v", err)
			}
			var sent []string
			for _, r := range f.Got() {
				if strings.Contains(r, tagAdd.Path) {
					var names []string
					for _, n := range []string{"a", "b"} {
						if strings.Contains(r, `{"name":"`+n+`"}`) {
							names = append(names, n)
						}
					}
					sent = append(sent, strings.Join(names, " "))
				}
			}
			if d := cmp.Diff(tc.adds, sent); d != "" {
				t.Errorf("adds (-want +got):\n%s", d)
			}
		})
	}
}

// A server whose clock runs behind ours: its Date header says so.
func TestTagsAdd_serverClock(t *testing.T) {
	f := newFake(t)
	serverNow := time.Now()
	f.Time = serverNow.Add(5 * time.Hour) // our clock
	f.on(tagAdd.Path, lost).on(tagList.Path, library(wireGroup("etG", "Level", serverNow.Unix(), "et1=a")))
	g, err := f.client().CustomerTags.Add(t.Context(), &AddTagsRequest{GroupName: "Level", KnownAbsent: true, Tags: []NewTag{{Name: "a"}}})
	if err != nil || g.ID != "etG" {
		t.Errorf("%v %v", g, err)
	}
}

func TestTagsAdd_checksBeforeSending(t *testing.T) {
	c := newFake(t).client()
	for _, in := range []*AddTagsRequest{
		{Tags: []NewTag{{Name: "a"}}}, {GroupName: "g"},
		{GroupName: "g", Tags: []NewTag{{Name: ""}}}, {GroupName: "g", Tags: []NewTag{{Name: "a"}, {Name: "a"}}},
	} {
		if _, err := c.CustomerTags.Add(t.Context(), in); err == nil {
			t.Errorf("%+v: no error", in)
		}
	}
}

func TestTagsDelete(t *testing.T) {
	all := library(wireGroup("etG", "Level", 1, "et1=a", "et2=b"))
	onlyOne := library(wireGroup("etG", "Level", 1, "et2=b"))
	none := library(wireGroup("etX", "Other", 1, "et9=x"))
	done := ok(`{"errcode":0,"errmsg":"ok"}`)
	for name, tc := range map[string]struct {
		del     []answer
		list    answer
		want    error
		deletes []string
	}{
		"done":                     {[]answer{done}, nil, nil, []string{`{"tag_id":["et1","et2"]}`}},
		"all gone before":          {[]answer{fail(40068)}, none, ErrNotFound, []string{`{"tag_id":["et1","et2"]}`}},
		"one gone before":          {[]answer{fail(40068), done}, onlyOne, nil, []string{`{"tag_id":["et1","et2"]}`, `{"tag_id":["et2"]}`}},
		"foreign":                  {[]answer{fail(40068)}, all, ErrNotOwned, []string{`{"tag_id":["et1","et2"]}`}},
		"foreign by 81011":         {[]answer{fail(81011)}, nil, ErrNotOwned, []string{`{"tag_id":["et1","et2"]}`}},
		"lost, then gone":          {[]answer{lost, fail(40068)}, none, nil, []string{`{"tag_id":["et1","et2"]}`, `{"tag_id":["et1","et2"]}`}},
		"lost, then still there":   {[]answer{lost, fail(40068)}, all, ErrNotOwned, []string{`{"tag_id":["et1","et2"]}`, `{"tag_id":["et1","et2"]}`}},
		"one gone, other foreign":  {[]answer{fail(40068), fail(40068)}, onlyOne, ErrNotOwned, []string{`{"tag_id":["et1","et2"]}`, `{"tag_id":["et2"]}`}},
		"lost, list not readable":  {[]answer{lost, fail(40068)}, fail(60020), ErrUntrustedIP, []string{`{"tag_id":["et1","et2"]}`, `{"tag_id":["et1","et2"]}`}},
		"lost, corp has no groups": {[]answer{lost, fail(40068)}, ok(`{"errcode":0}`), nil, []string{`{"tag_id":["et1","et2"]}`, `{"tag_id":["et1","et2"]}`}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(tagDelete.Path, tc.del...)
			if tc.list != nil {
				f.on(tagList.Path, tc.list)
			}
			err := f.client().CustomerTags.Delete(t.Context(), &DeleteTagsRequest{TagIDs: []string{"et1", "et2"}})
			switch {
			case tc.want == nil && err != nil:
				t.Error(err)
			case tc.want != nil && !errors.Is(err, tc.want):
				t.Errorf("got %v, want %v", err, tc.want)
			}
			var sent []string
			for _, r := range f.Got() {
				if body, ok := strings.CutPrefix(r, "POST "+tagDelete.Path+" "); ok {
					sent = append(sent, body)
				}
			}
			if d := cmp.Diff(tc.deletes, sent); d != "" {
				t.Errorf("deletes (-want +got):\n%s", d)
			}
		})
	}
	c := newFake(t).client()
	for _, in := range []*DeleteTagsRequest{{}, {TagIDs: []string{""}}, {GroupIDs: []string{"et1", ""}}} {
		if err := c.CustomerTags.Delete(t.Context(), in); err == nil {
			t.Errorf("%+v: no error", in)
		}
	}
}

func TestTagsEdit_40068(t *testing.T) {
	for want, list := range map[error]answer{
		ErrNotFound: library(wireGroup("etX", "Other", 1, "et9=x")),
		ErrNotOwned: library(wireGroup("etG", "Level", 1, "et1=a")),
	} {
		f := newFake(t).on(tagEdit.Path, fail(40068)).on(tagList.Path, list)
		err := f.client().CustomerTags.Edit(t.Context(), &EditTagRequest{ID: "et1", Name: ptr("n")})
		if !errors.Is(err, want) || errors.Is(err, ErrNotFound) && errors.Is(err, ErrNotOwned) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
}

func TestTagsGet_absenceIsCertain(t *testing.T) {
	const deletedGroup = `{"group_id":"etG","group_name":"Level","create_time":1,"order":0,"deleted":true,"tag":[{"id":"et1","name":"a","deleted":true}]}`
	const unmarked = `{"group_id":"etG","group_name":"Level","create_time":1,"order":0,"tag":[{"id":"et1","name":"a","deleted":true}]}`
	live := wireGroup("etG", "Level", 1, "et1=a", "et2=b")
	none := library(wireGroup("etX", "Other", 1, "et9=x"))
	for name, tc := range map[string]struct {
		answers []answer
		found   bool
		certain bool // for the not found
	}{
		"live":                          {[]answer{library(live)}, true, false},
		"deleted":                       {[]answer{library(deletedGroup), none}, false, true},
		"deleted tags, group unmarked":  {[]answer{library(unmarked), none}, false, true},
		"40068, not in the library":     {[]answer{fail(40068), none}, false, true},
		"40068, but in the library":     {[]answer{fail(40068), library(live)}, true, false},
		"left out, not in the library":  {[]answer{library(), none}, false, true},
		"left out, but in the library":  {[]answer{library(), library(live)}, true, false},
		"40068, corp without groups":    {[]answer{fail(40068), ok(`{"errcode":0,"errmsg":"ok"}`)}, false, true},
		"40068, answer without errcode": {[]answer{fail(40068), ok(`{"errmsg":"ok"}`)}, false, false},
		"40068, library not readable":   {[]answer{fail(40068), fail(48002)}, false, false},
		"library empty":                 {[]answer{fail(40068), library()}, false, true},
		"48002":                         {[]answer{fail(48002)}, false, false},
	} {
		for kind, get := range map[string]func(*CustomerTagService) (*TagGroup, error){
			"group": func(s *CustomerTagService) (*TagGroup, error) { return s.GetGroup(t.Context(), "etG") },
			"tag":   func(s *CustomerTagService) (*TagGroup, error) { return s.GetByTag(t.Context(), "et1") },
		} {
			f := newFake(t).on(tagList.Path, tc.answers...)
			g, err := get(f.client().CustomerTags)
			if tc.found != (err == nil) {
				t.Errorf("%s by %s: %v", name, kind, err)
			}
			if tc.found && (g == nil || g.ID != "etG" || len(g.Tags) != 2) {
				t.Errorf("%s by %s: %+v", name, kind, g)
			}
			if !tc.found && errors.Is(err, ErrNotFound) != tc.certain {
				t.Errorf("%s by %s: got %v, certain should be %v", name, kind, err, tc.certain)
			}
		}
	}
}

// The filtered read may give only the matching tag of a group.
func TestTagsGetByTag_readsTheWholeGroup(t *testing.T) {
	f := newFake(t).on(tagList.Path,
		library(wireGroup("etG", "Level", 1, "et1=a")), library(wireGroup("etG", "Level", 1, "et1=a", "et2=b")))
	g, err := f.client().CustomerTags.GetByTag(t.Context(), "et1")
	if err != nil || len(g.Tags) != 2 {
		t.Fatalf("%+v %v", g, err)
	}
	want := []string{`POST externalcontact/get_corp_tag_list {"tag_id":["et1"]}`, `POST externalcontact/get_corp_tag_list {"group_id":["etG"]}`}
	if d := cmp.Diff(want, f.Got()); d != "" {
		t.Error(d)
	}
}
