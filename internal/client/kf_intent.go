// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

var (
	kfIntentAdd    = core.Declare(Endpoint{Path: "kf/knowledge/add_intent", Page: 95972, Write: true, Once: true})
	kfIntentUpdate = core.Declare(Endpoint{Path: "kf/knowledge/mod_intent", Page: 95972, Write: true})
	kfIntentDelete = core.Declare(Endpoint{Path: "kf/knowledge/del_intent", Page: 95972, Write: true})
	kfIntentList   = core.Declare(Endpoint{Path: "kf/knowledge/list_intent", Page: 95972})
)

// KfIntentService reads and writes the questions and answers of the knowledge base of customer service (知识库问答, doc
// 95972) with the app secret.
type KfIntentService struct {
	service
	set *core.Set[KfIntent]
	all *core.Population[[]KfIntent]
}

func newKfIntents(at service) *KfIntentService {
	s := &KfIntentService{service: at}
	s.all = core.NewPopulation(at.c.engine, kfIntentList, func(ctx context.Context) ([]KfIntent, error) { return s.query(ctx, "") },
		kfIntentAdd, kfIntentUpdate, kfIntentDelete, kfGroupDelete)
	s.set = core.NewSet(core.Set[KfIntent]{
		C: at.c.engine, Kind: "kf_knowledge_intent", IDKey: "intent_id", Read: kfIntentList, Make: kfIntentAdd, Change: kfIntentUpdate, Remove: kfIntentDelete,
		One: s.get, Doubt: kfDoubt, Listed: func(err error, _ core.Call) error { return err },
		All: func(ctx context.Context) (ids []string, err error) {
			all, err := s.all.Fresh(ctx)
			for i := range all {
				ids = append(ids, all[i].ID)
			}
			return ids, err
		},
	})
	return s
}

// KfIntent is a question with its answer.
type KfIntent struct {
	ID          string
	GroupID     string
	Question    string   // 1 to 200 characters, unique in the corp
	Similar     []string // up to 100
	Answer      string   // 1 to 500 characters
	Attachments []KfAttachment
}

// Kinds of KfAttachment.
const (
	KfImage       = "image"
	KfVideo       = "video"
	KfLink        = "link"
	KfMiniProgram = "miniprogram"
)

// KfAttachment is what an answer carries. WeCom shows of an image or video a name, and of a mini program no cover.
type KfAttachment struct {
	Type    string
	MediaID string // of the image, the video, or the cover; written only
	// Content is the digest of the file that was uploaded for this call; "" where none was. It is never sent.
	Content     string
	Title       string // of a link or mini program
	URL         string // of a link, as the two below
	Description string
	PictureURL  string
	AppID       string // of a mini program, as the one below
	Page        string
}

type kfText struct {
	Content string `json:"text.content"`
}

// kfIntentRow decodes similar_questions and answers beside the question, where the table of the page has them, and in
// it, where its sample has them.
type kfIntentRow struct {
	ID       string `json:"intent_id"`
	GroupID  string `json:"group_id"`
	Question struct {
		Content string        `json:"text.content"`
		Similar []kfText      `json:"similar_questions.items"`
		Answers []kfAnswerRow `json:"answers"`
	} `json:"question"`
	Similar []kfText      `json:"similar_questions.items"`
	Answers []kfAnswerRow `json:"answers"`
}

type kfAnswerRow struct {
	Text        string            `json:"text.content"`
	Attachments []kfAttachmentRow `json:"attachments"`
}

type kfAttachmentRow struct {
	Type string `json:"msgtype"`
	Link struct {
		Title   string `json:"title"`
		URL     string `json:"url"`
		Desc    string `json:"desc"`
		Picture string `json:"pic_url"`
	} `json:"link"`
	MiniProgram struct {
		Title string `json:"title"`
		AppID string `json:"appid"`
		Page  string `json:"pagepath"`
	} `json:"miniprogram"`
}

