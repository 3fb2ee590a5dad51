// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package compat_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/compat"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// A fixture is testdata/states/VERSION/NOUN/main.tf with, for each CLI that wrote one, CLI.state.json and
// CLI.corp.json: the corp when the state was written.
//
// For a new version copy the newest folder, extend the configurations, delete what the CLIs wrote, and run, with each
// CLI:
//
//	tools/cli.sh run CLI go test ./internal/check/compat -run '^TestAccStates' -update
//
// Folders of released versions are never written again.
const (
	statesFolder = "testdata/states"
	stateSuffix  = ".state.json"
	corpSuffix   = ".corp.json"

	// publicURL keeps the port of one run out of addresses in the state.
	publicURL = "https://wecom.example.org"
	// registry is in the state; OpenTofu's own differs.
	registry = "registry.terraform.io/terraform-wecom/wecom"
)

// written is the corp's time in all fixtures. Media ids and temporary sessions would run out otherwise.
var written = time.Date(2026, 11, 26, 8, 0, 0, 0, time.UTC)

// writers are the CLIs that wrote a state file each: the oldest that the provider works with, and, because later ones
// write identities, a new one.
var writers = []string{"terraform-1.11", "terraform-1.16"}

// fixture is one state file.
type fixture struct {
	version, noun, cli string
}

func (f fixture) path(suffix string) string {
	return filepath.Join(statesFolder, f.version, f.noun, f.cli+suffix)
}

func (f fixture) config(t *testing.T) string {
	t.Helper()
	return read(t, filepath.Join(statesFolder, f.version, f.noun, "main.tf"))
}

func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// fixtures are all state files there are.
func fixtures(t *testing.T) []fixture {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(statesFolder, "*", "*", "*"+stateSuffix))
	if err != nil {
		t.Fatal(err)
	}
	var found []fixture
	for _, file := range files {
		folder := filepath.Dir(file)
		found = append(found, fixture{filepath.Base(filepath.Dir(folder)), filepath.Base(folder), strings.TrimSuffix(filepath.Base(file), stateSuffix)})
	}
	return found
}

// open starts the emulator with a copy of a corp file.
func open(t *testing.T, corp string) *acctest.Env {
	t.Helper()
	path := filepath.Join(t.TempDir(), "corp.json")
	if err := os.WriteFile(path, []byte(corp), 0o600); err != nil {
		t.Fatal(err)
	}
	return serve(t, path)
}

func serve(t *testing.T, path string) *acctest.Env {
	t.Helper()
	server, err := emulator.Open(path, emulator.WithFrozenClock(written), emulator.WithPublicURL(publicURL))
	if err != nil {
		t.Fatal(err)
	}
	return acctest.Serve(t, server, emulator.ExampleSecret, emulator.ExampleContactsSecret)
}

// ours is a state as the CLI under test would have written it: OpenTofu takes the provider of a state from another
// registry for another provider, which its users change with "tofu state replace-provider".
func ours(t *testing.T, state string) string {
	t.Helper()
	if product, _, _ := acctest.Version(t); product == "OpenTofu" {
		return strings.ReplaceAll(state, registry, strings.Replace(registry, "terraform.io", "opentofu.org", 1))
	}
	return state
}

// States that earlier versions wrote are read without a difference: nothing is planned, nothing written, and a refresh
// changes nothing in them.
func TestAccStates(t *testing.T) {
	if *update {
		writeMissing(t)
	}
	all := fixtures(t)
	if len(all) < 6*len(writers) {
		t.Fatalf("%d state files: this test proves nothing", len(all))
	}
	for _, f := range all {
		t.Run(f.version+"/"+f.noun+"/"+f.cli, func(t *testing.T) {
			t.Parallel()
			e := open(t, read(t, f.path(corpSuffix)))
			before := e.Corp()
			p := acctest.NewProcess(e, f.config(t))
			state := ours(t, read(t, f.path(stateSuffix)))
			p.Write("terraform.tfstate", state)

			if code, output := p.Run("plan", "-detailed-exitcode", "-input=false", "-no-color"); code != 0 {
				t.Errorf("exit code %d of a plan, want 0:\n%s", code, output)
			}
			for _, apply := range [][]string{{"apply", "-refresh-only"}, {"apply"}} {
				p.Must(append(apply, "-auto-approve", "-input=false", "-no-color")...)
				after := instances(t, p.Read("terraform.tfstate"))
				if diff := cmp.Diff(instances(t, state), without(after, instances(t, state))); diff != "" {
					t.Errorf("%v changed the state (-before +after):\n%s", apply, diff)
				}
			}
			if writes := e.Writes(); len(writes) > 0 {
				t.Errorf("calls that change the corp: %v", writes)
			}
			if diff := cmp.Diff(before, e.Corp()); diff != "" {
				t.Errorf("the corp was changed:\n%s", diff)
			}
			for _, v := range e.Violations() {
				t.Error(v)
			}
		})
	}
}

