// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package ledger_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	// citation is "doc 97297, customer_acquisition/get", or the page alone.
	citation = regexp.MustCompile(`\bdoc (\d+)(?:, ([a-z_]+(?:/ ?[a-z_]+)*))?`)
	service  = regexp.MustCompile(`^[A-Z]\w*Service$`)
)

// method is an exported method of a service that makes calls: one with a context.
type method struct {
	name, doc string
}

// methods finds them in Go files.
func methods(files ...*ast.File) []method {
	var found []method
	for _, file := range files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || !fn.Name.IsExported() || !calls(fn) {
				continue
			}
			if of := receiver(fn); service.MatchString(of) {
				found = append(found, method{of + "." + fn.Name.Name, strings.Join(strings.Fields(fn.Doc.Text()), " ")})
			}
		}
	}
	slices.SortFunc(found, func(a, b method) int { return strings.Compare(a.name, b.name) })
	return found
}

func receiver(fn *ast.FuncDecl) string {
	expr := fn.Recv.List[0].Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	if name, ok := expr.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

func calls(fn *ast.FuncDecl) bool {
	for _, p := range fn.Type.Params.List {
		if sel, ok := p.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Context" {
			return true
		}
	}
	return false
}

// miscited lists what is wrong with the pages that methods cite, and the paths that no method cites.
func miscited(all []method, rows []endpoint) []string {
	pages, pageOf := map[int]bool{}, map[string]int{}
	for _, row := range rows {
		if row.called {
			pages[row.page] = true
			pageOf[strings.TrimPrefix(row.path, "externalcontact/")] = row.page
		}
	}
	delete(pageOf, "gettoken") // of the client itself, not of a service
	uncited := maps.Clone(pageOf)
	var found []string
	for _, m := range all {
		cited := citation.FindAllStringSubmatch(m.doc, -1)
		if len(cited) == 0 {
			found = append(found, m.name+" cites no official page")
		}
		for _, c := range cited {
			page, _ := strconv.Atoi(c[1])
			path := strings.ReplaceAll(c[2], "/ ", "/") // broken over two lines
			switch right, ok := pageOf[path]; {
			case path != "" && !ok:
				found = append(found, fmt.Sprintf("%s cites %s, which the client does not call", m.name, path))
			case path != "" && right != page:
				found = append(found, fmt.Sprintf("%s cites page %d for %s, which is on page %d", m.name, page, path, right))
			case !pages[page]:
				found = append(found, fmt.Sprintf("%s cites page %d, which is of no endpoint that the client calls", m.name, page))
			}
			delete(uncited, path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(uncited)) {
		found = append(found, "no method cites "+path)
	}
	return found
}

// Every method of the client that calls WeCom says on which page to read more, and the page is the one of the ledger.
func TestLedger_citations(t *testing.T) {
	paths, err := filepath.Glob(root + "/internal/client/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	all := methods(files...)
	if len(all) < 30 {
		t.Fatalf("%d methods: this test proves nothing", len(all))
	}
	for _, problem := range miscited(all, ledger(t)) {
		t.Error(problem)
	}
}

func TestLedger_citationsCanFail(t *testing.T) {
	const source = `package client

// Get reads one (doc 2, x/
// get).
func (s *XService) Get(ctx context.Context) {}

// List is wrong (doc 2, x/list).
func (s XService) List(ctx context.Context) {}

// Add cites what nobody calls (doc 3, x/add).
func (s *XService) Add(ctx context.Context) {}

// Other cites another page (doc 9).
func (s *XService) Other(ctx context.Context) {}

// Bare cites nothing.
func (s *XService) Bare(ctx context.Context) {}

// Format makes no calls.
func (s XService) Format(f fmt.State, _ rune) {}

// hidden is nobody's business.
func (s *XService) hidden(ctx context.Context) {}

// Do is of no service.
func (c *Client) Do(ctx context.Context) {}
`
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	rows := []endpoint{
		{path: "gettoken", page: 1, called: true}, {path: "x/get", page: 2, called: true}, {path: "externalcontact/x/list", page: 3, called: true},
		{path: "x/del", page: 3, called: true}, {path: "x/add", page: 3},
	}
	want := strings.Join([]string{
		"XService.Add cites x/add, which the client does not call",
		"XService.Bare cites no official page",
		"XService.List cites page 2 for x/list, which is on page 3",
		"XService.Other cites page 9, which is of no endpoint that the client calls",
		"no method cites x/del",
	}, "\n")
	if got := strings.Join(miscited(methods(file), rows), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
