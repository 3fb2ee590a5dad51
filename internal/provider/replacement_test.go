// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const required = "terraform {\n  required_providers {\n    wecom = {\n      source = \"terraform-wecom/wecom\"\n    }\n  }\n}\n"

// mortal are configurations of objects whose loss is worth a warning; %s is for more arguments.
var mortal = map[string]string{
	"wecom_acquisition_link.test": `resource "wecom_acquisition_link" "test" {
  name     = "投放"
  user_ids = ["zhangsan"]
  %s
}`,
	"wecom_tag_group.test": `resource "wecom_tag_group" "test" {
  name = "等级"
  tags = { gold = {} }
  %s
}`,
}

// What Terraform itself orders, by -replace or replace_triggered_by, is refused in the plan for what is protected, and
// a protected object that is tainted has a way out that its message names. (A warning is not possible: of the two calls
// in which a CLI plans a replacement, the first does not know of it, and of the second only errors are shown.)
func TestAccReplacement_ordered(t *testing.T) {
	for address, hcl := range mortal {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			e := acctest.New(t)
			p := acctest.NewProcess(e, fmt.Sprintf(hcl, ""))
			write := func(body string) { p.Write("main.tf", required+e.Config(body)) }
			p.Must("apply", "-auto-approve", "-no-color")

			trigger := "\nresource \"terraform_data\" \"trigger\" {\n  input = %d\n}\n"
			follow := "lifecycle {\n    replace_triggered_by = [terraform_data.trigger]\n  }"
			// First the trigger alone: to OpenTofu a trigger that is new has changed.
			write(fmt.Sprintf(hcl, "") + fmt.Sprintf(trigger, 1))
			p.Must("apply", "-auto-approve", "-no-color")
			write(fmt.Sprintf(hcl, "deletion_protection = true\n  "+follow) + fmt.Sprintf(trigger, 1))
			p.Must("apply", "-auto-approve", "-no-color")
			write(fmt.Sprintf(hcl, "deletion_protection = true\n  "+follow) + fmt.Sprintf(trigger, 2))
			before := len(e.Writes())
			for _, args := range [][]string{{"plan", "-no-color"}, {"apply", "-auto-approve", "-no-color"}, {"plan", "-no-color", "-replace=" + address}} {
				if code, out := p.Run(args...); code == 0 || !acctest.Says("Deletion protection is on").MatchString(out) {
					t.Errorf("%v of a protected object: exit code %d\n%s", args, code, out)
				}
			}
			if got := len(e.Writes()); got != before {
				t.Errorf("%d writes for what is refused", got-before)
			}

			// Tainted: no plan call is told of the object, so the apply refuses, and WECOM_ALLOW_DESTROY is the way
			// out.
			write(fmt.Sprintf(hcl, "deletion_protection = true"))
			p.Must("taint", address)
			_, out := p.Run("apply", "-auto-approve", "-no-color")
			_, rest, named := strings.Cut(out, "WECOM_ALLOW_DESTROY=")
			if !named {
				t.Fatalf("no way out is named:\n%s", out)
			}
			t.Logf("the way out: WECOM_ALLOW_DESTROY=%s", strings.Fields(rest)[0])
			env := p.Env
			p.Env = append(slices.Clone(env), "WECOM_ALLOW_DESTROY="+strings.Fields(rest)[0])
			p.Must("apply", "-auto-approve", "-no-color")
			p.Env = env
			p.Must("plan", "-no-color", "-detailed-exitcode")
		})
	}
}

