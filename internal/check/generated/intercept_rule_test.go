// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"math/rand/v2"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

var interceptRuleNoun = noun{
	kind:   "intercept_rule",
	writes: []string{"add_intercept_rule", "update_intercept_rule", "del_intercept_rule"},
	life: life{"intercept_rule", map[string]any{"name": "涉密", "words": []string{"机密"}, "action": "warn", "user_ids": []string{"lisi"}}, []map[string]any{
		{"name": "保密"}, {"words": []string{"机密", "绝密"}}, {"words": []string{"绝密"}}, {"semantics": []string{"email"}}, {"semantics": nil}, {"action": "block"},
		{"user_ids": []string{"wangwu"}}, {"user_ids": many(1050)}, {"user_ids": []string{"u0001", "u1040"}, "department_ids": []int64{900}}, {"user_ids": nil},
	}},
	config: func(w *world, add func(address, kind string, values map[string]any)) {
		for a, v := range w.rules {
			values := map[string]any{"name": v.name, "words": v.words, "action": "warn", "deletion_protection": flag(v.protected)}
			if v.block {
				values["action"] = "block"
			}
			if len(v.semantics) > 0 {
				values["semantics"] = v.semantics
			}
			v.render(values)
			add(a, "intercept_rule", values)
		}
	},
	others: func(corp *emulator.Corp) {
		corp.InterceptRules = []emulator.InterceptRule{{ID: "9001", Name: "别人的", Words: []string{"机密"}, Type: 1, Users: []string{"lisi"}, CreateTime: 1}}
	},
	objects: func(corp emulator.Corp, out map[string]string) {
		for _, r := range corp.InterceptRules {
			out[r.ID] = fmt.Sprintf("%+v", r)
		}
	},
	attributes: func(c *comparison, corp emulator.Corp) {
		w := c.play.world
		for _, got := range corp.InterceptRules {
			for a, v := range w.rules {
				if c.id(a) != got.ID {
					continue
				}
				c.want(a, "name", v.name, got.Name)
				c.want(a, "words", sorted(v.words), sorted(got.Words))
				var kinds []string
				for _, s := range got.Semantics {
					kinds = append(kinds, semantics[s-1])
				}
				c.want(a, "semantics", sorted(v.semantics), sorted(kinds))
				c.want(a, "block", v.block, got.Type == 1)
				c.target(a, &v.target, got.Users, got.Departments)
			}
		}
	},
	change: func(p *play, r *rand.Rand, _, id string) {
		console := p.server.Console()
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
	},
	remove: func(p *play, _ *rand.Rand, id string) ([]string, error) {
		return []string{id}, p.server.Console().DeleteInterceptRule(id)
	},
}
