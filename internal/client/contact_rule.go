// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// contactRuleQuota is shared by the three writes (docs 101536, 101539, 101540).
var contactRuleQuota = &core.Quota{Nouns: "visibility rules", Term: "通讯录查看权限", Spans: []core.Span{
	{Calls: 5, Length: time.Minute, Name: "minute"}, {Calls: 10, Length: time.Hour, Name: "hour"}, {Calls: 60, Length: 24 * time.Hour, Name: "day"},
}}

var (
	contactRuleLane  = core.Lane{Name: "contact rules", Most: 1}
	contactRuleCreds = []Credential{CredentialContacts}
)

// Only contacts_secret may call them.
var (
	contactRuleCreate = core.Declare(Endpoint{Path: "contactrule/create", Page: 101536, Write: true, Once: true, Creds: contactRuleCreds, Lane: contactRuleLane, Quota: contactRuleQuota})
	contactRuleList   = core.Declare(Endpoint{Path: "contactrule/list", Page: 101537, Creds: contactRuleCreds})
	contactRuleUpdate = core.Declare(Endpoint{Path: "contactrule/update", Page: 101539, Write: true, Creds: contactRuleCreds, Lane: contactRuleLane, Quota: contactRuleQuota})
	contactRuleDelete = core.Declare(Endpoint{Path: "contactrule/delete", Page: 101540, Write: true, Creds: contactRuleCreds, Lane: contactRuleLane, Quota: contactRuleQuota})
)

// Types of a visibility rule.
const (
	RuleHide           = 1 // range is hidden from others
	RuleOwnDepartments = 2 // range sees its own department only
	RuleNobody         = 3 // range sees nobody
)

// maxContactRules is how many rules one call takes.
const maxContactRules = 100

// ContactRuleService reads and writes visibility rules of the directory (通讯录查看权限, docs 101536, 101537, 101539, 101540)
// with contacts_secret. WeCom lets in 5 writes a minute, 10 an hour and 60 a day, of up to 100 rules each: writes that
// wait at the same time are one call, and what is over the quota is a core.QuotaError without a call.
type ContactRuleService struct {
	service
	rules   *core.Population[[]ContactRule]
	creates *core.Gatherer[*newContactRule, *ContactRule]
	updates *core.Gatherer[*ContactRule, *ContactRule]
	deletes *core.Gatherer[int64, struct{}]
	set     *core.Set[ContactRule]
	// departments are the ids of all departments of the corp.
	departments *core.Population[[]int64]
}

func newContactRules(at service) *ContactRuleService {
	s := &ContactRuleService{service: at}
	e := at.c.engine
	s.rules = core.NewPopulation(e, contactRuleList, s.load, contactRuleCreate, contactRuleUpdate, contactRuleDelete)
	s.departments = core.NewPopulation(e, departmentSimpleList, s.loadDepartments, departmentCreate, departmentDelete)
	const lane = "calls of visibility rules"
	s.creates = &core.Gatherer[*newContactRule, *ContactRule]{C: e, Path: contactRuleCreate.Path, Lane: lane, Most: maxContactRules, Once: true, Send: s.createAll}
	s.updates = &core.Gatherer[*ContactRule, *ContactRule]{C: e, Path: contactRuleUpdate.Path, Lane: lane, Most: maxContactRules, Send: s.updateAll}
	s.deletes = &core.Gatherer[int64, struct{}]{C: e, Path: contactRuleDelete.Path, Lane: lane, Most: maxContactRules, Send: s.deleteAll}
	s.set = core.NewSet(core.Set[ContactRule]{C: e, Kind: "contact_rule", Make: contactRuleCreate})
	return s
}

// ContactRule is one rule as WeCom shows it.
type ContactRule struct {
	ID        int64            `json:"rule_id"`
	Type      int64            `json:"rule_type"`
	Range     ContactRuleNodes `json:"range"`
	Whitelist ContactRuleNodes `json:"whitelist"`
	// Exclude and the flags are of RuleOwnDepartments and RuleNobody.
	Exclude      ContactRuleNodes `json:"exclude"`
	Search       bool             `json:"is_allowed_search"`
	Conversation bool             `json:"is_allowed_conversation"`
}

