// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore_test

import (
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// What the core made is what the CLI has made, as far as its plan goes.
func TestStateFile(t *testing.T) {
	acctest.OnOneCLI(t)
	e := acctest.New(t)
	core := wecom(t, e.Server)
	config := tfcore.Config{
		"a": department("研发", nil),
		"b": department("后端", tfcore.Ref{Address: "a", Path: "id"}),
		"w": {Type: "wecom_contact_way", Values: map[string]any{"type": "multi", "scene": "qr_code", "department_ids": []any{tfcore.Ref{Address: "b", Path: "id"}}}},
	}
	state, _, err := core.Apply(t.Context(), mustPlan(t, core, tfcore.State{}, config))
	if err != nil {
		t.Fatal(err)
	}
	file, err := core.StateFile(state, provider.Address)
	if err != nil {
		t.Fatal(err)
	}
	process := acctest.NewProcess(e, config.HCL(""))
	process.Write("terraform.tfstate", string(file))
	wrote := len(e.Writes())
	if code, out := process.Run("plan", "-input=false", "-no-color", "-detailed-exitcode"); code != 0 {
		t.Errorf("exit code %d: %s", code, out)
	}
	if n := len(e.Writes()) - wrote; n > 0 {
		t.Errorf("the plan made %d writes", n)
	}
	state["b"].Tainted = true
	if _, err := core.StateFile(state, provider.Address); err == nil {
		t.Error("a tainted object was written as a sound one")
	}
}
