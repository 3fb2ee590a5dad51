// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// familyFollowUser are the paths that say who has the customer-contact function.
const familyFollowUser = "follow_user"

func followUserRoutes() []core.Route {
	return []core.Route{
		{Method: "GET", Path: "externalcontact/get_follow_user_list", Page: 92571, Family: familyFollowUser, By: core.ByListedApp | core.ByCustomerContact, Empty: []string{"follow_user"}, Handle: get(getFollowUserList)},
		{Method: "POST", Path: "externalcontact/check_follow_user", Page: 96312, Family: familyFollowUser, By: core.ByListedApp, Handle: post(checkFollowUser)},
	}
}

// getFollowUserList answers the visible members with the customer-contact function; an empty intersection is [].
// Activation and real name are not asked for: a listed member can still be refused elsewhere.
func getFollowUserList(c *call) (any, error) {
	st, sc := c.store, c.store.scopeOf(c.App)
	out := []string{}
	for m := range st.members.All() {
		if m.CustomerContact && sc.member(m) {
			out = append(out, m.UserID)
		}
	}
	if len(out) == 0 && st.sw.NoFollowUsersRefused {
		return nil, core.Fail(60011)
	}
	return map[string]any{"follow_user": core.Shuffled(&st.Store, out)}, nil
}

type wireCheckFollowUser struct {
	UserID  []string `json:"userid"`
	PartyID []int64  `json:"partyid"`
}

// checkFollowUser sorts ids by whether they have the customer-contact function. assumed: a department has it when all
// its visible members have it, and ids that are unknown or not visible have not.
func checkFollowUser(c *call, in *wireCheckFollowUser) (any, error) {
	st, sc := c.store, c.store.scopeOf(c.App)
	if !st.sw.CheckFollowUserOpen {
		return nil, core.Fail(48002)
	}
	type ids struct {
		UserID  []string `json:"userid,omitempty"`
		PartyID []int64  `json:"partyid,omitempty"`
	}
	var yes, no ids
	for _, id := range in.UserID {
		if m := st.member(id); m != nil && sc.member(m) && m.CustomerContact {
			yes.UserID = append(yes.UserID, m.UserID)
		} else {
			no.UserID = append(no.UserID, id)
		}
	}
	for _, id := range in.PartyID {
		all := st.departments.Get(id) != nil && sc.department(id)
		for _, user := range st.usersIn([]int64{id}) {
			all = all && st.member(user).CustomerContact
		}
		if all {
			yes.PartyID = append(yes.PartyID, id)
		} else {
			no.PartyID = append(no.PartyID, id)
		}
	}
	return struct {
		Yes ids `json:"authorized"`
		No  ids `json:"unauthorized"`
	}{yes, no}, nil
}
