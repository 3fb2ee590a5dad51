// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// ruleGroupLane: create and edit must be called one after the other (docs 94883, 94890); whether the two trees get in
// each other's way is not said.
var ruleGroupLane = core.Lane{Name: "rule groups", Most: 1}

// ruleGroupEndpoints are those of one tree. The pages name no errcodes.
type ruleGroupEndpoints struct{ list, get, getRange, create, edit, del *Endpoint }

func declareRuleGroups(path string, page int) ruleGroupEndpoints {
	read := func(verb string) *Endpoint { return core.Declare(Endpoint{Path: path + verb, Page: page}) }
	write := func(verb string, once bool) *Endpoint {
		return core.Declare(Endpoint{Path: path + verb, Page: page, Write: true, Once: once, Lane: ruleGroupLane})
	}
	return ruleGroupEndpoints{read("list"), read("get"), read("get_range"), write("create", true), write("edit", false), write("del", false)}
}

var (
	customerRuleGroups = declareRuleGroups("externalcontact/customer_strategy/", 94883)
	momentRuleGroups   = declareRuleGroups("externalcontact/moment_strategy/", 94890)
)

// RuleGroupService reads and writes the rule groups (规则组) of customer contact (doc 94883) or of customer moments (doc
// 94890) with the app secret. An app sees and changes only those that it made.
type RuleGroupService struct {
	service
	ruleGroupEndpoints
	set    *core.Set[RuleGroup]
	sought string
}

func newRuleGroups(at service, e ruleGroupEndpoints, kind, sought string) *RuleGroupService {
	s := &RuleGroupService{service: at, ruleGroupEndpoints: e, sought: sought}
	s.set = core.NewSet(core.Set[RuleGroup]{
		C: at.c.engine, Kind: kind, IDKey: "strategy_id", Read: e.get, Make: e.create, Change: e.edit, Remove: e.del,
		List: e.list, Entries: "strategy", Limit: 1000, One: s.get, Doubt: doubtful(),
		// What is listed exists, whatever a call about it was refused for.
		Listed: func(err error, _ core.Call) error { return err },
		// The list holds every group of this app.
		All: func(ctx context.Context) ([]string, error) { return s.set.Walk(ctx) },
	})
	return s
}

// Limits of the pages.
const (
	MaxRuleGroupNodes  = 3000 // members and departments of a range
	MaxRuleGroupAdmins = 20
	MaxRuleGroupDepth  = 5
	ruleGroupChunk     = 100 // nodes that one call adds and removes, together
)

// The keys of RuleGroup.Privileges. The first five of CustomerPrivileges are basic rights, which cannot be revoked.
var (
	CustomerPrivileges = []string{
		"view_customer_list", "view_customer_data", "view_room_list", "contact_me", "join_room", "share_customer",
		"oper_resign_customer", "oper_resign_group", "send_customer_msg", "edit_welcome_msg", "view_behavior_data",
		"view_room_data", "send_group_msg", "room_deduplication", "rapid_reply", "onjob_customer_transfer",
		"edit_anti_spam_rule", "export_customer_list", "export_customer_data", "export_customer_group_list",
		"manage_customer_tag",
	}
	MomentPrivileges = []string{"view_moment_list", "send_moment", "manage_moment_cover_and_sign"}
)

// RuleGroup is one rule group as WeCom shows it.
type RuleGroup struct {
	ID         int64           `json:"strategy_id"`
	ParentID   int64           `json:"parent_id"` // 0 on the first level
	Name       string          `json:"strategy_name"`
	CreateTime int64           `json:"create_time"` // Unix seconds
	AdminIDs   []string        `json:"admin_list" api:"set"`
	Privileges map[string]bool `json:"privilege"` // only what WeCom shows; below the first level those of the group at the top
	Range      RuleRange       `json:"-"`
}

// RuleRange names the members and departments that a rule group is about; userids differ not by case alone.
type RuleRange struct {
	UserIDs       []string `json:"user_ids,omitempty"`
	DepartmentIDs []int64  `json:"department_ids,omitempty"`
}

// Size is the number of nodes.
func (r RuleRange) Size() int { return len(r.UserIDs) + len(r.DepartmentIDs) }

