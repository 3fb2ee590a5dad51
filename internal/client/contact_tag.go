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
	"sync"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// contactTagMeans: 81011 and, in older answers, 60011 refuse the tag of somebody else (docs 90211 to 90215).
var contactTagMeans = map[int]error{40068: ErrNotFound, 40071: ErrNameTaken, 81011: ErrNotOwned, 60011: ErrNotOwned}

// tag/delete is a GET that changes state (doc 90212). A create with a name or id that is taken is refused.
var (
	contactTagCreate = core.Declare(Endpoint{Path: "tag/create", Page: 90210, Write: true, Once: true, Means: map[int]error{40068: ErrNameTaken, 40071: ErrNameTaken, 60011: ErrForbidden}})
	contactTagUpdate = core.Declare(Endpoint{Path: "tag/update", Page: 90211, Write: true, Means: contactTagMeans})
	contactTagDelete = core.Declare(Endpoint{Path: "tag/delete", Method: http.MethodGet, Page: 90212, Write: true, Means: contactTagMeans})
	contactTagGet    = core.Declare(Endpoint{Path: "tag/get", Method: http.MethodGet, Page: 90213, Creds: core.ContactsFirst, Means: map[int]error{40068: ErrNotFound}})
	contactTagAdd    = core.Declare(Endpoint{Path: "tag/addtagusers", Page: 90214, Write: true, Means: contactTagMeans})
	contactTagRemove = core.Declare(Endpoint{Path: "tag/deltagusers", Page: 90215, Write: true, Means: contactTagMeans})
	contactTagList   = core.Declare(Endpoint{Path: "tag/list", Method: http.MethodGet, Page: 90216})
)

// Sizes of doc 90214: what one call takes.
const (
	maxTagUsers       = 1000
	maxTagDepartments = 100
)

// ContactTagService reads and writes the tags of members and departments (标签, doc 90210 to 90216). A tag belongs to the
// credential that made it: secret writes first, contacts_secret where secret is refused or not there. contacts_secret
// reads, because it sees every member; an app sees those in its visible range.
type ContactTagService struct {
	service
	set  *core.Set[ContactTag]
	tags *core.Population[[]ContactTag]

	mu     sync.Mutex
	owners map[string]*core.Login // of tags that the first credential may not change
}

func newContactTags(at service) *ContactTagService {
	s := &ContactTagService{service: at, owners: map[string]*core.Login{}}
	s.tags = core.NewPopulation(at.c.engine, contactTagList, s.load, contactTagCreate, contactTagUpdate, contactTagDelete)
	s.set = core.NewSet(core.Set[ContactTag]{
		C: at.c.engine, Kind: "contact_tag", Read: contactTagGet, Make: contactTagCreate, Change: contactTagUpdate, Remove: contactTagDelete, One: s.get,
		All: func(ctx context.Context) (ids []string, err error) { // of the whole corp, whoever made them
			all, err := s.List(ctx)
			for _, t := range all {
				ids = append(ids, t.key())
			}
			return ids, err
		},
		Lagging: true,
		Listed: func(err error, call core.Call) error {
			if call == core.Reading {
				return core.AsKind(err, core.ErrNone)
			}
			return core.AsKind(err, ErrNotOwned)
		},
	})
	return s
}

// ContactTag is one tag. Lists are sorted and without duplicates, and hold whom the reading credential sees; List
// leaves them empty.
type ContactTag struct {
	ID            int64    `json:"tagid"`
	Name          string   `json:"tagname"` // 1 to 32 characters, unique in the corp
	UserIDs       []string `json:"-"`
	DepartmentIDs []int64  `json:"-"`
}

func (t ContactTag) key() string { return strconv.FormatInt(t.ID, 10) }

// CreateContactTagRequest is the body of tag/create.
type CreateContactTagRequest struct {
	Name string `json:"tagname"`
	ID   *int64 `json:"tagid,omitempty"` // WeCom picks one when nil
}

// ContactTagNodes are members and departments of a tag.
type ContactTagNodes struct {
	UserIDs       []string `json:"userlist,omitempty"`
	DepartmentIDs []int64  `json:"partylist,omitempty"`
}

// Empty tells whether n names nobody.
func (n ContactTagNodes) Empty() bool { return len(n.UserIDs)+len(n.DepartmentIDs) == 0 }

func contactTagQuery(id string) url.Values { return url.Values{"tagid": {id}} }

type contactTagAnswer struct {
	Name  string `json:"tagname"`
	Users []struct {
		UserID string `json:"userid"`
	} `json:"userlist"`
	Departments []int64 `json:"partylist" api:"set"`
}

func (a *contactTagAnswer) Check(bool) error {
	for _, u := range a.Users {
		if u.UserID == "" {
			return errors.New("it holds a member without userid")
		}
	}
	return nil
}

