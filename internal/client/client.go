// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package client talks to WeCom's server API (企业微信服务端 API) for one corp.
//
// Every method honours its context, repeats what is safe to repeat, and returns errors that name what WeCom said. How
// is the matter of package core; here is what there is: a file for each family, with its objects, its endpoints and
// what errcodes mean there. explain.go knows what an administrator can do about each.
package client

import (
	"fmt"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// What users of the client meet of its engine.

type (
	// Config says which corp to talk to.
	Config = core.Config
	// RetryPolicy bounds repetition.
	RetryPolicy = core.RetryPolicy
	// Credential names a secret.
	Credential = core.Credential
	// Endpoint is one path of WeCom's API.
	Endpoint = core.Endpoint
	// Journal lets the next run recognise the creates of one that was killed.
	Journal = core.Journal
	// Notice names something a user should be told once per run.
	Notice = core.Notice
	// APIError is an answer of WeCom with an errcode.
	APIError = core.APIError
	// ResponseError is an answer that is not WeCom's.
	ResponseError = core.ResponseError
	// ConnectionError is a call without an answer.
	ConnectionError = core.ConnectionError
	// OutcomeUnknownError says that an object may have been made.
	OutcomeUnknownError = core.OutcomeUnknownError
)

// Constants of the engine.
const (
	DefaultEndpoint    = core.DefaultEndpoint
	CredentialApp      = core.CredentialApp
	CredentialContacts = core.CredentialContacts
	JournalExpiry      = core.JournalExpiry
	EnvForbidReal      = core.EnvForbidReal
)

// Functions of the engine; see package core.
var (
	NewJournal   = core.NewJournal
	JournalPlace = core.JournalPlace
	Fresh        = core.Fresh
	Glimpse      = core.Glimpse
	IsGlimpse    = core.IsGlimpse
	ForbidsReal  = core.ForbidsReal
)

// Errors to test for with errors.Is; see package core.
var (
	ErrNotFound       = core.ErrNotFound
	ErrNotOwned       = core.ErrNotOwned
	ErrNotVisible     = core.ErrNotVisible
	ErrForbidden      = core.ErrForbidden
	ErrUntrustedIP    = core.ErrUntrustedIP
	ErrBadCredential  = core.ErrBadCredential
	ErrRateLimited    = core.ErrRateLimited
	ErrNameTaken      = core.ErrNameTaken
	ErrOutcomeUnknown = core.ErrOutcomeUnknown
	ErrNoCredential   = core.ErrNoCredential
	ErrRealEndpoint   = core.ErrRealEndpoint
)

// Notices of TakeNotice.
const (
	// NoticeDepartmentNamesUnreadable goes with a Department that is IDsOnly.
	NoticeDepartmentNamesUnreadable Notice = "department_names_unreadable"
	// NoticeMemberDetailsUnreadable goes with a Member that is IDsOnly.
	NoticeMemberDetailsUnreadable Notice = "member_details_unreadable"
)

type engine = core.Client

// Client is safe for use by many goroutines.
type Client struct {
	*engine

	Departments  *DepartmentService
	Members      *MemberService
	CustomerTags *CustomerTagService

	ContactWays      *ContactWayService
	AcquisitionLinks *AcquisitionLinkService
	InterceptRules   *InterceptRuleService
	FollowUsers      *FollowUserService
	Agents           *AgentService
	Menus            *MenuService
	Workbench        *WorkbenchService
	AppChats         *AppChatService
	Products         *ProductService
	KfAccounts       *KfAccountService
	KfServicers      *KfServicerService
	KfGroups         *KfGroupService
	KfIntents        *KfIntentService
	Media            *MediaService
	JoinWays         *JoinWayService
	ContactTags      *ContactTagService
	// Rule groups of customer contact and of customer moments.
	CustomerRuleGroups, MomentRuleGroups *RuleGroupService
	GroupWelcomes                        *GroupWelcomeService
	RuleGroupTags                        *CustomerTagService
	ContactRules                         *ContactRuleService
	MeetingRooms                         *MeetingRoomService
	MailGroups                           *MailGroupService
	PublicMailboxes                      *PublicMailboxService
	Calendars                            *CalendarService
}

// New checks cfg and returns a client. It sends nothing.
func New(cfg Config) (*Client, error) {
	e, err := core.New(cfg)
	if err != nil {
		return nil, err
	}
	c := &Client{engine: e}
	at := service{c}
	c.Departments = newDepartments(at)
	c.Members = newMembers(at)
	c.CustomerTags = newCustomerTags(at)
	c.ContactWays = newContactWays(at)
	c.AcquisitionLinks = newAcquisitionLinks(at)
	c.InterceptRules = newInterceptRules(at)
	c.FollowUsers = newFollowUsers(at)
	c.Agents = &AgentService{service: at, turn: make(chan struct{}, 1)}
	c.Menus = &MenuService{at}
	c.Workbench = &WorkbenchService{at}
	c.AppChats = newAppChats(at)
	c.Products = newProducts(at)
	c.KfAccounts = newKfAccounts(at)
	c.KfServicers = &KfServicerService{at}
	c.KfGroups = newKfGroups(at)
	c.KfIntents = newKfIntents(at)
	c.Media = &MediaService{at}
	c.CustomerRuleGroups = newRuleGroups(at, customerRuleGroups, "customer_rule_group", "a customer rule group (客户联系规则组)")
	c.MomentRuleGroups = newRuleGroups(at, momentRuleGroups, "moment_rule_group", "a moment rule group (客户朋友圈规则组)")
	c.JoinWays = newJoinWays(at)
	c.ContactTags = newContactTags(at)
	c.GroupWelcomes = newGroupWelcomes(at)
	c.RuleGroupTags = newRuleGroupTags(at)
	c.ContactRules = newContactRules(at)
	c.MeetingRooms = newMeetingRooms(at)
	c.MailGroups = newMailGroups(at)
	c.PublicMailboxes = newPublicMailboxes(at)
	c.Calendars = newCalendars(at)
	return c, nil
}

// service is what the methods of all families share.
type service struct{ c *Client }

// Format keeps the client behind a service out of every verb.
func (s service) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("client.Service")) }

// WriteEndpoints lists the paths that change something in the corp, sorted, for tests that have to miss none.
func WriteEndpoints() []string {
	var paths []string
	for _, e := range core.Endpoints() {
		if e.Write {
			paths = append(paths, e.Path)
		}
	}
	return paths
}

// Endpoints lists all endpoints by path, for the test of the ledger.
func Endpoints() []Endpoint {
	var all []Endpoint
	for _, e := range core.Endpoints() {
		all = append(all, *e)
	}
	return all
}
