// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tfsdklogtest"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

type values = map[string]any

// corp has departments 2 and 3 and one custom attribute; newApp has secret be that of an app from after 2022-06-20.
func corp(c *emulator.Corp) {
	c.Departments = append(c.Departments, emulator.Department{ID: 2, Name: "研发", ParentID: 1, Order: 1}, emulator.Department{ID: 3, Name: "后端", ParentID: 2, Order: 1})
	c.MemberAttributes = []string{"工号"}
}

func newApp(c *emulator.Corp) { c.Apps[1].HideSensitive = true }

// desk is a corp and a folder.
type desk struct {
	t     *testing.T
	e     *acctest.Env
	ctx   context.Context
	core  *tfcore.Core
	state tfcore.State
}

func on(t *testing.T, fn func(d *desk), edits ...func(*emulator.Corp)) {
	t.Helper()
	t.Parallel()
	e := acctest.New(t, append([]func(*emulator.Corp){corp}, edits...)...)
	acctest.Virtually(t, func(t *testing.T) {
		t.Helper()
		d := &desk{t: t, e: e, ctx: t.Context(), state: tfcore.State{}}
		d.restart(nil)
		fn(d)
	})
}

func (d *desk) restart(block map[string]any) {
	d.t.Helper()
	core, err := d.e.Core(d.ctx, block)
	if err != nil {
		d.t.Fatal(err)
	}
	d.core = core
}

func contactsAlone(e *acctest.Env) map[string]any {
	return map[string]any{"corp_id": acctest.CorpID, "endpoint": e.URL, "contacts_secret": acctest.ContactsSecret}
}

func lilei(more values) tfcore.Config {
	all := values{"id": "lilei", "name": "李雷", "mobile": "13800000001", "department_ids": []any{2}}
	for name, v := range more {
		if all[name] = v; v == nil {
			delete(all, name)
		}
	}
	return tfcore.Config{"test": {Type: "wecom_member", Values: all}}
}

// run plans and applies, and returns everything that was said.
func (d *desk) run(config tfcore.Config) (said tfcore.Diagnostics, err error) {
	d.t.Helper()
	plan, err := d.core.Plan(d.ctx, d.state, config)
	if err != nil {
		var e *tfcore.Error
		if errors.As(err, &e) {
			return e.Diagnostics, err
		}
		d.t.Fatal(err)
	}
	state, diags, err := d.core.Apply(d.ctx, plan)
	d.state = state
	return append(plan.Diagnostics, diags...), err
}

func (d *desk) must(config tfcore.Config) tfcore.Diagnostics {
	d.t.Helper()
	said, err := d.run(config)
	if err != nil {
		d.t.Fatal(said, err)
	}
	return said
}

func (d *desk) says(said tfcore.Diagnostics, words string) {
	d.t.Helper()
	for _, s := range said {
		if acctest.Says(words).MatchString(s.Summary + "\n" + s.Detail) {
			return
		}
	}
	d.t.Errorf("nothing says %q:\n%s", words, said)
}

// idle has the plan find nothing, and returns what it says.
func (d *desk) idle(config tfcore.Config) tfcore.Diagnostics {
	d.t.Helper()
	plan, err := d.core.Plan(d.ctx, d.state, config)
	if err != nil {
		d.t.Fatal(err)
	}
	if !plan.Empty() {
		d.t.Errorf("the plan is not empty:\n%s", plan)
	}
	d.state = plan.State
	return plan.Diagnostics
}

