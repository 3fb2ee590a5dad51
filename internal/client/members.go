// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// memberMeans: of a member that is named; a 60003 of user/update is about its departments. Older answers to an app that
// writes the directory are 60011 (doc 90195).
var (
	memberMeans      = map[int]error{60111: ErrNotFound}
	memberWriteMeans = map[int]error{60111: ErrNotFound, 60011: ErrForbidden, 60102: ErrNameTaken}
)

// user/delete is a GET that changes state (doc 90198).
var (
	userCreate = core.Declare(Endpoint{Path: "user/create", Page: 90195, Write: true, Once: true, Creds: core.ContactsFirst, Lane: directory,
		Means: map[int]error{60102: ErrNameTaken, 60011: ErrForbidden}})
	userUpdate = core.Declare(Endpoint{Path: "user/update", Page: 90197, Write: true, Creds: core.ContactsFirst, Lane: directory, Means: memberWriteMeans})
	userDelete = core.Declare(Endpoint{Path: "user/delete", Method: http.MethodGet, Page: 90198, Write: true, Creds: core.ContactsFirst, Lane: directory, Means: memberWriteMeans})
	userGet    = core.Declare(Endpoint{Path: "user/get", Method: http.MethodGet, Page: 90196, Means: memberMeans})
	userList   = core.Declare(Endpoint{Path: "user/list", Method: http.MethodGet, Page: 90201, Means: departmentMeans})
	userListID = core.Declare(Endpoint{Path: "user/list_id", Page: 96067, Creds: core.ContactsFirst})
	userOf     = core.Declare(Endpoint{Path: "user/getuserid", Page: 95402, Means: map[int]error{46004: ErrNotFound}})
)

// MemberService reads and writes members (doc 90195 to 90201, 96067). Writes go to contacts_secret, reads to secret.
type MemberService struct {
	service
	set         *core.Set[Member]
	rosters     *core.Populations[int64, map[string]*Member] // of each department, by folded userid
	memberships *core.Population[*memberIndex]
	first       *core.Population[map[string]bool]      // see Known
	numbers     *core.Populations[string, mobileOwner] // of each mobile number
	before      *baselineOf[map[string]bool]
	whole       *baselineOf[bool]
}

func newMembers(at service) *MemberService {
	s := &MemberService{service: at, before: &baselineOf[map[string]bool]{}, whole: &baselineOf[bool]{}}
	writes := []*Endpoint{userCreate, userUpdate, userDelete}
	s.memberships = core.NewPopulation(at.c.engine, userListID, s.loadIDs, writes...)
	s.first = core.NewPopulation(at.c.engine, userListID, s.loadFirst, writes...)
	s.rosters = core.NewPopulations(at.c.engine, userList, s.loadRoster, writes...)
	s.numbers = core.NewPopulations(at.c.engine, userOf, s.loadOwner, writes...)
	s.set = core.NewSet(core.Set[Member]{
		C: at.c.engine, Kind: "member", Make: userCreate, Change: userUpdate, Remove: userDelete, Read: userGet, One: s.get, Refused: s.refused,
	})
	return s
}

// Member is one member of the corp as the reading credential sees it.
type Member struct {
	UserID           string   `json:"userid"`
	Name             string   `json:"name"`
	Alias            string   `json:"alias"`
	Position         string   `json:"position"`
	DepartmentIDs    []int64  `json:"department"`
	Orders           []int64  `json:"order"`             // parallel to DepartmentIDs
	Leads            []int64  `json:"is_leader_in_dept"` // 0 or 1, parallel to DepartmentIDs
	MainDepartmentID int64    `json:"main_department"`   // 0 when it is not visible
	DirectLeader     []string `json:"direct_leader"`     // at most one
	Status           int64    `json:"status"`            // 1 activated, 2 disabled, 4 not activated, 5 left
	Enable           *int64   `json:"enable"`            // 0 disabled; not documented
	Gender           int64    `json:"gender"`            // 1 male, 2 female, 0 not set
	Mobile           string   `json:"mobile"`
	Email            string   `json:"email"`
	BizMail          string   `json:"biz_mail"`
	Address          string   `json:"address"`
	Avatar           string   `json:"avatar"` // its address
	Telephone        string   `json:"telephone"`
	ExternalPosition string   `json:"external_position"`

	Attributes      []MemberAttribute `json:"extattr.attrs"`
	ExternalProfile *ExternalProfile  `json:"external_profile"`

	MemberShown

	// IDsOnly says that only user/list_id was readable: UserID and DepartmentIDs are true, everything else is unknown.
	IDsOnly bool `json:"-"`
	// Partial says that the credential does not see the whole corp: DepartmentIDs, Leads and Orders lack departments
	// that are out of its sight, and DirectLeader a leader. AllDepartmentIDs are all departments, where user/list_id
	// tells.
	Partial          bool    `json:"-"`
	AllDepartmentIDs []int64 `json:"-"`
}

