// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// endings are the ways in which each resource may come to its end, with what a person has to read before.
var endings = []struct {
	noun    string
	values  map[string]any
	destroy string         // warning of a destroy, "" where nothing printed or tagged dies
	replace map[string]any // what WeCom cannot change, nil where everything can be
	loss    string         // warning of the replacement
	foreign func(*emulator.Switches)
	refused string // to an app that did not make it
	page    string // of the console, or which app it has to be
}{

	{
		noun: "contact_tag_members", values: map[string]any{"tag_id": 12, "user_ids": []string{"lisi"}},
		destroy: "1 members and 0 departments are taken off the tag; the tag stays",
		replace: map[string]any{"tag_id": 13}, loss: "A membership is that of one tag: `tag_id` names it",
		refused: "made by another app or in the console, and only its maker may change it", page: "Console: 应用管理 → 应用 → 自建",
	},
	{
		noun: "department_tree", values: map[string]any{"departments": `{"研发": {}, "研发/后端": {}}`},
		destroy: "children first:",
		refused: "it needs contacts_secret, of 通讯录同步", page: "Console: 管理工具 → 通讯录同步",
	},
}

// ending is one object of a resource, made and at rest.
type ending struct {
	*tfcore.Core
	server *emulator.Server
	state  tfcore.State
	config tfcore.Config
	corp   emulator.Corp
}

