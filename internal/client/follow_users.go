// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"net/http"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

var followUsers = core.Declare(Endpoint{Path: "externalcontact/get_follow_user_list", Method: http.MethodGet, Page: 92571})

// FollowUserService reads which members have the customer contact function (配置了客户联系功能, doc 92571) with the app secret.
type FollowUserService struct {
	service
	all *core.Population[[]string]
}

func newFollowUsers(at service) *FollowUserService {
	s := &FollowUserService{service: at}
	s.all = core.NewPopulation(at.c.engine, followUsers, s.load)
	return s
}

type followUsersAnswer struct {
	Users []string `json:"follow_user" api:"set"`
}

func (a *followUsersAnswer) Check(coded bool) error {
	return core.NeedList(coded, a.Users, "members")
}

// List returns the userids, sorted, of the members inside the app's visible range (doc 92571, get_follow_user_list). A
// member in it may still be refused by other calls, for not being activated or verified: a warning, no proof.
func (s *FollowUserService) List(ctx context.Context) ([]string, error) {
	all, err := s.all.Fresh(ctx)
	return slices.Clone(all), err
}

// Known are the members of List, by FoldUserID (doc 92571, get_follow_user_list).
func (s *FollowUserService) Known(ctx context.Context) (map[string]bool, error) {
	all, err := s.all.Fresh(ctx)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(all))
	for _, id := range all {
		known[FoldUserID(id)] = true
	}
	return known, nil
}

func (s *FollowUserService) load(ctx context.Context) ([]string, error) {
	var out followUsersAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: followUsers, Out: &out}); err != nil {
		return nil, err
	}
	return append([]string{}, out.Users...), nil
}