// Instances of one resource cannot refer to each other, so leaders are named by userid: whoever comes first waits, and
// more members than run side by side, who all wait, are made without their leader, who is set on arrival.
func TestMember_leaderOfTheSameApply(t *testing.T) {
	for _, reports := range []int{1, 3, 25} {
		t.Run(fmt.Sprint(reports), func(t *testing.T) {
			on(t, func(d *desk) {
				config := tfcore.Config{"zz": {Type: "wecom_member", Values: values{"id": "Boss", "name": "头", "email": "boss@example.com", "department_ids": []any{2}}}}
				for i := range reports {
					id := fmt.Sprintf("report%02d", i)
					config[id] = tfcore.Resource{Type: "wecom_member", Values: values{"id": id, "name": "员", "email": id + "@example.com", "department_ids": []any{2}, "direct_leader_id": "boss"}}
				}
				if reports == 3 {
					config["chat"] = tfcore.Resource{Type: "wecom_app_chat", Values: values{"owner_id": "boss", "user_ids": []any{"boss", "report00", "report02"}}}
				}
				d.must(config)
				d.idle(config)
				for i := range reports {
					if m := d.e.Corp().Members; !slices.ContainsFunc(m, func(m emulator.Member) bool {
						return m.UserID == fmt.Sprintf("report%02d", i) && slices.Equal(m.DirectLeader, []string{"boss"})
					}) {
						d.t.Errorf("report%02d has no leader", i)
					}
				}
			})
		})
	}
}

// What is write-only is found in no state, no plan, no message and no log at TRACE.
func TestMember_personalDataStaysOut(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		var logs bytes.Buffer
		d.ctx = tfsdklogtest.RootLogger(d.ctx, &logs)
		canaries := []string{"13877777777", "canary@example.com", "canary street", "13866666666"}
		config := lilei(values{"mobile": nil, "mobile_wo": canaries[0], "email_wo": canaries[1], "address_wo": canaries[2], "personal_data_version": 1})
		var seen strings.Builder
		for i := range 2 {
			if i == 1 {
				config = lilei(values{"mobile": nil, "mobile_wo": canaries[3], "email_wo": canaries[1], "address_wo": canaries[2], "personal_data_version": 2, "name": "李"})
			}
			plan, err := d.core.Plan(d.ctx, d.state, config)
			if err != nil {
				t.Fatal(err)
			}
			state, diags, err := d.core.Apply(d.ctx, plan)
			if err != nil {
				t.Fatal(err)
			}
			d.state = state
			again := d.idle(config)
			fmt.Fprintln(&seen, plan, plan.State, state, diags, again)
		}
		if sent := d.e.Requests("user/update"); len(sent) != 1 || !strings.Contains(string(sent[0].Body), canaries[3]) {
			t.Errorf("what was sent: %v", sent)
		}
		if _, err := d.run(lilei(values{"mobile": nil, "mobile_wo": "13900000009", "personal_data_version": 3, "direct_leader_id": "nobody"})); err == nil {
			t.Error("an unknown leader is accepted")
		} else {
			fmt.Fprintln(&seen, err)
		}
		if logs.Len() == 0 {
			t.Error("nothing was logged: this proves nothing")
		}
		for _, canary := range append(canaries, "13900000009") {
			if strings.Contains(seen.String(), canary) || strings.Contains(logs.String(), canary) {
				t.Errorf("%s is in a state, plan, message or log", canary)
			}
		}
	})
}

// With contacts_secret alone only existence and departments are read; the rest stays as configured, with one warning.
func TestMember_idsOnly(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		d.restart(contactsAlone(d.e))
		config := lilei(values{"position": "工程师", "leader_of_department_ids": []any{2}})
		config["other"] = tfcore.Resource{Type: "wecom_member", Values: values{"id": "han", "name": "韩", "email": "han@example.com", "department_ids": []any{2, 3}}}
		d.must(config)
		said := d.idle(config)
		if len(said) != 1 {
			t.Errorf("%d warnings, want one:\n%s", len(said), said)
		}
		d.says(said, "Only the departments of members are read; everything else of resources is taken from the state")
		if err := d.e.Console().UpdateMember("lilei", func(m *emulator.Member) { m.Name, m.Position = "张", "" }); err != nil {
			t.Fatal(err)
		}
		d.idle(config)
		d.must(lilei(values{"position": "架构师", "leader_of_department_ids": []any{2}}))
		acctest.Must(t, d.e.Console().MoveMember("lilei", 3))
		d.e.Forget()
		d.must(lilei(values{"position": "架构师", "leader_of_department_ids": []any{2}}))
		acctest.Must(t, d.e.Sent(`user/update {"userid":"lilei","department":[2],"is_leader_in_dept":[1]}`)(nil))
		acctest.Must(t, d.e.Console().DeleteMember("lilei"))
		plan, err := d.core.Plan(d.ctx, d.state, lilei(nil))
		if err != nil || plan.Changes["test"].Action != tfcore.Create {
			t.Errorf("deleted in the console: %v\n%s", err, plan)
		}
	})
}