func begin(t *testing.T, noun string, values ...map[string]any) *ending {
	t.Helper()
	corp := acctest.Seed()
	if noun == "contact_tag_members" {
		corp.ContactTags = []emulator.ContactTag{{ID: 12, Name: "司机", Owner: acctest.AppName}, {ID: 13, Name: "骑手", Owner: acctest.AppName}}
	}
	e := &ending{server: emulator.New(corp)}
	e.Core = e.as(t, map[string]any{"secret": acctest.AppSecret, "contacts_secret": acctest.ContactsSecret})
	e.config = with(noun, values...)
	plan, err := e.Plan(t.Context(), tfcore.State{}, e.config)
	if err != nil {
		t.Fatal(err)
	}
	if e.state, _, err = e.Apply(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	e.server.ResetRequests()
	e.corp = e.server.Corp()
	return e
}

func with(noun string, values ...map[string]any) tfcore.Config {
	all := map[string]any{}
	for _, v := range values {
		maps.Copy(all, v)
	}
	return tfcore.Config{"x": {Type: "wecom_" + noun, Values: all}}
}

func (e *ending) as(t *testing.T, credentials map[string]any) *tfcore.Core {
	t.Helper()
	block := map[string]any{"corp_id": acctest.CorpID, "endpoint": "http://127.0.0.1"}
	maps.Copy(block, credentials)
	opts := append(acctest.TestOptions(), provider.WithHTTPClient(&http.Client{Transport: e.server.Transport()}))
	core, err := tfcore.New(t.Context(), func() tfprotov6.ProviderServer {
		return providerserver.NewProtocol6(provider.New("test", opts...)())()
	}, block)
	if err != nil {
		t.Fatal(err)
	}
	return core
}

// untouched checks that nothing was written.
func (e *ending) untouched(t *testing.T) {
	t.Helper()
	if d := cmp.Diff(e.corp, e.server.Corp()); d != "" {
		t.Errorf("the corp changed:\n%s", d)
	}
}

func says(t *testing.T, got tfcore.Diagnostics, summary, detail string) {
	t.Helper()
	if !slices.ContainsFunc(got, func(d tfcore.Diagnostic) bool {
		return d.Address == "x" && strings.Contains(d.Summary, summary) && strings.Contains(d.Detail, detail)
	}) {
		t.Errorf("nothing says %q, %q:\n%s", summary, detail, got)
	}
}

// A protected object refuses in the plan what would destroy it.
func TestDestroy_protected(t *testing.T) {
	for _, tt := range endings {
		t.Run(tt.noun, func(t *testing.T) {
			protect := map[string]any{"deletion_protection": true}
			e := begin(t, tt.noun, tt.values, protect)
			refused := func(verb string, config tfcore.Config) {
				t.Helper()
				plan, err := e.Plan(t.Context(), e.state, config)
				if err == nil || plan == nil {
					t.Fatalf("the plan would %s it", verb)
				}
				says(t, plan.Diagnostics.Errors(), "Deletion protection is on", "This plan would "+verb+" ")
			}
			refused("destroy", tfcore.Config{})
			if tt.replace != nil {
				refused("replace", with(tt.noun, tt.values, tt.replace, protect))
			}
			if n := len(e.server.Writes()); n > 0 {
				t.Errorf("%d writes", n)
			}
			e.untouched(t)
		})
	}
}

// What customers or prints would lose is said in the plan, before anything is.
func TestDestroy_namesTheLoss(t *testing.T) {
	for _, tt := range endings {
		t.Run(tt.noun, func(t *testing.T) {
			e := begin(t, tt.noun, tt.values)
			warned := func(action tfcore.Action, config tfcore.Config, want string) {
				t.Helper()
				plan, err := e.Plan(t.Context(), e.state, config)
				if err != nil || plan.Actions()["x"] != action {
					t.Fatalf("want %s: %v\n%s", action, err, plan)
				}
				if want == "" && len(plan.Diagnostics) > 0 {
					t.Errorf("%s warns of nothing: %s", action, plan.Diagnostics)
				} else if want != "" {
					says(t, plan.Diagnostics.Warnings(), "", want)
				}
			}
			warned(tfcore.Delete, tfcore.Config{}, tt.destroy)
			if tt.replace != nil {
				warned(tfcore.Replace, with(tt.noun, tt.values, tt.replace), tt.loss)
			}
			if n := len(e.server.Writes()); n > 0 {
				t.Errorf("%d writes", n)
			}
			e.untouched(t)
		})
	}
}

// An app that did not make the object, or has no right to write departments, applies a plan of the one that did: WeCom
// refuses, and state and corp stay.
func TestDestroy_otherApp(t *testing.T) {
	for _, tt := range endings {
		if tt.refused == "" {
			continue
		}
		t.Run(tt.noun, func(t *testing.T) {
			e := begin(t, tt.noun, tt.values)
			if tt.foreign != nil {
				e.server.SetSwitches(tt.foreign)
			}
			plan, err := e.Plan(t.Context(), e.state, tfcore.Config{})
			if err != nil {
				t.Fatal(err)
			}
			before := e.state.String()
			state, diags, err := e.as(t, map[string]any{"secret": acctest.OtherSecret}).Apply(t.Context(), plan)
			if err == nil {
				t.Error("the destroy was not refused")
			}
			says(t, diags.Errors(), "Unable to delete", tt.refused)
			says(t, diags.Errors(), "Unable to delete", tt.page)
			if state.String() != before {
				t.Errorf("state\n%s\nwant\n%s", state, before)
			}
			e.untouched(t)
			for _, r := range e.server.Writes() {
				if r.Changed {
					t.Errorf("%s was carried out", r.Path)
				}
			}
		})
	}
}

// WeCom does not tell a link of another app from one that is gone, and gone is what a destroy wants: it says what that
// rests on, and the link lives on.
func TestDestroy_linkOfAnotherApp(t *testing.T) {
	e := begin(t, "acquisition_link", map[string]any{"name": "投放", "user_ids": []string{"lisi"}})
	plan, err := e.Plan(t.Context(), e.state, tfcore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	url := e.state.Text("x", "url")
	state, diags, err := e.as(t, map[string]any{"secret": acctest.OtherSecret}).Apply(t.Context(), plan)
	if err != nil || len(state) != 0 {
		t.Errorf("%v, state\n%s", err, state)
	}
	says(t, diags.Warnings(), "was gone before it was deleted", "In that case the link lives on at "+url)
	e.untouched(t)
}
