// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package groupjoinway_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_group_join_way.test"

func chats(c *emulator.Corp) {
	for i := range 5 {
		c.GroupChats = append(c.GroupChats, emulator.GroupChat{ID: fmt.Sprint("wr", i+1), Owner: "zhangsan"})
	}
}

func one(lines ...string) string {
	return "resource \"wecom_group_join_way\" \"test\" {\n  " + strings.Join(lines, "\n  ") + "\n}\n"
}

func groups(n int) string {
	var ids []string
	for i := range n {
		ids = append(ids, fmt.Sprintf("%q", fmt.Sprint("wr", i+1)))
	}
	return "chat_ids = [" + strings.Join(ids, ", ") + "]"
}

const (
	code = `scene = "qr_code"`
	auto = `auto_create = { name_prefix = "群", first_number = 10 }`
)

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

// way is the only join way of the corp.
func way(e *acctest.Env) emulator.JoinWay { return e.Corp().JoinWays[0] }

// fill lets WeCom make n groups of its own.
func fill(t *testing.T, e *acctest.Env, n int) func() {
	t.Helper()
	return func() {
		for range n {
			_, err := e.Console().FillJoinWay(way(e).ConfigID)
			acctest.Must(t, err)
		}
		e.Forget()
	}
}

// names are those of the groups in the join way.
func names(e *acctest.Env) string {
	of := map[string]string{}
	corp := e.Corp()
	for _, g := range corp.GroupChats {
		of[g.ID] = g.ID
		if g.Name != "" {
			of[g.ID] = g.Name
		}
	}
	var out []string
	for _, id := range corp.JoinWays[0].Chats {
		out = append(out, of[id])
	}
	return strings.Join(out, " ")
}

func reaches(e *acctest.Env, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if got := names(e); got != want {
			return fmt.Errorf("the join way leads to %s, want %s", got, want)
		}
		return nil
	}
}

