// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// entry is one department of the JSON text. A nil attribute is not written, and so not managed.
type entry struct {
	path, parent, name string
	nameEN             *string
	order              *int64
	id                 *int64
	movedFrom          *string
}

// document is the JSON text, parents before children.
type document struct {
	entries []entry
	byPath  map[string]*entry
}

// problem is one mistake in the text; at is where, such as ["研发中心"].order.
type problem struct{ at, text string }

func at(path string, attribute ...string) string {
	return strings.Join(append([]string{"[" + quote(path) + "]"}, attribute...), ".")
}

// quote writes a path the way HCL and JSON do, so that it can be copied.
func quote(path string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(path) // a string can always be encoded
	return strings.TrimSuffix(b.String(), "\n")
}

// parse reads the text strictly: what a schema would refuse is a problem. The rest of the rules is in check.
func parse(text string) (*document, []problem) {
	p := parser{dec: json.NewDecoder(strings.NewReader(text)), doc: &document{byPath: map[string]*entry{}}}
	p.dec.UseNumber()
	if err := p.object("", p.department); err != nil {
		p.add("", "%s", jsonProblem(err, text))
		return p.doc, p.problems
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		p.add("", "something follows the JSON object; there must be exactly one.")
	}
	p.doc.sort()
	return p.doc, p.problems
}

func jsonProblem(err error, text string) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line := 1 + strings.Count(text[:min(int(syntax.Offset), len(text))], "\n")
		return fmt.Sprintf("it is not valid JSON: %s (line %d). Use jsonencode({…}), or file() of a JSON file.", err, line)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it is not valid JSON: it ends too early. Use jsonencode({…}), or file() of a JSON file."
	}
	return err.Error()
}

type parser struct {
	dec      *json.Decoder
	doc      *document
	problems []problem
}

func (p *parser) add(at, format string, args ...any) {
	p.problems = append(p.problems, problem{at, fmt.Sprintf(format, args...)})
}

// object reads an object and calls member for each key, whose value is next.
func (p *parser) object(where string, member func(key string) error) error {
	t, err := p.dec.Token()
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		p.add(where, "it must be an object, not %s.", describe(t))
		return p.skip(t)
	}
	seen := map[string]bool{}
	for p.dec.More() {
		t, err := p.dec.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)       // the decoder accepts nothing else here
		key = norm.NFC.String(key) // which Terraform does to texts, and not to \u0301 in one
		if seen[key] {
			p.add(where, "the key %s is given twice.", quote(key))
		}
		seen[key] = true
		if err := member(key); err != nil {
			return err
		}
	}
	_, err = p.dec.Token()
	return err
}

// skip reads the rest of a value of which t was the first token.
func (p *parser) skip(t json.Token) error {
	for level := 0; ; {
		switch t {
		case json.Delim('{'), json.Delim('['):
			level++
		case json.Delim('}'), json.Delim(']'):
			level--
		}
		if level == 0 {
			return nil
		}
		var err error
		if t, err = p.dec.Token(); err != nil {
			return err
		}
	}
}

func (p *parser) department(path string) error {
	e := entry{path: path}
	var wrong string
	if e.parent, e.name, wrong = splitPath(path); wrong != "" {
		p.add(at(path), "%s", wrong)
	}
	err := p.object(at(path), func(key string) error {
		where := at(path, key)
		switch key {
		case "name_en":
			return p.text(where, &e.nameEN)
		case "moved_from":
			return p.text(where, &e.movedFrom)
		case "order":
			return p.number(where, &e.order)
		case "id":
			return p.number(where, &e.id)
		}
		p.add(where, "unknown attribute; a department has name_en, order, id and moved_from. Its name is the last part of the path.")
		t, err := p.dec.Token()
		if err != nil {
			return err
		}
		return p.skip(t)
	})
	p.doc.entries = append(p.doc.entries, e)
	return err
}

// text and number take null for "not written", as an attribute would.
func (p *parser) text(where string, out **string) error {
	t, err := p.dec.Token()
	if err != nil {
		return err
	}
	switch v := t.(type) {
	case nil:
	case string:
		v = norm.NFC.String(v)
		*out = &v
	default:
		p.add(where, "it must be a string, not %s.", describe(t))
		return p.skip(t)
	}
	return nil
}

func (p *parser) number(where string, out **int64) error {
	t, err := p.dec.Token()
	if err != nil {
		return err
	}
	switch v := t.(type) {
	case nil:
	case json.Number:
		if n, wrong := strconv.ParseInt(v.String(), 10, 64); wrong != nil {
			p.add(where, "it must be a whole number, not %s.", v)
		} else {
			*out = &n
		}
	default:
		p.add(where, "it must be a number, not %s.", describe(t))
		return p.skip(t)
	}
	return nil
}

func describe(t json.Token) string {
	switch v := t.(type) {
	case nil:
		return "null"
	case string:
		return "the string " + quote(v)
	case json.Delim:
		if v == '[' {
			return "a list"
		}
		return "an object"
	}
	return fmt.Sprint(t)
}

// sort puts parents before children, and indexes the entries.
func (d *document) sort() {
	depths := make(map[string]int, len(d.entries))
	for i := range d.entries {
		depths[d.entries[i].path] = depth(d.entries[i].path)
	}
	slices.SortFunc(d.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(depths[a.path], depths[b.path]), cmp.Compare(a.path, b.path))
	})
	d.byPath = make(map[string]*entry, len(d.entries))
	for i := range d.entries {
		d.byPath[d.entries[i].path] = &d.entries[i]
	}
}

// render writes the text the way jsonencode does, keys in order.
func (d *document) render() string {
	type attributes struct {
		ID        *int64  `json:"id,omitempty"`
		MovedFrom *string `json:"moved_from,omitempty"`
		NameEN    *string `json:"name_en,omitempty"`
		Order     *int64  `json:"order,omitempty"`
	}
	out := make(map[string]attributes, len(d.entries))
	for _, e := range d.entries {
		out[e.path] = attributes{e.id, e.movedFrom, e.nameEN, e.order}
	}
	raw, _ := json.Marshal(out) // strings and numbers can always be encoded
	return string(raw)
}

// equal compares what two texts say, however they are written.
func (d *document) equal(other *document) bool {
	return slices.EqualFunc(d.entries, other.entries, func(a, b entry) bool {
		return a.path == b.path && same(a.nameEN, b.nameEN) && same(a.order, b.order) && same(a.id, b.id) && same(a.movedFrom, b.movedFrom)
	})
}

func same[T comparable](a, b *T) bool {
	return a == b || a != nil && b != nil && *a == *b
}
