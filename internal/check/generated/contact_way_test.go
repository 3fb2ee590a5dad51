// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"math/rand/v2"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

var contactWayNoun = noun{
	kind:   "contact_way",
	writes: []string{"add_contact_way", "update_contact_way", "del_contact_way"},
	life: life{"contact_way", map[string]any{"type": "multi", "scene": "qr_code", "user_ids": []string{"lisi"}, "remark": "门店", "state": "a"}, []map[string]any{
		{"remark": "展会"}, {"state": "b"}, {"skip_verify": false}, {"user_ids": []string{"lisi", "wangwu"}}, {"department_ids": []int64{900}},
		{"mark_source": false}, {"remark": nil}, {"state": nil}, {"department_ids": nil}, {"is_exclusive": true},
	}},
	config: func(w *world, add func(address, kind string, values map[string]any)) {
		for a, v := range w.ways {
			values := map[string]any{
				"type": "single", "scene": "qr_code", "style": optional(v.style), "remark": optional(v.remark), "state": optional(v.state),
				"skip_verify": optional(v.skipVerify), "is_exclusive": optional(v.exclusive), "mark_source": optional(v.markSource),
				"deletion_protection": flag(v.protected),
			}
			if v.multi {
				values["type"] = "multi"
			}
			if v.miniProgram {
				values["scene"] = "mini_program"
			}
			if s := v.session; s != nil {
				var closing any
				if s.closing != nil {
					closing = map[string]any{"text": *s.closing}
				}
				values["temporary_session"] = map[string]any{"expires_in": optional(s.expiresIn), "union_id": optional(s.unionID), "closing_message": closing}
			}
			v.render(values)
			add(a, "contact_way", values)
		}
	},
	others: func(corp *emulator.Corp) {
		corp.ContactWays = []emulator.ContactWay{{ConfigID: "others", Type: 1, Scene: 2, Users: []string{"lisi"}, Remark: "别人的", CreateTime: 1, Owner: acctest.OtherName}}
	},
	objects: func(corp emulator.Corp, out map[string]string) {
		for _, w := range corp.ContactWays {
			out[w.ConfigID] = fmt.Sprintf("%+v", w)
		}
	},
	attributes: func(c *comparison, corp emulator.Corp) {
		w := c.play.world
		for _, got := range corp.ContactWays {
			for a, v := range w.ways {
				if c.id(a) == got.ConfigID {
					c.way(a, v, got)
				}
			}
		}
	},
	change: func(p *play, r *rand.Rand, _, id string) {
		console := p.server.Console()
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
	},
	remove: func(p *play, _ *rand.Rand, id string) ([]string, error) {
		return []string{id}, p.server.Console().DeleteContactWay(id)
	},
}

func (c *comparison) way(a string, v *way, got emulator.ContactWay) {
	c.want(a, "multi", v.multi, got.Type == 2)
	c.want(a, "mini_program", v.miniProgram, got.Scene == 1)
	managed(c, a, "style", v.style, got.Style)
	c.want(a, "remark", deref(v.remark), got.Remark)
	c.want(a, "state", deref(v.state), got.State)
	c.want(a, "skip_verify", v.skipVerify == nil || *v.skipVerify, got.SkipVerify)
	managed(c, a, "is_exclusive", v.exclusive, got.Exclusive)
	if !c.play.server.Switches().WayMarkSourceAbsent {
		managed(c, a, "mark_source", v.markSource, got.MarkSource)
	}
	c.want(a, "temporary", v.session != nil, got.Temporary)
	if s := v.session; s != nil && got.Temporary {
		expires := int64(604800)
		if s.expiresIn != nil {
			expires = *s.expiresIn
		}
		c.want(a, "expires_in", expires, got.ExpiresIn)
		c.want(a, "union_id", deref(s.unionID), got.UnionID)
		text := ""
		if got.Conclusions != nil && got.Conclusions.Text != "" {
			text = got.Conclusions.Text
		}
		c.want(a, "closing_message", deref(s.closing), text)
	}
	c.target(a, &v.target, got.Users, got.Departments)
}