func (row *kfIntentRow) intent() KfIntent {
	out := KfIntent{ID: row.ID, GroupID: row.GroupID, Question: row.Question.Content}
	similar, answers := row.Similar, row.Answers
	if len(similar) == 0 {
		similar = row.Question.Similar
	}
	if len(answers) == 0 {
		answers = row.Question.Answers
	}
	for _, s := range similar {
		out.Similar = append(out.Similar, s.Content)
	}
	if len(answers) == 0 {
		return out
	}
	out.Answer = answers[0].Text
	for _, a := range answers[0].Attachments {
		one := KfAttachment{Type: a.Type}
		switch a.Type {
		case KfLink:
			one.Title, one.URL, one.Description, one.PictureURL = a.Link.Title, a.Link.URL, a.Link.Desc, a.Link.Picture
		case KfMiniProgram:
			one.Title, one.AppID, one.Page = a.MiniProgram.Title, a.MiniProgram.AppID, a.MiniProgram.Page
		}
		out.Attachments = append(out.Attachments, one)
	}
	return out
}

type kfIntentsAnswer struct {
	kfPaged
	Intents []kfIntentRow `json:"intent_list"`
}

// Check refuses a row without an id: it would be taken for one that is not there.
func (a *kfIntentsAnswer) Check(coded bool) error {
	for i := range a.Intents {
		if a.Intents[i].ID == "" {
			return errors.New("it holds a question without intent_id")
		}
	}
	return core.NeedList(coded, a.Intents, "questions")
}

// query reads all questions, or with an id that one alone.
func (s *KfIntentService) query(ctx context.Context, id string) ([]KfIntent, error) {
	return kfPages(kfIntentList, func(cursor string) (out []KfIntent, page kfPaged, err error) {
		var got kfIntentsAnswer
		body := kfPageRequest{Cursor: core.Cursor{Cursor: cursor, Limit: kfKnowledgePage}, IntentID: id}
		_, err = s.c.Do(ctx, core.Request{Endpoint: kfIntentList, Body: body, Out: &got})
		for i := range got.Intents {
			out = append(out, got.Intents[i].intent())
		}
		return out, got.kfPaged, err
	}, func(i *KfIntent) string { return i.ID })
}

// List reads all questions with their answers (doc 95972, kf/knowledge/list_intent), in WeCom's order.
func (s *KfIntentService) List(ctx context.Context) ([]KfIntent, error) {
	all, err := s.all.Fresh(ctx)
	return slices.Clone(all), err
}

// Get reads one question (doc 95972, kf/knowledge/list_intent), out of all where several are asked for. ErrNotFound is
// certain: a question that the filtered list does not give is looked for among all.
func (s *KfIntentService) Get(ctx context.Context, id string) (*KfIntent, error) {
	return s.set.Get(ctx, id)
}

func (s *KfIntentService) get(ctx context.Context, id string) (*KfIntent, error) {
	return kfOne(ctx, s.all, id, "question", func(i *KfIntent) string { return i.ID }, func() ([]KfIntent, error) { return s.query(ctx, id) })
}

// kfIntentBody is what add_intent and mod_intent take; a part that is left out stays as it is.
type kfIntentBody struct {
	ID       string         `json:"intent_id,omitempty"`
	GroupID  string         `json:"group_id,omitempty"`
	Question any            `json:"question,omitempty"`
	Similar  *kfSimilarBody `json:"similar_questions,omitempty"`
	Answers  []any          `json:"answers,omitempty"`
}

type kfSimilarBody struct {
	Items []any `json:"items"`
}

func kfTextBody(content string) any {
	return map[string]any{"text": map[string]string{"content": content}}
}

func kfSimilar(questions []string) *kfSimilarBody {
	out := &kfSimilarBody{Items: []any{}}
	for _, q := range questions {
		out.Items = append(out.Items, kfTextBody(q))
	}
	return out
}

// kfAnswer is the answer as it is sent; with noted the digest of a file takes the place of its media id, which is
// another one after each upload.
func kfAnswer(text string, attachments []KfAttachment, noted bool) []any {
	answer := map[string]any{"text": map[string]string{"content": text}}
	var all []any
	for _, a := range attachments {
		if noted && a.Content != "" {
			a.MediaID = a.Content
		}
		of := map[string]string{}
		put := func(name, value string) {
			if value != "" {
				of[name] = value
			}
		}
		switch a.Type {
		case KfLink:
			put("title", a.Title)
			put("url", a.URL)
			put("desc", a.Description)
			put("pic_url", a.PictureURL)
		case KfMiniProgram:
			put("title", a.Title)
			put("appid", a.AppID)
			put("pagepath", a.Page)
			put("thumb_media_id", a.MediaID)
		default:
			put("media_id", a.MediaID)
		}
		all = append(all, map[string]any{"msgtype": a.Type, a.Type: of})
	}
	if len(all) > 0 {
		answer["attachments"] = all
	}
	return []any{answer}
}

