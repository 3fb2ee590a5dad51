// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"math/rand/v2"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

var acquisitionLinkNoun = noun{
	kind:   "acquisition_link",
	writes: []string{"customer_acquisition/create_link", "customer_acquisition/update_link", "customer_acquisition/delete_link"},
	life: life{"acquisition_link", map[string]any{"name": "投放", "user_ids": []string{"lisi"}}, []map[string]any{
		{"name": "门店"}, {"user_ids": []string{"lisi", "wangwu"}}, {"department_ids": []int64{900}}, {"skip_verify": false}, {"mark_source": false},
		{"priority": map[string]any{"scope": "designated", "user_ids": []string{"wangwu"}}}, {"priority": map[string]any{"scope": "corp"}}, {"priority": nil}, {"department_ids": nil},
	}},
	config: func(w *world, add func(address, kind string, values map[string]any)) {
		for a, v := range w.links {
			values := map[string]any{"name": v.name, "skip_verify": optional(v.skipVerify), "mark_source": optional(v.markSource), "deletion_protection": flag(v.protected)}
			if v.priority != "" {
				priority := map[string]any{"scope": v.priority}
				if v.priority == "designated" {
					priority["user_ids"] = v.preferred
				}
				values["priority"] = priority
			}
			v.render(values)
			add(a, "acquisition_link", values)
		}
	},
	others: func(corp *emulator.Corp) {
		corp.AcquisitionLinks = []emulator.AcquisitionLink{{ID: "caothers", Name: "别人的", Users: []string{"lisi"}, CreateTime: 1, Owner: acctest.OtherName}}
	},
	objects: func(corp emulator.Corp, out map[string]string) {
		for _, l := range corp.AcquisitionLinks {
			out[l.ID] = fmt.Sprintf("%+v", l)
		}
	},
	attributes: func(c *comparison, corp emulator.Corp) {
		w := c.play.world
		sw := c.play.server.Switches()
		for _, got := range corp.AcquisitionLinks {
			for a, v := range w.links {
				if c.id(a) != got.ID {
					continue
				}
				c.want(a, "name", v.name, got.Name)
				c.want(a, "skip_verify", v.skipVerify == nil || *v.skipVerify, got.SkipVerify)
				if !sw.LinkMarkSourceAbsent {
					managed(c, a, "mark_source", v.markSource, got.MarkSource)
				}
				scope, preferred := []string{"", "corp", "designated"}[got.PriorityType], []string(nil)
				if v.priority == "designated" {
					preferred = v.preferred
				}
				c.want(a, "priority.scope", v.priority, scope)
				c.want(a, "priority.user_ids", sorted(preferred), sorted(got.PriorityUsers))
				c.target(a, &v.target, got.Users, got.Departments)
			}
		}
	},
	change: func(p *play, r *rand.Rand, _, id string) {
		console := p.server.Console()
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
	},
	remove: func(p *play, _ *rand.Rand, id string) ([]string, error) {
		return []string{id}, p.server.Console().DeleteAcquisitionLink(id)
	},
}
