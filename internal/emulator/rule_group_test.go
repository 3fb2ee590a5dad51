// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var _ = callable([3]int{48002, 1, 1},
	"externalcontact/customer_strategy/list", "externalcontact/customer_strategy/get", "externalcontact/customer_strategy/get_range", "externalcontact/customer_strategy/create", "externalcontact/customer_strategy/edit", "externalcontact/customer_strategy/del", "externalcontact/moment_strategy/list", "externalcontact/moment_strategy/get", "externalcontact/moment_strategy/get_range", "externalcontact/moment_strategy/create", "externalcontact/moment_strategy/edit", "externalcontact/moment_strategy/del")

// groupCaller calls one of the trees.
type groupCaller struct {
	*caller
	path string
}

func eachTree(t *testing.T, fn func(t *testing.T, c *groupCaller)) {
	t.Helper()
	for _, path := range []string{"customer_strategy", "moment_strategy"} {
		t.Run(path, func(t *testing.T) {
			c := start(t, ExampleCorp())
			fn(t, &groupCaller{c, path})
			c.noViolations()
		})
	}
}

func (c *groupCaller) call(verb, body string, code int) reply {
	c.t.Helper()
	r := c.post(ExampleSecret, "externalcontact/"+c.path+"/"+verb, body)
	if r.code() != code {
		c.t.Fatalf("%s %s: %v, want %d", verb, body, r, code)
	}
	return r
}

func (c *groupCaller) make(body string) int {
	c.t.Helper()
	return int(c.call("create", body, 0)["strategy_id"].(float64))
}

// shape is a group in short: parent, name, admins, revoked privileges, range.
func (c *groupCaller) shape(id int) string {
	c.t.Helper()
	g := c.call("get", fmt.Sprintf(`{"strategy_id":%d}`, id), 0).obj("strategy")
	var off []string
	for key, on := range g.obj("privilege") {
		if on == false {
			off = append(off, key)
		}
	}
	var nodes []string
	for _, n := range c.call("get_range", fmt.Sprintf(`{"strategy_id":%d}`, id), 0).list("range") {
		id := n["userid"]
		if n["type"] == float64(2) {
			id = n["partyid"]
		}
		nodes = append(nodes, fmt.Sprint(n["type"], "/", id))
	}
	return fmt.Sprintf("%v %v %v %v %v", g["parent_id"], g["strategy_name"], g["admin_list"], off, nodes)
}

func (c *groupCaller) right() string {
	return map[string]string{"customer_strategy": "share_customer", "moment_strategy": "send_moment"}[c.path]
}

const eastGroup = `{"strategy_name":"East","admin_list":["wangfang"],"range":[{"type":1,"userid":"liuyang"},{"type":2,"partyid":4}]}`

func TestRuleGroupLife(t *testing.T) {
	eachTree(t, func(t *testing.T, c *groupCaller) {
		t.Helper()
		id := c.make(strings.Replace(eastGroup, `"range"`, fmt.Sprintf(`"privilege":{%q:false},"range"`, c.right()), 1))
		equal(t, "id", id, 1)
		equal(t, "group", c.shape(id), fmt.Sprintf("0 East [wangfang] [%s] [1/liuyang 2/4]", c.right()))
		child := c.make(`{"parent_id":1,"strategy_name":"Shop","admin_list":["huangmin"],"privilege":{},"range":[{"type":1,"userid":"sunli"},{"type":2,"partyid":5}]}`)
		equal(t, "child", c.shape(child), fmt.Sprintf("1 Shop [huangmin] [%s] [1/sunli 2/5]", c.right()))
		equal(t, "list", asJSON(c.call("list", `{}`, 0)["strategy"]), `[{"strategy_id":1},{"strategy_id":2}]`)
		if _, last := c.call("list", `{}`, 0)["next_cursor"]; last {
			t.Error("the last page has a cursor")
		}
		page := c.call("list", `{"limit":1}`, 0)
		equal(t, "next page", asJSON(c.call("list", fmt.Sprintf(`{"limit":1,"cursor":%q}`, page["next_cursor"]), 0)["strategy"]), `[{"strategy_id":2}]`)
		page = c.call("get_range", `{"strategy_id":1,"limit":1}`, 0)
		equal(t, "range", asJSON(c.call("get_range", fmt.Sprintf(`{"strategy_id":1,"limit":1,"cursor":%q}`, page["next_cursor"]), 0)["range"]), `[{"partyid":4,"type":2}]`)
		c.call("edit", `{"strategy_id":1,"strategy_name":"Osten","admin_list":["wuqiang"],"range_add":[{"type":1,"userid":"wuqiang"}],"range_del":[{"type":1,"userid":"liuyang"}]}`, 0)
		equal(t, "edited", c.shape(id), fmt.Sprintf("0 Osten [wuqiang] [%s] [1/wuqiang 2/4]", c.right()))
		c.call("edit", fmt.Sprintf(`{"strategy_id":1,"privilege":{%q:true}}`, c.right()), 0)
		equal(t, "child after the parent", c.shape(child), "1 Shop [huangmin] [] [1/sunli 2/5]")
		c.call("edit", fmt.Sprintf(`{"strategy_id":2,"privilege":{%q:false}}`, c.right()), 0)
		equal(t, "privileges of a child are ignored", c.shape(child), "1 Shop [huangmin] [] [1/sunli 2/5]")
		c.call("del", `{"strategy_id":1}`, 40058)
		c.call("del", `{"strategy_id":2}`, 0)
		c.call("del", `{"strategy_id":1}`, 0)
		c.call("get", `{"strategy_id":1}`, 40058)
		equal(t, "ids are not given twice", c.make(eastGroup), 3)
		c.call("del", `{"strategy_id":3}`, 0)
		equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	})
}

