// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// atOnce looks for a crowd without waiting, so that reads one after another are seen as such.
func atOnce(_ context.Context, crowd <-chan struct{}) bool {
	select {
	case <-crowd:
		return true
	default:
		return false
	}
}

const threeListed = `{"errcode":0,"errmsg":"ok","department":[
	{"id":1,"name":"Corp","parentid":0,"order":100000000,"department_leader":[]},
	{"id":2,"name":"研发","name_en":"R","parentid":1,"order":10,"department_leader":["zhangsan"]},
	{"id":3,"name":"","parentid":1,"order":20}]}`

func departmentAnswered(id int, name string) answer {
	return ok(fmt.Sprintf(`{"errcode":0,"errmsg":"ok","department":{"id":%d,"name":%q,"parentid":1,"order":7,"department_leader":[]}}`, id, name))
}

func readAll(t *testing.T, c *Client, ids ...int64) []*Department {
	t.Helper()
	var out []*Department
	for _, id := range ids {
		d, err := c.Departments.Read(t.Context(), id)
		if err != nil {
			t.Fatalf("Read(%d): %v", id, err)
		}
		out = append(out, d)
	}
	return out
}

func wantCalls(t *testing.T, f *fake, want ...string) {
	t.Helper()
	if got := f.Got(); !slices.Equal(got, want) {
		t.Errorf("calls:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// One department, and two, are read by themselves; with -parallelism=1 the third one brings all of them.
func TestReadOneByOne(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, departmentAnswered(8, "甲"), departmentAnswered(8, "甲"), departmentAnswered(9, "乙")).on(departmentList.Path, ok(threeListed))
	c := f.client()
	c.Gather = atOnce
	readAll(t, c, 8, 8, 9)
	wantCalls(t, f, "GET department/get?id=8", "GET department/get?id=8", "GET department/get?id=9")
	d := readAll(t, c, 2, 1, 2)[0]
	want := Department{ID: 2, Name: "研发", NameEN: "R", ParentID: 1, Order: 10, LeaderUserIDs: []string{"zhangsan"}}
	if fmt.Sprint(*d) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", *d, want)
	}
	if got := f.Got()[3:]; !slices.Equal(got, []string{"GET department/list"}) {
		t.Errorf("three more reads made the calls %v", got)
	}
	d.LeaderUserIDs[0] = "lisi"
	if again := readAll(t, c, 2)[0]; again.LeaderUserIDs[0] != "zhangsan" {
		t.Error("what a caller does with its answer reaches the next one")
	}
}

// A plan over two departments: they come together, and nobody else does.
func TestReadTwoTogether(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, departmentAnswered(8, "甲"))
	c := f.client()
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() { _, _ = c.Departments.Read(t.Context(), 8) })
	}
	group.Wait()
	wantCalls(t, f, "GET department/get?id=8", "GET department/get?id=8")
}

func TestReadManyTogether(t *testing.T) {
	f := newFake(t).on(departmentList.Path, ok(threeListed))
	c := f.client()
	c.Gather = func(_ context.Context, crowd <-chan struct{}) bool { <-crowd; return true }
	var group sync.WaitGroup
	for n := range 50 {
		group.Go(func() {
			// Ids differ, or there would be no crowd; 3 has no name and is left out.
			if _, err := c.Departments.Read(t.Context(), int64(n%2+1)); err != nil {
				t.Error(err)
			}
		})
	}
	f.on(departmentGet.Path, departmentAnswered(3, "丙"))
	if d := readAll(t, c, 3)[0]; d.Name != "丙" {
		t.Errorf("a listed department without a name was not asked for: %+v", d)
	}
	group.Wait()
	wantCalls(t, f, "GET department/list", "GET department/get?id=3")
}