// A protected object that a create_before_destroy left behind (tainted, so that no plan call knew of it) blocks the
// plans after it with a message whose way out works.
func TestAccReplacement_deposed(t *testing.T) {
	const address = "wecom_acquisition_link.test"
	e := acctest.New(t)
	p := acctest.NewProcess(e, fmt.Sprintf(mortal[address], "deletion_protection = true\n  lifecycle {\n    create_before_destroy = true\n  }"))
	p.Must("apply", "-auto-approve", "-no-color")
	p.Must("taint", address)
	if code, out := p.Run("apply", "-auto-approve", "-no-color"); code == 0 {
		t.Fatalf("a protected object was destroyed:\n%s", out)
	}
	code, out := p.Run("plan", "-no-color")
	_, rest, named := strings.Cut(out, "WECOM_ALLOW_DESTROY=")
	if code == 0 || !named {
		t.Fatalf("exit code %d, the deposed object is not named:\n%s", code, out)
	}
	env := p.Env
	p.Env = append(slices.Clone(env), "WECOM_ALLOW_DESTROY="+strings.Fields(rest)[0])
	p.Must("apply", "-auto-approve", "-no-color")
	p.Env = env
	p.Must("plan", "-no-color", "-detailed-exitcode")
	if links := e.Corp().AcquisitionLinks; len(links) != 1 {
		t.Errorf("%d links are left, want the new one", len(links))
	}
}

// madeBefore is the private state of an object that was made a minute before the one of raw.
func madeBefore(t *testing.T, raw string) string {
	t.Helper()
	text, err := base64.StdEncoding.DecodeString(raw)
	var keys map[string][]byte
	if err != nil || json.Unmarshal(text, &keys) != nil {
		t.Fatalf("private state %s: %v", raw, err)
	}
	made, err := strconv.ParseInt(string(keys["made_at"]), 10, 64)
	if err != nil {
		t.Fatalf("private state %s: %v", text, err)
	}
	keys["made_at"] = strconv.AppendInt(nil, made-time.Minute.Milliseconds(), 10)
	if text, err = json.Marshal(keys); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(text)
}

// What a create_before_destroy of a killed run left behind is, for what an app has one of, the very thing that the
// resource holds: the next apply forgets it, says so and sends nothing.
func TestAccReplacement_deposedOfWhatAnAppHasOneOf(t *testing.T) {
	for _, s := range specimen.All() {
		if s.Type != "wecom_app_menu" && s.Type != "wecom_workbench_template" {
			continue
		}
		t.Run(s.Type, func(t *testing.T) {
			e := acctest.New(t, func(c *emulator.Corp) { *c = s.Seed() })
			p := acctest.NewProcess(e, s.Config(s.Minimal.Values).HCL(""))
			p.Must("apply", "-auto-approve", "-no-color")
			corp := e.Corp()
			var state map[string]any
			if err := json.Unmarshal([]byte(p.Read("terraform.tfstate")), &state); err != nil {
				t.Fatal(err)
			}
			for _, r := range state["resources"].([]any) {
				r := r.(map[string]any)
				if r["type"] != s.Type {
					continue
				}
				left := maps.Clone(r["instances"].([]any)[0].(map[string]any))
				left["deposed"], left["private"] = "0badcafe", madeBefore(t, left["private"].(string))
				r["instances"] = append(r["instances"].([]any), left)
			}
			raw, err := json.Marshal(state)
			if err != nil {
				t.Fatal(err)
			}
			p.Write("terraform.tfstate", string(raw))
			e.ResetRequests()
			out := p.Must("apply", "-auto-approve", "-no-color")
			if !strings.Contains(out, "1 destroyed") || !strings.Contains(out, "nothing is sent") {
				t.Errorf("the deposed object is still there, or nothing is said of it:\n%s", out)
			}
			if writes := e.Writes(); len(writes) > 0 {
				t.Errorf("sent %v", writes)
			}
			if d := cmp.Diff(corp, e.Corp()); d != "" {
				t.Errorf("the corp has changed:\n%s", d)
			}
			p.Must("plan", "-no-color", "-detailed-exitcode")
			p.Must("destroy", "-auto-approve", "-no-color")
			if len(e.Writes()) == 0 {
				t.Error("the destroy sent nothing")
			}
		})
	}
}
