// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Writable is a kind of object that MayWrite asks about.
type Writable string

// Kinds of objects that this client writes.
const (
	WriteDepartments      Writable = "departments"
	WriteCustomerTags     Writable = "customer tags"
	WriteContactWays      Writable = "contact ways"
	WriteAcquisitionLinks Writable = "acquisition links"
	WriteInterceptRules   Writable = "intercept rules"
)

// nobody is an id that WeCom gives to nothing.
const nobody = "wecomctl-doctor-asks"

// harmless are updates that change nothing: of objects that do not exist, and that would set no value if they did.
var harmless = map[Writable]core.Request{
	WriteDepartments:      {Endpoint: departmentUpdate, Body: map[string]any{"id": 1<<31 - 1}},
	WriteCustomerTags:     {Endpoint: tagEdit, Body: map[string]any{"id": nobody}},
	WriteContactWays:      {Endpoint: contactWayUpdate, Body: map[string]any{"config_id": nobody}},
	WriteAcquisitionLinks: {Endpoint: linkUpdate, Body: map[string]any{"link_id": nobody}},
	WriteInterceptRules:   {Endpoint: ruleUpdate, Body: map[string]any{"rule_id": nobody}},
}

// MayWrite asks WeCom whether the credential may write objects of a kind, by an update of an object that does not
// exist: nil means that the update was refused for that reason, or for no other than the credential. It changes nothing
// and tells nothing of single objects: those of other apps, or outside the visible range, are refused still.
func (c *Client) MayWrite(ctx context.Context, kind Writable) error {
	req, ok := harmless[kind]
	if !ok {
		return errors.New("no such kind: " + string(kind))
	}
	_, err := c.Do(ctx, req)
	var api *APIError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &api), errors.Is(err, ErrBadCredential), errors.Is(err, ErrUntrustedIP), errors.Is(err, ErrRateLimited):
		return err
	case api.Code == -1 || core.Conflicting(err):
		return err
	case api.Code == 60011 && kind != WriteDepartments:
		return nil // also said of objects that the app may not change
	case errors.Is(err, ErrForbidden), api.Code == 60011, api.Code == 48006, api.Code == 48001, api.Code == 60031:
		return err
	}
	return nil
}
