// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command coversummary reads the profile that "go test -coverprofile" writes and prints how many statements of each
// package ran. Statements that several test binaries were measured on count as run when one of them ran them. It fails
// when a room, a folder with all below it, has fewer than -min per cent.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	minimum := flag.Float64("min", 85, "`per cent` of the statements of each room that have to run")
	module := flag.String("module", "github.com/terraform-wecom/terraform-provider-wecom", "`path` that is cut off package names")
	rooms := flag.String("rooms", "", "`folders`, separated by commas, that have to reach -min")
	flag.Parse()
	if err := run(flag.Args(), *module, *rooms, *minimum); err != nil {
		fmt.Fprintln(os.Stderr, "coversummary:", err)
		os.Exit(1)
	}
}

func run(args []string, module, rooms string, minimum float64) error {
	if len(args) != 1 {
		return fmt.Errorf("want the path of one profile, got %d arguments", len(args))
	}
	file, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer file.Close()
	profile, err := readProfile(file, module)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	var names []string
	if rooms != "" {
		names = strings.Split(rooms, ",")
	}
	return profile.report(os.Stdout, names, minimum)
}
