// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// maxBody is the most that a JSON body may hold, maxForm that of a form: its file has limits of its own, and there is
// something around it.
const (
	maxBody = 20 << 20
	maxForm = 64 << 20
)

// Server is the emulated WeCom. It is an http.Handler and safe for concurrent use.
type Server struct {
	mu          sync.Mutex // guards everything below
	families    Families
	world       World
	clock       clock
	tokens      *tokens
	governor    Governor
	quotas      map[string]*quota
	lags        map[string]*lag
	log         []Request
	logLimit    int
	seq         int
	hints       int64
	violations  []string
	onViolation func(string)
	faults      []*Fault
	before      []hook
	after       []hook
	latency     time.Duration
	strict      bool
	corpPath    string
	onSaveError func(error)
	publicURL   string
	revision    int64

	page       http.Handler
	pages      map[string]Page
	routes     map[string]*Route
	operations map[string]Operation
	flights    *flights
	control    http.Handler
}

// lag is the corp as it was before the last write of a family, for the reads that lag behind it: each request, told by
// path, query and body, does so on its own.
type lag struct {
	world World
	reads int            // how many reads lag
	seen  map[string]int // reads so far by request
}

// behind counts a read and reports whether it still shows the picture.
func (l *lag) behind(request string) bool {
	l.seen[request]++
	return l.seen[request] <= l.reads
}

// Option configures a Server.
type Option func(*Server)

// WithFrozenClock starts the emulated time at t; it moves by Advance only.
func WithFrozenClock(t time.Time) Option { return func(s *Server) { s.clock.freeze(t) } }

// WithLatency delays every answer by d, while the call counts as under way.
func WithLatency(d time.Duration) Option { return func(s *Server) { s.latency = d } }

// WithGovernor enforces quotas.
func WithGovernor(g Governor) Option { return func(s *Server) { s.governor = g } }

// WithStrict answers unknown JSON keys with the json-format warning too, which WeCom itself ignores.
func WithStrict() Option { return func(s *Server) { s.strict = true } }

// WithRequestLimit keeps the last n recorded calls only; 0 keeps all.
func WithRequestLimit(n int) Option { return func(s *Server) { s.logLimit = n } }

// WithViolationHook calls fn for each violation as it happens. fn must not use the server.
func WithViolationHook(fn func(string)) Option { return func(s *Server) { s.onViolation = fn } }

// WithPage serves a page for humans at / and below /console/; without it / answers one line of text.
func WithPage(page func(*Server) http.Handler) Option {
	return func(s *Server) { s.page = page(s) }
}

// New makes a server of these families that starts from document, which Families.Load understands.
func New(of Families, document any, opts ...Option) (*Server, error) {
	s := &Server{
		families: of,
		tokens:   newTokens(rand.Text()),
		quotas:   map[string]*quota{},
		lags:     map[string]*lag{},
		pages:    of.Pages(),
		routes:   map[string]*Route{}, operations: map[string]Operation{},
		flights: &flights{byPath: map[string]int{}, writing: map[string]int{}},
		page:    http.HandlerFunc(noPage),
	}
	for _, opt := range opts {
		opt(s)
	}
	var err error
	if s.world, err = of.Load(document, s.clock.now); err != nil {
		return nil, err
	}
	for _, rt := range routes(of) {
		if s.routes[rt.Path] != nil {
			return nil, fmt.Errorf("path %s is registered twice", rt.Path)
		}
		s.routes[rt.Path] = &rt
	}
	for _, op := range of.Operations() {
		s.operations[op.Name] = op
	}
	s.control = s.controlHandler()
	return s, nil
}

// Families are those that New was given.
func (s *Server) Families() Families { return s.families }

// Look runs fn under the server's lock, for reading or for changes that are nobody's edit.
func (s *Server) Look(fn func(World)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fn(s.world)
}

// Edit runs one change of the corp under the lock and saves it.
func (s *Server) Edit(change func(World) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := change(s.world); err != nil {
		return err
	}
	s.revision++
	s.save()
	return nil
}

// picture is the world as later writes do not touch it.
func (s *Server) picture() World {
	copied, err := s.families.Load(s.world.Document(), s.clock.now)
	if err != nil {
		panic("emulator: the store does not obey its own rules: " + err.Error())
	}
	copied.Engine().shuffles = s.world.Engine().shuffles
	return copied
}

// ServeHTTP answers the API below /cgi-bin/, the control calls below /_emulator/ and a page for humans at /.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.servePages(w, r):
	case r.URL.Path == "/" || strings.HasPrefix(r.URL.Path, PagePrefix):
		s.page.ServeHTTP(w, r)
	case strings.HasPrefix(r.URL.Path, controlPrefix):
		s.control.ServeHTTP(w, r)
	default:
		s.serveAPI(w, r)
	}
}

