// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// TestAsTheCLI takes this core and the real CLI through the same edits: same planned actions, same state, same corp
// after each.
func TestAsTheCLI(t *testing.T) {
	acctest.OnOneCLI(t)
	id := func(address string) tfcore.Ref { return tfcore.Ref{Address: address, Path: "id"} }
	first := tfcore.Config{
		"a": department("研发", nil),
		"b": department("后端", id("a")),
		"c": department("平台", id("b")),
		"t": {Type: "wecom_tag_group", Values: map[string]any{"name": "等级", "tags": map[string]any{
			"gold": map[string]any{}, "silver": map[string]any{"name": "银", "order": 5}, "iron": map[string]any{}}}},
		"l": {Type: "wecom_acquisition_link", Values: map[string]any{"name": "投放", "user_ids": []string{"zhangsan", "lisi"}, "priority": map[string]any{"scope": "designated", "user_ids": []string{"lisi"}}}},
		"r": {Type: "wecom_acquisition_link", Values: map[string]any{"name": "涉密", "department_ids": []any{id("c")}}},
		"w": {Type: "wecom_contact_way", Values: map[string]any{"type": "multi", "scene": "qr_code", "remark": "门店", "department_ids": []any{id("c")}, "user_ids": []string{"zhangsan"}}},
	}
	edit := func(from tfcore.Config, change func(tfcore.Config)) tfcore.Config {
		next := tfcore.Config{}
		for address, r := range from {
			r.Values = maps.Clone(r.Values)
			next[address] = r
		}
		change(next)
		return next
	}
	second := edit(first, func(c tfcore.Config) {
		c["a"].Values["name"], c["b"].Values["name"] = "后端", "研发" // under different parents
		c["c"].Values["parent_id"], c["c"].Values["order"] = id("a"), 7
		c["t"].Values["tags"] = map[string]any{"gold": map[string]any{"name": "银"}, "silver": map[string]any{"name": "gold"}, "new": map[string]any{}}
		c["l"].Values["skip_verify"], c["l"].Values["priority"] = false, map[string]any{"scope": "corp"}
		c["w"].Values["scene"] = "mini_program"
		c["r"].Values["mark_source"], c["r"].Values["user_ids"] = false, []string{"lisi"}
	})
	third := edit(second, func(c tfcore.Config) {
		delete(c, "b")
		delete(c, "w")
		delete(c["c"].Values, "order")
		delete(c["r"].Values, "department_ids")
		c["l"].Values["name"] = "门店"
	})

	cli, ours := acctest.New(t), emulator.New(acctest.Seed())
	core := wecom(t, ours)
	process := acctest.NewProcess(cli, "")
	state := tfcore.State{}
	for i, config := range []tfcore.Config{first, second, third, third, {}} {
		process.Write("resources.tf", config.HCL(""))
		actions, theirs := applyWithCLI(t, process)
		plan := mustPlan(t, core, state, config)
		got := map[string]string{}
		for address, action := range plan.Actions() {
			got[address] = string(action)
		}
		var err error
		if state, _, err = core.Apply(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(actions, got); diff != "" {
			t.Errorf("step %d: planned actions (-CLI +core):\n%s", i+1, diff)
		}
		mine := map[string]any{}
		for address, o := range state {
			var v any
			if err := json.Unmarshal(tfcore.JSON(o.Value), &v); err != nil {
				t.Fatal(err)
			}
			mine[address] = v
		}
		if diff := cmp.Diff(withoutIDs(theirs), withoutIDs(mine)); diff != "" {
			t.Errorf("step %d: state (-CLI +core):\n%s", i+1, diff)
		}
		if a, b := len(cli.Writes()), len(ours.Writes()); a != b {
			t.Errorf("step %d: the CLI made %d writes, the core %d", i+1, a, b)
		}
	}
	if diff := cmp.Diff(cli.Corp(), ours.Corp()); diff != "" {
		t.Errorf("corps differ (-CLI +core):\n%s", diff)
	}
}

// applyWithCLI applies and returns the planned actions and the state's values, both by resource name.
func applyWithCLI(t *testing.T, p *acctest.Process) (map[string]string, map[string]any) {
	t.Helper()
	actions, values := map[string]string{}, map[string]any{}
	for _, line := range strings.Split(p.Must("apply", "-auto-approve", "-json", "-parallelism=1"), "\n") {
		var event struct {
			Type   string `json:"type"`
			Change struct {
				Resource struct {
					Name string `json:"resource_name"`
				} `json:"resource"`
				Action string `json:"action"`
			} `json:"change"`
		}
		if json.Unmarshal([]byte(line), &event) == nil && event.Type == "planned_change" {
			actions[event.Change.Resource.Name] = event.Change.Action
		}
	}
	var file struct {
		Resources []struct {
			Name      string `json:"name"`
			Instances []struct {
				Attributes any `json:"attributes"`
			} `json:"instances"`
		} `json:"resources"`
	}
	if err := json.Unmarshal([]byte(p.Read("terraform.tfstate")), &file); err != nil {
		t.Fatal(err)
	}
	for _, r := range file.Resources {
		values[r.Name] = r.Instances[0].Attributes
	}
	return actions, values
}

// withoutIDs names ids after the resource that has them, because which one WeCom gives depends on the order of creates,
// and blanks what the clock decides.
func withoutIDs(state map[string]any) map[string]any {
	names := map[string]string{}
	for address, v := range state {
		o := v.(map[string]any)
		names[fmt.Sprint(o["id"])] = "id of " + address
		tags, _ := o["tags"].(map[string]any)
		for key, tag := range tags {
			names[fmt.Sprint(tag.(map[string]any)["id"])] = "id of " + address + "." + key
		}
	}
	var walk func(any) any
	walk = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			out := map[string]any{}
			for key, e := range v {
				out[key] = walk(e)
				if (key == "created_at" || key == "qr_code" || key == "url") && e != nil {
					out[key] = "set"
				}
			}
			return out
		case []any:
			out := []any{}
			for _, e := range v {
				out = append(out, walk(e))
			}
			slices.SortFunc(out, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			return out
		}
		if name, ok := names[fmt.Sprint(v)]; ok {
			return name
		}
		return v
	}
	return walk(state).(map[string]any)
}
