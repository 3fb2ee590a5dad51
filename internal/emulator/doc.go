// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package emulator is a WeCom (企业微信) API server that remembers. Tests and users run on it instead of a corp.
//
// It answers below /cgi-bin/ as the official pages say, has wire types of its own and imports neither the client
// nor the resources, so that a key misspelt there is seen here. The zero value of Switches is the safest
// assumption about everything the pages leave open.
package emulator
