// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"context"
	"net/http"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Server is the emulated WeCom. It is an http.Handler and safe for concurrent use.
type Server struct{ *core.Server }

// families are the nouns of one server with their switches and limits.
type families struct {
	sw     Switches
	limits Limits
}

// call is one call of a family, with its store.
type call struct {
	*core.Call
	store *store
}

// get and post make handlers: of a path without a body, and of one whose body is a T.
func get(handle func(c *call) (any, error)) core.Handler {
	return func(c *core.Call) (any, error) { return handle(&call{c, c.World.(*store)}) } //nolint:errcheck // the only world
}

func post[T any](handle func(c *call, in *T) (any, error)) core.Handler {
	return get(func(c *call) (any, error) {
		in := new(T)
		if err := c.Body(in); err != nil {
			return nil, err
		}
		return handle(c, in)
	})
}

// externalRow makes the routes of a family of customer contact, which listed apps may call. The 客户联系 secret may still
// do so in corps that used it before 2023-12-01, as this one did.
func externalRow(family string, page int) func(name string, write bool, handle core.Handler, empty ...string) core.Route {
	return func(name string, write bool, handle core.Handler, empty ...string) core.Route {
		return core.Route{
			Method: "POST", Path: "externalcontact/" + name, Page: page, Family: family,
			By: core.ByListedApp | core.ByCustomerContact, Write: write, Empty: empty, Handle: handle,
		}
	}
}

// Routes of all parts.
func (f *families) Routes() []core.Route { return routes() }

func (f *families) Operations() []core.Operation { return Operations() }

func (f *families) Pages() map[string]core.Page {
	return map[string]core.Page{qrPrefix: serveQR, picturePrefix: servePicture, scanPrefix: serveScan}
}

func (f *families) Switches() any { return &f.sw }

func (f *families) Engine() *core.EngineSwitches { return &f.sw.EngineSwitches }

func (f *families) Blank(withState bool) any {
	if withState {
		return new(corpFile)
	}
	return new(Corp)
}

func (f *families) Load(document any, now func() time.Time) (core.World, error) {
	file, ok := document.(*corpFile)
	if !ok {
		file = &corpFile{Corp: *document.(*Corp)} //nolint:errcheck // the other of the two that Blank makes
	}
	return newStore(file, f, now)
}

// New makes a server that starts from corp. It panics when the corp breaks the store's own rules (see Corp.Validate);
// use Open for corps that come from users.
func New(corp Corp, opts ...Option) *Server {
	s, err := core.New(&families{}, &corp, opts...)
	if err != nil {
		panic("emulator: " + err.Error())
	}
	return &Server{s}
}

// Open makes a server that keeps its corp in a JSON file: it starts from the file, or from ExampleCorp when there is
// none, and saves after every change. A key that the file should not have is an error.
func Open(path string, opts ...Option) (*Server, error) {
	corp := ExampleCorp()
	s, err := core.Open(path, &families{}, &corp, opts...)
	if s == nil {
		return nil, err
	}
	return &Server{s}, err
}

// Serve runs the emulator until ctx ends. It refuses to listen beyond loopback unless told to: the control calls know
// no password.
func Serve(ctx context.Context, o ServeOptions) error {
	open := func(opts ...Option) (*core.Server, error) {
		corp := ExampleCorp()
		if o.CorpPath == "" {
			return core.New(&families{}, &corp, opts...)
		}
		return core.Open(o.CorpPath, &families{}, &corp, opts...)
	}
	return core.Serve(ctx, o, open, func(secret string) bool { return secret == ExampleContactsSecret || secret == ExampleSecret })
}

// Page adapts a page for humans to ServeOptions.
func Page(page func(*Server) http.Handler) func(*core.Server) http.Handler {
	return func(s *core.Server) http.Handler { return page(&Server{s}) }
}

// WithPage serves a page for humans at / and below /console/; without it / answers one line of text.
func WithPage(page func(*Server) http.Handler) Option { return core.WithPage(Page(page)) }

// WithSwitches sets the switches from the start.
func WithSwitches(sw Switches) Option { return func(s *core.Server) { familiesOf(s).sw = sw } }

// WithLimits lowers the documented sizes, so that a test reaches them.
func WithLimits(l Limits) Option { return func(s *core.Server) { familiesOf(s).limits = l } }

func familiesOf(s *core.Server) *families { return s.Families().(*families) } //nolint:errcheck // New gave it these

// Corp dumps the corp in a fixed order: apps as seeded, everything else by id.
func (s *Server) Corp() (corp Corp) {
	s.Look(func(w core.World) { corp = w.(*store).corp() }) //nolint:errcheck // the only world
	return corp
}

// ReplaceCorp puts another corp in place of this one. Tokens of apps that are still there stay valid.
func (s *Server) ReplaceCorp(corp Corp) error { return s.Replace(&corp) }

// SetSwitches lets edit change the switches; they hold from the next call on.
func (s *Server) SetSwitches(edit func(*Switches)) {
	s.Look(func(core.World) { edit(&familiesOf(s.Server).sw) })
}

// Switches returns the switches in force.
func (s *Server) Switches() (sw Switches) {
	s.Look(func(core.World) { sw = familiesOf(s.Server).sw })
	return sw
}

// Reading is one reading of one switch other than its zero value.
type Reading = core.Reading[Switches]

// SwitchReadings lists the readings of every switch, in the order of the switches, so that a test can go through them
// one at a time. The zero value, on which such a test starts, is not among them.
func (s *Server) SwitchReadings() []Reading { return SwitchReadings() }

// SwitchReadings is Server.SwitchReadings for tests that have no server yet.
func SwitchReadings() []Reading { return core.Readings[Switches]() }

// Endpoints lists all paths, sorted, so that a test can compare them with the client's and the pages'.
func Endpoints() []Endpoint { return core.Endpoints(&families{}) }
