// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package acctest runs the provider through a real Terraform CLI against an emulator of its own for each test.
package acctest

import (
	"fmt"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// Credentials of the corp that tests start from.
const (
	CorpID         = "wwacctest0000000"
	AppSecret      = "canary-app-secret-6f1d"
	ContactsSecret = "canary-contacts-secret-93ab"
	OtherSecret    = "canary-other-app-secret-77c2"

	AppName      = "terraform"
	ContactsName = "通讯录同步"
	OtherName    = "other"
)

func init() {
	// The suite starts thousands of CLI processes that live for a tenth of a second: collecting their garbage took a
	// quarter of its time. The frameworks make much of it in process, too.
	if _, set := os.LookupEnv("GOGC"); !set {
		debug.SetGCPercent(400)
	}
	for name, value := range map[string]string{"GOGC": "off", "GOMEMLIMIT": "1GiB"} {
		if _, set := os.LookupEnv(name); !set {
			if err := os.Setenv(name, value); err != nil {
				panic(err)
			}
		}
	}
	// A test must not depend on the CLI configuration of whoever runs it, nor fail where TF_CLI_CONFIG_FILE points at a
	// file that does not exist.
	for _, name := range []string{"WECOM_CORP_ID", "WECOM_SECRET", "WECOM_CONTACTS_SECRET", "WECOM_ENDPOINT"} {
		if err := os.Unsetenv(name); err != nil {
			panic(err)
		}
	}
	for name, value := range map[string]string{"TF_CLI_CONFIG_FILE": os.DevNull, "CHECKPOINT_DISABLE": "1", "TF_CLI_ARGS": ""} {
		if err := os.Setenv(name, value); err != nil {
			panic(err)
		}
	}
}

// Env is one emulator with a provider configured for it.
type Env struct {
	*emulator.Server
	// URL is the emulator's address.
	URL string
	// Credentials is the part of the provider block that names secrets.
	Credentials string

	t    *testing.T
	seed emulator.Corp
	lag  time.Duration // how long the provider doubts a read; 0: as in TestOptions
}

// Seed is a small corp: the root, and three apps.
func Seed() emulator.Corp {
	return emulator.Corp{
		CorpID: CorpID,
		Name:   "示例公司",
		Apps: []emulator.App{
			{Name: ContactsName, Kind: emulator.AppContacts, Secret: ContactsSecret, DetailsBlocked: true},
			{Name: AppName, Kind: emulator.AppSelfBuilt, Secret: AppSecret, AgentID: 1000002, VisibleDepartments: []int64{1}, CustomerContact: true, CustomerService: true,
				MeetingRooms: true, Calendars: true, Mail: true},
			{Name: OtherName, Kind: emulator.AppSelfBuilt, Secret: OtherSecret, AgentID: 1000003, VisibleDepartments: []int64{1}, CustomerContact: true, CustomerService: true,
				MeetingRooms: true, Calendars: true, Mail: true},
		},
		Departments: []emulator.Department{{ID: emulator.RootID, Name: "示例公司", Order: 100000000}},
		Members: []emulator.Member{
			{UserID: "zhangsan", Name: "张三", CustomerContact: true, RealNameVerified: true},
			{UserID: "lisi", Name: "李四", CustomerContact: true, RealNameVerified: true},
		},
	}
}

// KfAccount is the id of the account of WithKfAccount.
const KfAccount = "wkConsole"

// WithKfAccount adds a customer service account (微信客服) that an administrator handed to the app: an app that manages
// none can make none.
func WithKfAccount(c *emulator.Corp) {
	c.KfAccounts = append(c.KfAccounts, emulator.KfAccount{ID: KfAccount, Name: "总台", Picture: "logo", App: AppName})
}

// New starts an emulator with the seed, which edit may change first.
func New(t *testing.T, edit ...func(*emulator.Corp)) *Env {
	t.Helper()
	corp := Seed()
	for _, e := range edit {
		e(&corp)
	}
	return start(t, corp, AppSecret, ContactsSecret)
}

// NewExample starts an emulator with the example corp, on which the examples of the documentation apply.
func NewExample(t *testing.T) *Env {
	t.Helper()
	return start(t, emulator.ExampleCorp(), emulator.ExampleSecret, emulator.ExampleContactsSecret)
}

func start(t *testing.T, corp emulator.Corp, secret, contacts string) *Env {
	t.Helper()
	return Serve(t, emulator.New(corp), secret, contacts)
}

// Serve serves an emulator that the test made itself.
func Serve(t *testing.T, server *emulator.Server, secret, contacts string) *Env {
	t.Helper()
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	return &Env{
		Server: server, URL: web.URL, t: t, seed: server.Corp(),
		Credentials: fmt.Sprintf("secret = %q\n  contacts_secret = %q", secret, contacts),
	}
}

// Config puts the provider block before hcl.
func (e *Env) Config(hcl string) string {
	return fmt.Sprintf("provider \"wecom\" {\n  corp_id  = %q\n  endpoint = %q\n  %s\n}\n\n%s", e.seed.CorpID, e.URL, e.Credentials, hcl)
}

// Keep makes the corp as it is now the one that must be left after the test; for tests whose console edits stay.
func (e *Env) Keep() { e.seed = e.Corp() }

// Patient has the provider doubt a read that contradicts a write for so long that no busy machine decides; for tests of
// reads that lag. What is deleted in the console is then doubted as long.
func (e *Env) Patient() *Env {
	e.lag = time.Minute
	return e
}

// Factories serve the provider in this process, with waits that suit a test unless opts say otherwise.
func Factories(opts ...provider.Option) map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"wecom": providerserver.NewProtocol6WithError(provider.New("test", append(TestOptions(), opts...)...)()),
	}
}

