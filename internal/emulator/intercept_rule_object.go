// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Values of InterceptRule.Type (page 95097).
const (
	InterceptBlock int64 = 1 // warn and block sending
	InterceptWarn  int64 = 2 // warn only
)

const (
	maxRules         = 100
	maxRuleChars     = 20
	maxRuleWords     = 300
	maxWordChars     = 32
	maxOldWordChars  = 30
	maxRuleNodes     = 1000   // per list and call
	maxRuleUsers     = 10_000 // in the rule
	firstRule        = 1_000_000
	maxRuleSemantics = 3
)

// InterceptRule is one rule of 敏感词管理. In a seed, an id and a create time that are left out are made up; ids are decimal
// numbers, because get may show them as such.
type InterceptRule struct {
	ID          string   `json:"rule_id"`
	Name        string   `json:"rule_name" form:"名称|Name"`
	Words       []string `json:"words" form:"敏感词|Words" input:"words"`
	Semantics   []int64  `json:"semantics,omitempty" show:"语义|Semantics" options:"1=手机号|phone numbers,2=邮箱地址|e-mail addresses,3=红包|red packets"`
	Type        int64    `json:"intercept_type" form:"处理|Action" options:"1=警告并拦截发送|warn and block,2=仅发警告|warn only" preset:"1"`
	Users       []string `json:"users,omitempty" form:"适用成员|Userids" input:"users"`
	Departments []int64  `json:"departments,omitempty" form:"适用部门|Departments"`
	CreateTime  int64    `json:"create_time"`
	// Owner is the name of the app that made it; empty for the console.
	Owner string `json:"owner,omitempty"`
}

func newRules(st *store) *core.Collection[string, InterceptRule] {
	return core.NewCollection(&st.Store, core.Rules[string, InterceptRule]{
		Created: func(r *InterceptRule) int64 { return r.CreateTime },
		Noun:    "intercept rule",
		Key:     func(r *InterceptRule) *string { return &r.ID },
		Name:    func(r *InterceptRule) string { return r.Name },
		Fresh:   func(taken func(string) bool) string { return st.NewNumber(firstRule, taken) },
		Check:   st.checkRule,
		// Names are compared exactly and over the whole corp, unless the switches say otherwise (Unknown 7).
		Clash: func(r, other *InterceptRule) error {
			same := other.Name == r.Name || st.sw.RuleNamesIgnoreCase && strings.EqualFold(other.Name, r.Name)
			if same && (!st.sw.RuleNamesPerApp || other.Owner == r.Owner) {
				return core.Fail(41077)
			}
			return nil
		},
		Most: func() int { return maxRules },
		Full: 41069,
		None: func(_ string, deleted bool) error {
			if deleted && !st.sw.RuleDeleted41070 {
				return core.Fail(41071)
			}
			return core.Fail(41070)
		},
		Taken:   func() error { return core.Fail(41070) },
		Missing: func() error { return st.emptyParameter("rule_id") },
		// An app may change its own rules, the 客户联系 app all.
		Foreign: func(r *InterceptRule, app *App) error {
			return notYours(!tagActor(app).owns(r.Owner), st.sw.RuleForeign48002)
		},
	})
}

func (st *store) ruleName(name string) error {
	switch {
	case name == "":
		return st.emptyParameter("rule_name")
	case core.Chars(name) > maxRuleChars:
		return core.TooLong("rule_name", maxRuleChars)
	}
	return nil
}

func (st *store) ruleWords(words []string) error {
	if len(words) > maxRuleWords {
		return core.Fail(41068)
	}
	limit := maxWordChars
	if st.sw.RuleWords30 {
		limit = maxOldWordChars
	}
	for _, word := range words {
		if n := core.Chars(word); n == 0 || n > limit {
			return core.Fail(41083)
		}
	}
	return nil
}

func ruleSemantics(list []int64) error {
	for _, s := range list {
		if s < 1 || s > maxRuleSemantics {
			return core.Fail(41084)
		}
	}
	return nil
}

func ruleType(t int64) error {
	if t != InterceptBlock && t != InterceptWarn {
		return core.BadParameter("intercept_type")
	}
	return nil
}

// checkRule is what every stored rule obeys. Members and departments may be gone, and the range with them.
func (st *store) checkRule(r *InterceptRule) error {
	if n, err := strconv.ParseInt(r.ID, 10, 64); r.ID != "" && (err != nil || n < 1 || strconv.FormatInt(n, 10) != r.ID) {
		return core.Fail(41070)
	}
	if r.CreateTime == 0 {
		r.CreateTime = st.Now().Unix()
	}
	if err := st.ruleName(r.Name); err != nil {
		return err
	}
	if len(r.Words) == 0 {
		return st.emptyParameter("word_list")
	}
	if err := st.ruleWords(r.Words); err != nil {
		return err
	}
	if err := ruleSemantics(r.Semantics); err != nil {
		return err
	}
	if len(r.Users) > maxRuleUsers {
		return core.Fail(41076)
	}
	return ruleType(r.Type)
}
