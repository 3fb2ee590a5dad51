// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var committed = time.Date(2026, 11, 22, 20, 30, 38, 0, time.UTC)

// program is what stands in for a binary: its own build information, as JSON.
type program struct {
	Path     string
	Settings map[string]string
	Text     string
}

func inspect(binary []byte) (*buildinfo.BuildInfo, error) {
	var p program
	if err := json.Unmarshal(binary, &p); err != nil {
		return nil, err
	}
	info := &buildinfo.BuildInfo{Path: p.Path}
	for key, value := range p.Settings {
		info.Settings = append(info.Settings, debug.BuildSetting{Key: key, Value: value})
	}
	return info, nil
}

// fake is a release as goreleaser leaves it, before it is written: archives by name, then by file.
type fake struct {
	archives map[string]map[string]entry
	boms     map[string]map[string]any
	manifest string
	// sums changes the lines of SHA256SUMS.
	sums func([]string) []string
	// extra are more files in the directory.
	extra map[string]string
}

func built(path string, p platform) entry {
	raw, err := json.Marshal(program{Path: path, Settings: map[string]string{
		"GOOS": p.os, "GOARCH": p.arch, "CGO_ENABLED": "0", "-trimpath": "true",
	}})
	if err != nil {
		panic(err)
	}
	return entry{mode: 0o755, time: committed, content: raw}
}

func text(content string) entry { return entry{mode: 0o644, time: committed, content: []byte(content)} }

func bom(needed string) map[string]any {
	return map[string]any{
		"bomFormat": "CycloneDX",
		"metadata":  map[string]any{"component": map[string]any{"name": module, "version": "v0.1.0"}},
		"components": []any{
			map[string]any{"name": needed, "version": "v1.0.0"},
			map[string]any{"name": "std", "version": "go1.26.8"},
		},
	}
}

var platforms = []platform{{"linux", "amd64"}, {"windows", "arm64"}}

func newFake() *fake {
	f := &fake{
		archives: map[string]map[string]entry{},
		boms:     map[string]map[string]any{},
		manifest: `{"version": 1, "metadata": {"protocol_versions": ["6.0"]}}`,
		sums:     func(lines []string) []string { return lines },
		extra:    map[string]string{"artifacts.json": "[]"},
	}
	for _, p := range platforms {
		exe := map[bool]string{true: ".exe"}[p.os == "windows"]
		target := p.os + "_" + p.arch
		f.archives["terraform-provider-wecom_0.1.0_"+target+".zip"] = map[string]entry{
			"terraform-provider-wecom_v0.1.0" + exe: built(module, p), "LICENSE": text("MPL"),
		}
		hyphens := "-0.1.0-" + p.os + "-" + p.arch
		f.archives["wecomctl"+hyphens+".tar.gz"] = map[string]entry{
			"wecomctl" + exe: built(module+"/cmd/wecomctl", p), "LICENSE": text("MPL"), "CHANGELOG.md": text("changes"),
		}
		f.boms["terraform-provider-wecom"+hyphens+".cdx.json"] = bom("github.com/hashicorp/terraform-plugin-framework")
		f.boms["wecomctl"+hyphens+".cdx.json"] = bom("github.com/spf13/cobra")
	}
	return f
}