// PagePrefix is below what the page of WithPage keeps its addresses.
const PagePrefix = "/console/"

func noPage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "An emulated WeCom: the API is below /cgi-bin/, the control calls are below "+controlPrefix+".\n")
}

// servePages answers the families' own addresses and reports whether the request was for one.
func (s *Server) servePages(w http.ResponseWriter, r *http.Request) bool {
	for prefix, page := range s.pages {
		if name, ok := strings.CutPrefix(r.URL.Path, prefix); ok {
			if r.Method != http.MethodGet && r.Method != http.MethodHead {
				http.Error(w, "GET or HEAD only", http.StatusMethodNotAllowed)
				return true
			}
			s.Look(func(world World) { page(w, world, s.baseURL(r), name) })
			return true
		}
	}
	return false
}

// WithPublicURL sets the address in links to pictures, such as https://wecom.example.org; without it links use the
// address that the call came to.
func WithPublicURL(url string) Option {
	return func(s *Server) { s.publicURL = strings.TrimSuffix(url, "/") }
}

func (s *Server) baseURL(r *http.Request) string {
	switch {
	case s.publicURL != "":
		return s.publicURL
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// Revision grows with every API call and every edit, so that who shows the corp knows when to look again.
func (s *Server) Revision() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.revision
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxForm+1))
	if err != nil {
		return // the caller is gone
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/cgi-bin/")
	rt := s.routes[path]
	if !ok || rt == nil {
		s.unknownPath(r, strings.TrimPrefix(r.URL.Path, "/cgi-bin/"), raw).write(w)
		return
	}
	same, overlap, end := s.flights.start(rt)
	defer end()
	s.runBefore(path)
	if !pause(r.Context(), s.latency) {
		return
	}
	t := &turn{srv: s, rt: rt, r: r, raw: raw, query: r.URL.Query(), same: same, overlap: overlap}
	fault := t.begin()
	if fault != nil && fault.Kind == FaultLatency && fault.When == Before && !pause(r.Context(), fault.Delay) {
		return
	}
	a := t.finish(fault)
	s.runHooks(&s.after, path)
	if fault == nil {
		a.write(w)
		return
	}
	if fault.Kind == FaultLatency && fault.When == After {
		pause(r.Context(), fault.Delay)
	}
	fault.spoil(w, r, a)
}

func (s *Server) unknownPath(r *http.Request, path string, raw []byte) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seq++
	s.violate(path, "unknown path")
	s.record(Request{Seq: s.seq, Method: r.Method, Path: path, Query: redact(r.URL.Query()), Body: logBody(raw), Status: http.StatusNotFound})
	return answer{status: http.StatusNotFound}
}

// turn is one API call on its way through the checks.
type turn struct {
	srv     *Server
	rt      *Route
	r       *http.Request
	raw     []byte
	query   url.Values
	same    int
	overlap bool

	ip      string
	app     *App
	refused error
}

// begin authenticates and picks the fault that will hit the call, if any.
func (t *turn) begin() *Fault {
	s := t.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	t.ip = s.world.Engine().CallerIP
	if t.ip == "" {
		t.ip, _, _ = net.SplitHostPort(t.r.RemoteAddr)
	}
	if t.app, t.refused = s.authenticate(t.rt, t.query.Get("access_token"), t.ip); t.refused != nil {
		return nil
	}
	return s.nextFault(t.rt)
}

// finish carries the call out, unless a fault comes before that, and records it.
func (t *turn) finish(fault *Fault) answer {
	s := t.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seq++
	req := Request{Seq: s.seq, Method: t.r.Method, Path: t.rt.Path, Query: redact(t.query), Body: logBody(t.raw), Write: t.rt.Write}
	if t.app != nil {
		req.App = t.app.Name
	}
	var a answer
	if fault != nil && fault.When == Before && fault.Kind != FaultLatency {
		a = t.faultAnswer(fault)
	} else {
		a, req.Changed = t.handle()
		if fault != nil && fault.Kind == FaultWrongJSON && a.code == 0 {
			word, _, _ := strings.Cut(a.text, ". ")
			a.body = []byte(strings.Replace(string(a.body), string(Encode(a.text)), string(Encode(word+". "+warning)), 1))
		} else if fault != nil && fault.Kind == FaultError {
			a = t.faultAnswer(fault)
		}
	}
	req.Status, req.Code = a.status, a.code
	if fault != nil {
		req.Fault, req.Status = string(fault.Kind), fault.status()
	}
	s.record(req)
	return a
}