// Without are the nodes that other lacks.
func (r RuleRange) Without(other RuleRange) (out RuleRange) {
	users := make(map[string]bool, len(other.UserIDs))
	for _, id := range other.UserIDs {
		users[strings.ToLower(id)] = true
	}
	departments := setOf(other.DepartmentIDs)
	for _, id := range r.UserIDs {
		if !users[strings.ToLower(id)] {
			out.UserIDs = append(out.UserIDs, id)
		}
	}
	for _, id := range r.DepartmentIDs {
		if !departments[id] {
			out.DepartmentIDs = append(out.DepartmentIDs, id)
		}
	}
	return out
}

// ruleNode is a node on the wire; the answer has the id that its type says.
type ruleNode struct {
	Type         int64  `json:"type"` // 1 member, 2 department
	UserID       string `json:"userid,omitempty"`
	DepartmentID int64  `json:"partyid,omitempty"`
}

func (r RuleRange) nodes() []ruleNode {
	out := make([]ruleNode, 0, r.Size())
	for _, id := range r.UserIDs {
		out = append(out, ruleNode{Type: 1, UserID: id})
	}
	for _, id := range r.DepartmentIDs {
		out = append(out, ruleNode{Type: 2, DepartmentID: id})
	}
	return out
}

func rangeOf(nodes []ruleNode) (out RuleRange) {
	for _, n := range nodes {
		if n.UserID != "" {
			out.UserIDs = append(out.UserIDs, n.UserID)
		} else {
			out.DepartmentIDs = append(out.DepartmentIDs, n.DepartmentID)
		}
	}
	return out
}

// NewRuleGroup is what create takes.
type NewRuleGroup struct {
	ParentID   int64           `json:"parent_id,omitempty"`
	Name       string          `json:"strategy_name"`
	AdminIDs   []string        `json:"admin_list"`          // 1 to 20, no super administrator
	Privileges map[string]bool `json:"privilege,omitempty"` // ignored below the first level
	Range      RuleRange       `json:"range"`               // 1 to 3000 nodes
}

// RuleGroupEdit is a change of a rule group besides its range; nil means unchanged, Privileges replace all.
type RuleGroupEdit struct {
	ID         int64           `json:"strategy_id"`
	Name       *string         `json:"strategy_name,omitempty"`
	AdminIDs   []string        `json:"admin_list,omitempty"`
	Privileges map[string]bool `json:"privilege,omitempty"`
}

type ruleGroupAnswer struct {
	Group RuleGroup `json:"strategy"`
}

func (a *ruleGroupAnswer) Check(bool) error {
	return core.Need(a.Group.Name != "" || a.Group.ID != 0, "strategy")
}

// Get reads one group (doc 94883, customer_strategy/get) or (doc 94890, moment_strategy/get) with its range (doc 94883,
// customer_strategy/get_range) or (doc 94890, moment_strategy/get_range). It fails with ErrNotFound when WeCom refuses
// the id and the list of this app's groups lacks it: the group was deleted, or another app made it, which WeCom does
// not tell apart.
func (s *RuleGroupService) Get(ctx context.Context, id int64) (*RuleGroup, error) {
	return s.set.Get(ctx, ruleGroupID(id))
}

// ruleGroupID is the id as the engine has it; "" is none.
func ruleGroupID(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

func (s *RuleGroupService) get(ctx context.Context, id string) (*RuleGroup, error) {
	g, err := s.alone(ctx, id)
	if err != nil {
		return nil, err
	}
	g.Range, err = s.readRange(ctx, g.ID)
	return g, err
}

// alone reads a group without its range.
func (s *RuleGroupService) alone(ctx context.Context, id string) (*RuleGroup, error) {
	var out ruleGroupAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: s.ruleGroupEndpoints.get, Body: map[string]json.Number{"strategy_id": json.Number(id)}, Out: &out}); err != nil {
		return nil, err
	}
	g := out.Group
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.ruleGroupEndpoints.get.Path, err)
	}
	g.ID = n
	return &g, nil
}

type ruleRangeAnswer struct {
	Nodes []ruleNode `json:"range"`
	Next  string     `json:"next_cursor"`
}

