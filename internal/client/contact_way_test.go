// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// bodies returns the bodies sent to a path.
func (f *fake) bodies(path string) []string {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	out := []string{}
	for _, s := range f.Requests {
		if s.Path == path {
			out = append(out, s.Body)
		}
	}
	return out
}

func wayIDs(next string, ids ...string) answer {
	rows := []string{}
	for _, id := range ids {
		rows = append(rows, fmt.Sprintf(`{"config_id":%q}`, id))
	}
	return ok(fmt.Sprintf(`{"errcode":0,"errmsg":"ok","contact_way":[%s],"next_cursor":%q}`, strings.Join(rows, ","), next))
}

// Every shape of "nothing" that the page leaves open.
func TestContactWayGet_tolerantDecoding(t *testing.T) {
	bare := ContactWay{ID: "cw1", Type: 1, Scene: 2}
	with := func(change func(*ContactWay)) ContactWay {
		w := bare
		change(&w)
		return w
	}
	for name, tc := range map[string]struct {
		keys string
		want ContactWay
	}{
		"absent": {``, bare},
		"null": {`,"style":null,"remark":null,"state":null,"skip_verify":null,"user":null,"party":null,"is_temp":null,"expires_in":null,
			"chat_expires_in":null,"unionid":null,"is_exclusive":null,"mark_source":null,"conclusions":null,"qr_code":null`, bare},
		"zero":          {`,"style":0,"remark":"","state":"","user":[],"party":[],"is_temp":false,"expires_in":0,"chat_expires_in":0,"unionid":"","conclusions":{},"qr_code":""`, bare},
		"wrong nothing": {`,"remark":[],"user":{},"party":"","conclusions":[],"unionid":{ }`, bare},
		"empty branches": {`,"conclusions":{"text":{"content":""},"image":{"media_id":"","pic_url":""},
			"link":{"title":"","picurl":"","desc":"","url":""},"miniprogram":{"title":"","pic_media_id":"","appid":"","page":""}}`, bare},
		"null branches": {`,"conclusions":{"text":null,"image":null,"link":[],"miniprogram":{}}`, bare},
		"not exclusive": {`,"is_exclusive":false`, with(func(w *ContactWay) { w.IsExclusive = ptr(false) })},
		"exclusive":     {`,"is_exclusive":true`, with(func(w *ContactWay) { w.IsExclusive = ptr(true) })},
		"bools as numbers": {`,"skip_verify":0,"mark_source":"1","is_temp":1`, with(func(w *ContactWay) {
			w.SkipVerify, w.MarkSource, w.IsTemp = ptr(false), ptr(true), true
		})},
		"numbers as text": {`,"style":"2","party":["3","1",1],"expires_in":"86400","user":[1001,"b"]`, with(func(w *ContactWay) {
			w.Style, w.DepartmentIDs, w.ExpiresIn, w.UserIDs = ptr(int64(2)), []int64{1, 3}, 86400, []string{"1001", "b"}
		})},
		"closing message": {`,"conclusions":{"text":{"content":"t"},"image":{"pic_url":"p"},"link":{"title":"a","picurl":"b","desc":"c","url":"d"},
			"miniprogram":{"title":"a","pic_media_id":"b","appid":"c","page":"d"}}`, with(func(w *ContactWay) {
			w.Conclusions = &Conclusions{
				Text: "t", Image: &ConclusionImage{PicURL: "p"}, Link: &ConclusionLink{"a", "b", "c", "d"},
				MiniProgram: &ConclusionMiniProgram{"a", ptr("b"), "c", "d"},
			}
		})},
		"media id shown": {`,"conclusions":{"image":{"media_id":"m"},"miniprogram":{"appid":"c"}}`, with(func(w *ContactWay) {
			w.Conclusions = &Conclusions{Image: &ConclusionImage{MediaID: ptr("m")}, MiniProgram: &ConclusionMiniProgram{AppID: "c"}}
		})},
	} {
		t.Run(name, func(t *testing.T) {
			object := `{"type":1,"scene":2` + tc.keys + `}`
			for _, form := range []string{object, "[" + object + "]"} {
				f := newFake(t).on(contactWayGet.Path, ok(`{"errcode":0,"contact_way":`+form+`}`))
				got, err := f.client().ContactWays.Get(t.Context(), "cw1")
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(&tc.want, got); d != "" {
					t.Error(d)
				}
			}
		})
	}
}

func TestContactWayGet_isNotAnother(t *testing.T) {
	for _, body := range []string{
		`{"errcode":0,"contact_way":{"config_id":"other","type":1,"scene":2}}`, `{"errcode":0,"contact_way":{}}`, `{"errcode":0}`,
		`{"errcode":0,"contact_way":[{"type":1},{"type":1}]}`,
	} {
		f := newFake(t).on(contactWayGet.Path, ok(body))
		if w, err := f.client().ContactWays.Get(t.Context(), "cw1"); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v %v", body, w, err)
		}
	}
}

