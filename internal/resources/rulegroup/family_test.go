// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package rulegroup_test

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/rulegroup"
)

type values = map[string]any

// folder is a working folder in this process, with a corp and a clock of its own.
type folder struct {
	t     *testing.T
	e     *acctest.Env
	core  *tfcore.Core
	state tfcore.State
	of    string // resource type
}

func users(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("u%04d", i))
	}
	return out
}

// eachTree runs fn for both nouns, in a corp with n members beside those of the seed.
func eachTree(t *testing.T, n int, fn func(f *folder), opts ...func(*acctest.Env) []provider.Option) {
	t.Helper()
	for _, of := range []string{rulegroup.CustomerType, rulegroup.MomentType} {
		t.Run(of, func(t *testing.T) {
			t.Parallel()
			e := acctest.New(t, func(c *emulator.Corp) {
				for _, id := range users(n) {
					c.Members = append(c.Members, emulator.Member{UserID: id, Name: id, CustomerContact: true, RealNameVerified: true})
				}
			})
			acctest.Virtually(t, func(t *testing.T) {
				t.Helper()
				var all []provider.Option
				for _, o := range opts {
					all = append(all, o(e)...)
				}
				core, err := e.Core(t.Context(), nil, all...)
				if err != nil {
					t.Fatal(err)
				}
				fn(&folder{t, e, core, tfcore.State{}, of})
				for _, v := range e.Violations() {
					t.Errorf("the provider sent something WeCom does not define: %s", v)
				}
			})
		})
	}
}

func (f *folder) group(of values) tfcore.Resource {
	all := values{"name": "组", "admin_user_ids": []string{"zhangsan"}}
	for name, v := range of {
		all[name] = v
	}
	return tfcore.Resource{Type: f.of, Values: all}
}

// family is a parent and a child with these members.
func (f *folder) family(parent, child []string) tfcore.Config {
	return tfcore.Config{
		"parent": f.group(values{"name": "上", "user_ids": parent}),
		"child":  f.group(values{"name": "下", "user_ids": child, "parent_id": tfcore.Ref{Address: "parent", Path: "id"}}),
	}
}

func (f *folder) plan(config tfcore.Config) *tfcore.Plan {
	f.t.Helper()
	plan, err := f.core.Plan(f.t.Context(), f.state, config)
	if err != nil {
		f.t.Fatal(err)
	}
	return plan
}

func (f *folder) try(plan *tfcore.Plan) (string, error) {
	f.t.Helper()
	f.e.Forget()
	state, diags, err := f.core.Apply(f.t.Context(), plan)
	f.state = state
	return diags.String(), err
}

func (f *folder) apply(config tfcore.Config) {
	f.t.Helper()
	if said, err := f.try(f.plan(config)); err != nil {
		f.t.Fatal(said, err)
	}
	writes := f.e.Writes()
	if plan := f.plan(config); !plan.Empty() {
		f.t.Fatalf("the plan after the apply is not empty:\n%s", plan)
	}
	if n := len(f.e.Writes()); n != len(writes) {
		f.t.Errorf("a plan wrote")
	}
}

func (f *folder) refused(config tfcore.Config, at, words string) {
	f.t.Helper()
	f.e.Forget()
	_, err := f.core.Plan(f.t.Context(), f.state, config)
	var e *tfcore.Error
	if !errors.As(err, &e) {
		f.t.Fatalf("nothing is refused: %v", err)
	}
	if !slices.ContainsFunc(e.Diagnostics, func(d tfcore.Diagnostic) bool { return d.Attribute == at && acctest.Says(words).MatchString(d.Detail) }) {
		f.t.Errorf("nothing at %s says %q:\n%s", at, words, e.Diagnostics)
	}
	if n := len(f.e.Writes()); n != 0 {
		f.t.Errorf("%d writes", n)
	}
}

func (f *folder) says(text, words string) {
	f.t.Helper()
	if !acctest.Says(words).MatchString(text) {
		f.t.Errorf("nothing says %q:\n%s", words, text)
	}
}

// paths are the last parts of the paths of the writes.
func (f *folder) paths() (out []string) {
	for _, r := range f.e.Writes() {
		out = append(out, r.Path[strings.LastIndex(r.Path, "/")+1:])
	}
	return out
}

