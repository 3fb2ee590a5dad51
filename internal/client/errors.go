// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "errors"

// Errors to test for with errors.Is; an *APIError matches them by its code.
var (
	ErrNotFound       = errors.New("object does not exist")
	ErrNotOwned       = errors.New("object was made by another app or in the console")
	ErrNotVisible     = errors.New("object is outside the app's visible range")
	ErrForbidden      = errors.New("the credential may not call this API")
	ErrUntrustedIP    = errors.New("the calling address is not trusted")
	ErrBadCredential  = errors.New("corp id or secret is wrong")
	ErrRateLimited    = errors.New("rate limit reached")
	ErrNameTaken      = errors.New("name or id is taken")
	ErrOutcomeUnknown = errors.New("the answer was lost and the outcome is unknown")
)

// Credential names a secret as the provider block does.
type Credential string

// The two credentials of a provider block.
const (
	CredentialApp      Credential = "secret"
	CredentialContacts Credential = "contacts_secret"
)

// APIError is an answer of WeCom with errcode other than 0.
type APIError struct {
	Code       int    // errcode
	Message    string // errmsg without its tail
	Hint       string // what WeCom's support asks for
	FromIP     string // the caller's address as WeCom saw it
	Path       string // such as department/create
	Credential string // the provider attribute that was used
	HTTPStatus int
}

func (e *APIError) Error() string { return e.Message }

// Page returns the address of the endpoint's official page, "" when unknown.
func (e *APIError) Page() string { return "" }
