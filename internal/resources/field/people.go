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
			if ids := knownTexts(ElementsOf(v)...); f.people && len(ids) > 0 {
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
			for i, one := range ElementsOf(v) {
				out = append(out, f.fields.people(here.AtListIndex(i), one)...)
			}
		case block: // of the noun's own form: objects that each have a user_id
			var ids []string
			for _, one := range ElementsOf(v) {
				in := map[string]tftypes.Value{}
				if one.Type().Is(tftypes.Object{}) && one.As(&in) == nil && in["user_id"].Type() != nil {
					ids = append(ids, knownTexts(in["user_id"])...)
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

// knownTexts are those among some values.
func knownTexts(all ...tftypes.Value) (out []string) {
	for _, v := range all {
		if s, ok := textOf(v); ok {
			out = append(out, s)
		}
	}
	return out
}
