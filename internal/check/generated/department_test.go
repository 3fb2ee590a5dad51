// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

var departmentNoun = noun{
	kind:   "department",
	writes: []string{"department/create", "department/update", "department/delete"},
	life: life{"department", map[string]any{"name": "研发"}, []map[string]any{
		{"name": "平台"}, {"name_en": "Platform"}, {"order": 7}, {"parent_id": 900}, {"parent_id": nil, "name": "研发", "order": 8}, {"order": nil},
	}},
	config: func(w *world, add func(address, kind string, values map[string]any)) {
		for a, d := range w.departments {
			var parent any
			if d.parent != "" {
				parent = tfcore.Ref{Address: d.parent, Path: "id"}
			}
			add(a, "department", map[string]any{
				"name": d.name, "parent_id": parent, "name_en": optional(d.nameEN), "order": optional(d.order), "deletion_protection": flag(d.protected),
				"timeouts": map[string]any{"delete": "20ms"}, // what blocks a destroy here never leaves by itself
			})
		}
	},
	others: func(corp *emulator.Corp) {
		corp.Departments = append(corp.Departments, emulator.Department{ID: 900, Name: "别人的", ParentID: emulator.RootID, Order: 50})
	},
	objects: func(corp emulator.Corp, out map[string]string) {
		for _, d := range corp.Departments {
			out[strconv.FormatInt(d.ID, 10)] = fmt.Sprintf("%+v", d)
		}
	},
	attributes: func(c *comparison, corp emulator.Corp) {
		w := c.play.world
		sw := c.play.server.Switches()
		for _, got := range corp.Departments {
			for a, d := range w.departments {
				if c.id(a) != strconv.FormatInt(got.ID, 10) {
					continue
				}
				c.want(a, "name", d.name, got.Name)
				c.want(a, "parent_id", c.id(d.parent), got.ParentID)
				managed(c, a, "order", d.order, got.Order)
				if !sw.NameENIgnored {
					managed(c, a, "name_en", d.nameEN, got.NameEN)
				}
			}
		}
	},
	change: func(p *play, r *rand.Rand, _, id string) {
		console := p.server.Console()
		corp := p.server.Corp()
		n := number(id)
		switch r.IntN(4) {
		case 0, 1:
			_ = console.RenameDepartment(n, pick(r, departmentNames))
		case 2:
			_ = console.MoveDepartment(n, pick(r, corp.Departments).ID)
		case 3:
			_ = console.SetDepartmentOrder(n, r.Int64N(100))
		}
	},
	remove: func(p *play, _ *rand.Rand, id string) ([]string, error) {
		return []string{id}, p.server.Console().DeleteDepartment(number(id))
	},
}
