// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/export"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

const handWritten = `
terraform {
  required_providers {
    wecom = { source = "terraform-wecom/wecom" }
  }
}
provider "wecom" {}
resource "wecom_department" "hand" { name = "手写" }
resource "wecom_department" "many" {
  for_each = toset(["甲", "乙"])
  name     = each.key
}
resource "wecom_tag_group" "level" { name = "等级" }
`

var handMade = []inventory.Object{dept(2, 1, "手写"), dept(3, 1, "甲"), dept(4, 1, "乙"), dept(5, 1, "模块"), dept(6, 2, "新"), group("etA", "等级", "核心"),
	dept(7, 1, "树"), dept(8, 7, "枝/叶")}

// treeState shows the id of one department only, as ids_of says.
const treeState = `"departments":"{\"树\":{},\"树/枝\\\\/叶\":{}}","ids_of":["树"],"ids":{"树":7}`

const raw = `{"version":4,"serial":3,"resources":[
 {"mode":"managed","type":"wecom_department","name":"hand","instances":[{"attributes":{"id":2}}]},
 {"mode":"managed","type":"wecom_department","name":"many","instances":[{"index_key":"甲","attributes":{"id":3}},{"index_key":"乙","attributes":{"id":4}}]},
 {"mode":"data","type":"wecom_department","name":"looked_up","instances":[{"attributes":{"id":6}}]},
 {"module":"module.m","mode":"managed","type":"wecom_department","name":"top","instances":[{"attributes":{"id":5}}]},
 {"mode":"managed","type":"wecom_tag_group","name":"level","instances":[{"attributes":{"id":"etA"}}]},
 {"mode":"managed","type":"wecom_department_tree","name":"t","instances":[{"attributes":{"id":1,"parent_id":1,` + treeState + `}}]},
 {"mode":"managed","type":"random_pet","name":"x","instances":[{"attributes":{"id":"a"}}]}]}`

const shown = `{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"resources":[
 {"address":"wecom_department.hand","mode":"managed","type":"wecom_department","name":"hand","values":{"id":2}},
 {"address":"wecom_department.many[\"甲\"]","mode":"managed","type":"wecom_department","name":"many","index":"甲","values":{"id":3}},
 {"address":"wecom_department.many[\"乙\"]","mode":"managed","type":"wecom_department","name":"many","index":"乙","values":{"id":4}},
 {"address":"wecom_tag_group.level","mode":"managed","type":"wecom_tag_group","name":"level","values":{"id":"etA"}}],
 "child_modules":[{"address":"module.m","resources":[
 {"address":"module.m.wecom_department_tree.t","mode":"managed","type":"wecom_department_tree","name":"t","values":{"id":1,"parent_id":1,` + treeState + `}},
 {"address":"module.m.wecom_department.top","mode":"managed","type":"wecom_department","name":"top","values":{"id":5}}]}]}}}`

func TestWhatAStateHoldsIsNotWrittenAgain(t *testing.T) {
	for name, test := range map[string]struct {
		file, content string
		given         bool
	}{
		"state in the folder": {"terraform.tfstate", raw, false},
		"state pulled":        {"pulled.json", raw, true},
		"state shown":         {"shown.json", shown, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := export.Options{Dir: t.TempDir()}
			put(t, o.Dir, "main.tf", handWritten)
			if test.given {
				other := t.TempDir()
				put(t, other, test.file, test.content)
				o.States = []string{filepath.Join(other, test.file)}
			} else {
				put(t, o.Dir, test.file, test.content)
			}
			result, files := write(t, o, made(handMade...))
			if export.Total(result.Written) != 1 || export.Total(result.Before) != 7 || len(result.Unknown) > 0 {
				t.Errorf("%+v", result)
			}
			if !strings.Contains(files["departments.tf"], "parent_id = wecom_department.hand.id\n") {
				t.Error(files["departments.tf"])
			}
		})
	}
}

func TestResourcesThatNothingTellsAreNamed(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "main.tf", handWritten)
	result, _ := write(t, export.Options{Dir: dir}, made(handMade...))
	if want := []string{"wecom_department.hand", "wecom_department.many", "wecom_tag_group.level"}; !slices.Equal(result.Unknown, want) {
		t.Errorf("%v, want %v", result.Unknown, want)
	}
	// What the export itself wrote is known.
	if again, _ := write(t, export.Options{Dir: dir}, made(handMade...)); len(again.Unknown) != 3 || export.Total(again.Before) != 8 {
		t.Errorf("%+v", again)
	}
}

// encrypted is a state as OpenTofu 1.12 encrypts it.
const encrypted = `{"serial":1,"lineage":"0","meta":{"key_provider.pbkdf2.k":"e30="},"encrypted_data":"AAAA","encryption_version":"v0"}`

func TestEncryptedStateInTheFolder(t *testing.T) {
	o := export.Options{Dir: t.TempDir()}
	put(t, o.Dir, "main.tf", handWritten)
	put(t, o.Dir, "terraform.tfstate", encrypted)
	if _, err := export.Write(t.Context(), made(handMade...), o); err == nil || !strings.Contains(err.Error(), "tofu state pull > pulled.json") {
		t.Errorf("without its content: %v", err)
	}
	pulled := t.TempDir()
	put(t, pulled, "pulled.json", raw)
	o.States = []string{filepath.Join(pulled, "pulled.json")}
	if result, _ := write(t, o, made(handMade...)); export.Total(result.Written) != 1 || export.Total(result.Before) != 7 {
		t.Errorf("with its content: %+v", result)
	}
}

func TestStatesThatCannotBeRead(t *testing.T) {
	for name, test := range map[string]struct{ content, says string }{
		"text":      {"# no state", "is no state"},
		"other":     {`{"a":1}`, "is neither a state file nor the output of"},
		"version":   {`{"version":3}`, "version 3"},
		"encrypted": {encrypted, "tofu state pull > pulled.json"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "state")
			if err := os.WriteFile(path, []byte(test.content), 0o600); err != nil {
				t.Fatal(err)
			}
			dir := filepath.Join(t.TempDir(), "out")
			_, err := export.Write(t.Context(), made(handMade...), export.Options{Dir: dir, States: []string{path}})
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Error(err)
			}
			if _, err := os.Stat(dir); err == nil {
				t.Error("something was written")
			}
		})
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := export.Write(t.Context(), made(handMade...), export.Options{Dir: t.TempDir(), States: []string{empty}}); err != nil {
		t.Errorf("the state of a folder that was never applied: %v", err)
	}
	if _, err := export.Write(t.Context(), made(handMade...), export.Options{Dir: t.TempDir(), States: []string{empty + "none"}}); err == nil {
		t.Error("a missing state was taken for an empty one")
	}
}
