// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "context"

const linkOK = `{"errcode":0,"errmsg":"ok","link":{"link_name":"n","url":"https://work.weixin.qq.com/ca/cl1","create_time":1672502400,"skip_verify":false,"mark_source":true},
		"range":{"user_list":["sam","rocky"],"department_list":[2,1]},"priority_option":{"priority_type":2,"priority_userid_list":["tom","lisi"]}}`

func init() { methods = append(methods, linkMethods...) }

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
