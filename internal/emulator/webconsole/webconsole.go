// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package webconsole is the web page of the emulator, in the place of WeCom's console (管理后台): a person sees the corp
// and the calls that were made, and edits as an administrator would. It is rendered on the server, in Chinese or
// English, and loads nothing from elsewhere.
package webconsole

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets
var assetFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

// policy lets the page load and send to its own address only.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

const (
	prefix         = emulator.PagePrefix
	languageCookie = "wecom-emulator-language"
	maxForm        = 1 << 20
)

// site is the page of one server.
type site struct{ srv *emulator.Server }

// New makes the page of srv, for emulator.WithPage. It knows no password: whoever reaches it may edit the corp, but
// pages of other origins may not.
func New(srv *emulator.Server) http.Handler {
	s := &site{srv}
	assets, err := fs.Sub(assetFiles, "assets")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { s.show(w, r, emulator.Tabs()[0].Key, nil) })
	mux.HandleFunc("GET "+prefix+"{tab}", func(w http.ResponseWriter, r *http.Request) { s.show(w, r, r.PathValue("tab"), nil) })
	mux.HandleFunc("GET "+prefix+"revision", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		_, _ = fmt.Fprint(w, srv.Revision())
	})
	mux.HandleFunc("POST "+prefix+"edit/{operation}", s.edit)
	mux.Handle("GET "+prefix+"assets/", http.StripPrefix(prefix+"assets/", http.FileServerFS(assets)))
	return http.NewCrossOriginProtection().Handler(mux)
}

// show renders one tab, with what went wrong with an edit, if any.
func (s *site) show(w http.ResponseWriter, r *http.Request, key string, failed error) {
	t := tabOf(key)
	if t == nil {
		http.NotFound(w, r)
		return
	}
	lang := language(w, r)
	v := newView(s.srv, t, lang, "http://"+r.Host)
	v.Failed = failed
	body := t.Key
	if templates.Lookup(body) == nil {
		body = "objects"
	}
	var inner, out bytes.Buffer
	if err := templates.ExecuteTemplate(&inner, body, v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	v.Body = template.HTML(inner.String()) //nolint:gosec // a template has escaped it
	if err := templates.ExecuteTemplate(&out, "page.html", v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("Cache-Control", "no-store")
	if failed != nil {
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	_, _ = out.WriteTo(w)
}

// edit carries out one edit and goes back to the tab that it came from.
func (s *site) edit(w http.ResponseWriter, r *http.Request) {
	operation := r.PathValue("operation")
	op, ok := operationOf(operation)
	if !ok {
		http.NotFound(w, r)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	args, err := arguments(op, r.PostForm)
	if err == nil {
		_, err = s.srv.RunConsole(operation, args)
	}
	if err != nil {
		s.show(w, r, op.Tab, fmt.Errorf("%s: %w", op.Title.Pick(language(w, r) == chinese), err))
		return
	}
	http.Redirect(w, r, prefix+op.Tab, http.StatusSeeOther)
}

// lang is the language of the page.
type lang string

const (
	chinese lang = "zh"
	english lang = "en"
)

// pick returns the text in the language.
func (l lang) pick(zh, en string) string {
	if l == chinese {
		return zh
	}
	return en
}

// language is the one asked for with ?lang= or before, else the first of the browser's that the page speaks.
func language(w http.ResponseWriter, r *http.Request) lang {
	known := func(s string) bool { return s == string(chinese) || s == string(english) }
	if asked := r.URL.Query().Get("lang"); known(asked) {
		http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: asked, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		return lang(asked)
	}
	if c, err := r.Cookie(languageCookie); err == nil && known(c.Value) {
		return lang(c.Value)
	}
	for accepted := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(accepted), ";")
		tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
		if known(tag) {
			return lang(tag)
		}
	}
	return english
}

func number(text string) (int64, error) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not a whole number", text)
	}
	return n, nil
}
