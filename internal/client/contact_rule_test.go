// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

const (
	ruleShown  = `{"rule_id":20031,"rule_type":2,"range":{"userid":["lisi"],"partyid":[],"tagid":[]},"is_allowed_search":1}`
	otherShown = `{"rule_id":20030,"rule_type":1,"range":{"userid":["ceo"],"partyid":[],"tagid":[]},"whitelist":{"userid":[],"partyid":[3],"tagid":[7]}}`
)

func ownRule() *ContactRule {
	return &ContactRule{Type: RuleOwnDepartments, Range: ContactRuleNodes{UserIDs: []string{"lisi"}}, Search: true}
}

func rulesAnswer(rules string) answer {
	return ok(`{"errcode":0,"errmsg":"ok","rules":[` + rules + `]}`)
}

func TestContactRules_calls(t *testing.T) {
	f := newFake(t).on(contactRuleList.Path, rulesAnswer(otherShown), rulesAnswer(otherShown+","+ruleShown)).
		on(contactRuleCreate.Path, ok(`{"errcode":0,"errmsg":"ok","rule_ids":[20031]}`)).on(contactRuleUpdate.Path, rulesAnswer(ruleShown)).
		on(contactRuleDelete.Path, ok(`{"errcode":0,"errmsg":"ok"}`))
	c := f.client()
	made, err := c.ContactRules.Create(t.Context(), ownRule())
	if err != nil || made.ID != 20031 {
		t.Fatalf("%v, %v", made, err)
	}
	if got, err := c.ContactRules.Get(t.Context(), 20031); err != nil || !got.Same(ownRule()) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := c.ContactRules.Get(t.Context(), 7); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	// What the update answers is what it reached, as long as the list does not say otherwise.
	made.Search = false
	if got, err := c.ContactRules.Update(t.Context(), made); err != nil || !got.Search {
		t.Errorf("%v, %v", got, err)
	}
	if err := c.ContactRules.Delete(t.Context(), 20031); err != nil {
		t.Error(err)
	}
	const none = `{"userid":[],"partyid":[],"tagid":[]}`
	want := []string{
		`POST contactrule/list {}`,
		`POST contactrule/create {"rules":[{"rule_type":2,"range":{"userid":["lisi"],"partyid":[],"tagid":[]},"whitelist":` + none + `,"exclude":` + none +
			`,"is_allowed_search":true,"is_allowed_conversation":false}]}`,
		`POST contactrule/list {}`,
		`POST contactrule/update {"rules":[{"rule_id":20031,"range":{"userid":["lisi"],"partyid":[],"tagid":[]},"whitelist":` + none + `,"exclude":` + none +
			`,"is_allowed_search":false,"is_allowed_conversation":false}]}`,
		`POST contactrule/list {}`,
		`POST contactrule/delete {"rule_ids":[20031]}`,
	}
	if diff := cmp.Diff(want, f.Got()); diff != "" {
		t.Error(diff)
	}
	for _, credential := range f.Credentials() {
		if credential != "contacts-1" {
			t.Errorf("called with %s", credential)
		}
	}
}

// A lost create is looked for among the rules that were not there before, and never repeated blindly.
func TestContactRules_lostCreate(t *testing.T) {
	twin := fmt.Sprintf(`{"rule_id":20032%s`, ruleShown[len(`{"rule_id":20031`):])
	for name, tc := range map[string]struct {
		before, after string
		id            int64
		sent          int
		err           error
	}{
		"made":             {otherShown, otherShown + "," + ruleShown, 20031, 1, nil},
		"not made":         {otherShown, otherShown, 20099, 2, nil},
		"a twin was there": {ruleShown, ruleShown, 20099, 2, nil},
		"two of them":      {otherShown, ruleShown + "," + twin, 0, 1, ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(contactRuleList.Path, rulesAnswer(tc.before), rulesAnswer(tc.after)).
				on(contactRuleCreate.Path, lost, ok(`{"errcode":0,"rule_ids":[20099]}`))
			made, err := f.client().ContactRules.Create(t.Context(), ownRule())
			if tc.err == nil && (err != nil || made.ID != tc.id) || tc.err != nil && !errors.Is(err, tc.err) {
				t.Errorf("%v, %v", made, err)
			}
			if sent := len(f.bodies(contactRuleCreate.Path)); sent != tc.sent {
				t.Errorf("sent %d times, want %d", sent, tc.sent)
			}
		})
	}
}

// 45009 ends the writes of the family at once, also those of other kinds, and is not waited for; reads go on.
func TestContactRules_usedUp(t *testing.T) {
	f := newFake(t).on(contactRuleUpdate.Path, fail(45009)).on(contactRuleList.Path, rulesAnswer(ruleShown)).on(contactRuleDelete.Path)
	c := f.client()
	rule := ownRule()
	rule.ID = 20031
	if _, err := c.ContactRules.Update(t.Context(), rule); core.CodeOf(err) != 45009 {
		t.Error(err)
	}
	var over *core.QuotaError
	if err := c.ContactRules.Delete(t.Context(), 20031); !errors.As(err, &over) || over.Cause == nil {
		t.Error(err)
	}
	if x, ok := Explain(over); !ok || !sentence(x.Meaning) || !sentence(x.NextStep) {
		t.Errorf("%+v", x)
	}
	if _, err := c.ContactRules.List(t.Context()); err != nil {
		t.Error(err)
	}
	if n := len(f.bodies(contactRuleUpdate.Path)); n != 1 {
		t.Errorf("%d updates", n)
	}
	if _, err := newFake(t).client(appOnly).ContactRules.List(t.Context()); !errors.Is(err, ErrNoCredential) {
		t.Error(err)
	}
}
