// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package accesstoken_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

const example = "../../../examples/ephemeral-resources/wecom_access_token/ephemeral-resource.tf"

// token renders the ephemeral resource for one credential; echo, the test provider, puts what it is configured with
// into its state.
func token(credential string) string {
	return fmt.Sprintf("ephemeral \"wecom_access_token\" \"test\" {\n  credential = %q\n}\n", credential)
}

const echo = `
provider "echo" {
  data = ephemeral.wecom_access_token.test
}
resource "echo" "test" {}
`

// run is acctest.Env.Run with the echo provider beside the one under test.
func run(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	skipWithoutEphemeral(t)
	factories := acctest.Factories()
	factories["echo"] = echoprovider.NewProviderServer()
	resource.ParallelTest(t, resource.TestCase{IsUnitTest: true, ProtoV6ProviderFactories: factories, Steps: steps})
}

// skipWithoutEphemeral skips where the CLI has no ephemeral resources. The version alone does not tell: OpenTofu got
// them in 1.11, Terraform in 1.10.
func skipWithoutEphemeral(t *testing.T) {
	t.Helper()
	p := acctest.NewProcess(acctest.New(t), token("secret"))
	if code, out := p.Run("validate", "-no-color"); code != 0 {
		if !strings.Contains(out, "ephemeral") {
			t.Fatalf("validate: exit code %d\n%s", code, out)
		}
		t.Skip("skip: this CLI has no ephemeral resources")
	}
}

func attribute(s *terraform.State, name string) string {
	return s.RootModule().Resources["echo.test"].Primary.Attributes["data."+name]
}

func TestAccAccessToken_eachCredential(t *testing.T) {
	for credential, works := range map[string]string{"secret": acctest.AppSecret, "contacts_secret": acctest.ContactsSecret} {
		t.Run(credential, func(t *testing.T) {
			e := acctest.New(t)
			// Only the one asked for is configured right: the other is not tried.
			secrets := map[string]string{"secret": "wrong-canary-0001", "contacts_secret": "wrong-canary-0002"}
			secrets[credential] = works
			e.Credentials = fmt.Sprintf("secret = %q\n  contacts_secret = %q", secrets["secret"], secrets["contacts_secret"])
			began := time.Now()
			run(t, resource.TestStep{
				Config: e.Config(token(credential) + echo),
				Check: func(s *terraform.State) error {
					issued := e.Tokens()
					if got := attribute(s, "access_token"); len(issued) != 1 || got != issued[0] {
						return fmt.Errorf("got a token that is none of the %d issued", len(issued))
					}
					if got := attribute(s, "credential"); got != credential {
						return fmt.Errorf("credential is %q", got)
					}
					ends, err := time.Parse(time.RFC3339, attribute(s, "expires_at"))
					if err != nil {
						return err
					}
					if ends.Location() != time.UTC || ends.Before(began.Add(2*time.Hour-time.Minute)) || ends.After(time.Now().Add(2*time.Hour)) {
						return fmt.Errorf("expires_at is %s, want about two hours from now in UTC", ends)
					}
					return nil
				},
			})
		})
	}
}

func TestAccAccessToken_refused(t *testing.T) {
	for _, c := range []struct{ name, credentials, credential, want string }{
		{"not configured", `secret = "x-canary"`, "contacts_secret", "Set contacts_secret there or the environment variable WECOM_CONTACTS_SECRET. Console: 管理工具 → 通讯录同步"},
		{"app not configured", `contacts_secret = "x-canary"`, "secret", "Set secret there or the environment variable WECOM_SECRET. Console: 应用管理"},
		{"wrong secret", `secret = "x-canary"`, "secret", "Unable to get access token"},
		{"no such credential", `secret = "x-canary"`, "agent", `value must be one of: ["secret" "contacts_secret"]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t)
			e.Credentials = c.credentials
			run(t, resource.TestStep{Config: e.Config(token(c.credential) + echo), ExpectError: acctest.Says(c.want)})
			if n := len(e.Requests("gettoken")); n > 1 {
				t.Errorf("%d calls of gettoken, want one at most", n)
			}
		})
	}
}

// The example is applied as users do, by a provider of its own process, and everything it leaves behind is searched for
// the token.
func TestAccAccessToken_neverStored(t *testing.T) {
	t.Parallel()
	skipWithoutEphemeral(t)
	hcl, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	e := acctest.New(t)
	p := acctest.NewProcess(e, string(hcl))
	p.Env = append(p.Env, "TF_LOG_PROVIDER=TRACE", "TF_LOG_PATH="+filepath.Join(p.Dir, "trace.log"))
	p.Write("used.tf", "resource \"terraform_data\" \"used\" {\n  provisioner \"local-exec\" {\n"+
		"    command = \"printf %s \\\"$TOKEN\\\" | cksum > used.cksum\"\n"+
		"    environment = {\n      TOKEN = ephemeral.wecom_access_token.app.access_token\n    }\n  }\n}\n")

	var printed strings.Builder
	for _, args := range [][]string{
		{"plan", "-out=plan.bin", "-no-color"}, {"show", "-json", "plan.bin"}, {"apply", "-no-color", "plan.bin"}, {"show", "-json"}, {"plan", "-no-color", "-detailed-exitcode"},
	} {
		printed.WriteString(p.Must(args...))
	}
	tokens := e.Tokens()
	if len(tokens) == 0 {
		t.Fatal("no token was asked for: this test proves nothing")
	}
	// cksum prints checksum and length: an empty token has length 0.
	if sum := strings.Fields(p.Read("used.cksum")); len(sum) != 2 || sum[1] != fmt.Sprint(len(tokens[0])) {
		t.Errorf("the script did not get a token: %v", sum)
	}
	search := func(where, text string) {
		for _, token := range tokens {
			if strings.Contains(text, token) {
				t.Errorf("%s holds a token", where)
			}
		}
	}
	search("what the CLI printed", printed.String())
	seen := map[string]bool{}
	err = filepath.WalkDir(p.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		search(d.Name(), string(raw))
		seen[d.Name()] = true
		if err == nil && d.Name() == "plan.bin" {
			return unzip(raw, func(name string, content []byte) {
				search("plan.bin/"+name, string(content))
				seen["plan.bin/"+name] = true
			})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"plan.bin/tfplan", "plan.bin/tfstate", "terraform.tfstate", "trace.log"} {
		if !seen[name] {
			t.Errorf("%s was not searched", name)
		}
	}
	if !strings.Contains(p.Read("trace.log"), "gettoken") {
		t.Error("the log does not mention gettoken: the provider's own lines are missing")
	}
}

// unzip shows the files of a plan, which is compressed.
func unzip(raw []byte, show func(name string, content []byte)) error {
	files, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return err
	}
	for _, f := range files.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		show(f.Name, content)
	}
	return nil
}