func (a *ruleRangeAnswer) Check(coded bool) error {
	for _, n := range a.Nodes {
		if n.UserID == "" && n.DepartmentID <= 0 {
			return errors.New("it holds a node with neither userid nor partyid")
		}
	}
	return core.NeedList(coded, a.Nodes, "range")
}

// readRange reads the pages of a range.
func (s *RuleGroupService) readRange(ctx context.Context, id int64) (out RuleRange, err error) {
	const member, department = "1/", "2/"
	nodes, err := core.WalkPages(s.getRange.Path, func(cursor string) (ids []string, next string, err error) {
		var page ruleRangeAnswer
		body := struct {
			ID int64 `json:"strategy_id"`
			core.Cursor
		}{id, core.Cursor{Cursor: cursor, Limit: 1000}}
		_, err = s.c.Do(ctx, core.Request{Endpoint: s.getRange, Body: body, Out: &page})
		for _, n := range page.Nodes {
			if n.UserID != "" {
				ids = append(ids, member+n.UserID)
			} else {
				ids = append(ids, department+strconv.FormatInt(n.DepartmentID, 10))
			}
		}
		return ids, page.Next, err
	})
	for _, node := range nodes {
		if user, ok := strings.CutPrefix(node, member); ok {
			out.UserIDs = append(out.UserIDs, user)
		} else if n, err := strconv.ParseInt(strings.TrimPrefix(node, department), 10, 64); err == nil {
			out.DepartmentIDs = append(out.DepartmentIDs, n)
		}
	}
	slices.Sort(out.DepartmentIDs)
	return out, err
}

// Each yields the ids of this app's groups as the pages arrive (doc 94883, customer_strategy/list) or (doc 94890,
// moment_strategy/list). An error is the last thing it yields.
func (s *RuleGroupService) Each(ctx context.Context) iter.Seq2[string, error] { return s.set.Each(ctx) }

// Create makes a group with the first nodes of its range (doc 94883, customer_strategy/create) or (doc 94890,
// moment_strategy/create) and returns its id and the rest of the range, for ChangeRange. When the answer is lost it
// looks among the groups made since; see core.Making.
func (s *RuleGroupService) Create(ctx context.Context, in *NewRuleGroup) (id int64, rest RuleRange, err error) {
	switch {
	case in.Name == "":
		return 0, rest, errors.New(s.create.Path + ": the name is empty")
	case len(in.AdminIDs) == 0:
		return 0, rest, errors.New(s.create.Path + ": no admin is given")
	case in.Range.Size() == 0:
		return 0, rest, errors.New(s.create.Path + ": the range names neither a member nor a department")
	}
	nodes := in.Range.nodes()
	first := nodes[:min(ruleGroupChunk, len(nodes))]
	body := struct {
		NewRuleGroup
		Range []ruleNode `json:"range"`
	}{*in, first}
	g, key, err := s.set.Create(ctx, core.Making[RuleGroup]{
		Sought: fmt.Sprintf("%s named %q", s.sought, in.Name), Turn: s.set.Kind + "\x00" + in.Name,
		Body: in, Absent: true, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (RuleGroup, string, error) {
			var out createdRuleGroup
			_, err := s.c.Do(ctx, core.Request{Endpoint: s.create, Body: body, Out: &out, Note: n})
			return RuleGroup{Range: rangeOf(first)}, ruleGroupID(out.ID), err
		},
		Look: s.set.Match(nil, func(g *RuleGroup, w *core.Search) bool { return w.Within(g.CreateTime) && in.made(g) }),
	})
	if key == "" {
		return 0, rest, err
	}
	id, parsed := strconv.ParseInt(key, 10, 64)
	if parsed != nil {
		return 0, rest, fmt.Errorf("%s: %w", s.create.Path, parsed)
	}
	return id, in.Range.Without(g.Range), err
}

type createdRuleGroup struct {
	ID int64 `json:"strategy_id"`
}

// Check refuses an answer that does not name the group.
func (a *createdRuleGroup) Check(bool) error { return core.Need(a.ID > 0, "strategy_id") }

