// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "slices"

// family groups paths that share data: reads lag and overlapping writes are kept per family.
type family string

const (
	familyToken       family = "token"
	familyDirectory   family = "directory"
	familyCustomerTag family = "customer_tag"
	familyFollowUser  family = "follow_user"
	familyContactWay  family = "contact_way"
	familyAcquisition family = "acquisition_link"
	familyIntercept   family = "intercept_rule"
	familyMedia       family = "media"
	familyAgent       family = "agent"
)

// callers says which kinds of credential may call a path; all others get 48002.
type callers uint8

const (
	// byContacts: 通讯录同步.
	byContacts callers = 1 << iota
	// bySelfBuilt: any self-built app.
	bySelfBuilt
	// byListedApp: self-built apps listed under 客户联系 → 可调用接口的应用.
	byListedApp
	// byCustomerContact: the 客户联系 system secret.
	byCustomerContact
	anyone = byContacts | bySelfBuilt | byCustomerContact
)

// handler decodes, calls the store and returns the reply fields (a struct, or nil) or an error made by fail.
// It runs under the server's lock and must not change the store before everything is checked.
type handler func(c *call) (any, error)

// route is one row of the registration table. A new family is a file that returns its rows, one line in
// allRoutes, and its objects in Corp, newStore and dump (store.go).
type route struct {
	method string // GET or POST
	path   string // below /cgi-bin/
	page   int    // number of the official page
	family family
	by     callers
	write  bool     // changes state
	detail bool     // 48009 for a contact-sync secret on a new IP
	open   bool     // needs no token
	form   bool     // the body is a form with a file, not JSON
	silent bool     // errmsg of success is empty
	word   string   // errmsg of success; empty means ok
	query  []string // query keys besides access_token and debug
	empty  []string // list fields that a failure body carries as []
	handle handler
}

// call is one call that passed all checks of the credential.
type call struct {
	decoder
	srv         *Server // locked
	store       *store  // the corp, or an older picture of it while reads lag
	app         *App    // the calling app; nil for an open path
	query       map[string]string
	raw         []byte
	ip          string
	charsetUTF8 bool // the body was declared to be UTF-8
	contentType string
	base        string // address of this server as the caller knows it, for links in answers
}

// post makes a handler out of a function over a decoded body.
func post[T any](handle func(c *call, in *T) (any, error)) handler {
	return func(c *call) (any, error) {
		in := new(T)
		c.body(c.raw, in)
		return handle(c, in)
	}
}

func allRoutes() []route {
	return slices.Concat(
		tokenRoutes(),
		departmentRoutes(),
		memberRoutes(),
		followUserRoutes(),
		customerTagRoutes(),
		contactWayRoutes(),
		acquisitionRoutes(),
		interceptRoutes(),
		mediaRoutes(),
		agentRoutes(),
	)
}

// Endpoint describes one path that the emulator answers.
type Endpoint struct {
	Method string
	Path   string // below /cgi-bin/
	Write  bool
	Page   int // number of the official page
}

// Endpoints lists all paths, sorted, so that a test can compare them with the client's and the pages'.
func Endpoints() []Endpoint {
	var out []Endpoint
	for _, rt := range allRoutes() {
		out = append(out, Endpoint{rt.method, rt.path, rt.write, rt.page})
	}
	slices.SortFunc(out, func(a, b Endpoint) int {
		if a.Path < b.Path {
			return -1
		}
		return 1
	})
	return out
}