// The comparison sees a difference in the corp, and one in the state.
func TestAccStates_canFail(t *testing.T) {
	t.Parallel()
	f := fixture{"0.1.0", "department", "terraform-1.11"}
	state := ours(t, read(t, f.path(stateSuffix)))
	plan := func(state string, edit func(*acctest.Env)) int {
		e := open(t, read(t, f.path(corpSuffix)))
		edit(e)
		p := acctest.NewProcess(e, f.config(t))
		p.Write("terraform.tfstate", state)
		code, _ := p.Run("plan", "-detailed-exitcode", "-input=false", "-no-color")
		return code
	}
	renamed := func(e *acctest.Env) {
		if err := e.Console().RenameDepartment(4000, "改名"); err != nil {
			t.Error(err)
		}
	}
	if code := plan(state, renamed); code != 2 {
		t.Errorf("exit code %d after an edit in the console, want 2", code)
	}
	unreadable := strings.Replace(state, `"name_en": "Channels"`, `"name_en": {"a": 1}`, 1)
	if code := plan(unreadable, func(*acctest.Env) {}); code != 1 || unreadable == state {
		t.Errorf("exit code %d for a state of another type, want 1", code)
	}
}

// object is one object of a state.
type object struct {
	Address    string
	Attributes map[string]any
	Identity   map[string]any
	Private    map[string]string // decoded
}

// instances reads the objects of a state file.
func instances(t *testing.T, state string) []object {
	t.Helper()
	var file struct {
		Resources []struct {
			Type, Name string
			Instances  []struct {
				Attributes map[string]any `json:"attributes"`
				Identity   map[string]any `json:"identity"`
				Private    []byte         `json:"private"`
			}
		}
	}
	if err := json.Unmarshal([]byte(state), &file); err != nil {
		t.Fatal(err)
	}
	var found []object
	for _, r := range file.Resources {
		for _, i := range r.Instances {
			o := object{Address: r.Type + "." + r.Name, Attributes: i.Attributes, Identity: i.Identity, Private: map[string]string{}}
			var private map[string][]byte
			if len(i.Private) > 0 {
				if err := json.Unmarshal(i.Private, &private); err != nil {
					t.Fatal(err)
				}
			}
			for key, value := range private {
				o.Private[key] = string(value)
			}
			found = append(found, o)
		}
	}
	return found
}

// without leaves out attributes that are younger than the state and that nothing has set, what is new in the private
// part, where a read may note something, and identities that only the newer of two CLIs knows.
func without(objects, before []object) []object {
	for i := range min(len(objects), len(before)) {
		unset(objects[i].Attributes, before[i].Attributes)
		maps.DeleteFunc(objects[i].Private, func(key, _ string) bool {
			_, old := before[i].Private[key]
			return !old
		})
		for key, note := range objects[i].Private {
			objects[i].Private[key] = known(note, before[i].Private[key])
		}
		if objects[i].Identity == nil || before[i].Identity == nil {
			objects[i].Identity = before[i].Identity
		}
	}
	return objects
}

// unset takes out of a value the nulls that the older one lacks.
func unset(value, older any) {
	switch value := value.(type) {
	case map[string]any:
		was, _ := older.(map[string]any)
		for key, inner := range value {
			before, old := was[key]
			if inner == nil && !old && was != nil {
				delete(value, key)
				continue
			}
			unset(inner, before)
		}
	case []any:
		was, _ := older.([]any)
		for i := range min(len(value), len(was)) {
			unset(value[i], was[i])
		}
	}
}

// known is a note without the keys that the older one lacks.
func known(note, older string) string {
	var now, was map[string]json.RawMessage
	if json.Unmarshal([]byte(note), &now) != nil || json.Unmarshal([]byte(older), &was) != nil || len(now) == len(was) {
		return note
	}
	maps.DeleteFunc(now, func(key string, _ json.RawMessage) bool { _, old := was[key]; return !old })
	raw, err := json.Marshal(now)
	if err != nil {
		return note
	}
	return string(raw)
}

// writeMissing writes what the CLI under test has not written of the newest version.
func writeMissing(t *testing.T) {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(statesFolder, "*"))
	if err != nil || len(folders) == 0 {
		t.Fatal(folders, err)
	}
	var versions []string
	for _, folder := range folders {
		versions = append(versions, filepath.Base(folder))
	}
	byVersion(versions)
	newest := versions[len(versions)-1]
	configs, err := filepath.Glob(filepath.Join(statesFolder, newest, "*", "main.tf"))
	if err != nil || len(configs) == 0 {
		t.Fatal(configs, err)
	}
	product, major, minor := acctest.Version(t)
	for _, config := range configs {
		f := fixture{newest, filepath.Base(filepath.Dir(config)), fmt.Sprintf("%s-%d.%d", strings.ToLower(product), major, minor)}
		if _, err := os.Stat(f.path(stateSuffix)); errors.Is(err, fs.ErrNotExist) {
			write(t, f)
		}
	}
}