// made tells whether g is what in asks for, all of its range or the first part.
func (in *NewRuleGroup) made(g *RuleGroup) bool {
	if g.Name != in.Name || g.ParentID != in.ParentID || !core.SameUsers(g.AdminIDs, in.AdminIDs) || g.Range.Size() == 0 || g.Range.Without(in.Range).Size() > 0 {
		return false
	}
	for key, on := range in.Privileges {
		if shown, ok := g.Privileges[key]; ok && shown != on && in.ParentID == 0 {
			return false
		}
	}
	return true
}

// Edit changes the given fields of a group (doc 94883, customer_strategy/edit) or (doc 94890, moment_strategy/edit).
func (s *RuleGroupService) Edit(ctx context.Context, in *RuleGroupEdit) error {
	return s.send(ctx, in.ID, in)
}

func (s *RuleGroupService) send(ctx context.Context, id int64, body any) error {
	_, err := s.set.Try(ctx, ruleGroupID(id), body)
	if err == nil || core.CodeOf(err) == 60030 { // about what the call names, not about the group
		return err
	}
	return s.set.Judge(ctx, ruleGroupID(id), err, core.WritingMembers)
}

// rangeStep is what one call adds, or removes.
type rangeStep struct{ add, remove []ruleNode }

// steps lead from a range to another, at most 100 nodes a call: additions first, as far as the range has room for them,
// because the last node cannot be removed. A node is never added where it is, nor removed where it is not.
func (r RuleRange) steps(want RuleRange) (out []rangeStep) {
	add, remove, have := want.Without(r).nodes(), r.Without(want).nodes(), r.Size()
	for len(add)+len(remove) > 0 {
		n := min(ruleGroupChunk, len(add), max(MaxRuleGroupNodes-have, 0))
		if n > 0 {
			out, add, have = append(out, rangeStep{add: add[:n:n]}), add[n:], have+n
			continue
		}
		if n = min(ruleGroupChunk, len(remove)); n == 0 {
			n = min(ruleGroupChunk, len(add)) // more than fit: WeCom says so
			out, add = append(out, rangeStep{add: add[:n:n]}), add[n:]
			continue
		}
		out, remove, have = append(out, rangeStep{remove: remove[:n:n]}), remove[n:], have-n
	}
	return out
}

// ChangeRange adds and removes nodes until have is want (doc 94883, customer_strategy/edit) or (doc 94890,
// moment_strategy/edit), at most 100 a call. An error between two calls leaves what was reached; the difference from a
// new Get finishes it.
func (s *RuleGroupService) ChangeRange(ctx context.Context, id int64, have, want RuleRange) error {
	for _, step := range have.steps(want) {
		body := struct {
			ID     int64      `json:"strategy_id"`
			Add    []ruleNode `json:"range_add,omitempty"`
			Remove []ruleNode `json:"range_del,omitempty"`
		}{id, step.add, step.remove}
		err := s.send(ctx, id, body)
		if err == nil {
			continue
		}
		// WeCom may refuse to add what is there and to remove what is not: after a lost answer, or where a smaller
		// range of the parent took nodes away. What it shows decides.
		if core.CodeOf(err) != 0 && !core.IsMissing(err) {
			shown, e := s.readRange(ctx, id)
			if add, remove := rangeOf(step.add), rangeOf(step.remove); e == nil {
				add, remove = add.Without(shown), remove.Without(remove.Without(shown))
				switch left := add.Size() + remove.Size(); {
				case left == 0:
					continue
				case left < len(step.add)+len(step.remove):
					body.Add, body.Remove = add.nodes(), remove.nodes()
					if err = s.send(ctx, id, body); err == nil {
						continue
					}
				}
			}
		}
		return err
	}
	return nil
}

// Delete removes a group (doc 94883, customer_strategy/del) or (doc 94890, moment_strategy/del); whether WeCom deletes
// one with groups below it is not documented. One that is missing when a lost call is repeated counts as deleted.
func (s *RuleGroupService) Delete(ctx context.Context, id int64) error {
	return s.set.DeleteBy(ctx, ruleGroupID(id), core.Request{Endpoint: s.del, Body: map[string]int64{"strategy_id": id}})
}

