// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
)

// document is a configuration as the in-process Terraform takes it. HCL with modules, count, for_each, check blocks or
// provider functions needs a CLI.
type document struct {
	provider map[string]any
	config   tfcore.Config
	options  tfcore.PlanOptions
	outputs  map[string]expression

	values map[string]cty.Value      // variables, by name, with their defaults
	locals map[string]hcl.Expression // by name
}

// expression is one HCL expression of a document.
type expression struct {
	of  hcl.Expression
	doc *document
}

func parse(text string) (*document, error) {
	file, diags := hclsyntax.ParseConfig([]byte(text), "main.tf", hcl.InitialPos)
	if diags.HasErrors() {
		return nil, diags
	}
	d := &document{
		config: tfcore.Config{}, outputs: map[string]expression{}, values: map[string]cty.Value{}, locals: map[string]hcl.Expression{},
		options: tfcore.PlanOptions{Moved: map[string]string{}, Import: map[string]any{}},
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		return nil, fmt.Errorf("a body is %T", file.Body)
	}
	// Variables first, for what is evaluated at once.
	for _, b := range slices.Concat(ofType(body, "variable"), ofType(body, "locals"), ofType(body, "")) {
		if err := d.block(b); err != nil {
			return nil, fmt.Errorf("%s: %w", b.DefRange(), err)
		}
	}
	return d, nil
}

// ofType lists the blocks of a type, "" for all but variables and locals.
func ofType(body *hclsyntax.Body, name string) (out []*hclsyntax.Block) {
	for _, b := range body.Blocks {
		if b.Type == name || name == "" && b.Type != "variable" && b.Type != "locals" {
			out = append(out, b)
		}
	}
	return out
}

func (d *document) block(b *hclsyntax.Block) error {
	attributes := b.Body.Attributes
	switch b.Type {
	case "terraform":
		return nil
	case "variable":
		value := cty.NullVal(cty.DynamicPseudoType)
		if a := attributes["default"]; a != nil {
			var diags hcl.Diagnostics
			if value, diags = a.Expr.Value(nil); diags.HasErrors() {
				return diags
			}
		}
		d.values[b.Labels[0]] = value
	case "locals":
		for name, a := range attributes {
			d.locals[name] = a.Expr
		}
	case "output":
		d.outputs[b.Labels[0]] = expression{attributes["value"].Expr, d}
	case "provider":
		d.provider = map[string]any{}
		for name, a := range attributes {
			d.provider[name] = expression{a.Expr, d}
		}
	case "resource", "data":
		return d.resource(b)
	case "moved":
		from, to := address(attributes["from"].Expr), address(attributes["to"].Expr)
		d.options.Moved[from] = to
	case "removed":
		d.options.Removed = append(d.options.Removed, address(attributes["from"].Expr))
	case "import":
		for _, name := range []string{"id", "identity"} {
			if a := attributes[name]; a != nil {
				v, diags := a.Expr.Value(d.scope(nil))
				if diags.HasErrors() {
					return diags
				}
				d.options.Import[address(attributes["to"].Expr)] = plainCty(v)
			}
		}
	default:
		return fmt.Errorf("a %s block needs a CLI", b.Type)
	}
	return nil
}

func (d *document) resource(b *hclsyntax.Block) error {
	r := tfcore.Resource{Type: b.Labels[0], Data: b.Type == "data", Values: map[string]any{}}
	at := strings.Join(b.Labels, ".")
	if r.Data {
		at = "data." + at
	}
	for name, a := range b.Body.Attributes {
		switch name {
		case "count", "for_each":
			return fmt.Errorf("%s needs a CLI", name)
		case "provider":
		case "depends_on":
			r.DependsOn = addresses(a.Expr)
		default:
			r.Values[name] = expression{a.Expr, d}
		}
	}
	for _, inner := range b.Body.Blocks {
		values := map[string]any{}
		for name, a := range inner.Body.Attributes {
			values[name] = expression{a.Expr, d}
		}
		if inner.Type != "lifecycle" {
			r.Values[inner.Type] = values
			continue
		}
		for name, a := range inner.Body.Attributes {
			switch name {
			case "create_before_destroy":
				v, diags := a.Expr.Value(nil)
				if diags.HasErrors() {
					return diags
				}
				r.CreateBeforeDestroy = v.True()
			case "ignore_changes":
				r.IgnoreChanges = addresses(a.Expr)
			case "replace_triggered_by":
				for _, path := range addresses(a.Expr) {
					steps := strings.SplitN(path, ".", 3)
					ref := tfcore.Ref{Address: steps[0] + "." + steps[1]}
					if len(steps) == 3 {
						ref.Path = steps[2]
					}
					r.ReplaceTriggeredBy = append(r.ReplaceTriggeredBy, ref)
				}
			default:
				return fmt.Errorf("lifecycle %s needs a CLI", name)
			}
		}
	}
	if _, twice := d.config[at]; twice {
		return fmt.Errorf("%s is declared twice", at)
	}
	d.config[at] = r
	return nil
}

