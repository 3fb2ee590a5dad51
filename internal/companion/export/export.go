// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package export turns an inventory into a folder of configuration with import blocks, and adds to such a folder what
// is new.
package export

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/failure"
)

// Options say what to write where.
type Options struct {
	Dir string
	// Under keeps the objects of one subtree: a path such as 研发中心/后端, or an id. Kinds that have no tree are not
	// affected.
	Under string
	// Match keeps objects whose name it matches; nil: all.
	Match *regexp.Regexp
	// Identity writes import blocks by identity (Terraform and OpenTofu 1.12) in place of those by id.
	Identity bool
	// Order writes positions, which WeCom assigns and the console renumbers; without it they are not managed.
	Order bool
	// States are files of states in which objects are managed already, besides terraform.tfstate in Dir.
	States []string
	// Endpoint goes into the provider block; "" for WeCom's public API.
	Endpoint string
	// Version of wecomctl; a release asks for a provider not older than its minor version.
	Version string
}

// Result is what was written and what was not.
type Result struct {
	// Files are the names written, in the order of writing.
	Files []string
	// Written and Before count objects by kind: of this run, and of the folder.
	Written, Before map[inventory.Kind]int
	// Filtered counts objects that Under and Match left out.
	Filtered map[inventory.Kind]int
	LeftOut  []LeftOut
	// Partly are objects that were written without one of their values.
	Partly []LeftOut
	// Notes are those of the inventory.
	Notes []inventory.Note
	// Removed are resources that were exported before and are no longer in the folder, such as wecom_department.yan_fa:
	// they are not written again.
	Removed []string
	// Unknown are resources in the folder of which nothing tells the object: neither an id, nor the record, nor a
	// state. They may be written again.
	Unknown []string
	// Corp is the corp's id.
	Corp string
}

// LeftOut is one object, or value of it, that cannot be declared.
type LeftOut struct {
	Object inventory.Object
	Reason string
}

// Total counts the objects of all kinds.
func Total(counts map[inventory.Kind]int) int {
	n := 0
	for _, v := range counts {
		n += v
	}
	return n
}

