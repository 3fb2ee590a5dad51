// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "context"

const wayOK = `{"errcode":0,"errmsg":"ok","contact_way":{"config_id":"cw1","type":2,"scene":2,"remark":"r","state":"s","skip_verify":false,
		"qr_code":"https://p.example.com/1","user":["zhang","li"],"party":[3,"2"],"mark_source":true}}`

func init() { methods = append(methods, contactWayMethods...) }

var contactWayMethods = []method{
	{
		name: "ContactWays.Create", path: contactWayAdd.Path,
		reply: `{"errcode":0,"errmsg":"ok","config_id":"cw1","qr_code":"https://p.example.com/1"}`,
		want: `POST externalcontact/add_contact_way {"type":1,"scene":1,"style":2,"remark":"r","skip_verify":false,"state":"s","user":["zhang"],` +
			`"is_temp":true,"expires_in":60,"chat_expires_in":61,"unionid":"u","is_exclusive":true,"mark_source":false,` +
			`"conclusions":{"text":{"content":"t"},"image":{"media_id":"m"},"link":{"title":"l","picurl":"p","desc":"d","url":"u"},` +
			`"miniprogram":{"title":"mp","pic_media_id":"pm","appid":"a","page":"/x"}}}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.ContactWays.Create(ctx, &AddContactWayRequest{
				Type: ContactWaySingle, Scene: ContactWayMiniProgram, Style: ptr(int64(2)), Remark: ptr("r"), SkipVerify: ptr(false), State: ptr("s"),
				UserIDs: []string{"zhang"}, IsTemp: ptr(true), ExpiresIn: ptr(int64(60)), ChatExpiresIn: ptr(int64(61)), UnionID: ptr("u"),
				IsExclusive: ptr(true), MarkSource: ptr(false), Conclusions: &ConclusionsRequest{
					Text: &ConclusionText{"t"}, Image: &ConclusionImageRequest{"m"}, Link: &ConclusionLink{"l", "p", "d", "u"},
					MiniProgram: &ConclusionMiniProgramRequest{"mp", "pm", "a", "/x"},
				},
			})
		},
		value: &CreatedContactWay{ID: "cw1", QRCode: "https://p.example.com/1"},
	},
	{
		name: "ContactWays.Get", path: contactWayGet.Path, reply: wayOK,
		want: `POST externalcontact/get_contact_way {"config_id":"cw1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.ContactWays.Get(ctx, "cw1") },
		value: &ContactWay{
			ID: "cw1", Type: ContactWayMulti, Scene: ContactWayQRCode, Remark: "r", State: "s", SkipVerify: ptr(false),
			QRCode: "https://p.example.com/1", UserIDs: []string{"li", "zhang"}, DepartmentIDs: []int64{2, 3}, MarkSource: ptr(true),
		},
	},
	{
		name: "ContactWays.List", path: contactWayList.Path,
		reply: `{"errcode":0,"errmsg":"ok","contact_way":[{"config_id":"b"},{"config_id":"a"},{"config_id":"b"}],"next_cursor":""}`,
		want:  `POST externalcontact/list_contact_way {"start_time":1625846400,"limit":1000}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.ContactWays.List(ctx, ContactWayWindow{}) },
		value: []string{"a", "b"},
	},
	{
		name: "ContactWays.Update", path: contactWayUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST externalcontact/update_contact_way {"config_id":"cw1","remark":"","skip_verify":false,"style":1,"state":"s","user":["zhang"],"party":[],` +
			`"expires_in":1,"chat_expires_in":2,"unionid":"","mark_source":true,"conclusions":{"text":{"content":"t"}}}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.ContactWays.Update(ctx, &UpdateContactWayRequest{
				ID: "cw1", Remark: ptr(""), SkipVerify: ptr(false), Style: ptr(int64(1)), State: ptr("s"), UserIDs: []string{"zhang"}, DepartmentIDs: []int64{},
				ExpiresIn: ptr(int64(1)), ChatExpiresIn: ptr(int64(2)), UnionID: ptr(""), MarkSource: ptr(true),
				Conclusions: &ConclusionsRequest{Text: &ConclusionText{"t"}},
			})
		},
	},
	{
		name: "ContactWays.Delete", path: contactWayDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST externalcontact/del_contact_way {"config_id":"cw1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.ContactWays.Delete(ctx, "cw1") },
	},
	{
		name: "FollowUsers.List", path: followUsers.Path, reply: `{"errcode":0,"errmsg":"ok","follow_user":["zhang","li","zhang"]}`,
		want: `GET externalcontact/get_follow_user_list`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.FollowUsers.List(ctx) },
		value: []string{"li", "zhang"},
	},
}