// TestOptions shorten the waits of the provider.
func TestOptions() []provider.Option {
	return []provider.Option{provider.WithRetry(retry), provider.WithWaits(4*time.Second, 20*time.Millisecond)}
}

var retry = client.RetryPolicy{BaseDelay: 5 * time.Millisecond, MaxDelay: 50 * time.Millisecond, BlockTime: 20 * time.Millisecond, AttemptTimeout: 5 * time.Second, LagTime: 2 * time.Second}

// RunCLI takes the steps through the CLI under test, in parallel with other tests, and checks what Run checks; for what
// depends on the CLI.
func (e *Env) RunCLI(steps ...resource.TestStep) {
	e.t.Helper()
	e.run(nil, steps)
}

// RunCLIWithIdentity is RunCLI for steps that use resource identities, which Terraform and OpenTofu know from 1.12 on;
// older ones skip the test.
func (e *Env) RunCLIWithIdentity(steps ...resource.TestStep) {
	e.t.Helper()
	e.run([]tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)}, steps)
}

func (e *Env) run(versions []tfversion.TerraformVersionCheck, steps []resource.TestStep) {
	e.t.Helper()
	policy := retry
	if e.lag > 0 {
		policy.LagTime = e.lag
	}
	resource.ParallelTest(e.t, resource.TestCase{
		TerraformVersionChecks:   versions,
		IsUnitTest:               true,
		ProtoV6ProviderFactories: Factories(provider.WithRetry(policy)),
		CheckDestroy:             e.checkDestroy,
		Steps:                    steps,
	})
	e.noViolations()
}

func (e *Env) noViolations() {
	e.t.Helper()
	for _, v := range e.Violations() {
		e.t.Errorf("the provider sent something WeCom does not define: %s", v)
	}
}

// Left checks, after everything was destroyed, that the corp is as before the test and that every call was one that
// WeCom defines. RunCLI does that by itself.
func (e *Env) Left() {
	e.t.Helper()
	if err := e.checkDestroy(nil); err != nil {
		e.t.Error(err)
	}
	e.noViolations()
}

func (e *Env) checkDestroy(*terraform.State) error {
	if diff := cmp.Diff(lasting(e.seed), lasting(e.Corp())); diff != "" {
		return fmt.Errorf("the corp is not what it was before the test (-before +after):\n%s", diff)
	}
	return nil
}

// lasting is a corp without what no destroy takes away, because WeCom has no call for it.
func lasting(c emulator.Corp) emulator.Corp {
	c.AppSettings, c.AppChats = nil, nil
	return c
}
