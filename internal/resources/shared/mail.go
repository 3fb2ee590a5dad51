// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// MailDomains says which mail domains the corp has, as far as the groups and mailboxes of this app tell; "" where there
// are none. WeCom has no call that names them, so a plan cannot know that an address is of another one.
func MailDomains(ctx context.Context, c *client.Client) string {
	var domains []string
	see := func(address string) {
		if _, domain, ok := strings.Cut(strings.ToLower(address), "@"); ok && !slices.Contains(domains, domain) {
			domains = append(domains, domain)
		}
	}
	groups, err := c.MailGroups.List(ctx)
	if err != nil {
		return ""
	}
	for _, g := range groups {
		see(g.ID)
	}
	boxes, _ := c.PublicMailboxes.Summaries(ctx) // without them those of the groups tell
	for _, b := range boxes {
		see(b.Email)
	}
	if len(domains) == 0 {
		return ""
	}
	slices.Sort(domains)
	return fmt.Sprintf(" Mail groups and public mailboxes of this app are under %s.", Shorten(domains))
}
