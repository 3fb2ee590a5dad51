// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

func linkIDs(next string, ids ...string) answer {
	rows := []string{}
	for _, id := range ids {
		rows = append(rows, fmt.Sprintf("%q", id))
	}
	return ok(fmt.Sprintf(`{"errcode":0,"errmsg":"ok","link_id_list":[%s],"next_cursor":%q}`, strings.Join(rows, ","), next))
}

func TestLinkGet_tolerantDecoding(t *testing.T) {
	bare := AcquisitionLink{ID: "cl1", Name: "n", URL: "u", CreateTime: 5, Range: AcquisitionRange{UserIDs: []string{"a"}}}
	with := func(change func(*AcquisitionLink)) AcquisitionLink {
		l := bare
		change(&l)
		return l
	}
	const head = `{"errcode":0,"link":{"link_name":"n","url":"u","create_time":5`
	const users = `,"range":{"user_list":["a"]}`
	for name, tc := range map[string]struct {
		body string
		want AcquisitionLink
	}{
		"absent":             {head + `}` + users + `}`, bare},
		"null":               {head + `,"skip_verify":null,"mark_source":null}` + users + `,"priority_option":null}`, bare},
		"id in link":         {head + `,"link_id":"cl1"}` + users + `}`, bare},
		"priority {}":        {head + `}` + users + `,"priority_option":{}}`, bare},
		"priority []":        {head + `}` + users + `,"priority_option":[]}`, bare},
		"priority 0":         {head + `}` + users + `,"priority_option":{"priority_type":0,"priority_userid_list":[]}}`, bare},
		"priority null type": {head + `}` + users + `,"priority_option":{"priority_type":null,"priority_userid_list":null}}`, bare},
		"priority corp": {head + `}` + users + `,"priority_option":{"priority_type":"1","priority_userid_list":null}}`, with(func(l *AcquisitionLink) {
			l.Priority = &PriorityOption{Type: PriorityCorp}
		})},
		"bools at the top": {head + `}` + users + `,"skip_verify":false,"mark_source":true}`, with(func(l *AcquisitionLink) {
			l.SkipVerify, l.MarkSource = ptr(false), ptr(true)
		})},
		"bools in both places": {head + `,"skip_verify":true}` + users + `,"skip_verify":false}`, with(func(l *AcquisitionLink) {
			l.SkipVerify = ptr(true)
		})},
		"departments": {head + `},"range":{"user_list":null,"department_list":["3",1,3]}}`, with(func(l *AcquisitionLink) {
			l.Range = AcquisitionRange{DepartmentIDs: []int64{1, 3}}
		})},
		"empty range":   {head + `},"range":[]}`, with(func(l *AcquisitionLink) { l.Range = AcquisitionRange{} })},
		"time as text":  {`{"errcode":"0","link":{"link_name":"n","url":"u","create_time":"5"}` + users + `}`, bare},
		"time at top":   {`{"errcode":0,"link":{"link_name":"n","url":"u"},"create_time":5` + users + `}`, bare},
		"link in array": {`{"errcode":0,"link":[{"link_name":"n","url":"u","create_time":5}]` + users + `}`, bare},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(linkGet.Path, ok(tc.body))
			got, err := f.client().AcquisitionLinks.Get(t.Context(), "cl1")
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(&tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
	for _, body := range []string{`{"errcode":0}`, `{"errcode":0,"link":{}}`, `{"errcode":0,"link":{"link_id":"cl2","link_name":"n"}}`} {
		f := newFake(t).on(linkGet.Path, ok(body))
		if l, err := f.client().AcquisitionLinks.Get(t.Context(), "cl1"); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v %v", body, l, err)
		}
	}
}

// The page documents no code for an unknown link: the list decides.
func TestLink_absenceIsCertain(t *testing.T) {
	calls := map[string]func(context.Context, *Client) error{
		linkGet.Path: func(ctx context.Context, c *Client) error { _, err := c.AcquisitionLinks.Get(ctx, "cl1"); return err },
		linkUpdate.Path: func(ctx context.Context, c *Client) error {
			return c.AcquisitionLinks.Update(ctx, &UpdateAcquisitionLinkRequest{ID: "cl1", Name: ptr("n")})
		},
		linkDelete.Path: func(ctx context.Context, c *Client) error { return c.AcquisitionLinks.Delete(ctx, "cl1") },
	}
	gone, there := []answer{linkIDs("c", "cl0"), linkIDs("", "cl2")}, []answer{linkIDs("c", "cl0"), linkIDs("", "cl1")}
	for name, tc := range map[string]struct {
		code int
		list []answer
		want error
	}{
		"40058, gone":           {40058, gone, ErrNotFound},
		"60011, gone":           {60011, gone, ErrNotFound},
		"48002, gone":           {48002, gone, ErrNotFound},
		"unheard of, gone":      {41234, gone, ErrNotFound},
		"no link at all":        {40058, []answer{ok(`{"errcode":0,"link_id_list":null}`)}, ErrNotFound},
		"40058, listed":         {40058, there, nil},
		"60011, listed":         {60011, there, ErrNotVisible},
		"48002, listed":         {48002, there, ErrForbidden},
		"48002 on the list too": {48002, []answer{fail(48002)}, ErrForbidden},
		"list never ends":       {40058, []answer{linkIDs("c", "cl0")}, nil},
		"another component's":   {41098, nil, ErrNotOwned},
		"address not trusted":   {60020, nil, ErrUntrustedIP},
		"member not activated":  {41054, nil, nil},
		"member unknown":        {60111, nil, nil},
		"category":              {41200, nil, nil},
	} {
		for path, call := range calls {
			t.Run(name+" "+path, func(t *testing.T) {
				f := newFake(t).on(path, fail(tc.code)).on(linkList.Path, tc.list...)
				err := call(t.Context(), f.client())
				if err == nil || (tc.want != nil && !errors.Is(err, tc.want)) {
					t.Errorf("got %v, want %v", err, tc.want)
				}
				for _, other := range []error{ErrNotFound, ErrNotOwned} {
					if !errors.Is(tc.want, other) && errors.Is(err, other) {
						t.Errorf("got %v, which must not be %v", err, other)
					}
				}
				if tc.list == nil && len(f.bodies(linkList.Path)) != 0 {
					t.Error("the code is clear and needs no list")
				}
			})
		}
	}
}

func TestLinkDelete_goneAfterLostAnswerIsSuccess(t *testing.T) {
	f := newFake(t).on(linkDelete.Path, lost, fail(40058)).on(linkList.Path, linkIDs("", "cl0"))
	if err := f.client().AcquisitionLinks.Delete(t.Context(), "cl1"); err != nil {
		t.Error(err)
	}
	// The list needs a moment to lose it.
	f = newFake(t).on(linkDelete.Path, lost, fail(40058)).on(linkList.Path, linkIDs("", "cl1"), linkIDs("", "cl1"), linkIDs(""))
	if err := f.client().AcquisitionLinks.Delete(t.Context(), "cl1"); err != nil {
		t.Error(err)
	}
	f.on(linkDelete.Path, lost, fail(40058)).on(linkList.Path, linkIDs("", "cl1"))
	if err := f.client().AcquisitionLinks.Delete(t.Context(), "cl1"); core.CodeOf(err) != 40058 {
		t.Errorf("still listed, so not deleted: %v", err)
	}
}

func TestLinkList_cursors(t *testing.T) {
	f := newFake(t).on(linkList.Path, linkIDs("p2", "c", "a"), linkIDs("p3"), linkIDs("", "b", "a"))
	got, err := f.client().AcquisitionLinks.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"a", "b", "c"}, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{`{"limit":100}`, `{"cursor":"p2","limit":100}`, `{"cursor":"p3","limit":100}`}, f.bodies(linkList.Path)); d != "" {
		t.Error(d)
	}

	f.on(linkList.Path, linkIDs("p2", "a"), fail(50100), linkIDs("", "b"))
	if got, err = f.client().AcquisitionLinks.List(t.Context()); err != nil || !cmp.Equal(got, []string{"b"}) {
		t.Errorf("a stale cursor restarts the list: %v %v", got, err)
	}
	f.on(linkList.Path, fail(50100))
	if _, err = f.client().AcquisitionLinks.List(t.Context()); core.CodeOf(err) != 50100 {
		t.Errorf("but once only: %v", err)
	}
	f = newFake(t).on(linkList.Path, linkIDs("p2", "a"), linkIDs("p3", "b"), linkIDs("p2", "c"))
	if _, err = f.client().AcquisitionLinks.List(t.Context()); err == nil || !strings.Contains(err.Error(), "same next_cursor") || len(f.Got()) != 3 {
		t.Errorf("cursors in a circle: %v after %d pages", err, len(f.Got()))
	}
	f.on(linkList.Path, ok(`{}`))
	if _, err = f.client().AcquisitionLinks.List(t.Context()); err == nil {
		t.Error("an answer without errcode and list: no error")
	}
}

