// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// scale is a corp with a Terraform, both in this process.
type scale struct {
	*emulator.Server
	t     *testing.T
	core  *tfcore.Core
	block map[string]any
}

func newScale(t *testing.T, edit ...func(*emulator.Corp)) *scale {
	t.Helper()
	corp := acctest.Seed()
	for _, e := range edit {
		e(&corp)
	}
	s := &scale{Server: emulator.New(corp), t: t, block: map[string]any{
		"corp_id": acctest.CorpID, "secret": acctest.AppSecret, "contacts_secret": acctest.ContactsSecret,
		"endpoint": "http://127.0.0.1", "max_api_capacity": 100,
	}}
	s.with()
	return s
}

// with starts over with another provider block and other options.
func (s *scale) with(opts ...provider.Option) {
	s.t.Helper()
	opts = append(append(acctest.TestOptions(), provider.WithHTTPClient(&http.Client{Transport: s.Transport()})), opts...)
	core, err := tfcore.New(s.t.Context(), func() tfprotov6.ProviderServer {
		return providerserver.NewProtocol6(provider.New("test", opts...)())()
	}, s.block)
	if err != nil {
		s.t.Fatal(err)
	}
	s.core = core
}

// plan makes a plan and counts its calls.
func (s *scale) plan(state tfcore.State, config tfcore.Config) (*tfcore.Plan, calls) {
	s.t.Helper()
	s.ResetRequests()
	plan, err := s.core.Plan(s.t.Context(), state, config)
	if err != nil {
		s.t.Fatal(err)
	}
	return plan, s.calls()
}

// apply applies a configuration to a state and counts the calls of the apply.
func (s *scale) apply(state tfcore.State, config tfcore.Config) (tfcore.State, calls, tfcore.Diagnostics) {
	s.t.Helper()
	plan, _ := s.plan(state, config)
	s.ResetRequests()
	after, diags, err := s.core.Apply(s.t.Context(), plan)
	if err != nil {
		s.t.Fatal(err)
	}
	return after, s.calls(), diags
}

// settled applies config and returns the calls of the plan after it, which must find nothing to do.
func (s *scale) settled(config tfcore.Config) calls {
	s.t.Helper()
	state, _, _ := s.apply(tfcore.State{}, config)
	plan, calls := s.plan(state, config)
	if !plan.Empty() {
		s.t.Errorf("the plan after the apply is not empty:\n%s", plan)
	}
	return calls
}

// calls counts calls by path, without gettoken.
type calls map[string]int

func (s *scale) calls() calls {
	s.t.Helper()
	for _, v := range s.Violations() {
		s.t.Errorf("the provider sent something WeCom does not define: %s", v)
	}
	c := calls{}
	for _, r := range s.Requests() {
		if r.Path != "gettoken" {
			c[strings.TrimPrefix(r.Path, "externalcontact/")]++
		}
	}
	return c
}

func (c calls) total() (n int) {
	for _, v := range c {
		n += v
	}
	return n
}

func (c calls) String() string {
	var parts []string
	for _, path := range slices.Sorted(maps.Keys(c)) {
		parts = append(parts, fmt.Sprintf("%s %d", path, c[path]))
	}
	return strings.Join(parts, ", ")
}

// within checks a budget, that only the given paths were called, and logs what was spent.
func (c calls) within(t *testing.T, what string, most int, paths ...string) {
	t.Helper()
	t.Logf("%s: %d calls (%s)", what, c.total(), c)
	if c.total() > most {
		t.Errorf("%s: %d calls, the budget is %d: %s", what, c.total(), most, c)
	}
	for path := range c {
		if !slices.Contains(paths, path) {
			t.Errorf("%s: a call of %s: %s", what, path, c)
		}
	}
}

const (
	getDepartment  = "department/get"
	listDepartment = "department/list"
	simpleList     = "department/simplelist"
	tagList        = "get_corp_tag_list"
)

func departments(n int, values ...any) tfcore.Config {
	config := tfcore.Config{}
	for i := range n {
		v := map[string]any{"name": fmt.Sprintf("部门 %04d", i)}
		for k := 0; k+1 < len(values); k += 2 {
			v[values[k].(string)] = values[k+1]
		}
		config[fmt.Sprintf("d%04d", i)] = tfcore.Resource{Type: "wecom_department", Values: v}
	}
	return config
}

func groupOf(name string, tags int) tfcore.Resource {
	of := map[string]any{}
	for k := range tags {
		of[fmt.Sprintf("标签 %d", k)] = map[string]any{}
	}
	return tfcore.Resource{Type: "wecom_tag_group", Values: map[string]any{"name": name, "tags": of}}
}

func tagGroups(n, tags int) tfcore.Config {
	config := tfcore.Config{}
	for i := range n {
		config[fmt.Sprintf("g%04d", i)] = groupOf(fmt.Sprintf("标签组 %04d", i), tags)
	}
	return config
}

