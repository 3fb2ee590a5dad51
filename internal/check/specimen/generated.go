// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
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
// seed and n. Which, the specimens say.
func Generated(seed uint64, n int) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		g := &Generator{Rand: rand.New(rand.NewPCG(seed, uint64(n))), corp: c, depth: map[int64]int{emulator.RootID: 1}, used: map[string]bool{}} //nolint:gosec // repeatable on purpose
		g.members()
		left := n
		kinds := slices.DeleteFunc(All(), func(s *Specimen) bool { return s.Odd.Make == nil })
		for k, s := range kinds {
			count := n * s.Odd.Percent / 100
			if k == len(kinds)-1 {
				count = min(left, s.Odd.Most)
			}
			left -= count
			for i := range count {
				s.Odd.Make(g, i)
			}
		}
	}
}

// Generator makes objects with odd names; a specimen says how.
type Generator struct {
	*rand.Rand
	corp  *emulator.Corp
	depth map[int64]int
	ids   []int64
	users []string
	used  map[string]bool // names in a scope
}

func (g *Generator) members() {
	for i := range 12 {
		id := fmt.Sprintf("Member.%d@x", i)
		g.users = append(g.users, id)
		g.corp.Members = append(g.corp.Members, emulator.Member{UserID: id, Name: fmt.Sprintf("成员%d", i), CustomerContact: true, RealNameVerified: true})
	}
}

// name picks a name of up to most characters, none of forbidden, that scope does not have yet.
func (g *Generator) name(scope string, most int, forbidden string) string {
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

func (g *Generator) numbered(scope string, most int) string {
	for i := 0; ; i++ {
		name := fmt.Sprintf("序%d", i)
		if !g.used[scope+name] && len(name) <= most+2 {
			g.used[scope+name] = true
			return name
		}
	}
}

func (g *Generator) owner() string {
	return []string{acctest.AppName, acctest.AppName, acctest.AppName, acctest.OtherName, ""}[g.IntN(5)]
}

// people picks members and departments, at least one of them.
func (g *Generator) people() (users []string, departments []int64) {
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
