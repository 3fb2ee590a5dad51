// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// readme tells a reviewer what is in the folder and what is not, and why. It depends on the corp and the folder only:
// the same again gives the same page.
func (w *writer) readme() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# WeCom corp %s\n\n", w.inv.CorpID)
	b.WriteString("Written by `wecomctl export`. Files in this folder are yours to edit: a later export puts what is new into new files " +
		"(`departments_2.tf`, …) and rewrites only this page, if nobody changed it, and `" + RecordFile + "`, which remembers the name of every exported object. " +
		"Keep that file in version control.\n\n")
	b.WriteString("## Next\n\n```sh\nterraform init\nterraform plan   # shows imports only: 0 to add, 0 to change, 0 to destroy\nterraform apply\n```\n\n" +
		"With OpenTofu, write `tofu`. The secrets come from `WECOM_SECRET` and `WECOM_CONTACTS_SECRET`. Once applied, the files with `import` blocks may be deleted.\n\n")

	b.WriteString("## What is here\n\n| Kind | In this folder | Left out, see below | Not chosen |\n|---|---|---|---|\n")
	for _, kind := range inventory.Kinds() {
		left := 0
		for _, l := range w.result.LeftOut {
			if l.Object.Kind == kind {
				left++
			}
		}
		counts := fmt.Sprintf("%d | %d | %d", w.result.Before[kind]+w.result.Written[kind], left, w.result.Filtered[kind])
		switch {
		case !slices.Contains(w.inv.Kinds, kind):
			counts = fmt.Sprintf("%d | not asked for (`--only`) | ", len(w.record.Objects[kind.Type()]))
		case !w.inv.Seen(kind):
			counts = fmt.Sprintf("%d | not read, see below | ", len(w.record.Objects[kind.Type()]))
		}
		fmt.Fprintf(&b, "| `%s` (%s) | %s |\n", kind.Type(), kind.Term(), counts)
	}
	b.WriteString("\n\"Not chosen\" is what `--under` and `--match` left out. The page tells of the last export only.\n")
	w.readmeLeftOut(&b)
	w.readmeChoices(&b)
	return []byte(b.String())
}

func (w *writer) readmeLeftOut(b *strings.Builder) {
	b.WriteString("\n## What is not here, and why\n")
	for _, kind := range w.inv.Kinds {
		fmt.Fprintf(b, "\n### %s\n\n", kind.Type())
		if rootless := kind.About().Rootless; rootless != "" {
			fmt.Fprintf(b, "- %s\n", rootless)
		}
		objects := 0
		for _, n := range w.inv.Notes {
			if n.Kind != kind {
				continue
			}
			if n.ID != "" {
				objects++
			}
			fmt.Fprintf(b, "- %s\n", line(n.Text))
		}
		for _, l := range w.result.LeftOut {
			if l.Object.Kind == kind {
				objects++
				fmt.Fprintf(b, "- %s: %s\n", code(display(l.Object)), line(l.Reason))
			}
		}
		for _, l := range w.result.Partly {
			if l.Object.Kind == kind {
				fmt.Fprintf(b, "- %s is here, but %s\n", code(display(l.Object)), line(l.Reason))
			}
		}
		if w.inv.Seen(kind) && objects == 0 {
			fmt.Fprintf(b, "- No %s that could be seen was left out for another reason.\n", kind.Noun())
		}
	}
	if len(w.result.Removed) > 0 {
		b.WriteString("\n### Exported before, and removed from this folder since\n\nThese exist in the corp and are not written again. " +
			"To have one written again, remove its line from `" + RecordFile + "`.\n\n")
		for _, address := range w.result.Removed {
			fmt.Fprintf(b, "- `%s`\n", address)
		}
	}
}

func (w *writer) readmeChoices(b *strings.Builder) {
	b.WriteString("\n## What the configuration leaves open\n\n")
	if w.Order {
		b.WriteString("- `order` is written, because `--order` asked for it. Dragging one item in the console renumbers others, which then show as drift.\n")
	} else {
		b.WriteString("- `order` is not written: WeCom assigns it, and dragging one item in the console renumbers others. " +
			"An order that is not written is not managed. `wecomctl export --order` writes it.\n")
	}
	b.WriteString("- Values that equal the default are not written. `deletion_protection` is off: think of it for printed QR codes and published links.\n")
	var shy, choices []string
	for _, kind := range inventory.Kinds() {
		for _, name := range kind.About().Fields.Shy() {
			shy = append(shy, "`"+name+"`")
		}
		choices = append(choices, kind.About().Choices...)
	}
	slices.Sort(shy)
	fmt.Fprintf(b, "- %s are written only where WeCom shows a value other than its default; WeCom need not show them.\n", strings.Join(slices.Compact(shy), " and "))
	for _, choice := range choices {
		fmt.Fprintf(b, "- %s\n", choice)
	}
	b.WriteString("- Names of resources are the pinyin of the object's name. Where two would be equal, the older object keeps the name, " +
		"and the other one gets its parent's name before it or the end of its id behind it.\n")
}

// line puts the text of an error on one line of a list, with nothing in it that Markdown would read as more than text.
func line(text string) string {
	return strings.NewReplacer("\n\n", " — ", "\n", " ", "<", "&lt;", "`", "'").Replace(strings.TrimSpace(text))
}

// code sets a text that users chose.
func code(text string) string {
	return "`` " + strings.ReplaceAll(text, "`", "'") + " ``"
}