// A server that makes up a new cursor each time, with and without new ids.
func TestWalkPages_isBounded(t *testing.T) {
	for name, tc := range map[string]struct {
		ids  func(n int) []string
		want int
		text string
	}{
		"nothing new": {func(int) []string { return []string{"a"} }, 51, "nothing new"},
		"always new":  {func(n int) []string { return []string{fmt.Sprint(n)} }, 10_000, "pages"},
	} {
		n := 0
		_, err := core.WalkPages("x", func(string) ([]string, string, error) {
			n++
			return tc.ids(n), fmt.Sprint("c", n), nil
		})
		if err == nil || !strings.Contains(err.Error(), tc.text) || n != tc.want {
			t.Errorf("%s: %v after %d pages, want %d", name, err, n, tc.want)
		}
	}
}

func TestLinkCreate_lostAnswer(t *testing.T) {
	now := time.Now().Unix()
	got := func(keys string) answer {
		return ok(fmt.Sprintf(`{"errcode":0,"link":{"link_name":"n","url":"u","create_time":%d,"skip_verify":true},"range":{"user_list":["sam","Tom"],"department_list":[2]}%s}`, now, keys))
	}
	old := ok(fmt.Sprintf(`{"errcode":0,"link":{"link_name":"n","url":"u","create_time":%d,"skip_verify":true},"range":{"user_list":["sam","tom"],"department_list":[2]}}`, now-3600))
	made := ok(`{"errcode":0,"link":{"link_id":"clN","link_name":"n","url":"uN","create_time":9}}`)
	found := &CreatedAcquisitionLink{ID: "cl1", Name: "n", URL: "u", CreateTime: now}
	fresh := &CreatedAcquisitionLink{ID: "clN", Name: "n", URL: "uN", CreateTime: 9}
	for name, tc := range map[string]struct {
		create []answer
		list   []answer
		get    []answer
		want   *CreatedAcquisitionLink
		lost   bool
		sends  int
		names  string
	}{
		"one match":           {[]answer{lost}, []answer{linkIDs("", "cl1")}, []answer{got("")}, found, false, 1, ""},
		"one match after -1":  {[]answer{fail(-1)}, []answer{linkIDs("", "cl1")}, []answer{got("")}, found, false, 1, ""},
		"on the second page":  {[]answer{lost}, []answer{linkIDs("c", "cl0"), linkIDs("", "cl1")}, []answer{old, got("")}, found, false, 1, ""},
		"two matches":         {[]answer{lost}, []answer{linkIDs("", "cl1", "cl2")}, []answer{got("")}, nil, true, 1, "cl1, cl2"},
		"none":                {[]answer{lost, made}, []answer{linkIDs("")}, nil, fresh, false, 2, ""},
		"none but older":      {[]answer{lost, made}, []answer{linkIDs("", "cl1")}, []answer{old}, fresh, false, 2, ""},
		"none with that name": {[]answer{lost, made}, []answer{linkIDs("", "cl1")}, []answer{ok(`{"errcode":0,"link":{"link_name":"x","url":"u"}}`)}, fresh, false, 2, ""},
		"priority differs":    {[]answer{lost, made}, []answer{linkIDs("", "cl1")}, []answer{got(`,"priority_option":{"priority_type":1}`)}, fresh, false, 2, ""},
		"looking fails":       {[]answer{lost}, []answer{fail(60020)}, nil, nil, true, 1, "60020"},
		"not readable":        {[]answer{lost}, []answer{linkIDs("", "cl1")}, []answer{fail(60011)}, nil, true, 1, "cl1"},
		"refused":             {[]answer{fail(41095)}, nil, nil, nil, false, 1, "41095"},
		"id at the top":       {[]answer{ok(`{"errcode":0,"link_id":"clN","create_time":9,"link":{"link_name":"n","url":"uN"}}`)}, nil, nil, fresh, false, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(linkCreate.Path, tc.create...).on(linkList.Path, tc.list...).on(linkGet.Path, tc.get...)
			got, err := f.client().AcquisitionLinks.Create(t.Context(), &CreateAcquisitionLinkRequest{
				Name: "n", Range: AcquisitionRange{[]string{"tom", "sam"}, []int64{2}},
			})
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Errorf("%s%v", d, err)
			}
			if (err == nil) != (tc.want != nil) || errors.Is(err, ErrOutcomeUnknown) != tc.lost || !strings.Contains(fmt.Sprint(err), tc.names) {
				t.Errorf("got %v, want an error with %q", err, tc.names)
			}
			if n := len(f.bodies(linkCreate.Path)); n != tc.sends {
				t.Errorf("sent %d times, want %d", n, tc.sends)
			}
		})
	}
}

