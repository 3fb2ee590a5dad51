// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"net/http"
	"strconv"
)

// family is a group of endpoints that share limits on parallel calls.
type family string

const (
	familyToken     family = "token"
	familyDirectory family = "directory" // departments and members
	familyCustomer  family = "customer"  // everything under externalcontact
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
})

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
