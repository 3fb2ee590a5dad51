// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/url"
	"sync"
	"testing"
	"time"
)

func TestQuotaBlocks(t *testing.T) {
	c := start(t, ExampleCorp(), WithGovernor(Governor{Scale: 0.0003})) // 3 a minute, 45 an hour
	query := url.Values{"access_token": {c.token(ExampleSecret)}}
	read := func() int { return c.do("GET", "department/simplelist", query, "").code() }
	equal(t, "codes", asJSON([]int{read(), read(), read(), read(), read()}), "[0,0,0,45009,45009]")
	wantCode(t, c.do("GET", "department/list", query, ""), 0) // another path has its own quota
	c.srv.Advance(59 * time.Second)
	equal(t, "still blocked", read(), 45009)
	c.srv.Advance(time.Second)
	equal(t, "free", read(), 0)
	for range 50 {
		c.srv.Advance(time.Minute)
		read()
	}
	c = start(t, ExampleCorp(), WithGovernor(Governor{Scale: 0.0001})) // 1 a minute, 15 an hour
	query = url.Values{"access_token": {c.token(ExampleSecret)}}
	for range 15 {
		equal(t, "within the hour", c.do("GET", "department/simplelist", query, "").code(), 0)
		c.srv.Advance(time.Minute)
	}
	equal(t, "hour used up", c.do("GET", "department/simplelist", query, "").code(), 45009)
	c.srv.Advance(59 * time.Minute)
	equal(t, "blocked for an hour", c.do("GET", "department/simplelist", query, "").code(), 45009)
	c.srv.Advance(time.Minute)
	equal(t, "free", c.do("GET", "department/simplelist", query, "").code(), 0)
}

// held keeps calls of a path under way until release is closed.
func held(c *caller, path string, n int) (inside *sync.WaitGroup, release chan struct{}) {
	inside, release = &sync.WaitGroup{}, make(chan struct{})
	inside.Add(n)
	chain := func() { inside.Done(); <-release }
	c.srv.Before(path, chain)
	return inside, release
}

func TestConcurrencyLimit(t *testing.T) {
	c := start(t, ExampleCorp(), WithGovernor(Governor{Concurrency: 1}))
	query := url.Values{"access_token": {c.token(ExampleSecret)}}
	inside, release := held(c, "department/list", 1)
	first := make(chan reply)
	go func() { first <- c.do("GET", "department/list", query, "") }()
	inside.Wait()
	wantCode(t, c.do("GET", "department/list", query, ""), 45033)
	wantCode(t, c.do("GET", "department/simplelist", query, ""), 0)
	close(release)
	wantCode(t, <-first, 0)
	wantCode(t, c.do("GET", "department/list", query, ""), 0)
}

func TestOverlappingDirectoryWrites(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{DirectorySwitches: DirectorySwitches{DirectoryConflicts: true}}))
	query := url.Values{"access_token": {c.token(ExampleContactsSecret)}}
	inside, release := held(c, "department/create", 1)
	first := make(chan reply)
	go func() { first <- c.do("POST", "department/create", query, createBody) }()
	inside.Wait()
	wantCode(t, c.do("POST", "user/update", query, `{"userid":"wangfang"}`), 6000)
	close(release)
	wantCode(t, <-first, 0)
	wantCode(t, c.do("POST", "user/update", query, `{"userid":"wangfang"}`), 0)
}

func TestReadsLagBehindWrites(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{ReadLag: 2}}))
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 0)
	get := func() int { return c.get(ExampleSecret, "department/get", "id", "6").code() }
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 60008) // writes see the truth
	equal(t, "codes", asJSON([]int{get(), get(), get()}), "[60003,60003,0]")
	c.addGroup(ExampleSecret, "来源", "门店")
	equal(t, "other families do not lag", get(), 0)
	equal(t, "groups", len(c.post(ExampleSecret, tagList, `{}`).list("tag_group")), 1)

	// Reads that have caught up stay so.
	turn := func(reads int) { c.srv.SetSwitches(func(sw *Switches) { sw.ReadLag = reads }) }
	wantCode(t, c.get(ExampleContactsSecret, "department/delete", "id", "6"), 0)
	equal(t, "a deleted department, seen late", get(), 0)
	turn(0)
	equal(t, "seen", get(), 60003)
	turn(2)
	equal(t, "seen with the switch on again", get(), 60003)
}

// TestParallelClients is for the race detector.
func TestParallelClients(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{Shuffle: 1}}))
	contacts := url.Values{"access_token": {c.token(ExampleContactsSecret)}}
	app := url.Values{"access_token": {c.token(ExampleSecret)}}
	var all sync.WaitGroup
	for i := range 8 {
		name := string(rune('a' + i))
		all.Go(func() {
			r := c.do("POST", "department/create", contacts, `{"name":"`+name+`","parentid":1}`)
			if r.code() != 0 {
				t.Errorf("create: %v", r)
			}
			c.do("POST", tagAdd, app, `{"group_name":"g","tag":[{"name":"`+name+`"}]}`)
			c.do("GET", "department/list", app, "")
			c.srv.Inject(Fault{Path: "user/get", Kind: FaultError, Code: -1})
			c.do("GET", "user/get", app, "")
			c.srv.Before("department/get", func() { _, _ = c.srv.Console().CreateDepartment(2, name) })
			c.do("GET", "department/get", app, "")
			c.srv.SetSwitches(func(sw *Switches) { sw.NoErrorTail = !sw.NoErrorTail })
			c.srv.Advance(time.Second)
			c.srv.Corp()
			c.srv.Requests()
			c.srv.Violations()
		})
	}
	all.Wait()
	equal(t, "departments", len(c.srv.Corp().Departments), 5+16)
	equal(t, "tags", len(c.srv.Corp().TagGroups[0].Tags)+len(c.srv.Corp().TagGroups[1].Tags), 3+8)
	for i, r := range c.srv.Requests() {
		equal(t, "sequence", r.Seq, i+1)
	}
}
