// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Get reads one member (doc 90196, user/get), in any case of the userid. It fails with ErrNotFound only when the member
// is certainly gone, and with ErrNotVisible when the app may not see it. Where the credential may read ids only (48009)
// the result is IDsOnly.
func (s *MemberService) Get(ctx context.Context, userID string) (*Member, error) {
	return s.set.Get(ctx, userID)
}

func (s *MemberService) get(ctx context.Context, userID string) (*Member, error) {
	var out Member
	details, err := s.c.ReadDetails(ctx, core.Request{Endpoint: userGet, Query: url.Values{"userid": {userID}}, Out: &out})
	switch {
	case !details:
		return s.getID(ctx, userID)
	case err != nil:
		return nil, err
	case FoldUserID(out.UserID) != FoldUserID(userID) && !opened(userID, out.UserID):
		return nil, fmt.Errorf("user/get: asked for member %s, got %s", userID, out.UserID)
	}
	return s.placed(ctx, &out), nil
}

// opened reports whether an answer may name a member by the id of a service provider's app (open_userid).
func opened(asked, got string) bool { return asked != "" && len(got) == 34 && got[:2] == "wo" }

// getID finds a member in the list of all memberships: in one that was read before, else in a new one.
func (s *MemberService) getID(ctx context.Context, userID string) (*Member, error) {
	for _, read := range []func(context.Context) (*memberIndex, error){s.memberships.Snapshot, s.memberships.Fresh} {
		index, err := read(ctx)
		if err != nil {
			return nil, err
		}
		if m := index.of[FoldUserID(userID)]; m != nil {
			return m.clone(), nil
		}
	}
	return nil, fmt.Errorf("member %s is not in the list of user/list_id: %w", userID, ErrNotFound)
}

func (m *Member) clone() *Member {
	out := *m
	out.DepartmentIDs = slices.Clone(m.DepartmentIDs)
	return &out
}

// placed adds what an app that does not see the whole corp is not shown.
func (s *MemberService) placed(ctx context.Context, m *Member) *Member {
	if s.seesAll(ctx) {
		return m
	}
	m.Partial = true
	if s.c.SeparateContacts() != nil {
		if index, err := s.memberships.Snapshot(ctx); err == nil && index.of[FoldUserID(m.UserID)] != nil {
			m.AllDepartmentIDs = slices.Clone(index.of[FoldUserID(m.UserID)].DepartmentIDs)
		}
	}
	return m
}

// seesAll reports whether the reading credential certainly sees the whole corp; asked once.
func (s *MemberService) seesAll(ctx context.Context) bool {
	all, err := s.whole.get(ctx, departmentGet.Path, func() (bool, error) {
		_, err := s.c.Do(ctx, core.Request{Endpoint: departmentGet, Query: idQuery(1), Out: &departmentAnswer{}})
		if core.CodeOf(err) != 0 { // WeCom has answered, and says no
			return false, nil
		}
		return err == nil, err
	})
	return all && err == nil
}

// refused tells gone and out of sight apart: an app is told "unknown" of either (doc 90196, 60111).
func (s *MemberService) refused(ctx context.Context, userID string, err error, call core.Call) error {
	var api *APIError
	if !errors.As(err, &api) || !core.IsMissing(err) && !(call == core.Reading && errors.Is(err, ErrNotVisible)) {
		return err
	}
	if call == core.Reading && (api.Credential != string(CredentialApp) || s.c.SeparateContacts() == nil) {
		if api.Credential == string(CredentialApp) && !s.seesAll(ctx) {
			return api.WithMeaning(ErrNotVisible)
		}
		return err
	}
	_, e := s.getID(ctx, userID)
	switch {
	case core.IsMissing(e):
		return api.WithMeaning(ErrNotFound)
	case e != nil:
		return fmt.Errorf("whether member %s is gone could not be confirmed: %w", userID, e)
	case call == core.Reading:
		return api.WithMeaning(ErrNotVisible)
	}
	return api.WithMeaning(core.ErrNone) // 60111 of a write can also mean the direct leader
}

// Read is Get for refreshing: when several members are asked for, those of their departments are read with one call for
// each department (doc 90201, user/list), and the answer may be as old as that of a Population. departments are those
// in which the member was seen last. One that is not there any more is looked for in the list of all memberships, where
// that can be read, and else by itself.
func (s *MemberService) Read(ctx context.Context, userID string, departments []int64) (*Member, error) {
	if core.IsFresh(ctx) || len(departments) == 0 {
		return s.Get(ctx, userID)
	}
	m, asked, err := s.listed(ctx, userID, slices.Min(departments))
	if m != nil || err != nil {
		return m, err
	}
	if asked && s.c.SeparateContacts() != nil { // moved, or gone
		if index, err := s.memberships.Snapshot(ctx); err == nil && index.of[FoldUserID(userID)] != nil {
			if m, _, err := s.listed(ctx, userID, index.of[FoldUserID(userID)].DepartmentIDs[0]); m != nil || err != nil {
				return m, err
			}
		}
	}
	return s.Get(ctx, userID)
}