// write lays the release out and returns the directory and the manifest's path.
func (f *fake) write(t *testing.T) (dir, manifest string) {
	t.Helper()
	dir = t.TempDir()
	manifest = filepath.Join(t.TempDir(), "terraform-registry-manifest.json")
	save := func(path string, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	save(manifest, []byte(f.manifest))
	names := map[string]string{"terraform-provider-wecom_0.1.0_manifest.json": manifest}
	for name, files := range f.archives {
		names[name] = filepath.Join(dir, name)
		if strings.HasSuffix(name, ".zip") {
			writeZip(t, names[name], files)
		} else {
			writeTar(t, names[name], files)
		}
	}
	for name, content := range f.boms {
		raw, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		names[name] = filepath.Join(dir, name)
		save(names[name], raw)
	}
	var lines []string
	for name, path := range names {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%x  %s", sha256.Sum256(raw), name))
	}
	slices.Sort(lines)
	save(filepath.Join(dir, "terraform-provider-wecom_0.1.0_SHA256SUMS"), []byte(strings.Join(f.sums(lines), "\n")+"\n"))
	for name, content := range f.extra {
		save(filepath.Join(dir, name), []byte(content))
	}
	return dir, manifest
}

func writeZip(t *testing.T, path string, files map[string]entry) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	archive := zip.NewWriter(file)
	for name, e := range files {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: e.time}
		header.SetMode(e.mode)
		writer, err := archive.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write(e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
}

func writeTar(t *testing.T, path string, files map[string]entry) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zipped := gzip.NewWriter(file)
	archive := tar.NewWriter(zipped)
	for name, e := range files {
		header := &tar.Header{Name: name, Mode: int64(e.mode), ModTime: e.time, Uid: e.owner, Gid: e.owner, Size: int64(len(e.content))}
		if err := archive.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write(e.content); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []interface{ Close() error }{archive, zipped} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func (f *fake) release(t *testing.T) *release {
	t.Helper()
	dir, manifest := f.write(t)
	return &release{
		dir: dir, version: "0.1.0", platforms: platforms, manifest: manifest, committed: committed,
		absent: []string{"/build/somebody"}, inspect: inspect,
	}
}

func TestRelease_asItShouldBe(t *testing.T) {
	r := newFake().release(t)
	r.check()
	r.compare(r.dir)
	if diff := cmp.Diff([]string(nil), r.problems); diff != "" {
		t.Error(diff)
	}
	if len(r.sums) != 4*len(platforms)+1 {
		t.Errorf("%d sums: %q", len(r.sums), r.sums)
	}
}

// change returns an edit of one file in one archive.
func change(archive, file string, edit func(*entry)) func(*fake) {
	return func(f *fake) {
		e, ok := f.archives[archive][file]
		if !ok {
			panic(archive + " has no " + file)
		}
		edit(&e)
		f.archives[archive][file] = e
	}
}

// setting returns an edit of what the linux binary of the provider says about its build.
func setting(key, value string) func(*fake) {
	return change(linuxZip, linuxBinary, func(e *entry) {
		var p program
		if err := json.Unmarshal(e.content, &p); err != nil {
			panic(err)
		}
		p.Settings[key] = value
		p.Text = value
		e.content, _ = json.Marshal(p)
	})
}

const (
	linuxZip    = "terraform-provider-wecom_0.1.0_linux_amd64.zip"
	linuxBinary = "terraform-provider-wecom_v0.1.0"
	linuxTar    = "wecomctl-0.1.0-linux-amd64.tar.gz"
	linuxBOM    = "terraform-provider-wecom-0.1.0-linux-amd64.cdx.json"
)

// Each way in which a release may be wrong is found, and named.
func TestRelease_wrong(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(*fake)
		want string
	}{
		"a platform is missing": {func(f *fake) { delete(f.archives, linuxZip) }, linuxZip + " is missing"},
		"a file too many": {
			func(f *fake) { f.extra["wecomctl_0.1.0_linux_amd64.zip"] = "" },
			"wecomctl_0.1.0_linux_amd64.zip: nobody expects such a file",
		},
		"binary without the version in its name": {func(f *fake) {
			files := f.archives[linuxZip]
			files["terraform-provider-wecom"] = files[linuxBinary]
			delete(files, linuxBinary)
		}, linuxZip + " holds LICENSE, terraform-provider-wecom, not LICENSE, terraform-provider-wecom_v0.1.0"},
		"no licence":             {func(f *fake) { delete(f.archives[linuxTar], "LICENSE") }, linuxTar + " holds CHANGELOG.md, wecomctl, not"},
		"empty licence":          {change(linuxZip, "LICENSE", func(e *entry) { e.content = nil }), "LICENSE is empty"},
		"binary not executable":  {change(linuxZip, linuxBinary, func(e *entry) { e.mode = 0o644 }), "has mode -rw-r--r--"},
		"mode of the machine":    {change(linuxTar, "LICENSE", func(e *entry) { e.mode = 0o664 }), "LICENSE has mode -rw-rw-r--"},
		"time of the build":      {change(linuxZip, "LICENSE", func(e *entry) { e.time = committed.Add(time.Minute) }), "not of the commit's time"},
		"user of the machine":    {change(linuxTar, "wecomctl", func(e *entry) { e.owner = 1000 }), "belongs to user or group 1000"},
		"another platform":       {setting("GOARCH", "arm64"), `built with GOARCH="arm64", not "amd64"`},
		"built with C":           {setting("CGO_ENABLED", "1"), `built with CGO_ENABLED="1"`},
		"built without trimpath": {setting("-trimpath", ""), `built with -trimpath=""`},
		"commit stamped":         {setting("vcs.revision", "0123"), "the commit is stamped"},
		"path of the machine":    {setting("anything", "/build/somebody/wecom/main.go"), linuxZip + ` contains "/build/somebody"`},
		"another program": {
			change(linuxTar, "wecomctl", func(e *entry) { e.content = built(module, platforms[0]).content }),
			linuxTar + ": the program is " + module + ", not " + module + "/cmd/wecomctl",
		},
		"no program":  {change(linuxZip, linuxBinary, func(e *entry) { e.content = []byte("#!/bin/sh") }), linuxZip + ": invalid character"},
		"sum missing": {func(f *fake) { f.sums = without(linuxZip) }, "SHA256SUMS does not list " + linuxZip},
		"manifest's":  {func(f *fake) { f.sums = without("manifest.json") }, "does not list terraform-provider-wecom_0.1.0_manifest.json"},
		"sum wrong": {func(f *fake) {
			f.sums = func(l []string) []string { l[0] = "0" + l[0][1:63] + "zz" + l[0][64:]; return l }
		}, "the sum of"},
		"sum of more":   {func(f *fake) { f.sums = func(l []string) []string { return append(l, l[0]+".old") } }, ".old, which is not in the release"},
		"one blank":     {func(f *fake) { f.sums = func(l []string) []string { return append(l, "0123 x") } }, "is no line of its own"},
		"protocol 5":    {func(f *fake) { f.manifest = strings.Replace(f.manifest, "6.0", "5.0", 1) }, `want version 1 and protocol 6.0, have 1 and ["5.0"]`},
		"no manifest":   {func(f *fake) { f.manifest = "version: 1" }, "terraform-registry-manifest.json: invalid character"},
		"bom: version":  {func(f *fake) { f.boms[linuxBOM] = rename(f.boms[linuxBOM], "v0.0.9") }, linuxBOM + ": CycloneDX of " + module + " v0.0.9"},
		"bom: serial":   {func(f *fake) { f.boms[linuxBOM]["serialNumber"] = "urn:uuid:1" }, "a serial number or a time"},
		"bom: no lists": {func(f *fake) { f.boms[linuxBOM]["components"] = []any{} }, "does not list github.com/hashicorp/terraform-plugin-framework"},
		"bom: a path":   {func(f *fake) { f.boms[linuxBOM]["tool"] = "/build/somebody/bin" }, linuxBOM + ` contains "/build/somebody"`},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			c.edit(f)
			r := f.release(t)
			r.check()
			if !slices.ContainsFunc(r.problems, func(p string) bool { return strings.Contains(p, c.want) }) {
				t.Errorf("want a problem with %q, got %q", c.want, r.problems)
			}
		})
	}
}