// MemberShown says which keys an answer had: of a withheld one nothing is known. WeCom withholds avatar, gender,
// mobile, email, biz_mail and address from apps that are newer than 2022-06-20 (doc 90196).
type MemberShown struct {
	ShowsAlias      bool `given:"alias"`
	ShowsPosition   bool `given:"position"`
	ShowsTelephone  bool `given:"telephone"`
	ShowsGender     bool `given:"gender"`
	ShowsMobile     bool `given:"mobile"`
	ShowsEmail      bool `given:"email"`
	ShowsBizMail    bool `given:"biz_mail"`
	ShowsAddress    bool `given:"address"`
	ShowsAvatar     bool `given:"avatar"`
	ShowsAttributes bool `given:"extattr"`
}

// MemberAttribute is an entry of extattr or external_attr: a text, a web page, or a mini program (external only).
type MemberAttribute struct {
	Type     int64  `json:"type"` // 0 text, 1 web page, 2 mini program
	Name     string `json:"name"`
	Value    string `json:"value"` // of old answers, which have neither type nor text, and of a web page nothing
	Typed    bool   `given:"type"`
	Text     string `json:"text.value"`
	URL      string `json:"web.url"`
	Title    string `json:"web.title"`
	AppID    string `json:"miniprogram.appid"`
	Page     string `json:"miniprogram.pagepath"`
	AppTitle string `json:"miniprogram.title"`
}

// ExternalProfile is what customers see of a member (doc 92230).
type ExternalProfile struct {
	CorpName   string            `json:"external_corp_name"`
	Nickname   string            `json:"wechat_channels.nickname"`
	Attributes []MemberAttribute `json:"external_attr"`
}

// LeaderIn are the departments in which the member is a leader.
func (m *Member) LeaderIn() (ids []int64) {
	for i, d := range m.DepartmentIDs {
		if i < len(m.Leads) && m.Leads[i] == 1 {
			ids = append(ids, d)
		}
	}
	return ids
}

// Disabled reports whether the member is barred.
func (m *Member) Disabled() bool { return m.Status == 2 || m.Enable != nil && *m.Enable == 0 }

// MemberDepartment is one membership: a member in two departments has two.
type MemberDepartment struct {
	UserID       string `json:"userid"`
	DepartmentID int64  `json:"department"`
}

type membersAnswer struct {
	Users []Member `json:"userlist"`
}

func (a *membersAnswer) Check(coded bool) error {
	for _, u := range a.Users {
		if u.UserID == "" {
			return errors.New("it holds a member without userid")
		}
	}
	return core.NeedList(coded, a.Users, "members")
}

// Check refuses an answer of user/get that does not name the member.
func (m *Member) Check(bool) error { return core.Need(m.UserID != "", "userid") }

// List reads the direct members of a department (doc 90201, user/list), sorted by userid. It fails with ErrNotFound
// when there is no such department, and with 45029 when the answer would be too large for WeCom. Where details may not
// be read (48009) the result comes from user/list_id and is IDsOnly.
func (s *MemberService) List(ctx context.Context, departmentID int64) ([]Member, error) {
	var all []Member
	err := s.c.Settle(ctx, s.c.Departments.key(departmentID), core.IsMissing, func() (err error) {
		all, err = s.list(ctx, departmentID)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b Member) int { return cmp.Compare(a.UserID, b.UserID) })
	return all, nil
}

func (s *MemberService) list(ctx context.Context, departmentID int64) ([]Member, error) {
	var out membersAnswer
	details, err := s.c.ReadDetails(ctx, core.Request{
		Endpoint: userList,
		Query:    departmentQuery(departmentID),
		Out:      &out,
	})
	switch {
	case !details:
		return s.listByID(ctx, departmentID)
	case errors.Is(err, ErrNotVisible):
		return nil, s.c.Departments.resolveInvisible(ctx, departmentID, err)
	case err != nil:
		return nil, err
	}
	return append([]Member{}, out.Users...), nil
}

func departmentQuery(id int64) url.Values {
	return url.Values{"department_id": {strconv.FormatInt(id, 10)}}
}