func (in *KfIntent) body(noted bool) kfIntentBody {
	out := kfIntentBody{GroupID: in.GroupID, Question: kfTextBody(in.Question), Answers: kfAnswer(in.Answer, in.Attachments, noted)}
	if len(in.Similar) > 0 {
		out.Similar = kfSimilar(in.Similar)
	}
	return out
}

type kfIntentMade struct {
	ID string `json:"intent_id"`
}

func (a *kfIntentMade) Check(bool) error { return core.Need(a.ID != "", "intent_id") }

func (s *KfIntentService) asked(ctx context.Context, question string) (ids []string, err error) {
	all, err := s.all.Fresh(ctx)
	for i := range all {
		if all[i].Question == question {
			ids = append(ids, all[i].ID)
		}
	}
	return ids, err
}

// Create makes a question with its answer and returns its id (doc 95972, kf/knowledge/add_intent). Questions are
// unique: one that is taken is ErrNameTaken. When the answer is lost, a question of the same words that is not one of
// there is the one; there are those of the same words that a list showed just before, nil where that is not known.
func (s *KfIntentService) Create(ctx context.Context, in *KfIntent, there []string) (string, error) {
	if in.GroupID == "" || in.Question == "" || in.Answer == "" {
		return "", errors.New(kfIntentAdd.Path + ": the group, the question or the answer is empty")
	}
	_, id, err := s.set.Create(ctx, core.Making[KfIntent]{
		Sought: fmt.Sprintf("a question of the knowledge base (知识库问答): %q", in.Question), Body: in.body(true), Absent: there != nil, Twice: true, There: there, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (out KfIntent, id string, err error) {
			var made kfIntentMade
			err = kfNaming("", kfCreateTries(there), func() error {
				_, err := s.c.Do(ctx, core.Request{Endpoint: kfIntentAdd, Body: in.body(false), Out: &made, Note: n})
				return err
			}, func() ([]string, error) { return s.asked(ctx, in.Question) })
			out.ID = made.ID
			return out, made.ID, err
		},
		Look: func(ctx context.Context, w core.Search) (found core.Found[KfIntent], err error) {
			ids, err := s.asked(ctx, in.Question)
			for _, id := range ids {
				if !w.Excludes(id) {
					found.IDs = append(found.IDs, id)
				}
			}
			return found, err
		},
	})
	return id, err
}

// UpdateKfIntentRequest is what mod_intent takes. A part that is left out stays, one that is sent replaces that whole
// part.
type UpdateKfIntentRequest struct {
	ID       string
	Question *string
	Similar  *[]string // empty clears
	// Answered sends Answer and Attachments.
	Answered    bool
	Answer      string
	Attachments []KfAttachment
}

// Update changes the given parts of a question (doc 95972, kf/knowledge/mod_intent); one that is taken is ErrNameTaken.
func (s *KfIntentService) Update(ctx context.Context, in *UpdateKfIntentRequest) error {
	body := kfIntentBody{ID: in.ID}
	if in.Question != nil {
		body.Question = kfTextBody(*in.Question)
	}
	if in.Similar != nil {
		body.Similar = kfSimilar(*in.Similar)
	}
	if in.Answered {
		body.Answers = kfAnswer(in.Answer, in.Attachments, false)
	}
	send := func() error { return s.set.Update(ctx, in.ID, body, core.Writing) }
	if in.Question == nil {
		return send()
	}
	return kfNaming(in.ID, kfTries, send, func() ([]string, error) { return s.asked(ctx, *in.Question) })
}

// Delete deletes a question with its answer (doc 95972, kf/knowledge/del_intent).
func (s *KfIntentService) Delete(ctx context.Context, id string) error { return s.set.Delete(ctx, id) }

// Made tells the client that the state holds a question which an earlier process made; see core.Set.
func (s *KfIntentService) Made(id string, at time.Time) { s.set.Made(id, at) }
