// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/failure"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// corpFlags say which corp a command works on, with the environment variables of the provider block. No flag takes a
// secret: command lines are visible to every user of the machine.
type corpFlags struct {
	corpID, endpoint               string
	secretFile, contactsSecretFile string
	maxAPICapacity                 int
	lookupEnv                      func(string) (string, bool) // nil: os.LookupEnv
	retry                          client.RetryPolicy          // zero: the client's; for tests
	stderr                         func() io.Writer            // of the command
}

func (f *corpFlags) register(cmd *cobra.Command) {
	f.stderr = cmd.ErrOrStderr
	flags := cmd.Flags()
	flags.StringVar(&f.corpID, "corp-id", "", "corp id (企业ID); default: environment variable WECOM_CORP_ID")
	flags.StringVar(&f.secretFile, "secret-file", "", "file that holds the app secret; default: environment variable WECOM_SECRET")
	flags.StringVar(&f.contactsSecretFile, "contacts-secret-file", "", "file that holds the secret of 通讯录同步; default: environment variable WECOM_CONTACTS_SECRET")
	flags.StringVar(&f.endpoint, "endpoint", "", "base URL of the API; default: environment variable WECOM_ENDPOINT, else "+client.DefaultEndpoint)
	flags.IntVar(&f.maxAPICapacity, "max-api-capacity", 50, "share of WeCom's quota per API that this run may use, in percent")
}

// config resolves flags and environment. It sends nothing.
func (f *corpFlags) config() (client.Config, error) {
	cfg := client.Config{
		CorpID: f.value(f.corpID, "WECOM_CORP_ID"), Endpoint: f.value(f.endpoint, "WECOM_ENDPOINT"),
		UserAgent: "wecomctl/" + version, MaxAPICapacity: f.maxAPICapacity, Retry: f.retry,
		LoopbackOnly: f.rehearsing(),
	}
	if f.maxAPICapacity < 1 || f.maxAPICapacity > 100 {
		return client.Config{}, failure.New("Invalid --max-api-capacity",
			"%d is not a percentage from 1 to 100. It is the share of WeCom's quota per API that this run may use; without the flag it is 50.", f.maxAPICapacity)
	}
	var err error
	if cfg.Secret, err = f.secret(f.secretFile, "secret-file", "WECOM_SECRET"); err != nil {
		return client.Config{}, err
	}
	if cfg.ContactsSecret, err = f.secret(f.contactsSecretFile, "contacts-secret-file", "WECOM_CONTACTS_SECRET"); err != nil {
		return client.Config{}, err
	}
	for _, v := range []struct{ what, value string }{{"corp id", cfg.CorpID}, {"app secret", cfg.Secret}, {"contact sync secret", cfg.ContactsSecret}} {
		if r, at, found := field.Invisible(v.value); found {
			return client.Config{}, failure.New("Invalid "+v.what, "The %s contains %s as character %d, which no screen shows. Nothing was sent. Copy it again.", v.what, field.Character(r), at)
		}
	}
	if cfg.CorpID == "" {
		return client.Config{}, failure.New("Missing corp id",
			"Set the environment variable WECOM_CORP_ID, or give --corp-id. Console: 我的企业 → 企业信息 → 企业ID.")
	}
	if cfg.Secret == "" && cfg.ContactsSecret == "" {
		return client.Config{}, failure.New("Missing credentials",
			"wecomctl has no secret to work with. Set at least one of:\n"+
				"  WECOM_SECRET, or --secret-file: of a self-built app.\n"+
				"    Console: 应用管理 → 应用 → 自建 → Secret\n"+
				"  WECOM_CONTACTS_SECRET, or --contacts-secret-file: of contact sync.\n"+
				"    Console: 管理工具 → 通讯录同步 → Secret\n"+
				"There is no flag that takes the secret itself: command lines are visible to every user of the machine.")
	}
	return cfg, nil
}

// client returns a client for the corp. It sends nothing.
func (f *corpFlags) client() (*client.Client, error) {
	cfg, err := f.config()
	if err != nil {
		return nil, err
	}
	cfg.Blocked = f.blocked
	c, err := client.New(cfg)
	if errors.Is(err, client.ErrRealEndpoint) {
		return nil, failure.New("Endpoint of a real corp", "%s is set, which allows an endpoint on this machine only, and the endpoint is %s. Nothing was sent.\n"+
			"Set WECOM_ENDPOINT or --endpoint to the address that wecomctl emulator prints. To work on the real corp, unset %s.",
			client.EnvForbidReal, cmp.Or(cfg.Endpoint, client.DefaultEndpoint), client.EnvForbidReal)
	}
	if err != nil {
		return nil, failure.New("Invalid configuration", "%w.\n"+
			"The endpoint (--endpoint or WECOM_ENDPOINT) is a URL such as %s; plain http is accepted for loopback addresses only, because tokens travel in the URL.",
			err, client.DefaultEndpoint)
	}
	return c, nil
}

// blocked says why nothing happens: a job in CI would be silent for minutes.
func (f *corpFlags) blocked(path string, wait time.Duration) {
	out, text := f.stderr(), columns.Wrap(fmt.Sprintf("WeCom lets in no more calls of %s for now (errcode 45009): going on in %d s.", path, int(math.Ceil(wait.Seconds()))), "", "  ")
	if isTerminal(out) { // over the line of the progress
		text = "\r" + columns.Pad(text, columns.Most-1)
	}
	fmt.Fprintln(out, text)
}

// rehearsing: nothing beyond this machine may be called.
func (f *corpFlags) rehearsing() bool { return client.ForbidsReal(f.value("", client.EnvForbidReal)) }

func (f *corpFlags) value(flag, env string) string {
	if flag != "" {
		return flag
	}
	lookup := f.lookupEnv
	if lookup == nil {
		lookup = os.LookupEnv
	}
	v, _ := lookup(env)
	return strings.TrimSpace(v)
}

func (f *corpFlags) secret(file, flag, env string) (string, error) {
	if file == "" {
		return f.value("", env), nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return "", failure.New("Unable to read --"+flag, "%w.", err)
	}
	secret := strings.TrimSpace(strings.TrimPrefix(string(raw), "\ufeff"))
	switch {
	case secret == "":
		return "", failure.New("Unable to read --"+flag, "%s is empty. It holds the secret and nothing else.", file)
	case strings.ContainsAny(secret, " \t\r\n"):
		return "", failure.New("Unable to read --"+flag, "%s holds more than one word. It holds the secret and nothing else.", file)
	}
	return secret, nil
}
