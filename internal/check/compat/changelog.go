// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package compat

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// breakingKind is the kind of changelog fragment that announces a break.
const breakingKind = "BREAKING CHANGES"

// Announced reads the texts of all fragments of a folder that announce a break. A folder that is not there has none.
func Announced(folder string) ([]string, error) {
	var bodies []string
	for _, pattern := range []string{"*.yaml", "*.yml"} {
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return nil, fmt.Errorf("looking for changelog fragments: %w", err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, fmt.Errorf("reading a changelog fragment: %w", err)
			}
			var fragment struct {
				Kind string `yaml:"kind"`
				Body string `yaml:"body"`
			}
			if err := yaml.Unmarshal(text, &fragment); err != nil {
				return nil, fmt.Errorf("changelog fragment %s: %w", file, err)
			}
			if strings.EqualFold(strings.TrimSpace(fragment.Kind), breakingKind) {
				bodies = append(bodies, fragment.Body)
			}
		}
	}
	return bodies, nil
}

// Unannounced are the changes that no text names by their address, and those that no text excuses.
func Unannounced(changes []Change, announced []string) []Change {
	var left []Change
	for _, c := range changes {
		if c.Never || !names(announced, c.Address) {
			left = append(left, c)
		}
	}
	return left
}

// names reports whether a text holds the address as a whole: data.x.y does not name x.y, and x.yz does not either.
func names(texts []string, address string) bool {
	whole := regexp.MustCompile(`(?:^|[^\w.:])` + regexp.QuoteMeta(address) + `\.?(?:$|[^\w.\[])`)
	for _, text := range texts {
		if whole.MatchString(text) {
			return true
		}
	}
	return false
}
