// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// mixed are n objects of both credentials in turn.
func mixed(n int) tfcore.Config {
	nouns := []string{"wecom_department", "wecom_tag_group"}
	config := tfcore.Config{}
	for i := range n {
		noun := nouns[i%len(nouns)]
		config[fmt.Sprintf("%s.x%d", noun, i)] = objectNamed(noun, fmt.Sprint("名", i))
	}
	return config
}

// A plan says for what its apply would be refused whatever it writes: a credential that is missing, without a call, and
// one that WeCom refuses, with one. Beside the tokens there is one list of each noun: of departments two where the
// first is refused (48009), and none that a refused secret would have to read.
func TestPlan_credentials(t *testing.T) {
	for name, c := range map[string]struct {
		block map[string]any
		says  []string
		calls int
	}{
		"good":               {map[string]any{"secret": acctest.AppSecret, "contacts_secret": acctest.ContactsSecret}, nil, 4},
		"no contacts_secret": {map[string]any{"secret": acctest.AppSecret}, []string{"Missing contacts_secret", "Set contacts_secret (WECOM_CONTACTS_SECRET)"}, 2},
		"no secret":          {map[string]any{"contacts_secret": acctest.ContactsSecret}, []string{"Missing secret", "客户联系 → 可调用接口的应用"}, 3},
		"wrong secret":       {map[string]any{"secret": "wrong", "contacts_secret": acctest.ContactsSecret}, []string{"errcode 40001"}, 2},
		"wrong corp id":      {map[string]any{"corp_id": "wwwrong", "secret": acctest.AppSecret, "contacts_secret": acctest.ContactsSecret}, []string{"errcode 40013"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			e := &ending{server: emulator.New(acctest.Seed())}
			plan, err := e.as(t, c.block).Plan(t.Context(), tfcore.State{}, mixed(50))
			if (err != nil) != (c.says != nil) {
				t.Errorf("%v", err)
			}
			for _, words := range c.says {
				if n := strings.Count(plan.Diagnostics.String(), words); n < 1 || n > 4 {
					t.Errorf("%d times %q: %v", n, words, plan.Diagnostics)
				}
			}
			if n := len(e.server.Requests()); n != c.calls {
				t.Errorf("a first plan of 50 objects makes %d calls, want %d: %v", n, c.calls, e.server.Requests())
			}
		})
	}
}

// A plan without a refresh, and what is Terraform's own business, make no call.
func TestPlan_offline(t *testing.T) {
	server := emulator.New(acctest.Seed())
	core := inProcess(t, server)
	group := objectNamed("wecom_tag_group", "等级")
	state, _, err := apply(t, core, tfcore.State{}, tfcore.Config{"x": group})
	if err != nil {
		t.Fatal(err)
	}
	server.ResetRequests()
	changed := objectNamed("wecom_tag_group", "新名")
	if plan, err := core.PlanWith(t.Context(), state, tfcore.Config{"x": changed}, tfcore.PlanOptions{NoRefresh: true}); err != nil || plan.Empty() {
		t.Errorf("%v %v", plan, err)
	}
	if calls := server.Requests(); len(calls) > 0 {
		t.Errorf("a plan without a refresh made %v", calls)
	}
	// Nothing listens, and a new object is planned all the same: the apply says so soon enough.
	t.Setenv("WECOM_OFFLINE_PLAN", "1")
	if plan, err := core.Plan(t.Context(), tfcore.State{}, tfcore.Config{"x": group}); err != nil || plan.Empty() {
		t.Errorf("%v %v", plan, err)
	}
	if calls := server.Requests(); len(calls) > 0 {
		t.Errorf("an offline plan made %v", calls)
	}
}
