// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package doctor

import (
	"context"
	"fmt"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// recentWays is how far back contact ways are counted: a corp may have tens of thousands (doc 92228).
const recentWays = 30 * 24 * time.Hour

// family is one kind of object of 客户联系.
type family struct {
	id, title string
	kind      client.Writable
	read      func(ctx context.Context, c *client.Client) (found string, err error)
}

var families = []family{
	{"customer_tags", "customer tags", client.WriteCustomerTags, func(ctx context.Context, c *client.Client) (string, error) {
		groups, err := c.CustomerTags.List(ctx)
		return fmt.Sprintf("%d groups", len(groups)), err
	}},
	{"contact_ways", "contact ways", client.WriteContactWays, func(ctx context.Context, c *client.Client) (string, error) {
		ids, err := c.ContactWays.List(ctx, client.ContactWayWindow{From: time.Now().Add(-recentWays)})
		return fmt.Sprintf("%d made by API in the last 30 days", len(ids)), err
	}},
	{"acquisition_links", "acquisition links", client.WriteAcquisitionLinks, func(ctx context.Context, c *client.Client) (string, error) {
		ids, err := c.AcquisitionLinks.List(ctx)
		return fmt.Sprintf("%d of this app", len(ids)), err
	}},
	{"intercept_rules", "intercept rules", client.WriteInterceptRules, func(ctx context.Context, c *client.Client) (string, error) {
		rules, err := c.InterceptRules.List(ctx)
		return fmt.Sprintf("%d rules", len(rules)), err
	}},
}

// customerContact looks at the permission for 客户联系, and at each kind of object.
func (e *examination) customerContact() {
	const id, title = "customer_contact", "Customer contact (客户联系)"
	why := ""
	switch {
	case e.cfg.Secret == "":
		why = notSet
	case e.appClient == nil:
		why = notWorking
	}
	if why != "" {
		e.skip(id, title, why)
	} else {
		users, err := e.appClient.FollowUsers.List(e.ctx)
		switch {
		case err != nil:
			e.failed(Failure, id, title, err)
			why = "the app may not use 客户联系, see above"
		case len(users) == 0:
			e.add(Check{
				ID: id, Status: Warning, Title: title, Page: "https://developer.work.weixin.qq.com/document/path/92571",
				Detail:      "No member that the app sees may use 客户联系, so contact ways and links have nobody to name.",
				NextStep:    "Put members into the usage range (使用范围), and widen the app's visible range (可见范围) to them.",
				ConsolePage: "客户联系 → 权限配置 → 使用范围",
			})
		default:
			e.ok(id, title, "%d members that the app sees may use it", len(users))
		}
	}
	for _, f := range families {
		readID, writeID := f.id+".read", f.id+".write"
		readTitle, writeTitle := "Read "+f.title, "Write "+f.title
		if why != "" {
			e.skip(readID, readTitle, why)
			e.skip(writeID, writeTitle, why)
			continue
		}
		found, err := f.read(e.ctx, e.appClient)
		if !e.result(readID, readTitle, err, "%s", found) {
			e.skip(writeID, writeTitle, "they cannot even be read")
			continue
		}
		e.result(writeID, writeTitle, e.appClient.MayWrite(e.ctx, f.kind), "those that this app made")
	}
	e.acquisitionQuota(why)
}

// acquisitionQuota looks at the usage that 获客助手 has left: without it links bring no customers.
func (e *examination) acquisitionQuota(why string) {
	const id, title = "acquisition_quota", "Usage left for acquisition links (获客助手)"
	if why != "" {
		e.skip(id, title, why)
		return
	}
	quota, err := e.appClient.AcquisitionLinks.Quota(e.ctx)
	switch {
	case err != nil:
		e.failed(Warning, id, title, err)
	case quota.Balance == 0:
		e.add(Check{
			ID: id, Status: Warning, Title: title, Page: "https://developer.work.weixin.qq.com/document/path/97375",
			Detail:      fmt.Sprintf("0 of %d: links can be managed, but customers who follow them cannot be added.", quota.Total),
			NextStep:    "Buy usage for 获客助手 in the console.",
			ConsolePage: "客户联系 → 获客助手",
		})
	default:
		e.ok(id, title, "%d of %d", quota.Balance, quota.Total)
	}
}
