// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func TestNouns(t *testing.T) {
	for _, s := range All() {
		t.Run(strings.TrimPrefix(s.Type, "wecom_"), s.Ladder)
	}
}

// One noun after the other: allocations are those of the whole process.
func TestBigSets(t *testing.T) {
	for _, s := range All() {
		if s.Big != nil {
			t.Run(strings.TrimPrefix(s.Type, "wecom_"), s.big)
		}
	}
}

// No edit of a join way replaces it, whatever WeCom makes of updates: the id stays, and the code stays but where WeCom
// itself is said to make another one. A scene that WeCom keeps is an error.
func TestGroupJoinWay_editsUnderEveryReading(t *testing.T) {
	s := Of("wecom_group_join_way")
	for _, r := range acctest.Readings("group_join_way") {
		if r.Family != "group_join_way" {
			continue
		}
		t.Run(r.Switch+"="+r.Value, func(t *testing.T) {
			t.Parallel()
			for _, c := range s.Edits {
				s.on(t, func(b *bench) {
					b.e.SetSwitches(r.Apply)
					before := over(s.Minimal.Values, c.From)
					b.make(before)
					id, code := b.id(), b.state.Text(Address, "qr_code")
					b.e.Forget()
					state, diags, err := b.core.Apply(b.t.Context(), b.plan(b.config(over(before, c.To))))
					b.state = state
					switch kept := r.Switch == "JoinScene" && c.Name == "scene"; {
					case kept:
						b.says(diags.Errors(), "WeCom keeps its scene, qr_code. Put the former scene back: its code stays as it is.")
					case err != nil:
						b.t.Errorf("%s: %v", c.Name, err)
					}
					if got := b.id(); got != id {
						b.t.Errorf("%s: the id is %q, was %q", c.Name, got, id)
					}
					for _, w := range b.e.Writes() {
						if !strings.HasSuffix(w.Path, "/update_join_way") {
							b.t.Errorf("%s: %s", c.Name, w.Path)
						}
					}
					if got := b.state.Text(Address, "qr_code"); got != code && r.Switch != "JoinQRCode" && c.Name != "scene" {
						b.t.Errorf("%s: the code is %q, was %q", c.Name, got, code)
					}
				})
			}
		})
	}
}

// exempt are resource types without a specimen, each with the reason.
var exempt = map[string]string{
	"wecom_contact_tag_members": "it has no object of its own: it has tests of its own",
	"wecom_department_tree":     "one resource of many objects: it has tests of its own",
}

// A new resource type comes with a specimen.
func TestEveryNoun(t *testing.T) {
	core, err := acctest.New(t).Core(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range core.ResourceTypes() {
		if _, without := exempt[name]; without == (Of(name) != nil) {
			t.Errorf("%s: without a specimen %v, and exempt %v; add internal/check/specimen/<noun>.go and a line in All", name, Of(name) == nil, without)
		}
	}
}

func FuzzResources(f *testing.F) {
	var of []acctest.Hostile
	for _, s := range All() {
		s.Hostile.Type = s.Type
		of = append(of, s.Hostile)
	}
	acctest.FuzzResources(f, of)
}

// asked are questions to data sources that need more than an id, or can be asked in another way.
var asked = []acctest.Hostile{
	{Type: "wecom_department", Config: `{"path":"研发/后端"}`},
	{Type: "wecom_departments", Config: `{"parent_id":1,"recursive":true}`},
	{Type: "wecom_inventory", Config: `{"managed":{"department":["2"]},"ignore":["department:后*","*:cw1"]}`},
	{Type: "wecom_members", Config: `{"department_id":1,"recursive":true}`},
	{Type: "wecom_tag_group", Config: `{"name":"等级"}`},
}

// corpAnswers answer what several data sources ask.
var corpAnswers = []string{
	`{"errcode":0,"department":[{"id":1,"name":"corp","parentid":0,"order":1},{"id":2,"name":"研发","parentid":1},{"id":3,"name":"后端","parentid":2,"department_leader":["li"]},{"id":3,"parentid":3}],` +
		`"department_id":[{"id":1,"parentid":2},{"id":2,"parentid":1}],"userlist":[{"userid":"li","department":[1,2],"is_leader_in_dept":[1],"status":9}],` +
		`"tag_group":[{"group_id":"etG","group_name":"等级","tag":[{"id":"et1","name":"a"},{"id":"et2","name":"a"}]}],` +
		`"contact_way":[{"config_id":"cw1"}],"link_id_list":["ca1"],"rule_list":[{"rule_id":1,"rule_name":"n"}],"follow_user":["li","li"],"total":1,"balance":-1,"quota_list":[{"expire_date":1,"balance":1}]}`,
	`{"errcode":0,"department":{"id":2,"name":"研发","parentid":2},"contact_way":{"config_id":"cw1","type":1,"scene":1,"is_temp":true,"conclusions":{"text":{"content":"t"}}},` +
		`"link":{"link_name":"n"},"rule":{"rule_name":"n"},"next_cursor":"a"}`,
	`{"errcode":48009,"errmsg":"x"}` + acctest.AnswerEnd + `{"errcode":0,"department_id":[{"id":1,"parentid":0},{"id":2,"parentid":1}],"dept_user":[{"userid":"li","department":2}]}`,
}

// Every data source is asked by the id of a specimen, or for all, and in each further way.
func FuzzDataSources(f *testing.F) {
	of := slices.Clone(asked)
	for i := range of {
		of[i].Answers = corpAnswers
	}
	schemas := acctest.DataSources(f)
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		h := acctest.Hostile{Type: name, Config: `{}`, Answers: corpAnswers}
		one := Of(name)
		noun := cmp.Or(one, Of(strings.TrimSuffix(name, "s")))
		if noun != nil {
			h.Answers = slices.Concat(corpAnswers, noun.Hostile.Answers)
		}
		needs := false
		for _, a := range schemas[name].Block.Attributes {
			switch {
			case a.Name != "id":
				needs = needs || a.Required
			case one != nil && a.Type.Is(tftypes.Number):
				h.Config = `{"id":` + one.Hostile.ID + `}`
			case one != nil:
				h.Config = fmt.Sprintf(`{"id":%q}`, one.Hostile.ID)
			}
		}
		if !needs {
			of = append(of, h)
		} else if !slices.ContainsFunc(asked, func(h acctest.Hostile) bool { return h.Type == name }) {
			f.Errorf("say in asked how %s is asked", name)
		}
	}
	acctest.FuzzDataSources(f, of)
}
