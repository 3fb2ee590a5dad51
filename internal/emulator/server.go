// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
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

const maxBody = 20 << 20

// Server is the emulated WeCom. It is an http.Handler and safe for concurrent use.
type Server struct {
	mu          sync.Mutex // guards everything below
	store       *store
	clock       clock
	tokens      *tokens
	switches    Switches
	limits      Limits
	governor    Governor
	quotas      map[string]*quota
	lags        map[family]*lag
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

	page    http.Handler
	routes  map[string]*route
	flights *flights
	control http.Handler
}

// lag is the corp as it was before the last write of a family, for the reads that lag behind it: each request,
// told by path, query and body, does so on its own.
type lag struct {
	store *store
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

// WithSwitches sets the switches from the start.
func WithSwitches(sw Switches) Option { return func(s *Server) { s.switches = sw } }

// WithLimits lowers the documented sizes, so that a test reaches them.
func WithLimits(l Limits) Option { return func(s *Server) { s.limits = l } }

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

// New makes a server that starts from corp. It panics when the corp breaks the store's own rules (see
// Corp.Validate); use Open for corps that come from users.
func New(corp Corp, opts ...Option) *Server {
	s, err := newServer(corp, storeState{}, opts)
	if err != nil {
		panic("emulator: " + err.Error())
	}
	return s
}

func newServer(corp Corp, state storeState, opts []Option) (*Server, error) {
	s := &Server{
		tokens:  newTokens(rand.Text()),
		quotas:  map[string]*quota{},
		lags:    map[family]*lag{},
		routes:  map[string]*route{},
		flights: &flights{byPath: map[string]int{}, writing: map[family]int{}},
		page:    http.HandlerFunc(noPage),
	}
	for _, opt := range opts {
		opt(s)
	}
	st, err := newStore(corp, state, s.env())
	if err != nil {
		return nil, err
	}
	s.store = st
	for _, rt := range allRoutes() {
		if s.routes[rt.path] != nil {
			return nil, fmt.Errorf("path %s is registered twice", rt.path)
		}
		s.routes[rt.path] = &rt
	}
	s.control = s.controlHandler()
	return s, nil
}

func (s *Server) env() storeEnv {
	return storeEnv{sw: &s.switches, limits: &s.limits, now: s.clock.now}
}

// Corp dumps the corp in a fixed order: apps as seeded, everything else by id.
func (s *Server) Corp() Corp {
	s.mu.Lock()
	defer s.mu.Unlock()
	corp, _ := s.store.dump()
	return corp
}

// ServeHTTP answers the API below /cgi-bin/, the control calls below /_emulator/ and a page for humans at /.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.servePublic(w, r):
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

// Revision grows with every API call and every edit, so that who shows the corp knows when to look again.
func (s *Server) Revision() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.revision
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
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
	rt      *route
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
	t.ip = s.store.callerIP
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
	req := Request{Seq: s.seq, Method: t.r.Method, Path: t.rt.path, Query: redact(t.query), Body: logBody(t.raw), Write: t.rt.write}
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
			a.body = []byte(strings.Replace(string(a.body), string(encode(a.text)), string(encode(word+". "+warning)), 1))
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
		return t.srv.refusal(t.rt, failText(f.Code, "%s", f.Message), false, t.ip)
	case f.Kind == FaultError:
		return t.srv.refusal(t.rt, fail(f.Code), false, t.ip)
	}
	return success(t.rt, nil, f.Kind == FaultWrongJSON)
}

// handle runs the remaining checks and the handler. changed says whether a write was carried out.
func (t *turn) handle() (a answer, changed bool) {
	s := t.srv
	c := &call{srv: s, store: s.store, app: t.app, raw: t.raw, ip: t.ip, query: map[string]string{}, base: s.baseURL(t.r)}
	c.strict = s.strict
	c.report = func(format string, args ...any) { s.violate(t.rt.path, format, args...) }
	result, err := t.run(c)
	if err != nil {
		// A partial add_corp_tag changes the corp although it is refused; saving is cheap enough to do always.
		if t.rt.write {
			s.save()
		}
		return s.refusal(t.rt, err, c.warned, t.ip), false
	}
	if t.rt.write {
		s.save()
	}
	a = success(t.rt, result, c.warned)
	if s.switches.EmptyListsAbsent {
		a.body = withoutEmptyLists(a.body)
	}
	return a, t.rt.write
}

func (t *turn) run(c *call) (any, error) {
	s, rt := t.srv, t.rt
	if t.refused != nil {
		return nil, t.refused
	}
	if err := s.admit(rt.path); err != nil {
		return nil, err
	}
	if s.governor.Concurrency > 0 && t.same > s.governor.Concurrency {
		return nil, fail(45033)
	}
	if err := s.permit(rt, t.app); err != nil {
		return nil, err
	}
	if err := t.shape(c); err != nil {
		return nil, err
	}
	if t.overlap && rt.family == familyDirectory && s.switches.DirectoryConflicts {
		return nil, fail(6000)
	}
	if !rt.write {
		l := s.lags[rt.family]
		if l != nil && s.switches.ReadLag > 0 && l.behind(rt.path+"?"+redact(t.query).Encode()+" "+string(t.raw)) {
			c.store = l.store
		}
		return rt.handle(c)
	}
	var earlier *store
	if s.switches.ReadLag > 0 {
		earlier = s.store.clone()
	}
	result, err := rt.handle(c)
	if err == nil && earlier != nil {
		s.lags[rt.family] = &lag{earlier, s.switches.ReadLag, map[string]int{}}
	}
	return result, err
}

// shape checks method, query keys and content type.
func (t *turn) shape(c *call) error {
	s, rt := t.srv, t.rt
	for _, key := range slices.Sorted(maps.Keys(t.query)) {
		values := t.query[key]
		switch {
		case key == "access_token" || key == "debug":
		case !slices.Contains(rt.query, key):
			s.violate(rt.path, "unknown query key %q", key)
		case len(values) > 1:
			s.violate(rt.path, "query key %q given twice", key)
		}
		c.query[key] = values[0]
	}
	if t.r.Method != rt.method {
		s.violate(rt.path, "method %s instead of %s", t.r.Method, rt.method)
		if rt.method == http.MethodPost {
			return fail(40058) // list text: "GET used where POST is needed"
		}
		return fail(40063)
	}
	if len(t.raw) > maxBody {
		return fail(40206)
	}
	c.contentType = t.r.Header.Get("Content-Type")
	contentType := strings.ToLower(c.contentType)
	c.charsetUTF8 = strings.Contains(strings.ReplaceAll(contentType, `"`, ""), "charset=utf-8")
	if rt.form && !strings.HasPrefix(contentType, "multipart/form-data") {
		s.violate(rt.path, "content type %q instead of multipart/form-data", contentType)
	}
	if rt.method == http.MethodPost && !rt.form && (!strings.HasPrefix(contentType, "application/json") || !c.charsetUTF8) {
		s.violate(rt.path, "content type %q instead of application/json; charset=utf-8", contentType)
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