// ContactRuleNodes are members, departments and contact tags; each list holds at most 1000, 100 and 100.
type ContactRuleNodes struct {
	UserIDs       []string `json:"userid" api:"set"`
	DepartmentIDs []int64  `json:"partyid" api:"set"`
	TagIDs        []int64  `json:"tagid" api:"set"`
}

// Empty tells whether n names nobody.
func (n ContactRuleNodes) Empty() bool { return len(n.UserIDs)+len(n.DepartmentIDs)+len(n.TagIDs) == 0 }

// Missing are the nodes of want that n lacks.
func (n ContactRuleNodes) Missing(want ContactRuleNodes) ContactRuleNodes {
	return ContactRuleNodes{lacking(n.UserIDs, want.UserIDs, FoldUserID), lacking(n.DepartmentIDs, want.DepartmentIDs, itself), lacking(n.TagIDs, want.TagIDs, itself)}
}

func itself(id int64) int64 { return id }

// lacking are those of want that have lacks; as is how they are compared.
func lacking[T, K comparable](have, want []T, as func(T) K) (out []T) {
	there := make(map[K]bool, len(have))
	for _, id := range have {
		there[as(id)] = true
	}
	for _, id := range want {
		if !there[as(id)] {
			out = append(out, id)
		}
	}
	return out
}

// Same tells whether two lists name the same, in whatever order and spelling.
func (n ContactRuleNodes) Same(o ContactRuleNodes) bool {
	return n.Missing(o).Empty() && o.Missing(n).Empty()
}

// text writes n so that equal nodes are equal texts.
func (n ContactRuleNodes) text() string {
	users := make([]string, 0, len(n.UserIDs))
	for _, id := range n.UserIDs {
		users = append(users, strings.ToLower(id))
	}
	slices.Sort(users)
	departments, tags := slices.Sorted(slices.Values(n.DepartmentIDs)), slices.Sorted(slices.Values(n.TagIDs))
	return fmt.Sprint(users, departments, tags)
}

// Same tells whether two rules are alike but for their ids.
func (r *ContactRule) Same(o *ContactRule) bool { return r.within(o) && o.within(r) }

// within tells whether r is what WeCom makes of o, all of it or without some of its nodes.
func (r *ContactRule) within(o *ContactRule) bool {
	return r.Type == o.Type && o.Range.Missing(r.Range).Empty() && o.Whitelist.Missing(r.Whitelist).Empty() && o.Exclude.Missing(r.Exclude).Empty() &&
		r.Search == o.Search && r.Conversation == o.Conversation
}

// tidy leaves out what a rule that hides may show: whether that is stored is open, and it means nothing.
func (r *ContactRule) tidy() {
	if r.Type == RuleHide {
		r.Exclude, r.Search, r.Conversation = ContactRuleNodes{}, false, false
	}
}

func (r *ContactRule) key() string { return strconv.FormatInt(r.ID, 10) }

// wireRule is a rule in a request: every list of what is sent, also an empty one, because whether a part left out is
// kept or cleared is not known.
type wireRule struct {
	ID           int64      `json:"rule_id,omitempty"`
	Type         int64      `json:"rule_type,omitempty"`
	Range        *wireNodes `json:"range,omitempty"`
	Whitelist    *wireNodes `json:"whitelist,omitempty"`
	Exclude      *wireNodes `json:"exclude,omitempty"`
	Search       *bool      `json:"is_allowed_search,omitempty"`
	Conversation *bool      `json:"is_allowed_conversation,omitempty"`
}

type wireRules struct {
	Rules []wireRule `json:"rules"`
}

type wireNodes struct {
	UserIDs       []string `json:"userid"`
	DepartmentIDs []int64  `json:"partyid"`
	TagIDs        []int64  `json:"tagid"`
}

func (n ContactRuleNodes) wire() *wireNodes {
	return &wireNodes{append([]string{}, n.UserIDs...), append([]int64{}, n.DepartmentIDs...), append([]int64{}, n.TagIDs...)}
}

