// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// Users of the emulator know what the engine defines under the names below; package core documents it.
type (
	// App is one app of the corp, with a secret and tokens of its own.
	App = core.App
	// AppKind is the kind of credential an app's secret is.
	AppKind = core.AppKind
	// Option configures a Server.
	Option = core.Option
	// Request is one recorded API call.
	Request = core.Request
	// Endpoint describes one path that the emulator answers.
	Endpoint = core.Endpoint
	// Governor enforces WeCom's quotas.
	Governor = core.Governor
	// Fault is a fault to come.
	Fault = core.Fault
	// FaultKind names what goes wrong.
	FaultKind = core.FaultKind
	// When says on which side of the change a fault hits.
	When = core.When
	// ServeOptions are the options of `wecomctl emulator`.
	ServeOptions = core.ServeOptions
	// EngineSwitches are the switches on tokens, errors and lists. They are part of Switches.
	EngineSwitches = core.EngineSwitches
)

// Kinds of credentials and faults, see package core.
const (
	AppContacts        = core.AppContacts
	AppSelfBuilt       = core.AppSelfBuilt
	AppCustomerContact = core.AppCustomerContact

	FaultError       = core.FaultError
	FaultLostReply   = core.FaultLostReply
	FaultServerError = core.FaultServerError
	FaultBadGateway  = core.FaultBadGateway
	FaultTruncated   = core.FaultTruncated
	FaultSilence     = core.FaultSilence
	FaultWrongJSON   = core.FaultWrongJSON
	FaultLatency     = core.FaultLatency
	Before           = core.Before
	After            = core.After

	EmptyShown  = core.EmptyShown
	EmptyAbsent = core.EmptyAbsent
	EmptyNull   = core.EmptyNull

	// PagePrefix is below what the page of WithPage keeps its addresses.
	PagePrefix = core.PagePrefix
)

// Options of a server, see package core.
var (
	WithFrozenClock   = core.WithFrozenClock
	WithLatency       = core.WithLatency
	WithGovernor      = core.WithGovernor
	WithStrict        = core.WithStrict
	WithRequestLimit  = core.WithRequestLimit
	WithViolationHook = core.WithViolationHook
	WithSaveErrorHook = core.WithSaveErrorHook
	WithPublicURL     = core.WithPublicURL
)