func without(part string) func([]string) []string {
	return func(lines []string) []string {
		return slices.DeleteFunc(lines, func(line string) bool { return strings.Contains(line, part) })
	}
}

func rename(bom map[string]any, version string) map[string]any {
	bom["metadata"] = map[string]any{"component": map[string]any{"name": module, "version": version}}
	return bom
}

func TestRelease_signature(t *testing.T) {
	r := newFake().release(t)
	r.signed = true
	r.check()
	if want := []string{"terraform-provider-wecom_0.1.0_SHA256SUMS.sig is missing"}; !slices.Equal(r.problems, want) {
		t.Errorf("%q, not %q", r.problems, want)
	}
	// Signing first and listing the signature afterwards makes the signature a wrong one.
	f := newFake()
	f.sums = func(lines []string) []string { return append(lines, lines[0]+"_SHA256SUMS.sig") }
	r = f.release(t)
	r.check()
	if len(r.problems) != 1 || !strings.Contains(r.problems[0], "SUMS.sig, which is not in the release") {
		t.Errorf("%q", r.problems)
	}
}

func TestRelease_compare(t *testing.T) {
	other := newFake()
	change(linuxTar, "CHANGELOG.md", func(e *entry) { e.content = []byte("other changes") })(other)
	delete(other.boms, linuxBOM)
	again, _ := other.write(t)
	r := newFake().release(t)
	r.check()
	r.compare(again)
	for _, want := range []string{linuxTar + ": the second build gave other bytes", linuxBOM + ": no such file"} {
		if !slices.ContainsFunc(r.problems, func(p string) bool { return strings.Contains(p, want) }) {
			t.Errorf("want %q, got %q", want, r.problems)
		}
	}
}

// A file named like a platform, such as the zip of wecomctl would be, is a second provider to OpenTofu's registry.
func TestRelease_names(t *testing.T) {
	r := &release{version: "0.1.0-rc_linux_386", platforms: platforms}
	r.checkNames()
	if len(r.problems) == 0 {
		t.Error("names with another platform in them pass")
	}
}

func TestParsePlatforms(t *testing.T) {
	got, err := parsePlatforms("linux_amd64,windows_arm64")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(platforms, got, cmp.AllowUnexported(platform{})); diff != "" {
		t.Error(diff)
	}
	if _, err := parsePlatforms("linux_amd64,"); err == nil {
		t.Error("an empty platform passes")
	}
}
