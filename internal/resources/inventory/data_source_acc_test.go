// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "data.wecom_inventory.test"

func shop(c *emulator.Corp) {
	c.Departments = append(c.Departments,
		emulator.Department{ID: 2, Name: "研发中心", ParentID: 1}, emulator.Department{ID: 3, Name: "后端", ParentID: 2},
		emulator.Department{ID: 4, Name: "外包", ParentID: 1}, emulator.Department{ID: 5, Name: "一组", ParentID: 4},
	)
	c.TagGroups = []emulator.TagGroup{{ID: "etA", Name: "等级", CreateTime: 1000, Tags: []emulator.Tag{{ID: "etA1", Name: "核心"}}}}
	for _, id := range []string{"way1", "way2", "way3"} {
		c.ContactWays = append(c.ContactWays, emulator.ContactWay{
			ConfigID: id, Type: emulator.WaySingle, Scene: emulator.SceneQRCode, Users: []string{"zhangsan"}, SkipVerify: true,
			Owner: acctest.AppName, CreateTime: 1_700_000_000,
		})
	}
	c.ContactWays[1].Remark = "旧展会"
	c.AcquisitionLinks = []emulator.AcquisitionLink{{ID: "link1", Name: "官网", Owner: acctest.AppName, Users: []string{"zhangsan"}, CreateTime: 5000}}
}

func config(lines ...string) string {
	return "data \"wecom_inventory\" \"test\" {\n  " + strings.Join(lines, "\n  ") + "\n}\n"
}

func is(steps string, want knownvalue.Check) statecheck.StateCheck {
	var path tfjsonpath.Path
	for i, step := range strings.Split(steps, ".") {
		if i == 0 {
			path = tfjsonpath.New(step)
			continue
		}
		path = path.AtMapKey(step)
	}
	return statecheck.ExpectKnownValue(address, path, want)
}

// objects is a list of id and name, "" for null.
func objects(pairs ...string) knownvalue.Check {
	list := []knownvalue.Check{}
	for i := 0; i < len(pairs); i += 2 {
		var name knownvalue.Check = knownvalue.Null()
		if pairs[i+1] != "" {
			name = knownvalue.StringExact(pairs[i+1])
		}
		list = append(list, knownvalue.ObjectExact(map[string]knownvalue.Check{"id": knownvalue.StringExact(pairs[i]), "name": name}))
	}
	return knownvalue.ListExact(list)
}

func note(kind, reason string) knownvalue.Check {
	return knownvalue.ObjectPartial(map[string]knownvalue.Check{"kind": knownvalue.StringExact(kind), "reason": knownvalue.StringExact(reason)})
}

// holds is a list that has an element for each check; what nouns that come later add is nobody's business.
type holds []knownvalue.Check

// CheckValue implements knownvalue.Check.
func (h holds) CheckValue(v any) error {
	list, _ := v.([]any)
	for _, check := range h {
		if !slices.ContainsFunc(list, func(e any) bool { return check.CheckValue(e) == nil }) {
			return fmt.Errorf("no element is %s: %v", check, v)
		}
	}
	return nil
}

// String implements knownvalue.Check.
func (h holds) String() string { return fmt.Sprintf("a list with %d elements", len(h)) }

func covers(managed, unmanaged, ignored int64, share float64) knownvalue.Check {
	return knownvalue.ObjectExact(map[string]knownvalue.Check{
		"managed": knownvalue.Int64Exact(managed), "unmanaged": knownvalue.Int64Exact(unmanaged),
		"ignored": knownvalue.Int64Exact(ignored), "share": knownvalue.Float64Exact(share),
	})
}

func TestInventory(t *testing.T) {
	e := acctest.New(t, shop)
	e.Run(
		// Ids of departments as numbers and as text; one that is in no corp counts for nothing.
		resource.TestStep{
			Config: e.Config(config(`managed = {`, `  department  = concat([2, 3], [99])`, `  contact_way = ["way1"]`, `}`,
				`ignore = ["department:外包/**", "contact_way:旧*", "", "# *:**"]`)),
			ConfigStateChecks: []statecheck.StateCheck{
				is("unmanaged.department", objects()), is("coverage.department", covers(2, 0, 2, 0.5)),
				is("unmanaged.tag_group", objects("etA", "等级")), is("coverage.tag_group", covers(0, 1, 0, 0)),
				is("unmanaged.contact_way", objects("way3", "")), is("coverage.contact_way", covers(1, 1, 1, 1.0/3)),
				is("unmanaged.acquisition_link", objects("link1", "官网")), is("coverage.acquisition_link", covers(0, 1, 0, 0)),
				is("unmanaged.product", objects()), is("coverage.product", covers(0, 0, 0, 1)),
				is("unmanaged.app", objects("1000002", acctest.AppName)),
				is("share", knownvalue.Float64Exact(3.0/10)), is("notes", holds{
					note("tag_group", "owner_unknown"), note("contact_way", "not_listed"), note("acquisition_link", "not_listed"),
				}),
			},
			Check: e.Sent(),
		},
		// Without anything everything is unmanaged; only what was asked for is told.
		resource.TestStep{
			PreConfig: e.Forget,
			Config:    e.Config(config(`kinds = ["department", "contact_way"]`, `names = false`, `managed = { department = ["2"] }`)),
			ConfigStateChecks: []statecheck.StateCheck{
				is("unmanaged.department", objects("3", "研发中心/后端", "4", "外包", "5", "外包/一组")),
				is("unmanaged.contact_way", objects("way1", "", "way2", "", "way3", "")),
				is("unmanaged.tag_group", knownvalue.Null()), is("coverage.tag_group", knownvalue.Null()),
				is("share", knownvalue.Float64Exact(1.0/7)),
			},
			Check: e.Calls("externalcontact/get_contact_way", 0),
		},
	)
}

