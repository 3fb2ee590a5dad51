// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import "slices"

// Callers says which kinds of credential may call a path; all others get 48002.
type Callers uint8

// The kinds of credential.
const (
	// ByContacts: 通讯录同步.
	ByContacts Callers = 1 << iota
	// BySelfBuilt: any self-built app.
	BySelfBuilt
	// ByListedApp: self-built apps listed under 客户联系 → 可调用接口的应用.
	ByListedApp
	// ByCustomerContact: the 客户联系 system secret.
	ByCustomerContact
	// ByServiceApp: self-built apps listed under 微信客服 → 可调用接口的应用.
	ByServiceApp
	// ByRoomApp: self-built apps listed under 应用管理 → 会议室 → 可调用接口的应用.
	ByRoomApp
	// ByCalendarApp: self-built apps listed under 协作 → 日程 → 可调用接口的应用.
	ByCalendarApp
	// ByMailApp: self-built apps listed under 协作 → 邮件 → 可调用接口的应用.
	ByMailApp
	// Anyone has any credential.
	Anyone = ByContacts | BySelfBuilt | ByCustomerContact
)

// Handler decodes, calls the store and returns the reply fields (a struct, or nil) or an error made by Fail. It runs
// under the server's lock and must not change the store before everything is checked.
type Handler func(c *Call) (any, error)

// Route is one path that a family answers.
type Route struct {
	Method string // GET or POST
	Path   string // below /cgi-bin/
	Page   int    // number of the official page
	Family string // paths that share data: reads lag and overlapping writes are counted per family
	By     Callers
	Write  bool     // changes state
	Detail bool     // 48009 for a contact-sync secret on a new IP
	Open   bool     // needs no token
	Form   bool     // the body is a form with a file, not JSON
	Silent bool     // errmsg of success is empty
	Raw    bool     // answers 40033 to \u escapes under every switch
	Word   string   // errmsg of success; empty means ok
	Query  []string // query keys besides access_token and debug
	Empty  []string // list fields that a failure body carries as []
	Handle Handler
	// AlsoGET says that GET serves as well.
	AlsoGET func(World) bool
	// Forbidden is what an app whose credential may not call the path is told; nil is 48002.
	Forbidden func(World, *App) error
}

// Call is one call that passed all checks of the credential.
type Call struct {
	Decoder
	World       World // the corp, or an older picture of it while reads lag
	App         *App  // the calling app; nil for an open path
	Query       map[string]string
	Raw         []byte
	IP          string
	CharsetUTF8 bool // the body was declared to be UTF-8
	ContentType string
	Base        string // address of this server as the caller knows it, for links in answers
	Overlap     bool   // a write that started while another of its family was under way
	write       bool
	srv         *Server
}

// Body decodes the body into a wire type. A read with a body that is no JSON object is refused; a write gets as far as
// its first missing parameter.
func (c *Call) Body(into any) error {
	if !c.body(c.Raw, into) && !c.write && !c.World.Engine().Readings.BadListBodyIgnored {
		return FailText(40058, "invalid json body")
	}
	return nil
}

// Endpoint describes one path that the emulator answers.
type Endpoint struct {
	Method string
	Path   string // below /cgi-bin/
	Write  bool
	Page   int // number of the official page
}

// Endpoints lists the paths of the families and those of the engine, sorted, so that a test can compare them with the
// client's and the pages'.
func Endpoints(of Families) []Endpoint {
	var out []Endpoint
	for _, rt := range routes(of) {
		out = append(out, Endpoint{rt.Method, rt.Path, rt.Write, rt.Page})
	}
	slices.SortFunc(out, func(a, b Endpoint) int {
		if a.Path < b.Path {
			return -1
		}
		return 1
	})
	return out
}

func routes(of Families) []Route { return slices.Concat(tokenRoutes(), of.Routes()) }
