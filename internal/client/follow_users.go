// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
)

// FollowUserService reads which members have the customer contact function
// (配置了客户联系功能, doc 92571) with the app secret.
type FollowUserService struct{ c *Client }

// Format keeps the client behind a service out of every verb.
func (s FollowUserService) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte("client.FollowUserService"))
}

type followUsersAnswer struct {
	Users many[text] `json:"follow_user"`
}

func (a *followUsersAnswer) check(env *envelope) error {
	if a.Users == nil && !env.Errcode.present {
		return errors.New("it holds neither errcode nor members")
	}
	return nil
}

// List returns the userids, sorted, of the members inside the app's visible
// range (doc 92571, get_follow_user_list). A member in it may still be refused
// by other calls, for not being activated or verified: a warning, no proof.
func (s *FollowUserService) List(ctx context.Context) ([]string, error) {
	var out followUsersAnswer
	if _, err := s.c.do(ctx, request{rt: routes[pathFollowUsers], out: &out}); err != nil {
		return nil, err
	}
	users := textSet(out.Users)
	if users == nil {
		users = []string{}
	}
	return users, nil
}
