// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "context"

// InterceptRuleService reads and writes intercept rules (敏感词规则, doc 95097)
// with the app secret. An app reads all rules of the corp and changes its own.
type InterceptRuleService struct{ c *Client }

// Action and Semantics of an intercept rule.
const (
	InterceptBlock = 1 // warn and block
	InterceptWarn  = 2

	SemanticsPhoneNumber = 1
	SemanticsEmail       = 2
	SemanticsRedPacket   = 3
)

// MaxInterceptNodes is how many users, and how many departments, one call may
// name.
const MaxInterceptNodes = 1000

// InterceptRule is one rule as WeCom shows it. Lists are sorted and without
// duplicates.
type InterceptRule struct {
	ID         string // rule_id
	Name       string
	Words      []string
	Semantics  []int64
	Action     int64          // InterceptBlock or InterceptWarn
	Range      InterceptRange // only what the app may see
	CreateTime int64          // Unix seconds; 0 when not shown, List has it then
}

// InterceptRange names whom a rule applies to.
type InterceptRange struct {
	UserIDs       []string `json:"user_list,omitempty"`
	DepartmentIDs []int64  `json:"department_list,omitempty"`
}

// Empty tells whether r names nobody.
func (r InterceptRange) Empty() bool { return len(r.UserIDs)+len(r.DepartmentIDs) == 0 }

// InterceptRuleSummary is an entry of the list of rules.
type InterceptRuleSummary struct {
	ID         string
	Name       string
	CreateTime int64 // Unix seconds
}

// AddInterceptRuleRequest is what add_intercept_rule takes.
type AddInterceptRuleRequest struct {
	Name      string   // 1 to 20 characters, unique in the corp
	Words     []string // 1 to 300 of 1 to 32 characters
	Semantics []int64
	Action    int64
	Range     InterceptRange // up to 10,000 users; not both lists empty
	// KnownAbsent is set by a caller that has just seen that no rule has this
	// name. Only then may a rule found after a lost answer be adopted.
	KnownAbsent bool
}

// CreatedInterceptRule is a rule that was made. Rest is the part of the range
// beyond MaxInterceptNodes: save ID, then give Rest to UpdateRange.
type CreatedInterceptRule struct {
	ID   string
	Rest InterceptRange
}

// UpdateInterceptRuleRequest is what update_intercept_rule takes, without the
// range; nil means unchanged.
type UpdateInterceptRuleRequest struct {
	ID        string
	Name      *string
	Words     []string // replaces all; never empty, which WeCom ignores
	Semantics []int64  // replaces all; an empty list that is not nil clears
	Action    *int64
}

// Create makes a rule (doc 95097, add_intercept_rule).
func (s *InterceptRuleService) Create(ctx context.Context, in *AddInterceptRuleRequest) (*CreatedInterceptRule, error) {
	return nil, errUndone
}

// Get reads one rule (doc 95097, get_intercept_rule).
func (s *InterceptRuleService) Get(ctx context.Context, id string) (*InterceptRule, error) {
	return nil, errUndone
}

// List reads all rules of the corp, whoever made them, sorted by creation time
// and id (doc 95097, get_intercept_rule_list).
func (s *InterceptRuleService) List(ctx context.Context) ([]InterceptRuleSummary, error) {
	return nil, errUndone
}

// Update changes the given fields (doc 95097, update_intercept_rule).
func (s *InterceptRuleService) Update(ctx context.Context, in *UpdateInterceptRuleRequest) error {
	return errUndone
}

// UpdateRange adds and removes users and departments (doc 95097,
// update_intercept_rule): all additions first, MaxInterceptNodes of each kind
// per call. An error between two calls leaves a rule with some additions made
// and, unless all were, nothing removed; what was done is not undone, and the
// difference from a new Get finishes it.
func (s *InterceptRuleService) UpdateRange(ctx context.Context, id string, add, remove InterceptRange) error {
	return errUndone
}

// Delete removes a rule (doc 95097, del_intercept_rule).
func (s *InterceptRuleService) Delete(ctx context.Context, id string) error { return errUndone }
