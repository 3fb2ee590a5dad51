// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
)

// FindPlaces reads where the resources and checks of the root module in a folder are declared, see InFolder. Files that
// cannot be parsed are left out: Terraform has said what is wrong with them.
func FindPlaces(folder string) Places {
	places := Places{}
	files, _ := filepath.Glob(filepath.Join(folder, "*.tf"))
	more, _ := filepath.Glob(filepath.Join(folder, "*.tofu"))
	parser := hclparse.NewParser()
	blocks := &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "resource", LabelNames: []string{"type", "name"}}, {Type: "check", LabelNames: []string{"name"}},
		{Type: "module", LabelNames: []string{"name"}},
	}}
	for _, file := range append(files, more...) {
		src, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		f, diags := parser.ParseHCL(src, file)
		if diags.HasErrors() {
			continue
		}
		content, _, _ := f.Body.PartialContent(blocks)
		if content == nil {
			continue
		}
		for _, b := range content.Blocks {
			name := strings.Join(b.Labels, ".")
			if b.Type != "resource" {
				name = b.Type + "." + name
			}
			places[name] = Place{InFolder(folder, filepath.Base(file)), b.DefRange.Start.Line}
		}
	}
	return places
}

// InFolder names a file of the folder of the configuration as code scanning wants it: from where the command runs,
// which is the root of the repository, or by its name alone where the folder is elsewhere.
func InFolder(folder, file string) string {
	if filepath.IsLocal(folder) {
		return filepath.Join(folder, file)
	}
	return file
}

// declaration is the block of the root module that an address belongs to.
func declaration(address string) string {
	address = cutIndexes(address)
	parts := strings.Split(address, ".")
	if len(parts) > 2 && parts[0] == "module" {
		parts = parts[:2]
	}
	return strings.Join(parts, ".")
}

// cutIndexes takes off what for_each and count add: wecom_department.d["研发.后端"] is declared as wecom_department.d.
func cutIndexes(address string) string {
	var b strings.Builder
	depth, text, escaped := 0, false, false
	for _, r := range address {
		switch {
		case escaped:
			escaped = false
		case text && r == '\\':
			escaped = true
		case r == '"':
			text = !text
		case !text && r == '[':
			depth++
		case !text && r == ']':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}