// What the list lacks is judged like every single read.
func TestReadOfWhatIsNotListed(t *testing.T) {
	scripts := map[string]struct {
		get, simple answer
		config      func(*Config)
	}{
		"not visible":                       {fail(60011), ok(`{"errcode":0,"department_id":[{"id":77,"parentid":1,"order":1}]}`), nil},
		"not visible, and gone":             {fail(60011), fail(60003), nil},
		"unknown to the app, but there":     {fail(60003), ok(`{"errcode":0,"department_id":[{"id":77,"parentid":1,"order":1}]}`), nil},
		"unknown to both":                   {fail(60003), fail(60123), nil},
		"unknown, and nobody else to ask":   {fail(60003), nil, appOnly},
		"not visible, nobody else to ask":   {fail(60011), nil, appOnly},
		"readable after all":                {departmentAnswered(77, "新"), nil, nil},
		"refused for a reason of this kind": {fail(48002), nil, nil},
	}
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			var texts []string
			for _, read := range []string{"Get", "Read"} {
				f := newFake(t).on(departmentGet.Path, script.get).on(departmentList.Path, ok(threeListed))
				if script.simple != nil {
					f.on(departmentSimpleList.Path, script.simple)
				}
				change := script.config
				if change == nil {
					change = func(*Config) {}
				}
				c := f.client(change)
				call := c.Departments.Get
				if read == "Read" {
					if _, err := c.Departments.All(t.Context()); err != nil {
						t.Fatal(err)
					}
					call = c.Departments.Read
				}
				d, err := call(t.Context(), 77)
				texts = append(texts, fmt.Sprintf("%+v %v %t %t", d, err, errors.Is(err, ErrNotFound), errors.Is(err, ErrNotVisible)))
				if d != nil {
					texts[len(texts)-1] = fmt.Sprintf("%+v", *d)
				}
			}
			if texts[0] != texts[1] {
				t.Errorf("Get: %s\nRead: %s", texts[0], texts[1])
			}
		})
	}
}

// A department that an earlier process made seconds ago, and that neither the list nor the first read shows yet, is
// waited for.
func TestReadWaitsForWhatWasJustMade(t *testing.T) {
	f := newFake(t).on(departmentList.Path, ok(threeListed)).on(departmentGet.Path, fail(60003), fail(60003), departmentAnswered(77, "新"))
	c := f.client(appOnly)
	c.Departments.Made(77, f.Time)
	if _, err := c.Departments.All(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := readAll(t, c, 77)[0]; d.Name != "新" {
		t.Errorf("got %+v", d)
	}
}

func TestReadWithIDsOnly(t *testing.T) {
	f := newFake(t).on(departmentList.Path, fail(48009)).
		on(departmentSimpleList.Path, ok(`{"errcode":0,"department_id":[{"id":1,"parentid":0,"order":1},{"id":2,"parentid":1,"order":5}]}`))
	c := f.client(contactsOnly)
	c.Gather = func(context.Context, <-chan struct{}) bool { return true }
	for range 20 {
		if d := readAll(t, c, 2)[0]; !d.IDsOnly || d.ParentID != 1 || d.Order != 5 {
			t.Fatalf("got %+v", d)
		}
	}
	wantCalls(t, f, "GET department/list", "GET department/simplelist")
}

// Writes of the run are seen by later reads, whatever came of them.
func TestReadAfterWrite(t *testing.T) {
	f := newFake(t).on(departmentList.Path, ok(threeListed)).
		on(departmentCreate.Path, ok(`{"errcode":0,"id":9}`)).on(departmentUpdate.Path, ok(`{"errcode":0}`), fail(60008)).on(departmentDelete.Path, ok(`{"errcode":0}`))
	c := f.client()
	c.Gather = func(context.Context, <-chan struct{}) bool { return true }
	for n, write := range []func() error{
		func() error { return nil },
		func() error {
			_, err := c.Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "新", ParentID: 1})
			return err
		},
		func() error {
			return c.Departments.Update(t.Context(), &UpdateDepartmentRequest{ID: 2, ParentID: ptr(int64(3))})
		},
		func() error {
			_ = c.Departments.Update(t.Context(), &UpdateDepartmentRequest{ID: 2, Name: ptr("研发")})
			return nil
		},
		func() error { return c.Departments.Delete(t.Context(), 2) },
	} {
		if err := write(); err != nil {
			t.Fatal(err)
		}
		readAll(t, c, 1, 2, 1)
		lists := 0
		for _, call := range f.Got() {
			if call == "GET department/list" {
				lists++
			}
		}
		if lists != n+1 {
			t.Errorf("after %d writes %d lists were read", n, lists)
		}
	}
}

