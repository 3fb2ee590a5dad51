// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
)

var errUndone = errors.New("not written yet")

// FollowUserService reads which members have the customer contact function
// (配置了客户联系功能, doc 92571) with the app secret.
type FollowUserService struct{ c *Client }

// List returns the userids, sorted, of the members inside the app's visible
// range (doc 92571, get_follow_user_list). A member in it may still be refused
// by other calls, for not being activated or verified: a warning, no proof.
func (s *FollowUserService) List(ctx context.Context) ([]string, error) { return nil, errUndone }