func TestLink_checksBeforeSending(t *testing.T) {
	c := newFake(t).client()
	for _, in := range []*CreateAcquisitionLinkRequest{{Name: "n"}, {Range: AcquisitionRange{UserIDs: []string{"a"}}}} {
		if _, err := c.AcquisitionLinks.Create(t.Context(), in); err == nil {
			t.Errorf("%+v: no error", in)
		}
	}
	for _, in := range []*UpdateAcquisitionLinkRequest{{}, {ID: "cl1", Range: &AcquisitionRange{}}} {
		if err := c.AcquisitionLinks.Update(t.Context(), in); err == nil {
			t.Errorf("%+v: no error", in)
		}
	}
	if _, err := c.AcquisitionLinks.Get(t.Context(), ""); err == nil {
		t.Error("get without id: no error")
	}
	if err := c.AcquisitionLinks.Delete(t.Context(), ""); err == nil {
		t.Error("delete without id: no error")
	}
}

func TestLinkQuota_shapes(t *testing.T) {
	for body, want := range map[string]*AcquisitionQuota{
		`{"errcode":0,"total":1,"balance":0}`:                        {Total: 1},
		`{"errcode":0,"total":"1","balance":null,"quota_list":null}`: {Total: 1},
		`{"errcode":0,"total":1,"balance":1,"quota_list":{}}`:        {Total: 1, Balance: 1},
		`{}`: nil,
	} {
		got, err := newFake(t).on(linkQuota.Path, ok(body)).client().AcquisitionLinks.Quota(t.Context())
		if d := cmp.Diff(want, got); d != "" || (err == nil) != (want != nil) {
			t.Errorf("%s: %s%v", body, d, err)
		}
	}
}

func TestFollowUsers_shapes(t *testing.T) {
	for body, want := range map[string][]string{
		`{"errcode":0,"follow_user":[]}`:             {},
		`{"errcode":0,"follow_user":null}`:           {},
		`{"errcode":0}`:                              {},
		`{"errcode":0,"follow_user":["b",1001,"b"]}`: {"1001", "b"},
		`{}`: nil,
	} {
		got, err := newFake(t).on(followUsers.Path, ok(body)).client().FollowUsers.List(t.Context())
		if d := cmp.Diff(want, got); d != "" || (err == nil) != (want != nil) {
			t.Errorf("%s: %s%v", body, d, err)
		}
	}
	if _, err := newFake(t).on(followUsers.Path, fail(48002)).client().FollowUsers.List(t.Context()); !errors.Is(err, ErrForbidden) {
		t.Errorf("got %v", err)
	}
}
