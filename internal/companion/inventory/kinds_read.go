// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/department"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// departments reads the tree with one call (doc 90208).
func (r *reader) departments(ctx context.Context) (part, error) {
	all, err := r.client.Departments.List(ctx, nil)
	if err != nil {
		return part{}, err
	}
	var p part
	paths := department.Paths(all)
	idsOnly, root := false, false
	for i := range all {
		d := &all[i]
		idsOnly = idsOnly || d.IDsOnly
		o := Object{Kind: Department, ID: strconv.FormatInt(d.ID, 10), Name: d.Name, Path: paths[d.ID], Value: d}
		root = root || o.Root()
		p.objects = append(p.objects, o)
	}
	if idsOnly {
		p.notes = append(p.notes, Note{Kind: Department, Reason: NamesUnreadable,
			Text: shared.IDsOnlyReason + ", so the names of departments are not known. " + shared.IDsOnlyRemedy})
	}
	if !root {
		p.notes = append(p.notes, Note{Kind: Department, Reason: PartlyVisible,
			Text: "The root department is not visible to the app behind `secret`, so departments outside its visible range (可见范围) are not seen. " +
				"To see all, make the whole corp visible to it (应用管理 → 应用 → 自建 → 可见范围)."})
	}
	r.report(Progress{Department, len(all), len(all)})
	return p, nil
}

// tagGroups reads the whole library with one call (doc 92117).
func (r *reader) tagGroups(ctx context.Context) (part, error) {
	all, err := r.client.CustomerTags.List(ctx)
	if err != nil {
		return part{}, err
	}
	p := part{notes: []Note{ownerUnknown(TagGroup, "tag groups")}}
	for i := range all {
		g := &all[i]
		p.objects = append(p.objects, Object{Kind: TagGroup, ID: g.ID, Name: g.Name, CreatedAt: unix(g.CreateTime), Value: g})
	}
	byCreation(p.objects)
	r.report(Progress{TagGroup, len(all), len(all)})
	return p, nil
}

func (r *reader) contactWays(ctx context.Context) (part, error) {
	ids, err := r.client.ContactWays.List(ctx, client.ContactWayWindow{})
	if err != nil {
		return part{}, err
	}
	always := Note{Kind: ContactWay, Reason: NotListed,
		Text: "WeCom lists neither temporary contact ways nor those made before 2021-07-10: they are not seen, but one whose config_id you know can be " +
			"imported by it. Whether those of other apps are listed is not documented; they can be read, and changes of them may be refused."}
	return r.contents(ContactWay, ids, always, func() (part, error) {
		return each(ctx, r, ContactWay, ids, r.client.ContactWays.Get, func(w *client.ContactWay) Object {
			return Object{Kind: ContactWay, ID: w.ID, Name: cmp.Or(w.Remark, w.State), Value: w}
		})
	})
}

func (r *reader) links(ctx context.Context) (part, error) {
	ids, err := r.client.AcquisitionLinks.List(ctx)
	if err != nil {
		return part{}, err
	}
	always := Note{Kind: AcquisitionLink, Reason: NotListed,
		Text: "WeCom shows an app only the links that it made itself: links of other apps and of the console are not seen, and cannot be imported. " +
			"Whether it lists a link none of whose members can add customers is not documented."}
	return r.contents(AcquisitionLink, ids, always, func() (part, error) {
		p, err := each(ctx, r, AcquisitionLink, ids, r.client.AcquisitionLinks.Get, func(l *client.AcquisitionLink) Object {
			return Object{Kind: AcquisitionLink, ID: l.ID, Name: l.Name, CreatedAt: unix(l.CreateTime), Value: l}
		})
		return p, err
	})
}

// contents adds the content to ids where it is wanted.
func (r *reader) contents(kind Kind, ids []string, always Note, read func() (part, error)) (part, error) {
	var p part
	if r.content {
		var err error
		if p, err = read(); err != nil {
			return part{}, err
		}
	} else {
		for _, id := range ids {
			p.objects = append(p.objects, Object{Kind: kind, ID: id})
		}
		r.report(Progress{kind, len(ids), len(ids)})
	}
	p.notes = append([]Note{always}, p.notes...)
	return p, nil
}

func (r *reader) rules(ctx context.Context) (part, error) {
	all, err := r.client.InterceptRules.List(ctx)
	if err != nil {
		return part{}, err
	}
	ids := make([]string, 0, len(all))
	listed := make(map[string]client.InterceptRuleSummary, len(all))
	for _, s := range all {
		ids = append(ids, s.ID)
		listed[s.ID] = s
	}
	p, err := r.contents(InterceptRule, ids, ownerUnknown(InterceptRule, "rules"), func() (part, error) {
		return each(ctx, r, InterceptRule, ids, r.client.InterceptRules.Get, func(rule *client.InterceptRule) Object {
			return Object{Kind: InterceptRule, ID: rule.ID, Name: rule.Name, Value: rule}
		})
	})
	for i := range p.objects {
		s := listed[p.objects[i].ID]
		p.objects[i].Name = cmp.Or(p.objects[i].Name, s.Name)
		p.objects[i].CreatedAt = unix(s.CreateTime)
	}
	byCreation(p.objects)
	return p, err
}

func ownerUnknown(kind Kind, these string) Note {
	return Note{Kind: kind, Reason: OwnerUnknown,
		Text: fmt.Sprintf("WeCom shows the %s of the whole corp and does not say who made them. The app behind `secret` can change and delete those that it "+
			"made itself; those of other apps and of the console can be imported and read, and every change of them is refused.", these)}
}

// byCreation sorts objects by creation time and id.
func byCreation(objects []Object) {
	slices.SortStableFunc(objects, func(a, b Object) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
}

func unix(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}
