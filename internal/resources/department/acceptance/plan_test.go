// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// folder is a working folder in this process, with a corp of its own.
type folder struct {
	t      *testing.T
	core   *tfcore.Core
	server *emulator.Server
	state  tfcore.State
}

func newFolder(t *testing.T) *folder {
	t.Helper()
	server := emulator.New(acctest.Seed())
	opts := append(acctest.TestOptions(), provider.WithHTTPClient(&http.Client{Transport: server.Transport()}))
	core, err := tfcore.New(t.Context(), func() tfprotov6.ProviderServer { return providerserver.NewProtocol6(provider.New("test", opts...)())() },
		map[string]any{"corp_id": acctest.CorpID, "secret": acctest.AppSecret, "contacts_secret": acctest.ContactsSecret, "endpoint": "http://127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	return &folder{t: t, core: core, server: server, state: tfcore.State{}}
}

// plan makes a plan; what it says is text.
func (f *folder) plan(config tfcore.Config) (*tfcore.Plan, string) {
	f.t.Helper()
	plan, err := f.core.Plan(f.t.Context(), f.state, config)
	said := plan.Diagnostics.String()
	if err != nil {
		said += err.Error()
	}
	return plan, said
}

// apply applies a plan and returns what was said.
func (f *folder) apply(plan *tfcore.Plan) string {
	f.t.Helper()
	state, diags, err := f.core.Apply(f.t.Context(), plan)
	f.state = state
	said := diags.String()
	if err != nil {
		said += err.Error()
	}
	return said
}

// have applies a configuration that has no fault.
func (f *folder) have(config tfcore.Config) {
	f.t.Helper()
	plan, said := f.plan(config)
	if said += f.apply(plan); strings.Contains(said, "rror") {
		f.t.Fatal(said)
	}
}

func says(t *testing.T, said string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(said, part) {
			t.Errorf("%q is not in:\n%s", part, said)
		}
	}
}

func declared(values map[string]any) tfcore.Resource {
	return tfcore.Resource{Type: "wecom_department", Values: values}
}

// A destroy names what loses the id, each department in a summary of its own.
func TestDepartment_lossIsNamed(t *testing.T) {
	f := newFolder(t)
	f.have(tfcore.Config{"a": declared(map[string]any{"name": "甲", "id": 9}), "b": declared(map[string]any{"name": "乙", "id": 10})})
	plan, said := f.plan(tfcore.Config{})
	says(t, said, `Id of department 9 "甲" will be lost`, `Id of department 10 "乙" will be lost`, "refer to department 9 lose it", "moved block")
	if said := f.apply(plan); strings.Contains(said, "rror") {
		t.Error(said)
	}
}

// Id and protection in one edit: the protection holds already.
func TestDepartment_protectionOfTheSamePlan(t *testing.T) {
	f := newFolder(t)
	f.have(tfcore.Config{"a": declared(map[string]any{"name": "甲", "id": 9})})
	_, said := f.plan(tfcore.Config{"a": declared(map[string]any{"name": "甲", "id": 10, "deletion_protection": true})})
	says(t, said, "Deletion protection is on", `would replace department 9 "甲"`)
}

func TestDepartment_rootIsNotReplaced(t *testing.T) {
	f := newFolder(t)
	state, _, err := f.core.Import(t.Context(), f.state, "a", "wecom_department", "1")
	if err != nil {
		t.Fatal(err)
	}
	f.state = state
	name := f.state.Text("a", "name")
	_, said := f.plan(tfcore.Config{"a": declared(map[string]any{"name": name, "id": 10})})
	says(t, said, "Root department cannot be replaced")
	if plan, said := f.plan(tfcore.Config{"a": declared(map[string]any{"name": name})}); !plan.Empty() || said != "" {
		t.Error(plan, said)
	}
	_, said = f.plan(tfcore.Config{})
	says(t, said, "Root department cannot be deleted")
}

func TestDepartment_wholeNumbers(t *testing.T) {
	f := newFolder(t)
	for name, values := range map[string]map[string]any{
		"order is 1.5, which is no whole number":    {"name": "甲", "order": 1.5},
		"parent_id is 2.25, which is no whole":      {"name": "甲", "parent_id": 2.25},
		"id is 1e+30, which is too large":           {"name": "甲", "id": 1e30},
		"order is 12342.8571429, which is no whole": {"name": "甲", "order": 86400.0 / 7},
	} {
		_, said := f.plan(tfcore.Config{"a": declared(values)})
		says(t, said, name)
		if strings.Contains(said, "report") {
			t.Errorf("a bug is told of:\n%s", said)
		}
	}
}

func TestDepartment_deletedSinceThePlan(t *testing.T) {
	f := newFolder(t)
	config := func(name string) tfcore.Config {
		return tfcore.Config{"a": declared(map[string]any{"name": name, "id": 9})}
	}
	f.have(config("甲"))
	plan, _ := f.plan(config("乙"))
	acctest.Must(t, f.server.Console().DeleteDepartment(9))
	says(t, f.apply(plan), "it was deleted since the plan was made", "Plan again")
}

// A parent that is destroyed while its child moves out: the plan warns, and the apply does not wait for what cannot
// come.
func TestDepartment_destroyBeforeMove(t *testing.T) {
	child := func(parent any) tfcore.Resource {
		return declared(map[string]any{"name": "子", "id": 10, "parent_id": parent})
	}
	f := newFolder(t)
	f.have(tfcore.Config{"old": declared(map[string]any{"name": "旧", "id": 9}), "child": child(tfcore.Ref{Address: "old", Path: "id"})})
	plan, said := f.plan(tfcore.Config{"child": child(1)})
	says(t, said, `Destroy of department 9 "旧" may be refused`, `moves department 10 "子" out of it`, "two steps", "create_before_destroy = true")
	began := time.Now()
	says(t, f.apply(plan), "while nothing in this apply moves out of it, it still has sub-departments: 子 (id 10)", "create_before_destroy")
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("waited %s for what cannot come", took)
	}
	// A whole tree moves out.
	tree := func(parent any) tfcore.Resource {
		return tfcore.Resource{Type: "wecom_department_tree", Values: map[string]any{"departments": `{"叶":{}}`, "parent_id": parent}}
	}
	f.have(tfcore.Config{"old": declared(map[string]any{"name": "旧", "id": 9}), "tree": tree(tfcore.Ref{Address: "old", Path: "id"})})
	_, said = f.plan(tfcore.Config{"tree": tree(tfcore.Ref{Address: "new", Path: "id"}), "new": declared(map[string]any{"name": "新"})})
	says(t, said, `Destroy of department 9 "旧" may be refused`, "moves the department tree below department 9 out of it")
	_, said = f.plan(tfcore.Config{})
	if strings.Contains(said, "may be refused") {
		t.Error(said)
	}
	f.have(tfcore.Config{"old": declared(map[string]any{"name": "旧", "id": 9})})
	// Nothing is refused when the department is create_before_destroy, and the plan that destroys both is quiet.
	old := declared(map[string]any{"name": "旧", "id": 9})
	old.CreateBeforeDestroy = true
	f.have(tfcore.Config{"old": old, "child": child(tfcore.Ref{Address: "old", Path: "id"})})
	if _, said := f.plan(tfcore.Config{}); strings.Contains(said, "may be refused") {
		t.Error(said)
	}
	f.have(tfcore.Config{"child": child(1)})
	if f.state["old"] != nil || f.state.Text("child", "parent_id") != "1" {
		t.Error(f.state)
	}
}

