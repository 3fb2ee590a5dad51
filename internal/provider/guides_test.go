// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

var (
	hclBlock = regexp.MustCompile("\n```(?:hcl|terraform)\n((?:[^`\n].*\n|\n)*)```\n")
	// fileComment begins a block that is a file of a folder of its own.
	fileComment = regexp.MustCompile(`^# ([a-z_-]+)/[a-z_-]+\.tf\n`)
)

// variable is a reference that a page may make without declaring it.
var variable = regexp.MustCompile(`\bvar\.([a-z_]+)`)

const requires = "terraform {\n  required_providers {\n    wecom = {\n      source = \"terraform-wecom/wecom\"\n    }\n  }\n}\n"

// configurations are the folders that a page describes: those that it names, and
// one of everything else, because later blocks refer to earlier ones. What is no
// sequence of blocks by itself, such as a line to add, is in none.
func configurations(page string) (folders map[string]string, fragments int, err error) {
	folders = map[string]string{}
	for _, match := range hclBlock.FindAllStringSubmatch(page, -1) {
		text, folder := match[1], "."
		if named := fileComment.FindStringSubmatch(text); named != nil {
			folder = named[1]
		}
		file, diags := hclwrite.ParseConfig([]byte(text), "", hcl.InitialPos)
		if diags.HasErrors() {
			return nil, 0, fmt.Errorf("%w in\n%s", diags, text)
		}
		if len(file.Body().Attributes()) > 0 {
			fragments++
			continue
		}
		elsewhere(file.Body())
		folders[folder] += string(file.Bytes()) + "\n"
	}
	return folders, fragments, nil
}

// elsewhere takes out what this machine has not: backends are the CLI's, and not
// every one of those under test knows them all.
func elsewhere(body *hclwrite.Body) {
	for _, b := range body.Blocks() {
		switch {
		case b.Type() == "terraform":
			for _, inner := range b.Body().Blocks() {
				if inner.Type() == "backend" || inner.Type() == "cloud" {
					b.Body().RemoveBlock(inner)
				}
			}
		case b.Type() == "data" && b.Labels()[0] == "terraform_remote_state":
			b.Body().SetAttributeRaw("backend", hclwrite.Tokens{{Type: hclsyntax.TokenIdent, Bytes: []byte(`"local"`)}})
			b.Body().RemoveAttribute("config")
		}
	}
}

// table is a file that a configuration reads, of an example.
var table = regexp.MustCompile(`\$\{path\.module\}/([a-z-]+\.csv)`)

// validate runs terraform validate over one folder.
func validate(t *testing.T, text string) (code int, output string) {
	t.Helper()
	p := acctest.NewProcess(acctest.New(t), "")
	if !strings.Contains(text, "required_providers") {
		text = requires + text
	}
	declared := map[string]bool{}
	for _, match := range variable.FindAllStringSubmatch(text, -1) {
		if name := match[1]; !declared[name] && !strings.Contains(text, fmt.Sprintf("variable %q", name)) {
			declared[name] = true
			text += fmt.Sprintf("variable %q {}\n", name)
		}
	}
	for _, match := range table.FindAllStringSubmatch(text, -1) {
		for _, path := range globbed(t, filepath.Join(root, "examples", "*", match[1])) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p.Write(match[1], string(raw))
		}
	}
	p.Write("main.tf", text)
	return p.Run("validate", "-no-color")
}

func globbed(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) == 0 {
		t.Fatalf("%s: %v, %v", pattern, found, err)
	}
	return found
}

// A page promises nothing that the schema does not have.
func TestAccGuides_validate(t *testing.T) {
	acctest.OnOneCLI(t)
	var pages []string
	for _, pattern := range []string{"README*.md", "templates/*.tmpl", "templates/guides/*"} {
		pages = append(pages, globbed(t, filepath.Join(root, filepath.FromSlash(pattern)))...)
	}
	checked := 0
	for _, path := range pages {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		folders, fragments, err := configurations(string(raw))
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
			continue
		}
		if fragments > 0 {
			t.Logf("%s: %d fragments are no configurations and were only parsed", filepath.Base(path), fragments)
		}
		for _, folder := range slices.Sorted(maps.Keys(folders)) {
			checked++
			t.Run(filepath.Base(path)+"/"+folder, func(t *testing.T) {
				t.Parallel()
				if code, output := validate(t, folders[folder]); code != 0 {
					t.Errorf("%s\nin\n%s", output, folders[folder])
				}
			})
		}
	}
	if checked < 5 {
		t.Errorf("%d configurations were found, want those of both README and the guides: this test proves nothing", checked)
	}
}

// The test of pages can fail.
func TestAccGuides_refused(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	page := "\n```hcl\nterraform {\n  backend \"cos\" {}\n}\nresource \"wecom_department\" \"a\" {\n  name = \"x\"\n  colour = 1\n}\n```\n" +
		"\n```terraform\n# other/main.tf\ndata \"terraform_remote_state\" \"a\" {\n  backend = \"cos\"\n  config = {}\n}\n```\n\n```hcl\nname = \"x\"\n```\n"
	folders, fragments, err := configurations(page)
	if err != nil || len(folders) != 2 || fragments != 1 {
		t.Fatal(folders, fragments, err)
	}
	if code, output := validate(t, folders["."]); code == 0 || !strings.Contains(output, `An argument named "colour" is not expected here`) {
		t.Errorf("exit code %d:\n%s", code, output)
	}
	if code, output := validate(t, folders["other"]); code != 0 {
		t.Error(output)
	}
	if _, _, err := configurations("\n```hcl\nresource {\n```\n"); err == nil {
		t.Error("what is no HCL is accepted")
	}
}
