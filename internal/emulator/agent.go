// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
)

func agentRoutes() []route {
	return []route{
		{method: "GET", path: "agent/get", page: 90227, family: familyAgent, by: bySelfBuilt, query: []string{"agentid"}, handle: getAgent},
		{method: "GET", path: "agent/list", page: 90227, family: familyAgent, by: bySelfBuilt, handle: listAgents},
	}
}

type wireAgent struct {
	AgentID       int    `json:"agentid"`
	Name          string `json:"name"`
	SquareLogoURL string `json:"square_logo_url"`
}

func (a *App) wireAgent(c *call) wireAgent {
	return wireAgent{a.AgentID, a.Name, c.base + picturePrefix + "app-" + strconv.Itoa(a.AgentID)}
}

// getAgent answers the app that the token belongs to: another one is 301002, and what is no app's number 40056.
func getAgent(c *call) (any, error) {
	id, err := strconv.Atoi(c.query["agentid"])
	if err != nil {
		return nil, fail(40056)
	}
	if id != c.app.AgentID {
		for _, other := range c.store.apps {
			if other.AgentID == id {
				return nil, fail(301002)
			}
		}
		return nil, fail(40056)
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
	out.wireAgent = c.app.wireAgent(c)
	out.Users.User, out.Parties.PartyID, out.Tags.TagID = []user{}, []int64{}, []int64{}
	for _, id := range shuffled(c.store, slices.Clone(c.app.VisibleUsers)) {
		out.Users.User = append(out.Users.User, user{id})
	}
	out.Parties.PartyID = append(out.Parties.PartyID, shuffled(c.store, slices.Clone(c.app.VisibleDepartments))...)
	return out, nil
}

// listAgents answers that one app too.
func listAgents(c *call) (any, error) {
	return struct {
		Agents []wireAgent `json:"agentlist"`
	}{[]wireAgent{c.app.wireAgent(c)}}, nil
}
