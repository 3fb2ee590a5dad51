// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/catalogue"
)

const root = "../.."

// schema is what the provider tells a CLI about itself.
func schema(t *testing.T) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(provider.New("test")())()
	if err != nil {
		t.Fatal(err)
	}
	got, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range got.Diagnostics {
		t.Errorf("%s: %s", d.Summary, d.Detail)
	}
	return got
}

// unlisted are resources without a list resource, with the reason.
var unlisted = func() map[string]string {
	out := map[string]string{"wecom_department_tree": "it manages departments, which wecom_department lists; WeCom knows no tree to be listed"}
	for _, noun := range catalogue.Nouns {
		if about := noun.About(); about.Unlisted != "" && len(noun.ListResources()) == 0 {
			out[about.Type] = about.Unlisted
		}
	}
	return out
}()

// unimported are resources that nothing can be imported as, with the reason.
var unimported = map[string]string{
	"wecom_kf_link": "WeCom shows no link that was made before",
}

// Everything that the provider offers has an example, an import, a page and, if it is a resource, an identity, a list
// resource and deletion protection.
func TestEverythingIsAddressable(t *testing.T) {
	server, err := providerserver.NewProtocol6WithError(provider.New("test")())()
	if err != nil {
		t.Fatal(err)
	}
	identities, err := server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	got := schema(t)
	if len(got.ResourceSchemas) < 5 || len(got.DataSourceSchemas) < 13 {
		t.Fatalf("the walk sees %d resources and %d data sources: it proves nothing", len(got.ResourceSchemas), len(got.DataSourceSchemas))
	}
	want := func(parts ...string) {
		if _, err := os.Stat(filepath.Join(append([]string{root}, parts...)...)); err != nil {
			t.Errorf("missing: %s", filepath.Join(parts...))
		}
	}
	for name, s := range got.ResourceSchemas {
		files := []string{"resource.tf", "import.sh", "import-by-identity.tf"}
		if reason, exempt := unimported[name]; exempt {
			t.Logf("%s cannot be imported: %s", name, reason)
			files = files[:1]
		}
		for _, file := range files {
			want("examples", "resources", name, file)
		}
		want("docs", "resources", strings.TrimPrefix(name, "wecom_")+".md")
		if identities.IdentitySchemas[name] == nil {
			t.Errorf("%s has no identity", name)
		}
		if reason, exempt := unlisted[name]; exempt {
			t.Logf("%s has no list resource: %s", name, reason)
		} else if list := got.ListResourceSchemas[name]; list == nil {
			t.Errorf("%s has no list resource", name)
		} else {
			want("examples", "list-resources", name, "list-resource.tfquery.hcl")
			want("docs", "list-resources", strings.TrimPrefix(name, "wecom_")+".md")
			described(t, "list "+name, list.Block)
		}
		protected := false
		for _, a := range s.Block.Attributes {
			protected = protected || a.Name == "deletion_protection"
		}
		if !strings.Contains(s.Block.Description, "|---|---|---|") {
			t.Errorf("%s has no table of drift: what can be changed by whom, and whether WeCom shows it", name)
		}
		if !protected {
			t.Errorf("%s has no deletion_protection", name)
		}
		described(t, name, s.Block)
	}
	for name, s := range got.DataSourceSchemas {
		want("examples", "data-sources", name, "data-source.tf")
		want("docs", "data-sources", strings.TrimPrefix(name, "wecom_")+".md")
		described(t, "data "+name, s.Block)
	}
	for name := range got.Functions {
		want("examples", "functions", name, "function.tf")
		want("docs", "functions", name+".md")
	}
	for name, s := range got.EphemeralResourceSchemas {
		want("examples", "ephemeral-resources", name, "ephemeral-resource.tf")
		want("docs", "ephemeral-resources", strings.TrimPrefix(name, "wecom_")+".md")
		described(t, "ephemeral "+name, s.Block)
	}
}

// described wants a description of every attribute, however deep.
func described(t *testing.T, where string, block *tfprotov6.SchemaBlock) {
	t.Helper()
	if block.Description == "" && !strings.HasSuffix(where, ".timeouts") {
		t.Errorf("%s has no description", where)
	}
	var walk func(where string, attributes []*tfprotov6.SchemaAttribute)
	walk = func(where string, attributes []*tfprotov6.SchemaAttribute) {
		for _, a := range attributes {
			if a.Description == "" {
				t.Errorf("%s.%s has no description", where, a.Name)
			}
			if a.NestedType != nil {
				walk(where+"."+a.Name, a.NestedType.Attributes)
			}
		}
	}
	walk(where, block.Attributes)
	for _, b := range block.BlockTypes {
		described(t, where+"."+b.TypeName, b.Block)
	}
}

// Every example of the documentation applies on the example corp as it is, and leaves nothing to plan.
func TestAccExamples(t *testing.T) {
	var files []string
	err := filepath.WalkDir(filepath.Join(root, "examples"), func(path string, _ fs.DirEntry, err error) error {
		switch filepath.Base(path) {
		case "resource.tf", "data-source.tf", "function.tf":
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 20 {
		t.Fatalf("found %d examples: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			t.Parallel()
			e := acctest.NewExample(t)
			p := acctest.NewProcess(e, beside(t, file, raw))
			p.Must("apply", "-auto-approve", "-no-color")
			if code, output := p.Run("plan", "-detailed-exitcode", "-no-color"); code != 0 {
				t.Errorf("exit code %d after the apply:\n%s", code, output)
			}
			p.Must("destroy", "-auto-approve", "-no-color")
			e.Left()
		})
	}
}

// beside is the content of an example that finds the files beside it, wherever the harness puts it.
func beside(t *testing.T, file string, content []byte) string {
	t.Helper()
	folder, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(content), "${path.module}", filepath.ToSlash(folder))
}

// The quickstart is what newcomers see first: its request counts are small.
func TestAccQuickstart(t *testing.T) {
	t.Parallel()
	e := acctest.NewExample(t)
	var config strings.Builder
	for _, name := range []string{"main.tf", "outputs.tf"} {
		raw, err := os.ReadFile(filepath.Join(root, "examples", "quickstart", name))
		if err != nil {
			t.Fatal(err)
		}
		config.Write(raw)
	}
	// The harness brings its own provider block and address.
	_, own, found := strings.Cut(config.String(), "provider \"wecom\" {}\n")
	if !found {
		t.Fatal("the quickstart has no empty provider block any more")
	}
	// plugin-testing cannot look into states with for_each: the CLI itself runs it.
	before := e.Corp()
	p := acctest.NewProcess(e, own)
	p.Must("apply", "-auto-approve")
	if n := len(e.Writes()); n != 10 {
		t.Errorf("%d writes for 5 departments, 2 tag groups, a contact way, a link and a rule, want 10", n)
	}
	e.ResetRequests()
	if code, output := p.Run("plan", "-detailed-exitcode"); code != 0 {
		t.Errorf("exit code %d of a second plan, want 0:\n%s", code, output)
	}
	p.Must("apply", "-auto-approve")
	if writes := e.Writes(); len(writes) > 0 {
		t.Errorf("an apply without changes wrote %v", writes)
	}
	p.Must("destroy", "-auto-approve")
	if diff := cmp.Diff(before, e.Corp()); diff != "" {
		t.Errorf("the corp is not what it was (-before +after):\n%s", diff)
	}
	for _, v := range e.Violations() {
		t.Error(v)
	}
}
