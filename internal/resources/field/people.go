// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// People are the userids of one set of a plan or state, and where it stands.
type People struct {
	At  path.Path
	IDs []string
}

// People finds the sets of userids in a value of the resource, the known ones of them that are not empty.
func (fs Fields) People(of tftypes.Value) []People { return fs.people(path.Empty(), of) }

func (fs Fields) people(at path.Path, of tftypes.Value) (out []People) {
	attrs := map[string]tftypes.Value{}
	if of.Type() == nil || !of.Type().Is(tftypes.Object{}) || !of.IsKnown() || of.IsNull() || of.As(&attrs) != nil {
		return nil
	}
	for _, f := range fs {
		v, ok := attrs[f.Name]
		if !ok || !v.IsKnown() || v.IsNull() {
			continue
		}
		here := at.AtName(f.Name)
		switch f.shape {
		case set:
			if ids := texts(v); f.people && len(ids) > 0 {
				out = append(out, People{here, ids})
			}
		case object:
			out = append(out, f.fields.people(here, v)...)
		case objects:
			below := map[string]tftypes.Value{}
			if v.As(&below) == nil {
				for key, one := range below {
					out = append(out, f.fields.people(here.AtMapKey(key), one)...)
				}
			}
		case objectList:
			var below []tftypes.Value
			if v.As(&below) == nil {
				for i, one := range below {
					out = append(out, f.fields.people(here.AtListIndex(i), one)...)
				}
			}
		case block: // of the noun's own form: objects that each have a user_id
			var below []tftypes.Value
			var ids []string
			if v.As(&below) != nil {
				continue
			}
			for _, one := range below {
				in := map[string]tftypes.Value{}
				if one.Type().Is(tftypes.Object{}) && one.As(&in) == nil && in["user_id"].Type() != nil {
					ids = append(ids, texts(in["user_id"])...)
				}
			}
			if len(ids) > 0 {
				out = append(out, People{here, ids})
			}
		case text, number, flag, textList: // hold no userids
		}
	}
	return out
}

// texts are the known texts of a set, or the text.
func texts(v tftypes.Value) (out []string) {
	var elements []tftypes.Value
	if v.Type().Is(tftypes.String) {
		elements = []tftypes.Value{v}
	} else if v.As(&elements) != nil {
		return nil
	}
	for _, e := range elements {
		var s string
		if e.IsKnown() && !e.IsNull() && e.As(&s) == nil {
			out = append(out, s)
		}
	}
	return out
}
