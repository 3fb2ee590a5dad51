// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// ServeOptions are the options of `wecomctl emulator`.
type ServeOptions struct {
	Listen         string        // host:port; port 0 picks a free one
	ListenAnywhere bool          // allow an address other than loopback
	CorpPath       string        // JSON corp file; empty keeps the example corp in memory
	PrintURL       bool          // only the URL goes to Out, everything else to Err
	Latency        time.Duration // delay of every answer
	Strict         bool          // see WithStrict
	QuotaShare     int           // percent of WeCom's quota per API that is enforced, 1 to 100; 0 enforces none
	// Page makes the page for humans, see WithPage.
	Page func(*Server) http.Handler
	// Opened is told the address of the page once the server listens; nil for nobody.
	Opened   func(url string)
	Out, Err io.Writer
}

const (
	servedRequests = 10_000          // recorded calls kept while serving
	stopPatience   = 3 * time.Second // for calls under way when the server stops
)

// Serve runs the emulator until ctx ends. It refuses to listen beyond loopback unless told to: the control calls know
// no password.
//
// open makes the server, of the corp file if o names one; madeUp says whether a secret is a made-up one, which may be
// printed.
func Serve(ctx context.Context, o ServeOptions, open func(...Option) (*Server, error), madeUp func(secret string) bool) error {
	host, _, err := net.SplitHostPort(o.Listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %w", o.Listen, err)
	}
	if ip := net.ParseIP(host); !o.ListenAnywhere && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("--listen %s is not a loopback address: anybody who reaches it could change the corp; add --listen-anywhere to allow it", o.Listen)
	}
	if o.QuotaShare < 0 || o.QuotaShare > 100 {
		return fmt.Errorf("--quota-share %d: it is a percentage from 0 (no quota) to 100", o.QuotaShare)
	}
	opts := []Option{
		WithLatency(o.Latency), WithRequestLimit(servedRequests), WithGovernor(Governor{Scale: float64(o.QuotaShare) / 100}),
		WithViolationHook(func(text string) { fmt.Fprintln(o.Err, "violation:", text) }),
		WithSaveErrorHook(func(err error) { fmt.Fprintln(o.Err, "the corp file was not saved:", err) }),
	}
	if o.Page != nil {
		opts = append(opts, WithPage(o.Page))
	}
	if o.Strict {
		opts = append(opts, WithStrict())
	}
	lock, err := lockCorpFile(o.CorpPath)
	if err != nil {
		return err
	}
	defer lock.release()
	srv, err := open(opts...)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(context.WithoutCancel(ctx), "tcp", o.Listen) // the end of ctx is for the wait below
	if err != nil {
		return err
	}
	url := "http://" + listener.Addr().String()
	lock.tell(url)
	notes := o.Out
	if o.PrintURL {
		notes = o.Err
	}
	if a, ok := listener.Addr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
		fmt.Fprintf(o.Err, "WARNING: listening on %s, beyond loopback: whoever reaches it can read and change the corp and its credentials, without a password and unencrypted.\n", listener.Addr())
	}
	fmt.Fprintln(o.Out, url)
	srv.explain(notes, url, madeUp)

	web := &http.Server{Handler: srv, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- web.Serve(listener) }()
	if o.Opened != nil {
		o.Opened(url)
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
	defer cancel()
	if err := web.Shutdown(patience); err != nil {
		_ = web.Close() // a silent fault never lets its connection go
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	fmt.Fprintln(o.Err, "stopped")
	return nil
}

// explain says how to point the provider at the emulator. Secrets are printed only when they are the made-up ones of
// the example corp.
func (s *Server) explain(w io.Writer, url string, madeUp func(secret string) bool) {
	s.mu.Lock()
	corp := s.world.Engine()
	defer s.mu.Unlock()
	secret := func(kind AppKind) string {
		for _, app := range corp.Apps {
			if app.Kind != kind {
				continue
			}
			if madeUp(app.Secret) {
				return app.Secret
			}
			return "<the secret of app " + app.Name + " in the corp file>"
		}
		return "<no such app in the corp file>"
	}
	fmt.Fprintf(w, `
This is %s, an emulated corp: its id and secrets open nothing real.
Look at it in a browser, or point the provider at it:

  provider "wecom" {
    endpoint        = %q
    corp_id         = %q
    secret          = %q
    contacts_secret = %q
  }

Stop with Ctrl-C.
`, corp.Name, url, corp.CorpID, secret(AppSelfBuilt), secret(AppContacts))
}
