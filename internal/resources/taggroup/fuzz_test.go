// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func FuzzTagGroup(f *testing.F) {
	const library = `{"errcode":0,"tag_group":[{"group_id":"etG","group_name":"等级","create_time":1557838797,"order":1,"tag":[` +
		`{"id":"et1","name":"a","create_time":5,"order":0},{"id":"et2","name":"b","create_time":5,"order":7},{"id":"et3","name":"a","create_time":6,"order":7}]}]}`
	const none = `{"errcode":0,"tag_group":[]}`
	acctest.FuzzResource(f, "wecom_tag_group", "etG", `{"name":"等级","tags":{"a":{},"k":{"name":"b","order":7}},"exclusive":true,"deletion_protection":false}`,
		library, none, none+acctest.AnswerEnd+`{"errcode":0,"tag_group":{"group_id":"etG","group_name":"等级","create_time":7,"order":1,"tag":[{"id":"et1","name":"a"},{"id":"et2","name":"b","order":7}]}}`+acctest.AnswerEnd+library,
		none+acctest.AnswerEnd+`<html>`+acctest.AnswerEnd+library,
		`{"errcode":0,"tag_group":[{"group_id":"etG","group_name":"","create_time":-1,"order":-1,"tag":[{"id":"et1","name":"","create_time":9223372036854775807,"deleted":"1"},{"id":"et2","name":"a (et3)"},{"id":"et3","name":"a"},{"id":"et4","name":"a"}]}]}`,
		`{"errcode":40068,"errmsg":"invalid tagid"}`, `{"errcode":40071,"errmsg":"UserTag Name Already Exist"}`,
	)
}
