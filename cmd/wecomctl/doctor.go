// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/doctor"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/failure"
)

func newDoctor() *cobra.Command {
	var corp corpFlags
	asJSON := false
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check what the credentials may do, before the first plan",
		Long: `Asks WeCom for a token with each secret, and then whether this machine's address is trusted, what the app sees, and what
each credential may read and write. It changes nothing: the right to write is asked for with updates of objects that do
not exist. Each finding names the page of the console (管理后台) to open.

It ends within 20 seconds: a limit of calls that is reached is told of and not waited for, and so is an answer that does
not come.

Credentials come from the environment variables of the provider: WECOM_CORP_ID, WECOM_SECRET, WECOM_CONTACTS_SECRET, WECOM_ENDPOINT.

Exit codes: 0 no failure (there may be warnings), 1 a failure, or nothing could be asked.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := corp.config()
			if err != nil {
				return err
			}
			if _, err := corp.client(); err != nil {
				return err // with what to do about it
			}
			out := cmd.OutOrStdout()
			waits := newWaits(cmd.ErrOrStderr())
			o := doctor.Options{Waiting: waits.show, Tell: func(c doctor.Check) {
				waits.end()
				if !asJSON {
					c.Write(out, coloured(out))
				}
			}}
			report, err := doctor.Run(cmd.Context(), cfg, o)
			waits.end()
			if err != nil {
				return failure.New("Unable to check", "%w", err)
			}
			if asJSON {
				e := json.NewEncoder(out)
				e.SetEscapeHTML(false)
				e.SetIndent("", "  ")
				if err := e.Encode(report); err != nil {
					return err
				}
			} else {
				report.WriteSummary(out)
			}
			if !report.Healthy() {
				return exitCode(1)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	corp.register(cmd)
	return cmd
}
