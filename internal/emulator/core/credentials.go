// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import "slices"

// authenticate checks in the order observed on the live server (§3): token present, token valid, trusted IP.
func (s *Server) authenticate(rt *Route, accessToken, ip string) (*App, error) {
	if rt.Open {
		return nil, nil
	}
	if accessToken == "" {
		return nil, Fail(41001)
	}
	issued, ok := s.tokens.issued[accessToken]
	if !ok {
		return nil, Fail(40014)
	}
	if issued.dead != 0 {
		return nil, Fail(issued.dead)
	}
	if !s.clock.now().Before(issued.expires) {
		if s.families.Engine().ExpiredToken40014 {
			return nil, Fail(40014)
		}
		return nil, Fail(42001)
	}
	app := s.world.Engine().FindApp(issued.app)
	if app == nil {
		return nil, Fail(40014)
	}
	if app.Disabled {
		return app, Fail(50003)
	}
	if s.families.Engine().PermissionBeforeIP {
		if err := s.permit(rt, app); err != nil {
			return app, err
		}
	}
	if len(app.TrustedIPs) > 0 && !slices.Contains(app.TrustedIPs, ip) {
		return app, Fail(60020)
	}
	return app, nil
}

// permit says whether the kind of credential may call the path at all.
func (s *Server) permit(rt *Route, app *App) error {
	if rt.Open {
		return nil
	}
	switch app.Kind {
	case AppContacts:
		if rt.By&ByContacts == 0 || rt.Write && !rt.Form && app.ReadOnly {
			return Fail(48002)
		}
		if rt.Detail && app.DetailsBlocked {
			return Fail(48009)
		}
		return nil
	case AppSelfBuilt:
		if rt.By&app.callers() != 0 {
			return nil
		}
		if rt.Forbidden != nil {
			return rt.Forbidden(s.world, app)
		}
	case AppCustomerContact:
		if rt.By&ByCustomerContact != 0 {
			return nil
		}
	}
	return Fail(48002)
}

// callers are the lists of the console that a self-built app is on.
func (a *App) callers() Callers {
	out := BySelfBuilt
	for on, listed := range map[Callers]bool{ByListedApp: a.CustomerContact, ByServiceApp: a.CustomerService, ByRoomApp: a.MeetingRooms, ByCalendarApp: a.Calendars, ByMailApp: a.Mail} {
		if listed {
			out |= on
		}
	}
	return out
}
