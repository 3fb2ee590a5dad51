// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// dataSourceConfigs has each data source with each way to ask it.
var dataSourceConfigs = [][2]string{
	{"wecom_acquisition_link", `{"id":"ca1"}`},
	{"wecom_acquisition_links", `{}`},
	{"wecom_acquisition_quota", `{}`},
	{"wecom_contact_way", `{"id":"cw1"}`},
	{"wecom_contact_ways", `{}`},
	{"wecom_department", `{"id":2}`},
	{"wecom_department", `{"path":"研发/后端"}`},
	{"wecom_departments", `{}`},
	{"wecom_departments", `{"parent_id":1,"recursive":true}`},
	{"wecom_follow_users", `{}`},
	{"wecom_intercept_rule", `{"id":"r1"}`},
	{"wecom_intercept_rules", `{}`},
	{"wecom_inventory", `{"managed":{"department":["2"]},"ignore":["department:后*","*:cw1"]}`},
	{"wecom_members", `{"department_id":1,"recursive":true}`},
	{"wecom_tag_group", `{"id":"etG"}`},
	{"wecom_tag_group", `{"name":"等级"}`},
	{"wecom_tag_groups", `{}`},
}

func FuzzDataSources(f *testing.F) {
	acctest.FuzzDataSources(f, dataSourceConfigs,
		`{"errcode":0,"department":[{"id":1,"name":"corp","parentid":0,"order":1},{"id":2,"name":"研发","parentid":1},{"id":3,"name":"后端","parentid":2,"department_leader":["li"]},{"id":3,"parentid":3}],`+
			`"department_id":[{"id":1,"parentid":2},{"id":2,"parentid":1}],"userlist":[{"userid":"li","department":[1,2],"is_leader_in_dept":[1],"status":9}],`+
			`"tag_group":[{"group_id":"etG","group_name":"等级","tag":[{"id":"et1","name":"a"},{"id":"et2","name":"a"}]}],`+
			`"contact_way":[{"config_id":"cw1"}],"link_id_list":["ca1"],"rule_list":[{"rule_id":1,"rule_name":"n"}],"follow_user":["li","li"],"total":1,"balance":-1,"quota_list":[{"expire_date":1,"balance":1}]}`,
		`{"errcode":0,"department":{"id":2,"name":"研发","parentid":2},"contact_way":{"config_id":"cw1","type":1,"scene":1,"is_temp":true,"conclusions":{"text":{"content":"t"}}},`+
			`"link":{"link_name":"n"},"rule":{"rule_name":"n"},"next_cursor":"a"}`,
		`{"errcode":48009,"errmsg":"x"}`+acctest.AnswerEnd+`{"errcode":0,"department_id":[{"id":1,"parentid":0},{"id":2,"parentid":1}],"dept_user":[{"userid":"li","department":2}]}`,
	)
}
