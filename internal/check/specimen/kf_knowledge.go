// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

var _ = add(Specimen{
	Type:     "wecom_kf_knowledge_group",
	Defaults: Values{"id": Any, "deletion_protection": false},
	Minimal: Object{
		Values: Values{"name": "售后"},
		Sends:  []string{`add_group {"name":"售后"}`},
		Calls:  map[string]int{"list_group": 2, "add_group": 1},
	},
	Maximal: Object{
		Values: Values{"name": strings.Repeat("组", 12), "deletion_protection": false},
		Sends:  []string{`add_group {"name":"` + strings.Repeat("组", 12) + `"}`},
	},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "售前 & <1>"}, Sends: []string{`mod_group {"group_id":"{id}","name":"售前 & <1>"}`}},
	},
	Drift: []Drift{
		{Name: "name", Edit: func(e *acctest.Env, id string) error { return e.Console().RenameKfGroup(id, "改") }, Sends: []string{"mod_group"}},
	},
	Invalid: []Invalid{
		{"13 characters", Values{"name": strings.Repeat("组", 13)}, "has 13 characters; WeCom allows 12", "name"},
		{"empty name", Values{"name": ""}, "the name is empty; WeCom wants 1 to 12 characters", "name"},
		{"blank at the end", Values{"name": "售后 "}, "begins or ends with a blank; remove it", "name"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerService = false }, Says: []string{"errcode 48002", "微信客服 → 可调用接口的应用"}},
		{Name: "name taken", Corp: func(c *emulator.Corp) { c.KfGroups = []emulator.KfGroup{{ID: "kg1", Name: "售后"}} },
			Says: []string{`a knowledge group named "售后" exists already (id kg1)`, "terraform import <address> kg1"}},
		{Name: "name taken, by another code", Corp: func(c *emulator.Corp) { c.KfGroups = []emulator.KfGroup{{ID: "kg1", Name: "售后"}} },
			Switches: func(s *emulator.Switches) { s.KfTaken40071 = true }, Says: []string{`a knowledge group named "售后" exists already (id kg1)`}},
		{Name: "name of the default group", Values: Values{"name": "默认分组"}, Says: []string{`a knowledge group named "默认分组" exists already`}},
	},
	WrongIDs: map[string]string{" kg": "A knowledge group is imported by its group id"},
	Loss: Loss{Destroy: `Questions and answers of knowledge group "售后" ({id}) will be lost Destroying knowledge group "售后" ({id}) destroys its questions and answers. ` +
		`Those that are still in it are deleted with it`},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, g := range c.KfGroups {
			out[g.ID] = emulator.KfGroup{Name: g.Name}
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DeleteKfGroup(id) },
	Calls:    Calls{Create: "add_group", Update: "mod_group", Delete: "del_group", Reads: []string{"list_group"}},
	Looks:    []string{"list_group"},
	Named:    func(name string) Values { return Values{"name": name} },
	Families: []string{"kf_knowledge"},
	Lag:      2,
	Many:     func(i int) Values { return Values{"name": fmt.Sprint("组", i)} },
	Refresh:  func(int) int { return 3 },
	Hostile: acctest.Hostile{ID: "kg1", Config: `{"name":"n","deletion_protection":false}`, Answers: []string{
		hostileKfGroup, `{"errcode":0,"group_list":[]}`, `{"errcode":0,"has_more":1,"group_list":[{"group_id":"kg2"}]}`, `<html>` + acctest.AnswerEnd + hostileKfGroup,
		`{"errcode":0,"has_more":"1","next_cursor":7,"group_list":[{"group_id":"kg1","is_default":"x"}]}`, `{"errcode":40058,"errmsg":"x"}`, `{"errcode":50100,"errmsg":"x"}`,
		`{"errcode":0,"group_list":[{"name":"n"}]}`,
	}},
})

const hostileKfGroup = `{"errcode":0,"group_id":"kg1","has_more":0,"next_cursor":"","group_list":[{"group_id":"kg1","name":"n","is_default":0}]}`

// kfGroup is a group that the corp has, in which the questions are; the second one is for those that move.
func withKfGroups(c *emulator.Corp) {
	c.KfGroups = append(c.KfGroups, emulator.KfGroup{ID: "kgOne", Name: "一"}, emulator.KfGroup{ID: "kgTwo", Name: "二"})
}

// video begins as an MP4 does.
var video = keep("video.mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"))

