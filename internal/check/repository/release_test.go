// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package repository

import (
	"encoding/json"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

type goreleaser struct {
	Version int    `yaml:"version"`
	Project string `yaml:"project_name"`
	Builds  []struct {
		ID        string              `yaml:"id"`
		Main      string              `yaml:"main"`
		Binary    string              `yaml:"binary"`
		Systems   []string            `yaml:"goos"`
		Archs     []string            `yaml:"goarch"`
		Ignore    []map[string]string `yaml:"ignore"`
		Env       []string            `yaml:"env"`
		Flags     []string            `yaml:"flags"`
		Ldflags   []string            `yaml:"ldflags"`
		Timestamp string              `yaml:"mod_timestamp"`
	} `yaml:"builds"`
	Archives []struct {
		IDs     []string `yaml:"ids"`
		Formats []string `yaml:"formats"`
		Name    string   `yaml:"name_template"`
		Files   []struct {
			Source string `yaml:"src"`
			Info   struct {
				Mode  int    `yaml:"mode"`
				MTime string `yaml:"mtime"`
			} `yaml:"info"`
		} `yaml:"files"`
	} `yaml:"archives"`
	SBOMs []struct {
		IDs       []string `yaml:"ids"`
		Documents []string `yaml:"documents"`
	} `yaml:"sboms"`
	Checksum struct {
		Name      string `yaml:"name_template"`
		Algorithm string `yaml:"algorithm"`
		Extra     []file `yaml:"extra_files"`
	} `yaml:"checksum"`
	Signs []struct {
		Artifacts string   `yaml:"artifacts"`
		Signature string   `yaml:"signature"`
		Args      []string `yaml:"args"`
	} `yaml:"signs"`
	Release struct {
		Draft bool   `yaml:"draft"`
		Extra []file `yaml:"extra_files"`
	} `yaml:"release"`
}

type file struct {
	Glob string `yaml:"glob"`
	Name string `yaml:"name_template"`
}

func configuration(t *testing.T) goreleaser {
	t.Helper()
	var g goreleaser
	decode(t, ".goreleaser.yml", &g, false)
	return g
}

// filled replaces goreleaser's templates as for version 0.1.0 on linux_amd64.
func filled(template string) string {
	return strings.NewReplacer("{{ .ProjectName }}", "terraform-provider-wecom", "{{ .Version }}", "0.1.0", "{{ .Os }}", "linux",
		"{{ .Arch }}", "amd64", "${artifact}", "SUMS").Replace(template)
}

// The names are those that the registries and the CLIs look for; see tools/release-check.sh for the files themselves.
func TestGoreleaser_names(t *testing.T) {
	g := configuration(t)
	const prefix = "terraform-provider-wecom_0.1.0"
	manifest := file{"terraform-registry-manifest.json", prefix + "_manifest.json"}
	if len(g.Builds) != 2 || len(g.Archives) != 2 || len(g.SBOMs) != 2 || len(g.Checksum.Extra) != 1 || len(g.Release.Extra) != 1 || len(g.Signs) != 1 {
		t.Fatalf("%+v", g)
	}
	for what, c := range map[string][2]string{
		"binary of the provider":   {filled(g.Builds[0].Binary), "terraform-provider-wecom_v0.1.0"},
		"zip":                      {filled(g.Archives[0].Name) + "." + g.Archives[0].Formats[0], prefix + "_linux_amd64.zip"},
		"checksums":                {filled(g.Checksum.Name), prefix + "_SHA256SUMS"},
		"algorithm":                {g.Checksum.Algorithm, "sha256"},
		"manifest, in the sums":    {filled(g.Checksum.Extra[0].Name), manifest.Name},
		"manifest, uploaded":       {filled(g.Release.Extra[0].Name), manifest.Name},
		"file of the manifest":     {g.Checksum.Extra[0].Glob, manifest.Glob},
		"file that is uploaded":    {g.Release.Extra[0].Glob, manifest.Glob},
		"signed":                   {g.Signs[0].Artifacts, "checksum"},
		"signature":                {filled(g.Signs[0].Signature), "SUMS.sig"},
		"binary of the command":    {g.Builds[1].Binary, "wecomctl"},
		"archive of the command":   {filled(g.Archives[1].Name) + "." + g.Archives[1].Formats[0], "wecomctl-0.1.0-linux-amd64.tar.gz"},
		"modules of the provider":  {filled(g.SBOMs[0].Documents[0]), "terraform-provider-wecom-0.1.0-linux-amd64.cdx.json"},
		"modules of the command":   {filled(g.SBOMs[1].Documents[0]), "wecomctl-0.1.0-linux-amd64.cdx.json"},
		"contents of the zip":      {g.Archives[0].Files[0].Source, "LICENSE"},
		"what the first zip is of": {g.Archives[0].IDs[0], g.Builds[0].ID},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %s, not %s", what, c[0], c[1])
		}
	}
	if !g.Release.Draft {
		t.Error("the release is public before it is attested")
	}
	if slices.Contains(g.Signs[0].Args, "--armor") {
		t.Error("the registries want a binary signature")
	}
}