// address is an expression that names a resource or an attribute, as text.
func address(expr hcl.Expression) string {
	traversal, diags := hcl.AbsTraversalForExpr(expr)
	if diags.HasErrors() {
		return diags.Error()
	}
	var steps []string
	for _, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			steps = append(steps, step.Name)
		case hcl.TraverseAttr:
			steps = append(steps, step.Name)
		}
	}
	return strings.Join(steps, ".")
}

func addresses(list hcl.Expression) (out []string) {
	exprs, _ := hcl.ExprList(list)
	for _, e := range exprs {
		out = append(out, address(e))
	}
	return out
}

// References implements tfcore.Expr.
func (e expression) References() (out []string) {
	for _, traversal := range e.of.Variables() {
		steps := strings.Split(address(&hclsyntax.ScopeTraversalExpr{Traversal: traversal}), ".")
		switch {
		case steps[0] == "var":
		case steps[0] == "local":
			if of := e.doc.locals[steps[1]]; of != nil {
				out = append(out, expression{of, e.doc}.References()...)
			}
		case steps[0] == "data" && len(steps) > 2:
			out = append(out, strings.Join(steps[:3], "."))
		case len(steps) > 1:
			out = append(out, strings.Join(steps[:2], "."))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Value implements tfcore.Expr.
func (e expression) Value(ty tftypes.Type, get func(string) (tftypes.Value, error)) (tftypes.Value, error) {
	v, err := e.value(get)
	if err != nil {
		return tftypes.Value{}, err
	}
	return fromCty(v, ty)
}

func (e expression) value(get func(string) (tftypes.Value, error)) (cty.Value, error) {
	objects := map[string]cty.Value{}
	for _, at := range e.References() {
		v, err := get(at)
		if err != nil {
			return cty.DynamicVal, err
		}
		objects[at] = toCty(v)
	}
	v, diags := e.of.Value(e.doc.scope(objects))
	if diags.HasErrors() {
		return v, diags
	}
	return v, nil
}

// scope is what expressions may refer to.
func (d *document) scope(objects map[string]cty.Value) *hcl.EvalContext {
	tree := map[string]map[string]cty.Value{}
	data := map[string]map[string]cty.Value{}
	for at, v := range objects {
		steps, in := strings.Split(at, "."), tree
		if steps[0] == "data" {
			steps, in = steps[1:], data
		}
		if in[steps[0]] == nil {
			in[steps[0]] = map[string]cty.Value{}
		}
		in[steps[0]][steps[1]] = v
	}
	ctx := &hcl.EvalContext{Functions: functions, Variables: map[string]cty.Value{"var": cty.ObjectVal(d.values)}}
	for name, of := range tree {
		ctx.Variables[name] = cty.ObjectVal(of)
	}
	if len(data) > 0 {
		all := map[string]cty.Value{}
		for name, of := range data {
			all[name] = cty.ObjectVal(of)
		}
		ctx.Variables["data"] = cty.ObjectVal(all)
	}
	locals := map[string]cty.Value{}
	for name, of := range d.locals {
		if v, diags := of.Value(ctx); !diags.HasErrors() { // else it is not needed here
			locals[name] = v
		}
	}
	ctx.Variables["local"] = cty.ObjectVal(locals)
	return ctx
}

var functions = map[string]function.Function{
	"format": stdlib.FormatFunc, "range": stdlib.RangeFunc, "jsonencode": stdlib.JSONEncodeFunc, "jsondecode": stdlib.JSONDecodeFunc,
	"toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)), "tostring": stdlib.MakeToFunc(cty.String), "tonumber": stdlib.MakeToFunc(cty.Number),
	"concat": stdlib.ConcatFunc, "merge": stdlib.MergeFunc, "keys": stdlib.KeysFunc, "values": stdlib.ValuesFunc, "join": stdlib.JoinFunc, "length": stdlib.LengthFunc,
	"upper": stdlib.UpperFunc, "lower": stdlib.LowerFunc, "sort": stdlib.SortFunc, "flatten": stdlib.FlattenFunc,
	"setintersection": stdlib.SetIntersectionFunc, "setsubtract": stdlib.SetSubtractFunc, "setunion": stdlib.SetUnionFunc, "contains": stdlib.ContainsFunc,
	"lookup": stdlib.LookupFunc, "replace": stdlib.ReplaceFunc, "distinct": stdlib.DistinctFunc, "substr": stdlib.SubstrFunc, "max": stdlib.MaxFunc, "min": stdlib.MinFunc,
	"tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)), "tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)), "split": stdlib.SplitFunc,
}
