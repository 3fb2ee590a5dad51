// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

var (
	agentList = core.Declare(Endpoint{Path: "agent/list", Method: http.MethodGet, Page: 90227})
	agentGet  = core.Declare(Endpoint{Path: "agent/get", Method: http.MethodGet, Page: 90227})
)

// AgentService reads what WeCom says of the app behind secret (doc 90227). The secret of 通讯录同步 belongs to no such app
// and is refused.
type AgentService struct{ service }

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
	Agents []struct {
		ID int64 `json:"agentid"`
	} `json:"agentlist"`
}

func (a *agentListAnswer) Check(coded bool) error { return core.NeedList(coded, a.Agents, "apps") }

type agentAnswer struct {
	ID    int64  `json:"agentid"`
	Name  string `json:"name"`
	Close int64  `json:"close"`
	Users struct {
		User []struct {
			UserID string `json:"userid"`
		} `json:"user"`
	} `json:"allow_userinfos"`
	Parties struct {
		IDs []int64 `json:"partyid"`
	} `json:"allow_partys"`
	Tags struct {
		IDs []int64 `json:"tagid"`
	} `json:"allow_tags"`
}

func (a *agentAnswer) Check(bool) error { return core.Need(a.ID > 0, "app") }

// List reads the ids of the apps that the secret reaches: the one that it belongs to (doc 90227, agent/list).
func (s *AgentService) List(ctx context.Context) ([]int64, error) {
	var out agentListAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: agentList, Out: &out}); err != nil {
		return nil, err
	}
	ids := []int64{}
	for _, a := range out.Agents {
		ids = append(ids, a.ID)
	}
	return ids, nil
}

// Get reads one app (doc 90227, agent/get). An app of another secret is 301002, an id of no app 40056.
func (s *AgentService) Get(ctx context.Context, id int64) (*Agent, error) {
	var out agentAnswer
	q := url.Values{"agentid": {strconv.FormatInt(id, 10)}}
	if _, err := s.c.Do(ctx, core.Request{Endpoint: agentGet, Query: q, Out: &out}); err != nil {
		return nil, err
	}
	a := &Agent{ID: out.ID, Name: out.Name, Disabled: out.Close != 0, VisibleTags: len(out.Tags.IDs), VisibleDepartments: out.Parties.IDs}
	for _, u := range out.Users.User {
		a.VisibleUsers = append(a.VisibleUsers, u.UserID)
	}
	slices.Sort(a.VisibleDepartments)
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
		return nil, fmt.Errorf("%s: %d apps instead of the one that the secret belongs to", agentList.Path, len(ids))
	}
	return s.Get(ctx, ids[0])
}