// Parent and child are widened in one apply, whatever WeCom makes of a range that shrinks.
func TestRuleGroup_widensTogether(t *testing.T) {
	eachTree(t, 3, func(f *folder) {
		f.apply(f.family([]string{"u0000"}, []string{"u0000"}))
		f.apply(f.family([]string{"u0000", "u0001", "u0002"}, []string{"u0000", "u0001"}))
		if got := fmt.Sprint(f.paths()); got != "[edit edit]" {
			f.t.Errorf("writes %s", got)
		}
		f.apply(tfcore.Config{})
	})
}

// Where WeCom lets a parent shrink below its child, or cuts the child, one apply does it.
func TestRuleGroup_shrinksTogether(t *testing.T) {
	for _, reading := range []string{emulator.RuleGroupShrinkKept, emulator.RuleGroupShrinkCut} {
		for _, strict := range []bool{false, true} {
			t.Run(fmt.Sprint(reading, strict), func(t *testing.T) {
				eachTree(t, 2, func(f *folder) {
					f.e.SetSwitches(func(s *emulator.Switches) { s.RuleGroupShrink, s.RuleGroupNoopRefused = reading, strict })
					f.apply(f.family([]string{"u0000", "u0001"}, []string{"u0000", "u0001"}))
					f.apply(f.family([]string{"u0000"}, []string{"u0000"}))
				})
			})
		}
	}
}

// Where WeCom refuses, the plan of the parent says the way, the error names the child, and the way works.
func TestRuleGroup_shrinksInTwoApplies(t *testing.T) {
	eachTree(t, 2, func(f *folder) {
		both, one := []string{"u0000", "u0001"}, []string{"u0000"}
		f.apply(f.family(both, both))
		plan := f.plan(f.family(one, one))
		f.says(plan.Diagnostics.Warnings().String(), `shrinks`)
		f.says(plan.Diagnostics.Warnings().String(), "it takes two applies: first one that narrows the lower groups, then one that narrows this one.")
		said, err := f.try(plan)
		if err == nil {
			f.t.Fatal("nothing is refused")
		}
		f.says(said, `groups below it still have what is taken away: "下" (2) has user_ids u0001.`)
		f.says(said, "It takes two applies: first one that narrows the groups below, then one that narrows this one.")
		f.apply(f.family(both, one))
		f.apply(f.family(one, one))
	})
}

// A range beyond that of a parent which is known is refused in the plan, also where the plan itself narrows the parent.
func TestRuleGroup_rangeOutsideTheParents(t *testing.T) {
	eachTree(t, 2, func(f *folder) {
		both, one := []string{"u0000", "u0001"}, []string{"u0000"}
		f.apply(f.family(both, one))
		f.refused(f.family(both, []string{"u0000", "lisi"}), "user_ids", `user_ids lisi is not in the range of `)
		f.refused(f.family([]string{"u0001"}, one), "user_ids", `user_ids u0000 is not in the range of `)
		outside := f.family(both, one)
		outside["child"].Values["department_ids"] = []int64{1}
		f.refused(outside, "department_ids", `department_ids 1 is not in the range of `)
		// Another spelling is the same member, and what a department covers is WeCom's to say.
		f.apply(f.family(both, []string{"U0001", "u0000"}))
		wide := f.family(both, []string{"u0000", "lisi"})
		wide["parent"].Values["department_ids"] = []int64{1}
		f.apply(wide)
		// Of a parent that the same apply makes, the range is known when its turn comes.
		f.apply(tfcore.Config{})
		said, err := f.try(f.plan(f.family(one, both)))
		if err == nil || fmt.Sprint(f.paths()) != "[create]" {
			f.t.Errorf("%v: %v", f.paths(), err)
		}
		f.says(said, `user_ids u0001 is not in the range of `)
	})
}

