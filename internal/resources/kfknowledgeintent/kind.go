// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package kfknowledgeintent is the resource wecom_kf_knowledge_intent and its data sources.
package kfknowledgeintent

import (
	_ "embed"
	"iter"
	"time"

	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	list "github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_kf_knowledge_intent"

//go:embed page.md
var page string

const (
	maxQuestion    = 200 // characters
	maxSimilar     = 100
	maxAnswer      = 500 // characters
	maxAttachments = 4
	maxMiniTitle   = 64 // bytes
)

var questionRule = field.Name{Max: maxQuestion}

var (
	linkFields = field.Fields{
		field.Text("title", "Title of the link", "answers[].attachments[].link.title", field.Required, field.Is(field.NotEmpty)),
		field.Text("url", "Address that the link opens", "answers[].attachments[].link.url", field.Required, field.Is(field.NotEmpty)),
		field.Text("description", "Text below the title", "answers[].attachments[].link.desc", field.Optional, field.Is(field.NotEmpty), field.Without("none")),
		field.Text("picture_url", "Address of its picture", "answers[].attachments[].link.pic_url", field.Optional, field.Is(field.NotEmpty), field.Without("none")),
	}
	miniProgramFields = field.Fields{
		field.Text("title", "Title of the card", "answers[].attachments[].miniprogram.title", field.Optional, field.Is(field.Bytes(maxMiniTitle)), field.Without("none")),
		field.Text("app_id", "App id of the mini program, which must be linked to the corp", "answers[].attachments[].miniprogram.appid", field.Required, field.Is(field.NotEmpty)),
		field.Text("page", "Page that it opens", "answers[].attachments[].miniprogram.pagepath", field.Required, field.Is(field.NotEmpty)),
		field.Object("picture", "Cover of the card, best 520 x 416 pixels", "answers[].attachments[].miniprogram.thumb_media_id",
			media.Fields(media.Image, "answers[].attachments[].miniprogram.thumb_media_id"), field.Required, field.Hidden),
	}
	attachmentFields = field.Fields{
		field.Object("image", "A picture beside the text", "answers[].attachments[].image", media.Fields(media.Image, "answers[].attachments[].image.media_id"), field.Optional, field.Hidden,
			field.Without("another kind of attachment")),
		field.Object("video", "A video beside the text", "answers[].attachments[].video", media.Fields(media.Video, "answers[].attachments[].video.media_id"), field.Optional, field.Hidden,
			field.Without("another kind of attachment")),
		field.Object("link", "A link beside the text", "answers[].attachments[].link", linkFields, field.Optional, field.Without("another kind of attachment")),
		field.Object("mini_program", "A mini program beside the text", "answers[].attachments[].miniprogram", miniProgramFields, field.Optional, field.Without("another kind of attachment")),
		field.Text("type", "Kind of the attachment: `image`, `video`, `link` or `miniprogram`", "answers[].attachments[].msgtype", field.OnRead),
	}
	answerFields = field.Fields{
		field.Text("text", "Text of the answer (回复)", "answers[].text.content", field.Required, field.Is(field.Length{Max: maxAnswer})),
		field.ObjectList("attachments", "What the answer carries besides, in its order: at most 4, each with exactly one of `image`, `video`, `link` and `mini_program`",
			"answers[].attachments", attachmentFields, field.Optional, field.Without("none")),
	}
)

var fields = field.Fields{
	field.ID("Id of the question (问题id)", "intent_id"),
	field.Text("group_id", "Id of the group (知识库分组) that it is in", "group_id", field.Required, field.Is(field.NotEmpty), field.Refers("wecom_kf_knowledge_group"),
		field.Replaces(field.Always, "the question, which gets another id")),
	field.Text("question", "The question as customers ask it (主问题)", "question.text.content", field.Required, field.Is(field.Length{Max: maxQuestion, Mark: true}), field.Note("Unique in the corp, over all groups.")),
	field.TextList("similar_questions", "Other ways to ask it (相似问题), in their order", "similar_questions.items", field.Optional, field.Without("none"),
		field.Is(field.Size(0, maxSimilar, "questions"), field.Each(field.Length{Max: maxQuestion})), field.Note("Changed in place, as a whole.")),
	field.Object("answer", "The answer that the robot gives (回复)", "answers", answerFields, field.Required, field.Note("Changed in place, as a whole.")),
	field.Protection("The robot could no longer answer the question."),
}

var (
	answerType     = fields.Get("answer").Type()
	attachmentType = answerFields.Get("attachments").Type()
	fileType       = attachmentFields.Get("image").Type()
	linkType       = attachmentFields.Get("link").Type()
	miniType       = attachmentFields.Get("mini_program").Type()
)

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.KfIntent]{
	Type: TypeName, Noun: "knowledge question", Nouns: "knowledge questions", Term: "知识库问答", Area: kind.CustomerService, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp,
	Import: kind.Import{ID: "Question id (intent_id).",
		Advice: "A question is imported by its intent_id. The data source wecom_kf_knowledge_intents lists the ids of all."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.KfIntents.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.KfIntent, error) {
		return r.Client.KfIntents.Get(r, m.ID.ValueString())
	},
	FromAPI: func(r *kind.Run, m *model, i *client.KfIntent) { m.fromAPI(r, i) },
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.KfIntents.Delete(r, m.ID.ValueString()) },

	Explain: explain,
	Unique:  unique,

	Rows: func(r *kind.Run, f kind.Filter) iter.Seq2[kind.Row[client.KfIntent], error] {
		return func(yield func(kind.Row[client.KfIntent], error) bool) {
			all, err := r.Client.KfIntents.List(r)
			group := f.Text("group_id").ValueString()
			for i := range all {
				if group != "" && all[i].GroupID != group {
					continue
				}
				if !yield(kind.Row[client.KfIntent]{ID: all[i].ID, Name: all[i].Question, Object: &all[i]}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.KfIntent]{}, err)
			}
		}
	},
	Title: func(i *client.KfIntent) (string, int64) { return i.Question, 0 },
	List: kind.List[client.KfIntent]{Subject: "the knowledge questions of the corp", Whole: true,
		Filters: map[string]list.Attribute{
			"question_regex": shared.RegexAttribute("the question (主问题)"),
			"group_id":       list.StringAttribute{Optional: true, MarkdownDescription: "Only those of the group of this id. Compared by the provider. Default: all. API key `group_id`."},
		},
		Selects: func(f kind.Filter) bool { return f.Has("question_regex") },
		Passes: func(f kind.Filter, i *client.KfIntent) bool {
			return shared.Matches(f.Regex("question_regex"), i.Question)
		},
	},
	Plural: kind.Plural{Attribute: "kf_knowledge_intents", Text: "The questions, in WeCom's order; empty when there is none. API key `intent_list`.",
		Arguments: map[string]datasource.Attribute{
			"group_id": datasource.StringAttribute{Optional: true, MarkdownDescription: "Only those of the group of this id. Compared by the provider. Default: all. API key `group_id`."},
		}},
	Given: given,
	ByID:  "Question id, not empty. API key `intent_id`.",
	Corp: kind.Corp[client.KfIntent]{
		Undeclarable: func(i *client.KfIntent) string {
			for _, a := range i.Attachments {
				if a.Type != client.KfLink {
					return "its answer carries files, which WeCom does not hand out: write the block by hand and import it"
				}
			}
			return ""
		},
		Said: kind.Said{PerCall: 1000, Doc: "95972", Names: []string{"question"}, NameText: "The question as customers ask it. API key `question.text.content`."},
	},
}

// unique is the question, which no two may have at any moment.
var unique = &kind.Unique[model]{
	Scope: "kf_knowledge_intent", Rule: questionRule,
	Name: func(m *model) string { return m.Question.ValueString() },
	Holder: func(r *kind.Run, question, self string) (string, error) {
		all, err := r.Client.KfIntents.List(r)
		for i := range all {
			if all[i].Question == question && all[i].ID != self {
				return all[i].ID, nil
			}
		}
		return "", err
	},
	Rename: func(r *kind.Run, id, question string) error {
		return r.Client.KfIntents.Update(r, &client.UpdateKfIntentRequest{ID: id, Question: &question})
	},
}
