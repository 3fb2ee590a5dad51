// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"reflect"

	tfjson "github.com/hashicorp/terraform-json"
)

// expectation is what the plan must show of one edit.
type expectation struct {
	edit    string
	address string
	action  tfjson.Action
	// changed is the attribute that must differ between before and after, and holds the two values; "" for a department
	// that is to be made again.
	changed       string
	before, after any
}

// corpDump is what the demo reads of the corp; its methods find an object by name.
type corpDump struct {
	Departments []struct {
		ID   int64
		Name string
	}
	TagGroups []struct {
		ID   string
		Name string
		Tags []struct{ ID, Name string }
	} `json:"tag_groups"`
	ContactWays []struct {
		ID    string `json:"config_id"`
		State string
	} `json:"contact_ways"`
	AcquisitionLinks []struct {
		ID   string `json:"link_id"`
		Name string `json:"link_name"`
	} `json:"acquisition_links"`
	InterceptRules []struct {
		ID   string `json:"rule_id"`
		Name string `json:"rule_name"`
	} `json:"intercept_rules"`
}

func (c corpDump) contactWay(state string) string {
	for _, w := range c.ContactWays {
		if w.State == state {
			return w.ID
		}
	}
	return ""
}

func (c corpDump) link(name string) string {
	for _, l := range c.AcquisitionLinks {
		if l.Name == name {
			return l.ID
		}
	}
	return ""
}

func (c corpDump) rule(name string) string {
	for _, r := range c.InterceptRules {
		if r.Name == name {
			return r.ID
		}
	}
	return ""
}

func (c corpDump) department(name string) int64 {
	for _, d := range c.Departments {
		if d.Name == name {
			return d.ID
		}
	}
	return 0
}

func (c corpDump) tag(group, name string) (groupID, tagID string) {
	for _, g := range c.TagGroups {
		if g.Name != group {
			continue
		}
		groupID = g.ID
		for _, t := range g.Tags {
			if t.Name == name {
				tagID = t.ID
			}
		}
	}
	return groupID, tagID
}

// edit changes four things behind Terraform's back. An administrator's edits go through the emulator's console calls.
// The tag is added by a script that uses the same app: WeCom lets an app delete only the tags it made itself, so one
// that the administrator adds could be shown by the plan, but not removed.
func (d *demo) edit(ctx context.Context) ([]expectation, error) {
	raw, err := d.emulator.corp(ctx)
	if err != nil {
		return nil, err
	}
	var corp corpDump
	if err := json.Unmarshal(raw, &corp); err != nil {
		return nil, err
	}
	groupID, expo := corp.tag("客户来源", "展会")
	edits := []struct {
		operation string
		body      map[string]any
	}{
		{"rename_department", map[string]any{"department": corp.department("华东事业部"), "name": "华东大区"}},
		{"delete_department", map[string]any{"department": corp.department("南京门店")}},
		{"rename_tag", map[string]any{"id": expo, "name": "线下展会"}},
		{"update_contact_way", map[string]any{"id": corp.contactWay("expo-2026"), "change": map[string]any{"remark": "旧海报"}}},
		{"update_acquisition_link", map[string]any{"id": corp.link("官网咨询"), "change": map[string]any{"link_name": "官网"}}},
		{"update_intercept_rule", map[string]any{"id": corp.rule("禁止引导转账"), "change": map[string]any{"rule_name": "转账"}}},
	}
	for _, e := range edits {
		body, err := json.Marshal(e.body)
		if err != nil {
			return nil, err
		}
		d.command("curl -X POST %s/_emulator/console/%s -d '%s'", d.emulator.url, e.operation, body)
		if _, err := d.emulator.call(ctx, http.MethodPost, "/_emulator/console/"+e.operation, e.body); err != nil {
			return nil, err
		}
	}
	added := map[string]any{"group_id": groupID, "tag": []map[string]any{{"name": "直播"}}}
	body, err := json.Marshal(added)
	if err != nil {
		return nil, err
	}
	d.command("curl -X POST \"%s/cgi-bin/externalcontact/add_corp_tag?access_token=$TOKEN\" -d '%s'", d.emulator.url, body)
	if err := d.emulator.api(ctx, "externalcontact/add_corp_tag", added); err != nil {
		return nil, err
	}

	const group = "wecom_tag_group.source"
	return []expectation{
		{"the renamed department", "wecom_department.east", tfjson.ActionUpdate, "name", "华东大区", "华东事业部"},
		{"the deleted department", `wecom_department.store["nanjing"]`, tfjson.ActionCreate, "", nil, nil},
		{"the renamed tag", group, tfjson.ActionUpdate, "tags.expo.name", "线下展会", "展会"},
		{"the added tag", group, tfjson.ActionUpdate, "tags.直播.name", "直播", nil},
		{"the edited contact way", "wecom_contact_way.expo", tfjson.ActionUpdate, "remark", "旧海报", "展会易拉宝"},
		{"the renamed link", "wecom_acquisition_link.website", tfjson.ActionUpdate, "name", "官网", "官网咨询"},
		{"the renamed rule", "wecom_intercept_rule.payments", tfjson.ActionUpdate, "name", "转账", "禁止引导转账"},
	}, nil
}

// expectInPlan checks that a saved plan shows every edit, and nothing else.
func (d *demo) expectInPlan(ctx context.Context, file string, want []expectation) error {
	cmd := exec.CommandContext(ctx, d.cli, "show", "-json", file)
	cmd.Dir, cmd.Env = d.dir, d.env
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("show -json %s: %w: %s", file, err, errs.String())
	}
	var plan tfjson.Plan
	if err := json.Unmarshal(out.Bytes(), &plan); err != nil {
		return err
	}
	return showsAll(&plan, want)
}

// showsAll compares a plan with what it must show.
func showsAll(plan *tfjson.Plan, want []expectation) error {
	changes := map[string]*tfjson.Change{}
	for _, c := range plan.ResourceChanges {
		if !c.Change.Actions.NoOp() {
			changes[c.Address] = c.Change
		}
	}
	seen := map[string]bool{}
	for _, w := range want {
		c, ok := changes[w.address]
		if !ok || len(c.Actions) != 1 || c.Actions[0] != w.action {
			return fmt.Errorf("the plan does not show %s: no %s of %s", w.edit, w.action, w.address)
		}
		seen[w.address] = true
		if w.changed == "" {
			continue
		}
		if before, after := lookup(c.Before, w.changed), lookup(c.After, w.changed); !reflect.DeepEqual(before, w.before) || !reflect.DeepEqual(after, w.after) {
			return fmt.Errorf("the plan does not show %s: %s of %s goes from %v to %v, want %v to %v", w.edit, w.changed, w.address, before, after, w.before, w.after)
		}
	}
	for address := range changes {
		if !seen[address] {
			return fmt.Errorf("the plan changes %s, which nobody edited", address)
		}
	}
	return nil
}