func TestRuleGroupRules(t *testing.T) {
	many := func(n int) string {
		return strings.TrimSuffix(strings.Repeat(`{"type":2,"partyid":4},`, n), ",")
	}
	eachTree(t, func(t *testing.T, c *groupCaller) {
		t.Helper()
		c.make(eastGroup)
		create := func(part string) string {
			return `{"strategy_name":"n","admin_list":["wangfang"],"range":[{"type":2,"partyid":4}],` + part + `}`
		}
		for body, code := range map[string]int{
			`{"admin_list":["wangfang"],"range":[{"type":2,"partyid":4}]}`:                                                40063,
			`{"strategy_name":"","admin_list":["wangfang"],"range":[{"type":2,"partyid":4}]}`:                             40058,
			`{"strategy_name":"n","range":[{"type":2,"partyid":4}]}`:                                                      40058,
			`{"strategy_name":"n","admin_list":["wangfang"],"range":[]}`:                                                  40058,
			`{"strategy_name":"n","admin_list":["wangfang"],"range":[{"type":1}]}`:                                        40058,
			`{"strategy_name":"n","admin_list":["wangfang"],"range":[{"userid":"liuyang"}]}`:                              40058,
			`{"strategy_name":"n","admin_list":["wangfang"],"range":[` + many(101) + `]}`:                                 40058,
			`{"strategy_name":"n","admin_list":["chenxing"],"range":[{"type":2,"partyid":4}]}`:                            40058, // super administrator
			`{"strategy_name":"n","admin_list":["nobody"],"range":[{"type":2,"partyid":4}]}`:                              60111,
			`{"strategy_name":"n","admin_list":["wangfang"],"range":[{"type":2,"partyid":99}]}`:                           60123,
			`{"strategy_name":"n","admin_list":["wangfang"` + strings.Repeat(`,"a"`, 20) + `],"range":[` + many(1) + `]}`: 40058,
			create(`"parent_id":9`): 40058,
			`{"strategy_name":"n","parent_id":1,"admin_list":["wangfang"],"range":[{"type":1,"userid":"chenxing"}]}`: 60030,
			`{"strategy_name":"n","parent_id":1,"admin_list":["wangfang"],"range":[{"type":2,"partyid":2}]}`:         60030,
			`{"strategy_name":"n","parent_id":1,"admin_list":["wangfang"],"range":[{"type":1,"userid":"sunli"}]}`:    0, // in a department below
			`{"strategy_name":"n","admin_list":["wangfang"],"range":[{"type":1,"userid":"liuyang","partyid":4}]}`:    40058,
		} {
			c.call("create", body, code)
		}
		for refused, code := range map[bool]int{false: 0, true: 40058} { // the other key as SDKs send it
			c.srv.SetSwitches(func(s *Switches) { s.RuleGroupNodeZeroRefused = refused })
			c.call("create", `{"strategy_name":"n","admin_list":["wangfang"],"range":[{"type":1,"userid":"liuyang","partyid":0},{"type":2,"partyid":4,"userid":""}]}`, code)
		}
		for body, code := range map[string]int{
			`{}`:                                40058,
			`{"strategy_id":9}`:                 40058,
			`{"strategy_id":1}`:                 0,
			`{"strategy_id":1,"admin_list":[]}`: 0, // not changed
			`{"strategy_id":1,"privilege":{}}`:  0,
			`{"strategy_id":1,"range_add":[{"type":1,"userid":"liuyang"}]}`:                                               0, // is there
			`{"strategy_id":1,"range_del":[{"type":1,"userid":"chenxing"}]}`:                                              0, // is not
			`{"strategy_id":1,"range_add":[{"type":1,"userid":"chenxing"}],"range_del":[{"type":1,"userid":"chenxing"}]}`: 40058,
			`{"strategy_id":1,"range_del":[{"type":1,"userid":"liuyang"},{"type":2,"partyid":4}]}`:                        40058, // the last
			`{"strategy_id":1,"range_del":[{"type":2,"partyid":4}]}`:                                                      60030, // the child has it
			`{"strategy_id":2,"range_add":[{"type":1,"userid":"chenxing"}]}`:                                              60030,
			`{"strategy_id":1,"range_add":[` + many(60) + `],"range_del":[` + many(60) + `]}`:                             40058,
		} {
			c.call("edit", body, code)
		}
		parent := 2
		for range 3 {
			parent = c.make(fmt.Sprintf(`{"strategy_name":"n","parent_id":%d,"admin_list":["wangfang"],"range":[{"type":1,"userid":"sunli"}]}`, parent))
		}
		c.call("create", fmt.Sprintf(`{"strategy_name":"n","parent_id":%d,"admin_list":["wangfang"],"range":[{"type":1,"userid":"sunli"}]}`, parent), 40058) // level 6
		// Another app sees nothing of it, nor this one of the console's.
		r := c.post(ExampleSecondSecret, "externalcontact/"+c.path+"/list", `{}`)
		equal(t, "list of another app", len(r.list("strategy")), 0)
		wantCode(t, c.post(ExampleSecondSecret, "externalcontact/"+c.path+"/get", `{"strategy_id":1}`), 40058)
	})
}

