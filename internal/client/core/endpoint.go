// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"sync"
)

// Endpoint is one path of WeCom's API and all that the engine knows of it. Families declare theirs beside their
// methods.
type Endpoint struct {
	Path   string // below /cgi-bin/
	Method string
	Page   int // of the official documentation, developer.work.weixin.qq.com/document/path/<page>
	Write  bool
	// Once: makes something, so it is not repeated when its answer was lost.
	Once bool
	// Creds in order of preference; the first one that is configured is used, so a lone secret is used for everything.
	Creds []Credential
	// Means says which of the errors to test for an errcode is here, where that depends on the endpoint.
	Means map[int]error
	// Lane holds the writes that get in each other's way.
	Lane Lane
	// Quota is what several endpoints share, where WeCom lets in so few calls that none is sent on suspicion; nil:
	// none.
	Quota *Quota
}

// Lane is a group of writes that WeCom lets in side by side only so far.
type Lane struct {
	Name string
	Most int // in parallel; 0 means maxWrites
}

var (
	// AppFirst is for reads: since 2022-08 通讯录同步 reads ids only from new addresses (doc 96079).
	AppFirst = []Credential{CredentialApp, CredentialContacts}
	// ContactsFirst is for the directory: only 通讯录同步 writes the directory, and only it may list all ids.
	ContactsFirst = []Credential{CredentialContacts, CredentialApp}
)

var declared = struct {
	sync.RWMutex
	byPath map[string]*Endpoint
}{byPath: map[string]*Endpoint{}}

// Declare registers an endpoint, once for each path, when the program starts. POST and AppFirst are what most have.
func Declare(e Endpoint) *Endpoint {
	e.Method = cmp.Or(e.Method, http.MethodPost)
	if e.Creds == nil {
		e.Creds = AppFirst
	}
	declared.Lock()
	defer declared.Unlock()
	if declared.byPath[e.Path] != nil {
		panic("declared twice: " + e.Path)
	}
	declared.byPath[e.Path] = &e
	return &e
}

// Endpoints returns all that were declared, by path.
func Endpoints() []*Endpoint {
	declared.RLock()
	defer declared.RUnlock()
	var all []*Endpoint
	for _, path := range slices.Sorted(maps.Keys(declared.byPath)) {
		all = append(all, declared.byPath[path])
	}
	return all
}

func endpointOf(path string) *Endpoint {
	declared.RLock()
	defer declared.RUnlock()
	return declared.byPath[path]
}

// URL returns the address of the official page.
func (e *Endpoint) URL() string {
	return "https://developer.work.weixin.qq.com/document/path/" + strconv.Itoa(e.Page)
}

// tokens is the only endpoint of the engine itself.
var tokens = Declare(Endpoint{Path: "gettoken", Method: http.MethodGet, Page: 91039, Creds: []Credential{}})