// wire is the rule in a request. The type is in a create only: it cannot be updated (doc 101539). exclude and the flags
// are never sent for a rule that hides.
func (r *ContactRule) wire() wireRule {
	out := wireRule{ID: r.ID, Range: r.Range.wire(), Whitelist: r.Whitelist.wire()}
	if r.ID == 0 {
		out.Type = r.Type
	}
	if r.Type != RuleHide {
		out.Exclude, out.Search, out.Conversation = r.Exclude.wire(), &r.Search, &r.Conversation
	}
	return out
}

type contactRulesAnswer struct {
	Rules []ContactRule `json:"rules"`
}

func (a *contactRulesAnswer) Check(coded bool) error {
	for i := range a.Rules {
		r := &a.Rules[i]
		if r.ID <= 0 {
			return errors.New("it holds a rule without rule_id")
		}
		r.tidy()
	}
	return core.NeedList(coded, a.Rules, "rules")
}

// List reads all rules of the corp, whoever made them, sorted by id (doc 101537, contactrule/list). Callers that come
// while a list is under way share the next one.
func (s *ContactRuleService) List(ctx context.Context) ([]ContactRule, error) {
	all, err := s.rules.Fresh(ctx)
	return slices.Clone(all), err
}

func (s *ContactRuleService) load(ctx context.Context) ([]ContactRule, error) {
	var out contactRulesAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: contactRuleList, Body: struct{}{}, Out: &out}); err != nil {
		return nil, err
	}
	all := append([]ContactRule{}, out.Rules...)
	slices.SortFunc(all, func(a, b ContactRule) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(all, func(a, b ContactRule) bool { return a.ID == b.ID }), nil
}

// listed is the rule of an id; nil when all lacks it.
func listed(all []ContactRule, id int64) *ContactRule {
	at, ok := slices.BinarySearchFunc(all, id, func(r ContactRule, id int64) int { return cmp.Compare(r.ID, id) })
	if !ok {
		return nil
	}
	return &all[at]
}

// Get finds a rule in the list of all (doc 101537, contactrule/list); ErrNotFound is certain. Many reads share a list,
// which may be some minutes old, but never older than the last write of this client.
func (s *ContactRuleService) Get(ctx context.Context, id int64) (*ContactRule, error) {
	var found *ContactRule
	read := s.rules.Snapshot
	if core.IsFresh(ctx) {
		read = s.rules.Fresh
	}
	err := s.c.Settle(ctx, s.set.Key(departmentID(id)), core.IsMissing, func() error {
		all, err := read(ctx)
		if err != nil {
			return err
		}
		read = s.rules.Fresh // where it is not there yet
		r := listed(all, id)
		if r == nil {
			return fmt.Errorf("visibility rule %d is not in the list of contactrule/list: %w", id, ErrNotFound)
		}
		one := *r
		found = &one
		return nil
	})
	return found, err
}

func (s *ContactRuleService) loadDepartments(ctx context.Context) (ids []int64, err error) {
	all, err := s.c.Departments.simpleList(ctx, nil, nil)
	for i := range all {
		ids = append(ids, all[i].ID)
	}
	return ids, err
}

// Unknown are the nodes that the corp does not have, as far as the lists of ids tell: of members (doc 96067),
// departments (doc 95350) and contact tags (doc 90216).
func (s *ContactRuleService) Unknown(ctx context.Context, n ContactRuleNodes) ContactRuleNodes {
	have := n
	if len(n.UserIDs) > 0 {
		if index, err := s.c.Members.memberships.Snapshot(ctx); err == nil {
			have.UserIDs = slices.Collect(maps.Keys(index.of))
		}
	}
	if len(n.DepartmentIDs) > 0 {
		if all, err := s.departments.Snapshot(ctx); err == nil {
			have.DepartmentIDs = all
		}
	}
	if len(n.TagIDs) > 0 {
		if all, err := s.c.ContactTags.tags.Snapshot(ctx); err == nil {
			have.TagIDs = nil
			for i := range all {
				have.TagIDs = append(have.TagIDs, all[i].ID)
			}
		}
	}
	return have.Missing(n)
}

// Made tells the client that the state holds a rule which an earlier process made at the given time; see core.Set.
func (s *ContactRuleService) Made(id int64, at time.Time) { s.set.Made(departmentID(id), at) }
