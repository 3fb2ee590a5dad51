// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func FuzzContactWay(f *testing.F) {
	const created = `{"errcode":0,"errmsg":"ok","config_id":"cw1","qr_code":"https://p.example.com/1"}`
	const way = `{"errcode":0,"contact_way":{"config_id":"cw1","type":1,"scene":2,"remark":"r","state":"s","skip_verify":false,"qr_code":"https://p.example.com/1",` +
		`"user":["zhang"],"party":[],"is_temp":true,"expires_in":60,"chat_expires_in":61,"unionid":"u","conclusions":{"text":{"content":"t"},` +
		`"image":{"pic_url":"https://p"},"link":{"title":"l","picurl":"p","desc":"d","url":"u"},"miniprogram":{"title":"m","pic_media_id":"x","appid":"a","page":"/"}}}}`
	acctest.FuzzResource(f, "wecom_contact_way", "cw1", `{"type":"single","scene":"qr_code","remark":"r","skip_verify":true,"user_ids":["Zhang"],"deletion_protection":false}`,
		way, created+acctest.AnswerEnd+way, created+acctest.AnswerEnd+`{"errcode":41044,"errmsg":"x"}`,
		`<html>`+acctest.AnswerEnd+`{"errcode":0,"contact_way":[{"config_id":"cw1"}],"next_cursor":"a"}`+acctest.AnswerEnd+way,
		`{"errcode":0,"contact_way":{"config_id":"","type":9,"scene":9,"style":0,"remark":7,"user":[""," "],"party":[-1,0,2],"is_temp":"true","expires_in":-1,"conclusions":[{"text":[],"image":{"media_id":""}}]}}`,
		`{"errcode":0,"contact_way":[{"type":-1,"scene":-9223372036854775808,"is_temp":1,"conclusions":{"text":{"content":""}}}]}`,
	)
}
