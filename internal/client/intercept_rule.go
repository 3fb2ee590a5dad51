// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// ruleMeans: an unknown rule, a deleted one, and a name that another rule of the corp has.
var ruleMeans = map[int]error{41070: ErrNotFound, 41071: ErrNotFound, 41077: ErrNameTaken}

var (
	ruleAdd    = core.Declare(Endpoint{Path: "externalcontact/add_intercept_rule", Page: 95097, Write: true, Once: true, Means: ruleMeans})
	ruleGet    = core.Declare(Endpoint{Path: "externalcontact/get_intercept_rule", Page: 95097, Means: ruleMeans})
	ruleList   = core.Declare(Endpoint{Path: "externalcontact/get_intercept_rule_list", Method: http.MethodGet, Page: 95097})
	ruleUpdate = core.Declare(Endpoint{Path: "externalcontact/update_intercept_rule", Page: 95097, Write: true, Means: ruleMeans})
	ruleDelete = core.Declare(Endpoint{Path: "externalcontact/del_intercept_rule", Page: 95097, Write: true, Means: ruleMeans})
)

// InterceptRuleService reads and writes intercept rules (敏感词规则, doc 95097) with the app secret. An app reads all rules
// of the corp and changes its own.
type InterceptRuleService struct {
	service
	set   *core.Set[InterceptRule]
	rules *core.Population[[]InterceptRuleSummary]
}

func newInterceptRules(at service) *InterceptRuleService {
	s := &InterceptRuleService{service: at}
	s.rules = core.NewPopulation(at.c.engine, ruleList, s.load)
	s.set = core.NewSet(core.Set[InterceptRule]{
		C: at.c.engine, Kind: "intercept_rule", IDKey: "rule_id", Read: ruleGet, Make: ruleAdd, Change: ruleUpdate, Remove: ruleDelete, One: s.get,
		Doubt: doubtful(41068, 41069, 41076, 41077, 41083, 41084), // about the content of a rule
		// The list holds every rule of the corp.
		All: func(ctx context.Context) (ids []string, err error) {
			all, err := s.List(ctx)
			for _, r := range all {
				ids = append(ids, r.ID)
			}
			return ids, err
		},
		// Where a write named users or departments, 60011 may be about those; otherwise only the rule itself can have
		// been refused.
		Listed: func(err error, call core.Call) error {
			switch {
			case core.IsMissing(err) && call == core.Reading:
				return core.AsKind(err, core.ErrNone)
			case core.IsMissing(err), call == core.Writing && (core.CodeOf(err) == 60011 || core.CodeOf(err) == 48002):
				return core.AsKind(err, ErrNotOwned) // assumed: the page names no code for it
			}
			return err
		},
	})
	return s
}

// Action and Semantics of an intercept rule.
const (
	InterceptBlock = 1 // warn and block
	InterceptWarn  = 2

	SemanticsPhoneNumber = 1
	SemanticsEmail       = 2
	SemanticsRedPacket   = 3
)

// MaxInterceptNodes is how many users and departments this client names in one call; WeCom's limit is 1000 per list, or
// for both, which is open.
const MaxInterceptNodes = 1000

// InterceptRule is one rule as WeCom shows it. Lists are sorted and without duplicates.
type InterceptRule struct {
	ID         string         `json:"rule_id"` // a number in the samples of get
	Name       string         `json:"rule_name"`
	Words      []string       `json:"word_list" api:"set"`
	Semantics  []int64        `json:"extra_rule.semantics_list" api:"set"`
	Action     int64          `json:"intercept_type"`   // InterceptBlock or InterceptWarn
	Range      InterceptRange `json:"applicable_range"` // only what the app may see
	CreateTime int64          `json:"create_time"`      // Unix seconds; 0 when not shown, List has it then
}

// InterceptRange names whom a rule applies to.
type InterceptRange struct {
	UserIDs       []string `json:"user_list,omitempty" api:"set"`
	DepartmentIDs []int64  `json:"department_list,omitempty" api:"set"`
}

// Empty tells whether r names nobody.
func (r InterceptRange) Empty() bool { return len(r.UserIDs)+len(r.DepartmentIDs) == 0 }

// InterceptRuleSummary is an entry of the list of rules.
type InterceptRuleSummary struct {
	ID         string `json:"rule_id"`
	Name       string `json:"rule_name"`
	CreateTime int64  `json:"create_time"` // Unix seconds
}

