// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package webconsole_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func TestInterceptRuleForms(t *testing.T) {
	corp := emulator.ExampleCorp()
	corp.InterceptRules[0].Words = []string{"a, b", "${c}", `"d" <e>`}
	if sent := sentAsTheyAre(t, corp); sent["update_intercept_rule"] == 0 {
		t.Errorf("the form was not sent: %v", sent)
	}
	v := visit(t, corp)
	values := url.Values{"rule.rule_name": {"新规则"}, "rule.words": {"一\n二"}, "rule.intercept_type": {"2"}, "rule.users": {""}, "rule.departments": {"1"}}
	if status, page := v.send("add_intercept_rule", values); status != http.StatusOK {
		t.Errorf("%d %s", status, alert(page))
	}
	rules := v.srv.Corp().InterceptRules
	if len(rules) != 2 || !slices.Equal(rules[1].Words, []string{"一", "二"}) {
		t.Errorf("%+v", rules)
	}
	if calls := len(v.srv.Requests()); calls != 0 {
		t.Errorf("%d edits are in the log of API calls", calls)
	}
}