func kfAnswer(text string, attachments ...any) Values {
	out := Values{"text": text}
	if len(attachments) > 0 {
		out["attachments"] = attachments
	}
	return out
}

func kfImage(name string) Values { return Values{"image": Values{"file": pictures[name]}} }

// kfLink, kfMini and kfVideo are attachments of the other kinds.
var (
	kfLinkAttachment = Values{"link": Values{"title": "退货单", "url": "https://example.com/return", "description": "填写", "picture_url": "https://example.com/p.png"}}
	kfMini           = Values{"mini_program": Values{"title": "商城", "app_id": "wx1", "page": "pages/index", "picture": Values{"file": pictures["a"]}}}
	kfVideo          = Values{"video": Values{"file": video}}
)

// kfShown is an answer as the state has it, with the digests of its files.
func kfShown(text string, kinds ...string) Is {
	return func(got any) error {
		a, _ := got.(map[string]any)
		all, _ := a["attachments"].([]any)
		if a["text"] != text || len(all) != len(kinds) {
			return fmt.Errorf("the answer is %v", got)
		}
		for i, kind := range kinds {
			one, _ := all[i].(map[string]any)
			of, _ := one[kind].(map[string]any)
			if kind == "mini_program" {
				of, _ = of["picture"].(map[string]any)
			}
			digest, _ := of["sha256"].(string)
			if of == nil || kind != "link" && len(digest) != 64 {
				return fmt.Errorf("attachment %d is %v, want %s", i, one, kind)
			}
		}
		return nil
	}
}

const kfPlain = `"answers":[{"text":{"content":"7 天内可退"}}]`

func kfIntentEdit(change func(*emulator.KfIntent)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateKfIntent(id, change) }
}