// AddInterceptRuleRequest is what add_intercept_rule takes.
type AddInterceptRuleRequest struct {
	Name      string         `json:"rule_name"`                // 1 to 20 characters, unique in the corp
	Words     []string       `json:"word_list"`                // 1 to 300 of 1 to 32 characters
	Semantics []int64        `json:"semantics_list,omitempty"` // top level here, nested in updates
	Action    int64          `json:"intercept_type"`
	Range     InterceptRange `json:"applicable_range"` // up to 10,000 users; not both lists empty
	// KnownAbsent is set by a caller that has just seen that no rule has this name. Only then may a rule found after a
	// lost answer be adopted.
	KnownAbsent bool `json:"-"`
}

// CreatedInterceptRule is a rule that was made. Rest is the part of the range beyond MaxInterceptNodes: save ID, then
// give Rest to UpdateRange.
type CreatedInterceptRule struct {
	ID   string
	Rest InterceptRange
}

// UpdateInterceptRuleRequest is what update_intercept_rule takes, without the range; nil means unchanged.
type UpdateInterceptRuleRequest struct {
	ID        string
	Name      *string
	Words     []string // replaces all; never empty, which WeCom ignores
	Semantics []int64  // replaces all; an empty list that is not nil clears
	Action    *int64
}

type updateRuleBody struct {
	ID     string          `json:"rule_id"`
	Name   *string         `json:"rule_name,omitempty"`
	Words  []string        `json:"word_list,omitempty"`
	Extra  map[string]any  `json:"extra_rule,omitempty"`
	Action *int64          `json:"intercept_type,omitempty"`
	Add    *InterceptRange `json:"add_applicable_range,omitempty"`
	Remove *InterceptRange `json:"remove_applicable_range,omitempty"`
}

// ruleAnswer: the page's table nests the semantics, its sample does not; either may be missing or empty beside the
// other.
type ruleAnswer struct {
	Rule struct {
		InterceptRule
		Plain []int64 `json:"semantics_list" api:"set"`
	} `json:"rule"`
}

func (a *ruleAnswer) Check(bool) error { return core.Need(a.Rule.Name != "", "rule") }

// Get reads one rule, whoever made it (doc 95097, get_intercept_rule). Its range holds only users and departments that
// the app may see. It fails with ErrNotFound when WeCom refuses the id and the list of all rules lacks it.
func (s *InterceptRuleService) Get(ctx context.Context, id string) (*InterceptRule, error) {
	return s.set.Get(ctx, id)
}

func (s *InterceptRuleService) get(ctx context.Context, id string) (*InterceptRule, error) {
	var out ruleAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: ruleGet, Body: map[string]string{"rule_id": id}, Out: &out}); err != nil {
		return nil, err
	}
	r := out.Rule.InterceptRule
	r.ID = id // not compared: the page answers the number 1 to "xxx"
	if len(r.Semantics) == 0 {
		r.Semantics = out.Rule.Plain
	}
	return &r, nil
}

type ruleListAnswer struct {
	Rules []InterceptRuleSummary `json:"rule_list"`
}

func (a *ruleListAnswer) Check(coded bool) error {
	for _, r := range a.Rules {
		if r.ID == "" {
			return errors.New("it holds a rule without rule_id")
		}
	}
	return core.NeedList(coded, a.Rules, "rules")
}

// List reads all rules of the corp, whoever made them, sorted by creation time and id (doc 95097,
// get_intercept_rule_list). There is no paging; a corp has at most 100. WeCom does not tell which ones this app may
// change. Callers that come while a list is under way share the next one.
func (s *InterceptRuleService) List(ctx context.Context) ([]InterceptRuleSummary, error) {
	all, err := s.rules.Fresh(ctx)
	return slices.Clone(all), err
}

