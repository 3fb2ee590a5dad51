// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Writable is a kind of object that MayWrite asks about: an update that changes nothing, because it is of an object
// that does not exist, and would set no value if it did.
type Writable struct {
	update *Endpoint
	key    string // of the id
	id     any
}

// nobody is an id that WeCom gives to nothing.
const nobody = "wecomctl-doctor-asks"

// MayWrite asks WeCom whether the credential may write objects of a kind, by an update of an object that does not
// exist: nil means that the update was refused for that reason, or for no other than the credential. It changes nothing
// and tells nothing of single objects: those of other apps, or outside the visible range, are refused still.
func (c *Client) MayWrite(ctx context.Context, kind Writable) error {
	_, err := c.Do(ctx, core.Request{Endpoint: kind.update, Body: map[string]any{kind.key: kind.id}})
	var api *APIError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &api), errors.Is(err, ErrBadCredential), errors.Is(err, ErrUntrustedIP), errors.Is(err, ErrRateLimited):
		return err
	case api.Code == -1 || core.Conflicting(err):
		return err
	case api.Code == 60011 && !isDirectoryWrite(kind.update.Path):
		return nil // also said of objects that the app may not change
	case errors.Is(err, ErrForbidden), api.Code == 60011, api.Code == 48006, api.Code == 48001, api.Code == 60031:
		return err
	}
	return nil
}
