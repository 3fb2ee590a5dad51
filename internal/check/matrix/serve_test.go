// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// The program under test is this test binary under the provider's name: a process of its own, as users have it, with
// waits that suit a test.
const (
	program    = "terraform-provider-wecom"
	envPID     = "MATRIX_PID_FILE"
	envTimeout = "MATRIX_TIMEOUT"
	// acctest takes the provider's own variables out of the environment.
	envSecret   = "MATRIX_SECRET"
	envContacts = "MATRIX_CONTACTS_SECRET"
)

func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == program {
		if err := serve(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	fmt.Fprintf(os.Stdout, "%d searches for secrets and tokens in all, %d hits\n", searches.Load(), hits.Load())
	os.Exit(code)
}

// serve does what main does.
func serve() error {
	if err := os.WriteFile(os.Getenv(envPID), strconv.AppendInt(nil, int64(os.Getpid()), 10), 0o600); err != nil {
		return err
	}
	for name, from := range map[string]string{"WECOM_SECRET": envSecret, "WECOM_CONTACTS_SECRET": envContacts} {
		if err := os.Setenv(name, os.Getenv(from)); err != nil {
			return err
		}
	}
	timeout, err := time.ParseDuration(os.Getenv(envTimeout))
	if err != nil {
		return err
	}
	retry := client.RetryPolicy{
		BaseDelay: 5 * time.Millisecond, MaxDelay: 100 * time.Millisecond, BlockTime: 20 * time.Millisecond,
		AttemptTimeout: timeout, LagTime: 500 * time.Millisecond,
	}
	ctx := context.Background()
	journal := client.NewJournal(client.JournalPlace(os.LookupEnv))
	err = providerserver.Serve(ctx, provider.New("test", provider.WithRetry(retry), provider.WithWaits(500*time.Millisecond, 20*time.Millisecond),
		provider.WithJournal(journal)), providerserver.ServeOpts{Address: provider.Address})
	if err == nil {
		journal.Close(ctx)
	}
	return err
}

// The secrets look unlike their escaped forms, so that these are searched too. Blanks and quotes would do, but are
// refused.
const (
	appSecret      = `canary+App/Secret=6f1d\<%41`
	contactsSecret = `canary+Contacts/Secret=93ab\<%42`
)

// bench is one corp, one working folder and one provider program.
type bench struct {
	*acctest.Env
	p       *acctest.Process
	t       *testing.T
	pidFile string
	printed strings.Builder
	secrets map[string]string         // more of them to search for, by what they are
	before  map[string]map[string]any // objects that the corp began with, by type
}

func newBench(t *testing.T, timeout time.Duration, edit ...func(*emulator.Corp)) *bench {
	t.Helper()
	e := acctest.New(t, append(edit, withSecrets)...)
	e.Credentials = ""
	e.SetSwitches(func(s *emulator.Switches) { s.ContactRuleQuickQuota = true })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(self, filepath.Join(dir, program)); err != nil {
		t.Fatal(err)
	}
	b := &bench{Env: e, p: acctest.NewProcessOf(e, "", dir), t: t, pidFile: filepath.Join(dir, "pid")}
	b.before = map[string]map[string]any{}
	for i := range nouns {
		b.before[nouns[i].Type] = nouns[i].Objects(b.Corp())
	}
	b.p.Env = append(b.p.Env, envPID+"="+b.pidFile, envTimeout+"="+timeout.String(), envSecret+"="+appSecret, envContacts+"="+contactsSecret,
		"TF_LOG=TRACE", "TF_LOG_PATH="+filepath.Join(b.p.Dir, "trace.log"))
	return b
}

// config replaces the resources.
func (b *bench) config(hcl string) {
	b.p.Write("main.tf", "terraform {\n  required_providers {\n    wecom = {\n      source = \"terraform-wecom/wecom\"\n    }\n  }\n}\n\n"+b.Config(hcl))
}

func (b *bench) run(args ...string) (code int, output string) {
	b.t.Helper()
	code, output = b.p.Run(args...)
	b.printed.WriteString(output)
	return code, output
}

func (b *bench) apply() (code int, output string) {
	b.t.Helper()
	return b.run("apply", "-auto-approve", "-no-color", "-input=false")
}

// pid is that of the provider process that was started last.
func (b *bench) pid() int {
	raw, err := os.ReadFile(b.pidFile)
	if err != nil {
		b.t.Error(err)
		return 0
	}
	pid, err := strconv.Atoi(string(raw))
	if err != nil {
		b.t.Error(err)
	}
	return pid
}

// signal reaches the provider process that was started last.
func (b *bench) signal(s os.Signal) {
	process, err := os.FindProcess(b.pid())
	if err == nil {
		err = process.Signal(s)
	}
	if err != nil {
		b.t.Errorf("signal %v to the provider: %v", s, err)
	}
}
