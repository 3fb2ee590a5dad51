// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"context"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// await reads a link until it shows what was written, at most for ClashWait:
// should reads lag behind writes (no delay is reported), the next plan would
// show a difference that is none. It returns what was read last, nil when
// nothing was; the state is the plan either way.
func (r *Resource) await(ctx context.Context, want *model) *client.AcquisitionLink {
	var last *client.AcquisitionLink
	giveUp := time.Now().Add(r.ClashWait)
	for {
		got, err := r.Client.AcquisitionLinks.Get(ctx, want.ID.ValueString())
		if err != nil {
			return last
		}
		if last = got; want.shownBy(got) || !time.Now().Before(giveUp) || shared.Pause(ctx, r.Poll) != nil {
			return last
		}
	}
}

// shownBy reports whether l has everything that m asks for. mark_source is not
// compared: apps that are not of the class 营销获客 may not be able to set it.
func (m *model) shownBy(l *client.AcquisitionLink) bool {
	read := *m
	read.fromAPI(l)
	read.MarkSource = m.MarkSource
	_, differs := m.toUpdate(&read)
	return !differs
}
