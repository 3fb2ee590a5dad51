// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	module       = "github.com/terraform-wecom/terraform-provider-wecom"
	providerName = "terraform-provider-wecom"
	commandName  = "wecomctl"
)

// platformName is how OpenTofu's registry finds the platforms of a release: in the name of any file.
var platformName = regexp.MustCompile(`_([a-zA-Z0-9]+)_([a-zA-Z0-9]+)`)

type platform struct{ os, arch string }

func parsePlatforms(list string) ([]platform, error) {
	var all []platform
	for target := range strings.SplitSeq(list, ",") {
		system, arch, ok := strings.Cut(target, "_")
		if !ok {
			return nil, fmt.Errorf("%q is not SYSTEM_ARCHITECTURE", target)
		}
		all = append(all, platform{system, arch})
	}
	return all, nil
}

// binary is the name of a program on the platform.
func (p platform) binary(name string) string {
	if p.os == "windows" {
		return name + ".exe"
	}
	return name
}

// release is what goreleaser left in dir, and what was found wrong with it.
type release struct {
	dir       string
	version   string
	platforms []platform
	manifest  string
	committed time.Time
	signed    bool
	absent    []string
	inspect   func(binary []byte) (*buildinfo.BuildInfo, error)

	problems []string
	sums     []string // lines of SHA256SUMS
}

func (r *release) problem(format string, args ...any) {
	r.problems = append(r.problems, fmt.Sprintf(format, args...))
}

func (r *release) zip(p platform) string {
	return fmt.Sprintf("%s_%s_%s_%s.zip", providerName, r.version, p.os, p.arch)
}

func (r *release) tar(p platform) string {
	return fmt.Sprintf("%s-%s-%s-%s.tar.gz", commandName, r.version, p.os, p.arch)
}

func (r *release) bom(program string, p platform) string {
	return fmt.Sprintf("%s-%s-%s-%s.cdx.json", program, r.version, p.os, p.arch)
}

func (r *release) sumsName() string     { return providerName + "_" + r.version + "_SHA256SUMS" }
func (r *release) manifestName() string { return providerName + "_" + r.version + "_manifest.json" }

// uploaded lists the files of the release that stand in dir, without the checksums.
func (r *release) uploaded() []string {
	var names []string
	for _, p := range r.platforms {
		names = append(names, r.zip(p), r.tar(p), r.bom(providerName, p), r.bom(commandName, p))
	}
	slices.Sort(names)
	return names
}

func (r *release) check() {
	r.checkFiles()
	r.checkSums()
	r.checkManifest()
	r.checkNames()
	for _, p := range r.platforms {
		r.checkZip(p)
		r.checkTar(p)
		r.checkBOM(providerName, p, "github.com/hashicorp/terraform-plugin-framework")
		r.checkBOM(commandName, p, "github.com/spf13/cobra")
	}
}

// checkFiles compares what is there with what should be: goreleaser uploads whatever else it has made, too.
func (r *release) checkFiles() {
	entries, err := os.ReadDir(r.dir)
	if err != nil {
		r.problem("%v", err)
		return
	}
	want := append(r.uploaded(), r.sumsName())
	if r.signed {
		want = append(want, r.sumsName()+".sig")
	}
	var have []string
	for _, entry := range entries {
		switch entry.Name() {
		case "artifacts.json", "metadata.json", "config.yaml":
			continue // goreleaser's own notes, which are not uploaded
		}
		if !entry.IsDir() {
			have = append(have, entry.Name())
		}
	}
	for _, name := range want {
		if !slices.Contains(have, name) {
			r.problem("%s is missing", name)
		}
	}
	for _, name := range have {
		if !slices.Contains(want, name) {
			r.problem("%s: nobody expects such a file", name)
		}
	}
}

func (r *release) checkSums() {
	raw, err := os.ReadFile(filepath.Join(r.dir, r.sumsName()))
	if err != nil {
		r.problem("%v", err)
		return
	}
	listed := map[string]string{}
	r.sums = strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	for _, line := range r.sums {
		sum, name, ok := strings.Cut(line, "  ")
		if _, again := listed[name]; !ok || again {
			r.problem("%s: %q is no line of its own of a sum, two blanks and a name", r.sumsName(), line)
		}
		listed[name] = sum
	}
	paths := map[string]string{r.manifestName(): r.manifest}
	for _, name := range r.uploaded() {
		paths[name] = filepath.Join(r.dir, name)
	}
	for name, path := range paths {
		content, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) && name != r.manifestName() {
			continue // reported by checkFiles
		}
		if err != nil {
			r.problem("%v", err)
			continue
		}
		digest := sha256.Sum256(content)
		switch sum, ok := listed[name]; {
		case !ok:
			r.problem("%s does not list %s", r.sumsName(), name)
		case sum != hex.EncodeToString(digest[:]):
			r.problem("%s: the sum of %s is wrong", r.sumsName(), name)
		}
	}
	for name := range listed {
		if _, ok := paths[name]; !ok {
			r.problem("%s lists %s, which is not in the release", r.sumsName(), name)
		}
	}
}

func (r *release) checkManifest() {
	raw, err := os.ReadFile(r.manifest)
	if err != nil {
		r.problem("%v", err)
		return
	}
	var m struct {
		Version  int `json:"version"`
		Metadata struct {
			ProtocolVersions []string `json:"protocol_versions"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		r.problem("%s: %v", r.manifest, err)
		return
	}
	if m.Version != 1 || !slices.Equal(m.Metadata.ProtocolVersions, []string{"6.0"}) {
		r.problem("%s: want version 1 and protocol 6.0, have %d and %q", r.manifest, m.Version, m.Metadata.ProtocolVersions)
	}
}

// checkNames makes sure that a registry takes the zips of the provider, and nothing else, for a provider.
func (r *release) checkNames() {
	zips := map[string]platform{}
	for _, p := range r.platforms {
		zips[r.zip(p)] = p
	}
	for _, name := range append(r.uploaded(), r.sumsName(), r.sumsName()+".sig", r.manifestName()) {
		all := platformName.FindAllStringSubmatch(name, -1)
		p, isZip := zips[name]
		switch {
		case isZip && (len(all) != 1 || all[0][1] != p.os || all[0][2] != p.arch):
			r.problem("%s: a registry reads another platform than %s_%s from that name", name, p.os, p.arch)
		case !isZip && len(all) > 0:
			r.problem("%s: a registry would take it for a provider", name)
		}
	}
}

// compare reports every file that differs from, or is not in, the directory of another build.
func (r *release) compare(again string) {
	for _, name := range append(r.uploaded(), r.sumsName()) {
		first, err := os.ReadFile(filepath.Join(r.dir, name))
		if err != nil {
			continue // reported by checkFiles
		}
		second, err := os.ReadFile(filepath.Join(again, name))
		if err != nil {
			r.problem("the second build: %v", err)
			continue
		}
		if sha256.Sum256(first) != sha256.Sum256(second) {
			r.problem("%s: the second build gave other bytes", name)
		}
	}
}