// Write writes the objects of inv that the folder does not hold yet. Files that exist are never changed, except the
// record and an untouched README.
func Write(ctx context.Context, inv *inventory.Inventory, o Options) (*Result, error) {
	record, err := readRecord(o.Dir, inv.CorpID)
	var found *folder
	if err == nil {
		found, err = readFolder(o.Dir)
	}
	var unknown []string
	if err == nil {
		err = found.readStates(o.States)
		unknown = found.unknown(record)
	}
	if err != nil {
		return nil, failure.New("Unable to read the folder or its state", "%w.\nNothing was written.", err)
	}
	holdingNotes := found.resolveHoldings(inv)
	check, err := newChecker(ctx, o.Version)
	if err != nil {
		return nil, err
	}
	chosen, err := choose(inv, o)
	if err != nil {
		return nil, err
	}
	w := &writer{
		Options: o, ctx: ctx, inv: inv, record: record, folder: found, check: check, chosen: chosen, refs: references{},
		result: &Result{
			Corp: inv.CorpID, Notes: append(slices.Clone(inv.Notes), holdingNotes...), Unknown: unknown,
			Written: map[inventory.Kind]int{}, Before: map[inventory.Kind]int{}, Filtered: map[inventory.Kind]int{},
		},
	}
	if err := w.plan(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return w.result, w.write()
}

type writer struct {
	Options
	ctx    context.Context //nolint:containedctx // lives for one call of Write
	inv    *inventory.Inventory
	record *record
	folder *folder
	check  *checker
	chosen func(inventory.Object) bool
	refs   references
	blocks map[inventory.Kind][]block
	result *Result
}

// choose makes the filter of Under and Match. Under is about the kinds whose objects stand in a tree.
func choose(inv *inventory.Inventory, o Options) (func(inventory.Object) bool, error) {
	below := map[inventory.Kind]map[string]bool{}
	if o.Under != "" {
		for _, kind := range inventory.Trees() {
			if !inv.Seen(kind) {
				return nil, failure.New("Unable to find the "+kind.Noun()+" of --under",
					"The %s were not read: WeCom refused them, or --only leaves them out.", kind.Plural())
			}
			var err error
			if below[kind], err = subtree(kind, inv.Of(kind), o.Under); err != nil {
				return nil, err
			}
		}
	}
	return func(obj inventory.Object) bool {
		if in, chosen := below[obj.Kind]; chosen && !in[obj.ID] {
			return false
		}
		return o.Match == nil || o.Match.MatchString(obj.Name)
	}, nil
}

// subtree is the object at a path or id with all below it.
func subtree(kind inventory.Kind, all []inventory.Object, under string) (map[string]bool, error) {
	under = norm.NFC.String(under) // as names are
	top := under
	if !slices.ContainsFunc(all, func(o inventory.Object) bool { return o.ID == under }) {
		contents := make([]any, 0, len(all))
		for _, o := range all {
			contents = append(contents, o.Value)
		}
		id, failure := kind.About().Locate(contents, strings.Trim(under, "/"))
		if failure.Err != nil {
			return nil, &inventory.ReadError{Failure: failure}
		}
		top = id
	}
	in := map[string]bool{top: true}
	for grown := true; grown; {
		grown = false
		for _, o := range all {
			if in[o.Parent()] && !in[o.ID] {
				in[o.ID], grown = true, true
			}
		}
	}
	return in, nil
}

// plan decides what is written under which name.
func (w *writer) plan() error {
	w.blocks = map[inventory.Kind][]block{}
	for _, kind := range w.inv.Kinds {
		objects := w.inv.Of(kind)
		if kind.About().Place != nil {
			objects = inTreeOrder(objects)
		}
		n := &namer{kind: kind, taken: map[string]bool{}, known: w.record.Objects[kind.Type()]}
		for name := range w.folder.labels[kind.Type()] {
			n.taken[name] = true
		}
		for address := range w.folder.reserved {
			if name, ok := strings.CutPrefix(address, kind.Type()+"."); ok {
				n.taken[name] = true
			}
		}
		for _, name := range n.known { // also of what is gone from the corp: a name is never used twice
			n.taken[name] = true
		}
		names := n.names(slices.DeleteFunc(slices.Clone(objects), inventory.Object.Root))
		for _, o := range objects {
			if err := w.place(o, names[o.ID]); err != nil {
				return err
			}
		}
	}
	return nil
}

// place decides about one object.
func (w *writer) place(o inventory.Object, name string) error {
	kind := o.Kind.Type()
	declared, here := w.folder.declared[kind][o.ID]
	recorded, before := w.record.Objects[kind][o.ID]
	recorded = w.folder.today(kind, recorded)
	switch {
	case o.Root():
		return nil
	case here:
		w.result.Before[o.Kind]++
		if declared == "" && w.folder.labels[kind][recorded] {
			declared = recorded
		}
		w.refer(o, declared)
		if declared != "" {
			w.record.Objects[kind][o.ID] = declared
		}
		return nil
	case before && w.folder.labels[kind][recorded]:
		w.result.Before[o.Kind]++
		w.refer(o, recorded)
		w.record.Objects[kind][o.ID] = recorded
		return nil
	case before:
		w.result.Removed = append(w.result.Removed, kind+"."+recorded)
		return nil
	case !w.chosen(o):
		w.result.Filtered[o.Kind]++
		return nil
	}
	list, reason := attributes(w.ctx, o, w.Order)
	b := block{kind: kind, name: name, id: o.ID, numeric: o.Kind.About().Numbered, attributes: list}
	if reason == "" {
		var err error
		if reason, err = w.fit(o, &b); err != nil {
			return err
		}
	}
	if reason != "" {
		w.result.LeftOut = append(w.result.LeftOut, LeftOut{o, reason})
		return nil
	}
	w.blocks[o.Kind] = append(w.blocks[o.Kind], b)
	w.result.Written[o.Kind]++
	w.folder.single[kind+"."+name] = true
	w.refer(o, name)
	w.record.Objects[kind][o.ID] = name
	return nil
}

// fit asks the provider whether it takes b. A value that it does not take is left out of b where one that is not
// written is not managed.
func (w *writer) fit(o inventory.Object, b *block) (reason string, err error) {
	reason, err = w.check.problem(w.ctx, *b)
	if reason == "" || err != nil {
		return reason, err
	}
	for i, a := range b.attributes {
		if !a.Managed {
			continue
		}
		less := *b
		less.attributes = slices.Delete(slices.Clone(b.attributes), i, i+1)
		if again, err := w.check.problem(w.ctx, less); err != nil {
			return "", err
		} else if again == "" {
			*b = less
			w.result.Partly = append(w.result.Partly, LeftOut{o, "`" + a.Name + "` is not written, and so not managed: " + reason})
			return "", nil
		}
	}
	return reason, nil
}

// refer lets others name an object by its resource.
func (w *writer) refer(o inventory.Object, name string) {
	kind := o.Kind.Type()
	if name == "" || !w.folder.single[kind+"."+name] {
		return
	}
	if w.refs[kind] == nil {
		w.refs[kind] = map[string]string{}
	}
	w.refs[kind][o.ID] = name
}

// inTreeOrder sorts the objects of a tree as the console shows them: each behind its parent, siblings by order (larger
// first), then id. What has no visible parent stands at the top.
func inTreeOrder(objects []inventory.Object) []inventory.Object {
	children := map[string][]inventory.Object{}
	present := map[string]bool{}
	for _, o := range objects {
		present[o.ID] = true
	}
	for _, o := range objects {
		parent := o.Parent()
		if !present[parent] || parent == o.ID {
			parent = ""
		}
		children[parent] = append(children[parent], o)
	}
	var out []inventory.Object
	var walk func(parent string)
	walk = func(parent string) {
		list := children[parent]
		delete(children, parent) // a ring, which no answer should hold, ends here
		slices.SortStableFunc(list, func(a, b inventory.Object) int {
			return cmp.Or(cmp.Compare(b.Rank(), a.Rank()), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
		})
		for _, o := range list {
			out = append(out, o)
			walk(o.ID)
		}
	}
	walk("")
	return out
}

// write makes the files. The record is written last but for the README, whose sum it holds.
func (w *writer) write() error {
	var files []newFile
	header := func(what string) string {
		return fmt.Sprintf("%s of corp %s, written by wecomctl export. Yours to edit: no later export changes this file.", what, w.inv.CorpID)
	}
	var all []block
	for _, kind := range inventory.Kinds() {
		if blocks := w.blocks[kind]; len(blocks) > 0 {
			title := strings.ToUpper(kind.Plural()[:1]) + kind.Plural()[1:] + " (" + kind.Term() + ")"
			files = append(files, newFile{w.folder.freeName(kind.Several() + ".tf"), renderBlocks(header(title), blocks, w.refs)})
			all = append(all, blocks...)
		}
	}
	if len(all) > 0 {
		files = append(files, newFile{w.folder.freeName("imports.tf"), renderImports(
			fmt.Sprintf("Adopts the resources beside it into the state, of corp %s. May be deleted once applied.", w.inv.CorpID), all, w.Identity, w.inv.CorpID)})
		files = append(files, w.settings()...)
	}
	for _, f := range files {
		w.result.Files = append(w.result.Files, f.name)
	}
	var replace []string
	readme := w.readme()
	name := w.record.Readme
	if w.record.ownsReadme(w.Dir) {
		replace = append(replace, name)
	} else {
		name = w.folder.freeName("README.md")
	}
	// A run that chose a part and found nothing new has nothing to add to what the page says about the rest.
	part := w.Under != "" || w.Match != nil || len(w.inv.Kinds) < len(inventory.Usual())
	if !slices.Contains(replace, name) || sum(readme) != w.record.ReadmeSHA256 && (len(all) > 0 || !part) {
		w.record.Readme, w.record.ReadmeSHA256 = name, sum(readme)
		files = append(files, newFile{name, readme})
		w.result.Files = append(w.result.Files, name)
	}
	if w.folder.files[RecordFile] {
		replace = append(replace, RecordFile)
	}
	if raw := w.record.bytes(); !bytes.Equal(raw, w.record.raw) {
		files = append(files, newFile{RecordFile, raw})
	}
	if err := w.folder.write(files, replace...); err != nil {
		return failure.New("Unable to write the export", "%w.\nNo file of this export was kept, and none of your own files was changed.", err)
	}
	return nil
}

// settings are the files that make the folder work by itself, where no other file does.
func (w *writer) settings() []newFile {
	var files []newFile
	if !w.folder.requires {
		cli := ">= 1.8"
		if w.Identity {
			cli = ">= 1.12" // for import blocks by identity
		}
		files = append(files, newFile{w.folder.freeName("versions.tf"),
			renderVersions("Written by wecomctl export.", "terraform-wecom/wecom", constraint(w.Version), cli)})
	}
	if !w.folder.configures {
		files = append(files, newFile{w.folder.freeName("providers.tf"),
			renderProvider("Secrets come from the environment: WECOM_SECRET and WECOM_CONTACTS_SECRET.", w.inv.CorpID, w.Endpoint)})
	}
	return files
}

var release = regexp.MustCompile(`^(\d+)\.(\d+)\.\d+$`)

// constraint wants the minor version of a release or a later one of the same major version; "" for other builds, which
// no registry has.
func constraint(version string) string {
	if m := release.FindStringSubmatch(version); m != nil && !strings.HasPrefix(version, "0.0.") {
		return fmt.Sprintf("~> %s.%s", m[1], m[2])
	}
	return ""
}