// Get reads a tag with its members (doc 90213, tag/get). ErrNotFound is certain: the list of all tags lacks it.
func (s *ContactTagService) Get(ctx context.Context, id int64) (*ContactTag, error) {
	return s.set.Get(ctx, departmentID(id))
}

func (s *ContactTagService) get(ctx context.Context, id string) (*ContactTag, error) {
	var out contactTagAnswer
	send := func(l *core.Login) error {
		out = contactTagAnswer{}
		_, err := s.c.Do(ctx, core.Request{Endpoint: contactTagGet, Login: l, Query: contactTagQuery(id), Out: &out})
		return err
	}
	err := send(nil)
	if errors.Is(err, ErrForbidden) { // 48009 does not name tag/get (doc 96079), and may
		if app := s.c.SeparateApp(); app != nil {
			err = send(app)
		}
	}
	if err != nil {
		return nil, err
	}
	t := &ContactTag{ID: departmentNumber(id), Name: out.Name, DepartmentIDs: out.Departments}
	for _, u := range out.Users {
		t.UserIDs = append(t.UserIDs, u.UserID)
	}
	slices.Sort(t.UserIDs)
	t.UserIDs = slices.Compact(t.UserIDs)
	if t.Name == "" { // names are withheld from 通讯录同步 (doc 90193); an app reads them
		all, err := s.List(ctx)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(all, func(o ContactTag) bool { return o.ID == t.ID }); i >= 0 {
			t.Name = all[i].Name
		}
	}
	return t, nil
}

type contactTagListAnswer struct {
	Tags []ContactTag `json:"taglist"`
}

func (a *contactTagListAnswer) Check(coded bool) error {
	for _, t := range a.Tags {
		if t.ID < 0 {
			return errors.New("it holds a tag without tagid")
		}
	}
	return core.NeedList(coded, a.Tags, "tags")
}

// List reads ids and names of all tags of the corp, whoever made them, sorted by id (doc 90216, tag/list). Callers that
// come while a list is under way share the next one.
func (s *ContactTagService) List(ctx context.Context) ([]ContactTag, error) {
	all, err := s.tags.Fresh(ctx)
	return slices.Clone(all), err
}

func (s *ContactTagService) load(ctx context.Context) ([]ContactTag, error) {
	var out contactTagListAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: contactTagList, Out: &out}); err != nil {
		return nil, err
	}
	all := append([]ContactTag{}, out.Tags...)
	slices.SortFunc(all, func(a, b ContactTag) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(all, func(a, b ContactTag) bool { return a.ID == b.ID }), nil
}

type createdContactTag struct {
	ID int64 `json:"tagid"`
}

func (a *createdContactTag) Check(bool) error { return core.Need(a.ID > 0, "tagid") }

// Create makes a tag without members (doc 90210, tag/create). A name or id that is taken is ErrNameTaken.
//
// It lists the tags first. When the answer is lost it looks for the name, which is unique in the corp: it adopts a tag
// that was not there before, and sends again only if there certainly is none.
func (s *ContactTagService) Create(ctx context.Context, in *CreateContactTagRequest) (int64, error) {
	if in.Name == "" {
		return 0, errors.New(contactTagCreate.Path + ": the name is empty")
	}
	there, err := s.List(ctx)
	if err != nil {
		return 0, err
	}
	before := map[int64]bool{}
	for _, t := range there {
		before[t.ID] = true
	}
	absent := !slices.ContainsFunc(there, func(t ContactTag) bool { return t.Name == in.Name || in.ID != nil && t.ID == *in.ID })
	_, id, err := s.set.Create(ctx, core.Making[ContactTag]{
		Sought: fmt.Sprintf("a contact tag (标签) named %q", in.Name), Body: in, Before: before, Absent: absent, Twice: true,
		Send: func(ctx context.Context, n *core.Note) (t ContactTag, id string, err error) {
			err = s.as("", func(l *core.Login) error {
				var out createdContactTag
				_, err := s.c.Do(ctx, core.Request{Endpoint: contactTagCreate, Login: l, Body: in, Out: &out, Note: n})
				id = departmentID(out.ID)
				return err
			})
			return t, id, err
		},
		Look: func(ctx context.Context, w core.Search) (found core.Found[ContactTag], err error) {
			all, err := s.List(ctx)
			i := slices.IndexFunc(all, func(t ContactTag) bool { return t.Name == in.Name })
			if err != nil || i < 0 {
				return found, err
			}
			id, ours := all[i].key(), in.ID == nil || all[i].ID == *in.ID
			if w.Earlier != nil {
				if !ours || w.Earlier.WasThere(all[i].ID) || w.Excludes(id) || w.Earlier.ID != "" && w.Earlier.ID != id {
					w.Skip(id)
					return found, nil // somebody else's: WeCom refuses the name
				}
			} else if before[all[i].ID] || w.Excludes(id) {
				ours = false
			}
			return core.Found[ContactTag]{IDs: []string{id}, Made: all[i], Foreign: !ours}, nil
		},
	})
	return departmentNumber(id), err
}