// write applies a fixture's configuration to the example corp, with one call at a time, so that ids hardly differ when
// it is done again.
func write(t *testing.T, f fixture) {
	t.Helper()
	corp := filepath.Join(t.TempDir(), "corp.json")
	e := serve(t, withMedia(t, corp))
	p := acctest.NewProcess(e, f.config(t))
	p.Must("apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=1")
	state := p.Read("terraform.tfstate")
	for _, secret := range []string{e.URL, p.Dir, emulator.ExampleSecret, emulator.ExampleContactsSecret} {
		if strings.Contains(state, secret) {
			t.Fatalf("the state of %s holds %s, which is of this run only", f.noun, secret)
		}
	}
	for path, content := range map[string]string{f.path(stateSuffix): state, f.path(corpSuffix): read(t, corp)} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("wrote %s", f.path(stateSuffix))
}

// withMedia makes the file of the example corp, to which two pictures have just been uploaded.
func withMedia(t *testing.T, path string) string {
	t.Helper()
	if _, err := emulator.Open(path); err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := json.Unmarshal([]byte(read(t, path)), &file); err != nil {
		t.Fatal(err)
	}
	picture := map[string]any{"kind": "image", "created": written.Unix(), "content": base64.StdEncoding.EncodeToString([]byte("\x89PNG\r\n\x1a\nfixture"))}
	file["emulator"].(map[string]any)["media"] = map[string]any{"fixture-image": picture, "fixture-cover": picture}
	raw, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Each released resource has a fixture, written by each CLI, in which some object has every attribute, and some object
// none that may be left out.
func TestStates_complete(t *testing.T) {
	for _, version := range released(t) {
		clis := map[string][]string{}
		objects := map[string][]object{}
		for _, f := range fixtures(t) {
			if f.version == version {
				clis[f.noun] = append(clis[f.noun], f.cli)
				for _, o := range instances(t, read(t, f.path(stateSuffix))) {
					name, _, _ := strings.Cut(o.Address, ".")
					objects[name] = append(objects[name], o)
				}
			}
		}
		for name, schema := range snapshot(t, version).Resources {
			noun := strings.TrimPrefix(name, "wecom_")
			slices.Sort(clis[noun])
			if diff := cmp.Diff(writers, clis[noun]); diff != "" {
				t.Errorf("%s %s: state files by CLI (-want +got):\n%s", version, name, diff)
			}
			set, private := map[string]bool{}, 0
			for _, o := range objects[name] {
				values(set, name, schema.Block.Attributes, o.Attributes)
				blockValues(set, name, schema.Block.Blocks, o.Attributes)
				if len(o.Private) > 0 {
					private++
				}
			}
			for _, path := range attributePaths(name, schema.Block) {
				if !set[path] {
					t.Errorf("%s: no object of a state file has %s", version, path)
				}
			}
			if private == 0 {
				t.Errorf("%s: no object of %s has private state", version, name)
			}
			if !slices.ContainsFunc(objects[name], func(o object) bool { return minimal(o, schema.Block.Attributes) }) {
				t.Errorf("%s: no object of %s leaves out all that may be left out", version, name)
			}
		}
	}
}

// minimal reports whether an object has nothing but what it must have.
func minimal(o object, attributes map[string]compat.Attribute) bool {
	for name, a := range attributes {
		if a.Optional && !a.Computed && o.Attributes[name] != nil {
			return false
		}
	}
	return true
}

// values notes the paths of all attributes of an object that have a value, which an empty collection is not.
func values(set map[string]bool, at string, attributes map[string]compat.Attribute, of map[string]any) {
	for name, a := range attributes {
		path := at + "." + name
		elements, ok := of[name].([]any)
		if of[name] == nil || ok && len(elements) == 0 {
			continue
		}
		set[path] = true
		if a.Nested == nil {
			continue
		}
		inner, _ := of[name].(map[string]any)
		switch a.Nested.Nesting {
		case "single":
			values(set, path, a.Nested.Attributes, inner)
			continue
		case "map":
			for _, element := range inner {
				elements = append(elements, element)
			}
		}
		for _, element := range elements {
			object, _ := element.(map[string]any)
			values(set, path, a.Nested.Attributes, object)
		}
	}
}

// blockValues does the same for blocks, of which there is at most one.
func blockValues(set map[string]bool, at string, blocks map[string]compat.NestedBlock, of map[string]any) {
	for name, b := range blocks {
		inner, _ := of[name].(map[string]any)
		values(set, at+"."+name, b.Block.Attributes, inner)
	}
}

// attributePaths lists every attribute, however deep.
func attributePaths(at string, block compat.Block) []string {
	var paths []string
	var walk func(at string, attributes map[string]compat.Attribute)
	walk = func(at string, attributes map[string]compat.Attribute) {
		for name, a := range attributes {
			paths = append(paths, at+"."+name)
			if a.Nested != nil {
				walk(at+"."+name, a.Nested.Attributes)
			}
		}
	}
	walk(at, block.Attributes)
	for name, b := range block.Blocks {
		walk(at+"."+name, b.Block.Attributes)
	}
	return paths
}
