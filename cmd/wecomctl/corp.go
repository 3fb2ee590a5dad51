// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/failure"
)

// corpFlags say which corp a command works on, with the environment variables of the provider block. No flag takes a
// secret: command lines are visible to every user of the machine.
type corpFlags struct {
	corpID, endpoint               string
	secretFile, contactsSecretFile string
	maxAPICapacity                 int
	lookupEnv                      func(string) (string, bool) // nil: os.LookupEnv
	retry                          client.RetryPolicy          // zero: the client's; for tests
}

func (f *corpFlags) register(cmd *cobra.Command) {
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
	}
	var err error
	if cfg.Secret, err = f.secret(f.secretFile, "secret-file", "WECOM_SECRET"); err != nil {
		return client.Config{}, err
	}
	if cfg.ContactsSecret, err = f.secret(f.contactsSecretFile, "contacts-secret-file", "WECOM_CONTACTS_SECRET"); err != nil {
		return client.Config{}, err
	}
	if cfg.CorpID == "" {
		return client.Config{}, failure.New("Missing corp id",
			"Set the environment variable WECOM_CORP_ID, or give --corp-id. Console: 我的企业 → 企业信息 → 企业ID.")
	}
	if cfg.Secret == "" && cfg.ContactsSecret == "" {
		return client.Config{}, failure.New("Missing credentials",
			"wecomctl has no secret to work with. Set at least one of:\n"+
				"  WECOM_SECRET           or --secret-file, of a self-built app. Console: 应用管理 → 应用 → 自建 → Secret.\n"+
				"  WECOM_CONTACTS_SECRET  or --contacts-secret-file, of contact sync. Console: 管理工具 → 通讯录同步 → Secret.\n"+
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
	c, err := client.New(cfg)
	if err != nil {
		return nil, failure.New("Invalid configuration", "%w.\n"+
			"The endpoint (--endpoint or WECOM_ENDPOINT) is a URL such as %s; plain http is accepted for loopback addresses only, because tokens travel in the URL.",
			err, client.DefaultEndpoint)
	}
	return c, nil
}

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
	secret := strings.TrimSpace(string(raw))
	switch {
	case secret == "":
		return "", failure.New("Unable to read --"+flag, "%s is empty. It holds the secret and nothing else.", file)
	case strings.ContainsAny(secret, " \t\r\n"):
		return "", failure.New("Unable to read --"+flag, "%s holds more than one word. It holds the secret and nothing else.", file)
	}
	return secret, nil
}