// imported is the state of objects that were imported and not read yet: their refresh makes the calls of any other,
// without the time to create them.
func (s *scale) imported(typeName string, ids map[string]any) tfcore.State {
	s.t.Helper()
	schemas, err := providerserver.NewProtocol6(provider.New("test")())().GetProviderSchema(s.t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		s.t.Fatal(err)
	}
	ty, ok := schemas.ResourceSchemas[typeName].ValueType().(tftypes.Object)
	if !ok {
		s.t.Fatalf("%s is no object", typeName)
	}
	state := tfcore.State{}
	for address, id := range ids {
		values := map[string]tftypes.Value{}
		for name, of := range ty.AttributeTypes {
			values[name] = tftypes.NewValue(of, nil)
		}
		values["id"] = tftypes.NewValue(ty.AttributeTypes["id"], id)
		state[address] = &tfcore.Object{Type: typeName, Value: tftypes.NewValue(ty, values)}
	}
	return state
}

// adopted plans objects that exist already, and counts the calls; nothing may be left to do but what only Terraform
// knows.
func (s *scale) adopted(typeName string, config tfcore.Config, ids map[string]any) calls {
	s.t.Helper()
	plan, calls := s.plan(s.imported(typeName, ids), config)
	if !plan.Empty() {
		s.t.Errorf("the plan is not empty:\n%.2000s", plan)
	}
	return calls
}

// seeded puts what departments(n) configures into a corp, and its ids into ids.
func seeded(n int, ids map[string]any) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		for i := range n {
			id := int64(i + 2)
			c.Departments = append(c.Departments, emulator.Department{ID: id, Name: fmt.Sprintf("部门 %04d", i), ParentID: 1, Order: id})
			ids[fmt.Sprintf("d%04d", i)] = id
		}
	}
}

func TestBudget_planOfMany(t *testing.T) {
	config, ids, groups := departments(2000), map[string]any{}, map[string]any{}
	maps.Copy(config, tagGroups(500, 10))
	s := newScale(t, seeded(2000, ids), func(c *emulator.Corp) {
		for i := range 500 {
			g := emulator.TagGroup{ID: fmt.Sprintf("etG%04d", i), Name: fmt.Sprintf("标签组 %04d", i), Owner: acctest.AppName, CreateTime: 1700000000}
			for k := range 10 {
				g.Tags = append(g.Tags, emulator.Tag{ID: fmt.Sprintf("etT%04d-%d", i, k), Name: fmt.Sprintf("标签 %d", k), Owner: acctest.AppName, CreateTime: 1700000000})
			}
			c.TagGroups = append(c.TagGroups, g)
			groups[fmt.Sprintf("g%04d", i)] = g.ID
		}
	})
	state := s.imported("wecom_department", ids)
	maps.Copy(state, s.imported("wecom_tag_group", groups))
	plan, calls := s.plan(state, config)
	if !plan.Empty() {
		t.Errorf("the plan is not empty:\n%.2000s", plan)
	}
	calls.within(t, "no-op plan of 2,000 departments and 500 tag groups", 5, getDepartment, listDepartment, tagList)
}

func TestBudget_planOfFew(t *testing.T) {
	for n, budget := range map[int]int{1: 2, 2: 2} {
		s := newScale(t)
		s.settled(departments(n)).within(t, fmt.Sprintf("no-op plan of %d departments", n), budget, getDepartment)
		s = newScale(t)
		s.settled(tagGroups(n, 3)).within(t, fmt.Sprintf("no-op plan of %d tag groups", n), budget, tagList)
		for _, r := range s.Requests(tagList) {
			if !strings.Contains(string(r.Body), "group_id") {
				t.Errorf("a plan of %d tag groups read the whole library: %s", n, r.Body)
			}
		}
	}
}

// One after another, as with -parallelism=1.
func TestBudget_planOneByOne(t *testing.T) {
	ids := map[string]any{}
	s := newScale(t, seeded(100, ids))
	s.core.Parallelism = 1
	s.adopted("wecom_department", departments(100), ids).within(t, "no-op plan of 100 departments, one by one", 3, getDepartment, listDepartment)
}

func TestBudget_planPerCredential(t *testing.T) {
	const n = 200
	ids := map[string]any{}
	s := newScale(t, seeded(n, ids))
	config := departments(n)
	first, _ := s.plan(s.imported("wecom_department", ids), config)
	state := first.State
	for name, only := range map[string]struct {
		drop  string
		paths []string
	}{
		"both secrets":    {"", []string{listDepartment, getDepartment}},
		"secret":          {"contacts_secret", []string{listDepartment, getDepartment}},
		"contacts_secret": {"secret", []string{listDepartment, simpleList, getDepartment}},
	} {
		block := maps.Clone(s.block)
		delete(s.block, only.drop)
		s.with()
		plan, calls := s.plan(state, config)
		if !plan.Empty() {
			t.Errorf("%s: %s", name, plan)
		}
		calls.within(t, fmt.Sprintf("no-op plan of %d departments with %s", n, name), 5, only.paths...)
		s.block = block
	}
}