// as lets send use the credential that may change the tag of an id, "" for one that is to be made: the first one, and
// contacts_secret where that is refused because the tag is not its own, or because an app may not write tags at all.
func (s *ContactTagService) as(id string, send func(*core.Login) error) error {
	s.mu.Lock()
	owner := s.owners[id]
	s.mu.Unlock()
	err := send(owner)
	if owner != nil || !errors.Is(err, ErrNotOwned) && !errors.Is(err, ErrForbidden) {
		return err
	}
	contacts := s.c.SeparateContacts()
	if contacts == nil {
		return err
	}
	if e := send(contacts); !errors.Is(e, ErrNotOwned) && !errors.Is(e, ErrForbidden) {
		if id != "" {
			s.mu.Lock()
			s.owners[id] = contacts
			s.mu.Unlock()
		}
		return e
	}
	return err
}

// change makes a call that changes a tag, and tells what its refusal means. unsure says that an answer was lost before
// the last one.
func (s *ContactTagService) change(ctx context.Context, id string, req core.Request, call core.Call) (unsure bool, err error) {
	if id == "" {
		return false, errors.New(req.Endpoint.Path + ": the id is missing")
	}
	err = s.c.Settle(ctx, s.set.Key(id), core.IsMissing, func() error {
		return s.as(id, func(l *core.Login) error {
			req := req
			req.Login = l
			r, err := s.c.Do(ctx, req)
			unsure = unsure || r.Unsure
			return err
		})
	})
	if err != nil {
		return unsure, s.set.Judge(ctx, id, err, call)
	}
	return unsure, nil
}

// Rename gives a tag another name (doc 90211, tag/update). A taken name is ErrNameTaken; the tag of somebody else is
// ErrNotOwned. Repeated after a lost answer: a name that is then taken may be so by the tag itself.
func (s *ContactTagService) Rename(ctx context.Context, id int64, name string) error {
	unsure, err := s.change(ctx, departmentID(id), core.Request{Endpoint: contactTagUpdate, Body: ContactTag{ID: id, Name: name}}, core.Writing)
	if unsure && errors.Is(err, ErrNameTaken) {
		if t, e := s.Get(core.Fresh(ctx), id); e == nil && t.Name == name {
			return nil
		}
	}
	return err
}

// Delete removes a tag (doc 90212, tag/delete). Whether one that has members can be deleted is not stated: where it is
// refused, it is emptied first.
func (s *ContactTagService) Delete(ctx context.Context, id int64) error {
	send := func() error {
		return s.as(departmentID(id), func(l *core.Login) error {
			return s.set.DeleteBy(ctx, departmentID(id), core.Request{Endpoint: contactTagDelete, Login: l, Query: contactTagQuery(departmentID(id))})
		})
	}
	err := send()
	if err == nil || !core.Doubtful(err) || core.IsMissing(err) || errors.Is(err, ErrNotOwned) || errors.Is(err, ErrForbidden) || errors.Is(err, ErrUntrustedIP) {
		return err
	}
	t, e := s.Get(ctx, id)
	if e != nil || len(t.UserIDs)+len(t.DepartmentIDs) == 0 {
		return err
	}
	if _, e := s.Remove(ctx, id, ContactTagNodes{t.UserIDs, t.DepartmentIDs}); e != nil {
		return err
	}
	return send()
}

// Add puts members and departments into a tag (doc 90214, tag/addtagusers), in as many calls as it takes. It returns
// those that WeCom calls invalid although it accepted the call; whom an app does not see, and perhaps who was there
// already, is among them, so that only a look tells who is missing.
func (s *ContactTagService) Add(ctx context.Context, id int64, nodes ContactTagNodes) (invalid ContactTagNodes, err error) {
	return s.nodes(ctx, contactTagAdd, id, nodes)
}

// Remove takes members and departments out of a tag (doc 90215, tag/deltagusers); see Add.
func (s *ContactTagService) Remove(ctx context.Context, id int64, nodes ContactTagNodes) (invalid ContactTagNodes, err error) {
	return s.nodes(ctx, contactTagRemove, id, nodes)
}

