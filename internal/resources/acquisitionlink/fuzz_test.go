// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func FuzzAcquisitionLink(f *testing.F) {
	const created = `{"errcode":0,"errmsg":"ok","link":{"link_id":"ca1","link_name":"n","url":"https://work.weixin.qq.com/ca/1","create_time":1672502400}}`
	const link = `{"errcode":0,"link":{"link_id":"ca1","link_name":"n","url":"https://work.weixin.qq.com/ca/1","create_time":1672502400,"skip_verify":false,"mark_source":true},` +
		`"range":{"user_list":["sam"],"department_list":[2,"1"]},"priority_option":{"priority_type":2,"priority_userid_list":["tom"]}}`
	acctest.FuzzResource(f, "wecom_acquisition_link", "ca1", `{"name":"n","user_ids":["Sam"],"department_ids":[2],"skip_verify":true,"deletion_protection":false}`,
		link, created+acctest.AnswerEnd+link, `<html>`+acctest.AnswerEnd+`{"errcode":0,"link_id_list":["ca1"],"next_cursor":""}`+acctest.AnswerEnd+link,
		`{"errcode":0,"link":[{"link_name":"","url":"u","create_time":-62135596801}],"range":[],"priority_option":{"priority_type":-1,"priority_userid_list":[""]}}`,
		`{"errcode":0,"link":{"link_name":"n","create_time":9223372036854775807},"range":{"user_list":["A","a"]},"priority_option":{"priority_type":1,"priority_userid_list":["x"]}}`,
		`{"errcode":40001,"errmsg":"x"}`, `{"errcode":41098,"errmsg":"x"}`,
	)
}
