// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
)

// AgentService reads what WeCom says of the app behind secret (doc 90227). The secret of 通讯录同步 belongs to no such
// app and is refused.
type AgentService struct{ c *Client }

// Format keeps the client behind a service out of every verb.
func (s AgentService) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("client.AgentService")) }

// Agent is a self-built app (自建应用).
type Agent struct {
	ID       int64
	Name     string
	Disabled bool
	// VisibleDepartments, with all below them, and VisibleUsers are the app's visible range (可见范围), sorted.
	VisibleDepartments []int64
	VisibleUsers       []string
	// VisibleTags counts the tags of members that widen the range.
	VisibleTags int
}

type agentListAnswer struct {
	Agents list[struct {
		ID flexInt `json:"agentid"`
	}] `json:"agentlist"`
}

func (a *agentListAnswer) check(env *envelope) error {
	if !a.Agents.present && !env.Errcode.present {
		return errors.New("it holds neither errcode nor apps")
	}
	return nil
}

type agentAnswer struct {
	ID    flexInt `json:"agentid"`
	Name  text    `json:"name"`
	Close flexInt `json:"close"`
	Users struct {
		User list[struct {
			UserID text `json:"userid"`
		}] `json:"user"`
	} `json:"allow_userinfos"`
	Parties struct {
		IDs list[flexInt] `json:"partyid"`
	} `json:"allow_partys"`
	Tags struct {
		IDs list[flexInt] `json:"tagid"`
	} `json:"allow_tags"`
}

func (a *agentAnswer) check(*envelope) error {
	if a.ID <= 0 {
		return errors.New("it holds no app")
	}
	return nil
}

// List reads the ids of the apps that the secret reaches: the one that it belongs to (doc 90227, agent/list).
func (s *AgentService) List(ctx context.Context) ([]int64, error) {
	var out agentListAnswer
	if _, err := s.c.do(ctx, request{rt: routes[pathAgentList], out: &out}); err != nil {
		return nil, err
	}
	ids := []int64{}
	for _, a := range out.Agents.items {
		ids = append(ids, int64(a.ID))
	}
	return ids, nil
}

// Get reads one app (doc 90227, agent/get). An app of another secret is 301002, an id of no app 40056.
func (s *AgentService) Get(ctx context.Context, id int64) (*Agent, error) {
	var out agentAnswer
	q := url.Values{"agentid": {strconv.FormatInt(id, 10)}}
	if _, err := s.c.do(ctx, request{rt: routes[pathAgentGet], query: q, out: &out}); err != nil {
		return nil, err
	}
	a := &Agent{ID: int64(out.ID), Name: string(out.Name), Disabled: out.Close != 0, VisibleTags: len(out.Tags.IDs.items)}
	for _, id := range out.Parties.IDs.items {
		a.VisibleDepartments = append(a.VisibleDepartments, int64(id))
	}
	for _, u := range out.Users.User.items {
		a.VisibleUsers = append(a.VisibleUsers, string(u.UserID))
	}
	slices.SortFunc(a.VisibleDepartments, cmp.Compare)
	slices.Sort(a.VisibleUsers)
	return a, nil
}

// Self reads the app that the secret belongs to, in two calls (doc 90227).
func (s *AgentService) Self(ctx context.Context) (*Agent, error) {
	ids, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	if len(ids) != 1 {
		return nil, fmt.Errorf("%s: %d apps instead of the one that the secret belongs to", pathAgentList, len(ids))
	}
	return s.Get(ctx, ids[0])
}
