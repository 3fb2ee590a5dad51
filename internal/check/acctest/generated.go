// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// oddNames are names that WeCom takes and that some step of a naive export would trip over: templates, quotes,
// backslashes, keywords, emoji, blanks, other scripts, and characters that look like nothing.
var oddNames = []string{
	"🎉", "👨‍👩‍👧‍👦", "🇨🇳🇨🇳", "🚀 火箭", "${var.name}", "$${literal}", "%{ if true }是%{ endif }", "%%{x}", "$", "${", "%{", "#{x}", "# 注释", "// 注释",
	`说"你好"`, `"`, `'单引号'`, `C:\路径\n`, `\`, `\"`, `\u4f60`, "前 后", "前　后", "a/b", "/", "<b>&amp;</b>", "<<EOF", "/* */", "`反引号`", "a|b", "问?", "星*",
	"for", "null", "true", "if", "count", "each", "self", "2024", "2024年展会", "0", "1号店", "-", "_", "--", "__", "a-b_c", "Café", "Cafe\u0301", "Zürich", "ＶＩＰ客户",
	"قسم المبيعات", "Отдел", "部門（台北）", "𠮷野家", "前\u2028后", "\u200b", "\u200b\u200b", "客户\u00a0等级", "，。！", "①②③", "½", "ﬁn", "İstanbul",
	strings.Repeat("长", 30), strings.Repeat("A", 30), strings.Repeat("😀", 30), "e\u0301\u0323", "行", "航", "重庆", "长沙",
}

// likeNames have the same pinyin.
var likeNames = []string{"研发", "燕发", "盐发", "颜发", "研伐", "眼罚", "后端", "厚端", "猴端", "市场", "试场", "事常", "销售", "小手", "小瘦"}

var plainNames = []string{"产品", "设计", "运营", "客服", "财务", "人事", "华东", "华南", "上海", "北京", "门店", "直播", "渠道", "私域", "售后", "Sales", "R&D", "VIP"}

// Generated adds n objects of the app with odd names to a corp, some of other apps, and members: the same for the same
// seed and n. Half are departments.
func Generated(seed uint64, n int) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		g := &generator{Rand: rand.New(rand.NewPCG(seed, uint64(n))), corp: c, depth: map[int64]int{emulator.RootID: 1}, used: map[string]bool{}} //nolint:gosec // repeatable on purpose
		g.members()
		counts := [5]int{n / 2, n * 16 / 100, n / 5, n / 10, 0}
		counts[4] = min(n-counts[0]-counts[1]-counts[2]-counts[3], 90)
		for range counts[0] {
			g.department()
		}
		for i := range counts[1] {
			g.tagGroup(i)
		}
		for i := range counts[2] {
			g.contactWay(i)
		}
		for i := range counts[3] {
			g.link(i)
		}
		for i := range counts[4] {
			g.rule(i)
		}
	}
}

type generator struct {
	*rand.Rand
	corp  *emulator.Corp
	depth map[int64]int
	ids   []int64
	users []string
	used  map[string]bool // names in a scope
}

func (g *generator) members() {
	for i := range 12 {
		id := fmt.Sprintf("Member.%d@x", i)
		g.users = append(g.users, id)
		g.corp.Members = append(g.corp.Members, emulator.Member{UserID: id, Name: fmt.Sprintf("成员%d", i), CustomerContact: true, RealNameVerified: true})
	}
}

// name picks a name of up to most characters, none of forbidden, that scope does not have yet.
func (g *generator) name(scope string, most int, forbidden string) string {
	for {
		var name string
		switch g.IntN(5) {
		case 0, 1:
			name = oddNames[g.IntN(len(oddNames))]
		case 2:
			name = likeNames[g.IntN(len(likeNames))]
		default:
			name = plainNames[g.IntN(len(plainNames))] + plainNames[g.IntN(len(plainNames))]
		}
		if g.used[scope+name] && g.IntN(4) == 0 {
			name += fmt.Sprint(g.IntN(1000))
		}
		if utf8.RuneCountInString(name) <= most && !strings.ContainsAny(name, forbidden) && !g.used[scope+name] {
			g.used[scope+name] = true
			return name
		}
		if g.IntN(50) == 0 { // the pool of this scope may be used up
			return g.numbered(scope, most)
		}
	}
}

func (g *generator) numbered(scope string, most int) string {
	for i := 0; ; i++ {
		name := fmt.Sprintf("序%d", i)
		if !g.used[scope+name] && len(name) <= most+2 {
			g.used[scope+name] = true
			return name
		}
	}
}