var _ = add(Specimen{
	Type:     "wecom_kf_knowledge_intent",
	Corp:     withKfGroups,
	Defaults: Values{"id": Any, "similar_questions": nil, "answer": kfShown("7 天内可退"), "deletion_protection": false},
	NotImported: map[string]string{
		"answer": "WeCom shows of files only that they are there",
	},
	Minimal: Object{
		Values: Values{"group_id": "kgOne", "question": "怎么退货", "answer": kfAnswer("7 天内可退")},
		State:  Values{"answer": kfShown("7 天内可退")},
		Sends:  []string{`add_intent {"group_id":"kgOne","question":{"text":{"content":"怎么退货"}},` + kfPlain + `}`},
		Calls:  map[string]int{"list_intent": 2, "add_intent": 1},
	},
	Maximal: Object{
		Values: Values{"group_id": "kgOne", "question": strings.Repeat("问", 200), "similar_questions": []any{"可以退吗", "退货流程"},
			"answer": kfAnswer(strings.Repeat("答", 500), kfImage("a"), kfVideo, kfLinkAttachment, kfMini), "deletion_protection": false},
		State: Values{"answer": kfShown(strings.Repeat("答", 500), "image", "video", "link", "mini_program")},
		Sends: []string{"media/upload", "media/upload", "media/upload", "add_intent"},
	},
	Edits: []Edit{
		{Name: "question", To: Values{"question": "如何退货 & <1>"}, State: Values{"answer": kfShown("7 天内可退")},
			Sends: []string{`mod_intent {"intent_id":"{id}","question":{"text":{"content":"如何退货 & <1>"}}}`}},
		{Name: "similar questions", To: Values{"similar_questions": []any{"b", "a"}}, State: Values{"answer": kfShown("7 天内可退")},
			Sends: []string{`mod_intent {"intent_id":"{id}","similar_questions":{"items":[{"text":{"content":"b"}},{"text":{"content":"a"}}]}}`}},
		{Name: "text of the answer", To: Values{"answer": kfAnswer("30 天")}, State: Values{"answer": kfShown("30 天")},
			Sends: []string{`mod_intent {"intent_id":"{id}","answers":[{"text":{"content":"30 天"}}]}`}},
		{Name: "attachments", From: Values{"answer": kfAnswer("a", kfImage("a"))}, To: Values{"answer": kfAnswer("a", kfImage("b"), kfLinkAttachment)},
			State: Values{"answer": kfShown("a", "image", "link")}, Sends: []string{"media/upload", "mod_intent"}},
		{Name: "text beside a file", From: Values{"answer": kfAnswer("a", kfMini)}, To: Values{"answer": kfAnswer("b", kfMini)},
			State: Values{"answer": kfShown("b", "mini_program")}, Sends: []string{"media/upload", "mod_intent"}},
		{Name: "no attachments", From: Values{"answer": kfAnswer("a", kfVideo)}, To: Values{"answer": kfAnswer("a")}, State: Values{"answer": kfShown("a")},
			Sends: []string{`mod_intent {"intent_id":"{id}","answers":[{"text":{"content":"a"}}]}`}},
		{Name: "question beside a file", From: Values{"answer": kfAnswer("a", kfImage("a"))}, To: Values{"question": "二"},
			State: Values{"answer": kfShown("a", "image")}, Sends: []string{`mod_intent {"intent_id":"{id}","question":{"text":{"content":"二"}}}`}},
		{Name: "group", To: Values{"group_id": "kgTwo"}, State: Values{"answer": kfShown("7 天内可退")}, Replaced: true, Sends: []string{"del_intent", "add_intent"}},
	},
	Unset: []Unset{
		{Name: "similar questions", From: Values{"similar_questions": []any{"a"}}, Remove: []string{"similar_questions"}, State: Values{"answer": kfShown("7 天内可退")},
			Sends: []string{`mod_intent {"intent_id":"{id}","similar_questions":{"items":[]}}`}},
		{Name: "similar questions that stay", From: Values{"similar_questions": []any{"a"}}, Remove: []string{"similar_questions"},
			Switches: func(s *emulator.Switches) { s.KfSimilarKept = true }, Refused: "WeCom accepted the empty list and kept a. No way to clear it is documented"},
	},
	Drift: []Drift{
		{Name: "question", Edit: kfIntentEdit(func(i *emulator.KfIntent) { i.Question = "改" }), Sends: []string{"mod_intent"}},
		{Name: "similar questions", Edit: kfIntentEdit(func(i *emulator.KfIntent) { i.Similar = []string{"改"} }), Sends: []string{"mod_intent"}},
		{Name: "text of the answer", Edit: kfIntentEdit(func(i *emulator.KfIntent) { i.Answer = "改" }),
			Sends: []string{"media/upload", "media/upload", "media/upload", "mod_intent"}},
		{Name: "an attachment less", Edit: kfIntentEdit(func(i *emulator.KfIntent) { i.Attachments = i.Attachments[:3] }),
			Sends: []string{"media/upload", "media/upload", "media/upload", "mod_intent"}},
		{Name: "an attachment of a kind that the page does not have", Edit: kfIntentEdit(func(i *emulator.KfIntent) { i.Attachments[0].Type = "file" }),
			Sends: []string{"media/upload", "media/upload", "media/upload", "mod_intent"}},
		{Name: "title of a link", Edit: kfIntentEdit(func(i *emulator.KfIntent) { i.Attachments[2].Title = "改" }),
			Sends: []string{"media/upload", "media/upload", "media/upload", "mod_intent"}},
		{Name: "page of a mini program", Edit: kfIntentEdit(func(i *emulator.KfIntent) { i.Attachments[3].Page = "改" }),
			Sends: []string{"media/upload", "media/upload", "media/upload", "mod_intent"}},
	},
	Invalid: []Invalid{
		{"empty question", Values{"question": ""}, "question is empty; it needs at least one character", "question"},
		{"long question", Values{"question": strings.Repeat("问", 201)}, "has 201 characters; WeCom allows 200", "question"},
		{"empty answer", Values{"answer": kfAnswer("")}, "text is empty; it needs at least one character", "answer"},
		{"long answer", Values{"answer": kfAnswer(strings.Repeat("答", 501))}, "has 501 characters; WeCom allows 500", "answer"},
		{"101 similar questions", Values{"similar_questions": many(101)}, "at most 100 elements, got: 101", "similar_questions"},
		{"long similar question", Values{"similar_questions": []any{strings.Repeat("问", 201)}}, "has 201 characters; WeCom allows 200", "similar_questions"},
		{"empty similar question", Values{"similar_questions": []any{""}}, "is empty", "similar_questions"},
		{"five attachments", Values{"answer": kfAnswer("a", kfLinkAttachment, kfLinkAttachment, kfLinkAttachment, kfLinkAttachment, kfLinkAttachment)},
			"answer.attachments has 5 elements; WeCom takes 4", "answer"},
		{"attachment of no kind", Values{"answer": kfAnswer("a", Values{})}, "answer.attachments[0] names 0 of image, video, link and mini_program; it needs exactly one", "answer"},
		{"attachment of two kinds", Values{"answer": kfAnswer("a", Values{"image": Values{"file": pictures["a"]}, "video": Values{"file": video}})},
			"answer.attachments[0] names 2 of image, video, link and mini_program; it needs exactly one", "answer"},
		{"image without a source", Values{"answer": kfAnswer("a", Values{"image": Values{}})}, "answer.attachments[0].image names neither file nor media_id", "answer"},
		{"picture as a video", Values{"answer": kfAnswer("a", Values{"video": Values{"file": pictures["a"]}})}, "which is no MP4, whatever it is called", "answer"},
		{"text named .png", Values{"answer": kfAnswer("a", Values{"image": Values{"file": pictures["text"]}})}, "which is no JPG or PNG, whatever it is called", "answer"},
		{"long title", Values{"answer": kfAnswer("a", Values{"mini_program": Values{"title": strings.Repeat("长", 22), "app_id": "wx1", "page": "p",
			"picture": Values{"file": pictures["a"]}}})}, "has 66 bytes; WeCom allows 64", "answer"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerService = false }, Says: []string{"errcode 48002", "微信客服 → 可调用接口的应用"}},
		{Name: "group of nobody", Values: Values{"group_id": "kgNobody"}, Says: []string{"there is no knowledge group kgNobody"}},
		{Name: "question taken", Corp: func(c *emulator.Corp) {
			c.KfIntents = []emulator.KfIntent{{ID: "ki1", Group: "kgTwo", Question: "怎么退货", Answer: "x"}}
		}, Says: []string{`a knowledge question named "怎么退货" exists already (id ki1)`, "terraform import <address> ki1"}},
		{Name: "media id of nobody", Values: Values{"answer": kfAnswer("a", Values{"image": Values{"media_id": "nobody"}})}, Says: []string{"a media id of answer.attachments is wrong"}},
	},
	WrongIDs: map[string]string{" ki": "A question is imported by its intent_id"},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, i := range c.KfIntents {
			id := i.ID
			i.ID = ""
			out[id] = i
		}
		return out
	},
	Delete: func(e *acctest.Env, id string) error { return e.Console().DeleteKfIntent(id) },
	Calls:  Calls{Create: "add_intent", Update: "mod_intent", Delete: "del_intent", Reads: []string{"list_intent"}},
	Looks:  []string{"list_intent"},
	Named: func(name string) Values {
		return Values{"group_id": "kgOne", "question": name, "answer": kfAnswer("a")}
	},
	Families: []string{"kf_knowledge"},
	Lag:      2,
	ListBy:   "question_regex",
	Many: func(i int) Values {
		return Values{"group_id": "kgOne", "question": fmt.Sprint("问题", i), "answer": kfAnswer("a")}
	},
	Refresh: func(int) int { return 3 },
	Hostile: acctest.Hostile{ID: "ki1", Config: `{"group_id":"kg1","question":"n","answer":{"text":"a"},"deletion_protection":false}`, Answers: []string{
		hostileKfIntent, `{"errcode":0,"intent_list":[]}`, `<html>` + acctest.AnswerEnd + hostileKfIntent, `{"errcode":0,"intent_list":[{"question":{}}]}`,
		`{"errcode":0,"has_more":1,"intent_list":[{"intent_id":"ki1"}]}`, `{"errcode":0,"intent_list":[{"intent_id":"ki1","question":"q","answers":{"text":"a"},"similar_questions":["x"]}]}`,
		`{"errcode":0,"intent_list":[{"intent_id":"ki1","answers":[{"attachments":[{"msgtype":"unknown"},{"msgtype":"link"},{"msgtype":"miniprogram","miniprogram":null}]}]}]}`,
		`{"errcode":40058,"errmsg":"x"}`,
	}},
})

func many(n int) (out []any) {
	for i := range n {
		out = append(out, fmt.Sprint("问题", i))
	}
	return out
}

const hostileKfIntent = `{"errcode":0,"intent_id":"ki1","has_more":0,"intent_list":[{"intent_id":"ki1","group_id":"kg1","question":{"text":{"content":"n"},"answers":[{"text":{"content":"a"},` +
	`"attachments":[{"msgtype":"image","image":{"name":"n"}}]}],"similar_questions":{"items":[{"text":{"content":"s"}}]}}}]}`
