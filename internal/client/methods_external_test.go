// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "context"

const (
	wayOK = `{"errcode":0,"errmsg":"ok","contact_way":{"config_id":"cw1","type":2,"scene":2,"remark":"r","state":"s","skip_verify":false,
		"qr_code":"https://p.example.com/1","user":["zhang","li"],"party":[3,"2"],"mark_source":true}}`
	linkOK = `{"errcode":0,"errmsg":"ok","link":{"link_name":"n","url":"https://work.weixin.qq.com/ca/cl1","create_time":1672502400,"skip_verify":false,"mark_source":true},
		"range":{"user_list":["sam","rocky"],"department_list":[2,1]},"priority_option":{"priority_type":2,"priority_userid_list":["tom","lisi"]}}`
	ruleOK = `{"errcode":0,"errmsg":"ok","rule":{"rule_id":1,"rule_name":"n","word_list":["b","a"],"extra_rule":{"semantics_list":[3,1]},
		"intercept_type":1,"applicable_range":{"user_list":["zhang"],"department_list":[3,2]},"create_time":1600000000}}`
)

func init() {
	methods = append(methods, contactWayMethods...)
	methods = append(methods, linkMethods...)
	methods = append(methods, ruleMethods...)
}

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

var linkMethods = []method{
	{
		name: "AcquisitionLinks.Create", path: linkCreate.Path,
		reply: `{"errcode":0,"errmsg":"ok","link":{"link_id":"cl1","link_name":"n","url":"https://work.weixin.qq.com/ca/cl1","create_time":1717571008}}`,
		want: `POST externalcontact/customer_acquisition/create_link {"link_name":"n","range":{"user_list":["sam"],"department_list":[2]},` +
			`"skip_verify":false,"priority_option":{"priority_type":2,"priority_userid_list":["tom"]},"mark_source":true}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.AcquisitionLinks.Create(ctx, &CreateAcquisitionLinkRequest{
				Name: "n", Range: AcquisitionRange{[]string{"sam"}, []int64{2}}, SkipVerify: ptr(false),
				Priority: &PriorityOption{PriorityDesignated, []string{"tom"}}, MarkSource: ptr(true),
			})
		},
		value: &CreatedAcquisitionLink{ID: "cl1", Name: "n", URL: "https://work.weixin.qq.com/ca/cl1", CreateTime: 1717571008},
	},
	{
		name: "AcquisitionLinks.Get", path: linkGet.Path, reply: linkOK,
		want: `POST externalcontact/customer_acquisition/get {"link_id":"cl1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.AcquisitionLinks.Get(ctx, "cl1") },
		value: &AcquisitionLink{
			ID: "cl1", Name: "n", URL: "https://work.weixin.qq.com/ca/cl1", CreateTime: 1672502400, SkipVerify: ptr(false), MarkSource: ptr(true),
			Range: AcquisitionRange{[]string{"rocky", "sam"}, []int64{1, 2}}, Priority: &PriorityOption{PriorityDesignated, []string{"lisi", "tom"}},
		},
	},
	{
		name: "AcquisitionLinks.List", path: linkList.Path, reply: `{"errcode":0,"errmsg":"ok","link_id_list":["b","a"]}`,
		want: `POST externalcontact/customer_acquisition/list_link {"limit":100}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.AcquisitionLinks.List(ctx) },
		value: []string{"a", "b"},
	},
	{
		name: "AcquisitionLinks.Update", path: linkUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST externalcontact/customer_acquisition/update_link {"link_id":"cl1","link_name":"n","range":{"user_list":[],"department_list":[2]},` +
			`"skip_verify":true,"priority_option":{"priority_type":1},"mark_source":false}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.AcquisitionLinks.Update(ctx, &UpdateAcquisitionLinkRequest{
				ID: "cl1", Name: ptr("n"), Range: &AcquisitionRange{[]string{}, []int64{2}}, SkipVerify: ptr(true),
				Priority: &PriorityOption{Type: PriorityCorp}, MarkSource: ptr(false),
			})
		},
	},
	{
		name: "AcquisitionLinks.Delete", path: linkDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST externalcontact/customer_acquisition/delete_link {"link_id":"cl1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.AcquisitionLinks.Delete(ctx, "cl1") },
	},
	{
		name: "AcquisitionLinks.Quota", path: linkQuota.Path,
		reply: `{"errcode":0,"errmsg":"ok","total":1000,"balance":"500","quota_list":[{"expire_date":1692028800,"balance":300},{"expire_date":1689350400,"balance":200}]}`,
		want:  `GET externalcontact/customer_acquisition_quota`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.AcquisitionLinks.Quota(ctx) },
		value: &AcquisitionQuota{Total: 1000, Balance: 500, Expiring: []AcquisitionExpiry{{1689350400, 200}, {1692028800, 300}}},
	},
}

var ruleMethods = []method{
	{
		name: "InterceptRules.Create", path: ruleAdd.Path, reply: `{"errcode":0,"errmsg":"ok","rule_id":"r1"}`,
		want: `POST externalcontact/add_intercept_rule {"rule_name":"n","word_list":["b","a"],"semantics_list":[1],"intercept_type":1,` +
			`"applicable_range":{"user_list":["zhang"],"department_list":[2,3]}}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.InterceptRules.Create(ctx, &AddInterceptRuleRequest{
				Name: "n", Words: []string{"b", "a"}, Semantics: []int64{SemanticsPhoneNumber}, Action: InterceptBlock,
				Range: InterceptRange{[]string{"zhang"}, []int64{3, 2}},
			})
		},
		value: &CreatedInterceptRule{ID: "r1"},
	},
	{
		name: "InterceptRules.Get", path: ruleGet.Path, reply: ruleOK,
		want: `POST externalcontact/get_intercept_rule {"rule_id":"r1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.InterceptRules.Get(ctx, "r1") },
		value: &InterceptRule{
			ID: "r1", Name: "n", Words: []string{"a", "b"}, Semantics: []int64{1, 3}, Action: InterceptBlock,
			Range: InterceptRange{[]string{"zhang"}, []int64{2, 3}}, CreateTime: 1600000000,
		},
	},
	{
		name: "InterceptRules.List", path: ruleList.Path,
		reply: `{"errcode":0,"errmsg":"ok","rule_list":[{"rule_id":7,"rule_name":"b","create_time":2},{"rule_id":"r1","rule_name":"a","create_time":1}]}`,
		want:  `GET externalcontact/get_intercept_rule_list`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.InterceptRules.List(ctx) },
		value: []InterceptRuleSummary{{"r1", "a", 1}, {"7", "b", 2}},
	},
	{
		name: "InterceptRules.Update", path: ruleUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want:  `POST externalcontact/update_intercept_rule {"rule_id":"r1","rule_name":"n","word_list":["w"],"extra_rule":{"semantics_list":[]},"intercept_type":2}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.InterceptRules.Update(ctx, &UpdateInterceptRuleRequest{
				ID: "r1", Name: ptr("n"), Words: []string{"w"}, Semantics: []int64{}, Action: ptr(int64(InterceptWarn)),
			})
		},
	},
	{
		name: "InterceptRules.UpdateRange", path: ruleUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want:  `POST externalcontact/update_intercept_rule {"rule_id":"r1","add_applicable_range":{"user_list":["a","b"],"department_list":[4]}}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.InterceptRules.UpdateRange(ctx, "r1", InterceptRange{[]string{"b", "a", "b"}, []int64{4}}, InterceptRange{})
		},
	},
	{
		name: "InterceptRules.Delete", path: ruleDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST externalcontact/del_intercept_rule {"rule_id":"r1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.InterceptRules.Delete(ctx, "r1") },
	},
}
