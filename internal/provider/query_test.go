// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/querycheck/queryfilter"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

var listBlock = regexp.MustCompile(`(?m)^list "(\w+)" "(\w+)"`)

// Every list block of the documentation finds something on the example corp, next to what the example of its resource
// makes.
func TestAccQuery_examples(t *testing.T) {
	acctest.Since(t, "list blocks (query)", 14, -1)
	files, err := filepath.Glob(filepath.Join(root, "examples", "list-resources", "*", "list-resource.tfquery.hcl"))
	if err != nil || len(files) < 5 {
		t.Fatalf("found %d examples: %v", len(files), err)
	}
	for _, file := range files {
		noun := filepath.Base(filepath.Dir(file))
		t.Run(noun, func(t *testing.T) {
			query, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			resourceFile := filepath.Join(root, "examples", "resources", noun, "resource.tf")
			made, err := os.ReadFile(resourceFile)
			if err != nil {
				t.Fatal(err)
			}
			var checks []querycheck.QueryResultCheck
			for _, block := range listBlock.FindAllStringSubmatch(string(query), -1) {
				checks = append(checks, querycheck.ExpectLengthAtLeast(block[1]+"."+block[2], 1))
			}
			if len(checks) == 0 {
				t.Fatal("the example has no list block")
			}
			e := acctest.NewExample(t)
			e.RunQuery(
				resource.TestStep{Config: e.Config(beside(t, resourceFile, made))},
				// With the provider block of the step before.
				resource.TestStep{Query: true, Config: string(query), QueryResultChecks: checks},
			)
		})
	}
}

func TestAccQuery_results(t *testing.T) {
	e := acctest.NewExample(t)
	group := map[string]knownvalue.Check{
		"corp_id": knownvalue.StringExact(emulator.ExampleCorpID), "id": knownvalue.StringExact("etJ7wNrQAAexampleCustomerLevel00"),
	}
	e.RunQuery(resource.TestStep{
		Query: true,
		Config: e.Config(`
list "wecom_department" "some" {
  provider         = wecom
  include_resource = true
  limit            = 3
}

list "wecom_tag_group" "all" {
  provider = wecom
}
`),
		QueryResultChecks: []querycheck.QueryResultCheck{
			querycheck.ExpectLength("wecom_department.some", 3),
			querycheck.ExpectResourceKnownValues("wecom_department.some", queryfilter.ByDisplayName(knownvalue.StringExact("研发中心/后端")),
				[]querycheck.KnownValueCheck{
					{Path: tfjsonpath.New("name"), KnownValue: knownvalue.StringExact("后端")},
					{Path: tfjsonpath.New("name_en"), KnownValue: knownvalue.StringExact("Backend")},
				}),
			querycheck.ExpectLength("wecom_tag_group.all", 1),
			querycheck.ExpectIdentity("wecom_tag_group.all", group),
			querycheck.ExpectResourceDisplayName("wecom_tag_group.all", queryfilter.ByResourceIdentity(group), knownvalue.StringExact("客户等级")),
		},
	})
	if n := len(e.Requests("department/list")); n != 1 {
		t.Errorf("%d calls of department/list, want 1", n)
	}
}

