// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"testing"
	"time"
)

func TestExplain_contactWay(t *testing.T) {
	for _, tc := range []explanation{
		{&APIError{Code: 48002, Path: contactWayAdd.Path, Credential: "contacts_secret"}, []string{"contacts_secret", "可调用接口的应用"}, "system apps"},
		{(&APIError{Code: 41044, Path: contactWayGet.Path}).WithMeaning(ErrNotOwned), []string{"contact way", "another app"}, "exclusive"},
		{&APIError{Code: 60011, Path: contactWayAdd.Path}, []string{"可见范围"}, "exclusive"},
		{&APIError{Code: 60111, Path: contactWayUpdate.Path}, []string{"has left or was renamed", "user_ids"}, ""},
		{&APIError{Code: 40058, Path: contactWayAdd.Path}, []string{"30 characters", "4000 bytes"}, ""},
		{&APIError{Code: 84074, Path: contactWayUpdate.Path}, []string{"使用范围", "does not say which", "whole call"}, ""},
		{&APIError{Code: 40007, Path: contactWayAdd.Path}, []string{"3 days", "media/upload"}, ""},
	} {
		tc.said(t)
	}
}

func TestAPIError_contactWay(t *testing.T) {
	isOnly(t, 60123, contactWayAdd.Path, nil)
	isOnly(t, 60011, contactWayAdd.Path, ErrNotVisible)
	isOnly(t, 41044, contactWayGet.Path, ErrNotFound)
	isOnly(t, 41043, contactWayGet.Path, nil)
}

func TestMade_contactWay(t *testing.T) {
	madeIsDoubted(t, contactWayGet, wayOK, 41044, contactWayList, func(c *Client, at time.Time) { c.ContactWays.Made("cw1", at) },
		func(c *Client) error { _, err := c.ContactWays.Get(t.Context(), "cw1"); return err })
}

func TestDeleted_contactWayListsMayLag(t *testing.T) {
	f := newFake(t).on(contactWayDelete.Path, ok(`{"errcode":0}`)).on(contactWayGet.Path, fail(41044)).on(contactWayList.Path, wayIDs("", "x"))
	deletedIsGone(t, f, func(c *Client) error { return c.ContactWays.Delete(t.Context(), "x") },
		func(c *Client) error { _, err := c.ContactWays.Get(t.Context(), "x"); return err })
}

func TestJournal_adoptsContactWay(t *testing.T) {
	adoption{"contact_way", newWay(), func(f *fake) {
		f.on(contactWayList.Path, wayIDs("", "cw1")).on(contactWayGet.Path, wayOf(""))
	}, func(ctx context.Context, c *Client) (string, error) {
		w, err := c.ContactWays.Create(ctx, newWay())
		if w == nil {
			return "", err
		}
		return w.ID, err
	}, "cw1", contactWayAdd.Path}.adopted(t)
}

func init() {
	writables[WriteContactWays] = `POST externalcontact/update_contact_way {"config_id":"wecomctl-doctor-asks"}`
}