// A list that was under way while a department changed must not answer reads that begin after the change.
func TestListThatBeganBeforeAWriteIsNotKept(t *testing.T) {
	f := newFake(t)
	listing, proceed := make(chan struct{}), make(chan struct{})
	f.on(departmentList.Path, func(w http.ResponseWriter) {
		close(listing)
		<-proceed
		ok(threeListed)(w)
	}, ok(strings.Replace(threeListed, "研发", "研究", 1))).on(departmentUpdate.Path, ok(`{"errcode":0}`))
	c := f.client()
	c.Gather = func(context.Context, <-chan struct{}) bool { return true }
	before := make(chan string)
	go func() {
		d, err := c.Departments.Read(t.Context(), 2)
		if err != nil {
			t.Error(err)
			d = &Department{}
		}
		before <- d.Name
	}()
	<-listing
	if err := c.Departments.Update(t.Context(), &UpdateDepartmentRequest{ID: 2, Name: ptr("研究")}); err != nil {
		t.Fatal(err)
	}
	if d := readAll(t, c, 2)[0]; d.Name != "研究" {
		t.Errorf("a read after the write joined the list from before it: %+v", d)
	}
	close(proceed)
	if name := <-before; name != "研发" {
		t.Errorf("the read from before the write got %q", name)
	}
	if d := readAll(t, c, 2)[0]; d.Name != "研究" {
		t.Errorf("the list from before the write replaced the newer one: %+v", d)
	}
	wantCalls(t, f, "GET department/list", `POST department/update {"id":2,"name":"研究"}`, "GET department/list")
}

func TestSnapshotEnds(t *testing.T) {
	f := newFake(t).on(departmentList.Path, ok(threeListed))
	c := f.client()
	c.Gather = func(context.Context, <-chan struct{}) bool { return true }
	readAll(t, c, 1)
	f.Advance(5*time.Minute - time.Second)
	readAll(t, c, 1)
	wantCalls(t, f, "GET department/list")
	f.Advance(time.Second)
	readAll(t, c, 1, 2)
	wantCalls(t, f, "GET department/list", "GET department/list")
}

// Where the directory cannot be listed, departments are read as ever.
func TestReadWhereListsFail(t *testing.T) {
	f := newFake(t).on(departmentList.Path, fail(48002)).on(departmentGet.Path, departmentAnswered(8, "甲"))
	c := f.client()
	c.Gather = func(context.Context, <-chan struct{}) bool { return true }
	readAll(t, c, 8, 8)
	wantCalls(t, f, "GET department/list", "GET department/get?id=8", "GET department/get?id=8")

	f = newFake(t).on(departmentList.Path, fail(60020))
	c = f.client()
	c.Gather = func(context.Context, <-chan struct{}) bool { return true }
	if _, err := c.Departments.Read(t.Context(), 8); !errors.Is(err, ErrUntrustedIP) {
		t.Errorf("got %v", err)
	}
	wantCalls(t, f, "GET department/list")
}