// The whole way of adopting a corp: Terraform writes configuration and import blocks from what the lists say, and the
// plan with them imports everything and changes nothing.
func TestAccQuery_adopt(t *testing.T) {
	acctest.Since(t, "list blocks (query)", 14, -1)
	e := acctest.NewExample(t)
	p := acctest.NewProcess(e, adoptable)
	p.Must("apply", "-auto-approve")
	before := e.Corp()
	p = acctest.NewProcess(e, "") // a folder that knows nothing of the corp
	var query strings.Builder
	for _, noun := range []string{"department", "tag_group", "contact_way", "acquisition_link"} {
		fmt.Fprintf(&query, "list \"wecom_%s\" \"all\" {\n  provider = wecom\n}\n\n", noun)
	}
	p.Write("corp.tfquery.hcl", query.String())
	e.ResetRequests()
	p.Must("query", "-generate-config-out=generated.tf")
	// Without include_resource: -generate-config-out asks for the objects itself.
	calls := map[string]int{
		"list": 1, "get_corp_tag_list": 1,
		"list_contact_way": 1, "get_contact_way": 3, "list_link": 1, "get": 2,
	}
	if diff := cmp.Diff(calls, e.CallCounts()); diff != "" {
		t.Errorf("calls of the query (-want +got):\n%s", diff)
	}
	p.Must("plan", "-out=plan")
	var plan tfjson.Plan
	if err := json.Unmarshal([]byte(p.Must("show", "-json", "plan")), &plan); err != nil {
		t.Fatal(err)
	}
	imported := map[string]int{}
	for _, change := range plan.ResourceChanges {
		imported[change.Type]++
		if change.Change.Importing == nil || !change.Change.Actions.NoOp() {
			t.Errorf("%s: %v, importing %v", change.Address, change.Change.Actions, change.Change.Importing)
		}
	}
	want := map[string]int{"wecom_department": 6, "wecom_tag_group": 2, "wecom_contact_way": 3, "wecom_acquisition_link": 2}
	if diff := cmp.Diff(want, imported); diff != "" {
		t.Errorf("imports (-want +got):\n%s", diff)
	}
	p.Must("apply", "plan")
	if code, output := p.Run("plan", "-detailed-exitcode"); code != 0 {
		t.Errorf("exit code %d of the next plan, want 0:\n%s", code, output)
	}
	if diff := cmp.Diff(before, e.Corp()); diff != "" {
		t.Errorf("adopting changed the corp (-before +after):\n%s", diff)
	}
}

// What Terraform makes of a list that was cut, and of one that fails midway.
func TestAccQuery_messages(t *testing.T) {
	acctest.Since(t, "list blocks (query)", 14, -1)
	e := acctest.NewExample(t)
	p := acctest.NewProcess(e, "")
	p.Write("corp.tfquery.hcl", "list \"wecom_department\" \"some\" {\n  provider = wecom\n  limit = 2\n}\n")
	if got := p.Must("query"); !acctest.Says("Only the first 2 departments are listed, and there are more.").MatchString(got) || strings.Count(got, "研发中心") != 2 {
		t.Errorf("a list that was cut:\n%s", got)
	}
	p.Write("corp.tfquery.hcl", "list \"wecom_contact_way\" \"all\" {\n  provider = wecom\n  include_resource = true\n}\n")
	e.Inject(emulator.Fault{Path: "get_contact_way", Kind: emulator.FaultError, Code: 48002, Times: -1})
	if code, got := p.Run("query"); code != 1 || !acctest.Says("Unable to read contact way").MatchString(got) || !strings.Contains(got, "48002") {
		t.Errorf("exit code %d of a list that fails, want 1:\n%s", code, got)
	}
	p.Write("corp.tfquery.hcl", "list \"wecom_department\" \"some\" {\n  provider = wecom\n  config {\n    name_regex = \"(\"\n  }\n}\n")
	if code, got := p.Run("query"); code != 1 || !strings.Contains(got, "Invalid pattern") || !strings.Contains(got, `in list "wecom_department" "some"`) {
		t.Errorf("exit code %d of a bad pattern, want 1 and the block:\n%s", code, got)
	}
}

// adoptable adds to the example corp what its console would not: objects of the configured app.
const adoptable = `
resource "wecom_department" "ops" {
  name      = "运维 $${x} 组"
  parent_id = 2
  name_en   = "Ops"
}

resource "wecom_department" "night" {
  name      = "夜班"
  parent_id = wecom_department.ops.id
}

resource "wecom_tag_group" "source" {
  name = "来源 %%{渠道}"
  tags = { shop = { name = "门店" }, web = { name = "官网 😀", order = 7 } }
}

resource "wecom_contact_way" "poster" {
  type           = "multi"
  scene          = "qr_code"
  remark         = "海报 \"A\" $${x}"
  user_ids       = ["wangfang"]
  department_ids = [4]
}

resource "wecom_contact_way" "button" {
  type        = "single"
  scene       = "mini_program"
  style       = 2
  state       = "mini"
  skip_verify = false
  user_ids    = ["wuqiang"]
}

resource "wecom_acquisition_link" "plain" {
  name           = "投放"
  department_ids = [4]
}

resource "wecom_acquisition_link" "regulars" {
  name        = "回访"
  user_ids    = ["wangfang"]
  skip_verify = false
  priority    = { scope = "designated", user_ids = ["wangfang"] }
}
`
