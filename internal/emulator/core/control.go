// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"
)

const controlPrefix = "/_emulator/"

var errNoSuchCall = errors.New("no such control call")

// controlCall is one row of the control calls; the package comment documents each.
type controlCall struct {
	method, path string
	run          func(s *Server, r *http.Request, raw []byte) (any, error)
}

func controlCalls() []controlCall {
	return []controlCall{
		{"GET", "corp", func(s *Server, _ *http.Request, _ []byte) (any, error) { return s.corp(), nil }},
		{"PUT", "corp", replaceCorp},
		{"GET", "requests", listRequests},
		{"DELETE", "requests", func(s *Server, _ *http.Request, _ []byte) (any, error) { s.ResetRequests(); return nil, nil }},
		{"GET", "violations", func(s *Server, _ *http.Request, _ []byte) (any, error) { return notNil(s.Violations()), nil }},
		{"DELETE", "violations", func(s *Server, _ *http.Request, _ []byte) (any, error) { s.ResetViolations(); return nil, nil }},
		{"GET", "faults", func(s *Server, _ *http.Request, _ []byte) (any, error) { return s.pendingFaults(), nil }},
		{"POST", "faults", postFault},
		{"DELETE", "faults", func(s *Server, _ *http.Request, _ []byte) (any, error) { s.ClearFaults(); return nil, nil }},
		{"GET", "clock", func(s *Server, _ *http.Request, _ []byte) (any, error) { return clockAnswer(s), nil }},
		{"POST", "clock", postClock},
		{"GET", "switches", func(s *Server, _ *http.Request, _ []byte) (any, error) { return s.copySwitches(), nil }},
		{"PATCH", "switches", patchSwitches},
		{"POST", "tokens/expire", expireTokens},
		{"GET", "console", func(s *Server, _ *http.Request, _ []byte) (any, error) { return s.consoleKeys(), nil }},
		{"POST", "console/{operation}", func(s *Server, r *http.Request, raw []byte) (any, error) {
			return s.RunConsole(r.PathValue("operation"), raw)
		}},
	}
}

// ControlCalls lists method and path of each control call, so that a test can compare them with the documentation.
func ControlCalls() []string {
	var out []string
	for _, call := range controlCalls() {
		out = append(out, call.method+" "+call.path)
	}
	return out
}

// controlHandler answers JSON: 200 with the result or {}, 400 or 404 with {"error": …}. Web pages of other origins that
// a user happens to look at may not change the corp.
func (s *Server) controlHandler() http.Handler {
	mux := http.NewServeMux()
	for _, call := range controlCalls() {
		mux.HandleFunc(call.method+" "+controlPrefix+call.path, func(w http.ResponseWriter, r *http.Request) {
			raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
			if err != nil {
				return // the caller is gone
			}
			result, err := call.run(s, r, raw)
			status := http.StatusOK
			switch {
			case errors.Is(err, errNoSuchCall):
				status = http.StatusNotFound
			case err != nil:
				status = http.StatusBadRequest
			case result == nil:
				result = struct{}{}
			}
			if err != nil {
				result = map[string]string{"error": err.Error()}
			}
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			w.WriteHeader(status)
			_, _ = w.Write(append(Encode(result), '\n'))
		})
	}
	return http.NewCrossOriginProtection().Handler(mux)
}

func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func (s *Server) corp() (corp any) {
	s.Look(func(w World) { corp = w.Corp() })
	return corp
}

// Replace puts another corp in place of this one. Tokens of apps that are still there stay valid.
func (s *Server) Replace(document any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	world, err := s.families.Load(document, s.clock.now)
	if err != nil {
		return err
	}
	s.world, s.lags = world, map[string]*lag{}
	s.revision++
	s.save()
	return nil
}

func replaceCorp(s *Server, _ *http.Request, raw []byte) (any, error) {
	document := s.families.Blank(false)
	if err := DecodeStrictly(raw, document); err != nil {
		return nil, err
	}
	return nil, s.Replace(document)
}

func listRequests(s *Server, r *http.Request, _ []byte) (any, error) {
	query := r.URL.Query()
	return s.filterLog(func(req Request) bool {
		return (!query.Has("path") || matches(query.Get("path"), req.Path)) && (!query.Has("writes") || req.Write)
	}), nil
}

func (s *Server) pendingFaults() []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Fault{}
	for _, f := range s.faults {
		out = append(out, *f)
	}
	return out
}

func postFault(s *Server, _ *http.Request, raw []byte) (any, error) {
	var in struct {
		Fault
		Delay string `json:"delay"` // such as "1.5s", in place of the nanoseconds
	}
	if err := DecodeStrictly(raw, &in); err != nil {
		return nil, err
	}
	if in.Delay != "" {
		d, err := time.ParseDuration(in.Delay)
		if err != nil {
			return nil, err
		}
		in.Fault.Delay = d
	}
	return nil, s.inject(in.Fault)
}

func clockAnswer(s *Server) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return struct {
		Now    time.Time `json:"now"`
		Frozen bool      `json:"frozen"`
	}{s.clock.now().UTC(), s.clock.frozen}
}

func postClock(s *Server, _ *http.Request, raw []byte) (any, error) {
	var in struct {
		Advance string     `json:"advance"`
		Freeze  *time.Time `json:"freeze"`
	}
	if err := DecodeStrictly(raw, &in); err != nil {
		return nil, err
	}
	if in.Freeze != nil {
		s.mu.Lock()
		s.clock.freeze(*in.Freeze)
		s.mu.Unlock()
	}
	if in.Advance != "" {
		d, err := time.ParseDuration(in.Advance)
		if err != nil {
			return nil, err
		}
		s.Advance(d)
	}
	return clockAnswer(s), nil
}

// copySwitches are the switches in force, as a struct of their own.
func (s *Server) copySwitches() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return reflect.ValueOf(s.families.Switches()).Elem().Interface()
}

// patchSwitches changes the switches given and leaves the others.
func patchSwitches(s *Server, _ *http.Request, raw []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := reflect.ValueOf(s.families.Switches()).Elem()
	patched := reflect.New(now.Type())
	patched.Elem().Set(now)
	if err := DecodeStrictly(raw, patched.Interface()); err != nil {
		return nil, err
	}
	if err := CheckReadings(patched.Interface()); err != nil {
		return nil, err
	}
	now.Set(patched.Elem())
	return now.Interface(), nil
}

func expireTokens(s *Server, _ *http.Request, raw []byte) (any, error) {
	in := struct {
		Code int `json:"code"`
	}{42001}
	if len(strings.TrimSpace(string(raw))) > 0 {
		if err := DecodeStrictly(raw, &in); err != nil {
			return nil, err
		}
	}
	if in.Code != 40014 && in.Code != 42001 {
		return nil, fmt.Errorf("code %d: an expired token answers 40014 or 42001", in.Code)
	}
	s.ExpireTokens(in.Code)
	return nil, nil
}