func (g *generator) department() {
	const forbidden = "\\:*?\"<>|｜"
	parent := emulator.RootID
	if len(g.ids) > 0 && g.IntN(4) > 0 {
		if p := g.ids[g.IntN(len(g.ids))]; g.depth[p] < 14 {
			parent = p
		}
	}
	id := int64(2 + len(g.ids))
	if g.IntN(20) == 0 {
		id = 1_000_000 - int64(len(g.ids)) // chosen by a caller
	}
	d := emulator.Department{ID: id, ParentID: parent, Name: g.name(fmt.Sprint("department", parent), 64, forbidden), Order: int64(g.IntN(1000))}
	if g.IntN(4) == 0 {
		d.NameEN = fmt.Sprintf("Team %d", id)
	}
	g.ids, g.depth[id] = append(g.ids, id), g.depth[parent]+1
	g.corp.Departments = append(g.corp.Departments, d)
}

func (g *generator) owner() string {
	return []string{AppName, AppName, AppName, OtherName, ""}[g.IntN(5)]
}

func (g *generator) tagGroup(i int) {
	group := emulator.TagGroup{
		ID: fmt.Sprintf("et%dGroup_%04d", g.IntN(1000), i), Name: g.name("group", 30, ""), Order: int64(g.IntN(50)),
		CreateTime: 1_700_000_000 + int64(g.IntN(100)), Owner: g.owner(),
	}
	for t := range 1 + g.IntN(5) {
		group.Tags = append(group.Tags, emulator.Tag{
			ID: fmt.Sprintf("%s-%d", group.ID, t), Name: g.name(group.ID, 30, ""), Order: int64(g.IntN(5)), CreateTime: group.CreateTime, Owner: group.Owner,
		})
	}
	g.corp.TagGroups = append(g.corp.TagGroups, group)
}

// people picks members and departments, at least one of them.
func (g *generator) people() (users []string, departments []int64) {
	first := g.IntN(len(g.users))
	users = append(users, g.users[first:min(first+g.IntN(7), len(g.users))]...)
	for range g.IntN(3) {
		if id := g.ids[g.IntN(len(g.ids))]; len(departments) == 0 || departments[0] != id {
			departments = append(departments, id)
		}
	}
	if len(users)+len(departments) == 0 {
		users = g.users[:1]
	}
	return users, departments
}

func (g *generator) contactWay(i int) {
	w := emulator.ContactWay{
		ConfigID: fmt.Sprintf("%08x%04x", g.Uint32(), i), Type: emulator.WayMulti, Scene: emulator.SceneQRCode,
		SkipVerify: g.IntN(2) == 0, MarkSource: g.IntN(2) == 0, Exclusive: g.IntN(4) == 0, CreateTime: 1_700_000_000 + int64(i), Owner: AppName,
	}
	w.Users, w.Departments = g.people()
	if g.IntN(2) == 0 {
		w.Type, w.Users, w.Departments = emulator.WaySingle, g.users[:1], nil
	}
	if g.IntN(3) == 0 {
		w.Scene, w.Style = emulator.SceneMiniProgram, int64(1+g.IntN(2))
	}
	if g.IntN(4) > 0 {
		w.Remark = g.name("way"+fmt.Sprint(i), 30, "")
	}
	if g.IntN(2) == 0 {
		w.State = g.name("state"+fmt.Sprint(i), 30, "")
	}
	g.corp.ContactWays = append(g.corp.ContactWays, w)
}

func (g *generator) link(i int) {
	l := emulator.AcquisitionLink{
		ID: fmt.Sprintf("ca%08x%04x", g.Uint32(), i), Name: g.name("link"+fmt.Sprint(i%7), 30, ""), SkipVerify: g.IntN(2) == 0, MarkSource: g.IntN(2) == 0,
		CreateTime: 1_700_000_000 + int64(g.IntN(1000)), Owner: AppName, PriorityType: int64(g.IntN(3)),
	}
	l.Users, l.Departments = g.people()
	if l.PriorityType == emulator.PriorityDesignated {
		l.PriorityUsers = g.users[:2]
	}
	g.corp.AcquisitionLinks = append(g.corp.AcquisitionLinks, l)
}

func (g *generator) rule(i int) {
	r := emulator.InterceptRule{
		ID: fmt.Sprint(1000 + i), Name: g.name("rule", 20, ""), Type: int64(1 + g.IntN(2)), CreateTime: 1_700_000_000 + int64(g.IntN(1000)), Owner: g.owner(),
	}
	for range 1 + g.IntN(8) {
		r.Words = append(r.Words, g.name("word"+r.ID, 30, ""))
	}
	for n := int64(1); n <= 3; n++ {
		if g.IntN(3) == 0 {
			r.Semantics = append(r.Semantics, n)
		}
	}
	r.Users, r.Departments = g.people()
	g.corp.InterceptRules = append(g.corp.InterceptRules, r)
}
