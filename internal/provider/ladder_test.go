// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
)

// rungs are the tests that each resource has, as in TestDepartment_basic, and those of its list resource, as in
// TestDepartmentList_filters.
var (
	rungs     = []string{"basic", "maximal", "update", "unset", "drift", "disappears", "partial", "invalid", "refused", "identity"}
	listRungs = []string{"filters", "objects", "refused"}
)

// otherwise says where a rung has another name, because the resource has more than one case of it.
var otherwise = map[string][]string{
	"wecom_department_tree maximal": {"idsOf", "parent", "exclusive", "protected"},
	"wecom_department_tree partial": {"createdInPart", "updatedInPart"},
	"wecom_department_tree refused": {"exists", "members"},
}

// besideOthers are the rooms of resources that live beside another one.
var besideOthers = map[string]string{"wecom_contact_tag_members": "contacttag"}

// tests are the names of the tests in a folder, and whether one imports.
type tests struct {
	names   map[string]bool
	imports bool
}

func testsIn(files ...*ast.File) tests {
	found := tests{names: map[string]bool{}}
	for _, file := range files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Body != nil && len(fn.Body.List) > 0 && strings.HasPrefix(fn.Name.Name, "Test") {
				found.names[fn.Name.Name] = true
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if pair, ok := n.(*ast.KeyValueExpr); ok && fmt.Sprint(pair.Key) == "ImportState" && fmt.Sprint(pair.Value) == "true" {
				found.imports = true
			}
			return true
		})
	}
	return found
}

// missingRungs lists what the tests of a resource lack.
func missingRungs(resource string, in tests, listed bool) []string {
	var missing []string
	noun := camel(resource)
	want := func(test string) {
		if !in.names[test] {
			missing = append(missing, test)
		}
	}
	for _, rung := range rungs {
		cases, renamed := otherwise[resource+" "+rung]
		if !renamed {
			cases = []string{rung}
		}
		for _, c := range cases {
			want("Test" + noun + "_" + c)
		}
	}
	if listed {
		for _, rung := range listRungs {
			want("Test" + noun + "List_" + rung)
		}
	}
	if !in.imports {
		missing = append(missing, "a step with ImportState")
	}
	return missing
}

// camel turns wecom_tag_group into TagGroup.
func camel(resource string) string {
	var name strings.Builder
	for part := range strings.SplitSeq(strings.TrimPrefix(resource, "wecom_"), "_") {
		name.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return name.String()
}

// Every resource and list resource climbs the whole ladder of tests.
func TestEverythingClimbsTheLadder(t *testing.T) {
	got := schema(t)
	renamed := maps.Clone(otherwise)
	for name := range got.ResourceSchemas {
		if specimen.Of(name) != nil {
			continue // internal/check/specimen climbs it
		}
		room := strings.ReplaceAll(strings.TrimPrefix(name, "wecom_"), "_", "")
		if besideOthers[name] != "" {
			room = besideOthers[name]
		}
		folder := filepath.Join(root, "internal", "resources", room)
		paths, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		through, _ := filepath.Glob(filepath.Join(folder, "acceptance", "*_test.go")) // the pattern is as good as the one before
		paths = append(paths, through...)
		if err != nil || len(paths) == 0 {
			t.Errorf("%s has no tests in %s: %v", name, folder, err)
			continue
		}
		var files []*ast.File
		for _, path := range paths {
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		_, listed := got.ListResourceSchemas[name]
		for _, missing := range missingRungs(name, testsIn(files...), listed) {
			t.Errorf("%s has no test %s in %s", name, missing, folder)
		}
		maps.DeleteFunc(renamed, func(key string, _ []string) bool { return strings.HasPrefix(key, name+" ") })
	}
	for _, left := range slices.Sorted(maps.Keys(renamed)) {
		t.Errorf("%q names no resource of today", left)
	}
}

func TestEverythingClimbsTheLadder_canFail(t *testing.T) {
	source := "package x\n\nfunc TestX_maximal(t *testing.T) {}\n"
	for _, rung := range append(slices.Clone(rungs), "other") {
		if rung != "maximal" && rung != "drift" {
			source += "func TestX_" + rung + "(t *testing.T) { step(Step{ImportState: false}) }\n"
		}
	}
	for _, rung := range listRungs[1:] {
		source += "func TestXList_" + rung + "(t *testing.T) { run() }\n"
	}
	file, err := parser.ParseFile(token.NewFileSet(), "x_test.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	want := "[TestX_maximal TestX_drift TestXList_filters a step with ImportState]"
	if got := fmt.Sprint(missingRungs("wecom_x", testsIn(file), true)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := fmt.Sprint(missingRungs("wecom_x", testsIn(file), false)); strings.Contains(got, "List") {
		t.Error(got)
	}
}
