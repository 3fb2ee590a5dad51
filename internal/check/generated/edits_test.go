// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

var (
	departmentNames = []string{"研发", "后端", "前端", "市场", "销售", "财务", "HR", "法务"}
	groupNames      = []string{"等级", "来源", "行业", "地区", "意向"}
	tagNames        = []string{"金", "银", "铜", "A", "B", "C", "重要", "一般"}
	ruleNames       = []string{"涉密", "辱骂", "飞单", "红包"}
	users           = []string{"zhangsan", "lisi", "wangwu", "zhaoliu", "sunqi"}
	words           = []string{"机密", "绝密", "内部", "返点", "回扣"}
	semantics       = []string{"phone_number", "email", "red_packet"}
)

// edit changes the world with the drawn choices. An edit that does not fit the world changes nothing; one that leads to
// an impossible world is undone.
type edit func(w *world, r *rand.Rand)

func pick[T any](r *rand.Rand, from []T) (out T) {
	if len(from) > 0 {
		out = from[r.IntN(len(from))]
	}
	return out
}

func some[T any](r *rand.Rand, from []T, least int) []T {
	out := slices.Clone(from)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	n := least + r.IntN(len(out)-least+1)
	return out[:n]
}

// either is nil or a drawn value.
func either[T any](r *rand.Rand, from ...T) *T {
	if r.IntN(3) == 0 {
		return nil
	}
	v := pick(r, from)
	return &v
}

func (w *world) drawTarget(r *rand.Rand) target {
	t := target{users: some(r, users, 0)}
	if len(t.users) > 3 {
		t.users = t.users[:3]
	}
	if names := keysOf(w.departments); len(names) > 0 && r.IntN(2) == 0 {
		t.departments = some(r, names, 1)
		if len(t.departments) > 2 {
			t.departments = t.departments[:2]
		}
	}
	if len(t.users)+len(t.departments) == 0 {
		t.users = []string{pick(r, users)}
	}
	return t
}