// The tree has five levels: in the plan where they are known, else before the call.
func TestRuleGroup_sixthLevel(t *testing.T) {
	eachTree(t, 0, func(f *folder) {
		chain := func(n int) tfcore.Config {
			config := tfcore.Config{}
			for i := 1; i <= n; i++ {
				g := f.group(values{"name": fmt.Sprint("层", i), "user_ids": []string{"lisi"}})
				if i > 1 {
					g.Values["parent_id"] = tfcore.Ref{Address: fmt.Sprint("g", i-1), Path: "id"}
				}
				config[fmt.Sprint("g", i)] = g
			}
			return config
		}
		said, err := f.try(f.plan(chain(6)))
		if err == nil || fmt.Sprint(f.paths()) != "[create create create create create]" {
			f.t.Errorf("%v: %v", f.paths(), err)
		}
		f.says(said, "parent_id is 5, a group on level 5, and WeCom has 5 levels of rule groups.")
		f.refused(chain(6), "parent_id", "parent_id is 5, a group on level 5, and WeCom has 5 levels of rule groups.")
		f.apply(chain(5))
		f.apply(tfcore.Config{})
	})
}

// A parent that the same apply makes is a parent: privileges beside it are refused before anything is made.
func TestRuleGroup_privilegesBesideANewParent(t *testing.T) {
	eachTree(t, 0, func(f *folder) {
		config := f.family([]string{"lisi"}, []string{"lisi"})
		config["child"].Values["privileges"] = values{}
		f.refused(config, "privileges", "privileges is set beside parent_id.")
	})
}

// A lower group shows the privileges of the group at the top, and no write is made for them.
func TestRuleGroup_inheritsPrivileges(t *testing.T) {
	eachTree(t, 0, func(f *folder) {
		right := map[string]string{rulegroup.CustomerType: "share_customer", rulegroup.MomentType: "send_moment"}[f.of]
		config := f.family([]string{"lisi"}, []string{"lisi"})
		f.apply(config)
		config["parent"].Values["privileges"] = values{right: false}
		f.apply(config)
		if got := fmt.Sprint(f.paths()); got != "[edit]" {
			f.t.Errorf("writes %s", got)
		}
		f.state = f.plan(config).State
		if got := f.state.Text("child", "privileges."+right); got != "false" {
			f.t.Errorf("%s of the child is %s", right, got)
		}
	})
}

// A group that has groups below it, which an admin may have made, is not deleted; the error names those the app sees.
func TestRuleGroup_deleteAboveOthers(t *testing.T) {
	eachTree(t, 0, func(f *folder) {
		config := f.family([]string{"lisi"}, []string{"lisi"})
		f.apply(config)
		delete(f.state, "child")
		said, err := f.try(f.plan(tfcore.Config{}))
		if err == nil {
			f.t.Fatal("nothing is refused")
		}
		f.says(said, `there are groups below it: "下" (2).`)
	})
}

// traffic counts writes of both trees that overlap.
type traffic struct {
	next http.RoundTripper

	mu                   sync.Mutex
	now, most, all, over int
}

func (c *traffic) RoundTrip(r *http.Request) (*http.Response, error) {
	write := strings.Contains(r.URL.Path, "_strategy/") && !strings.Contains(r.URL.Path, "_strategy/get") && !strings.HasSuffix(r.URL.Path, "/list")
	if write {
		c.mu.Lock()
		c.now++
		c.all++
		c.most = max(c.most, c.now)
		if c.now > 1 {
			c.over++
		}
		c.mu.Unlock()
		time.Sleep(20 * time.Millisecond) //nolint:forbidigo // on the clock of the bubble
		defer func() {
			c.mu.Lock()
			c.now--
			c.mu.Unlock()
		}()
	}
	return c.next.RoundTrip(r)
}

// One write at a time over both trees, also with -parallelism=50.
func TestRuleGroup_oneWriteAtATime(t *testing.T) {
	e := acctest.New(t)
	acctest.Virtually(t, func(t *testing.T) {
		t.Helper()
		count := &traffic{next: e.Transport()}
		core, err := e.Core(t.Context(), nil, provider.WithHTTPClient(&http.Client{Transport: count}))
		if err != nil {
			t.Fatal(err)
		}
		core.Parallelism = 50
		f := &folder{t, e, core, tfcore.State{}, ""}
		config := func(name string) tfcore.Config {
			out := tfcore.Config{}
			for i := range 25 {
				for _, of := range []string{rulegroup.CustomerType, rulegroup.MomentType} {
					f.of = of
					out[fmt.Sprint(of, i)] = f.group(values{"name": fmt.Sprint(name, i), "user_ids": []string{"lisi"}})
				}
			}
			return out
		}
		for _, c := range []tfcore.Config{config("甲"), config("乙"), {}} {
			f.apply(c)
		}
		if count.all != 150 || count.over != 0 {
			t.Errorf("%d of %d writes overlapped, up to %d", count.over, count.all, count.most)
		}
	})
}

