// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// KfGroup is a group of the knowledge base (知识库分组, page 95971). The default one, which the system makes, is not among
// those of a corp.
type KfGroup struct {
	ID   string `json:"group_id"`
	Name string `json:"name" form:"分组名称|Name"`
}

// KfIntent is a question with its answer (page 95972).
type KfIntent struct {
	ID          string         `json:"intent_id"`
	Group       string         `json:"group_id"`
	Question    string         `json:"question" form:"问题|Question"`
	Similar     []string       `json:"similar_questions,omitempty" form:"相似问题|Similar questions" input:"words"`
	Answer      string         `json:"answer" form:"回复|Answer"`
	Attachments []KfAttachment `json:"attachments,omitempty"`
}

// KfAttachment is something that an answer carries.
type KfAttachment struct {
	Type string `json:"msgtype"` // image, video, link or miniprogram
	// Content stands for the content of an image, a video or a cover.
	Content string `json:"content,omitempty"`
	Title   string `json:"title,omitempty"`
	URL     string `json:"url,omitempty"`
	Desc    string `json:"desc,omitempty"`
	Picture string `json:"pic_url,omitempty"`
	AppID   string `json:"appid,omitempty"`
	Page    string `json:"pagepath,omitempty"`
}

const (
	familyKfKnowledge = "kf_knowledge"

	maxKfGroups      = 100
	maxKfGroupName   = 12
	maxKfIntents     = 200 // of one group
	maxKfQuestion    = 200
	maxKfSimilar     = 100
	maxKfAnswer      = 500
	maxKfAttachments = 4
	maxKfMiniTitle   = 64 // bytes
)

func kfKnowledgeRoutes() []core.Route {
	row := func(name string, page int, write bool, handle core.Handler, empty ...string) core.Route {
		r := kfRow("knowledge/"+name, page, write, handle, empty...)
		r.Family = familyKfKnowledge
		return r
	}
	return []core.Route{
		row("add_group", 95971, true, post(addKfGroup)),
		row("mod_group", 95971, true, post(updateKfGroup)),
		row("del_group", 95971, true, post(deleteKfGroup)),
		row("list_group", 95971, false, post(listKfGroups), "group_list"),
		row("add_intent", 95972, true, post(addKfIntent)),
		row("mod_intent", 95972, true, post(updateKfIntent)),
		row("del_intent", 95972, true, post(deleteKfIntent)),
		row("list_intent", 95972, false, post(listKfIntents), "intent_list"),
	}
}

// kfTaken is the answer for a name or question that another one has; no page names the code.
func (st *store) kfTaken(what string) error {
	if st.sw.KfTaken40071 {
		return core.FailText(40071, "%s existed", what)
	}
	return core.FailText(40058, "%s existed. invalid Request Parameter", what)
}

func newKfGroups(st *store) *core.Collection[string, KfGroup] {
	return core.NewCollection(&st.Store, core.Rules[string, KfGroup]{
		Created: func(*KfGroup) int64 { return 0 },
		Noun:    "knowledge group", Key: func(g *KfGroup) *string { return &g.ID }, Check: checkKfGroup,
		Fresh: func(taken func(string) bool) string { return st.NewID("kg", 24, taken) },
		Clash: func(g, other *KfGroup) error {
			if g.Name == other.Name || g.Name == st.kfDefault().Name {
				return st.kfTaken("group name")
			}
			return nil
		},
		Most: func() int { return core.OrDefault(st.limits.KfGroups, maxKfGroups) - 1 }, Full: 40058, // the default one counts
		None:    func(string, bool) error { return core.BadParameter("group_id") },
		Taken:   func() error { return core.BadParameter("group_id") },
		Missing: func() error { return st.emptyParameter("group_id") },
		Foreign: func(*KfGroup, *App) error { return nil },
	})
}

func checkKfGroup(g *KfGroup) error {
	switch n := core.Chars(g.Name); {
	case n == 0:
		return core.TooShort("name", 1)
	case n > maxKfGroupName:
		return core.TooLong("name", maxKfGroupName)
	}
	return nil
}

// kfDefault is the group that the system made; it can be neither changed nor deleted.
func (st *store) kfDefault() *KfGroup {
	return &KfGroup{ID: "kg" + core.Digest(st.CorpID+"/kf/default", 24), Name: "默认分组"}
}

func newKfIntents(st *store) *core.Collection[string, KfIntent] {
	return core.NewCollection(&st.Store, core.Rules[string, KfIntent]{
		Created: func(*KfIntent) int64 { return 0 },
		Noun:    "knowledge intent", Key: func(i *KfIntent) *string { return &i.ID }, Check: st.checkKfIntent,
		Fresh: func(taken func(string) bool) string { return st.NewID("ki", 24, taken) },
		Clash: func(i, other *KfIntent) error {
			if i.Question == other.Question {
				return st.kfTaken("question")
			}
			return nil
		},
		None:    func(string, bool) error { return core.BadParameter("intent_id") },
		Taken:   func() error { return core.BadParameter("intent_id") },
		Missing: func() error { return st.emptyParameter("intent_id") },
		Foreign: func(*KfIntent, *App) error { return nil },
	})
}

