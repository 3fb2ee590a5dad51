// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// folder is what a folder holds already. Its files are read, never changed.
type folder struct {
	dir string
	// files are the names in the folder.
	files map[string]bool
	// labels are the resource names in use, by resource type.
	labels map[string]map[string]bool
	// single are the addresses with neither count nor for_each: only those can be referred to by .id.
	single map[string]bool
	// declared are ids with an import block or an id of their own, with the name of the resource; "" where it is not
	// one of this folder's own resources.
	declared map[string]map[string]string
	// holdings manage objects, too, that no address of their own names.
	holdings []*inventory.Holding
	// told are addresses whose object something tells: an import block or a state, also of one instance of many.
	told map[string]bool
	// moved are renamed resources, by their former address.
	moved map[string]string
	// reserved are addresses that moved and removed blocks name as former ones: a resource there would contradict them.
	reserved map[string]bool
	// requires and configures tell whether required_providers and a provider block for wecom are there.
	requires, configures bool
}

var fileSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "import"},
	{Type: "moved"},
	{Type: "removed"},
	{Type: "terraform"},
	{Type: "provider", LabelNames: []string{"name"}},
}}

// readFolder reads every configuration file of dir. A missing folder is empty; a file that cannot be parsed is an
// error, because what is in it would be written a second time.
func readFolder(dir string) (*folder, error) {
	f := &folder{
		dir: dir, files: map[string]bool{}, labels: map[string]map[string]bool{}, single: map[string]bool{}, declared: map[string]map[string]string{},
		moved: map[string]string{}, reserved: map[string]bool{}, told: map[string]bool{},
	}
	for _, k := range inventory.Kinds() {
		f.labels[k.Type()], f.declared[k.Type()] = map[string]bool{}, map[string]string{}
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return nil, err
	}
	parser := hclparse.NewParser()
	for _, e := range entries {
		f.files[e.Name()] = true
		if e.IsDir() {
			continue
		}
		path := filepath.Join(dir, e.Name())
		var file *hcl.File
		var diags hcl.Diagnostics
		switch {
		case strings.HasSuffix(e.Name(), ".tf"), strings.HasSuffix(e.Name(), ".tofu"):
			file, diags = parser.ParseHCLFile(path)
		case strings.HasSuffix(e.Name(), ".tf.json"), strings.HasSuffix(e.Name(), ".tofu.json"):
			file, diags = parser.ParseJSONFile(path)
		default:
			continue
		}
		if diags.HasErrors() {
			return nil, fmt.Errorf("%s cannot be read as configuration, so what it declares is not known: %s", path, diags.Errs()[0])
		}
		f.scan(file.Body)
	}
	return f, nil
}

func (f *folder) scan(body hcl.Body) {
	content, _, _ := body.PartialContent(fileSchema) // what is not asked for is no error
	for _, b := range content.Blocks {
		switch b.Type {
		case "resource":
			f.resource(b)
		case "import":
			f.imported(b.Body)
		case "moved", "removed":
			f.renamed(b.Body)
		case "provider":
			f.configures = f.configures || b.Labels[0] == "wecom"
		case "terraform":
			inner, _, _ := b.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "required_providers"}}})
			for _, r := range inner.Blocks {
				attrs, _ := r.Body.JustAttributes()
				_, ok := attrs["wecom"]
				f.requires = f.requires || ok
			}
		}
	}
}

func (f *folder) resource(b *hcl.Block) {
	kind, name := b.Labels[0], b.Labels[1]
	if f.labels[kind] == nil {
		return
	}
	f.labels[kind][name] = true
	content, _, _ := b.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "count"}, {Name: "for_each"}, {Name: "id"}}})
	if content.Attributes["count"] != nil || content.Attributes["for_each"] != nil {
		return
	}
	f.single[kind+"."+name] = true
	if id := content.Attributes["id"]; id != nil {
		if text, ok := literal(id.Expr); ok {
			f.declared[kind][text] = name
			f.told[kind+"."+name] = true
		}
	}
}