func TestRuleGroupConsole(t *testing.T) {
	c := start(t, ExampleCorp())
	id, err := c.srv.Console().AddCustomerRuleGroup(RuleGroup{Name: "控制台", Admins: []string{"wangfang"}, Departments: []int64{4}})
	if err != nil || id != 1 {
		t.Fatal(id, err)
	}
	moment, err := c.srv.Console().AddMomentRuleGroup(RuleGroup{Name: "控制台", Admins: []string{"wangfang"}, Departments: []int64{4}})
	if err != nil || moment != 1 {
		t.Fatal(moment, err)
	}
	wantCode(t, c.post(ExampleSecret, "externalcontact/customer_strategy/get", `{"strategy_id":1}`), 40058)
	for _, change := range []func(*RuleGroup){
		func(g *RuleGroup) { g.Name = "" }, func(g *RuleGroup) { g.Revoked = []string{"contact_me"} }, func(g *RuleGroup) { g.Revoked = []string{"x"} },
		func(g *RuleGroup) { g.ParentID = 9 },
	} {
		if err := c.srv.Console().UpdateCustomerRuleGroup(1, change); err == nil {
			t.Error("a bad edit was taken")
		}
	}
	if err := c.srv.Console().UpdateMomentRuleGroup(1, func(g *RuleGroup) { g.Revoked = []string{"send_moment"} }); err != nil {
		t.Error(err)
	}
	for _, do := range []func(int64) error{c.srv.Console().DeleteCustomerRuleGroup, c.srv.Console().DeleteMomentRuleGroup} {
		if err := do(1); err != nil {
			t.Error(err)
		}
		if err := do(1); err == nil {
			t.Error("deleted twice")
		}
	}
}

