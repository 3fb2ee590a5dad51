// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func FuzzDepartment(f *testing.F) {
	const one = `{"errcode":0,"errmsg":"ok","id":12,"department":{"id":12,"name":"研发","name_en":"RD","department_leader":["li"],"parentid":1,"order":10}}`
	acctest.FuzzResource(f, "wecom_department", "12", `{"name":"研发","parent_id":1,"deletion_protection":false}`,
		one, `{"errcode":0,"id":12,"department":[{"id":1,"name":"corp","parentid":0}]}`+acctest.AnswerEnd+one,
		`{"errcode":48009,"errmsg":"api forbidden for contact assistant"}`+acctest.AnswerEnd+`{"errcode":0,"department_id":[{"id":12,"parentid":1,"order":"7"}]}`,
		`{"errcode":0,"department":{"id":12,"name":null,"department_leader":null,"parentid":"1","order":-1}}`,
		`{"errcode":60123,"errmsg":"invalid department id"}`, `{"errcode":60008,"errmsg":"department existed"}`,
	)
}
