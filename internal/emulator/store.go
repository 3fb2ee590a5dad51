// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// Limits are the documented sizes; a zero value stands for the documented number.
type Limits struct {
	Depth       int `json:"depth"`            // levels of departments, 15; assumed: the root counts as one
	Departments int `json:"departments"`      // departments of the corp, 30,000
	Nodes       int `json:"department_nodes"` // sub-departments and members of one department, 30,000
	Tags        int `json:"tags"`             // customer tags of the corp, 10,000; assumed: deleted ones are free
	ContactWays int `json:"contact_ways"`     // contact ways of the corp without temporary ones, 500,000
	DailyWays   int `json:"daily_ways"`       // temporary contact ways made on one day in China, 100,000
	Links       int `json:"links"`            // acquisition links of the corp; WeCom does not say how many, 0 is no limit
}

func orDefault(limit, documented int) int {
	if limit > 0 {
		return limit
	}
	return documented
}

// store is the corp under the server's lock. It enforces the rules of the pages; its methods check everything
// before they change anything and answer errors made by fail.
type store struct {
	storeEnv
	corpID, name, callerIP string
	apps                   []*App
	attributes, shortNames []string
	departments            map[int64]*Department
	children               map[int64]map[int64]bool
	members                map[string]*Member // by userKey
	groups                 map[string]*TagGroup
	tagGroup               map[string]string // tag id -> group id, deleted tags too
	ways                   map[string]*ContactWay
	links                  map[string]*AcquisitionLink
	rules                  map[string]*InterceptRule
	quota                  AcquisitionQuota
	closed                 ClosedFunctions
	state                  storeState
	shuffles               uint64
}

// storeEnv is what the store needs from the server.
type storeEnv struct {
	sw     *Switches
	limits *Limits
	now    func() time.Time
}

// storeState is what a restart needs beside the corp: counters, so that ids are not used twice, and deleted tags.
type storeState struct {
	// Objects counts generated string ids, LastDepartment the generated department ids.
	Objects        int64 `json:"objects"`
	LastDepartment int64 `json:"last_department"`
	// DeletedTagGroups are groups that hold deleted tags only, DeletedTags those of living groups by group id.
	DeletedTagGroups []TagGroup       `json:"deleted_tag_groups,omitempty"`
	DeletedTags      map[string][]Tag `json:"deleted_tags,omitempty"`
	// DeletedWays and DeletedRules are ids of what was deleted.
	DeletedWays  []string `json:"deleted_ways,omitempty"`
	DeletedRules []string `json:"deleted_rules,omitempty"`
	// DailyWays counts the temporary contact ways made on WaysDay.
	WaysDay   string `json:"ways_day,omitempty"`
	DailyWays int    `json:"daily_ways,omitempty"`
	// TempChats are the contacts made through contact ways, ChatKeys what get_chat_info can still be asked for.
	TempChats []tempChat           `json:"temp_chats,omitempty"`
	ChatKeys  map[string]chatKey   `json:"chat_keys,omitempty"`
	Media     map[string]mediaFile `json:"media,omitempty"`
}

