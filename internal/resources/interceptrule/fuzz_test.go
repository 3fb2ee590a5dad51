// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func FuzzInterceptRule(f *testing.F) {
	const created = `{"errcode":0,"errmsg":"ok","rule_id":"r1"}`
	const rule = `{"errcode":0,"rule":{"rule_id":1,"rule_name":"禁语","word_list":["b","a"],"extra_rule":{"semantics_list":[3,1]},"intercept_type":1,` +
		`"applicable_range":{"user_list":["zhang"],"department_list":[3,2]},"create_time":1600000000}}`
	acctest.FuzzResource(f, "wecom_intercept_rule", "r1", `{"name":"禁语","words":["a","b"],"semantics":["email"],"action":"block","user_ids":["Zhang"],"deletion_protection":false}`,
		rule, `{"errcode":0,"rule_list":[]}`+acctest.AnswerEnd+created+acctest.AnswerEnd+rule,
		`{"errcode":0,"rule_list":[]}`+acctest.AnswerEnd+`<html>`+acctest.AnswerEnd+`{"errcode":0,"rule_list":[{"rule_id":"r1","rule_name":"禁语","create_time":1}]}`+acctest.AnswerEnd+rule,
		`{"errcode":0,"rule":[{"rule_id":"","rule_name":"n","word_list":["",null],"semantics_list":[-1,0,7,"3"],"intercept_type":0,"applicable_range":{"user_list":["A","a"]},"create_time":"x"}]}`,
		`{"errcode":0,"rule":{"rule_name":"n","intercept_type":9223372036854775807,"applicable_range":false,"create_time":-1}}`,
		`{"errcode":41070,"errmsg":"x"}`,
	)
}