func TestTagGroupsInBulk(t *testing.T) {
	library := `{"errcode":0,"tag_group":[
		{"group_id":"etA","group_name":"A","create_time":1,"tag":[{"id":"et1","name":"x","create_time":1},{"id":"et2","name":"y","create_time":2}]},
		{"group_id":"etB","group_name":"B","create_time":2,"tag":[{"id":"et3","name":"z","create_time":1}]}]}`
	f := newFake(t).on(tagList.Path, ok(library)).on(tagEdit.Path, ok(`{"errcode":0}`)).on(tagDelete.Path, ok(`{"errcode":0}`)).
		on(tagAdd.Path, ok(`{"errcode":0,"tag_group":{"group_id":"etA","group_name":"A","tag":[{"id":"et9","name":"w"}]}}`))
	c := f.client()
	c.Gather = atOnce
	read := func(id string) *TagGroup {
		t.Helper()
		g, err := c.CustomerTags.Read(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	read("etA")
	read("etB")
	wantCalls(t, f, `POST `+tagList.Path+` {"group_id":["etA"]}`, `POST `+tagList.Path+` {"group_id":["etB"]}`)
	if _, crowded, err := c.CustomerTags.library.Consult(t.Context(), "etC"); !crowded || err != nil {
		t.Fatalf("the third group: %t, %v", crowded, err)
	}
	all := "POST " + tagList.Path + " {}"
	g := read("etA")
	if g.Name != "A" || len(g.Tags) != 2 {
		t.Errorf("got %+v", g)
	}
	g.Tags[0].Name = "changed"
	if again := read("etA"); again.Tags[0].Name != "x" && again.Tags[1].Name != "x" {
		t.Error("what a caller does with its answer reaches the next one")
	}
	if got := f.Got()[2:]; !slices.Equal(got, []string{all}) {
		t.Errorf("calls %v", got)
	}
	for n, write := range []func() error{
		func() error {
			return c.CustomerTags.Edit(t.Context(), &EditTagRequest{ID: "et1", Name: ptr("X")})
		},
		func() error {
			_, err := c.CustomerTags.Add(t.Context(), &AddTagsRequest{GroupID: "etA", Tags: []NewTag{{Name: "w"}}})
			return err
		},
		// The last tag of B takes the group along.
		func() error {
			return c.CustomerTags.Delete(t.Context(), &DeleteTagsRequest{TagIDs: []string{"et3"}})
		},
	} {
		if err := write(); err != nil {
			t.Fatal(err)
		}
		read("etA")
		read("etA")
		lists := 0
		for _, call := range f.Got() {
			if call == all {
				lists++
			}
		}
		if lists != n+2 {
			t.Errorf("after %d writes the library was read %d times", n+1, lists)
		}
	}
	// Absence is proved by the group's own read and a library of its own.
	f.on(tagList.Path, fail(40068), ok(library))
	if _, err := c.CustomerTags.Read(t.Context(), "etGone"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// Fifty readers and ten writers: a read that begins after a write has ended never shows an older value.
func TestReadsNeverGoBack(t *testing.T) {
	const writers, readers, rounds = 10, 50, 20
	var mu sync.Mutex
	orders := [writers]int64{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		switch strings.TrimPrefix(r.URL.Path, "/cgi-bin/") {
		case "gettoken":
			ok(`{"errcode":0,"access_token":"t","expires_in":7200}`)(w)
		case departmentUpdate.Path:
			var id, order int64
			body, _ := io.ReadAll(r.Body)
			_, _ = fmt.Sscanf(string(body), `{"id":%d,"order":%d}`, &id, &order)
			orders[id-100] = order
			ok(`{"errcode":0}`)(w)
		case departmentList.Path:
			var b strings.Builder
			for i, o := range orders {
				fmt.Fprintf(&b, `,{"id":%d,"name":"n","parentid":1,"order":%d}`, i+100, o)
			}
			ok(`{"errcode":0,"department":[` + b.String()[1:] + `]}`)(w)
		}
	}))
	defer srv.Close()
	c, err := New(Config{Endpoint: srv.URL, CorpID: "ww", Secret: "a", MaxAPICapacity: 100})
	if err != nil {
		t.Fatal(err)
	}
	c.Gather = func(context.Context, <-chan struct{}) bool { return true }
	var done [writers]int64 // what is certainly written, under doneMu
	var doneMu sync.Mutex
	var group sync.WaitGroup
	for n := range writers {
		group.Go(func() {
			for round := int64(1); round <= rounds; round++ {
				if err := c.Departments.Update(t.Context(), &UpdateDepartmentRequest{ID: int64(n + 100), Order: ptr(round)}); err != nil {
					t.Error(err)
				}
				doneMu.Lock()
				done[n] = round
				doneMu.Unlock()
			}
		})
	}
	for n := range readers {
		group.Go(func() {
			for range rounds {
				at := n % writers
				doneMu.Lock()
				least := done[at]
				doneMu.Unlock()
				d, err := c.Departments.Read(t.Context(), int64(at+100))
				if err != nil {
					t.Error(err)
				} else if d.Order < least {
					t.Errorf("department %d shows %d after %d was written", d.ID, d.Order, least)
				}
			}
		})
	}
	group.Wait()
}

// What is read one by one shares connections and keeps them: no more are opened than calls are made side by side.
func TestConnectionsAreShared(t *testing.T) {
	var opened atomic.Int64
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "gettoken") {
			ok(`{"errcode":0,"access_token":"t","expires_in":7200}`)(w)
			return
		}
		ok(`{"errcode":0,"contact_way":{"config_id":"c1","type":2,"scene":2,"user":["a"]}}`)(w)
	}))
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			opened.Add(1)
		}
	}
	srv.Start()
	defer srv.Close()
	c, err := New(Config{Endpoint: srv.URL, CorpID: "ww", Secret: "a", MaxAPICapacity: 100})
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			for range 15 {
				if _, err := c.ContactWays.Get(t.Context(), "c1"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	// A connection on its way back may make the next call open another one.
	if n := opened.Load(); n > 2*4 {
		t.Errorf("%d connections for 300 reads", n)
	}
}
