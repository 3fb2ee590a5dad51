// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kfknowledgegroup_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// The default group can be imported and neither changed nor deleted; the error says why, whatever the code is.
func TestKfKnowledgeGroup_default(t *testing.T) {
	e := acctest.New(t)
	e.Run(resource.TestStep{
		Config: e.Config("data \"wecom_kf_knowledge_group\" \"default\" {\n  name = \"默认分组\"\n}\n"),
		Check:  resource.TestCheckResourceAttr("data.wecom_kf_knowledge_group.default", "default", "true"),
	})
	if groups := e.Protocol().List(acctest.Query{Type: "wecom_kf_knowledge_group"}); len(groups) != 0 {
		t.Errorf("%d groups to declare", len(groups))
	}
	core, err := e.Core(t.Context(), nil)
	acctest.Must(t, err)
	found, _, err := core.ReadDataSource(t.Context(), "wecom_kf_knowledge_group", map[string]any{"name": "默认分组"})
	acctest.Must(t, err)
	id := tfcore.Text(found, "id")
	e.InFolder("resource \"wecom_kf_knowledge_group\" \"test\" {\n  name = \"别的\"\n}\n", func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		f.MustImport("wecom_kf_knowledge_group.test", id)
		if code, output := f.Apply(); code == 0 || !acctest.Says("it is the default group, which WeCom made").MatchString(output) {
			t.Error(code, output)
		}
		if code, output := f.Destroy(); code == 0 || !acctest.Says("can be neither changed nor deleted").MatchString(output) {
			t.Error(code, output)
		}
	})
}

// Where WeCom refuses to delete a group that is not empty, the error names the questions in it.
func TestKfKnowledgeGroup_notEmpty(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.KfGroupNeedsEmpty = true })
	e.InFolder("resource \"wecom_kf_knowledge_group\" \"test\" {\n  name = \"售后\"\n}\n", func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		f.MustApply()
		id, err := e.Console().AddKfIntent(emulator.KfIntent{Group: e.Corp().KfGroups[0].ID, Question: "怎么退货", Answer: "a"})
		acctest.Must(t, err)
		if code, output := f.Destroy(); code == 0 || !acctest.Says("questions are still in it: 怎么退货").MatchString(output) {
			t.Error(code, output)
		}
		acctest.Must(t, e.Console().DeleteKfIntent(id))
		f.MustDestroy()
	})
}

// A data source that looks for a name waits for a group that the same run made and that WeCom's list does not show yet.
func TestKfKnowledgeGroup_nameOfTheSameRun(t *testing.T) {
	e := acctest.New(t).Patient()
	e.SetSwitches(func(s *emulator.Switches) { s.ReadLag = 3 })
	e.Run(resource.TestStep{
		Config: e.Config("resource \"wecom_kf_knowledge_group\" \"test\" {\n  name = \"售后\"\n}\n" +
			"data \"wecom_kf_knowledge_group\" \"test\" {\n  name       = \"售后\"\n  depends_on = [wecom_kf_knowledge_group.test]\n}\n"),
		Check: resource.TestCheckResourceAttrPair("data.wecom_kf_knowledge_group.test", "id", "wecom_kf_knowledge_group.test", "id"),
	})
}