func TestRuleGroupSwitches(t *testing.T) {
	eachTree(t, func(t *testing.T, c *groupCaller) {
		t.Helper()
		set := func(change func(*Switches)) {
			c.srv.SetSwitches(func(s *Switches) { *s = Switches{}; change(s) })
		}
		id := c.make(eastGroup)
		right, other := c.right(), map[string]string{"customer_strategy": "rapid_reply", "moment_strategy": "view_moment_list"}[c.path]
		partial := fmt.Sprintf(`{"strategy_id":1,"privilege":{%q:true}}`, right)
		revoke := fmt.Sprintf(`{"strategy_id":1,"privilege":{%q:false}}`, other)
		for reading, revoked := range map[string]bool{"": false, RuleGroupPartialFalse: true, RuleGroupPartialKept: true} {
			set(func(*Switches) {})
			c.call("edit", revoke, 0)
			set(func(s *Switches) { s.RuleGroupPartial = reading })
			c.call("edit", partial, 0)
			equal(t, "partial "+reading, strings.Contains(c.shape(id), other), revoked)
		}
		set(func(s *Switches) { s.RuleGroupEmptyPrivilegeResets = true })
		c.call("edit", `{"strategy_id":1,"privilege":{}}`, 0)
		equal(t, "reset", strings.Contains(c.shape(id), other), false)
		if c.path == "customer_strategy" {
			base := `{"strategy_id":1,"privilege":{"contact_me":false}}`
			set(func(*Switches) {})
			c.call("edit", base, 0)
			equal(t, "a basic right", strings.Contains(c.shape(id), "contact_me"), false)
			set(func(s *Switches) { s.RuleGroupBaseRefused = true })
			c.call("edit", base, 40058)
		}
		set(func(s *Switches) { s.RuleGroupNoopRefused = true })
		c.call("edit", `{"strategy_id":1,"range_add":[{"type":1,"userid":"liuyang"}]}`, 40058)
		set(func(s *Switches) { s.RuleGroupUnknown = "60030" })
		c.call("get", `{"strategy_id":9}`, 60030)
		set(func(s *Switches) { s.RuleGroupNamesUnique = true })
		c.call("create", eastGroup, 40058)
		set(func(s *Switches) { s.RuleGroupNames30 = true })
		c.call("edit", fmt.Sprintf(`{"strategy_id":1,"strategy_name":%q}`, strings.Repeat("长", 31)), 40058)
		set(func(s *Switches) { s.RuleGroupInvisible = "60011" })
		c.call("edit", `{"strategy_id":1,"range_add":[{"type":1,"userid":"zhaolei"}]}`, 60011) // lacks 客户联系
		set(func(s *Switches) { s.RuleGroupSuperAdmin = "60011" })
		c.call("edit", `{"strategy_id":1,"admin_list":["chenxing"]}`, 60011)
		set(func(s *Switches) {
			s.RuleGroupCursorEmpty, s.RuleGroupParentAbsent, s.RuleGroupNewKeyAbsent = true, true, true
		})
		equal(t, "cursor", c.call("list", `{}`, 0)["next_cursor"], any(""))
		g := c.call("get", `{"strategy_id":1}`, 0).obj("strategy")
		if _, shown := g["parent_id"]; shown || strings.Contains(asJSON(g), "manage_") {
			t.Errorf("shown: %v", g)
		}
		set(func(s *Switches) { s.RuleGroupShrink = RuleGroupShrinkCut })
		child := c.make(`{"parent_id":1,"strategy_name":"Shop","admin_list":["huangmin"],"range":[{"type":1,"userid":"wuqiang"},{"type":2,"partyid":5}]}`)
		c.call("edit", `{"strategy_id":1,"range_add":[{"type":1,"userid":"wuqiang"}]}`, 0)
		c.call("edit", `{"strategy_id":1,"range_del":[{"type":2,"partyid":4}]}`, 0)
		equal(t, "cut", strings.Contains(c.shape(child), "2/5"), false)
		set(func(s *Switches) { s.RuleGroupChildPrivilegeAbsent = true })
		if _, shown := c.call("get", fmt.Sprintf(`{"strategy_id":%d}`, child), 0).obj("strategy")["privilege"]; shown {
			t.Error("the child shows privileges")
		}
		set(func(s *Switches) { s.RuleGroupDeleteParent = RuleGroupReparents })
		c.call("del", `{"strategy_id":1}`, 0)
		equal(t, "reparented", c.shape(child)[:1], "0")
		set(func(s *Switches) {
			s.RuleGroupLastNodeRemovable, s.RuleGroupEmptyCreate, s.RuleGroupNodesApart = true, true, true
		})
		c.call("edit", fmt.Sprintf(`{"strategy_id":%d,"range_del":[{"type":1,"userid":"wuqiang"}]}`, child), 0)
		c.make(`{"strategy_name":"n","admin_list":[],"range":[]}`)
		set(func(s *Switches) { s.RuleGroupDeleteParent = RuleGroupCascades })
		grandchild := c.make(eastGroup)
		below := c.make(fmt.Sprintf(`{"parent_id":%d,"strategy_name":"Shop","admin_list":["huangmin"],"range":[{"type":2,"partyid":5}]}`, grandchild))
		c.call("del", fmt.Sprintf(`{"strategy_id":%d}`, grandchild), 0)
		c.call("get", fmt.Sprintf(`{"strategy_id":%d}`, below), 40058)
	})
}

