// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"math/rand/v2"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// owned are the ids of one kind that the state holds, by address.
func (p *play) owned(kind string) (out []string) {
	for _, a := range keysOf(p.state) {
		if p.state[a].Type == "wecom_"+kind {
			out = append(out, a)
		}
	}
	return out
}

// consoleEdit is an edit by an administrator, or by another caller of the API with the same app. What WeCom refuses
// just does not happen.
func (p *play) consoleEdit(r *rand.Rand) {
	console := p.server.Console()
	corp := p.server.Corp()
	kind := pick(r, []string{"department", "tag_group", "contact_way", "acquisition_link", "intercept_rule"})
	a := pick(r, p.owned(kind))
	id := p.state.Text(a, "id")
	if a == "" {
		return
	}
	p.dirty = true
	switch kind {
	case "department":
		n := number(id)
		switch r.IntN(4) {
		case 0, 1:
			_ = console.RenameDepartment(n, pick(r, departmentNames))
		case 2:
			_ = console.MoveDepartment(n, pick(r, corp.Departments).ID)
		case 3:
			_ = console.SetDepartmentOrder(n, r.Int64N(100))
		}
	case "tag_group":
		g := groupByID(corp, id)
		if g == nil {
			return
		}
		t := pick(r, living(*g))
		switch r.IntN(5) {
		case 0:
			_ = console.RenameTagGroup(id, pick(r, groupNames))
		case 1:
			_ = console.RenameTag(t.ID, pick(r, tagNames))
		case 2:
			_ = console.ReorderTag(t.ID, r.Int64N(5))
		case 3:
			_ = console.ReorderTagGroup(id, r.Int64N(5))
		case 4:
			// Only a group that stays open bears a tag this app cannot delete.
			wanted, applied := p.world.groups[a], p.applied.groups[a]
			if wanted == nil || applied == nil || !wanted.open || !applied.open {
				return
			}
			if _, err := console.AddTag(id, pick(r, []string{"外1", "外2"})); err == nil {
				wanted.foreign = true
			}
		}
	case "contact_way":
		_ = console.UpdateContactWay(id, func(w *emulator.ContactWay) {
			switch r.IntN(4) {
			case 0:
				w.Remark = pick(r, []string{"", "改", "门店"})
			case 1:
				w.State = pick(r, []string{"", "x", "a"})
			case 2:
				w.SkipVerify = !w.SkipVerify
			case 3:
				w.Users = []string{pick(r, users)}
			}
		})
	case "acquisition_link":
		_ = console.UpdateAcquisitionLink(id, func(l *emulator.AcquisitionLink) {
			switch r.IntN(4) {
			case 0:
				l.Name = pick(r, groupNames)
			case 1:
				l.Users, l.Departments = []string{pick(r, users)}, nil
			case 2:
				l.SkipVerify = !l.SkipVerify
			case 3:
				l.PriorityType, l.PriorityUsers = pick(r, []int64{0, emulator.PriorityCorp}), nil
			}
		})
	case "intercept_rule":
		_ = console.UpdateInterceptRule(id, func(v *emulator.InterceptRule) {
			switch r.IntN(5) {
			case 0:
				v.Name = pick(r, ruleNames)
			case 1:
				v.Words = some(r, words, 1)
			case 2:
				v.Type = 3 - v.Type
			case 3:
				v.Semantics = pick(r, [][]int64{nil, {1}, {2, 3}})
			case 4:
				v.Users, v.Departments = some(r, users, 1), nil
			}
		})
	}
}

// outsideDelete deletes one managed object, or one tag, without Terraform.
func (p *play) outsideDelete(r *rand.Rand) {
	console := p.server.Console()
	kind := pick(r, []string{"department", "tag_group", "tag", "contact_way", "acquisition_link", "intercept_rule"})
	of := kind
	if kind == "tag" {
		of = "tag_group"
	}
	id := p.state.Text(pick(r, p.owned(of)), "id")
	if id == "" {
		return
	}
	var err error
	gone := []string{id}
	switch kind {
	case "department":
		err = console.DeleteDepartment(number(id))
	case "tag_group":
		if g := groupByID(p.server.Corp(), id); g != nil {
			for _, t := range living(*g) {
				gone = append(gone, t.ID)
			}
		}
		err = console.DeleteTagGroup(id)
	case "tag":
		g := groupByID(p.server.Corp(), id)
		if g == nil || len(living(*g)) < 2 {
			return
		}
		gone = []string{pick(r, living(*g)).ID}
		err = console.DeleteTag(gone[0])
	case "contact_way":
		err = console.DeleteContactWay(id)
	case "acquisition_link":
		err = console.DeleteAcquisitionLink(id)
	case "intercept_rule":
		err = console.DeleteInterceptRule(id)
	}
	if err == nil {
		p.dirty = true
		for _, id := range gone {
			p.deleted[id] = true
		}
	}
}

// seed is the corp that a sequence starts from, with objects of others that no apply may touch.
func seed() emulator.Corp {
	corp := acctest.Seed()
	for _, id := range users[2:] {
		corp.Members = append(corp.Members, emulator.Member{UserID: id, Name: id, CustomerContact: true, RealNameVerified: true})
	}
	corp.Departments = append(corp.Departments, emulator.Department{ID: 900, Name: "别人的", ParentID: emulator.RootID, Order: 50})
	corp.TagGroups = []emulator.TagGroup{{ID: "etothers", Name: "别人的", CreateTime: 1, Tags: []emulator.Tag{{ID: "etothers1", Name: "金", CreateTime: 1}}}}
	corp.ContactWays = []emulator.ContactWay{{ConfigID: "others", Type: 1, Scene: 2, Users: []string{"lisi"}, Remark: "别人的", CreateTime: 1, Owner: acctest.OtherName}}
	corp.AcquisitionLinks = []emulator.AcquisitionLink{{ID: "caothers", Name: "别人的", Users: []string{"lisi"}, CreateTime: 1, Owner: acctest.OtherName}}
	corp.InterceptRules = []emulator.InterceptRule{{ID: "9001", Name: "别人的", Words: []string{"机密"}, Type: 1, Users: []string{"lisi"}, CreateTime: 1}}
	return corp
}
