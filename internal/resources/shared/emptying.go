// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// WeCom deletes no department that has members, or departments below it (doc 90313).
const (
	codeHasMembers     = 60005
	codeHasDepartments = 60006
)

// emptyingTime is how long a wait lasts where the configuration says nothing.
const emptyingTime = 60 * time.Second

// How many looks in which nothing else of the run is at work show that nothing moves out what is inside a department.
// WeCom may count a member a moment longer who was deleted just now.
const (
	quietPolls  = 5
	peoplePolls = 15
)

// NotEmpty reports that WeCom refused to delete a department because of what is inside.
func NotEmpty(err error) bool {
	code := Code(err)
	return code == codeHasMembers || code == codeHasDepartments
}

// Emptying is a wait for departments to become empty: what is inside may be moving out in the same apply. Where the
// configuration does not say how long, it ends when nothing in the apply is at work any more.
type Emptying struct {
	c           *Configured
	limit       time.Duration
	patient     bool // for people and other programs, too
	known       int  // operations begun
	began, busy time.Time
}

// Emptying begins a wait, as long as the block timeouts says.
func (c *Configured) Emptying(ctx context.Context, block timeouts.Value, diags *diag.Diagnostics) *Emptying {
	limit, bad := block.Delete(ctx, emptyingTime)
	diags.Append(bad...)
	said, ok := block.Attributes()["delete"]
	_, known := c.Claims.Activity()
	e := &Emptying{c: c, limit: limit, patient: ok && !said.IsNull(), known: known}
	e.Again()
	return e
}

// Again begins the wait anew, after something was deleted.
func (e *Emptying) Again() { e.began, e.busy = time.Now(), time.Now() }

// Left is what is left of the wait.
func (e *Emptying) Left() time.Duration { return e.limit - time.Since(e.began) }

// Over is told what WeCom answered at this look, and says how long was waited when the wait is over; "" before. Who
// asks must rest; see Claims.Rest.
func (e *Emptying) Over(refused ...error) (waited string) {
	if atWork, begun := e.c.Claims.Activity(); atWork > 0 || begun != e.known {
		e.known, e.busy = begun, time.Now()
	}
	polls := quietPolls
	for _, err := range refused {
		if Code(err) == codeHasMembers {
			polls = peoplePolls
		}
	}
	switch {
	case !e.patient && time.Since(e.busy) >= time.Duration(polls)*e.c.Poll:
		return "while nothing in this apply moves out of it,"
	case e.Left() <= 0:
		return fmt.Sprintf("after waiting %s", e.limit)
	}
	return ""
}
