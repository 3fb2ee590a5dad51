// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "context"

// AcquisitionLinkService reads and writes acquisition links (获客链接, doc
// 97297) with the app secret. An app sees and changes only its own links.
type AcquisitionLinkService struct{ c *Client }

// Type of a PriorityOption.
const (
	PriorityCorp       = 1 // a member of the corp who knows the customer
	PriorityDesignated = 2 // one of the named members who knows the customer
)

// AcquisitionLink is one acquisition link as WeCom shows it; nil means not
// shown. Lists are sorted and without duplicates.
type AcquisitionLink struct {
	ID         string // link_id
	Name       string
	URL        string
	CreateTime int64 // Unix seconds
	SkipVerify *bool
	MarkSource *bool // meaningful for 营销获客 apps only
	Range      AcquisitionRange
	Priority   *PriorityOption // nil when there is none
}

// AcquisitionRange names who is added through a link: at most 500 members with
// departments expanded, and not both lists empty.
type AcquisitionRange struct {
	UserIDs       []string `json:"user_list,omitzero"`
	DepartmentIDs []int64  `json:"department_list,omitzero"`
}

// PriorityOption says which member is preferred.
type PriorityOption struct {
	Type    int64    `json:"priority_type"`                 // PriorityCorp or PriorityDesignated
	UserIDs []string `json:"priority_userid_list,omitzero"` // 1 to 1000, only with PriorityDesignated
}

// CreateAcquisitionLinkRequest is the body of create_link; nil means WeCom's
// default.
type CreateAcquisitionLinkRequest struct {
	Name       string           `json:"link_name"` // up to 30 characters
	Range      AcquisitionRange `json:"range"`
	SkipVerify *bool            `json:"skip_verify,omitempty"` // default true
	Priority   *PriorityOption  `json:"priority_option,omitempty"`
	MarkSource *bool            `json:"mark_source,omitempty"` // default true; 营销获客 apps only
}

// CreatedAcquisitionLink is what create_link answers.
type CreatedAcquisitionLink struct {
	ID         string // link_id
	Name       string
	URL        string
	CreateTime int64 // Unix seconds
}

// UpdateAcquisitionLinkRequest is the body of update_link. nil leaves a key
// out; WeCom may then reset skip_verify and mark_source to true, so send all
// that is managed. Range and Priority replace the former ones as a whole;
// there is no documented way to remove a priority.
type UpdateAcquisitionLinkRequest struct {
	ID         string            `json:"link_id"`
	Name       *string           `json:"link_name,omitempty"`
	Range      *AcquisitionRange `json:"range,omitempty"`
	SkipVerify *bool             `json:"skip_verify,omitempty"`
	Priority   *PriorityOption   `json:"priority_option,omitempty"`
	MarkSource *bool             `json:"mark_source,omitempty"`
}

// AcquisitionQuota is how many customers the corp may still add through links.
type AcquisitionQuota struct {
	Total    int64 // granted over the whole history
	Balance  int64 // left
	Expiring []AcquisitionExpiry
}

// AcquisitionExpiry is a part of the balance that ends.
type AcquisitionExpiry struct {
	ExpireDate int64 // Unix seconds, midnight of the day
	Balance    int64
}

// Create makes an acquisition link (doc 97297, create_link).
func (s *AcquisitionLinkService) Create(ctx context.Context, in *CreateAcquisitionLinkRequest) (*CreatedAcquisitionLink, error) {
	return nil, errUndone
}

// Get reads one acquisition link (doc 97297, get).
func (s *AcquisitionLinkService) Get(ctx context.Context, id string) (*AcquisitionLink, error) {
	return nil, errUndone
}

// List returns the ids of all links of this app, sorted (doc 97297, list_link).
func (s *AcquisitionLinkService) List(ctx context.Context) ([]string, error) { return nil, errUndone }

// Update changes a link in place (doc 97297, update_link).
func (s *AcquisitionLinkService) Update(ctx context.Context, in *UpdateAcquisitionLinkRequest) error {
	return errUndone
}

// Delete removes a link (doc 97297, delete_link).
func (s *AcquisitionLinkService) Delete(ctx context.Context, id string) error { return errUndone }

// Quota reads the corp's balance (doc 97375, customer_acquisition_quota).
func (s *AcquisitionLinkService) Quota(ctx context.Context) (*AcquisitionQuota, error) {
	return nil, errUndone
}
