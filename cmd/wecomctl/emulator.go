// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/webconsole"
)

func newEmulator() *cobra.Command {
	o := emulator.ServeOptions{Page: emulator.Page(webconsole.New)}
	open := false
	cmd := &cobra.Command{
		Use:   "emulator",
		Short: "Run a WeCom that remembers, to try configurations without a corp",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.Out, o.Err = cmd.OutOrStdout(), cmd.ErrOrStderr()
			if open {
				o.Opened = func(url string) {
					if err := openBrowser(cmd.Context(), url); err != nil {
						fmt.Fprintf(o.Err, "No browser could be opened (%v); the page is at %s\n", err, url)
					}
				}
			}
			return emulator.Serve(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.Listen, "listen", "127.0.0.1:0", "address to listen on; port 0 picks a free one")
	flags.BoolVar(&o.ListenAnywhere, "listen-anywhere", false, "allow an address other than loopback")
	flags.StringVar(&o.CorpPath, "corp", "", "JSON file that keeps the corp between runs; made from the example corp when missing")
	flags.BoolVar(&o.PrintURL, "print-url", false, "print only the URL on stdout, everything else on stderr")
	flags.DurationVar(&o.Latency, "latency", 0, "delay of every answer, such as 50ms")
	flags.IntVar(&o.QuotaShare, "quota-share", 0, "answer 45009 beyond this share of WeCom's quota per API (10,000 calls a minute, 150,000 an hour), in percent; 0 for no quota")
	flags.BoolVar(&open, "open", false, "open the page of the corp in a browser")
	flags.BoolVar(&o.Strict, "strict", false, "answer unknown JSON keys with the json-format warning, which WeCom ignores")
	return cmd
}