func (st *store) checkKfIntent(i *KfIntent) error {
	if i.Group == "" {
		i.Group = st.kfDefault().ID
	}
	n := 0
	for other := range st.kfIntents.All() {
		if other.Group == i.Group && other.ID != i.ID {
			n++
		}
	}
	switch {
	case i.Group != st.kfDefault().ID && !st.kfGroups.Has(i.Group):
		return core.BadParameter("group_id")
	case n >= core.OrDefault(st.limits.KfIntents, maxKfIntents):
		return core.FailText(40058, "intent count exceed limit. invalid Request Parameter")
	case len(i.Similar) > maxKfSimilar:
		return core.BadParameter("similar_questions")
	case len(i.Attachments) > maxKfAttachments:
		return core.BadParameter("attachments")
	}
	if err := kfText("question", i.Question, maxKfQuestion); err != nil {
		return err
	}
	for _, text := range i.Similar {
		if err := kfText("similar_questions", text, maxKfQuestion); err != nil {
			return err
		}
	}
	return kfText("answers", i.Answer, maxKfAnswer)
}

func kfText(name, text string, most int) error {
	switch n := core.Chars(text); {
	case n == 0:
		return core.TooShort(name, 1)
	case n > most:
		return core.TooLong(name, most)
	}
	return nil
}

type wireKfGroup struct {
	ID   *string `json:"group_id"` // not in add
	Name *string `json:"name"`
}

func addKfGroup(c *call, in *wireKfGroup) (any, error) {
	if in.ID != nil {
		c.Report("group_id: unknown key")
	}
	if in.Name == nil {
		return nil, c.store.missingName("name")
	}
	g := KfGroup{Name: *in.Name}
	if err := checkKfGroup(&g); err != nil {
		return nil, err
	}
	if g.Name == c.store.kfDefault().Name {
		return nil, c.store.kfTaken("group name")
	}
	made, err := c.store.kfGroups.Add(g)
	if err != nil {
		return nil, err
	}
	return map[string]string{"group_id": made.ID}, nil
}

func updateKfGroup(c *call, in *wireKfGroup) (any, error) {
	old, err := c.store.kfGroups.Sent(in.ID)
	if err != nil {
		return nil, err
	}
	if in.Name == nil {
		return nil, c.store.missingName("name")
	}
	g := *old
	g.Name = *in.Name
	if err := checkKfGroup(&g); err != nil {
		return nil, err
	}
	return nil, c.store.kfGroups.Replace(old, g)
}

// deleteKfGroup deletes what is in it, too, unless the switch says that it must be empty.
func deleteKfGroup(c *call, in *wireKfGroup) (any, error) {
	g, err := c.store.kfGroups.Sent(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, c.store.dropKfGroup(g.ID, c.store.sw.KfGroupNeedsEmpty)
}

func (st *store) dropKfGroup(id string, needsEmpty bool) error {
	var in []string
	for i := range st.kfIntents.All() {
		if i.Group == id {
			in = append(in, i.ID)
		}
	}
	if len(in) > 0 && needsEmpty {
		return core.FailText(40058, "group not empty. invalid Request Parameter")
	}
	for _, intent := range in {
		st.kfIntents.Delete(intent)
	}
	st.kfGroups.Delete(id)
	return nil
}

type wireKfFilter struct {
	Cursor *string `json:"cursor"`
	Limit  *int64  `json:"limit"`
	Group  *string `json:"group_id"`
	Intent *string `json:"intent_id"` // of list_intent only
}

// kfPage answers a page: has_more and is_default are numbers.
func kfPage(st *store, key string, rows []*core.Object, next string) *core.Object {
	more, out := 0, &core.Object{}
	if next != "" {
		more = 1
	}
	if next != "" || !st.sw.KfCursorAbsent {
		out.Put("next_cursor", next)
	}
	out.Put("has_more", more)
	core.PutList(out, &st.Store, key, rows, EmptyShown)
	return out
}

func listKfGroups(c *call, in *wireKfFilter) (any, error) {
	st := c.store
	if in.Intent != nil {
		c.Report("intent_id: unknown key")
	}
	row := func(g *KfGroup, standard int) *core.Object {
		out := &core.Object{}
		out.Put("group_id", g.ID)
		out.Put("name", g.Name)
		out.Put("is_default", standard)
		return out
	}
	one := ""
	core.Lay(&one, in.Group)
	found, next, err := st.kfGroups.Page(in.Limit, in.Cursor, 500, 1000, false, func(g *KfGroup) bool { return one == "" || g.ID == one })
	if err != nil {
		return nil, err
	}
	var rows []*core.Object
	if standard := st.kfDefault(); (in.Cursor == nil || *in.Cursor == "") && (one == "" || one == standard.ID) {
		rows = append(rows, row(standard, 1))
	}
	for _, g := range found {
		rows = append(rows, row(g, 0))
	}
	if one != "" && len(rows) == 0 && st.sw.KfUnknownRefused {
		return nil, core.BadParameter("group_id")
	}
	return kfPage(st, "group_list", rows, next), nil
}
