// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

func (st *store) linkGates() memberGates {
	if st.sw.LinkVisibleOnly {
		return noGates
	}
	return allGates
}

func (st *store) linkName(name string) error {
	switch {
	case name == "":
		return st.emptyParameter("link_name")
	case st.length(name) > maxLinkChars:
		return core.TooLong("link_name", maxLinkChars)
	}
	return nil
}

// setRange replaces the range as a whole, without looking at the members.
func (st *store) setRange(l *AcquisitionLink, in *wireRange) error {
	if in == nil || len(in.UserList)+len(in.DepartmentList) == 0 {
		return st.emptyParameter("range")
	}
	if len(in.UserList) > maxLinkMembers && !st.sw.LinkOversizeAccepted {
		return tooManyNodes("range.user_list", maxLinkMembers)
	}
	l.Users, l.Departments = in.UserList, core.Distinct(in.DepartmentList)
	return nil
}

func tooManyNodes(name string, limit int) error {
	return core.FailText(40058, "field `%s` expect array size in [0, %d]. invalid Request Parameter", name, limit)
}

func (st *store) setPriority(l *AcquisitionLink, in *wirePriority) error {
	switch {
	case st.closed.LinkPriority:
		return core.Fail(41200)
	case in.Type == nil:
		return st.emptyParameter("priority_option.priority_type")
	case *in.Type != PriorityCorp && *in.Type != PriorityDesignated:
		return core.BadParameter("priority_option.priority_type")
	}
	l.PriorityType, l.PriorityUsers = *in.Type, nil
	if *in.Type == PriorityCorp {
		return nil // a list beside type 1 means nothing
	}
	switch {
	case len(in.Users) == 0:
		return st.emptyParameter("priority_option.priority_userid_list")
	case len(in.Users) > maxPriorityUsers:
		return tooManyNodes("priority_option.priority_userid_list", maxPriorityUsers)
	}
	l.PriorityUsers = in.Users
	return nil
}

// checkLinkNodes checks what a call names and then what the whole range covers.
func (st *store) checkLinkNodes(l *AcquisitionLink, app *App, nodes, priority bool) error {
	var users []string
	var departments []int64
	if nodes {
		users, departments = l.Users, l.Departments
	}
	if priority {
		users = slices.Concat(users, l.PriorityUsers)
	}
	if err := st.checkNodes(app, users, departments, st.linkGates()); err != nil {
		return err
	}
	l.Users, l.PriorityUsers = st.canonical(l.Users), st.canonical(l.PriorityUsers)
	if nodes && !st.sw.LinkOversizeAccepted && st.covered(l.Users, l.Departments) > maxLinkMembers {
		return tooManyNodes("range", maxLinkMembers)
	}
	return nil
}

func (st *store) createLink(in *wireCreateLink, app *App) (*AcquisitionLink, error) {
	if in.Name == nil {
		return nil, st.missingName("link_name")
	}
	l := &AcquisitionLink{
		Name: *in.Name, SkipVerify: orTrue(in.SkipVerify), MarkSource: orTrue(in.MarkSource), CreateTime: st.Now().Unix(), Owner: app.Name,
	}
	if err := st.linkName(l.Name); err != nil {
		return nil, err
	}
	if err := st.setRange(l, in.Range); err != nil {
		return nil, err
	}
	if in.Priority != nil {
		if err := st.setPriority(l, in.Priority); err != nil {
			return nil, err
		}
	}
	if err := st.checkLinkNodes(l, app, true, true); err != nil {
		return nil, err
	}
	if st.sw.LinkNeedsBalance && st.balance() == 0 {
		return nil, core.Fail(41095)
	}
	return st.links.Add(*l)
}

func (st *store) updateLink(in *wireUpdateLink, app *App) error {
	old, err := st.links.Own(in.ID, app)
	if err != nil {
		return err
	}
	l := core.Copy(*old)
	if st.sw.LinkOmitted != OmittedKept {
		l.SkipVerify, l.MarkSource = true, true
	}
	if st.sw.LinkOmitted == OmittedCleared {
		l.PriorityType, l.PriorityUsers = 0, nil
	}
	if in.Name != nil {
		if err := st.linkName(*in.Name); err != nil {
			return err
		}
		l.Name = *in.Name
	}
	if in.Range != nil {
		if err := st.setRange(&l, in.Range); err != nil {
			return err
		}
	}
	core.Lay(&l.SkipVerify, in.SkipVerify)
	core.Lay(&l.MarkSource, in.MarkSource)
	if err := st.updatePriority(&l, old, in.Priority); err != nil {
		return err
	}
	if err := st.checkLinkNodes(&l, app, in.Range != nil, in.Priority != nil); err != nil {
		return err
	}
	return st.links.Replace(old, l)
}

// updatePriority replaces priority_option as a whole. There is no documented way to remove it (Unknown 3).
func (st *store) updatePriority(l, old *AcquisitionLink, in *wirePriority) error {
	if in == nil {
		return nil
	}
	if none := in.Type == nil && len(in.Users) == 0 || in.Type != nil && *in.Type == 0; none {
		switch st.sw.LinkPriorityRemoval {
		case PriorityRemovalIgnored:
			l.PriorityType, l.PriorityUsers = old.PriorityType, slices.Clone(old.PriorityUsers)
			return nil
		case PriorityRemoved:
			l.PriorityType, l.PriorityUsers = 0, nil
			return nil
		}
	}
	return st.setPriority(l, in)
}

// checkLink is what every stored link obeys. Members and departments may be gone.
func (st *store) checkLink(l *AcquisitionLink) error {
	if strings.ContainsAny(l.ID, "/?#&% ") {
		return core.BadParameter("link_id")
	}
	if l.CreateTime == 0 {
		l.CreateTime = st.Now().Unix()
	}
	if err := st.linkName(l.Name); err != nil {
		return err
	}
	if len(l.Users)+len(l.Departments) == 0 {
		return st.emptyParameter("range")
	}
	valid := l.PriorityType == 0 || l.PriorityType == PriorityCorp
	if valid && len(l.PriorityUsers) > 0 || !valid && l.PriorityType != PriorityDesignated || l.PriorityType == PriorityDesignated && len(l.PriorityUsers) == 0 {
		return core.BadParameter("priority_option")
	}
	return nil
}
