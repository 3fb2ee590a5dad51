// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kfknowledgeintent

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// plan reads the files, and says which are taken as configured.
func plan(r *kind.Run, c *kind.Change[model]) {
	a := c.Plan.answer(r)
	if a == nil || a.Attachments.IsUnknown() || len(a.Attachments.Elements()) == 0 {
		return
	}
	at := path.Root("answer")
	all := a.attachments(r)
	for i, one := range all {
		if one == nil { // unknown as a whole, and so is what is in it
			return
		}
		if p := one.file(r); p != nil {
			p.Plan(one.limit(), at.AtName("attachments").AtListIndex(i).AtName(names[one.kind()]), r.Diags)
			one.setFile(r, p)
		}
	}
	a.setAttachments(r, all, r.Diags)
	c.Set(at, field.ObjectOf(r, answerType, a))
	if c.State == nil {
		return
	}
	prior := c.State.answer(r)
	if prior == nil || a.changes(r, prior) {
		return
	}
	var taken []string
	for i, was := range prior.attachments(r) {
		if p, is := was.file(r), all[i].file(r); p != nil && is != nil && !p.Known() && is.Known() {
			taken = append(taken, fmt.Sprintf("attachments[%d]", i))
		}
	}
	if len(taken) > 0 {
		c.Warn(at, fmt.Sprintf("Files of %s are taken as configured", kind.Subject("knowledge question", c.State)),
			fmt.Sprintf("WeCom does not show the content of files, so %s %s taken as the one that is there, and nothing is uploaded for it. If WeCom has another file, "+
				"change the file's content to have it written.", strings.Join(taken, ", "), map[bool]string{true: "is", false: "are each"}[len(taken) == 1]))
	}
}

// names are the attributes of WeCom's words.
var names = map[string]string{client.KfImage: "image", client.KfVideo: "video", client.KfLink: "link", client.KfMiniProgram: "mini_program"}

// attach uploads the files of an answer.
func attach(r *kind.Run, a *answer) (all []client.KfAttachment, err error) {
	for i, one := range a.attachments(r) {
		out := client.KfAttachment{Type: one.kind()}
		if l := field.As[link](r, one.Link); l != nil {
			out.Title, out.URL = l.Title.ValueString(), l.URL.ValueString()
			out.Description, out.PictureURL = l.Description.ValueString(), l.PictureURL.ValueString()
		}
		if m := field.As[miniProgram](r, one.MiniProgram); m != nil {
			out.Title, out.AppID, out.Page = m.Title.ValueString(), m.AppID.ValueString(), m.Page.ValueString()
		}
		if p := one.file(r); p != nil {
			of := map[bool]string{true: "video", false: "image"}[one.kind() == client.KfVideo]
			out.MediaID, err = p.Upload(r, one.limit(), func(ctx context.Context, f *media.File) (string, error) {
				out.Content = fmt.Sprintf("%x", sha256.Sum256(f.Content))
				return r.Client.Media.Upload(ctx, of, &client.File{Name: f.Name, Type: f.Type, Content: f.Content})
			})
			if err != nil {
				return nil, fmt.Errorf("answer.attachments[%d]: %w", i, err)
			}
		}
		all = append(all, out)
	}
	return all, nil
}

func create(r *kind.Run, m *model) (out kind.Made, err error) {
	a := m.answer(r)
	in := &client.KfIntent{GroupID: m.GroupID.ValueString(), Question: m.Question.ValueString(), Similar: m.similar(), Answer: a.Text.ValueString()}
	if in.Attachments, err = attach(r, a); err != nil {
		return out, err
	}
	err = unique.Create(r, m, func() error {
		all, err := r.Client.KfIntents.List(r)
		if err != nil {
			return err
		}
		there := []string{}
		for i := range all {
			if all[i].Question == in.Question {
				there = append(there, all[i].ID)
			}
		}
		out.ID, err = r.Client.KfIntents.Create(r, in, there)
		return err
	})
	return out, err
}

// update sends the parts that differ, each as a whole: a part that is left out stays as it is (doc 95972).
func update(r *kind.Run, plan, state *model) (bool, error) {
	in := &client.UpdateKfIntentRequest{ID: state.ID.ValueString()}
	a := plan.answer(r)
	prior := state.answer(r)
	in.Answered = prior == nil || a.changes(r, prior)
	similar := plan.similar()
	if !texts(similar).Equal(texts(state.similar())) {
		in.Similar = &similar
	}
	if !plan.Question.Equal(state.Question) {
		in.Question = plan.Question.ValueStringPointer()
	}
	if in.Question == nil && in.Similar == nil && !in.Answered {
		return false, nil
	}
	if in.Answered {
		var err error
		in.Answer = a.Text.ValueString()
		if in.Attachments, err = attach(r, a); err != nil {
			return false, err
		}
	}
	err := unique.Update(r, plan, state, func() error { return r.Client.KfIntents.Update(r, in) })
	if err != nil || in.Similar == nil || len(similar) > 0 {
		return err == nil, err
	}
	// That an empty list clears is not documented.
	var got *client.KfIntent
	r.Await(func(ctx context.Context) bool {
		got, err = r.Client.KfIntents.Get(ctx, in.ID)
		return err != nil || len(got.Similar) == 0
	})
	if err == nil && len(got.Similar) > 0 {
		plan.Similar = texts(got.Similar)
		r.Diags.AddAttributeError(path.Root("similar_questions"), fmt.Sprintf("Unable to clear the similar questions of %s", kind.Subject("knowledge question", state)),
			fmt.Sprintf("WeCom accepted the empty list and kept %s. No way to clear it is documented: give it another list, or replace the question.\n"+
				"Everything else of this change was applied.\n\nhttps://developer.work.weixin.qq.com/document/path/95972", shared.Shorten(got.Similar)))
	}
	return true, nil
}

// explain tells what WeCom's refusal of a file, or of the group, means here.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	switch code := shared.Code(f.Err); {
	case code == 40007 || code == 40145:
		f.Reason = "a media id of answer.attachments is wrong, has expired (after three days), or is of another kind of file"
		f.NextStep = "Name the file by file instead of media_id, or upload it again with media/upload and set the new id."
	case code == 40058 && f.Op == "create" && f.Reason == "":
		if _, err := r.Client.KfGroups.Get(r, m.GroupID.ValueString()); errors.Is(err, client.ErrNotFound) {
			f.Reason = fmt.Sprintf("there is no knowledge group %s", m.GroupID.ValueString())
			f.NextStep = "Correct group_id; the data source wecom_kf_knowledge_groups lists the ids of all groups."
		}
	}
}
