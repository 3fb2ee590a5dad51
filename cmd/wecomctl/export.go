// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/export"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/failure"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// bigPlan is how many objects make a plan take minutes.
const bigPlan = 3000

func newExport() *cobra.Command {
	var corp corpFlags
	var o export.Options
	var only []string
	var match string
	cmd := &cobra.Command{
		Use:   "export --out DIR",
		Short: "Write the corp as Terraform configuration with import blocks",
		Long: `Reads the corp and writes one file per kind of object, import blocks, and a README.md of what was left out and why.
Nothing in the corp is changed. Files that exist in DIR are never changed either: a later export adds what is new.

Credentials come from the environment variables of the provider: WECOM_CORP_ID, WECOM_SECRET, WECOM_CONTACTS_SECRET, WECOM_ENDPOINT.`,
		Example: `  wecomctl export --out corp
  wecomctl export --out sales --only department,contact_way --under 销售部
  wecomctl export --out tags --only tag_group --match '^客户'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			kinds, err := inventory.ParseKinds(only)
			if err != nil {
				return failure.New("Invalid --only", "%w.", err)
			}
			if match != "" {
				if o.Match, err = regexp.Compile(norm.NFC.String(match)); err != nil {
					return failure.New("Invalid --match", "%w.", err)
				}
			}
			if o.Under != "" && !slices.ContainsFunc(inventory.Trees(), func(k inventory.Kind) bool { return slices.Contains(kinds, k) }) {
				return failure.New("Invalid --under", "--under chooses departments, which --only leaves out. Add department to --only, or leave --under out.")
			}
			cfg, err := corp.config()
			if err != nil {
				return err
			}
			c, err := corp.client()
			if err != nil {
				return err
			}
			if cfg.Endpoint != client.DefaultEndpoint {
				o.Endpoint = cfg.Endpoint
			}
			o.Version = version
			progress := newProgress(cmd.ErrOrStderr())
			inv, err := inventory.Read(cmd.Context(), c, inventory.Options{Kinds: kinds, Content: true, Progress: progress.show})
			progress.end()
			if err != nil {
				return err
			}
			if err := seenAnything(inv); err != nil {
				return err
			}
			result, err := export.Write(cmd.Context(), inv, o)
			if err != nil {
				return err
			}
			summarize(cmd.OutOrStdout(), inv, result, o)
			return exportedAnything(inv, result)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.Dir, "out", "", "folder to write to; made when missing")
	flags.StringSliceVar(&only, "only", nil, "kinds to export: "+inventory.KindNames()+" (default "+inventory.UsualNames()+")")
	flags.StringVar(&o.Under, "under", "", "only the department at this path, such as 研发中心/后端, or of this id, and those below it; other kinds are not affected")
	flags.StringVar(&match, "match", "", "only objects whose name matches this regular expression; of contact ways the remark, else the state")
	flags.StringSliceVar(&o.States, "state", nil, "state in which objects are managed already, which are not written again: a file, or what terraform state pull prints; "+
		"that of DIR itself is read where it is a file there")
	flags.BoolVar(&o.Identity, "identity", false, "write import blocks by identity, which need Terraform or OpenTofu 1.12")
	flags.BoolVar(&o.Order, "order", false, "write the order of departments, tag groups and tags too")
	corp.register(cmd)
	_ = cmd.MarkFlagRequired("out")
	return cmd
}

// seenAnything fails when every kind was refused: an empty folder would look like an empty corp.
func seenAnything(inv *inventory.Inventory) error {
	if slices.ContainsFunc(inv.Kinds, inv.Seen) {
		return nil
	}
	for _, n := range inv.Notes {
		if n.Reason == inventory.KindRefused {
			return failure.New("Unable to read the corp", "WeCom refused every kind that was asked for. The first answer:\n\n%s", n.Text)
		}
	}
	return nil
}

// exportedAnything fails when nothing is in the folder although the corp may hold something: a script would take the
// export for one of an empty corp.
func exportedAnything(inv *inventory.Inventory, r *export.Result) error {
	if export.Total(r.Written)+export.Total(r.Before)+export.Total(r.Filtered)+len(r.Removed) > 0 {
		return nil
	}
	var refused []string
	for _, kind := range inv.Kinds {
		if !inv.Seen(kind) {
			refused = append(refused, kind.Plural())
		}
	}
	switch {
	case len(refused) > 0:
		return failure.New("Nothing was exported", "WeCom refused to show the %s, and of the other kinds there is nothing that could be written. README.md in the folder says why.",
			strings.Join(refused, ", "))
	case len(r.LeftOut) > 0:
		return failure.New("Nothing was exported", "There are %d objects, and none of them can be declared. README.md in the folder says why.", len(r.LeftOut))
	}
	return nil
}

// summarize prints what was written, what was not, and what to type next.
func summarize(out io.Writer, inv *inventory.Inventory, r *export.Result, o export.Options) {
	width := 0
	for _, kind := range inv.Kinds {
		width = max(width, len(kind.Plural()))
	}
	for _, kind := range inv.Kinds {
		if !inv.Seen(kind) {
			fmt.Fprintf(out, "%-*s  not read: WeCom refused it, see README.md\n", width, kind.Plural())
			continue
		}
		fmt.Fprintf(out, "%-*s  %d new", width, kind.Plural(), r.Written[kind])
		for _, part := range []struct {
			n    int
			what string
		}{{r.Before[kind], "here already"}, {leftOut(r, kind), "left out"}, {r.Filtered[kind], "not chosen"}} {
			if part.n > 0 {
				fmt.Fprintf(out, ", %d %s", part.n, part.what)
			}
		}
		fmt.Fprintln(out)
	}
	if n := len(r.Removed); n > 0 {
		fmt.Fprintln(out, columns.Wrap(fmt.Sprintf("%d exported before and since removed from the folder: not written again, see README.md", n), "", ""))
	}
	if n := len(r.Unknown); n > 0 {
		fmt.Fprintln(out, columns.Wrap(fmt.Sprintf("Not known which object it is: %s. What is applied already may have been written again; give its state with --state.",
			shared.Shorten(r.Unknown)), "", ""))
	}
	if len(r.Files) == 0 {
		fmt.Fprintf(out, "\nNothing new: %s is as it was.\n", o.Dir)
		return
	}
	fmt.Fprintln(out, "\n"+columns.Wrap(fmt.Sprintf("Wrote to %s: %s", o.Dir, strings.Join(r.Files, ", ")), "", "  "))
	if export.Total(r.Written) == 0 {
		return
	}
	if n := export.Total(r.Written) + export.Total(r.Before); n > bigPlan {
		fmt.Fprintln(out, "\n"+columns.Wrap(fmt.Sprintf("%d objects in one folder make every plan slow. --only and --under split the corp into several folders.", n), "", ""))
	}
	fmt.Fprintf(out, "\nNext (with OpenTofu, tofu):\n  cd %s\n  terraform init\n  terraform plan     # imports only: 0 to add, 0 to change, 0 to destroy\n  terraform apply\n", quoted(o.Dir))
}

func leftOut(r *export.Result, kind inventory.Kind) int {
	n := 0
	for _, l := range r.LeftOut {
		if l.Object.Kind == kind {
			n++
		}
	}
	for _, note := range r.Notes {
		if note.Kind == kind && note.ID != "" {
			n++
		}
	}
	return n
}

var plainPath = regexp.MustCompile(`^[A-Za-z0-9/._][A-Za-z0-9/._-]*$`)

// quoted makes a path safe to paste into a shell.
func quoted(path string) string {
	if plainPath.MatchString(path) {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
