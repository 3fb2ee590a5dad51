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

// agentMeans: an app of another secret is 301002, and 40056 an id of no app.
var agentMeans = map[int]error{40056: ErrNotFound}

// selfOnly: what belongs to an app is reached with its own secret.
var selfOnly = []Credential{CredentialApp}

// appLane: two writes of one app at once answer 6000.
var appLane = core.Lane{Name: "app", Most: 1}

var (
	agentList = core.Declare(Endpoint{Path: "agent/list", Method: http.MethodGet, Page: 90227, Creds: selfOnly})
	agentGet  = core.Declare(Endpoint{Path: "agent/get", Method: http.MethodGet, Page: 90227, Creds: selfOnly, Means: agentMeans})
	agentSet  = core.Declare(Endpoint{Path: "agent/set", Page: 90228, Write: true, Creds: selfOnly, Means: agentMeans, Lane: appLane})
)

// AgentService reads what WeCom says of the app behind secret, and changes its settings (docs 90227, 90228).
type AgentService struct {
	service
	turn chan struct{} // of the one call for own: it holds one
	own  *OwnAgent
}

// OwnAgent is the app that the secret belongs to, as the list has it.
type OwnAgent struct {
	ID   int64  `json:"agentid"`
	Name string `json:"name"`
}

// Agent is a self-built app (自建应用).
type Agent struct {
	ID       int64
	Name     string
	Disabled bool
	// VisibleDepartments, with all below them, VisibleUsers and VisibleTags, tags of members, are the app's visible
	// range (可见范围), sorted.
	VisibleDepartments []int64
	VisibleUsers       []string
	VisibleTags        []int64

	Description, HomeURL, Domain string // "" is not set
	// ReportLocation and ReportEnter are nil where WeCom does not show them.
	ReportLocation, ReportEnter *bool
	LogoURL                     string // changes when another logo is uploaded
}

// UpdateAgentRequest is the body of agent/set; nil means unchanged.
type UpdateAgentRequest struct {
	ID             int64   `json:"agentid"`
	Name           *string `json:"name,omitempty"`
	Description    *string `json:"description,omitempty"`
	HomeURL        *string `json:"home_url,omitempty"`
	Domain         *string `json:"redirect_domain,omitempty"`
	ReportLocation *int    `json:"report_location_flag,omitempty"`
	ReportEnter    *int    `json:"isreportenter,omitempty"`
	LogoMediaID    string  `json:"logo_mediaid,omitempty"` // of MediaService.Upload
}

type agentListAnswer struct {
	Agents []OwnAgent `json:"agentlist"`
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
	Description    string `json:"description"`
	HomeURL        string `json:"home_url"`
	Domain         string `json:"redirect_domain"`
	ReportLocation *int64 `json:"report_location_flag"`
	ReportEnter    *int64 `json:"isreportenter"`
	LogoURL        string `json:"square_logo_url"`
}

func (a *agentAnswer) Check(bool) error { return core.Need(a.ID > 0, "app") }

// Get reads one app (doc 90227, agent/get). An app of another secret is 301002, an id of no app ErrNotFound.
func (s *AgentService) Get(ctx context.Context, id int64) (*Agent, error) {
	var out agentAnswer
	q := url.Values{"agentid": {strconv.FormatInt(id, 10)}}
	if _, err := s.c.Do(ctx, core.Request{Endpoint: agentGet, Query: q, Out: &out}); err != nil {
		return nil, err
	}
	a := &Agent{
		ID: out.ID, Name: out.Name, Disabled: out.Close != 0, VisibleTags: out.Tags.IDs, VisibleDepartments: out.Parties.IDs,
		Description: out.Description, HomeURL: out.HomeURL, Domain: out.Domain, LogoURL: out.LogoURL,
		ReportLocation: flagOf(out.ReportLocation), ReportEnter: flagOf(out.ReportEnter),
	}
	for _, u := range out.Users.User {
		a.VisibleUsers = append(a.VisibleUsers, u.UserID)
	}
	slices.Sort(a.VisibleDepartments)
	slices.Sort(a.VisibleTags)
	slices.Sort(a.VisibleUsers)
	return a, nil
}