// listed finds a member among those of a department; asked says that the department was read.
func (s *MemberService) listed(ctx context.Context, userID string, department int64) (m *Member, asked bool, err error) {
	roster, ok, err := s.rosters.Of(department).Consult(ctx, FoldUserID(userID))
	if err != nil || !ok {
		return nil, false, err
	}
	// A name is never empty: an entry without one is not the whole truth.
	if m := roster[FoldUserID(userID)]; m != nil && (m.IDsOnly || m.Name != "") {
		return s.placed(ctx, m.clone()), true, nil
	}
	return nil, true, nil
}

// loadRoster reads a department; where ids are all that can be read, the members of the corp.
func (s *MemberService) loadRoster(ctx context.Context, department int64) (map[string]*Member, error) {
	var out membersAnswer
	details, err := s.c.ReadDetails(ctx, core.Request{Endpoint: userList, Query: departmentQuery(department), Out: &out})
	if !details {
		index, err := s.memberships.Snapshot(ctx)
		if err != nil {
			return nil, err
		}
		return index.of, nil
	}
	if err != nil {
		return nil, err
	}
	roster := make(map[string]*Member, len(out.Users))
	for i := range out.Users {
		roster[FoldUserID(out.Users[i].UserID)] = &out.Users[i]
	}
	return roster, nil
}

// ByMobile finds the userid of a member by the mobile number, 5 to 32 bytes (doc 95402, user/getuserid); ErrNotFound is
// nobody whom the app sees. WeCom blocks the call for a day when the wrong numbers exceed a fifth of the corp's
// members, so a number is asked for once, whoever asks again, and a mainland one in the plain form that WeCom keeps.
func (s *MemberService) ByMobile(ctx context.Context, mobile string) (userID string, err error) {
	found, err := s.numbers.Of(lookedUp(mobile)).Snapshot(ctx)
	if err == nil {
		err = found.refusal
	}
	return found.userID, err
}

// mobileOwner is who has a mobile number, or why that is nobody.
type mobileOwner struct {
	userID  string
	refusal error
}

func (s *MemberService) loadOwner(ctx context.Context, mobile string) (found mobileOwner, err error) {
	var out ownerAnswer
	_, err = s.c.Do(ctx, core.Request{Endpoint: userOf, Body: map[string]string{"mobile": mobile}, Out: &out})
	if errors.Is(err, ErrNotFound) {
		return mobileOwner{refusal: err}, nil // which is an answer, too
	}
	return mobileOwner{userID: out.UserID}, err
}

type ownerAnswer struct {
	UserID string `json:"userid"`
}

// Check refuses an answer without userid.
func (a *ownerAnswer) Check(bool) error { return core.Need(a.UserID != "", "userid") }

// lookedUp is a number as WeCom keeps it: a mainland one without country code, blanks and dashes. How it keeps others
// is not documented.
func lookedUp(mobile string) string {
	plain := strings.NewReplacer(" ", "", "-", "").Replace(mobile)
	if bare := strings.TrimPrefix(plain, "+86"); !strings.HasPrefix(bare, "+") {
		return bare
	}
	return mobile
}

// All reads every member that the credential sees, one call for each department in use (doc 90201), and of an app that
// sees a part of the corp the members of the departments that it sees.
func (s *MemberService) All(ctx context.Context) ([]Member, error) {
	departments, err := s.c.Departments.List(ctx, nil)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(departments, func(d Department) bool { return d.IDsOnly }) {
		return s.allIDs(ctx)
	}
	all := map[string]*Member{}
	for _, d := range departments {
		roster, err := s.rosters.Of(d.ID).Snapshot(ctx)
		if core.IsMissing(err) { // deleted meanwhile
			continue
		}
		if err != nil {
			return nil, err
		}
		for key, m := range roster {
			all[key] = s.placed(ctx, m.clone())
		}
	}
	return sortedMembers(all), nil
}

// Owner finds the userid of a member by what only a whole member tells, among those that the credential sees; "" when
// there is none. It costs a call for each department (doc 90201), so it is for the words of an error.
func (s *MemberService) Owner(ctx context.Context, is func(*Member) bool) (userID string, err error) {
	all, err := s.All(ctx)
	if i := slices.IndexFunc(all, func(m Member) bool { return is(&m) }); err == nil && i >= 0 {
		return all[i].UserID, nil
	}
	return "", err
}

func (s *MemberService) allIDs(ctx context.Context) ([]Member, error) {
	index, err := s.memberships.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	return sortedMembers(index.of), nil
}

func sortedMembers(in map[string]*Member) []Member {
	out := make([]Member, 0, len(in))
	for _, m := range in {
		out = append(out, *m.clone())
	}
	slices.SortFunc(out, func(a, b Member) int { return cmp.Compare(a.UserID, b.UserID) })
	return out
}

// Made tells the client that the state holds a member which an earlier process made at the given time; see core.Set.
func (s *MemberService) Made(userID string, at time.Time) { s.set.Made(userID, at) }
