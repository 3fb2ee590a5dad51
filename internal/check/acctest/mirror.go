// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// UseMirror installs the provider the way users do, from a folder: init works and is needed, which it is not with
// NewProcess's development override.
func (p *Process) UseMirror() {
	p.t.Helper()
	dir, err := binary()
	if err != nil {
		p.t.Fatal(err)
	}
	mirror := p.t.TempDir()
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		to := filepath.Join(mirror, host, "terraform-wecom", "wecom", "0.0.1", runtime.GOOS+"_"+runtime.GOARCH)
		if err := os.MkdirAll(to, 0o700); err != nil {
			p.t.Fatal(err)
		}
		if err := os.Link(filepath.Join(dir, "terraform-provider-wecom"), filepath.Join(to, "terraform-provider-wecom_v0.0.1")); err != nil {
			p.t.Fatal(err)
		}
	}
	rc := filepath.Join(mirror, "cli.tfrc")
	config := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror)
	if err := os.WriteFile(rc, []byte(config), 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.Env = append(p.Env, "TF_CLI_CONFIG_FILE="+rc)
}