// What counts as absence, and what does not, for each call that names a way.
func TestContactWay_absenceIsCertain(t *testing.T) {
	calls := map[string]func(context.Context, *Client) error{
		contactWayGet.Path: func(ctx context.Context, c *Client) error { _, err := c.ContactWays.Get(ctx, "cw1"); return err },
		contactWayUpdate.Path: func(ctx context.Context, c *Client) error {
			return c.ContactWays.Update(ctx, &UpdateContactWayRequest{ID: "cw1"})
		},
		contactWayDelete.Path: func(ctx context.Context, c *Client) error { return c.ContactWays.Delete(ctx, "cw1") },
	}
	for name, tc := range map[string]struct {
		code int
		list []answer
		want error
	}{
		"unknown and not listed":  {41044, []answer{wayIDs("c", "cw0"), wayIDs("", "cw2")}, ErrNotFound},
		"unknown, nothing listed": {41044, []answer{ok(`{"errcode":0,"errmsg":"ok"}`)}, ErrNotFound},
		"unknown but listed":      {41044, []answer{wayIDs("c", "cw0"), wayIDs("", "cw1")}, ErrNotOwned},
		"list not readable":       {41044, []answer{fail(48002)}, ErrForbidden},
		"list never ends":         {41044, []answer{wayIDs("c", "cw0")}, nil},
		"id missing":              {41043, nil, nil},
		"not visible":             {60011, nil, ErrNotVisible},
		"not listed app":          {48002, nil, ErrForbidden},
		"a member is gone":        {60111, nil, nil},
	} {
		for path, call := range calls {
			t.Run(name+" "+path, func(t *testing.T) {
				f := newFake(t).on(path, fail(tc.code)).on(contactWayList.Path, tc.list...)
				err := call(t.Context(), f.client())
				if err == nil || (tc.want != nil && !errors.Is(err, tc.want)) {
					t.Errorf("got %v, want %v", err, tc.want)
				}
				for _, other := range []error{ErrNotFound, ErrNotOwned} {
					if !errors.Is(tc.want, other) && errors.Is(err, other) {
						t.Errorf("got %v, which must not be %v", err, other)
					}
				}
				if tc.list == nil && len(f.bodies(contactWayList.Path)) != 0 {
					t.Error("the code is clear and needs no list")
				}
			})
		}
	}
}

func TestContactWayDelete_goneAfterLostAnswerIsSuccess(t *testing.T) {
	f := newFake(t).on(contactWayDelete.Path, lost, fail(41044))
	if err := f.client().ContactWays.Delete(t.Context(), "cw1"); err != nil {
		t.Error(err)
	}
	if n := len(f.Got()); n != 2 {
		t.Errorf("%d calls, want 2", n)
	}
}