func (s *ContactTagService) nodes(ctx context.Context, of *Endpoint, id int64, nodes ContactTagNodes) (invalid ContactTagNodes, err error) {
	for !nodes.Empty() {
		users, departments := min(maxTagUsers, len(nodes.UserIDs)), min(maxTagDepartments, len(nodes.DepartmentIDs))
		part := ContactTagNodes{nodes.UserIDs[:users:users], nodes.DepartmentIDs[:departments:departments]}
		nodes = ContactTagNodes{nodes.UserIDs[users:], nodes.DepartmentIDs[departments:]}
		var out invalidTagNodes
		_, err := s.change(ctx, departmentID(id), core.Request{Endpoint: of, Body: tagNodesBody{id, part}, Out: &out}, core.WritingMembers)
		switch core.CodeOf(err) {
		case 40070, 40031: // every one of them is invalid
			invalid.UserIDs, invalid.DepartmentIDs = append(invalid.UserIDs, part.UserIDs...), append(invalid.DepartmentIDs, part.DepartmentIDs...)
			continue
		}
		if err != nil {
			return invalid, err
		}
		invalid.UserIDs = append(invalid.UserIDs, out.Users...)
		invalid.DepartmentIDs = append(invalid.DepartmentIDs, out.Departments...)
	}
	return invalid, nil
}

type tagNodesBody struct {
	ID int64 `json:"tagid"`
	ContactTagNodes
}

// Made tells the client that the state holds a tag which an earlier process made at the given time; see core.Set.
func (s *ContactTagService) Made(id int64, at time.Time) { s.set.Made(departmentID(id), at) }

// invalidTagNodes is what addtagusers and deltagusers answer beside errcode 0.
type invalidTagNodes struct {
	Users       []string `json:"invalidlist" api:"joined"`
	Departments []int64  `json:"invalidparty"`
}

// WriteContactTags asks for the right to write contact tags.
var WriteContactTags = Writable{contactTagUpdate, "tagid", 1<<31 - 1}

const pageContactTags = "通讯录 → 标签"

// toldContactTags is what errcodes of contact tags (docs 90210 to 90216) mean.
var toldContactTags = topic{title: "Contact tags", codes: map[int]told{
	40070: {
		"None of the members and departments given can be put into the contact tag (标签): they are unknown, have left, or are outside the visible range of the app.",
		"Correct user_ids and department_ids, or widen the app's visible range (可见范围).", pageVisible,
		"All ids of one call are misspelt, of members who left, or outside the visible range.",
	},
	81003: {
		"The contact tag (标签) would have more than 30,000 members and departments.", "Name departments instead of their members, or divide the tag.", "",
		"A tag holds 30,000 members and departments together.",
	},
	81014: {"Too many members or departments in one call.", reportBug, "", ourMistake},
}, special: contactTags.specials()}

var contactTags = object{
	noun: "contact tag (标签)", page: pageContactTags, has: func(p string) bool { return strings.HasPrefix(p, "tag/") }, create: contactTagCreate.Path,
	limits:  "name 1 to 32 characters, id above 0.",
	foreign: []int{81011, 60011}, gone: []int{40068},
	missing: Explanation{
		Meaning:  "There is no contact tag (标签) of this id; it may have been deleted.",
		NextStep: "Remove it from the state, or correct the id.",
	},
	own: []special{
		{
			codes: []int{40031}, when: "members are taken out of a contact tag (标签)",
			fits: func(e *APIError) bool { return e.Path == contactTagRemove.Path },
			say: Explanation{
				Meaning:  "None of the members and departments given can be taken out of the contact tag (标签): they are unknown, or outside the visible range of the app.",
				NextStep: "Widen the app's visible range (可见范围), or take them out in the console.", ConsolePage: pageContactTags,
			},
			like: APIError{Path: contactTagRemove.Path, Credential: string(CredentialApp)},
		},
		{
			codes: []int{40071, 40068}, when: "a contact tag (标签) is made or renamed",
			fits: func(e *APIError) bool { return e.Code == 40071 || e.Path == contactTagCreate.Path },
			say: Explanation{
				Meaning:  "Another contact tag (标签) of the corp has this name or id.",
				NextStep: "Import the one that exists, or choose another name.", ConsolePage: pageContactTags,
			},
			like: APIError{Path: contactTagCreate.Path, Credential: string(CredentialApp)},
		},
		{
			codes: []int{40072, 41018}, when: "the call is about a contact tag (标签)",
			say: Explanation{
				Meaning: "The name of the contact tag (标签) is empty or too long.", NextStep: "Choose a name of 1 to 32 characters.",
			},
			like: APIError{Path: contactTagUpdate.Path, Credential: string(CredentialApp)},
		},
		{
			codes: []int{48002, 60011}, when: "a contact tag (标签) is written",
			fits: func(e *APIError) bool { return e.Path != contactTagGet.Path && e.Path != contactTagList.Path },
			say: Explanation{
				"The credential {credential} may not write contact tags (标签).",
				"Tags are written with secret, of a self-built app, or with contacts_secret, of 通讯录同步 with API editing switched on; a tag belongs to the one that made it.", pageContacts,
			},
			like: APIError{Path: contactTagCreate.Path, Credential: string(CredentialContacts)},
		},
	},
}