// edits are the kinds of edits by name. The names of some stand for several chances of being drawn.
var edits = map[string]edit{
	"add department": func(w *world, r *rand.Rand) {
		w.departments[w.address("d")] = &department{name: pick(r, departmentNames), parent: pick(r, append(keysOf(w.departments), "")), order: either[int64](r, 5, 10)}
	},
	"rename department": func(w *world, r *rand.Rand) {
		if d := w.departments[pick(r, keysOf(w.departments))]; d != nil {
			d.name = pick(r, departmentNames)
		}
	},
	"rotate department names": func(w *world, r *rand.Rand) { // a swap, a ring, or a ring through several parents
		if d := w.departments[pick(r, keysOf(w.departments))]; d != nil {
			var ring []*department
			for _, a := range keysOf(w.departments) {
				if w.departments[a].parent == d.parent {
					ring = append(ring, w.departments[a])
				}
			}
			r.Shuffle(len(ring), func(i, j int) { ring[i], ring[j] = ring[j], ring[i] })
			ring = ring[:min(len(ring), 2+r.IntN(3))]
			first := ring[0].name
			for i := range ring[:len(ring)-1] {
				ring[i].name = ring[i+1].name
			}
			ring[len(ring)-1].name = first
		}
	},
	"move department": func(w *world, r *rand.Rand) {
		if d := w.departments[pick(r, keysOf(w.departments))]; d != nil {
			d.parent = pick(r, append(keysOf(w.departments), ""))
		}
	},
	"turn a branch over": func(w *world, r *rand.Rand) { // a child takes its parent's place, the parent goes below
		d := w.departments[pick(r, keysOf(w.departments))]
		if d == nil || d.parent == "" {
			return
		}
		var a string
		for _, at := range keysOf(w.departments) {
			if w.departments[at] == d {
				a = at
			}
		}
		parent := w.departments[d.parent]
		d.parent, parent.parent = parent.parent, a
	},
	"chain departments": func(w *world, r *rand.Rand) {
		below := ""
		for _, a := range some(r, append(keysOf(w.departments), ""), 0) {
			if a == "" || w.under(below, a) {
				continue
			}
			w.departments[a].parent = below
			below = a
		}
	},
	"delete department": func(w *world, r *rand.Rand) { // its children move up, what names it forgets it
		a := pick(r, keysOf(w.departments))
		if d := w.departments[a]; d != nil && !d.protected {
			for _, c := range w.departments {
				if c.parent == a {
					c.parent = d.parent
				}
			}
			for _, t := range w.targets() {
				t.departments = slices.DeleteFunc(slices.Clone(t.departments), func(x string) bool { return x == a })
			}
			delete(w.departments, a)
		}
	},
	"department attributes": func(w *world, r *rand.Rand) {
		a := pick(r, keysOf(w.departments))
		if d := w.departments[a]; d != nil { // an English name stays when its line goes, so no two may ever want the same
			d.order, d.nameEN = either[int64](r, 5, 10, 15), either(r, "One "+a, "Two "+a)
		}
	},
	"add tag group": func(w *world, r *rand.Rand) {
		g := &group{name: pick(r, groupNames), tags: map[string]*tag{}, order: either[int64](r, 1, 2), open: r.IntN(4) == 0}
		for _, name := range some(r, tagNames, 1) {
			g.tags[name] = &tag{order: either[int64](r, 1, 2)}
		}
		w.groups[w.address("g")] = g
	},
	"rename tag group": func(w *world, r *rand.Rand) {
		if g := w.groups[pick(r, keysOf(w.groups))]; g != nil {
			g.name = pick(r, groupNames)
		}
	},
	"rotate group names": func(w *world, r *rand.Rand) {
		names := keysOf(w.groups)
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		for i := 0; i+1 < len(names); i++ {
			a, b := w.groups[names[i]], w.groups[names[i+1]]
			a.name, b.name = b.name, a.name
		}
	},
	"delete tag group": func(w *world, r *rand.Rand) {
		a := pick(r, keysOf(w.groups))
		if g := w.groups[a]; g != nil && !g.protected && !g.foreign {
			delete(w.groups, a)
		}
	},
	"group attributes": func(w *world, r *rand.Rand) {
		if g := w.groups[pick(r, keysOf(w.groups))]; g != nil {
			g.order = either[int64](r, 1, 2, 3)
		}
	},
	"flip exclusive": func(w *world, r *rand.Rand) {
		if g := w.groups[pick(r, keysOf(w.groups))]; g != nil && !g.foreign {
			g.open = !g.open
		}
	},
	"add tag": func(w *world, r *rand.Rand) {
		if g := w.groups[pick(r, keysOf(w.groups))]; g != nil {
			g.tags[pick(r, tagNames)] = &tag{order: either[int64](r, 1, 2), name: either(r, tagNames...)}
		}
	},
	"rename tag": func(w *world, r *rand.Rand) {
		if g := w.groups[pick(r, keysOf(w.groups))]; g != nil {
			name := pick(r, tagNames)
			g.tags[pick(r, keysOf(g.tags))].name = &name
		}
	},
	"rotate tag names": func(w *world, r *rand.Rand) {
		if g := w.groups[pick(r, keysOf(w.groups))]; g != nil {
			keys := some(r, keysOf(g.tags), 1)
			names := []string{}
			for _, key := range keys {
				names = append(names, g.tags[key].named(key))
			}
			for i, key := range keys {
				g.tags[key].name = &names[(i+1)%len(names)]
			}
		}
	},
	"change tag key": func(w *world, r *rand.Rand) { // the name stays, and so must the id
		if g := w.groups[pick(r, keysOf(w.groups))]; g != nil {
			key := pick(r, keysOf(g.tags))
			name := g.tags[key].named(key)
			other := fmt.Sprintf("k%d", r.IntN(5))
			if g.tags[other] == nil {
				g.tags[other] = &tag{name: &name, order: g.tags[key].order}
				delete(g.tags, key)
			}
		}
	},
	"delete tag": func(w *world, r *rand.Rand) {
		if g := w.groups[pick(r, keysOf(w.groups))]; g != nil {
			delete(g.tags, pick(r, keysOf(g.tags)))
		}
	},
	"tag orders": func(w *world, r *rand.Rand) {
		if g := w.groups[pick(r, keysOf(w.groups))]; g != nil {
			for _, key := range keysOf(g.tags) {
				g.tags[key].order = either[int64](r, 1, 2, 3)
			}
		}
	},
	"add contact way": func(w *world, r *rand.Rand) {
		v := &way{remark: either(r, "门店", "展会"), state: either(r, "a", "b"), multi: r.IntN(2) == 0, miniProgram: r.IntN(3) == 0, exclusive: either(r, true, false)}
		if v.target = w.drawTarget(r); !v.multi {
			v.target = target{users: []string{pick(r, users)}}
		}
		if !v.multi && r.IntN(3) == 0 {
			v.session = &session{expiresIn: either[int64](r, 3600, 7200), closing: either(r, "再见", "谢谢"), unionID: either(r, "o1", "o2")}
		}
		w.ways[w.address("w")] = v
	},
	"delete contact way": func(w *world, r *rand.Rand) {
		a := pick(r, keysOf(w.ways))
		if v := w.ways[a]; v != nil && !v.protected {
			delete(w.ways, a)
		}
	},
	"way attributes": func(w *world, r *rand.Rand) {
		if v := w.ways[pick(r, keysOf(w.ways))]; v != nil {
			switch r.IntN(6) {
			case 0:
				v.remark = either(r, "门店", "展会", "官网")
			case 1:
				v.state = either(r, "a", "b", "c")
			case 2:
				v.skipVerify = either(r, true, false)
			case 3:
				v.markSource = either(r, true, false)
			case 4:
				v.style = either[int64](r, 1, 2)
			case 5:
				if v.session != nil {
					v.session = &session{expiresIn: either[int64](r, 3600, 7200), closing: either(r, "再见", "谢谢"), unionID: v.session.unionID}
				}
			}
		}
	},
	"way members": func(w *world, r *rand.Rand) {
		if v := w.ways[pick(r, keysOf(w.ways))]; v != nil {
			if v.target = w.drawTarget(r); !v.multi {
				v.target = target{users: []string{pick(r, users)}}
			}
		}
	},
	"replace contact way": func(w *world, r *rand.Rand) { // the only edits that may cost a QR code
		if v := w.ways[pick(r, keysOf(w.ways))]; v != nil && !v.protected {
			switch r.IntN(4) {
			case 0:
				v.multi, v.session = !v.multi, nil
				v.target = target{users: []string{pick(r, users)}}
			case 1:
				v.miniProgram, v.style = !v.miniProgram, nil
			case 2:
				on := !deref(v.exclusive)
				v.exclusive = &on
			case 3:
				if v.session != nil {
					v.session = nil
				} else if !v.multi {
					v.session = &session{}
				}
			}
		}
	},
	"add link": func(w *world, r *rand.Rand) {
		v := &link{name: pick(r, groupNames), target: w.drawTarget(r), skipVerify: either(r, true, false), priority: pick(r, []string{"", "corp", "designated"})}
		v.preferred = some(r, users, 1)
		w.links[w.address("l")] = v
	},
	"delete link": func(w *world, r *rand.Rand) {
		a := pick(r, keysOf(w.links))
		if v := w.links[a]; v != nil && !v.protected {
			delete(w.links, a)
		}
	},
	"link attributes": func(w *world, r *rand.Rand) {
		if v := w.links[pick(r, keysOf(w.links))]; v != nil {
			switch r.IntN(5) {
			case 0:
				v.name = pick(r, groupNames) // links may share a name
			case 1:
				v.target = w.drawTarget(r)
			case 2:
				v.skipVerify = either(r, true, false)
			case 3:
				v.markSource = either(r, true, false)
			case 4:
				v.priority, v.preferred = pick(r, []string{"", "corp", "designated"}), some(r, users, 1)
			}
		}
	},
	"add rule": func(w *world, r *rand.Rand) {
		w.rules[w.address("r")] = &rule{name: pick(r, ruleNames), target: w.drawTarget(r), words: some(r, words, 1), semantics: some(r, semantics, 0), block: r.IntN(2) == 0}
	},
	"delete rule": func(w *world, r *rand.Rand) {
		a := pick(r, keysOf(w.rules))
		if v := w.rules[a]; v != nil && !v.protected {
			delete(w.rules, a)
		}
	},
	"rotate rule names": func(w *world, r *rand.Rand) {
		names := keysOf(w.rules)
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		for i := 0; i+1 < len(names); i++ {
			a, b := w.rules[names[i]], w.rules[names[i+1]]
			a.name, b.name = b.name, a.name
		}
	},
	"rule attributes": func(w *world, r *rand.Rand) {
		if v := w.rules[pick(r, keysOf(w.rules))]; v != nil {
			switch r.IntN(4) {
			case 0:
				v.name = pick(r, ruleNames)
			case 1:
				v.words = some(r, words, 1)
			case 2:
				v.semantics = some(r, semantics, 0)
			case 3:
				v.block = !v.block
			}
		}
	},
	"rule range": func(w *world, r *rand.Rand) {
		if v := w.rules[pick(r, keysOf(w.rules))]; v != nil {
			v.target = w.drawTarget(r)
		}
	},
	"flip protection": func(w *world, r *rand.Rand) {
		switch r.IntN(5) {
		case 0:
			if v := w.departments[pick(r, keysOf(w.departments))]; v != nil {
				v.protected = !v.protected
			}
		case 1:
			if v := w.groups[pick(r, keysOf(w.groups))]; v != nil {
				v.protected = !v.protected
			}
		case 2:
			if v := w.ways[pick(r, keysOf(w.ways))]; v != nil {
				v.protected = !v.protected
			}
		case 3:
			if v := w.links[pick(r, keysOf(w.links))]; v != nil {
				v.protected = !v.protected
			}
		case 4:
			if v := w.rules[pick(r, keysOf(w.rules))]; v != nil {
				v.protected = !v.protected
			}
		}
	},
}