// 3,000 members go in 30 calls, and are exchanged for others without ever being more, or none. A failure between two
// calls loses nothing of what was reached, and the next apply sends the rest alone.
func TestRuleGroup_largeRange(t *testing.T) {
	eachTree(t, 6000, func(f *folder) {
		if f.of == rulegroup.MomentType {
			return // the same code, and seconds of the framework's comparisons
		}
		all := users(6000)
		config := func(of []string) tfcore.Config {
			return tfcore.Config{"g": f.group(values{"user_ids": of})}
		}
		calls := func(want int) {
			f.t.Helper()
			if got := f.paths(); len(got) != want {
				f.t.Errorf("%d calls, want %d", len(got), want)
			}
			for _, r := range f.e.Writes() {
				if n := strings.Count(string(r.Body), `"type":1`); n < 1 || n > 100 {
					f.t.Errorf("%d nodes in a call", n)
				}
			}
		}
		f.e.Inject(emulator.Fault{Path: "customer_strategy/edit", Skip: 11, Kind: emulator.FaultError, Code: 40058})
		said, err := f.try(f.plan(config(all[:3000])))
		if err != nil {
			f.t.Fatal(err)
		}
		f.says(said, "exists; of its 3000 members and departments up to 2900 are missing.")
		calls(1 + 11 + 1)
		if n := len(f.e.Corp().CustomerRuleGroups[0].Users); n != 1200 {
			f.t.Errorf("%d members", n)
		}
		f.apply(config(all[:3000]))
		calls(30 - 12)
		f.apply(config(all[3000:]))
		calls(60)
	})
}

// What WeCom refuses of a change loses nothing: the group is as before, so is the state, and the plan still shows what
// is wanted.
func TestRuleGroup_refusedLater(t *testing.T) {
	for name, c := range map[string]struct {
		to   values
		says string
	}{
		"super administrator":                   {values{"admin_user_ids": []string{"zhangsan", "u0000"}}, "admin_user_ids must not name a super administrator (超级管理员)"},
		"range beyond that of a foreign parent": {values{"user_ids": []string{"u0001", "lisi"}}, `user_ids lisi is not in the range of `},
	} {
		t.Run(name, func(t *testing.T) {
			eachTree(t, 2, func(f *folder) {
				config := func(more values) tfcore.Config {
					all := values{"user_ids": []string{"u0001"}, "parent_id": 1}
					maps.Copy(all, more)
					return tfcore.Config{"g": f.group(all)}
				}
				f.apply(config(nil))
				said, err := f.try(f.plan(config(c.to)))
				if err == nil {
					f.t.Fatal("nothing is refused")
				}
				f.says(said, c.says)
				if plan := f.plan(config(nil)); !plan.Empty() {
					f.t.Errorf("something was lost:\n%s", plan)
				}
				if plan := f.plan(config(c.to)); plan.Changes["g"].Action != tfcore.Update {
					f.t.Errorf("the next plan is\n%s", plan)
				}
			}, withParent)
		})
	}
}

// withParent adds to both trees a group of this app that no configuration has, and makes u0000 a super administrator.
func withParent(e *acctest.Env) []provider.Option {
	c := e.Console()
	parent := emulator.RuleGroup{Name: "外", Admins: []string{"zhangsan"}, Users: []string{"u0001"}}
	own := func(g *emulator.RuleGroup) { g.Owner = acctest.AppName }
	customers, err := c.AddCustomerRuleGroup(parent)
	moments, errMoments := c.AddMomentRuleGroup(parent)
	if err := errors.Join(err, errMoments, c.UpdateCustomerRuleGroup(customers, own), c.UpdateMomentRuleGroup(moments, own),
		c.UpdateMember("u0000", func(m *emulator.Member) { m.Creator = true })); err != nil {
		panic(err)
	}
	return nil
}
