// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package pages reads the Markdown pages of this repository, for the tests that hold them to what they promise: links
// that lead somewhere, commands and flags that exist, and two READMEs that say the same.
package pages

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// Page is one Markdown file.
type Page struct {
	Path     string // from the root of the repository, with slashes
	Headings []Heading
	Links    []Link
	Blocks   []Block
	Spans    []string // code within a line, in the order of the page
	anchors  map[string]bool
}

// Heading is one heading.
type Heading struct {
	Level int
	Text  string
}

// Link is a link or a picture.
type Link struct {
	Text, Target string
	Picture      bool
}

// Block is a fenced block of code.
type Block struct{ Language, Code string }

var (
	frontMatter = regexp.MustCompile(`\A---\n(?s:.*?)\n---\n`)
	htmlAnchor  = regexp.MustCompile(`<a (?:id|name)="([^"]+)"`)
	markdown    = goldmark.New(goldmark.WithExtensions(extension.GFM))
)

// Read reads the page at name below root.
func Read(root, name string) (*Page, error) {
	raw, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	return Parse(name, raw)
}

// Parse reads a page from its text.
func Parse(name string, raw []byte) (*Page, error) {
	raw = frontMatter.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), nil)
	p := &Page{Path: name, anchors: map[string]bool{}}
	for _, m := range htmlAnchor.FindAllSubmatch(raw, -1) {
		p.anchors[string(m[1])] = true
	}
	err := ast.Walk(markdown.Parser().Parse(text.NewReader(raw)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			p.add(n, raw)
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

func (p *Page) add(n ast.Node, raw []byte) {
	switch n := n.(type) {
	case *ast.Heading:
		title := plain(n, raw)
		p.Headings = append(p.Headings, Heading{n.Level, title})
		slug := Slug(title)
		for i := 1; p.anchors[slug]; i++ {
			slug = fmt.Sprintf("%s-%d", Slug(title), i)
		}
		p.anchors[slug] = true
	case *ast.Link:
		p.Links = append(p.Links, Link{Text: plain(n, raw), Target: string(n.Destination)})
	case *ast.Image:
		p.Links = append(p.Links, Link{Text: plain(n, raw), Target: string(n.Destination), Picture: true})
	case *ast.AutoLink:
		p.Links = append(p.Links, Link{Text: string(n.Label(raw)), Target: string(n.URL(raw))})
	case *ast.CodeSpan:
		p.Spans = append(p.Spans, plain(n, raw))
	case *ast.FencedCodeBlock:
		var code strings.Builder
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			code.Write(line.Value(raw))
		}
		p.Blocks = append(p.Blocks, Block{string(n.Language(raw)), code.String()})
	}
}

// plain is the text of a node without its marks.
func plain(n ast.Node, raw []byte) string {
	var out strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			out.Write(c.Segment.Value(raw))
			if c.SoftLineBreak() || c.HardLineBreak() {
				out.WriteByte(' ')
			}
		case *ast.String:
			out.Write(c.Value)
		case *ast.AutoLink:
			out.Write(c.Label(raw))
		}
		return ast.WalkContinue, nil
	})
	return out.String()
}

// Slug is the anchor that GitHub and the registry give to a heading.
func Slug(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', unicode.IsLetter(r), unicode.IsMark(r), unicode.Is(unicode.Nd, r), unicode.Is(unicode.Pc, r):
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// HasAnchor reports whether #name is on the page.
func (p *Page) HasAnchor(name string) bool { return p.anchors[name] }

// Commands are the lines that a reader types, and the code within lines that may be one: a prompt, a comment at the
// end, and what a block shows as output are left out.
func (p *Page) Commands() []string {
	commands := slices.Clone(p.Spans)
	for _, b := range p.Blocks {
		switch b.Language {
		case "console":
			for line := range strings.Lines(b.Code) {
				if line, ok := strings.CutPrefix(strings.TrimSpace(line), "$ "); ok {
					commands = append(commands, uncommented(line))
				}
			}
		case "sh", "bash", "shell", "yaml":
			for line := range strings.Lines(b.Code) {
				commands = append(commands, uncommented(strings.TrimSpace(line)))
			}
		}
	}
	return commands
}

func uncommented(line string) string {
	if strings.HasPrefix(line, "#") {
		return ""
	}
	line, _, _ = strings.Cut(line, " #")
	return strings.TrimSpace(line)
}

// Find lists the pages of the repository at root: those beside go.mod, and those below .github, docs, examples and
// templates.
func Find(root string) ([]string, error) {
	var names []string
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ".md" {
			names = append(names, e.Name())
		}
	}
	for _, folder := range []string{".github", "docs", "examples", "templates"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(at string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || path.Ext(strings.TrimSuffix(e.Name(), ".tmpl")) != ".md" {
				return err
			}
			name, err := filepath.Rel(root, at)
			names = append(names, filepath.ToSlash(name))
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}
