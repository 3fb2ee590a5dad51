// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
)

// family is a group of endpoints that share limits on parallel calls.
type family string

const (
	familyToken     family = "token"
	familyDirectory family = "directory" // departments and members
	familyCustomer  family = "customer"  // everything under externalcontact
	familyAgent     family = "agent"
)

// route says how one endpoint is called.
type route struct {
	path   string
	method string
	page   int // official page, developer.work.weixin.qq.com/document/path/<page>
	family family
	write  bool
	// idempotent calls may be repeated when their answer was lost.
	idempotent bool
	// creds holds the credentials in order of preference; the first one that
	// is configured is used, so a lone secret is used for everything.
	creds []Credential
}

const (
	pathToken                = "gettoken"
	pathDepartmentCreate     = "department/create"
	pathDepartmentUpdate     = "department/update"
	pathDepartmentDelete     = "department/delete"
	pathDepartmentGet        = "department/get"
	pathDepartmentList       = "department/list"
	pathDepartmentSimpleList = "department/simplelist"
	pathUserList             = "user/list"
	pathUserListID           = "user/list_id"
	pathTagList              = "externalcontact/get_corp_tag_list"
	pathTagAdd               = "externalcontact/add_corp_tag"
	pathTagEdit              = "externalcontact/edit_corp_tag"
	pathTagDelete            = "externalcontact/del_corp_tag"

	pathContactWayAdd    = "externalcontact/add_contact_way"
	pathContactWayGet    = "externalcontact/get_contact_way"
	pathContactWayList   = "externalcontact/list_contact_way"
	pathContactWayUpdate = "externalcontact/update_contact_way"
	pathContactWayDelete = "externalcontact/del_contact_way"

	pathLinkCreate = "externalcontact/customer_acquisition/create_link"
	pathLinkGet    = "externalcontact/customer_acquisition/get"
	pathLinkList   = "externalcontact/customer_acquisition/list_link"
	pathLinkUpdate = "externalcontact/customer_acquisition/update_link"
	pathLinkDelete = "externalcontact/customer_acquisition/delete_link"
	pathLinkQuota  = "externalcontact/customer_acquisition_quota"

	pathRuleAdd    = "externalcontact/add_intercept_rule"
	pathRuleGet    = "externalcontact/get_intercept_rule"
	pathRuleList   = "externalcontact/get_intercept_rule_list"
	pathRuleUpdate = "externalcontact/update_intercept_rule"
	pathRuleDelete = "externalcontact/del_intercept_rule"

	pathFollowUsers = "externalcontact/get_follow_user_list"

	pathAgentList = "agent/list"
	pathAgentGet  = "agent/get"
)

var (
	// Only 通讯录同步 writes the directory, and only it may list all ids.
	contactsFirst = []Credential{CredentialContacts, CredentialApp}
	// Since 2022-08 通讯录同步 reads ids only from new addresses (doc 96079).
	appFirst = []Credential{CredentialApp, CredentialContacts}
)

// routes is the only place that knows methods, pages and credentials.
// department/delete is a GET that changes state (doc 90207).
var routes = routeTable([]route{
	{pathToken, http.MethodGet, 91039, familyToken, false, true, nil},

	{pathDepartmentCreate, http.MethodPost, 90205, familyDirectory, true, false, contactsFirst},
	{pathDepartmentUpdate, http.MethodPost, 90206, familyDirectory, true, true, contactsFirst},
	{pathDepartmentDelete, http.MethodGet, 90207, familyDirectory, true, true, contactsFirst},
	{pathDepartmentGet, http.MethodGet, 95351, familyDirectory, false, true, appFirst},
	{pathDepartmentList, http.MethodGet, 90208, familyDirectory, false, true, appFirst},
	{pathDepartmentSimpleList, http.MethodGet, 95350, familyDirectory, false, true, contactsFirst},

	{pathUserList, http.MethodGet, 90201, familyDirectory, false, true, appFirst},
	{pathUserListID, http.MethodPost, 96067, familyDirectory, false, true, contactsFirst},

	{pathTagList, http.MethodPost, 92117, familyCustomer, false, true, appFirst},
	{pathTagAdd, http.MethodPost, 92117, familyCustomer, true, false, appFirst},
	{pathTagEdit, http.MethodPost, 92117, familyCustomer, true, true, appFirst},
	{pathTagDelete, http.MethodPost, 92117, familyCustomer, true, true, appFirst},

	{pathContactWayAdd, http.MethodPost, 92228, familyCustomer, true, false, appFirst},
	{pathContactWayGet, http.MethodPost, 92228, familyCustomer, false, true, appFirst},
	{pathContactWayList, http.MethodPost, 92228, familyCustomer, false, true, appFirst},
	{pathContactWayUpdate, http.MethodPost, 92228, familyCustomer, true, true, appFirst},
	{pathContactWayDelete, http.MethodPost, 92228, familyCustomer, true, true, appFirst},

	{pathLinkCreate, http.MethodPost, 97297, familyCustomer, true, false, appFirst},
	{pathLinkGet, http.MethodPost, 97297, familyCustomer, false, true, appFirst},
	{pathLinkList, http.MethodPost, 97297, familyCustomer, false, true, appFirst},
	{pathLinkUpdate, http.MethodPost, 97297, familyCustomer, true, true, appFirst},
	{pathLinkDelete, http.MethodPost, 97297, familyCustomer, true, true, appFirst},
	{pathLinkQuota, http.MethodGet, 97375, familyCustomer, false, true, appFirst},

	{pathRuleAdd, http.MethodPost, 95097, familyCustomer, true, false, appFirst},
	{pathRuleGet, http.MethodPost, 95097, familyCustomer, false, true, appFirst},
	{pathRuleList, http.MethodGet, 95097, familyCustomer, false, true, appFirst},
	{pathRuleUpdate, http.MethodPost, 95097, familyCustomer, true, true, appFirst},
	{pathRuleDelete, http.MethodPost, 95097, familyCustomer, true, true, appFirst},

	{pathFollowUsers, http.MethodGet, 92571, familyCustomer, false, true, appFirst},

	{pathAgentList, http.MethodGet, 90227, familyAgent, false, true, appFirst},
	{pathAgentGet, http.MethodGet, 90227, familyAgent, false, true, appFirst},
})

// WriteEndpoints lists the paths that change something in the corp, sorted, for
// tests that have to miss none.
func WriteEndpoints() []string {
	var paths []string
	for path, rt := range routes {
		if rt.write {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// Endpoint describes one path that the client calls.
type Endpoint struct {
	Method string
	Path   string // below /cgi-bin/
	Page   int    // number of the official page
	Write  bool
}

// Endpoints lists all paths, sorted, for the test of the ledger.
func Endpoints() []Endpoint {
	var all []Endpoint
	for _, path := range slices.Sorted(maps.Keys(routes)) {
		rt := routes[path]
		all = append(all, Endpoint{rt.method, path, rt.page, rt.write})
	}
	return all
}

func routeTable(list []route) map[string]*route {
	m := make(map[string]*route, len(list))
	for i := range list {
		m[list[i].path] = &list[i]
	}
	return m
}

// pageURL returns the address of an official page, "" for an unknown path.
func pageURL(path string) string {
	r, ok := routes[path]
	if !ok {
		return ""
	}
	return "https://developer.work.weixin.qq.com/document/path/" + strconv.Itoa(r.page)
}