// Groups that WeCom makes when the others are full are no drift, and every update sends them again: also the one that
// switches auto_create off, and every one after it. What is taken out is taken out.
func TestJoinWay_groupsOfWeCom(t *testing.T) {
	for _, advances := range []bool{false, true} {
		t.Run(fmt.Sprint(advances), func(t *testing.T) {
			e := acctest.New(t, chats)
			e.SetSwitches(func(s *emulator.Switches) { s.JoinNumberAdvances = advances })
			config := e.Config(one(code, groups(2), auto))
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{PreConfig: fill(t, e, 2), Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
				resource.TestStep{
					Config: e.Config(one(code, groups(2), auto, `remark = "a"`)), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
					Check: resource.ComposeTestCheckFunc(e.Sent("update_join_way"), reaches(e, "wr1 wr2 群10 群11"), resource.TestCheckResourceAttr(address, "chat_ids.#", "2")),
				},
				resource.TestStep{PreConfig: fill(t, e, 1), Config: e.Config(one(code, groups(2), auto)), Check: reaches(e, "wr1 wr2 群10 群11 群12")},
				resource.TestStep{Config: e.Config(one(code, groups(1), auto)), Check: reaches(e, "wr1 群10 群11 群12")},
				resource.TestStep{Config: e.Config(one(code, groups(1))), Check: reaches(e, "wr1 群10 群11 群12")},
				resource.TestStep{PreConfig: e.Forget, Config: e.Config(one(code, groups(1))), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
				resource.TestStep{Config: e.Config(one(code, groups(2))), Check: reaches(e, "wr1 wr2 群10 群11 群12")},
				resource.TestStep{PreConfig: func() {
					acctest.Must(t, e.Console().UpdateJoinWay(way(e).ConfigID, func(w *emulator.JoinWay) { w.Chats = append(w.Chats, "wr5") }))
				}, Config: e.Config(one(code, groups(2))), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: reaches(e, "wr1 wr2 群10 群11 群12")},
				resource.TestStep{PreConfig: func() {
					e.Keep()
					acctest.Must(t, e.Console().DeleteJoinWay(way(e).ConfigID))
					e.Keep()
				}, Config: e.Config("")},
			)
		})
	}
}

// A call names at most five groups: of those that WeCom made, the latest stay, and a warning names the others.
func TestJoinWay_moreThanFive(t *testing.T) {
	e := acctest.New(t, chats)
	e.Run(
		resource.TestStep{Config: e.Config(one(code, groups(4), auto))},
		resource.TestStep{PreConfig: fill(t, e, 2), Config: e.Config(one(code, groups(4), auto, `remark = "a"`)), Check: reaches(e, "wr1 wr2 wr3 wr4 群11")},
		resource.TestStep{PreConfig: func() {
			acctest.Must(t, e.Console().DeleteJoinWay(way(e).ConfigID))
			e.Keep()
		}, Config: e.Config("")},
	)
}

// Where WeCom keeps the scene, in silence or with an error, the apply says so, the rest is applied, and nothing is ever
// replaced.
func TestJoinWay_sceneKept(t *testing.T) {
	for _, reading := range []string{emulator.JoinSceneKept, emulator.JoinSceneRefused} {
		t.Run(reading, func(t *testing.T) {
			e := acctest.New(t, chats)
			e.SetSwitches(func(s *emulator.Switches) { s.JoinScene = reading })
			other := e.Config(one(`scene = "mini_program"`, groups(1), `remark = "a"`))
			var before emulator.JoinWay
			e.Run(
				resource.TestStep{Config: e.Config(one(code, groups(1))), Check: func(*terraform.State) error { before = way(e); return nil }},
				resource.TestStep{Config: other, ExpectError: acctest.Says("WeCom keeps its scene, qr_code. Put the former scene back: its code stays as it is.")},
				resource.TestStep{
					PreConfig: func() {
						if w := way(e); w.ConfigID != before.ConfigID || w.Scene != emulator.SceneQRCode || w.Remark != "a" || w.QRPath() != before.QRPath() {
							t.Errorf("%s: %+v", reading, w)
						}
						e.Forget()
					},
					Config: e.Config(one(code, groups(1), `remark = "a"`)), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent(),
				},
			)
		})
	}
}

// A code that becomes another one is told, and nothing else: id and join way stay.
func TestJoinWay_anotherCode(t *testing.T) {
	for _, reading := range []string{emulator.JoinQRWithScene, emulator.JoinQREachUpdate} {
		t.Run(reading, func(t *testing.T) {
			e := acctest.New(t, chats)
			e.SetSwitches(func(s *emulator.Switches) { s.JoinQRCode = reading })
			shown := func(s *terraform.State) error {
				if got, want := s.RootModule().Resources[address].Primary.Attributes["qr_code"], e.URL+way(e).QRPath(); got != want {
					return fmt.Errorf("qr_code %s, WeCom has %s", got, want)
				}
				return nil
			}
			second := e.Config(one(`scene = "mini_program"`, groups(1)))
			e.Run(
				resource.TestStep{Config: e.Config(one(code, groups(1))), Check: shown},
				resource.TestStep{Config: second, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: shown},
				resource.TestStep{Config: e.Config(one(`scene = "mini_program"`, groups(1), `state = "a"`)), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
				resource.TestStep{Config: e.Config(one(`scene = "mini_program"`, groups(1), `state = "a"`)), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: shown},
			)
		})
	}
}

// A group that was dissolved since refuses every later update, and the error says why.
func TestJoinWay_groupDissolved(t *testing.T) {
	e := acctest.New(t, chats)
	first := e.Config(one(code, groups(2)))
	e.Run(
		resource.TestStep{Config: first},
		resource.TestStep{
			PreConfig: func() {
				acctest.Must(t, e.Console().UpdateGroupChat("wr2", func(g *emulator.GroupChat) { g.Dissolved = true }))
				e.Keep()
			},
			Config: e.Config(one(code, groups(2), `remark = "a"`)), ExpectError: acctest.Says("The customer group (客户群) was dissolved."),
		},
		resource.TestStep{Config: e.Config(one(code, groups(1), `remark = "a"`)), Check: reaches(e, "wr1")},
		resource.TestStep{Config: e.Config(""), PreConfig: func() {
			acctest.Must(t, e.Console().DeleteJoinWay(way(e).ConfigID))
			e.Keep()
		}},
	)
}

// A group that WeCom made by itself and that was dissolved since leaves with the next update, which it would refuse;
// the others stay.
func TestJoinWay_ownGroupDissolved(t *testing.T) {
	e := acctest.New(t, chats)
	dissolve := func(names ...string) func() {
		return func() {
			for _, g := range e.Corp().GroupChats {
				if slices.Contains(names, g.Name) {
					acctest.Must(t, e.Console().UpdateGroupChat(g.ID, func(g *emulator.GroupChat) { g.Dissolved = true }))
				}
			}
			e.Forget()
		}
	}
	e.Run(
		resource.TestStep{Config: e.Config(one(code, groups(1), auto))},
		resource.TestStep{PreConfig: fill(t, e, 4), Config: e.Config(one(code, groups(1), auto)), Check: reaches(e, "wr1 群10 群11 群12 群13")},
		resource.TestStep{PreConfig: dissolve("群11"), Config: e.Config(one(code, groups(1), auto, `remark = "a"`)), Check: reaches(e, "wr1 群10 群12 群13")},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one(code, groups(1), auto, `remark = "a"`)),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
		resource.TestStep{PreConfig: dissolve("群10", "群13"), Config: e.Config(one(code, groups(1), auto)), Check: reaches(e, "wr1 群12")},
		resource.TestStep{Config: e.Config(""), PreConfig: func() {
			acctest.Must(t, e.Console().DeleteJoinWay(way(e).ConfigID))
			e.Keep()
		}},
	)
}

// A group that WeCom does not take refuses a change as it does a create, and nothing is lost: groups and code are as
// before.
func TestJoinWay_groupRefused(t *testing.T) {
	e := acctest.New(t, chats, func(c *emulator.Corp) {
		c.GroupChats = append(c.GroupChats, emulator.GroupChat{ID: "wrinternal", Owner: "zhangsan", Internal: true},
			emulator.GroupChat{ID: "wrgone", Owner: "zhangsan", Dissolved: true}, emulator.GroupChat{ID: "wrforeign", Owner: "nobody"})
	})
	first := e.Config(one(code, groups(1)))
	steps := []resource.TestStep{{Config: first}}
	for id, words := range map[string]string{
		"wrinternal": "The group is no customer group (客户群): it has no outside contacts.",
		"wrgone":     "The customer group (客户群) was dissolved.",
		"wrforeign":  "The owner of a group is outside the app's visible range",
		"wrnone":     "There is no customer group (客户群) of this id",
	} {
		steps = append(steps, resource.TestStep{
			Config:      e.Config(one(code, fmt.Sprintf("chat_ids = [\"wr1\", %q]", id), `remark = "a"`)),
			ExpectError: acctest.Says(words),
		}, resource.TestStep{PreConfig: e.Forget, Config: first, ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			Check: resource.ComposeTestCheckFunc(e.Sent(), reaches(e, "wr1"))})
	}
	e.Run(steps...)
}

// With the secret of another app a join way looks deleted: the refresh says what else it may be, an import is an error.
func TestJoinWay_otherApp(t *testing.T) {
	for _, reading := range []string{"", "40058"} {
		t.Run(reading, func(t *testing.T) {
			e := acctest.New(t, chats, func(c *emulator.Corp) {
				c.JoinWays = []emulator.JoinWay{{ConfigID: "jw1", Scene: emulator.SceneQRCode, Chats: []string{"wr1"}, Owner: "another"}}
			})
			e.SetSwitches(func(s *emulator.Switches) { s.JoinForeign = reading })
			e.Run(
				resource.TestStep{
					Config:      e.Config("import {\n  to = " + address + "\n  id = \"jw1\"\n}\n" + one(code, groups(1))),
					ExpectError: acctest.Says("this app has no join way of that id: it was deleted, or another app made it."),
				},
				resource.TestStep{Config: e.Config(one(code, groups(1)))},
				resource.TestStep{
					PreConfig: func() {
						made := e.Corp().JoinWays
						acctest.Must(t, e.Console().UpdateJoinWay(made[len(made)-1].ConfigID, func(w *emulator.JoinWay) { w.Owner = "another" }))
						acctest.Must(t, e.Console().UpdateJoinWay(made[0].ConfigID, func(w *emulator.JoinWay) { w.Owner = "another" }))
						e.Forget()
					},
					Config: e.Config(one(code, groups(1))), ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
					Check: func(*terraform.State) error { e.Keep(); return e.Sent("add_join_way")(nil) },
				},
				resource.TestStep{Config: e.Config(""), PreConfig: func() {
					for _, w := range e.Corp().JoinWays {
						if w.Owner != "another" {
							acctest.Must(t, e.Console().DeleteJoinWay(w.ConfigID))
						}
					}
					e.Keep()
				}},
			)
		})
	}
}
