// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is a file in an archive.
type entry struct {
	mode    fs.FileMode
	time    time.Time
	owner   int
	content []byte
}

func (r *release) checkZip(p platform) {
	name := r.zip(p)
	entries, err := readZip(filepath.Join(r.dir, name))
	if err != nil {
		r.unreadable(name, err)
		return
	}
	binary := p.binary(providerName + "_v" + r.version)
	r.checkEntries(name, entries, binary, "LICENSE")
	r.checkBinary(name, entries[binary].content, p, module)
}

func (r *release) checkTar(p platform) {
	name := r.tar(p)
	entries, err := readTar(filepath.Join(r.dir, name))
	if err != nil {
		r.unreadable(name, err)
		return
	}
	binary := p.binary(commandName)
	r.checkEntries(name, entries, binary, "LICENSE", "CHANGELOG.md")
	r.checkBinary(name, entries[binary].content, p, module+"/cmd/"+commandName)
}

// unreadable reports an archive that cannot be read, unless it is not there, which checkFiles says.
func (r *release) unreadable(name string, err error) {
	if !errors.Is(err, fs.ErrNotExist) {
		r.problem("%s: %v", name, err)
	}
}

func (r *release) checkEntries(archive string, entries map[string]entry, binary string, others ...string) {
	want := slices.Sorted(slices.Values(append(others, binary)))
	if have := slices.Sorted(maps.Keys(entries)); !slices.Equal(have, want) {
		r.problem("%s holds %s, not %s", archive, strings.Join(have, ", "), strings.Join(want, ", "))
	}
	for name, e := range entries {
		mode := fs.FileMode(0o644)
		if name == binary {
			mode = 0o755
		}
		if e.mode != mode {
			r.problem("%s: %s has mode %v, not %v", archive, name, e.mode, mode)
		}
		if !e.time.Equal(r.committed) {
			r.problem("%s: %s is of %s, not of the commit's time %s", archive, name, e.time.UTC(), r.committed.UTC())
		}
		if e.owner != 0 {
			r.problem("%s: %s belongs to user or group %d", archive, name, e.owner)
		}
		if len(e.content) == 0 {
			r.problem("%s: %s is empty", archive, name)
		}
	}
}

// checkBinary looks at what Go wrote into the program itself.
func (r *release) checkBinary(archive string, binary []byte, p platform, path string) {
	if len(binary) == 0 {
		return // reported by checkEntries
	}
	info, err := r.inspect(binary)
	if err != nil {
		r.problem("%s: %v", archive, err)
		return
	}
	if info.Path != path {
		r.problem("%s: the program is %s, not %s", archive, info.Path, path)
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	for key, want := range map[string]string{"GOOS": p.os, "GOARCH": p.arch, "CGO_ENABLED": "0", "-trimpath": "true"} {
		if settings[key] != want {
			r.problem("%s: built with %s=%q, not %q", archive, key, settings[key], want)
		}
	}
	if _, stamped := settings["vcs.revision"]; stamped {
		r.problem("%s: the commit is stamped, so a copy of the source without .git gives other bytes", archive)
	}
	r.checkAbsent(archive, binary)
}

func (r *release) checkAbsent(name string, content []byte) {
	for _, text := range r.absent {
		if at := bytes.Index(content, []byte(text)); at >= 0 {
			end := min(at+len(text)+60, len(content))
			r.problem("%s contains %q of the machine that built it: %q", name, text, content[at:end])
		}
	}
}

// checkBOM looks for the version and for one module that the program cannot do without.
func (r *release) checkBOM(program string, p platform, needed string) {
	name := r.bom(program, p)
	raw, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.unreadable(name, err)
		return
	}
	var bom struct {
		Format       string `json:"bomFormat"`
		SerialNumber string `json:"serialNumber"`
		Metadata     struct {
			Timestamp string `json:"timestamp"`
			Component struct {
				Name    string `json:"name"`
				Version string `json:"version"`
			} `json:"component"`
		} `json:"metadata"`
		Components []struct {
			Name    string `json:"name"`
			Version string `json:"version"`
		} `json:"components"`
	}
	if err := json.Unmarshal(raw, &bom); err != nil {
		r.problem("%s: %v", name, err)
		return
	}
	if bom.Format != "CycloneDX" || bom.Metadata.Component.Name != module || bom.Metadata.Component.Version != "v"+r.version {
		r.problem("%s: %s of %s %s", name, bom.Format, bom.Metadata.Component.Name, bom.Metadata.Component.Version)
	}
	if bom.SerialNumber != "" || bom.Metadata.Timestamp != "" {
		r.problem("%s: a serial number or a time makes every build another one", name)
	}
	listed := map[string]string{}
	for _, c := range bom.Components {
		listed[c.Name] = c.Version
	}
	for _, module := range []string{needed, "std"} {
		if listed[module] == "" {
			r.problem("%s does not list %s with its version", name, module)
		}
	}
	r.checkAbsent(name, raw)
}

func readZip(path string) (map[string]entry, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	entries := map[string]entry{}
	for _, file := range archive.File {
		content, err := readZipped(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name, err)
		}
		entries[file.Name] = entry{mode: file.Mode(), time: file.Modified, content: content}
	}
	return entries, nil
}

func readZipped(file *zip.File) ([]byte, error) {
	reader, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	return io.ReadAll(reader)
}

func readTar(path string) (map[string]entry, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	archive := tar.NewReader(unzipped)
	entries := map[string]entry{}
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			return nil, err
		}
		entries[header.Name] = entry{
			mode: header.FileInfo().Mode(), time: header.ModTime, owner: max(header.Uid, header.Gid), content: content,
		}
	}
}
