// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/catalogue"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// permissions are what an app may do with the objects of 客户联系, in the order of the catalogue.
var permissions = func() (out []permission) {
	for _, noun := range catalogue.Nouns {
		about := noun.About()
		if p := about.Permission; p != nil {
			out = append(out, permission{
				Permission: p, about: about, id: cmp.Or(p.ID, strings.TrimPrefix(about.Type, "wecom_")+"s"), title: cmp.Or(p.Title, about.Nouns),
			})
		}
	}
	return out
}()

type permission struct {
	*kind.Permission
	about     *kind.About
	id, title string
}

// found lists the objects and says how many there are.
func (p permission) found(ctx context.Context, c *client.Client) (string, error) {
	if p.Count != nil {
		n, err := p.Count(ctx, c)
		return fmt.Sprintf(p.Found, n), err
	}
	all, _, err := p.about.List(ctx, c)
	return fmt.Sprintf(p.Found, len(all)), err
}

// rights are what an app may do with objects of one kind.
type rights struct {
	found       string
	read, write error
}

func (p permission) ask(ctx context.Context, c *client.Client) (r rights) {
	if r.found, r.read = p.found(ctx, c); r.read == nil {
		r.write = c.MayWrite(ctx, p.Writes)
	}
	return r
}

// needSecret names what cannot be read without secret.
func needSecret() string {
	titles := make([]string, 0, len(permissions))
	for _, p := range permissions {
		titles = append(titles, p.title)
	}
	last := len(titles) - 1
	return strings.Join(titles[:last], ", ") + " and " + titles[last]
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
		users, err := now(e, title, e.appClient.FollowUsers.List)
		switch {
		case err != nil:
			e.failed(Failure, id, title, err)
			if errors.Is(err, client.ErrForbidden) || errors.Is(err, client.ErrBadCredential) || errors.Is(err, client.ErrUntrustedIP) {
				why = "the app may not use 客户联系, see above"
			}
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
	asked := make([]func() (rights, error), len(permissions))
	for i, p := range permissions {
		if why == "" {
			asked[i] = later(e, "Read "+p.title, func(ctx context.Context) (rights, error) { return p.ask(ctx, e.appClient), nil })
		}
	}
	for i, p := range permissions {
		readID, writeID := p.id+".read", p.id+".write"
		readTitle, writeTitle := "Read "+p.title, "Write "+p.title
		if why != "" {
			e.skip(readID, readTitle, why)
			e.skip(writeID, writeTitle, why)
			continue
		}
		got, _ := asked[i]()
		if !e.result(readID, readTitle, got.read, "%s", got.found) {
			e.skip(writeID, writeTitle, "they cannot even be read")
			continue
		}
		e.result(writeID, writeTitle, got.write, "those that this app made")
	}
	for _, p := range permissions {
		for _, look := range p.about.Checkups {
			e.checkup(look, why)
		}
	}
}

// checkup looks at something else that a noun needs.
func (e *examination) checkup(look kind.Checkup, why string) {
	if why != "" {
		e.skip(look.ID, look.Title, why)
		return
	}
	found, err := now(e, look.Title, func(ctx context.Context) (kind.Finding, error) { return look.Look(ctx, e.appClient) })
	switch {
	case err != nil:
		e.failed(Warning, look.ID, look.Title, err)
	case found.NextStep != "":
		e.add(Check{ID: look.ID, Status: Warning, Title: look.Title, Page: found.Page, Detail: found.Detail, NextStep: found.NextStep, ConsolePage: found.ConsolePage})
	default:
		e.ok(look.ID, look.Title, "%s", found.Detail)
	}
}
