// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command releasecheck looks into what goreleaser has built: whether the names and contents are those that the
// registries and the CLIs expect, whether the checksums are right and complete, and whether a second build gave the
// same bytes. tools/release-check.sh calls it.
package main

import (
	"bytes"
	"debug/buildinfo"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

func main() {
	var (
		dist     = flag.String("dist", "dist", "`directory` that goreleaser has filled")
		again    = flag.String("again", "", "`directory` of a second build, to be compared")
		version  = flag.String("version", "", "version without v")
		targets  = flag.String("targets", "", "platforms that must be there, such as linux_amd64,darwin_arm64")
		commit   = flag.Int64("commit-time", 0, "time of the commit in Unix seconds, which every file in an archive must have")
		manifest = flag.String("manifest", "terraform-registry-manifest.json", "`file` that is uploaded as the registry's manifest")
		signed   = flag.Bool("signed", false, "there is a signature of the checksums")
		absent   = flag.String("absent", "", "comma-separated texts, such as paths of this machine, that no binary may contain")
	)
	flag.Parse()

	platforms, err := parsePlatforms(*targets)
	if err != nil || *version == "" || *commit == 0 {
		fmt.Fprintln(os.Stderr, "releasecheck: -version, -targets and -commit-time are needed:", err)
		os.Exit(2)
	}
	r := &release{
		dir: *dist, version: *version, platforms: platforms, manifest: *manifest, committed: time.Unix(*commit, 0),
		signed:  *signed,
		inspect: func(binary []byte) (*buildinfo.BuildInfo, error) { return buildinfo.Read(bytes.NewReader(binary)) },
	}
	for text := range strings.SplitSeq(*absent, ",") {
		if text != "" {
			r.absent = append(r.absent, text)
		}
	}
	r.check()
	if *again != "" {
		r.compare(*again)
	}
	if len(r.problems) > 0 {
		for _, problem := range r.problems {
			fmt.Println("PROBLEM:", problem)
		}
		os.Exit(1)
	}
	for _, line := range r.sums {
		fmt.Println(line)
	}
	fmt.Printf("%d files of version %s for %d platforms are as they should be", len(r.sums), *version, len(platforms))
	if *again != "" {
		fmt.Print(", and a second build gave the same bytes")
	}
	fmt.Println(".")
}
