// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// smoke is the life of what has no specimen: what it begins with, and an edit.
var smoke = map[string][2]string{
	"wecom_contact_tag_members": {"tag_id = 12\n user_ids = [\"zhangsan\"]", "tag_id = 12\n user_ids = [\"lisi\"]"},
	"wecom_department_tree": {
		`departments = jsonencode({ "研发" = { id = 9 }, "研发/后端" = {} })`, `departments = jsonencode({ "研发" = { id = 9 }, "研发/后端" = { order = 7 } })`,
	},
}

// life is a noun through a CLI.
type life struct {
	name          string
	corp          func(*emulator.Corp)
	first, second string // configurations of its resource at the address test
	// ignored are attributes that an import does not know; taken is set where it takes some as configured, which is a
	// change that writes nothing.
	ignored []string
	taken   bool
}

func lifeOf(t *testing.T, name string) life {
	t.Helper()
	s := specimen.Of(name)
	if s == nil {
		hcl, ok := smoke[name]
		if !ok {
			t.Fatalf("no life of %s is given", name)
		}
		block := func(hcl string) string { return "resource \"" + name + "\" \"test\" {\n " + hcl + "\n}\n" }
		tree := name == "wecom_department_tree"
		return life{name: name, corp: func(c *emulator.Corp) {
			c.ContactTags = []emulator.ContactTag{{ID: 12, Name: "司机", Owner: acctest.AppName}}
		}, first: block(hcl[0]), second: block(hcl[1]), ignored: map[bool][]string{true: {"departments", "ids"}}[tree], taken: tree}
	}
	create, update := s.Life()
	prefix := "beside_" + strings.TrimPrefix(name, "wecom_") + "_"
	l := life{name: name, corp: s.Corp, first: create.HCL(prefix, specimen.Address), second: update.HCL(prefix, specimen.Address)}
	for attribute := range s.NotImported {
		l.ignored = append(l.ignored, attribute)
		if _, written := s.Minimal.Values[attribute]; written {
			l.taken = true
		}
	}
	return l
}

// plannedChange is what a plan says of a resource.
type plannedChange struct {
	Address  string
	Previous string `json:"previous_address"`
	Change   struct {
		Actions   []string
		Importing *struct{}
	}
}

// cliRun is lives of nouns in one working folder.
type cliRun struct {
	*acctest.Process
	t     *testing.T
	lives []life
}

func (r *cliRun) declare(hcl func(l *life) string) {
	r.t.Helper()
	var all strings.Builder
	for i := range r.lives {
		all.WriteString(hcl(&r.lives[i]))
	}
	r.Config(all.String())
}

// planned makes a plan and checks what it does with the resource of each life; apply carries it out.
func (r *cliRun) planned(step string, want func(l *life, c plannedChange) bool) {
	r.t.Helper()
	r.Must("plan", "-out=plan.bin", "-no-color")
	var plan struct {
		Changes []plannedChange `json:"resource_changes"`
	}
	if err := json.Unmarshal([]byte(r.Must("show", "-json", "plan.bin")), &plan); err != nil {
		r.t.Fatal(err)
	}
	for i := range r.lives {
		l := &r.lives[i]
		at := slices.IndexFunc(plan.Changes, func(c plannedChange) bool {
			return strings.HasPrefix(c.Address, l.name+".") && !strings.Contains(c.Address, besides)
		})
		switch {
		case at < 0:
			r.t.Errorf("%s: nothing is planned for %s", step, l.name)
		case !want(l, plan.Changes[at]):
			r.t.Errorf("%s of %s: %+v\n%s", step, l.name, plan.Changes[at], r.Must("show", "-no-color", "plan.bin"))
		}
	}
}

func (r *cliRun) apply() { r.t.Helper(); r.Must("apply", "-no-color", "plan.bin") }

func (r *cliRun) idle(step string) {
	r.t.Helper()
	if code, output := r.Run("plan", "-detailed-exitcode", "-no-color"); code != 0 {
		r.t.Errorf("after %s: exit code %d\n%s", step, code, output)
	}
}

// recorded are the attributes and the identity of each life's resource in the state.
func (r *cliRun) recorded() map[string]stateObject {
	r.t.Helper()
	var state struct {
		Values struct {
			Root struct{ Resources []stateObject } `json:"root_module"`
		}
	}
	if err := json.Unmarshal([]byte(r.Must("show", "-json")), &state); err != nil {
		r.t.Fatal(err)
	}
	out := map[string]stateObject{}
	for _, o := range state.Values.Root.Resources {
		if o.Name == "test" {
			out[o.Type] = o
		}
	}
	return out
}

type stateObject struct {
	Type, Name string
	Values     map[string]any
	Identity   map[string]any
}

