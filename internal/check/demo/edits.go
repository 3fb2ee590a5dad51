// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	_ "embed" // the edits
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"reflect"
	"slices"
	"strings"

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

// edits are what happens to the corp of examples/quickstart behind Terraform's back, as data beside that configuration.
//
//go:embed edits.json
var edits []byte

// anEdit changes one object, which is found in the corp by a text that it has.
type anEdit struct {
	// An administrator's edits go through the emulator's console calls. What has an API path is done by a script that
	// uses the same app: WeCom lets an app delete only the tags it made itself, so one that the administrator adds
	// could be shown by the plan, but not removed.
	Console, API string
	// Object is the one in List whose Key Is so; its ID is {id} in the body. List is a path of keys; "groups=name.tags"
	// are the tags of the groups of that name.
	Object struct{ List, Key, Is, ID string }
	Body   json.RawMessage
	// Plan is what the plan must show of it.
	Plan struct {
		Shows, Address string
		Action         tfjson.Action
		Attribute      string
		Before, After  any
	}
}

// body is the body with the object's id.
func (e *anEdit) body(corp any) (json.RawMessage, error) {
	list := corp
	for _, step := range strings.Split(e.Object.List, ".") {
		key, name, named := strings.Cut(step, "=")
		if list = gather(list, key); named {
			list = having(list, "name", name)
		}
	}
	for _, o := range having(list, e.Object.Key, e.Object.Is) {
		object, _ := o.(map[string]any)
		id, err := json.Marshal(object[e.Object.ID])
		return bytes.ReplaceAll(e.Body, []byte(`"{id}"`), id), err
	}
	return nil, fmt.Errorf("the corp has no %s with %s %q", e.Object.List, e.Object.Key, e.Object.Is)
}

// gather is what an object, or each of a list of objects, has under a key.
func gather(of any, key string) any {
	if object, ok := of.(map[string]any); ok {
		return object[key]
	}
	var all []any
	objects, _ := of.([]any)
	for _, o := range objects {
		below, _ := gather(o, key).([]any)
		all = append(all, below...)
	}
	return all
}

// having are the objects of a list that have a text under a key.
func having(list any, key, text string) []any {
	objects, _ := list.([]any)
	return slices.DeleteFunc(slices.Clone(objects), func(o any) bool {
		object, _ := o.(map[string]any)
		return object[key] != text
	})
}

// edit changes the corp behind Terraform's back.
func (d *demo) edit(ctx context.Context) ([]expectation, error) {
	raw, err := d.emulator.corp(ctx)
	if err != nil {
		return nil, err
	}
	var corp any
	if err := json.Unmarshal(raw, &corp); err != nil {
		return nil, err
	}
	var all []anEdit
	if err := json.Unmarshal(edits, &all); err != nil {
		return nil, fmt.Errorf("edits.json: %w", err)
	}
	var want []expectation
	for _, e := range all {
		body, err := e.body(corp)
		if err != nil {
			return nil, err
		}
		if e.API != "" {
			d.command("curl -X POST \"%s/cgi-bin/%s?access_token=$TOKEN\" -d '%s'", d.emulator.url, e.API, body)
			err = d.emulator.api(ctx, e.API, body)
		} else {
			d.command("curl -X POST %s/_emulator/console/%s -d '%s'", d.emulator.url, e.Console, body)
			_, err = d.emulator.call(ctx, http.MethodPost, "/_emulator/console/"+e.Console, body)
		}
		if err != nil {
			return nil, err
		}
		want = append(want, expectation{e.Plan.Shows, e.Plan.Address, e.Plan.Action, e.Plan.Attribute, e.Plan.Before, e.Plan.After})
	}
	return want, nil
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
