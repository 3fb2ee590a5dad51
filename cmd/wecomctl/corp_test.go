// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
)

// Every command that calls WeCom refuses what is wrong with its settings before any call.
func TestSettings_refused(t *testing.T) {
	plan := filepath.Join(t.TempDir(), "plan.json")
	if err := os.WriteFile(plan, []byte(`{"format_version":"1.2","planned_values":{}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for what, tt := range map[string]struct {
		env  map[string]string
		args []string
		want string
	}{
		"the real endpoint":   {map[string]string{"WECOM_FORBID_REAL_ENDPOINT": "1", "WECOM_ENDPOINT": ""}, nil, "the endpoint is https://qyapi.weixin.qq.com. Nothing was sent."},
		"another endpoint":    {map[string]string{"WECOM_FORBID_REAL_ENDPOINT": "1"}, []string{"--endpoint", "https://wecom.example.com"}, "unset WECOM_FORBID_REAL_ENDPOINT"},
		"no share":            {nil, []string{"--max-api-capacity", "0"}, "0 is not a percentage from 1 to 100"},
		"a share of too much": {nil, []string{"--max-api-capacity", "101"}, "101 is not a percentage from 1 to 100"},
		"an invisible secret": {map[string]string{"WECOM_SECRET": "example-app\u200b"}, nil, "a zero-width space (U+200B) as character 12"},
	} {
		for _, command := range [][]string{{"doctor"}, {"export", "--out", "out"}, {"drift", plan}} {
			t.Run(what+"/"+command[0], func(t *testing.T) {
				server := corpForTest(t)
				t.Chdir(t.TempDir())
				for name, value := range tt.env {
					t.Setenv(name, value)
				}
				code, out, errs := runIn(t.Context(), append(command, tt.args...)...)
				if code != 1 || out != "" || !strings.Contains(flat(errs), tt.want) {
					t.Errorf("%d\n%s\n%s", code, out, errs)
				}
				if n := len(server.Requests()); n > 0 {
					t.Errorf("%d calls", n)
				}
			})
		}
	}
}

func TestSettings_rehearsal(t *testing.T) {
	corpForTest(t)
	t.Setenv("WECOM_FORBID_REAL_ENDPOINT", "1")
	if code, _, errs := runIn(t.Context(), "doctor"); code != 0 {
		t.Errorf("the emulator is refused: %s", errs)
	}
	code, _, errs := runIn(t.Context(), "drift", "--notify", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x")
	if code != 1 || !strings.Contains(errs, "Webhook of a real group") || strings.Contains(errs, "key=x") {
		t.Errorf("%d %s", code, errs)
	}
}

// A command that waits for a block to end says so, once a block.
func TestBlocked(t *testing.T) {
	var out strings.Builder
	f := corpFlags{stderr: func() io.Writer { return &out }}
	f.blocked("externalcontact/get_corp_tag_list", 62300*time.Millisecond)
	if got, want := flat(out.String()), "WeCom lets in no more calls of externalcontact/get_corp_tag_list for now (errcode 45009): going on in 63 s."; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for line := range strings.Lines(out.String()) {
		if columns.Width(strings.TrimSuffix(line, "\n")) > columns.Most {
			t.Errorf("wider than %d: %s", columns.Most, line)
		}
	}
}