func (f *folder) imported(body hcl.Body) {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "to"}, {Name: "id"}, {Name: "identity"}}})
	id := content.Attributes["id"]
	kind, name, own := f.address(content.Attributes["to"])
	if kind == "" {
		return
	}
	f.told[kind+"."+name] = true
	if !own {
		name = ""
	}
	if id != nil {
		if text, ok := literal(id.Expr); ok {
			f.declared[kind][text] = name
		}
	}
	if identity := content.Attributes["identity"]; identity != nil {
		v, diags := identity.Expr.Value(nil)
		if !diags.HasErrors() && v.Type().IsObjectType() && v.Type().HasAttribute("id") {
			if text, ok := asText(v.GetAttr("id")); ok {
				f.declared[kind][text] = name
			}
		}
	}
}

// address reads what import and moved blocks name: kind "" for what is not exported, own for wecom_department.x as
// against module.m.wecom_department.x["k"].
func (f *folder) address(a *hcl.Attribute) (kind, name string, own bool) {
	if a == nil {
		return "", "", false
	}
	steps, diags := hcl.AbsTraversalForExpr(a.Expr)
	if diags.HasErrors() {
		return "", "", false
	}
	for i, step := range steps {
		if word := stepName(step); f.declared[word] != nil && i+1 < len(steps) {
			kind, name, own = word, stepName(steps[i+1]), i == 0 && len(steps) == 2
		}
	}
	return kind, name, own
}

// renamed follows a resource that a user gave another name, or took out.
func (f *folder) renamed(body hcl.Body) {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "from"}, {Name: "to"}}})
	kind, from, _ := f.address(content.Attributes["from"])
	f.reserved[kind+"."+from] = true
	other, to, own := f.address(content.Attributes["to"])
	if kind != "" && kind == other && own {
		f.moved[kind+"."+from] = to
	}
}

// today is the name that a resource has now.
func (f *folder) today(kind, name string) string {
	for range len(f.moved) { // and not on and on in a ring
		next, ok := f.moved[kind+"."+name]
		if !ok || f.labels[kind][name] {
			break
		}
		name = next
	}
	return name
}

func stepName(step hcl.Traverser) string {
	switch s := step.(type) {
	case hcl.TraverseRoot:
		return s.Name
	case hcl.TraverseAttr:
		return s.Name
	}
	return ""
}

// literal is the text of an expression that needs nothing to be evaluated.
func literal(expr hcl.Expression) (string, bool) {
	v, diags := expr.Value(nil)
	if diags.HasErrors() {
		return "", false
	}
	return asText(v)
}

func asText(v cty.Value) (string, bool) {
	if v.IsNull() || !v.IsKnown() {
		return "", false
	}
	text, err := convert.Convert(v, cty.String)
	if err != nil || text.IsNull() {
		return "", false
	}
	return text.AsString(), true
}

// freeName returns name, or with the lowest number that no file of the folder has: departments.tf, departments_2.tf, …
func (f *folder) freeName(name string) string {
	stem, ext, _ := strings.Cut(name, ".")
	for i := 2; f.files[name]; i++ {
		name = fmt.Sprintf("%s_%d.%s", stem, i, ext)
	}
	return name
}

// newFile is a file to be written.
type newFile struct {
	name    string
	content []byte
}

// write makes the folder and the files, readable by their owner only: a corp's structure is nobody else's business.
// None may exist, but for those that are in replace. When one fails, those made before are removed again.
func (f *folder) write(files []newFile, replace ...string) (err error) {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return err
	}
	var made []string
	defer func() {
		if err != nil {
			for _, path := range made {
				_ = os.Remove(path)
			}
		}
	}()
	for _, file := range files {
		path := filepath.Join(f.dir, file.name)
		if slices.Contains(replace, file.name) {
			if err := replaceFile(path, file.content); err != nil {
				return err
			}
			continue
		}
		handle, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		made = append(made, path)
		_, err = handle.Write(file.content)
		if err := errors.Join(err, handle.Close()); err != nil {
			return err
		}
	}
	return nil
}

// replaceFile puts content in place of a file at once. The temporary file is a new one: one that lies there may be open
// to others, or lead elsewhere.
func replaceFile(path string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // fails once renamed
	_, err = temp.Write(content)
	if err := errors.Join(err, temp.Close()); err != nil {
		return err
	}
	return rename(temp.Name(), path)
}

// rename is replaced in a test, which cannot make a system refuse it otherwise.
var rename = os.Rename
