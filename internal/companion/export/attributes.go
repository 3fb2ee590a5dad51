// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"golang.org/x/text/unicode/norm"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/acquisitionlink"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/contactway"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/interceptrule"
)

// attribute is one line of a resource block. Its value is a string, int64,
// bool, departmentID, []string, []departmentID or []attribute (an object).
type attribute struct {
	name  string
	value any
	// quoted marks the keys of a map, which are a user's text.
	quoted bool
}

// departmentID is written as a reference where the department is in the folder.
type departmentID int64

// rootID is the department that every corp has; it is never exported.
const rootID = 1

// attributes are what a reviewer wants to read of an object: what was chosen
// for it, without what WeCom computes and without defaults. Where an attribute
// is managed only when written, the defaults of WeCom are left out too.
//
// It returns nil and a reason for what cannot be declared.
func attributes(o inventory.Object, withOrder bool) (list []attribute, reason string) {
	switch v := o.Value.(type) {
	case *client.Department:
		return departmentAttributes(v, withOrder)
	case *client.TagGroup:
		return tagGroupAttributes(v, withOrder)
	case *client.ContactWay:
		return contactWayAttributes(v)
	case *client.AcquisitionLink:
		return linkAttributes(v), ""
	case *client.InterceptRule:
		return ruleAttributes(v), ""
	}
	return nil, "its content was not read"
}

func departmentAttributes(d *client.Department, withOrder bool) ([]attribute, string) {
	if d.IDsOnly {
		return nil, "its name could not be read"
	}
	list := []attribute{{name: "name", value: d.Name}}
	if d.NameEN != "" {
		list = append(list, attribute{name: "name_en", value: d.NameEN})
	}
	if d.ParentID != rootID {
		list = append(list, attribute{name: "parent_id", value: departmentID(d.ParentID)})
	}
	if withOrder {
		list = append(list, attribute{name: "order", value: d.Order})
	}
	return list, ""
}

// tagGroupAttributes writes each tag under its name as key, which is the key
// that an import gives it.
func tagGroupAttributes(g *client.TagGroup, withOrder bool) ([]attribute, string) {
	list := []attribute{{name: "name", value: g.Name}}
	if withOrder {
		list = append(list, attribute{name: "order", value: g.Order})
	}
	tags := make([]attribute, 0, len(g.Tags))
	seen := map[string]bool{}
	for _, t := range g.Tags {
		if seen[norm.NFC.String(t.Name)] {
			return nil, fmt.Sprintf("two of its tags are named %q, composed in different ways, which Terraform does not tell apart", t.Name)
		}
		seen[norm.NFC.String(t.Name)] = true
		content := []attribute{}
		if withOrder {
			content = append(content, attribute{name: "order", value: t.Order})
		}
		tags = append(tags, attribute{name: t.Name, value: content, quoted: true})
	}
	return append(list, attribute{name: "tags", value: tags}), ""
}

func contactWayAttributes(w *client.ContactWay) ([]attribute, string) {
	if w.IsTemp {
		return nil, "it is temporary: it expires by itself, and what its closing message was made of cannot be read"
	}
	list := []attribute{
		{name: "type", value: contactway.TypeWord(w.Type)},
		{name: "scene", value: contactway.SceneWord(w.Scene)},
	}
	if w.Style != nil && w.Scene == client.ContactWayMiniProgram {
		list = append(list, attribute{name: "style", value: *w.Style})
	}
	if w.Remark != "" {
		list = append(list, attribute{name: "remark", value: w.Remark})
	}
	if w.State != "" {
		list = append(list, attribute{name: "state", value: w.State})
	}
	list = append(list, people(w.UserIDs, w.DepartmentIDs)...)
	list = append(list, unless(true, "skip_verify", w.SkipVerify)...)
	list = append(list, unless(false, "is_exclusive", w.IsExclusive)...)
	return append(list, unless(true, "mark_source", w.MarkSource)...), ""
}

func linkAttributes(l *client.AcquisitionLink) []attribute {
	list := []attribute{{name: "name", value: l.Name}}
	list = append(list, people(l.Range.UserIDs, l.Range.DepartmentIDs)...)
	list = append(list, unless(true, "skip_verify", l.SkipVerify)...)
	list = append(list, unless(true, "mark_source", l.MarkSource)...)
	if p := l.Priority; p != nil {
		priority := []attribute{{name: "scope", value: acquisitionlink.ScopeWord(p.Type)}}
		if len(p.UserIDs) > 0 && p.Type != client.PriorityCorp {
			priority = append(priority, attribute{name: "user_ids", value: p.UserIDs})
		}
		list = append(list, attribute{name: "priority", value: priority})
	}
	return list
}

func ruleAttributes(r *client.InterceptRule) []attribute {
	list := []attribute{{name: "name", value: r.Name}, {name: "words", value: r.Words}}
	if len(r.Semantics) > 0 {
		words := make([]string, 0, len(r.Semantics))
		for _, n := range r.Semantics {
			words = append(words, interceptrule.SemanticsWord(n))
		}
		slices.Sort(words)
		list = append(list, attribute{name: "semantics", value: words})
	}
	list = append(list, attribute{name: "action", value: interceptrule.ActionWord(r.Action)})
	return append(list, people(r.Range.UserIDs, r.Range.DepartmentIDs)...)
}

func people(users []string, departments []int64) []attribute {
	var list []attribute
	if len(users) > 0 {
		list = append(list, attribute{name: "user_ids", value: users})
	}
	if len(departments) > 0 {
		ids := make([]departmentID, 0, len(departments))
		for _, id := range departments {
			ids = append(ids, departmentID(id))
		}
		list = append(list, attribute{name: "department_ids", value: ids})
	}
	return list
}

// unless writes a flag that is shown and differs from its default.
func unless(usual bool, name string, v *bool) []attribute {
	if v == nil || *v == usual {
		return nil
	}
	return []attribute{{name: name, value: *v}}
}

// display names an object in messages and in the README: `"后端" (37)`.
func display(o inventory.Object) string {
	name := cmp.Or(o.Path, o.Name)
	if name == "" {
		return o.ID
	}
	return fmt.Sprintf("%q (%s)", name, o.ID)
}

func itoa(id int64) string { return strconv.FormatInt(id, 10) }