// listByID finds a department's members among all memberships of the corp.
func (s *MemberService) listByID(ctx context.Context, departmentID int64) ([]Member, error) {
	memberships, err := s.ListIDs(ctx)
	if err != nil {
		return nil, err
	}
	departments := map[string][]int64{}
	for _, m := range memberships {
		departments[m.UserID] = append(departments[m.UserID], m.DepartmentID)
	}
	var all []Member
	for id, in := range departments {
		if slices.Contains(in, departmentID) {
			all = append(all, Member{UserID: id, DepartmentIDs: in, IDsOnly: true})
		}
	}
	if len(all) == 0 {
		// Nobody inside looks the same as no such department.
		if _, err := s.c.Departments.getSimple(ctx, departmentID, nil); err != nil {
			return nil, err
		}
	}
	return all, nil
}

const (
	memberPage     = 10_000 // the most that user/list_id gives at a time
	maxMemberPages = 10_000 // far above any corp; ends a server that never ends
	maxMemberships = 3_000_000
)

type listIDAnswer struct {
	NextCursor string             `json:"next_cursor"`
	Members    []MemberDepartment `json:"dept_user"`
}

func (a *listIDAnswer) Check(coded bool) error {
	for _, m := range a.Members {
		if m.UserID == "" {
			return errors.New("it holds a member without userid")
		}
	}
	return core.NeedList(coded, a.Members, "members")
}

// memberIndex is every membership of the corp.
type memberIndex struct {
	all []MemberDepartment // sorted by userid and department
	of  map[string]*Member // by folded userid, IDsOnly
}

// ListIDs reads all memberships of the corp (doc 96067, user/list_id), sorted by userid and department. Only 通讯录同步 may
// do so. A cursor that repeats is an error; one that went stale (50100) restarts the list once. Callers that come while
// the list is under way share the next one.
func (s *MemberService) ListIDs(ctx context.Context) ([]MemberDepartment, error) {
	index, err := s.memberships.Fresh(ctx)
	if err != nil {
		return nil, err
	}
	return slices.Clone(index.all), nil
}

func (s *MemberService) loadIDs(ctx context.Context) (*memberIndex, error) {
	all, err := s.walkIDs(ctx)
	if core.CodeOf(err) == 50100 {
		all, err = s.walkIDs(ctx)
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b MemberDepartment) int {
		return cmp.Or(cmp.Compare(a.UserID, b.UserID), cmp.Compare(a.DepartmentID, b.DepartmentID))
	})
	index := &memberIndex{all: slices.Compact(all), of: map[string]*Member{}}
	for _, one := range index.all {
		key := FoldUserID(one.UserID)
		if index.of[key] == nil {
			index.of[key] = &Member{UserID: one.UserID, IDsOnly: true}
		}
		index.of[key].DepartmentIDs = append(index.of[key].DepartmentIDs, one.DepartmentID)
	}
	return index, nil
}

// Known are the members of the corp, by FoldUserID; nil where one call (doc 96067, user/list_id) cannot tell: the corp
// has more than 10,000 memberships, or no contacts_secret is there.
func (s *MemberService) Known(ctx context.Context) (map[string]bool, error) {
	if !s.c.Has(CredentialContacts) {
		return nil, nil
	}
	return s.first.Fresh(ctx)
}

func (s *MemberService) loadFirst(ctx context.Context) (map[string]bool, error) {
	var out listIDAnswer
	_, err := s.c.Do(ctx, core.Request{Endpoint: userListID, Body: core.Cursor{Limit: memberPage}, Out: &out})
	if err != nil || out.NextCursor != "" {
		return nil, err
	}
	known := make(map[string]bool, len(out.Members))
	for _, m := range out.Members {
		known[FoldUserID(m.UserID)] = true
	}
	return known, nil
}

// FoldUserID is how WeCom compares userids: without regard to case (doc 90195).
func FoldUserID(id string) string { return strings.ToLower(id) }

func (s *MemberService) walkIDs(ctx context.Context) ([]MemberDepartment, error) {
	all := []MemberDepartment{}
	seen := map[string]bool{}
	idle := 0
	for cursor := ""; len(seen) < maxMemberPages; {
		var out listIDAnswer
		if _, err := s.c.Do(ctx, core.Request{
			Endpoint: userListID, Body: core.Cursor{Cursor: cursor, Limit: memberPage}, Out: &out,
		}); err != nil {
			return nil, err
		}
		all = append(all, out.Members...)
		if cursor = out.NextCursor; cursor == "" {
			return all, nil
		}
		if idle++; len(out.Members) > 0 {
			idle = 0
		}
		if err := core.NextPage(userListID.Path, cursor, seen, idle, len(all), maxMemberships); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("user/list_id: the list has more than %d pages", maxMemberPages)
}
