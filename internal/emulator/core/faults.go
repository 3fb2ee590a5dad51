// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// FaultKind names what goes wrong.
type FaultKind string

const (
	// FaultError answers errcode Code with the usual errmsg.
	FaultError FaultKind = "error"
	// FaultLostReply cuts the connection without an answer.
	FaultLostReply FaultKind = "lost_reply"
	// FaultServerError answers HTTP 500 without JSON.
	FaultServerError FaultKind = "http_500"
	// FaultBadGateway answers HTTP 502 with an HTML page, as a proxy does.
	FaultBadGateway FaultKind = "http_502"
	// FaultTruncated answers HTTP 200 with the first half of the JSON.
	FaultTruncated FaultKind = "truncated_json"
	// FaultSilence says nothing for Delay (0: until the caller gives up), then cuts the connection.
	FaultSilence FaultKind = "silence"
	// FaultWrongJSON answers errcode 0 with "Warning: wrong json format." (§4.2).
	FaultWrongJSON FaultKind = "wrong_json_format"
	// FaultLatency waits for Delay and then answers as usual.
	FaultLatency FaultKind = "latency"
)

// When says on which side of the change a fault hits.
type When string

const (
	// Before means that the call is not carried out. The zero value means the same.
	Before When = "before"
	// After means that the call is carried out and its answer spoiled.
	After When = "after"
)

// Fault is a fault to come. Of several faults that match a call the first one injected hits.
type Fault struct {
	// Path is the path below /cgi-bin/ or the end of it behind a slash; "" is any path but gettoken.
	Path string `json:"path"`
	// Skip lets so many matching calls through first.
	Skip int `json:"skip"`
	// Times is how many calls are hit: 0 means one, -1 all.
	Times int       `json:"times"`
	Kind  FaultKind `json:"kind"`
	When  When      `json:"when"`
	// Code and Message belong to FaultError; an empty Message is WeCom's text for the code.
	Code    int    `json:"code"`
	Message string `json:"message"`
	// Delay is in nanoseconds in JSON.
	Delay time.Duration `json:"delay"`
}

func (f Fault) validate() error {
	switch f.Kind {
	case FaultError:
		if f.Code == 0 {
			return errors.New("a fault of kind error needs a code")
		}
	case FaultLostReply, FaultServerError, FaultBadGateway, FaultTruncated, FaultSilence, FaultWrongJSON, FaultLatency:
	default:
		return fmt.Errorf("unknown fault kind %q", f.Kind)
	}
	if f.When != "" && f.When != Before && f.When != After {
		return fmt.Errorf("unknown value %q of when: before or after", f.When)
	}
	return nil
}

// Inject adds a fault. Faults hit calls with a good token only, so a fault is not used up by a token that has to be
// renewed first. An impossible fault panics: it is a mistake of the test.
func (s *Server) Inject(f Fault) {
	if err := s.inject(f); err != nil {
		panic("emulator: " + err.Error())
	}
}

func (s *Server) inject(f Fault) error {
	if err := f.validate(); err != nil {
		return err
	}
	if f.When == "" {
		f.When = Before
	}
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
	return nil
}

// ClearFaults removes all faults still to come.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// nextFault picks and uses up the fault for a call.
func (s *Server) nextFault(rt *Route) *Fault {
	for i, f := range s.faults {
		if f.Path == "" && rt.Open || f.Path != "" && !matches(f.Path, rt.Path) {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
			}
		}
		hit := *f
		return &hit
	}
	return nil
}

// Before runs fn once, just before the next call to path is handled; fn may use the server and its console.
func (s *Server) Before(path string, fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.before = append(s.before, hook{path, 0, fn})
}

type hook struct {
	path string
	skip int
	fn   func()
}

func (s *Server) runBefore(path string) { s.runHooks(&s.before, path) }

// After runs fn once, when the call to path after skip others was carried out (or refused) and before it is answered,
// for what happens to a caller meanwhile. A fault of kind silence keeps the answer back.
func (s *Server) After(path string, skip int, fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.after = append(s.after, hook{path, skip, fn})
}

func (s *Server) runHooks(hooks *[]hook, path string) {
	s.mu.Lock()
	var due []func()
	kept := (*hooks)[:0:0]
	for _, h := range *hooks {
		switch {
		case !matches(h.path, path):
			kept = append(kept, h)
		case h.skip > 0:
			h.skip--
			kept = append(kept, h)
		default:
			due = append(due, h.fn)
		}
	}
	*hooks = kept
	s.mu.Unlock()
	for _, fn := range due {
		fn()
	}
}

// pause waits for d, or for ever when d is negative, and reports whether the caller is still there.
func pause(ctx context.Context, d time.Duration) bool {
	if d == 0 {
		return ctx.Err() == nil
	}
	var done <-chan time.Time
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		done = timer.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-done:
		return true
	}
}

// cut ends the connection with an unfinished status line instead of nothing: after nothing, Go's HTTP client repeats a
// GET on a kept-alive connection by itself, and the fault would be used up unseen.
func cut(w http.ResponseWriter) {
	if hijacker, ok := w.(http.Hijacker); ok {
		if conn, _, err := hijacker.Hijack(); err == nil {
			_, _ = conn.Write([]byte("HTTP/1.1"))
			_ = conn.Close()
			return
		}
	}
	panic(http.ErrAbortHandler)
}

const badGatewayPage = `<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
<hr><center>nginx</center>
</body>
</html>
`

// spoil sends what the fault makes of an answer.
func (f *Fault) spoil(w http.ResponseWriter, r *http.Request, a answer) {
	switch f.Kind {
	case FaultLostReply:
		cut(w)
	case FaultSilence:
		d := f.Delay
		if d == 0 {
			d = -1
		}
		pause(r.Context(), d)
		cut(w)
	case FaultServerError:
		http.Error(w, "Internal Server Error", http.StatusInternalServerError)
	case FaultBadGateway:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte(badGatewayPage))
	case FaultTruncated:
		a.body = a.body[:len(a.body)/2]
		a.write(w)
	default:
		a.write(w)
	}
}

// status is the HTTP status that the fault leaves.
func (f *Fault) status() int {
	switch f.Kind {
	case FaultLostReply, FaultSilence:
		return 0
	case FaultServerError:
		return http.StatusInternalServerError
	case FaultBadGateway:
		return http.StatusBadGateway
	default:
		return http.StatusOK
	}
}
