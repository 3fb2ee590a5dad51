// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// testingExample copies examples/testing into a working folder.
func testingExample(t *testing.T, e *acctest.Env, endpoint string) *acctest.Process {
	t.Helper()
	p := acctest.NewProcess(e, "")
	if err := os.CopyFS(filepath.Join(p.Dir, "module"), os.DirFS(filepath.Join(root, "examples", "testing"))); err != nil {
		t.Fatal(err)
	}
	p.Dir = filepath.Join(p.Dir, "module")
	p.Env = append(p.Env, "WECOM_ENDPOINT="+endpoint)
	p.Must("get") // the modules of the tests; init would look for the provider as well
	return p
}

// The module of examples/testing passes its tests on the emulator, and leaves the corp as it was.
func TestAccTestingExample_emulator(t *testing.T) {
	acctest.Since(t, "test command", 6, 6)
	t.Parallel()
	e := acctest.NewExample(t)
	before := e.Corp()
	p := testingExample(t, e, e.URL)
	output := p.Must("test", "-no-color", "-filter=tests/emulator.tftest.hcl")
	if !strings.Contains(output, "5 passed, 0 failed") {
		t.Errorf("want 5 passed:\n%s", output)
	}
	if diff := cmp.Diff(before, e.Corp()); diff != "" {
		t.Errorf("the test changed the corp (-before +after):\n%s", diff)
	}
	sent := map[string]int{}
	for _, r := range e.Writes() {
		sent[r.Path[strings.LastIndex(r.Path, "/")+1:]]++
	}
	want := map[string]int{ // one of each is made, renamed in place and deleted
		"create": 1, "delete": 1, "add_corp_tag": 1, "edit_corp_tag": 1, "del_corp_tag": 1,
		"add_contact_way": 2, "update_contact_way": 1, "del_contact_way": 2,
	}
	if diff := cmp.Diff(want, sent); diff != "" {
		t.Errorf("writes (-want +got):\n%s", diff)
	}
	for _, v := range e.Violations() {
		t.Error(v)
	}

	// The test can fail: here WeCom refuses a name that is taken.
	if err := e.Console().RenameTagGroup("etJ7wNrQAAexampleCustomerLevel00", "杭州直营来源"); err != nil {
		t.Fatal(err)
	}
	if code, output := p.Run("test", "-no-color", "-filter=tests/emulator.tftest.hcl"); code == 0 || !strings.Contains(output, "杭州直营来源") {
		t.Errorf("exit code %d with the name in use, want a failure:\n%s", code, output)
	}
}

// With mock_provider the module needs no corp, no credentials and no network.
func TestAccTestingExample_mock(t *testing.T) {
	acctest.Since(t, "mock_provider", 7, 8)
	t.Parallel()
	e := acctest.NewExample(t)
	p := testingExample(t, e, e.URL)
	output := p.Must("test", "-no-color", "-filter=tests/mock.tftest.hcl")
	if !strings.Contains(output, "2 passed, 0 failed") {
		t.Errorf("want 2 passed:\n%s", output)
	}
	if calls := e.Requests(); len(calls) > 0 {
		t.Errorf("a mocked provider called WeCom: %v", calls)
	}
}

// The mock file that comes with the provider is enough, without a mock of one's own.
func TestAccTestingExample_mockFile(t *testing.T) {
	acctest.Since(t, "mock files", 7, -1)
	t.Parallel()
	e := acctest.NewExample(t)
	p := testingExample(t, e, e.URL)
	if output := p.Must("test", "-no-color", "-test-directory=terraform"); !strings.Contains(output, "1 passed, 0 failed") {
		t.Errorf("want 1 passed:\n%s", output)
	}
}

// The credentials in the example are those that the emulator prints.
func TestTestingExample_credentials(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(root, "examples", "testing", "tests", "emulator.tftest.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{emulator.ExampleCorpID, emulator.ExampleSecret, emulator.ExampleContactsSecret} {
		if !strings.Contains(string(raw), `"`+value+`"`) {
			t.Errorf("the example does not name %q", value)
		}
	}
}