func (t *turn) faultAnswer(f *Fault) answer {
	switch {
	case f.Kind == FaultError && f.Message != "":
		return t.srv.refusal(t.rt, FailText(f.Code, "%s", f.Message), false, t.ip)
	case f.Kind == FaultError:
		return t.srv.refusal(t.rt, Fail(f.Code), false, t.ip)
	}
	return success(t.rt, nil, f.Kind == FaultWrongJSON)
}

// handle runs the remaining checks and the handler. changed says whether a write was carried out.
func (t *turn) handle() (a answer, changed bool) {
	s := t.srv
	c := &Call{srv: s, World: s.world, App: t.app, Raw: t.raw, IP: t.ip, Query: map[string]string{}, Base: s.baseURL(t.r), Overlap: t.overlap, write: t.rt.Write}
	c.strict = s.strict
	c.Report = func(format string, args ...any) { s.violate(t.rt.Path, format, args...) }
	result, err := t.run(c)
	if err != nil {
		// A partial add_corp_tag changes the corp although it is refused; saving is cheap enough to do always.
		if t.rt.Write {
			s.save()
		}
		return s.refusal(t.rt, err, c.warned, t.ip), false
	}
	if t.rt.Write {
		s.save()
	}
	a = success(t.rt, result, c.warned)
	a.plain = s.families.Engine().SuccessHeadersAbsent
	if s.families.Engine().EmptyListsAbsent {
		a.body = withoutEmptyLists(a.body)
	}
	return a, t.rt.Write
}

func (t *turn) run(c *Call) (any, error) {
	s, rt := t.srv, t.rt
	if t.refused != nil {
		return nil, t.refused
	}
	if err := s.admit(rt.Path); err != nil {
		return nil, err
	}
	if s.governor.Concurrency > 0 && t.same > s.governor.Concurrency {
		return nil, Fail(45033)
	}
	if err := s.permit(rt, t.app); err != nil {
		return nil, err
	}
	if err := t.shape(c); err != nil {
		return nil, err
	}
	lagging := s.families.Engine().ReadLag
	if lagging == 0 {
		clear(s.lags) // reads have caught up, and don't go back when the switch is turned again
	}
	if !rt.Write {
		l := s.lags[rt.Family]
		if l != nil && l.behind(rt.Path+"?"+redact(t.query).Encode()+" "+string(t.raw)) {
			c.World = l.world
		}
		return rt.Handle(c)
	}
	var earlier World
	if lagging > 0 {
		earlier = s.picture()
	}
	result, err := rt.Handle(c)
	if err == nil && earlier != nil {
		s.lags[rt.Family] = &lag{earlier, lagging, map[string]int{}}
	}
	return result, err
}

// shape checks method, query keys and content type.
func (t *turn) shape(c *Call) error {
	s, rt := t.srv, t.rt
	for _, key := range slices.Sorted(maps.Keys(t.query)) {
		values := t.query[key]
		switch {
		case key == "access_token" || key == "debug":
		case !slices.Contains(rt.Query, key):
			s.violate(rt.Path, "unknown query key %q", key)
		case len(values) > 1:
			s.violate(rt.Path, "query key %q given twice", key)
		}
		c.Query[key] = values[0]
	}
	if t.r.Method != rt.Method {
		s.violate(rt.Path, "method %s instead of %s", t.r.Method, rt.Method)
		if t.r.Method == http.MethodGet && rt.AlsoGET != nil && rt.AlsoGET(s.world) {
			return nil
		}
		if rt.Method == http.MethodPost {
			return Fail(40058) // list text: "GET used where POST is needed"
		}
		return Fail(40063)
	}
	switch {
	case len(t.raw) > maxForm:
		return Fail(45001)
	case len(t.raw) > maxBody && !rt.Form:
		return Fail(40206)
	}
	if !rt.Form && (rt.Raw || s.families.Engine().EscapedText40033) && bytes.Contains(t.raw, []byte(`\u`)) {
		return Fail(40033)
	}
	c.ContentType = t.r.Header.Get("Content-Type")
	contentType := strings.ToLower(c.ContentType)
	c.CharsetUTF8 = strings.Contains(strings.ReplaceAll(contentType, `"`, ""), "charset=utf-8")
	if rt.Form && !strings.HasPrefix(contentType, "multipart/form-data") {
		s.violate(rt.Path, "content type %q instead of multipart/form-data", contentType)
	}
	if rt.Method == http.MethodPost && !rt.Form && (!strings.HasPrefix(contentType, "application/json") || !c.CharsetUTF8) {
		s.violate(rt.Path, "content type %q instead of application/json; charset=utf-8", contentType)
	}
	return nil
}

// redact drops the secrets that travel in URLs.
func redact(query url.Values) url.Values {
	out := url.Values{}
	for key, values := range query {
		if key != "access_token" && key != "corpsecret" {
			out[key] = values
		}
	}
	return out
}
