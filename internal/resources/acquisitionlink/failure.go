// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"errors"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// memberCodes refuse a call because of a member or department it names
// (external-contact-prerequisites; which of them links answer is assumed).
var memberCodes = map[int]bool{
	84074: true, 41054: true, 40098: true, 60011: true,
	40003: true, 40031: true, 60111: true, 40066: true, 60003: true, 60123: true,
}

// failure is a refused call with what is particular to links.
func failure(op string, m *model, err error) shared.Failure {
	f := shared.Failure{Op: op, Noun: noun, Subject: m.subject(), Err: err}
	switch {
	case errors.Is(err, client.ErrNotFound):
		f.Reason = "this app has no link of that id: it was deleted, or another app or the console made it"
		f.NextStep = "Plan again if it was deleted. Otherwise use the `secret` of the app that made it: WeCom shows a link to no other app, and one made in the " +
			"console to none. The data source wecom_acquisition_links lists the links of this app."
	case op == "update" && memberCodes[shared.Code(err)]:
		f.NextStep = shared.Advice(err) + "\nEvery update sends the whole link again, so the cause may be a member or department that the link has had all along " +
			"and that has left or lost 客户联系 since, although this plan does not touch it. Look at user_ids, department_ids and priority.user_ids."
	}
	return f
}

const priorityWayOut = "If it stays: take it off in the console (客户联系 → 获客助手) and plan again, declare it in `priority`, or leave it alone with " +
	"lifecycle { ignore_changes = [priority] }."

// badPriority reports the codes by which WeCom may refuse to take a priority off.
func badPriority(err error) bool {
	switch shared.Code(err) {
	case 40035, 40058, 40063, 41200:
		return true
	}
	return false
}

var errPriorityStays = errors.New("WeCom answered that all is well, but the link still has its priority (优先分配)")

// cannotRemovePriority adds to a failed update that taking the priority off
// may be why.
func cannotRemovePriority(f shared.Failure) shared.Failure {
	if f.NextStep == "" {
		f.NextStep = shared.Advice(f.Err)
	}
	f.NextStep = strings.TrimSpace(f.NextStep + "\nWeCom documents no way to take a priority off a link, which this update asked for. " + priorityWayOut)
	return f
}