// An import that sees ids alone plans nothing of what no line says: a member who was disabled in the console stays out,
// and a leader remains one.
func TestMember_idsOnlyImport(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		config := lilei(nil)
		d.must(config)
		acctest.Must(t, d.e.Console().UpdateMember("lilei", func(m *emulator.Member) {
			m.Status = emulator.StatusDisabled
			m.Departments[0].Leader = true
		}))
		d.restart(contactsAlone(d.e))
		state, _, err := d.core.Import(d.ctx, tfcore.State{}, "test", "wecom_member", "lilei")
		if err != nil {
			t.Fatal(err)
		}
		d.state = state
		d.e.Forget()
		d.must(config)
		for _, r := range d.e.Writes() {
			if body := string(r.Body); strings.Contains(body, "enable") || strings.Contains(body, "is_leader_in_dept") {
				t.Errorf("%s %s", r.Path, body)
			}
		}
		if now := d.e.Corp().Members; !slices.ContainsFunc(now, func(m emulator.Member) bool {
			return m.UserID == "lilei" && m.Status == emulator.StatusDisabled && m.Departments[0].Leader
		}) {
			t.Errorf("%+v", now)
		}
	})
}

// What WeCom withholds is kept as configured, and never a difference.
func TestMember_withheld(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		config := lilei(values{"gender": "male", "email": "lei@example.com", "address": "上海", "biz_mail": "lei@example.wecom.work"})
		d.must(config)
		d.idle(config)
		acctest.Must(t, d.e.Console().UpdateMember("lilei", func(m *emulator.Member) { m.Address, m.Gender = "", 2 }))
		d.idle(config)
		state, _, err := d.core.Import(d.ctx, tfcore.State{}, "test", "wecom_member", "lilei")
		if err != nil {
			t.Fatal(err)
		}
		d.state = state
		d.e.Forget()
		d.must(config)
		acctest.Must(t, d.e.Sent("user/update")(nil))
		d.idle(config)
	}, newApp)
}

// A custom attribute that the console does not define is ignored by WeCom: a create says so in a warning, because an
// error would have Terraform replace the person, and an update in an error.
func TestMember_ignoredAttribute(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		config := lilei(values{"custom_attributes": values{"没有": values{"text": "x"}, "工号": values{"text": "7"}}})
		d.says(d.must(config).Warnings(), `created, but not complete`)
		for range 2 {
			said, err := d.run(config)
			if err == nil {
				t.Fatal("the attribute was accepted")
			}
			d.says(said.Errors(), `WeCom did not take over "没有": the console does not define such an attribute`)
			d.says(said.Errors(), "Console: 我的企业 → 通讯录管理 → 成员资料显示")
			if at := said.Errors()[0].Attribute; at != "custom_attributes" {
				t.Errorf("the error is at %q", at)
			}
		}
		acctest.Must(t, d.e.Console().SetMemberAttributes("工号", "没有"))
		d.must(config)
		d.idle(config)
	})
}

// Attributes that others manage survive, even should WeCom clear what is not sent.
func TestMember_attributesOfOthers(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		d.e.SetSwitches(func(s *emulator.Switches) { s.AttributesReplaced = true })
		d.must(lilei(values{"custom_attributes": values{"工号": values{"text": "7"}}}))
		acctest.Must(t, d.e.Console().SetMemberAttributes("工号", "车牌"))
		acctest.Must(t, d.e.Console().UpdateMember("lilei", func(m *emulator.Member) {
			m.Attributes = append(m.Attributes, emulator.Attribute{Name: "车牌", Value: "沪A"})
		}))
		d.must(lilei(values{"custom_attributes": values{"工号": values{"text": "8"}}}))
		if got := fmt.Sprint(d.e.Corp().Members[0].Attributes); !strings.Contains(got, "沪A") || !strings.Contains(got, "8") {
			t.Errorf("attributes %s", got)
		}
	})
}