// adopted takes the resource of each life out of the state and back in by import blocks, whose lines by gives.
func (r *cliRun) adopted(step string, by func(o stateObject) string) {
	r.t.Helper()
	was := r.recorded()
	rm := []string{"state", "rm"}
	for i := range r.lives {
		rm = append(rm, r.lives[i].name+".test")
	}
	r.Must(rm...)
	r.declare(func(l *life) string {
		return fmt.Sprintf("import {\n  to = %s.test\n  %s\n}\n%s", l.name, by(was[l.name]), l.second)
	})
	r.planned(step, func(l *life, c plannedChange) bool {
		return c.Change.Importing != nil && (c.Change.Actions[0] == "no-op" || l.taken && c.Change.Actions[0] == "update")
	})
	r.apply()
	r.idle(step)
	r.same(step, was)
}

// same checks that the state has what it had, but for what an import does not know.
func (r *cliRun) same(step string, was map[string]stateObject) {
	r.t.Helper()
	is := r.recorded()
	for i := range r.lives {
		l := &r.lives[i]
		for name, want := range was[l.name].Values {
			if got := is[l.name].Values[name]; !slices.Contains(l.ignored, name) && name != "timeouts" && !reflect.DeepEqual(got, want) {
				r.t.Errorf("%s of %s: %s is %v, was %v", step, l.name, name, got, want)
			}
		}
	}
}

// besides begins the labels of resources that another one needs.
const besides = ".beside_"

// Through the CLI: create, nothing to do, update, import by command, by block and by identity, another address, out of
// the state, and destroy. All else that a resource does is tried in process, by the specimens. Nouns that do not get
// into each other's way share a working folder, as they do at users'; the command imports one of a folder.
func TestAccSmoke(t *testing.T) {
	folders := map[string][]life{}
	for name := range schema(t).ResourceSchemas {
		s := specimen.Of(name)
		if s != nil && s.NoImport != "" {
			t.Logf("%s is left out, nothing of it can be imported: %s", name, s.NoImport)
			continue
		}
		folder := "together"
		if s == nil || s.Apart != "" {
			folder = strings.TrimPrefix(name, "wecom_")
		}
		folders[folder] = append(folders[folder], lifeOf(t, name))
	}
	product, major, minor := acctest.Version(t)
	for folder, lives := range folders {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			var edits []func(*emulator.Corp)
			if len(lives) > 1 {
				edits = seed(specimen.Corps)
			} else {
				edits = seed(lives[0].corp)
			}
			e := acctest.New(t, edits...)
			r := &cliRun{Process: acctest.NewProcess(e, ""), t: t, lives: lives}
			did := func(action string) func(*life, plannedChange) bool {
				return func(_ *life, c plannedChange) bool { return slices.Equal(c.Change.Actions, []string{action}) }
			}
			r.declare(func(l *life) string { return l.first })
			r.planned("create", did("create"))
			r.apply()
			r.idle("create")
			e.Forget()
			r.declare(func(l *life) string { return l.second })
			r.planned("update", did("update"))
			r.apply()
			r.idle("update")

			was := r.recorded()
			one := was[lives[0].name]
			r.Must("state", "rm", one.Type+".test")
			r.Must("import", "-no-color", "-input=false", one.Type+".test", written(one.Values["id"]))
			r.same("import by command", was)
			r.adopted("import by id", func(o stateObject) string { return fmt.Sprintf("id = %q", written(o.Values["id"])) })
			if major > 1 || minor >= 12 {
				r.adopted("import by identity", func(o stateObject) string {
					var parts []string
					for name, v := range o.Identity {
						if _, number := v.(float64); number {
							parts = append(parts, name+" = "+written(v))
						} else {
							parts = append(parts, fmt.Sprintf("%s = %q", name, v))
						}
					}
					return "identity = { " + strings.Join(parts, ", ") + " }"
				})
			} else {
				t.Logf("%s 1.%d has no identities: import by identity is left out", product, minor)
			}
			for _, way := range [2][2]string{{"test", "moved"}, {"moved", "test"}} {
				r.declare(func(l *life) string {
					return fmt.Sprintf("moved {\n from = %s.%s\n to = %s.%s\n}\n", l.name, way[0], l.name, way[1]) +
						strings.Replace(l.second, `"`+l.name+`" "test"`, `"`+l.name+`" "`+way[1]+`"`, 1)
				})
				r.planned("another address", func(l *life, c plannedChange) bool {
					return c.Previous == l.name+"."+way[0] && slices.Equal(c.Change.Actions, []string{"no-op"})
				})
				r.apply()
			}
			r.idle("moves")
			r.declare(func(*life) string { return "" })
			r.planned("destroy", did("delete"))
			r.apply()
			e.Left()
		})
	}
}

// written is an id as it is written for an import.
func written(id any) string {
	if n, ok := id.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return fmt.Sprint(id)
}

func seed(edit func(*emulator.Corp)) []func(*emulator.Corp) {
	if edit == nil {
		return nil
	}
	return []func(*emulator.Corp){edit}
}