// flagOf is a flag that WeCom shows as 0 or 1; nil where it does not.
func flagOf(n *int64) *bool {
	if n == nil {
		return nil
	}
	on := *n != 0
	return &on
}

// Own is the app that the secret belongs to (doc 90227, agent/list). It is asked once: a secret keeps its app.
func (s *AgentService) Own(ctx context.Context) (*OwnAgent, error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s.own != nil {
		return s.own, nil
	}
	own, err := s.list(ctx)
	if err == nil {
		s.own = own
	}
	return own, err
}

func (s *AgentService) list(ctx context.Context) (*OwnAgent, error) {
	var out agentListAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: agentList, Out: &out}); err != nil {
		return nil, err
	}
	if len(out.Agents) != 1 || out.Agents[0].ID <= 0 {
		return nil, fmt.Errorf("%s: %d apps instead of the one that the secret belongs to", agentList.Path, len(out.Agents))
	}
	return &out.Agents[0], nil
}

// Self reads the app that the secret belongs to, in two calls (doc 90227).
func (s *AgentService) Self(ctx context.Context) (*Agent, error) {
	own, err := s.Own(ctx)
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, own.ID)
}

// Set changes the given settings of the app (doc 90228, agent/set). With 85005 they may have been taken over all the
// same: the page says both.
func (s *AgentService) Set(ctx context.Context, in *UpdateAgentRequest) error {
	_, err := s.c.Do(ctx, core.Request{Endpoint: agentSet, Body: in})
	return err
}

const pageAppSettings = "应用管理 → 应用 → 自建 → 应用详情"

var toldApps = topic{title: "App settings", codes: map[int]told{
	40059: {"A switch of the app is neither on nor off.", reportBug, "", ourMistake},
	40094: {"The app's home page does not begin with http:// or https://.", "Write home_url with its scheme.", "", "An address that came from elsewhere: the plan refuses one without scheme."},
	45004: {"The app's description is too short or too long.", "Write a description of 4 to 120 characters.", "", "A text that came from elsewhere: the plan refuses others where it knows it."},
	45022: {"The app's name is empty or too long.", "Write a name of 1 to 32 characters.", "", "A name that came from elsewhere: the plan refuses others where it knows it."},
	60012: {"The default app cannot be deleted.", "Leave it.", "", otherCaller},
	60028: {"The home page of a service provider's app cannot be changed.", "Set the secret of a self-built app.", pageApp, thirdParty},
	80001: {"The trusted domain (可信域名) is malformed or has no ICP filing.", "Write the domain alone, without scheme and path.", pageAppSettings, "The domain is misspelt, or is not filed with the authorities (ICP备案)."},
	85004: {"The corp has set 20 trusted domains this month, which is all that WeCom allows.", "Wait for the next month, or go back to the domain that was there.", pageAppSettings, "All apps of the corp count together."},
	85005: {"The ownership of the trusted domain (可信域名) is not verified.", "Verify it in the console, with the file that WeCom offers there, and apply again.", pageAppSettings + " → 网页授权及JS-SDK", "WeCom wants a file on the domain's server before JS-SDK works there."},
	85008: {"The trusted domain (可信域名) failed the check of its ICP filing.", "Use a domain that is filed (ICP备案) for a company that belongs to the corp.", pageAppSettings, "The domain has no ICP filing, or one of another company."},
	85009: {"The app's data are not complete.", "Complete them in the console.", pageAppSettings, otherCaller},
	85010: {"The parameters of the callback are wrong.", "Correct them in the console.", pageAppSettings, otherCaller},
	85111: {"The trusted domain (可信域名) belongs to a service provider's app.", "Use a domain of the corp.", pageAppSettings, "A service provider has set the domain for its own app."},
}}
