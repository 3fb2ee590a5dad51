// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// workdir is a configuration with one tree, and the corp it belongs to.
type workdir struct {
	ctx    context.Context //nolint:containedctx // one run of the program
	dir    string
	cli    string
	env    []string
	server *emulator.Server
}

// start writes the configuration and starts the emulator, with the departments
// in it already if they shall be imported.
func (w *workdir) start(provider string, n int, imported bool) (stop func(), err error) {
	corp := emulator.ExampleCorp()
	corp.Departments = []emulator.Department{{ID: emulator.RootID, Name: corp.Name, Order: 100000000}}
	corp.Members, corp.TagGroups, corp.ContactWays, corp.AcquisitionLinks, corp.InterceptRules = nil, nil, nil, nil, nil
	if n >= corpLimit {
		return nil, fmt.Errorf("a corp holds %d departments, the root included", corpLimit)
	}
	imports := ""
	if imported {
		imports = "import {\n  to = wecom_department_tree.all\n  id = \"1\"\n}\n"
		for i := 1; i <= n; i++ {
			parent := emulator.RootID
			if i > 10 {
				parent = int64((i-1)/10) + 1
			}
			corp.Departments = append(corp.Departments, emulator.Department{ID: int64(i) + 1, Name: fmt.Sprintf("部门%05d", i), ParentID: parent, Order: int64(100000000 - i)})
		}
	}
	w.server = emulator.New(corp)
	web := httptest.NewServer(w.server)
	rc := filepath.Join(w.dir, "cli.tfrc")
	w.env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+rc, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
	for name, text := range map[string]string{
		"cli.tfrc":         fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"terraform-wecom/wecom\" = %q\n  }\n  direct {}\n}\n", provider),
		"departments.json": encode(departments(n)),
		"main.tf": fmt.Sprintf(`terraform {
  required_providers {
    wecom = { source = "terraform-wecom/wecom" }
  }
}
provider "wecom" {
  corp_id          = %q
  secret           = %q
  contacts_secret  = %q
  endpoint         = %q
  max_api_capacity = 100
}
%sresource "wecom_department_tree" "all" {
  departments = file("departments.json")
  ids_of      = [%q]
}
`, corp.CorpID, emulator.ExampleSecret, emulator.ExampleContactsSecret, web.URL, imports, pathOf(n)),
	} {
		if err := w.write(name, text); err != nil {
			web.Close()
			return nil, err
		}
	}
	return web.Close, nil
}

func (w *workdir) write(name, text string) error {
	return os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o600)
}

// watch samples the memory of process pid and of those it starts until ended.
func watch(pid int, ended <-chan struct{}) (r row) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		sum, provider := int64(0), int64(0)
		for _, p := range family(pid) {
			rss := resident(p)
			sum += rss
			if comm, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", p)); err == nil && bytes.HasPrefix(comm, []byte("terraform-provi")) {
				provider += rss
				r.providerCPU = max(r.providerCPU, used(p))
			}
		}
		r.memory, r.provider = max(r.memory, sum), max(r.provider, provider)
		select {
		case <-ended:
			return r
		case <-tick.C:
		}
	}
}

// family lists pid and its children, all levels.
func family(pid int) []int {
	out := []int{pid}
	for i := 0; i < len(out); i++ {
		tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", out[i]))
		for _, file := range tasks {
			raw, _ := os.ReadFile(file) // the process may have ended
			for _, field := range strings.Fields(string(raw)) {
				if child, err := strconv.Atoi(field); err == nil {
					out = append(out, child)
				}
			}
		}
	}
	return out
}

// used is the processor time of a process so far, 0 when it ended.
func used(pid int) time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, fields, found := strings.Cut(string(raw), ") ")
	if parts := strings.Fields(fields); err == nil && found && len(parts) > 12 {
		user, _ := strconv.ParseInt(parts[11], 10, 64)
		system, _ := strconv.ParseInt(parts[12], 10, 64)
		return time.Duration(user+system) * 10 * time.Millisecond // Linux counts hundredths
	}
	return 0
}

// resident is the memory of a process in bytes, 0 when it ended.
func resident(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if fields := strings.Fields(string(raw)); err == nil && len(fields) > 1 {
		pages, _ := strconv.ParseInt(fields[1], 10, 64)
		return pages * int64(os.Getpagesize())
	}
	return 0
}