func TestInventory_invalid(t *testing.T) {
	e := acctest.New(t, shop)
	e.Run(
		resource.TestStep{Config: e.Config(config(`ignore = ["department"]`)), PlanOnly: true, ExpectError: acctest.Says(`"department" is not KIND:PATTERN`)},
		resource.TestStep{Config: e.Config(config(`kinds = ["people"]`)), PlanOnly: true, ExpectError: acctest.Says(`one of`)},
		resource.TestStep{Config: e.Config(config(`kinds = []`)), PlanOnly: true, ExpectError: acctest.Says(`at least 1`)},
		resource.TestStep{Config: e.Config(config(`managed = { department = [null] }`)), PlanOnly: true, ExpectError: acctest.Says(`Null`)},
	)
}

// What WeCom refuses to show is null and said so; the rest is told. Nothing that changes from answer to answer is in
// it.
func TestInventory_refused(t *testing.T) {
	e := acctest.New(t, shop)
	if err := e.Console().SetCustomerContact(acctest.AppName, false); err != nil {
		t.Fatal(err)
	}
	e.Keep()
	e.Run(
		resource.TestStep{
			Config: e.Config(config(`managed = { department = [2, 3, 4, 5] }`) + "output \"notes\" {\n  value = data.wecom_inventory.test.notes\n}\n"),
			ConfigStateChecks: []statecheck.StateCheck{
				is("unmanaged.department", objects()), is("coverage.department", covers(4, 0, 0, 1)),
				is("unmanaged.tag_group", knownvalue.Null()), is("coverage.tag_group", knownvalue.Null()),
				is("unmanaged.contact_way", knownvalue.Null()), is("share", knownvalue.Null()),
				is("notes", holds{knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"reason": knownvalue.StringExact("kind_refused"), "text": knownvalue.StringRegexp(acctest.Says("可调用接口的应用")),
				})}),
			},
		},
		// A check that nobody could answer does not pass.
		resource.TestStep{
			Config:      e.Config(config() + "output \"n\" {\n  value = length(data.wecom_inventory.test.unmanaged.tag_group)\n}\n"),
			ExpectError: acctest.Says("argument must not be null"),
		},
	)
}

// With ids of resources: read during the first apply, then in the plan, with few calls and without a change.
func TestAccInventory_ofResources(t *testing.T) {
	t.Parallel()
	e := acctest.New(t)
	p := acctest.NewProcess(e, `
resource "wecom_department" "all" {
  for_each = toset(["研发中心", "销售部"])
  name     = each.key
}

resource "wecom_department_tree" "shops" {
  departments = jsonencode({ "门店" = {}, "门店/上海" = {} })
}

resource "wecom_contact_way" "all" {
  count    = 2
  type     = "single"
  scene    = "qr_code"
  user_ids = ["zhangsan"]
}

data "wecom_inventory" "this" {
  kinds = ["department", "tag_group", "contact_way", "acquisition_link"] # a noun that comes later adds no call here
  managed = {
    department  = concat([for d in wecom_department.all : d.id], values(wecom_department_tree.shops.ids))
    contact_way = wecom_contact_way.all[*].id
  }
}

check "nothing_unmanaged" {
  assert {
    condition     = length(data.wecom_inventory.this.unmanaged.department) == 0
    error_message = "Declared nowhere: ${join(", ", data.wecom_inventory.this.unmanaged.department[*].name)}."
  }
}

output "unmanaged" {
  value = data.wecom_inventory.this.unmanaged.department[*].name
}
`)
	p.Must("apply", "-auto-approve", "-input=false")
	value := func() string {
		var names []string
		if err := json.Unmarshal([]byte(p.Must("output", "-json", "unmanaged")), &names); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(names)
	}
	if got := value(); got != "[]" {
		t.Errorf("after the first apply: %s", got)
	}
	e.ResetRequests()
	if code, output := p.Run("plan", "-detailed-exitcode", "-input=false", "-no-color"); code != 0 || strings.Contains(output, "Declared nowhere") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	calls := map[string]int{}
	for _, r := range e.Requests() {
		if r.Path != "gettoken" {
			calls[r.Path]++
		}
	}
	// The refresh reads the resources, the tree by a list; the data source adds one list of each kind and no name.
	want := map[string]int{
		"department/get": 2, "department/list": 2, "externalcontact/get_contact_way": 2, "externalcontact/list_contact_way": 1, "externalcontact/get_corp_tag_list": 1,
		"externalcontact/customer_acquisition/list_link": 1,
	}
	if diff := cmp.Diff(want, calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}

	if _, err := e.Console().CreateDepartment(1, "临时"); err != nil {
		t.Fatal(err)
	}
	code, output := p.Run("plan", "-detailed-exitcode", "-input=false", "-no-color")
	if code != 2 || !strings.Contains(output, "Declared nowhere: 临时.") { // 2: the output changes
		t.Errorf("exit code %d\n%s", code, output)
	}
}