// The two trees count their ids each for itself, unless the switch says otherwise; moments may take more nodes a call.
func TestRuleGroupTreesDiffer(t *testing.T) {
	c := start(t, ExampleCorp())
	customer, moment := &groupCaller{c, "customer_strategy"}, &groupCaller{c, "moment_strategy"}
	equal(t, "ids", customer.make(eastGroup)+moment.make(eastGroup), 2)
	c.srv.SetSwitches(func(s *Switches) { s.RuleGroupIDsShared, s.MomentNodesUnlimited = true, true })
	equal(t, "shared ids", moment.make(eastGroup), 2)
	equal(t, "shared ids", customer.make(eastGroup), 3)
	nodes := strings.TrimSuffix(strings.Repeat(`{"type":2,"partyid":4},`, 101), ",")
	moment.call("edit", `{"strategy_id":1,"range_add":[`+nodes+`]}`, 0)
	customer.call("edit", `{"strategy_id":1,"range_add":[`+nodes+`]}`, 40058)
}

// Writes of either tree that overlap can be refused.
func TestRuleGroupConflicts(t *testing.T) {
	c := start(t, ExampleCorp(), WithLatency(30*time.Millisecond), WithSwitches(Switches{RuleGroupSwitches: RuleGroupSwitches{RuleGroupConflicts: true}}))
	token := c.token(ExampleSecret)
	var wait sync.WaitGroup
	codes := make(chan int, 4)
	for _, path := range []string{"customer_strategy", "moment_strategy", "customer_strategy", "moment_strategy"} {
		wait.Add(1)
		go func() {
			defer wait.Done()
			codes <- c.do("POST", "externalcontact/"+path+"/create", url.Values{"access_token": {token}}, eastGroup).code()
		}()
	}
	wait.Wait()
	close(codes)
	refused := 0
	for code := range codes {
		if code == 6000 {
			refused++
		}
	}
	if refused == 0 {
		t.Error("no overlap was refused")
	}
}

func TestRuleGroupCorpFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corp.json")
	c := &groupCaller{open(t, path), "customer_strategy"}
	c.make(eastGroup)
	c.make(`{"parent_id":1,"strategy_name":"Shop","admin_list":["huangmin"],"range":[{"type":2,"partyid":5}]}`)
	c.call("del", `{"strategy_id":2}`, 0)
	before := asJSON(c.srv.Corp())
	c = &groupCaller{open(t, path), "customer_strategy"}
	equal(t, "corp", asJSON(c.srv.Corp()), before)
	equal(t, "a deleted id", c.make(eastGroup), 3)
}

// A create, read, change and delete under each reading of the family.
func TestRuleGroupReadings(t *testing.T) {
	for _, reading := range SwitchReadings() {
		if reading.Family != "rule_group" && reading.Family != "all" {
			continue
		}
		eachTree(t, func(t *testing.T, c *groupCaller) {
			t.Helper()
			c.srv.SetSwitches(reading.Apply)
			id := c.make(eastGroup)
			c.call("edit", fmt.Sprintf(`{"strategy_id":%d,"strategy_name":"West"}`, id), 0)
			for range 4 { // reads may lag by three
				c.call("get_range", fmt.Sprintf(`{"strategy_id":%d}`, id), 0)
				c.call("get", fmt.Sprintf(`{"strategy_id":%d}`, id), 0)
			}
			if got := c.call("get", fmt.Sprintf(`{"strategy_id":%d}`, id), 0).obj("strategy")["strategy_name"]; got != "West" {
				t.Errorf("%s=%s: %v", reading.Switch, reading.Value, got)
			}
			c.call("del", fmt.Sprintf(`{"strategy_id":%d}`, id), 0)
		})
	}
}
