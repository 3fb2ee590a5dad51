// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

const familyAgent = "agent"

func agentRoutes() []core.Route {
	return []core.Route{
		{Method: "GET", Path: "agent/get", Page: 90227, Family: familyAgent, By: core.BySelfBuilt, Query: []string{"agentid"}, Handle: get(getAgent)},
		{Method: "GET", Path: "agent/list", Page: 90227, Family: familyAgent, By: core.BySelfBuilt, Handle: get(listAgents)},
	}
}

type wireAgent struct {
	AgentID       int    `json:"agentid"`
	Name          string `json:"name"`
	SquareLogoURL string `json:"square_logo_url"`
}

func wireAgentOf(c *call, a *App) wireAgent {
	return wireAgent{a.AgentID, a.Name, c.Base + picturePrefix + "app-" + strconv.Itoa(a.AgentID)}
}

// getAgent answers the app that the token belongs to: another one is 301002, and what is no app's number 40056.
func getAgent(c *call) (any, error) {
	id, err := strconv.Atoi(c.Query["agentid"])
	if err != nil {
		return nil, core.Fail(40056)
	}
	if id != c.App.AgentID {
		for _, other := range c.store.Apps {
			if other.AgentID == id {
				return nil, core.Fail(301002)
			}
		}
		return nil, core.Fail(40056)
	}
	type user struct {
		UserID string `json:"userid"`
	}
	var out struct {
		wireAgent
		Description string `json:"description"`
		Users       struct {
			User []user `json:"user"`
		} `json:"allow_userinfos"`
		Parties struct {
			PartyID []int64 `json:"partyid"`
		} `json:"allow_partys"`
		Tags struct {
			TagID []int64 `json:"tagid"`
		} `json:"allow_tags"`
		Close              int    `json:"close"`
		RedirectDomain     string `json:"redirect_domain"`
		ReportLocationFlag int    `json:"report_location_flag"`
		IsReportEnter      int    `json:"isreportenter"`
		HomeURL            string `json:"home_url"`
	}
	out.wireAgent = wireAgentOf(c, c.App)
	out.Users.User, out.Parties.PartyID, out.Tags.TagID = []user{}, []int64{}, []int64{}
	for _, id := range core.Shuffled(&c.store.Store, slices.Clone(c.App.VisibleUsers)) {
		out.Users.User = append(out.Users.User, user{id})
	}
	out.Parties.PartyID = append(out.Parties.PartyID, core.Shuffled(&c.store.Store, slices.Clone(c.App.VisibleDepartments))...)
	return out, nil
}

// listAgents answers that one app too.
func listAgents(c *call) (any, error) {
	return map[string]any{"agentlist": []wireAgent{wireAgentOf(c, c.App)}}, nil
}