// Both programs are built alike, for what the registry recommends and Go has, and so that the bytes depend on nothing
// but the source and the release of Go.
func TestGoreleaser_builds(t *testing.T) {
	ports, err := exec.CommandContext(t.Context(), "go", "tool", "dist", "list").Output()
	if err != nil {
		t.Fatal(err)
	}
	has := func(port string) bool { return slices.Contains(strings.Fields(string(ports)), port) }
	for _, b := range configuration(t).Builds {
		for name, c := range map[string]struct{ have, want []string }{
			"goos":    {b.Systems, []string{"darwin", "freebsd", "linux", "windows"}},
			"goarch":  {b.Archs, []string{"386", "amd64", "arm", "arm64"}},
			"env":     {b.Env, []string{"CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "GOWORK=off"}},
			"flags":   {b.Flags, []string{"-trimpath", "-buildvcs=false"}},
			"ldflags": {b.Ldflags, []string{"-s -w -X main.version={{ .Version }}"}},
			"time":    {[]string{b.Timestamp}, []string{"{{ .CommitTimestamp }}"}},
		} {
			if !slices.Equal(c.have, c.want) {
				t.Errorf("%s: %s is %q, not %q", b.ID, name, c.have, c.want)
			}
		}
		for _, system := range b.Systems {
			for _, arch := range b.Archs {
				ignored := slices.ContainsFunc(b.Ignore, func(i map[string]string) bool { return i["goos"] == system && i["goarch"] == arch })
				if ignored == has(system+"/"+arch) {
					t.Errorf("%s: Go builds %s/%s: %t, ignored: %t", b.ID, system, arch, has(system+"/"+arch), ignored)
				}
			}
		}
		// The variable that is set at link time.
		main := strings.TrimPrefix(b.Main+"/main.go", "./")
		if !regexp.MustCompile(`(?m)^var version = "dev"$`).MatchString(read(t, main)) {
			t.Errorf("%s has no variable named version", main)
		}
	}
	for _, a := range configuration(t).Archives {
		for _, f := range a.Files {
			if read(t, f.Source) == "" || f.Info.Mode != 0o644 || f.Info.MTime != "{{ .CommitDate }}" {
				t.Errorf("%s of %s: mode %o, time %q", f.Source, a.Name, f.Info.Mode, f.Info.MTime)
			}
		}
	}
}

// The check of the release narrows two lines of the configuration.
func TestGoreleaser_narrowed(t *testing.T) {
	for _, line := range []string{`(?m)^    goos: &systems \[[a-z, ]+\]$`, `(?m)^    goarch: &architectures \[[a-z0-9', ]+\]$`} {
		if got := len(regexp.MustCompile(line).FindAllString(read(t, ".goreleaser.yml"), -1)); got != 1 {
			t.Errorf("%s: %d lines, want one", line, got)
		}
	}
}

// A registry tells CLIs the protocol of the manifest before they have seen the provider.
func TestManifest(t *testing.T) {
	var manifest struct {
		Version  int `json:"version"`
		Metadata struct {
			Protocols []string `json:"protocol_versions"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal([]byte(read(t, "terraform-registry-manifest.json")), &manifest); err != nil {
		t.Fatal(err)
	}
	served := map[string]bool{}
	for _, path := range append(glob(t, "internal/process/*.go"), "main.go") {
		for _, m := range regexp.MustCompile(`(?m)^\t"github\.com/hashicorp/terraform-plugin-go/tfprotov\d/tf(\d)server"$`).FindAllStringSubmatch(read(t, path), -1) {
			served[m[1]+".0"] = true
		}
	}
	if len(served) != 1 || len(manifest.Metadata.Protocols) != 1 || !served[manifest.Metadata.Protocols[0]] || manifest.Version != 1 {
		t.Errorf("the manifest says %+v, the provider serves %v", manifest, served)
	}
}
