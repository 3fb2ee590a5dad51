// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Everything that the CLI writes at TRACE is searched for secrets and tokens. The secrets come from the environment:
// Terraform itself prints the provider block of the configuration into its log.
func TestAccProvider_noSecretAtTrace(t *testing.T) {
	t.Parallel()
	e := acctest.New(t)
	e.Credentials = ""
	p := acctest.NewProcess(e, department+tagGroup)
	p.Env = append(p.Env, "WECOM_SECRET="+acctest.AppSecret, "WECOM_CONTACTS_SECRET="+acctest.ContactsSecret,
		"TF_LOG=TRACE", "TF_LOG_PATH="+filepath.Join(p.Dir, "trace.log"))

	var printed strings.Builder
	run := func(args ...string) {
		_, out := p.Run(args...)
		printed.WriteString(out)
	}
	run("apply", "-auto-approve", "-no-color")
	run("plan", "-out=plan.bin", "-no-color")
	run("show", "-json", "plan.bin")
	e.ExpireTokens(40014)
	e.Inject(emulator.Fault{Path: "department/get", Kind: emulator.FaultBadGateway, Times: -1})
	e.Inject(emulator.Fault{Path: "get_corp_tag_list", Kind: emulator.FaultLostReply, Times: -1})
	run("plan", "-no-color")
	e.ClearFaults()
	run("destroy", "-auto-approve", "-no-color")

	tokens := e.Tokens()
	if len(tokens) < 3 {
		t.Fatalf("want tokens of two apps and a renewed one, got %d", len(tokens))
	}
	canaries := append([]string{acctest.AppSecret, acctest.ContactsSecret}, tokens...)
	search := func(where, text string) {
		for _, canary := range canaries {
			if i := strings.Index(text, canary); i >= 0 {
				t.Errorf("%s holds a secret or token: …%s…", where, text[max(0, i-80):min(len(text), i+20)])
			}
		}
	}
	search("what the CLI printed", printed.String())
	files := 0
	err := filepath.Walk(p.Dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		search(filepath.Base(path), string(raw))
		files++
		return err
	})
	if err != nil || files < 4 {
		t.Fatalf("searched %d files: %v", files, err)
	}
	if log := p.Read("trace.log"); !strings.Contains(log, "department/create") {
		t.Error("the log does not mention department/create: the provider's own lines are missing, so this test proves nothing")
	}
}