func TestBudget_apply(t *testing.T) {
	s := newScale(t)
	config := departments(1000)
	state, calls, diags := s.apply(tfcore.State{}, config)
	if n := calls["department/create"]; n != 1000 {
		t.Errorf("%d writes for 1,000 departments", n)
	}
	reads := maps.Clone(calls)
	delete(reads, "department/create")
	reads.within(t, "reads of a plan, which looks for taken names, and an apply of 1,000 departments", 2, listDepartment, simpleList)
	t.Log(calls)

	// An order that nobody wrote is null until the next refresh, which reads all at once, and not a guess.
	byID := map[string]int64{}
	for _, d := range s.Corp().Departments {
		byID[fmt.Sprint(d.ID)] = d.Order
	}
	null := 0
	for address := range config {
		order := state.Text(address, "order")
		switch order {
		case "null", "":
			null++
		case fmt.Sprint(byID[state.Text(address, "id")]):
		default:
			t.Fatalf("%s: order %s, WeCom has %d", address, order, byID[state.Text(address, "id")])
		}
	}
	t.Logf("%d of 1,000 orders were not read", null)
	if null != 1000 {
		t.Errorf("%d of 1,000 orders are null", null)
	}
	if len(diags) > 0 {
		t.Errorf("nothing is wrong, and the apply says %v", diags)
	}
	plan, calls := s.plan(state, config)
	if !plan.Empty() {
		t.Error(plan)
	}
	calls.within(t, "the plan after it", 3, getDepartment, listDepartment)
	for address := range config {
		if order := plan.State.Text(address, "order"); order != fmt.Sprint(byID[state.Text(address, "id")]) {
			t.Fatalf("%s: order %s after the refresh", address, order)
		}
	}
}

// An English name is read back with one call each: one that WeCom dropped is kept in the state, and one that is cleared
// later is drift.
func TestBudget_applyWithEnglishNames(t *testing.T) {
	for _, dropped := range []bool{false, true} {
		s := newScale(t)
		s.SetSwitches(func(w *emulator.Switches) { w.NameENIgnored = dropped })
		config := departments(60, "order", 5)
		for address, r := range config {
			r.Values["name_en"] = "D " + address
		}
		state, calls, _ := s.apply(tfcore.State{}, config)
		delete(calls, "department/create")
		calls.within(t, "reads of a plan and an apply of 60 English names", 62, listDepartment, getDepartment, simpleList)
		plan, _ := s.plan(state, config)
		if !plan.Empty() {
			t.Errorf("dropped %t: %s", dropped, plan)
		}
		warned := 0
		for _, d := range plan.Diagnostics {
			if strings.Contains(d.Summary, "WeCom does not keep the English name") {
				warned++
			}
		}
		if want := map[bool]int{true: 60}[dropped]; warned != want {
			t.Errorf("dropped %t: %d warnings", dropped, warned)
		}
		for _, d := range s.Corp().Departments {
			if d.ID != emulator.RootID {
				if err := s.Console().SetDepartmentNameEN(d.ID, ""); err != nil {
					t.Fatal(err)
				}
			}
		}
		plan, _ = s.plan(plan.State, config)
		if want := map[bool]int{false: 60}[dropped]; len(plan.Actions()) != want {
			t.Errorf("dropped %t: after the console cleared all names the plan has %d actions", dropped, len(plan.Actions()))
		}
	}
}

// With order written nothing is left to read.
func TestBudget_applyWithOrder(t *testing.T) {
	s := newScale(t)
	config := departments(100, "order", 7)
	state, calls, _ := s.apply(tfcore.State{}, config)
	delete(calls, "department/create")
	calls.within(t, "reads of a plan and an apply of 100 departments with order", 2, listDepartment, simpleList)
	if plan, _ := s.plan(state, config); !plan.Empty() {
		t.Error(plan)
	}
}

// Reads that lag behind every write bring no wrong order into the state.
func TestBudget_applyUnderLag(t *testing.T) {
	s := newScale(t)
	s.SetSwitches(func(w *emulator.Switches) { w.ReadLag = 3 })
	config := departments(30)
	state, _, _ := s.apply(tfcore.State{}, config)
	orders := map[string]int64{}
	for _, d := range s.Corp().Departments {
		orders[fmt.Sprint(d.ID)] = d.Order
	}
	for address := range config {
		if got, want := state.Text(address, "order"), orders[state.Text(address, "id")]; got != fmt.Sprint(want) && got != "null" && got != "" {
			t.Errorf("%s: order %s, WeCom has %d", address, got, want)
		}
	}
	if plan, _ := s.plan(state, config); !plan.Empty() {
		t.Error(plan)
	}
}