// WeCom ignores another mobile number of an activated member.
func TestMember_mobileOfTheActivated(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		d.must(lilei(nil))
		acctest.Must(t, d.e.Console().ActivateMember("lilei"))
		d.e.Forget()
		said, err := d.run(lilei(values{"mobile": "13800000002"}))
		if err == nil {
			t.Fatal("the plan promises another number")
		}
		d.says(said.Errors(), `member "李雷" (lilei) is activated, and WeCom ignores another mobile number`)
		acctest.Must(t, d.e.Sent()(nil))
		d.idle(lilei(values{"mobile": "+86 13800000001"}))
		d.idle(lilei(values{"mobile": nil}))
		// Activated between plan and apply: an error, and the state has the number that is there.
		acctest.Must(t, d.e.Console().UpdateMember("lilei", func(m *emulator.Member) { m.Status = emulator.StatusNotActivated }))
		d.idle(lilei(nil))
		plan, err := d.core.Plan(d.ctx, d.state, lilei(values{"mobile": "13800000002", "position": "x"}))
		if err != nil {
			t.Fatal(err)
		}
		acctest.Must(t, d.e.Console().ActivateMember("lilei"))
		state, diags, err := d.core.Apply(d.ctx, plan)
		if err == nil {
			t.Error("the apply is silent")
		}
		d.state = state
		d.says(diags.Errors(), "is activated, so only they can change the number")
		d.idle(lilei(values{"position": "x"}))
	})
}

// on_destroy decides what a destroy sends.
func TestMember_onDestroy(t *testing.T) {
	for what, want := range map[string]struct {
		sends []string
		says  string
	}{
		"disable": {[]string{`user/update {"userid":"lilei","enable":0}`}, "Destroying member \"李雷\" (lilei) bars the person from logging in"},
		"forget":  {nil, "Destroying member \"李雷\" (lilei) sends nothing: on_destroy is forget"},
	} {
		t.Run(what, func(t *testing.T) {
			on(t, func(d *desk) {
				t := d.t
				d.must(lilei(values{"on_destroy": what}))
				d.e.Forget()
				d.says(d.must(tfcore.Config{}).Warnings(), want.says)
				acctest.Must(t, d.e.Sent(want.sends...)(nil))
				if n := len(d.e.Corp().Members); n != 3 {
					t.Errorf("%d members are left", n)
				}
				acctest.Must(t, d.e.Console().DeleteMember("lilei"))
			})
		})
	}
	t.Run("the creator", func(t *testing.T) {
		on(t, func(d *desk) {
			t := d.t
			d.must(lilei(nil))
			acctest.Must(t, d.e.Console().UpdateMember("lilei", func(m *emulator.Member) { m.Creator = true }))
			said, err := d.run(tfcore.Config{})
			if err == nil {
				t.Fatal("the creator is deleted")
			}
			d.says(said.Errors(), "The creator of the corp cannot be deleted")
		})
	})
}

// A disabled member may come out enabled of a create: it is disabled after it, without an error.
func TestMember_enableIgnoredByTheCreate(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		d.e.SetSwitches(func(s *emulator.Switches) { s.EnableIgnoredOnCreate = true })
		config := lilei(values{"enabled": false})
		d.must(config)
		d.idle(config)
		if got := d.state.Text("test", "status"); got != "disabled" {
			t.Errorf("status %q", got)
		}
	})
}

