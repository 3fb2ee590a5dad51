// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package shared holds what two nouns or more need, one topic per file.
package shared

import (
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// ProviderData is what the configured provider hands to every resource, data source and list resource.
type ProviderData struct {
	// Client is nil while a value of the provider block is unknown.
	Client *client.Client
	// Unknown names the attributes of the provider block that were unknown.
	Unknown []string
	// Claims lets resources of one run make room for each other's names.
	Claims *Claims
	// Overlap finds resources of one run that declare the same below one parent.
	Overlap *Overlap
	// ClashWait bounds how long a write waits for a name that is still in use, because the resource that has it may be
	// giving it up in the same apply.
	ClashWait time.Duration
	// Poll is the pause between two looks at something that is awaited.
	Poll time.Duration
}

// Configured is embedded by everything that needs ProviderData.
type Configured struct {
	ProviderData
}

// Accept takes the provider's data in a Configure method. Terraform also calls Configure before the provider is
// configured; data is nil then.
func (c *Configured) Accept(data any, diags *diag.Diagnostics) {
	if data == nil {
		return
	}
	pd, ok := data.(*ProviderData)
	if !ok {
		diags.AddError("Unexpected provider data",
			fmt.Sprintf("Expected *shared.ProviderData, got %T. This is a bug of the provider: please report it.", data))
		return
	}
	c.ProviderData = *pd
}

// Recorded tells the client, where there is one, that the state has an object; also a plan without refresh does.
func (c *Configured) Recorded(tell func(*client.Client)) {
	if c.Client != nil {
		tell(c.Client)
	}
}

// Ready reports whether calls can be made. When the provider block is not known yet it adds an error that says which
// attributes are missing.
func (c *Configured) Ready(diags *diag.Diagnostics) bool {
	if c.Client != nil {
		return true
	}
	diags.AddError("Provider configuration not known yet",
		fmt.Sprintf("The provider block's %s %s known only after apply, so WeCom cannot be asked now. "+
			"Take the value from a variable, or apply the resource it comes from first (-target).", c.names(), isAre(len(c.Unknown))))
	return false
}

// warnUnread adds the warning of a refresh that had to be skipped because the provider block is not known yet: the plan
// then rests on the last state.
func (c *Configured) warnUnread(diags *diag.Diagnostics, subject string) {
	diags.AddWarning("Not refreshed: provider configuration not known yet",
		fmt.Sprintf("%s was not compared with WeCom, because the provider block's %s %s known only after apply. "+
			"This plan rests on what the state says; changes made in the console meanwhile are not in it.", subject, c.names(), isAre(len(c.Unknown))))
}

func (c *Configured) names() string {
	if len(c.Unknown) == 0 {
		return "configuration"
	}
	return strings.Join(c.Unknown, ", ")
}

func isAre(n int) string {
	if n > 1 {
		return "are"
	}
	return "is"
}
