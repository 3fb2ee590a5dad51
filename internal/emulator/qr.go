// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"net/http"
	"strings"

	"rsc.io/qr"
)

// Addresses of pictures and pages that answers point to. They need no token, as WeCom's own do not.
const (
	qrPrefix      = "/qr/"      // PNG of a contact way's code
	picturePrefix = "/picture/" // picture of a closing message
	scanPrefix    = "/scan/"    // what the code says: a page that tells what scanning it would do
)

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

// servePublic answers the addresses of pictures and reports whether the request was for one.
func (s *Server) servePublic(w http.ResponseWriter, r *http.Request) bool {
	for prefix, serve := range map[string]func(http.ResponseWriter, *http.Request, string){
		qrPrefix: s.serveQR, picturePrefix: s.servePicture, scanPrefix: s.serveScan,
	} {
		if name, ok := strings.CutPrefix(r.URL.Path, prefix); ok {
			if r.Method != http.MethodGet && r.Method != http.MethodHead {
				http.Error(w, "GET or HEAD only", http.StatusMethodNotAllowed)
				return true
			}
			serve(w, r, name)
			return true
		}
	}
	return false
}

// wayByCode finds a contact way whose code still works; codes of deleted and expired ways are dead.
func (s *Server) wayByCode(code string) (ContactWay, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.store.ways {
		if w.Scene == SceneQRCode && w.code() == code && !w.expired(s.clock.now()) {
			return w.clone(), true
		}
	}
	return ContactWay{}, false
}

func (s *Server) serveQR(w http.ResponseWriter, r *http.Request, name string) {
	code, isPNG := strings.CutSuffix(name, ".png")
	if _, ok := s.wayByCode(code); !ok || !isPNG {
		http.NotFound(w, r)
		return
	}
	picture, err := qr.Encode(s.baseURL(r)+scanPrefix+code, qr.M)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(picture.PNG())
}

func (s *Server) serveScan(w http.ResponseWriter, r *http.Request, code string) {
	way, ok := s.wayByCode(code)
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintf(w, "Contact way (联系我) %s of an emulated WeCom.\nmembers: %s\ndepartments: %v\nremark: %s\nstate: %s\nadded without approval: %t\n",
		way.ConfigID, strings.Join(way.Users, ", "), way.Departments, way.Remark, way.State, way.SkipVerify)
}

func (s *Server) servePicture(w http.ResponseWriter, r *http.Request, name string) {
	s.mu.Lock()
	var content []byte
	for _, way := range s.store.ways {
		if way.Conclusions != nil && way.Conclusions.Image != nil && picturePath(way.Conclusions.Image.MediaID) == picturePrefix+name {
			content = s.store.state.Media[way.Conclusions.Image.MediaID].Content
		}
	}
	s.mu.Unlock()
	if content == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", http.DetectContentType(content))
	_, _ = w.Write(content)
}