// An app that sees a part of the corp is not shown all departments of a member: that is no difference.
func TestMember_partlyVisible(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		config := lilei(values{"department_ids": []any{2, 4}, "leader_of_department_ids": []any{4}, "direct_leader_id": "zhangsan"})
		config["four"] = tfcore.Resource{Type: "wecom_department", Values: values{"id": 4, "name": "别处"}}
		config["test"].Values["department_ids"] = []any{2, tfcore.Ref{Address: "four", Path: "id"}}
		d.must(config)
		acctest.Must(t, d.e.Console().SetVisibleRange(acctest.AppName, []int64{2}, nil))
		d.restart(nil)
		delete(config, "four")
		config["test"].Values["department_ids"] = []any{2, 4}
		kept := d.state.Clone()
		delete(kept, "four")
		d.state = kept
		d.idle(config)
		acctest.Must(t, d.e.Console().SetVisibleRange(acctest.AppName, []int64{1}, nil))
	})
}

// Members follow departments in one apply, in either direction; where Terraform's order does not allow it, the plan
// says so.
func TestMember_moves(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		department := func(name string) tfcore.Resource {
			return tfcore.Resource{Type: "wecom_department", Values: values{"name": name}}
		}
		in := func(addresses ...string) []any {
			var out []any
			for _, a := range addresses {
				out = append(out, tfcore.Ref{Address: a, Path: "id"})
			}
			return out
		}
		both := lilei(values{"department_ids": in("a", "b")})
		both["a"], both["b"] = department("甲"), department("乙")
		d.must(both)
		moved := lilei(values{"department_ids": in("a", "c")})
		moved["a"], moved["b"], moved["c"] = department("甲"), department("乙"), department("丙")
		d.must(moved)
		d.idle(moved)
		// b is empty now; a is destroyed while the member moves out of it.
		dying := lilei(values{"department_ids": in("c")})
		dying["c"] = department("丙")
		plan, err := d.core.Plan(d.ctx, d.state, dying)
		if err != nil {
			t.Fatal(err)
		}
		d.says(plan.Diagnostics.Warnings(), `This plan destroys department`)
		d.says(plan.Diagnostics.Warnings(), `moves member "李雷" (lilei) out of it`)
		first := lilei(values{"department_ids": in("c")})
		first["a"], first["b"], first["c"] = department("甲"), department("乙"), department("丙")
		d.must(first)
		d.must(dying)
		d.must(tfcore.Config{})
	})
}

// A member whom the destroy would bar is not barred behind the back of the address that an import brings them to; one
// whom it only forgets may pass so.
func TestMember_importBesideItsDestroy(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		for fate, refused := range map[string]bool{"delete": true, "disable": true, "forget": false} {
			before := lilei(values{"on_destroy": fate})
			d.must(before)
			plan, err := d.core.PlanWith(d.ctx, d.state, tfcore.Config{"a": before["test"]}, tfcore.PlanOptions{Import: map[string]any{"a": "lilei"}})
			if (err != nil) != refused || refused && !strings.Contains(plan.Diagnostics.String(), "is to be kept and destroyed") {
				t.Errorf("%s: %v %s", fate, err, plan.Diagnostics)
			}
		}
	})
}

