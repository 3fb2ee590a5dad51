// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// Lists up to this many elements stay on one line, if they are short.
const (
	lineElements = 4
	lineWidth    = 100
)

// block is one resource to be written.
type block struct {
	kind       string // resource type
	name, id   string
	numeric    bool // id is a number in the identity
	attributes []attribute
}

// references gives departments that are in the folder their resource names.
type references map[int64]string

func renderBlocks(header string, blocks []block, refs references) []byte {
	file := hclwrite.NewEmptyFile()
	comment(file.Body(), header)
	for _, b := range blocks {
		file.Body().AppendNewline()
		body := file.Body().AppendNewBlock("resource", []string{b.kind, b.name}).Body()
		for _, a := range b.attributes {
			body.SetAttributeRaw(a.name, refs.value(a.value))
		}
	}
	return hclwrite.Format(file.Bytes())
}

// renderImports writes an import block for each resource: by id, or by identity
// with the corp in it, which another corp's provider block refuses.
func renderImports(header string, blocks []block, identity bool, corpID string) []byte {
	file := hclwrite.NewEmptyFile()
	comment(file.Body(), header)
	for _, b := range blocks {
		file.Body().AppendNewline()
		body := file.Body().AppendNewBlock("import", nil).Body()
		body.SetAttributeTraversal("to", hcl.Traversal{hcl.TraverseRoot{Name: b.kind}, hcl.TraverseAttr{Name: b.name}})
		if !identity {
			body.SetAttributeValue("id", cty.StringVal(b.id))
			continue
		}
		id := hclwrite.TokensForValue(cty.StringVal(b.id))
		if b.numeric {
			id = hclwrite.TokensForIdentifier(b.id)
		}
		body.SetAttributeRaw("identity", object([]hclwrite.ObjectAttrTokens{
			{Name: hclwrite.TokensForIdentifier("corp_id"), Value: hclwrite.TokensForValue(cty.StringVal(corpID))},
			{Name: hclwrite.TokensForIdentifier("id"), Value: id},
		}))
	}
	return hclwrite.Format(file.Bytes())
}

// renderVersions writes what the folder needs to know the provider.
func renderVersions(header, source, version, cli string) []byte {
	file := hclwrite.NewEmptyFile()
	comment(file.Body(), header)
	file.Body().AppendNewline()
	body := file.Body().AppendNewBlock("terraform", nil).Body()
	body.SetAttributeValue("required_version", cty.StringVal(cli))
	body.AppendNewline()
	wecom := []hclwrite.ObjectAttrTokens{{Name: hclwrite.TokensForIdentifier("source"), Value: hclwrite.TokensForValue(cty.StringVal(source))}}
	if version != "" {
		wecom = append(wecom, hclwrite.ObjectAttrTokens{Name: hclwrite.TokensForIdentifier("version"), Value: hclwrite.TokensForValue(cty.StringVal(version))})
	}
	body.AppendNewBlock("required_providers", nil).Body().SetAttributeRaw("wecom", object(wecom))
	return hclwrite.Format(file.Bytes())
}

func renderProvider(header, corpID, endpoint string) []byte {
	file := hclwrite.NewEmptyFile()
	comment(file.Body(), header)
	file.Body().AppendNewline()
	body := file.Body().AppendNewBlock("provider", []string{"wecom"}).Body()
	body.SetAttributeValue("corp_id", cty.StringVal(corpID))
	if endpoint != "" {
		body.SetAttributeValue("endpoint", cty.StringVal(endpoint))
	}
	return hclwrite.Format(file.Bytes())
}

func comment(body *hclwrite.Body, text string) {
	body.AppendUnstructuredTokens(hclwrite.Tokens{{Type: hclsyntax.TokenComment, Bytes: []byte("# " + text + "\n")}})
}

func (refs references) value(v any) hclwrite.Tokens {
	switch v := v.(type) {
	case string:
		return hclwrite.TokensForValue(cty.StringVal(v))
	case int64:
		return hclwrite.TokensForValue(cty.NumberIntVal(v))
	case bool:
		return hclwrite.TokensForValue(cty.BoolVal(v))
	case departmentID:
		return refs.department(v)
	case []string:
		return tuple(v, func(s string) hclwrite.Tokens { return hclwrite.TokensForValue(cty.StringVal(s)) })
	case []departmentID:
		return tuple(v, refs.department)
	case []attribute:
		items := make([]hclwrite.ObjectAttrTokens, 0, len(v))
		for _, a := range v {
			name := hclwrite.TokensForIdentifier(a.name)
			if a.quoted {
				// Quoted always: `for` as first bare key begins an expression.
				name = hclwrite.TokensForValue(cty.StringVal(a.name))
			}
			items = append(items, hclwrite.ObjectAttrTokens{Name: name, Value: refs.value(a.value)})
		}
		return object(items)
	}
	panic("export: a value of a kind that no attribute has") // a bug, seen by every test of that kind
}

func (refs references) department(id departmentID) hclwrite.Tokens {
	name, ok := refs[int64(id)]
	if !ok {
		return hclwrite.TokensForValue(cty.NumberIntVal(int64(id)))
	}
	return hclwrite.TokensForTraversal(hcl.Traversal{
		hcl.TraverseRoot{Name: "wecom_department"}, hcl.TraverseAttr{Name: name}, hcl.TraverseAttr{Name: "id"},
	})
}

var newline = &hclwrite.Token{Type: hclsyntax.TokenNewline, Bytes: []byte("\n")}

// object writes one item per line, and {} for none.
func object(items []hclwrite.ObjectAttrTokens) hclwrite.Tokens {
	if len(items) == 0 {
		return hclwrite.TokensForIdentifier("{}")
	}
	return hclwrite.TokensForObject(items)
}

// tuple writes short lists on one line and others one element per line.
func tuple[T any](list []T, element func(T) hclwrite.Tokens) hclwrite.Tokens {
	elements := make([]hclwrite.Tokens, 0, len(list))
	width := 0
	for _, v := range list {
		t := element(v)
		elements = append(elements, t)
		width += len(t.Bytes()) + 2
	}
	if len(list) <= lineElements && width <= lineWidth {
		return hclwrite.TokensForTuple(elements)
	}
	out := hclwrite.Tokens{{Type: hclsyntax.TokenOBrack, Bytes: []byte("[")}, newline}
	for _, t := range elements {
		out = append(out, t...)
		out = append(out, &hclwrite.Token{Type: hclsyntax.TokenComma, Bytes: []byte(",")}, newline)
	}
	return append(out, &hclwrite.Token{Type: hclsyntax.TokenCBrack, Bytes: []byte("]")})
}