// newStore builds the store of a corp and checks the corp against the store's own rules.
func newStore(corp Corp, state storeState, env storeEnv) (*store, error) {
	if env.sw == nil {
		env = storeEnv{sw: &Switches{}, limits: &Limits{}, now: time.Now}
	}
	if corp.CorpID == "" {
		return nil, errors.New("the corp has no corp_id")
	}
	if err := validateApps(corp.Apps); err != nil {
		return nil, err
	}
	// The seed is checked without switches, so that it can always be loaded again.
	st := &store{
		storeEnv: storeEnv{sw: &Switches{}, limits: env.limits, now: env.now}, corpID: corp.CorpID, name: corp.Name, callerIP: corp.CallerIP,
		attributes: slices.Clone(corp.MemberAttributes), shortNames: slices.Clone(corp.ShortNames),
		departments: map[int64]*Department{}, children: map[int64]map[int64]bool{}, members: map[string]*Member{},
		groups: map[string]*TagGroup{}, tagGroup: map[string]string{}, state: state,
		ways: map[string]*ContactWay{}, links: map[string]*AcquisitionLink{}, rules: map[string]*InterceptRule{}, closed: corp.Closed,
	}
	st.state.DeletedTagGroups, st.state.DeletedTags = nil, nil
	st.state.cloneContacts()
	for _, app := range corp.Apps {
		app := app.clone()
		st.apps = append(st.apps, &app)
	}
	if err := st.loadDepartments(corp.Departments); err != nil {
		return nil, err
	}
	if err := st.loadMembers(corp.Members); err != nil {
		return nil, err
	}
	if err := st.loadTagGroups(corp.TagGroups, state); err != nil {
		return nil, err
	}
	if err := st.loadContactWays(corp.ContactWays); err != nil {
		return nil, err
	}
	if err := st.loadLinks(corp); err != nil {
		return nil, err
	}
	if err := st.loadRules(corp.InterceptRules); err != nil {
		return nil, err
	}
	st.sw = env.sw
	return st, nil
}

// dump is the inverse of newStore.
func (st *store) dump() (Corp, storeState) {
	corp := Corp{
		CorpID: st.corpID, Name: st.name, CallerIP: st.callerIP,
		MemberAttributes: slices.Clone(st.attributes), ShortNames: slices.Clone(st.shortNames),
		Apps: []App{}, Departments: []Department{}, Members: []Member{}, TagGroups: []TagGroup{},
	}
	state := st.state
	for _, app := range st.apps {
		corp.Apps = append(corp.Apps, app.clone())
	}
	for _, id := range sortedKeys(st.departments) {
		corp.Departments = append(corp.Departments, *st.departments[id])
	}
	for _, key := range sortedKeys(st.members) {
		corp.Members = append(corp.Members, st.members[key].clone())
	}
	st.dumpTagGroups(&corp, &state)
	st.dumpContactWays(&corp, &state)
	st.dumpLinks(&corp)
	st.dumpRules(&corp)
	return corp, state
}

// clone is a picture of the store that later writes do not touch.
func (st *store) clone() *store {
	corp, state := st.dump()
	copied, err := newStore(corp, state, st.storeEnv)
	if err != nil {
		panic("emulator: the store does not obey its own rules: " + err.Error())
	}
	copied.shuffles = st.shuffles
	return copied
}

func (st *store) app(name string) *App {
	for _, app := range st.apps {
		if app.Name == name {
			return app
		}
	}
	return nil
}

func (st *store) appBySecret(secret string) *App {
	for _, app := range st.apps {
		if app.Secret == secret {
			return app
		}
	}
	return nil
}

// newID makes an opaque id of n characters behind the prefix, as WeCom's look; the same calls on the same corp
// give the same ids.
func (st *store) newID(prefix string, n int, taken func(string) bool) string {
	for {
		st.state.Objects++
		sum := sha256.Sum256([]byte(st.corpID + "/" + prefix + "/" + strconv.FormatInt(st.state.Objects, 10)))
		id := prefix + base64.RawURLEncoding.EncodeToString(sum[:])[:n]
		if !taken(id) {
			return id
		}
	}
}

// shuffled puts a list that is sorted by id into another order when the switch says so.
func shuffled[T any](st *store, list []T) []T {
	if st.sw.Shuffle == 0 {
		return list
	}
	st.shuffles++
	draw := rand.New(rand.NewPCG(uint64(st.sw.Shuffle), st.shuffles))
	draw.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func inUint32(n int64) bool { return n >= 0 && n < 1<<32 }

func chars(s string) int { return len([]rune(s)) }

func seedError(noun, id string, err error) error { return fmt.Errorf("%s %s: %w", noun, id, err) }
