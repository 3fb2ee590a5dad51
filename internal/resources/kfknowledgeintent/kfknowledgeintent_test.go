// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kfknowledgeintent_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_kf_knowledge_intent.test"

// seeded is a question with an answer that carries a picture, a link and a mini program.
func seeded(c *emulator.Corp) {
	c.KfGroups = []emulator.KfGroup{{ID: "kg1", Name: "一"}}
	c.KfIntents = []emulator.KfIntent{{ID: "ki1", Group: "kg1", Question: "怎么退货", Similar: []string{"b", "a"}, Answer: "7 天", Attachments: []emulator.KfAttachment{
		{Type: "image", Content: "x"}, {Type: "link", Title: "t", URL: "https://e.cn"}, {Type: "miniprogram", AppID: "wx1", Page: "p", Content: "y"},
	}}}
}

func block(t *testing.T, text string) string {
	t.Helper()
	file, err := filepath.Abs(filepath.Join("..", "..", "..", "examples", "resources", "wecom_product", "tea.png"))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`resource "wecom_kf_knowledge_intent" "test" {
  group_id          = "kg1"
  question          = "怎么退货"
  similar_questions = ["b", "a"]
  answer = {
    text = %q
    attachments = [
      { image = { file = %[2]q } },
      { link = { title = "t", url = "https://e.cn" } },
      { mini_program = { app_id = "wx1", page = "p", picture = { file = %[2]q } } },
    ]
  }
}
`, text, file)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

// An import takes the first configured files as those that are there; a change of the text writes the whole answer,
// with its files.
func TestKfKnowledgeIntent_imported(t *testing.T) {
	e := acctest.New(t, seeded)
	e.InFolder(block(t, "7 天"), func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		f.MustImport(address, "ki1")
		if output := f.MustPlan(); !acctest.Says("attachments[0], attachments[2] are each taken as the one that is there").MatchString(output) {
			t.Error(output)
		}
		f.MustApply()
		if err := e.Sent()(nil); err != nil {
			t.Error(err)
		}
		if code, output := f.Plan(); code != 0 {
			t.Error(output)
		}
		f.Write(block(t, "30 天"))
		f.MustApply()
		if err := e.Sent("media/upload", "media/upload", "mod_intent")(nil); err != nil {
			t.Error(err)
		}
		f.MustDestroy()
	})
	e.Keep()
}

// The same similar questions in another order are no difference.
func TestKfKnowledgeIntent_order(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) { c.KfGroups = []emulator.KfGroup{{ID: "kg1", Name: "一"}} })
	config := e.Config(block(t, "7 天"))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				acctest.Must(t, e.Console().UpdateKfIntent(e.Corp().KfIntents[0].ID, func(i *emulator.KfIntent) { i.Similar = []string{"a", "b"} }))
				e.Forget()
			},
			Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent(),
		},
	)
}

// Data sources say of what kind an attachment is, and show what WeCom shows.
func TestKfKnowledgeIntent_data(t *testing.T) {
	e := acctest.New(t, seeded)
	const one, all = "data.wecom_kf_knowledge_intent.one", "data.wecom_kf_knowledge_intents.all"
	e.Run(resource.TestStep{
		Config: e.Config("data \"wecom_kf_knowledge_intent\" \"one\" {\n  id = \"ki1\"\n}\ndata \"wecom_kf_knowledge_intents\" \"all\" {\n  group_id = \"kg1\"\n}\n" +
			"data \"wecom_kf_knowledge_intents\" \"none\" {\n  group_id = \"kg2\"\n}\n"),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(one, "answer.text", "7 天"), resource.TestCheckResourceAttr(one, "similar_questions.0", "b"),
			resource.TestCheckResourceAttr(one, "answer.attachments.0.type", "image"), resource.TestCheckResourceAttr(one, "answer.attachments.1.link.title", "t"),
			resource.TestCheckResourceAttr(one, "answer.attachments.2.mini_program.app_id", "wx1"),
			resource.TestCheckResourceAttr(all, "kf_knowledge_intents.#", "1"), resource.TestCheckResourceAttr("data.wecom_kf_knowledge_intents.none", "kf_knowledge_intents.#", "0"),
		),
	})
}
