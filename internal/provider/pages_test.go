// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// sampleName is an attribute with a limit, a default and a replacement.
func sampleName(text string) attribute {
	return resourceschema.StringAttribute{
		Optional: true, Computed: true, MarkdownDescription: text, Default: stringdefault.StaticString("x"),
		Validators:    []validator.String{field.Name{Max: 30}},
		PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
	}
}

const goodDescription = "Name of the thing, 1 to 30 characters. Default `x`. A change replaces it. API key `name`."

// badDescriptions, each with what is missing.
var badDescriptions = map[string]string{
	"Name. 1 to 30 characters. Default `x`. A change replaces it. API key `nam`.":               "no \"nam\"",
	"Name of the thing, 1 to 30 characters. Default `x`. A change replaces it.":                 "an API key",
	"Name of the thing, 1 to 20 characters. Default `x`. A change replaces it. API key `name`.": "the limit 30",
	"Name of the thing, 1 to 30 bytes. Default `x`. A change replaces it. API key `name`.":      "the unit: 30 characters",
	"Name of the thing, 1 to 30 characters. Default `y`. A change replaces it. API key `name`.": "its default `x`",
	"Name of the thing, 1 to 30 characters. Default `x`. Changed in place. API key `name`.":     "that a change replaces",
	"Name of the thing, 1 to 30 characters. Default `x`. API key `name`.":                       "changed in place or replaces",
	"Name. API key `name`.": "a meaning",
}

var (
	officialLink = regexp.MustCompile(`\]\(https://developer\.work\.weixin\.qq\.com/document/path/(\d+)\)`)
	driftRow     = regexp.MustCompile(`(?m)^\| (.*?) \|`)
)

// Pages beside those of the endpoints that descriptions may link to: rates, credentials of new addresses, uploads,
// customers of a link, limits of calendars.
var otherPages = map[int]bool{90312: true, 96079: true, 90253: true, 97298: true, 92230: true, 93624: true}

// Each object says which pages of WeCom are about it, what may read or write it, and what it costs; a resource also who
// may change what, and what is lost.
func TestDescriptions_objects(t *testing.T) {
	known := map[int]bool{}
	for _, e := range client.Endpoints() {
		known[e.Page] = true
	}
	for _, p := range pages(t) {
		if p.kind == "provider" {
			continue
		}
		want := func(what, pattern string) {
			if !regexp.MustCompile(pattern).MatchString(p.description) {
				t.Errorf("%s %s does not say %s", p.kind, p.name, what)
			}
		}
		links := officialLink.FindAllStringSubmatch(p.description, -1)
		own := false
		for _, link := range links {
			number, err := strconv.Atoi(link[1])
			if err != nil || !known[number] && !otherPages[number] {
				t.Errorf("%s %s links to page %s, which is about none of the calls", p.kind, p.name, link[1])
			}
			own = own || known[number]
		}
		if !own {
			t.Errorf("%s %s links to no official page", p.kind, p.name)
		}
		want("where its official pages are", `Official pages?: \[`)
		want("which credential it needs", "~> \\*\\*Credentials[^*]*\\*\\* [^~]*`(secret|contacts_secret)`")
		want("what it costs of the quota", `~> \*\*Quota\.\*\* [^~]*10,000 calls a minute`)
		if first, _, _ := strings.Cut(p.description, "\n"); utf8.RuneCountInString(first) > 400 || !strings.HasSuffix(strings.TrimSpace(first), ".") {
			t.Errorf("%s %s: the first paragraph is no short sentence: %s", p.kind, p.name, first)
		}
		if p.kind != "resource" {
			continue
		}
		want("what a destroy loses", `~> \*\*Destroy[^*]*\*\* \S`)
		_, table, found := strings.Cut(p.description, "| Drift of | changed by | shown by WeCom |\n|---|---|---|\n")
		if !found {
			t.Errorf("%s has no table of drift", p.name)
			continue
		}
		table, _, _ = strings.Cut(table, "\n\n")
		rows := ""
		for _, row := range driftRow.FindAllStringSubmatch(table, -1) {
			rows += row[1] + "\n"
		}
		for name, a := range p.attributes {
			if (a.IsRequired() || a.IsOptional()) && !strings.Contains(text(a), localOnly) && !strings.Contains(rows, "`"+name) {
				t.Errorf("%s: the table of drift says nothing of `%s`:\n%s", p.name, name, rows)
			}
		}
		if !strings.Contains(rows, "itself |") && !strings.Contains(rows, "itself\n") && !strings.Contains(rows, "a declared department") {
			t.Errorf("%s: the table of drift does not say what happens when the object is deleted:\n%s", p.name, rows)
		}
	}
}

