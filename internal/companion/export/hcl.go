// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"math/big"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
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
	attributes []field.Written
}

// references are the names of resources in the folder, by type and the id of their object.
type references map[string]map[string]string

func renderBlocks(header string, blocks []block, refs references) []byte {
	file := hclwrite.NewEmptyFile()
	comment(file.Body(), header)
	for _, b := range blocks {
		file.Body().AppendNewline()
		body := file.Body().AppendNewBlock("resource", []string{b.kind, b.name}).Body()
		for _, a := range b.attributes {
			body.SetAttributeRaw(a.Name, refs.written(a))
		}
	}
	return hclwrite.Format(file.Bytes())
}

// renderImports writes an import block for each resource: by id, or by identity with the corp in it, which another
// corp's provider block refuses.
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

func (refs references) written(w field.Written) hclwrite.Tokens {
	switch w.Form {
	case field.Block, field.Keyed:
		items := make([]hclwrite.ObjectAttrTokens, 0, len(w.Parts))
		for _, part := range w.Parts {
			name := hclwrite.TokensForIdentifier(part.Name)
			if w.Form == field.Keyed {
				// Quoted always: `for` as first bare key begins an expression.
				name = hclwrite.TokensForValue(cty.StringVal(part.Name))
			}
			items = append(items, hclwrite.ObjectAttrTokens{Name: name, Value: refs.written(part)})
		}
		return object(items)
	case field.Listed:
		return tuple(w.Parts, refs.written)
	case field.Plain:
	}
	var elements []tftypes.Value
	if w.Value.As(&elements) == nil {
		return tuple(elements, func(v tftypes.Value) hclwrite.Tokens { return refs.value(w.Refers, v) })
	}
	return refs.value(w.Refers, w.Value)
}

// value writes a text, number or flag, and as a reference the id of an object that is in the folder.
func (refs references) value(kind string, v tftypes.Value) hclwrite.Tokens {
	id := idOf(v)
	if name, ok := refs[kind][id]; ok {
		return hclwrite.TokensForTraversal(hcl.Traversal{hcl.TraverseRoot{Name: kind}, hcl.TraverseAttr{Name: name}, hcl.TraverseAttr{Name: "id"}})
	}
	var flag bool
	switch {
	case v.Type().Is(tftypes.String):
		return hclwrite.TokensForValue(cty.StringVal(id))
	case v.As(&flag) == nil:
		return hclwrite.TokensForValue(cty.BoolVal(flag))
	}
	return hclwrite.TokensForIdentifier(id)
}

// idOf is a text or whole number as it is in an id.
func idOf(v tftypes.Value) string {
	var text string
	n := new(big.Float)
	switch {
	case v.As(&text) == nil:
		return text
	case v.As(&n) == nil:
		return n.Text('f', -1)
	}
	return ""
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