// A replacement under create_before_destroy keeps the old department meanwhile, and no two of a parent have one name.
func TestDepartment_createBeforeDestroy(t *testing.T) {
	f := newFolder(t)
	config := func(id int, name string) tfcore.Config {
		r := declared(map[string]any{"name": name, "id": id})
		r.CreateBeforeDestroy = true
		return tfcore.Config{"a": r}
	}
	f.have(config(9, "甲"))
	plan, said := f.plan(config(10, "甲"))
	says(t, said, "Under create_before_destroy the new one needs another name or parent_id")
	said = f.apply(plan)
	says(t, said, "a sibling of that name exists already (id 9)", "take create_before_destroy away, or change the name, where this one replaces it")
	f.have(config(10, "乙"))
	if got := f.state.Text("a", "id"); got != "10" {
		t.Errorf("id %s", got)
	}
}

// What WeCom chose as order is worth no call of its own; the next refresh reads it.
func TestDepartment_orderIsReadLater(t *testing.T) {
	f := newFolder(t)
	config := tfcore.Config{"a": declared(map[string]any{"name": "甲", "id": 9}), "b": declared(map[string]any{"name": "乙", "name_en": "B", "id": 10})}
	f.have(config)
	if a, b := f.state.Text("a", "order"), f.state.Text("b", "order"); a != "" && a != "null" || b == "" || b == "null" {
		t.Errorf("orders %q, which nothing but a refresh reads, and %q, which was read with the English name", a, b)
	}
	plan, said := f.plan(config)
	if !plan.Empty() || said != "" {
		t.Error(plan, said)
	}
	f.state = plan.State
	if got := f.state.Text("a", "order"); got == "" || got == "null" {
		t.Errorf("order %q after a refresh", got)
	}
}