// A department dies while a member moves out of it to one that the same plan makes, or stays, or dies by name only: the
// plan says so, and the apply does not wait for what cannot come.
func TestMember_departmentDies(t *testing.T) {
	on(t, func(d *desk) {
		t := d.t
		own := func(id int) tfcore.Resource {
			return tfcore.Resource{Type: "wecom_department", Values: values{"id": id, "name": fmt.Sprint("部门", id)}}
		}
		last := func(r tfcore.Resource) tfcore.Resource { r.CreateBeforeDestroy = true; return r }
		tree := func(text string) tfcore.Resource {
			return tfcore.Resource{Type: "wecom_department_tree", Values: values{"departments": text}}
		}
		ref := func(address, path string) []any { return []any{tfcore.Ref{Address: address, Path: path}} }
		with := func(more values, beside tfcore.Config) tfcore.Config {
			config := lilei(more)
			maps.Copy(config, beside)
			return config
		}
		for name, tt := range map[string]struct {
			have, want tfcore.Config
			planned    string
			refused    string // "" where it can be done
		}{
			"to one that is made": {
				with(values{"department_ids": ref("old", "id")}, tfcore.Config{"old": own(9)}),
				with(values{"department_ids": ref("new", "id")}, tfcore.Config{"new": {Type: "wecom_department", Values: values{"name": "新"}}}),
				`moves member "李雷" (lilei) out of it`, "while nothing in this apply moves out of it, it still has members: lilei",
			},
			"made before it is destroyed": {
				with(values{"department_ids": ref("old", "id")}, tfcore.Config{"old": last(own(9))}),
				with(values{"department_ids": ref("new", "id")}, tfcore.Config{"new": {Type: "wecom_department", Values: values{"name": "新"}}}),
				"create_before_destroy = true", "",
			},
			"forgotten": {
				with(values{"department_ids": ref("old", "id"), "on_destroy": "forget"}, tfcore.Config{"old": own(9)}), tfcore.Config{},
				`while member "李雷" (lilei) stays in it`, "it still has members: lilei",
			},
			"disabled": {
				with(values{"department_ids": ref("old", "id"), "on_destroy": "disable"}, tfcore.Config{"old": own(9)}), tfcore.Config{},
				`while member "李雷" (lilei) stays in it`, "it still has members: lilei",
			},
			"deleted": {with(values{"department_ids": ref("old", "id")}, tfcore.Config{"old": own(9)}), tfcore.Config{}, "", ""},
			"out of a tree, by number": { // no order between the two: the tree waits for the member
				with(values{"department_ids": []any{9}}, tfcore.Config{"tree": tree(`{"旧":{"id":9},"新":{"id":10}}`)}),
				with(values{"department_ids": []any{10}}, tfcore.Config{"tree": tree(`{"新":{"id":10}}`)}),
				`moves member "李雷" (lilei) out of it`, "",
			},
		} {
			t.Log(name)
			d.must(tt.have)
			plan, err := d.core.Plan(d.ctx, d.state, tt.want)
			acctest.Must(t, err)
			warned := plan.Diagnostics.Warnings()
			if tt.planned == "" && strings.Contains(warned.String(), "refused") {
				t.Error(warned)
			} else if tt.planned != "" {
				d.says(warned, tt.planned)
			}
			began := time.Now()
			state, said, err := d.core.Apply(d.ctx, plan)
			d.state = state
			if tt.refused != "" {
				d.says(said, tt.refused)
			} else if err != nil {
				t.Error(err)
			}
			if took := time.Since(began); took > 30*time.Second {
				t.Errorf("waited %s for what cannot come", took)
			}
			_ = d.e.Console().DeleteMember("lilei") // who was kept
			d.must(tfcore.Config{})
		}
	})
}

// A plan over a corp's members costs one call for each department in use, and a constant.
func TestMember_thousands(t *testing.T) {
	const departments, each = 50, 20
	on(t, func(d *desk) {
		t := d.t
		config := tfcore.Config{}
		for i := range departments * each {
			config[fmt.Sprint("m", i)] = tfcore.Resource{Type: "wecom_member", Values: values{
				"id": fmt.Sprint("M", i), "name": fmt.Sprint("成员", i), "email": fmt.Sprintf("m%d@example.com", i), "department_ids": []any{100 + i%departments, 1000},
			}}
		}
		d.must(config)
		for _, block := range []map[string]any{nil, contactsAlone(d.e)} {
			d.restart(block)
			d.e.Forget()
			d.idle(config)
			calls := 0
			for _, n := range d.e.CallCounts() {
				calls += n
			}
			if most := departments + 3; calls > most {
				t.Errorf("%d calls for a plan of %d members in %d departments, want at most %d: %v", calls, departments*each, departments, most, d.e.CallCounts())
			}
		}
	}, func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 1000, Name: "全体", ParentID: 1})
		for i := range departments {
			c.Departments = append(c.Departments, emulator.Department{ID: int64(100 + i), Name: fmt.Sprint("部门", i), ParentID: 1})
		}
	})
}