// Below reads the groups of this app right below one, sorted by id (doc 94883, customer_strategy/list) or (doc 94890,
// moment_strategy/list).
func (s *RuleGroupService) Below(ctx context.Context, id int64) ([]*RuleGroup, error) {
	var out []*RuleGroup
	for key, err := range s.Each(ctx) {
		if err != nil {
			return nil, err
		}
		g, err := s.get(ctx, key)
		switch {
		case err == nil && g.ParentID == id:
			out = append(out, g)
		case err != nil && !doubtful()(err):
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b *RuleGroup) int { return int(a.ID - b.ID) })
	return out, nil
}

// FirstLevel reads which groups of this app have no parent, sorted by id (doc 94883, customer_strategy/list) or (doc
// 94890, moment_strategy/list).
func (s *RuleGroupService) FirstLevel(ctx context.Context) ([]int64, error) {
	var out []int64
	for key, err := range s.Each(ctx) {
		if err != nil {
			return nil, err
		}
		g, err := s.alone(ctx, key)
		switch {
		case err == nil && g.ParentID == 0:
			out = append(out, g.ID)
		case err != nil && !doubtful()(err):
			return nil, err
		}
	}
	slices.Sort(out)
	return out, nil
}

// Has reports whether this app has the group (doc 94883, customer_strategy/list) or (doc 94890, moment_strategy/list).
func (s *RuleGroupService) Has(ctx context.Context, id int64) (bool, error) {
	ids, err := s.set.IDs(ctx)
	return slices.Contains(ids, ruleGroupID(id)), err
}

// Made tells the client that the state holds a group which an earlier process made at the given time; see core.Set.
func (s *RuleGroupService) Made(id string, at time.Time) { s.set.Made(id, at) }

const (
	pageCustomerRules = "客户与上下游 → 客户联系 → 权限配置 → 客户联系和客户群 → 管理规则"
	ruleGroupLimits   = "name not empty, 1 to 20 admins without a super administrator, 1 to 3000 members and departments, 5 levels."
)

func isRuleGroupPath(p string) bool { return strings.Contains(p, "_strategy/") }

// ruleGroupSpecials is what codes mean for rule groups, for which the pages name none.
var ruleGroupSpecials = []special{
	{
		codes: []int{40058, 60011, 60030, 48002}, any: true, when: "this app has no rule group (规则组) of that id",
		fits: func(e *APIError) bool { return isRuleGroupPath(e.Path) && errors.Is(e, ErrNotFound) },
		say: Explanation{
			"This app has no rule group (规则组) of this id: it was deleted, or another app or the console made it, which WeCom does not tell apart.",
			"If another app made it, use that app's secret; otherwise remove it from the state.", pageCustomerRules,
		},
		like: *(&APIError{Path: customerRuleGroups.get.Path}).WithMeaning(ErrNotFound),
	},
	{
		codes: []int{60030, 60011}, when: "the call is about a rule group (规则组)",
		fits: func(e *APIError) bool { return isRuleGroupPath(e.Path) },
		say: Explanation{
			"An admin, member or department of this request is outside the app's visible range or lacks 客户联系, or the range does not fit those of the groups above and below.",
			"Widen the app's visible range (可见范围) and the usage range of 客户联系 to all that the group names; WeCom does not say which one it is.", pageVisible,
		},
		like: APIError{Path: customerRuleGroups.edit.Path, Credential: string(CredentialApp)},
	},
	{
		codes: invalidCodes, when: "the call is about a rule group (规则组)",
		fits: func(e *APIError) bool { return isRuleGroupPath(e.Path) },
		say: Explanation{
			Meaning:  "A value of the rule group is empty, too long, too many, or of the wrong kind; the message may name the field.",
			NextStep: "Check the limits: " + ruleGroupLimits,
		},
		like: APIError{Path: customerRuleGroups.create.Path},
	},
}

// WriteCustomerRuleGroups and WriteMomentRuleGroups are for MayWrite.
var (
	WriteCustomerRuleGroups = Writable{customerRuleGroups.edit, "strategy_id", 1<<31 - 1}
	WriteMomentRuleGroups   = Writable{momentRuleGroups.edit, "strategy_id", 1<<31 - 1}
)