func TestContactWayGet_pollsWhatWasJustMade(t *testing.T) {
	f := newFake(t).on(contactWayAdd.Path, ok(`{"errcode":0,"config_id":"cw1"}`)).on(contactWayGet.Path, fail(41044), fail(41044), ok(wayOK))
	c := f.client()
	if _, err := c.ContactWays.Create(t.Context(), &AddContactWayRequest{Type: 1, Scene: 1, UserIDs: []string{"li"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ContactWays.Get(t.Context(), "cw1"); err != nil {
		t.Error(err)
	}
}

func TestContactWayList_pages(t *testing.T) {
	f := newFake(t).on(contactWayList.Path, wayIDs("p2", "c", "a"), wayIDs("p3"), wayIDs("", "a", "b"))
	got, err := f.client().ContactWays.List(t.Context(), ContactWayWindow{From: time.Unix(1700000000, 0), To: time.Unix(1700000100, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"a", "b", "c"}, got); d != "" {
		t.Error(d)
	}
	want := []string{
		`{"start_time":1700000000,"end_time":1700000100,"limit":1000}`,
		`{"start_time":1700000000,"end_time":1700000100,"cursor":"p2","limit":1000}`,
		`{"start_time":1700000000,"end_time":1700000100,"cursor":"p3","limit":1000}`,
	}
	if d := cmp.Diff(want, f.bodies(contactWayList.Path)); d != "" {
		t.Error(d)
	}
	if _, err := f.client().ContactWays.List(t.Context(), ContactWayWindow{From: time.Unix(2, 0), To: time.Unix(1, 0)}); err == nil {
		t.Error("a window that ends before it begins: no error")
	}
}

func TestContactWayList_shapes(t *testing.T) {
	for body, want := range map[string][]string{
		`{"errcode":0,"contact_way":["b","a"],"next_cursor":null}`: {"a", "b"},
		`{"errcode":0,"contact_way":[{"config_id":1}]}`:            {"1"},
		`{"errcode":0,"contact_way":null}`:                         {},
		`{"errcode":0,"contact_way":{},"next_cursor":""}`:          {},
		`{"errcode":0}`: {},
		`{}`:            nil,
		`{"errcode":0,"contact_way":[{"config_id":""}]}`:                  nil,
		`{"errcode":0,"contact_way":[{"x":1}]}`:                           nil,
		`{"errcode":0,"contact_way":[{"config_id":"a"}],"next_cursor":0}`: {"a"},
	} {
		f := newFake(t).on(contactWayList.Path, ok(body))
		got, err := f.client().ContactWays.List(t.Context(), ContactWayWindow{})
		if (want == nil) != (err != nil) {
			t.Errorf("%s: %v", body, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", body, d)
		}
	}
}

// Should WeCom refuse a wide window, it is read in slices that leave no gap.
func TestContactWayList_refusedWindowIsSliced(t *testing.T) {
	f := newFake(t).on(contactWayList.Path, fail(40058), wayIDs("", "c"), wayIDs("", "a", "c"), wayIDs("", "b"))
	from := time.Unix(1700000000, 0)
	got, err := f.client().ContactWays.List(t.Context(), ContactWayWindow{From: from, To: from.Add(200 * 24 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"a", "b", "c"}, got); d != "" {
		t.Error(d)
	}
	want := []string{
		`{"start_time":1700000000,"end_time":1717280000,"limit":1000}`,
		`{"start_time":1700000000,"end_time":1707776000,"limit":1000}`,
		`{"start_time":1707776000,"end_time":1715552000,"limit":1000}`,
		`{"start_time":1715552000,"end_time":1717280000,"limit":1000}`,
	}
	if d := cmp.Diff(want, f.bodies(contactWayList.Path)); d != "" {
		t.Error(d)
	}
	// An open window stays open: the last slice has no end.
	f = newFake(t).on(contactWayList.Path, fail(40058), wayIDs("", "a"))
	if _, err := f.client().ContactWays.List(t.Context(), ContactWayWindow{From: f.Time.Add(-100 * 24 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	var ends []bool
	for _, b := range f.bodies(contactWayList.Path) {
		ends = append(ends, strings.Contains(b, "end_time"))
	}
	if d := cmp.Diff([]bool{false, true, false}, ends); d != "" {
		t.Errorf("slices with an end: %s", d)
	}
	f.on(contactWayList.Path, fail(40058))
	if _, err := f.client().ContactWays.List(t.Context(), ContactWayWindow{From: from, To: from.Add(time.Hour)}); core.CodeOf(err) != 40058 {
		t.Errorf("a narrow window is not sliced: %v", err)
	}
}

// The window that a lost create is looked for in begins shortly before it, by the server's clock.
func TestContactWayCreate_looksSinceTheCall(t *testing.T) {
	f := newFake(t)
	serverNow := time.Now()
	f.Time = serverNow.Add(5 * time.Hour) // our clock
	f.on(contactWayAdd.Path, lost).on(contactWayList.Path, wayIDs("", "cw1")).on(contactWayGet.Path, ok(`{"errcode":0,"contact_way":{"type":1,"scene":1,"user":["li"]}}`))
	if _, err := f.client().ContactWays.Create(t.Context(), &AddContactWayRequest{Type: 1, Scene: 1, UserIDs: []string{"li"}}); err != nil {
		t.Fatal(err)
	}
	var sent contactWayListRequest
	if err := json.Unmarshal([]byte(f.bodies(contactWayList.Path)[0]), &sent); err != nil {
		t.Fatal(err)
	}
	if age := serverNow.Unix() - sent.StartTime; age < 60 || age > 180 || sent.EndTime != 0 {
		t.Errorf("the window begins %d s before the call and ends at %d", age, sent.EndTime)
	}
}

// What was deleted in the console is looked up in one list of the corp for all.
func TestContactWayGet_manyGone(t *testing.T) {
	f := newFake(t).on(contactWayGet.Path, fail(41044)).on(contactWayList.Path, wayIDs("", "cw1")).on(contactWayAdd.Path, ok(`{"errcode":0,"config_id":"cwN"}`))
	c := f.client()
	lists := func() int { return len(f.bodies(contactWayList.Path)) }
	for i := range 20 {
		if _, err := c.ContactWays.Get(t.Context(), fmt.Sprint("gone", i)); !errors.Is(err, ErrNotFound) {
			t.Fatal(err)
		}
	}
	if n := lists(); n != 1 {
		t.Errorf("%d lists, want 1", n)
	}
	if _, err := c.ContactWays.Get(t.Context(), "cw1"); !errors.Is(err, ErrNotOwned) || lists() != 2 {
		t.Errorf("%v after %d lists; one that is listed is looked for again", err, lists())
	}
	if _, err := c.ContactWays.Create(t.Context(), newWay()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ContactWays.Get(t.Context(), "gone"); !errors.Is(err, ErrNotFound) || lists() != 3 {
		t.Errorf("%v after %d lists; what was made since is not in the old one", err, lists())
	}
}
