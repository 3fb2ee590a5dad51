// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "net/http"

const controlPrefix = "/_emulator/"

func (s *Server) controlHandler() http.Handler                     { return http.NotFoundHandler() }
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }
