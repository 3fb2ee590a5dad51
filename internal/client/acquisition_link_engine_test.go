// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"fmt"
	"testing"
	"time"
)

func TestExplain_acquisitionLink(t *testing.T) {
	for _, tc := range []explanation{
		{&APIError{Code: 48002, Path: linkCreate.Path, Credential: "secret"}, []string{"客户联系", "system apps", "self-built", "可调用接口的应用"}, ""},
		{&APIError{Code: 48002, Path: linkQuota.Path, Credential: "secret"}, []string{"system apps"}, ""},
		{(&APIError{Code: 40058, Path: linkGet.Path}).WithMeaning(ErrNotFound), []string{"deleted, or another app made it"}, "30 characters"},
		{(&APIError{Code: 48002, Path: linkGet.Path}).WithMeaning(ErrNotFound), []string{"deleted, or another app made it"}, "可调用接口的应用"},
		{&APIError{Code: 60123, Path: linkCreate.Path}, []string{"department_ids"}, "from the state"},
		{&APIError{Code: 40058, Path: linkCreate.Path}, []string{"500 members"}, ""},
		{&APIError{Code: 41200, Path: linkUpdate.Path}, []string{"priority", "客户与成员关系绑定"}, ""},
	} {
		tc.said(t)
	}
}

func TestMade_acquisitionLink(t *testing.T) {
	madeIsDoubted(t, linkGet, linkOK, 40058, linkList, func(c *Client, at time.Time) { c.AcquisitionLinks.Made("cl1", at) },
		func(c *Client) error { _, err := c.AcquisitionLinks.Get(t.Context(), "cl1"); return err })
}

func TestDeleted_acquisitionLinkListsMayLag(t *testing.T) {
	f := newFake(t).on(linkDelete.Path, ok(`{"errcode":0}`)).on(linkGet.Path, fail(40058)).on(linkList.Path, linkIDs("", "x"))
	deletedIsGone(t, f, func(c *Client) error { return c.AcquisitionLinks.Delete(t.Context(), "x") },
		func(c *Client) error { _, err := c.AcquisitionLinks.Get(t.Context(), "x"); return err })
}

func TestJournal_adoptsAcquisitionLink(t *testing.T) {
	link := &CreateAcquisitionLinkRequest{Name: "官网", Range: AcquisitionRange{UserIDs: []string{"li"}}}
	adoption{"acquisition_link", link, func(f *fake) {
		f.on(linkList.Path, ok(`{"errcode":0,"link_id_list":["l1"]}`)).
			on(linkGet.Path, ok(fmt.Sprintf(`{"errcode":0,"link":{"link_name":"官网","url":"u","create_time":%d},"range":{"user_list":["li"]}}`, f.Time.Unix())))
	}, func(ctx context.Context, c *Client) (string, error) {
		l, err := c.AcquisitionLinks.Create(ctx, link)
		if l == nil {
			return "", err
		}
		return l.ID, err
	}, "l1", linkCreate.Path}.adopted(t)
}

func init() {
	writables[WriteAcquisitionLinks] = `POST externalcontact/customer_acquisition/update_link {"link_id":"wecomctl-doctor-asks"}`
}