func (s *InterceptRuleService) load(ctx context.Context) ([]InterceptRuleSummary, error) {
	var out ruleListAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: ruleList, Out: &out}); err != nil {
		return nil, err
	}
	all := append([]InterceptRuleSummary{}, out.Rules...)
	slices.SortFunc(all, func(a, b InterceptRuleSummary) int {
		return cmp.Or(cmp.Compare(a.CreateTime, b.CreateTime), cmp.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(all, func(a, b InterceptRuleSummary) bool { return a.ID == b.ID }), nil
}

// Delete removes a rule of this app (doc 95097, del_intercept_rule). ErrNotOwned says that it exists but another app or
// the console made it. One that is missing when a lost call is repeated counts as deleted.
func (s *InterceptRuleService) Delete(ctx context.Context, id string) error {
	return s.set.Delete(ctx, id)
}

// Made tells the client that the state holds a rule which an earlier process made at the given time; see core.Set.
func (s *InterceptRuleService) Made(id string, at time.Time) { s.set.Made(id, at) }

// Update changes the given fields of a rule of this app (doc 95097, update_intercept_rule). A taken name is
// ErrNameTaken; a rule that another app or the console made is ErrNotOwned. Repeated after a lost answer.
func (s *InterceptRuleService) Update(ctx context.Context, in *UpdateInterceptRuleRequest) error {
	if in.Words != nil && len(in.Words) == 0 {
		return errors.New(ruleUpdate.Path + ": no word is given, which WeCom would ignore")
	}
	body := updateRuleBody{ID: in.ID, Name: in.Name, Words: in.Words, Action: in.Action}
	if in.Semantics != nil {
		body.Extra = map[string]any{"semantics_list": in.Semantics} // [] clears
	}
	return s.set.Update(ctx, in.ID, body, core.Writing)
}

// Create makes a rule with the first MaxInterceptNodes nodes of its range (doc 95097, add_intercept_rule); Rest of the
// result is for UpdateRange. A taken name is ErrNameTaken.
//
// When the answer is lost, Create looks for the name: it adopts a rule that is what was sent if KnownAbsent allows,
// sends again only if there certainly is none, and otherwise fails with ErrOutcomeUnknown. A result together with an
// error means that the rule exists but WeCom complained about the request.
func (s *InterceptRuleService) Create(ctx context.Context, in *AddInterceptRuleRequest) (*CreatedInterceptRule, error) {
	switch {
	case in.Name == "":
		return nil, errors.New(ruleAdd.Path + ": the name is empty")
	case len(in.Words) == 0:
		return nil, errors.New(ruleAdd.Path + ": no word is given")
	case in.Range.Empty():
		return nil, errors.New(ruleAdd.Path + ": the range names neither a user nor a department")
	}
	body := *in
	body.Range = in.Range.Chunks()[0]
	r, id, err := s.set.Create(ctx, core.Making[InterceptRule]{
		Sought: fmt.Sprintf("an intercept rule (敏感词规则) named %q", in.Name), Turn: "intercept_rule\x00" + in.Name,
		Body: body, Absent: in.KnownAbsent,
		Send: func(ctx context.Context, n *core.Note) (InterceptRule, string, error) {
			var out addedRule
			_, err := s.c.Do(ctx, core.Request{Endpoint: ruleAdd, Body: body, Out: &out, Note: n})
			return InterceptRule{Range: body.Range}, out.ID, err
		},
		Read: s.set.Value,
		Look: func(ctx context.Context, w core.Search) (core.Found[InterceptRule], error) {
			return s.look(ctx, &body, w)
		},
	})
	if id == "" {
		return nil, err
	}
	return &CreatedInterceptRule{ID: id, Rest: joinChunks(in.Range.without(r.Range).Chunks())}, err
}

type addedRule struct {
	ID string `json:"rule_id"`
}

func (a *addedRule) Check(bool) error { return core.Need(a.ID != "", "rule_id") }

// look looks for the rule of the name, which is unique in the corp.
func (s *InterceptRuleService) look(ctx context.Context, in *AddInterceptRuleRequest, w core.Search) (found core.Found[InterceptRule], err error) {
	all, err := s.List(ctx)
	i := slices.IndexFunc(all, func(r InterceptRuleSummary) bool { return r.Name == in.Name })
	if err != nil || i < 0 {
		return found, err
	}
	id, ours := all[i].ID, w.Within(all[i].CreateTime) && !w.Excludes(all[i].ID)
	if ours {
		r, err := s.get(ctx, id)
		if err != nil {
			return core.Found[InterceptRule]{IDs: []string{id}}, err
		}
		if ours, found.Made = in.made(r), *r; w.Earlier == nil {
			found.Made.Range = in.Range // WeCom shows only what the app may see
		}
	}
	if !ours && w.Earlier != nil {
		w.Skip(id)
		return found, nil // somebody else's: WeCom refuses the name, with its id in the error
	}
	found.IDs, found.Foreign = []string{id}, !ours
	return found, nil
}

// made tells whether r is what in asks for. The range is not compared: WeCom shows only what the app may see.
func (in *AddInterceptRuleRequest) made(r *InterceptRule) bool {
	return r.Action == in.Action && core.SameSet(r.Words, in.Words) && core.SameSet(r.Semantics, in.Semantics)
}
