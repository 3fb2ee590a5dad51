// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/text/unicode/norm"
)

// Ignore says which objects nobody needs to declare: the lines of a .wecomignore file, or the globs of the data source
// wecom_inventory.
//
// A line is KIND:PATTERN, such as department:研发中心/** or contact_way:*; the kind may be * for all. The pattern is
// compared with the id, with the name and, of departments, with the path: * and ? stay within one part of a path, **
// goes across parts, [ ] and { } choose, and a backslash takes the meaning from the next character. What begins with #,
// or with a blank and #, is a comment.
type Ignore struct{ rules []ignoreRule }

type ignoreRule struct {
	kind    Kind // "" for all
	pattern string
}

// ParseIgnore reads patterns, one to a line.
func ParseIgnore(r io.Reader) (*Ignore, error) {
	ig := &Ignore{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if err := ig.AddLine(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	return ig, lines.Err()
}

// AddLine adds one line, which may be empty or hold a comment.
func (ig *Ignore) AddLine(line string) error {
	if i := strings.Index(" "+line, " #"); i >= 0 {
		line = line[:max(i-1, 0)]
	}
	if line = strings.TrimSpace(line); line == "" {
		return nil
	}
	return ig.Add(line)
}

// Add adds one pattern, KIND:PATTERN.
func (ig *Ignore) Add(line string) error {
	kindName, pattern, ok := strings.Cut(line, ":")
	if !ok || pattern == "" {
		return fmt.Errorf("%q is not KIND:PATTERN, such as department:研发中心/**", line)
	}
	rule := ignoreRule{pattern: norm.NFC.String(strings.TrimSpace(pattern))} // as names are
	if kindName = strings.TrimSpace(kindName); kindName != "*" {
		kinds, err := ParseKinds([]string{kindName})
		if err != nil {
			return err
		}
		rule.kind = kinds[0]
	}
	if !doublestar.ValidatePattern(rule.pattern) {
		return fmt.Errorf("%q is not a pattern: a bracket is not closed, or nothing follows the last backslash", pattern)
	}
	ig.rules = append(ig.rules, rule)
	return nil
}

// Match reports whether a pattern fits the object. A nil Ignore fits nothing.
func (ig *Ignore) Match(o Object) bool {
	if ig == nil {
		return false
	}
	for _, rule := range ig.rules {
		if rule.kind != "" && rule.kind != o.Kind {
			continue
		}
		for _, text := range []string{o.ID, o.Name, o.Path} {
			if text != "" && doublestar.MatchUnvalidated(rule.pattern, text) {
				return true
			}
		}
	}
	return false
}

// IgnoreLine is the line that ignores this one object, by its id, with its name as a comment.
func IgnoreLine(o Object) string {
	line := string(o.Kind) + ":" + escapePattern(o.ID)
	name := o.Path
	if name == "" {
		name = o.Name
	}
	if name != "" {
		line += " # " + strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, name)
	}
	return line
}

func escapePattern(s string) string {
	return strings.NewReplacer("\\", "\\\\", "*", "\\*", "?", "\\?", "[", "\\[", "{", "\\{").Replace(s)
}
