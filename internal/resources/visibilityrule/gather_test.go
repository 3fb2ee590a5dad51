// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package visibilityrule_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// colleagues are 40 members, each of whom a rule can hide.
func colleagues(c *emulator.Corp) {
	for i := range 40 {
		c.Members = append(c.Members, emulator.Member{UserID: fmt.Sprintf("m%02d", i), Name: "某"})
	}
}

func ruleOf(user string) tfcore.Resource {
	return tfcore.Resource{Type: "wecom_visibility_rule", Values: map[string]any{"type": "hide", "range": map[string]any{"user_ids": []string{user}}}}
}

func rulesOf(n int) tfcore.Config {
	out := tfcore.Config{}
	for i := range n {
		out[fmt.Sprintf("r%02d", i)] = ruleOf(fmt.Sprintf("m%02d", i))
	}
	return out
}

// walk is a corp and the Terraform that changes it.
type walk struct {
	*acctest.Env
	t     *testing.T
	core  *tfcore.Core
	state tfcore.State
}

func walks(t *testing.T, parallel int, fn func(w *walk), edits ...func(*emulator.Corp)) {
	t.Helper()
	e := acctest.New(t, append([]func(*emulator.Corp){colleagues}, edits...)...)
	acctest.Virtually(t, func(t *testing.T) {
		t.Helper()
		core, err := e.Core(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		core.Parallelism = parallel
		fn(&walk{e, t, core, tfcore.State{}})
	})
}

// apply plans and applies, and counts the calls of each write.
func (w *walk) apply(config tfcore.Config) (tfcore.Diagnostics, map[string]int, error) {
	w.t.Helper()
	plan, err := w.core.Plan(w.t.Context(), w.state, config)
	if err != nil {
		w.t.Fatal(err)
	}
	w.Forget()
	state, diags, err := w.core.Apply(w.t.Context(), plan)
	w.state = state
	counts := map[string]int{}
	for _, r := range w.Writes() {
		counts[strings.TrimPrefix(r.Path, "contactrule/")]++
	}
	return diags, counts, err
}

// Writes that wait at the same time are one call: 30 rules are three calls by ten at a time, and one by forty; so are
// their changes and their end.
func TestVisibilityRules_gathered(t *testing.T) {
	for parallel, most := range map[int]int{10: 4, 40: 2} {
		t.Run(fmt.Sprint(parallel), func(t *testing.T) {
			walks(t, parallel, func(w *walk) {
				_, counts, err := w.apply(rulesOf(30))
				if err != nil || counts["create"] > most || counts["create"] == 0 {
					t.Fatalf("%v creates: %v", counts, err)
				}
				t.Logf("30 rules with -parallelism=%d: %d calls", parallel, counts["create"])
				for at, o := range w.state { // each has the id of its own rule
					id := tfcore.Text(o.Value, "id")
					i := slices.IndexFunc(w.Corp().ContactRules, func(r emulator.ContactRule) bool { return fmt.Sprint(r.ID) == id })
					if i < 0 || w.Corp().ContactRules[i].Users[0] != "m"+at[1:] {
						t.Errorf("%s has id %s", at, id)
					}
				}
				time.Sleep(time.Hour) //nolint:forbidigo // virtual
				config := rulesOf(30)
				for i := range 30 {
					r := ruleOf(fmt.Sprintf("m%02d", i))
					r.Values["whitelist"] = map[string]any{"user_ids": []string{"lisi"}}
					config[fmt.Sprintf("r%02d", i)] = r
				}
				if _, counts, err = w.apply(config); err != nil || counts["update"] > most {
					t.Errorf("%v updates: %v", counts, err)
				}
				time.Sleep(time.Hour) //nolint:forbidigo // virtual
				if _, counts, err = w.apply(tfcore.Config{}); err != nil || counts["delete"] > most || len(w.Corp().ContactRules) > 0 {
					t.Errorf("%v deletes: %v", counts, err)
				}
			})
		})
	}
}

// One at a time, the quota is used up after five: the others are not sent, say when to go on, and come with the next
// apply.
func TestVisibilityRules_quota(t *testing.T) {
	walks(t, 1, func(w *walk) {
		_, counts, err := w.apply(rulesOf(7))
		if err == nil || counts["create"] != 5 || len(w.Corp().ContactRules) != 5 {
			t.Fatalf("%v: %v", counts, err)
		}
		var failed *tfcore.Error
		if !errors.As(err, &failed) || !acctest.Says("It was not sent: WeCom lets in few writes of visibility rules").MatchString(err.Error()+fmt.Sprint(failed.Diagnostics)) ||
			!acctest.Says("5 a minute, 10 an hour, 60 a day").MatchString(fmt.Sprint(failed.Diagnostics)) || !acctest.Says("Apply again after").MatchString(fmt.Sprint(failed.Diagnostics)) {
			t.Errorf("%v\n%v", err, failed)
		}
		time.Sleep(time.Minute) //nolint:forbidigo // virtual
		if _, counts, err = w.apply(rulesOf(7)); err != nil || counts["create"] != 2 || len(w.Corp().ContactRules) != 7 {
			t.Errorf("%v: %v", counts, err)
		}
	})
}

// 45009 is used up by somebody else: nothing more is sent in this run, reads go on, and the next run does the rest.
func TestVisibilityRules_usedUp(t *testing.T) {
	walks(t, 1, func(w *walk) {
		w.Inject(emulator.Fault{Path: "contactrule/create", Kind: emulator.FaultError, Code: 45009, Times: 99})
		_, counts, err := w.apply(rulesOf(4))
		if err == nil || counts["create"] != 1 {
			t.Errorf("%v: %v", counts, err)
		}
		w.ClearFaults()
		time.Sleep(time.Hour) //nolint:forbidigo // virtual
		core, err := w.Core(w.t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		w.core = core
		if _, counts, err := w.apply(rulesOf(4)); err != nil || counts["create"] != 1 || len(w.Corp().ContactRules) != 4 {
			t.Errorf("the next run: %v: %v", counts, err)
		}
	})
}

// One bad rule among many: the others are made, with one call more where all were refused, and the bad one is named.
func TestVisibilityRules_oneBad(t *testing.T) {
	for name, tc := range map[string]struct {
		set  func(*emulator.Switches)
		most int
	}{
		"all refused":             {func(*emulator.Switches) {}, 2},
		"all refused, 40058":      {func(s *emulator.Switches) { s.ContactRuleUnknown = "40058" }, 2},
		"good ones applied":       {func(s *emulator.Switches) { s.ContactRulePartial = true }, 1},
		"good ones applied, late": {func(s *emulator.Switches) { s.ContactRulePartial, s.ReadLag = true, 3 }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			walks(t, 10, func(w *walk) {
				w.SetSwitches(tc.set)
				config := rulesOf(4)
				config["bad"] = ruleOf("ghost")
				_, counts, err := w.apply(config)
				if err == nil || len(w.Corp().ContactRules) != 4 || len(w.state) != 4 || counts["create"] > tc.most {
					t.Errorf("%d rules, state %d, %v: %v", len(w.Corp().ContactRules), len(w.state), counts, err)
				}
				var failed *tfcore.Error
				if !errors.As(err, &failed) || len(failed.Diagnostics) != 1 ||
					!acctest.Says("the corp does not have all that the rule names. range: user_ids ghost").MatchString(fmt.Sprint(failed.Diagnostics)) {
					t.Errorf("%v", failed)
				}
			})
		})
	}
}

// WeCom refuses some of many for a reason that nothing tells: those that it takes are found by halves, as far as the
// quota allows, and what is left says so.
func TestVisibilityRules_refusedTogether(t *testing.T) {
	for times, want := range map[int]struct{ sent, made int }{1: {3, 8}, 99: {5, 0}} {
		walks(t, 10, func(w *walk) {
			w.Inject(emulator.Fault{Path: "contactrule/create", Kind: emulator.FaultError, Code: 40058, Times: times})
			_, counts, err := w.apply(rulesOf(8))
			if counts["create"] != want.sent || len(w.Corp().ContactRules) != want.made || len(w.state) != want.made || (err == nil) != (want.made == 8) {
				t.Errorf("refused %d times: %d rules, state %d, %v: %v", times, len(w.Corp().ContactRules), len(w.state), counts, err)
			}
			var failed *tfcore.Error
			if errors.As(err, &failed) && !acctest.Says("visibility rules together without saying which of them it is about, and they were not sent again one by one").
				MatchString(fmt.Sprint(failed.Diagnostics)) {
				t.Errorf("%v", failed)
			}
		})
	}
}

// Of changes and deletions of many, those of rules that are gone do not keep the others.
func TestVisibilityRules_oneGone(t *testing.T) {
	walks(t, 10, func(w *walk) {
		w.SetSwitches(func(s *emulator.Switches) { s.ContactRuleDelete40058 = true })
		if _, _, err := w.apply(rulesOf(5)); err != nil {
			t.Fatal(err)
		}
		gone := func() {
			if err := w.Console().DeleteContactRule(w.Corp().ContactRules[0].ID); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Hour) //nolint:forbidigo // virtual
		config := tfcore.Config{}
		for i := range 5 {
			r := ruleOf(fmt.Sprintf("m%02d", i))
			r.Values["whitelist"] = map[string]any{"user_ids": []string{"lisi"}}
			config[fmt.Sprintf("r%02d", i)] = r
		}
		w.Before("contactrule/update", gone)
		_, counts, err := w.apply(config)
		changed := 0
		for _, r := range w.Corp().ContactRules {
			changed += len(r.WhitelistUsers)
		}
		if err == nil || counts["update"] > 2 || changed != 4 {
			t.Errorf("%v updates, %d changed: %v", counts, changed, err)
		}
		time.Sleep(time.Hour) //nolint:forbidigo // virtual
		w.Before("contactrule/delete", gone)
		if _, counts, err = w.apply(tfcore.Config{}); err != nil || counts["delete"] > 2 || len(w.Corp().ContactRules) > 0 || len(w.state) > 0 {
			t.Errorf("%v deletes, %d rules: %v", counts, len(w.Corp().ContactRules), err)
		}
	})
}

// The answer of a call for many is lost: each is found, and none is made twice, also when WeCom drops what it does not
// know, or shows them late.
func TestVisibilityRules_lost(t *testing.T) {
	for name, set := range map[string]func(*emulator.Switches){
		"as the page": func(*emulator.Switches) {},
		"dropped":     func(s *emulator.Switches) { s.ContactRuleUnknown = "dropped" },
		"late":        func(s *emulator.Switches) { s.ReadLag = 2 },
	} {
		for when, most := range map[emulator.When]int{emulator.Before: 2, emulator.After: 1} {
			t.Run(fmt.Sprintf("%s, %v", name, when), func(t *testing.T) {
				walks(t, 10, func(w *walk) {
					w.SetSwitches(set)
					w.Inject(emulator.Fault{Path: "contactrule/create", Kind: emulator.FaultLostReply, When: when})
					config := rulesOf(10)
					if name == "dropped" {
						config["r00"].Values["range"] = map[string]any{"user_ids": []string{"m00", "ghost"}}
					}
					if _, counts, err := w.apply(config); err != nil || len(w.Corp().ContactRules) != 10 || counts["create"] > most {
						t.Errorf("%d rules, %v: %v", len(w.Corp().ContactRules), counts, err)
					}
					w.SetSwitches(func(s *emulator.Switches) { s.ReadLag = 0 })
					if plan, err := w.core.Plan(w.t.Context(), w.state, rulesOf(10)); err != nil || !plan.Empty() {
						t.Errorf("%v: %v", plan, err)
					}
				})
			})
		}
	}
}

// What WeCom drops without a word is a warning of a create, an error of an update, and in the state as WeCom has it.
func TestVisibilityRule_dropped(t *testing.T) {
	walks(t, 10, func(w *walk) {
		w.SetSwitches(func(s *emulator.Switches) { s.ContactRuleUnknown = "dropped" })
		bad := func(user string) tfcore.Config {
			return tfcore.Config{"r": {Type: "wecom_visibility_rule", Values: map[string]any{"type": "hide", "range": map[string]any{"user_ids": []string{"zhangsan", user}}}}}
		}
		diags, _, err := w.apply(bad("ghost"))
		if err != nil || !acctest.Says("WeCom left some out of range").MatchString(fmt.Sprint(diags)) || !strings.Contains(fmt.Sprint(diags), "user_ids ghost") {
			t.Errorf("%v: %v", diags, err)
		}
		_, _, err = w.apply(bad("nobody"))
		var failed *tfcore.Error
		if !errors.As(err, &failed) || !strings.Contains(fmt.Sprint(failed.Diagnostics), "user_ids nobody") {
			t.Errorf("%v", err)
		}
		plan, err := w.core.Plan(w.t.Context(), w.state, tfcore.Config{"r": ruleOf("zhangsan")})
		if err != nil || !plan.Empty() {
			t.Errorf("the state is not what WeCom has: %v, %v", plan, err)
		}
	})
}