// A function says which page of WeCom its result is made for, and what it takes.
func TestDescriptions_functions(t *testing.T) {
	functions := schema(t).Functions
	if len(functions) == 0 {
		t.Fatal("there is no function")
	}
	for name, f := range functions {
		if !officialLink.MatchString(f.Description) || f.Summary == "" || strings.HasSuffix(f.Summary, ".") {
			t.Errorf("%s: summary %q, description %q", name, f.Summary, f.Description)
		}
		for _, p := range f.Parameters {
			if len(word.FindAllString(p.Description, -1)) < 5 {
				t.Errorf("%s(%s): %q says too little", name, p.Name, p.Description)
			}
		}
	}
}

var frontMatter = regexp.MustCompile(`(?s)\A---\n(.*?)\n---\n`)

// A page in docs/ has a short description, stands in a group, and shows an
// example; that of a resource shows three ways to import.
func TestPages(t *testing.T) {
	var files []string
	for _, folder := range []string{"resources", "data-sources", "list-resources", "ephemeral-resources", "functions"} {
		found, err := filepath.Glob(filepath.Join(root, "docs", folder, "*.md"))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v, %v", folder, found, err)
		}
		files = append(files, found...)
	}
	groups := map[string]int{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		name := filepath.Base(filepath.Dir(file)) + "/" + filepath.Base(file)
		head := frontMatter.FindStringSubmatch(text)
		if head == nil {
			t.Errorf("%s has no front matter", name)
			continue
		}
		_, description, _ := strings.Cut(head[1], "description: |-\n")
		if description == "" || strings.Contains(description, "\n") || utf8.RuneCountInString(description) > 250 || !strings.HasSuffix(description, ".") {
			t.Errorf("%s: the description is not one sentence: %q", name, description)
		}
		group := regexp.MustCompile(`subcategory: "([^"]+)"`).FindStringSubmatch(head[1])
		if group == nil {
			t.Errorf("%s stands in no group", name)
			continue
		}
		groups[group[1]]++
		want := []string{"\n## Example Usage\n\n```terraform\n"}
		if strings.HasPrefix(name, "resources/") {
			want = append(want, "\n## Import\n", "### Identity Schema")
			if unimported["wecom_"+strings.TrimSuffix(filepath.Base(file), ".md")] == "" {
				want = append(want, "\nimport {\n  to = wecom_", "\n  id = \"", "\n  identity = {\n", "\nterraform import wecom_")
			}
		}
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s has no %q", name, part)
			}
		}
		if strings.Contains(text, "<no value>") {
			t.Errorf("%s lacks a value of its template", name)
		}
	}
	if len(groups) < 4 {
		t.Errorf("the groups are %v", groups)
	}
}

// The three ways to import name the same object.
func TestPages_imports(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join(root, "examples", "resources", "wecom_*"))
	if err != nil || len(folders) < 6 {
		t.Fatal(folders, err)
	}
	for _, folder := range folders {
		if unimported[filepath.Base(folder)] != "" {
			continue
		}
		read := func(name string) string {
			raw, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Fatal(err)
			}
			return string(raw)
		}
		command := regexp.MustCompile(`(?m)^terraform import (\S+) (\S+)$`).FindStringSubmatch(read("import.sh"))
		if command == nil {
			t.Fatalf("%s: import.sh imports nothing", folder)
		}
		address, id := command[1], command[2]
		byID, byIdentity := read("import-by-string-id.tf"), read("import-by-identity.tf")
		for _, part := range []string{"to = " + address + "\n", `id = "` + id + "\"\n"} {
			if !strings.Contains(byID, part) {
				t.Errorf("%s: import-by-string-id.tf has no %q", folder, part)
			}
		}
		if !strings.Contains(byIdentity, "to = "+address+"\n") || !strings.Contains(byIdentity, `id = "`+id+"\"\n") && !strings.Contains(byIdentity, "id = "+id+"\n") {
			t.Errorf("%s: import-by-identity.tf is about something else", folder)
		}
		if !strings.Contains(read("resource.tf"), `resource "`+strings.Replace(address, ".", `" "`, 1)+`"`) {
			t.Errorf("%s: resource.tf does not declare %s", folder, address)
		}
	}
}
